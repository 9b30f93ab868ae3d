"""One view of a scan image, or a photograph: what is shown of it, and what the mouse does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGraphicsItem, QSizePolicy, QWidget

from workstation.domain.consignment import Detection
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated
from workstation.ui.scan_image.layer import paint_detections
from workstation.ui.scan_image.loading import Ready, ReadyImage
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.plate import paint_title, paint_words, title_plate
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.theme import current

if TYPE_CHECKING:
    from workstation.ui.scan_image.image_view import ImageBox
    from workstation.ui.scan_image.viewing import Viewing


class ViewPane(QWidget):
    """Shows one view, or in words why there is none.

    The left button moves the image, the right one (or Shift and the left) drags the window: to the side its
    width, up and down its level. The wheel zooms at the pointer; a double click shows the whole, or 1:1.

    The image lies in pyqtgraph's view and box, which are made when the first image is there: `view_box`.

    Signals:
        painted: the SHA-256 of the image, the first time it has been painted here since it was set.
        zoomed: what is looked at, or the scale, is another one.
    """

    painted = Signal(str)
    zoomed = Signal()
    _told = Signal(str)

    def __init__(self, tools: ViewTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._image: Ready | None = None
        self._title, self._words, self._more = "", "", ""
        self._detections: tuple[Detection, ...] = ()
        self._cleared: frozenset[str] = frozenset()
        self.looking = Looking()
        self._viewing: Viewing | None = None
        self._untold = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        tools.changed.connect(self._repaint)
        # Told after the paint, not inside it: whoever listens may do as it likes.
        self._told.connect(self.painted, Qt.ConnectionType.QueuedConnection)

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(480, 360)

    def minimumSizeHint(self) -> QSize:
        """Enough to see that there is an image."""
        return QSize(120, 100)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_image(self, image: Ready, title: str, detections: tuple[Detection, ...]) -> None:
        """Show this image; the same one again keeps where the officer looks."""
        viewing = self._view()
        if self._image is None or (self._image.sha256, self._image.view) != (image.sha256, image.view):
            self.looking.set_image(*image.size)
            self._untold = True
        self._image, self._title, self._detections = image, title, detections
        self._words = self._more = ""
        self.setAccessibleName(title)
        viewing.show_image(image)
        self._looked()

    def begin_anew(self) -> None:
        """Another consignment is open: an image that both have is fitted, and not yet painted for it."""
        self.unsetCursor()
        if self._image is not None:
            self.show_words("")

    def show_words(self, words: str, more: str = "", title: str = "") -> None:
        """Say instead of an image why there is none."""
        said = (self._words, self._more, self._title)
        if self._image is None and said == (words, more, title):
            return  # the largest part of the window is not painted again for the same words
        self._image = None
        if self._viewing is not None:
            self._viewing.show_image(None)
            self._mouse.let_go()
        self._words, self._more, self._title = words, more, title
        self.setAccessibleName(title or words)
        self.setAccessibleDescription(f"{words} {more}".strip())
        self.update()

    def show_cleared(self, ids: frozenset[str]) -> None:
        """These detections of the image step back: the officer saw that nothing is there."""
        if ids != self._cleared:
            self._cleared = ids
            self._repaint()

    @property
    def words(self) -> str:
        """What is said instead of an image; empty while one is shown."""
        return self._words

    @property
    def image(self) -> Ready | None:
        """The image that is shown."""
        return self._image

    @property
    def scan(self) -> ReadyImage | None:
        """The scan image that is shown; a photograph is none."""
        return self._image if isinstance(self._image, ReadyImage) else None

    # --- the box of the image, and what others lay into it --------------------------------------------------

    def _view(self) -> Viewing:
        if self._viewing is None:
            from workstation.ui.scan_image.pane_mouse import PaneMouse
            from workstation.ui.scan_image.viewing import Viewing

            self._viewing = Viewing(self, self._tools, self.looking, self._image_painted)
            self._viewing.lay_over(self._paint_detections, self._paint_title)
            self._mouse = PaneMouse(self, self._tools, self._viewing.box)
        return self._viewing

    @property
    def view_box(self) -> ImageBox:
        """What the image lies in, in its pixels, x to the right and y down. Only the pane says where it
        looks.
        """
        return self._view().box

    def add_layer(self, item: QGraphicsItem) -> None:
        """Lay something over the image and its detections, in pixels of the image; it gets the mouse before
        the image does.
        """
        self._view().add_layer(item)

    def to_image(self, at: QPointF) -> QPointF:
        """Which point of the image is at a point of the pane; points beyond the image are beyond it."""
        return self.looking.to_image(at)

    def from_image(self, at: QPointF) -> QPointF:
        """Where in the pane a point of the image is."""
        return self.looking.to_view(at)

    # --- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say why there is no image; an image lies over all of it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("field"))
        if self._image is None:
            paint_words(painter, self, self._words, self._more)
            paint_title(painter, self, self._title)

    def _image_painted(self) -> None:
        if self._untold and self._image is not None:
            self._untold = False
            self._told.emit(self._image.sha256)

    def _paint_detections(self, painter: QPainter, area: QRectF) -> None:
        if self._tools.detections_shown and self._detections:
            kept_free = title_plate(self, self.accessibleDescription())[1]
            paint_detections(painter, self._detections, self.looking, area, kept_free, cleared=self._cleared)

    def _paint_title(self, painter: QPainter, _area: QRectF) -> None:
        if self._title:
            paint_title(painter, self, self.accessibleDescription())  # the state in words, kept up to date

    def _repaint(self) -> None:
        if self._viewing is not None and self._image is not None:
            self.setAccessibleDescription(self.state_words())
            self._viewing.repaint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted image stays fitted."""
        self.looking.set_view(QSizeF(self.size()))
        if self._viewing is not None:
            self._viewing.fill()
        if self._image is not None:
            self.setAccessibleDescription(self.state_words())
        self.zoomed.emit()
        super().resizeEvent(event)

    # --- looking ------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole image."""
        self.looking.fit()
        self._looked()

    def show_one_to_one(self, at: QPointF | None = None) -> None:
        """One image pixel on one pixel of the screen."""
        anchor = at or QPointF(self.rect().center())
        self.looking.zoom_to(1.0 / self.devicePixelRatioF(), anchor)
        self._looked()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller."""
        if self._image is not None:
            self.looking.zoom(factor, at)
            self._looked(moving=True)

    def move_by(self, across: float, down: float) -> None:
        """Look elsewhere: by shares of the view, and by whole pixels of the screen, so that only what comes
        into sight is sampled.
        """
        ratio = self.devicePixelRatioF()
        columns, rows = round(across * self.width() * ratio), round(down * self.height() * ratio)
        self.move_image(QPointF(-columns / ratio, -rows / ratio))

    def move_image(self, by: QPointF) -> None:
        """Move the image by logical pixels."""
        if self._image is not None:
            self.looking.move(by)
            self._looked(moving=True)

    def _looked(self, *, moving: bool = False) -> None:
        self.setAccessibleDescription(self.state_words())
        if self._viewing is not None:
            self._viewing.look(moving=moving)
        self.zoomed.emit()

    def state_words(self) -> str:
        """Which view it is, through which window and how large it is seen."""
        if self._image is None:
            return self._title
        scale = formats.count(round(self.looking.scale * self.devicePixelRatioF() * 100))
        scale = isolated(self.tr("{scale} %").format(scale=scale))
        window = (self._tools.window_words(),) if self.scan is not None else ()
        effects = self._tools.effect_words() if self.scan is not None else ()
        return " · ".join((self._title, *effects, *window, scale))

    def follow(self, other: ViewPane) -> None:
        """Look where another pane looks."""
        self.looking.follow(other.looking)
        self._looked(moving=True)

    @property
    def has_pointer(self) -> bool:
        """Whether the pointer is over an image here."""
        return self._viewing is not None and self._viewing.pointer is not None and self._image is not None

    def magnify(self, is_on: bool) -> None:
        """Show a magnifier at the pointer, or in the middle where it is elsewhere."""
        if self._viewing is not None:
            self._viewing.magnify(self._image if is_on else None)
