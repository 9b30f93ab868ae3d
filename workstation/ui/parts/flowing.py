"""Strong words and soft words in one flow, over as many lines as there is room for."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.ui.parts.text import TEXT_LIMIT, kept_whole
from workstation.ui.theme import current

BETWEEN: Final = "  "


class FlowingWords(QWidget):
    """What happened in strong words, what follows from it in soft ones; cut with an ellipsis at `lines`.

    Signals:
        laid_out(): words or width are others; `is_cut` may have changed.
    """

    laid_out = Signal()

    def __init__(
        self, lines: int, parent: QWidget | None = None, *, ink: Callable[[], QColor] | None = None
    ) -> None:
        """`ink` is the colour of all words; without it the soft ones are paler."""
        super().__init__(parent)
        self._lines, self._ink = lines, ink
        self._text, self._strong = "", 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_words(self, strong: str, soft: str = "") -> None:
        """Show these, made harmless and bounded."""
        parts = [kept_whole(part, TEXT_LIMIT) for part in (strong, soft) if part]
        self._text, self._strong = BETWEEN.join(parts), len(parts[0]) if strong else 0
        self.update()
        self.laid_out.emit()

    def text(self) -> str:
        """All of it, also what is cut."""
        return self._text.replace(BETWEEN, " ")

    def sizeHint(self) -> QSize:
        """The lines that it is made for."""
        return QSize(240, self.height_of(self._lines))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen."""
        return QSize(80, self.height_of(self._lines))

    def height_of(self, lines: int) -> int:
        """Height of so many lines, in logical pixels."""
        return math.ceil(self._line_height() * lines)

    def _line_height(self) -> float:
        return QFontMetricsF(self._strong_font()).height()

    @property
    def lines_needed(self) -> int:
        """How many lines the words take at this width."""
        return self._layout(self._text).lineCount()

    @property
    def room(self) -> int:
        """How many lines go into its height."""
        lines = 1
        while self.height_of(lines + 1) <= self.height():
            lines += 1
        return lines

    @property
    def is_cut(self) -> bool:
        """Whether the words need more lines than they are given when nothing makes room for them."""
        return self.lines_needed > self._lines

    def _strong_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _layout(self, text: str) -> QTextLayout:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        leading = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(leading)
        layout.setTextOption(option)
        layout.setFormats([self._range(0, self._strong, True), self._range(self._strong, len(text), False)])
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, self.width()))
            # Lines are hardly ever a whole number of pixels high. Rounded up one by one they would take more
            # than the height that was made for all of them, and the last would be cut.
            line.setPosition(QPointF(0, int(line.lineNumber() * self._line_height())))
        layout.endLayout()
        return layout

    def _range(self, start: int, end: int, is_strong: bool) -> QTextLayout.FormatRange:
        found = QTextLayout.FormatRange()
        found.start, found.length = start, max(0, end - start)
        looks = QTextCharFormat()
        looks.setForeground(self._ink() if self._ink else current().color("text" if is_strong else "soft"))
        if is_strong:
            looks.setFontWeight(QFont.Weight.DemiBold)
        found.format = looks
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self.laid_out.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for, in the middle of the height."""
        room = self.room
        layout = self._layout(self._text)
        if layout.lineCount() > room:
            layout = self._cut(layout, room)
        top = max(0, (self.height() - self.height_of(layout.lineCount())) // 2)
        layout.draw(QPainter(self), QPointF(0, top))

    def _cut(self, layout: QTextLayout, room: int) -> QTextLayout:
        """The same words, shortened until they end within `room` lines."""
        last = layout.lineAt(room - 1)
        end = last.textStart() + last.textLength()
        while layout.lineCount() > room and end > 0:
            layout = self._layout(self._text[:end].rstrip() + "…")
            end -= 1
        return layout
