"""The end-of-shift sheet: what was decided, what the central service acknowledged, what waits, what needs a
person; for one officer, or for everybody at this bench.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from workstation.domain.note import NOTES
from workstation.domain.provisional import LABELLED
from workstation.domain.sighting import LOCATED, PRESENTED
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.ledger.entries import EntryRow
from workstation.ledger.store import Ledger
from workstation.sync.news import LineState

BEGAN, TODAY, HALF_DAY, SINCE = "began", "today", "half_day", "since"

RELEASE, ACKNOWLEDGE = "release", "acknowledge"

SEEN: Final = frozenset({PRESENTED, LOCATED, LABELLED})
"""Notes of what every day brings: the sheet counts the parcels, and has no line for each."""

BREAK: Final = timedelta(hours=6)
"""So long without an entry of the officer's ends a shift. Rest between two shifts is longer, a break within
one is not.
"""
PAGE: Final = 500
MOST_LINES: Final = 5_000
_MOST_ATTENTION: Final = 1_000


class Period(Value):
    """Which entries: since the officer `began`, `today`, the last twelve hours (`half_day`), or `since` the
    beginning of a `day`.
    """

    kind: str = BEGAN
    day: date | None = None


class SheetLine(Value):
    """One decision. `number` is the parcel's as printed on it (empty: not known here), `receipt` the central
    service's; `state` is `waiting`, `acknowledged` or `refused`; `attention` the kinds that are open on its
    consignment. `overruled` is `held` or `seized` where that stands on the goods of a release.
    """

    sequence: int
    event_id: str
    kind: str
    consignment: str
    number: str
    officer: str
    at: datetime
    state: str
    second: str = ""
    receipt: str = ""
    code: str = ""
    words: str = ""
    attention: tuple[str, ...] = ()
    overruled: str = ""


class Totals(Value):
    """How many decisions, on how many consignments, and what became of them. Acknowledgements of two acts in
    conflict, and notes (domain/note.py), decide nothing: they are `noted`. `seen`: how many consignments'
    parcels were read and put away here.
    """

    decided: int = 0
    noted: int = 0
    seen: int = 0
    consignments: int = 0
    acknowledged: int = 0
    waiting: int = 0
    refused: int = 0
    in_attention: int = 0


class OfficerPart(Value):
    """What one officer decided, the oldest first."""

    officer: str
    lines: tuple[SheetLine, ...]
    totals: Totals


class ShiftSheet(Value):
    """One sheet. `since` and `until` are the first and the last instant that it is about; `is_cut`: there
    was more than a sheet holds, and the oldest are missing. `problem`, with its values, is what stops the
    line while something waits (sync/news.py, `LineState`).
    """

    officer: str
    everybody: bool
    office: str
    bench: str
    ledger: str
    made: datetime
    since: datetime
    until: datetime
    parts: tuple[OfficerPart, ...] = ()
    totals: Totals = Totals()
    is_cut: bool = False
    problem: str = ""
    problem_values: Mapping[str, str] = {}

    def lines(self) -> tuple[SheetLine, ...]:
        """Every decision, officer by officer."""
        return tuple(line for part in self.parts for line in part.lines)


class ShiftDesk:
    """Makes sheets from the ledger, page by page. For a reader's thread.

    `numbers` gives what consignments are called, `standings` where they stand, `state` how the line stands;
    `zone` is the office's (none: the machine's own).
    """

    def __init__(
        self,
        ledger: Ledger,
        numbers: Callable[[Collection[str]], Mapping[str, str]],
        state: Callable[[], LineState],
        officer: Callable[[], str],
        clock: Clock,
        zone: tzinfo | None = None,
        standings: Callable[[Collection[str]], Mapping[str, str]] = lambda _ids: {},
    ) -> None:
        self._standings = standings
        self._ledger = ledger
        self._numbers = numbers
        self._state = state
        self._officer = officer
        self._clock = clock
        self._zone = zone

    def sheet(self, period: Period, *, everybody: bool = False) -> ShiftSheet:
        """The sheet of this period, of the officer at work or of everybody."""
        officer, now = self._officer(), self._clock.now()
        if period.kind == BEGAN:
            rows, is_cut = self._since_began(officer)
        else:
            rows, is_cut = self._since(self._start_of(period, now))
        # What the bench itself has noted is nobody's work.
        mine = [
            row for row in rows if row.consignment and row.officer and (everybody or row.officer == officer)
        ]
        lines = self._lines([row for row in mine if row.kind not in SEEN])
        seen = [row for row in mine if row.kind in SEEN]
        totals, line = _totals(lines, seen), self._state()
        return ShiftSheet(
            officer=officer,
            everybody=everybody,
            office=self._ledger.office,
            bench=self._ledger.bench,
            ledger=self._ledger.id,
            made=now,
            since=min([row.at for row in mine], default=now)
            if period.kind == BEGAN
            else self._start_of(period, now),
            until=now,
            parts=_by_officer(lines, seen),
            totals=totals,
            is_cut=is_cut,
            problem=line.problem_words if totals.waiting else "",
            problem_values=line.problem_values if totals.waiting else {},
        )

    def _start_of(self, period: Period, now: datetime) -> datetime:
        if period.kind == HALF_DAY:
            return now - timedelta(hours=12)
        day = period.day if period.kind == SINCE and period.day else now.astimezone(self._zone).date()
        # Of the machine's own zone a naive time is local time.
        return datetime.combine(day, time(), self._zone).astimezone(self._zone)

    def _since(self, start: datetime) -> tuple[Sequence[EntryRow], bool]:
        """Entries not older than this, the newest first. A whole page that is older ends it: a clock that was
        set back and forth leaves no hole.
        """
        found: list[EntryRow] = []
        for page in self._pages():
            within = [row for row in page if row.at >= start]
            if not within:
                break
            found += within
            if len(found) >= MOST_LINES:
                return found[:MOST_LINES], True
        return found, False

    def _since_began(self, officer: str) -> tuple[Sequence[EntryRow], bool]:
        """Entries since the officer's first after a long break, the newest first; others' among them, too."""
        found: list[EntryRow] = []
        newer: datetime | None = None
        own = 0
        for page in self._pages():
            for row in page:
                if row.officer == officer:
                    if newer is not None and newer - row.at >= BREAK:
                        return found[:own], False
                    newer = row.at
                found.append(row)
                if row.officer == officer:
                    own = len(found)
                if len(found) >= MOST_LINES:
                    return found, True
        return found[:own], False

    def _pages(self) -> Iterable[Sequence[EntryRow]]:
        before: int | None = None
        while page := self._ledger.entries.before(before, PAGE):
            yield page
            before = page[-1].sequence

    def _lines(self, rows: Sequence[EntryRow]) -> tuple[SheetLine, ...]:
        attention: dict[str, list[str]] = {}
        for each in self._ledger.attention(_MOST_ATTENTION):
            attention.setdefault(each.consignment, []).append(each.kind)
        numbers = self._numbers({row.consignment for row in rows})
        standings = self._standings({row.consignment for row in rows if row.kind == RELEASE})
        return tuple(
            SheetLine(
                sequence=row.sequence,
                event_id=row.event_id,
                kind=row.kind,
                consignment=row.consignment,
                number=numbers.get(row.consignment, ""),
                officer=row.officer,
                second=row.second,
                at=row.at,
                state=row.state,
                receipt=row.number,
                code=row.code,
                words=row.words,
                attention=tuple(dict.fromkeys(attention.get(row.consignment, ()))),
                overruled=_overruled(row, standings),
            )
            for row in reversed(rows)
        )


def _overruled(row: EntryRow, standings: Mapping[str, str]) -> str:
    standing = standings.get(row.consignment, "")
    return standing if row.kind == RELEASE and standing in ("held", "seized") else ""


def _by_officer(lines: Sequence[SheetLine], seen: Sequence[EntryRow]) -> tuple[OfficerPart, ...]:
    found: dict[str, list[SheetLine]] = {}
    for line in lines:
        found.setdefault(line.officer, []).append(line)
    return tuple(
        OfficerPart(
            officer=officer,
            lines=tuple(theirs),
            totals=_totals(theirs, [row for row in seen if row.officer == officer]),
        )
        for officer, theirs in sorted(found.items())
    )


def _totals(lines: Sequence[SheetLine], seen: Sequence[EntryRow]) -> Totals:
    states = [line.state for line in lines]
    noted = sum(line.kind == ACKNOWLEDGE or line.kind in NOTES for line in lines)
    return Totals(
        decided=len(lines) - noted,
        noted=noted,
        seen=len({row.consignment for row in seen}),
        consignments=len({line.consignment for line in lines}),
        acknowledged=states.count("acknowledged"),
        waiting=states.count("waiting"),
        refused=states.count("refused"),
        in_attention=len({line.consignment for line in lines if line.attention}),
    )
