"""Scan images for the viewer: from the cache, verified, decoded; never on the screen's thread."""

from collections.abc import Callable

from workstation.cache.store import CacheReader
from workstation.domain.problems import Unavailable
from workstation.imaging.formats import read_scan_image
from workstation.imaging.pixels import ScanPixels


class ImageDesk:
    """Gives pixels by SHA-256. `pixels` is for an image thread."""

    def __init__(
        self,
        reader: Callable[[], CacheReader],
        fetch_now: Callable[[str], None],
        fault_of: Callable[[str], str] = lambda _sha256: "",
    ) -> None:
        self._reader = reader
        self._fetch_now = fetch_now
        self._fault_of = fault_of

    def pixels(self, sha256: str) -> ScanPixels:
        """The decoded image. Raises `Unavailable` while it is not here (it is then asked for first): with
        code `image.not_here`, or with the code of why it could not be had (`image.wrong_hash` ...).
        """
        data = self._reader().image(sha256)
        if data is None:
            fault = self._fault_of(sha256)
            self._fetch_now(sha256)
            if fault:
                raise Unavailable(
                    "The central service could not give this scan image.",
                    safe="The declaration is complete without it.",
                    do_now="Go on without it, or tell IT.",
                    code=fault,
                )
            raise Unavailable(
                "The scan image has not come yet.",
                safe="The declaration is complete without it.",
                do_now="It appears by itself when the central service has sent it.",
                code="image.not_here",
            )
        return read_scan_image(data, sha256=sha256)
