"""The image of a pane on the screen: pyqtgraph's view over the whole pane, and the items that lie in its box.

Whoever imports this imports pyqtgraph, which takes some time: the panes do so when the first image is there,
and an image thread has done it by then (`loading.py`).
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QWidget

from workstation.ui.scan_image.image_view import ImageView
from workstation.ui.scan_image.loading import Ready
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.magnifier import Magnifier
from workstation.ui.scan_image.scan_item import DETECTIONS_AT, MARKS_AT, OVER_ALL_AT, OverItem, ScanItem
from workstation.ui.scan_image.tools import ViewTools


class Viewing:
    """Follows a pane's `looking` and fills the pane while an image is shown."""

    def __init__(
        self, pane: QWidget, tools: ViewTools, looking: Looking, painted: Callable[[], None]
    ) -> None:
        self._pane, self._looking = pane, looking
        self._view = ImageView(pane)
        self.box = self._view.box
        self._item = ScanItem(tools, looking, painted)
        self.box.addItem(self._item, ignoreBounds=True)
        self.box.sigResized.connect(self._follow)
        self._magnifier = Magnifier(tools, looking)
        self._magnified: Ready | None = None
        self.pointer: QPointF | None = None
        self._view.scene().sigMouseMoved.connect(self._point)
        self._view.left.connect(self._leave)
        self.box.addItem(OverItem(self._paint_magnifier, OVER_ALL_AT + 1), ignoreBounds=True)
        self._view.hide()

    def lay_over(
        self, detections: Callable[[QPainter, QRectF], None], title: Callable[[QPainter, QRectF], None]
    ) -> None:
        """Paint these over the image: the detections below the officer's marks, the title above."""
        for paint, height in ((detections, DETECTIONS_AT), (title, OVER_ALL_AT)):
            self.box.addItem(OverItem(paint, height), ignoreBounds=True)

    def add_layer(self, item: QGraphicsItem) -> None:
        """Between the detections and the title."""
        item.setZValue(max(item.zValue(), MARKS_AT))
        self.box.addItem(item, ignoreBounds=True)

    def show_image(self, image: Ready | None) -> None:
        """Show this image, or none."""
        self._item.show_image(image)
        self.magnify(None)
        if image is not None:
            self.fill()
        self._view.setVisible(image is not None)

    def fill(self) -> None:
        """Take all of the pane."""
        self._view.setGeometry(self._pane.rect())
        self.look(moving=False)

    def look(self, *, moving: bool) -> None:
        """The pane looks at another part, or at another scale."""
        if moving:
            self._item.move_on()
        self._follow()
        self.repaint()

    def _follow(self) -> None:
        self.box.look_at(self._looking.looked_at())
        # Not its rim: where it ends within a pixel of the screen, rounding may leave that pixel free.
        self._view.covered = self._looking.place().toRect().adjusted(2, 2, -2, -2)

    def magnify(self, image: Ready | None) -> None:
        """Lay a magnifier over this image, at the pointer or else in the middle; None takes it away."""
        if self._magnified is not image:
            self._magnified = image
            if image is None:
                self._magnifier.forget()
            self.repaint()

    def _paint_magnifier(self, painter: QPainter, area: QRectF) -> None:
        if self._magnified is not None:
            at = self.pointer or area.center()
            self._magnifier.paint(painter, self._magnified, at, self._pane.devicePixelRatioF())

    def _point(self, at: QPointF) -> None:
        self.pointer = QPointF(at)
        if self._magnified is not None:
            self.repaint()

    def _leave(self) -> None:
        self.pointer = None
        if self._magnified is not None:
            self.repaint()

    def repaint(self) -> None:
        """Something of what is seen is another."""
        self._view.viewport().update()
