"""Identifiers of parcels, transport and filings: their one stored form, their kinds, making and judging them.

Kinds are the words used everywhere (`upu_s10`, `sscc18`, `iata_awb`, `eu_mrn` ...). A check digit rejects
a misread; it never identifies: one 10-digit number in ten is a valid DHL waybill, so a number is looked up
first and classified afterwards (barcode/identify.py).
"""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from workstation.domain import check_digits

IDENTIFIER_LIMIT: Final = 200
"""Longest identifier that is stored and looked up, in characters of its normalised form."""

IOSS_MEMBER_STATES: Final = frozenset(
    """040 056 100 191 196 203 208 233 246 250 276 300 348 372 380 428 440 442 470 528 616 620 642 703 705
    724 752 900""".split()  # noqa: SIM905 - twenty-eight codes are read as one line, not as a column
)
"""ISO 3166-1 numeric codes an IOSS number may begin with: the member states and 900, Northern Ireland."""

WARN_ONLY: Final = frozenset({"eu_ioss"})
"""Kinds whose check digit rule is not official: a wrong one is a doubt and never rejects."""


class CheckDigit(StrEnum):
    """What the check digit says about a number of a kind."""

    RIGHT = "right"
    WRONG = "wrong"
    NONE = "none"
    """The kind, or this form of it, has no check digit."""


# --- the one form ---------------------------------------------------------------------------------

_GROUPING = " -()"
_ASCII_TABLE: Final = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    _GROUPING + "".join(map(chr, range(0x20))) + "\x7f",
)
_DROPPED_CATEGORIES: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn", "Pd"})


def normalised(text: str) -> str:
    """The one form in which an identifier is stored in the cache and looked up.

    What a printer, a declarant, a reader or an officer's hand adds is forgiven here, and only here:

    * letters become upper case;
    * spaces of any kind, hyphens, dashes and the round brackets of a printed GS1 element string go;
    * control and format characters go (group separators, bidirectional and zero-width marks);
    * full-width and other compatibility forms, and digits of other scripts, become ASCII;
    * at most 200 characters remain.

    Other punctuation stays: a dot or a slash may tell two house bills apart. Applying it twice changes
    nothing. The result may be empty, which is never an identifier. Two numbers that differ only in grouping
    meet under one form on purpose: the look-up then offers both.
    """
    if text.isascii():
        return text[: 4 * IDENTIFIER_LIMIT].translate(_ASCII_TABLE)[:IDENTIFIER_LIMIT]
    folded = unicodedata.normalize("NFKC", text[: 4 * IDENTIFIER_LIMIT])
    kept = (_as_ascii_digit(c) for c in folded if unicodedata.category(c) not in _DROPPED_CATEGORIES)
    joined = "".join(kept).replace("\u2212", "").translate(_ASCII_TABLE)
    return unicodedata.normalize("NFKC", joined)[:IDENTIFIER_LIMIT]


def _as_ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


# --- judging --------------------------------------------------------------------------------------


def check_digit(kind: str, value: str) -> CheckDigit | None:
    """What the check digit of `value` says if it is a number of `kind`; None if it has not that form.

    `value` is in its normalised form. A kind that is not known here has no form and gives None.
    """
    form, expected = _FORMS.get(kind, (None, None))
    match = form.fullmatch(value) if form is not None else None
    if match is None:
        return None
    if expected is None:
        return CheckDigit.NONE
    parts = match.groupdict()
    if parts["digit"] is None:
        return CheckDigit.NONE
    try:
        return CheckDigit.RIGHT if expected(parts["body"]) == parts["digit"] else CheckDigit.WRONG
    except ValueError:
        return CheckDigit.WRONG


def is_right(kind: str, value: str) -> bool:
    """Whether `value` has the form of `kind` and no check digit speaks against it."""
    return check_digit(kind, value) in {CheckDigit.RIGHT, CheckDigit.NONE}


_Rule = tuple[re.Pattern[str], Callable[[str], str] | None]


def _rule(form: str, expected: Callable[[str], str] | None = None) -> _Rule:
    return re.compile(form, re.ASCII), expected


