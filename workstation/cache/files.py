"""Files of the cache in the bench's folder: which is read, which is being built, which are to go.

    cache.current           names the cache file that is read; replaced durably when a new one is complete
    cache-000001.db         a cache file (a generation); a higher number than the current one: being built
    kept.db                 what outlives a generation: scan images and reference lists
    cache.damaged-1.db      set aside because it could not be read

A pointer, because Windows cannot rename over a file that readers have open. docs/decisions/ says more.
"""

import contextlib
import re
from functools import partial
from pathlib import Path
from typing import Final

from workstation.domain.problems import Problem
from workstation.host.encrypted import Damaged, DriverConnection, connect, in_words
from workstation.host.files import read_plain, replace_durably, with_patience

APPLICATION_ID: Final = 0x43574331
KEPT_APPLICATION_ID: Final = 0x43574B31
SCHEMA_VERSION: Final = 1

_POINTER: Final = "cache.current"
_GENERATION: Final = re.compile(r"cache-(\d{6,12})\.db")
_SIDE_FILES: Final = ("", "-wal", "-shm")
_MARK: Final = ".damaged"
_DAMAGED_KEPT: Final = 2
"""Files set aside that are kept for IT; older ones go."""

_LARGEST_KEPT: Final = 500_000_000
"""Bytes of a file that is kept: a larger one is of less use to IT than its room is to the new cache."""


class NotOurs(Damaged):
    """The file opens, but is no cache of this version: empty, another program's, or a newer version's."""


class CacheFiles:
    """Names and removes the files. Not for use by two threads at once; CacheStore sees to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = folder / "kept.db"

    def path(self, number: int) -> Path:
        """File of this generation."""
        return self.folder / f"cache-{number:06}.db"

    def numbers(self) -> list[int]:
        """Generations there are, the oldest first."""
        matches = (_GENERATION.fullmatch(path.name) for path in self.folder.glob("cache-*.db"))
        return sorted(int(match[1]) for match in matches if match)

    def current(self) -> int | None:
        """The generation that is read, or none if the pointer is missing or its file is."""
        with contextlib.suppress(OSError, UnicodeDecodeError):
            match = _GENERATION.fullmatch(read_plain(self.folder / _POINTER, 100).decode("ascii").strip())
            if match and self.path(int(match[1])).exists():
                return int(match[1])
        return None

    def point_to(self, number: int) -> None:
        """Make this generation the one that is read; on the disk when it returns."""
        replace_durably(self.folder / _POINTER, f"{self.path(number).name}\n".encode("ascii"))

    def remove(self, number: int) -> bool:
        """Remove a generation's files; False if something still holds one of them (tried again later)."""
        try:
            for side in (_MARK, *reversed(_SIDE_FILES)):
                self._beside(self.path(number), side).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def throw_away(self) -> None:
        """Remove every file of the cache: its key is lost. What somebody holds stays, and is set aside at the
        next start.
        """
        for number in self.numbers():
            self.remove(number)
        for path in (self.folder / _POINTER, *(self._beside(self.kept, side) for side in _SIDE_FILES)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def set_aside(self, path: Path) -> Path:
        """Move a file that cannot be read out of the way, so that a new one can begin; where it is kept, if
        it is not too large for that. Raises Unavailable.
        """
        taken = self._damaged_numbers()
        aside = self.folder / f"cache.damaged-{max(taken, default=0) + 1}.db"
        for side in _SIDE_FILES:
            source = self._beside(path, side)
            if source.exists():
                with_patience(partial(source.replace, self._beside(aside, side)), source)
        self._beside(path, _MARK).unlink(missing_ok=True)
        for number in taken[: max(0, len(taken) + 1 - _DAMAGED_KEPT)]:
            self._drop(self.folder / f"cache.damaged-{number}.db")
        with contextlib.suppress(OSError):
            if aside.stat().st_size > _LARGEST_KEPT:
                self._drop(aside)
        return aside

    def _drop(self, aside: Path) -> None:
        for side in _SIDE_FILES:
            with contextlib.suppress(OSError):
                self._beside(aside, side).unlink(missing_ok=True)

    def mark_damaged(self, path: Path) -> None:
        """Note beside a file that reading it failed: it is set aside at the next start."""
        with contextlib.suppress(OSError):
            self._beside(path, _MARK).touch()

    def is_marked_damaged(self, path: Path) -> bool:
        """Whether reading it failed in an earlier run."""
        return self._beside(path, _MARK).exists()

    def _damaged_numbers(self) -> list[int]:
        names = (
            re.fullmatch(r"cache\.damaged-(\d+)\.db", p.name) for p in self.folder.glob("cache.damaged-*.db")
        )
        return sorted(int(name[1]) for name in names if name)

    @staticmethod
    def _beside(path: Path, side: str) -> Path:
        return path.with_name(path.name + side)


def open_checked(
    path: Path, key: bytes, application_id: int, *, cache_mb: float, read_only: bool = False
) -> DriverConnection:
    """A connection to an existing file that is ours and of this version. Raises NotOurs, Damaged,
    Unavailable.
    """
    connection = connect(path, key, cache_mb=cache_mb, read_only=read_only)
    try:
        with in_words(path):
            ours = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        if (ours, version) != (application_id, SCHEMA_VERSION):
            raise _not_ours(path, ours == application_id and version > SCHEMA_VERSION)
    except BaseException:
        connection.close()
        raise
    return connection


def _not_ours(path: Path, newer: bool) -> Problem:
    if newer:
        return NotOurs(
            "The file {file} was written by a newer version of this program.",
            safe="Nothing recorded before is lost; the cache is fetched again.",
            code="cache.newer",
            values={"file": path},
        )
    return NotOurs(
        "The file {file} is empty or not a cache.",
        safe="Nothing recorded before is lost; the cache is fetched again.",
        code="cache.empty",
        values={"file": path},
    )
