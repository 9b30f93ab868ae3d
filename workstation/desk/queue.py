"""The risk queue as the screens see it: filters, sorts, rows, and the view that the profile keeps."""

from array import array
from collections.abc import Callable, Sequence

from workstation.cache.queue import SORT_COLUMNS, Facet, Facets, QueueFilter, QueueRow, QueueSort
from workstation.cache.store import CacheReader
from workstation.domain.value import Value

__all__ = [
    "SORT_COLUMNS",
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


class QueueDesk:
    """Reads of the queue. `rows` is for the screen's thread, the others for a reader thread."""

    def __init__(
        self,
        reader: Callable[[], CacheReader],
        load_view: Callable[[], QueueView],
        save_view: Callable[[QueueView], None],
    ) -> None:
        self._reader = reader
        self._load_view = load_view
        self._save_view = save_view

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
