"""The place where an image is seen: pyqtgraph's view and box, without its menus and with our mouse.

Whoever imports this imports pyqtgraph, which takes some time: the panes do so when the first image is there,
and an image thread has done it by then (`loading.py`).
"""

from typing import Any, Final

import pyqtgraph
from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from workstation.ui.theme import current

_BUTTONS: Final = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
# Qt hands on the newest move alone where many wait; what is thrown away beyond that may be the last one.
pyqtgraph.setConfigOption("mouseRateLimit", 0)

MOVES_FROM: Final = 2
"""Logical pixels from which on a press that moves is a drag and no click."""


class Drag(Struct, frozen=True):
    """One step of a drag that no layer took: places in the view's logical pixels."""

    button: Qt.MouseButton
    shifted: bool
    begins: bool
    ends: bool
    by: QPointF
    """Since the step before."""
    from_start: QPointF


class ImageBox(pyqtgraph.ViewBox):
    """What is seen, in pixels of the image, with x to the right and y down. It goes where the pane says: the
    box itself has no menu, no modes of the mouse, and no range of its own choice.

    Signals:
        dragged: a `Drag`.
        wheeled: notches of the wheel, and where.
        double_clicked: where.
    """

    dragged = Signal(object)
    wheeled = Signal(float, QPointF)
    double_clicked = Signal(QPointF)

    def __init__(self) -> None:
        super().__init__(
            lockAspect=1.0, enableMouse=False, invertY=True, enableMenu=False, defaultPadding=0.0
        )
        self.disableAutoRange()
        self.pressed_with = Qt.KeyboardModifier.NoModifier

    def look_at(self, part: QRectF) -> None:
        """See this part of the image, in its pixels."""
        self.setRange(part, padding=0, disableAutoRange=False)
        # At once: what changes in the midst of painting would be painted twice.
        self.updateMatrix()

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """Nobody above takes the drag."""
        if event.button() not in _BUTTONS:
            event.ignore()
            return
        event.accept()
        step = Drag(
            button=event.button(),
            shifted=bool(self.pressed_with & Qt.KeyboardModifier.ShiftModifier),
            begins=event.isStart(),
            ends=event.isFinish(),
            by=QPointF(event.scenePos() - event.lastScenePos()),
            from_start=QPointF(event.scenePos() - event.buttonDownScenePos()),
        )
        self.dragged.emit(step)

    def mouseClickEvent(self, event: Any) -> None:
        """A double click; a single one is nobody's."""
        if event.double() and event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.double_clicked.emit(QPointF(event.scenePos()))

    def wheelEvent(self, event: Any, axis: int | None = None) -> None:
        """Zoom at the pointer."""
        event.accept()
        if event.delta():
            self.wheeled.emit(event.delta() / 120, event.scenePos())


class ImageView(pyqtgraph.GraphicsView):
    """A view that holds one box and nothing around it. Keys go to the screen, as they do from a pane.

    `covered` is what the image surely paints over, in logical pixels.

    Signals:
        left: the pointer is no longer over it.
    """

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, background=None)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Places are the same in every direction of reading; the words on the image turn by themselves.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.scene().setMoveDistance(MOVES_FROM)
        self.covered = QRect()
        self.box = ImageBox()
        self.setCentralItem(self.box)

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """The ground in the colours of the theme, where no image covers it."""
        free = QRegion(rect.toAlignedRect()).subtracted(QRegion(self.covered))
        painter.save()
        painter.setClipRegion(free, Qt.ClipOperation.IntersectClip)
        painter.fillRect(rect, current().color("field"))
        painter.restore()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        super().leaveEvent(event)
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what was held when it began: a drag goes on as it has begun."""
        self.box.pressed_with = event.modifiers()
        super().mousePressEvent(event)