_STATES = "|".join(sorted(IOSS_MEMBER_STATES))

_FORMS: Final[dict[str, _Rule]] = {
    # UPU S10: service indicator, serial, check digit, ISO 3166 code of the issuing post.
    "upu_s10": _rule(r"[A-Z]{2}(?P<body>\d{8})(?P<digit>\d)[A-Z]{2}", check_digits.s10_check_digit),
    # UPU S9: origin and destination IMPC, category, class, subclass, year, dispatch, receptacle, flags,
    # weight.
    "upu_s9_receptacle": _rule(r"[A-Z]{6}[A-Z]{6}[A-Z]{3}\d{4}\d\d{3}[019][019]\d{4}"),
    # UPU S8: the dispatch, the first twenty characters of S9.
    "upu_s8_dispatch": _rule(r"[A-Z]{6}[A-Z]{6}[A-Z]{3}\d{4}\d"),
    # IATA Resolution 600a: airline prefix, serial, check digit.
    "iata_awb": _rule(r"\d{3}(?P<body>\d{7})(?P<digit>\d)", check_digits.awb_check_digit),
    "sscc18": _rule(r"(?P<body>\d{17})(?P<digit>\d)", check_digits.gs1_check_digit),
    "gtin": _rule(r"(?P<body>\d{7}|\d{11}|\d{12}|\d{13})(?P<digit>\d)", check_digits.gs1_check_digit),
    # UPS: shipper, service, package.
    "ups_1z": _rule(r"1Z(?P<body>[0-9A-Z]{15})(?P<digit>\d)", check_digits.ups_check_digit),
    "ups_waybill": _rule(r"[AHJKTV](?P<body>\d{9})(?P<digit>\d)", check_digits.ups_check_digit),
    "fedex_12": _rule(r"(?P<body>\d{11})(?P<digit>\d)", check_digits.fedex12_check_digit),
    "fedex_34": _rule(r"\d{20}(?P<body>\d{13})(?P<digit>\d)", check_digits.fedex34_check_digit),
    "fedex_32_astra": _rule(r"\d{16}(?P<body>\d{11})(?P<digit>\d)\d{4}", check_digits.fedex12_check_digit),
    "fedex_ground_15": _rule(r"(?P<body>\d{14})(?P<digit>\d)", check_digits.gs1_check_digit),
    "fedex_96_22": _rule(r"96\d{5}(?P<body>\d{14})(?P<digit>\d)", check_digits.gs1_check_digit),
    # USPS Intelligent Mail package barcode: the digit covers the package code, not the routing before it.
    "usps_20_22_26": _rule(
        r"(?:420(?:\d{9}|\d{5}))?(?P<body>\d{25}|9\d{20}|\d{19})(?P<digit>\d)", check_digits.gs1_check_digit
    ),
    "dhl_express_10": _rule(r"(?P<body>\d{9})(?P<digit>\d)", check_digits.dhl_check_digit),
    "dhl_licence_plate": _rule(r"J(?:JD|VGL)[0-9A-Z]{6,31}"),
    "dpd_mod37_36": _rule(
        r"(?P<body>\d{27}|\d{14})(?P<digit>[0-9A-Z])", check_digits.mod37_36_check_character
    ),
    # ISO 6346: owner, category (freight container, detachable equipment, trailer), serial.
    "iso6346": _rule(r"(?P<body>[A-Z]{3}[UJZ]\d{6})(?P<digit>\d)", check_digits.iso6346_check_digit),
    # Year, country, office and serial; the fallback form (NCTS business continuity) ends in F, no digit.
    "eu_mrn": _rule(r"(?P<body>\d{2}[A-Z]{2}[A-Z0-9]{13})(?:(?P<digit>\d)|F)", check_digits.mrn_check_digit),
    # Import scheme IM, intermediary IN (no rule known), non-Union scheme EU (826: numbers given before 2021).
    "eu_ioss": _rule(
        rf"IN(?:{_STATES})\d{{7}}"
        rf"|(?:IM(?=(?:{_STATES})\d{{7}}$)|EU(?=(?:{_STATES}|826)\d{{6}}$))(?P<body>\d{{8,9}})(?P<digit>\d)",
        check_digits.ioss_check_digit,
    ),
}

