"""A pause is suggested between two parcels, in words that go by themselves."""

import pytest
from PySide6.QtCore import QObject, Signal

from tests.fakes.clock import FakeClock
from workstation.ui.messages import Kind, Messages
from workstation.ui.pausing import SEEN_AFTER_S, Pausing


class Bench(QObject):
    """What the suggestion listens to."""

    touched = Signal()
    opened = Signal(object)
    put_away = Signal()

    def __init__(self, minutes):
        super().__init__()
        self.clock, self.messages, self.image = FakeClock(), Messages(), True
        self.pausing = Pausing(self.clock, minutes, self.messages, lambda: self.image, self)
        self.pausing.hear(self.touched, self.opened, self.put_away)

    def read(self, minutes):
        self.touched.emit()
        for _ in range(minutes * 2):
            self.clock.advance(30)
            self.touched.emit()

    @property
    def said(self):
        return self.messages.newest.code if self.messages.newest is not None else ""


@pytest.fixture
def bench(qapp):
    return Bench(20)


def test_nothing_is_said_while_a_parcel_is_worked_on_and_then_it_is_said_once(bench):
    bench.read(25)
    assert bench.said == ""
    bench.opened.emit("another")
    assert bench.said == "care.pause"
    assert "25 min" in bench.messages.newest.what
    assert bench.messages.newest.kind is Kind.INFO  # nothing to be confirmed
    assert bench.messages.unseen == ()
    bench.messages.set_aside()
    bench.opened.emit("a third")
    assert bench.said == ""


def test_it_is_said_when_the_last_parcel_is_put_away(bench):
    bench.read(20)
    bench.put_away.emit()
    assert bench.said == "care.pause"


def test_before_the_time_nothing_is_said(bench):
    bench.read(19)
    bench.opened.emit("another")
    assert bench.said == ""


def test_without_images_nothing_is_said(bench):
    bench.image = False
    bench.read(60)
    bench.opened.emit("another")
    assert bench.said == ""


def test_it_goes_when_the_officer_works_on_and_takes_nothing_else_away(bench):
    bench.read(20)
    bench.opened.emit("another")
    bench.touched.emit()
    assert bench.said == "care.pause"
    bench.clock.advance(SEEN_AFTER_S)
    bench.touched.emit()
    assert bench.said == ""
    bench.messages.say("Recorded.")
    bench.clock.advance(SEEN_AFTER_S)
    bench.touched.emit()
    assert bench.messages.newest.what == "Recorded."


def test_where_policy_says_never_nothing_is_said(qapp):
    bench = Bench(0)
    bench.read(100)
    bench.opened.emit("another")
    assert bench.said == ""
