"""One view of a scan image, or a photograph: paints what is visible of it, and what the mouse does to it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.domain.consignment import Detection
from workstation.imaging.appearance import Window, preset
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, shown
from workstation.ui.scan_image.drawing import Drawing
from workstation.ui.scan_image.layer import paint_detections
from workstation.ui.scan_image.loading import Ready, ReadyImage
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.theme import Sizes, current

WHEEL_STEP: Final = 1.2
"""How much larger one notch of the wheel makes the image."""
DRAG_SPAN: Final = 300.0
"""Logical pixels of a window-and-level drag that move the level by a whole width, or double the width."""
WHOLE_RANGE: Final = preset(1)
_LEFT, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class ViewPane(QWidget):
    """Shows one view, or in words why there is none.

    The left button moves the image, the right one (or Shift and the left) drags the window: to the side its
    width, up and down its level. The wheel zooms at the pointer; a double click shows the whole, or 1:1.

    Signals:
        painted: the SHA-256 of the image, the first time it has been painted here since it was set.
        zoomed: the scale is another one.
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
        self.looking = Looking()
        self._drawing = Drawing(tools, self.looking)
        self._untold = False
        self._grabbed: tuple[Qt.MouseButton, QPointF, Window] | None = None
        self._at = QPointF()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        tools.changed.connect(self.update)
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
        if self._image is None or self._image.sha256 != image.sha256:
            self.looking.set_image(*image.size)
            self._drawing.forget()
            self._untold = True
        self._image, self._title, self._detections = image, title, detections
        self._words = self._more = ""
        self.setAccessibleName(title)
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
        self._image, self._grabbed = None, None
        self._drawing.forget()
        self._words, self._more, self._title = words, more, title
        self.setAccessibleName(title or words)
        self.setAccessibleDescription(f"{words} {more}".strip())
        self.update()

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

    # --- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part, the detections over it, and the view's name."""
        painter, theme = QPainter(self), current()
        painter.fillRect(self.rect(), theme.color("field"))
        if self._image is None:
            self._paint_words(painter)
            return
        self._drawing.paint(painter, self._image, self.devicePixelRatioF())
        if self._tools.detections_shown and self._detections:
            area = QRectF(self.rect())
            paint_detections(painter, self._detections, self.looking, area, self._title_plate()[1])
        self._paint_title(painter)
        if self._untold:
            self._untold = False
            self._told.emit(self._image.sha256)

    def _title_plate(self) -> tuple[str, QRectF]:
        """The title and its place; an empty one where there is none."""
        if not self._title:
            return "", QRectF()
        sizes = Sizes.of(self.font())
        words = self.fontMetrics().elidedText(
            self.state_words(), Qt.TextElideMode.ElideRight, self.width() - 4 * sizes.gap
        )
        plate = QRectF(0, 0, self.fontMetrics().horizontalAdvance(words) + 2 * sizes.gap, sizes.em + 4)
        plate.moveTopLeft(QPointF(sizes.gap, sizes.gap))
        if self.isRightToLeft():
            plate.moveRight(self.width() - sizes.gap)
        return words, plate

    def _paint_title(self, painter: QPainter) -> None:
        words, plate = self._title_plate()
        if not words:
            return
        ground = current().color("panel")
        ground.setAlpha(240)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(current().color("text"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_words(self, painter: QPainter) -> None:
        theme, sizes = current(), Sizes.of(self.font())
        room = QRectF(self.rect()).adjusted(sizes.pad * 2, sizes.pad, -sizes.pad * 2, -sizes.pad)
        wrapped = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        words = painter.boundingRect(room, wrapped, self._words)
        more = painter.boundingRect(room, wrapped, self._more) if self._more else QRectF()
        top = room.center().y() - (words.height() + more.height()) / 2
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(room.x(), top, room.width(), words.height()), wrapped, self._words)
        if self._more:
            painter.setPen(theme.color("soft"))
            below = QRectF(room.x(), top + words.height() + sizes.gap, room.width(), more.height())
            painter.drawText(below, wrapped, shown(self._more, 400))
        self._paint_title(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted image stays fitted."""
        self.looking.set_view(QSizeF(self.size()))
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
            self._looked()

    def move_by(self, across: float, down: float) -> None:
        """Look elsewhere: by shares of the view."""
        if self._image is not None:
            self.looking.move(QPointF(-across * self.width(), -down * self.height()))
            self._looked()

    def _looked(self) -> None:
        self.setAccessibleDescription(self.state_words())
        self.zoomed.emit()
        self.update()

    def state_words(self) -> str:
        """Which view it is, through which window and how large it is seen."""
        if self._image is None:
            return self._title
        scale = formats.count(round(self.looking.scale * self.devicePixelRatioF() * 100))
        scale = isolated(self.tr("{scale} %").format(scale=scale))
        window = (self._tools.window_words(),) if self.scan is not None else ()
        return " · ".join((self._title, *window, scale))

    # --- the mouse ----------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / 120
        if notches:
            self.zoom(WHEEL_STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        if self._image is None or event.button() not in (_LEFT, _RIGHT):
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        scan = self.scan
        # A photograph has no window to be dragged: every button moves it.
        button = _RIGHT if scan is not None and (event.button() == _RIGHT or shifted) else _LEFT
        window = self._tools.window_for(scan) if scan is not None else WHOLE_RANGE
        self._grabbed = (button, event.position(), window)
        self._at = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor if button == _LEFT else Qt.CursorShape.SizeAllCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the image, or its window. Only the newest place counts: Qt paints once for many moves."""
        if self._grabbed is None:
            return
        button, start, window = self._grabbed
        if button == _LEFT:
            self.looking.move(event.position() - self._at)
            self._at = event.position()
            self._looked()
        else:
            by = event.position() - start
            self._tools.drag_window(window, by.y() / DRAG_SPAN, 2 ** (by.x() / DRAG_SPAN) - 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._grabbed = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The whole image, or 1:1 at the pointer."""
        if event.button() == _LEFT and self._image is not None:
            if self.looking.fits:
                self.show_one_to_one(event.position())
            else:
                self.fit()
