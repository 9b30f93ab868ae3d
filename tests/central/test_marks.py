"""Marks and verdicts of a decision are kept by the service and served with its act, to every bench."""

import json
from typing import Any, Final

import msgspec
import pytest
from sqlalchemy import create_engine, text

from tests.central.making import TestLedger, document
from tests.fakes.clock import FakeClock
from workstation.central.store import CentralStore
from workstation.contract.reading import read_consignment
from workstation.desk.decide import LOST_ACTS
from workstation.domain.act import Act
from workstation.domain.consignment import Condition
from workstation.domain.event import MARK_WORDS
from workstation.domain.mark import NOT_DECLARED, DetectionJudged, MarkWords, RecordedMark

IMAGE: Final = "ab" * 32
BOX: Final = RecordedMark(id="M-1", image=IMAGE, shape="box", points=((1, 2), (30, 40)), goods="g1")
ARROW: Final = RecordedMark(
    id="M-2", image=IMAGE, shape="arrow", points=((0, 0), (9, 9)), view=1, goods=NOT_DECLARED
)
JUDGED: Final = (DetectionJudged(image=IMAGE, detection="D-1", verdict="cleared"),)
WORDS: Final = (MARK_WORDS, msgspec.json.encode((MarkWords(mark="M-2", words="a cable"),)).decode())


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


def as_schema_3(database_url: str) -> None:
    """Make a database as a service that knows no marks had left it."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        for table in ("act", "note"):
            rows = connection.execute(text(f"SELECT document FROM {table}")).all()
            for row in rows:
                fields = json.loads(row.document)
                bare = {name: value for name, value in fields.items() if name not in ("marks", "judged")}
                values = {"bare": json.dumps(bare).encode(), "was": row.document}
                change = text(f"UPDATE {table} SET document = :bare WHERE document = :was")
                connection.execute(change, values)
        connection.execute(text("UPDATE consignment SET acts = NULL, beside = NULL"))
        connection.execute(text("UPDATE service SET schema = 3"))
    engine.dispose()


def marked(ledger: TestLedger, **more: Any) -> bytes:
    return ledger.entry("hold", marks=(BOX, ARROW), judged=JUDGED, texts=[WORDS], owner="XX000001", **more)


def sent(store: CentralStore, *entries: bytes) -> list[str]:
    return [each.outcome for each in store.receive_events(entries, token="test", bench="")]


def act_in(store: CentralStore, id: str = "C1") -> Act:
    body = store.consignment(id)
    assert body is not None
    reading = read_consignment(body)
    assert reading.remarks == ()
    assert reading.consignment is not None
    (act,) = reading.consignment.acts
    return act


def test_another_bench_sees_what_was_marked_and_judged(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document()])
    assert sent(store, marked(ledger)) == ["accepted"]
    act = act_in(store)
    assert act.marks == (BOX, msgspec.structs.replace(ARROW, words="a cable"))
    assert act.judged == JUDGED


def test_words_that_come_later_are_put_to_their_marks(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document()])
    whole = json.loads(marked(ledger))
    bare = json.dumps({**whole, "particulars": []}).encode()
    assert sent(store, bare) == ["accepted"]
    assert [each.words for each in act_in(store).marks] == ["", ""]
    assert sent(store, json.dumps(whole).encode()) == ["already_known"]
    assert [each.words for each in act_in(store).marks] == ["", "a cable"]


def test_over_a_link_they_speak_of_the_goods_that_were_found(store: CentralStore) -> None:
    ledger = TestLedger()
    found = "019ac3b1-0000-7000-8000-000000000001"
    store.put_consignments([document()])
    made = ledger.entry("provisional", found)
    hold = ledger.entry("hold", found, marks=(BOX,), judged=JUDGED, owner="XX000001")
    assert sent(store, made, hold, ledger.entry("linked", found, linked="C1")) == ["accepted"] * 3
    act = act_in(store)
    assert (act.recorded_on, act.marks[0].goods, act.judged) == (found, f"{found}/g1", JUDGED)


def condition_in(store: CentralStore, id: str = "C1") -> Condition:
    body = store.consignment(id)
    assert body is not None
    reading = read_consignment(body)
    assert reading.remarks == ()
    assert reading.consignment is not None
    (condition,) = reading.consignment.conditions
    return condition


def test_who_opens_the_parcel_sees_what_the_image_desk_marked(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([document()])
    asked = json.loads(ledger.entry("opening_asked", marks=(BOX, ARROW), judged=JUDGED, texts=[WORDS]))
    assert sent(store, json.dumps({**asked, "particulars": []}).encode()) == ["accepted"]
    assert condition_in(store).marks == (BOX, ARROW)
    assert sent(store, json.dumps(asked).encode()) == ["already_known"]
    assert condition_in(store).marks == (BOX, msgspec.structs.replace(ARROW, words="a cable"))


def test_a_service_that_was_updated_after_its_benches_understands_them(
    store: CentralStore, ledger: TestLedger, database_url: str, clock: FakeClock
) -> None:
    store.put_consignments([document()])
    sent(store, marked(ledger), ledger.entry("weighed"), ledger.entry("opening_asked", marks=(BOX,)))
    before, condition = act_in(store), condition_in(store)
    assert condition.marks == (BOX,)
    store.close()
    as_schema_3(database_url)
    again = CentralStore.open(database_url, clock=clock)
    assert (act_in(again), condition_in(again)) == (before, condition)
    again.close()


def test_where_a_consignment_is_too_large_marks_stay_in_their_events(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([document()])
    entries = [
        ledger.entry("hold", marks=(BOX,), judged=JUDGED, remark="x" * 900_000, owner="XX000001")
        for _ in range(10)
    ]
    assert sent(store, *entries) == ["accepted"] * 10
    body = store.consignment("C1")
    assert body is not None
    reading = read_consignment(body)
    assert reading.consignment is not None
    acts = reading.consignment.acts
    assert [(each.marks, each.judged) for each in (acts[0], acts[-1])] == [((), ()), ((BOX,), JUDGED)]
    assert len(acts) == 10
    assert LOST_ACTS.isdisjoint(remark.code for remark in reading.remarks)
