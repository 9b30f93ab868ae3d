"""Others see what a bench has open, and it sees what they have; nothing of it ever holds the line up."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import msgspec
import pytest

from tests.central.making import document
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_line import FaultyLine, changed, lose_answer, problem, says, sign_in_page
from tests.sync.bench import Bench
from tests.sync.test_line import Told
from workstation.central.store import CentralStore
from workstation.contract.leases import LEASE_S, LeaseRequest
from workstation.domain.problems import Unavailable
from workstation.host.clock import SystemClock
from workstation.host.settings import Settings
from workstation.sync.line import Line, LineAddress
from workstation.sync.news import PresenceChanged, PresenceState
from workstation.sync.presence import AFTER_FAILURE_S, IDLE_S, LOOK_S, RENEW_S, Presence
from workstation.sync.problems import cut_off_on_purpose

WITHIN_S = 20.0


class Seat:
    """A bench's presence on its own clock; `told` is what its screens were told."""

    def __init__(self, bench: Bench, name: str) -> None:
        self.bench = bench
        self.told: list[PresenceState] = []
        self.wakes = 0
        self.presence = Presence(name, ("XX000001",), bench.clock, self.told.append, self._count)

    def _count(self) -> None:
        self.wakes += 1

    def opens(self, consignment: str) -> None:
        self.presence.opened(consignment, "officer-a")
        self.cycle()

    def cycle(self) -> None:
        self.presence.run(self.bench.client)

    def sees(self) -> list[tuple[str, str, str]]:
        return [(each.consignment, each.bench, each.officer) for each in self.presence.state().others]


@pytest.fixture
def seat(bench: Bench) -> Seat:
    return Seat(bench, "bench-1")


def leases(service: CentralStore) -> list[tuple[str, str]]:
    return [(each.consignment, each.bench) for each in service.leases.held().leases]


def other_opens(service: CentralStore, consignment: str = "C1", office: str = "XX000001") -> None:
    service.leases.take(consignment, LeaseRequest(bench="bench-2", office=office, officer="officer-b"))


def test_what_is_open_is_leased_until_it_is_put_away(service: CentralStore, seat: Seat) -> None:
    seat.opens("C1")
    assert leases(service) == [("C1", "bench-1")]
    assert seat.told[-1] == PresenceState(open="C1", is_leased=True)
    seat.opens("C2")
    assert leases(service) == [("C2", "bench-1")]
    seat.presence.put_away()
    seat.cycle()
    assert leases(service) == []
    assert seat.told[-1] == PresenceState()


def test_who_else_has_it_open_is_known_at_once_and_of_the_others_soon(
    service: CentralStore, seat: Seat, clock: FakeClock
) -> None:
    other_opens(service)
    seat.opens("C1")
    assert seat.sees() == [("C1", "bench-2", "officer-b")]
    other_opens(service, "C2")
    seat.cycle()
    clock.advance(LOOK_S)
    seat.cycle()
    assert seat.sees() == [("C2", "bench-2", "officer-b")]
    assert [each.bench for each in seat.told[-1].others] == ["bench-2"]


def test_benches_of_other_offices_are_not_looked_at(service: CentralStore, seat: Seat) -> None:
    other_opens(service, "C1", office="XX000009")
    seat.cycle()
    assert seat.sees() == []


def test_it_is_renewed_while_the_officer_works(service: CentralStore, seat: Seat, clock: FakeClock) -> None:
    seat.opens("C1")
    for _ in range(10):
        clock.advance(RENEW_S)
        seat.presence.touched()
        seat.cycle()
    assert leases(service) == [("C1", "bench-1")]


def test_it_is_given_back_after_three_idle_minutes_and_taken_again_at_a_touch(
    service: CentralStore, seat: Seat, clock: FakeClock
) -> None:
    seat.opens("C1")
    clock.advance(IDLE_S - 1)
    seat.cycle()
    assert leases(service) == [("C1", "bench-1")]
    clock.advance(1)
    seat.cycle()
    assert leases(service) == []
    assert seat.told[-1] == PresenceState(open="C1", is_idle=True)
    wakes = seat.wakes
    seat.presence.touched()
    seat.presence.touched()
    assert seat.wakes == wakes + 1
    seat.cycle()
    assert leases(service) == [("C1", "bench-1")]
    assert seat.told[-1] == PresenceState(open="C1", is_leased=True)


@pytest.mark.parametrize(
    "fault", [says(500), problem(403, "token.role"), sign_in_page, changed(lambda _body: b'{"leases": 7}')]
)
def test_a_failure_is_tried_again_later_and_is_no_ones_problem(
    service: CentralStore, service_line: FaultyLine, seat: Seat, clock: FakeClock, fault
) -> None:
    service_line.always = fault
    seat.opens("C1")
    asked = len(service_line.requests)
    seat.cycle()
    assert (len(service_line.requests), seat.presence.state().is_leased) == (asked, False)
    service_line.always = None
    clock.advance(AFTER_FAILURE_S)
    seat.cycle()
    assert seat.presence.state().is_leased


