"""What one read of a symbol of the sheet shows of the reader: what it lost, changed and added, and how fast.

The characters are looked at in more than one way: as the physical keys of a US keyboard say them, as the
bench's keyboard layout says them, and as the keyboard of each other country would have sent them. The way in
which they come nearest to a symbol of the sheet tells what reader and bench are set to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final, Literal, NamedTuple

import msgspec

from workstation.barcode.alignment import DOUBLED, LOST, MORE, RIGHT, TURNED, WRONG, Step, aligned
from workstation.barcode.reads import ALT, CONTROL, KEY_ALTGR, BarcodeRead
from workstation.barcode.sheet import SEPARATOR, SYMBOLS, SheetSymbol

Layouts = Mapping[str, Mapping[str, str]]
"""By the name of a keyboard layout: what each character of a US keyboard is on it, by the same key."""

Way = Literal["keys", "typed", "foreign", "repaired"]
"""`keys`: the physical keys of a US keyboard say what is printed. `typed`: only the bench's layout does, so
the reader is set to the same. `foreign`: the reader is set to a keyboard that the bench has not. `repaired`:
there are no physical keys, and the table of the bench's layout says what is printed.
"""

Case = Literal["upper", "lower"]

Separator = Literal["", "right", "other", "lost"]
"""What came of the separator; empty where the symbol has none."""

_AIM: Final = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""ISO/IEC 15424: symbology identifier."""

LIKE_ENOUGH: Final = 0.5
"""Likeness below which a text is none of the sheet's symbols; other labels have a quarter of it at most."""

_LONGEST: Final = 400
_CASE_WEIGHT: Final = 0.2
_MOST_LAYOUTS: Final = 4

_FIRST: Final = 12
"""Characters at the beginning of a read among which an AIM identifier stands, if the reader sends one."""

