"""A field to choose one of a coded list: typing finds, the arrows choose, and Enter does nothing."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from workstation.ui.parts.text import PlainLabel, kept_whole
from workstation.ui.theme import Sizes

MOST_ROWS: Final = 5
"""Rows that are seen at once; the rest is scrolled to."""
_NO_PARENT = QModelIndex()


class Choice(msgspec.Struct, frozen=True):
    """One row: its code, and the words by which an officer finds it."""

    code: str
    words: str

    def fits(self, typed: str) -> bool:
        """Whether every word typed begins a word of this row, or its code."""
        have = f"{self.words} {self.code}".casefold().split()
        return all(any(word.startswith(part) or part in word for word in have) for part in typed.split())


class _Rows(QAbstractListModel):
    """The rows that fit what was typed."""

    def __init__(self, height: int, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Choice] = []
        self._height = height

    def show(self, rows: Iterable[Choice]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | QSize | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()].words
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, self._height)
        return None


class ChoiceField(QWidget):
    """A line to type in, and under it, while the keyboard is there, the rows that fit.

    The row that is marked is chosen. Leaving the field closes the list and shows what was chosen; what was
    typed and fits nothing stays as it is, and nothing is chosen.

    Signals:
        changed: another row, or none, is chosen.
    """

    changed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._name = label
        self._chosen: Choice | None = None
        sizes = Sizes.of(self.font())
        self._label = PlainLabel(label, self)
        self._label.set_role("soft")
        self.line = QLineEdit(self)
        self.line.setAccessibleName(label)
        self.line.setMaxLength(200)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self._rows = _Rows(sizes.target, self)
        self.list = QListView(self)
        self.list.setAccessibleName(label)
        self.list.setModel(self._rows)
        self.list.setProperty("choices", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._clicked)
        self.list.hide()
        self.setFocusProxy(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(2, sizes.gap // 2))
        for widget in (self._label, self.line, self.list):
            layout.addWidget(widget)

    def set_label(self, label: str) -> None:
        """What is chosen here."""
        self._name = label
        self._label.setText(label)
        self.line.setAccessibleName(label)
        self.list.setAccessibleName(label)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer these rows; what is chosen stays if it is among them. None is chosen by itself."""
        self._all = tuple(Choice(row.code, kept_whole(row.words, 160)) for row in choices)
        if self._chosen is not None and self._chosen.code not in {row.code for row in self._all}:
            self._chosen = None
        self._rows.show(self._all)

    def clear(self) -> None:
        """Nothing typed, nothing chosen."""
        self._chosen = None
        self.line.clear()
        self.list.hide()
        self._tell(fits=True)

    def _tell(self, *, fits: bool) -> None:
        """Say over the line when nothing fits what is typed."""
        words = self.tr("{name}: nothing fits what is typed").format(name=self._name)
        self._label.setText(self._name if fits else words)
        self._label.set_role("soft" if fits else "attention")

    def loose_words(self) -> str:
        """That something is typed which chooses no row, in words; empty if not. It is recorded nowhere."""
        if self.isHidden() or self._chosen is not None or not self.line.text().strip():
            return ""
        return self.tr("{name}: choose a row, or take away what is typed there.").format(name=self._name)

    def chosen(self) -> str:
        """The code of the chosen row; empty if there is none."""
        return self._chosen.code if self._chosen is not None else ""

    def choose(self, code: str) -> None:
        """Choose the row with this code."""
        row = next((row for row in self._all if row.code == code), None)
        self._choose(row)
        self.line.setText(row.words if row is not None else "")
        self.line.setCursorPosition(0)

    def type_again(self, text: str) -> None:
        """What was typed before and chose nothing."""
        self.line.setText(text)
        typed = text.casefold().strip()
        self._tell(fits=not typed or any(row.fits(typed) for row in self._all))

    def _choose(self, row: Choice | None) -> None:
        if row != self._chosen:
            self._chosen = row
            self.changed.emit()

    @Slot(str)
    def _typed(self, text: str) -> None:
        typed = text.casefold().strip()
        fitting = [row for row in self._all if row.fits(typed)]
        self._rows.show(fitting)
        self._open()
        self._tell(fits=bool(fitting))
        exact = next((row for row in fitting if typed in (row.code.casefold(), row.words.casefold())), None)
        only = fitting[0] if len(fitting) == 1 and typed else exact
        self._choose(only)
        self._mark()

    def _mark(self) -> None:
        """Mark the chosen row in the list."""
        rows = self._rows.rows
        at = rows.index(self._chosen) if self._chosen in rows else -1
        self.list.setCurrentIndex(self._rows.index(at, 0) if at >= 0 else QModelIndex())

    def _open(self) -> None:
        rows = self._rows.rowCount()
        self.list.setFixedHeight(max(1, min(rows, MOST_ROWS)) * Sizes.of(self.font()).target + 2)
        self.list.setVisible(rows > 0)

    def _close(self) -> None:
        self.list.hide()
        if self._chosen is not None:
            self.line.setText(self._chosen.words)
            self.line.setCursorPosition(0)
            self._tell(fits=True)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._choose(self._rows.rows[index.row()])
        self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open with the keyboard, close without it; up and down choose."""
        if watched is self.line:
            if isinstance(event, QFocusEvent):
                self._focus_changed(event)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                step = {Qt.Key.Key_Down.value: 1, Qt.Key.Key_Up.value: -1}.get(event.key(), 0)
                if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                    self._step(step)
                    return True
        return super().eventFilter(watched, event)

    def _focus_changed(self, event: QFocusEvent) -> None:
        if event.type() == QEvent.Type.FocusIn:
            self._rows.show(self._all)
            self._open()
            self._mark()
            self.line.selectAll()
        elif event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._close()

    def _step(self, step: int) -> None:
        rows = self._rows.rows
        if not rows:
            return
        self._open()
        at = rows.index(self._chosen) + step if self._chosen in rows else (0 if step > 0 else len(rows) - 1)
        row = rows[min(max(at, 0), len(rows) - 1)]
        self._choose(row)
        self.line.setText(row.words)
        self._mark()
