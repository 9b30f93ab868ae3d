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

_MOST_LOSSES: Final = 4
_LOSSES_WITHIN_S: Final = 600.0
"""How often the service may say within so many seconds that it began anew, until it is no longer believed."""


class History:
    """The service's epoch as it was last heard, and how often it began anew. For the sync thread."""

    def __init__(self, writes: Writes, decided: Decided, clock: Clock) -> None:
        self.epoch = ""
        self._writes = writes
        self._decided = decided
        self._clock = clock
        self._losses: list[float] = []

    def meet(self, epoch: str) -> None:
        """The service answered with this epoch. In another than before, everything is offered again.

        Raises Unavailable (`service.unsettled`) where it changes again and again.
        """
        if epoch == self.epoch:
            return
        if self.epoch:
            self._note_loss()
        again = self._writes.to_ledger(lambda ledger: ledger.meet_epoch(epoch))
        self.epoch = epoch
        if again:
            log.warning(
                "the central service began a new epoch; events are offered again", extra={"count": again}
            )
            self._decided.rebuild_overlay()

    def begin_anew(self) -> None:
        """The service lost a part of what it had acknowledged: everything is offered again.

        Raises Unavailable (`service.unsettled`) where it says so again and again.
        """
        self._note_loss()
        again = self._writes.to_ledger(lambda ledger: ledger.mark_unsent())
        self._decided.rebuild_overlay()
        log.warning(
            "the central service lost a part of its history; events are offered again", extra={"count": again}
        )

    def _note_loss(self) -> None:
        """Believed a few times only: for each of them everything is sent again."""
        now = self._clock.monotonic()
        self._losses = [at for at in self._losses if now - at < _LOSSES_WITHIN_S]
        if len(self._losses) >= _MOST_LOSSES:
            raise problems.unsettled()
        self._losses.append(now)
