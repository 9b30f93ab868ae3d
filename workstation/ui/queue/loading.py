"""How the queue's list comes and stays fresh: a first page at once, all of it behind, changes by
comparing lists.
"""

from array import array
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.desk.queue import QueueFilter, QueueSort, QueueView
from workstation.ui.parts.id_changes import IdChanges, changes_between
from workstation.ui.parts.table import PAGE, IdWindowModel
from workstation.ui.queue.source import QueueSource
from workstation.ui.tasks import READ, Tasks

REFRESH_MS: Final = 1_000
"""Refreshes are at least so far apart: a snapshot that fills brings news many times a second."""


class QueueLoading(QObject):
    """Asks for lists on a reader's thread and hands on what leads the model there. At most one refresh is
    under way.

    Signals:
        listed(refs): the first page of another filter or order: to be shown anew.
        changed(changes): `IdChanges` from the list as it stands.
        counted(count): how many rows the filter has; before the list is complete, too.
        completed(): the whole list is here.
        failed(error): a list could not be read; the one that is shown stays.
    """

    listed = Signal(object)
    changed = Signal(object)
    counted = Signal(int)
    completed = Signal()
    failed = Signal(object)

    def __init__(
        self, source: QueueSource, tasks: Tasks, model: IdWindowModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._tasks, self._model = source, tasks, model
        self._filter, self._sort = QueueFilter(), QueueSort()
        self._round = 0
        self._tickets: list[int] = []
        self._busy = False
        self._again = False
        self._is_complete = False
        self.is_first_awaited = False
        """Whether another filter or order was asked for, and none of its rows is here yet."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(REFRESH_MS)
        self._pause.timeout.connect(self._go_on)

    def show(self, chosen: QueueFilter, sort: QueueSort) -> None:
        """Another filter or order: what was asked before is given up."""
        self._round += 1
        for ticket in self._tickets:
            self._tasks.cancel(ticket)
        self._filter, self._sort = chosen, sort
        self._busy, self._again, self._is_complete = True, False, False
        self.is_first_awaited = True
        self._pause.stop()
        first = partial(self._source.first, chosen, sort, PAGE)
        self._tickets = [self._ask(first, partial(self._show_first, self._round))]

    def show_left(self, view: QueueView) -> bool:
        """Show the rows that stood first in this view when the queue was left; false: nothing is known of
        them.
        """
        left = self._source.left(view)
        if left:
            self._model.replace(left)
        return bool(left)

    def leave(self, view: QueueView) -> None:
        """Remember the rows that stand first in this view."""
        self._source.leave(view, self._model.refs[:PAGE])

    def refresh(self) -> None:
        """The cache has changed: compare the lists, soon. A list that is on its way is waited for."""
        if self._busy or self._pause.isActive():
            self._again = True
        else:
            self._load_again()

    def stop(self) -> None:
        """Nothing more comes."""
        self._round += 1
        self._pause.stop()

    def _ask(self, work: partial, done: partial) -> int:
        return self._tasks.run(
            work, owner=self, done=done, failed=partial(self._fail, self._round), kind=READ
        )

    def _show_first(self, asked: int, refs: "array[int]") -> None:
        if asked != self._round:
            return
        self.is_first_awaited = False
        self.listed.emit(refs)
        if len(refs) < PAGE:
            self.counted.emit(len(refs))
        else:
            count = partial(self._source.count, self._filter)
            self._tickets.append(self._ask(count, partial(self._count, asked)))
        self._load(refs)

    def _load(self, shown: "array[int]") -> None:
        self._busy, self._again = True, False
        work = partial(_list_and_compare, self._source, self._filter, self._sort, shown)
        self._tickets.append(self._ask(work, partial(self._compare, self._round)))

    def _count(self, asked: int, count: int) -> None:
        if asked == self._round and not self._is_complete:
            self.counted.emit(count)

    def _compare(self, asked: int, changes: IdChanges) -> None:
        if asked != self._round:
            return
        self._tickets.clear()
        self._busy = False
        was_complete, self._is_complete = self._is_complete, True
        self.changed.emit(changes)
        self.counted.emit(len(changes.ids))
        if not was_complete:
            self.completed.emit()
        self._pause.start()

    def _go_on(self) -> None:
        if self._again and not self._busy:
            self._load_again()

    def _load_again(self) -> None:
        if self._is_complete:
            self._load(array("q", self._model.refs))
        else:
            self.show(self._filter, self._sort)

    def _fail(self, asked: int, error: BaseException) -> None:
        if asked == self._round:
            self._busy = False
            self._pause.start()
        self.failed.emit(error)


def _list_and_compare(
    source: QueueSource, chosen: QueueFilter, sort: QueueSort, shown: "array[int]"
) -> IdChanges:
    """On a reader's thread."""
    return changes_between(shown, source.ids(chosen, sort))
