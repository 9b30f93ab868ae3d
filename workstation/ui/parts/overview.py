"""The page that shows every key, over the screens: while it is there, a key only takes it away."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workstation.ui.parts.sections import KeyCap, SectionHeader
from workstation.ui.parts.shortcuts import (
    DECIDE,
    IMAGE,
    IMAGE_KEYS,
    MARK_KEYS,
    MARKS,
    QUEUE,
    READER,
    SHORTCUTS,
    WINDOW,
)
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

COLUMNS: Final = ((DECIDE, WINDOW), (QUEUE,), (READER, MARKS), (IMAGE,))
"""Which groups stand below each other. The page goes onto a screen of 1366 x 768."""

OWN_KEYS: Final = {IMAGE: IMAGE_KEYS, MARKS: MARK_KEYS}
"""Keys that do something only while the image has the keyboard."""

WIDEST_WORDS_EM: Final = 11.5
"""Heights of the font that the words of a key may be wide."""


class Overview(QObject):
    """Shows the page over a window, and takes it away."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.page: ShortcutOverview | None = None

    @Slot()
    def show(self) -> None:
        """All keys on one page."""
        if self.page is None:
            self.page = ShortcutOverview(self._window)
            self.page.finished.connect(self._forget)
            before = QApplication.activeWindow()
            self.page.left.connect((before or self._window).activateWindow)
            self.page.show()
            # Not every window system gives the keyboard to a window that comes, nor back when it goes.
            self.page.activateWindow()

    def uncover(self) -> bool:
        """Take the page away; whether it was there."""
        page = self.page
        if page is None:
            return False
        page.close()
        return True

    def _forget(self) -> None:
        self.page = None


class ShortcutOverview(QDialog):
    """All keys on one page; any key closes it, and so does a barcode. Not modal: the reader reads on.

    Signals:
        left(): it closes while it has the keyboard.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All keys"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sizes = Sizes.of(self.font())
        page = QHBoxLayout(self)
        page.setContentsMargins(sizes.pad * 2, sizes.pad, sizes.pad * 2, sizes.pad)
        page.setSpacing(sizes.pad * 2)
        for groups in COLUMNS:
            column = QVBoxLayout()
            for group in groups:
                self._add_group(column, group)
            column.addStretch(1)
            page.addLayout(column)

    def _add_group(self, column: QVBoxLayout, group: str) -> None:
        column.addWidget(SectionHeader(QCoreApplication.translate("Shortcuts", group), self))
        grid = QGridLayout()
        sizes = Sizes.of(self.font())
        grid.setHorizontalSpacing(sizes.pad)
        grid.setVerticalSpacing(sizes.gap)
        rows = [(each.keys[0], each.words) for each in SHORTCUTS if each.group == group]
        rows += OWN_KEYS.get(group, ())
        for at, (keys, words) in enumerate(rows):
            grid.addWidget(KeyCap(keys, self), at, 0)
            grid.addWidget(self._words_of(QCoreApplication.translate("Shortcuts", words)), at, 1)
        beside = next(column for column in COLUMNS if group in column)
        widest = max((each.keys[0] for each in SHORTCUTS if each.group in beside), key=len)
        grid.setColumnMinimumWidth(0, self.fontMetrics().horizontalAdvance(widest) + sizes.pad)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addSpacing(sizes.pad)

    def _words_of(self, words: str) -> PlainLabel:
        """What a key does; where a language says it at length, on two lines."""
        widest = round(WIDEST_WORDS_EM * Sizes.of(self.font()).em)
        is_long = self.fontMetrics().horizontalAdvance(words) > widest
        label = PlainLabel(words, self, lines=is_long)
        if is_long:
            label.setMinimumWidth(widest)
            label.setMinimumHeight(label.heightForWidth(widest))
        return label

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key closes the page and does nothing else."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever had the keyboard before gets it back."""
        has_keyboard = self.isActiveWindow()
        super().closeEvent(event)
        if has_keyboard:
            self.left.emit()
