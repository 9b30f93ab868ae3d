"""Makes training consignments: any number from a seed, consistent in every number, and not all of them
honest.

Same seed, same bytes: each consignment is drawn from its own dice, by the seed and its place alone.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from workstation.domain.consignment import Address, Consignment, Filing, Parcel, Party, ScanImage, Step
from workstation.domain.value import Value
from workstation.training import people
from workstation.training.assessment import judgement
from workstation.training.completing import complete
from workstation.training.declaring import Occasion, Papers, papers
from workstation.training.goods import Kind, catalogue
from workstation.training.numbers import WAY_WEIGHTS, WAYS, Carriage, Trip, carriage
from workstation.training.people import Origin
from workstation.training.sizes import kilograms, parcel_size
from workstation.training.stories import Plot, plot

if TYPE_CHECKING:
    from workstation.training.pictures import Picture

__all__ = ["TrainingConsignment", "complete", "make", "make_documents"]

START: Final = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""The instant before which everything has happened, unless one is given."""

_LOT = 40
"""Consignments that share dispatches, containers and filings; one lot in four holds a split order."""
_IMAGED: Final = {"red": 1.0, "yellow": 0.8, "blue": 0.25, "green": 0.06}
_TWO_VIEWS: Final = {"red": 0.4, "yellow": 0.15}
_OLDEST_H, _NEWEST_H = 60, 6
_PRESENTED: Final = {"red": 0.55, "yellow": 0.4, "blue": 0.15, "green": 0.1}
_PLACES: Final = (
    "LOC-BELT-1",
    "LOC-BELT-2",
    "LOC-CAGE-A",
    "LOC-CAGE-B",
    "LOC-SHELF-03",
    "LOC-SHELF-11",
    "LOC-SHELF-17",
)
"""Codes of the training list `places`."""


class TrainingConsignment(Value):
    """A document, the bytes of the images it names in their order, and what it really is about.

    `story` is a word of stories.py and `truths` what nobody declared: for whoever trains, never part of a
    document.
    """

    document: Consignment
    images: tuple[bytes, ...] = ()
    story: str = ""
    truths: tuple[str, ...] = ()


def make(
    seed: int, count: int, *, start: datetime = START, images: bool = True, first: int = 0
) -> Iterator[TrainingConsignment]:
    """`count` consignments of a seed from place `first` on, all from before `start`; without `images` none
    has any.

    What is drawn for a place depends on neither `count` nor `first`.
    """
    for place in range(first, first + count):
        yield _make_one(seed, place, start, images=images)


def make_documents(
    seed: int, count: int, *, start: datetime = START, first: int = 0, brief: bool = False
) -> Iterator[Consignment]:
    """The same consignments as documents alone and without images: some thousands a second.

    `brief` leaves out what most declarations do not have either: some 1.5 kB each instead of 2.9.
    """
    for made in make(seed, count, start=start, images=False, first=first):
        yield _in_brief(made.document) if brief else made.document


def _in_brief(document: Consignment) -> Consignment:
    return replace(
        document,
        identifiers=document.identifiers[:2],
        filings=tuple(Filing(id=f.id, mrn=f.mrn, data_set=f.data_set) for f in document.filings),
        parcels=tuple(replace(p, size=None) for p in document.parcels),
        parties=tuple(
            Party(role=p.role, name=p.name, address=_short(p.address)) for p in document.parties[:2]
        ),
        goods_items=tuple(replace(g, procedures=(), gross_mass_kg=None) for g in document.goods_items[:2]),
        valuation=None,
        revenue=replace(document.revenue, duty=None, tax=None) if document.revenue else None,
        previous_documents=(),
        additional_documents=(),
        steps=(),
    )


def _short(address: Address | None) -> Address | None:
    return None if address is None else Address(city=address.city, country=address.country)


class _Group(Value):
    """A split order: who gets it, from whom, what; members are the places from `first` on."""

    first: int
    members: int
    receiver: Party
    seller: Party
    origin: Origin
    kind: Kind
    way: str


def _group_at(seed: int, place: int) -> _Group | None:
    """The split order that this place is a piece of, if its lot has one."""
    lot = place // _LOT
    dice = Random(f"{seed}:split:{lot}")
    if dice.random() >= 0.25:
        return None
    members = dice.randrange(3, 6)
    first = lot * _LOT + dice.randrange(0, _LOT - members)
    if not first <= place < first + members:
        return None
    origin = people.origin_of(dice)
    kinds = [kind for kind in catalogue().dear() if sum(kind.cents) < 29_000]
    return _Group(
        first=first,
        members=members,
        receiver=people.person(dice, "consignee"),
        seller=people.company(dice, "consignor", origin),
        origin=origin,
        kind=dice.choice(kinds),
        way=dice.choice(WAYS[:2]),
    )


