"""Consignments, payments and notifications put in by a national system or a file: stored, replaced, known
already or refused.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from workstation.central import schema
from workstation.central.acts import acts_of, array_of, chunks, put_act
from workstation.central.additions import (
    Addition,
    additions_of,
    is_outdated,
    numbers_of,
    payment_as_addition,
    with_additions,
)
from workstation.central.documents import Prepared, Refusal, column_text, encoded, fields_of
from workstation.central.notes import noted_ids
from workstation.central.refresh import add_numbers, refresh, remember_scope
from workstation.central.rules import CodedRules, is_countable
from workstation.central.state import take_changes
from workstation.contract.messages import ConsignmentAct, Payment, PutOutcome
from workstation.domain.value import Value

PAYMENT_BYTES: Final = 100_000
"""Bytes of the largest payment: what it says becomes part of the document, which has bounds of its own."""

STORED: Final = "stored"
ALREADY_KNOWN: Final = "already_known"
REFUSED: Final = "refused"

_table = schema.consignment.c


class _ActLine(Value):
    """An agency's act with the act itself as it was sent."""

    consignment: str
    act: msgspec.Raw


def refused(refusal: Refusal, id: str = "") -> PutOutcome:
    """The outcome for what was not taken."""
    return PutOutcome(id=id, outcome=REFUSED, code=refusal.code, words=refusal.words)


# --- documents ----------------------------------------------------------------------------------------------


def put_documents(
    connection: Connection, prepared: Sequence[Prepared | Refusal], rules: CodedRules, now_s: int
) -> list[PutOutcome]:
    """Store each document; one that cannot be stored is refused alone. Outcomes in their order."""
    try:
        with connection.begin_nested():
            return _put_all(connection, prepared, rules, now_s)
    except (DataError, IntegrityError) as error:
        if len(prepared) == 1:
            words = f"The database cannot hold it ({type(error.orig).__name__})."
            only = prepared[0]
            return [
                refused(
                    Refusal(code="not_storable", words=words), "" if isinstance(only, Refusal) else only.id
                )
            ]
        return [put_documents(connection, [each], rules, now_s)[0] for each in prepared]


def _put_all(
    connection: Connection, prepared: Sequence[Prepared | Refusal], rules: CodedRules, now_s: int
) -> list[PutOutcome]:
    usable = [each for each in prepared if isinstance(each, Prepared)]
    ids = [each.id for each in usable]
    known = _known(connection, ids)
    refused_acts = {id(each): _put_acts(connection, each, rules) for each in usable if each.acts}
    acts, additions = acts_of(connection, ids), additions_of(connection, ids)
    fresh: dict[str, Prepared] = {}
    outcomes: dict[int, PutOutcome] = {}
    later: list[Prepared] = []
    for each in usable:
        if each.id in known or each.id in fresh:
            later.append(each)
        else:
            fresh[each.id] = each
            outcomes[id(each)] = _stored(each, refused_acts)
    _insert(connection, list(fresh.values()), acts, additions)
    for each in later:
        row = known.get(each.id) or _known(connection, [each.id])[each.id]
        outcomes[id(each)] = _replace(connection, row, each, acts, additions, now_s) or _stored(
            each, refused_acts
        )
        known.pop(each.id, None)
    if noted := noted_ids(connection, ids):
        refresh(connection, noted, now_s)
    return [refused(each) if isinstance(each, Refusal) else outcomes[id(each)] for each in prepared]


def _stored(prepared: Prepared, refused_acts: Mapping[int, list[PutOutcome]]) -> PutOutcome:
    """Stored, with the first thing that a person should know about it."""
    if failed := refused_acts.get(id(prepared)):
        words = f"{len(failed)} of its acts refused, the first: {failed[0].code} {failed[0].words}"
        return PutOutcome(id=prepared.id, outcome=STORED, code="acts.refused", words=words)
    if prepared.remarks:
        first = prepared.remarks[0]
        words = f"{len(prepared.remarks)} remarks, the first: {first.code} {first.field}".rstrip()
        return PutOutcome(id=prepared.id, outcome=STORED, code="remarks", words=words)
    return PutOutcome(id=prepared.id, outcome=STORED)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
    columns = (
        _table.id,
        _table.position,
        _table.withdrawn,
        _table.provisional,
        _table.office,
        _table.lane,
        _table.day,
        _table.version,
        _table.digest,
    )
    columns_of: dict[str, Any] = {}
    for some in chunks(ids):
        found = connection.execute(select(*columns, _table.acts).where(_table.id.in_(some)))
        columns_of.update((row.id, row) for row in found)
    return columns_of


