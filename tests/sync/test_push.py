"""Push: every decision reaches the service once, whatever the line loses; a bad one stops no other."""

from collections.abc import Callable

import msgspec
import pytest

from tests.central.making import coded_lists, document
from tests.fakes.faulty_line import (
    FaultyLine,
    Forward,
    Request,
    changed,
    cut_off,
    doubled,
    lose_answer,
    lose_request,
    problem,
    says,
    sign_in_page,
)
from tests.sync.bench import Bench
from workstation.central.store import CentralStore
from workstation.contract.messages import EventBatch, Limits
from workstation.domain.problems import Problem, Refused, SignInNeeded, Unavailable
from workstation.sync.news import AttentionRaised, Delivered


@pytest.fixture
def filled(service: CentralStore, bench: Bench) -> Bench:
    service.put_consignments([document(f"C{n}") for n in range(1, 9)])
    bench.pull()
    bench.news.clear()
    return bench


def held_by_service(service: CentralStore) -> list[str]:
    """Ids of the events that the service accepted, in its order."""
    return [msgspec.json.decode(e.submission)["event"]["id"] for e in service.events().events]


def sent(request: Request) -> list[str]:
    batch = msgspec.json.decode(request.body, type=EventBatch)
    return [msgspec.json.decode(entry)["event"]["id"] for entry in batch.events]


# --- outcomes ---------------------------------------------------------------------------------------------


def test_decisions_arrive_once_and_are_acknowledged_with_numbers(
    service: CentralStore, filled: Bench
) -> None:
    hold, release = filled.decide("hold", "C1"), filled.decide("release", "C2")
    assert filled.push() == 2
    assert filled.push() == 0
    assert held_by_service(service) == [hold, release]
    rows = filled.ledger.deliveries(None, 10)
    assert {row.state for row in rows} == {"acknowledged"}
    assert all(row.number for row in rows)
    assert [type(news) for news in filled.news] == [Delivered]


def test_the_queue_shows_the_acknowledged_standing(filled: Bench) -> None:
    filled.decide("hold", "C1")
    filled.decided.look_again(["C1"])
    assert filled.shown("C1") == ("held", "hold")
    filled.push()
    assert filled.shown("C1") == ("held", "")


def test_a_refused_decision_is_in_attention_and_does_not_count_as_standing(
    service: CentralStore, filled: Bench
) -> None:
    service.put_reference(coded_lists())
    refused = filled.decide("seize", "C1")  # without reason and legal basis
    accepted = filled.decide("release", "C2")
    filled.push()
    assert filled.states() == {refused: "refused", accepted: "acknowledged"}
    assert filled.attention() == [("refused", "C1")]
    assert filled.shown("C1") == ("undecided", "")
    assert AttentionRaised(kind="refused", consignment="C1") in filled.news
    assert filled.push() == 0


# --- a line that loses things -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault", [lose_answer, lose_request, cut_off, doubled, sign_in_page, says(500), problem(503, "busy")]
)
def test_what_the_line_loses_is_sent_again_and_said_once(
    service: CentralStore, service_line: FaultyLine, filled: Bench, fault: Callable[[Request, Forward], bytes]
) -> None:
    events = [filled.decide("hold", f"C{n}") for n in range(1, 4)]
    service_line.then.append(fault)
    with pytest.raises(Problem):
        filled.push()
    assert set(filled.states().values()) == {"waiting"}
    assert all(row.attempts == 1 for row in filled.ledger.deliveries(None, 10))
    assert filled.push() == 3
    assert held_by_service(service) == events
    assert set(filled.states().values()) == {"acknowledged"}


def test_a_token_that_ran_out_pauses_and_drops_nothing(
    service: CentralStore, service_line: FaultyLine, filled: Bench
) -> None:
    hold = filled.decide("hold")
    service_line.then.append(problem(401, "token.unknown"))
    with pytest.raises(SignInNeeded):
        filled.push()
    (row,) = filled.ledger.deliveries(None, 10)
    assert (row.state, row.attempts) == ("waiting", 0)
    filled.push()
    assert held_by_service(service) == [hold]


def test_an_outcome_left_out_of_the_answer_is_asked_for_again_later(
    service_line: FaultyLine, filled: Bench
) -> None:
    first, second = filled.decide("hold", "C1"), filled.decide("hold", "C2")

    def forget_first(body: bytes) -> bytes:
        answer = msgspec.json.decode(body)
        return msgspec.json.encode({**answer, "outcomes": answer["outcomes"][1:]})

    service_line.then.append(changed(forget_first))
    assert filled.push() == 1
    assert filled.states() == {first: "waiting", second: "acknowledged"}
    filled.clock.advance(60)
    assert filled.push() == 1
    assert filled.states()[first] == "acknowledged"


@pytest.mark.expected_log("outcomes without an event of the batch")
def test_an_answer_about_other_events_settles_nothing(service_line: FaultyLine, filled: Bench) -> None:
    hold = filled.decide("hold")
    stray = {
        "epoch": "e",
        "outcomes": [{"id": "another", "outcome": "accepted"}, {"id": hold, "outcome": "postponed"}],
    }
    service_line.then.append(says(200, stray))
    assert filled.push() == 0
    assert filled.states() == {hold: "waiting"}


