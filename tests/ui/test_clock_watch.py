"""A bench whose clock is wrong says so once, with by how much, and stops when it is right again."""

import pytest

from workstation.ui.clock_watch import ClockWatch
from workstation.ui.messages import Messages

MINUTE_MS = 60_000


@pytest.fixture
def messages(qapp):
    return Messages()


@pytest.fixture
def watch(messages):
    return ClockWatch(messages)


def said(messages):
    return [message.what for message in messages.unseen]


@pytest.mark.parametrize("offset_ms", [None, 0, 90_000, -90_000])
def test_a_clock_that_is_nearly_right_is_not_spoken_of(watch, messages, offset_ms):
    watch.take(offset_ms)
    assert said(messages) == []


def test_a_slow_and_a_fast_clock_are_told_with_by_how_much(watch, messages):
    watch.take(5 * MINUTE_MS)
    assert said(messages) == ["The clock of this bench is slow by 5 min."]
    watch.take(0)
    assert said(messages) == []
    watch.take(-180 * MINUTE_MS)
    assert said(messages) == ["The clock of this bench is fast by 3 h."]


def test_what_the_officer_has_seen_is_not_said_again(watch, messages):
    watch.take(5 * MINUTE_MS)
    messages.see(messages.unseen[0])
    watch.take(5 * MINUTE_MS)
    assert said(messages) == []