def _put_acts(connection: Connection, prepared: Prepared, rules: CodedRules) -> list[PutOutcome]:
    """Keep the acts that a document brought; those that were refused."""
    outcomes = [put_act(connection, prepared.id, body, rules) for body in prepared.acts]
    return [each for each in outcomes if each.outcome == REFUSED]


def _insert(
    connection: Connection,
    fresh: Sequence[Prepared],
    acts: Mapping[str, list[bytes]],
    additions: Mapping[str, list[Addition]],
) -> None:
    if not fresh:
        return
    changes = take_changes(connection, len(fresh))
    rows = [
        {"position": change, "id": each.id, **_columns(each, change, acts, additions)}
        for change, each in zip(changes, fresh, strict=True)
    ]
    connection.execute(insert(schema.consignment), rows)
    _insert_identifiers(connection, zip(changes, fresh, strict=True), additions)


def _columns(
    prepared: Prepared, change: int, acts: Mapping[str, list[bytes]], additions: Mapping[str, list[Addition]]
) -> dict[str, Any]:
    document = prepared.document
    if said := additions.get(prepared.id):
        document = encoded(with_additions(fields_of(document), said))
    return {
        "change": change,
        "withdrawn": False,
        "ended": False,
        "provisional": prepared.provisional,
        "beside": None,
        "office": prepared.office,
        "lane": prepared.lane,
        "day": prepared.day,
        "version": min(max(prepared.version, -(1 << 53)), 1 << 53),
        "digest": prepared.digest,
        "acts": array_of(acts.get(prepared.id)),
        "document": document,
    }


def _insert_identifiers(
    connection: Connection,
    of: Iterable[tuple[int, Prepared]],
    additions: Mapping[str, list[Addition]],
) -> None:
    rows = []
    for position, prepared in of:
        ranks = dict(prepared.identifiers)
        for addition in additions.get(prepared.id, ()):
            ranks |= {value: rank for value, rank in numbers_of(addition) if value not in ranks}
        rows += [{"value": value, "position": position, "rank": rank} for value, rank in ranks.items()]
    if rows:
        connection.execute(insert(schema.identifier), rows)


def _replace(
    connection: Connection,
    row: Any,
    prepared: Prepared,
    acts: Mapping[str, list[bytes]],
    additions: Mapping[str, list[Addition]],
    now_s: int,
) -> PutOutcome | None:
    """Put a document in the place of the one known by its id; an outcome if that one stays."""
    if not row.withdrawn and _stays(row, prepared):
        if _brought_acts(row, acts):
            refresh(connection, [prepared.id], now_s)
            return None
        older = row.digest != prepared.digest
        words = f"Document version {row.version} is stored, this is {prepared.version}." if older else ""
        if prepared.provisional and not row.provisional:
            words = "A declared consignment is stored, this is a provisional one."
        return PutOutcome(
            id=prepared.id, outcome=ALREADY_KNOWN, code="version.older" if older else "", words=words
        )
    change = take_changes(connection, 1)[0]
    if not row.withdrawn and _may_leave_a_scope(row, prepared):
        remember_scope(connection, row, change, now_s)
    values = _columns(prepared, change, acts, additions)
    connection.execute(update(schema.consignment).where(_table.position == row.position).values(values))
    connection.execute(delete(schema.identifier).where(schema.identifier.c.position == row.position))
    _insert_identifiers(connection, [(row.position, prepared)], additions)
    return None


def _stays(row: Any, prepared: Prepared) -> bool:
    """Whether the one that is here is the same or newer. What was declared always takes the place of what a
    bench had made, and never the other way.
    """
    if row.provisional != prepared.provisional:
        return prepared.provisional
    return bool(row.digest == prepared.digest or prepared.version < row.version)


def _brought_acts(row: Any, acts: Mapping[str, list[bytes]]) -> bool:
    """Whether it has acts that are not served yet."""
    present = row.acts or b""
    return any(document not in present for document in acts.get(row.id, ()))


