"""What a read can mean: the forms to look up in the cache, and the kinds of identifier that it can be.

Look up first, classify afterwards: a check digit rejects and never identifies, and one label carries
several barcodes of which the declaration names one. The formats are data
(resources/barcode/formats.json): a carrier is a row there.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from workstation.barcode import envelope, formats, gs1, layouts
from workstation.barcode.candidate import ROUTING, UNKNOWN, Candidate, Match, lowered
from workstation.barcode.labels import label_of
from workstation.barcode.reads import BarcodeRead
from workstation.barcode.symbology import Symbol, symbol_of
from workstation.domain.event import ReadMeaning
from workstation.domain.identifiers import IDENTIFIER_LIMIT, WARN_ONLY, CheckDigit, check_digit, normalised
from workstation.host.settings import LabelPrefixes

__all__ = [
    "NEVER_ONE_PARCEL",
    "NO_PARCEL",
    "ROUTING",
    "UNKNOWN",
    "Candidate",
    "best_of",
    "candidates",
    "check_digit_of",
    "codes_within",
    "is_doubtful",
    "lookup_forms",
    "meaning_of",
    "names_no_parcel",
    "warm_up",
]

LABEL_KINDS: Final = frozenset({"place", "seal", "evidence_bag", "badge"})
"""Kinds of the administration's own labels."""

NO_PARCEL: Final = LABEL_KINDS | {UNKNOWN, ROUTING, "gtin", "eu_ioss"}
"""Kinds that name no consignment at all: a text of no known form, a label's routing, goods, a tax scheme, and
the administration's own labels.
"""

NEVER_ONE_PARCEL: Final = NO_PARCEL | {"upu_s9_receptacle", "upu_s8_dispatch", "eu_mrn", "iso6346", "grai"}
"""Kinds that are never one parcel's own number: those, and receptacles, dispatches, filings, containers,
returnable assets.
"""

_READ_LIMIT: Final = 4 * IDENTIFIER_LIMIT
"""Most characters of a read that are looked at."""

_MOST_FORMS: Final = 12

_LONGEST_GLUED: Final = 80
_SHORTEST_CODE: Final = 8
_AIM_INSIDE = re.compile(r"\][A-Za-z][0-9A-Za-z]")


def warm_up() -> None:
    """Read formats and layouts and import what GS1 data need, so that no read waits for it. For a worker
    thread.
    """
    formats.warm_up()
    layouts.warm_up()
    gs1.warm_up()


@lru_cache(maxsize=formats.REMEMBERED)
def candidates(raw: str, labels: LabelPrefixes | None = None) -> tuple[Candidate, ...]:
    """Everything that `raw` (read or typed) can be, the surest first.

    Never empty: a text of no known form is `unknown`, and after that come those whose check digit is wrong.
    With `labels`, the administration's own are told, too. Where two barcodes came in one read, both are.
    """
    symbol = symbol_of(raw, _READ_LIMIT)
    matches = [*_of_label(raw, labels), *_matches(symbol)]
    found = [match.candidate for match in matches if match.is_good() or match.distinctive]
    if not any(candidate.is_sure() for candidate in found):
        found += _of_glued(symbol)
    if not found:
        text = normalised(symbol.data)
        unknown = Candidate(UNKNOWN, text, "no known form of identifier", CheckDigit.NONE)
        found = [unknown, *(match.candidate for match in matches)]
    elif any(each.confidence == "certain" and each.kind not in NO_PARCEL for each in found):
        # Digits that are as long as somebody's number are none where letters or a symbol say what they are.
        found = [each for each in found if each.confidence != "possible"]
    return _distinct(sorted(found, key=_order))


def names_no_parcel(raw: str) -> bool:
    """Whether what `raw` is taken for names no consignment: its best candidates are all of `NO_PARCEL`."""
    return all(candidate.kind in NO_PARCEL for candidate in best_of(candidates(raw)))


