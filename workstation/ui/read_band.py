"""The band that answers each barcode read: at one place, over the whole width, to be read from two metres."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSizePolicy, QStyle, QVBoxLayout, QWidget

from workstation.desk.read_answer import ReadAnswer
from workstation.ui.parts import formats
from workstation.ui.parts.answers import answer_icon, answer_mark, answer_word
from workstation.ui.parts.icons import icon_pixmap
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.text import kept_whole
from workstation.ui.theme import Mark, Sizes, current, identifier_font
from workstation.ui.typed_number import TypedNumber

CAPITAL_MM: Final = 9.3
"""Height of a capital letter: at two metres 16 minutes of arc, the least that reads well (ISO 9241-303,
character height).
"""
LEAST_SHARE: Final = 0.5
"""Of that height where a narrow window has no room for the word: it is never cut."""
LOUD_MS: Final = 4_000
"""So long the whole band has the answer's colour; then only its sign: image rooms are dim."""
LONGEST_NUMBER: Final = 48
"""Characters shown of what was read; a label may hold thousands."""


class ReadBand(Panel):
    """What became of the newest barcode read, as sign, colour, word and number, and the way to type one in.

    It stands below the strip from the first painting on and never changes its size: nothing moves when an
    answer comes. It takes no keyboard; only the field for a typed number does, when asked.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="raised")
        self.setObjectName("read_band")
        self._answer: ReadAnswer | None = None
        self._times = 0
        self._trouble = ""
        self.typed = TypedNumber(self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(LOUD_MS)
        self._calm.timeout.connect(self._grow_calm)
        sizes = Sizes.of(self.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, 0, sizes.gap, 0)
        row.addStretch(1)
        row.addWidget(self.typed, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(max(round(self._capital() * 1.8), sizes.target + 2 * sizes.gap))
        self._speak()

    def stand_in(self, window: QMainWindow) -> None:
        """Take the row above everything that the window shows of a parcel, and below its strip."""
        frame = window.centralWidget()
        page = frame.layout() if frame is not None else None
        if isinstance(page, QVBoxLayout):
            page.insertWidget(page.count() - 1, self)

    # --- what is told -------------------------------------------------------------------------------------

    @Slot(object)
    def show_answer(self, answer: ReadAnswer) -> None:
        """A read was answered. The same answer to the same barcode is counted: it is another read."""
        self._times = self._times + 1 if answer == self._answer else 1
        self._answer = answer
        self.typed.leave()
        self._calm.start()
        self._speak()
        self.update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @Slot(bool)
    @Slot(object)
    def begin_anew(self, _what: object = None) -> None:
        """Something else is worked on than what was read last: no answer stands over it."""
        self._answer, self._times = None, 0
        self._calm.stop()
        self._speak()
        self.update()

    @Slot()
    def _grow_calm(self) -> None:
        """It was the last read, and is no longer what is just happening."""
        self._speak()
        self.update()

    def show_trouble(self, words: str) -> None:
        """What keeps the reader from reading (unplugged), until it is over: then with no words."""
        self._trouble = words
        self._speak()
        self.update()

    def stop(self) -> None:
        """The window goes."""
        self._calm.stop()

    @property
    def is_loud(self) -> bool:
        """Whether the whole band has the answer's colour."""
        return self._calm.isActive()

    def words(self) -> tuple[str, ...]:
        """What is to be read: the word, the number, the sentence; what is empty is left out."""
        return tuple(part for part in (self._word(), self._number(), self._sentence()) if part)

    def _word(self) -> str:
        if self._answer is None:
            return self.tr("Read a barcode")
        return answer_word(self._answer.answer, self._answer.kind)

    def _number(self) -> str:
        answer = self._answer
        if answer is None:
            return ""
        number = kept_whole(answer.number, LONGEST_NUMBER)
        number = number or formats.identifier(answer.raw[:LONGEST_NUMBER])
        if self._times > 1:
            number = self.tr("{number} ×{times}").format(number=number, times=self._times)
        return number if self.is_loud else self.tr("last read: {number}").format(number=number)

    def _sentence(self) -> str:
        said = kept_whole(self._answer.words) if self._answer is not None else ""
        return " · ".join(part for part in (self._trouble, said) if part)

    def _speak(self) -> None:
        self.setAccessibleName(", ".join(self.words()))

    # --- how it looks -------------------------------------------------------------------------------------

    def _capital(self) -> float:
        """Height of a capital of the word, in logical pixels."""
        at_two_metres = CAPITAL_MM / 25.4 * self.logicalDpiY()
        return max(at_two_metres, QFontMetricsF(self.font()).capHeight() * 2.2)

    def _word_font(self, share: float = 1.0) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(100)
        per_pixel = QFontMetricsF(font).capHeight() / 100
        font.setPixelSize(max(8, round(self._capital() * share / per_pixel)))
        return font

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any window."""
        return QSize(self.typed.sizeHint().width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, sign, word, and number over sentence; mirrored where the screen is."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark, ground = self._mark(), QColor(current().raised)
        ink = QColor(current().text)
        if self._answer is not None and self.is_loud:
            ground, ink = QColor(mark.fill), QColor(mark.ink)
        painter.fillRect(self.rect(), ground)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(current().line))
        at = self._paint_sign(painter, mark)
        at = self._paint_word(painter, at, ink)
        self._paint_rest(painter, at, ink)

    def _mark(self) -> Mark:
        return answer_mark(self._answer.answer) if self._answer else current().undecided

    def _placed(self, left: int, width: int) -> QRect:
        """A part of the band's whole height, as it lies in the direction of reading."""
        place = QRect(left, 0, max(0, width), self.height())
        return QStyle.visualRect(self.layoutDirection(), self.rect(), place)

    def _paint_sign(self, painter: QPainter, mark: Mark) -> int:
        """The sign on its colour, also when the band is calm; where the next part begins."""
        side = round(self.height() * 0.66)
        place = self._placed(0, self.height())
        painter.fillRect(place, QColor(mark.fill))
        sign = QRect(QPoint(), QSize(side, side))
        sign.moveCenter(place.center())
        name = answer_icon(self._answer.answer) if self._answer else "read_none"
        pixmap = icon_pixmap(name, QColor(mark.ink), side, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(sign), pixmap, QRectF(pixmap.rect()))
        return self.height() + Sizes.of(self.font()).pad

    def _paint_word(self, painter: QPainter, left: int, ink: QColor) -> int:
        room = self._end() - left
        share = 1.0 if self._answer else LEAST_SHARE
        needed = QFontMetricsF(self._word_font(share)).horizontalAdvance(self._word())
        if needed > room:
            share = max(LEAST_SHARE, share * room / needed)
        font = self._word_font(share)
        width = round(QFontMetricsF(font).horizontalAdvance(self._word())) + 2
        painter.setFont(font)
        painter.setPen(ink)
        # By its capitals, not by its lines: what hangs below them has its room.
        baseline = (self.height() + QFontMetricsF(font).capHeight()) / 2 - self.height() * 0.03
        painter.drawText(QPointF(self._placed(left, width).x(), baseline), self._word())
        return left + width + Sizes.of(self.font()).pad * 2

    def _paint_rest(self, painter: QPainter, left: int, ink: QColor) -> None:
        place = self._placed(left, self._end() - left)
        number, sentence = self._number(), self._sentence()
        large = identifier_font(self.font())
        large.setPointSizeF(large.pointSizeF() * 1.8)
        large.setBold(True)
        words = QFont(self.font())
        words.setPointSizeF(words.pointSizeF() * 1.15)
        warning = QColor(current().attention) if self._trouble and not self.is_loud else ink
        large, words = (
            fitting(font, text, place.width()) for font, text in ((large, number), (words, sentence))
        )
        lines = [(number, large, ink), (sentence, words, warning)]
        drawn = [(text, font, pen, QFontMetricsF(font)) for text, font, pen in lines if text]
        top = (self.height() - sum(metrics.height() for *_, metrics in drawn)) / 2
        for text, font, pen, metrics in drawn:
            painter.setFont(font)
            painter.setPen(pen)
            row = QRectF(place.x(), top, place.width(), metrics.height())
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(row, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, cut)
            top += metrics.height()

    def _end(self) -> int:
        """Where the room for words ends, counted from the leading edge."""
        sizes = Sizes.of(self.font())
        return self.width() - self.typed.sizeHint().width() - sizes.gap - sizes.pad


def fitting(font: QFont, text: str, room: float) -> QFont:
    """The font, as much smaller as the text needs to have room, and no smaller than half as large."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed <= room:
        return font
    smaller = QFont(font)
    # A little less than reckoned: glyphs do not shrink by whole pixels.
    smaller.setPointSizeF(font.pointSizeF() * max(LEAST_SHARE, 0.98 * room / needed))
    return smaller
