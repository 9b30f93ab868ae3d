"""A drill is an outage on purpose: nothing is asked, everything is kept, and it always ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.central.making import document
from tests.fakes.clock import FakeClock
from tests.fakes.disk import Disk
from tests.fakes.faulty_line import FaultyLine
from tests.sync.bench import Bench
from tests.sync.test_loop import running
from workstation.central.store import CentralStore
from workstation.domain.problems import Unavailable
from workstation.ledger.values import Outgoing
from workstation.sync.drill import BEGUN, ENDED, KNOWN, Drill

HOURS = timedelta(hours=8)


def drill_of(bench: Bench, clock: FakeClock | None = None) -> Drill:
    """The switch as the line makes it, at a start of the program."""
    return Drill(bench.ledger, bench.writes.to_ledger, clock or bench.clock)


def begin(bench: Bench, drill: Drill, lasts: timedelta = HOURS) -> None:
    bench.writes.to_ledger(lambda _ledger: drill.begin("officer-a", lasts))


def end(bench: Bench, drill: Drill) -> None:
    bench.writes.to_ledger(lambda _ledger: drill.end("officer-b"))


def recorded(bench: Bench) -> list[tuple[str, str]]:
    """Kind and officer of everything that waits."""
    due: tuple[Outgoing, ...] = bench.ledger.due(100, bench.clock.now())
    return [(each.event.kind, each.event.officer) for each in due]


def test_it_is_recorded_when_it_begins_and_ends_and_by_whom(bench: Bench) -> None:
    drill = drill_of(bench)
    assert not drill.state().is_on
    begin(bench, drill)
    begin(bench, drill)
    assert drill.state().is_on
    assert (drill.state().officer, drill.state().left_s) == ("officer-a", HOURS.total_seconds())
    with pytest.raises(Unavailable) as cut:
        drill.gate()
    assert cut.value.code == "line.drill"
    end(bench, drill)
    end(bench, drill)
    drill.gate()
    assert recorded(bench) == [(BEGUN, "officer-a"), (ENDED, "officer-b")]


def test_it_outlives_a_restart_and_ends_by_itself(bench: Bench, clock: FakeClock) -> None:
    begin(bench, drill_of(bench))
    clock.advance(3600)
    again = drill_of(bench)
    assert again.state().left_s == HOURS.total_seconds() - 3600
    clock.advance(HOURS.total_seconds() - 3600)
    assert not again.state().is_on
    again.gate()
    assert recorded(bench) == [(BEGUN, "officer-a"), (ENDED, "officer-a")]
    assert not drill_of(bench).state().is_on


def test_one_that_ended_while_the_program_was_not_running_is_ended_at_the_start(
    bench: Bench, clock: FakeClock
) -> None:
    begin(bench, drill_of(bench))
    clock.advance(24 * 3600)
    drill_of(bench).gate()
    assert recorded(bench)[-1] == (ENDED, "officer-a")


def test_a_clock_set_back_or_forward_within_a_run_changes_nothing(bench: Bench, clock: FakeClock) -> None:
    drill = drill_of(bench)
    begin(bench, drill)
    for days in (-30, 30):
        clock.set(clock.now() + timedelta(days=days))
        assert drill.state().left_s == HOURS.total_seconds()


def test_a_clock_set_back_between_two_runs_makes_no_endless_drill(bench: Bench, clock: FakeClock) -> None:
    begin(bench, drill_of(bench))
    clock.set(clock.now() - timedelta(days=300))
    assert drill_of(bench).state().left_s == HOURS.total_seconds()


@pytest.mark.expected_log("the kept drill cannot be read")
def test_what_was_kept_and_cannot_be_read_is_no_drill(bench: Bench) -> None:
    bench.writes.to_ledger(lambda ledger: ledger.known.put(KNOWN, "{not json"))
    drill_of(bench).gate()


def test_a_new_drill_ends_the_one_whose_time_is_over(bench: Bench, clock: FakeClock) -> None:
    drill = drill_of(bench)
    begin(bench, drill)
    clock.advance(HOURS.total_seconds() + 1)
    begin(bench, drill)
    assert [kind for kind, _officer in recorded(bench)] == [BEGUN, ENDED, BEGUN]


def test_the_line_does_nothing_while_it_lasts_and_everything_goes_out_afterwards(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service.put_consignments([document("C1")])
    drill = drill_of(bench)
    bench.client.ask_first(drill.gate)
    with running(bench) as watch:
        watch.until(lambda: bench.ids() == ["C1"] and watch.state().phase == "on_line")
        begin(bench, drill)
        watch.until(lambda: watch.state().phase == "drill")
        assert watch.state().problem == "line.drill"
        passed = len(service_line.requests)
        held = bench.decide("hold")
        service.put_consignments([document("C2")])
        assert watch.loop is not None
        watch.loop.wake()
        tries = len(bench.news)
        watch.until(lambda: len(bench.news) > tries)
        assert (len(service_line.requests), bench.ids(), bench.states()[held]) == (passed, ["C1"], "waiting")
        end(bench, drill)
        watch.loop.wake()
        watch.until(lambda: set(bench.states().values()) == {"acknowledged"})
        watch.until(lambda: watch.state().phase == "on_line" and len(bench.ids()) == 2)
        assert watch.bugs == []
    kinds = [row.kind for row in bench.ledger.deliveries(None, 10)]
    assert kinds == [ENDED, "hold", BEGUN]


def test_a_disk_that_takes_nothing_begins_no_drill_and_keeps_none_going(
    make_bench: Callable[..., Bench], monkeypatch: pytest.MonkeyPatch, disk: Disk
) -> None:
    bench = make_bench()
    drill = drill_of(bench)

    def full(*_given: object) -> None:
        raise Unavailable("The disk is full.", code="disk.full")

    monkeypatch.setattr(bench.ledger, "record", full)
    with pytest.raises(Unavailable):
        begin(bench, drill)
    assert not drill.state().is_on
    assert not drill_of(bench).state().is_on
    monkeypatch.undo()
    begin(bench, drill)
    monkeypatch.setattr(bench.ledger, "record", full)
    with pytest.raises(Unavailable):
        end(bench, drill)
    drill.gate()
