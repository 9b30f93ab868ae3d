"""One pane with its layer of marks: what is drawn on, what is seen of it, and how near is near."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal

from workstation.ui.scan_image.loading import ReadyImage
from workstation.ui.scan_image.marks.hand import Ground
from workstation.ui.scan_image.marks.layer import MarksLayer
from workstation.ui.scan_image.marks.painting import Content
from workstation.ui.scan_image.marks.shapes import Extent, Point
from workstation.ui.scan_image.pane import ViewPane

REACH: Final = 9.0
"""Logical pixels within which a line or a handle is got hold of."""


class MarkedView(QObject):
    """Lays the layer into the pane when it shows its first image: until then there is nothing to lie in.

    Signals:
        image_changed(): the pane shows another image.
        drag_began(view, place), dragged(view, place, ends), clicked(view, place, twice),
        hovered(view, place): what the mouse does, in pixels of the image.
    """

    image_changed = Signal()
    drag_began = Signal(object, object)
    dragged = Signal(object, object, bool)
    clicked = Signal(object, object, bool)
    hovered = Signal(object, object)

    def __init__(
        self,
        pane: ViewPane,
        wants_drag: Callable[["MarkedView", Point], bool],
        wants_click: Callable[["MarkedView", Point], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._wants_drag, self._wants_click = wants_drag, wants_click
        self.layer: MarksLayer | None = None
        self._ground: Ground | None = None
        pane.zoomed.connect(self._look)

    @property
    def ground(self) -> Ground | None:
        """The image that is drawn on; none where the pane shows none."""
        image = self._pane.image
        return Ground(image.sha256, image.view, image.size) if image is not None else None

    @property
    def is_seen(self) -> bool:
        """Whether there is an image, and it is on the screen."""
        return self._pane.image is not None and not self._pane.isHidden()

    @property
    def scan(self) -> ReadyImage | None:
        """The scan image; a photograph is none."""
        return self._pane.scan

    @property
    def reach(self) -> float:
        """How far a place may be from what it hits, in pixels of the image."""
        return REACH / max(self._pane.looking.scale, 1e-6)

    def seen(self) -> Extent:
        """The part of the image that is on the screen."""
        part = self._pane.looking.visible()
        return part.x(), part.y(), part.width(), part.height()

    def show_content(self, content: Content) -> None:
        """Paint this over the image."""
        ground = self._ground = self.ground
        if self.layer is not None:
            self.layer.show_content(*((content, ground.size) if ground is not None else (Content(), (1, 1))))

    def show_cleared(self, detections: frozenset[str]) -> None:
        """Let these detections of the image, by their ids within it, step back."""
        self._pane.show_cleared(detections)

    def _look(self) -> None:
        """Told with every step of a move: only another image is news."""
        ground = self.ground
        if ground != self._ground:
            self._ground = ground
            if ground is not None and self.layer is None:
                self._lay()
            self.image_changed.emit()

    def _lay(self) -> None:
        self.layer = layer = MarksLayer(self._drags, self._clicks)
        layer.drag_began.connect(self._drag_began)
        layer.dragged.connect(self._dragged)
        layer.clicked.connect(self._clicked)
        layer.hovered.connect(self._hovered)
        self._pane.add_layer(layer)

    def _drags(self, at: Point) -> bool:
        return self._wants_drag(self, at)

    def _clicks(self, at: Point) -> bool:
        return self._wants_click(self, at)

    def _drag_began(self, x: float, y: float) -> None:
        self.drag_began.emit(self, (x, y))

    def _dragged(self, x: float, y: float, ends: bool) -> None:
        self.dragged.emit(self, (x, y), ends)

    def _clicked(self, x: float, y: float, twice: bool) -> None:
        self.clicked.emit(self, (x, y), twice)

    def _hovered(self, x: float, y: float) -> None:
        self.hovered.emit(self, (x, y))
