"""Looks ahead in the queue as it is shown: what comes next is fetched first and made ready."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from workstation.desk.ahead import IN_MEMORY, ON_DISK, NextImages
from workstation.desk.open import OpenConsignment
from workstation.domain.problems import Problem
from workstation.ui.parts.table import IdWindowModel
from workstation.ui.scan_image.image_loading import ImageLoading
from workstation.ui.tasks import Tasks


class NextSource(Protocol):
    """What knows the images of the queue; `desk.ahead.AheadDesk` is one."""

    def order(self, on_screen: Iterable[str], refs: Sequence[int]) -> None:
        """These images are on the screen; these references come next, the open one first."""

    def next_images(self, refs: Sequence[int]) -> tuple[NextImages, ...]:
        """What is shown first of each of these. For a reader's thread."""


class LookingAhead(QObject):
    """Looks ahead each time a consignment is opened. What comes next is the list from its top, where the open
    one is not in it.
    """

    def __init__(
        self,
        source: NextSource,
        tasks: Tasks,
        queue: IdWindowModel,
        loading: ImageLoading,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._tasks, self._queue, self._loading = source, tasks, queue, loading
        self._refs: tuple[int, ...] = ()
        self._awaited: frozenset[str] = frozenset()
        self._ticket = 0
        loading.came.connect(self._look_whether_awaited)

    @Slot(object)
    def look_from(self, opened: OpenConsignment) -> None:
        """This consignment has been opened: look ahead when it is painted, for its row is sought first."""
        # Qt would put a timer of no time before the painting.
        QTimer.singleShot(1, self, partial(self._look_from, opened))

    def _look_from(self, opened: OpenConsignment) -> None:
        row = self._queue.row_of(opened.ref)
        first = 0 if row is None else row + 1
        following = tuple(self._queue.refs[first : first + ON_DISK])
        self._source.order(
            [image.sha256.lower() for image in opened.consignment.images], (opened.ref, *following)
        )
        self._refs = tuple(ref for ref in following[: IN_MEMORY + 1] if ref != opened.ref)[:IN_MEMORY]
        self._ask()

    @Slot(str)
    def _look_whether_awaited(self, sha256: str) -> None:
        if sha256 in self._awaited:
            self._ask()

    def _ask(self) -> None:
        self._tasks.cancel(self._ticket)
        self._ticket = self._tasks.run(
            partial(self._source.next_images, self._refs),
            owner=self,
            done=self._take,
            failed=self._give_up,
            after_painting=True,
        )

    def _take(self, following: tuple[NextImages, ...]) -> None:
        self._awaited = frozenset(sha256 for each in following for sha256 in each.awaited)
        self._loading.look_ahead(following)

    def _give_up(self, error: BaseException) -> None:
        """Nobody has asked for it yet: what cannot be read is told when it is opened."""
        if not isinstance(error, Problem):
            raise error
