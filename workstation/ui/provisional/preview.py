"""The photograph as it will be recorded, and the place to drop one."""

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.domain.event import Photograph
from workstation.ui.parts.photograph import photograph_in_file, photograph_of
from workstation.ui.theme import Sizes, current

SHOWN_SIDE: Final = 640
"""Longest side of what is shown, in pixels."""


class Taken(NamedTuple):
    """A photograph as it is recorded, and small enough to be shown."""

    photograph: Photograph
    image: QImage


def taken_from_file(path: Path) -> Taken:
    """For a worker's thread. Raises `Problem`."""
    return _shown(photograph_in_file(path))


def taken_from_image(image: QImage) -> Taken:
    """For a worker's thread. Raises `Problem`."""
    return _shown(photograph_of(image))


def _shown(photograph: Photograph) -> Taken:
    image = QImage.fromData(photograph.body)
    fitting = image.scaled(
        SHOWN_SIDE,
        SHOWN_SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return Taken(photograph, fitting)


def image_or_file(data: QMimeData | None) -> QImage | Path | None:
    """The image that was dropped or lies on the clipboard, or the file that is named there; else None."""
    if data is None:
        return None
    if data.hasUrls():
        local = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        return Path(local[0]) if local else None
    image = data.imageData() if data.hasImage() else None
    return QImage(image) if isinstance(image, QImage) else None


class Preview(QWidget):
    """Shows the photograph, or where one may be dropped.

    Signals:
        given(what): a `QImage` or the `Path` of a file was dropped.
    """

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_image(None)

    def show_image(self, image: QImage | None) -> None:
        """Show this photograph; None: there is none."""
        self._image = image
        said = self.tr("Photograph of the parcel") if image is not None else self._invitation()
        self.setAccessibleName(said)
        self.update()

    def _invitation(self) -> str:
        return self.tr("No photograph. Drop one here, paste it, or choose a file.")

    def minimumSizeHint(self) -> QSize:
        """Room for a photograph in which something can be seen."""
        em = Sizes.of(self.font()).em
        return QSize(round(em * 14), round(em * 10))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """An image, or a file of this machine, may be dropped."""
        if image_or_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on what was dropped."""
        what = image_or_file(event.mimeData())
        if what is not None:
            event.acceptProposedAction()
            self.given.emit(what)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The photograph in the middle, or a frame with the invitation."""
        painter = QPainter(self)
        theme, room = current(), self.rect().adjusted(1, 1, -2, -2)
        painter.fillRect(self.rect(), theme.color("field"))
        if self._image is None:
            painter.setPen(QPen(theme.color("strong_line"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(room)
            painter.setPen(theme.color("soft"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(room.adjusted(8, 8, -8, -8), flags, self._invitation())
            return
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = room.adjusted(0, 0, 0, 0)
        place.setSize(size)
        place.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
