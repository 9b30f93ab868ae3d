"""Where the officer looks: which part of an image lies where on the screen, at which size."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF

LARGEST: Final = 24.0
"""Screen pixels per image pixel beyond which there is nothing more to see."""
_FIT_MARGIN: Final = 6.0


class Looking:
    """Scale and place of one image in one view, in logical pixels; fits until it is moved or zoomed."""

    def __init__(self) -> None:
        self._image = QSizeF(1, 1)
        self._view = QSizeF(1, 1)
        self._fits = True
        self.scale = 1.0
        self._middle = QPointF()

    @property
    def view(self) -> QSizeF:
        """How large the view is, in logical pixels."""
        return self._view

    @property
    def fits(self) -> bool:
        """Whether the whole image is seen, whatever the view's size."""
        return self._fits

    def set_image(self, width: int, height: int) -> None:
        """Another image: it is fitted."""
        self._image = QSizeF(width, height)
        self.fit()

    def set_view(self, size: QSizeF) -> None:
        """The view has another size: a fitted image stays fitted, another keeps its middle."""
        self._view = size
        if self._fits:
            self.fit()

    def fit(self) -> None:
        """Show the whole image as large as it goes."""
        self._fits = True
        self.scale = self._fitting()
        self._middle = QPointF(self._image.width() / 2, self._image.height() / 2)

    def _fitting(self) -> float:
        across = max(1.0, self._view.width() - 2 * _FIT_MARGIN) / self._image.width()
        down = max(1.0, self._view.height() - 2 * _FIT_MARGIN) / self._image.height()
        return min(across, down, LARGEST)

    def to_view(self, at: QPointF) -> QPointF:
        """Where a point of the image is on the screen."""
        half = QPointF(self._view.width() / 2, self._view.height() / 2)
        return (at - self._middle) * self.scale + half

    def to_image(self, at: QPointF) -> QPointF:
        """Which point of the image is at a point of the screen."""
        half = QPointF(self._view.width() / 2, self._view.height() / 2)
        return (at - half) / self.scale + self._middle

    def place(self) -> QRectF:
        """Where the whole image lies on the screen."""
        return QRectF(self.to_view(QPointF()), self._image * self.scale)

    def looked_at(self) -> QRectF:
        """What the whole view shows, in the image's pixels, with what lies beyond the image."""
        return QRectF(self.to_image(QPointF()), self._view / self.scale)

    def visible(self) -> QRectF:
        """The part of the image that is on the screen."""
        return self.looked_at().intersected(QRectF(QPointF(), self._image))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller; what is under `at` (the middle, if none) stays there."""
        anchor = at or QPointF(self._view.width() / 2, self._view.height() / 2)
        self.zoom_to(self.scale * factor, anchor)

    def zoom_to(self, scale: float, anchor: QPointF) -> None:
        """This many screen pixels per image pixel; what is under the anchor stays there."""
        under = self.to_image(anchor)
        self.scale = min(max(scale, self._fitting() / 2), LARGEST)
        self._fits = False
        half = QPointF(self._view.width() / 2, self._view.height() / 2)
        self._middle = under - (anchor - half) / self.scale
        self._stay_in_sight()

    def move(self, by: QPointF) -> None:
        """Move the image on the screen; some of it always stays in sight."""
        self._middle -= by / self.scale
        self._fits = False
        self._stay_in_sight()

    def follow(self, other: "Looking") -> None:
        """Look at the same share of this image as the other looks at of its own, as many times larger than
        fitted.
        """
        if other.fits:
            self.fit()
            return
        at = QPointF(
            other._middle.x() / other._image.width() * self._image.width(),
            other._middle.y() / other._image.height() * self._image.height(),
        )
        self.scale = min(other.scale / other._fitting() * self._fitting(), LARGEST)
        self._middle, self._fits = at, False

    def look_at(self, at: QPointF, scale: float) -> None:
        """This point of the image in the middle, at this scale."""
        self.scale, self._middle, self._fits = min(scale, LARGEST), QPointF(at), False

    def _stay_in_sight(self) -> None:
        self._middle.setX(min(max(self._middle.x(), 0.0), self._image.width()))
        self._middle.setY(min(max(self._middle.y(), 0.0), self._image.height()))


def arranged(sizes: Sequence[tuple[int, int]], wide: int, high: int) -> tuple[bool, tuple[float, ...]]:
    """Whether images of these widths and heights are larger beside each other than below, in a place that is
    so wide and high; and the share of it that each takes.
    """
    across, down = sum(width for width, _ in sizes), sum(height for _, height in sizes)
    beside = min(wide / across, high / max(height for _, height in sizes))
    below = min(wide / max(width for width, _ in sizes), high / down)
    if beside >= below:
        return True, tuple(width / across for width, _ in sizes)
    return False, tuple(height / down for _, height in sizes)
