"""Marks for lanes and standings: told by letter or sign and by shape as well as by colour."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.ui.parts.words import act_word, lane_letter, lane_word, standing_word
from workstation.ui.theme import Sizes, current

LANE_SHAPES: Final = {"red": "diamond", "yellow": "triangle", "blue": "square", "green": "circle"}


def paint_lane(painter: QPainter, place: QRectF, lane: str) -> None:
    """Draw a lane's mark as large as fits into the middle of `place`: diamond, triangle, square or circle,
    with its letter.

    An unknown lane is a hexagon with a question mark; no lane at all draws nothing.
    """
    if not lane:
        return
    mark = current().lane(lane)
    side = min(place.width(), place.height())
    box = QRectF(0, 0, side, side)
    box.moveCenter(place.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mark.fill))
    letter_box = _draw_shape(painter, LANE_SHAPES.get(lane, "hexagon"), box)
    font = QFont(painter.font())
    font.setPixelSize(max(7, round(side * 0.46)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(mark.ink))
    painter.drawText(letter_box, Qt.AlignmentFlag.AlignCenter, lane_letter(lane))
    painter.restore()


def _draw_shape(painter: QPainter, shape: str, box: QRectF) -> QRectF:
    """Draw the shape into the box; gives where the letter goes."""
    x, y, side = box.x(), box.y(), box.width()
    if shape == "circle":
        painter.drawEllipse(box.adjusted(side * 0.04, side * 0.04, -side * 0.04, -side * 0.04))
    elif shape == "square":
        painter.drawRect(box.adjusted(side * 0.09, side * 0.09, -side * 0.09, -side * 0.09))
    elif shape == "triangle":
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x + side / 2, y), QPointF(x + side, y + side * 0.93), QPointF(x, y + side * 0.93)]
            )
        )
        return box.translated(0, side * 0.14)
    elif shape == "diamond":
        middle = box.center()
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(middle.x(), y),
                    QPointF(x + side, middle.y()),
                    QPointF(middle.x(), y + side),
                    QPointF(x, middle.y()),
                ]
            )
        )
    else:
        quarter = side / 4
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x + quarter, y),
                    QPointF(x + 3 * quarter, y),
                    QPointF(x + side, y + side / 2),
                    QPointF(x + 3 * quarter, y + side),
                    QPointF(x + quarter, y + side),
                    QPointF(x, y + side / 2),
                ]
            )
        )
    return box


def paint_standing_sign(painter: QPainter, box: QRectF, standing: str, ink: QColor) -> None:
    """Draw the sign of a standing: a filled square (seized), two bars (held), a ring (undecided), a tick
    (released); or of a state of what is undecided: a broken ring (not presented), a cross (not declared).
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = box.width()
    if standing == "seized":
        painter.fillRect(box.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1), ink)
    elif standing == "held":
        for left in (0.16, 0.58):
            painter.fillRect(
                QRectF(box.x() + side * left, box.y() + side * 0.08, side * 0.26, side * 0.84), ink
            )
    elif standing == "released":
        painter.setPen(
            QPen(
                ink,
                max(1.6, side * 0.17),
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        points = [(0.08, 0.55), (0.38, 0.85), (0.94, 0.16)]
        painter.drawPolyline(QPolygonF([QPointF(box.x() + side * x, box.y() + side * y) for x, y in points]))
    elif standing == "not_declared":
        painter.setPen(QPen(ink, max(1.6, side * 0.17)))
        for ends in (((0.16, 0.16), (0.84, 0.84)), ((0.84, 0.16), (0.16, 0.84))):
            start, end = (QPointF(box.x() + side * x, box.y() + side * y) for x, y in ends)
            painter.drawLine(start, end)
    else:
        style = Qt.PenStyle.DotLine if standing == "not_presented" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, max(1.4, side * 0.14), style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(side * 0.14, side * 0.14, -side * 0.14, -side * 0.14))
    painter.restore()


def paint_person_sign(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Draw the sign of somebody else who has it open: head and shoulders."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    side = box.width()
    painter.drawEllipse(QRectF(box.x() + side * 0.29, box.y() + side * 0.04, side * 0.42, side * 0.42))
    shoulders = QRectF(box.x() + side * 0.08, box.y() + side * 0.54, side * 0.84, side * 0.84)
    painter.setClipRect(box)
    painter.drawEllipse(shoulders)
    painter.restore()


def paint_waiting_sign(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Draw the sign of an act that waits for the central service: an arrow up to a line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = box.width()
    painter.setPen(
        QPen(
            ink,
            max(1.4, side * 0.13),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )

    def at(x: float, y: float) -> QPointF:
        return QPointF(box.x() + side * x, box.y() + side * y)

    painter.drawLine(at(0.14, 0.08), at(0.86, 0.08))
    painter.drawLine(at(0.5, 0.3), at(0.5, 0.95))
    painter.drawPolyline(QPolygonF([at(0.2, 0.58), at(0.5, 0.28), at(0.8, 0.58)]))
    painter.restore()


class LaneBadge(QWidget):
    """A lane's mark with its word beside it; told to assistive tools as the word."""

    def __init__(self, lane: str = "", parent: QWidget | None = None, *, with_word: bool = True) -> None:
        super().__init__(parent)
        self._lane = ""
        self._with_word = with_word
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_lane(lane)

    def set_lane(self, lane: str) -> None:
        """Show this lane; an empty one shows nothing."""
        if lane == self._lane:
            return
        self._lane = lane
        self.setAccessibleName(self.tr("lane {lane}").format(lane=lane_word(lane)) if lane else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The mark, and the word if it is wanted."""
        metrics, sizes = QFontMetricsF(self.font()), Sizes.of(self.font())
        side = round(sizes.em * 1.5)
        word = round(metrics.horizontalAdvance(lane_word(self._lane))) + sizes.gap if self._with_word else 0
        return QSize(side + word + 1, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark on the leading side and the word after it."""
        painter = QPainter(self)
        side = float(self.height())
        mirrored = self.isRightToLeft()
        place = QRectF(self.width() - side if mirrored else 0, 0, side, side)
        paint_lane(painter, place, self._lane)
        if self._with_word and self._lane:
            gap = Sizes.of(self.font()).gap
            words = QRectF(self.rect()).adjusted(
                0 if mirrored else side + gap, 0, -side - gap if mirrored else 0, 0
            )
            painter.setPen(current().color("text"))
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, lane_word(self._lane)
            )


class StandingBadge(QWidget):
    """Where something stands, as a filled mark with sign and word; beside it what is recorded here but not
    yet acknowledged.
    """

    def __init__(self, standing: str = "", pending: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing, self._pending, self._counts = "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_standing(standing, pending)

    def set_standing(self, standing: str, pending: str = "", counts: str = "") -> None:
        """Show a standing; `pending` is the kind of the newest act that still waits, `counts` words for a
        mixed standing.
        """
        if (standing, pending, counts) == (self._standing, self._pending, self._counts):
            return
        self._standing, self._pending, self._counts = standing, pending, counts
        spoken = " ".join(part for part in (standing_word(standing), counts, self._pending_words()) if part)
        self.setAccessibleName(spoken if standing else "")
        self.updateGeometry()
        self.update()

    def _pending_words(self) -> str:
        return self.tr("{act} waiting").format(act=act_word(self._pending)) if self._pending else ""

    def _mark_words(self) -> str:
        return " ".join(part for part in (standing_word(self._standing), self._counts) if part)

    def sizeHint(self) -> QSize:
        """Sign, word, and the waiting act if there is one."""
        metrics, em = QFontMetricsF(self._bold()), Sizes.of(self.font()).em
        width = metrics.horizontalAdvance(self._mark_words()) + em * 2.2
        if self._pending:
            width += QFontMetricsF(self.font()).horizontalAdvance(self._pending_words()) + em * 1.6
        return QSize(round(width) if self._standing else 0, round(em * 1.5))

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark on the leading side, what waits after it."""
        if not self._standing:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, em, mark = current(), Sizes.of(self.font()).em, current().standing(self._standing)
        width = QFontMetricsF(self._bold()).horizontalAdvance(self._mark_words()) + em * 2.0
        mirrored = self.isRightToLeft()
        body = QRectF(self.width() - width - 0.5 if mirrored else 0.5, 0.5, width, self.height() - 1.0)
        painter.setPen(QPen(QColor(mark.fill if self._standing != "undecided" else theme.strong_line), 1))
        painter.setBrush(QColor(mark.fill))
        painter.drawRoundedRect(body, 4, 4)
        ink, sign = QColor(mark.ink), em * 0.72
        sign_x = body.right() - em * 0.45 - sign if mirrored else body.left() + em * 0.45
        paint_standing_sign(
            painter, QRectF(sign_x, body.center().y() - sign / 2, sign, sign), self._standing, ink
        )
        words = (
            body.adjusted(em * 0.4, 0, -em * 1.4, 0) if mirrored else body.adjusted(em * 1.4, 0, -em * 0.4, 0)
        )
        painter.setFont(self._bold())
        painter.setPen(ink)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._mark_words())
        if self._pending:
            self._paint_pending(painter, body, mirrored)

    def _paint_pending(self, painter: QPainter, body: QRectF, mirrored: bool) -> None:
        em, sign = Sizes.of(self.font()).em, Sizes.of(self.font()).em * 0.8
        ink = current().color("attention")
        x = body.left() - em * 0.5 - sign if mirrored else body.right() + em * 0.5
        paint_waiting_sign(painter, QRectF(x, body.center().y() - sign / 2, sign, sign), ink)
        rest = QRectF(self.rect())
        rest = (
            rest.adjusted(0, 0, -(self.width() - x + em * 0.3), 0)
            if mirrored
            else rest.adjusted(x + sign + em * 0.3, 0, 0, 0)
        )
        painter.setFont(self.font())
        painter.setPen(ink)
        painter.drawText(
            rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self._pending_words()
        )
