"""The place of an event in its ledger: what else is there, and whether it follows what is known before it."""

import re
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, select

from workstation.central import schema
from workstation.domain.event import EVENT_SCHEMA, FIRST_PREVIOUS, SAYS_POSSESSION, BenchEvent
from workstation.domain.value import Value

_event = schema.event.c
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Place(Value):
    """Numbers of other events in the same place, the oldest first; whether a neighbour that is known is not
    the one that the chain names.
    """

    beside: tuple[int, ...] = ()
    is_broken: bool = False


class _Link(msgspec.Struct):
    previous: str = ""


class _Schema(msgspec.Struct):
    schema: int = EVENT_SCHEMA


class _OfSchema(msgspec.Struct):
    event: _Schema


class _Linked(msgspec.Struct):
    event: _Link


def is_hash(text: str) -> bool:
    """Whether it has the form of a hash: 64 hex digits."""
    return _HASH.fullmatch(text) is not None


def place_of(connection: Connection, event: BenchEvent, hash: str) -> Place:
    """Where the event stands in its ledger among those whose hash was verified. Gaps are no fault: what lies
    in them may still come.
    """
    near = _event.sequence.between(event.sequence - 1, event.sequence + 1)
    wanted = select(_event.number, _event.sequence, _event.fingerprint).where(
        _event.ledger == event.ledger, near, _event.fingerprint.not_like("raw:%")
    )
    rows = [row for row in connection.execute(wanted.order_by(_event.number)) if row.fingerprint != hash]
    before = {row.fingerprint for row in rows if row.sequence < event.sequence}
    here = [row for row in rows if row.sequence == event.sequence]
    if event.sequence == 1:
        before = {FIRST_PREVIOUS}
    is_broken = bool(before) and event.previous not in before
    possible = {hash, *(row.fingerprint for row in here)}
    after = [row.number for row in rows if row.sequence > event.sequence]
    return Place(
        beside=tuple(row.number for row in here),
        is_broken=is_broken or any(_previous(connection, number) not in possible for number in after),
    )


def _previous(connection: Connection, number: int) -> str:
    """`previous` of an event that was read before."""
    wanted = select(_event.submission).where(_event.number == number)
    submission = connection.execute(wanted).scalar_one()
    return msgspec.json.decode(submission, type=_Linked).event.previous


def says_less(connection: Connection, event: BenchEvent) -> bool:
    """Whether a ledger goes back here to a schema that does not say whether the parcel was there: between
    this event and the nearest one before or behind it that is known.
    """
    if event.schema < SAYS_POSSESSION:
        before = _nearest(connection, event, _event.sequence < event.sequence, _event.sequence.desc())
        return before is not None and before >= SAYS_POSSESSION
    behind = _nearest(connection, event, _event.sequence > event.sequence, _event.sequence)
    return behind is not None and behind < SAYS_POSSESSION


def _nearest(connection: Connection, event: BenchEvent, there: ColumnElement[bool], order: Any) -> int | None:
    """The schema of the nearest event of the ledger on one side."""
    in_ledger = (_event.ledger == event.ledger, there, _event.fingerprint.not_like("raw:%"))
    wanted = select(_event.submission).where(*in_ledger).order_by(order).limit(1)
    submission = connection.execute(wanted).scalar_one_or_none()
    return msgspec.json.decode(submission, type=_OfSchema).event.schema if submission is not None else None
