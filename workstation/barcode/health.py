"""How the reader of this bench fares, day by day: how fast it is, and how often what it sent was no good.

Counts and pauses only, kept in the home of the bench and sent nowhere. No text of a barcode is in it, no time
of a single read and nobody's name.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec

from workstation.barcode.reads import BarcodeRead

DAYS_KEPT: Final = 30
_LONGEST_PAUSE_MS: Final = 2_000
"""What is longer is no pause of a reader."""

ENOUGH_READS: Final = 50
"""Below so many reads a share says nothing."""
BAD_SHARE: Final = 0.02
"""A share of misread, short and cut off reads that a sound reader on sound labels stays below."""
NEAR_LIMIT: Final = 0.8


class HealthDay(msgspec.Struct, frozen=True, kw_only=True):
    """One day: how many reads there were and how many of them were what.

    `misread`: the check digit was wrong. `repaired`: reader and profile did not agree on the keyboard, and
    the cache or a check digit said what was printed. `joined`: it came at the pace of the read before it, so
    that neither could be believed. `pauses` and `pause_ms` are how many pauses between
    characters were measured and their sum, `slowest_ms` the longest of them.
    """

    day: str
    reads: int = 0
    misread: int = 0
    too_short: int = 0
    cut_off: int = 0
    no_prefix: int = 0
    joined: int = 0
    repaired: int = 0
    pauses: int = 0
    pause_ms: int = 0
    slowest_ms: int = 0

    @property
    def bad(self) -> int:
        """Reads that meant nothing because of how they were read."""
        return self.misread + self.too_short + self.cut_off + self.no_prefix + self.joined

    @property
    def mean_ms(self) -> float:
        """The mean pause between two characters; 0 where none was measured."""
        return self.pause_ms / self.pauses if self.pauses else 0.0

    def with_read(self, read: BarcodeRead) -> "HealthDay":
        """The day with one read more."""
        gaps = [gap for gap in read.gaps_ms() if 0 <= gap <= _LONGEST_PAUSE_MS]
        return msgspec.structs.replace(
            self,
            reads=self.reads + 1,
            too_short=self.too_short + (read.flaw == "too_short"),
            cut_off=self.cut_off + (read.flaw == "cut_off"),
            no_prefix=self.no_prefix + (read.flaw == "no_prefix"),
            joined=self.joined + (read.flaw == "joined"),
            repaired=self.repaired + bool(read.through),
            pauses=self.pauses + len(gaps),
            pause_ms=self.pause_ms + sum(gaps),
            slowest_ms=max((self.slowest_ms, *gaps)),
        )


class Health:
    """The days of one bench's reader. Used from one thread."""

    def __init__(self, days: Sequence[HealthDay] = ()) -> None:
        self._days = {day.day: day for day in days}
        self.is_changed = False
        """Whether anything was counted since it was packed last."""

    @classmethod
    def unpacked(cls, kept: bytes) -> "Health":
        """What was kept; nothing where that cannot be read, for no count is worth a start that fails."""
        try:
            return cls(msgspec.json.decode(kept, type=tuple[HealthDay, ...]))
        except (msgspec.DecodeError, UnicodeDecodeError):
            return cls()

    def packed(self) -> bytes:
        """To be kept: the newest days."""
        self.is_changed = False
        return msgspec.json.encode(self.days())

    def days(self) -> tuple[HealthDay, ...]:
        """The newest days, the oldest of them first."""
        return tuple(self._days[day] for day in sorted(self._days))[-DAYS_KEPT:]

    def hear(self, read: BarcodeRead, today: date) -> None:
        """A read came from the reader; what was typed by hand says nothing of it."""
        if read.source != "typed":
            self._put(self._day(today).with_read(read))

    def hear_misread(self, today: date) -> None:
        """A read turned out to have a wrong check digit."""
        day = self._day(today)
        self._put(msgspec.structs.replace(day, misread=day.misread + 1))

    def _day(self, today: date) -> HealthDay:
        return self._days.get(today.isoformat()) or HealthDay(day=today.isoformat())

    def _put(self, day: HealthDay) -> None:
        self._days[day.day] = day
        self.is_changed = True


def together(days: Sequence[HealthDay]) -> HealthDay:
    """Several days as one."""
    counted = {
        name: sum(getattr(day, name) for day in days)
        for name in HealthDay.__struct_fields__
        if name not in {"day", "slowest_ms"}
    }
    return HealthDay(
        day=days[0].day if days else "",
        slowest_ms=max((day.slowest_ms for day in days), default=0),
        **counted,
    )


def is_poor(day: HealthDay) -> bool:
    """Whether more reads were no good than a sound reader's are."""
    return day.reads >= ENOUGH_READS and day.bad > day.reads * BAD_SHARE


def is_near_limit(day: HealthDay, max_gap_ms: int) -> bool:
    """Whether its longest pause is so near to the profile's that a busy machine may break a read in two."""
    return day.slowest_ms > max_gap_ms * NEAR_LIMIT
