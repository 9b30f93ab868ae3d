"""The queue at the desk: what stood first when it was left is known at the next start."""

from pathlib import Path

import pytest

from workstation.cache.store import CacheStore
from workstation.desk.queue import QueueDesk, QueueFilter, QueueSort, QueueView
from workstation.host.window_layout import LayoutFile

KEY = bytes(range(32))
VIEW = QueueView(filter=QueueFilter(lanes=("red",)))


@pytest.fixture
def cache(tmp_path: Path):
    store = CacheStore.open(tmp_path, KEY)
    yield store
    store.close()


@pytest.fixture
def desk(cache: CacheStore, tmp_path: Path) -> QueueDesk:
    return QueueDesk(cache.reader, QueueView, lambda _view: None, LayoutFile(tmp_path / "queue.page"))


def test_the_rows_that_stood_first_are_known_at_the_next_start(desk):
    assert list(desk.left(VIEW)) == []
    desk.leave(VIEW, [31, 7, 12])
    assert list(desk.left(VIEW)) == [31, 7, 12]


@pytest.mark.parametrize(
    "other", [QueueView(), QueueView(filter=VIEW.filter, sort=QueueSort(column="arrived"))]
)
def test_rows_of_another_filter_or_order_are_not_shown(desk, other):
    desk.leave(VIEW, [31, 7, 12])
    assert list(desk.left(other)) == []


def test_rows_of_another_cache_file_are_not_shown(desk, cache):
    desk.leave(VIEW, [31, 7, 12])
    cache.reader()._shelf.generation += 1
    assert list(desk.left(VIEW)) == []


def test_what_was_searched_for_is_not_written_down_again(desk, tmp_path):
    desk.leave(QueueView(filter=QueueFilter(text="somebody")), [31])
    assert not (tmp_path / "queue.page").exists()


def test_a_file_that_cannot_be_read_is_as_none(desk, tmp_path):
    (tmp_path / "queue.page").write_bytes(b"\x93nonsense")
    assert list(desk.left(VIEW)) == []
