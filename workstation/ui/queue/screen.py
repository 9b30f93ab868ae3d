"""The queue screen: filters, the list, what it says when it is empty, how many there are."""

from array import array
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from workstation.desk.queue import SORT_COLUMNS, Facets, QueueFilter, QueueSort, QueueView
from workstation.ui.parts.id_changes import IdChanges
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.table import IdWindowModel
from workstation.ui.queue.columns import RowTexts, columns, full_title
from workstation.ui.queue.empty import EmptyQueue
from workstation.ui.queue.facets import FacetCounts
from workstation.ui.queue.filters import CodedLists, FilterBar
from workstation.ui.queue.foot import QueueFoot
from workstation.ui.queue.loading import QueueLoading
from workstation.ui.queue.source import QueueSource
from workstation.ui.queue.table import QueueTable
from workstation.ui.tasks import Tasks
from workstation.ui.theme import Sizes

AGES_GROW_MS: Final = 30_000
FIRST_DOWN: Final = ("score", "lane", "standing", "category")
"""Orders that begin with the greatest; all others begin with the smallest (identifiers from A, the oldest
arrival).
"""


class QueueScreen(Panel):
    """The risk queue.

    Signals:
        consignment_chosen(id): a row was clicked, or Enter pressed on it.
        reading_failed(error): the queue could not be read; what is shown stays.
    """

    consignment_chosen = Signal(str)
    reading_failed = Signal(object)

    def __init__(
        self,
        source: QueueSource,
        tasks: Tasks,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._tasks = source, tasks
        self._sort, self._columns = QueueSort(), tuple(column.key for column in columns())
        self._progress = (0, 0)
        self.model = IdWindowModel(columns(), source.rows, RowTexts(now), self)
        self.table = QueueTable(self.model, self)
        self.filters = FilterBar(self)
        self._facets = FacetCounts(source, tasks, self)
        self._foot = QueueFoot(self)
        self._loading = QueueLoading(source, tasks, self.model, self)
        self._filling = QProgressBar(self)
        self._empty = EmptyQueue(self)
        self._pages = QStackedWidget(self)
        self._ages = QTimer(self)
        self._lay_out()
        self._set_up_table()
        self._connect()

    def _lay_out(self) -> None:
        self._filling.setTextVisible(False)
        self._filling.setVisible(False)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.filters)
        page.addWidget(self._filling)
        page.addWidget(self._pages, 1)
        page.addWidget(self._foot)

    def _set_up_table(self) -> None:
        named = {column.key: full_title(column) for column in self.model.columns}
        orders = {key: title for key, title in named.items() if key in SORT_COLUMNS}
        del named["identifier"]  # it is always shown
        self.filters.order.set_entries(orders, named, FIRST_DOWN)
        self.setMinimumWidth(round(Sizes.of(self.font()).em * 21.5))

    def _connect(self) -> None:
        self.filters.filter_changed.connect(self._show_filter)
        self.filters.all_wanted.connect(self._show_all)
        self.filters.list_wanted.connect(self._go_to_row)
        self.filters.order.order_asked.connect(self.sort_by)
        self.filters.order.columns_changed.connect(self._show_columns)
        self.table.row_chosen.connect(self._choose)
        self.table.sort_asked.connect(self.sort_by)
        self.model.reading_failed.connect(self.reading_failed)
        self._empty.all_wanted.connect(self.filters.clear)
        self._loading.listed.connect(self._show_list)
        self._loading.changed.connect(self._change_list)
        self._loading.counted.connect(self._foot.show_count)
        self._facets.counted.connect(self._show_facets)
        self._facets.failed.connect(self.reading_failed)
        self._loading.failed.connect(self.reading_failed)
        self._ages.setInterval(AGES_GROW_MS)
        self._ages.timeout.connect(self.model.forget_texts)

    # --- start and stop -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the view that the profile kept, and the rows that stood first in it when it was left; the list
        comes in the background, after the first painting where there is something to be painted.
        """
        view = self._source.saved()
        self.filters.set_chosen(view.filter)
        self._sort = view.sort
        known = [column.key for column in self.model.columns]
        kept = tuple(key for key in view.columns if key in known)
        self._columns = kept or tuple(known)
        self._ages.start()
        self._dress()
        if self._loading.show_left(view) and not self.is_painted:
            self.table.mark_first()
            self.first_painted.connect(self.reload)
        else:
            self.reload()

    def stop(self) -> None:
        """Nothing is asked for and nothing ticks any more; what stands first is remembered."""
        self._loading.leave(self._view())
        self._ages.stop()
        self._facets.stop()
        self.filters.stop()
        self._loading.stop()

    # --- the list -----------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list anew, from its first page."""
        self._loading.show(self.filters.chosen(), self._sort)

    def refresh(self) -> None:
        """The cache has changed: bring the list up to date, keeping the chosen row and its place."""
        self._loading.refresh()

    def refresh_rows(self, refs: tuple[int, ...]) -> None:
        """These rows have changed, the list may have: read them again now and compare the list soon."""
        self.model.forget(refs)
        self.refresh()

    def sort_by(self, key: str) -> None:
        """Order by this column; the one it is ordered by already: the other way round."""
        down = not self._sort.descending if key == self._sort.column else key in FIRST_DOWN
        self._sort = QueueSort(column=key, descending=down)
        self._show_filter(self.filters.chosen())

    def _show_all(self) -> None:
        self._sort = QueueSort()
        self._show_filter(self.filters.chosen())

    def _show_filter(self, chosen: QueueFilter) -> None:
        self._dress()
        self._loading.show(chosen, self._sort)
        self._keep_view()

    def _keep_view(self) -> None:
        self._tasks.run(partial(self._source.save, self._view()), owner=self)

    def chosen_view(self) -> tuple[QueueFilter, QueueSort]:
        """Filter and order as they are on the screen."""
        return self.filters.chosen(), self._sort

    def _view(self) -> QueueView:
        return QueueView(filter=self.filters.chosen(), sort=self._sort, columns=self._columns)

    def _show_list(self, refs: "array[int]") -> None:
        self.table.show_list(refs)
        self._show_pages()
        self._facets.ask()

    def _change_list(self, changes: IdChanges) -> None:
        self.table.change_list(changes)
        self._show_pages()
        self._facets.ask()

    # --- choosing -----------------------------------------------------------------------------------------

    def show_open(self, consignment_id: str, ref: int) -> None:
        """This consignment is open: its row, if the list has it, shows it and is where the arrows start."""
        self.table.show_open(consignment_id, ref)

    def show_none_open(self) -> None:
        """No consignment is open: no row looks as if it were."""
        self.table.show_none_open()

    def open_next(self) -> None:
        """Open the row below the chosen one."""
        self._open_at(1)

    def open_previous(self) -> None:
        """Open the row above the chosen one."""
        self._open_at(-1)

    def _open_at(self, step: int) -> None:
        ref = self.table.ref_beside(step)
        if ref is not None:
            self.table.go_to(ref)
            self._choose(ref)

    def _choose(self, ref: int) -> None:
        if id_ := self.table.id_of(ref):
            self.consignment_chosen.emit(id_)

    def go_to_list(self) -> None:
        """The keyboard goes to the rows."""
        self.table.setFocus()

    def _go_to_row(self) -> None:
        """Out of the search: the keyboard goes to the rows, and one is marked as soon as it is here."""
        self.go_to_list()
        self.table.mark_row(in_next_list=self._loading.is_first_awaited)

    # --- names, counts, progress, words -------------------------------------------------------------------

    def take_lists(self, lists: CodedLists) -> None:
        """From now on offices are called by their names."""
        self.filters.take_lists(lists)

    def _show_facets(self, facets: Facets) -> None:
        self.filters.set_facets(facets)
        self._show_pages()

    def show_progress(self, sent: int, total: int) -> None:
        """How far the snapshot has come; when it is complete the line goes away."""
        self._progress = (sent, total)
        filling = sent < total
        self._filling.setVisible(filling)
        self._filling.setMaximum(max(1, total))
        self._filling.setValue(sent)
        if filling:
            self._foot.show_filling(sent / total)
        self._show_pages()

    def _show_pages(self) -> None:
        has_rows = bool(self.model.refs)
        self._pages.setCurrentWidget(self.table if has_rows else self._empty)
        if not has_rows:
            chosen, is_bare = self.filters.chosen(), self._facets.is_bare
            self._empty.show_reason(chosen, is_bare=is_bare, progress=self._progress)

    # --- narrow and wide ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow queues show fewer columns, with the goods under the identifier."""
        super().resizeEvent(event)
        self._dress()

    def _show_columns(self, keys: tuple[str, ...]) -> None:
        self._columns = ("identifier", *keys)
        self._dress()
        self._keep_view()

    def _dress(self) -> None:
        form = self.table.dress(self.width(), self._columns, self._sort.column)
        untitled = ("standing",) if form == "slim" else ()
        self.model.show_sort(self._sort.column, self._sort.descending, untitled)
        self.filters.show_order(self._sort, in_header=self.table.shows(self._sort.column))
        self.filters.order.show_columns(self._columns, can_choose=form == "wide")