def test_a_lost_answer_leaves_a_lease_that_is_still_given_back(
    service: CentralStore, service_line: FaultyLine, seat: Seat, clock: FakeClock
) -> None:
    service_line.then.append(lose_answer)
    seat.opens("C1")
    assert leases(service) == [("C1", "bench-1")]
    clock.advance(AFTER_FAILURE_S)
    seat.cycle()
    assert seat.presence.state().is_leased


def test_what_others_had_open_is_forgotten_when_it_must_have_ended(
    service: CentralStore, seat: Seat, clock: FakeClock
) -> None:
    other_opens(service)
    seat.opens("C1")
    clock.advance(LEASE_S - 1)
    assert seat.sees() != []
    clock.advance(1)
    assert seat.presence.state() == PresenceState(open="C1")


def test_a_drill_is_no_failure_of_it(service: CentralStore, seat: Seat) -> None:
    def cut() -> None:
        raise cut_off_on_purpose()

    seat.bench.client.ask_first(cut)
    seat.opens("C1")
    seat.bench.client.ask_first(lambda: None)
    seat.cycle()
    assert leases(service) == [("C1", "bench-1")]


def test_names_from_the_line_are_bounded(service_line: FaultyLine, seat: Seat) -> None:
    long = [{"consignment": "c" * 300, "bench": "b" * 300, "since": "2026-11-02T08:00:00"}] * 3_000
    service_line.always = says(200, msgspec.json.encode({"leases": long}))
    seat.cycle()
    others = seat.presence.state().others
    assert len(others) == 2_000
    assert (len(others[0].bench), others[0].since) == (200, None)


def test_a_bench_without_a_name_leases_nothing(bench: Bench, service_line: FaultyLine) -> None:
    seat = Seat(bench, "")
    seat.opens("C1")
    assert service_line.requests == []


# --- with the sync thread -----------------------------------------------------------------------------------


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def line(bench: Bench, told: Told, service_line: FaultyLine) -> Iterator[Line]:
    assert bench.token is not None
    address = LineAddress(url=service_line.address, token=bench.token)
    made = Line(
        lambda: address,
        bench.writes,
        Settings(bench="bench-1", offices=("XX000001",)),
        clock=SystemClock(),
        listener=told.hear,
        funnel=told.bugs.append,
    )
    yield made
    assert made.stop(WITHIN_S)
    assert told.bugs == []


def is_leased(told: Told) -> Callable[[], bool]:
    return lambda: any(isinstance(each, PresenceChanged) and each.state.is_leased for each in told.news)


def test_opening_wakes_the_line_and_the_end_of_the_program_gives_back(
    service: CentralStore, bench: Bench, told: Told, line: Line
) -> None:
    service.put_consignments([document("C1")])
    line.start()
    told.until(lambda: line.state().phase == "on_line")
    line.presence.opened("C1", "officer-a")
    told.until(is_leased(told))
    assert leases(service) == [("C1", "bench-1")]
    assert line.stop(WITHIN_S)
    assert leases(service) == []


def test_the_line_is_up_and_sends_though_leases_fail(
    service: CentralStore, service_line: FaultyLine, bench: Bench, told: Told, line: Line
) -> None:
    service.put_consignments([document("C1")])

    def no_leases(request, forward):
        if "/v1/leases" in request.target:
            return problem(503, "database.unavailable", Retry_After="3600")(request, forward)
        return forward().raw()

    service_line.always = no_leases
    line.start()
    told.until(lambda: line.state().phase == "on_line" and bench.ids() == ["C1"])
    line.presence.opened("C1", "officer-a")
    held = bench.decide("hold")
    line.wake()
    told.until(lambda: bench.states()[held] == "acknowledged")
    assert (line.state().phase, line.state().problem) == ("on_line", "")


def test_a_service_that_keeps_no_leases_is_not_asked(
    service: CentralStore, service_line: FaultyLine, bench: Bench, told: Told, line: Line
) -> None:
    service.put_consignments([document("C1")])

    def older(request, forward):
        if "service-information" in request.target:
            return changed(lambda body: body.replace(b'"leases"', b'"other"'))(request, forward)
        return forward().raw()

    service_line.always = older
    line.presence.opened("C1", "officer-a")
    line.start()
    told.until(lambda: line.state().phase == "on_line" and bench.ids() == ["C1"])
    held = bench.decide("hold")
    line.wake()
    told.until(lambda: bench.states()[held] == "acknowledged")
    assert [each.target for each in service_line.requests if "leases" in each.target] == []


def test_during_a_drill_no_barcode_is_asked_for(told: Told, line: Line, bench: Bench) -> None:
    line.start()
    told.until(lambda: line.state().phase == "on_line")
    bench.writes.to_ledger(lambda _ledger: line.drill.begin("officer-a", timedelta(hours=1)))
    with pytest.raises(Unavailable):
        line.lookup("PARCEL-C1")
    line.wake()
    told.until(lambda: line.state().phase == "drill")
