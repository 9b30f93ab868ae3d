"""How the line to the central service stands, in words short enough for the top strip."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication

from workstation.ui.parts import formats
from workstation.ui.parts.text import shown

translate = QCoreApplication.translate

_A_DAY: Final = timedelta(hours=18)
"""Within so long a time of day says enough."""


class Planned(Protocol):
    """A planned interruption; `workstation.contract.messages.Maintenance` is one."""

    @property
    def starts(self) -> datetime:
        """When it begins."""
        ...

    @property
    def ends(self) -> datetime:
        """When the service is there again."""
        ...

    @property
    def words(self) -> str:
        """What the service says of it."""
        ...


class LineStanding(Protocol):
    """How the line stands; `workstation.desk.line.LineState` is one."""

    @property
    def phase(self) -> str:
        """`starting`, `pulling`, `on_line`, `off_line`, `refused` or `drill`."""
        ...

    @property
    def last_heard(self) -> datetime | None:
        """When the central service last answered."""
        ...

    @property
    def sent(self) -> int:
        """Consignments of the snapshot that have come."""
        ...

    @property
    def total(self) -> int:
        """Consignments of the snapshot in all."""
        ...

    @property
    def problem(self) -> str:
        """What stops the work, as a problem's code; empty while nothing does."""
        ...

    @property
    def problem_words(self) -> str:
        """What stops the work: the source text of a problem's sentence; empty while nothing does."""
        ...

    @property
    def problem_values(self) -> Mapping[str, str]:
        """What stands in the places of that sentence."""
        ...

    @property
    def next_try(self) -> datetime | None:
        """When it is tried again."""
        ...

    @property
    def compared_at(self) -> datetime | None:
        """When bench and service last compared the ledger."""
        ...

    @property
    def compared_count(self) -> int:
        """Entries that the service held then."""
        ...

    @property
    def compared_differs(self) -> int:
        """Entries that were not as here."""
        ...

    @property
    def failures(self) -> int:
        """How many attempts failed in a row."""
        ...

    @property
    def maintenance(self) -> Sequence[Planned]:
        """Interruptions that the service plans."""
        ...


class PhaseWords(NamedTuple):
    """One phase: its words, icon and colour token."""

    words: str
    icon: str
    ink: str


ASKS_TO_WAIT: Final = "service.busy"
"""The problem's code where the service answers 429 or 503."""

ALONE: Final = ("off_line", "refused", "drill")
"""Phases in which the bench goes on without the central service."""

QUIET_FROM: Final = timedelta(seconds=10)
"""Two polls (`SyncPace`): a line that brought nothing for longer is not called on line, whatever the sync
waits for.
"""


def is_stopped(state: LineStanding) -> bool:
    """Whether something stops the work while the line itself is up (a full disk, a damaged ledger)."""
    return bool(state.problem) and state.phase not in ALONE


def is_quiet(state: LineStanding, now: datetime) -> bool:
    """Whether a line that is up has brought nothing for longer than it should take."""
    if state.phase != "on_line" or is_stopped(state):
        return False
    return state.last_heard is not None and now - state.last_heard > QUIET_FROM


def phase_words(state: LineStanding, now: datetime) -> PhaseWords:
    """The phase in words, with its icon; an unknown phase counts as off line."""
    if is_stopped(state) and state.problem == ASKS_TO_WAIT:
        return PhaseWords(translate("Line", "the service asks to wait"), "off_line", "attention")
    if is_stopped(state):
        of_service = state.problem.startswith("service.")
        words = (
            translate("Line", "fault at the service")
            if of_service
            else translate("Line", "fault at this bench")
        )
        return PhaseWords(words, "problem", "problem")
    if is_quiet(state, now) and state.last_heard is not None:
        age = formats.age(now - state.last_heard)
        return PhaseWords(translate("Line", "not heard for {age}").format(age=age), "off_line", "attention")
    if state.phase == "pulling" and state.total:
        share = formats.percent(state.sent / state.total)
        return PhaseWords(translate("Line", "filling, {share}").format(share=share), "pulling", "accent")
    if is_alone(state) and any(each.starts <= now < each.ends for each in state.maintenance):
        return PhaseWords(translate("Line", "planned interruption"), "off_line", "attention")
    known = {
        "starting": PhaseWords(translate("Line", "starting"), "pulling", "soft"),
        "pulling": PhaseWords(translate("Line", "filling"), "pulling", "accent"),
        "on_line": PhaseWords(translate("Line", "on line"), "on_line", "good"),
        "drill": PhaseWords(translate("Line", "cut off for a drill"), "off_line", "attention"),
        "refused": PhaseWords(translate("Line", "refused by the service"), "problem", "problem"),
    }
    return known.get(state.phase, PhaseWords(translate("Line", "off line"), "off_line", "attention"))


