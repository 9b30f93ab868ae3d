"""Brings what is served of a consignment up to date: every act that counts for it, and what was noted of it.

All of it is computed anew from what is kept, so that it follows from the set of events, documents and acts
and never from the order in which they came.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, delete, insert, select, update

from workstation.central import schema
from workstation.central.acts import array_of, chunks, decoded
from workstation.central.additions import additions_of, with_additions
from workstation.central.documents import (
    RANKS,
    Fields,
    Prepared,
    column_text,
    encoded,
    fields_of,
    object_of,
    prepare,
    raw,
    raw_list,
    text_of,
)
from workstation.central.links import Around, Edge, Links, around, counted_acts, links_of
from workstation.central.notes import Kept, document_of, forget, noted_ids, read_notes
from workstation.central.state import take_changes
from workstation.contract.reading import read_consignment
from workstation.domain.consignment import Condition, Consignment, Identifier, Link, Parcel
from workstation.domain.identifiers import normalised
from workstation.domain.noted import Noted, with_noted

LOWEST_VERSION: Final = -(1 << 53)
"""Version of what a bench made: any document that comes under its id takes its place."""

_known = schema.consignment.c
_AT_ONCE: Final = 20
"""Consignments whose documents are held in memory at once: each may have 4 MB."""
_SEEN: Final = ("presence", "location", "seen_at", "seen_by", "seen_bench")
_COLUMNS: Final = (
    _known.id,
    _known.position,
    _known.change,
    _known.withdrawn,
    _known.ended,
    _known.provisional,
    _known.office,
    _known.lane,
    _known.acts,
    _known.beside,
)


def refresh(connection: Connection, ids: Iterable[str], now_s: int, *, changed: Iterable[str] = ()) -> None:
    """Bring these consignments, and those linked with them, up to date. What is served as it was keeps its
    change number, unless its document is among the `changed` ones.
    """
    each_once, moved = list(dict.fromkeys(ids)), frozenset(changed)
    for start in range(0, len(each_once), _AT_ONCE):
        _refresh(connection, each_once[start : start + _AT_ONCE], now_s, moved)


def _refresh(connection: Connection, ids: Sequence[str], now_s: int, changed: Collection[str]) -> None:
    near, notes, concerned = Around(set(), {}), Kept(), list(ids)
    if noted_ids(connection, ids):  # of most nothing was ever noted
        near = around(connection, ids)
        concerned = list(dict.fromkeys((*ids, *sorted({each for edge in near.edges for each in edge}))))
        notes = read_notes(connection, concerned)
        forget(connection, notes.void)
    if notes.made:
        _make(connection, notes.made)
    links = links_of(connection, near.edges) if near.edges else Links()
    acts = counted_acts(connection, concerned, links)
    told = {id: near.told(id) for id in concerned}
    bodies = _documents(connection, _with_notes(concerned, notes, told, near.edges))
    for row in _rows(connection, concerned):
        values: dict[str, Any] = {"acts": array_of(acts[row.id]), "beside": None}
        noted = notes.noted(row.id, links, told[row.id])
        if row.id in bodies:
            values["beside"] = _told(connection, row, bodies[row.id], acts[row.id], noted)
        # Withdrawn by a national system stays withdrawn; for what it turned out to be, while that stands.
        is_ended = row.ended if row.provisional else row.withdrawn
        values["withdrawn"] = is_ended or links.turned_out(row.id)
        if row.id in changed or any(getattr(row, name) != value for name, value in values.items()):
            change = take_changes(connection, 1)[0]
            if values["withdrawn"] and not row.withdrawn:
                remember_scope(connection, row, change, now_s)
            of_row = update(schema.consignment).where(_known.position == row.position)
            connection.execute(of_row.values(change=change, **values))


def remember_scope(connection: Connection, row: Any, change: int, now_s: int) -> None:
    """Where it was before: a bench whose scope it leaves gets a tombstone."""
    before = {"office": row.office, "lane": row.lane}
    values = {"change": change, "position": row.position, "at": now_s, **before}
    connection.execute(insert(schema.scope_change).values(values))


def add_numbers(connection: Connection, position: int, numbers: Iterable[tuple[str, int]]) -> None:
    """Let a consignment be found by numbers that came later than its document."""
    table = schema.identifier
    for value, rank in numbers:
        place = (table.c.position == position) & (table.c.value == value)
        if connection.execute(select(table.c.rank).where(place)).first() is None:
            connection.execute(insert(table).values(value=value, position=position, rank=rank))


def _rows(connection: Connection, ids: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for some in chunks(ids):
        found += connection.execute(select(*_COLUMNS).where(_known.id.in_(some)).order_by(_known.position))
    return found


def _documents(connection: Connection, ids: Sequence[str]) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    for some in chunks(ids):
        wanted = select(_known.id, _known.document).where(_known.id.in_(some))
        found.update((row.id, row.document) for row in connection.execute(wanted))
    return found


def _with_notes(
    ids: Iterable[str], notes: Kept, told: Mapping[str, Sequence[Link]], edges: Iterable[Edge]
) -> Sequence[str]:
    found_to_be = {other for _one, other in edges}
    return [id for id in ids if notes.is_about(id) or told[id] or id in found_to_be]


# --- consignments that a bench made -------------------------------------------------------------------------


def _make(connection: Connection, made: Mapping[str, Consignment]) -> None:
    """Store what benches made, unless a document of the same id has come."""
    additions = additions_of(connection, list(made))
    rows: dict[str, Any] = {}
    for some in chunks(list(made)):
        columns = (_known.id, _known.position, _known.provisional, _known.digest)
        found = connection.execute(select(*columns).where(_known.id.in_(some)))
        rows.update((row.id, row) for row in found)
    for id, consignment in made.items():
        prepared = prepare(document_of(consignment))
        row = rows.get(id)
        if not isinstance(prepared, Prepared) or (row is not None and not row.provisional):
            continue
        if row is not None and row.digest == prepared.digest:
            continue
        document = prepared.document
        if said := additions.get(id):
            document = encoded(with_additions(fields_of(document), said))
        change = take_changes(connection, 1)[0]
        values = {
            "change": change,
            "office": prepared.office,
            "lane": prepared.lane,
            "day": prepared.day,
            "version": LOWEST_VERSION,
            "digest": prepared.digest,
            "document": document,
        }
        if row is None:
            new = insert(schema.consignment).values(
                position=change, id=id, withdrawn=False, provisional=True, **values
            )
            connection.execute(new)
        else:
            connection.execute(
                update(schema.consignment).where(_known.position == row.position).values(values)
            )
            numbers = schema.identifier
            connection.execute(delete(numbers).where(numbers.c.position == row.position))
        add_numbers(connection, change if row is None else row.position, prepared.identifiers)


# --- what was noted, in the document's own form -------------------------------------------------------------


def _told(
    connection: Connection, row: Any, document: bytes, acts: Sequence[bytes], noted: Noted
) -> bytes | None:
    """The fields that notes make others than the document's; none for none. What they give the consignment to
    be found by is added to its numbers.
    """
    fields = fields_of(document)
    known = read_consignment(document).consignment
    if known is None:
        return None
    parcels = _parcels_in(fields, known)
    known = replace(known, acts=decoded(acts), parcels=tuple(each for one in parcels for each in one))
    told = with_noted(known, noted)
    added = told.identifiers[len(known.identifiers) :]
    add_numbers(connection, row.position, _ranked(added))
    beside: Fields = {}
    if told.linked != known.linked:
        beside["linked"] = raw(told.linked)
    if told.links != known.links:
        beside["links"] = raw(told.links)
    if added:
        beside["identifiers"] = raw([*raw_list(fields.get("identifiers")), *map(raw, added)])
    if photographed := told.images[len(known.images) :]:
        beside["images"] = raw([*raw_list(fields.get("images")), *map(raw, photographed)])
    if told.parcels != known.parcels:
        beside["parcels"] = _with_parcels(fields, parcels, told.parcels)
    if told.conditions != known.conditions:
        beside["conditions"] = _with_conditions(fields, known.conditions, told.conditions)
    return encoded(beside) if beside else None


def _ranked(identifiers: Iterable[Identifier]) -> Iterable[tuple[str, int]]:
    for each in identifiers:
        value = column_text(normalised(each.value))
        if value:
            yield value, RANKS.get(each.belongs_to, len(RANKS))


def _parcels_in(fields: Fields, known: Consignment) -> list[tuple[Parcel, ...]]:
    """Each element of the document's parcels as a bench reads it; none for one that it cannot read."""
    elements = raw_list(fields.get("parcels"))
    if len(elements) == len(known.parcels):
        return [(parcel,) for parcel in known.parcels]
    # Some were left out, and only each by itself says which.
    found = []
    for each in elements:
        alone = encoded({"id": raw("x"), "parcels": raw([each])})
        reading = read_consignment(alone).consignment
        found.append(reading.parcels if reading else ())
    return found


def _with_parcels(fields: Fields, known: Sequence[tuple[Parcel, ...]], told: Sequence[Parcel]) -> msgspec.Raw:
    given = raw_list(fields.get("parcels"))
    ahead = iter(told)
    merged: list[msgspec.Raw] = []
    for element, read in zip(given, known, strict=True):
        for before in read:
            after = next(ahead)
            if after != before:
                seen = {name: raw(getattr(after, name)) for name in _SEEN}
                element = raw(object_of(element) | seen)  # noqa: PLW2901 - the same element, brought up to date
        merged.append(element)
    return raw([*merged, *map(raw, ahead)])


def _with_conditions(fields: Fields, known: Sequence[Condition], told: Sequence[Condition]) -> msgspec.Raw:
    moved = {
        after.id: after.state
        for before, after in zip(known, told, strict=False)
        if before.state != after.state
    }
    merged = []
    for element in raw_list(fields.get("conditions")):
        state = moved.get(text_of(object_of(element).get("id")))
        merged.append(element if state is None else raw(object_of(element) | {"state": raw(state)}))
    return raw([*merged, *map(raw, told[len(known) :])])
