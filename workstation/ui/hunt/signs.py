"""The signs of the answers, as large as there is room: each is told from the others by its shape alone."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

STROKE: Final = 0.13
"""How thick a stroke is, as a share of the sign's side."""


def paint_sign(painter: QPainter, box: QRectF, sign: str, ink: QColor) -> None:
    """Draw the sign into the middle of `box`; one that is not known draws nothing."""
    draw = _SIGNS.get(sign)
    if draw is None:
        return
    side = min(box.width(), box.height())
    place = QRectF(0, 0, side, side)
    place.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(ink, side * STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    draw(painter, place)
    painter.restore()


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.x() + box.width() * x, box.y() + box.height() * y)


def _line(painter: QPainter, box: QRectF, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([_at(box, x, y) for x, y in points]))


def _tick(painter: QPainter, box: QRectF) -> None:
    _line(painter, box, (0.08, 0.55), (0.38, 0.85), (0.92, 0.18))


def _ticks(painter: QPainter, box: QRectF) -> None:
    _line(painter, box, (0.06, 0.58), (0.24, 0.8), (0.6, 0.24))
    _line(painter, box, (0.5, 0.72), (0.57, 0.8), (0.93, 0.24))


def _cross(painter: QPainter, box: QRectF) -> None:
    _line(painter, box, (0.14, 0.14), (0.86, 0.86))
    _line(painter, box, (0.86, 0.14), (0.14, 0.86))


def _dash(painter: QPainter, box: QRectF) -> None:
    _line(painter, box, (0.12, 0.5), (0.88, 0.5))


def _turn(painter: QPainter, box: QRectF) -> None:
    """An arrow that comes round: once more."""
    painter.drawArc(box.adjusted(*_within(box, 0.14)), 50 * 16, 280 * 16)
    _line(painter, box, (0.5, 0.26), (0.73, 0.22), (0.7, 0.0))


def _question(painter: QPainter, box: QRectF) -> None:
    _letter(painter, box, "?")


def _mark(painter: QPainter, box: QRectF) -> None:
    """A triangle with an exclamation mark."""
    _line(painter, box, (0.5, 0.08), (0.95, 0.9), (0.05, 0.9), (0.5, 0.08))
    _letter(painter, box.adjusted(0, box.height() * 0.3, 0, -box.height() * 0.12), "!")


def _place(painter: QPainter, box: QRectF) -> None:
    """An arrow down to a shelf."""
    _line(painter, box, (0.08, 0.92), (0.92, 0.92))
    _line(painter, box, (0.5, 0.06), (0.5, 0.66))
    _line(painter, box, (0.24, 0.42), (0.5, 0.68), (0.76, 0.42))


def _within(box: QRectF, share: float) -> tuple[float, float, float, float]:
    edge = box.width() * share
    return edge, edge, -edge, -edge


def _letter(painter: QPainter, box: QRectF, letter: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(box.height())))
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), letter)


_SIGNS: Final[Mapping[str, Callable[[QPainter, QRectF], None]]] = {
    "tick": _tick,
    "ticks": _ticks,
    "cross": _cross,
    "dash": _dash,
    "turn": _turn,
    "question": _question,
    "mark": _mark,
    "place": _place,
}

SIGNS: Final = frozenset(_SIGNS)
"""Every sign that can be drawn."""
