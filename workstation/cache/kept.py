"""What outlives a cache file: scan images within a budget, and reference lists. Its own encrypted file,
kept.db.
"""

import threading
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from workstation.cache.files import KEPT_APPLICATION_ID, open_checked
from workstation.cache.instants import to_ms
from workstation.domain.reference import ReferenceList
from workstation.host.encrypted import connect, engine_of

CACHE_MB: Final = 0.5
"""Images are read once and whole; a page cache would only be in the way."""

IMAGE_SQL: Final = "SELECT body FROM image WHERE sha256 = ?"
HAS_IMAGE_SQL: Final = "SELECT 1 FROM image WHERE sha256 = ?"
REFERENCE_SQL: Final = "SELECT body, etag FROM reference_list WHERE name = ?"
HEARD_TABLE_SQL: Final = (
    "CREATE TABLE IF NOT EXISTS reference_heard (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID"
)
"""When the service last said that a list is still the one that it has. A table that may be missing: a file of
before it stays as it is.
"""
HEARD_SQL: Final = "SELECT name, at FROM reference_heard"
HAS_HEARD_SQL: Final = "SELECT 1 FROM sqlite_master WHERE name = 'reference_heard'"
IMAGES_TOTAL_SQL: Final = "SELECT count(*), coalesce(sum(size), 0) FROM image INDEXED BY image_by_use"
LONGEST_UNUSED_SQL: Final = (
    "SELECT number, sha256, size FROM image WHERE (used, size, number) > (?, ?, ?)"
    " ORDER BY used, size, number LIMIT 200"
)


class UsedImages:
    """Which images were looked at since this was last asked: noted by readers, written by the writer. Any
    thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: dict[bytes, None] = {}

    def note(self, digest: bytes) -> None:
        """This image was looked at."""
        with self._lock:
            self._used.pop(digest, None)
            self._used[digest] = None

    def take(self) -> list[bytes]:
        """Those looked at, the latest last; forgets them."""
        with self._lock:
            used, self._used = list(self._used), {}
        return used


def digest_of(sha256: str) -> bytes:
    """The 32 bytes that 64 hex digits stand for; none for anything else."""
    try:
        return bytes.fromhex(sha256) if len(sha256) == 64 else b""
    except ValueError:
        return b""


def create_kept_file(path: Path, key: bytes) -> None:
    """Make the file where there is none."""
    from workstation.cache import schema

    connection = connect(path, key, cache_mb=CACHE_MB, create=True)
    engine = engine_of(connection)
    try:
        with engine.begin() as began:
            schema.create_kept(began)
    finally:
        engine.dispose()
        connection.close()


class KeptFile:
    """The file open for writing. Thread-confined: only its CacheWriter calls it."""

    def __init__(self, path: Path, key: bytes, used: UsedImages) -> None:
        self.path = path
        self._used = used
        self._connection = open_checked(path, key, KEPT_APPLICATION_ID, cache_mb=CACHE_MB)
        self._engine = engine_of(self._connection)
        self._connection.execute(HEARD_TABLE_SQL)
        newest = self._connection.execute("SELECT coalesce(max(used), 0) FROM image").fetchone()[0]
        self._clock: int = newest

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()
        self._connection.close()

    def put_image(self, digest: bytes, body: bytes) -> None:
        """Store an image whose SHA-256 was verified."""
        with self._engine.begin():
            self._note_use()
            self._connection.execute(
                "INSERT INTO image(sha256, body, size, used) VALUES (?, ?, ?, ?)"
                " ON CONFLICT(sha256) DO UPDATE SET used = excluded.used",
                (digest, body, len(body), self._tick()),
            )

    def evict(self, budget_bytes: int, keep: Sequence[bytes]) -> list[bytes]:
        """Remove the longest unused images until the rest fits the budget; of `keep` only where that is not
        enough, the last of them first, and never the first. Those removed.
        """
        removed: list[bytes] = []
        spared = set(keep)
        with self._engine.begin():
            self._note_use()
            total = self._size_of_all()
            for number, digest, size in self._longest_unused():
                if total <= budget_bytes:
                    break
                if digest not in spared:
                    self._connection.execute("DELETE FROM image WHERE number = ?", (number,))
                    removed.append(digest)
                    total -= size
            for digest in reversed(keep[1:]):
                if self._size_of_all() <= budget_bytes:
                    break
                if digest != keep[0] and self._remove(digest):
                    removed.append(digest)
        return removed

    def _size_of_all(self) -> int:
        size: int = self._connection.execute(IMAGES_TOTAL_SQL).fetchone()[1]
        return size

    def _remove(self, digest: bytes) -> bool:
        return bool(self._connection.execute("DELETE FROM image WHERE sha256 = ?", (digest,)).rowcount)

    def _longest_unused(self) -> Iterable[tuple[int, bytes, int]]:
        after = (-1, -1, -1)
        while True:
            found = self._connection.execute(LONGEST_UNUSED_SQL, after).fetchall()
            if not found:
                return
            last = self._connection.execute(
                "SELECT used, size, number FROM image WHERE number = ?", (found[-1][0],)
            ).fetchone()
            yield from found
            after = last

    def _note_use(self) -> None:
        used = [(self._tick(), digest) for digest in self._used.take()]
        self._connection.executemany("UPDATE image SET used = ? WHERE sha256 = ?", used)

    def _tick(self) -> int:
        self._clock += 1
        return self._clock

    def put_reference(self, reference: ReferenceList, etag: str) -> None:
        """Store a reference list in place of the older one."""
        body = msgspec.json.encode(reference)
        with self._engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT OR REPLACE INTO reference_list(name, body, etag) VALUES (?, ?, ?)",
                (reference.name, body, etag),
            )

    def note_references(self, names: Collection[str], at: datetime) -> None:
        """The service was asked for these lists: what is kept is what it has."""
        with self._engine.begin():
            self._connection.executemany(
                "INSERT OR REPLACE INTO reference_heard VALUES (?, ?)", [(name, to_ms(at)) for name in names]
            )
