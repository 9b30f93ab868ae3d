"""How long this bench can go on alone: what it has, how old that is, until when it holds, and since when the
service has not been heard.

Nothing here believes the bench's own clock: how long the bench has been alone is measured, and that is added
to how old things were when the service was last heard.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from workstation.cache.store import CacheReader
from workstation.cache.values import Images, Totals
from workstation.desk.mandate import MandateCard
from workstation.domain.problems import Refused
from workstation.domain.reference import LIST_NAMES
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.host.files import problem_of
from workstation.host.settings import Drills
from workstation.identity.officer import Officer
from workstation.sync.drill import Drill, DrillState
from workstation.sync.news import LineState

__all__ = ["DrillState", "Holding", "Images", "ListAge", "Readiness", "ReadinessDesk", "ReadinessNeeds"]

LEAST_FREE_BYTES: Final = 50_000_000
"""With less room on the disk no decision is certain to find its place."""

UP: Final = ("on_line", "pulling")


class Holding(Value):
    """Something a bench alone lives on, and for how long it still holds: `name` is `consignments`,
    `list.` and the list's name, `mandate`, `disk`, or `bench` of one that was taken out of service.
    """

    name: str
    left: timedelta


class ListAge(Value):
    """A reference list, and how long ago the service last said that it is the one that it has (none: not
    known).
    """

    name: str
    age: timedelta | None = None


class Readiness(Value):
    """What one look at a bench says. `alone` is how long the service has not been heard (none: never heard);
    `is_up` whether the line is; `left` for how long the bench can go on, and `limit` what ends it, as of
    `Holding.name`. `images` are counted only when asked for; `backup` is how old the ledger's second copy is
    (none: there is none); `mandate_left` for how long the officer's mandate holds (none: none is known),
    `card` what it says. `sent` of `total` consignments of a snapshot have come, while one is under way.
    """

    is_up: bool
    alone: timedelta | None
    totals: Totals
    lists: tuple[ListAge, ...]
    holdings: tuple[Holding, ...]
    left: timedelta
    limit: str
    free_bytes: int
    drill: DrillState
    may_drill: bool
    drill_lasts: timedelta
    images: Images | None = None
    backup: timedelta | None = None
    keeps_backup: bool = False
    mandate_left: timedelta | None = None
    card: MandateCard | None = None
    sent: int = 0
    total: int = 0


@dataclass(frozen=True, kw_only=True)
class ReadinessNeeds:
    """What readiness is read from. `backup_age` is missing where no second place is set; `mandate_left` where
    nothing is known of mandates. `alone` measures since when the service was not heard; none: never heard.
    """

    reader: Callable[[], CacheReader]
    line: Callable[[], LineState]
    wake: Callable[[], None]
    drill: Drill
    clock: Clock
    officer: Callable[[], Officer]
    folder: Path
    alone_days: int
    drills: Drills
    alone: Callable[[], timedelta | None]
    backup_age: Callable[[], timedelta | None] | None = None
    mandate_left: Callable[[], timedelta | None] | None = None
    card: Callable[[], MandateCard] | None = None
    is_revoked: Callable[[], bool] = lambda: False


class ReadinessDesk:
    """`look` is for a reader's thread; `begin_drill` and `end_drill` are for the ledger's writer."""

    def __init__(self, needs: ReadinessNeeds) -> None:
        self._needs = needs

    def look(self, *, images: bool = False) -> Readiness:
        """How it stands now; with `images` those are counted, too, which takes a while."""
        needs, reader = self._needs, self._needs.reader()
        totals = reader.totals()
        alone = self._alone(totals)
        lists = self._lists(reader, totals, alone)
        mandate_left = needs.mandate_left() if needs.mandate_left else None
        free = _free_bytes(needs.folder)
        holdings = tuple(self._holdings(totals, alone, lists, mandate_left, free))
        shortest = min(holdings, key=lambda each: each.left)
        line = needs.line()
        is_filling = line.phase == "pulling"
        return Readiness(
            is_up=line.phase in UP,
            alone=alone,
            totals=totals,
            lists=lists,
            holdings=holdings,
            left=shortest.left,
            limit=shortest.name,
            free_bytes=free,
            drill=needs.drill.state(),
            may_drill=needs.drills.allowed,
            drill_lasts=timedelta(hours=needs.drills.hours),
            images=reader.images_ahead() if images else None,
            backup=needs.backup_age() if needs.backup_age else None,
            keeps_backup=needs.backup_age is not None,
            mandate_left=mandate_left,
            card=needs.card() if needs.card else None,
            sent=line.sent if is_filling else 0,
            total=line.total if is_filling else 0,
        )

    def _alone(self, totals: Totals) -> timedelta | None:
        measured = self._needs.alone()
        if measured is not None or totals.pulled_at is None:
            return measured
        # Heard by a version that measured nothing: the cache knows when, by the bench's clock.
        return max(timedelta(), self._needs.clock.now() - totals.pulled_at)

    def _lists(self, reader: CacheReader, totals: Totals, alone: timedelta | None) -> tuple[ListAge, ...]:
        heard = reader.references_heard()
        found = []
        for name in LIST_NAMES:
            if reader.reference(name) is None:
                continue
            age = None
            if name in heard and totals.pulled_at is not None:
                # Both by the bench's clock, and while the line was up; what passed since is measured.
                age = (alone or timedelta()) + max(timedelta(), totals.pulled_at - heard[name])
            found.append(ListAge(name=name, age=age))
        return tuple(found)

    def _holdings(
        self,
        totals: Totals,
        alone: timedelta | None,
        lists: tuple[ListAge, ...],
        mandate_left: timedelta | None,
        free: int,
    ) -> list[Holding]:
        allowed = timedelta(days=self._needs.alone_days)
        # A bench that has nothing (a wrong office, perhaps) has nothing to go on with.
        is_filled = totals.complete and totals.consignments > 0
        left = allowed - alone if is_filled and alone is not None else timedelta()
        found = [Holding(name="bench", left=timedelta())] if self._needs.is_revoked() else []
        found.append(Holding(name="consignments", left=left))
        for each in lists:
            # Of one whose age is not known it is known that it is at least so old.
            age = each.age if each.age is not None else alone
            found.append(Holding(name=f"list.{each.name}", left=allowed - age if age else allowed))
        if mandate_left is not None:
            found.append(Holding(name="mandate", left=mandate_left))
        if free < LEAST_FREE_BYTES:
            found.append(Holding(name="disk", left=timedelta()))
        return [Holding(name=each.name, left=max(timedelta(), each.left)) for each in found]

    # --- the drill ----------------------------------------------------------------------------------------

    def begin_drill(self) -> None:
        """Cut this bench off on purpose. Raises Refused where policy does not allow it."""
        if not self._needs.drills.allowed:
            raise Refused(
                "A drill is not allowed at this bench.",
                safe="Nothing was changed.",
                do_now="Ask IT: the policy drill.allowed decides it.",
                code="drill.not_allowed",
            )
        self._needs.drill.begin(self._needs.officer().id, timedelta(hours=self._needs.drills.hours))
        self._needs.wake()

    def end_drill(self) -> None:
        """The line is free again."""
        try:
            self._needs.drill.end(self._needs.officer().id)
        finally:
            self._needs.wake()


def _free_bytes(folder: Path) -> int:
    """What is free on the disk of this folder. Raises Unavailable where it cannot be asked."""
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise problem_of(error, folder) from error
