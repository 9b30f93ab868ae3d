"""Makes the tables of a new database, and brings those of an older service up to date."""

import contextlib
import logging
from collections.abc import Iterator
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, inspect, select, text, update

from workstation.central import schema, state
from workstation.central.database import no_database
from workstation.central.notes import NOTED, keep_note, tell_in_note
from workstation.central.particulars import tell_in_act
from workstation.central.refresh import refresh
from workstation.domain.event import BenchEvent, Particular
from workstation.domain.problems import Refused

log: Final = logging.getLogger(__name__)

_AT_ONCE: Final = 100
"""Events that are held in memory at once while an older database is read: each may have 1 MB."""

_event = schema.event.c


def prepare_database(connection: Connection, name: str, now_s: int, *, may_make: bool = True) -> bool:
    """Make the tables where they are missing; whether the database is a new one. Refuses one that a newer
    service has written, and one without a service where none may be made.
    """
    tables = inspect(connection)
    if not may_make and not tables.has_table("service"):
        raise no_database()
    if tables.has_table("event") and not _has_column(connection, "event", "bench"):
        _take_second_step(connection)
    knows_no_notes = tables.has_table("consignment") and not _has_column(connection, "consignment", "beside")
    if knows_no_notes:
        _make_room_for_notes(connection)
    if tables.has_table("consignment") and not _has_column(connection, "consignment", "ended"):
        connection.execute(text("ALTER TABLE consignment ADD COLUMN ended BOOLEAN NOT NULL DEFAULT FALSE"))
    schema.metadata.create_all(connection)
    found = connection.execute(select(schema.service.c.schema)).scalar_one_or_none()
    if found is None:
        state.begin(connection, name)
    elif found > schema.SCHEMA:
        raise Refused(
            "This database was written by a newer central service.",
            safe="Nothing was changed.",
            do_now="Start the newer version.",
            code="database.newer",
        )
    elif found < schema.SCHEMA:
        connection.execute(update(schema.service).values(schema=schema.SCHEMA))
    if knows_no_notes:
        _understand_notes(connection, now_s)
    if found is not None and found < _KNOWS_MARKS:
        _understand_marks(connection, now_s)
    return found is None


def _has_column(connection: Connection, table: str, column: str) -> bool:
    return any(each["name"] == column for each in inspect(connection).get_columns(table))


# --- from schema 1 to 2 -------------------------------------------------------------------------------------


class _Envelope(msgspec.Struct):
    bench: str = ""


class _Submission(msgspec.Struct):
    event: _Envelope = msgspec.field(default_factory=_Envelope)


def _take_second_step(connection: Connection) -> None:
    """Events by the bench that they name. Tables that are new are made by their being missing."""
    connection.execute(text("ALTER TABLE event ADD COLUMN bench VARCHAR(200) NOT NULL DEFAULT ''"))
    connection.execute(text("CREATE INDEX event_bench ON event (bench, number)"))
    for number, submission in _submissions(connection, _event.ledger != ""):
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
            bench = msgspec.json.decode(submission, type=_Submission).event.bench
            of_event = update(schema.event).where(_event.number == number)
            connection.execute(of_event.values(bench=bench[: schema.TEXT_LIMIT]))


# --- from schema 2 to 3 -------------------------------------------------------------------------------------


class _Kind(msgspec.Struct):
    kind: str = ""


class _OfKind(msgspec.Struct):
    event: _Kind


class _Whole(msgspec.Struct):
    event: BenchEvent
    particulars: tuple[Particular, ...] = ()


def _make_room_for_notes(connection: Connection) -> None:
    body = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    connection.execute(text(f"ALTER TABLE consignment ADD COLUMN beside {body}"))
    connection.execute(text("ALTER TABLE consignment ADD COLUMN provisional BOOLEAN NOT NULL DEFAULT FALSE"))


def _understand_notes(connection: Connection, now_s: int) -> None:
    """Benches may be newer than their service: what it took without knowing the kind counts from now on."""
    about: dict[str, None] = {}
    for number, event, particulars in _noted_events(connection):
        about |= dict.fromkeys(keep_note(connection, number, event, particulars))
    if about:
        refresh(connection, about, now_s)
        log.info("notes of before were understood, about %d consignments", len(about))


def _noted_events(connection: Connection) -> Iterator[tuple[int, BenchEvent, tuple[Particular, ...]]]:
    for number, body in _submissions(connection, _event.outcome == "accepted"):
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
            if msgspec.json.decode(body, type=_OfKind).event.kind in NOTED:
                whole = msgspec.json.decode(body, type=_Whole)
                yield number, whole.event, whole.particulars


# --- from schema 3 to 4 -------------------------------------------------------------------------------------

_KNOWS_MARKS: Final = 4


class _Marked(msgspec.Struct):
    marks: tuple[msgspec.Raw, ...] = ()
    judged: tuple[msgspec.Raw, ...] = ()


class _OfMarked(msgspec.Struct):
    event: _Marked


def _understand_marks(connection: Connection, now_s: int) -> None:
    """The acts and asked openings of newer benches get the marks and verdicts that their events have."""
    about: dict[str, None] = {}
    for number, body in _submissions(connection, _event.ledger != ""):
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
            said = msgspec.json.decode(body, type=_OfMarked).event
            if said.marks or said.judged:
                whole = msgspec.json.decode(body, type=_Whole)
                event, particulars = whole.event, whole.particulars
                about |= dict.fromkeys(tell_in_act(connection, number, event, particulars))
                about |= dict.fromkeys(tell_in_note(connection, number, event, particulars))
    if about:
        refresh(connection, about, now_s)
        log.info("marks of before were understood, on %d consignments", len(about))


def _submissions(connection: Connection, which: ColumnElement[bool]) -> Iterator[tuple[int, bytes]]:
    """Events as they were sent, with their numbers, a few in memory at a time."""
    last = 0
    while True:
        wanted = select(_event.number, _event.submission).where(which, _event.number > last)
        rows = connection.execute(wanted.order_by(_event.number).limit(_AT_ONCE)).all()
        if not rows:
            return
        for row in rows:
            yield row.number, row.submission
        last = rows[-1].number
