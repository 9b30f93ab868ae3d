"""Made-up consignments for measuring: about 1.5 kB each, any number, the same ones for the same seed.

Nothing in them is true of anybody. They are made for speed and for the spread of a real queue (a quarter of
all is on the blue lane, a quarter has *cotton*); realistic contents are the training's business.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

import msgspec

from workstation.contract.messages import Page
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import (
    Address,
    Consignment,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Party,
    Revenue,
    RiskAssessment,
    RuleHit,
    ScanImage,
    Transport,
    Valuation,
)
from workstation.domain.identifiers import make_mrn, make_s10
from workstation.domain.value import Amount, Quantity

CHUNK: Final = 1_000
START: Final = datetime(2026, 9, 1, tzinfo=UTC)

_LANES: Final = (("red", 5), ("yellow", 20), ("blue", 25), ("green", 50))
_OFFICES: Final = tuple(
    f"FR{number:06}" for number in (3080, 3140, 2730, 1260, 550, 5750, 6150, 770, 2300, 410)
)
_OFFICE_WEIGHTS: Final = (30, 20, 14, 10, 8, 6, 5, 4, 2, 1)
_CATEGORIES: Final = (("1", 20), ("2", 45), ("3", 25), ("4", 10))
_MATERIALS: Final = (
    "cotton",
    "plastic",
    "leather",
    "steel",
    "wool",
    "silicone",
    "paper",
    "glass",
    "bamboo",
    "polyester",
)
_MATERIAL_WEIGHTS: Final = (25, 20, 10, 10, 8, 8, 7, 6, 4, 2)
_THINGS: Final = (
    *("shirt", "phone case", "belt", "knife set", "socks", "cable", "notebook", "lamp", "toy car", "dress"),
    *("bag", "watch strap", "charger", "mug", "curtain", "jacket", "speaker", "filter", "brush", "gloves"),
    *("pillow cover", "screen protector", "tea", "vitamins", "perfume", "earrings", "drone", "battery pack"),
    *("fishing reel", "bicycle bell", "手机壳", "قميص قطني"),
)
_SYLLABLES: Final = tuple(f"{consonant}{vowel}" for consonant in "bdklmnr" for vowel in "aeio")
_COLOURS: Final = ("black", "white", "red", "blue", "green", "assorted")
_COUNTRIES: Final = ("CN", "GB", "US", "TR", "JP", "IN", "CH", "HK")
_CITIES: Final = ("Lyon", "Lille", "Nantes", "Nice", "Brest", "Metz", "Pau", "Dijon")


def bodies(count: int, *, seed: int = 1, start: int = 0) -> Iterator[bytes]:
    """Documents number `start` to `start + count` of this seed, as the central service sends them."""
    encode = msgspec.json.Encoder().encode
    for first in range(start - start % CHUNK, start + count, CHUNK):
        dice = random.Random(f"{seed}/{first}")  # noqa: S311 - the same ones for the same seed
        for number in range(first, first + CHUNK):
            made = _consignment(number, dice)
            if start <= number < start + count:
                yield encode(made)


def pages(count: int, *, seed: int = 1, size: int = 500, epoch: str = "measured") -> Iterator[bytes]:
    """The same documents as pages of a snapshot, encoded."""
    encode = msgspec.json.Encoder().encode
    made = bodies(count, seed=seed)
    for first in range(0, count, size):
        sent = min(first + size, count)
        yield encode(
            Page(
                epoch=epoch,
                cursor=f"{sent:09}",
                more=sent < count,
                consignments=tuple(msgspec.Raw(next(made)) for _ in range(first, sent)),
                total=count,
                sent=sent,
            )
        )


def line_pages(count: int, *, seed: int = 1, size: int = 500) -> Iterator[bytes]:
    """The same documents as pages for the bare loop: a cursor, then a document a line."""
    made = bodies(count, seed=seed)
    for first in range(0, count, size):
        sent = min(first + size, count)
        yield b"\n".join((b"%09d" % sent, *(next(made) for _ in range(first, sent))))


def barcode_of(number: int) -> str:
    """The parcel's barcode of document `number`, the same for every seed."""
    return make_s10("RB" if number % 2 else "LX", number % 100_000_000, _COUNTRIES[number % 8])


