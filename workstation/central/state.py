"""What the service knows of itself: its epoch, and the numbers it gives out."""

import uuid
from typing import Final

import msgspec
from sqlalchemy import Connection, insert, select, update

from workstation.central import schema
from workstation.contract.messages import Maintenance
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


def begin(connection: Connection, name: str) -> None:
    """Put in the service's own row, of a new database."""
    first = {"id": _ROW, "schema": schema.SCHEMA, "epoch": _new_epoch(), "name": name, "maintenance": b"[]"}
    connection.execute(insert(schema.service).values(change=0, event=0, trimmed=0, **first))


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
