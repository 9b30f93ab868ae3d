"""Paints what is visible of one image on the screen's own pixels: a scan image through its window, a
photograph as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QPainter

from workstation.imaging.appearance import Appearance, painted
from workstation.imaging.sampling import Sampled, Sampler, Viewport
from workstation.ui.scan_image.loading import Ready, ReadyImage, ReadyPhotograph
from workstation.ui.scan_image.looking import Looking
from workstation.ui.scan_image.tools import ViewTools

if TYPE_CHECKING:
    from numpy.typing import NDArray

PIXELS_SEEN_FROM: Final = 4.0
"""Screen pixels for each of the image from which on the image's pixels are shown as they are, not blended."""


class Drawing:
    """Keeps the pixels that it drew last, until the part, the size or the appearance is another."""

    def __init__(self, tools: ViewTools, looking: Looking) -> None:
        self._tools, self._looking = tools, looking
        self._sampler = Sampler()
        self._drawn: tuple[Sampled, Appearance, NDArray[Any], QImage] | None = None

    def forget(self) -> None:
        """Nothing of it is shown any more."""
        self._drawn = None
        self._sampler.forget()

    def paint(self, painter: QPainter, image: Ready, ratio: float, *, quick: bool) -> None:
        """Paint it. The painter counts in the screen's pixels, of which there are `ratio` for each logical
        one. A `quick` image follows a move: each pixel is the nearest.
        """
        place = self._looking.place()
        whole = QRectF(place.topLeft() * ratio, place.size() * ratio)
        view = self._looking.view * ratio
        seen = whole.toRect().intersected(QRect(0, 0, round(view.width()), round(view.height())))
        if seen.isEmpty():
            return
        scale = self._looking.scale * ratio
        part = QRectF((seen.x() - whole.x()) / scale, (seen.y() - whole.y()) / scale, 0, 0)
        part.setWidth(seen.width() / scale)
        part.setHeight(seen.height() / scale)
        as_pixels = scale >= PIXELS_SEEN_FROM
        if isinstance(image, ReadyPhotograph):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not as_pixels)
            painter.drawImage(QRectF(seen), image.picture, part)
        else:
            viewport = Viewport(part.x(), part.y(), part.width(), part.height(), seen.width(), seen.height())
            picture = self._picture(image, viewport, quick=quick or as_pixels)
            painter.drawImage(QPoint(seen.x(), seen.y()), picture)

    def _picture(self, image: ReadyImage, viewport: Viewport, *, quick: bool) -> QImage:
        """The viewport's pixels."""
        sampled = self._sampler.sampled(image.pyramid, viewport, quick=quick)
        appearance = self._tools.appearance_of(image)
        if self._drawn is None or self._drawn[0] is not sampled or self._drawn[1] != appearance:
            pixels = painted(sampled, appearance)
            rows, columns = pixels.shape
            is_grey = pixels.itemsize == 1
            picture = QImage(
                pixels.data,
                columns,
                rows,
                pixels.strides[0],
                QImage.Format.Format_Grayscale8 if is_grey else QImage.Format.Format_RGB32,
            )
            self._drawn = (sampled, appearance, pixels, picture)  # the picture lies in the array's memory
        return self._drawn[3]
