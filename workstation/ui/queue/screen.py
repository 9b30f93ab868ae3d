"""The queue screen: filters, the list, what it says when it is empty, how many there are."""

from array import array
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from workstation.desk.queue import SORT_COLUMNS, Facets, QueueFilter, QueueSort, QueueView
from workstation.ui.parts import formats
from workstation.ui.parts.id_changes import IdChanges
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.table import IdWindowModel
from workstation.ui.parts.table_view import IdTable
from workstation.ui.parts.text import PlainLabel
from workstation.ui.queue.columns import NARROW, NARROW_BELOW_EMS, SLIM_BELOW_EMS, RowTexts, columns
from workstation.ui.queue.delegate import QueueDelegate
from workstation.ui.queue.empty import EmptyQueue
from workstation.ui.queue.filters import FilterBar
from workstation.ui.queue.loading import QueueLoading
from workstation.ui.queue.source import QueueSource
from workstation.ui.tasks import READ, WRITE, Tasks
from workstation.ui.theme import Sizes

MANY: Final = 300_000
"""More rows than this are shown, but the officer is asked to narrow the filter."""

AGES_GROW_MS: Final = 30_000
FACETS_REST_MS: Final = 2_000
"""Counting everything there is takes a reader's time: not more often than this."""
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
        self._facets: Facets | None = None
        self._facets_asked = self._facets_wanted = False
        self._facets_pause = QTimer(self)
        self._progress = (0, 0)
        self.model = IdWindowModel(columns(), source.rows, RowTexts(now), self)
        self.table = IdTable(self.model, self)
        self.filters = FilterBar(self)
        self._delegate = QueueDelegate(self.font(), self.table)
        self._loading = QueueLoading(source, tasks, self.model, self)
        self._filling = QProgressBar(self)
        self._empty = EmptyQueue(self)
        self._pages = QStackedWidget(self)
        self._total, self._remark = PlainLabel(parent=self), PlainLabel(parent=self)
        self._ages = QTimer(self)
        self._lay_out()
        self._set_up_table()
        self._connect()

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        self._filling.setTextVisible(False)
        self._filling.setVisible(False)
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._empty)
        self._total.set_role("soft")
        foot = QHBoxLayout()
        foot.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        foot.addWidget(self._total)
        foot.addStretch(1)
        foot.addWidget(self._remark)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.filters)
        page.addWidget(self._filling)
        page.addWidget(self._pages, 1)
        page.addLayout(foot)

    def _set_up_table(self) -> None:
        self.table.setItemDelegate(self._delegate)
        self.table.setAccessibleName(self.tr("Queue"))
        self.table.fit_columns()
        self.table.setColumnWidth(0, round(Sizes.of(self.font()).em * 2.65))
        named = [(column.key, column.title) for column in self.model.columns]
        orders = [(key, title) for key, title in named if key in SORT_COLUMNS]
        self.filters.order.set_entries(orders, [each for each in named if each[0] != "identifier"])
        self.setMinimumWidth(round(Sizes.of(self.font()).em * 21.5))

    def _connect(self) -> None:
        self.filters.filter_changed.connect(self._show_filter)
        self.filters.list_wanted.connect(self.go_to_list)
        self.filters.order.order_asked.connect(self.sort_by)
        self.filters.order.columns_changed.connect(self._show_columns)
        self.table.row_chosen.connect(self._choose)
        self.table.sort_asked.connect(self.sort_by)
        self.model.reading_failed.connect(self.reading_failed)
        self._empty.all_wanted.connect(self.filters.clear)
        self._loading.listed.connect(self._show_list)
        self._loading.changed.connect(self._change_list)
        self._loading.counted.connect(self._show_count)
        self._loading.failed.connect(self.reading_failed)
        self._facets_pause.setSingleShot(True)
        self._facets_pause.setInterval(FACETS_REST_MS)
        self._facets_pause.timeout.connect(self._go_on_with_facets)
        self._ages.setInterval(AGES_GROW_MS)
        self._ages.timeout.connect(self.model.forget_texts)

    # --- start and stop -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the view that the profile kept; the list comes in the background."""
        view = self._source.saved()
        self.filters.set_chosen(view.filter)
        self._sort = view.sort
        known = [column.key for column in self.model.columns]
        kept = tuple(key for key in view.columns if key in known)
        self._columns = kept or tuple(known)
        self._ages.start()
        self._dress()
        self.reload()

    def stop(self) -> None:
        """Nothing is asked for and nothing ticks any more."""
        self._ages.stop()
        self._facets_pause.stop()
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

    def _show_filter(self, chosen: QueueFilter) -> None:
        self._dress()
        self._loading.show(chosen, self._sort)
        self._keep_view()

    def _keep_view(self) -> None:
        view = QueueView(filter=self.filters.chosen(), sort=self._sort, columns=self._columns)
        self._tasks.run(partial(self._source.save, view), owner=self, kind=WRITE)

    def _show_list(self, refs: "array[int]") -> None:
        chosen = self.table.chosen_ref()
        self.model.replace(refs)
        self.table.scrollToTop()
        if chosen is None or not self.table.go_to(chosen):
            self._mark_first()
        self._show_pages()
        self._ask_for_facets()

    def _mark_first(self) -> None:
        flag = QItemSelectionModel.SelectionFlag
        if self.model.refs:
            index = self.model.index(0, 0)
            self.table.selectionModel().setCurrentIndex(index, flag.NoUpdate)

    def _change_list(self, changes: IdChanges) -> None:
        chosen = self._chosen_id()
        self.table.apply(changes)
        self.model.forget()
        if self._chosen_id() != chosen:
            # Another cache stands behind the list now: the reference means another consignment.
            self.table.clearSelection()
        self._ask_for_facets()
        if self.table.chosen_ref() is None:
            self._mark_first()
        self._show_pages()

    def _chosen_id(self) -> str:
        ref = self.table.chosen_ref()
        at = self.model.row_of(ref) if ref is not None else None
        row = self.model.line(at).row if at is not None else None
        return row.id if row is not None else ""

    # --- choosing -----------------------------------------------------------------------------------------

    def select(self, ref: int) -> bool:
        """Mark the row of a consignment that was opened elsewhere; false if the list does not have it."""
        found = self.table.go_to(ref)
        if not found:
            self.table.clearSelection()
        return found

    def open_next(self) -> None:
        """Open the row below the chosen one."""
        self._open_at(1)

    def open_previous(self) -> None:
        """Open the row above the chosen one."""
        self._open_at(-1)

    def _open_at(self, step: int) -> None:
        selected = bool(self.table.selectionModel().selectedRows())
        row = self.table.currentIndex().row() + (step if selected else 0)
        ref = self.model.ref_at(max(0, row))
        if ref is not None:
            self.table.go_to(ref)
            self._choose(ref)

    def _choose(self, ref: int) -> None:
        row = self.model.row_of(ref)
        value = self.model.line(row).row if row is not None else None
        if value is not None:
            self.consignment_chosen.emit(value.id)

    def go_to_list(self) -> None:
        """The keyboard goes to the rows."""
        self.table.setFocus()

    # --- counts, progress, words --------------------------------------------------------------------------

    def _ask_for_facets(self) -> None:
        if self._facets_asked or self._facets_pause.isActive():
            self._facets_wanted = True
        else:
            self._facets_asked, self._facets_wanted = True, False
            self._tasks.run(
                self._source.facets, owner=self, done=self._show_facets, failed=self._miss_facets, kind=READ
            )

    def _show_facets(self, facets: Facets) -> None:
        self._facets_asked = False
        self._facets_pause.start()
        self._facets = facets
        self.filters.set_facets(facets)
        self._show_pages()

    def _go_on_with_facets(self) -> None:
        if self._facets_wanted:
            self._ask_for_facets()

    def _miss_facets(self, error: BaseException) -> None:
        self._facets_asked = False
        self.reading_failed.emit(error)

    def _show_count(self, count: int) -> None:
        words = self.tr("1 consignment") if count == 1 else self.tr("{number} consignments")
        self._total.setText(words.format(number=formats.count(count)))
        self._remark.set_role("attention" if count > MANY else "soft")
        self._remark.setText(self.tr("Narrow the filter to work quickly") if count > MANY else "")

    def show_progress(self, sent: int, total: int) -> None:
        """How far the snapshot has come; when it is complete the line goes away."""
        self._progress = (sent, total)
        filling = sent < total
        self._filling.setVisible(filling)
        self._filling.setMaximum(max(1, total))
        self._filling.setValue(sent)
        if filling:
            self._remark.setText(self.tr("filling, {share}").format(share=formats.percent(sent / total)))
        self._show_pages()

    def _show_pages(self) -> None:
        has_rows = bool(self.model.refs)
        self._pages.setCurrentWidget(self.table if has_rows else self._empty)
        if not has_rows:
            known = self._facets is not None
            is_bare = known and not any(facet.count for facet in self._facets.lanes) if self._facets else True
            self._empty.show_reason(self.filters.chosen(), is_bare=is_bare, progress=self._progress)

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
        em = Sizes.of(self.font()).em
        narrow, slim = self.width() < NARROW_BELOW_EMS * em, self.width() < SLIM_BELOW_EMS * em
        self._delegate.is_narrow, self._delegate.is_slim = narrow, slim
        keys = [column.key for column in self.model.columns]
        identifier, standing = keys.index("identifier"), keys.index("standing")
        mode = QHeaderView.ResizeMode.Stretch if narrow else QHeaderView.ResizeMode.Interactive
        self.table.horizontalHeader().setSectionResizeMode(identifier, mode)
        if not narrow:
            self.table.setColumnWidth(identifier, round(em * 10.5))
        self.table.setColumnWidth(standing, round(em * (2.4 if slim else 6.4 if narrow else 9)))
        for at, column in enumerate(self.model.columns):
            wanted = column.key in self._columns and (not narrow or column.key in NARROW)
            self.table.setColumnHidden(at, not wanted)
        self.model.show_sort(self._sort.column, self._sort.descending, ("standing",) if slim else ())
        self.filters.order.show_order(self._sort.column, self._sort.descending)
        self.filters.order.show_columns(self._columns)
