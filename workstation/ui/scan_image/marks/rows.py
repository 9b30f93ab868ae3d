"""A short list of marks, detections or goods: the arrows go through it, Enter or a click chooses."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from workstation.ui.scan_image.marks.showing import Row
from workstation.ui.theme import Sizes, current

_NO_PARENT: Final = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """The rows; what is open is written in the ink of what needs attention, and its words say so."""

    def __init__(self, height: int, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._height = height

    def show(self, rows: tuple[Row, ...]) -> None:
        """Show these rows."""
        if [row.id for row in rows] != [row.id for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, ink and height."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words
        if role == Qt.ItemDataRole.ForegroundRole and row.is_open:
            return current().color("attention")
        return QSize(0, self._height) if role == Qt.ItemDataRole.SizeHintRole else None


class RowList(QListView):
    """Rows of which one can be marked.

    Signals:
        marked(id): the mark went to this row by the officer's hand.
        chosen(id): Enter was pressed on it, or it was clicked.
        left(): Esc was pressed.
    """

    marked = Signal(str)
    chosen = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        """`name` is what assistive tools call it."""
        super().__init__(parent)
        self._rows = _Rows(Sizes.of(self.font()).target, self)
        self._is_showing = False
        self.setModel(self._rows)
        self.setProperty("choices", True)
        self.setAccessibleName(name)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._moved)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is listed."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row], marked: str) -> None:
        """Show these, with the mark on this one; on none where it is not among them."""
        self._is_showing = True
        self._rows.show(tuple(rows))
        place = next((at for at, row in enumerate(rows) if row.id == marked), -1)
        index = self._rows.index(place, 0) if place >= 0 else QModelIndex()
        if self.currentIndex() != index:
            self.setCurrentIndex(index)
            if place < 0:
                self.clearSelection()
        self._is_showing = False

    def sizeHint(self) -> QSize:
        """Two rows; with more room there are more."""
        sizes = Sizes.of(self.font())
        return QSize(round(10 * sizes.em), 2 * sizes.target + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`."""
        return self.sizeHint()

    def go_to(self) -> None:
        """The keyboard goes to the list, and the mark to its first row if it is on none."""
        if not self.currentIndex().isValid() and self._rows.rows:
            self.setCurrentIndex(self._rows.index(0, 0))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _id_of(self, index: QModelIndex) -> str:
        return self._rows.rows[index.row()].id if index.isValid() else ""

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if not self._is_showing and index.isValid():
            self.marked.emit(self._id_of(index))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._id_of(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter, go back on Esc; the rest is the list's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and not event.isAutoRepeat():
                self.chosen.emit(self._id_of(self.currentIndex()))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
