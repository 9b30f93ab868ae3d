"""How long an officer has read scan images without a pause, and whether to suggest one (RESEARCH.md, part
two, section 5.4: after 20 minutes of continuous reading, never in the middle of a case).
"""

from typing import Final

from workstation.host.clock import Clock

STILL_S: Final = 60.0
"""So long eyes are taken to read when nobody touches anything; longer, and nobody may be there."""
PAUSE_S: Final = 300.0
"""Not reading for so long is a pause."""


class ReadingTime:
    """Counts the time in which a scan image was on the screen and somebody was there.

    `after_s` is how long one reads until a pause is suggested; 0: it never is. A suggestion that was not
    taken is made again after half of it.
    """

    def __init__(self, clock: Clock, after_s: float) -> None:
        self._clock, self._after_s = clock, after_s
        self._is_read = False
        self._touched_at = self._read_until = clock.monotonic()
        self._read_s = 0.0
        self._suggest_at = after_s

    @property
    def read_s(self) -> float:
        """Seconds read since the last pause."""
        return self._read_s

    def touch(self, *, is_read: bool) -> None:
        """Somebody is there: a key, the mouse, a barcode. `is_read`: an image is on the screen now."""
        now = self._clock.monotonic()
        if self._is_read:
            read_s = min(now - self._touched_at, STILL_S)
            self._read_s += read_s
            self._read_until = self._touched_at + read_s
        if now - self._read_until >= PAUSE_S:
            self._read_s, self._suggest_at = 0.0, self._after_s
            self._read_until = now
        self._touched_at, self._is_read = now, is_read

    def is_due(self) -> bool:
        """Whether a pause is to be suggested."""
        return self._after_s > 0 and self._read_s >= self._suggest_at

    def suggested(self) -> None:
        """It was."""
        self._suggest_at = self._read_s + self._after_s / 2
