"""Asks the central service for every barcode of a sitting, one after the other."""

from collections.abc import Callable
from functools import partial
from threading import Event

from PySide6.QtCore import QObject

from workstation.barcode.reads import BarcodeRead
from workstation.ui.asking import AskService, Found
from workstation.ui.tasks import READ, Tasks


class AskingEach(QObject):
    """Where `Asking` asks for the last read alone, this asks for all of them: they are of one parcel. One
    question at a time, so that a slow line keeps no other reading waiting. `done` and `failed` hear nothing
    of a sitting that is over.
    """

    def __init__(
        self,
        ask: AskService,
        tasks: Tasks,
        done: Callable[[BarcodeRead, Found], None],
        failed: Callable[[BaseException], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ask_service, self._tasks = ask, tasks
        self._done, self._failed = done, failed
        self._waiting: list[BarcodeRead] = []
        self._is_asking = False
        self._over = Event()

    def begin(self) -> None:
        """A sitting begins."""
        self.end()
        self._over = Event()

    def end(self) -> None:
        """The sitting is over: nothing more is asked, and no answer is heard."""
        self._over.set()
        self._waiting.clear()

    def ask(self, read: BarcodeRead) -> None:
        """Ask for this read as well."""
        self._waiting.append(read)
        self._ask_next()

    def _ask_next(self) -> None:
        if self._is_asking or not self._waiting:
            return
        self._is_asking = True
        read, over = self._waiting.pop(0), self._over
        self._tasks.run(
            partial(self._ask_service, read.text, partial(_is_wanted, over)),
            owner=self,
            done=partial(self._answer, over, read),
            failed=partial(self._fail, over),
            kind=READ,
        )

    def _answer(self, over: Event, read: BarcodeRead, found: Found) -> None:
        self._is_asking = False
        self._ask_next()
        if _is_wanted(over):
            self._done(read, found)

    def _fail(self, over: Event, error: BaseException) -> None:
        self._is_asking = False
        self._ask_next()
        if _is_wanted(over):
            self._failed(error)


def _is_wanted(over: Event) -> bool:
    return not over.is_set()
