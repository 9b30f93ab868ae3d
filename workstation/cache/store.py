"""The cache of a bench: opens its files, and hands out the writer and the readers."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.cache.files import APPLICATION_ID, KEPT_APPLICATION_ID, CacheFiles, open_checked
from workstation.cache.reader import CacheReader
from workstation.cache.shelf import Shelf
from workstation.domain.remark import Remark
from workstation.host.encrypted import Damaged, in_words

if TYPE_CHECKING:
    from workstation.cache.writer import CacheWriter

__all__ = ["CacheReader", "CacheStore"]

_TOUCH_SQL: Final = tuple(
    f"SELECT 1 FROM {table} LIMIT 1"
    for table in (
        "consignment",
        "queue_key",
        "code",
        "document",
        "barcode",
        "overlay",
        "departed",
        "words_data",
    )
)

_TOUCH_KEPT_SQL: Final = ("SELECT name, body FROM reference_list", "SELECT max(used) FROM image")
"""What the start reads of the other file: what cannot be read is better found before than then."""


class CacheStore:
    """The cache's files in one folder. Any thread may ask it for its reader; `close` when no other thread
    reads.

    `remarks` tells what was found at the start (`cache.damaged`, `cache.empty`, `cache.newer`: set aside as
    `value`); `generation` grows when a new cache file is swapped in.
    """

    def __init__(self, shelf: Shelf, remarks: tuple[Remark, ...]) -> None:
        self.remarks = remarks
        self._shelf = shelf
        self._lock = threading.RLock()
        self._own = threading.local()
        self._readers: list[CacheReader] = []
        self._writer: CacheWriter | None = None

    @property
    def generation(self) -> int:
        """Number of the cache file that is read."""
        return self._shelf.generation

    @property
    def changes(self) -> int:
        """Another number whenever what is read has other documents, or has become whole. For any thread."""
        return self._shelf.changes

    @property
    def folder(self) -> Path:
        """Where the files lie."""
        return self._shelf.files.folder

    @classmethod
    def open(cls, folder: Path, key: bytes) -> "CacheStore":
        """Open the cache in this folder, or begin one. What cannot be read is set aside. Raises
        Unavailable.
        """
        files = CacheFiles(folder)
        remarks: list[Remark] = []
        with in_words(folder):
            current = _current(files, key, remarks)
            if not _is_sound(files, files.kept, key, KEPT_APPLICATION_ID, remarks):
                from workstation.cache.kept import create_kept_file

                create_kept_file(files.kept, key)
            current = _tidied(files, key, current, remarks)
            _bring_up(files.path(current), key)
        return cls(Shelf(files, key, current), tuple(remarks))

    def writer(self) -> "CacheWriter":
        """The one writer; its methods are called on the cache's writing thread."""
        # Here, not above: SQLAlchemy takes a tenth of a second, and the screen needs none of it.
        from workstation.cache.writer import CacheWriter

        with self._lock:
            if self._writer is None:
                self._writer = CacheWriter(self._shelf)
            return self._writer

    def reader(self) -> CacheReader:
        """The calling thread's reader: always the same one on the same thread."""
        reader: CacheReader | None = getattr(self._own, "reader", None)
        if reader is None:
            reader = self._own.reader = CacheReader(self._shelf)
            with self._lock:
                self._readers.append(reader)
        return reader

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for reader in self._readers:
                reader.close()
            self._readers.clear()
            self._own = threading.local()
            if self._writer is not None:
                self._writer.close()
                self._writer = None


def _current(files: CacheFiles, key: bytes, remarks: list[Remark]) -> int:
    """The generation to be read: the one pointed to, else another sound one, else a new one."""
    pointed = files.current()
    others = sorted((n for n in files.numbers() if n != pointed), reverse=True)
    for number in others if pointed is None else [pointed, *others]:
        if _is_sound(files, files.path(number), key, APPLICATION_ID, remarks):
            if number != pointed:
                files.point_to(number)
            return number
    from workstation.cache.generation import Generation

    number = max((*others, pointed or 0), default=0) + 1
    Generation(files.path(number), key, number, create=True, cache_mb=1).close()
    files.point_to(number)
    return number


def _is_sound(files: CacheFiles, path: Path, key: bytes, application_id: int, remarks: list[Remark]) -> bool:
    """Whether the file is there and can be read; one that cannot is set aside, with a remark."""
    if not path.exists():
        return False
    try:
        if files.is_marked_damaged(path):
            raise Damaged(
                "The file {file} was found damaged.", code="database.damaged", values={"file": path}
            )
        connection = open_checked(path, key, application_id, cache_mb=1, read_only=True)
        try:
            with in_words(path):
                for statement in _TOUCH_SQL if application_id == APPLICATION_ID else _TOUCH_KEPT_SQL:
                    connection.execute(statement).fetchall()
        finally:
            connection.close()
    except Damaged as problem:
        aside = files.set_aside(path)
        code = "cache.damaged" if problem.code == "database.damaged" else problem.code
        remarks.append(Remark(code=code, field=path.name, value=aside.name, severity="wrong"))
        return False
    return True


def _tidied(files: CacheFiles, key: bytes, current: int, remarks: list[Remark]) -> int:
    """The generation to be read after what an interrupted run left is settled.

    A newer one that is complete is swapped in (the program ended just before it could be); of those being
    built only the newest sound one stays; older ones go.
    """
    building = [number for number in files.numbers() if number > current]
    for number in building[:-1]:
        files.remove(number)
    newest = files.path(building[-1]) if building else None
    if newest and _is_sound(files, newest, key, APPLICATION_ID, remarks) and _is_complete(newest, key):
        current = building[-1]
        files.point_to(current)
    for number in files.numbers():
        if number < current:
            files.remove(number)
    return current


def _bring_up(path: Path, key: bytes) -> None:
    """A file of a program before this one gets what this one reads in it."""
    from workstation.cache.bringing_up import bring_up, is_brought_up

    connection = open_checked(path, key, APPLICATION_ID, cache_mb=1, read_only=True)
    try:
        with in_words(path):
            is_done = is_brought_up(connection)
    finally:
        connection.close()
    if not is_done:
        connection = open_checked(path, key, APPLICATION_ID, cache_mb=1)
        try:
            with in_words(path):
                bring_up(connection)
        finally:
            connection.close()


def _is_complete(path: Path, key: bytes) -> bool:
    connection = open_checked(path, key, APPLICATION_ID, cache_mb=1, read_only=True)
    try:
        with in_words(path):
            return bool(connection.execute("SELECT complete FROM sync_state").fetchone()[0])
    finally:
        connection.close()
