"""The queue's table: which columns stand in the width there is, and how wide they are."""

from array import array
from collections.abc import Collection, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QRect, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QWidget

from workstation.desk.queue import STATES, QueueRow
from workstation.ui.parts.id_changes import IdChanges
from workstation.ui.parts.table import IdWindowModel, arrow
from workstation.ui.parts.table_view import IdTable
from workstation.ui.parts.words import STANDING_WORDS, standing_word, state_word
from workstation.ui.queue.columns import NARROW, NARROW_BELOW_EMS, SLIM_BELOW_EMS
from workstation.ui.queue.delegate import QueueDelegate, sign_width
from workstation.ui.theme import Sizes

LANE_EMS: Final = 2.65
IDENTIFIER_EMS: Final = 10.5
STANDING_EMS: Final = {"slim": 2.4, "narrow": 6.4, "wide": 9}


class QueueTable(IdTable):
    """Three widths: slim (a standing is its sign), narrow (the goods under the identifier), wide (every
    column).
    """

    def __init__(self, model: IdWindowModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._delegate = QueueDelegate(self.font(), self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Queue"))
        self._is_row_wanted = False
        self._open_id = ""
        self.fit_columns()
        self._keep_room_for_bar()
        words = (*map(standing_word, STANDING_WORDS), *map(state_word, STATES))
        self._longest_standing = max(map(self.fontMetrics().horizontalAdvance, words))

    def _keep_room_for_bar(self) -> None:
        """The scroll bar has its width also while there is nothing to scroll, and no handle then: columns
        stay where they are when the list grows or shrinks.
        """
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._show_handle)
        bar.setEnabled(False)

    def _show_handle(self, least: int, most: int) -> None:
        self.verticalScrollBar().setEnabled(most > least)

    def _lane_width(self, sorted_by: str) -> int:
        """What the lane takes: its mark, its title, and the arrow of an order by it."""
        title = self.title_width("lane", arrow(descending=True) if sorted_by == "lane" else "")
        return max(round(Sizes.of(self.font()).em * LANE_EMS), title)

    def _standing_width(self, form: str) -> int:
        """What a standing takes: its sign and, but for the slim form, the longest word in this language."""
        sizes = Sizes.of(self.font())
        usual, word = round(sizes.em * STANDING_EMS[form]), 0 if form == "slim" else self._longest_standing
        return max(usual, sign_width(sizes.em) + word + 2 * sizes.gap + 2)

    @property
    def shows_signs(self) -> bool:
        """Whether a standing is told by its sign alone, without word or title."""
        return self._delegate.is_slim

    def mark_first(self) -> None:
        """Arrows start at the first row, which nobody chose."""
        if self._window.refs:
            first = self._window.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def mark_row(self, *, in_next_list: bool = False) -> None:
        """Where none is chosen, the current row, else the first, is, as if the arrows had gone there; it is
        not opened. `in_next_list`: another list is on its way, the row is one of that.
        """
        self._is_row_wanted = in_next_list
        ref = self._window.ref_at(max(0, self.currentIndex().row()))
        if ref is not None and not in_next_list and self.chosen_ref() is None:
            self.go_to(ref)

    # --- the list -----------------------------------------------------------------------------------------

    def show_list(self, refs: "array[int]") -> None:
        """Another list, from its top; what was chosen stays so if it is in it."""
        chosen = self.chosen_ref()
        self._window.replace(refs)
        self.scrollToTop()
        if chosen is None or not self.go_to(chosen):
            self.mark_first()
        if self._is_row_wanted:
            self.mark_row()

    def change_list(self, changes: IdChanges) -> None:
        """The same list as it is now, every row to be read anew."""
        chosen = self.chosen_id()
        self.apply(changes)
        self._window.forget()
        if self.chosen_id() != chosen:
            # Another cache stands behind the list now: the reference means another consignment.
            self.clearSelection()
        if self.chosen_ref() is None:
            self.mark_first()

    def id_of(self, ref: int) -> str:
        """The id of the consignment in the row of this reference; empty where there is none."""
        at = self._window.row_of(ref)
        row = self._window.line(at).row if at is not None else None
        return row.id if row is not None else ""

    def chosen_id(self) -> str:
        """The consignment of the row that was moved to or chosen; empty where there is none."""
        ref = self.chosen_ref()
        return self.id_of(ref) if ref is not None else ""

    # --- rows beside the chosen one, and the open one -------------------------------------------------------

    def ref_beside(self, step: int) -> int | None:
        """The reference `step` rows from the chosen one; while none is chosen, of the current row."""
        row = self.currentIndex().row() + (step if self.selectionModel().selectedRows() else 0)
        return self._window.ref_at(max(0, row))

    def select(self, ref: int) -> None:
        """Mark the row of a consignment that was opened elsewhere; none if the list does not have it."""
        if not self.go_to(ref):
            self.clearSelection()

    def show_open(self, consignment_id: str, ref: int) -> None:
        """This consignment is open: its row, if the list has it, shows it and is where the arrows start."""
        self._open_id = consignment_id
        # After what was opened has been painted; Qt would put a timer of no time before the painting.
        QTimer.singleShot(1, self, partial(self._show_open, consignment_id, ref))

    def _show_open(self, consignment_id: str, ref: int) -> None:
        if self._open_id == consignment_id:
            self._mark_open(consignment_id)
            self.select(ref)

    def show_none_open(self) -> None:
        """No consignment is open: no row looks as if it were."""
        self._open_id = ""
        self._mark_open("")
        self.clearSelection()

    def _mark_open(self, consignment_id: str) -> None:
        changed = {self._delegate.open_id, consignment_id}
        self._delegate.open_id = consignment_id
        # Rows in sight alone, and of these only the two: a whole queue takes longer than a declaration.
        for row in self._rows_in_sight():
            shown = self._window.line(row).row
            if shown is not None and shown.id in changed:
                place = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
                self.viewport().update(place)

    def mark_others(self, others: Mapping[str, str]) -> None:
        """Mark the rows of consignments that others have open: by id, who, in words."""
        if others != self._delegate.others:
            self._delegate.others = dict(others)
            self._window.remark_of = self._remark_of
            self.viewport().update()

    def _remark_of(self, row: QueueRow) -> str:
        return self._delegate.others.get(row.id, "")

    def _rows_in_sight(self) -> range:
        highest, lowest = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if highest < 0 or not self.isVisible():
            return range(0)
        return range(highest, self._window.rowCount() if lowest < 0 else lowest + 1)

    def open_id(self) -> str:
        """Which row is shown as open."""
        return self._delegate.open_id

    def shows(self, key: str) -> bool:
        """Whether this column stands in the width there is."""
        keys = [column.key for column in self._window.columns]
        return key in keys and not self.isColumnHidden(keys.index(key))

    def dress(self, width: int, wanted: Collection[str], sorted_by: str = "") -> str:
        """Show what of the wanted columns goes into this width; says which of the three it is."""
        em = Sizes.of(self.font()).em
        form = (
            "slim" if width < SLIM_BELOW_EMS * em else "narrow" if width < NARROW_BELOW_EMS * em else "wide"
        )
        self._delegate.is_narrow, self._delegate.is_slim = form != "wide", form == "slim"
        columns = self._window.columns
        keys = [column.key for column in columns]
        identifier = keys.index("identifier")
        mode = QHeaderView.ResizeMode.Interactive if form == "wide" else QHeaderView.ResizeMode.Stretch
        self.horizontalHeader().setSectionResizeMode(identifier, mode)
        if form == "wide":
            self.setColumnWidth(identifier, round(em * IDENTIFIER_EMS))
        self.setColumnWidth(keys.index("lane"), self._lane_width(sorted_by))
        self.setColumnWidth(keys.index("standing"), self._standing_width(form))
        for at, key in enumerate(keys):
            self.setColumnHidden(at, key not in wanted or (form != "wide" and key not in NARROW))
        return form
