"""The view on an id window: rows of one height, chosen by key or click, its place kept when the list
changes.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workstation.ui.parts.id_changes import IdChanges
from workstation.ui.parts.table import Column, IdWindowModel, Index, Line
from workstation.ui.theme import Sizes, current

_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute) | int(
    Qt.TextFlag.TextSingleLine
)
AT_LEFT: Final = _MIDDLE | int(Qt.AlignmentFlag.AlignLeft)
AT_RIGHT: Final = _MIDDLE | int(Qt.AlignmentFlag.AlignRight)


class RowDelegate(QStyledItemDelegate):
    """Paints a cell straight from the model's line: a paint of a full window asks the model once a cell, not
    fifteen times.

    `paint_cell` of a kin class draws what is more than text; it gives false to leave the cell to this class.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, cell, and a bar at the leading edge of the row at hand."""
        model = index.model()
        if not isinstance(model, IdWindowModel):
            super().paint(painter, option, index)
            return
        theme = current()
        line, column = model.line(index.row()), model.columns[index.column()]
        is_open = self.is_open(option, line)
        self.paint_ground(painter, option, first=index.column() == 0, is_open=is_open)
        gap = Sizes.of(option.font).gap
        place = option.rect.adjusted(gap, 0, -gap, 0)
        painter.setFont(option.font)
        if line.row is None or not self.paint_cell(painter, option, place, line, index):
            ink = theme.text if line.row is not None else theme.soft
            self.paint_text(painter, option, place, line.texts[index.column()], ink, trailing=column.trailing)

    def is_open(self, option: QStyleOptionViewItem, line: Line) -> bool:
        """Whether the row is the one at hand; here the chosen one is."""
        return bool(option.state & QStyle.StateFlag.State_Selected)

    @staticmethod
    def paint_ground(painter: QPainter, option: QStyleOptionViewItem, *, first: bool, is_open: bool) -> None:
        """Ground and lower edge; the row at hand has a bar at the leading edge of its `first` cell, one
        that was only moved to has an outline.
        """
        theme = current()
        if option.state & QStyle.StateFlag.State_Selected and not is_open:
            painter.fillRect(option.rect, QColor(theme.hover))
            for edge in (option.rect.top(), option.rect.bottom() - 2):
                painter.fillRect(option.rect.left(), edge, option.rect.width(), 2, QColor(theme.accent))
        if is_open:
            painter.fillRect(option.rect, QColor(theme.selected))
            if first:
                bar = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height() - 1)
                if option.direction is Qt.LayoutDirection.RightToLeft:
                    bar.moveRight(option.rect.right())
                painter.fillRect(bar, QColor(theme.accent))
        painter.setPen(QColor(theme.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def paint_cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        line: Line,
        index: Index,
    ) -> bool:
        """Draw this cell in a way of its own and give true; here nothing is."""
        return False

    @staticmethod
    def paint_text(
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        text: str,
        ink: str,
        *,
        trailing: bool = False,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """Draw one line of text, cut with an ellipsis where it does not fit."""
        if not text:
            return
        metrics = QFontMetrics(painter.font())
        if metrics.horizontalAdvance(text) > place.width():
            text = metrics.elidedText(text, cut, place.width())
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        painter.setPen(QColor(ink))
        painter.drawText(place, AT_RIGHT if trailing is not mirrored else AT_LEFT, text)


class IdTable(QTableView):
    """A table on an `IdWindowModel`.

    Enter or a click chooses a row; arrows only move. When the list changes, the chosen row stays chosen and
    stays at its height on the screen if it was in view, else the first row in view stays where it is.

    Signals:
        row_chosen(ref): Enter was pressed on a row, or it was clicked.
        sort_asked(key): a header was clicked.
    """

    row_chosen = Signal(object)
    sort_asked = Signal(str)

    def __init__(self, model: IdWindowModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAutoScroll(False)
        self._set_up_headers()
        self.clicked.connect(self._choose_index)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(Sizes.of(self.font()).row)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(24)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.sectionClicked.connect(self._ask_for_sort)

    def fit_columns(self, width_of: Callable[[Column], int] | None = None) -> None:
        """Widths from each column's sample, never from the rows; stretching columns share what is left."""
        header, gap = self.horizontalHeader(), Sizes.of(self.font()).gap
        metrics = self.fontMetrics()
        for at, column in enumerate(self._window.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(at, mode)
            if not column.stretch:
                sample = metrics.horizontalAdvance(column.sample) + 2 * gap + 2
                widest = max(sample, self.title_width(column.key, "↓" if column.sortable else ""))
                header.resizeSection(at, width_of(column) if width_of else widest)

    def title_width(self, key: str, mark: str = "") -> int:
        """What the title of a column takes in this language, written as the style sheet writes it."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        title = next(column.title for column in self._window.columns if column.key == key)
        words = QFontMetrics(font).horizontalAdvance(f"{title} {mark}".strip())
        return words + 2 * Sizes.of(self.font()).gap + 2

    def _ask_for_sort(self, section: int) -> None:
        column = self._window.columns[section]
        if column.sortable:
            self.sort_asked.emit(column.key)

    # --- choosing -----------------------------------------------------------------------------------------

    def current_ref(self) -> int | None:
        """The reference of the current row."""
        return self._window.ref_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def chosen_ref(self) -> int | None:
        """The reference of the row that was moved to or chosen; at first there is none, only a first row."""
        chosen = self.selectionModel().selectedRows()
        return self._window.ref_at(chosen[0].row()) if chosen else None

    def go_to(self, ref: int) -> bool:
        """Make the row of this reference the current one and bring it into view; false if it is not in the
        list.
        """
        row = self._window.row_of(ref)
        if row is None:
            return False
        self._make_current(row)
        self.scrollTo(self._window.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def _make_current(self, row: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        index = self._window.index(row, self._first_column())
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        return next((at for at in range(header.count()) if not header.isSectionHidden(at)), 0)

    def _choose_index(self, index: QModelIndex) -> None:
        ref = self._window.ref_at(index.row()) if index.isValid() else None
        if ref is not None and self._window.flags(index) & Qt.ItemFlag.ItemIsEnabled:
            self.row_chosen.emit(ref)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; arrows, page and end keys move; typing does nothing here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._choose_index(self.currentIndex())
            return
        if event.text() and event.text().isprintable() and not event.modifiers():
            # No search by typing: it would read the whole list, row by row.
            event.ignore()
            return
        super().keyPressEvent(event)

    # --- a changed list -----------------------------------------------------------------------------------

    def apply(self, changes: IdChanges) -> None:
        """Lead the list on, keeping the current row, its selection and its place on the screen."""
        anchor, offset = self._anchor()
        ref = self.chosen_ref()
        self._window.apply(changes)
        if ref is not None and self.current_ref() != ref:
            row = self._window.row_of(ref)
            if row is not None:
                self._make_current(row)
            else:
                self.clearSelection()
        row = self._window.row_of(anchor) if anchor is not None else None
        if row is not None:
            self.updateGeometries()
            self.verticalScrollBar().setValue(row * self.verticalHeader().defaultSectionSize() - offset)

    def _anchor(self) -> tuple[int | None, int]:
        """The row that must not move on the screen, and how far below the top edge it stands."""
        height, top = self.verticalHeader().defaultSectionSize(), self.verticalScrollBar().value()
        chosen = self.selectionModel().selectedRows()
        row = chosen[0].row() if chosen else -1
        if not (top - height < row * height < top + self.viewport().height()):
            if top == 0:
                return None, 0
            row = top // height
        return self._window.ref_at(row), row * height - top
