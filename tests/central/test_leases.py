"""Leases tell people who has a consignment open. They end by themselves, and no act depends on them."""

from typing import Any

import httpx
import msgspec
import pytest

from tests.central.conftest import Line
from tests.central.making import TestLedger, consignment
from tests.fakes.clock import FakeClock
from workstation.central import leases as kept
from workstation.central import schema
from workstation.central.store import CentralStore
from workstation.contract.leases import CAPABILITY, LEASE_S, LeaseAnswer, LeaseRequest, Leases
from workstation.contract.messages import ProblemDocument, ServiceInformation


def asked(bench: str = "bench-1", office: str = "XX000001", officer: str = "officer-a") -> LeaseRequest:
    return LeaseRequest(bench=bench, office=office, officer=officer)


def take(line: Line, id: str, request: LeaseRequest) -> httpx.Response:
    return line.http.put(f"/v1/leases/{id}", content=msgspec.json.encode(request))


def held(line: Line, **query: Any) -> list[tuple[str, str]]:
    found = msgspec.json.decode(line.get("/v1/leases", params=query).content, type=Leases)
    return [(each.consignment, each.bench) for each in found.leases]


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, msgspec.json.decode(answer.content, type=ProblemDocument).code


@pytest.fixture
def other(store: CentralStore, address: str):
    line = Line(address, store.add_token("any bench", "bench"))
    yield line
    line.http.close()


def test_the_second_bench_is_told_who_has_it_and_since_when(
    bench: Line, other: Line, clock: FakeClock
) -> None:
    began = clock.now()
    first = msgspec.json.decode(take(bench, "C1", asked()).content, type=LeaseAnswer)
    assert first.others == ()
    clock.advance(60)
    second = msgspec.json.decode(
        take(other, "C1", asked("bench-2", officer="officer-b")).content, type=LeaseAnswer
    )
    assert [(each.bench, each.officer, each.since) for each in second.others] == [
        ("bench-1", "officer-a", began)
    ]
    again = msgspec.json.decode(take(bench, "C1", asked()).content, type=LeaseAnswer)
    assert again.lease.since == began
    assert again.clock == clock.now()
    assert [each.bench for each in again.others] == ["bench-2"]


def test_a_lease_ends_by_itself_when_nobody_renews_it(store: CentralStore, clock: FakeClock) -> None:
    store.leases.take("C1", asked())
    clock.advance(LEASE_S - 1)
    store.leases.take("C1", asked())
    clock.advance(LEASE_S - 1)
    assert len(store.leases.held().leases) == 1
    clock.advance(1)
    assert store.leases.held().leases == ()
    assert store.leases.take("C1", asked("bench-2")).others == ()


def test_another_officer_at_the_same_bench_has_it_since_then(store: CentralStore, clock: FakeClock) -> None:
    store.leases.take("C1", asked())
    clock.advance(30)
    assert store.leases.take("C1", asked(officer="officer-b")).lease.since == clock.now()


def test_a_bench_has_one_open_and_gives_it_back(bench: Line) -> None:
    take(bench, "C1", asked())
    take(bench, "a/b c", asked())
    assert held(bench) == [("a/b c", "bench-1")]
    assert bench.http.delete("/v1/leases/a%2Fb%20c", params={"bench": "bench-1"}).status_code == 204
    assert held(bench) == []
    assert bench.http.delete("/v1/leases/C1", params={"bench": "bench-1"}).status_code == 204


def test_benches_of_other_offices_are_left_out(bench: Line, other: Line, national: Line) -> None:
    take(bench, "C1", asked())
    take(other, "C2", asked("bench-9", office="XX000009"))
    assert held(bench, office="XX000009") == [("C2", "bench-9")]
    assert held(bench, office=["XX000001", "XX000009"]) == held(national)
    assert len(held(national)) == 2


def test_what_is_told_is_bounded(store: CentralStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "TOLD", 3)
    for number in range(5):
        store.leases.take("C1", asked(f"bench-{number}"))
    found = store.leases.held()
    assert (len(found.leases), found.more) == (3, True)
    assert len(store.leases.take("C1", asked()).others) == 3


def test_a_token_speaks_for_its_own_bench_only(bench: Line) -> None:
    assert code(take(bench, "C1", asked("bench-2"))) == (403, "token.bench")
    assert code(take(bench, "C1", asked(""))) == (400, "bench.missing")
    assert code(bench.http.delete("/v1/leases/C1", params={"bench": "bench-2"})) == (403, "token.bench")
    assert code(bench.http.delete("/v1/leases/C1")) == (400, "bench.missing")
    assert held(bench) == []


def test_names_of_any_length_and_kind_are_kept(store: CentralStore) -> None:
    answer = store.leases.take("x" * 900, asked("b" * 900, "o\0ffice", "\ud800"))
    assert len(answer.lease.bench) == 200
    assert len(store.leases.held().leases) == 1


def test_a_decision_counts_whoever_has_the_consignment_open(store: CentralStore) -> None:
    store.put_consignments([msgspec.json.encode(consignment())])
    store.leases.take("C1", asked("bench-2"))
    ledger = TestLedger()
    (outcome,) = store.receive_events([ledger.entry("release")])
    assert outcome.outcome == "accepted"


def test_the_service_says_that_it_keeps_leases(bench: Line) -> None:
    answer = bench.get("/v1/service-information")
    assert CAPABILITY in msgspec.json.decode(answer.content, type=ServiceInformation).capabilities


def test_made_up_benches_hide_none_that_has_enrolled(
    store: CentralStore, other: Line, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "TOLD", 2)
    with store._database.writing() as connection:
        row = {"bench": "bench-1", "office": "", "ledger": "l", "public_key": "ab" * 32, "signed_from": 1}
        row |= {"token": "t", "enrolled": 0, "state": "active"}
        connection.execute(schema.enrolment.insert().values(row))
    store.leases.take("C1", asked())
    for number in range(3):
        clock.advance(1)
        take(other, "C1", asked(f"made-up-{number}"))
    assert held(other) == [("C1", "bench-1"), ("C1", "made-up-2")]
    answer = msgspec.json.decode(take(other, "C1", asked("made-up-3")).content, type=LeaseAnswer)
    assert [each.bench for each in answer.others] == ["bench-1", "made-up-0"]
