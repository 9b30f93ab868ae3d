"""Notes as the service keeps them: events that move no goods and yet change what is served of a consignment.

Each is kept once, under its event's number, as what the domain makes of it; nothing here looks at what came
before.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from workstation.central import schema
from workstation.central.acts import chunks
from workstation.central.documents import column_text
from workstation.central.images import keep_image
from workstation.central.ledgers import enrolled_ledger
from workstation.central.links import SAYS_LINKS, Links, links_said, links_to
from workstation.domain.asked_opening import AskedOpening, opening_of
from workstation.domain.consignment import Consignment, Link
from workstation.domain.event import BenchEvent, Particular
from workstation.domain.link import TakenBack, link_of
from workstation.domain.noted import Found, Noted
from workstation.domain.provisional import (
    LINKED,
    OPENING_ASKED,
    PROVISIONAL,
    UNLINKED,
    names_itself,
    photograph_in,
    provisional_consignment,
)
from workstation.domain.sighting import SIGHTINGS, Sighting, sighting_of, what_counts

NOTED: Final = SIGHTINGS | {PROVISIONAL, LINKED, UNLINKED, OPENING_ASKED}
"""Kinds of event that are kept as notes. `labelled` changes nothing that is served: its event is enough."""

CLOCKS_APART: Final = timedelta(minutes=15)
"""How much later than it came a note may say that it is; no later counts."""

JPEG: Final = b"\xff\xd8"
"""What a JPEG begins with (ITU-T T.81, table B.1); nothing else is kept as a photograph."""

WORDS_KEPT: Final = 4_000
"""Characters that a bench shows of one text; the event keeps the whole."""

_note = schema.note.c


_NoteValue = Sighting | AskedOpening | Consignment | Link | TakenBack


def note_in(event: BenchEvent, particulars: Iterable[Particular] = ()) -> _NoteValue | None:
    """What an event notes; None where it notes nothing, or does not say of what."""
    if event.kind not in NOTED or not event.consignment:
        return None
    said = replace(
        event,
        parcel=column_text(event.parcel),
        place=column_text(event.place),
        officer=column_text(event.officer),
        office=column_text(event.office),
    )
    if event.kind == PROVISIONAL:
        return provisional_consignment(said, particulars) if names_itself(event) else None
    if event.kind in (LINKED, UNLINKED):
        return link_of(said)
    opening = opening_of(said, particulars)
    if opening is not None:
        return replace(opening, words=opening.words[:WORDS_KEPT])
    return sighting_of(said)


def keep_note(
    connection: Connection, number: int, event: BenchEvent, particulars: Iterable[Particular]
) -> tuple[str, ...]:
    """Keep what the event with this number notes. The consignments that it is about; none: it notes
    nothing.
    """
    described = tuple(particulars)
    note = note_in(_bounded(connection, number, _of_its_office(connection, event)), described)
    if note is None:
        return ()
    _keep_photographs(connection, note, described)
    connection.execute(
        insert(schema.note).values(
            number=number,
            kind=event.kind,
            consignment=event.consignment,
            linked=note.linked if isinstance(note, Link) else "",
            document=msgspec.json.encode(note),
        )
    )
    if event.kind not in SAYS_LINKS:
        return (event.consignment,)
    said = links_said(connection, event.consignment)
    named = said.linked_by(event.names)
    about = (event.consignment, said.turned_out(), said.before(number), *named)
    return tuple(dict.fromkeys(filter(None, about)))


def _keep_photographs(connection: Connection, note: _NoteValue, particulars: Sequence[Particular]) -> None:
    """What a provisional consignment names as its photograph is served like every other image."""
    for image in note.images if isinstance(note, Consignment) else ():
        photograph = photograph_in(particulars, image.sha256)
        if photograph is not None and photograph.body.startswith(JPEG):
            keep_image(connection, photograph.body, image.media_type)


def is_ahead(event: BenchEvent, received: datetime) -> bool:
    """Whether an event says of when it is what its arrival shows to be wrong."""
    try:
        return event.happened() > received + CLOCKS_APART
    except OverflowError:
        return True


def _bounded(connection: Connection, number: int, event: BenchEvent) -> BenchEvent:
    """What came cannot have been noted much later: a clock that is years ahead would be the newest for years.
    When it came is kept with the event, for ever the same.
    """
    kept = schema.event.c
    came = connection.execute(select(kept.received).where(kept.number == number)).scalar_one()
    received = datetime.fromtimestamp(came / 1000, UTC)
    return replace(event, service_time=received + CLOCKS_APART) if is_ahead(event, received) else event


def _of_its_office(connection: Connection, event: BenchEvent) -> BenchEvent:
    """What a bench says of links has the right of its office only where its ledger was ever enrolled for that
    one, which is done before its events are sent; of a ledger that never was, nothing else is known.
    """
    if event.kind not in (LINKED, UNLINKED):
        return event
    offices = enrolled_ledger(connection, event.ledger).offices
    return event if not offices or event.office in offices else replace(event, office="")


def tell_in_note(
    connection: Connection, number: int, event: BenchEvent, particulars: Iterable[Particular]
) -> tuple[str, ...]:
    """Say in the note of this number what particulars that came later tell. The consignment that it is
    about.
    """
    described = tuple(particulars)
    note = note_in(_bounded(connection, number, event), described)
    if note is None or isinstance(note, Link | TakenBack):  # nothing that describes is of these
        return ()
    _keep_photographs(connection, note, described)
    is_this = _note.number == number
    told = update(schema.note).where(is_this).values(document=msgspec.json.encode(note))
    return (event.consignment,) if connection.execute(told).rowcount else ()


def noted_ids(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """Those of the consignments that some note is about."""
    found: set[str] = set()
    for some in chunks(ids):
        near = or_(_note.consignment.in_(some), links_to(some))
        for row in connection.execute(select(_note.consignment, _note.linked).where(near)):
            found |= {row.consignment, row.linked}
    return tuple(each for each in dict.fromkeys(ids) if each in found)


class Kept:
    """The notes on some consignments."""

    def __init__(self) -> None:
        self.sightings: dict[str, list[Sighting]] = {}
        self.void: list[int] = []
        """Numbers of sightings that later ones of the same parcel have made void, whatever may come yet."""
        self.openings: dict[str, list[AskedOpening]] = {}
        self.made: dict[str, Consignment] = {}
        """Consignments as `provisional` events made them: each of one event, whose id it has."""

    def is_about(self, id: str) -> bool:
        """Whether anything was noted of this consignment, but for links."""
        return id in self.sightings or id in self.openings or id in self.made

    def noted(self, id: str, links: Links, told: Sequence[Link] = ()) -> Noted:
        """What was noted of one consignment, and of those that it was found to be; `told` is what was said of
        links from or to it.
        """
        linked = tuple(
            Found(
                consignment=self.made[each],
                sightings=tuple(self.sightings.get(each, ())),
                openings=tuple(self.openings.get(each, ())),
            )
            for each in links.counted_for(id)
            if each in self.made
        )
        return Noted(
            sightings=tuple(self.sightings.get(id, ())),
            openings=tuple(self.openings.get(id, ())),
            linked=linked,
            links=tuple(told),
        )

    def add(self, id: str, kind: str, document: bytes) -> None:
        """Add one note."""
        if kind in SIGHTINGS:
            self.sightings.setdefault(id, []).append(msgspec.json.decode(document, type=Sighting))
        elif kind == OPENING_ASKED:
            self.openings.setdefault(id, []).append(msgspec.json.decode(document, type=AskedOpening))
        elif kind == PROVISIONAL:
            self.made[id] = msgspec.json.decode(document, type=Consignment)


def document_of(made: Consignment) -> bytes:
    """A provisional consignment's document."""
    return msgspec.json.encode(made)


def read_notes(connection: Connection, ids: Sequence[str]) -> Kept:
    """Every note on these consignments that can still count; the others are told as `void`."""
    kept = Kept()
    numbers: dict[str, int] = {}
    for some in chunks(ids):
        columns = (_note.number, _note.consignment, _note.kind, _note.document)
        wanted = select(*columns).where(_note.consignment.in_(some)).order_by(_note.number)
        for row in connection.execute(wanted):
            kept.add(row.consignment, row.kind, row.document)
            if row.kind in SIGHTINGS:
                numbers[kept.sightings[row.consignment][-1].id] = row.number
    for id, seen in kept.sightings.items():
        kept.sightings[id] = list(what_counts(seen))
    counting = {each.id for seen in kept.sightings.values() for each in seen}
    kept.void += [number for id, number in numbers.items() if id not in counting]
    return kept


def forget(connection: Connection, void: Iterable[int]) -> None:
    """Notes that nothing hangs on any more. Their events are kept."""
    numbers = [{"void": number} for number in void]
    if numbers:
        connection.execute(delete(schema.note).where(_note.number == bindparam("void")), numbers)
