"""Particulars that come after their event: it was sent without them first, and their hashes fit."""

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select, update

from workstation.central import schema
from workstation.central.notes import tell_in_note
from workstation.domain.act import Act
from workstation.domain.event import BenchEvent, Particular, act_of


class _Kept(msgspec.Struct):
    """A submission with its event as it was sent."""

    event: msgspec.Raw
    hash: str
    particulars: tuple[Particular, ...] = ()
    signature: str = ""


def add_particulars(
    connection: Connection, row: Row[Any], event: BenchEvent, verified: Collection[Particular]
) -> tuple[str, ...]:
    """Keep those that the kept event is still without, and what they say in the act or the note. The outcome
    stays: an act is judged by its envelope and by what came with it first. The consignments to refresh.
    """
    if not verified:
        return ()
    kept = msgspec.json.decode(row.submission, type=_Kept)
    by_key = {(each.key, each.kind): each for each in (*verified, *kept.particulars)}
    if len(by_key) == len(kept.particulars):
        return ()
    order = {each.key: place for place, each in enumerate(event.particulars)}
    kept.particulars = tuple(sorted(by_key.values(), key=lambda each: order[each.key]))
    is_this = schema.event.c.number == row.number
    connection.execute(update(schema.event).where(is_this).values(submission=msgspec.json.encode(kept)))
    told = tell_in_act(connection, row.number, event, kept.particulars)
    return told + tell_in_note(connection, row.number, event, kept.particulars)


def tell_in_act(
    connection: Connection, number: int, event: BenchEvent, particulars: Iterable[Particular]
) -> tuple[str, ...]:
    """Say in the act of the event of this number what is known of it now. The consignment that the act is
    on.
    """
    is_this = schema.act.c.id == event.id
    wanted = select(schema.act.c.document, schema.act.c.consignment).where(is_this)
    found = connection.execute(wanted).first()
    act = msgspec.json.decode(found.document, type=Act) if found is not None else None
    # Another event with this id, or an agency's act, stands there.
    if found is None or act is None or act.number != str(number):
        return ()
    told = act_of(event, particulars)
    changed = msgspec.structs.replace(
        act, remark=told.remark, found=told.found, marks=told.marks, judged=told.judged
    )
    connection.execute(update(schema.act).where(is_this).values(document=msgspec.json.encode(changed)))
    return (found.consignment,)
