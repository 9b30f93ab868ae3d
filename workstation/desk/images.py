"""Scan images for the viewer: from the cache, verified, decoded; never on the screen's thread."""

from collections.abc import Callable

from workstation.cache.store import CacheReader
from workstation.domain.problems import Unavailable
from workstation.imaging.formats import read_scan_image
from workstation.imaging.pixels import ScanPixels


class ImageDesk:
    """Gives pixels by SHA-256. `pixels` is for an image thread."""

    def __init__(self, reader: Callable[[], CacheReader], fetch_now: Callable[[str], None]) -> None:
        self._reader = reader
        self._fetch_now = fetch_now

    def pixels(self, sha256: str) -> ScanPixels:
        """The decoded image. Raises `Unavailable` while it has not come yet (it is then asked for first)."""
        data = self._reader().image(sha256)
        if data is None:
            self._fetch_now(sha256)
            raise Unavailable(
                "The scan image has not come yet.",
                safe="The declaration is complete without it.",
                do_now="It appears by itself when the central service has sent it.",
                code="image.not_here",
            )
        return read_scan_image(data, sha256=sha256)

    def is_here(self, sha256: str) -> bool:
        """Whether the image is in the cache."""
        return bool(self._reader().has_images((sha256,)))
