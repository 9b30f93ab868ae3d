"""The answer as it is seen from afar: sign, headline and number fill the room that there is."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.ui.hunt.words import IDLE, Told
from workstation.ui.parts.icons import icon_pixmap
from workstation.ui.theme import Mark, Sizes, identifier_font

EARLIER: Final = 8
"""Answers before this one that stay to be seen: whoever reads five in a second looks up afterwards."""

LINES: Final = 3
_WRAPPED: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)
_CENTRE: Final = (
    int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextSingleLine) | int(Qt.TextFlag.TextDontClip)
)


class AnswerFace(QWidget):
    """Paints what the window says on the ground that its screen has painted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._told = Told(IDLE, "")
        self._head = ""
        self._reads = 0
        self._earlier: list[Told] = []

    @property
    def told(self) -> Told:
        """What is shown."""
        return self._told

    @property
    def earlier(self) -> tuple[Told, ...]:
        """The answers before, the newest first."""
        return tuple(self._earlier)

    def mark(self) -> Mark:
        """Ground and ink of what is shown."""
        return self._told.mark()

    def begin(self, told: Told) -> None:
        """A new hunt: nothing is read yet."""
        self._earlier, self._reads = [], 0
        self._show(told)

    def answer(self, told: Told) -> None:
        """The answer to one more read."""
        if self._reads:
            self._earlier = [self._told, *self._earlier][:EARLIER]
        self._reads += 1
        self._show(told)

    def set_head(self, words: str) -> None:
        """How the hunt stands, in the first line."""
        self._head = words
        self.update()

    def _show(self, told: Told) -> None:
        self._told = told
        self.setAccessibleName(told.spoken())
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Room for the longest headline in letters that are still seen from afar."""
        em = Sizes.of(self.font()).em
        return QSize(round(em * 20), round(em * 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head, sign, headline, number, lines, and the answers before along the foot."""
        painter = QPainter(self)
        ink = QColor(self.mark().ink)
        painter.setPen(ink)
        room = QRectF(self.rect())
        width, height = room.width(), room.height()
        self._paint_head(painter, QRectF(0, 0, width, height * 0.08))
        has_sign = bool(self._told.sign())
        self._paint_sign(painter, QRectF(0, height * 0.09, width, height * 0.26), self._told.sign(), ink)
        top = height * (0.37 if has_sign else 0.22)
        self._paint_headline(painter, QRectF(0, top, width, height * 0.26))
        self._paint_number(painter, QRectF(0, top + height * 0.26, width, height * 0.1))
        self._paint_lines(painter, QRectF(0, top + height * 0.37, width, height * 0.17))
        self._paint_earlier(painter, QRectF(0, height * 0.91, width, height * 0.09), ink)

    def _paint_sign(self, painter: QPainter, room: QRectF, sign: str, ink: QColor) -> None:
        if sign:
            side = round(min(room.width(), room.height()))
            pixmap = icon_pixmap(sign, ink, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(room.center().x() - side / 2, room.y()), pixmap)

    def _paint_head(self, painter: QPainter, room: QRectF) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(12, round(room.height() * 0.5)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        reads = self.tr("read {number}").format(number=self._reads) if self._reads else ""
        leading, trailing = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.isRightToLeft():
            leading, trailing = trailing, leading
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(leading | middle), self._head)
        painter.drawText(room, int(trailing | middle), reads)

    def _paint_headline(self, painter: QPainter, room: QRectF) -> None:
        """Capitals as high as the room and the width let them be."""
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(100)
        self._paint_fitting(painter, room, self._told.headline, font, QFontMetricsF(font).capHeight() * 1.35)

    def _paint_number(self, painter: QPainter, room: QRectF) -> None:
        font = identifier_font(self.font())
        font.setBold(True)
        font.setPixelSize(100)
        self._paint_fitting(painter, room, self._told.number, font, QFontMetricsF(font).height())

    def _paint_fitting(self, painter: QPainter, room: QRectF, text: str, font: QFont, needed: float) -> None:
        """One line in the largest letters that go into the room; `needed` is its height at 100 pixels."""
        if text:
            across = room.width() * 0.96 / max(1.0, QFontMetricsF(font).horizontalAdvance(text))
            font.setPixelSize(max(10, round(100 * min(across, room.height() / needed))))
            painter.setFont(font)
            painter.drawText(room, _CENTRE, text)

    def _paint_lines(self, painter: QPainter, room: QRectF) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(12, round(room.height() / LINES * 0.62)))
        painter.setFont(font)
        painter.drawText(room, _WRAPPED, "\n".join(self._told.lines[:LINES]))

    def _paint_earlier(self, painter: QPainter, room: QRectF, ink: QColor) -> None:
        """The signs of the answers before with the ends of their numbers, the newest first."""
        cell = room.width() / EARLIER
        font = identifier_font(self.font())
        font.setPixelSize(max(10, round(room.height() * 0.3)))
        painter.setFont(font)
        for at, told in enumerate(self._earlier):
            place = EARLIER - 1 - at if self.isRightToLeft() else at
            box = QRectF(room.x() + place * cell, room.y(), cell, room.height())
            self._paint_sign(painter, box.adjusted(0, 2, 0, -box.height() * 0.45), told.sign(), ink)
            number = box.adjusted(2, box.height() * 0.58, -2, 0)
            end = QFontMetricsF(font).elidedText(told.number, Qt.TextElideMode.ElideLeft, number.width())
            painter.drawText(number, _CENTRE, end)