def _consignment(number: int, dice: random.Random) -> Consignment:
    lane = _one(dice, _LANES)
    office = dice.choices(_OFFICES, _OFFICE_WEIGHTS)[0]
    barcode = barcode_of(number)
    arrived = START + timedelta(seconds=number * 7 % 5_000_000)
    items = tuple(_goods_item(number, line, dice) for line in range(1, 2 + (dice.random() < 0.3)))
    worth = sum((item.value.value for item in items if item.value), Decimal(0))
    mrn = make_mrn(26, "FR", f"{number:09}{dice.randrange(1000):03}A")
    return Consignment(
        id=f"C26-{number:09}",
        change=number + 1,
        office=office,
        arrived=arrived,
        identifiers=(Identifier(value=barcode, kind="upu_s10", belongs_to="parcel", of="1"),),
        filings=(Filing(id="1", type="IMA", data_set="H7", lrn=f"LRN{number:010}", mrn=mrn, lodged=arrived),),
        parcels=(
            Parcel(
                id="1",
                gross_mass_kg=Decimal(dice.randrange(50, 9000)) / 1000,
                presence=_one(dice, _PRESENCES),
            ),
        ),
        transport=Transport(
            mode="4",
            carrier="ZZ",
            house_document=f"H{number:011}",
            master_document=f"999{number // 400:08}",
            receptacle=f"GBLALAFRCDGAAUN6{number // 50:07}0010112",
            departure_country=_COUNTRIES[number % 8],
        ),
        parties=(_party("consignor", dice), _party("consignee", dice)),
        goods_items=items,
        valuation=Valuation(intrinsic=Amount(value=worth, currency="EUR")),
        revenue=Revenue(model="vendor", tax_identifier="IM2500000000", payment_state=_one(dice, _PAYMENTS)),
        immediate_release_category=_one(dice, _CATEGORIES),
        risk=_risk(lane, dice),
        acts=_acts(number, items, dice),
        images=(ScanImage(sha256=f"{number:064x}", width=900, height=600, size_bytes=400_000),),
    )


_PRESENCES: Final = (("expected", 70), ("presented", 28), ("missing", 2))
_PAYMENTS: Final = (("paid", 80), ("due", 20))
_ACTS: Final = (("", 90), ("release", 6), ("hold", 3), ("seize", 1))


def _goods_item(number: int, line: int, dice: random.Random) -> GoodsItem:
    material = dice.choices(_MATERIALS, _MATERIAL_WEIGHTS)[0]
    words = f"{dice.choice(_COLOURS)} {material} {dice.choice(_THINGS)} {dice.randrange(1, 400)} cm"
    return GoodsItem(
        id=f"{number}-{line}",
        sequence=line,
        filing="1",
        parcel="1",
        description=words,
        hs_code=f"{dice.randrange(100_000, 980_000)}",
        quantity=Quantity(value=Decimal(dice.randrange(1, 6))),
        net_mass_kg=Decimal(dice.randrange(20, 4000)) / 1000,
        value=Amount(value=Decimal(dice.randrange(100, 15_000)) / 100, currency="EUR"),
        origin=dice.choice(_COUNTRIES),
    )


def _party(role: str, dice: random.Random) -> Party:
    def name() -> str:
        return "".join(dice.choices(_SYLLABLES, k=3)).capitalize()

    return Party(
        role=role,
        name=f"{name()} {name()}",
        address=Address(
            line=f"{dice.randrange(1, 300)} rue {name()}",
            city=dice.choice(_CITIES),
            postcode="00000",
            country="FR",
        ),
    )


def _risk(lane: str, dice: random.Random) -> RiskAssessment:
    lowest = {"red": 60, "yellow": 35, "blue": 15, "green": 0}[lane]
    hits = (
        ()
        if lane == "green"
        else (
            RuleHit(
                rule=f"R{dice.randrange(1, 60):03}",
                words="Consignor seen for the first time, value just below the threshold",
                instruction="Compare the image with the description; open if they differ.",
                score=lowest,
            ),
        )
    )
    return RiskAssessment(lane=lane, score=lowest + dice.randrange(40), hits=hits)


def _acts(number: int, items: tuple[GoodsItem, ...], dice: random.Random) -> tuple[Act, ...]:
    kind = _one(dice, _ACTS)
    if not kind:
        return ()
    scope = tuple(ScopeEntry(goods=item.id) for item in items)
    return (Act(id=f"act-{number:09}", kind=kind, scope=scope, owner="FR003080", at=START, officer="o-17"),)


def _one(dice: random.Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return dice.choices([code for code, _ in weighted], [weight for _, weight in weighted])[0]
