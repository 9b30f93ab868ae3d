"""Pages of the service going in, bad documents among them, and what has acts here."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from tests.cache.samples import ALL, EPOCH, NOW, body, consignment, fill, later, page
from workstation.cache.queue import QueueFilter, QueueSort
from workstation.cache.rows import Derived, derived
from workstation.cache.store import CacheStore
from workstation.cache.values import RefusedDocument
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import (
    Condition,
    Consignment,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Transport,
)
from workstation.domain.value import Quantity

Opened = Callable[[], CacheStore]


def ids(store: CacheStore) -> list[str]:
    rows = store.reader().rows(
        store.reader().queue_ids(QueueFilter(), QueueSort(column="arrived", descending=False))
    )
    return sorted(row.id for row in rows)


# --- pages and the cursor -------------------------------------------------------------------------------


def test_a_page_and_its_cursor_are_stored_together(store: CacheStore) -> None:
    writer = store.writer()
    writer.begin_snapshot(ALL, EPOCH)
    applied = writer.apply_page(page([consignment(1), consignment(2)], cursor="a", more=True), pulled_at=NOW)
    assert applied.stored == ("C-00001", "C-00002")
    state = writer.sync_state()
    assert (state.cursor, state.complete, state.pulled_at) == ("a", False, NOW)
    assert ids(store) == ["C-00001", "C-00002"]


def test_the_queue_shows_consignments_while_the_first_snapshot_still_runs(store: CacheStore) -> None:
    writer = store.writer()
    writer.begin_snapshot(ALL, EPOCH)
    for number in range(1, 6):
        made = [consignment(number * 10 + n) for n in range(10)]
        writer.apply_page(page(made, cursor=str(number), more=True), pulled_at=NOW)
        assert store.reader().count(QueueFilter()) == number * 10


def test_the_document_is_kept_byte_for_byte(store: CacheStore) -> None:
    raw = (
        body(consignment(1, change=17))
        .replace(b"{", b"{ ", 1)
        .replace(b"}", b' , "of_tomorrow": [1, 2] }', 1)
    )
    fill(store, [])
    store.writer().apply_page(page([raw]), pulled_at=later(1))
    cached = store.reader().document("C-00001")
    assert cached is not None
    assert (cached.body, cached.change, cached.cached_at) == (raw, 17, later(1))


def test_a_newer_document_takes_the_place_of_the_older_with_all_its_rows(store: CacheStore) -> None:
    fill(store, [consignment(1, goods="cotton shirt", identifier="RB000000018GB")])
    newer = consignment(1, goods="steel knife", identifier="LX000000021GB", lane="green", change=2)
    ref = store.reader().refs_of(["C-00001"])["C-00001"]
    store.writer().apply_page(page([newer], cursor="2"), pulled_at=later(1))
    reader = store.reader()
    assert reader.refs_of(["C-00001"]) == {"C-00001": ref}
    assert reader.find(["RB000000018GB"]) == ()
    assert [found.id for found in reader.find(["LX000000021GB"])] == ["C-00001"]
    assert reader.count(QueueFilter(text="cotton")) == 0
    assert reader.count(QueueFilter(text="knife", lanes=("green",))) == 1
    assert reader.count(QueueFilter()) == 1


def test_the_last_of_two_documents_of_one_consignment_in_a_page_stands(store: CacheStore) -> None:
    fill(store, [])
    applied = store.writer().apply_page(
        page([consignment(1, goods="shirt"), consignment(1, goods="knife")]), pulled_at=NOW
    )
    assert applied.stored == ("C-00001",)
    assert store.reader().count(QueueFilter(text="knife")) == 1
    assert store.reader().count(QueueFilter(text="shirt")) == 0


def test_the_same_page_twice_changes_nothing(store: CacheStore) -> None:
    made = page([consignment(1), consignment(2)])
    fill(store, [])
    store.writer().apply_page(made, pulled_at=NOW)
    before = store.reader().rows(store.reader().queue_ids(QueueFilter()))
    store.writer().apply_page(made, pulled_at=NOW)
    assert store.reader().rows(store.reader().queue_ids(QueueFilter())) == before


def test_what_left_the_scope_is_gone_with_all_its_rows(store: CacheStore) -> None:
    fill(store, [consignment(1), consignment(2)])
    applied = store.writer().apply_page(page(gone=["C-00001", "C-99999"], cursor="2"), pulled_at=NOW)
    assert applied.gone == ("C-00001", "C-99999")
    reader = store.reader()
    assert reader.document("C-00001") is None
    assert reader.find(["RB000000001GB"]) == ()
    assert ids(store) == ["C-00002"]
    assert reader.count(QueueFilter(text="cotton")) == 1


def test_a_reference_is_never_given_to_another_consignment(opened: Opened) -> None:
    store = opened()
    fill(store, [consignment(1)])
    ref = store.reader().refs_of(["C-00001"])["C-00001"]
    store.writer().apply_page(page(gone=["C-00001"], cursor="2"), pulled_at=NOW)
    again = opened()
    again.writer().apply_page(page([consignment(2)], cursor="3"), pulled_at=NOW)
    assert again.reader().refs_of(["C-00002"])["C-00002"] > ref


KILLED = """
import os, sys
from pathlib import Path
from tests.cache.samples import *

