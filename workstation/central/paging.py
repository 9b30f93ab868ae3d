"""The snapshot of a scope and the changes since a cursor, page by page (contract/messages.py: `Page`)."""

from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select, true

from workstation.central import schema
from workstation.central.cursors import (
    ChangesCursor,
    Cursor,
    Expired,
    Malformed,
    SnapshotCursor,
    scope_mark,
    text_of,
)
from workstation.central.oversize import served, served_weight
from workstation.central.state import ServiceState, read_state
from workstation.contract.messages import Gone, Page, Scope

PAGE_BYTES: Final = 16_000_000
"""Weight beyond which no page grows: it ends earlier. One consignment always fits (oversize.py)."""

DAY_S: Final = 86_400
WITHDRAWN: Final = "withdrawn"

_consignment = schema.consignment.c
_before = schema.scope_change.c
_SERVED: Final = (_consignment.change, _consignment.acts, _consignment.document, _consignment.beside)


def earliest_day(scope: Scope, now_s: int) -> int | None:
    """The first second that is in the scope's days; none without a limit."""
    return now_s - scope.days * DAY_S if scope.days else None


def read_snapshot(connection: Connection, scope: Scope, after: Cursor | None, limit: int, now_s: int) -> Page:
    """The next page of every consignment in the scope.

    `after` may be a cursor from any page before, and from a service that has been stopped since. Raises
    Expired.
    """
    state = read_state(connection)
    if after is None:
        here = _first(connection, scope, state, now_s)
    elif isinstance(after, SnapshotCursor):
        _check(after, scope, state)
        here = after
    else:
        raise Malformed("this is no cursor of a snapshot")
    wanted = (
        select(_consignment.position, *_SERVED)
        .where(_consignment.position > here.position, in_scope(scope, here.day))
        .order_by(_consignment.position)
        .limit(limit + 1)
    )
    rows, more = fitting(connection, wanted, limit)
    if more:
        place = msgspec.structs.replace(here, position=rows[-1].position, sent=here.sent + len(rows))
        return _page(state, place, rows, more=True, total=here.total, sent=place.sent)
    until = ChangesCursor(epoch=here.epoch, scope=here.scope, change=here.change, day=here.day)
    return _page(state, until, rows, total=here.total, sent=here.sent + len(rows))


def _first(connection: Connection, scope: Scope, state: ServiceState, now_s: int) -> SnapshotCursor:
    day = earliest_day(scope, now_s)
    total = connection.execute(
        select(func.count()).select_from(schema.consignment).where(in_scope(scope, day))
    ).scalar_one()
    return SnapshotCursor(
        epoch=state.epoch, scope=scope_mark(scope), change=state.change, position=0, day=day, total=total
    )


def read_changes(connection: Connection, scope: Scope, since: Cursor, limit: int, now_s: int) -> Page:
    """What changed in the scope since the cursor: documents that are in it, tombstones for what left it.

    What left because its day is past comes first, then the changes in their order. Raises Expired.
    """
    if not isinstance(since, ChangesCursor):
        raise Malformed("this is no cursor of changes: take the snapshot to its end first")
    state = read_state(connection)
    _check(since, scope, state)
    # A clock that went back must not widen the days: what had left would come back without its document.
    day = earliest_day(scope, now_s)
    if day is not None and since.day is not None:
        day = max(day, since.day)
    expired = _expired(connection, scope, since, day, limit)
    if len(expired) > limit:
        last = expired[limit - 1]
        place = msgspec.structs.replace(since, day=last.day, position=last.position)
        return _page(state, place, (), more=True, gone=tuple(Gone(id=row.id) for row in expired[:limit]))
    gone = [Gone(id=row.id) for row in expired]
    wanted = (
        select(_consignment.id, _consignment.withdrawn, in_scope(scope, day).label("inside"), *_SERVED)
        .where(_consignment.change > since.change, or_(in_scope(scope, day), _was_in_scope(scope, since)))
        .order_by(_consignment.change)
        .limit(limit + 1)
    )
    rows, more = fitting(connection, wanted, limit)
    gone += [Gone(id=r.id, reason=WITHDRAWN if r.withdrawn else "left_scope") for r in rows if not r.inside]
    reached = rows[-1].change if more else state.change
    place = msgspec.structs.replace(since, change=reached, day=day, position=0)
    return _page(state, place, [row for row in rows if row.inside], more=more, gone=tuple(gone))


