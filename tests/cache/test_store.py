"""Opening the cache: first start, restart, damage, a full disk."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cache.samples import ALL, EPOCH, KEY, NOW, consignment, fill, page
from workstation.cache.files import CacheFiles
from workstation.cache.queue import QueueFilter
from workstation.cache.store import CacheStore
from workstation.domain.problems import Conflict, Unavailable
from workstation.host.encrypted import connect

Opened = Callable[[], CacheStore]


def current_file(folder: Path) -> Path:
    files = CacheFiles(folder)
    number = files.current()
    assert number is not None
    return files.path(number)


def begins_anew(folder: Path, key: bytes = KEY) -> tuple[str, ...]:
    """Open, and show that the cache is empty and can be filled; the codes of its remarks."""
    store = CacheStore.open(folder, key)
    try:
        assert store.reader().count(QueueFilter()) == 0
        fill(store, [consignment(7)])
        assert store.reader().count(QueueFilter()) == 1
        return tuple(remark.code for remark in store.remarks)
    finally:
        store.close()


def test_a_new_bench_begins_with_an_empty_cache(store: CacheStore) -> None:
    state = store.writer().sync_state()
    assert (state.began, state.complete, state.cursor) == (False, False, "")
    assert store.reader().count(QueueFilter()) == 0
    assert store.remarks == ()


def test_what_was_pulled_is_there_after_a_restart(opened: Opened) -> None:
    fill(opened(), [consignment(1), consignment(2)])
    again = opened()
    assert again.reader().count(QueueFilter()) == 2
    assert again.writer().sync_state().complete
    assert again.reader().document("C-00002") is not None


def test_nothing_of_a_declaration_can_be_read_from_the_files(opened: Opened, tmp_path: Path) -> None:
    store = opened()
    fill(store, [consignment(1, goods="unmistakable teapot", name="Quillon Marsh")])
    store.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"teapot" not in raw
    assert b"Quillon" not in raw
    assert not raw.startswith(b"SQLite format 3")


@pytest.mark.parametrize("contents", [b"", b"no database at all" * 500, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_file_that_is_no_cache_is_set_aside_and_a_new_cache_begun(
    opened: Opened, tmp_path: Path, contents: bytes
) -> None:
    opened().close()
    path = current_file(tmp_path)
    for side in ("-wal", "-shm"):
        path.with_name(path.name + side).unlink(missing_ok=True)
    path.write_bytes(contents)
    assert begins_anew(tmp_path) == ("cache.damaged" if contents else "cache.empty",)
    assert (tmp_path / "cache.damaged-1.db").read_bytes() == contents


def test_another_key_sets_the_old_cache_aside(opened: Opened, tmp_path: Path) -> None:
    fill(opened(), [consignment(1)])
    opened().close()
    assert begins_anew(tmp_path, key=b"another key of thirty-two bytes!") == ("cache.damaged",) * 2
    assert (tmp_path / "cache.damaged-1.db").exists()


def test_a_cache_of_a_newer_version_is_set_aside_unharmed(opened: Opened, tmp_path: Path) -> None:
    fill(opened(), [consignment(1)])
    opened().close()
    newer = connect(current_file(tmp_path), KEY, cache_mb=1)
    newer.execute("PRAGMA user_version = 999")
    newer.close()
    assert begins_anew(tmp_path) == ("cache.newer",)


def test_damage_found_while_reading_is_told_and_set_aside_at_the_next_start(
    opened: Opened, tmp_path: Path
) -> None:
    fill(opened(), [consignment(number) for number in range(2000)])
    opened().close()
    path = current_file(tmp_path)
    with path.open("r+b") as file:
        pages = path.stat().st_size // 4096
        for at in range(pages // 3 * 4096, pages // 2 * 4096, 4096):
            file.seek(at + 100)
            file.write(b"damage" * 10)
    store = opened()
    assert store.remarks == ()
    with pytest.raises(Unavailable) as problem:
        list(map(store.reader().document, [f"C-{number:05}" for number in range(2000)]))
    assert problem.value.code == "database.damaged"
    store.close()
    assert begins_anew(tmp_path) == ("cache.damaged",)


def test_a_file_set_aside_that_is_too_large_is_not_kept(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().close()
    monkeypatch.setattr("workstation.cache.files._LARGEST_KEPT", 5000)
    current_file(tmp_path).write_bytes(b"damaged" * 1000)
    assert begins_anew(tmp_path) == ("cache.damaged",)
    assert list(tmp_path.glob("cache.damaged-*")) == []


def test_only_the_last_two_files_set_aside_are_kept(opened: Opened, tmp_path: Path) -> None:
    opened().close()
    for _ in range(4):
        current_file(tmp_path).write_bytes(b"damaged" * 1000)
        assert begins_anew(tmp_path) == ("cache.damaged",)
    kept = sorted(path.name for path in tmp_path.glob("cache.damaged-*.db"))
    assert kept == ["cache.damaged-3.db", "cache.damaged-4.db"]


@pytest.mark.parametrize("pointer", [None, b"", b"../../etc/passwd", b"cache-000099.db", b"\xff\xfe"])
def test_without_a_right_pointer_the_cache_is_found_all_the_same(
    opened: Opened, tmp_path: Path, pointer: bytes | None
) -> None:
    fill(opened(), [consignment(1)])
    opened().close()
    if pointer is None:
        (tmp_path / "cache.current").unlink()
    else:
        (tmp_path / "cache.current").write_bytes(pointer)
    assert opened().reader().count(QueueFilter()) == 1


def test_damaged_images_take_no_consignment_with_them(opened: Opened, tmp_path: Path) -> None:
    fill(opened(), [consignment(1)])
    opened().close()
    (tmp_path / "kept.db").write_bytes(b"damaged" * 1000)
    store = opened()
    assert [remark.code for remark in store.remarks] == ["cache.damaged"]
    assert store.reader().count(QueueFilter()) == 1
    assert store.reader().image("00" * 32) is None


def test_a_missing_folder_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as problem:
        CacheStore.open(tmp_path / "nowhere", KEY)
    assert "nowhere" in problem.value.title


FULL_DISK = """
import resource, sys
from pathlib import Path
from tests.cache.samples import *
from workstation.cache.queue import QueueFilter
from workstation.domain.problems import Unavailable

