"""Money, masses and ages are written exactly, in few characters."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from workstation.domain.value import Amount, Quantity
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated


@pytest.fixture(autouse=True)
def english(qapp):
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    "value, written",
    [
        ("1234.5", "1,234.50 EUR"),
        ("0.125", "0.125 EUR"),
        ("12345678901234.56", "12,345,678,901,234.56 EUR"),
        ("-3", "-3.00 EUR"),
        ("1E+40", "1E+40 EUR"),
    ],
)
def test_money_is_written_as_declared(value, written):
    assert formats.money(Amount(value=Decimal(value), currency="EUR")) == written


def test_what_is_absent_is_a_dash():
    assert {formats.money(None), formats.mass(None), formats.quantity(None), formats.instant(None)} == {"–"}


@pytest.mark.parametrize(
    "kilograms, written", [("0.45", "450 g"), ("1.20", "1.20 kg"), ("0", "0 kg"), ("0.0005", "0.5 g")]
)
def test_a_light_parcel_is_written_in_grams(kilograms, written):
    assert formats.mass(Decimal(kilograms)) == written


def test_pieces_are_told_from_litres_and_from_a_unit_nobody_knows():
    assert formats.quantity(Quantity(value=Decimal(3))) == "× 3"
    assert formats.quantity(Quantity(value=Decimal("0.7"), unit="LTR")) == "0.7 l"
    assert formats.quantity(Quantity(value=Decimal(2), unit="ZZ")) == "2 ZZ"


@pytest.mark.parametrize(
    "elapsed, written",
    [
        (timedelta(seconds=4), "4 s"),
        (timedelta(minutes=12), "12 min"),
        (timedelta(hours=2, minutes=10), "2 h 10"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=3, hours=4), "3 d 4 h"),
        (timedelta(days=41, hours=4), "41 d"),
        (timedelta(seconds=-5), "0 s"),
    ],
)
def test_an_age_takes_at_most_two_units(elapsed, written):
    assert formats.age(elapsed) == written


def test_what_is_late_says_so():
    assert formats.due(timedelta(minutes=-20)) == "20 min overdue"
    assert formats.due(timedelta(hours=2, minutes=10)) == "2 h 10"


def test_an_instant_is_written_in_the_offices_own_time():
    assert formats.instant(datetime(2026, 11, 2, 8, 5, tzinfo=UTC), UTC) == "2026-11-02 08:05"


def test_progress_is_not_complete_before_it_is():
    assert formats.percent(0.9999) == "99 %"
    assert formats.percent(1.0) == "100 %"


def test_figures_take_the_separators_of_the_language(qapp):
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    assert formats.money(Amount(value=Decimal("1234.5"), currency="EUR")) == "1.234,50 EUR"


@pytest.mark.parametrize(
    "value, kind, written",
    [
        ("RB123456785GB", "upu_s10", "RB 123 456 785 GB"),
        ("12512345675", "iata_awb", "125-1234 5675"),
        ("01a19b45-b800-75e2-94df-efbfdc32120b", "", "…dc32120b"),
        ("01A19B45-B800-75E2-94DF-EFBFDC32120B", "", "01A19B45-B800-75E2-94DF-EFBFDC32120B"),
    ],
)
def test_an_identifier_is_written_as_it_is_printed_and_the_id_of_a_bench_by_its_end(value, kind, written):
    assert formats.identifier(value, kind) == isolated(written)
