"""The pauses of the sync thread: how long after a failure, what the service asked for, and what of it is left
after a restart.
"""

import logging
import threading
from datetime import datetime, timedelta
from math import inf
from typing import Final

import msgspec

from workstation.domain.problems import Problem
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.sync import problems
from workstation.sync.backoff import Backoff
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)

KNOWN: Final = "backoff"
"""Name of what is kept in the ledger among the small facts."""


class Kept(Value):
    """What outlives a restart: how often it failed in a row, and until when nothing is to be asked, by the
    bench's clock: `until` of itself, `asked_until` because the service asked for it. `saved` is when this was
    written: by it no clock, however wrong, makes a pause longer than it was.
    """

    failures: int
    until: datetime
    asked_until: datetime
    saved: datetime


class Pauses:
    """For the sync thread; `wake` and `stop` for any. Seconds are true ones, whatever the wall clock does."""

    def __init__(self, backoff: Backoff, writes: Writes, clock: Clock) -> None:
        self._backoff = backoff
        self._writes = writes
        self._clock = clock
        self._not_before = -inf
        self._closed: dict[str, float] = {}
        self._woken = threading.Event()
        self._stopping = threading.Event()

    def wake(self) -> None:
        """Do not wait any longer than the service asked for."""
        self._woken.set()

    def stop(self) -> None:
        """No pause any more."""
        self._stopping.set()
        self._woken.set()

    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopping.is_set()

    def is_woken(self) -> bool:
        """Whether somebody called `wake` since the last pause."""
        return self._woken.is_set()

    def hear_wakes(self) -> None:
        """From now on a wake ends the next pause; what was woken for before is being done."""
        self._woken.clear()

    def wait(self, seconds: float) -> None:
        """Until the pause is over or somebody wakes the thread; no wake shortens what the service asked
        for.
        """
        self._woken.wait(seconds)
        while not self._stopping.is_set() and (left := self._not_before - self._clock.monotonic()) > 0:
            self._stopping.wait(left)

    # --- after success and failure ------------------------------------------------------------------------

    @property
    def failures(self) -> int:
        """How often it failed in a row, restarts of the program included."""
        return self._backoff.failures

    def after_failure(self, problem: Problem | None = None, at_least_s: float = 0.0) -> float:
        """Seconds until the next attempt, which are kept."""
        asked = problems.retry_after_s(problem) if problem is not None else None
        if asked is not None:
            self._not_before = self._clock.monotonic() + asked
        seconds = max(self._backoff.after_failure(asked), at_least_s)
        now = self._clock.now()
        until, asked_until = now + timedelta(seconds=seconds), now + timedelta(seconds=asked or 0.0)
        self._keep(Kept(failures=self.failures, until=until, asked_until=asked_until, saved=now))
        return seconds

    def after_success(self) -> None:
        """The next failure begins anew."""
        if self.failures:
            self._backoff.after_success()
            self._keep(None)

    def _keep(self, kept: Kept | None) -> None:
        text = msgspec.json.encode(kept).decode() if kept is not None else ""
        try:
            self._writes.to_ledger(lambda ledger: ledger.known.put(KNOWN, text))
        except (Problem, RuntimeError) as error:
            # It is only a pause: what stops the ledger is told where it stops a decision.
            log.info("a pause is not kept", extra={"kind": type(error).__name__})

    def left_of_before(self) -> float:
        """Seconds for which the service still asks to be left alone. A pause of the bench's own does not
        outlive a restart: somebody sits there, and the line may be back. How often it failed does.
        """
        kept = self._read()
        if kept is None:
            return 0.0
        self._backoff.failures = kept.failures
        now = self._clock.now()
        self._not_before = self._clock.monotonic() + _left(kept.asked_until, kept.saved, now)
        return _left(kept.asked_until, kept.saved, now)

    def _read(self) -> Kept | None:
        try:
            text = self._writes.ledger.known.get(KNOWN)
            kept = msgspec.json.decode(text, type=Kept) if text else None
        except (Problem, msgspec.MsgspecError):
            return None
        times = (kept.until, kept.asked_until, kept.saved) if kept is not None else ()
        return None if any(at.tzinfo is None for at in times) else kept

    # --- kinds of request that the service has enough of --------------------------------------------------

    def closes(self, kind: str, problem: Problem) -> float | None:
        """The service has too many requests of this kind alone (429): leave it alone for so many seconds.
        None where it says something else: that is about the whole line.
        """
        asked = problems.retry_after_s(problem)
        if asked is None or problem.values.get("status") != "429":
            return None
        self._closed[kind] = self._clock.monotonic() + asked
        return asked

    def closed_s(self, kind: str = "") -> float:
        """Seconds for which requests of this kind (none given: of any) are still to be left alone."""
        ends = self._closed.values() if not kind else (self._closed.get(kind, -inf),)
        return max((0.0, *(end - self._clock.monotonic() for end in ends)))


def _left(until: datetime, saved: datetime, now: datetime) -> float:
    """Seconds, never more than there were: a clock that was set back makes no pause longer."""
    whole = (until - saved).total_seconds()
    return min(max((until - now).total_seconds(), 0.0), max(whole, 0.0), problems.LONGEST_RETRY_S)
