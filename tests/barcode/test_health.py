"""The reader's health: counted by day, without anything of the barcodes, and losing it costs nothing."""

from datetime import date, timedelta

import pytest

from tests.barcode.sheet_reads import sheet_read
from workstation.barcode.health import DAYS_KEPT, Health, HealthDay, is_near_limit, is_poor, together
from workstation.barcode.reads import typed_read

MONDAY = date(2026, 11, 2)


def test_a_day_counts_its_reads_their_faults_and_their_pauses():
    health = Health()
    health.hear(sheet_read("RB123456785GB", gaps_ms=[4] * 11 + [30]), MONDAY)
    health.hear(sheet_read("12345", gaps_ms=10, flaw="too_short"), MONDAY)
    health.hear(sheet_read("RB123456785GB", gaps_ms=4, flaw="cut_off", typed="RB&é"), MONDAY)
    health.hear(sheet_read("RB123456785GB", gaps_ms=4, flaw="no_prefix", through="fr"), MONDAY)
    health.hear(sheet_read("RB123456785GB", gaps_ms=4, flaw="joined"), MONDAY)
    health.hear_misread(MONDAY)
    (day,) = health.days()
    assert day == HealthDay(
        day="2026-11-02",
        reads=5,
        misread=1,
        too_short=1,
        cut_off=1,
        no_prefix=1,
        joined=1,
        repaired=1,
        pauses=52,
        pause_ms=44 + 30 + 40 + 48 + 48 + 48,
        slowest_ms=30,
    )
    assert (day.bad, day.mean_ms) == (5, 258 / 52)


def test_what_was_typed_by_hand_says_nothing_of_the_reader():
    health = Health()
    health.hear(typed_read("RB123456785GB", 1), MONDAY)
    assert (health.days(), health.is_changed) == ((), False)


def test_it_is_kept_for_a_month_and_comes_back():
    health = Health()
    for days in range(DAYS_KEPT + 5):
        health.hear(sheet_read("RB123456785GB"), MONDAY + timedelta(days=days))
    assert health.is_changed
    kept = health.packed()
    assert not health.is_changed
    again = Health.unpacked(kept)
    assert again.days() == health.days()
    assert [len(again.days()), again.days()[0].day] == [DAYS_KEPT, "2026-11-07"]


def test_no_barcode_is_in_what_is_kept():
    health = Health()
    health.hear(sheet_read("RB123456785GB", typed="RB&é'", flaw="cut_off"), MONDAY)
    assert b"RB" not in health.packed()
    assert b"785" not in health.packed()


@pytest.mark.parametrize("kept", [b"", b"{", b"\xff", b'[{"day": 3}]', b"[1]"])
def test_what_cannot_be_read_is_forgotten(kept):
    assert Health.unpacked(kept).days() == ()


def test_a_pause_of_minutes_is_no_pause_of_the_reader():
    health = Health()
    health.hear(sheet_read("AB", gaps_ms=[60_000]), MONDAY)
    assert [(day.pauses, day.slowest_ms) for day in health.days()] == [(0, 0)]


def test_several_days_are_one():
    days = (
        HealthDay(day="2026-11-02", reads=3, misread=1, pauses=2, pause_ms=10, slowest_ms=7),
        HealthDay(day="2026-11-03", reads=4, too_short=2, pauses=2, pause_ms=30, slowest_ms=5),
    )
    whole = HealthDay(day="2026-11-02", reads=7, misread=1, too_short=2, pauses=4, pause_ms=40, slowest_ms=7)
    assert together(days) == whole
    assert together(()) == HealthDay(day="")


@pytest.mark.parametrize(
    "reads, misread, poor", [(49, 49, False), (100, 2, False), (100, 3, True), (1000, 20, False)]
)
def test_a_reader_is_poor_from_a_share_on_that_enough_reads_show(reads, misread, poor):
    assert is_poor(HealthDay(day="", reads=reads, misread=misread)) is poor


@pytest.mark.parametrize("slowest_ms, near", [(40, False), (41, True)])
def test_a_pause_near_the_profiles_limit_is_told(slowest_ms, near):
    assert is_near_limit(HealthDay(day="", slowest_ms=slowest_ms), 50) is near
