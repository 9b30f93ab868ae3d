"""Keeps the rolling backup going, on a thread of its own: a place that is missing stops no work."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from workstation.domain.problems import Problem
from workstation.host.clock import Clock
from workstation.ledger.backup import LedgerBackup
from workstation.ledger.store import Ledger

log: Final = logging.getLogger(__name__)

ATTENTION: Final = "backup"
"""Kind of the attention that is raised once a day while no backup can be made."""

FIRST_AFTER_S: Final = 300.0
"""Not at once: when the program starts, officers wait for it."""

STOP_WITHIN_S: Final = 30.0


class RollingBackup:
    """Makes a backup every so often where anything was recorded since the newest one, and a last one at the
    end; none where there is no `backup`. `report` hears of bugs, and where they were met.
    """

    def __init__(
        self,
        ledger: Ledger,
        backup: LedgerBackup | None,
        clock: Clock,
        report: Callable[[BaseException, str], object],
    ) -> None:
        self._ledger = ledger
        self._backup = backup
        self._clock = clock
        self._report = report
        self._ending = threading.Event()
        self._whole_at: float | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; the first backup follows when the start is over."""
        if self._backup is not None:
            self._thread = threading.Thread(
                target=self._run, args=(self._backup,), name="backup", daemon=True
            )
            self._thread.start()

    @property
    def is_kept(self) -> bool:
        """Whether there is a second place at all."""
        return self._backup is not None

    def age(self) -> timedelta | None:
        """How long ago the backup had everything that was recorded; none: not in this run. For any thread."""
        whole_at = self._whole_at
        return None if whole_at is None else timedelta(seconds=self._clock.monotonic() - whole_at)

    def stop(self) -> None:
        """End with a last backup, before the ledger is closed. A place that does not answer is not waited for
        beyond half a minute.
        """
        self._ending.set()
        if self._thread is None:
            return
        self._thread.join(STOP_WITHIN_S)
        if self._thread.is_alive():
            log.warning("the last backup of the ledger did not end in time")

    def _run(self, backup: LedgerBackup) -> None:
        wait_s = min(FIRST_AFTER_S, backup.every_s)
        while not self._ending.wait(wait_s):
            self.make(backup)
            wait_s = backup.every_s
        self.make(backup)

    def make(self, backup: LedgerBackup) -> None:
        """Make a backup if anything is new, and tell what became of it."""
        try:
            if backup.newest(self._ledger.id) >= self._ledger.head.sequence:
                self._whole_at = self._clock.monotonic()
                return
            head = backup.make(self._clock.now())
            self._whole_at = self._clock.monotonic()
            log.info("the ledger was backed up", extra={"sequence": head.sequence})
            self._end_attention("done")
        except Problem as problem:
            log.warning("the ledger could not be backed up", extra={"code": problem.code})
            self._raise_attention(problem)
        except Exception as error:  # noqa: BLE001 - the thread's own funnel
            self._report(error, "backup")

    def _raise_attention(self, problem: Problem) -> None:
        key = f"{ATTENTION}:{self._clock.now():%Y-%m-%d}"
        facts = (("code", problem.code), ("folder", problem.values.get("folder", "")))
        try:
            if self._ledger.raise_attention(ATTENTION, "", key=key, facts=facts):
                self._end_attention("again", but=key)
        except Problem as second:
            log.warning("the missing backup could not be told", extra={"code": second.code})

    def _end_attention(self, by: str, but: str = "") -> None:
        """End what was raised before, today's (`but`) excepted: one is enough."""
        kept = self._ledger.attention_keys_on("")
        keys = tuple(key for key in kept if key.startswith(f"{ATTENTION}:") and key != but)
        if keys:
            self._ledger.end_attention_by_key(keys, by)
