"""The clock as a port: what time the machine believes it is, and how much has truly passed."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where time comes from. Handed in, never looked up, so that tests own theirs (tests/fakes/clock.py)."""

    def now(self) -> datetime:
        """The machine's wall clock as an aware UTC instant. It may jump, both ways: never measure with it."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed point of this run. Never goes back; compare only within one run."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Wall clock, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some fixed point of this run."""
        return time.monotonic()
