"""The risk queue as the screens see it: filters, sorts, rows, and the view that the profile keeps."""

from array import array
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from workstation.cache.queue import (
    NOT_DECLARED,
    SORT_COLUMNS,
    STATES,
    Facet,
    Facets,
    QueueFilter,
    QueueRow,
    QueueSort,
)
from workstation.cache.store import CacheReader
from workstation.domain.value import Value

__all__ = [
    "NOT_DECLARED",
    "SORT_COLUMNS",
    "STATES",
    "Facet",
    "Facets",
    "QueueDesk",
    "QueueFilter",
    "QueueRow",
    "QueueSort",
    "QueueView",
]


class QueueView(Value):
    """How the officer last looked at the queue: filter, sort, and the columns shown."""

    filter: QueueFilter = QueueFilter()
    sort: QueueSort = QueueSort()
    columns: tuple[str, ...] = ()


class LeftPage(Value):
    """The rows that stood first when the queue was left, by reference; `generation` is the cache file's."""

    generation: int
    filter: QueueFilter
    sort: QueueSort
    refs: tuple[int, ...]


class PageFile(Protocol):
    """Keeps a few bytes in the profile; losing them costs nothing."""

    def load(self) -> bytes:
        """What was kept, or nothing."""
        ...

    def save(self, layout: bytes, /) -> None:
        """Keep this."""
        ...


class QueueDesk:
    """Reads of the queue. `rows` and `left` are for the screen's thread, the others for a reader thread."""

    def __init__(
        self,
        reader: Callable[[], CacheReader],
        load_view: Callable[[], QueueView],
        save_view: Callable[[QueueView], None],
        page: PageFile,
    ) -> None:
        self._reader = reader
        self._load_view = load_view
        self._save_view = save_view
        self._page = page

    def first(self, chosen: QueueFilter, sort: QueueSort, limit: int) -> "array[int]":
        """References of the first rows: what is painted at once."""
        return self._reader().queue_ids(chosen, sort, limit=limit)

    def ids(self, chosen: QueueFilter, sort: QueueSort) -> "array[int]":
        """References of every row of the filter, in order."""
        return self._reader().queue_ids(chosen, sort)

    def count(self, chosen: QueueFilter) -> int:
        """How many rows the filter has."""
        return self._reader().count(chosen)

    def rows(self, refs: Sequence[int]) -> list[QueueRow]:
        """Rows by reference, in the order asked; a row that vanished is left out."""
        return self._reader().rows(refs)

    def facets(self) -> Facets:
        """How many consignments there are by lane, office, standing and category."""
        return self._reader().facets()

    def saved(self) -> QueueView:
        """The view that the profile kept."""
        return self._load_view()

    def save(self, view: QueueView) -> None:
        """Keep this view in the profile."""
        self._save_view(view)

    def left(self, view: QueueView) -> "array[int]":
        """References of the rows that stood first in this view when the queue was left: shown at the start,
        as they are now, until the list itself is here. Empty where it was another view, or another cache.
        """
        try:
            page = msgspec.msgpack.decode(self._page.load(), type=LeftPage)
        except msgspec.DecodeError:
            return array("q")
        left = (page.generation, page.filter, page.sort)
        same = left == (self._reader().generation, view.filter, view.sort)
        return array("q", page.refs if same else ())

    def leave(self, view: QueueView, refs: Sequence[int]) -> None:
        """Remember which rows stand first in this view. Words that were searched for are not kept twice."""
        if view.filter.text:
            return
        generation = self._reader().generation
        page = LeftPage(generation=generation, filter=view.filter, sort=view.sort, refs=tuple(refs))
        self._page.save(msgspec.msgpack.encode(page))
