"""Paints what is visible of one image: a scan image through its window, a photograph as it is."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from workstation.imaging.appearance import Painted, paint_visible
from workstation.ui.scan_image.loading import Ready, ReadyImage, ReadyPhotograph
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.tools import ViewTools


class Drawing:
    """Keeps the pixels that it drew last, until the part, the size or the appearance is another."""

    def __init__(self, tools: ViewTools, looking: Looking) -> None:
        self._tools, self._looking = tools, looking
        self._drawn: tuple[tuple[object, ...], Painted, QImage] | None = None

    def forget(self) -> None:
        """Nothing of it is shown any more."""
        self._drawn = None

    def paint(self, painter: QPainter, image: Ready, ratio: float) -> None:
        """Paint it; `ratio` is the screen's pixels for each logical one."""
        looking = self._looking
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, looking.scale < 4)
        painter.setClipRect(looking.place())
        if isinstance(image, ReadyPhotograph):
            seen = looking.visible()
            place = QRectF(looking.to_view(seen.topLeft()), seen.size() * looking.scale)
            painter.drawImage(place, image.picture, seen)
        else:
            painted, picture = self._picture(image, ratio)
            top_left = looking.to_view(QPointF(painted.x, painted.y))
            size = QSizeF(painted.width, painted.height) * looking.scale
            painter.drawImage(QRectF(top_left, size), picture)
        painter.setClipping(False)

    def _picture(self, image: ReadyImage, ratio: float) -> tuple[Painted, QImage]:
        """The visible part as pixels."""
        seen = self._looking.visible()
        region = (seen.x(), seen.y(), seen.width(), seen.height())
        scale = self._looking.scale * ratio
        appearance = self._tools.appearance_of(image)
        key = (image.sha256, region, scale, appearance)
        if self._drawn is None or self._drawn[0] != key:
            painted = paint_visible(image.pyramid, region, scale, appearance)
            height, width = painted.image.shape[:2]
            is_grey = painted.image.ndim == 2
            pixels = QImage(
                painted.image.data,
                width,
                height,
                painted.image.strides[0],
                QImage.Format.Format_Grayscale8 if is_grey else QImage.Format.Format_RGB32,
            )
            self._drawn = (key, painted, pixels)
        return self._drawn[1], self._drawn[2]
