"""Decisions on their way to the disk: written elsewhere, and for which consignments."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from workstation.barcode.reads import BarcodeRead
from workstation.desk.decide import Recorded
from workstation.desk.open import OpenConsignment
from workstation.domain.decision import DecisionDraft
from workstation.ui.tasks import WRITE, Tasks


class RecordingDesk(Protocol):
    """What records decisions; `desk.decide.Deciding` is one."""

    def record(
        self,
        draft: DecisionDraft,
        opened: OpenConsignment,
        last_read: BarcodeRead | None,
        images: Sequence[str],
    ) -> Recorded:
        """Write it down; on the ledger's writer. Raises `Problem`."""


class Recording(QObject):
    """Hands decisions to the ledger's writer.

    Signals:
        recorded(recorded): a `Recorded`: it is on the disk.
        failed(consignment, error): nothing was recorded.
    """

    recorded = Signal(object)
    failed = Signal(str, object)

    def __init__(
        self,
        tasks: Tasks,
        desk: RecordingDesk,
        last_read: Callable[[], BarcodeRead | None],
        images_shown: Callable[[], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._desk = tasks, desk
        self._last_read, self._images_shown = last_read, images_shown
        self._in_hand: set[str] = set()

    def begin(self, draft: DecisionDraft, opened: OpenConsignment) -> None:
        """Write this decision down, with what was read and shown last."""
        self._in_hand.add(opened.id)
        self._tasks.run(
            partial(self._desk.record, draft, opened, self._last_read(), tuple(self._images_shown())),
            owner=self,
            done=self._end,
            failed=partial(self._fail, opened.id),
            kind=WRITE,
        )

    def is_under_way(self, consignment: str) -> bool:
        """Whether a decision on this consignment is being written."""
        return consignment in self._in_hand

    def _end(self, recorded: Recorded) -> None:
        self._in_hand.discard(recorded.consignment)
        self.recorded.emit(recorded)

    def _fail(self, consignment: str, error: BaseException) -> None:
        self._in_hand.discard(consignment)
        self.failed.emit(consignment, error)
