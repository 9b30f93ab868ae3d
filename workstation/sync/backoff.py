"""When to try again: longer each time, never exactly together with every other bench, woken when there is
reason to.
"""

import random
from collections.abc import Callable
from typing import Final

FIRST_S: Final = 1.0
LONGEST_S: Final = 60.0


class Backoff:
    """Pauses between failed attempts: doubled from 1 s to 60 s, each shortened by up to a half by chance."""

    def __init__(self, chance: Callable[[], float] = random.random, *, first_s: float = FIRST_S) -> None:
        self._chance = chance
        self._first_s = first_s
        self.failures = 0
        """How many attempts failed in a row."""

    def after_failure(self, asked_s: float | None = None) -> float:
        """Seconds until the next attempt; never less than the service asked for."""
        longest = min(LONGEST_S, self._first_s * 2.0 ** min(self.failures, 16))
        self.failures += 1
        return max(longest * (1.0 - self._chance() / 2.0), asked_s or 0.0)

    def after_success(self) -> None:
        """The next failure begins anew."""
        self.failures = 0
