"""What counts as reading images without a pause."""

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.clock import FakeClock
from workstation.desk.reading_time import PAUSE_S, STILL_S, ReadingTime


class Officer:
    """Somebody at a bench."""

    def __init__(self, after_s=1200.0):
        self.clock = FakeClock()
        self.time = ReadingTime(self.clock, after_s)

    def read(self, seconds, step=30.0):
        """Touch something every so often, with an image on the screen."""
        self.time.touch(is_read=True)
        while seconds > 0:
            self.clock.advance(min(step, seconds))
            seconds -= step
            self.time.touch(is_read=True)


def test_twenty_minutes_of_reading_and_a_pause_is_due():
    officer = Officer()
    officer.read(1199)
    assert not officer.time.is_due()
    officer.read(1)
    assert officer.time.is_due()


def test_without_an_image_nothing_is_read():
    officer = Officer()
    for _ in range(100):
        officer.clock.advance(30)
        officer.time.touch(is_read=False)
    assert officer.time.read_s == 0


def test_who_touches_nothing_for_long_reads_for_a_minute_of_it():
    officer = Officer()
    officer.time.touch(is_read=True)
    officer.clock.advance(200)
    officer.time.touch(is_read=True)
    assert officer.time.read_s == STILL_S


def test_five_minutes_away_are_a_pause_and_a_coffee_of_four_is_none():
    officer = Officer()
    officer.read(1000)
    officer.clock.advance(STILL_S + PAUSE_S - 1)
    officer.time.touch(is_read=True)
    assert officer.time.read_s == 1000 + STILL_S
    officer.clock.advance(STILL_S + PAUSE_S)
    officer.time.touch(is_read=True)
    assert officer.time.read_s == 0


def test_a_declaration_read_for_five_minutes_rests_the_eyes_from_images():
    officer = Officer()
    officer.read(1000)
    officer.time.touch(is_read=False)
    for _ in range(10):
        officer.clock.advance(30)
        officer.time.touch(is_read=False)
    assert officer.time.read_s == 0


def test_a_suggestion_that_is_not_taken_comes_again_after_half_the_time():
    officer = Officer()
    officer.read(1200)
    officer.time.suggested()
    assert not officer.time.is_due()
    officer.read(599)
    assert not officer.time.is_due()
    officer.read(1)
    assert officer.time.is_due()


def test_after_a_pause_the_whole_time_runs_again():
    officer = Officer()
    officer.read(1200)
    officer.time.suggested()
    officer.clock.advance(STILL_S + PAUSE_S)
    officer.read(1199)
    assert not officer.time.is_due()
    officer.read(1)
    assert officer.time.is_due()


def test_where_policy_says_never_it_is_never_due():
    officer = Officer(after_s=0)
    officer.read(100_000, step=50)
    assert not officer.time.is_due()


@given(st.lists(st.tuples(st.floats(0, 2000), st.booleans()), max_size=60))
def test_nobody_reads_longer_than_time_has_passed(steps):
    officer = Officer()
    for seconds, is_read in steps:
        before = officer.time.read_s
        officer.clock.advance(seconds)
        officer.time.touch(is_read=is_read)
        assert officer.time.read_s == 0 or 0 <= officer.time.read_s - before <= min(seconds, STILL_S) + 1e-6
