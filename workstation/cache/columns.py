"""The queue's columns in memory: every filter and sort over a million consignments in milliseconds.

SQL over an encrypted file cannot filter and sort a million rows in any combination fast enough, and an
index for each sort would have to be written with every page that is pulled. So what the queue is filtered
and sorted by lies packed in one narrow table, is read whole at the first question (some 0.2 s for a
million) and is kept up to date by the writer after each commit. Some 14 bytes a consignment.
"""

import struct
import threading
from array import array
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from workstation.cache.queue import (
    AWAITED,
    HAS_IMAGES,
    LANES_IN_ORDER,
    STATES,
    Facet,
    Facets,
    QueueFilter,
    QueueSort,
)
from workstation.domain.standing import STRICTEST_FIRST
from workstation.host.encrypted import DriverConnection

PACKED: Final = struct.Struct("<IIhHHHBB")
"""ref, arrival (seconds since 1970), score, lane, office, category, standing, flags."""
NO_ARRIVAL: Final = 0xFFFF_FFFF

FIELDS: Final = ("lane", "office", "category")
"""Columns kept as numbers of the table `code`."""
STANDING_NUMBERS: Final = {standing.value: number for number, standing in enumerate(STRICTEST_FIRST)}
_STANDINGS: Final = tuple(STANDING_NUMBERS)
_ABSENT: Final = 255

_ROW: Final = np.dtype(
    [
        ("ref", "<u4"),
        ("arrived", "<u4"),
        ("score", "<i2"),
        ("lane", "<u2"),
        ("office", "<u2"),
        ("category", "<u2"),
        ("standing", "u1"),
        ("flags", "u1"),
    ]
)
_CHUNK: Final = 16_384

LOAD_SQL: Final = (
    "SELECT CAST(group_concat(packed, '') AS BLOB) FROM"
    " (SELECT packed FROM queue_key WHERE ref >= ? AND ref < ? ORDER BY ref)"
)
LAST_SQL: Final = "SELECT coalesce(max(ref), 0) FROM queue_key"
CODES_SQL: Final = "SELECT field, number, text FROM code ORDER BY field, number"
OVERLAY_SQL: Final = "SELECT c.ref, o.standing FROM overlay o JOIN consignment c ON c.id = o.id"
SEEN_SQL: Final = "SELECT c.ref, s.awaited FROM seen s JOIN consignment c ON c.id = s.id"
_SOME_SQL: Final = " WHERE c.id IN (SELECT value FROM json_each(?))"


class Overlay(NamedTuple):
    """What this bench knows better than the documents, by reference: the number of a standing, and whether a
    targeted one is still awaited.
    """

    standings: Mapping[int, int]
    awaited: Mapping[int, int]


def overlay_in(connection: DriverConnection, ids: Collection[str] | None = None) -> Overlay:
    """The overlay that a cache file holds, of these consignments or of all."""
    some = "" if ids is None else _SOME_SQL
    among = () if ids is None else (msgspec.json.encode(list(ids)).decode(),)
    found = connection.execute(OVERLAY_SQL + some, among).fetchall()
    standings = {ref: STANDING_NUMBERS[standing] for ref, standing in found if standing in STANDING_NUMBERS}
    return Overlay(standings, dict(connection.execute(SEEN_SQL + some, among).fetchall()))


def _with(known: Mapping[int, int], news: Mapping[int, int], of: Collection[int]) -> dict[int, int]:
    """What was known, but of these references what is news."""
    kept = dict(known)
    for ref in of:
        kept.pop(ref, None)
    kept.update(news)
    return kept


Refs = NDArray[np.int64]
Mask = NDArray[np.bool_]