def _make_one(seed: int, place: int, start: datetime, *, images: bool) -> TrainingConsignment:
    dice = Random(f"{seed}:{place}")
    group = _group_at(seed, place)
    drawn = plot(dice, catalogue(), group.kind if group else None)
    origin = group.origin if group else people.origin_of(dice)
    way = group.way if group else dice.choices(WAYS, WAY_WEIGHTS)[0]
    consignment = f"{seed % 10**6:06d}-{place:07d}"
    arrived = start - timedelta(seconds=dice.randrange(_NEWEST_H * 3600, _OLDEST_H * 3600))
    here = dice.random() >= 0.08
    trip = Trip(year=arrived.year, lot=f"{seed}:{place // _LOT}", place=place, offset=seed * 977_231 % 10**8)
    parcels = _parcels(dice, drawn, here=here)
    travelled = carriage(dice, way, origin, parcels, trip)
    occasion = Occasion(
        consignment=consignment,
        office=way,
        origin=origin,
        arrived=arrived,
        trip=trip,
        receiver=group.receiver if group else None,
        seller=group.seller if group else None,
    )
    said = papers(dice, drawn, parcels, occasion)
    # Images come last, from dice of their own: the document is the same but for them.
    taken = arrived + timedelta(seconds=dice.randrange(120, 3_600))
    shots = _images(seed, place, drawn, parcels, taken) if images and here else ()
    return TrainingConsignment(
        document=_document(
            dice, drawn, occasion, parcels, (travelled, said), tuple(s.image for s in shots), here=here
        ),
        images=tuple(shot.data for shot in shots),
        story=drawn.story.value,
        truths=tuple(thing.truth for thing in drawn.things if thing.truth),
    )


def _parcels(dice: Random, drawn: Plot, *, here: bool) -> tuple[Parcel, ...]:
    found = []
    for number in range(drawn.parcels):
        grams = drawn.grams_in(number)
        presence = "presented" if dice.random() < _PRESENTED[drawn.lane] else "expected"
        if drawn.lane == "red" and dice.random() < 0.04:
            presence = "missing"  # targeted and not found: the commonest complaint of all
        found.append(
            Parcel(
                id=f"P-{number + 1}",
                gross_mass_kg=kilograms(grams),
                size=parcel_size(dice, grams),
                presence=presence if here else "expected",
                location=dice.choice(_PLACES) if here and presence == "presented" else "",
                package_type="BG" if grams < 700 else "CT",
            )
        )
    return tuple(found)


def _document(
    dice: Random,
    drawn: Plot,
    occasion: Occasion,
    parcels: tuple[Parcel, ...],
    said: tuple[Carriage, Papers],
    images: tuple[ScanImage, ...],
    *,
    here: bool,
) -> Consignment:
    travelled, declared = said
    goods = tuple(item.id for item in declared.items)
    judged = judgement(dice, drawn, goods, declared.revenue, occasion.arrived, here=here)
    return Consignment(
        id=occasion.consignment,
        office=occasion.office,
        arrived=occasion.arrived if here else None,
        identifiers=(*travelled.identifiers, *declared.numbers),
        filings=(declared.filing,),
        parcels=parcels,
        transport=travelled.transport,
        parties=declared.parties,
        goods_items=declared.items,
        valuation=declared.valuation,
        revenue=declared.revenue,
        procedures=declared.procedures,
        immediate_release_category=declared.category,
        previous_documents=declared.previous,
        additional_documents=declared.additional,
        risk=judged.risk,
        conditions=judged.conditions,
        acts=judged.acts,
        images=images,
        steps=_steps(dice, occasion, declared, images, here=here),
    )


def _steps(
    dice: Random, occasion: Occasion, declared: Papers, images: tuple[ScanImage, ...], *, here: bool
) -> tuple[Step, ...]:
    """When what happened: lodged before it came, selected, then on the belt."""
    lodged = declared.filing.lodged or occasion.arrived
    found = [
        Step(kind="lodged", at=lodged),
        Step(kind="accepted", at=lodged + timedelta(seconds=dice.randrange(2, 90))),
    ]
    if here:
        found.append(Step(kind="arrived", at=occasion.arrived))
        found.append(Step(kind="selected", at=occasion.arrived + timedelta(seconds=dice.randrange(5, 100))))
    if images and images[0].acquired is not None:
        found.append(Step(kind="imaged", at=images[0].acquired))
        found.append(
            Step(kind="presented", at=images[0].acquired + timedelta(seconds=dice.randrange(30, 5_000)))
        )
    return tuple(found)


def _images(
    seed: int, place: int, drawn: Plot, parcels: tuple[Parcel, ...], taken: datetime
) -> tuple["Picture", ...]:
    """Images of one parcel: of the one with something in it that nobody declared, else of the first."""
    dice = Random(f"{seed}:{place}:image")
    if dice.random() >= _IMAGED[drawn.lane]:
        return ()
    from workstation.training.pictures import pictures

    parcel = next((thing.parcel for thing in drawn.things if thing.truth), 0)
    views = ("top", "side") if dice.random() < _TWO_VIEWS.get(drawn.lane, 0) else ("top",)
    machine = f"TEST-XR-{dice.randrange(1, 5)}"
    return pictures(dice, drawn, parcel, parcels[parcel], taken, views=views, machine=machine)
