"""The clock port: the real clock and the fake keep the same promises."""

from datetime import timedelta

import pytest

from tests.fakes.clock import START, FakeClock
from workstation.host.clock import Clock, SystemClock


@pytest.fixture(params=[SystemClock, FakeClock], ids=["machine", "fake"])
def clock(request) -> Clock:
    return request.param()


def test_the_wall_clock_is_an_aware_utc_instant(clock):
    assert clock.now().utcoffset() == timedelta(0)


def test_elapsed_time_never_goes_back(clock):
    first = clock.monotonic()
    assert clock.monotonic() >= first


def test_a_wall_clock_set_by_hand_does_not_change_what_has_elapsed():
    clock = FakeClock()
    before = clock.monotonic()
    clock.set(START - timedelta(days=3))
    assert clock.monotonic() == before
    clock.advance(90)
    assert clock.monotonic() == before + 90
    assert clock.now() == START - timedelta(days=3) + timedelta(seconds=90)
