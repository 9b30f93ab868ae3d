"""The line before and after the service is found: the window does not wait for it, and an end at any moment
is clean.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.central.making import document
from tests.fakes.faulty_line import FaultyLine, problem
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.domain.problems import Refused, Unavailable
from workstation.host.clock import SystemClock
from workstation.host.settings import Settings
from workstation.identity.token import Token
from workstation.sync.line import Line, LineAddress
from workstation.sync.news import CacheChanged, LineChanged, News

WITHIN_S = 20.0


class Told:
    """What the line told, and a way to wait for it."""

    def __init__(self) -> None:
        self.news: list[News] = []
        self.bugs: list[BaseException] = []
        self._changed = threading.Condition()

    def hear(self, news: News) -> None:
        with self._changed:
            self.news.append(news)
            self._changed.notify_all()

    def until(self, is_so: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(is_so, WITHIN_S), self.news[-3:]


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def make_line(bench: Bench, told: Told) -> Iterator[Callable[[Callable[[], LineAddress]], Line]]:
    lines: list[Line] = []

    def make(address: Callable[[], LineAddress]) -> Line:
        line = Line(
            address,
            bench.writes,
            Settings(),
            clock=SystemClock(),
            listener=told.hear,
            funnel=told.bugs.append,
        )
        lines.append(line)
        return line

    yield make
    for line in lines:
        assert line.stop(WITHIN_S)


@pytest.fixture
def address(service_line: FaultyLine, bench: Bench) -> LineAddress:
    assert isinstance(bench.token, Token)
    return LineAddress(url=service_line.address, token=bench.token)


def test_the_queue_fills_once_the_service_is_found(
    service: CentralStore, bench: Bench, told: Told, make_line, address: LineAddress
) -> None:
    service.put_consignments([document("C1")])
    found = threading.Event()

    def when_found() -> LineAddress:
        found.wait(WITHIN_S)
        return address

    line = make_line(when_found)
    line.start()
    assert line.state().phase == "starting"
    line.wake()
    with pytest.raises(Unavailable):
        line.lookup("PARCEL-C1")
    found.set()
    told.until(
        lambda: line.state().phase == "on_line" and any(isinstance(n, CacheChanged) for n in told.news)
    )
    assert bench.ids() == ["C1"]
    assert line.clock_offset_ms() is not None


def test_a_barcode_that_the_cache_does_not_have_is_asked_for(
    service: CentralStore, bench: Bench, told: Told, make_line, address: LineAddress
) -> None:
    line = make_line(lambda: address)
    line.start()
    told.until(lambda: line.state().phase == "on_line")
    assert line.lookup("PARCEL-C7") == ()
    service.put_consignments([document("C7")])
    assert line.lookup("PARCELC7") == ("C7",)
    assert bench.ids() == ["C7"]


def test_an_address_that_cannot_be_had_is_the_lines_state(told: Told, make_line) -> None:
    def none() -> LineAddress:
        raise Refused("This bench is not connected.", code="bench.not_connected")

    line = make_line(none)
    line.start()
    told.until(lambda: any(isinstance(news, LineChanged) for news in told.news))
    assert (line.state().phase, line.state().problem) == ("refused", "bench.not_connected")


def test_a_keyring_that_is_locked_at_the_start_is_asked_again(
    service: CentralStore, told: Told, make_line, address: LineAddress
) -> None:
    asked: list[str] = []

    def locked_at_first() -> LineAddress:
        asked.append("keyring")
        if len(asked) == 1:
            raise Unavailable("The keyring is locked.", code="keyring.locked")
        return address

    line = make_line(locked_at_first)
    line.start()
    told.until(lambda: line.state().problem == "keyring.locked")
    assert line.state().phase == "off_line"
    assert line.state().next_try is not None
    line.try_now()
    told.until(lambda: line.state().phase == "on_line")
    assert line.state().problem == ""
    assert len(asked) == 2


def test_a_line_ends_while_it_waits_to_ask_the_keyring_again(told: Told, make_line) -> None:
    def locked() -> LineAddress:
        raise Unavailable("The keyring is locked.", code="keyring.locked")

    line = make_line(locked)
    line.start()
    told.until(lambda: line.state().problem == "keyring.locked")
    assert line.stop(WITHIN_S)


@pytest.mark.parametrize("days", [-3, 0, 400])
def test_how_long_ago_the_service_was_heard_is_what_has_truly_passed(
    service: CentralStore, bench: Bench, told: Told, address: LineAddress, days: int
) -> None:
    line = Line(
        lambda: address,
        bench.writes,
        Settings(),
        clock=bench.clock,
        listener=told.hear,
        funnel=told.bugs.append,
    )
    line.start()
    told.until(lambda: line.state().phase == "on_line")
    before = line.now()
    bench.clock.advance(7)
    bench.clock.set(bench.clock.now() + timedelta(days=days))
    heard = line.state().last_heard
    assert heard is not None
    assert line.now() - heard == line.now() - before == timedelta(seconds=7)
    assert line.stop(WITHIN_S)


def test_after_a_restart_it_is_known_when_the_service_was_heard_and_that_the_bench_is_out_of_service(
    service: CentralStore, service_line: FaultyLine, bench: Bench, told: Told, address: LineAddress
) -> None:
    def made() -> Line:
        return Line(
            lambda: address,
            bench.writes,
            Settings(),
            clock=bench.clock,
            listener=told.hear,
            funnel=told.bugs.append,
        )

    line = made()
    line.start()
    told.until(lambda: line.state().phase == "on_line")
    service_line.always = problem(403, "bench.revoked")
    line.wake()
    told.until(line.revocation.is_on)
    assert line.stop(WITHIN_S)
    bench.clock.advance(600)
    line = made()
    assert line.revocation.is_on()
    alone = line.alone()
    assert alone is not None
    assert alone >= timedelta(seconds=600)
    service_line.always = None
    line.start()
    told.until(lambda: line.state().phase == "on_line")
    told.until(lambda: not line.revocation.is_on())
    assert line.stop(WITHIN_S)


def test_a_line_that_was_never_started_stops(make_line, address: LineAddress) -> None:
    assert make_line(lambda: address).stop(WITHIN_S)


def test_a_line_stops_while_the_service_is_still_looked_for(
    told: Told, make_line, address: LineAddress
) -> None:
    found = threading.Event()

    def when_found() -> LineAddress:
        found.wait(WITHIN_S)
        return address

    line = make_line(when_found)
    line.start()
    assert not line.stop(0.01)
    found.set()
    assert line.stop(WITHIN_S)
    assert line.state().phase == "starting"
    assert told.bugs == []
