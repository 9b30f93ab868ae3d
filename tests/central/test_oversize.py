"""A consignment larger than a bench can take: cut where it stands in nobody's way, never to be released by
mistake.
"""

import json
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from tests.central.making import WHOLE, consignment, document
from workstation.central.cursors import Cursor, cursor_of
from workstation.central.oversize import SERVED_WEIGHT, served, weight_of
from workstation.central.store import CentralStore
from workstation.contract.messages import Scope
from workstation.contract.reading import read_consignment
from workstation.desk.decide import LOST_ACTS
from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.decision import goods_of
from workstation.domain.standing import Standing, standing_of
from workstation.sync import answers

BENCH_TAKES = 20_000_000
"""Bytes of the largest answer that a bench takes (sync/transport.py)."""


def put_acts(store: CentralStore, acts: Sequence[Act | dict[str, Any]], consignment: str = "C1") -> None:
    lines = [msgspec.json.encode({"consignment": consignment, "act": act}) for act in acts]
    assert {each.outcome for each in store.put_acts(lines)} == {"stored"}


def release(number: int, **more: Any) -> Act:
    return Act(**{"id": f"A-{number:03}", "kind": "release", "scope": WHOLE} | more)


def pulled(store: CentralStore) -> list[bytes]:
    """Every document of the snapshot, from pages that a bench takes."""
    found: list[bytes] = []
    after: Cursor | None = None
    while True:
        page = store.snapshot(Scope(), after)
        body = msgspec.json.encode(page)
        assert len(body) < BENCH_TAKES
        taken = answers.page_of(body, 500)
        found += [bytes(each) for each in taken.consignments]
        after = cursor_of(taken.cursor)
        if not taken.more:
            return found


def test_many_large_acts_never_stop_the_pull_and_count_as_before(store: CentralStore) -> None:
    store.put_consignments([document("C0"), document("C1"), document("C2")])
    hold = Act(id="HOLD", kind="hold", scope=WHOLE, owner="NARCOTICS", remark="r" * 900_000)
    seen = [release(number, seen=("HOLD",), remark="x" * 900_000) for number in range(24)]
    put_acts(store, [hold, *seen[:12]])
    put_acts(store, seen[12:])
    bodies = pulled(store)
    assert [json.loads(body)["id"] for body in bodies] == ["C0", "C1", "C2"]
    reading = read_consignment(bodies[1])
    assert reading.consignment is not None
    acts = reading.consignment.acts
    assert [(act.id, act.seen, act.scope) for act in acts] == [
        (act.id, act.seen, act.scope) for act in (hold, *seen)
    ]
    assert standing_of(goods_of(reading.consignment), acts).standing is Standing.HELD
    assert LOST_ACTS.isdisjoint(remark.code for remark in reading.remarks)
    # The oldest are cut, and say so; the newest are whole.
    assert acts[0].remark == "r" * 200 + " […]"
    assert acts[-1].remark == "x" * 4000  # the bench's own limit
    note = json.loads(bodies[1])["oversize"]
    assert note.startswith("The texts of 17 of 25 acts are cut")


def test_what_an_agency_added_to_its_acts_goes_before_what_counts(store: CentralStore) -> None:
    store.put_consignments([document("C1")])
    bulky = {"scope": [{"goods": "g1"}], "warrant": ["w" * 900_000], "kind": "hold", "owner": "VET"}
    put_acts(store, [{"id": f"H-{number}", **bulky} for number in range(10)])
    found = FoundGoods(id="found-1", description="d" * 900_000)
    put_acts(store, [Act(id="S-1", kind="seize", scope=(ScopeEntry(goods="found-1"),), found=(found,))])
    reading = read_consignment(pulled(store)[0])
    assert reading.consignment is not None
    stood = standing_of(goods_of(reading.consignment), reading.consignment.acts)
    assert (stood.standing, len(stood.open_holds)) == (Standing.SEIZED, 10)


def test_acts_that_cannot_be_cut_are_told_as_lost_so_that_nothing_is_released(store: CentralStore) -> None:
    store.put_consignments([document("C1"), document("C2")])
    many = tuple(ScopeEntry(goods=f"g{number:06}") for number in range(40_000))
    for start in range(0, 20, 5):
        put_acts(store, [release(start + number, scope=many) for number in range(5)])
    bodies = pulled(store)
    reading = read_consignment(bodies[0])
    assert reading.consignment is not None
    assert reading.consignment.goods_items == consignment("C1").goods_items
    assert "acts.incomplete" in {remark.code for remark in reading.remarks} & LOST_ACTS
    assert json.loads(bodies[0])["oversize"].startswith("Too large for a bench: 20 acts and 0 other fields")
    assert read_consignment(bodies[1]).remarks == ()


@pytest.mark.parametrize(
    "bulk", [b'"' + b"x" * 9_000_000 + b'"', b"[" + b"1," * 900_000 + b"1]"], ids=["bytes", "parts"]
)
def test_a_document_that_is_too_large_by_itself_keeps_its_small_fields(bulk: bytes) -> None:
    body = served(7, None, document("C1")[:-1] + b',"bulk":' + bulk + b"}")
    assert weight_of(body) <= SERVED_WEIGHT
    reading = read_consignment(body)
    assert reading.consignment is not None
    assert msgspec.structs.replace(reading.consignment, change=0) == consignment("C1")
    assert reading.consignment.change == 7
    assert "acts.incomplete" in {remark.code for remark in reading.remarks}
    assert "1 other fields are not sent" in json.loads(body)["oversize"]


def test_documents_of_very_many_parts_come_in_pages_that_a_bench_takes(store: CentralStore) -> None:
    parts = [{"id": f"C{number}", "polygon": [1] * 500_000} for number in range(6)]
    for each in parts:
        store.put_consignments([json.dumps(each, separators=(",", ":")).encode()])
    assert [json.loads(body)["polygon"] for body in pulled(store)] == [[1] * 500_000] * 6


def test_large_changes_and_the_answer_to_a_barcode_are_bounded_too(store: CentralStore) -> None:
    after = cursor_of(store.snapshot(Scope()).cursor)
    shared = {"identifiers": [{"value": "BAG-1", "belongs_to": "receptacle"}], "text": "x" * 3_900_000}
    for number in range(8):
        store.put_consignments([json.dumps({"id": f"C{number}"} | shared).encode()])
    page = store.changes(Scope(), after)
    assert (len(page.consignments), page.more) == (4, True)
    assert sum(map(len, store.by_barcode("BAG-1"))) < BENCH_TAKES
    put_acts(store, [release(number, remark="x" * 900_000) for number in range(10)], "C0")
    whole = store.consignment("C0")
    assert whole is not None
    assert len(whole) <= SERVED_WEIGHT