class QueueColumns:
    """Columns of one cache file, by reference. Any thread: a lock is held for a few milliseconds at most, but
    while the columns are read from the file at the first question.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._loaded = False
        self._columns: dict[str, NDArray[Any]] = {}
        self._codes: dict[str, list[str]] = {}
        self._overlay = Overlay({}, {})
        self._text_orders: dict[tuple[str, bool], tuple[int, NDArray[np.uint32]]] = {}
        self.version = 0
        """Grows with every change: what was computed under another version may be stale."""

    # --- filling ----------------------------------------------------------------------------------------

    def load(self, connection: DriverConnection) -> None:
        """Read everything, once. The connection's file is this generation's."""
        with self._lock:
            if self._loaded:
                return
            connection.execute("BEGIN")
            try:
                self._codes = {field: [] for field in FIELDS}
                for field, _, text in connection.execute(CODES_SQL):
                    self._codes[field].append(text)
                last = connection.execute(LAST_SQL).fetchone()[0]
                self._reserve(last + 1)
                for first in range(0, last + 1, _CHUNK):
                    (blob,) = connection.execute(LOAD_SQL, (first, first + _CHUNK)).fetchone()
                    if blob:
                        self._put(blob)
                self._overlay = overlay_in(connection)
            finally:
                connection.execute("ROLLBACK")
            self._loaded = True
            self.version += 1

    def publish(
        self,
        rows: bytes,
        gone: Collection[int],
        codes: Mapping[str, list[str]],
        overlay: Overlay | None,
    ) -> None:
        """Take over what the writer has committed: packed rows, references gone, all codes, the whole
        overlay.
        """
        with self._lock:
            if not self._loaded:
                return
            self._codes = {field: list(codes[field]) for field in FIELDS}
            if rows:
                self._put(rows)
            if gone:
                refs = np.fromiter(gone, dtype=np.int64, count=len(gone))
                standing = self._columns["standing"]
                standing[refs[refs < len(standing)]] = _ABSENT
            if overlay is not None:
                self._overlay = overlay
            self.version += 1

    def publish_overlay(self, news: Overlay, of: Collection[int] | None) -> None:
        """Take over what the writer has committed of these references, or of all."""
        with self._lock:
            if self._loaded:
                known = self._overlay if of is not None else Overlay({}, {})
                self._overlay = Overlay(
                    _with(known.standings, news.standings, of or ()),
                    _with(known.awaited, news.awaited, of or ()),
                )
                self.version += 1

    def _put(self, blob: bytes) -> None:
        rows = np.frombuffer(blob, dtype=_ROW)
        refs = rows["ref"].astype(np.int64)
        self._reserve(int(refs.max()) + 1)
        for name, column in self._columns.items():
            column[refs] = rows[name]

    def _reserve(self, size: int) -> None:
        have = len(self._columns["standing"]) if self._columns else 0
        if size <= have:
            return
        grown = max(size + 1024, int(have * 1.25))
        for name in ("arrived", "score", "lane", "office", "category", "standing", "flags"):
            column = np.zeros(grown, dtype=_ROW[name])
            if have:
                column[:have] = self._columns[name]
            self._columns[name] = column
        self._columns["standing"][have:] = _ABSENT

    # --- questions --------------------------------------------------------------------------------------

    def mask(self, chosen: QueueFilter, matches: Refs | None) -> Mask:
        """Which references the filter takes in; `matches` are those whose words match its text."""
        with self._lock:
            standing = self._shown_standing()
            taken: Mask = standing != _ABSENT
            for field, codes in (
                ("lane", chosen.lanes),
                ("office", chosen.offices),
                ("category", chosen.categories),
            ):
                if codes:
                    taken &= self._has_code(field, codes)
            if chosen.standings:
                wanted = np.zeros(256, dtype=np.bool_)
                wanted[[STANDING_NUMBERS[s] for s in chosen.standings if s in STANDING_NUMBERS]] = True
                taken &= wanted[standing]
            if chosen.states:
                flags = sum(flag for state, flag in STATES.items() if state in chosen.states)
                taken &= (self._shown_flags() & flags) != 0
            if matches is not None:
                found = np.zeros(len(taken), dtype=np.bool_)
                found[matches[matches < len(found)]] = True
                taken &= found
            return taken

    def ordered(self, mask: Mask, sort: QueueSort, limit: int | None = None) -> Refs:
        """References of the mask in the order of a sort on a column held here; with a limit, the first
        ones.
        """
        with self._lock:
            refs = np.flatnonzero(mask)
            first = self._sort_key(sort, refs)
            if limit is not None and 0 < limit < len(refs):
                near = _may_be_among_the_first(first[-1], limit)
                refs, first = refs[near], tuple(key[near] for key in first)
            score, arrived = (self._columns[name][refs] for name in ("score", "arrived"))
        order = _then_by(None, *_halves(arrived))
        order = _then_by(order, ~score)
        order = _then_by(order, *first)
        return refs[order] if limit is None else refs[order[:limit]]

    def with_images(self, refs: Refs) -> Refs:
        """Those of these references whose documents name images."""
        with self._lock:
            named: Refs = refs[(self._columns["flags"][refs] & HAS_IMAGES) != 0]
            return named

    def text_order(self, key: tuple[str, bool]) -> NDArray[np.uint32] | None:
        """All references in the order of a text, if it was kept and nothing has changed since."""
        version, order = self._text_orders.get(key, (-1, None))
        return order if version == self.version else None

    def keep_text_order(self, key: tuple[str, bool], version: int, order: NDArray[np.uint32]) -> None:
        """Keep such an order, read when this was the version; one at a time, for each takes four bytes a
        consignment.
        """
        self._text_orders = {key: (version, order)}

    def facets(self) -> Facets:
        """How many consignments have each code."""
        with self._lock:
            standing = self._shown_standing()
            present = standing != _ABSENT
            counted = {
                field: np.bincount(self._columns[field][present], minlength=len(self._codes[field]))
                for field in FIELDS
            }
            codes = {field: self._in_order(field) for field in FIELDS}
            standings = np.bincount(standing[present], minlength=len(_STANDINGS))
            flags = self._shown_flags()[present]
            states = {state: int(np.count_nonzero(flags & flag)) for state, flag in STATES.items()}
        texts = self._codes
        found = {
            field: tuple(
                Facet(code=texts[field][number], count=int(counted[field][number]))
                for number in codes[field]
                if counted[field][number]
            )
            for field in FIELDS
        }
        return Facets(
            lanes=found["lane"],
            offices=found["office"],
            categories=found["category"],
            standings=tuple(
                Facet(code=code, count=int(standings[number]))
                for code, number in STANDING_NUMBERS.items()
                if standings[number]
            ),
            states=tuple(Facet(code=state, count=count) for state, count in states.items() if count),
        )

    def _shown_standing(self) -> NDArray[np.uint8]:
        standing: NDArray[np.uint8] = self._columns["standing"]
        if not self._overlay.standings:
            return standing
        shown = standing.copy()
        refs, values = _within(self._overlay.standings, len(shown))
        present = shown[refs] != _ABSENT
        shown[refs[present]] = values[present]
        return shown

    def _shown_flags(self) -> NDArray[np.uint8]:
        flags: NDArray[np.uint8] = self._columns["flags"]
        if not self._overlay.awaited:
            return flags
        shown = flags.copy()
        refs, values = _within(self._overlay.awaited, len(shown))
        shown[refs] = np.where(values != 0, shown[refs] | AWAITED, shown[refs] & ~np.uint8(AWAITED))
        return shown

    def _has_code(self, field: str, codes: Collection[str]) -> Mask:
        texts = self._codes[field]
        wanted = np.fromiter((text in codes for text in texts), dtype=np.bool_, count=len(texts))
        if not len(wanted):
            return np.zeros(len(self._columns[field]), dtype=np.bool_)
        return np.take(wanted, self._columns[field], mode="clip")

    def _in_order(self, field: str) -> list[int]:
        """Numbers of a field's codes, in the order in which a person would list them; no code comes last."""
        texts = self._codes[field]
        if field == "lane":
            lanes = {lane: number for number, lane in enumerate(LANES_IN_ORDER)}
            return sorted(
                range(len(texts)), key=lambda n: (not texts[n], lanes.get(texts[n], len(lanes)), texts[n])
            )
        return sorted(range(len(texts)), key=lambda n: (not texts[n], texts[n]))

    def _sort_key(self, sort: QueueSort, refs: Refs) -> tuple[NDArray[np.uint16], ...]:
        """Halves of the sort's key, the lower first, such that ascending is the order asked for; missing
        ones last.
        """
        if sort.column == "score":
            score = self._columns["score"][refs]
            return (~score if sort.descending else score,)
        if sort.column == "arrived":
            arrived = self._columns["arrived"][refs]
            if sort.descending:
                arrived = np.where(arrived == NO_ARRIVAL, NO_ARRIVAL, NO_ARRIVAL - 1 - arrived).astype(
                    np.uint32
                )
            return _halves(arrived)
        if sort.column == "standing":
            standing = self._shown_standing()[refs].astype(np.uint16)
            return (~standing if sort.descending else standing,)
        numbers = self._in_order(sort.column)
        known = [number for number in numbers if self._codes[sort.column][number]]
        ranks = np.full(max(len(numbers), 1), len(numbers), dtype=np.uint16)
        ranks[list(reversed(known)) if sort.descending else known] = np.arange(len(known), dtype=np.uint16)
        return (np.take(ranks, self._columns[sort.column][refs], mode="clip"),)


