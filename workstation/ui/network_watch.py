"""Notices what makes it worth to try the line now: the network is back or another, the machine has slept."""

from collections.abc import Callable
from typing import Final

from workstation.host.clock import Clock

GAP_S: Final = 30.0
"""Two looks that lie further apart than this: the machine slept, or stood still."""


class NetworkWatch:
    """Looks at the machine's own addresses, and at how long it did not look. For the screen's thread.

    Qt's own way of knowing is in its network library, which no edition carries: it brings Kerberos and GIO.
    """

    def __init__(
        self, ways_out: Callable[[], tuple[str, ...]], clock: Clock, try_now: Callable[[], object]
    ) -> None:
        self._ways_out = ways_out
        self._clock = clock
        self._try_now = try_now
        self._ways = ways_out()
        self._looked_at = clock.monotonic()

    def look(self) -> None:
        """Look again; where there is reason to, the line is tried."""
        ways, before = self._ways_out(), self._ways
        now, looked_at = self._clock.monotonic(), self._looked_at
        self._ways, self._looked_at = ways, now
        if (ways and ways != before) or now - looked_at > GAP_S:
            self._try_now()
