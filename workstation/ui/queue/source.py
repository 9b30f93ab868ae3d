"""What the queue screen needs from the desk."""

from array import array
from collections.abc import Sequence
from typing import Protocol

from workstation.desk.queue import Facets, QueueFilter, QueueRow, QueueSort, QueueView


class QueueSource(Protocol):
    """The queue as the desk gives it. `rows`, `left` and `leave` are called on the screen's thread, all else
    on a reader's.
    """

    def first(self, chosen: QueueFilter, sort: QueueSort, limit: int) -> "array[int]":
        """References of the first rows."""
        ...

    def ids(self, chosen: QueueFilter, sort: QueueSort) -> "array[int]":
        """References of all rows, in order."""
        ...

    def count(self, chosen: QueueFilter) -> int:
        """How many rows the filter has."""
        ...

    def rows(self, refs: Sequence[int]) -> list[QueueRow]:
        """Rows by reference; one that has gone is left out."""
        ...

    def facets(self) -> Facets:
        """What can be filtered by, with counts."""
        ...

    def saved(self) -> QueueView:
        """The view that the profile kept."""
        ...

    def save(self, view: QueueView) -> None:
        """Keep this view in the profile."""
        ...

    def left(self, view: QueueView) -> "array[int]":
        """References of the rows that stood first in this view when the queue was left; empty: not known."""
        ...

    def leave(self, view: QueueView, refs: Sequence[int]) -> None:
        """Remember the rows that stand first."""
        ...
