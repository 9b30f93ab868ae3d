"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


class FakeClock:
    """Wall and monotonic time as a test sets them.

    `advance` moves both, as time does; `set` moves only the wall clock, as a person or a time server does.
    """

    def __init__(self, now: datetime = START, monotonic: float = 1000.0) -> None:
        self._now = now
        self._monotonic = monotonic

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._monotonic

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ValueError("time does not go back; use set() for a wall clock that does")
        self._now += timedelta(seconds=seconds)
        self._monotonic += seconds

    def set(self, now: datetime) -> None:
        if now.tzinfo is None:
            raise ValueError("times are aware UTC instants")
        self._now = now.astimezone(UTC)
