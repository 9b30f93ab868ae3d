"""GS1 data: element strings with FNC1, the same in printed brackets, and Digital Link addresses; by biip.

biip is imported when the first such data are read, or by `warm_up` before that: it reads its tables then.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.barcode.candidate import ROUTING, Candidate, Confidence, Match
from workstation.barcode.symbology import Symbol
from workstation.domain import identifiers
from workstation.domain.check_digits import gs1_check_digit
from workstation.domain.identifiers import CheckDigit, normalised

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

FNC1: Final = "\x1d"
"""As readers send the symbol character FNC1 where it separates (GS1 General Specifications, 7.8.6)."""

_PRINTED = re.compile(r"\((\d{2,4})\)([^(]+)")
"""An element string as it is printed for people: its application identifier in brackets."""

_LINK = re.compile(r"https?://", re.IGNORECASE)

_MOST_ELEMENTS: Final = 40


class _Key(NamedTuple):
    """A kind of number, and its words. `names_unit`: it names a logistic unit, shipment or asset."""

    kind: str
    reason: str
    names_unit: bool = True


_GOODS: Final = "trade item number (GTIN); names goods, not a parcel"
_KEYS: Final[Mapping[str, _Key]] = {
    "00": _Key("sscc18", "serial shipping container code of a GS1 element string (AI 00)"),
    "401": _Key("ginc", "consignment number of a GS1 element string (GINC, AI 401)"),
    "402": _Key("gsin", "shipment number of a GS1 element string (GSIN, AI 402)"),
    "8003": _Key("grai", "returnable asset of a GS1 element string (GRAI, AI 8003)"),
    "8004": _Key("giai", "individual asset of a GS1 element string (GIAI, AI 8004)"),
    "01": _Key("gtin", _GOODS, names_unit=False),
    "02": _Key("gtin", _GOODS, names_unit=False),
    "03": _Key("gtin", _GOODS, names_unit=False),
    "403": _Key(ROUTING, "GS1 routing (AI 403); identifies nothing", names_unit=False),
    "420": _Key(
        ROUTING, "postal code of a GS1 element string (AI 420); identifies nothing", names_unit=False
    ),
    "421": _Key(
        ROUTING, "postal code of a GS1 element string (AI 421); identifies nothing", names_unit=False
    ),
}
"""Application identifiers that say what a label is (GS1 General Specifications, section 3)."""


def warm_up() -> None:
    """Import what reading GS1 data needs, some tenth of a second, so that no read waits for it. For a worker
    thread.
    """
    import biip.gs1_digital_link_uris
    import biip.gs1_messages  # noqa: F401 - imported to be there


def is_gs1(symbol: Symbol) -> bool:
    """Whether the data may be GS1's: the symbology or FNC1 says so, or they are in brackets, or a link."""
    return symbol.is_gs1 or FNC1 in symbol.data or symbol.data.startswith("(") or _is_link(symbol)


def matches(symbol: Symbol) -> Iterator[Match]:
    """What GS1 data name: logistic units, shipments and assets; where they name none, goods and routing.

    Data after an element that cannot be read are left out. Nothing for data that are not GS1's.
    """
    if not symbol.data.isascii() or not is_gs1(symbol):
        return
    elements, is_whole = _elements(symbol)
    # Without a symbology, a separator inside may be somebody else's: only a message that is whole counts.
    declared = symbol.is_gs1 or FNC1 not in symbol.data or _is_link(symbol)
    if not declared and not is_whole:
        return
    confidence: Confidence = "certain" if declared else "likely"
    parts = tuple((f"{element.ai.data_title} ({element.ai.ai})", element.value) for element in elements)
    known = [(element, _KEYS[element.ai.ai]) for element in elements if element.ai.ai in _KEYS]
    units = [(element, key) for element, key in known if key.names_unit]
    for element, key in units or known:
        yield _match(element, key, parts, confidence)


def _match(
    element: "GS1ElementString", key: _Key, parts: tuple[tuple[str, str], ...], confidence: Confidence
) -> Match:
    value = normalised(element.value)
    digit = _check_digit(key.kind, value)
    reason = key.reason
    if digit is CheckDigit.WRONG:
        reason, confidence = f"{reason}; its check digit is wrong", "unlikely"
    candidate = Candidate(key.kind, value, reason, digit, confidence, parts)
    return Match(candidate=candidate, forms=(value,) if key.names_unit else (), distinctive=True)


def _check_digit(kind: str, value: str) -> CheckDigit:
    if kind == "gsin":
        return CheckDigit.RIGHT if gs1_check_digit(value[:-1]) == value[-1] else CheckDigit.WRONG
    return identifiers.check_digit(kind, value) or CheckDigit.NONE


def _elements(symbol: Symbol) -> tuple[list["GS1ElementString"], bool]:
    """The element strings that can be read, and whether that is all of the data."""
    if _is_link(symbol):
        return _of_link(symbol.data)
    if symbol.data.startswith("("):
        return _of_printed(symbol.data)
    return _of_message(symbol.data)


def _of_message(data: str) -> tuple[list["GS1ElementString"], bool]:
    from biip import ParseConfig, ParseError
    from biip.gs1_element_strings import GS1ElementString

    config = ParseConfig(gs1_element_strings_verify_date=False)
    found: list[GS1ElementString] = []
    rest = data.strip(f"{FNC1} \r\n\t")
    while rest and len(found) < _MOST_ELEMENTS:
        try:
            element = GS1ElementString.extract(rest, config=config)
        except (ParseError, ValueError):
            break
        found.append(element)
        rest = rest[len(element) :].lstrip(FNC1)
    return found, not rest


def _of_printed(data: str) -> tuple[list["GS1ElementString"], bool]:
    compact = "".join(data.split())
    found: list[GS1ElementString] = []
    for identifier, value in _PRINTED.findall(compact):
        elements, is_whole = _of_message(identifier + value)
        if not is_whole or len(elements) != 1:
            return found, False
        found += elements
    return found, bool(found)


def _of_link(data: str) -> tuple[list["GS1ElementString"], bool]:
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        link = GS1DigitalLinkURI.parse(data.strip())
    except (ParseError, ValueError):
        return [], False
    return list(_limited(link.element_strings)), True


def _limited(elements: "Iterable[GS1ElementString]") -> "Iterator[GS1ElementString]":
    for _, element in zip(range(_MOST_ELEMENTS), elements, strict=False):
        yield element


def _is_link(symbol: Symbol) -> bool:
    return _LINK.match(symbol.data) is not None
