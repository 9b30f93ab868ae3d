"""What still belongs to a read that is over: nothing that a label holds after its end may type, or press."""

from typing import Final

from workstation.host.settings import ReaderProfile

LINGER_MS: Final = 200
"""For so long after a read an Enter or Tab is the reader's own (CR and LF, a late one): it presses none."""


REST_MS: Final = 3000
"""What begins so soon after a part that was cut off is the rest of it: half a number may look whole."""


class AfterRead:
    """When the newest read of one keyboard ended, or what came after it at its pace."""

    def __init__(self, profile: ReaderProfile) -> None:
        self._profile = profile
        self._ended_ms: int | None = None
        self._asked_ms: int | None = None
        """When the newest key came, if it asked for an act."""
        self._is_read = False
        self._text: str | None = None
        self._cut_ms: int | None = None

    def end(self, at_ms: int, text: str | None, *, is_cut: bool = False) -> None:
        """A read ended. `text` is what it said; None where it was more than one barcode itself. `is_cut`: its
        end did not come.
        """
        self._ended_ms, self._is_read, self._text = at_ms, True, text
        self._cut_ms = at_ms if is_cut else None

    def is_rest(self, at_ms: int) -> bool:
        """Whether what begins at this time is the rest of a read that was cut off."""
        return self._cut_ms is not None and 0 <= elapsed_ms(self._cut_ms, at_ms) <= REST_MS

    def ask(self, at_ms: int) -> None:
        """A key at this time may ask for an act."""
        self._asked_ms = at_ms

    def withdraws(self, at_ms: int) -> bool:
        """Another key comes now: whether what the key before it asked for was a label's. Then what follows at
        its pace presses nothing either.
        """
        asked_ms, self._asked_ms = self._asked_ms, None
        if asked_ms is None or not 0 <= elapsed_ms(asked_ms, at_ms) <= self._profile.max_gap_ms:
            return False
        self._ended_ms, self._is_read, self._text = asked_ms, False, None
        return True

    def follows(self, at_ms: int) -> bool:
        """Whether a key at this time comes at a reader's pace: then it is no person's."""
        return self._ended_ms is not None and (
            0 <= elapsed_ms(self._ended_ms, at_ms) <= self._profile.max_gap_ms
        )

    def joins(self, at_ms: int) -> bool:
        """Whether it follows a read, so that what begins with it came from the same label."""
        return self._is_read and self.follows(at_ms)

    def says_the_same(self, text: str) -> bool:
        """Whether the read before said just this: some readers send each barcode twice."""
        return text == self._text

    def go_on(self, at_ms: int) -> None:
        """A key was the read's own: what follows it at its pace is the read's own, too."""
        if self.follows(at_ms):
            self._ended_ms = at_ms

    def lingers(self, at_ms: int) -> bool:
        """Whether an Enter or Tab at this time is still the reader's."""
        linger = max(LINGER_MS, 2 * self._profile.max_gap_ms)
        return self._ended_ms is not None and 0 <= elapsed_ms(self._ended_ms, at_ms) <= linger


def elapsed_ms(earlier: int, later: int) -> int:
    """Time between two events. X11 and Windows count 32 bits of milliseconds, which run over in 49.7 days."""
    elapsed = later - earlier
    return elapsed + 2**32 if elapsed < -(2**31) else elapsed
