"""The end-of-shift sheet says what each officer decided and what became of it, from the ledger alone."""

from datetime import UTC, date, timedelta

import pytest

from tests.fakes.clock import START
from tests.journeys.parcels import OFFICE, VAPES, parcel
from workstation.desk import shift
from workstation.desk.line import LineDesk, LineState
from workstation.desk.shift import HALF_DAY, SINCE, TODAY, Period, ShiftDesk
from workstation.domain.act import Act, ScopeEntry
from workstation.identity.officer import Officer

FIRST, SECOND = "RB123456785GB", "LX473124829NL"
HOUR = 3_600
OFFSET = timedelta(milliseconds=-250)
"""The workplace's clock is that much ahead of the service's, and entries tell the true time."""


@pytest.fixture
def at(desk):
    desk.pulls(parcel("C-1", FIRST), parcel("C-2", SECOND))
    line = LineDesk(desk.ledger, desk.cache.reader, lambda: LineState(phase="on_line"), lambda: None)
    desk.line_state = LineState(phase="on_line")
    desk.shift = ShiftDesk(
        desk.ledger,
        line.numbers,
        lambda: desk.line_state,
        lambda: desk.officer.id,
        desk.clock,
        UTC,
        line.standings,
    )
    return desk


def sits(desk, officer):
    desk.officer = Officer(id=officer, name=officer, office=OFFICE)


def kinds(sheet):
    return [line.kind for line in sheet.lines()]


def test_each_decision_is_told_with_the_parcels_number_and_what_became_of_it(at):
    accepted = at.decides("hold", reason="H01")
    at.clock.advance(60)
    refused = at.decides("hold", "C-2", reason="H02")
    at.clock.advance(60)
    at.decides("lift", names=(accepted.event_id,), reason="L01")
    at.is_answered(accepted)
    at.is_answered(refused, "refused", code="reason.missing", words="No reason.")
    sheet = at.shift.sheet(Period())
    assert [
        (line.number, line.kind, line.state, line.receipt, line.words, line.attention)
        for line in sheet.lines()
    ] == [
        (FIRST, "hold", "acknowledged", "7", "", ()),
        (SECOND, "hold", "refused", "7", "No reason.", ("refused",)),
        (FIRST, "lift", "waiting", "", "", ()),
    ]
    totals = sheet.totals
    assert (totals.decided, totals.consignments, totals.in_attention) == (3, 2, 1)
    assert (totals.acknowledged, totals.waiting, totals.refused) == (1, 1, 1)
    assert (sheet.officer, sheet.office, sheet.bench) == ("officer-a", OFFICE, "BENCH-4")
    assert (sheet.since, sheet.until) == (START + OFFSET, at.clock.now())


def test_a_release_that_a_hold_overruled_says_so_and_an_acknowledgement_decides_nothing(at):
    released = at.decides("release")
    at.is_answered(released)
    scope = (ScopeEntry(goods=VAPES),)
    act = Act(id="h-1", kind="hold", owner="medicines", agency="medicines", scope=scope, at=START)
    at.hears_again(parcel("C-1", FIRST, acts=(act,)))
    at.clock.advance(60)
    at.is_answered(at.decides("acknowledge", names=(released.event_id, "h-1")))
    sheet = at.shift.sheet(Period())
    assert [line.overruled for line in sheet.lines()] == ["held", ""]
    assert (sheet.totals.decided, sheet.totals.noted) == (1, 1)


def test_the_sheet_begins_with_the_officers_first_act_after_a_long_break(at):
    at.decides("hold", reason="H01")
    at.clock.advance(7 * HOUR)
    at.decides("hold", "C-2", reason="H01")
    began = at.clock.now() + OFFSET
    at.clock.advance(5 * HOUR)
    at.decides("hold", reason="H02")
    at.clock.advance(9 * HOUR)
    sheet = at.shift.sheet(Period())
    assert (len(sheet.lines()), sheet.since) == (2, began)


