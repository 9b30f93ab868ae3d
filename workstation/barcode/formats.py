"""Forms of identifiers as data: resources/barcode/formats.json, a carrier is a row there, with its source."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

import msgspec

from workstation.barcode.candidate import Candidate, Confidence, Match, lowered
from workstation.barcode.symbology import Symbol
from workstation.domain import check_digits, identifiers
from workstation.domain.identifiers import WARN_ONLY, CheckDigit, normalised
from workstation.host.codes import load_code_lists
from workstation.host.resources import read_bytes

_NOT_PARTS: Final = frozenset({"value", "body", "digit"})

_DOTTED = re.compile(r"[0-9.]+")
_GROUP_NAME = re.compile(r"\(\?P<\w+>")

_RULES: Final[Mapping[str, Callable[[str], str]]] = {
    "gs1": check_digits.gs1_check_digit,
    "identcode": check_digits.identcode_check_digit,
    "luhn": check_digits.luhn_check_digit,
    "mod7": check_digits.dhl_check_digit,
    "ups": check_digits.ups_check_digit,
}
"""Rules that a row may name, for kinds whose rule domain/identifiers.py does not know."""


REMEMBERED: Final = 512
"""What so many texts can be is remembered: one read asks it of the same text many times."""


class Format(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of formats.json: `pattern` matches the whole normalised text without its AIM prefix.

    `value` and `forms` are made of the pattern's groups: the identifier, and more texts to look up. All
    groups but `value`, `body` and `digit` are parts of the number, by name. `check` is the rule of the check
    digit: over `body`, with `check_prefix` before it, it gives `digit`; without one, the rule is
    domain/identifiers.py's for this kind.

    `distinctive`: letters and places make the form unmistakable, so that a wrong check digit is a misread.
    `countries` are groups whose first two letters must be a country's for that, and for the `confidence`.
    `printed` is how the number stands on a label for people (a pattern of the text before it is normalised),
    `symbologies` the AIM identifiers that hold nothing else: either makes it surer. `source` says who
    published the form.
    """

    kind: str
    pattern: str
    reason: str
    source: str
    confidence: Confidence = "possible"
    distinctive: bool = False
    value: str = "{value}"
    forms: tuple[str, ...] = ()
    check: str = ""
    check_prefix: str = ""
    countries: tuple[str, ...] = ()
    printed: str = ""
    symbologies: tuple[str, ...] = ()


def warm_up() -> None:
    """Read the rows and compile their patterns. For a worker thread."""
    rows()
    countries()
    _of_sure_rows()


@lru_cache(maxsize=REMEMBERED)
def matches(symbol: Symbol) -> tuple[Match, ...]:
    """Every row that fits the data of a symbol, with what its check digit says, in the order of the rows."""
    return tuple(_matches(symbol))


def may_be_unmistakable(text: str) -> bool:
    """Whether a row fits whose form is hardly anything else's; quick, and whatever its check digit says. Of a
    normalised text without AIM prefix.
    """
    return _of_sure_rows().fullmatch(text) is not None


def _matches(symbol: Symbol) -> Iterator[Match]:
    text = without_dots(normalised(symbol.data))
    printed = symbol.data.strip().upper()
    for row, pattern in rows():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        groups = {name: part for name, part in found.groupdict().items() if part is not None}
        match = _judged(row, groups, printed, symbol.identifier)
        if match is not None:
            yield match


def without_dots(text: str) -> str:
    """A number that is printed with dots between its digits without them; any other text as it is."""
    return text.replace(".", "") if _DOTTED.fullmatch(text) else text


def _judged(row: Format, groups: Mapping[str, str], printed: str, symbology: str) -> Match | None:
    """What the row makes of the groups that it found; None where the number has not the form of its kind."""
    value = row.value.format_map(groups)
    digit = _check_digit(row, groups, value)
    if digit is None:
        return None
    is_of_country = all(groups[name][:2] in countries() for name in row.countries)
    candidate = Candidate(
        kind=row.kind,
        value=value,
        reason=_reason(row, digit, is_of_country=is_of_country),
        check_digit=digit,
        confidence=_confidence(row, digit, printed, symbology, is_of_country=is_of_country),
        parts=tuple((name, part) for name, part in groups.items() if name not in _NOT_PARTS),
    )
    return Match(
        candidate=candidate,
        forms=tuple(form.format_map(groups) for form in row.forms),
        distinctive=row.distinctive and is_of_country,
    )


def _check_digit(row: Format, groups: Mapping[str, str], value: str) -> CheckDigit | None:
    if row.check:
        expected = _RULES[row.check](row.check_prefix + groups["body"])
        return CheckDigit.RIGHT if expected == groups["digit"] else CheckDigit.WRONG
    if row.kind in identifiers.KINDS:
        return identifiers.check_digit(row.kind, value)
    return CheckDigit.NONE


def _reason(row: Format, digit: CheckDigit, *, is_of_country: bool) -> str:
    reason = row.reason
    if not is_of_country:
        reason = f"{reason}; its country is not known"
    if digit is CheckDigit.WRONG:
        doubt = "its check digit is doubtful" if row.kind in WARN_ONLY else "its check digit is wrong"
        reason = f"{reason}; {doubt}"
    return reason


def _confidence(
    row: Format, digit: CheckDigit, printed: str, symbology: str, *, is_of_country: bool
) -> Confidence:
    if digit is CheckDigit.WRONG and row.kind not in WARN_ONLY:
        return "unlikely"
    if not is_of_country:
        return "possible"
    if symbology in row.symbologies:
        return "certain"
    if row.printed and re.fullmatch(row.printed, printed):
        return "likely"
    return lowered(row.confidence) if digit is CheckDigit.WRONG else row.confidence


@cache
def rows() -> tuple[tuple[Format, re.Pattern[str]], ...]:
    """The rows with their compiled patterns. Raises Unavailable where the file is missing."""
    found = msgspec.json.decode(read_bytes("barcode/formats.json"), type=tuple[Format, ...])
    return tuple((row, re.compile(row.pattern, re.ASCII)) for row in found)


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2, and the reserved codes in use."""
    return frozenset(load_code_lists().countries)


@cache
def _of_sure_rows() -> re.Pattern[str]:
    """Of all rows that can make a candidate sure without its symbology, as one."""
    sure = (row.pattern for row, _ in rows() if row.printed or row.confidence != "possible")
    return re.compile("|".join(_GROUP_NAME.sub("(?:", pattern) for pattern in sure), re.ASCII)
