"""A new cache file built beside the old one and swapped in."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cache.samples import ALL, EPOCH, NOW, body, consignment, fill, page
from workstation.cache.files import CacheFiles
from workstation.cache.queue import QueueFilter, QueueRow
from workstation.cache.store import CacheStore
from workstation.cache.values import OverlayRow
from workstation.contract.messages import Scope
from workstation.domain.problems import Unavailable
from workstation.domain.reference import ReferenceList

Opened = Callable[[], CacheStore]
NARROWER = Scope(offices=("FR003080",))


def rows(store: CacheStore) -> list[QueueRow]:
    return store.reader().rows(store.reader().queue_ids(QueueFilter()))


def refuse(*_what: object) -> None:
    raise Unavailable("The disk is full.", code="disk.full")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("cache-*.db"))


def test_while_a_new_snapshot_is_built_the_old_one_is_read(store: CacheStore) -> None:
    fill(store, [consignment(1), consignment(2)])
    writer = store.writer()
    state = writer.begin_snapshot(NARROWER, "second")
    assert (state.beside, state.complete, state.cursor, state.scope) == (True, False, "", NARROWER)
    writer.apply_page(page([consignment(1, score=99)], epoch="second", more=True), pulled_at=NOW)
    assert {row.id: row.score for row in rows(store)} == {"C-00001": 50, "C-00002": 50}
    writer.finish_snapshot()
    assert {row.id: row.score for row in rows(store)} == {"C-00001": 99}
    assert not writer.sync_state().beside


def test_a_list_on_the_screen_stays_right_when_the_files_are_swapped(store: CacheStore) -> None:
    fill(store, [consignment(number) for number in range(1, 6)])
    before = {row.id: row.ref for row in rows(store)}
    writer = store.writer()
    writer.begin_snapshot(ALL, "second")
    made = [consignment(number) for number in (9, 5, 2, 8)]
    writer.apply_page(page(made, epoch="second"), pulled_at=NOW)
    writer.finish_snapshot()
    after = {row.id: row.ref for row in rows(store)}
    assert {id_: after[id_] for id_ in ("C-00005", "C-00002")} == {
        id_: before[id_] for id_ in ("C-00005", "C-00002")
    }
    assert {after["C-00009"], after["C-00008"]}.isdisjoint(before.values())


def test_a_reader_in_the_middle_of_its_work_goes_on_with_the_old_file(
    store: CacheStore, tmp_path: Path
) -> None:
    fill(store, [consignment(1)])
    old = files(tmp_path)
    seen: list[list[str]] = []
    reading, swapped = threading.Event(), threading.Event()

    def read() -> None:
        seen.append([row.id for row in rows(store)])
        reading.set()
        swapped.wait(30)
        seen.append([row.id for row in rows(store)])
        store.reader().close()

    thread = threading.Thread(target=read)
    thread.start()
    assert reading.wait(30)
    store.reader().close()
    writer = store.writer()
    writer.begin_snapshot(ALL, "second")
    writer.apply_page(page([consignment(2)], epoch="second"), pulled_at=NOW)
    writer.finish_snapshot()
    assert set(old) < set(files(tmp_path))
    swapped.set()
    thread.join()
    assert seen == [["C-00001"], ["C-00002"]]
    assert files(tmp_path) == ["cache-000002.db"]


def test_a_snapshot_built_beside_goes_on_after_a_restart(opened: Opened, tmp_path: Path) -> None:
    store = opened()
    fill(store, [consignment(1)])
    store.writer().begin_snapshot(ALL, "second")
    store.writer().apply_page(page([consignment(2)], cursor="half", epoch="second", more=True), pulled_at=NOW)
    again = opened()
    assert [row.id for row in rows(again)] == ["C-00001"]
    state = again.writer().sync_state()
    assert (state.beside, state.cursor, state.complete) == (True, "half", False)
    assert again.writer().begin_snapshot(ALL, "second").cursor == "half"
    again.writer().apply_page(page([consignment(3)], cursor="end", epoch="second"), pulled_at=NOW)
    again.writer().finish_snapshot()
    assert {row.id for row in rows(again)} == {"C-00002", "C-00003"}
    last = opened()
    assert {row.id for row in rows(last)} == {"C-00002", "C-00003"}
    assert files(tmp_path) == ["cache-000002.db"]


def test_a_new_cache_that_was_whole_when_the_power_went_is_swapped_in_at_the_next_start(
    opened: Opened, tmp_path: Path
) -> None:
    store = opened()
    fill(store, [consignment(1), consignment(2)])
    store.writer().set_watched({"C-00001"})
    store.writer().begin_snapshot(ALL, "second")
    store.writer().apply_page(page([consignment(3)], epoch="second"), pulled_at=NOW)
    again = opened()
    assert {row.id for row in rows(again)} == {"C-00001", "C-00003"}
    assert not again.writer().sync_state().beside
    assert files(tmp_path) == ["cache-000002.db"]


def test_a_first_snapshot_whose_last_page_came_before_the_power_went_goes_on_with_changes(
    opened: Opened,
) -> None:
    store = opened()
    store.writer().begin_snapshot(ALL, EPOCH)
    store.writer().apply_page(page([consignment(1)], cursor="half", more=True), pulled_at=NOW)
    store.writer().apply_page(page([consignment(2)], cursor="end"), pulled_at=NOW)
    state = opened().writer().sync_state()
    assert (state.complete, state.cursor) == (True, "end")


def test_a_swap_that_the_disk_refused_is_done_with_the_next_page(
    store: CacheStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, [consignment(1)])
    writer = store.writer()
    writer.begin_snapshot(ALL, "second")
    writer.apply_page(page([consignment(2)], epoch="second"), pulled_at=NOW)
    with monkeypatch.context() as disk:
        disk.setattr("workstation.cache.files.replace_durably", refuse)
        with pytest.raises(Unavailable):
            writer.finish_snapshot()
    assert [row.id for row in rows(store)] == ["C-00001"]
    writer.apply_page(page([consignment(3)], epoch="second"), pulled_at=NOW)
    assert {row.id for row in rows(store)} == {"C-00002", "C-00003"}
    store.reader().close()
    assert files(tmp_path) == ["cache-000002.db"]


@pytest.mark.parametrize("left", [b"", b"half a header"])
def test_a_new_cache_that_had_hardly_begun_is_begun_again(
    opened: Opened, tmp_path: Path, left: bytes
) -> None:
    fill(opened(), [consignment(1)])
    opened().close()
    CacheFiles(tmp_path).path(2).write_bytes(left)
    again = opened()
    assert [row.id for row in rows(again)] == ["C-00001"]
    assert not again.writer().sync_state().beside
    assert again.writer().begin_snapshot(ALL, "second").beside


def test_another_scope_while_building_begins_the_new_one_again(opened: Opened, tmp_path: Path) -> None:
    store = opened()
    fill(store, [consignment(1)])
    writer = store.writer()
    writer.begin_snapshot(ALL, "second")
    writer.apply_page(page([consignment(2)], epoch="second", more=True), pulled_at=NOW)
    assert writer.begin_snapshot(NARROWER, "second").cursor == ""
    writer.apply_page(page([consignment(3)], epoch="second"), pulled_at=NOW)
    writer.finish_snapshot()
    assert [row.id for row in rows(store)] == ["C-00003"]
    store.reader().close()
    assert len(files(tmp_path)) == 1


def test_the_same_snapshot_begun_anew_forgets_its_cursor(store: CacheStore) -> None:
    writer = store.writer()
    writer.begin_snapshot(ALL, EPOCH)
    writer.apply_page(page([consignment(1)], cursor="half", more=True), pulled_at=NOW)
    assert writer.begin_snapshot(ALL, EPOCH, anew=True).cursor == ""
    assert [row.id for row in rows(store)] == ["C-00001"]


def test_what_has_acts_here_goes_along_though_the_new_snapshot_has_it_not(store: CacheStore) -> None:
    fill(store, [consignment(1), consignment(2)])
    writer = store.writer()
    writer.set_watched({"C-00001"})
    writer.put_overlay("C-00001", "held", "hold")
    before = {row.id: row.ref for row in rows(store)}
    writer.begin_snapshot(ALL, "second")
    writer.apply_page(page([consignment(3)], epoch="second"), pulled_at=NOW)
    writer.finish_snapshot()
    after = {row.id: row for row in rows(store)}
    assert after.keys() == {"C-00001", "C-00003"}
    assert after["C-00001"].ref == before["C-00001"]
    assert (after["C-00001"].standing, after["C-00001"].pending) == ("held", "hold")
    assert store.reader().count(QueueFilter(standings=("held",))) == 1
    assert writer.set_watched(()) == ("C-00001",)
    assert [row.id for row in rows(store)] == ["C-00003"]


def test_changes_are_told_against_what_the_officer_saw(store: CacheStore) -> None:
    fill(store, [consignment(1, score=10)])
    writer = store.writer()
    writer.set_watched({"C-00001"})
    writer.begin_snapshot(ALL, "second")
    risen = consignment(1, score=90)
    (changed,) = writer.apply_page(page([risen], epoch="second"), pulled_at=NOW).changed
    assert (changed.before, changed.after) == (body(consignment(1, score=10)), body(risen))


def test_a_consignment_looked_up_while_building_is_in_both(store: CacheStore) -> None:
    fill(store, [consignment(1)])
    writer = store.writer()
    writer.begin_snapshot(ALL, "second")
    writer.apply_page(page([consignment(4)], epoch="second", more=True), pulled_at=NOW)
    writer.put_one(body(consignment(7)), pulled_at=NOW)
    ref = store.reader().refs_of(["C-00007"])["C-00007"]
    writer.apply_page(page([consignment(5)], epoch="second"), pulled_at=NOW)
    writer.finish_snapshot()
    after = {row.id: row.ref for row in rows(store)}
    assert after["C-00007"] == ref
    assert len(set(after.values())) == len(after) == 3


def test_images_and_reference_lists_outlive_a_swap(store: CacheStore) -> None:
    fill(store, [consignment(1)])
    writer = store.writer()
    writer.put_image("ab" * 32, b"pixels")
    writer.put_reference(ReferenceList(name="reasons", version="7"), "etag-7")
    writer.begin_snapshot(ALL, "second")
    writer.finish_snapshot()
    assert store.reader().image("ab" * 32) == b"pixels"
    assert store.reader().reference("reasons") == (ReferenceList(name="reasons", version="7"), "etag-7")


def test_the_overlay_can_change_while_a_new_file_is_built(store: CacheStore) -> None:
    fill(store, [consignment(1), consignment(2)])
    writer = store.writer()
    writer.begin_snapshot(ALL, "second")
    writer.replace_overlay([OverlayRow(id="C-00002", standing="seized", pending="seize")])
    writer.apply_page(page([consignment(1), consignment(2)], epoch="second"), pulled_at=NOW)
    writer.finish_snapshot()
    assert {row.id: row.standing for row in rows(store)} == {"C-00001": "undecided", "C-00002": "seized"}