def _expired(
    connection: Connection, scope: Scope, since: ChangesCursor, day: int | None, limit: int
) -> list[Row[Any]]:
    """Consignments whose day has left the scope's days since the cursor, one more than fit."""
    if day is None or since.day is None:
        return []
    past_the_cursor = or_(
        _consignment.day > since.day,
        and_(_consignment.day == since.day, _consignment.position > since.position),
    )
    wanted = (
        select(_consignment.id, _consignment.day, _consignment.position)
        # The first bound is implied by the second; written out, the database begins to read there.
        .where(_consignment.day >= since.day, past_the_cursor, _consignment.day < day)
        .where(_here(scope))
        .order_by(_consignment.day, _consignment.position)
        .limit(limit + 1)
    )
    return list(connection.execute(wanted))


def in_scope(scope: Scope, day: int | None) -> ColumnElement[bool]:
    """Whether a consignment is in the scope now. One without a day is in it: unknown is no reason to hide
    goods.
    """
    return and_(_consignment.withdrawn.is_(False), _here(scope), _late_enough(day))


def _was_in_scope(scope: Scope, since: ChangesCursor) -> ColumnElement[bool]:
    # Days are left out: a tombstone too many does nothing, one too few leaves a consignment at a bench for
    # ever.
    return exists().where(
        _before.position == _consignment.position,
        _before.change > since.change,
        _listed(scope, _before),
    )


def _here(scope: Scope) -> ColumnElement[bool]:
    """Whether it is listed now. What a bench made of a parcel that nobody had declared was never assessed: it
    is in every lane's scope, and what was declared without a lane in none.
    """
    if not scope.lanes:
        return _listed(scope, _consignment)
    return and_(
        _listed(scope, _consignment), or_(_consignment.lane.in_(scope.lanes), _consignment.provisional)
    )


def _listed(scope: Scope, columns: Any) -> ColumnElement[bool]:
    """Whether its office is in the scope, and its lane, or it has none."""
    lanes = columns.lane.in_(("", *scope.lanes)) if scope.lanes else true()
    offices = columns.office.in_(scope.offices) if scope.offices else true()
    return and_(lanes, offices)


def _late_enough(day: int | None) -> ColumnElement[bool]:
    return true() if day is None else or_(_consignment.day.is_(None), _consignment.day >= day)


def fitting(connection: Connection, wanted: Any, limit: int) -> tuple[list[Row[Any]], bool]:
    """As many rows as fit into a page, and whether there are more."""
    taken: list[Row[Any]] = []
    weight = 0
    with connection.execution_options(yield_per=min(limit + 1, 100)).execute(wanted) as rows:
        for row in rows:
            weight += served_weight(row.acts, row.document, row.beside)
            if len(taken) == limit or weight > PAGE_BYTES:
                return taken, True
            taken.append(row)
    return taken, False


def _check(cursor: SnapshotCursor | ChangesCursor, scope: Scope, state: ServiceState) -> None:
    if cursor.epoch != state.epoch:
        raise Expired("cursor.epoch")
    if cursor.scope != scope_mark(scope):
        raise Expired("cursor.scope")
    # Ahead of the service: it was restored from a copy and kept its epoch.
    if not state.trimmed <= cursor.change <= state.change:
        raise Expired("cursor.too_old" if cursor.change < state.trimmed else "cursor.ahead")


def _page(
    state: ServiceState,
    place: Cursor,
    rows: Any,
    *,
    more: bool = False,
    gone: tuple[Gone, ...] = (),
    total: int = 0,
    sent: int = 0,
) -> Page:
    return Page(
        epoch=state.epoch,
        cursor=text_of(place),
        more=more,
        consignments=tuple(
            msgspec.Raw(served(row.change, row.acts, row.document, row.beside)) for row in rows
        ),
        gone=gone,
        total=total,
        sent=sent,
    )
