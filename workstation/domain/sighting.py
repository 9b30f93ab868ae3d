"""Sightings: who saw which parcel at which bench, when, and where it was put.

A sighting is a bench event that moves no goods: it says that a parcel lies here (`presented`), where it was
put (`located`), or that it was looked for and not found (`missing`). Where a parcel is follows from the set
of sightings, never from the order of their arrival.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from workstation.domain.consignment import Consignment, Parcel
from workstation.domain.event import BenchEvent
from workstation.domain.value import Value

PRESENTED: Final = "presented"
LOCATED: Final = "located"
MISSING: Final = "missing"
SIGHTINGS: Final = frozenset({PRESENTED, LOCATED, MISSING})
"""Kinds of event that are sightings."""

TARGETED: Final = ("red", "yellow")
"""Lanes whose parcels are to be examined."""

_NOT_HERE: Final = ("expected", MISSING)


class Sighting(Value):
    """One sighting. `parcel` is empty where the consignment is one piece without an id; `place` may be
    empty.
    """

    id: str
    kind: str
    consignment: str
    at: datetime
    parcel: str = ""
    place: str = ""
    officer: str = ""
    bench: str = ""


def sighting_of(event: BenchEvent) -> Sighting | None:
    """The sighting that an event is; None where it is none."""
    if event.kind not in SIGHTINGS or not event.consignment:
        return None
    return Sighting(
        id=event.id,
        kind=event.kind,
        consignment=event.consignment,
        at=event.happened(),
        parcel=event.parcel,
        place=event.place,
        officer=event.officer,
        bench=event.bench,
    )


def with_sightings(consignment: Consignment, sightings: Iterable[Sighting]) -> Consignment:
    """The consignment with its parcels where they were last seen.

    The newest sighting of a parcel stands (by its time, then its bench, then its id), also against `seen_at`
    and `seen_bench` of the document, so that saying the same again changes nothing; one that says no place
    leaves the place as it was, but `missing` takes it away. A sighting of a parcel that the document does not
    have is left out, unless it is of the one piece that the consignment is.
    """
    parcels = list(consignment.parcels)
    for sighting in sorted(sightings, key=lambda each: (each.at, each.bench, each.id)):
        if sighting.consignment != consignment.id:
            continue
        if not parcels:
            parcels.append(Parcel(id=sighting.parcel or consignment.id))
        for index, parcel in enumerate(parcels):
            if _is_of(sighting, parcel, parcels) and not _is_older(sighting, parcel):
                parcels[index] = _seen(parcel, sighting)
    return replace(consignment, parcels=tuple(parcels))


def presence_of(consignment: Consignment) -> str:
    """The presence of its parcels: `mixed` where they differ, empty where none is listed."""
    parcels = consignment.parcels
    if not parcels:
        return ""
    first = parcels[0].presence
    if len(parcels) > 1 and any(parcel.presence != first for parcel in parcels):
        return "mixed"
    return first


def is_awaited(consignment: Consignment) -> bool:
    """Whether it is targeted and some parcel of it has not been presented: expected still, or missing."""
    return consignment.risk.lane in TARGETED and any(
        parcel.presence in _NOT_HERE for parcel in consignment.parcels
    )


def _is_of(sighting: Sighting, parcel: Parcel, parcels: list[Parcel]) -> bool:
    return sighting.parcel == parcel.id or (not sighting.parcel and len(parcels) == 1)


def _is_older(sighting: Sighting, parcel: Parcel) -> bool:
    if parcel.seen_at is None:
        return False
    return (sighting.at, sighting.bench) < (parcel.seen_at, parcel.seen_bench)


def _seen(parcel: Parcel, sighting: Sighting) -> Parcel:
    is_missing = sighting.kind == MISSING
    return replace(
        parcel,
        presence=MISSING if is_missing else PRESENTED,
        location="" if is_missing else sighting.place or parcel.location,
        seen_at=sighting.at,
        seen_by=sighting.officer,
        seen_bench=sighting.bench,
    )
