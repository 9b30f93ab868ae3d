"""How money, masses, quantities, instants and ages are written, in the words and digits of the officer's
language.
"""

import re
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from workstation.domain.event import is_uuid7
from workstation.domain.value import Amount, Quantity
from workstation.ui.parts.text import isolated, shown

translate = QCoreApplication.translate

ABSENT: Final = "–"
"""Stands where the declaration says nothing."""

_UNITS: Final = {
    "KGM": "kg",
    "GRM": "g",
    "LTR": "l",
    "MTR": "m",
    "MTK": "m²",
    "MTQ": "m³",
    "CMT": "cm",
    "MMT": "mm",
}
"""UN/ECE Recommendation 20 codes with a symbol of their own; any other code is shown as it is. H87 is a
piece.
"""

ID_END: Final = 8
"""Characters of an id that are shown: the random ones stand at its end."""
_UPU_S10: Final = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")


def number(value: Decimal | float, decimals: int | None = None) -> str:
    """A number with the language's separators; all its decimals unless a count of them is given."""
    exact = Decimal(value) if not isinstance(value, Decimal) else value
    if not exact.is_finite() or abs(exact.adjusted()) > 15:
        return shown(str(exact), 24)
    places = max(0, -int(exact.as_tuple().exponent)) if decimals is None else decimals
    # QLocale writes doubles: the digits are made here from the decimal itself, only separators are the
    # language's.
    text = f"{exact:,.{places}f}"
    locale = QLocale()
    separators = {",": locale.groupSeparator(), ".": locale.decimalPoint()}
    written = "".join(separators.get(character, character) for character in text)
    zero = locale.zeroDigit()
    if zero == "0":
        return written
    return "".join(chr(ord(zero) + int(c)) if c.isascii() and c.isdigit() else c for c in written)


def count(value: int) -> str:
    """A whole number with the language's separators."""
    return number(Decimal(value), 0)


def money(amount: Amount | None) -> str:
    """An amount with its ISO 4217 code after it; at least two decimals, more where more were given."""
    if amount is None:
        return ABSENT
    given = max(0, -int(amount.value.as_tuple().exponent)) if amount.value.is_finite() else 0
    figure = number(amount.value, min(6, max(2, given)))
    return isolated(f"{figure} {shown(amount.currency, 8)}".strip())


def mass(kilograms: Decimal | None) -> str:
    """A mass: grams below one kilogram, kilograms above."""
    if kilograms is None:
        return ABSENT
    if kilograms.is_finite() and Decimal(0) < kilograms < 1:
        grams = (kilograms * 1000).normalize()
        return isolated(f"{number(grams, max(0, min(3, -int(grams.as_tuple().exponent))))} g")
    return isolated(f"{number(kilograms)} kg")


def quantity(value: Quantity | None) -> str:
    """A quantity with its unit; pieces as `×` and the number."""
    if value is None:
        return ABSENT
    if value.unit in ("H87", "C62", ""):
        return isolated(f"× {number(value.value)}")
    return isolated(f"{number(value.value)} {_UNITS.get(value.unit, shown(value.unit, 8))}")


def instant(at: datetime | None, zone: tzinfo | None = None) -> str:
    """Day and minute at the office (`zone`; None: the machine's own), written the same everywhere:
    2026-11-02 08:05.
    """
    return isolated(at.astimezone(zone).strftime("%Y-%m-%d %H:%M")) if at is not None else ABSENT


def moment(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """The minute at the office, with its day before it where that is not today's: 10:14, 2026-11-02 10:14."""
    here = at.astimezone(zone)
    if here.date() == now.astimezone(zone).date():
        return isolated(here.strftime("%H:%M"))
    return instant(at, zone)


def day(at: datetime, zone: tzinfo | None = None) -> str:
    """The day at the office: 2026-11-02."""
    return isolated(at.astimezone(zone).strftime("%Y-%m-%d"))


def time_of_day(at: datetime, zone: tzinfo | None = None) -> str:
    """Hour and minute at the office, for what is not older than a shift: 08:05."""
    return isolated(at.astimezone(zone).strftime("%H:%M"))


def age(elapsed: timedelta | None) -> str:
    """How long ago, in at most two units: 4 s, 12 min, 2 h 10, 3 d 4 h. What lies ahead counts as now."""
    if elapsed is None:
        return ABSENT
    seconds = max(0, int(elapsed.total_seconds()))
    minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86400
    if seconds < 60:
        return translate("Formats", "%n s", "", seconds)
    if minutes < 60:
        return translate("Formats", "%n min", "", minutes)
    if hours < 24:
        rest = minutes % 60
        return (
            translate("Formats", "{hours} h {minutes}").format(hours=hours, minutes=f"{rest:02d}")
            if rest
            else translate("Formats", "%n h", "", hours)
        )
    if days < 7 and hours % 24:
        return translate("Formats", "{days} d {hours} h").format(days=days, hours=hours % 24)
    return translate("Formats", "%n d", "", days)


def remaining(left: timedelta) -> str:
    """How long something still holds: as an age, from a day on to the nearest hour, so that ten days are not
    called nine a second later.
    """
    if left < timedelta(days=1):
        return age(left)
    return age(timedelta(hours=round(left / timedelta(hours=1))))


def short_age(elapsed: timedelta | None) -> str:
    """How long ago, in one unit, for a narrow column: 4 s, 12 min, 2 h, 3 d."""
    if elapsed is None:
        return ABSENT
    if elapsed < timedelta(hours=1):
        return age(elapsed)
    hours = int(elapsed.total_seconds()) // 3600
    days = hours // 24
    if days:
        return translate("Formats", "%n d", "", days)
    return translate("Formats", "%n h", "", hours)


def due(remaining: timedelta | None) -> str:
    """How long until something is due; what is past says so."""
    if remaining is None:
        return ABSENT
    if remaining < timedelta(0):
        return translate("Formats", "{age} overdue").format(age=age(-remaining))
    return age(remaining)


def percent(share: float) -> str:
    """A share of one as whole percent, never 100 before it is complete."""
    bounded = min(1.0, max(0.0, share))
    return translate("Formats", "{number} %").format(number=count(int(bounded * 100)))


def identifier(value: str, kind: str = "") -> str:
    """An identifier as printed: a postal item (UPU S10) in groups, an air waybill with its prefix apart. An
    id that a bench made is printed nowhere and read by nobody: its end tells it from the others.
    """
    plain = shown(value)
    if is_uuid7(plain):
        plain = f"…{plain[-ID_END:]}"
    elif kind == "upu_s10" and len(plain) == 13 and plain.isalnum():
        plain = " ".join((plain[:2], plain[2:5], plain[5:8], plain[8:11], plain[11:]))
    elif kind == "iata_awb" and len(plain) == 11 and plain.isdigit():
        plain = f"{plain[:3]}-{plain[3:7]} {plain[7:]}"
    return isolated(plain)


def number_of_row(value: str) -> str:
    """The identifier of a row of the cache, which knows no kinds, as printed: a postal item's has a form of
    its own.
    """
    return identifier(value, "upu_s10" if _UPU_S10.fullmatch(value) else "")


def short_count(value: int) -> str:
    """A count for a narrow place: 987, 9,876, 12k, 250k, 1.2M."""
    if value < 10_000:
        return count(value)
    if value < 1_000_000:
        return translate("Formats", "{number}k").format(number=count(value // 1000))
    millions = number(Decimal(value // 100_000) / 10, 1)
    return translate("Formats", "{number}M").format(number=millions)
