"""A magnifier over the image: a piece of it, larger, while the space bar is held."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from workstation.ui.scan_image.drawing import Drawing
from workstation.ui.scan_image.loading import Ready
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.theme import current

SIDE: Final = 240.0
"""Logical pixels of an edge."""
TIMES: Final = 3.0
"""How much larger than around it."""
AT_LEAST: Final = 2.0
"""Screen pixels for each of the image's: less would show nothing that 1:1 does not."""


class Magnifier:
    """Paints what lies at a point of the view, larger, around that point."""

    def __init__(self, tools: ViewTools, looking: Looking) -> None:
        self._looking = looking
        self._closer = Looking()
        self._closer.set_view(QSizeF(SIDE, SIDE))
        self._drawing = Drawing(tools, self._closer)

    def forget(self) -> None:
        """Nothing of it is shown any more."""
        self._drawing.forget()

    def paint(self, painter: QPainter, image: Ready, at: QPointF, ratio: float) -> None:
        """Paint it; the painter counts in the view's logical pixels, of which each is `ratio` of the
        screen's.
        """
        self._closer.set_image(*image.size)
        scale = max(self._looking.scale * TIMES, AT_LEAST / ratio)
        self._closer.look_at(self._looking.to_image(at), scale)
        # On whole pixels of the screen, as all that is painted pixel by pixel.
        corner = QPointF(round((at.x() - SIDE / 2) * ratio), round((at.y() - SIDE / 2) * ratio))
        place = QRectF(corner / ratio, QSizeF(SIDE, SIDE))
        painter.fillRect(place, current().color("field"))
        painter.save()
        painter.setClipRect(place)
        painter.setWorldTransform(
            QTransform.fromTranslate(corner.x(), corner.y()) * QTransform.fromScale(1 / ratio, 1 / ratio)
        )
        self._drawing.paint(painter, image, ratio, quick=False)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(current().color("strong_line"), 2))
        painter.drawRect(place)
