"""The decisions of a sheet as a table: two lines a row, walked through by arrows, worked by single keys."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workstation.desk.shift import SheetLine
from workstation.ui.parts.story import Telling
from workstation.ui.shift.words import cells, titles
from workstation.ui.theme import Sizes, current

Index = QModelIndex | QPersistentModelIndex
_WIDTHS_EMS: Final = (7.2, 4.6, 3.0)
_INKS: Final = {"waiting": "attention", "refused": "problem"}


class SheetModel(QAbstractTableModel):
    """The lines of a sheet, a cell for each column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[SheetLine] = ()
        self._cells: list[tuple[str, ...]] = []

    def show_lines(self, lines: Sequence[SheetLine], to: Telling) -> None:
        """Show these, told as of now."""
        self.beginResetModel()
        self._lines, self._cells = lines, [cells(line, to) for line in lines]
        self.endResetModel()

    def line(self, row: int) -> SheetLine | None:
        """The decision in this row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row for each decision."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Parcel, decision, time, what became of it."""
        return 0 if parent.isValid() else len(_WIDTHS_EMS) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, and an ink where something is not over."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(self._cells[index.row()]) if index.column() == 0 else None
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == self.columnCount() - 1:
            line = self._lines[index.row()]
            ink = _INKS.get(line.state) or ("attention" if line.attention or line.overruled else "")
            return QColor(getattr(current(), ink)) if ink else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What the columns are called."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return titles()[section]
        return None


class SheetTable(QTableView):
    """The table.

    Signals:
        key_pressed(character): a letter or digit that may be one of the screen's keys.
        chosen(consignment): Enter was pressed on a decision, or it was clicked twice.
    """

    key_pressed = Signal(str)
    chosen = Signal(str)

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = model
        self.setModel(model)
        sizes = Sizes.of(self.font())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(sizes.row, round(sizes.em * 2.6)))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        for column, ems in enumerate(_WIDTHS_EMS):
            header.resizeSection(column, round(sizes.em * ems))
        header.setStretchLastSection(True)
        self.activated.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        line = self._sheet.line(index.row())
        if line is not None:
            self.chosen.emit(line.consignment)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Enter, and single keys; nothing is searched for by typing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat() and self.currentIndex().isValid():
                self._choose(self.currentIndex())
        elif event.text().isprintable() and event.text().strip() and not event.isAutoRepeat():
            self.key_pressed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)
