"""What is asked of the fetching of images, also before the line has found the central service."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from workstation.sync.image_waits import ImageWait
from workstation.sync.news import LineState

if TYPE_CHECKING:
    from workstation.sync.images import ImageFetcher


class ImageLine:
    """Wants, orders and questions about images. Every method may be called from any thread."""

    def __init__(self, state: Callable[[], LineState]) -> None:
        self._state = state
        self._lock = threading.Lock()
        self._fetcher: ImageFetcher | None = None
        self._wake: Callable[[], None] = _nobody_waits
        self._wanted: dict[str, None] = {}
        self._order: tuple[tuple[str, ...], tuple[int, ...]] = ((), ())

    def connect(self, fetcher: "ImageFetcher", wake: Callable[[], None]) -> None:
        """The service was found: what was asked before is asked now."""
        with self._lock:
            self._fetcher, self._wake = fetcher, wake
            wanted, self._wanted = self._wanted, {}
        fetcher.order(*self._order)
        for sha256 in wanted:
            self.fetch_now(sha256)

    def fetch_now(self, sha256: str) -> None:
        """This image is on the screen: fetch it before all others."""
        with self._lock:
            if self._fetcher is None:
                self._wanted[sha256] = None
                return
        self._fetcher.want(sha256)
        self._wake()

    def order(self, on_screen: Iterable[str], refs: Sequence[int]) -> None:
        """Another consignment is open, with these images; fetching ahead goes by these references, the next
        of the queue as it is shown. Nothing is hurried: it holds for what is fetched next.
        """
        order = tuple(on_screen), tuple(refs)
        with self._lock:
            self._order = order
            self._wanted = {each: None for each in self._wanted if each in order[0]}
            if self._fetcher is None:
                return
        self._fetcher.order(*order)

    def fault_of(self, sha256: str) -> str:
        """Why an image cannot be had, as a code; empty if nothing is known against it."""
        return self._fetcher.fault_of(sha256) if self._fetcher is not None else ""

    def wait_of(self, sha256: str) -> ImageWait:
        """When an image that is not here will be."""
        wait = self._fetcher.wait_of(sha256) if self._fetcher is not None else ImageWait()
        phase = self._state().phase
        if phase in ("off_line", "refused", "drill"):
            return replace(wait, state="line_down")
        if phase == "pulling" and wait.state == "in_line":
            return replace(wait, state="pulling")
        return wait


def _nobody_waits() -> None:
    """There is no loop yet."""
