"""The drill: this bench is cut off on purpose, so that work without the central service is practised.

Nothing below the line knows of it: no request begins, and everything else is as in an outage. It outlives a
restart, and it always ends: by the switch, or when its time is over.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import msgspec

from workstation.domain.problems import Problem
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync import problems

log: Final = logging.getLogger(__name__)

BEGUN: Final = "drill_begun"
ENDED: Final = "drill_ended"
KNOWN: Final = "drill"
"""Name of the ledger's small fact: JSON of `_Kept`, or empty."""


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What outlives a restart: who began it, and when by the bench's clock it began and is to end."""

    officer: str
    begun: datetime
    ends: datetime


class DrillState(Value):
    """Whether a drill is on; who began it, and how long it still lasts at most."""

    is_on: bool = False
    officer: str = ""
    left_s: float = 0.0


class _Running(NamedTuple):
    """A drill of this run, and when it ends (monotonic seconds)."""

    kept: _Kept
    ends_at: float


class Drill:
    """The switch. `gate` and `state` are for any thread; `begin` and `end` for the ledger's writer.

    Within a run its time is measured by what has truly passed; over a restart by the bench's clock, but never
    for longer than the drill was to last: a clock that was set back makes no endless drill.
    """

    def __init__(
        self, ledger: Ledger, to_ledger: Callable[[Callable[[Ledger], Any]], Any], clock: Clock
    ) -> None:
        self._ledger = ledger
        self._to_ledger = to_ledger
        self._clock = clock
        kept = _read(ledger.known.get(KNOWN))
        self._running = _Running(kept, clock.monotonic() + _left_over(kept, clock.now())) if kept else None

    def state(self) -> DrillState:
        """How it stands now."""
        running = self._running
        left = running.ends_at - self._clock.monotonic() if running else 0.0
        if running is None or left <= 0:
            return DrillState()
        return DrillState(is_on=True, officer=running.kept.officer, left_s=left)

    def gate(self) -> None:
        """Before each request: raises Unavailable (`line.drill`) while the drill lasts. Where its time is
        over, that is recorded, and the request goes on.
        """
        if self._running is None:
            return
        if self.state().is_on:
            raise problems.cut_off_on_purpose()
        try:
            self._to_ledger(lambda _ledger: self.end(""))
        except Problem as problem:
            log.warning("the end of a drill could not be recorded", extra={"code": problem.code})

    def begin(self, officer: str, lasts: timedelta) -> None:
        """Cut the bench off from now on, at most for so long. Raises Unavailable where it cannot be recorded;
        then nothing has begun. Begun twice is begun once.
        """
        if self.state().is_on:
            return
        self.end("")  # one whose time is over, where no request came to notice it
        now = self._clock.now()
        kept = _Kept(officer=officer, begun=now, ends=now + lasts)
        # First, so that the program cannot die between a begin that is recorded and a drill that is not on.
        self._ledger.known.put(KNOWN, msgspec.json.encode(kept).decode())
        try:
            self._ledger.record(EventDraft(kind=BEGUN, officer=officer))
        except Problem:
            self._ledger.known.put(KNOWN, "")
            raise
        self._running = _Running(kept, self._clock.monotonic() + lasts.total_seconds())
        log.info("a drill begins", extra={"seconds": round(lasts.total_seconds())})

    def end(self, officer: str) -> None:
        """The line is free again, whatever the disk says; `officer` switched it off (empty: its time is
        over). Ended twice is ended once. Raises Unavailable where it cannot be recorded: then the next start
        does it.
        """
        running, self._running = self._running, None
        if running is not None:
            self._ledger.record(EventDraft(kind=ENDED, officer=officer or running.kept.officer))
            self._ledger.known.put(KNOWN, "")
            log.info("a drill ends")


def _left_over(kept: _Kept, now: datetime) -> float:
    """Seconds that a drill of an earlier run still has."""
    whole = (kept.ends - kept.begun).total_seconds()
    return min(max(0.0, (kept.ends - now).total_seconds()), whole)


def _read(text: str) -> _Kept | None:
    """What an earlier run left; what cannot be read is no drill, for a bench must find its line again."""
    if not text:
        return None
    try:
        return msgspec.json.decode(text, type=_Kept)
    except msgspec.MsgspecError:
        log.warning("the kept drill cannot be read: it has ended")
        return None
