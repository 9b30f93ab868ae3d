"""A bench whose clock is wrong says so once, with how far and what to do, and stops when it is right."""

from datetime import timedelta

import pytest

from tests.fakes.clock import START, FakeClock
from workstation.identity.service_time import ServiceTime
from workstation.ui.clock_watch import ClockWatch
from workstation.ui.messages import Messages

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


class Watch:
    """A bench's clock, what is known of the service's, and what is said."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.service = ServiceTime("", self.clock, "boot-1")
        self.messages = Messages()
        self.strip: list[str] = []
        self.watch = ClockWatch(self.clock, self.service.now, self.messages, self.strip.append)

    def looks(self) -> list[str]:
        self.watch.look()
        return [message.what for message in self.messages.unseen]


@pytest.fixture
def bench(qapp) -> Watch:
    return Watch()


@pytest.mark.parametrize("behind", [timedelta(), 1.5 * MINUTE, -1.5 * MINUTE])
def test_a_clock_that_is_nearly_right_is_not_spoken_of(bench, behind):
    bench.service.hear(START + behind)
    assert bench.looks() == []
    assert bench.strip == [""]


def test_a_slow_and_a_fast_clock_are_told_with_by_how_much(bench):
    bench.service.hear(START + 3 * DAY + timedelta(hours=2))
    assert bench.looks() == ["The clock of this bench is slow by 3 d 2 h."]
    assert bench.strip[-1] == "this bench's clock is 3 d 2 h behind"
    assert "tell IT" in bench.messages.unseen[0].do_now
    bench.clock.set(START + 3 * DAY + timedelta(hours=2))
    assert bench.looks() == []
    assert bench.strip[-1] == ""
    bench.service.hear(START)
    assert bench.looks() == ["The clock of this bench is fast by 3 d 2 h."]


@pytest.mark.parametrize("days, words", [(-3, "3 d behind"), (400, "400 d ahead")])
def test_a_clock_that_is_changed_while_the_service_is_gone_is_noticed(bench, days, words):
    bench.service.hear(START)
    assert bench.looks() == []
    bench.clock.advance(3600)
    bench.clock.set(bench.clock.now() + timedelta(days=days))
    bench.looks()
    assert bench.strip[-1] == f"this bench's clock is {words}"


def test_before_the_service_was_ever_heard_a_jump_is_told(bench):
    bench.clock.advance(3600)
    assert bench.looks() == []
    bench.clock.set(bench.clock.now() - DAY)
    assert bench.looks() == ["The clock of this bench was set back by 1 d since the start."]
    bench.clock.set(bench.clock.now() + 3 * DAY)
    assert bench.looks() == ["The clock of this bench was set forward by 2 d since the start."]


def test_what_the_officer_has_seen_is_not_said_again(bench):
    bench.service.hear(START + 5 * MINUTE)
    bench.looks()
    bench.messages.see(bench.messages.unseen[0])
    bench.clock.advance(3)
    assert bench.looks() == []
    assert bench.strip[-1] == "this bench's clock is 5 min behind"
