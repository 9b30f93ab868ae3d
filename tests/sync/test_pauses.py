"""Pauses outlive a restart, whatever the bench's clock does; what the service asks for is kept to."""

from datetime import timedelta

import pytest

from tests.central.making import document
from tests.fakes.clock import START
from tests.fakes.faulty_line import FaultyLine, problem
from tests.sync.bench import Bench
from tests.sync.test_images import put
from tests.sync.test_loop import running
from workstation.central.store import CentralStore
from workstation.contract.messages import Maintenance
from workstation.domain.problems import Problem
from workstation.sync import problems
from workstation.sync.backoff import LONGEST_S, Backoff
from workstation.sync.pauses import KNOWN, Pauses

GONE = problems.unreachable("line.unreachable", "no connection")


def pauses(bench: Bench) -> Pauses:
    """As the loop makes them at each start."""
    return Pauses(Backoff(lambda: 0.0), bench.writes, bench.clock)


def busy(status: int, seconds: float) -> Problem:
    return problems.failing(status, seconds)


def test_after_a_restart_it_is_tried_at_once_and_the_next_pause_grows_from_where_it_was(bench: Bench) -> None:
    before = pauses(bench)
    assert [before.after_failure(GONE) for _ in range(4)] == [1.0, 2.0, 4.0, 8.0]
    bench.clock.advance(3)
    again = pauses(bench)
    assert again.left_of_before() == 0.0
    assert again.after_failure(GONE) == 16.0
    assert again.failures == 5


def test_after_a_success_nothing_is_left(bench: Bench) -> None:
    before = pauses(bench)
    before.after_failure(busy(503, 600.0))
    before.after_success()
    again = pauses(bench)
    assert (again.left_of_before(), again.failures) == (0.0, 0)


@pytest.mark.parametrize("days", [-400, -3, 3, 400])
def test_a_wrong_clock_makes_no_pause_longer(bench: Bench, days: int) -> None:
    before = pauses(bench)
    for _ in range(12):
        before.after_failure(GONE)
    bench.clock.set(START + timedelta(days=days))
    again = pauses(bench)
    assert 0.0 <= again.left_of_before() <= LONGEST_S
    # And it does not hammer: the next failure waits as long as the one before the restart.
    assert again.after_failure(GONE) == LONGEST_S


def test_what_the_service_asked_for_is_kept_to_after_a_restart(bench: Bench) -> None:
    pauses(bench).after_failure(busy(503, 600.0))
    bench.clock.advance(200)
    assert pauses(bench).left_of_before() == 400.0


def test_a_wake_shortens_a_pause_and_not_what_the_service_asked_for(bench: Bench) -> None:
    pause = pauses(bench)
    pause.wake()
    pause.wait(pause.after_failure(GONE))
    assert pause.is_woken()
    pause.after_failure(busy(429, 0.05))
    bench.clock.advance(1)
    pause.wait(0.0)


def test_no_service_is_left_alone_for_longer_than_an_hour(bench: Bench) -> None:
    kept = b'{"failures":1,"until":"2030-01-01T00:00:00Z","asked_until":"2030-01-01T00:00:00Z","saved":"%s"}'
    bench.ledger.known.put(KNOWN, (kept % START.isoformat().encode()).decode())
    assert pauses(bench).left_of_before() == problems.LONGEST_RETRY_S


@pytest.mark.parametrize("text", ["", "{", "[]", '{"failures":1,"until":"2026-11-02T08:00:00"}'])
def test_what_cannot_be_read_is_no_pause(bench: Bench, text: str) -> None:
    bench.ledger.known.put(KNOWN, text)
    assert pauses(bench).left_of_before() == 0.0


def test_too_many_of_one_kind_is_about_that_kind_alone(bench: Bench) -> None:
    pause = pauses(bench)
    assert pause.closes("images", busy(503, 30.0)) is None
    assert pause.closes("images", GONE) is None
    assert pause.closes("images", busy(429, 30.0)) == 30.0
    assert (pause.closed_s("images"), pause.closed_s("pull"), pause.closed_s()) == (30.0, 0.0, 30.0)
    bench.clock.advance(31)
    assert pause.closed_s() == 0.0


# --- in the loop ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/v1/changes", "/v1/images/"])
def test_decisions_go_out_while_the_service_asks_to_wait_with_something_else(
    service: CentralStore, service_line: FaultyLine, bench: Bench, path: str
) -> None:
    put(service, "C1", b"image" * 99)
    bench.pull()

    def enough(request, forward):
        if request.path.startswith(path):
            return problem(429, "rate", Retry_After="600")(request, forward)
        return forward().raw()

    service_line.requests.clear()
    service_line.always = enough
    with running(bench, bench.clock) as watch:
        watch.until(lambda: watch.state().problem == "service.busy")
        assert (watch.state().phase, watch.state().next_try) == ("on_line", START + timedelta(seconds=600))
        event = bench.decide("hold")
        assert watch.loop is not None
        watch.loop.wake()
        watch.until(lambda: bench.states()[event] == "acknowledged")
        asked = [each for each in service_line.paths() if each.startswith(path)]
        assert len(asked) == 1
        service_line.always = None
        bench.clock.advance(601)
        watch.loop.wake()
        watch.until(lambda: watch.state().problem == "" and watch.state().next_try is None)


def test_a_restart_in_the_middle_of_a_pause_says_when_it_is_tried_again(
    service_line: FaultyLine, bench: Bench
) -> None:
    pauses(bench).after_failure(busy(503, 600.0))
    with running(bench, bench.clock) as watch:
        watch.until(lambda: watch.state().phase == "off_line")
        assert watch.state().next_try == START + timedelta(seconds=600)
        assert watch.state().failures == 1
        assert watch.state().problem == "service.busy"
        assert service_line.requests == []


def test_how_often_it_failed_is_told_and_is_over_with_the_first_success(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service_line.always = problem(500, "broken")
    with running(bench) as watch:
        watch.until(lambda: watch.state().failures >= 3)
        service_line.always = None
        watch.until(lambda: watch.state().phase == "on_line" and watch.state().failures == 0)


def test_a_cursor_that_the_service_cannot_read_brings_a_new_snapshot(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service.put_consignments([document("C1")])
    bench.pull()

    def malformed(request, forward):
        if request.path == "/v1/changes":
            service_line.always = None
            return problem(400, "cursor.malformed")(request, forward)
        return forward().raw()

    service_line.always = malformed
    with running(bench) as watch:
        watch.until(lambda: "/v1/snapshot" in service_line.paths()[3:])
        watch.until(lambda: watch.state().phase == "on_line" and watch.state().problem == "")
        assert bench.ids() == ["C1"]
        assert watch.bugs == []


def test_planned_interruptions_are_told(service: CentralStore, bench: Bench) -> None:
    planned = Maintenance(
        starts=START + timedelta(hours=14), ends=START + timedelta(hours=15), words="Update"
    )
    service.announce([planned])
    with running(bench) as watch:
        watch.until(lambda: watch.state().maintenance == (planned,))
