"""Lists of the queue: which consignments a filter has, in which order, and how many they are."""

from array import array
from typing import Final

import msgspec
import numpy as np

from workstation.cache.columns import Mask, QueueColumns, Refs, as_array, parsed
from workstation.cache.queue import SORT_COLUMNS, Facets, QueueFilter, QueueSort
from workstation.cache.words import match_expression
from workstation.host.encrypted import DriverConnection

FEW: Final = 1_500
"""So many texts are sooner fetched and sorted than found along an index."""
_STEP: Final = 4_096

MATCHES_SQL: Final = "SELECT group_concat(rowid) FROM words WHERE words MATCH ?"
TEXT_ORDERS: Final = {"identifier": "identifier_order", "goods": "goods_order"}
FEW_SQL: Final = {
    column: f"SELECT ref, {order} FROM consignment WHERE ref IN (SELECT value FROM json_each(?))"
    for column, order in TEXT_ORDERS.items()
}
ALONG_SQL: Final = {
    (column, descending): (
        f"SELECT ref FROM consignment WHERE {order} > '' ORDER BY {order} {way}, ref {way}"
    )
    for column, order in TEXT_ORDERS.items()
    for descending, way in ((False, "ASC"), (True, "DESC"))
}
WHOLE_SQL: Final = {key: f"SELECT group_concat(ref) FROM ({along})" for key, along in ALONG_SQL.items()}


class QueueListing:
    """Answers with the columns in memory and, for texts, with SQL. One reader's; its thread alone."""

    def __init__(self, columns: QueueColumns) -> None:
        self._columns = columns
        self._last: tuple[QueueFilter, int, Mask] | None = None

    def ids(
        self, connection: DriverConnection, chosen: QueueFilter, sort: QueueSort, limit: int | None
    ) -> "array[int]":
        """References in order."""
        if sort.column not in SORT_COLUMNS:
            msg = f"the queue has no sort by {sort.column}"
            raise ValueError(msg)
        mask = self._mask(connection, chosen)
        if sort.column in TEXT_ORDERS:
            refs = self._by_text(connection, mask, sort, limit)
        else:
            refs = self._columns.ordered(mask, sort, limit)
        return as_array(refs if limit is None else refs[:limit])

    def count(self, connection: DriverConnection, chosen: QueueFilter) -> int:
        """How many there are."""
        return int(np.count_nonzero(self._mask(connection, chosen)))

    def facets(self, connection: DriverConnection) -> Facets:
        """How many there are of each code."""
        self._columns.load(connection)
        return self._columns.facets()

    def with_images(self, connection: DriverConnection, limit: int) -> list[int]:
        """The first references, by score, whose documents name images."""
        mask = self._mask(connection, QueueFilter())
        refs: list[int] = self._columns.with_images(self._columns.ordered(mask, QueueSort()))[:limit].tolist()
        return refs

    def _mask(self, connection: DriverConnection, chosen: QueueFilter) -> Mask:
        """Which references the filter has; the last answer is kept, for first page, count and list ask
        alike.
        """
        columns = self._columns
        columns.load(connection)
        version = columns.version
        if self._last is not None and self._last[:2] == (chosen, version):
            return self._last[2]
        mask = columns.mask(chosen, self._matches(connection, chosen.text))
        self._last = (chosen, version, mask)
        return mask

    def _matches(self, connection: DriverConnection, text: str) -> Refs | None:
        if not text.strip():
            return None
        expression = match_expression(text)
        if not expression:
            return parsed(None)
        return parsed(connection.execute(MATCHES_SQL, (expression,)).fetchone()[0])

    # --- sorted by a text -------------------------------------------------------------------------------

    def _by_text(self, connection: DriverConnection, mask: Mask, sort: QueueSort, limit: int | None) -> Refs:
        """In the order of a text, those without it last; equal ones by reference in the same direction."""
        refs = np.flatnonzero(mask)
        if len(refs) <= FEW:
            return _fetched_and_sorted(connection, refs, sort)
        key = (sort.column, sort.descending)
        whole = self._columns.text_order(key)
        if whole is None and limit is not None:
            first = _along(connection, ALONG_SQL[key], mask, limit)
            if len(first) >= limit:
                return first
        if whole is None:
            version = self._columns.version
            whole = parsed(connection.execute(WHOLE_SQL[key]).fetchone()[0]).astype(np.uint32)
            self._columns.keep_text_order(key, version, whole)
        there = whole[whole < len(mask)]
        with_text = there[mask[there]].astype(np.int64)
        without = mask.copy()
        without[with_text] = False
        rest = np.flatnonzero(without)
        return np.concatenate((with_text, rest[::-1] if sort.descending else rest))


def _along(connection: DriverConnection, statement: str, mask: Mask, limit: int) -> Refs:
    """The first references of the mask along an index."""
    found: list[Refs] = []
    missing = limit
    cursor = connection.execute(statement)
    while missing > 0:
        step = cursor.fetchmany(_STEP)
        if not step:
            break
        refs = np.fromiter((ref for (ref,) in step), dtype=np.int64, count=len(step))
        refs = refs[refs < len(mask)]
        refs = refs[mask[refs]]
        found.append(refs)
        missing -= len(refs)
    cursor.close()
    return np.concatenate(found)[:limit] if found else parsed(None)


def _fetched_and_sorted(connection: DriverConnection, refs: Refs, sort: QueueSort) -> Refs:
    listed = msgspec.json.encode(refs.tolist()).decode()
    texts = dict(connection.execute(FEW_SQL[sort.column], (listed,)).fetchall())
    with_text = sorted(
        (ref for ref in texts if texts[ref]),
        key=lambda ref: (texts[ref].encode(), ref),  # SQLite compares the bytes of UTF-8
        reverse=sort.descending,
    )
    without = sorted((ref for ref in refs.tolist() if not texts.get(ref)), reverse=sort.descending)
    return np.array(with_text + without, dtype=np.int64)
