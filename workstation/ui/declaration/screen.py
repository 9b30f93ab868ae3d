"""The screen part that shows a declaration: painted lines, scrolled, marked and copied by keyboard."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final, Protocol

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QListView, QMenu, QVBoxLayout, QWidget

from workstation.desk.open import OpenConsignment
from workstation.ui.declaration.content import as_text, lines_of
from workstation.ui.declaration.delegate import LinePainter
from workstation.ui.declaration.heading import Pen
from workstation.ui.declaration.model import DeclarationModel

LEAST_VIEW: Final = 300
"""Height in logical pixels that is filled before the first paint, at least: a view that was never shown has
none yet.
"""
MORE_LINES: Final = 40
"""Lines written at a time after it, between two events."""


class CodedLists(Protocol):
    """Coded lists in words; `desk.reference.Lists` is one."""

    def words(self, name: str, code: str, language: str) -> str:
        """A code of the list `name` in words; an unknown code as it is."""


class DeclarationScreen(QWidget):
    """Everything known of one consignment.

    Up and Down move from line to line, Left and Right from section to section; Ctrl+C copies the marked line
    (of a labelled one its value), Ctrl+Shift+C everything as text.

    Signals:
        painted: the id of the consignment, each time its first screenful has been painted.
    """

    painted = Signal(str)

    def __init__(
        self,
        lists: CodedLists,
        now: Callable[[], datetime],
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lists, self._now, self._zone = lists, now, zone
        self._opened: OpenConsignment | None = None
        self._note = ("", "")
        self.model = DeclarationModel(self)
        self.list = _LineList(self.model, self)
        self.list.setAccessibleName(self.tr("declaration"))
        self.list.painted.connect(self._was_painted)
        self._growing = QTimer(self)
        self._growing.setInterval(0)
        self._growing.timeout.connect(self._grow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)

    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """Show this consignment from its top; the same one again stays scrolled as it was. None: nothing."""
        same = self._opened is not None and opened is not None and self._opened.id == opened.id
        at, row = self.list.verticalScrollBar().value(), self.list.currentIndex().row()
        self._opened = opened
        self._growing.stop()
        self.list.let_scroll(opened is not None)
        lines = lines_of(opened, self._pen()) if opened is not None else iter(())
        self.model.start(lines, self.list.fills_view(at, row) if same else self.list.fills_view(0, 0))
        if same:
            self.list.setCurrentIndex(self.model.index(row, 0))
            self.list.verticalScrollBar().setValue(at)
        else:
            self.list.scrollToTop()
        self.list.tell_when_painted()

    def show_note(self, words: str, role: str) -> None:
        """Say this of who else has it open, beneath its standing."""
        if (words, role) != self._note:
            self._note = (words, role)
            if self._opened is not None:
                self.show_consignment(self._opened)

    def text(self) -> str:
        """The whole declaration as plain text."""
        return as_text(self._opened, self._pen()) if self._opened is not None else ""

    def copy_all(self) -> None:
        """Put the whole declaration on the clipboard as plain text."""
        QGuiApplication.clipboard().setText(self.text())

    def _pen(self) -> Pen:
        note, ink = self._note
        return Pen(now=self._now(), zone=self._zone, coded=self._coded, note=note, note_ink=ink)

    def _coded(self, name: str, code: str) -> str:
        return self._lists.words(name, code, QLocale().bcp47Name())

    @Slot()
    def _grow(self) -> None:
        if not self.model.grow(MORE_LINES):
            self._growing.stop()

    @Slot()
    def _was_painted(self) -> None:
        # What is below the screen is written after what is on it was painted.
        self._growing.start()
        if self._opened is not None:
            self.painted.emit(self._opened.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy everything; the rest is the list's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.list.copy_line()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.copy_all()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy one line or everything, by mouse or menu key."""
        menu = QMenu(self)
        one = menu.addAction(self.tr("Copy this line"))
        everything = menu.addAction(self.tr("Copy everything as text"))
        one.triggered.connect(self.list.copy_line)
        everything.triggered.connect(self.copy_all)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class _LineList(QListView):
    """The list of lines: as wide as its place, each line as high as it needs."""

    painted = Signal()

    def __init__(self, model: DeclarationModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._tell = False
        self.line_painter = LinePainter(model, self.font(), self)
        self.setItemDelegate(self.line_painter)
        self.setModel(model)
        self.setProperty("panel", True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.let_scroll(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Qt would lay out again a tenth of a second late; resizeEvent does it at once.
        self.setResizeMode(QListView.ResizeMode.Fixed)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def let_scroll(self, has_lines: bool) -> None:
        """A bar as long as there is a declaration: one that came and went with the length of its text would
        change the width, and so lay everything out twice.
        """
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if has_lines else policy.ScrollBarAlwaysOff)

    def fills_view(self, scrolled: int, least: int) -> Callable[[int], bool]:
        """Asked for each row in turn: whether the lines down to it fill the view when it is scrolled so far
        down, and go beyond the row `least`. Forgets how other lines were laid out.
        """
        self._fit_painter()
        self.line_painter.forget()
        room = scrolled + max(self.viewport().height(), LEAST_VIEW)
        filled = 0

        def is_filled_by(row: int) -> bool:
            nonlocal filled
            filled += self.line_painter.laid(row).height
            return filled > room and row > least

        return is_filled_by

    def tell_when_painted(self) -> None:
        """Emit `painted` after the next paint."""
        self._tell = True
        self.viewport().update()

    def copy_line(self) -> None:
        """Put the marked line on the clipboard: its value where it has one."""
        row = self.currentIndex().row()
        if 0 <= row < len(self._model.lines):
            line = self._model.lines[row]
            words = line.copied or "\n".join(cell.text for cell in (*line.cells, *line.under) if cell.text)
            QGuiApplication.clipboard().setText(words or line.label)

    def doItemsLayout(self) -> None:
        """Lay out for the width that there is now."""
        self._fit_painter()
        self.verticalScrollBar().setSingleStep(self.fontMetrics().height() * 2)
        super().doItemsLayout()

    def _fit_painter(self) -> None:
        self.line_painter.set_width(self.viewport().width(), self.isRightToLeft(), self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width lays the lines out again."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyboardSearch(self, search: str) -> None:
        """Typed letters look for nothing here: they may be a reader's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sections by the arrows to the sides; copying is the screen's."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers():
            self._to_section(-step if self.isRightToLeft() else step)
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _to_section(self, step: int) -> None:
        here, rows = self.currentIndex().row(), self._model.sections()
        ahead = [row for row in rows if row > here] if step > 0 else [row for row in rows if row < here][::-1]
        if ahead:
            index: QModelIndex = self._model.index(ahead[0], 0)
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.ScrollHint.PositionAtTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, then tell once."""
        super().paintEvent(event)
        if self._tell:
            self._tell = False
            self.painted.emit()
