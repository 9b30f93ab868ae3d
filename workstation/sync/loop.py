"""The sync thread: sends what is due, pulls what changed, fetches images, waits, and starts again."""

import logging
import random
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Final

from workstation.contract.messages import Limits, Scope
from workstation.domain.problems import Problem, Refused, SignInNeeded, Unavailable
from workstation.host.clock import Clock
from workstation.sync import news as told
from workstation.sync import problems
from workstation.sync.backoff import FIRST_S, Backoff
from workstation.sync.decided import Decided
from workstation.sync.duties import EACH, IDLE, SENT, Duties, Duty
from workstation.sync.history import History
from workstation.sync.images import ImageFetcher
from workstation.sync.linking import Linking
from workstation.sync.lists import fetch_lists
from workstation.sync.news import LineState, Listener
from workstation.sync.pauses import Pauses
from workstation.sync.pull import HistoryLost, Pull
from workstation.sync.push import Push
from workstation.sync.telling import Telling
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

__all__ = ["LineState", "SyncLoop", "SyncPace"]

log: Final = logging.getLogger(__name__)

_NOT_OF_LINE: Final = ("disk.", "file.", "ledger.", "database.", "cache.", "keyring.", "service.unsettled")
"""How codes of problems begin that do not mean that the line is down: what is decided still goes out."""


def _is_of_line(problem: Problem) -> bool:
    return not problem.code.startswith(_NOT_OF_LINE)


@dataclass(frozen=True, kw_only=True)
class SyncPace:
    """How often things are done, in seconds, and how much at once.

    `retry_s`: after the first failure; `chance`, a number below 1, shortens each pause (backoff.py).
    """

    poll_s: float = 5.0
    information_s: float = 60.0
    lists_s: float = 600.0
    refused_s: float = 60.0
    retry_s: float = FIRST_S
    chance: Callable[[], float] = random.random
    page_size: int = 500
    batch_size: int = 100
    image_budget_bytes: int = 2_048_000_000


