"""What the service knows of itself: its epoch, and the numbers it gives out."""

import contextlib
import uuid
from typing import Final

import msgspec
from sqlalchemy import Connection, insert, inspect, select, text, update

from workstation.central import schema
from workstation.central.database import no_database
from workstation.contract.messages import Maintenance
from workstation.domain.problems import Refused
from workstation.domain.value import Value

_ROW: Final = 1


class ServiceState(Value):
    """The service's own row: epoch, last change and event number, up to which change the tombstones were
    trimmed.
    """

    epoch: str
    change: int
    event: int
    trimmed: int
    name: str
    maintenance: tuple[Maintenance, ...]


def prepare_database(connection: Connection, name: str, *, may_make: bool = True) -> bool:
    """Make the tables where they are missing; whether the database is a new one. Refuses one that a newer
    service has written, and one without a service where none may be made.
    """
    tables = inspect(connection)
    if not may_make and not tables.has_table("service"):
        raise no_database()
    is_old = tables.has_table("event") and all(c["name"] != "bench" for c in tables.get_columns("event"))
    if is_old:
        _take_second_step(connection)
    schema.metadata.create_all(connection)
    found = connection.execute(select(schema.service.c.schema)).scalar_one_or_none()
    if found is None:
        first = {
            "id": _ROW,
            "schema": schema.SCHEMA,
            "epoch": _new_epoch(),
            "name": name,
            "maintenance": b"[]",
        }
        connection.execute(insert(schema.service).values(change=0, event=0, trimmed=0, **first))
    elif found > schema.SCHEMA:
        raise Refused(
            "This database was written by a newer central service.",
            safe="Nothing was changed.",
            do_now="Start the newer version.",
            code="database.newer",
        )
    elif found < schema.SCHEMA:
        connection.execute(update(schema.service).values(schema=schema.SCHEMA))
    return found is None


class _Envelope(msgspec.Struct):
    bench: str = ""


class _Submission(msgspec.Struct):
    event: _Envelope = msgspec.field(default_factory=_Envelope)


def _take_second_step(connection: Connection) -> None:
    """From schema 1 to 2: events by the bench that they name. Tables that are new are made by their being
    missing.
    """
    connection.execute(text("ALTER TABLE event ADD COLUMN bench VARCHAR(200) NOT NULL DEFAULT ''"))
    connection.execute(text("CREATE INDEX event_bench ON event (bench, number)"))
    known = schema.event
    rows = connection.execute(select(known.c.number, known.c.submission).where(known.c.ledger != ""))
    for number, submission in rows.all():
        with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
            bench = msgspec.json.decode(submission, type=_Submission).event.bench
            connection.execute(
                update(known).where(known.c.number == number).values(bench=bench[: schema.TEXT_LIMIT])
            )


def read_state(connection: Connection) -> ServiceState:
    """The state as this transaction sees it."""
    row = connection.execute(select(schema.service)).one()
    return ServiceState(
        epoch=row.epoch,
        change=row.change,
        event=row.event,
        trimmed=row.trimmed,
        name=row.name,
        maintenance=msgspec.json.decode(row.maintenance, type=tuple[Maintenance, ...]),
    )


def take_changes(connection: Connection, count: int) -> range:
    """The next change numbers; only in the writer's transaction."""
    taken = schema.service.c.change
    last = connection.execute(
        update(schema.service).values(change=taken + count).returning(taken)
    ).scalar_one()
    return range(last - count + 1, last + 1)


def take_event_number(connection: Connection) -> int:
    """The next event number; only in the writer's transaction."""
    taken = schema.service.c.event
    number: int = connection.execute(
        update(schema.service).values(event=taken + 1).returning(taken)
    ).scalar_one()
    return number


def begin_epoch(connection: Connection) -> str:
    """A new epoch: every cursor expires, every bench compares and sends again what the service does not
    have.
    """
    epoch = _new_epoch()
    connection.execute(update(schema.service).values(epoch=epoch))
    return epoch


def set_maintenance(connection: Connection, planned: tuple[Maintenance, ...]) -> None:
    """Announce planned interruptions, in place of those announced before."""
    connection.execute(update(schema.service).values(maintenance=msgspec.json.encode(planned)))


def _new_epoch() -> str:
    return uuid.uuid4().hex