def test_an_officer_sees_the_own_decisions_and_on_asking_everybodys_each_apart(at):
    at.decides("hold", reason="H01")
    sits(at, "officer-b")
    at.clock.advance(60)
    at.decides("hold", "C-2", reason="H01")
    sits(at, "officer-a")
    at.clock.advance(60)
    at.decides("hold", reason="H02")
    assert [part.officer for part in at.shift.sheet(Period()).parts] == ["officer-a"]
    sheet = at.shift.sheet(Period(), everybody=True)
    assert [(part.officer, part.totals.decided) for part in sheet.parts] == [
        ("officer-a", 2),
        ("officer-b", 1),
    ]
    assert sheet.totals.decided == 3


def test_somebody_elses_long_shift_does_not_begin_the_own_one(at):
    sits(at, "officer-b")
    at.decides("hold", reason="H01")
    sits(at, "officer-a")
    at.clock.advance(60)
    at.decides("hold", "C-2", reason="H01")
    sheet = at.shift.sheet(Period(), everybody=True)
    assert [line.officer for line in sheet.lines()] == ["officer-a"]


def test_other_times_are_today_twelve_hours_and_since_a_day(at):
    for _ in range(4):
        at.decides("hold", reason="H01")
        at.clock.advance(9 * HOUR)
    assert len(at.shift.sheet(Period(kind=TODAY)).lines()) == 2
    assert len(at.shift.sheet(Period(kind=HALF_DAY)).lines()) == 1
    assert len(at.shift.sheet(Period(kind=SINCE, day=date(2026, 11, 2))).lines()) == 4
    sheet = at.shift.sheet(Period(kind=SINCE, day=date(2026, 11, 3)))
    assert (len(sheet.lines()), sheet.since) == (2, START.replace(day=3, hour=0))


def test_a_bench_that_decided_nothing_has_an_empty_sheet(at):
    sheet = at.shift.sheet(Period())
    assert (sheet.parts, sheet.totals.decided, sheet.since) == ((), 0, START)


def test_what_stops_the_line_is_told_while_something_waits(at):
    recorded = at.decides("hold", reason="H01")
    at.line_state = LineState(phase="off_line", problem_words="Stopped: {why}.", problem_values={"why": "x"})
    sheet = at.shift.sheet(Period())
    assert (sheet.problem, sheet.problem_values) == ("Stopped: {why}.", {"why": "x"})
    at.is_answered(recorded)
    assert at.shift.sheet(Period()).problem == ""


def test_a_parcel_that_left_the_cache_has_no_number_and_keeps_its_id(at):
    at.decides("hold", reason="H01")
    other = ShiftDesk(at.ledger, lambda _ids: {}, lambda: at.line_state, lambda: "officer-a", at.clock)
    (line,) = other.sheet(Period()).lines()
    assert (line.number, line.consignment) == ("", "C-1")


def test_page_by_page_it_reads_all_of_a_long_shift_and_says_when_there_was_more(at, monkeypatch):
    monkeypatch.setattr(shift, "PAGE", 3)
    for n in range(8):
        at.decides("hold", reason=f"H0{1 + n % 2}")
        at.clock.advance(60)
    assert len(at.shift.sheet(Period()).lines()) == 8
    assert len(at.shift.sheet(Period(kind=TODAY)).lines()) == 8
    monkeypatch.setattr(shift, "MOST_LINES", 4)
    for period in (Period(), Period(kind=TODAY)):
        sheet = at.shift.sheet(period)
        assert (len(sheet.lines()), sheet.is_cut) == (4, True)


def test_a_clock_that_was_set_back_and_forth_hides_no_decision(at):
    at.decides("hold", reason="H01")
    at.clock.set(START - timedelta(days=3))
    at.decides("hold", "C-2", reason="H01")
    at.clock.set(START + timedelta(minutes=5))
    at.decides("hold", reason="H02")
    assert len(at.shift.sheet(Period(kind=TODAY)).lines()) == 2
    assert len(at.shift.sheet(Period(kind=SINCE, day=date(2026, 10, 30))).lines()) == 3
