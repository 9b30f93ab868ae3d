"""What the service holds of a bench's ledgers: counts and hashes for comparing, and the events themselves for
a bench that has lost them.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, func, select

from workstation.central import schema
from workstation.central.alarms import forked_places
from workstation.central.cursors import Cursor, EventsCursor, Expired, Malformed, text_of
from workstation.central.state import ServiceState, read_state
from workstation.contract.enrolment import HeldEntry, LedgerHolding
from workstation.contract.messages import EventPage, StoredEvent

PLACES: Final = 100_000
"""Places of a ledger that one answer tells of."""
FORKS: Final = 200
RANGES: Final = 500
ENTRIES: Final = 200
"""Entries named one by one in one answer, where that is asked for."""

PAGE_BYTES: Final = 8_000_000
OWN_PAGE_BYTES: Final = 3_000_000
"""A bench reads 4 MB of such an answer."""

_event = schema.event.c


def read_holding(
    connection: Connection, ledger: str, after: int, up_to: int | None, *, entries: bool
) -> LedgerHolding:
    """What is held of a ledger behind the place `after`, up to `up_to`: see `LedgerHolding`."""
    behind = (_event.ledger == ledger, _event.sequence > after, _event.fingerprint.not_like("raw:%"))
    wanted = select(_event.sequence, _event.fingerprint).where(*behind)
    if up_to is not None:
        wanted = wanted.where(_event.sequence <= up_to)
    wanted = wanted.order_by(_event.sequence, _event.number)
    told = _Told(ENTRIES if entries else PLACES)
    more = False
    for place in _places(connection.execute(wanted)):
        if not told.has_room(place):
            more = True
            break
        told.add(place)
    # Of the index alone: the comparison after each sending looks only behind what was agreed.
    distinct = select(func.count(func.distinct(_event.sequence)))
    before = connection.execute(
        distinct.where(_event.ledger == ledger, _event.sequence <= after)
    ).scalar_one()
    return LedgerHolding(
        ledger=ledger,
        after=after,
        last=told.ranges[-1][1] if told.ranges else after,
        more=more,
        before=before,
        count=told.count,
        ranges=tuple(told.ranges),
        hash=told.digest.hexdigest(),
        forks=tuple(told.forks),
        forked=forked_places(connection, ledger),
        entries=tuple(told.entries) if entries else (),
    )


class _Told:
    """What is told of the places so far."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.count = 0
        self.ranges: list[tuple[int, int]] = []
        self.digest = hashlib.sha256()
        self.forks: list[HeldEntry] = []
        self.entries: list[HeldEntry] = []

    def has_room(self, place: HeldEntry) -> bool:
        """Whether one more place can be told of in this answer."""
        follows = bool(self.ranges) and self.ranges[-1][1] + 1 == place.sequence
        return (
            self.count < self._most
            and (follows or len(self.ranges) < RANGES)
            and (len(place.hashes) == 1 or len(self.forks) < FORKS)
        )

    def add(self, place: HeldEntry) -> None:
        self.count += 1
        if self.ranges and self.ranges[-1][1] + 1 == place.sequence:
            self.ranges[-1] = (self.ranges[-1][0], place.sequence)
        else:
            self.ranges.append((place.sequence, place.sequence))
        if len(place.hashes) > 1:
            self.forks.append(place)
        else:
            self.digest.update(f"{place.sequence} {place.hashes[0]}\n".encode("ascii"))
        if self._most == ENTRIES:
            self.entries.append(place)


def _places(rows: Iterable[Row[Any]]) -> Iterator[HeldEntry]:
    for sequence, same in groupby(rows, key=lambda row: row.sequence):
        yield HeldEntry(sequence=sequence, hashes=tuple(row.fingerprint for row in same))


def read_own_events(
    connection: Connection, bench: str, since: Cursor | None, limit: int, *, ledger: str, without: str
) -> EventPage:
    """Events of one bench after a cursor, refused ones too, in the service's order. Raises Expired, Malformed
    as `read_events`.
    """
    state = read_state(connection)
    after = number_after(state, since)
    wanted = select(schema.event).where(_event.bench == bench, _event.number > after)
    if ledger:
        wanted = wanted.where(_event.ledger == ledger)
    if without:
        wanted = wanted.where(_event.ledger != without)
    found = connection.execute(wanted.order_by(_event.number).limit(limit + 1))
    return page_of(state, after, *fitting(found, limit, OWN_PAGE_BYTES))


def page_of(state: ServiceState, after: int, rows: Sequence[Row[Any]], more: bool) -> EventPage:
    """These events as a page: it reaches to the last of them, or as far as the service has come."""
    reached = rows[-1].number if more else max(after, state.event)
    return EventPage(
        epoch=state.epoch,
        cursor=text_of(EventsCursor(epoch=state.epoch, number=reached)),
        more=more,
        events=tuple(map(stored, rows)),
    )


def number_after(state: ServiceState, since: Cursor | None) -> int:
    """The number after which a reader of events goes on. Raises Expired for a cursor of another epoch, and
    for one ahead of the service; Malformed for one of something else.
    """
    if since is None:
        return 0
    if not isinstance(since, EventsCursor):
        raise Malformed("this is no cursor of events")
    if since.epoch != state.epoch:
        raise Expired("cursor.epoch")
    if since.number > state.event:
        raise Expired("cursor.ahead")
    return since.number


def stored(row: Row[Any]) -> StoredEvent:
    """A row of the event table as it is told."""
    return StoredEvent(
        number=str(row.number),
        received=datetime.fromtimestamp(row.received / 1000, UTC),
        outcome=row.outcome,
        submission=msgspec.Raw(row.submission),
        code=row.code,
    )


def fitting(
    found: Iterable[Row[Any]], limit: int, most_bytes: int = PAGE_BYTES
) -> tuple[list[Row[Any]], bool]:
    """As many of the events as one answer may hold, at least one; whether more follow."""
    taken: list[Row[Any]] = []
    size = 0
    for row in found:
        size += len(row.submission)
        if len(taken) == limit or (taken and size > most_bytes):
            return taken, True
        taken.append(row)
    return taken, False
