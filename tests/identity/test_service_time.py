"""The service's time as a bench reckons it: what is measured counts, what a clock was set to does not."""

from datetime import timedelta

import pytest

from tests.fakes.clock import START, FakeClock
from workstation.host.clock import SystemClock, boot_id
from workstation.identity.service_time import ServiceTime

DAY = timedelta(days=1)
DAY_S = 86_400
HEARD = START + timedelta(minutes=7)
"""The service's clock is seven minutes ahead of the bench's."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def started(clock: FakeClock, known: str = "", boot: str = "first") -> ServiceTime:
    return ServiceTime(known, clock, boot)


def heard(clock: FakeClock) -> ServiceTime:
    time = started(clock)
    time.hear(HEARD)
    return time


def rebooted(clock: FakeClock, known: str, off_s: float) -> tuple[FakeClock, ServiceTime]:
    """The machine was off for so long; its clock went on, and what it measures began anew."""
    again = FakeClock(clock.now() + timedelta(seconds=off_s), monotonic=20.0)
    return again, started(again, known, "second")


def test_before_the_service_was_heard_there_is_none(clock: FakeClock) -> None:
    time = started(clock)
    assert (time.now(), time.heard(), time.to_keep()) == (None, None, "")


def test_it_is_what_was_heard_and_what_has_passed(clock: FakeClock) -> None:
    time = heard(clock)
    clock.advance(3600)
    assert time.now() == HEARD + timedelta(hours=1)
    assert time.heard() == HEARD


@pytest.mark.parametrize("by", [-30 * DAY, 30 * DAY])
def test_a_clock_that_is_set_in_a_run_changes_nothing(clock: FakeClock, by: timedelta) -> None:
    time = heard(clock)
    clock.advance(60)
    clock.set(clock.now() + by)
    clock.advance(60)
    assert time.now() == HEARD + timedelta(seconds=120)


@pytest.mark.parametrize("by", [-30 * DAY, timedelta(), 30 * DAY])
def test_over_a_restart_of_the_program_it_is_measured_on(clock: FakeClock, by: timedelta) -> None:
    kept = heard(clock).to_keep()
    clock.advance(500)
    clock.set(clock.now() + by)
    again = started(clock, kept)
    clock.advance(100)
    assert (again.now(), again.heard()) == (HEARD + timedelta(seconds=600), HEARD)


def test_over_a_restart_of_the_machine_the_clock_counts_forward(clock: FakeClock) -> None:
    clock, time = rebooted(clock, heard(clock).to_keep(), 2 * DAY_S)
    clock.advance(60)
    assert time.now() == HEARD + 2 * DAY + timedelta(seconds=60)


def test_a_clock_that_was_set_back_over_it_adds_nothing(clock: FakeClock) -> None:
    kept = heard(clock).to_keep()
    clock.set(clock.now() - 9 * DAY)
    clock, time = rebooted(clock, kept, 2 * DAY_S)
    clock.advance(60)
    assert time.now() == HEARD + timedelta(seconds=60)


def test_a_clock_that_was_wrong_over_it_is_believed_until_it_is_put_right(clock: FakeClock) -> None:
    kept = heard(clock).to_keep()
    clock.set(clock.now() + 400 * DAY)
    clock, time = rebooted(clock, kept, DAY_S)
    assert time.now() == HEARD + 401 * DAY
    clock.advance(600)
    kept = time.to_keep()
    clock.set(clock.now() - 400 * DAY)
    assert time.now() == HEARD + DAY + timedelta(seconds=600)
    # What was kept while the clock was wrong has nothing of its error in it.
    clock, time = rebooted(clock, kept, DAY_S)
    assert time.now() == HEARD + 2 * DAY + timedelta(seconds=600)


def test_two_restarts_of_the_machine_lose_no_day(clock: FakeClock) -> None:
    clock, time = rebooted(clock, heard(clock).to_keep(), 2 * DAY_S)
    clock.advance(100)
    again = started(clock, time.to_keep(), "second")
    clock.advance(100)
    assert again.now() == HEARD + 2 * DAY + timedelta(seconds=200)
    clock, time = rebooted(clock, again.to_keep(), 3 * DAY_S)
    assert time.now() == HEARD + 5 * DAY + timedelta(seconds=200)


def test_a_clock_put_right_before_the_restart_is_no_time_that_passed(clock: FakeClock) -> None:
    clock.set(clock.now() - 30 * DAY)
    time = heard(clock)
    clock.advance(60)
    clock.set(clock.now() + 30 * DAY)
    clock, time = rebooted(clock, time.to_keep(), 3600)
    assert time.now() == HEARD + timedelta(seconds=3660)


def test_it_is_never_before_what_was_measured(clock: FakeClock) -> None:
    time = heard(clock)
    clock.advance(5 * DAY_S)
    kept = time.to_keep()
    clock.set(START - 300 * DAY)
    clock, time = rebooted(clock, kept, 0)
    assert time.now() == HEARD + 5 * DAY


def test_a_machine_that_does_not_name_its_starts_is_taken_to_be_started_anew(clock: FakeClock) -> None:
    time = ServiceTime("", clock, "")
    time.hear(HEARD)
    clock.advance(10)
    again = ServiceTime(time.to_keep(), clock, "")
    clock.set(clock.now() - DAY)
    clock.advance(10)
    assert again.now() == HEARD + timedelta(seconds=20)


def test_hearing_the_service_again_settles_everything(clock: FakeClock) -> None:
    clock, time = rebooted(clock, heard(clock).to_keep(), 400 * DAY_S)
    time.hear(HEARD + DAY)
    clock.advance(1)
    assert (time.now(), time.heard()) == (HEARD + DAY + timedelta(seconds=1), HEARD + DAY)


def test_it_is_kept_once_in_a_while(clock: FakeClock) -> None:
    time = heard(clock)
    assert time.to_keep()
    assert time.to_keep(60.0) == ""
    clock.advance(60)
    assert time.to_keep(60.0)
    assert time.to_keep(60.0) == ""


@pytest.mark.parametrize("known", ["nonsense", "{}", "[]", '{"floor": 5}'])
def test_what_cannot_be_read_is_as_if_it_had_never_been_heard(clock: FakeClock, known: str) -> None:
    assert started(clock, known).now() is None


def test_the_machine_s_own_start_has_one_name_and_its_time_goes_on() -> None:
    clock = SystemClock()
    assert boot_id() == boot_id()
    assert clock.monotonic() <= clock.monotonic()


def test_it_is_never_below_the_newest_entry_of_the_ledger_until_the_service_is_heard(
    clock: FakeClock,
) -> None:
    kept = heard(clock).to_keep()
    again = FakeClock(clock.now() - DAY, monotonic=20.0)
    newest = HEARD + 2 * DAY
    time = ServiceTime(kept, again, "second", newest)
    again.advance(60.0)
    assert time.now() == newest + timedelta(minutes=1)
    time.hear(HEARD + DAY)
    assert time.now() == HEARD + DAY


def test_where_what_was_kept_is_lost_the_newest_entry_is_what_is_known(clock: FakeClock) -> None:
    time = ServiceTime("", clock, "first", HEARD)
    clock.advance(60.0)
    assert (time.now(), time.heard()) == (HEARD + timedelta(minutes=1), HEARD)
