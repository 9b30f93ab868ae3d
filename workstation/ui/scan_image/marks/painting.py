"""Paints marks over an image in pixels of the screen: lines as thin and words as large at every scale."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from workstation.domain.mark import ARROW, POLYGON, TEXT
from workstation.ui.scan_image.marks.shapes import LINES, Point, Points, handles_of, outline_of

# White on a dark edge is seen on every material, open beam and what is too dense; detections are magenta.
INK: Final = QColor("#ffffff")
EDGE: Final = QColor(0, 0, 0, 190)
OPEN_INK: Final = QColor("#ffcb6b")
"""What is linked to nothing yet; its words say so too."""
MEASURE_INK: Final = QColor("#7dffea")
PLATE: Final = QColor(10, 12, 16, 225)
HANDLE: Final = 8.0
"""Logical pixels of the edge of a handle."""
ARROW_HEAD: Final = 14.0
TEXT_CROSS: Final = 7.0
PICKED_BEYOND: Final = 5.0
"""Logical pixels by which the frame around a picked detection lies outside of it."""

ToView = Callable[[Point], QPointF]


class Drawn(msgspec.Struct, frozen=True):
    """One form as it is painted. `sure` is a whole line: it is kept; else it is dashed. What is `told` was
    drawn before, for another decision or at another bench: a thin line, nothing to be got hold of.
    """

    form: str
    points: Points
    label: str = ""
    sure: bool = True
    picked: bool = False
    is_open: bool = False
    measures: bool = False
    told: bool = False

    @property
    def ink(self) -> QColor:
        """The colour of its lines and words."""
        if self.measures:
            return MEASURE_INK
        return OPEN_INK if self.is_open else INK


class Said(msgspec.Struct, frozen=True):
    """What is said of a detection: the outline of the detection, the words under it."""

    outline: Points
    words: str = ""
    picked: bool = False


class Content(msgspec.Struct, frozen=True):
    """All that lies over one image; `note` stands at the foot of the view, before all other words."""

    drawn: tuple[Drawn, ...] = ()
    said: tuple[Said, ...] = ()
    note: str = ""


def paint(painter: QPainter, content: Content, to_view: ToView, area: QRectF) -> None:
    """Paint forms first, then words, so that no line crosses a word. `area` is what is seen of the view."""
    plates: list[QRectF] = []
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for said in content.said:
        if said.picked:
            _paint_frame(painter, said, to_view)
    for drawn in content.drawn:
        _paint_form(painter, drawn, to_view)
    if content.note:
        plate = _plate(painter, content.note, area)
        plate.moveBottomLeft(area.bottomLeft() + QPointF(6, -6))
        _paint_words(painter, content.note, plate, OPEN_INK, area, plates)
    for drawn in content.drawn:
        bounds = _bounds(drawn.points, to_view)
        if drawn.label and bounds.adjusted(-1, -1, 1, 1).intersects(area):
            plate = _plate(painter, drawn.label, area)
            plate.moveBottomRight(bounds.topRight() - QPointF(0, 4))
            _paint_words(painter, drawn.label, plate, drawn.ink, area, plates)
    for said in content.said:
        bounds = _bounds(said.outline, to_view)
        if said.words and bounds.intersects(area):
            plate = _plate(painter, said.words, area)
            plate.moveTopLeft(bounds.bottomLeft() + QPointF(0, 4))
            _paint_words(painter, said.words, plate, INK, area, plates)


def _bounds(points: Iterable[Point], to_view: ToView) -> QRectF:
    return QPolygonF([to_view(point) for point in points]).boundingRect()


def _pens(drawn: Drawn) -> tuple[QPen, QPen]:
    """The dark edge below, and the ink over it."""
    width = 3.0 if drawn.picked else 2.0
    style = Qt.PenStyle.SolidLine if drawn.sure else Qt.PenStyle.DashLine
    if drawn.told:
        width, style = 1.5, Qt.PenStyle.DashDotLine
    edge, ink = QPen(EDGE, width + 2.5), QPen(drawn.ink, width, style)
    for pen in (edge, ink):
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return edge, ink


def _paint_form(painter: QPainter, drawn: Drawn, to_view: ToView) -> None:
    outline = [to_view(point) for point in outline_of(drawn.form, drawn.points)]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in _pens(drawn):
        painter.setPen(pen)
        if drawn.form in LINES:
            painter.drawPolyline(outline)
            if drawn.form == ARROW:
                painter.drawPolyline(_arrow_head(outline))
        elif drawn.form == TEXT or len(outline) < 2:
            _paint_cross(painter, outline[0])
        elif drawn.form == POLYGON and not drawn.sure:
            painter.drawPolyline(outline)
        else:
            painter.drawPolygon(outline)
    if drawn.picked or not drawn.sure:
        _paint_handles(painter, drawn, to_view)


def _arrow_head(line: Sequence[QPointF]) -> QPolygonF:
    tail, head = line[0], line[-1]
    along = tail - head
    length = max((along.x() ** 2 + along.y() ** 2) ** 0.5, 1e-6)
    back = along * (ARROW_HEAD / length)
    aside = QPointF(-back.y(), back.x()) * 0.5
    return QPolygonF([head + back + aside, head, head + back - aside])


def _paint_cross(painter: QPainter, at: QPointF) -> None:
    painter.drawLine(at - QPointF(TEXT_CROSS, 0), at + QPointF(TEXT_CROSS, 0))
    painter.drawLine(at - QPointF(0, TEXT_CROSS), at + QPointF(0, TEXT_CROSS))


def _paint_handles(painter: QPainter, drawn: Drawn, to_view: ToView) -> None:
    painter.setPen(QPen(EDGE, 1.5))
    painter.setBrush(drawn.ink)
    for handle in handles_of(drawn.form, drawn.points):
        square = QRectF(0, 0, HANDLE, HANDLE)
        square.moveCenter(to_view(handle))
        painter.drawRect(square)


def _paint_frame(painter: QPainter, said: Said, to_view: ToView) -> None:
    beyond = PICKED_BEYOND
    frame = _bounds(said.outline, to_view).adjusted(-beyond, -beyond, beyond, beyond)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(EDGE, 4.5), QPen(INK, 2, Qt.PenStyle.DashLine)):
        painter.setPen(pen)
        painter.drawRect(frame)


def _plate(painter: QPainter, words: str, area: QRectF) -> QRectF:
    """The ground of words, never wider than what is seen."""
    metrics = QFontMetricsF(painter.font())
    width = min(metrics.horizontalAdvance(words), max(60.0, area.width() - 16))
    return QRectF(0, 0, width + 10, metrics.height() + 4)


def _paint_words(
    painter: QPainter, words: str, plate: QRectF, ink: QColor, area: QRectF, taken: list[QRectF]
) -> None:
    """Words on a plate, which goes inside of what is seen and below every other plate that it meets."""
    plate.moveLeft(
        min(max(plate.left(), area.left() + 2), max(area.left() + 2, area.right() - plate.width() - 2))
    )
    plate.moveTop(min(max(plate.top(), area.top() + 2), area.bottom() - plate.height() - 2))
    for other in taken:
        if plate.intersects(other):
            plate.moveTop(other.bottom() + 2)
    taken.append(plate)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(PLATE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setPen(ink)
    cut = QFontMetricsF(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, plate.width() - 9)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, cut)