_AGAIN: Final = 0.7
"""How much what follows a symbol is like it, where it came a second time with something between."""


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """What one read of a symbol shows.

    `layouts` are the keyboards that the reader or the bench may be set to, by `way`. `lost` are places in the
    symbol's text, without the separator. `wrong` are characters that came in place of others; `turned` and
    `kept` the cases of letters of which some came in the other one, or as they are. `prefix` and `suffix` are
    what stands before and after, without an AIM identifier (`aim`). `glued` says how many times the text came
    in one read. Times as in `BarcodeRead`; `gaps_ms` is empty for a serial reader.
    """

    symbol: str
    way: Way = "keys"
    layouts: tuple[str, ...] = ()
    bench_differs: bool = False
    caps_lock: bool = False
    turned: frozenset[Case] = frozenset()
    kept: frozenset[Case] = frozenset()
    lost: tuple[int, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    doubled: int = 0
    added: int = 0
    glued: int = 1
    separator: Separator = ""
    separator_as: str = ""
    aim: str = ""
    prefix: str = ""
    suffix: str = ""
    ended_by: Literal["enter", "tab", "silence"] = "enter"
    started_ms: int = 0
    ended_ms: int = 0
    gaps_ms: tuple[int, ...] = ()
    is_serial: bool = False


class _Candidate(NamedTuple):
    """A text that the read may be, and how it came about."""

    way: Way
    layout: str
    text: str


class _Fit(NamedTuple):
    """A candidate beside the symbol that it is most like, and how like."""

    candidate: _Candidate
    symbol: SheetSymbol
    likeness: float


def observed(
    read: BarcodeRead, layouts: Layouts, symbols: Sequence[SheetSymbol] = SYMBOLS
) -> Observation | None:
    """What the read shows; None where it is no symbol of the sheet. The reads come with a profile that takes
    off no prefix and looks at physical keys.
    """
    fits: list[_Fit] = []
    for candidate in _candidates(read, layouts):
        fits.append(_fit(candidate, SYMBOLS))
        if fits[-1].likeness == 1:
            break
    best = max(fits, key=_how_like)  # of those that are alike the first: keys before tables
    if best.likeness < LIKE_ENOUGH:
        return None
    way = best.candidate.way
    if best.candidate.layout and best.likeness == 1:
        others = [_fit(each, (best.symbol,)) for each in _candidates(read, layouts) if each.way == way]
        fits = [fit for fit in others if fit.likeness == 1]
    same = [
        fit.candidate.layout for fit in fits if fit.candidate.way == way and fit.likeness == best.likeness
    ]
    return _looked_at(read, best, tuple(name for name in same if name)[:_MOST_LAYOUTS])


def _candidates(read: BarcodeRead, layouts: Layouts) -> Iterator[_Candidate]:
    keys, typed = read.text[:_LONGEST], (read.as_typed or read.text)[:_LONGEST]
    has_keys = any(stroke.scan_code for stroke in read.strokes)
    is_us = has_keys and not _uses_altgr(read)
    yield _Candidate("keys" if is_us or read.source == "serial" else "typed", "", keys)
    if typed != keys:
        yield _Candidate("typed", "", typed)
    if read.source == "serial":
        return
    for name, table in layouts.items():
        plain = {us: came for us, came in table.items() if came.isascii()}  # as all of the sheet is
        yield _Candidate("foreign", name, keys.translate(_translation(plain)))
    if has_keys:
        return
    for name, table in layouts.items():
        back = {came: us for us, came in table.items() if len(came) == 1}
        yield _Candidate("repaired", name, typed.translate(_translation(back)))


def _translation(table: Mapping[str, str]) -> dict[int, str]:
    return {ord(us): came for us, came in table.items()}


def _fit(candidate: _Candidate, symbols: Sequence[SheetSymbol]) -> _Fit:
    once = _times(_Read.of(candidate.text).text)[0]
    return max((_Fit(candidate, each, _likeness(each.text, once)) for each in symbols), key=_how_like)


def _how_like(fit: _Fit) -> float:
    return fit.likeness


def _likeness(known: str, came: str) -> float:
    """From 0 to 1: how much of the two is the same, in order; a letter in the other case counts less."""
    blocks = SequenceMatcher(None, _folded(known), _folded(came), autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    exact = sum(known[a + step] == came[b + step] for a, b, size in blocks for step in range(size))
    return 2 * ((1 - _CASE_WEIGHT) * same + _CASE_WEIGHT * exact) / (len(known) + len(came) or 1)


def _folded(text: str) -> str:
    """Lower case, as long as it was."""
    return "".join(low if len(low := each.lower()) == 1 else each for each in text)


class _Read(NamedTuple):
    """A text with what a reader may send before it: a prefix, an AIM identifier."""

    before: str
    aim: str
    text: str

    @classmethod
    def of(cls, text: str) -> "_Read":
        aim = _AIM.search(text, 0, _FIRST)
        return cls(text[: aim.start()], aim[0], text[aim.end() :]) if aim else cls("", "", text)


def _times(text: str) -> tuple[str, ...]:
    """The text, as often as it stands in itself: a reader may send it twice."""
    for times in (4, 3, 2):
        size, rest = divmod(len(text), times)
        if size >= 6 and not rest and text == text[:size] * times:
            return (text[:size],) * times
    return (text,)


def _looked_at(read: BarcodeRead, fit: _Fit, layouts: tuple[str, ...]) -> Observation:
    text, known = fit.candidate.text, fit.symbol.text
    came = _Read.of(text)
    parts = _times(came.text)
    steps = aligned(known, parts[0])
    leading = tuple(takewhile(_is_added, steps))
    trailing = tuple(takewhile(_is_added, reversed(steps[len(leading) :])))[::-1]
    inside = steps[len(leading) : len(steps) - len(trailing)]
    ends_twice = bool(trailing) and all(step.kind == DOUBLED for step in trailing)
    prefix = came.before + "".join(step.came for step in leading)
    suffix = "" if ends_twice else "".join(step.came for step in trailing)
    again = [around for around in (prefix, suffix) if _likeness(known, around) > _AGAIN]
    at = [step for step in inside if step.known != SEPARATOR]
    separator, separator_as = _separator(inside)
    differs, caps_lock = _bench(read)
    return Observation(
        symbol=fit.symbol.name,
        way=fit.candidate.way,
        layouts=layouts,
        bench_differs=differs,
        caps_lock=caps_lock,
        turned=_cases(at, TURNED),
        kept=_cases(at, RIGHT),
        lost=tuple(step.place for step in at if step.kind == LOST),
        wrong=tuple((step.known, step.came) for step in at if step.kind == WRONG),
        doubled=sum(step.kind == DOUBLED for step in (*at, *(trailing if ends_twice else ()))),
        added=0 if separator_as else sum(step.kind == MORE for step in at),
        glued=len(parts) + len(again),
        separator=separator,
        separator_as=separator_as,
        aim=came.aim,
        prefix="" if prefix in again else prefix,
        suffix="" if suffix in again else suffix,
        ended_by=read.ended_by,
        started_ms=read.started_ms,
        ended_ms=read.ended_ms,
        gaps_ms=read.gaps_ms(),
        is_serial=read.source == "serial",
    )


def _is_added(step: Step) -> bool:
    return step.kind in {MORE, DOUBLED}


def _separator(steps: Sequence[Step]) -> tuple[Separator, str]:
    """What became of the separator, and what came in its place, however many characters."""
    for at, step in enumerate(steps):
        if step.known == SEPARATOR:
            if step.kind == RIGHT:
                return "right", ""
            before = tuple(takewhile(_is_added, reversed(steps[:at])))[::-1]
            after = tuple(takewhile(_is_added, steps[at + 1 :]))
            came = "".join(each.came for each in (*before, step, *after))
            return ("other", came) if came else ("lost", "")
    return "", ""


def _cases(steps: Sequence[Step], kind: str) -> frozenset[Case]:
    """Of which cases there are letters that came so."""
    letters = (step.known for step in steps if step.kind == kind and step.known.isalpha())
    return frozenset(_case_of(letter) for letter in letters)


def _case_of(letter: str) -> Case:
    return "upper" if letter.isupper() else "lower"


def _uses_altgr(read: BarcodeRead) -> bool:
    """Whether a key was pressed with AltGr, which no US keyboard has; Windows tells it as Ctrl and Alt."""
    both = CONTROL | ALT
    return any(stroke.key == KEY_ALTGR or stroke.modifiers & both == both for stroke in read.strokes)


def _bench(read: BarcodeRead) -> tuple[bool, bool]:
    """Whether the bench's layout says other characters than the physical keys, and whether Caps Lock is on
    there.
    """
    if _uses_altgr(read):
        return True, False
    if not read.as_typed or read.as_typed == read.text:
        return False, False
    pairs = [(a, b) for a, b in zip(read.text, read.as_typed, strict=False) if a.isalpha() and b.isalpha()]
    swapped = sum(a != b and a == b.swapcase() for a, b in pairs)
    caps_lock = bool(pairs) and swapped * 2 > len(pairs)
    # macOS types nothing for a control character.
    said = [text.replace(SEPARATOR, "").casefold() for text in (read.text, read.as_typed)]
    return said[0] != said[1], caps_lock
