"""Right numbers of every kind that has a check digit, made by trying: nothing here knows the rules."""

import random
from typing import Final, NamedTuple

from workstation.barcode.identify import candidates
from workstation.domain.identifiers import CheckDigit

DIGITS: Final = "0123456789"
CHARACTERS: Final = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Pattern(NamedTuple):
    """How numbers of a kind are made: `#` a digit that the check digit covers, `x` one that it does not, `?`
    the check character; `promise` is the share of single wrong digits that its rule tells apart.
    """

    kind: str
    template: str
    promise: float


PAIRS: Final = 90
"""Ordered pairs of different digits: the ways in which one digit can be misread."""

MOD_7: Final = 1 - 6 / PAIRS
"""Digits that differ by seven (0 and 7, 1 and 8, 2 and 9) are one to a remainder modulo 7."""

MOD_11_10: Final = 1 - 2 / 110
"""Of eleven remainders, ten and nought have the same digit."""

TWICE: Final = 1 - 10 / PAIRS
"""Digits that differ by five are one where they count twice (or four times) modulo 10."""

PATTERNS: Final = (
    Pattern("upu_s10", "RB########?GB", MOD_11_10),
    Pattern("iata_awb", "xxx#######?", MOD_7),
    Pattern("sscc18", "#################?", 1),
    Pattern("gtin", "############?", 1),
    Pattern("ups_1z", "1Z######03#######?", (7 + 6 * TWICE) / 13),
    Pattern("ups_waybill", "K#########?", (5 + 4 * TWICE) / 9),
    Pattern("fedex_12", "###########?", MOD_11_10),
    Pattern("fedex_34", "1xxxxxxxxxxxxxxxxxxx#############?", MOD_11_10),
    Pattern("fedex_34", "9622xxxxxxxxxxxxxxxx#############?", MOD_11_10),
    Pattern("fedex_32_astra", "3xxxxxxxxxxxxxxx###########?xxxx", MOD_11_10),
    Pattern("fedex_ground_15", "##############?", 1),
    Pattern("fedex_96_22", "96xxxxx##############?", 1),
    Pattern("usps_20_22_26", "94###################?", 1),
    Pattern("usps_20_22_26", "420xxxxx92###################?", 1),
    Pattern("dhl_express_10", "#########?", MOD_7),
    Pattern("dhl_express_11", "##########?", MOD_7),
    Pattern("dpd_mod37_36", "##############?", 1),
    Pattern("dpd_mod37_36", "###########################?", 1),
    Pattern("iso6346", "CSQU######?", MOD_11_10),
    Pattern("eu_mrn", "24GB############R?", MOD_11_10),
    Pattern("canada_post_16", "###############?", 1),
    Pattern("purolator", "3##########?", 1),
    Pattern("ontrac", "C#############?", (7 + 6 * TWICE) / 13),
    Pattern("dhl_identcode", "###########?", (5 + 6 * TWICE) / 11),
    Pattern("hermes_14", "#############?", 1),
)


def judged(kind: str, text: str) -> CheckDigit | None:
    """What is said of this text as a number of this kind; None where it is not told as one."""
    found = [each.check_digit for each in candidates(text) if each.kind == kind]
    return min(found, key=[CheckDigit.RIGHT, CheckDigit.NONE, CheckDigit.WRONG].index, default=None)


def is_taken(kind: str, text: str) -> bool:
    """Whether the text is taken for a number of this kind, and not for a misread of one."""
    return judged(kind, text) in {CheckDigit.RIGHT, CheckDigit.NONE}


def made(pattern: Pattern, dice: random.Random) -> str:
    """A right number of this pattern."""
    while True:
        filled = "".join(dice.choice(DIGITS) if each in "#x" else each for each in pattern.template)
        for character in CHARACTERS:
            number = filled.replace("?", character)
            if judged(pattern.kind, number) is CheckDigit.RIGHT:
                return number


def misreads(pattern: Pattern, number: str) -> list[str]:
    """The number with one covered digit read as another, in every way."""
    places = [place for place, each in enumerate(pattern.template) if each == "#"]
    return [
        number[:place] + other + number[place + 1 :]
        for place in places
        for other in DIGITS
        if other != number[place]
    ]
