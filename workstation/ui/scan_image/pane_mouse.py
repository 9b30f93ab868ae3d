"""What the mouse does to the image of a pane, where no layer over it wants the mouse."""

from typing import Final, Protocol

from PySide6.QtCore import QPointF, Qt

from workstation.imaging.appearance import Window, preset
from workstation.ui.scan_image.image_view import Drag, ImageBox
from workstation.ui.scan_image.loading import Ready, ReadyImage
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.tools import ViewTools

WHEEL_STEP: Final = 1.2
"""How much larger one notch of the wheel makes the image."""
DRAG_SPAN: Final = 300.0
"""Logical pixels of a window-and-level drag that move the level by a whole width, or double the width."""
WHOLE_RANGE: Final = preset(1)
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Grabbed(Protocol):
    """What the mouse does something to: a pane."""

    looking: Looking

    @property
    def image(self) -> Ready | None:
        """The image that is shown."""

    @property
    def scan(self) -> ReadyImage | None:
        """The same, where it has a window."""

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller."""

    def move_image(self, by: QPointF) -> None:
        """Elsewhere."""

    def fit(self) -> None:
        """The whole."""

    def show_one_to_one(self, at: QPointF | None = None) -> None:
        """One image pixel on one of the screen's."""

    def setCursor(self, cursor: Qt.CursorShape, /) -> None:
        """What the pointer looks like."""

    def unsetCursor(self) -> None:
        """As anywhere."""


class PaneMouse:
    """The left button moves the image, the right one (or Shift and the left) drags the window; the wheel
    zooms at the pointer; a double click shows the whole, or 1:1.
    """

    def __init__(self, pane: Grabbed, tools: ViewTools, box: ImageBox) -> None:
        self._pane, self._tools = pane, tools
        self._grabbed: tuple[Qt.MouseButton, Window] | None = None
        box.dragged.connect(self._drag)
        box.wheeled.connect(self._wheel)
        box.double_clicked.connect(self._double_click)

    def let_go(self) -> None:
        """The image is gone: the rest of a drag means nothing to the next one."""
        self._grabbed = None
        self._pane.unsetCursor()

    def _wheel(self, notches: float, at: QPointF) -> None:
        self._pane.zoom(WHEEL_STEP**notches, at)

    def _drag(self, step: Drag) -> None:
        if step.begins and self._pane.image is not None:
            self._grab(step)
        if self._grabbed is None:
            return
        button, window = self._grabbed
        if button == _LEFT:
            self._pane.move_image(step.by)
        else:
            by = step.from_start
            self._tools.drag_window(window, by.y() / DRAG_SPAN, 2 ** (by.x() / DRAG_SPAN) - 1)
        if step.ends:
            self.let_go()

    def _grab(self, step: Drag) -> None:
        scan = self._pane.scan
        # A photograph has no window to be dragged: every button moves it.
        button = _RIGHT if scan is not None and (step.button == _RIGHT or step.shifted) else _LEFT
        self._grabbed = (button, self._tools.window_for(scan) if scan is not None else WHOLE_RANGE)
        is_moving = button == _LEFT
        self._pane.setCursor(Qt.CursorShape.ClosedHandCursor if is_moving else Qt.CursorShape.SizeAllCursor)

    def _double_click(self, at: QPointF) -> None:
        if self._pane.image is None:
            return
        if self._pane.looking.fits:
            self._pane.show_one_to_one(at)
        else:
            self._pane.fit()