store = CacheStore.open(Path(sys.argv[1]), KEY)
writer = store.writer()
state = writer.begin_snapshot(ALL, EPOCH)
for number in range(int(state.cursor or 0) + 1, 1000):
    made = [consignment(number * 10 + n) for n in range(10)]
    writer.apply_page(page(made, cursor=str(number), more=True), pulled_at=NOW)
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_pull_killed_half_way_goes_on_after_the_last_page_that_was_stored(
    opened: Opened, tmp_path: Path
) -> None:
    reached = 0
    for pages in (3, 5):
        killed = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert killed.stdout is not None
        said = [int(killed.stdout.readline()) for _ in range(pages)]
        os.kill(killed.pid, signal.SIGKILL)
        said += [int(line) for line in killed.stdout.read().split()]
        killed.wait()
        killed.stdout.close()
        assert (
            said[0] == reached + 1 or said[0] == reached + 2
        )  # the next one may be stored, but not yet said
        reached = said[-1]
    store = opened()
    state = store.writer().begin_snapshot(ALL, EPOCH)
    assert not state.complete
    assert not state.beside
    assert int(state.cursor) >= reached
    assert store.reader().count(QueueFilter()) == int(state.cursor) * 10


# --- bad documents --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad, id_",
    [
        (b'{"id": 5, "office": "FR003080"}', "page[1]"),
        (b'{"office": "FR003080"}', "page[1]"),
        (b"[]", "page[1]"),
        (b'"a text"', "page[1]"),
        (b'{"id": ""}', "page[1]"),
        (b"[" * 5000 + b"]" * 5000, "page[1]"),
    ],
)
def test_a_document_that_cannot_be_read_is_told_and_kept_and_the_others_are_stored(
    store: CacheStore, bad: bytes, id_: str
) -> None:
    fill(store, [])
    applied = store.writer().apply_page(
        page([consignment(1), bad, consignment(2)], cursor="9"), pulled_at=NOW
    )
    assert applied.stored == ("C-00001", "C-00002")
    assert [refused.id for refused in applied.refused] == [id_]
    assert store.writer().sync_state().cursor == "9"
    kept = store.reader().refused_documents()
    assert [(one.body, one.reason) for one in kept] == [(bad, applied.refused[0].reason)]
    assert store.reader().totals().refused == 1


