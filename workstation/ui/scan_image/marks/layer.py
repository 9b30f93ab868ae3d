"""The layer of marks in a view: paints them over the image, and takes the mouse for what is in the hand.

It lies in pyqtgraph's ViewBox in pixels of the image, as pyqtgraph's own regions do. Those are not used: each
of them is several items, says nothing to a keyboard, and knows no form that is not kept yet.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from workstation.ui.scan_image.marks.painting import Content, paint
from workstation.ui.scan_image.marks.shapes import Point

BEYOND: Final = 1.0
"""How far around the image, in its own size, words and handles of marks may lie."""
_LEFT: Final = Qt.MouseButton.LeftButton


class MarksLayer(QGraphicsObject):
    """All marks of one view. It hears the mouse by the events of pyqtgraph's scene, which it never imports.

    `wants_drag` and `wants_click` say whether what begins at a place is for the marks; all else moves the
    image. Places are in pixels of the image.

    Signals:
        drag_began(x, y): the left button was pressed here, and moved.
        dragged(x, y, ends): it goes on, or ends.
        clicked(x, y, twice): the left button was pressed and let go.
        hovered(x, y): the mouse moves with no button pressed.
    """

    drag_began = Signal(float, float)
    dragged = Signal(float, float, bool)
    clicked = Signal(float, float, bool)
    hovered = Signal(float, float)

    def __init__(self, wants_drag: Callable[[Point], bool], wants_click: Callable[[Point], bool]) -> None:
        super().__init__()
        self._wants_drag, self._wants_click = wants_drag, wants_click
        self._content = Content()
        self._size = (1, 1)
        self._is_dragging = False

    @property
    def content(self) -> Content:
        """What is painted."""
        return self._content

    def show_content(self, content: Content, size: tuple[int, int]) -> None:
        """Paint this over an image with so many columns and rows."""
        if size != self._size:
            self.prepareGeometryChange()
            self._size = size
        if content != self._content:
            self._content = content
            self.update()

    def boundingRect(self) -> QRectF:
        """The image, and as much again around it."""
        width, height = self._size
        return QRectF(-BEYOND * width, -BEYOND * height, width * (1 + 2 * BEYOND), height * (1 + 2 * BEYOND))

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """In the view's own pixels, so that no line grows with the image."""
        if widget is None:
            return
        to_view = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        painter.setFont(widget.font())

        def placed(at: Point) -> QPointF:
            return to_view.map(QPointF(*at))

        paint(painter, self._content, placed, QRectF(widget.rect()))
        painter.restore()

    # --- what pyqtgraph's scene asks of an item -------------------------------------------------------------
    # The scene takes whatever is raised in these: they only ask and tell, and the signals' slots do the work.

    def mouseDragEvent(self, event: Any) -> None:
        """A drag that the marks do not want moves the image, or its window."""
        if event.button() != _LEFT:
            event.ignore()
            return
        if event.isStart():
            start = _place(event.buttonDownPos())
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._is_dragging = not is_shifted and self._wants_drag(start)
            if self._is_dragging:
                self.drag_began.emit(*start)
        if not self._is_dragging:
            event.ignore()
            return
        event.accept()
        self.dragged.emit(*_place(event.pos()), event.isFinish())

    def mouseClickEvent(self, event: Any) -> None:
        """A click that the marks do not want is the image's."""
        at = _place(event.pos())
        if event.button() != _LEFT or not self._wants_click(at):
            event.ignore()
            return
        event.accept()
        self.clicked.emit(*at, event.double())

    def hoverEvent(self, event: Any) -> None:
        """The mouse moves over the view."""
        if not event.isExit():
            self.hovered.emit(*_place(event.pos()))


def _place(at: Any) -> Point:
    return float(at.x()), float(at.y())