store = CacheStore.open(Path(sys.argv[1]), KEY)
fill(store, [consignment(1)])
size = sum(path.stat().st_size for path in Path(sys.argv[1]).iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))
try:
    for first in range(2, 5000, 500):
        made = [consignment(number) for number in range(first, first + 500)]
        store.writer().apply_page(page(made, cursor=str(first)), pulled_at=NOW)
except Unavailable as problem:
    state = store.writer().sync_state()
    print(problem.code, state.cursor, store.reader().count(QueueFilter()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as POSIX does")
def test_a_full_disk_is_told_in_words_and_leaves_what_was_there(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path)], capture_output=True, text=True, check=True
    )
    code, cursor, count = done.stdout.split()
    assert code in {"disk.full", "disk.failed"}
    assert int(count) == (1 if cursor == "1" else int(cursor) + 499)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(Unavailable):
            CacheStore.open(tmp_path, KEY)
    finally:
        tmp_path.chmod(0o700)


def test_each_thread_has_one_reader(store: CacheStore) -> None:
    assert store.reader() is store.reader()


def test_a_page_of_another_epoch_is_not_stored(store: CacheStore) -> None:
    store.writer().begin_snapshot(ALL, EPOCH)
    with pytest.raises(Conflict):
        store.writer().apply_page(page([consignment(1)], epoch="second"), pulled_at=NOW)
    assert store.reader().count(QueueFilter()) == 0