def test_a_document_that_cannot_be_stored_costs_none_of_its_neighbours_its_reference(
    store: CacheStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unstorable(made: Consignment, remarks: int) -> Derived:
        rows = derived(made, remarks)
        return rows._replace(text="\ud800") if made.id == "C-00002" else rows

    monkeypatch.setattr("workstation.cache.intake.derived", unstorable)
    fill(store, [])
    made = [consignment(1), consignment(2), consignment(3)]
    applied = store.writer().apply_page(page(made, cursor="9"), pulled_at=NOW)
    assert [refused.id for refused in applied.refused] == ["C-00002"]
    assert ids(store) == ["C-00001", "C-00003"]


@pytest.mark.parametrize(
    "bad",
    [
        b'{"id": "X", "risk": {"lane": 7, "score": "high"}}',
        b'{"id": "X", "risk": {"score": 1e300}}',
        b'{"id": "X", "risk": {"score": 99999999999999999999999}}',
        b'{"id": "X", "change": 99999999999999999999999}',
        b'{"id": "X", "goods_items": "none"}',
        b'{"id": "X", "goods_items": [{"id": "1", "description": "' + b"a" * 1_000_000 + b'"}]}',
        b'{"id": "X", "goods_items": [{"id": "1", "description": "\\u202e\\u0000\\ud800 shirt"}]}',
        b'{"id": "X", "arrived": "yesterday"}',
        b'{"id": "X", "arrived": "0001-01-01T00:00:00Z"}',
        b'{"id": "X", "arrived": "9999-12-31T23:59:59+14:00"}',
        b'{"id": "X", "acts": [{"id": "a", "kind": "hold", "seen": ["a"], "scope": [{"goods": "none"}]}]}',
        b'{"id": "X", "identifiers": [{"value": "\\u0000"}, {"value": "' + b"9" * 5000 + b'"}]}',
    ],
)
def test_a_document_with_wrong_values_is_stored_as_far_as_it_can_be_read(
    store: CacheStore, bad: bytes
) -> None:
    fill(store, [])
    applied = store.writer().apply_page(page([consignment(1), bad]), pulled_at=NOW)
    assert applied.stored == ("C-00001", "X")
    assert applied.refused == ()
    reader = store.reader()
    cached = reader.document("X")
    assert cached is not None
    assert cached.body == bad
    assert len(reader.rows(reader.queue_ids(QueueFilter()))) == 2
    assert reader.count(QueueFilter()) == sum(facet.count for facet in reader.facets().lanes)


def test_a_remark_on_the_data_is_counted(store: CacheStore) -> None:
    fill(store, [])
    applied = store.writer().apply_page(page([b'{"id": "X", "office": 5}']), pulled_at=NOW)
    assert applied.remarks == 1
    (row,) = store.reader().rows(store.reader().queue_ids(QueueFilter()))
    assert row.remarks == 1


def test_the_same_refused_document_is_kept_once(store: CacheStore) -> None:
    fill(store, [])
    for cursor in ("1", "2"):
        applied = store.writer().apply_page(page([b"[]"], cursor=cursor), pulled_at=NOW)
        assert applied.refused == (RefusedDocument(id="page[0]", reason="document.unreadable"),)
    assert len(store.reader().refused_documents()) == 1


# --- what has acts or attention here --------------------------------------------------------------------


def test_a_change_is_told_only_of_watched_consignments_and_with_both_documents(store: CacheStore) -> None:
    fill(store, [consignment(1), consignment(2)])
    store.writer().set_watched({"C-00002", "C-00003"})
    risen = [consignment(n, score=90) for n in (1, 2)]
    changed = store.writer().apply_page(page([*risen, consignment(3)], cursor="2"), pulled_at=NOW).changed
    assert [(one.id, one.before, one.after) for one in changed] == [
        ("C-00002", body(consignment(2)), body(risen[1])),
        ("C-00003", None, body(consignment(3))),
    ]
    assert store.writer().apply_page(page(risen, cursor="3"), pulled_at=NOW).changed == ()


def test_what_has_acts_here_stays_when_the_service_takes_it_away_and_goes_when_it_has_none(
    opened: Opened,
) -> None:
    store = opened()
    fill(store, [consignment(1), consignment(2)])
    store.writer().set_watched({"C-00001"})
    applied = store.writer().apply_page(page(gone=["C-00001", "C-00002"], cursor="2"), pulled_at=NOW)
    assert (applied.gone, applied.kept) == (("C-00002",), ("C-00001",))
    assert ids(store) == ["C-00001"]
    again = opened()
    assert again.writer().set_watched({"C-00001"}) == ()
    assert ids(again) == ["C-00001"]
    assert again.writer().set_watched(()) == ("C-00001",)
    assert ids(again) == []
    assert again.reader().count(QueueFilter()) == 0


def test_what_came_back_stays_though_it_is_no_longer_watched(store: CacheStore) -> None:
    fill(store, [consignment(1)])
    store.writer().set_watched({"C-00001"})
    store.writer().apply_page(page(gone=["C-00001"], cursor="2"), pulled_at=NOW)
    store.writer().apply_page(page([consignment(1)], cursor="3"), pulled_at=NOW)
    assert store.writer().set_watched(()) == ()
    assert ids(store) == ["C-00001"]


def test_a_consignment_looked_up_singly_is_found_at_once(store: CacheStore) -> None:
    fill(store, [consignment(1)])
    applied = store.writer().put_one(body(consignment(9)), pulled_at=later(2))
    assert applied.stored == ("C-00009",)
    assert [found.id for found in store.reader().find(["RB000000009GB"])] == ["C-00009"]
    assert store.writer().sync_state().cursor == "1"


# --- rows -----------------------------------------------------------------------------------------------


def test_a_row_shows_what_the_queue_needs(store: CacheStore) -> None:
    held = Act(id="a1", kind="hold", scope=(ScopeEntry(goods="5-1"),), owner="FR003080")
    made = msgspec.structs.replace(
        consignment(5, arrived=later(-3.5), score=87),
        acts=(held,),
        conditions=(Condition(id="c1", kind="payment"),),
        parcels=(Parcel(id="1", presence="presented"), Parcel(id="2", presence="missing")),
        goods_items=(GoodsItem(id="5-1", description="shirt"), GoodsItem(id="5-2", description="knife")),
    )
    fill(store, [made])
    (row,) = store.reader().rows(store.reader().queue_ids(QueueFilter()))
    assert (row.id, row.identifier, row.lane, row.score, row.office) == (
        "C-00005", "RB000000005GB", "red", 87, "FR003080",
    )  # fmt: skip
    assert (row.standing, row.holds, row.pending) == ("held", 1, "")
    assert (row.parcels, row.presence, row.goods) == (2, "mixed", "shirt · knife")
    assert (row.category, row.arrived, row.remarks) == ("2", NOW - timedelta(hours=3.5), 0)


def test_a_release_in_another_unit_than_declared_releases_nothing_in_the_queue_either(
    store: CacheStore,
) -> None:
    part = ScopeEntry(goods="5-1", quantity=Quantity(value=Decimal(2), unit="H87"))
    made = msgspec.structs.replace(
        consignment(5),
        goods_items=(GoodsItem(id="5-1", quantity=Quantity(value=Decimal(2), unit="KGM")),),
        acts=(Act(id="a1", kind="release", scope=(part,)),),
    )
    fill(store, [made])
    (row,) = store.reader().rows(store.reader().queue_ids(QueueFilter()))
    assert row.standing == "undecided"


def test_rows_come_in_the_order_asked_without_those_that_vanished(store: CacheStore) -> None:
    fill(store, [consignment(number) for number in range(1, 6)])
    refs = list(store.reader().refs_of([f"C-{number:05}" for number in (4, 2, 5)]).values())
    assert [row.id for row in store.reader().rows([refs[0], 999, *refs[1:]])] == [
        "C-00004",
        "C-00002",
        "C-00005",
    ]
    assert store.reader().rows([]) == []


def test_everything_a_barcode_can_name_is_found(store: CacheStore) -> None:
    made = msgspec.structs.replace(
        consignment(1),
        identifiers=(Identifier(value="RB 000 000 018 GB", kind="upu_s10", belongs_to="parcel", of="1"),),
        filings=(Filing(id="f", mrn="26FR00000000000018", lrn="LRN-7", ucr="UCR/9"),),
        parcels=(Parcel(id="JJD000390007840"), Parcel(id="2")),
        transport=Transport(
            house_document="H-77", master_document="999-12345675", receptacle="GBLALA FRCDGA"
        ),
    )
    fill(store, [made])
    named = {
        "RB000000018GB": ("parcel", "1"),
        "26FR00000000000018": ("filing", "f"),
        "LRN7": ("filing", "f"),
        "UCR/9": ("filing", "f"),
        "JJD000390007840": ("parcel", "JJD000390007840"),
        "H77": ("consignment", ""),
        "99912345675": ("master", ""),
        "GBLALAFRCDGA": ("receptacle", ""),
        "C00001": ("consignment", ""),
    }
    for value, (belongs_to, of) in named.items():
        (found,) = store.reader().find([value])
        assert (found.id, found.value, found.belongs_to, found.of) == ("C-00001", value, belongs_to, of)
    assert store.reader().find(["2"]) == ()


def test_a_barcode_of_many_consignments_gives_all_of_them_up_to_a_limit(store: CacheStore) -> None:
    fill(store, [consignment(number) for number in range(300)])
    assert len(store.reader().find(["99900000011"])) == 200
    assert len({found.id for found in store.reader().find(["RB000000007GB", "RB000000009GB"])}) == 2
