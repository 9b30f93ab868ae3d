"""What is targeted and was not presented, and what nobody declared: in the queue as it was last seen here."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.cache.samples import ALL, KEY, NOW, body, consignment, fill, page
from workstation.cache.files import APPLICATION_ID, CacheFiles, open_checked
from workstation.cache.queue import NOT_DECLARED, NOT_PRESENTED, Facet, QueueFilter, QueueRow
from workstation.cache.store import CacheStore
from workstation.cache.values import OverlayRow
from workstation.domain.consignment import Consignment, Identifier, Parcel

AWAITED, UNDECLARED = QueueFilter(states=(NOT_PRESENTED,)), QueueFilter(states=(NOT_DECLARED,))


def with_parcels(number: int, *presences: str, lane: str = "red") -> Consignment:
    parcels = tuple(Parcel(id=str(n), presence=each) for n, each in enumerate(presences, 1))
    return replace(consignment(number, lane=lane), parcels=parcels)


def undeclared(id: str = "0190-P") -> Consignment:
    number = Identifier(value="RB999999999GB", belongs_to="parcel", of=id)
    parcel = Parcel(id=id, presence="presented")
    return Consignment(id=id, identifiers=(number,), parcels=(parcel,), provisional=True, arrived=NOW)


def rows(store: CacheStore, chosen: QueueFilter = QueueFilter()) -> list[QueueRow]:  # noqa: B008 - frozen
    return store.reader().rows(store.reader().queue_ids(chosen))


def ids(store: CacheStore, chosen: QueueFilter) -> set[str]:
    return {row.id for row in rows(store, chosen)}


def test_what_is_targeted_is_awaited_until_every_parcel_of_it_was_presented(store: CacheStore) -> None:
    fill(
        store,
        [
            with_parcels(1, "expected"),
            with_parcels(2, "presented", "missing", lane="yellow"),
            with_parcels(3, "presented", "left"),
            with_parcels(4, "expected", lane="green"),
            with_parcels(5),
        ],
    )
    assert ids(store, AWAITED) == {"C-00001", "C-00002"}
    assert {row.id: row.state for row in rows(store) if row.state} == {
        "C-00001": NOT_PRESENTED,
        "C-00002": NOT_PRESENTED,
    }
    assert store.reader().facets().states == (Facet(code=NOT_PRESENTED, count=2),)
    assert store.reader().count(replace(AWAITED, lanes=("yellow",))) == 1


def test_what_was_seen_here_counts_before_the_document_says_it(store: CacheStore) -> None:
    fill(store, [with_parcels(1, "expected"), with_parcels(2, "presented")])
    writer = store.writer()
    assert store.reader().count(AWAITED) == 1
    writer.put_overlay("C-00001", "held", "hold")
    writer.change_overlay(
        put=(
            OverlayRow(id="C-00001", presence="presented"),
            OverlayRow(id="C-00002", presence="missing", awaited=True),
        )
    )
    assert ids(store, AWAITED) == {"C-00002"}
    shown = {row.id: (row.standing, row.presence, row.state) for row in rows(store)}
    assert shown == {
        "C-00001": ("held", "presented", ""),
        "C-00002": ("undecided", "missing", NOT_PRESENTED),
    }
    # A decision that is recorded now leaves what was seen as it is.
    writer.put_overlay("C-00001", "seized", "seize")
    assert (rows(store, QueueFilter(standings=("seized",)))[0].presence) == "presented"
    writer.change_overlay(clear=("C-00001", "C-00002"))
    assert ids(store, AWAITED) == {"C-00001"}


def test_what_was_seen_here_goes_along_into_a_new_file_and_over_a_restart(
    store: CacheStore, tmp_path: Path
) -> None:
    fill(store, [with_parcels(1, "expected"), with_parcels(2, "expected")])
    writer = store.writer()
    seen = OverlayRow(id="C-00001", presence="presented")
    writer.change_overlay(put=(seen,))
    writer.begin_snapshot(ALL, "second")
    writer.apply_page(
        page([with_parcels(1, "expected"), with_parcels(2, "expected")], epoch="second"), pulled_at=NOW
    )
    writer.finish_snapshot()
    assert (ids(store, AWAITED), writer.overlaid()) == ({"C-00002"}, frozenset({"C-00001"}))
    folder = store.folder
    store.close()
    again = CacheStore.open(folder, KEY)
    try:
        assert (ids(again, AWAITED), again.writer().overlaid()) == ({"C-00002"}, frozenset({"C-00001"}))
    finally:
        again.close()


def test_what_nobody_declared_is_filtered_by_it_and_found_by_its_barcode(store: CacheStore) -> None:
    fill(store, [consignment(1)])
    store.writer().put_one(body(undeclared()), pulled_at=NOW)
    (row,) = rows(store, UNDECLARED)
    assert (row.id, row.identifier, row.state) == ("0190-P", "RB999999999GB", NOT_DECLARED)
    assert store.reader().facets().states[-1] == Facet(code=NOT_DECLARED, count=1)
    assert [each.id for each in store.reader().find(("RB999999999GB",))] == ["0190-P"]


def test_what_turned_out_to_be_another_leaves_the_queue_and_is_found_as_before(store: CacheStore) -> None:
    fill(store, [consignment(1)])
    writer = store.writer()
    writer.put_one(body(undeclared()), pulled_at=NOW)
    assert store.reader().count(QueueFilter()) == 2
    writer.fold(("0190-P", "not-here"))
    assert [row.id for row in rows(store)] == ["C-00001"]
    assert store.reader().count(QueueFilter(text="RB999999999GB")) == 0
    assert store.reader().document("0190-P") is not None
    assert [each.id for each in store.reader().find(("RB999999999GB",))] == ["0190-P"]
    folder = store.folder
    store.close()
    again = CacheStore.open(folder, KEY)
    try:
        assert [row.id for row in rows(again)] == ["C-00001"]
        again.writer().apply_page(page([], cursor="2", gone=["0190-P"]), pulled_at=NOW)
        assert again.reader().document("0190-P") is None
    finally:
        again.close()


def test_a_declared_one_is_found_by_the_id_of_the_provisional_one_that_it_was(store: CacheStore) -> None:
    fill(store, [replace(consignment(1), linked=("0190-P",))])
    assert [each.id for each in store.reader().find(("0190P",))] == ["C-00001"]


@pytest.mark.parametrize("is_built_beside", [False, True])
def test_a_file_of_a_program_before_this_one_is_read_on(tmp_path: Path, is_built_beside: bool) -> None:
    store = CacheStore.open(tmp_path, KEY)
    made = [with_parcels(1, "expected"), with_parcels(2, "presented"), with_parcels(3, "left", "missing")]
    fill(store, made)
    if is_built_beside:
        store.writer().begin_snapshot(ALL, "second")
        store.writer().apply_page(page(made, epoch="second", more=True), pulled_at=NOW)
    store.close()
    files = CacheFiles(tmp_path)
    for number in files.numbers():
        older = open_checked(files.path(number), KEY, APPLICATION_ID, cache_mb=1)
        older.execute("DROP TABLE seen")
        older.execute("DROP TABLE alike")
        for ref, packed in older.execute("SELECT ref, packed FROM queue_key").fetchall():
            older.execute(
                "UPDATE queue_key SET packed = ? WHERE ref = ?", (packed[:-1] + bytes([packed[-1] & 1]), ref)
            )
        older.close()
    store = CacheStore.open(tmp_path, KEY)
    try:
        assert store.remarks == ()
        assert ids(store, AWAITED) == {"C-00001", "C-00003"}
        if is_built_beside:
            store.writer().apply_page(page([], epoch="second", cursor="3"), pulled_at=NOW)
            store.writer().finish_snapshot()
            assert ids(store, AWAITED) == {"C-00001", "C-00003"}
        store.writer().change_overlay(put=(OverlayRow(id="C-00001", presence="presented"),))
        assert ids(store, AWAITED) == {"C-00003"}
    finally:
        store.close()


def test_a_change_of_some_leaves_what_is_known_of_the_others(store: CacheStore) -> None:
    """The columns in memory follow each change by itself, and are what a new start would read."""
    fill(store, [with_parcels(number, "expected", lane="green") for number in range(1, 7)])
    held, released = QueueFilter(standings=("held",)), QueueFilter(standings=("released",))
    assert store.reader().count(held) == 0
    writer = store.writer()
    for id_ in ("C-00001", "C-00002", "C-00003"):
        writer.change_overlay(put=(OverlayRow(id=id_, standing="held", pending="hold"),))
    writer.change_overlay(put=(OverlayRow(id="C-00004", presence="expected", awaited=True),))
    writer.change_overlay(put=(OverlayRow(id="C-00002", standing="released"),), clear=("C-00002",))
    writer.change_overlay(clear=("C-00003",))
    seen = [ids(store, chosen) for chosen in (held, released, AWAITED)]
    assert seen == [{"C-00001"}, {"C-00002"}, {"C-00004"}]
    assert writer.overlaid() == {"C-00001", "C-00002", "C-00004"}
    again = CacheStore.open(store.folder, KEY)
    try:
        assert [ids(again, chosen) for chosen in (held, released, AWAITED)] == seen
        assert again.writer().overlaid() == writer.overlaid()
    finally:
        again.close()
