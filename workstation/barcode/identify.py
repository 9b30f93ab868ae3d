"""What a read can mean: the forms to look up in the cache, and the kinds of identifier that it can be.

Look up first, classify afterwards: a check digit rejects and never identifies, and one label carries
several barcodes of which the declaration names one. The formats are data
(resources/barcode/formats.json): a carrier is a row there.
"""

import re
from functools import cache
from typing import Final, Literal

import msgspec

from workstation.barcode.reads import BarcodeRead
from workstation.domain.event import ReadMeaning
from workstation.domain.identifiers import IDENTIFIER_LIMIT, WARN_ONLY, CheckDigit, check_digit, normalised
from workstation.host.resources import read_bytes

UNKNOWN: Final = "unknown"
"""Kind of a text that has no known form."""

ROUTING: Final = "routing_code"
"""Kind of a code on a label that identifies nothing."""

NO_PARCEL: Final = frozenset({UNKNOWN, ROUTING, "gtin", "eu_ioss"})
"""Kinds that name no consignment at all: a text of no known form, a label's routing, goods, a tax scheme."""

NEVER_ONE_PARCEL: Final = NO_PARCEL | {"upu_s9_receptacle", "upu_s8_dispatch", "eu_mrn", "iso6346"}
"""Kinds that are never one parcel's own number: those, and receptacles, dispatches, filings, containers."""

_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
"""ISO/IEC 15424 symbology identifier: a letter for the symbology, a modifier."""

_GS1_SYMBOLOGIES: Final = frozenset({"C1", "e0", "d2", "Q3", "J1"})
"""GS1-128, DataBar, GS1 DataMatrix, GS1 QR, GS1 DotCode: their data are element strings."""

_ORDER: Final = {CheckDigit.RIGHT: 0, CheckDigit.NONE: 1, CheckDigit.WRONG: 2}


class Candidate(msgspec.Struct, frozen=True):
    """One thing that a read can be.

    `kind` is a word of domain/identifiers.py, `unknown`, or `routing_code`; `value` the identifier in
    its normalised form, without what the label adds; `reason` says in English why. A wrong check digit
    stands only where the form itself is unmistakable (a misread label), or where the digit's rule is
    not official. `confidence` is how sure the form alone makes it, never more: `certain` (a symbology, a data
    identifier or letters that nothing else has), `likely`, `possible` (many other numbers look so) or
    `unlikely` (its check digit is wrong). `parts` are what the number says, by name in its own standard's
    words.
    """

    kind: str
    value: str
    reason: str
    check_digit: CheckDigit
    confidence: Literal["certain", "likely", "possible", "unlikely"] = "possible"
    parts: tuple[tuple[str, str], ...] = ()


class _Format(msgspec.Struct, frozen=True):
    """A row of formats.json: `pattern` matches the whole normalised text without its AIM prefix.

    Its group `value` is the identifier, the groups in `forms` are more texts to look up. `gs1`: only
    where the symbology, or FNC1, says that it is GS1 data. `distinctive`: letters and places make the
    form unmistakable.
    """

    kind: str
    pattern: str
    reason: str
    forms: tuple[str, ...] = ()
    gs1: bool = False
    distinctive: bool = False


class _Match(msgspec.Struct, frozen=True):
    """A format that fits, and what it found."""

    candidate: Candidate
    forms: tuple[str, ...]


def candidates(raw: str) -> tuple[Candidate, ...]:
    """Everything that `raw` (read or typed) can be: right check digits, then forms without one, then wrong.

    Never empty: a text of no known form is one `unknown`.
    """
    found: dict[tuple[str, str], Candidate] = {}
    for match in _matches(raw):
        found.setdefault((match.candidate.kind, match.candidate.value), match.candidate)
    if not found:
        return (Candidate(UNKNOWN, _text_of(raw), "no known form of identifier", CheckDigit.NONE),)
    return tuple(sorted(found.values(), key=lambda candidate: _ORDER[candidate.check_digit]))


def names_no_parcel(raw: str) -> bool:
    """Whether nothing that `raw` can be names a consignment: each of its kinds is one of `NO_PARCEL`."""
    return all(candidate.kind in NO_PARCEL for candidate in candidates(raw))


def is_doubtful(raw: str) -> bool:
    """Whether `raw` has the unmistakable form of an identifier and a wrong check digit: a misread label."""
    best = candidates(raw)[0]
    return best.check_digit is CheckDigit.WRONG and best.kind not in WARN_ONLY


def meaning_of(read: BarcodeRead, *, kind: str = "", value: str = "") -> ReadMeaning:
    """What `read` was taken for, as the side record of an event keeps it.

    `kind` and `value` are what the cache calls the identifier where the read was found; without them the
    best candidate counts.
    """
    if kind:
        judged = check_digit(kind, normalised(value)) or CheckDigit.NONE
        taken_for, number = kind, value
    else:
        best = candidates(read.text)[0]
        taken_for, number, judged = best.kind, best.value, best.check_digit
    return ReadMeaning(
        text=read.text,
        kind=taken_for,
        value=number,
        check_digit=judged.value,
        source=read.source,
        as_typed=read.as_typed,
    )


def lookup_forms(raw: str) -> tuple[str, ...]:
    """The normalised forms under which the cache may know `raw`, the likeliest first; none for an empty text.

    The whole text, then without its AIM prefix, then what the formats say is the identifier within it
    (SSCC without AI 00, the last twelve digits of a FedEx label ...). A form whose check digit is wrong
    is not offered.
    """
    forms = [normalised(raw), _text_of(raw)]
    for match in _matches(raw):
        if match.candidate.check_digit is not CheckDigit.WRONG:
            forms += match.forms
    return tuple(dict.fromkeys(form for form in forms if form))


def _matches(raw: str) -> list[_Match]:
    text = _text_of(raw)
    is_gs1 = _is_gs1(raw)
    fitting = (_fit(row, pattern, text) for row, pattern in _formats() if is_gs1 or not row.gs1)
    return [match for match in fitting if match is not None]


def _fit(row: _Format, pattern: re.Pattern[str], text: str) -> _Match | None:
    """What `row` makes of `text`; None where it does not fit or the check digit rejects it."""
    match = pattern.fullmatch(text)
    if match is None:
        return None
    value = match["value"]
    digit = CheckDigit.NONE if row.kind == ROUTING else check_digit(row.kind, value)
    if digit is None or (digit is CheckDigit.WRONG and not row.distinctive):
        return None
    reason = row.reason
    if digit is CheckDigit.WRONG:
        doubt = "its check digit is doubtful" if row.kind in WARN_ONLY else "its check digit is wrong"
        reason = f"{reason}; {doubt}"
    return _Match(Candidate(row.kind, value, reason, digit), tuple(match[name] for name in row.forms))


def _text_of(raw: str) -> str:
    """The normalised text without its AIM prefix."""
    start = raw[: 4 * IDENTIFIER_LIMIT].lstrip("\x00\x1d \r\n\t")
    prefix = _AIM.match(start)
    return normalised(start[prefix.end() :] if prefix else start)


def _is_gs1(raw: str) -> bool:
    """Whether the symbology, a leading FNC1 or printed brackets say that the data are GS1 element strings."""
    prefix = _AIM.match(raw)
    return prefix[1] in _GS1_SYMBOLOGIES if prefix else raw.startswith(("\x1d", "("))


@cache
def _formats() -> tuple[tuple[_Format, re.Pattern[str]], ...]:
    rows = msgspec.json.decode(read_bytes("barcode/formats.json"), type=tuple[_Format, ...])
    return tuple((row, re.compile(row.pattern, re.ASCII)) for row in rows)
