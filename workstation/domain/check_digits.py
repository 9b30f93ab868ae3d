"""Check digits of the identifiers that cross a border: one function a formula, from the body to the digit.

Every function takes the part of the number that its digit covers, in upper case and without grouping, and
raises ValueError when that part does not have its form. Sources are named with each; all were run against
published numbers (tests/domain/test_identifiers.py).
"""

import re
from itertools import cycle
from typing import Final

_DIGITS = re.compile(r"[0-9]+")
_ALPHANUMERIC = re.compile(r"[0-9A-Z]+")

_ISO6346_VALUES: Final = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [*range(10), *(value for value in range(10, 39) if value % 11)],
        strict=True,
    )
)
"""ISO 6346: A is 10, B 12 ... Z 38; multiples of eleven are left out because they would hide a change."""


def s10_check_digit(serial: str) -> str:
    """UPU S10: eight digits by 8 6 4 2 3 5 9 7, eleven minus the remainder modulo 11; 10 is 0, 11 is 5."""
    _need(serial, _DIGITS, 8)
    rest = 11 - _weighted(serial, (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def gs1_check_digit(body: str) -> str:
    """GS1 General Specifications, section 7.9.1: weights 3 1 3 ... from the right, to the next ten.

    For SSCC, GTIN, USPS IMpb and FedEx Ground.
    """
    _need(body, _DIGITS)
    return str(-_weighted(body[::-1], (3, 1)) % 10)


def awb_check_digit(serial: str) -> str:
    """IATA Resolution 600a: the seven-digit serial modulo 7. The airline's prefix is not covered."""
    _need(serial, _DIGITS, 7)
    return str(int(serial) % 7)


def dhl_check_digit(body: str) -> str:
    """DHL Express waybill: the number before its last digit, modulo 7."""
    _need(body, _DIGITS)
    return str(int(body) % 7)


def iso6346_check_digit(body: str) -> str:
    """ISO 6346, annex A: letter values times powers of two, modulo 11, modulo 10; ten characters."""
    _need(body, _ALPHANUMERIC, 10)
    return _power_of_two_digit(body)


def mrn_check_digit(body: str) -> str:
    """Movement reference number, DG TAXUD 0879/99: as ISO 6346, over the first seventeen characters.

    The example printed in the regulations (97IT9876AB88901235) does not pass: it is no test vector.
    """
    _need(body, _ALPHANUMERIC, 17)
    return _power_of_two_digit(body)


def ioss_check_digit(body: str) -> str:
    """Import one-stop shop: weights falling to 1, modulo 11; nine digits after `IM`, eight after `EU`.

    Found in published numbers (22 of 23), not in a publication: a digit that differs is a doubt, never wrong.
    Raises ValueError where the remainder is ten, which no digit can say.
    """
    _need(body, _DIGITS)
    if len(body) not in {8, 9}:
        msg = f"an IOSS body has eight or nine digits, not {len(body)}"
        raise ValueError(msg)
    rest = _weighted(body, tuple(range(len(body), 0, -1))) % 11
    if rest == 10:
        msg = "no number of the import one-stop shop has this serial"
        raise ValueError(msg)
    return str(rest)


def fedex12_check_digit(body: str) -> str:
    """FedEx Express, twelve digits: the first eleven by 3 1 7, modulo 11, modulo 10."""
    _need(body, _DIGITS, 11)
    return str(_weighted(body, (3, 1, 7)) % 11 % 10)


def fedex34_check_digit(body: str) -> str:
    """FedEx Express, thirty-four digits: the thirteen before the last by 1 7 3, modulo 11, modulo 10."""
    _need(body, _DIGITS, 13)
    return str(_weighted(body, (1, 7, 3)) % 11 % 10)


def ups_check_digit(body: str) -> str:
    """UPS: letters count (ordinal - 3) mod 10, every second character twice, to the next ten.

    Fifteen characters after `1Z`; nine digits after the letter of a waybill.
    """
    _need(body, _ALPHANUMERIC)
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in body]
    return str(-sum(value * weight for value, weight in zip(values, cycle((1, 2)))) % 10)


def luhn_check_digit(body: str) -> str:
    """Luhn (ISO/IEC 7812-1, annex B): every second digit from the right twice, digits summed, to ten.

    For Purolator.
    """
    _need(body, _DIGITS)
    doubled = [
        sum(divmod(int(digit) * 2, 10)) if place % 2 == 0 else int(digit)
        for place, digit in enumerate(body[::-1])
    ]
    return str(-sum(doubled) % 10)


def identcode_check_digit(body: str) -> str:
    """Identcode and leitcode of DHL Paket: weights 4 9 4 ... from the left, to the next ten.

    Deutsche Post, as activebarcode.com and paketda.de describe it.
    """
    _need(body, _DIGITS)
    return str(-_weighted(body, (4, 9)) % 10)


def mod37_36_check_character(body: str) -> str:
    """ISO/IEC 7064, MOD 37,36, as DPD uses it: one of 36 characters."""
    _need(body, _ALPHANUMERIC)
    carried = 36
    for character in body:
        carried = (carried + int(character, 36)) % 36 or 36
        carried = carried * 2 % 37
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(37 - carried) % 36]


def _need(body: str, form: re.Pattern[str], length: int = 0) -> None:
    if not form.fullmatch(body) or (length and len(body) != length):
        msg = f"not a body of {length or 'any number of'} characters {form.pattern}: {body[:40]!r}"
        raise ValueError(msg)


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, cycle(weights)))


def _power_of_two_digit(body: str) -> str:
    total = sum(_ISO6346_VALUES[character] << place for place, character in enumerate(body))
    return str(total % 11 % 10)
