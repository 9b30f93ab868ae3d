"""The clock as a port: what time the machine believes it is, and how much has truly passed."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Protocol

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Where time comes from. Handed in, never looked up, so that tests own theirs (tests/fakes/clock.py)."""

    def now(self) -> datetime:
        """The machine's wall clock as an aware UTC instant. It may jump, both ways: never measure with it."""
        ...

    def monotonic(self) -> float:
        """Seconds since some fixed point of this run. Never goes back; compare only within one run."""
        ...


class SystemClock:
    """The machine's own clock. What has passed includes the time in which the machine slept."""

    def now(self) -> datetime:
        """Wall clock, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since the machine was started."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        else:  # noqa: RET505 - mypy knows the other system's branch by this shape only
            return time.monotonic()


def boot_id() -> str:
    """Names the time since the machine was started; empty where the system has no name for it."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()[:64]
    except (OSError, UnicodeDecodeError):
        return ""
