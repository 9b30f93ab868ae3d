"""How long an image takes, as far as that can be told, and which images go into a budget together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.clock import FakeClock
from workstation.sync.image_waits import ImageWait, Rate, bytes_of, fitting

SIZES = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(0, 1_000), max_size=30)


@given(SIZES, st.integers(0, 5_000))
def test_what_fits_is_the_beginning_and_never_more_than_the_budget(sizes, budget):
    found = fitting(sizes, budget)
    assert found == list(sizes)[: len(found)]
    assert bytes_of(found, sizes) <= budget
    if len(found) < len(sizes):
        assert bytes_of(list(sizes)[: len(found) + 1], sizes) > budget


def test_an_image_of_unknown_size_is_taken_to_be_as_the_others_are():
    assert bytes_of(["a", "b", "x"], {"a": 100, "b": 300, "x": 0}) == 600
    assert bytes_of(["x"], {"x": 0}) > 1_000_000


@given(st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 600)), min_size=1, max_size=20))
def test_the_rate_lies_between_the_slowest_and_the_fastest_that_came(fetches):
    clock = FakeClock()
    rate = Rate(clock)
    assert rate.bytes_per_s == 0
    for count, seconds in fetches:
        rate.begin()
        clock.advance(seconds)
        rate.take(count)
        rate.end()
    rates = [count / seconds for count, seconds in fetches]
    assert min(rates) * 0.999 <= rate.bytes_per_s <= max(rates) * 1.001


def test_a_line_that_becomes_slow_is_told_while_the_image_comes():
    clock = FakeClock()
    rate = Rate(clock)
    rate.begin()
    clock.advance(1)
    rate.take(1_000_000)
    rate.end()
    rate.begin()
    clock.advance(9)
    assert rate.bytes_per_s == pytest.approx(100_000)


def test_an_attempt_that_brought_nothing_says_nothing_of_the_rate():
    clock = FakeClock()
    rate = Rate(clock)
    rate.begin()
    clock.advance(60)
    rate.end()
    assert rate.bytes_per_s == 0


@given(st.integers(1, 10**8), st.integers(0, 10**8), st.floats(1, 1e9))
def test_more_that_is_here_never_takes_longer(size, received, per_s):
    empty = ImageWait(state="coming", bytes_per_s=per_s).seconds(size)
    begun = ImageWait(state="coming", received=received, bytes_per_s=per_s).seconds(size)
    assert empty is not None
    assert begun is not None
    assert 0 <= begun <= empty


@pytest.mark.parametrize("state", ["not_asked", "line_down", "pulling"])
def test_where_it_does_not_come_no_time_is_told(state):
    assert ImageWait(state=state, bytes_per_s=1e6).seconds(1_000) is None
