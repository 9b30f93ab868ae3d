"""What the service still knows of this bench: an epoch that changed or a history that was lost is met by
offering everything again.
"""

import logging
from typing import Final

from workstation.host.clock import Clock
from workstation.sync import problems
from workstation.sync.decided import Decided
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)

MOST_LOSSES: Final = 4
LOSSES_WITHIN_S: Final = 600.0
"""How often the service may say within so many seconds that it began anew, until it is no longer believed."""


class History:
    """The service's epoch as it was last believed, and how often it began anew. For the sync thread.

    For each time that it is believed everything is sent again. A service that says it too often is doubted:
    what was recorded since is sent to it as ever, and everything again once it is believed the next time.
    """

    def __init__(self, writes: Writes, decided: Decided, clock: Clock) -> None:
        self.epoch = ""
        self.is_doubted = False
        self._writes = writes
        self._decided = decided
        self._clock = clock
        self._losses: list[float] = []

    def meet(self, epoch: str) -> None:
        """The service answered with this epoch. In another than before, everything is offered again."""
        if epoch == self.epoch and not self.is_doubted:
            return
        if self.epoch and not self._may_begin_anew():
            self._doubt()
            return
        again = self._writes.to_ledger(lambda ledger: ledger.meet_epoch(epoch))
        self.epoch, self.is_doubted = epoch, False
        if again:
            log.warning(
                "the central service began a new epoch; events are offered again", extra={"count": again}
            )
            self._decided.rebuild_overlay()

    def begin_anew(self) -> None:
        """The service lost a part of what it had acknowledged: everything is offered again."""
        if not self._may_begin_anew():
            self._doubt()
            return
        again = self._writes.to_ledger(lambda ledger: ledger.mark_unsent())
        self._decided.rebuild_overlay()
        log.warning(
            "the central service lost a part of its history; events are offered again", extra={"count": again}
        )

    def check(self) -> None:
        """Raise Unavailable (`service.unsettled`) while the service is doubted: nothing is taken from it."""
        if self.is_doubted:
            raise problems.unsettled()

    def _may_begin_anew(self) -> bool:
        now = self._clock.monotonic()
        self._losses = [at for at in self._losses if now - at < LOSSES_WITHIN_S]
        if len(self._losses) >= MOST_LOSSES:
            return False
        self._losses.append(now)
        return True

    def _doubt(self) -> None:
        if self.is_doubted:
            return
        # Written down: a program that starts again in the meantime offers everything again as well.
        self._writes.to_ledger(lambda ledger: ledger.meet_epoch("", is_believed=False))
        self.is_doubted = True
        log.warning("the central service began anew again and again, and is not believed for a while")
