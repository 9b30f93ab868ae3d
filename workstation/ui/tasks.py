"""Background work and the one way home from it to the screen's thread."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, Signal, Slot
from shiboken6 import isValid

log = logging.getLogger(__name__)

READ: Final = "read"
IMAGE: Final = "image"
WRITE: Final = "write"


@dataclass(frozen=True)
class _Ended:
    """What a worker brings home: which task, and its result or its error. No widget crosses the thread."""

    ticket: int
    result: Any = None
    error: BaseException | None = None


@dataclass(frozen=True)
class _Waiting:
    """Who waits for a task. Stays on the screen's thread, so that no widget is ever freed by a worker."""

    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None


class Tasks(QObject):
    """Runs work on executors and delivers each result on the screen's thread.

    `executors` are named for the kind of work (`read`, `image`, `write` ...); they belong to whoever made
    them. `funnel` is
    told, on the screen's thread, every error that nobody else took: an error is never dropped, not even when
    its owner is gone, because it may be the failed writing of an act. Results are dropped when the owner is
    gone.

    Signals:
        news: something posted by another thread (a value, never a QObject), delivered on the screen's thread.
    """

    news = Signal(object)
    _ended = Signal(object)
    _posted = Signal(object)

    def __init__(
        self,
        executors: Mapping[str, Executor],
        funnel: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._executors = dict(executors)
        self._funnel = funnel
        self._tickets = count(1)
        self._waiting: dict[int, _Waiting] = {}
        self._futures: dict[int, Future[Any]] = {}
        self._later: dict[int, tuple[Callable[[], Any], str]] = {}
        self._closed = False
        # Queued even when the work ends before run() returns: `done` is never called from inside run().
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._posted.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        *,
        owner: QObject,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        kind: str = READ,
        after_painting: bool = False,
    ) -> int:
        """Start `work` on the executor for this `kind`; from the screen's thread only. Gives a ticket for
        `cancel`.

        With `after_painting` it starts when what the screen has to paint by now is painted: a worker takes
        turns with the screen's thread, and would make the officer wait for what the officer does not wait
        for. Works of one kind are started in the order in which they were given.

        `work` must not touch widgets and takes all that it needs with it (functools.partial over plain
        values).
        `done(result)` or `failed(error)` are called on the screen's thread, each at most once.
        """
        if QThread.currentThread() is not self.thread():
            msg = "tasks are started by the screen's thread; other threads use post()"
            raise RuntimeError(msg)
        if isinstance(getattr(work, "__self__", None), QObject):
            msg = f"work would run a QObject's method on another thread: {work!r}"
            raise TypeError(msg)
        if self._closed:
            return 0
        ticket = next(self._tickets)
        self._waiting[ticket] = _Waiting(owner, done, failed)
        if after_painting:
            self._later[ticket] = (work, kind)
            # Qt paints by events of low priority too, and takes those of one priority in their order.
            low = Qt.EventPriority.LowEventPriority.value
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), low)
        else:
            self._start_later(kind)
            self._submit(ticket, work, kind)
        return ticket

    def customEvent(self, _event: QEvent) -> None:
        """All is painted: start what waited for it."""
        self._start_later()

    def _start_later(self, only: str = "") -> None:
        """Start what waits for the painting; `only` what is of this kind."""
        for ticket, (work, kind) in tuple(self._later.items()):
            if only in ("", kind):
                del self._later[ticket]
                self._submit(ticket, work, kind)

    def _submit(self, ticket: int, work: Callable[[], Any], kind: str) -> None:
        future = self._executors[kind].submit(work)
        self._futures[ticket] = future
        future.add_done_callback(partial(self._bring_home, ticket))

    def cancel(self, ticket: int) -> None:
        """Give up work that has not begun; nobody is told its result. Work under way ends by itself."""
        future = self._futures.get(ticket)
        if future is not None:
            future.cancel()
        if self._later.pop(ticket, None) is not None:
            self._waiting.pop(ticket)
        waiting = self._waiting.get(ticket)
        if waiting is not None:
            self._waiting[ticket] = _Waiting(waiting.owner, None, waiting.failed)

    def post(self, news: object) -> None:
        """Hand news to the screen's thread. From any thread; after `close` it goes nowhere."""
        try:
            self._posted.emit(news)
        except RuntimeError:  # the window is gone, its QObject with it
            log.info("news after the window was closed", extra={"kind": type(news).__name__})

    def close(self) -> None:
        """Take no new work and deliver no more results. Work that has not begun is cancelled, errors still
        reach the funnel.
        """
        self._closed = True
        for ticket in tuple(self._later):
            self.cancel(ticket)
        for future in tuple(self._futures.values()):
            future.cancel()

    @property
    def under_way(self) -> int:
        """How many tasks have not come home yet."""
        return len(self._waiting)

    def _bring_home(self, ticket: int, future: "Future[Any]") -> None:
        """On the worker's thread (or on the canceller's): nothing but one emit."""
        try:
            ended = _Ended(ticket, result=future.result())
        except CancelledError:
            ended = _Ended(ticket)
        except BaseException as error:  # noqa: BLE001 - funnel: told in _deliver
            ended = _Ended(ticket, error=error)
        try:
            self._ended.emit(ended)
        except RuntimeError:
            if ended.error is not None:
                log.error("work failed after the window was closed", exc_info=ended.error)

    @Slot(object)
    def _deliver(self, ended: _Ended) -> None:
        future = self._futures.pop(ended.ticket, None)
        waiting = self._waiting.pop(ended.ticket, None)
        if waiting is None or (future is not None and future.cancelled()):
            return
        heard = isValid(waiting.owner) and not self._closed
        if ended.error is not None:
            if heard and waiting.failed is not None:
                waiting.failed(ended.error)
            else:
                self._funnel(ended.error)
        elif heard and waiting.done is not None:
            waiting.done(ended.result)

    @Slot(object)
    def _pass_on(self, news: object) -> None:
        if not self._closed:
            self.news.emit(news)
