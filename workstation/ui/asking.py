"""Asks the central service for barcodes that the cache does not have."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import NotFound, Opened, Several
from workstation.ui.last_read import LastRead
from workstation.ui.tasks import READ, Tasks

Found = Opened | Several | NotFound
AskService = Callable[[str, Callable[[], bool]], Found]
"""The question, by a text; and whether the answer is still wanted. On a worker's thread."""


@dataclass(frozen=True)
class _Question:
    read: BarcodeRead
    done: Callable[[Found], None]
    failed: Callable[[BaseException], None]


class Asking(QObject):
    """One question at a time, however fast parcels are read: a slow line keeps no other reading waiting. An
    answer is wanted as long as its read is the last one; of the reads that came meanwhile the newest is asked
    for next.
    """

    def __init__(self, ask: AskService, last: LastRead, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask, self._last, self._tasks = ask, last, tasks
        self._is_asking = False
        self._next: _Question | None = None

    def ask(
        self,
        read: BarcodeRead,
        done: Callable[[Found], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Ask for this read, the last one; `done` or `failed` hears the answer if it still is."""
        self._next = _Question(read, done, failed)
        if not self._is_asking:
            self._ask_next()

    def _ask_next(self) -> None:
        question, self._next = self._next, None
        self._is_asking = question is not None and self._last.read is question.read
        if question is not None and self._is_asking:
            self._tasks.run(
                partial(self._ask, question.read.text, partial(_is_last, self._last, question.read)),
                owner=self,
                done=partial(self._answer, question),
                failed=partial(self._fail, question),
                kind=READ,
                after_painting=True,
            )

    def _answer(self, question: _Question, found: Found) -> None:
        self._ask_next()
        if _is_last(self._last, question.read):
            question.done(found)

    def _fail(self, question: _Question, error: BaseException) -> None:
        self._ask_next()
        question.failed(error)


def _is_last(last: LastRead, read: BarcodeRead) -> bool:
    return last.read is read
