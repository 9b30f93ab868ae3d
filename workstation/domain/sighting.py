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

EXPECTED: Final = "expected"
PRESENTED: Final = "presented"
LOCATED: Final = "located"
MISSING: Final = "missing"
SIGHTINGS: Final = frozenset({PRESENTED, LOCATED, MISSING})
"""Kinds of event that are sightings."""

TARGETED: Final = ("red", "yellow")
"""Lanes whose parcels are to be examined."""

_NOT_HERE: Final = (EXPECTED, MISSING)


class Sighting(Value):
    """One sighting. `parcel` is empty, or the consignment's own id, where the consignment is one piece
    without an id; `place` may be empty. `sequence` is the event's place in its ledger.
    """

    id: str
    kind: str
    consignment: str
    at: datetime
    parcel: str = ""
    place: str = ""
    officer: str = ""
    bench: str = ""
    sequence: int = 0


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
        sequence=event.sequence,
    )


def what_counts(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Of these the ones that can still say something: of each parcel the newest, and the newest of those that
    say where it lies or that it is missing. However often a parcel was seen, these are two at most.
    """
    newest: dict[tuple[str, str], Sighting] = {}
    placing: dict[tuple[str, str], Sighting] = {}
    for each in sightings:
        of = (each.consignment, each.parcel)
        newest[of] = max(newest.get(of, each), each, key=_moment)
        if each.place or each.kind == MISSING:
            placing[of] = max(placing.get(of, each), each, key=_moment)
    return (*placing.values(), *(each for of, each in newest.items() if placing.get(of) is not each))


def with_sightings(consignment: Consignment, sightings: Iterable[Sighting]) -> Consignment:
    """The consignment with its parcels where they were last seen.

    The newest sighting of a parcel stands (by its time, then its bench, then the order in which that bench
    recorded them), also against `seen_at` and `seen_bench` of the document, so that saying the same again
    changes nothing; one that says no place leaves the place as it was, but `missing` takes it away. A
    sighting of a parcel that the document does not have is left out, unless it is of the one piece that the
    consignment is.
    """
    told = [each for each in what_counts(sightings) if each.consignment == consignment.id]
    if not told:
        return consignment
    told.sort(key=_moment)
    parcels = consignment.parcels or (Parcel(id=told[0].parcel or consignment.id),)
    of: dict[str, list[Sighting]] = {}
    for sighting in told:
        of.setdefault(sighting.parcel, []).append(sighting)
    if len(parcels) == 1:
        names = dict.fromkeys((parcels[0].id, "", consignment.id))
        own = [sighting for name in names for sighting in of.get(name, ())]
        return replace(consignment, parcels=(_last_seen(parcels[0], sorted(own, key=_moment)),))
    return replace(consignment, parcels=tuple(_last_seen(each, of.get(each.id, ())) for each in parcels))


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


def _moment(sighting: Sighting) -> tuple[datetime, str, int, str]:
    return (sighting.at, sighting.bench, sighting.sequence, sighting.id)


def _last_seen(parcel: Parcel, sightings: Iterable[Sighting]) -> Parcel:
    """The parcel after these sightings of it, the oldest first."""
    for sighting in sightings:
        if not _is_older(sighting, parcel):
            parcel = _seen(parcel, sighting)
    return parcel


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
