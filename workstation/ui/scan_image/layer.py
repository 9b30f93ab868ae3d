"""The layer of detections: what algorithms believe to see, drawn over an image and never into it."""

from collections.abc import Collection, Iterable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from workstation.domain.consignment import Detection
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, shown
from workstation.ui.scan_image.looking import Looking

# No material is painted in this colour (imaging/palette.py), and both its edges show on white and on black.
INK: Final = QColor("#ff3df0")
PLATE: Final = QColor(20, 0, 24, 225)
LETTERS: Final = QColor("#ffe6fd")
PENS: Final = (QPen(QColor(0, 0, 0, 170), 4), QPen(INK, 2))
"""The dark edge, and the ink over it."""
CLEARED_PENS: Final = (QPen(QColor(0, 0, 0, 120), 2), QPen(INK, 1, Qt.PenStyle.DotLine))
MOST: Final = 200
"""Detections drawn on one image: more would hide it."""


def words_of(detection: Detection) -> str:
    """Kind and confidence of a detection; of no confidence nothing was told."""
    kind = shown(detection.words or detection.kind, 60)
    if not detection.confidence:
        return kind
    return f"{kind} {isolated(formats.percent(detection.confidence))}".strip()


def shape_of(detection: Detection) -> QPolygonF | None:
    """The outline on the image: its polygon, else its box; none if it names no place."""
    if len(detection.polygon) >= 3:
        return QPolygonF([QPointF(x, y) for x, y in detection.polygon[:400]])
    if detection.box is not None:
        return QPolygonF(QRectF(*(float(edge) for edge in detection.box)))
    return None


def paint_detections(
    painter: QPainter,
    detections: Iterable[Detection],
    looking: Looking,
    area: QRectF,
    kept_free: QRectF | None = None,
    cleared: Collection[str] = (),
) -> None:
    """Draw outlines first, then their labels, so that no outline crosses a label. None lies on `kept_free`,
    where other words stand. Those with ids in `cleared` step back: a thin dotted line and no label.
    """
    labels: list[tuple[QRectF, str]] = []
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for detection in list(detections)[:MOST]:
        shape = shape_of(detection)
        if shape is None:
            continue
        outline = QPolygonF([looking.to_view(point) for point in shape.toList()])
        bounds = outline.boundingRect()
        if not bounds.intersects(area):
            continue
        is_cleared = bool(detection.id) and detection.id in cleared
        for pen in CLEARED_PENS if is_cleared else PENS:
            painter.setPen(pen)
            painter.drawPolygon(outline)
        if not is_cleared:
            labels.append((bounds, words_of(detection)))
    _paint_labels(painter, labels, area, [kept_free] if kept_free is not None else [])
    painter.restore()


def _paint_labels(
    painter: QPainter, labels: Iterable[tuple[QRectF, str]], area: QRectF, taken: list[QRectF]
) -> None:
    metrics = QFontMetricsF(painter.font())
    for bounds, label in labels:
        words = metrics.elidedText(label, Qt.TextElideMode.ElideMiddle, max(60.0, area.width() - 16))
        plate = QRectF(0, 0, metrics.horizontalAdvance(words) + 10, metrics.height() + 4)
        plate.moveBottomLeft(bounds.topLeft() - QPointF(0, 2))
        if plate.top() < area.top():
            plate.moveTop(min(bounds.bottom() + 2, area.bottom() - plate.height()))
        plate.moveLeft(
            min(max(plate.left(), area.left() + 2), max(area.left() + 2, area.right() - plate.width() - 2))
        )
        for other in taken:
            if plate.intersects(other):
                plate.moveTop(other.bottom() + 2)
        taken.append(plate)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(PLATE)
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(LETTERS)
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
