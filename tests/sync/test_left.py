"""What waits of a ledger that was left goes out before all else, and is never in its way."""

from collections.abc import Callable

import msgspec

from tests.central.making import document
from tests.fakes.faulty_line import FaultyLine, Forward, Request, problem
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.contract.messages import EventBatch
from workstation.ledger.values import Outgoing

MakeBench = Callable[..., Bench]


def leave(entry: Outgoing, bench: Bench) -> str:
    """Put this waiting entry of another ledger among the earlier ones of this bench, as a recovery does."""
    event = entry.event
    row = (event.id, event.ledger, event.sequence, event.consignment, entry.encoded())
    with bench.ledger._access.changing() as connection:
        connection.execute(
            "INSERT INTO earlier (id, ledger, sequence, consignment, outcome, code, number, submission)"
            " VALUES (?, ?, ?, ?, 'waiting', '', '', ?)",
            row,
        )
    return event.id


def test_one_that_the_service_does_not_read_is_refused_and_holds_nothing_up(
    service: CentralStore, service_line: FaultyLine, make_bench: MakeBench
) -> None:
    service.put_consignments([document(f"C{n}") for n in range(1, 4)])
    left = make_bench("left", speaks_for="bench-1")
    left.pull()
    unread, after_it = left.decide("hold", "C1"), left.decide("hold", "C1")
    bench = make_bench("bench", speaks_for="bench-1")
    bench.pull()
    for entry in left.ledger.due(10, left.clock.now()):
        leave(entry, bench)
    own = bench.decide("hold", "C2")
    asked: list[list[str]] = []

    def unreadable(request: Request, forward: Forward) -> bytes:
        batch = msgspec.json.decode(request.body, type=EventBatch)
        asked.append([msgspec.json.decode(entry)["event"]["id"] for entry in batch.events])
        if len(asked) > 20:
            return problem(503, "again.and.again")(request, forward)
        return problem(422, "event.unknown")(request, forward) if unread in asked[-1] else forward().raw()

    service_line.always = unreadable
    bench.push()
    assert len(asked) < 6
    assert asked.count([unread]) == 1
    assert bench.states()[unread] == "refused"
    assert bench.states()[own] == "acknowledged"
    # Nothing overtook it on its consignment while its outcome was open.
    assert bench.states()[after_it] == "waiting"
    bench.push()
    assert bench.states()[after_it] == "acknowledged"


def test_it_is_counted_as_waiting_until_it_is_answered(service: CentralStore, make_bench: MakeBench) -> None:
    service.put_consignments([document("C1")])
    left = make_bench("left", speaks_for="bench-1")
    left.pull()
    left.decide("hold", "C1")
    (entry,) = left.ledger.due(10, left.clock.now())
    bench = make_bench("bench", speaks_for="bench-1")
    bench.pull()
    leave(entry, bench)
    counts = bench.ledger.counts()
    assert (counts.waiting, counts.acknowledged) == (1, 0)
    assert counts.oldest_waiting == entry.event.happened()
    bench.push()
    assert bench.ledger.counts().waiting == 0
