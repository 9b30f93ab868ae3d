"""Acts as the service keeps them: a bench's and an agency's alike, beside the consignment they are about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection, insert, select

from workstation.central import schema
from workstation.central.documents import (
    NESTING_LIMIT,
    Refusal,
    column_text,
    encoded,
    fields_of,
    nesting_of,
)
from workstation.central.rules import CodedRules, structural_refusal
from workstation.contract.messages import PutOutcome
from workstation.domain.act import Act

_ACT: Final = msgspec.json.Decoder(Act)
ACT_BYTES: Final = 1_000_000
"""Bytes of the largest act: a bench reads pages of 20 MB at most, and a consignment comes with every act."""

_CHUNK: Final = 500
"""Ids in one statement: below every database's limit on bound values."""


def chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    """The ids in pieces that fit into one statement."""
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def placed_acts(connection: Connection, consignments: Sequence[str]) -> Mapping[str, list[tuple[int, bytes]]]:
    """Every act on these consignments, as JSON, each with its place in the order in which the service got
    them.
    """
    found: dict[str, list[tuple[int, bytes]]] = {}
    table = schema.act.c
    for ids in chunks(consignments):
        wanted = (
            select(table.consignment, table.position, table.document)
            .where(table.consignment.in_(ids))
            .order_by(table.position)
        )
        for consignment, position, document in connection.execute(wanted):
            found.setdefault(consignment, []).append((position, document))
    return found


def acts_of(connection: Connection, consignments: Sequence[str]) -> Mapping[str, list[bytes]]:
    """Every act on these consignments themselves, as JSON, in the order in which the service got them."""
    placed = placed_acts(connection, consignments)
    return {id: [document for _position, document in acts] for id, acts in placed.items()}


def array_of(documents: Sequence[bytes] | None) -> bytes | None:
    """Acts as the JSON array that is put into the served document; none for none."""
    return b"[" + b",".join(documents) + b"]" if documents else None


def decoded(documents: Iterable[bytes]) -> tuple[Act, ...]:
    """The acts as values."""
    return tuple(_ACT.decode(document) for document in documents)


def store_act(connection: Connection, consignment: str, act_id: str, document: bytes) -> None:
    """Keep an act. The caller has seen that its id is new, and refreshes the consignment afterwards."""
    connection.execute(insert(schema.act).values(id=act_id, consignment=consignment, document=document))


def put_act(connection: Connection, consignment: str, body: bytes, rules: CodedRules) -> PutOutcome:
    """Keep an agency's act as it was sent. Said again it is `already_known`; refused only by what the act
    itself says.

    A refused one is not kept: an agency hears of it at once, and nobody has seen it.
    """
    read = _readable(body)
    if isinstance(read, Refusal):
        return PutOutcome(id="", outcome="refused", code=read.code, words=read.words)
    act = rules.with_effect(read)
    known = connection.execute(
        select(schema.act.c.consignment).where(schema.act.c.id == act.id)
    ).scalar_one_or_none()
    if known == consignment:
        return PutOutcome(id=act.id, outcome="already_known")
    refusal = structural_refusal(act)
    if known is not None:
        refusal = Refusal(code="id.reused", words="An act on another consignment has this id.")
    if not consignment or consignment != column_text(consignment):
        refusal = Refusal(
            code="consignment.missing", words="The act does not say which consignment it is about."
        )
    if refusal is not None:
        return PutOutcome(id=act.id, outcome="refused", code=refusal.code, words=refusal.words)
    # Refused stays refused (a document from another service); pending at a bench is accepted by being put in.
    own = {"outcome": "refused" if act.outcome == "refused" else "accepted"}
    own |= {"effect": act.effect} if act.effect else {}
    kept = fields_of(body) | fields_of(msgspec.json.encode(own))
    store_act(connection, consignment, act.id, encoded(kept))
    return PutOutcome(id=act.id, outcome="stored")


def _readable(body: bytes) -> Act | Refusal:
    # Measured before it is read: what no bench can decode would cut off the whole page it stands in.
    if len(body) > ACT_BYTES or nesting_of(body) > NESTING_LIMIT:
        words = f"The act is larger than {ACT_BYTES:,} bytes, or nested deeper than {NESTING_LIMIT} levels."
        return Refusal(code="act.too_large", words=words)
    try:
        act = _ACT.decode(body)
        body.decode()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Refusal(code="act.unreadable", words=f"The act cannot be read: {column_text(str(error))}")
    if not act.id or act.id != column_text(act.id):
        return Refusal(code="act.no_id", words="The act has no usable id.")
    return act