def best_of(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Of what a read can be, the first and those that are as sure as it. A number of goods with a right check
    digit is more than as long as some carrier's number that has none.
    """
    return tuple(each for each in found if each.rank() == found[0].rank())


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
        taken_for, number, judged = kind, value, check_digit_of(kind, value)
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
        among=read.among,
        chosen=read.chosen,
    )


@lru_cache(maxsize=formats.REMEMBERED)
def lookup_forms(raw: str) -> tuple[str, ...]:
    """The normalised forms under which the cache may know `raw`, the likeliest first; none for an empty text.

    The whole text, then without its AIM prefix, then what the formats say is the identifier within it
    (SSCC without AI 00, the last twelve digits of a FedEx label ...). A form whose check digit is wrong
    is not offered. Of two different barcodes in one read neither is: see `codes_within`.
    """
    symbol = symbol_of(raw, _READ_LIMIT)
    text = normalised(symbol.data)
    forms = [normalised(raw[:_READ_LIMIT]), text, formats.without_dots(text)]
    for match in sorted(_matches(symbol), key=lambda each: each.candidate.rank()):
        if match.is_good():
            forms += match.forms
    once = _said_twice(text)
    if once:
        forms.append(once)
    return tuple(dict.fromkeys(form for form in forms if form))[:_MOST_FORMS]


@lru_cache(maxsize=formats.REMEMBERED)
def codes_within(raw: str) -> tuple[str, ...]:
    """The barcodes that came glued together in one read, where they did: a reader without a terminator, or
    one that reads twice. Empty for everything else: only halves that are hardly anything else are told apart.
    """
    return _codes_within(symbol_of(raw, _READ_LIMIT))


def _codes_within(symbol: Symbol) -> tuple[str, ...]:
    pieces = tuple(dict.fromkeys(filter(None, map(normalised, _AIM_INSIDE.split(symbol.data)))))
    if _AIM_INSIDE.search(symbol.data) and pieces:
        return pieces
    text = normalised(symbol.data)
    once = _said_twice(text)
    if once:
        return (once,)
    if len(text) > _LONGEST_GLUED or any(match.candidate.is_sure() for match in _matches(symbol)):
        return ()
    for place in range(_SHORTEST_CODE, len(text) - _SHORTEST_CODE + 1):
        if _is_unmistakable(text[:place]) and _is_unmistakable(text[place:]):
            return text[:place], text[place:]
    return ()


def _said_twice(text: str) -> str:
    """The half of a text that is twice the same number; empty for any other."""
    half, odd = divmod(len(text), 2)
    if odd or half < _SHORTEST_CODE or text[:half] != text[half:] or len(set(text)) == 1:
        return ""
    return text[:half] if any(match.is_good() for match in formats.matches(Symbol(text[:half]))) else ""


def _is_unmistakable(text: str) -> bool:
    return formats.may_be_unmistakable(formats.without_dots(text)) and any(
        match.candidate.is_sure()
        and (match.candidate.confidence == "certain" or match.candidate.check_digit is CheckDigit.RIGHT)
        for match in formats.matches(Symbol(text))
    )


def _of_glued(symbol: Symbol) -> Iterator[Candidate]:
    codes = _codes_within(symbol)
    how = "read twice in one" if len(codes) == 1 else "read together with another barcode"
    for code in codes:
        for match in formats.matches(Symbol(code)):
            if match.is_good():
                yield replace(
                    match.candidate,
                    reason=f"{match.candidate.reason}; {how}",
                    confidence=lowered(match.candidate.confidence),
                )


def _of_label(raw: str, labels: LabelPrefixes | None) -> Iterator[Match]:
    label = label_of(raw, labels) if labels is not None else None
    if label is not None:
        reason = "label of the administration's own, by how it begins"
        yield Match(Candidate(label.kind, label.code, reason, CheckDigit.NONE, "certain"))


def _matches(symbol: Symbol) -> list[Match]:
    """Everything that fits, whatever its check digit says."""
    if envelope.is_message(symbol):
        return list(envelope.matches(symbol))
    found = [*gs1.matches(symbol), *formats.matches(symbol)]
    if gs1.FNC1 in symbol.data:
        # Each part between separators may be a number by itself (a postal code, then the package's).
        for part in symbol.data.split(gs1.FNC1):
            found += [m for m in formats.matches(Symbol(part)) if m.is_good() and m.candidate.is_sure()]
    return found


def _order(candidate: Candidate) -> tuple[bool, tuple[int, int]]:
    """What surely names a parcel or consignment comes first, whatever routing and goods stand beside it."""
    return not (candidate.is_sure() and candidate.kind not in NO_PARCEL), candidate.rank()


def _distinct(found: list[Candidate]) -> tuple[Candidate, ...]:
    """Without those that say the same of the same number, in their order."""
    return tuple({(each.kind, each.value): each for each in reversed(found)}.values())[::-1]


def check_digit_of(kind: str, value: str) -> CheckDigit:
    """What the check digit of a number says that is known to be of this kind."""
    number = normalised(value)
    of_kind = [m.candidate for m in formats.matches(Symbol(number)) if m.candidate.kind == kind]
    return of_kind[0].check_digit if of_kind else check_digit(kind, number) or CheckDigit.NONE