def _within(overlay: Mapping[int, int], size: int) -> tuple[Refs, NDArray[np.uint8]]:
    """References of an overlay, with its values, as far as the columns reach."""
    refs = np.fromiter(overlay, dtype=np.int64, count=len(overlay))
    values = np.fromiter(overlay.values(), dtype=np.uint8, count=len(overlay))
    there = refs < size
    return refs[there], values[there]


def _halves(numbers: NDArray[np.uint32]) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """A 32-bit key as two of 16 bits: NumPy sorts those by radix, many times faster."""
    return (numbers & 0xFFFF).astype(np.uint16), (numbers >> 16).astype(np.uint16)


def _may_be_among_the_first(key: NDArray[Any], limit: int) -> Mask:
    """Those whose most significant key is not beyond that of the last one wanted: mostly few, and quickly
    found.
    """
    most: Mask = key <= np.partition(key, limit - 1)[limit - 1]
    return most


def _then_by(order: NDArray[np.intp] | None, *keys: NDArray[Any]) -> NDArray[np.intp]:
    """Sort by each key in turn, keeping the order there was among equals (least significant key first)."""
    for key in keys:
        if order is None:
            order = np.argsort(key, kind="stable")
        else:
            order = order[np.argsort(key[order], kind="stable")]
    return np.empty(0, dtype=np.intp) if order is None else order


def as_array(refs: Refs) -> "array[int]":
    """References as the screens hold them."""
    found = array("q")
    found.frombytes(np.ascontiguousarray(refs, dtype=np.int64).tobytes())
    return found


def parsed(listed: str | None) -> Refs:
    """References that SQL gave as one text, separated by commas: the fastest way out of the driver."""
    if not listed:
        return np.empty(0, dtype=np.int64)
    refs: Refs = np.fromstring(listed, dtype=np.int64, sep=",")
    return refs
