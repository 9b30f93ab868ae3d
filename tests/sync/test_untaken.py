"""An event that the service does not read, and that was sent alone, waits; a person hears of it once."""

from tests.central.making import document
from tests.fakes.faulty_line import FaultyLine, problem
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.sync.news import AttentionEnded, AttentionRaised


def test_a_person_hears_once_and_no_more_when_it_was_taken_after_all(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service.put_consignments([document("C1")])
    bench.pull()
    event = bench.decide("hold")
    service_line.always = problem(422, "event.unknown")
    for _ in range(3):
        bench.push()
        bench.clock.advance(61)
    assert bench.states()[event] == "waiting"
    assert bench.attention() == [("untaken", "C1")]
    assert bench.news.count(AttentionRaised(kind="untaken", consignment="C1")) == 1
    service_line.always = None
    bench.push()
    assert bench.states()[event] == "acknowledged"
    assert bench.attention() == []
    assert AttentionEnded(consignment="C1") in bench.news


def test_what_was_raised_before_a_restart_ends_as_well(
    service: CentralStore, service_line: FaultyLine, bench: Bench
) -> None:
    service.put_consignments([document("C1")])
    bench.pull()
    event = bench.decide("hold")
    bench.ledger.raise_attention("untaken", "C1", key=f"untaken:{event}", event=event)
    bench.push()
    assert bench.attention() == []
