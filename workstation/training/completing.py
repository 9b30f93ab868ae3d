"""Completes a real declaration for training: invents what is absent, and names in `completed` what it
invented.

Only for training. What was declared is never changed, and nothing here is done unless it is asked for by
name.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from msgspec.structs import replace

from workstation.domain.consignment import (
    Consignment,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Party,
    RiskAssessment,
    Step,
    Transport,
)
from workstation.training import people
from workstation.training.assessment import completed_risk
from workstation.training.numbers import s10_for
from workstation.training.reference import OFFICES
from workstation.training.sizes import kilograms, parcel_size
from workstation.training.stories import LANE_WEIGHTS, LANES

_NOON: Final = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
_SENDERS: Final = frozenset({"consignor", "exporter", "seller"})
_RECEIVERS: Final = frozenset({"consignee", "importer", "buyer"})
_LANES_OF_SUSPECTS: Final = ((60, 15, 15, 10), (0, 10, 55, 35), (0, 0, 15, 85))
"""Weights of the lanes by `suspicion`: none, some, much."""


def complete(consignment: Consignment, seed: int = 0, *, suspicion: int = 0) -> Consignment:
    """The consignment with office, lane, score, parcels, barcodes, parties, a filing and its steps where it
    had none.

    `suspicion` (0 to 2) is what the file knew and the declaration does not say: it makes a stricter lane
    likelier. The same arguments give the same result; completing twice changes nothing more.
    """
    dice = Random(f"{seed}:{consignment.id}")
    invented: list[str] = []
    found: dict[str, Any] = {}

    def fill(name: str, is_absent: bool, make: Callable[[], object]) -> None:
        if is_absent:
            found[name] = make()
            invented.append(name)

    fill("office", not consignment.office, lambda: dice.choice(OFFICES))
    fill("arrived", consignment.arrived is None, lambda: _arrival(dice, consignment))
    fill("filings", not consignment.filings, lambda: (Filing(id=f"F-{consignment.id}"),))
    fill("parcels", not consignment.parcels, lambda: (_parcel(dice, consignment),))
    parcels: tuple[Parcel, ...] = found.get("parcels", consignment.parcels)
    fill(
        "goods_items.parcel",
        bool(consignment.goods_items) and not any(item.parcel for item in consignment.goods_items),
        lambda: _placed(consignment.goods_items, parcels),
    )
    has_barcode = any(i.belongs_to == "parcel" for i in consignment.identifiers)
    fill("identifiers", not has_barcode, lambda: _barcodes(dice, consignment, parcels))
    fill("transport", consignment.transport is None, lambda: Transport(mode="5", carrier="Test Post"))
    roles = {party.role for party in consignment.parties}
    missing = [
        role for role, same in (("consignor", _SENDERS), ("consignee", _RECEIVERS)) if not roles & same
    ]
    fill("parties", bool(missing), lambda: (*consignment.parties, *_parties(dice, missing)))
    fill("risk", not consignment.risk.lane, lambda: _risk(dice, consignment, suspicion))
    arrived = consignment.arrived or found["arrived"]
    fill("steps", not consignment.steps, lambda: (Step(kind="arrived", at=arrived),))
    if "goods_items.parcel" in found:
        found["goods_items"] = found.pop("goods_items.parcel")
    if not invented:
        return consignment
    return replace(consignment, **found, completed=tuple(dict.fromkeys((*consignment.completed, *invented))))


def _arrival(dice: Random, consignment: Consignment) -> datetime:
    lodged = next((filing.lodged for filing in consignment.filings if filing.lodged is not None), _NOON)
    return lodged + timedelta(minutes=dice.randrange(10, 1_000))


def _parcel(dice: Random, consignment: Consignment) -> Parcel:
    """One parcel of what its goods weigh, at most 30 kg: real declarations also cover whole containers."""
    masses = [item.gross_mass_kg or item.net_mass_kg for item in consignment.goods_items]
    declared = sum((mass for mass in masses if mass is not None and mass > 0), kilograms(0))
    grams = min(30_000, max(100, int(declared * 1_080))) if declared else dice.randrange(200, 4_000)
    mass = declared * 108 / 100 if declared else kilograms(grams)
    return Parcel(
        id="P-1",
        gross_mass_kg=mass.quantize(kilograms(1)),
        size=parcel_size(dice, grams),
        package_type="CT",
    )


def _placed(items: tuple[GoodsItem, ...], parcels: tuple[Parcel, ...]) -> tuple[GoodsItem, ...]:
    return tuple(replace(item, parcel=parcels[n % len(parcels)].id) for n, item in enumerate(items))


def _barcodes(dice: Random, consignment: Consignment, parcels: tuple[Parcel, ...]) -> tuple[Identifier, ...]:
    return (*consignment.identifiers, *(s10_for(dice, parcel) for parcel in parcels))


def _parties(dice: Random, roles: list[str]) -> list[Party]:
    origin = people.origin_of(dice)
    return [
        people.company(dice, role, origin) if role == "consignor" else people.person(dice, role)
        for role in roles
    ]


def _risk(dice: Random, consignment: Consignment, suspicion: int) -> RiskAssessment:
    weights = _LANES_OF_SUSPECTS[suspicion] if 0 < suspicion < len(_LANES_OF_SUSPECTS) else LANE_WEIGHTS
    lane = dice.choices(LANES, weights)[0]
    goods = tuple(item.id for item in consignment.goods_items)
    return completed_risk(dice, lane, goods, suspicion)
