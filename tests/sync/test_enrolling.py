"""A bench that signs its requests: enrolled, with a wrong clock, revoked, installed anew."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.central.making import document
from tests.fakes.clock import START, FakeClock
from tests.fakes.faulty_line import FaultyLine
from tests.sync.bench import Bench, agency_act
from workstation.central.store import CentralStore
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.problems import SignInNeeded
from workstation.ledger.mandates import SERVICE_KEYS

MakeBench = Callable[..., Bench]

pytestmark = pytest.mark.expected_log("a signature was not taken")


@pytest.fixture
def bench(make_bench: MakeBench, service: CentralStore) -> Bench:
    service.put_consignments([document("C1"), document("C2")])
    made = make_bench(key=1)
    made.enrol()
    return made


def code_of(work: Callable[[], Any]) -> str:
    with pytest.raises(SignInNeeded) as met:
        work()
    assert "Call IT" in met.value.do_now or "call IT" in met.value.do_now
    return met.value.code


def test_an_enrolled_bench_works_signed_throughout(
    bench: Bench, service: CentralStore, service_line: FaultyLine
) -> None:
    bench.pull()
    bench.decide("hold")
    assert bench.push() == 1
    assert bench.client.by_barcode("PARCEL-C1")
    assert bench.client.consignment("no such / id ü") is None
    assert list(bench.states().values()) == ["acknowledged"]
    asked = [request for request in service_line.requests if request.path != "/v1/service-information"]
    assert all("signature" in request.headers for request in asked)
    assert set(service.mandates.public_keys()) == set(bench.ledger.known.get(SERVICE_KEYS).split())
    (known,) = service.benches.known()
    assert (known.bench, known.ledger, known.state, known.events) == ("bench-1", bench.ledger.id, "active", 1)


def test_acts_of_one_officer_go_out_while_another_works(bench: Bench, service: CentralStore) -> None:
    bench.pull()
    bench.decide("hold", "C1", officer="officer-a")
    bench.decide("hold", "C2", officer="officer-b")
    assert bench.push() == 2
    bench.pull()
    assert [act.officer for id in ("C1", "C2") for act in bench.acts(id)] == ["officer-a", "officer-b"]


@pytest.mark.parametrize("apart", [timedelta(days=-400), timedelta(days=9)])
def test_a_wrong_clock_at_the_bench_stops_nothing(
    service: CentralStore, make_bench: MakeBench, clock: FakeClock, apart: timedelta
) -> None:
    bench = make_bench(key=1)
    bench.clock = FakeClock(START + apart)
    bench._sign_with(bench.signing.signer)  # type: ignore[union-attr,arg-type]
    bench.enrol()
    bench.client.by_barcode("X")


def test_what_was_reckoned_wrongly_is_put_right_by_the_answer(
    bench: Bench, clock: FakeClock, service_line: FaultyLine
) -> None:
    # The machine slept: nothing measured what passed.
    clock.set(START + timedelta(hours=9))
    before = len(service_line.requests)
    bench.client.by_barcode("X")
    assert len(service_line.requests) == before + 2
    bench.client.by_barcode("X")
    assert len(service_line.requests) == before + 3


def test_a_revoked_bench_says_so_and_keeps_all(
    bench: Bench, service: CentralStore, make_bench: MakeBench
) -> None:
    bench.pull()
    bench.decide("hold")
    service.benches.revoke("bench-1")
    assert code_of(bench.push) == "bench.revoked"
    assert code_of(bench.enrol) == "bench.revoked"
    assert list(bench.states().values()) == ["waiting"]
    bench.token = type(bench.token)(service.add_token("bench 1 again", "bench", "bench-1"))  # type: ignore[misc]
    bench.enrol()
    assert bench.push() == 1


def test_a_service_that_has_forgotten_the_key_is_told_it_again(bench: Bench, service: CentralStore) -> None:
    signing = bench.signing
    assert signing is not None
    with service._database.writing() as connection:
        connection.exec_driver_sql("UPDATE enrolment SET public_key = 'f', ledger = 'x'")
    assert code_of(lambda: bench.client.by_barcode("X")) == "signature.wrong"
    assert signing.take_refusal()
    assert not signing.take_refusal()


# --- a machine installed anew -------------------------------------------------------------------------------


@pytest.fixture
def anew(bench: Bench, make_bench: MakeBench) -> Bench:
    """The same bench on an empty disk, with a new token: another ledger and another key. Before that it had
    released C1 and held C2.
    """
    bench.pull()
    bench.decide("release", "C1")
    bench.clock.advance(1)
    bench.decide("hold", "C2")
    bench.push()
    return make_bench("anew", speaks_for="bench-1", key=2)


def test_it_needs_a_new_token(anew: Bench, bench: Bench, service: CentralStore) -> None:
    new = anew.token
    anew.token = bench.token
    assert code_of(anew.enrol) == "enrolment.other_key"
    anew.token = new
    anew.enrol()
    bench.decide("hold")
    assert code_of(bench.push) == "bench.replaced"


def test_it_knows_again_what_it_decided_and_is_told_of_a_recall(anew: Bench, service: CentralStore) -> None:
    anew.enrol()
    anew.own.run()
    anew.pull()
    assert [entry.act.kind for entry in anew.ledger.acts_on("C1")] == ["release"]
    assert [entry.state for entry in anew.ledger.acts_on("C2")] == ["acknowledged"]
    assert anew.ledger.earlier.count() == 2
    assert [(row.sequence, row.kind, row.state) for row in anew.ledger.deliveries(None, 10)] == [
        (0, "hold", "acknowledged"),
        (-1, "release", "acknowledged"),
    ]
    assert [row.sequence for row in anew.ledger.deliveries(None, 1)] == [0]
    assert [row.sequence for row in anew.ledger.deliveries(0, 1)] == [-1]
    assert anew.ledger.deliveries(-1, 1) == ()
    assert anew.attention() == []
    hold = Act(id="narc-1", kind="hold", scope=(ScopeEntry(goods="g1"),), owner="NARC", agency="NARC")
    service.put_acts([agency_act("C1", hold)])
    anew.pull()
    assert ("recall", "C1") in anew.attention()


def test_what_happened_meanwhile_is_told_though_the_document_came_first(
    anew: Bench, service: CentralStore
) -> None:
    hold = Act(id="narc-1", kind="hold", scope=(ScopeEntry(goods="g1"),), owner="NARC", agency="NARC")
    service.put_acts([agency_act("C1", hold)])
    anew.enrol()
    anew.pull()
    assert anew.attention() == []
    anew.own.run()
    assert ("recall", "C1") in anew.attention()
    # Only until it has caught up.
    before = anew.ledger.known.get("own_events")
    anew.own.run()
    assert anew.ledger.known.get("own_events") == before


def test_its_own_ledger_begins_beside_the_old_ones(anew: Bench, service: CentralStore) -> None:
    anew.enrol()
    anew.own.run()
    anew.pull()
    anew.decide("lift", "C2", names=(anew.acts("C2")[0].id,))
    assert anew.push() == 1
    assert anew.compare() == (1, 0)
    assert anew.ledger.earlier.count() == 2
    assert [row.sequence for row in anew.ledger.deliveries(None, 2)] == [1, 0]
    assert [row.sequence for row in anew.ledger.deliveries(1, 5)] == [0, -1]


# --- the keys that sign mandates ----------------------------------------------------------------------------


def with_other_key(service: CentralStore) -> None:
    """The service, or somebody in its place, has another key from now on."""
    with service._database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM service_key")


@pytest.mark.expected_log("keys of the service are not taken")
def test_another_key_of_the_service_is_not_taken_without_a_person(
    bench: Bench, service: CentralStore, clock: FakeClock
) -> None:
    pinned = bench.ledger.mandates.keys()
    assert pinned == set(service.mandates.public_keys())
    with_other_key(service)
    for _ in range(2):
        bench.enrol()
        clock.advance(3600)
    assert bench.ledger.mandates.keys() == pinned
    assert bench.attention() == [("mandate", "")]
    assert ("code", "mandate.keys_changed") in bench.ledger.attention(1)[0].facts
    told = service.mandates.public_keys()
    bench.ledger.mandates.fix_keys(told)
    bench.enrol()
    assert bench.attention() == []
    bench.ledger.mandates.fix_keys(())
    assert bench.ledger.mandates.keys() == set(told)
    # Told once more, by whoever, it is raised once more.
    with_other_key(service)
    bench.enrol()
    assert bench.attention() == [("mandate", "")]


def test_a_bench_that_was_connected_anew_takes_the_key_that_it_is_told(
    bench: Bench, service: CentralStore
) -> None:
    with_other_key(service)
    bench.token = type(bench.token)(service.add_token("bench 1 again", "bench", "bench-1"))  # type: ignore[misc]
    bench.enrol()
    assert bench.ledger.mandates.keys() == set(service.mandates.public_keys())
    assert bench.attention() == []