def _may_leave_a_scope(row: Any, prepared: Prepared) -> bool:
    """Whether some scope has the row in it and not what takes its place: of another office or lane, or
    longer ago.
    """
    is_earlier = prepared.day is not None and (row.day is None or prepared.day < row.day)
    return is_earlier or (row.office, row.lane) != (prepared.office, prepared.lane)


def withdraw(connection: Connection, id: str, now_s: int) -> bool:
    """Take a consignment out of every scope; its acts stay. Whether it was there."""
    row = _known(connection, [id]).get(id)
    if row is None:
        return False
    is_this = _table.position == row.position
    connection.execute(update(schema.consignment).where(is_this).values(ended=True))
    if row.withdrawn:
        return False
    change = take_changes(connection, 1)[0]
    remember_scope(connection, row, change, now_s)
    connection.execute(update(schema.consignment).where(is_this).values(withdrawn=True, change=change))
    return True


# --- acts and additions -------------------------------------------------------------------------------------


def put_act_lines(
    connection: Connection, lines: Sequence[bytes], rules: CodedRules, now_s: int
) -> list[PutOutcome]:
    """Keep agencies' acts, `ConsignmentAct` each."""
    outcomes = []
    touched: dict[str, None] = {}
    for line in lines:
        try:
            msgspec.json.decode(line, type=ConsignmentAct)
            said = msgspec.json.decode(line, type=_ActLine)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            words = f"The act cannot be read: {column_text(str(error))}"
            outcomes.append(refused(Refusal(code="act.unreadable", words=words)))
            continue
        outcomes.append(put_act(connection, said.consignment, bytes(said.act), rules))
        if outcomes[-1].outcome == STORED:
            touched[said.consignment] = None
    refresh(connection, touched, now_s)
    return outcomes


def put_payment_lines(connection: Connection, lines: Sequence[bytes], now_s: int) -> list[PutOutcome]:
    """Keep payment states, `Payment` each; the newest stands: by its own time, else the last one said."""
    outcomes = []
    for line in lines:
        if len(line) > PAYMENT_BYTES:
            words = f"The payment is larger than {PAYMENT_BYTES:,} bytes."
            outcomes.append(refused(Refusal(code="payment.too_large", words=words)))
            continue
        try:
            payment = msgspec.json.decode(line, type=Payment)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            words = f"The payment cannot be read: {column_text(str(error))}"
            outcomes.append(refused(Refusal(code="payment.unreadable", words=words)))
            continue
        if payment.amount is not None and not is_countable(payment.amount.value):
            words = "The amount is no number, or beyond range."
            code = Refusal(code="payment.amount", words=words)
            outcomes.append(refused(code, column_text(payment.consignment)))
            continue
        # Without a time of its own the same state said later is the same payment said again.
        key = f"payment-{hashlib.sha256(msgspec.json.encode(payment)).hexdigest()}"
        addition = payment_as_addition(payment, key)
        outcomes.append(put_addition(connection, payment.consignment, addition, now_s))
    return outcomes


def put_addition(connection: Connection, consignment: str, addition: Addition, now_s: int) -> PutOutcome:
    """Keep what was said beside a document, and put it into the document if that is here already."""
    if not consignment or consignment != column_text(consignment):
        return refused(
            Refusal(code="consignment.missing", words="No consignment is named."), column_text(consignment)
        )
    table = schema.addition
    place = (table.c.consignment == consignment) & (table.c.key == addition.key)
    if connection.execute(select(table.c.position).where(place)).first() is not None:
        return PutOutcome(id=consignment, outcome=ALREADY_KNOWN)
    outdated = is_outdated(addition, additions_of(connection, [consignment]).get(consignment, ()))
    said = {"consignment": consignment, "key": addition.key, "document": msgspec.json.encode(addition)}
    connection.execute(insert(table).values(said))
    if outdated:
        return PutOutcome(id=consignment, outcome=STORED)
    row = connection.execute(select(_table.position, _table.document).where(_table.id == consignment)).first()
    if row is not None:
        document = encoded(with_additions(fields_of(row.document), [addition]))
        is_this = _table.position == row.position
        connection.execute(update(schema.consignment).where(is_this).values(document=document))
        add_numbers(connection, row.position, numbers_of(addition))
        refresh(connection, [consignment], now_s, changed=[consignment])
    return PutOutcome(id=consignment, outcome=STORED)
