"""Whether the administration took this bench out of service; known also after a restart, and with no line."""

from contextlib import suppress
from typing import Final

from workstation.domain.problems import Problem
from workstation.sync.news import LineState
from workstation.sync.writes import Writes

CODE: Final = "bench.revoked"
"""What the service answers a bench that it lets in no more, as a problem's code."""

KNOWN: Final = "revoked"
"""Name of what is kept in the ledger among the small facts."""


class Revocation:
    """Hears how the line stands, on the sync thread; `is_on` is for any."""

    def __init__(self, writes: Writes) -> None:
        self._writes = writes
        self._is_on = bool(writes.ledger.known.get(KNOWN))

    def is_on(self) -> bool:
        """Whether the service said so when it last said anything."""
        return self._is_on

    def hear(self, state: LineState) -> None:
        """How the line stands now: only a service that lets the bench in again ends it."""
        is_on = state.problem == CODE or (self._is_on and state.phase not in ("on_line", "pulling"))
        if is_on is self._is_on:
            return
        self._is_on = is_on
        # A disk that does not take it says so where it stops a decision.
        with suppress(Problem):
            self._writes.to_ledger(lambda ledger: ledger.known.put(KNOWN, "1" if is_on else ""))
