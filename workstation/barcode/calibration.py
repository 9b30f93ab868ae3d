"""The reader check: what the reads of the sheet say of a reader, what is wrong with it, and the profile that
makes up for what a profile can make up for.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import Final, Literal

import msgspec

from workstation.barcode.observation import Case, Layouts, Observation, observed
from workstation.barcode.reads import BarcodeRead
from workstation.barcode.sheet import EVERYTHING, SEPARATED, SYMBOLS
from workstation.host.settings import (
    BLUETOOTH,
    MOST_GAP_MS,
    MOST_MEAN_MS,
    WIRED,
    ReaderProfile,
    is_unmistakable,
)

CHECKING: Final = ReaderProfile(name="check", max_gap_ms=300, mean_gap_ms=200, terminator="none")
"""How reads are told from typing during the check: so that also a slow reader, and one without a terminator,
are heard. Nobody types there.
"""

AGAIN_WITHIN_MS: Final = 300
"""Two reads of one symbol within so short a time are one pull of the trigger."""


_GAP_MARGIN, _MEAN_MARGIN = 1.5, 1.3
_MOST_KEPT: Final = 100
_LONGEST_PREFIX: Final = 8

Severity = Literal["good", "saved", "again", "set"]
"""`good`: nothing to do. `saved`: the profile makes up for it. `again`: another read must show it. `set`: it
must be set at the reader, or the bench.
"""


class Finding(msgspec.Struct, frozen=True):
    """One thing that was found: its code, how much it matters, and values for the words."""

    code: str
    severity: Severity
    values: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """What it is about: `layout`, `speed` ..."""
        return self.code.partition(".")[0]


class Verdict(msgspec.Struct, frozen=True):
    """All that was found, and the profile for this reader."""

    findings: tuple[Finding, ...]
    profile: ReaderProfile

    @property
    def severity(self) -> Severity:
        """The worst of them."""
        found = {finding.severity for finding in self.findings}
        order: tuple[Severity, ...] = ("set", "again", "saved")
        return next((each for each in order if each in found), "good")


class Sitting:
    """One check of one reader: what was read so far. Used from one thread."""

    def __init__(self, layouts: Layouts) -> None:
        self._layouts = layouts
        self._observations: list[Observation] = []

    @property
    def symbols_read(self) -> frozenset[str]:
        """Names of the symbols that were read."""
        return frozenset(each.symbol for each in self._observations)

    def hear(self, read: BarcodeRead) -> Observation | None:
        """What this read shows; None where it is no symbol of the sheet, or was typed by hand."""
        if read.source == "typed":
            return None
        found = observed(read, self._layouts)
        if found is not None:
            self._observations = [*self._observations, found][-_MOST_KEPT:]
        return found

    def begin_anew(self) -> None:
        """Forget what was read."""
        self._observations = []

    def verdict(self, profile: ReaderProfile) -> Verdict:
        """What the reads say, and what becomes of `profile`."""
        seen = self._observations
        if not seen:
            return Verdict((), profile)
        findings: list[Finding] = []
        for judge in _JUDGES:
            found, profile = judge(seen, profile)
            findings += found
        return Verdict(tuple(findings), profile)


Judged = tuple[Iterable[Finding], ReaderProfile]
Judge = Callable[[Sequence[Observation], ReaderProfile], Judged]


def _changed(profile: ReaderProfile, **values: object) -> ReaderProfile:
    return msgspec.structs.replace(profile, **values)


# --- characters -------------------------------------------------------------------------------------------


def _layout(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    """Which keyboard the reader types on. One symbol that shows it counts more than others that are alike on
    several keyboards.
    """
    if all(each.is_serial for each in seen):
        return [Finding("layout.serial", "good")], profile
    newest = tuple(_newest_of_each(seen))
    foreign = [each.layouts for each in newest if each.way == "foreign"]
    if foreign:
        shared = [name for name in foreign[0] if all(name in names for names in foreign)]
        return [Finding("layout.foreign", "set", tuple(shared) or foreign[-1])], profile
    if any(each.way == "typed" and each.bench_differs for each in newest):
        return [Finding("layout.host", "saved")], _changed(profile, layout="host")
    repaired = [each.layouts for each in newest if each.way == "repaired"]
    if repaired:
        return [Finding("layout.repaired", "good", repaired[0])], profile
    differs = any(each.bench_differs for each in newest)
    return [Finding("layout.keys" if differs else "layout.right", "good")], _changed(profile, layout="us")


def _wrong(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    """Characters that came in place of others. Of a foreign keyboard that is no news."""
    newest = [each for each in _newest_of_each(seen) if each.way != "foreign"]
    pairs = sorted({pair for each in newest for pair in each.wrong})
    if not pairs:
        return [], profile
    return [Finding("wrong.characters", "set", tuple(f"{known} → {came}" for known, came in pairs))], profile


def _case(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    newest = [each for each in _newest_of_each(seen) if not each.is_serial]
    caps_lock = any(each.caps_lock for each in newest)
    turned = frozenset[Case]().union(*(each.turned for each in newest))
    if not turned:
        if any(each.way == "typed" and each.caps_lock for each in newest):
            return [Finding("caps_lock.compensated", "saved")], _changed(profile, caps_lock="compensated")
        profile = _changed(profile, caps_lock="ignored") if caps_lock else profile
        return [Finding("caps_lock.on", "good")] if caps_lock else [], profile
    rule = _rule(turned, frozenset[Case]().union(*(each.kept for each in newest)))
    if rule != "some" and any(each.way == "typed" for each in newest):
        return [Finding("case.maybe_caps_lock", "set")], profile
    return [Finding(f"case.{rule}", "set")], profile


def _rule(turned: frozenset[Case], kept: frozenset[Case]) -> str:
    """What rule upper and lower case follow: `turned` where only one of them was read, `some` where letters
    were changed without a rule, because Shift was lost.
    """
    if turned & kept:
        return "some"
    if len(turned) == 2:
        return "swapped"
    if not kept:
        return "turned"
    return "lower" if "upper" in turned else "upper"


def _lost(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    """Lost at the same place in each read: a key that the reader or the bench has not. Else: too fast."""
    losing = [each for each in seen if each.lost and each.way != "foreign"]
    if not losing:
        if any(each.way == "foreign" for each in seen):
            return [], profile
        return [Finding("lost.none", "good", (str(len(seen)),))], profile
    newest = losing[-1]
    characters = _characters(newest)
    alike = [each for each in seen if each.symbol == newest.symbol]
    if all(each.lost and each.lost[0] == 0 and len(each.lost) == 1 for each in losing) and len(losing) > 1:
        return [Finding("lost.first", "set")], profile
    if len(alike) == 1:
        return [Finding("lost.once", "again", (characters, str(len(newest.lost))))], profile
    values = (characters, str(len(losing)), str(len(seen)))
    if any(each.lost != newest.lost for each in alike):
        return [Finding("lost.some", "set", values)], profile
    # Where the reader's keyboard is right, and the bench's another, the bench's dead keys took them.
    is_bench = newest.way == "keys" and newest.bench_differs
    return [Finding("lost.bench" if is_bench else "lost.same", "set", values)], profile


def _characters(observation: Observation) -> str:
    text = next(each.text for each in SYMBOLS if each.name == observation.symbol)
    return " ".join("␣" if text[place] == " " else text[place] for place in observation.lost)


def _doubled(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    found: list[Finding] = []
    if any(each.glued > 1 for each in seen):
        found.append(Finding("doubled.code", "set"))
    elif any(_is_same_pull(before, after) for before, after in pairwise(seen)):
        found.append(Finding("doubled.read", "set"))
    doubling = [each for each in seen if each.doubled]
    if doubling:
        found.append(Finding("doubled.characters", "set", (str(len(doubling)), str(len(seen)))))
    if any(each.added and each.way != "foreign" for each in seen):
        found.append(Finding("wrong.added", "set"))
    return found, profile


def _is_same_pull(before: Observation, after: Observation) -> bool:
    pause = after.started_ms - before.ended_ms
    return before.symbol == after.symbol and 0 <= pause <= AGAIN_WITHIN_MS


# --- what stands around them ------------------------------------------------------------------------------


def _separator(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    """The GS1 symbol goes before the other: readers treat FNC1 and a plain GS alike or not."""
    shown = [each for each in seen if each.separator]
    if not shown:
        return [Finding("separator.not_read", "again")], profile
    of_gs1 = [each for each in shown if each.symbol == SEPARATED.name]
    newest = (of_gs1 or shown)[-1]
    if newest.separator == "right":
        return [Finding("separator.right", "good")], _changed(profile, separator="")
    if newest.separator == "lost":
        return [Finding("separator.lost", "set")], _changed(profile, separator="")
    sent = newest.separator_as
    if len(sent) == 1 and sent.isprintable() and not sent.isalnum() and sent != " ":
        return [Finding("separator.saved", "saved", (sent,))], _changed(profile, separator=sent)
    return [Finding("separator.other", "set", (sent,))], profile


def _terminator(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    ends = {each.ended_by for each in seen}
    if ends == {"silence"}:
        if all(each.is_serial for each in seen):
            return [Finding("terminator.silence", "good")], profile
        return [Finding("terminator.none", "saved")], _changed(profile, terminator="none")
    if "silence" in ends:
        return [Finding("terminator.mixed", "set")], _changed(profile, terminator="none")
    fits = profile.terminator in {"any", *ends} and len(ends) == 1
    code = "terminator.enter" if "enter" in ends else "terminator.tab"
    return [Finding(code, "good")], profile if fits else _changed(profile, terminator="any")


def _prefix(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    """Taken into the profile where it is the same before both kinds of symbols, or can be no code letter."""
    prefixes = {each.prefix for each in seen}
    if prefixes == {""}:
        gone = [Finding("prefix.gone", "saved", (profile.prefix,))] if profile.prefix else []
        return gone, _changed(profile, prefix="")
    if len(prefixes) > 1:
        return [Finding("prefix.differs", "set", tuple(sorted(prefixes - {""})))], _changed(
            profile, prefix=""
        )
    (prefix,) = prefixes
    if len(prefix) > _LONGEST_PREFIX:
        return [Finding("prefix.long", "set", (prefix,))], _changed(profile, prefix="")
    kinds = {each.symbol == EVERYTHING.name for each in seen}
    if len(kinds) == 1 and prefix.isprintable():
        return [Finding("prefix.more", "again", (prefix,))], profile
    return [Finding("prefix.saved", "saved", (prefix,))], _changed(profile, prefix=prefix)


def _suffix(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    suffixes = tuple(dict.fromkeys(each.suffix for each in seen if each.suffix))
    return [Finding("suffix.more", "set", suffixes)] if suffixes else [], profile


def _aim(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    sent = tuple(dict.fromkeys(each.aim for each in seen if each.aim))
    return [Finding("aim.sent", "good", sent) if sent else Finding("aim.none", "good")], profile


# --- speed ------------------------------------------------------------------------------------------------


def _speed(seen: Sequence[Observation], profile: ReaderProfile) -> Judged:
    """Which pauses it needs, with room for a bench that is busy."""
    timed = [each.gaps_ms for each in seen if each.gaps_ms]
    if not timed:
        return [], profile
    slowest = max(max(gaps) for gaps in timed)
    mean = max(sum(gaps) / len(gaps) for gaps in timed)
    said = (f"{mean:.0f}", str(slowest))
    most = ceil(slowest * _GAP_MARGIN / 10) * 10
    most_mean = ceil(mean * _MEAN_MARGIN / 5) * 5
    if (most > MOST_GAP_MS or most_mean > MOST_MEAN_MS) and not is_unmistakable(profile.prefix):
        return [Finding("speed.too_slow", "set", said)], profile
    for ready, code in ((WIRED, "speed.wired"), (BLUETOOTH, "speed.bluetooth")):
        if most <= ready.max_gap_ms and most_mean <= ready.mean_gap_ms:
            severity: Severity = "good" if ready is WIRED else "saved"
            return [Finding(code, severity, said)], _paced(profile, ready)
    custom = _changed(BLUETOOTH, name="custom", max_gap_ms=most, mean_gap_ms=most_mean)
    return [Finding("speed.custom", "saved", said)], _paced(profile, custom)


def _paced(profile: ReaderProfile, pace: ReaderProfile) -> ReaderProfile:
    return _changed(profile, name=pace.name, max_gap_ms=pace.max_gap_ms, mean_gap_ms=pace.mean_gap_ms)


def _newest_of_each(seen: Sequence[Observation]) -> Iterator[Observation]:
    """The newest observation of each symbol."""
    yield from {each.symbol: each for each in seen}.values()


_JUDGES: Final[tuple[Judge, ...]] = (
    _layout,
    _wrong,
    _case,
    _lost,
    _doubled,
    _terminator,
    _separator,
    _prefix,
    _suffix,
    _aim,
    _speed,
)