@pytest.mark.expected_log("outcomes without an event of the batch")
def test_an_answer_settles_only_what_was_sent_with_it_and_each_once(
    service_line: FaultyLine, filled: Bench
) -> None:
    hold, release = filled.decide("hold", "C1"), filled.decide("release", "C2")
    outcomes = [
        {"id": hold, "outcome": "accepted", "number": "first"},
        {"id": hold, "outcome": "refused", "number": "second", "code": "x"},
        {"id": release, "outcome": "accepted", "number": "not sent yet"},
    ]
    service_line.then += [says(200, {"epoch": "", "outcomes": outcomes}), says(503)]
    with pytest.raises(Unavailable):
        filled.push(size=1)
    assert filled.states() == {hold: "acknowledged", release: "waiting"}
    assert [row.number for row in filled.ledger.deliveries(None, 10)] == ["", "first"]


# --- sizes ------------------------------------------------------------------------------------------------


def test_batches_keep_to_the_limits_of_the_service(service_line: FaultyLine, filled: Bench) -> None:
    for n in range(1, 8):
        filled.decide("hold", f"C{n}")
    assert filled.push(limits=Limits(batch_events=3)) == 7
    assert [len(sent(r)) for r in service_line.requests if r.method == "POST"] == [3, 3, 1]


def test_an_annulment_goes_with_the_release_that_it_names(service_line: FaultyLine, filled: Bench) -> None:
    filled.decide("hold", "C1")
    release = filled.decide("release", "C2", hold_back_s=5.0)
    filled.decide("annul", "C2", names=(release,))
    filled.decide("release", "C3")
    assert filled.push(size=2) == 4
    assert [len(sent(r)) for r in service_line.requests if r.method == "POST"] == [1, 2, 1]


def test_a_batch_of_too_many_bytes_is_made_smaller(service_line: FaultyLine, filled: Bench) -> None:
    for n in range(1, 5):
        filled.decide("hold", f"C{n}", particulars=(("remark", "x" * 2000),))
    assert filled.push(limits=Limits(request_bytes=7500)) == 4
    assert [len(sent(r)) for r in service_line.requests if r.method == "POST"] == [2, 2]


def refuse_batch_with(poison: str, status: int) -> Callable[[Request, Forward], bytes]:
    """A service, or something before it, that takes no request with this event in it."""

    def fault(request: Request, forward: Forward) -> bytes:
        if request.method == "POST" and poison in sent(request):
            return problem(status, "body.unreadable")(request, forward)
        return forward().raw()

    return fault


@pytest.mark.parametrize("status", [400, 413])
def test_one_event_that_no_request_may_hold_is_refused_and_the_others_arrive(
    service: CentralStore, service_line: FaultyLine, filled: Bench, status: int
) -> None:
    events = [filled.decide("hold", f"C{n}") for n in range(1, 6)]
    service_line.always = refuse_batch_with(events[2], status)
    filled.push()
    assert held_by_service(service) == [*events[:2], *events[3:]]
    assert filled.states()[events[2]] == "refused"
    assert filled.attention() == [("refused", "C3")]


def test_what_follows_on_its_consignment_waits_for_the_outcome(
    service: CentralStore, service_line: FaultyLine, filled: Bench
) -> None:
    first = filled.decide("hold", "C1")
    second = filled.decide("seize", "C1")
    other = filled.decide("hold", "C2")
    service_line.always = refuse_batch_with(first, 400)
    filled.push()
    filled.push()
    assert filled.states() == {first: "refused", second: "acknowledged", other: "acknowledged"}


def test_a_consignment_with_more_than_a_batch_behind_a_bad_event_keeps_no_other_waiting(
    service_line: FaultyLine, filled: Bench
) -> None:
    first, *rest = [filled.decide("hold", "C1") for _ in range(6)]
    other = filled.decide("hold", "C2")
    service_line.always = refuse_batch_with(first, 400)
    filled.push(size=3)
    states = filled.states()
    assert (states[first], states[other]) == ("refused", "acknowledged")
    filled.push(size=3)
    assert {filled.states()[each] for each in rest} == {"acknowledged"}


def test_what_is_recorded_while_others_are_sent_takes_its_place_among_them(
    service: CentralStore, service_line: FaultyLine, filled: Bench
) -> None:
    releases = [filled.decide("release", f"C{n}") for n in range(1, 6)]
    recorded: list[str] = []

    def seize_meanwhile(request: Request, forward: Forward) -> bytes:
        if not recorded:
            recorded.append(filled.decide("seize", "C8"))
        return forward().raw()

    service_line.then.append(seize_meanwhile)
    filled.push(size=2)
    assert held_by_service(service) == [*releases[:2], *recorded, *releases[2:]]


def test_a_service_that_reads_nothing_at_all_is_no_reason_to_refuse_decisions(
    service_line: FaultyLine, filled: Bench
) -> None:
    events = [filled.decide("hold", f"C{n}") for n in range(1, 4)]
    service_line.always = problem(400, "body.unreadable")
    assert filled.push() == 0
    assert filled.states() == dict.fromkeys(events, "waiting")
    assert filled.attention() == []


@pytest.mark.parametrize("status", [404, 405, 409])
def test_a_service_that_knows_no_such_path_keeps_every_decision_waiting(
    service_line: FaultyLine, filled: Bench, status: int
) -> None:
    hold = filled.decide("hold")
    service_line.then.append(problem(status, "path.unknown"))
    with pytest.raises(Refused):
        filled.push()
    assert filled.states() == {hold: "waiting"}
