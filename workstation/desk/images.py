"""Scan images and photographs for the viewer: from the cache, verified; never on the screen's thread."""

from collections.abc import Callable, Collection

from workstation.cache.store import CacheReader
from workstation.domain.problems import Unavailable
from workstation.imaging.formats import check_hash, read_scan_file
from workstation.imaging.scan_file import ScanFile
from workstation.sync.image_waits import ImageWait


def _no_wait(_sha256: str) -> ImageWait:
    return ImageWait()


def _none_made(_provisional: Collection[str], _sha256: str) -> bytes | None:
    return None


class ImageDesk:
    """Gives images by SHA-256: `scan_file` and `photograph` are for an image thread. `made_here` as
    `Notes.photograph`.
    """

    def __init__(
        self,
        reader: Callable[[], CacheReader],
        fetch_now: Callable[[str], None],
        fault_of: Callable[[str], str] = lambda _sha256: "",
        made_here: Callable[[Collection[str], str], bytes | None] = _none_made,
        wait_of: Callable[[str], ImageWait] = _no_wait,
    ) -> None:
        self._reader = reader
        self._fetch_now = fetch_now
        self._fault_of = fault_of
        self._made_here = made_here
        self._wait_of = wait_of

    def scan_file(self, sha256: str) -> ScanFile:
        """All that the file of a scan image holds, decoded. Raises `UnreadableImage`, or `Unavailable` while
        it is not here (it is then asked for first): with code `image.not_here`, or with the code of why it
        could not be had (`image.wrong_hash` ...).
        """
        data = self._reader().image(sha256)
        if data is None:
            raise self._not_here(sha256)
        return read_scan_file(data, sha256=sha256)

    def photograph(self, sha256: str, found: Collection[str] = ()) -> bytes:
        """The bytes of a photograph, as `scan_file`: those that this bench made of one of the provisional
        consignments `found`, or what the central service sent.
        """
        data = self._reader().image(sha256)
        if data is None:
            # Its event may not be sent yet, and the cache may be new: the ledger has it.
            data = self._made_here(found, sha256)
        if data is None:
            raise self._not_here(sha256)
        check_hash(data, sha256)
        return data

    def wait_of(self, sha256: str) -> ImageWait:
        """When an image that is not here will be. For any thread."""
        return self._wait_of(sha256)

    def _not_here(self, sha256: str) -> Unavailable:
        """Why it is not here; it is asked for."""
        fault = self._fault_of(sha256)
        self._fetch_now(sha256)
        if fault:
            return Unavailable(
                "The central service could not give this image.",
                safe="The declaration is complete without it.",
                do_now="Go on without it, or tell IT.",
                code=fault,
            )
        return Unavailable(
            "The image has not come yet.",
            safe="The declaration is complete without it.",
            do_now="It appears by itself when the central service has sent it.",
            code="image.not_here",
        )
