"""Images made ready for the viewer on an image thread, and the few that are kept ready."""

import importlib
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Protocol

import msgspec
from msgspec.structs import replace
from PySide6.QtGui import QImage

from workstation.domain.consignment import Detection, ScanImage
from workstation.domain.problems import Refused
from workstation.imaging import warming
from workstation.imaging.appearance import Window, automatic_window
from workstation.imaging.pixels import UnreadableImage
from workstation.imaging.pyramid import Pyramid, build_pyramid
from workstation.imaging.scan_file import ScanFile
from workstation.sync.image_waits import ImageWait
from workstation.ui.parts.photograph import decoded
from workstation.ui.scan_image.reported import Reported, reported_in

KEPT_BYTES: Final = 512 * 1024 * 1024
"""How much of images is kept ready where no policy says it: going to the next parcel, and back to the one
before, is at once.
"""


class PixelSource(Protocol):
    """Gives images; `desk.images.ImageDesk` is one."""

    def scan_file(self, sha256: str) -> ScanFile:
        """The file of a scan image. Raises `UnreadableImage`, or `Unavailable` while it has not come."""

    def photograph(self, sha256: str, found: Collection[str]) -> bytes:
        """The file of a photograph, of one of these provisional consignments; raises the same."""

    def wait_of(self, sha256: str) -> ImageWait:
        """When an image that has not come will be here. For the screen's thread."""


class ReadyImage(msgspec.Struct, frozen=True, eq=False):
    """A view that can be painted: its pyramid, and the window that suits it. `view` is its place in the file,
    counted from 0; the first one has the `others` with it. `reported` is what algorithms saw in any view of
    the file, as that tells itself.
    """

    sha256: str
    pyramid: Pyramid
    automatic: Window
    view: int = 0
    others: tuple["ReadyImage", ...] = ()
    reported: tuple[Reported, ...] = ()

    @property
    def views(self) -> tuple["ReadyImage", ...]:
        """This view and the others of its file."""
        return (self, *self.others)

    @property
    def detections(self) -> tuple[Detection, ...]:
        """What algorithms saw in this view, as the file itself tells."""
        return tuple(each.detection for each in self.reported if each.view == self.view)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self.pyramid.pixels.size

    @property
    def is_coloured(self) -> bool:
        """Whether there is more to see in colour than in grey."""
        return self.pyramid.pixels.is_dual_energy or self.pyramid.pixels.colour is not None

    @property
    def size_bytes(self) -> int:
        """What it takes in memory, with all views of its file."""
        return sum(each.pyramid.size_bytes for each in self.views)


class ReadyPhotograph(msgspec.Struct, frozen=True, eq=False):
    """A photograph that can be painted."""

    sha256: str
    picture: QImage

    @property
    def view(self) -> int:
        """The one view that it has."""
        return 0

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self.picture.width(), self.picture.height()

    @property
    def size_bytes(self) -> int:
        """What it takes in memory."""
        return self.picture.sizeInBytes()


Ready = ReadyImage | ReadyPhotograph


def make_ready(source: PixelSource, sha256: str) -> ReadyImage:
    """Fetch and decode one file, and halve each of its views. Work for an image thread. Raises
    `UnreadableImage`, too, for a file without any view: the report of an algorithm alone.
    """
    file = source.scan_file(sha256)
    if not file.views:
        raise UnreadableImage("no_picture", "The file is a report of an algorithm; no image is in it.")
    reported = reported_in(file)
    first, *others = (
        ReadyImage(
            sha256=sha256,
            pyramid=build_pyramid(pixels),
            automatic=automatic_window(pixels),
            view=view,
            reported=reported,
        )
        for view, pixels in enumerate(file.views)
    )
    return replace(first, others=tuple(others)) if others else first


def make_photograph_ready(source: PixelSource, sha256: str, found: Collection[str]) -> ReadyPhotograph:
    """Fetch and decode one photograph, whoever says that it is one. Work for an image thread."""
    data = source.photograph(sha256, found)
    try:
        picture = decoded(data)
    except Refused as problem:
        raise UnreadableImage("damaged", problem.what) from problem
    return ReadyPhotograph(sha256=sha256, picture=picture.convertToFormat(QImage.Format.Format_RGB32))


def warm_up() -> None:
    """Import what shows images, pyqtgraph above all, and make its tables: the screen's thread does not have
    to. Work for an image thread.
    """
    warming.warm_up()
    importlib.import_module("workstation.ui.scan_image.viewing")


def ready_of(source: PixelSource, image: ScanImage, found: Collection[str]) -> Ready:
    """As the kind of image wants it; `found` are the provisional consignments whose photograph it may be."""
    warm_up()
    if image.is_photograph:
        return make_photograph_ready(source, image.sha256, found)
    return make_ready(source, image.sha256)


class ReadyImages:
    """The images on the screen, which are never let go, and those wanted soon, within a budget of memory."""

    def __init__(self, budget: int = KEPT_BYTES) -> None:
        self._budget = budget
        self._kept: dict[str, Ready] = {}

    def get(self, sha256: str) -> Ready | None:
        """The image if it is ready."""
        return self._kept.get(sha256)

    def keep(self, image: Ready, on_screen: Iterable[str], soon: Sequence[str] = ()) -> bool:
        """Keep an image and let go those that are neither on the screen nor wanted `soon`; where there is no
        room, of the wanted ones the last, too. Whether it is kept: one that is wanted soon may not be.
        """
        self._kept[image.sha256] = image
        needed = {*on_screen, *soon, image.sha256}
        for sha256 in [each for each in self._kept if each not in needed]:
            del self._kept[sha256]
        size = sum(each.size_bytes for each in self._kept.values())
        for sha256 in [each for each in reversed(soon) if each in self._kept]:
            if size <= self._budget:
                break
            size -= self._kept.pop(sha256).size_bytes
        return image.sha256 in self._kept