class SyncLoop:
    """One thread that keeps bench and central service together.

    `start`, `stop`, `wake` and `state` may be called from any thread; `images` is what fetches them.
    `listener` is called on the sync thread with frozen news; `funnel` with every error that is a bug. No
    error ends the thread.
    """

    def __init__(
        self,
        client: CentralClient,
        writes: Writes,
        scope: Scope,
        *,
        clock: Clock,
        listener: Listener,
        funnel: Callable[[BaseException], None],
        pace: SyncPace | None = None,
        duties: Iterable[Duty] = (),
    ) -> None:
        self._client = client
        self._writes = writes
        self._clock = clock
        self._funnel = funnel
        self._telling = telling = Telling(listener, funnel)
        self._tell, self._change_state = telling.tell, telling.change
        self._pace = pace = pace or SyncPace()
        self._pauses = Pauses(Backoff(pace.chance, first_s=pace.retry_s), writes, clock)
        decided = Decided(writes, self._tell)
        self._decided = decided
        self._history = History(writes, decided, clock)
        common: dict[str, Any] = {"clock": clock, "listener": self._tell}
        self._push = Push(client, writes, decided, **common)
        self._pull = Pull(client, writes, decided, scope, **common, page_size=pace.page_size)
        self.images = ImageFetcher(client, writes, **common, budget_bytes=pace.image_budget_bytes)
        self._limits = Limits()
        self._linking = Linking(
            writes, decided, self._tell, clock=clock, state=telling.state, recorded=self._pauses.wake
        )
        link = Duty("link", EACH, 0.0, self._linking.run)
        lists = Duty("lists", IDLE, pace.lists_s, lambda: fetch_lists(client, writes, self._tell, clock))
        self._duties = Duties((lists, link, *duties), clock)
        self._heard_until = 0.0
        self._overlay_is_made = False
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    # --- for other threads --------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout_s: float) -> bool:
        """End requests under way and wait for the thread; whether it ended in time. What was recorded is on
        the disk.
        """
        self._pauses.stop()
        self._client.stop()
        if self._thread.is_alive():
            self._thread.join(timeout_s)
        ended = not self._thread.is_alive()
        if ended:
            self._client.close()
        return ended

    def wake(self) -> None:
        """There is something to send, or reason to think that the line is back: do not wait any longer."""
        self._pauses.wake()

    def state(self) -> LineState:
        """How the line stands."""
        return self._telling.state()

    # --- the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        if (left := self._pauses.left_of_before()) > 0:
            # The program was started again while the service wants to be left alone.
            asked = told.stopped_by(problems.failing(503, left))
            self._change_state(phase="off_line", **asked, **self._tries_in(left))
            self._pauses.wait(left)
        while not self._pauses.is_stopped():
            self._pauses.hear_wakes()
            pause = self._cycle_guarded()
            self._pauses.wait(pause)

    def _cycle_guarded(self) -> float:
        """One cycle; whatever it raises becomes a state, and the seconds until the next."""
        try:
            self._cycle()
        except HistoryLost:
            return self._after_lost_history()
        except Problem as problem:
            return self._after_problem(problem)
        except Exception as error:  # noqa: BLE001 - the thread's own funnel: a bug must not end it
            if self._pauses.is_stopped():
                return 0.0
            self._funnel(error)
            return self._pauses.after_failure()
        self._pauses.after_success()
        return self._pause()

    def _cycle(self) -> None:
        if not self._overlay_is_made:
            self._linking.run()
            self._decided.rebuild_overlay()
            self._overlay_is_made = True
        is_time = self._clock.monotonic() >= self._heard_until
        if self.state().phase != "on_line" or is_time or self._history.is_doubted:
            self._hear()
        self._send()
        self._history.check()
        # Before the first snapshot, however long that takes: a hold needs its coded reason.
        self._duties.run(IDLE)
        is_done = self._unless_closed(
            "pull", lambda: self._pull.run(self._history.epoch, self._between_pages)
        )
        if is_done:
            self._change_state(phase="on_line", failures=0)
        self._unless_closed("images", self._fetch_images)
        if is_done and self._pauses.closed_s() <= 0:
            # Only now: an image that the disk does not take stops the work, too.
            self._change_state(**told.NOT_STOPPED, **told.NO_TRY)
        if is_done is False:
            self._pauses.wake()

    def _unless_closed(self, kind: str, work: Callable[[], bool]) -> bool | None:
        """Do this, unless the service has enough of this kind of request: what is decided goes out all the
        same. None: it was not done, or not to its end.
        """
        if self._pauses.closed_s(kind) > 0:
            return None
        try:
            return work()
        except Unavailable as problem:
            seconds = self._pauses.closes(kind, problem)
            if seconds is None:
                raise
            log.info("the service asks to wait", extra={"kind": kind, "wait_s": round(seconds, 1)})
            self._change_state(phase="on_line", **told.stopped_by(problem), **self._tries_in(seconds))
            return None

    def _hear(self) -> None:
        """Who answers, how its clock goes, and whether it still is the one that acknowledged what it did."""
        heard = self._client.service_information()
        information = heard.information
        self._limits = information.limits
        self._history.meet(information.epoch)
        self._duties.heard(information.capabilities)
        self._heard_until = self._clock.monotonic() + self._pace.information_s
        was_down = self.state().phase in ("off_line", "refused", "drill")
        if was_down:
            self._change_state(**told.NOT_STOPPED, **told.NO_TRY)
        self._change_state(
            phase="on_line",
            **told.heard(self._clock),
            clock_offset_ms=heard.clock_offset_ms,
            service=information.name[:100],
            maintenance=information.maintenance[: told.MOST_MAINTENANCE],
        )
        if was_down:
            self._writes.to_ledger(lambda ledger: ledger.end_postponement())

    def _send(self) -> None:
        settled = self._push.run(self._limits, self._pace.batch_size, self._history.meet)
        if settled:
            self._change_state(**told.heard(self._clock))
        self._change_state(**self._duties.run(SENT, at_once=bool(settled)))
        self._duties.run(EACH)

    def _between_pages(self) -> None:
        """After each page: progress, and whatever was decided meanwhile."""
        if self._pauses.is_stopped():
            raise problems.stopped()
        self._change_state(**told.heard(self._clock))
        self._send()

    def _fetch_images(self) -> bool:
        """Images for as long as nothing more urgent is to be done; whether none is left."""
        self.images.look_ahead()
        ends = self._clock.monotonic() + self._pace.poll_s
        while not self._pauses.is_stopped() and self.images.fetch_one(self._limits.image_bytes):
            if self._clock.monotonic() >= ends or self._is_urgent():
                self._pauses.wake()
                return False
        return True

    def _is_urgent(self) -> bool:
        now = self._clock.now()
        return self._pauses.is_woken() or bool(self._writes.to_ledger(lambda ledger: ledger.due(1, now)))

    # --- after a cycle ------------------------------------------------------------------------------------

    def _pause(self) -> float:
        """Until the next poll, or until something that was held back or postponed is due."""
        return min(self._pace.poll_s, self._until_due())

    def _until_due(self) -> float:
        """Seconds until something that was held back or postponed is due; infinity if nothing is."""
        try:
            due = self._writes.to_ledger(lambda ledger: ledger.next_due_at())
        except (Problem, RuntimeError):
            return inf
        return max(0.0, (due - self._clock.now()).total_seconds()) if due is not None else inf

    def _after_lost_history(self) -> float:
        """Everything that the service had acknowledged is offered again, and the snapshot taken anew."""
        try:
            self._history.begin_anew()
        except Problem as problem:
            return self._after_problem(problem)
        self._duties.forget()
        self._heard_until = 0.0
        return self._pauses.after_failure()

    def _after_problem(self, problem: Problem) -> float:
        """Say what stops the work, and for how long."""
        if self._pauses.is_stopped():
            return 0.0
        is_refused = isinstance(problem, SignInNeeded) or (
            isinstance(problem, Refused) and _is_of_line(problem)
        )
        seconds = self._pauses.after_failure(problem, self._pace.refused_s if is_refused else 0.0)
        phase = self.state().phase
        if is_refused:
            phase = "refused"
        elif _is_of_line(problem):
            phase = told.phase_after(problem)
        else:
            seconds = min(seconds, self._until_due())
        log.info("sync is stopped by a problem", extra={"code": problem.code, "wait_s": round(seconds, 1)})
        self._change_state(
            phase=phase,
            **told.stopped_by(problem),
            **self._tries_in(seconds),
        )
        return seconds

    def _tries_in(self, seconds: float) -> Mapping[str, Any]:
        return told.tries_in(seconds, self._clock, self._pauses.failures)
