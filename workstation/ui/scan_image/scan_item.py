"""What lies in the box of a pane: the image, the detections over it, and its title."""

from collections.abc import Callable
from typing import Final

import pyqtgraph
from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from workstation.ui.scan_image.drawing import Drawing
from workstation.ui.scan_image.loading import Ready
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.tools import ViewTools

STILL_AFTER_MS: Final = 80
"""So long after its last move an image is still, and is drawn as well as it can be."""
DETECTIONS_AT, MARKS_AT, OVER_ALL_AT = 10.0, 20.0, 1000.0
"""What lies over what in a box: the image at 0, detections, the officer's marks, the title."""
EVERYWHERE: Final = QRectF(-1e6, -1e6, 2e6, 2e6)
"""Larger than any image, in its pixels."""


class ScanItem(pyqtgraph.GraphicsObject):
    """One image: paints the part that is seen, on the screen's own pixels, by whoever looks.

    While it moves each pixel is the nearest one; when it has been still for a moment they are blended.
    `painted` is told each time after it was painted.
    """

    def __init__(self, tools: ViewTools, looking: Looking, painted: Callable[[], None]) -> None:
        super().__init__()
        self._image: Ready | None = None
        self._drawing = Drawing(tools, looking)
        self._painted = painted
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_AFTER_MS)
        self._still.timeout.connect(self.update)

    def show_image(self, image: Ready | None) -> None:
        """Another image, or none."""
        if image is not self._image:
            self.prepareGeometryChange()
            self._image = image
            self._drawing.forget()
            self._still.stop()
        self.update()

    def move_on(self) -> None:
        """The image moves: what matters now is that it follows."""
        self._still.start()
        self.update()

    def boundingRect(self) -> QRectF:
        """All of the image, in its pixels."""
        width, height = self._image.size if self._image is not None else (0, 0)
        return QRectF(0, 0, width, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint what is seen of it."""
        if self._image is None or widget is None:
            return
        ratio = widget.devicePixelRatioF()
        painter.save()
        painter.setWorldTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
        self._drawing.paint(painter, self._image, ratio, quick=self._still.isActive())
        painter.restore()
        self._painted()


class OverItem(QGraphicsItem):
    """Something that lies over the image and is painted in the view's logical pixels, whole each time. The
    mouse does not find it.
    """

    def __init__(self, paint: Callable[[QPainter, QRectF], None], height: float) -> None:
        super().__init__()
        self._paint = paint
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Wherever one looks."""
        return EVERYWHERE

    def shape(self) -> QPainterPath:
        """Nothing of it is to be got hold of."""
        return QPainterPath()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint it over the whole view."""
        if widget is None:
            return
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setFont(widget.font())
        self._paint(painter, QRectF(widget.rect()))
        painter.restore()
