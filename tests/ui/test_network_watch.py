"""The line is tried at once when the network is back, is another, or the machine has slept; and not else."""

from tests.fakes.clock import FakeClock
from workstation.host.network import ways_out
from workstation.ui.network_watch import GAP_S, NetworkWatch


class Watch:
    """A machine whose addresses a test sets; `tries` counts."""

    def __init__(self, *ways: str) -> None:
        self.clock, self.ways, self.tries = FakeClock(), ways, 0
        self.watch = NetworkWatch(lambda: self.ways, self.clock, self._try_now)

    def _try_now(self) -> None:
        self.tries += 1

    def looks(self) -> int:
        self.clock.advance(3)
        self.watch.look()
        return self.tries


def test_a_network_that_stays_is_no_reason_to_try() -> None:
    machine = Watch("10.0.0.4")
    assert [machine.looks() for _ in range(3)] == [0, 0, 0]


def test_the_line_is_tried_once_when_the_network_is_back() -> None:
    machine = Watch("10.0.0.4")
    machine.ways = ()
    assert machine.looks() == 0
    machine.ways = ("10.0.0.4",)
    assert [machine.looks(), machine.looks()] == [1, 1]


def test_another_network_is_a_reason_to_try() -> None:
    machine = Watch("10.0.0.4")
    machine.ways = ("192.168.7.2",)
    assert machine.looks() == 1


def test_after_a_sleep_the_line_is_tried() -> None:
    machine = Watch("10.0.0.4")
    machine.clock.advance(GAP_S)
    assert machine.looks() == 1


def test_the_machines_own_ways_out_are_addresses() -> None:
    assert all(ways_out())
