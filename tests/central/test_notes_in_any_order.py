"""What is served of notes follows from the set of events, never from the order in which they came; whatever
comes in is served so that a bench can read it, also out of a database of before.
"""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import create_engine, event

from tests.central.making import TestLedger, event_id
from tests.central.noting import (
    HEAD,
    P1,
    P2,
    Story,
    all_that_is_served,
    as_schema_2,
    declared,
    found_and_held,
    served,
)
from tests.central.test_events import send
from tests.central.test_pages import whole_snapshot
from tests.fakes.clock import FakeClock
from workstation.central.links import edges_around
from workstation.central.notes import NOTED, noted_ids, read_notes
from workstation.central.store import CentralStore
from workstation.contract.reading import read_consignment
from workstation.domain.event import LABEL_READS


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


@pytest.fixture(scope="module")
def told_in_order(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    story = Story()
    store = CentralStore.open(f"sqlite:///{tmp_path_factory.mktemp('told') / 'c.db'}", clock=FakeClock())
    story.tell(store, range(len(story.steps)))
    yield all_that_is_served(store)
    store.close()


def test_the_story_ends_as_it_should(told_in_order: Any) -> None:
    found, numbers, here = told_in_order
    told, acts = found["C1"]
    assert here == ["C1"]
    assert [act["kind"] for act in acts] == ["hold", "lift", "release"]
    assert told["linked"] == [P1, P2]
    # Of both links of P1 one was taken back, and that of P2 leads on from P1.
    assert [(each["consignment"], each.get("ended", False)) for each in told["links"]] == [
        (P1, True),
        (P1, False),
    ]
    assert [each["state"] for each in told["conditions"]] == ["satisfied", "satisfied"]
    assert [(each["presence"], each["location"]) for each in told["parcels"]] == [
        ("presented", "LOC-3"),
        ("presented", "LOC-2"),
    ]
    assert set(map(tuple, numbers.values())) == {("C1",)}
    assert (found[P1], found[P2]) == (({}, []), ({}, []))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_the_order_of_arrival_and_however_often_said_the_same_is_served(
    told_in_order: Any, tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    story = Story()
    steps = list(range(len(story.steps)))
    order = data.draw(st.permutations(steps + data.draw(st.lists(st.sampled_from(steps), max_size=6))))
    store = CentralStore.open(f"sqlite:///{tmp_path_factory.mktemp('any') / 'c.db'}", clock=FakeClock())
    try:
        story.tell(store, order)
        assert all_that_is_served(store) == told_in_order
    finally:
        store.close()


# --- whatever comes in -------------------------------------------------------------------------------------


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
ODD_PARTS = st.lists(
    JSON
    | st.fixed_dictionaries(
        {"id": st.sampled_from(["p1", "p2", "", "o1"]) | JSON},
        optional={
            "presence": JSON,
            "location": JSON,
            "seen_at": JSON | st.just("2026-11-02T08:30:00Z"),
            "state": JSON | st.just("open"),
            "value": st.just("ZZ1") | JSON,
            "belongs_to": st.just("parcel") | JSON,
            "of": st.just("p1") | JSON,
            "parcel": st.just("p1"),
        },
    ),
    max_size=3,
)
ODD_TEXT = st.sampled_from(["", "p1", "C1", "P1", "read", "examination"]) | st.text(max_size=5)


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CentralStore, Iterator[int]]]:
    """One store for all examples, and a number for each: an example must not depend on what came before."""
    store = CentralStore.open(f"sqlite:///{tmp_path_factory.mktemp('odd') / 'c.db'}", clock=FakeClock())
    yield store, count()
    store.close()


@settings(deadline=None)
@given(
    fields=st.dictionaries(
        st.sampled_from(
            ["parcels", "conditions", "identifiers", "goods_items", "linked", "links", "provisional"]
        ),
        ODD_PARTS | JSON,
        max_size=5,
    ),
    notes=st.lists(
        st.tuples(
            st.sampled_from(sorted(NOTED)),
            st.booleans(),
            st.fixed_dictionaries({}, optional={"parcel": ODD_TEXT, "place": ODD_TEXT, "officer": ODD_TEXT}),
            st.lists(JSON.map(json.dumps), max_size=2),
        ),
        max_size=5,
    ),
)
def test_any_document_with_any_notes_is_served_so_that_a_bench_can_read_it(
    long_lived: tuple[CentralStore, Iterator[int]], fields: dict[str, Any], notes: list[Any]
) -> None:
    store, numbers = long_lived
    number = next(numbers)
    ledger = TestLedger(ledger=f"ledger-{number}")
    declared_id, found_id = f"C{number}", f"019ac3b1-0000-7000-8000-{number:012d}"
    body = json.dumps({"id": declared_id, "office": "XX000001", **fields}).encode()
    entries = [
        ledger.entry(
            kind,
            found_id if on_found or kind in {"provisional", "linked"} else declared_id,
            linked=declared_id if kind == "linked" else "",
            texts=[(LABEL_READS, each) for each in texts],
            **more,
        )
        for kind, on_found, more, texts in notes
    ]
    entries = list({event_id(each): each for each in entries}.values())  # one is made once
    half = len(entries) // 2
    first = send(store, *entries[:half])
    assert store.put_consignments([body])[0].outcome == "stored"
    assert {each.outcome for each in (*first, *send(store, *entries[half:]))} <= {"accepted"}
    assert {each.outcome for each in send(store, *entries)} <= {"already_known"}
    told = store.consignment(declared_id)
    assert told is not None
    assert read_consignment(told).consignment is not None
    json.loads(told)


# --- a database of before ----------------------------------------------------------------------------------


def test_a_newer_service_understands_what_an_older_one_had_taken(
    store: CentralStore, ledger: TestLedger, database_url: str, clock: FakeClock
) -> None:
    store.put_consignments([declared()])
    made, hold, link = found_and_held(ledger)
    send(store, made, hold, link, ledger.entry("located", parcel="p1", place="LOC-7"))
    before = served(store)
    store.close()
    as_schema_2(database_url)
    again = CentralStore.open(database_url, clock=clock)
    assert replace(served(again), change=before.change) == before
    assert again.consignment(P1) is None
    assert whole_snapshot(again, HEAD)[0] == ["C1"]
    again.close()


def test_a_store_that_was_upgraded_is_not_upgraded_again(store: CentralStore, database_url: str) -> None:
    store.close()
    as_schema_2(database_url)
    for _ in range(2):
        CentralStore.open(database_url).close()
    assert Path(database_url.removeprefix("sqlite:///")).exists()


def test_a_million_notes_are_never_read_to_find_the_few_of_one_consignment(
    store: CentralStore, database_url: str
) -> None:
    engine = create_engine(database_url)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with engine.connect() as connection:
        noted_ids(connection, ["C1", "C2"])
        edges_around(connection, ["C1", "C2"])
        read_notes(connection, ["C1", "C2"])
        for statement in tuple(asked):
            values = ["x"] * statement.count("?")
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values)).all()
            assert not [row for row in plan if row.detail.startswith("SCAN")], plan
    engine.dispose()
    assert len(asked) > 3