def heard_words(state: LineStanding, now: datetime) -> str:
    """How long since the service was last heard; while it is not, that too."""
    if state.last_heard is None:
        if state.phase == "starting":
            return translate("Line", "not tried yet")
        return translate("Line", "never heard")
    return translate("Line", "heard {age} ago").format(age=formats.age(now - state.last_heard))


def silence_words(state: LineStanding, now: datetime) -> str:
    """How long since the service was last heard; of a bench that is alone since when, too."""
    if state.last_heard is None or not is_alone(state):
        return heard_words(state, now)
    since, age = formats.instant(state.last_heard), formats.age(now - state.last_heard)
    return translate("Line", "alone for {age}, since {when}").format(age=age, when=since)


def next_try_words(state: LineStanding, now: datetime) -> str:
    """When it is tried again; empty while the line is up."""
    if state.next_try is None or state.next_try <= now:
        return ""
    return translate("Line", "next try in {age}").format(age=formats.age(state.next_try - now))


def compared_words(state: LineStanding, now: datetime) -> tuple[str, str]:
    """Whether this ledger is what the service holds of it, and the colour token of that; empty while the two
    were not compared.
    """
    if state.compared_at is None:
        return "", ""
    age = formats.age(now - state.compared_at)
    if state.compared_differs:
        words = translate("Line", "{count} differ at the service · {age} ago")
        return words.format(count=formats.count(state.compared_differs), age=age), "problem"
    words = translate("Line", "{count} the same at the service · {age} ago")
    return words.format(count=formats.count(state.compared_count), age=age), ""


def failures_words(state: LineStanding) -> str:
    """How many attempts failed in a row; empty while none did."""
    if not state.failures:
        return ""
    return QCoreApplication.translate("Line", "attempts that failed in a row: %n", "", state.failures)


def maintenance_words(state: LineStanding, now: datetime) -> str:
    """The planned interruption that is on, or comes next; empty if there is none."""
    coming = sorted((each for each in state.maintenance if each.ends > now), key=lambda each: each.starts)
    if not coming:
        return ""
    first = coming[0]
    starts, ends = formats.instant(first.starts), formats.instant(first.ends)
    if first.starts <= now:
        starts = ""
    elif first.starts - now < _A_DAY:
        starts = formats.time_of_day(first.starts)
    if first.ends - max(first.starts, now) < _A_DAY:
        ends = formats.time_of_day(first.ends)
    words = (
        translate("Line", "planned interruption {starts} to {ends}").format(starts=starts, ends=ends)
        if starts
        else translate("Line", "planned interruption until {ends}").format(ends=ends)
    )
    return f"{words} ({shown(first.words)})" if first.words else words


def is_alone(state: LineStanding | None) -> bool:
    """Whether the bench goes on without the central service."""
    return state is not None and state.phase in ALONE


def short_ready_words(left: timedelta, *, alone: bool) -> str:
    """For how long this bench can go on alone."""
    if left <= timedelta():
        return translate("Line", "not ready")
    words = translate("Line", "good for {time}") if alone else translate("Line", "ready {time}")
    return words.format(time=formats.remaining(left))


def ready_words(left: timedelta, since: datetime, now: datetime) -> str:
    """Since when this bench is alone, and for how long it can go on; `since` by the bench's clock, of what
    was measured.
    """
    good = short_ready_words(left, alone=True)
    if now - since < timedelta(hours=18):
        when = formats.time_of_day(since)
        return translate("Line", "alone since {time} · {good}").format(time=when, good=good)
    for_so_long = formats.age(now - since)
    return translate("Line", "alone for {time} · {good}").format(time=for_so_long, good=good)
