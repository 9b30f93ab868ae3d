"""Scan images made ready for the viewer on an image thread, and the few that are kept ready."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final, Protocol

import msgspec

from workstation.imaging.appearance import Window, automatic_window
from workstation.imaging.pixels import ScanPixels
from workstation.imaging.pyramid import Pyramid, build_pyramid

KEPT_BYTES: Final = 48 * 1024 * 1024
"""How much of images that are not on the screen stays ready: going back to the parcel before is at once."""


class PixelSource(Protocol):
    """Gives decoded images; `desk.images.ImageDesk` is one."""

    def pixels(self, sha256: str) -> ScanPixels:
        """The image. Raises `UnreadableImage`, or `Unavailable` while it has not come."""


class ReadyImage(msgspec.Struct, frozen=True, eq=False):
    """An image that can be painted: its pyramid, and the window that suits it."""

    sha256: str
    pyramid: Pyramid
    automatic: Window

    @property
    def size_bytes(self) -> int:
        """What it takes in memory."""
        planes = (
            plane
            for level in self.pyramid.levels
            for plane in (*level.energies, level.material)
            if plane is not None
        )
        return sum(plane.nbytes for plane in planes)


def make_ready(source: PixelSource, sha256: str) -> ReadyImage:
    """Fetch, decode and halve one image. Work for an image thread."""
    pixels = source.pixels(sha256)
    return ReadyImage(sha256=sha256, pyramid=build_pyramid(pixels), automatic=automatic_window(pixels))


class ReadyImages:
    """The images made ready last, within a budget of memory. Those on the screen are never let go."""

    def __init__(self, budget: int = KEPT_BYTES) -> None:
        self._budget = budget
        self._kept: OrderedDict[str, ReadyImage] = OrderedDict()

    def get(self, sha256: str) -> ReadyImage | None:
        """The image if it is ready."""
        image = self._kept.get(sha256)
        if image is not None:
            self._kept.move_to_end(sha256)
        return image

    def keep(self, image: ReadyImage, on_screen: Iterable[str]) -> None:
        """Keep an image; the oldest that are not on the screen make room for it."""
        self._kept[image.sha256] = image
        self._kept.move_to_end(image.sha256)
        needed = {*on_screen, image.sha256}
        size = sum(each.size_bytes for each in self._kept.values())
        for sha256 in [each for each in self._kept if each not in needed]:
            if size <= self._budget:
                break
            size -= self._kept.pop(sha256).size_bytes
