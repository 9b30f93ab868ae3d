"""How fast the characters of a burst come, and how long the next one may stay away.

A reader's own pause from key to key is even, but a busy hub or host may hold its keys up once or twice in a
read. What was fast beyond any person's fingers before such a stall is a reader's, and is waited for.
"""

from typing import Final

from workstation.host.settings import ReaderProfile

SURE_MEAN_MS: Final = 30
"""Several characters, each so fast, are no person's."""

STALL_MS: Final = 250
"""The longest stall within a read that is waited for."""

STALL_AFTER: Final = 4
"""Characters at `SURE_MEAN_MS` that make a stall possible: no fingers roll over so many keys and go on."""

MOST_STALLS: Final = 2
LEAST_WITH_STALL: Final = 8
"""Characters of a read in which there was a stall: fewer can be a person's, in two rolls."""


class Pace:
    """The pace of one burst; `add` is told the time from each character to the next."""

    def __init__(self, profile: ReaderProfile) -> None:
        self._profile = profile
        self._stalls = 0
        self._stalled_ms = 0

    def add(self, gap_ms: int) -> None:
        """One more character has come, so long after the one before."""
        if gap_ms > self._profile.max_gap_ms:
            self._stalls += 1
            self._stalled_ms += gap_ms

    def is_fast(self, characters: int, span_ms: int) -> bool:
        """Whether so many characters, two or more, came within so long at a reader's pace, without stalls."""
        longest_ms = self._profile.mean_gap_ms * self._gaps(characters)
        return characters > 1 and self._moving_ms(span_ms) <= longest_ms

    def makes_a_read(self, characters: int, span_ms: int) -> bool:
        """Whether they came so that they can be a whole read."""
        if self._stalls and characters < LEAST_WITH_STALL:
            return False
        return characters == 1 or self.is_fast(characters, span_ms)

    def is_sure(self, characters: int, span_ms: int) -> bool:
        """Whether they are beyond any person's fingers."""
        return self._moving_ms(span_ms) <= SURE_MEAN_MS * self._gaps(characters)

    def patience_ms(self, characters: int, span_ms: int) -> int:
        """How long the next stroke of the burst may stay away. A reader that ends by silence cannot be waited
        for any longer than it says.
        """
        longest = self._profile.max_gap_ms
        if self._profile.terminator == "none" or characters < STALL_AFTER or self._stalls >= MOST_STALLS:
            return longest
        return max(longest, STALL_MS) if self.is_sure(characters, span_ms) else longest

    def _moving_ms(self, span_ms: int) -> int:
        return span_ms - self._stalled_ms

    def _gaps(self, characters: int) -> int:
        return characters - 1 - self._stalls
