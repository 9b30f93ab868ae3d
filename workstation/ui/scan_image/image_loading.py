"""Which images are ready, which are on their way, and why the others are not here. What comes next in the
queue is made ready when nothing else is to be done.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain, zip_longest
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from workstation.desk.ahead import LEFT_IN_MEMORY, NextImages
from workstation.domain.consignment import ScanImage
from workstation.domain.problems import Problem
from workstation.imaging.pixels import UnreadableImage
from workstation.ui.scan_image.loading import KEPT_BYTES, PixelSource, Ready, ReadyImages, ready_of
from workstation.ui.scan_image.wait_words import when_here
from workstation.ui.scan_image.words import why_missing, why_not_to_be_had
from workstation.ui.tasks import IMAGE, Tasks

TOLD_EVERY_MS: Final = 1_000
"""How often an image that has not come yet says anew when it will be here."""


class ImageLoading(QObject):
    """Makes images ready on the image threads. Of those that come next only one at a time: a thread is always
    free for what the officer opens.

    Signals:
        changed(sha256): the image is ready, or other words stand in its place.
        came(sha256): an image has come from the central service, whoever waits for it.
    """

    changed = Signal(str)
    came = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        source: PixelSource,
        budget_bytes: int = KEPT_BYTES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._source = tasks, source
        self._ready = ReadyImages(budget_bytes)
        self._images: dict[str, ScanImage] = {}
        self._found: tuple[str, ...] = ()
        self._under_way: dict[str, int] = {}
        self._missing: dict[str, tuple[str, str]] = {}
        self._awaited: set[str] = set()
        self._came: set[str] = set()
        self._last: deque[tuple[str, ...]] = deque(maxlen=LEFT_IN_MEMORY)
        self._next: tuple[NextImages, ...] = ()
        self._ahead: deque[tuple[ScanImage, tuple[str, ...]]] = deque()
        self._ahead_now = ""
        self._again = QTimer(self)
        self._again.setInterval(TOLD_EVERY_MS)
        self._again.timeout.connect(self._tell_waits)

    # --- what is open -------------------------------------------------------------------------------------

    def open(self, images: Sequence[ScanImage], found: tuple[str, ...], *, is_another: bool) -> None:
        """These are the images of the open consignment; what was on its way for another is given up."""
        if is_another:
            if self._images:
                self._last.append(tuple(self._images))
            self._missing.clear()
            self._awaited.clear()
            self._again.stop()
        self._images, self._found = {image.sha256: image for image in images}, found
        for sha256 in [each for each in self._under_way if each not in self._images]:
            self._tasks.cancel(self._under_way.pop(sha256))

    def ready(self, sha256: str) -> Ready | None:
        """The image if it is ready."""
        return self._ready.get(sha256)

    def missing(self, sha256: str) -> tuple[str, str] | None:
        """Why it is not here, and what follows from it; none where that is not known (yet)."""
        return self._missing.get(sha256)

    def load(self, image: ScanImage) -> None:
        """Make it ready; `changed` tells when it is, or when it cannot be."""
        sha256 = image.sha256
        if sha256 in self._under_way or sha256 == self._ahead_now:
            return
        self._under_way[sha256] = self._start(image, self._found, self._loaded, self._not_loaded)

    def arrived(self, sha256: str) -> None:
        """An image has come from the central service: it is tried again if it is waited for."""
        if sha256 in self._under_way or sha256 == self._ahead_now:
            self._came.add(sha256)
        self._awaited.discard(sha256)
        if self._missing.pop(sha256, None) is not None:
            self.changed.emit(sha256)
        self.came.emit(sha256)

    def failed(self, sha256: str, code: str) -> None:
        """An image cannot be had: say why where it is waited for. Asking again is not for the screen."""
        if sha256 in self._missing:
            self._awaited.discard(sha256)
            self._missing[sha256] = why_not_to_be_had(code)
            self.changed.emit(sha256)

    def _start(
        self,
        image: ScanImage,
        found: tuple[str, ...],
        done: Callable[[Ready], None],
        failed: Callable[[str, BaseException], None],
    ) -> int:
        return self._tasks.run(
            partial(ready_of, self._source, image, found),
            owner=self,
            done=done,
            failed=partial(failed, image.sha256),
            kind=IMAGE,
            after_painting=True,
        )

    def _loaded(self, image: Ready) -> None:
        self._under_way.pop(image.sha256, None)
        self._keep(image)
        self._go_on_ahead()

    def _keep(self, image: Ready) -> bool:
        self._came.discard(image.sha256)
        is_kept = self._ready.keep(image, self._images, self._order())
        self.changed.emit(image.sha256)
        return is_kept

    def _not_loaded(self, sha256: str, error: BaseException) -> None:
        self._under_way.pop(sha256, None)
        if sha256 in self._came:  # while it was being looked for
            self._came.discard(sha256)
        else:
            self._missing[sha256] = why_missing(error)
            if isinstance(error, Problem) and error.code == "image.not_here":
                self._awaited.add(sha256)
                self._missing[sha256] = self._words_of_wait(sha256)
                self._again.start()
        self.changed.emit(sha256)
        self._go_on_ahead()
        if not isinstance(error, Problem | UnreadableImage):
            raise error

    # --- when it will be here -----------------------------------------------------------------------------

    def _words_of_wait(self, sha256: str) -> tuple[str, str]:
        image = self._images.get(sha256)
        return when_here(self._source.wait_of(sha256), image.size_bytes if image is not None else 0)

    @Slot()
    def _tell_waits(self) -> None:
        if not self._awaited:
            self._again.stop()
        for sha256 in list(self._awaited):
            words = self._words_of_wait(sha256)
            if words != self._missing.get(sha256):
                self._missing[sha256] = words
                self.changed.emit(sha256)

    # --- what comes next ----------------------------------------------------------------------------------

    def look_ahead(self, following: Iterable[NextImages]) -> None:
        """These come next in the queue, the nearest first; what was to come before is given up."""
        self._next = tuple(following)
        self._ahead = deque((image, each.found) for each in self._next for image in each.here)
        self._go_on_ahead()

    def _order(self) -> tuple[str, ...]:
        """What is to stay ready besides what is open, the most wanted first: the next, the last, the one
        after the next, the last but one, and so on.
        """
        following = [tuple(image.sha256 for image in each.here) for each in self._next]
        pairs = zip_longest(following, reversed(self._last), fillvalue=())
        order = chain.from_iterable(chain.from_iterable(pairs))
        return tuple(sha256 for sha256 in dict.fromkeys(order) if sha256 not in self._images)

    def _go_on_ahead(self) -> None:
        while self._ahead and not self._under_way and not self._ahead_now:
            image, found = self._ahead.popleft()
            if self._ready.get(image.sha256) is None:
                # Never two, not even where the one before is not wanted any more: it cannot be stopped.
                self._ahead_now = image.sha256
                self._start(image, found, self._ahead_loaded, self._ahead_failed)

    def _ahead_loaded(self, image: Ready) -> None:
        self._ahead_now = ""
        is_wanted = image.sha256 in self._images or image.sha256 in self._order()
        if is_wanted and not self._keep(image):
            self._ahead.clear()  # there is no more room, and what follows is wanted less
        self._go_on_ahead()

    def _ahead_failed(self, sha256: str, error: BaseException) -> None:
        self._ahead_now = ""
        if sha256 in self._images:
            self.changed.emit(sha256)  # the officer has opened it meanwhile, and is to be told
        self._go_on_ahead()
        if not isinstance(error, Problem | UnreadableImage):
            raise error