KINDS: Final = frozenset(_FORMS)
"""Kinds that have a form here; a kind that is not among them is never judged."""


# --- making ---------------------------------------------------------------------------------------


def make_s10(service: str, serial: int, country: str) -> str:
    """A right UPU S10 item: service indicator (`RB`), serial below 10^8, issuing post (`GB`)."""
    body = f"{serial:08d}"
    return _made("upu_s10", f"{service}{body}{check_digits.s10_check_digit(body)}{country}")


def make_sscc(extension: int, company_prefix: str, serial: int) -> str:
    """A right SSCC: extension digit, GS1 company prefix, and a serial that fills up to seventeen digits."""
    body = f"{extension}{company_prefix}{serial:0{16 - len(company_prefix)}d}"
    return _made("sscc18", body + check_digits.gs1_check_digit(body))


def make_awb(airline: str, serial: int) -> str:
    """A right air waybill number, eleven digits: airline prefix (`176`) and a serial below 10^7."""
    body = f"{serial:07d}"
    return _made("iata_awb", f"{airline}{body}{check_digits.awb_check_digit(body)}")


def make_mrn(year: int, country: str, body: str) -> str:
    """A right MRN: year (its last two digits), ISO 3166 code, thirteen characters, the last the procedure.

    Procedure letters after the UCC: `R` import, `S` and `T` entry summary, `A` export, `J` transit.
    """
    first = f"{year % 100:02d}{country}{body}"
    return _made("eu_mrn", first + check_digits.mrn_check_digit(first))


def make_container(owner: str, serial: int) -> str:
    """A right container number: owner and category (`CSQU`), serial below 10^6."""
    body = f"{owner}{serial:06d}"
    return _made("iso6346", body + check_digits.iso6346_check_digit(body))


def make_ioss(member_state: str, serial: int) -> str:
    """An IOSS number of an import scheme: ISO 3166 numeric code (`276`) and a serial below 10^6.

    About one serial in eleven has no digit (remainder ten); the next one that has is taken.
    """
    for candidate in range(serial, serial + 4):
        body = f"{member_state}{candidate % 10**6:06d}"
        try:
            return _made("eu_ioss", f"IM{body}{check_digits.ioss_check_digit(body)}")
        except ValueError:
            continue
    msg = f"no IOSS number near {member_state} {serial}"
    raise ValueError(msg)


def make_fedex12(serial: int) -> str:
    """A right FedEx Express number of twelve digits from a serial below 10^11."""
    body = f"{serial:011d}"
    return _made("fedex_12", body + check_digits.fedex12_check_digit(body))


def make_fedex34(routing: str, serial: int) -> str:
    """What a FedEx Express label's Code 128 holds: twenty routing digits, then fourteen with the number.

    The last twelve digits are the number itself; only their own digit is made right, as on labels.
    """
    body = f"{serial:013d}"
    return _made("fedex_34", routing + body + check_digits.fedex34_check_digit(body))


def make_ups(shipper: str, service: str, package: int) -> str:
    """A right UPS 1Z number: six characters of the shipper, two of the service, a package below 10^7."""
    body = f"{shipper}{service}{package:07d}"
    return _made("ups_1z", f"1Z{body}{check_digits.ups_check_digit(body)}")


def make_dhl10(serial: int) -> str:
    """A right DHL Express waybill number of ten digits from a serial below 10^9."""
    body = f"{serial:09d}"
    return _made("dhl_express_10", body + check_digits.dhl_check_digit(body))


def _made(kind: str, value: str) -> str:
    """`value`, which must be right: a part that was too long or of the wrong characters shows here."""
    if check_digit(kind, value) is not CheckDigit.RIGHT:
        msg = f"these parts make no {kind}: {value[:60]!r}"
        raise ValueError(msg)
    return value
