"""What the writer and all readers of one cache share: its files, which of them is read, and the queue's
columns.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.cache.files import APPLICATION_ID, KEPT_APPLICATION_ID, CacheFiles, open_checked
from workstation.cache.kept import CACHE_MB, UsedImages
from workstation.host.encrypted import Damaged, DriverConnection, in_words

if TYPE_CHECKING:
    from workstation.cache.columns import QueueColumns

READER_MB: Final = 6
"""Page cache of one reader: the screen's, two for lists, one for sync, and images need none. With the
writer's and the ledger's it stays under 64 MB (DESIGN.md)."""


class Shelf:
    """Hands out connections to the generation that is read, and swaps in another. Any thread."""

    def __init__(self, files: CacheFiles, key: bytes, generation: int) -> None:
        self.files = files
        self.key = key
        self.generation = generation
        self.changes = 0
        """Another number whenever what is read has other documents, or has become whole."""
        self.used_images = UsedImages()
        self._lock = threading.RLock()
        self._columns: QueueColumns | None = None
        self._open: Counter[int] = Counter()

    def enter(self) -> tuple[int, DriverConnection]:
        """The generation that is read, with a new connection to it; `left` when that is closed."""
        with self._lock:
            generation = self.generation
            path = self.files.path(generation)
            with self.in_words(path):
                connection = open_checked(path, self.key, APPLICATION_ID, cache_mb=READER_MB, read_only=True)
            self._open[generation] += 1
            return generation, connection

    def left(self, generation: int) -> None:
        """A connection to this generation was closed; an old one that nobody reads any more is removed."""
        with self._lock:
            self._open[generation] -= 1
            self._remove_unread()

    def connect_kept(self) -> DriverConnection:
        """A reading connection to images and reference lists."""
        with self.in_words(self.files.kept):
            return open_checked(
                self.files.kept, self.key, KEPT_APPLICATION_ID, cache_mb=CACHE_MB, read_only=True
            )

    def columns(self, generation: int) -> "QueueColumns":
        """The queue's columns of a generation; for one that was swapped out, while it is still read, empty
        ones.
        """
        from workstation.cache.columns import QueueColumns

        with self._lock:
            if generation != self.generation:
                return QueueColumns()
            if self._columns is None:
                self._columns = QueueColumns()
            return self._columns

    def swap_to(self, generation: int) -> None:
        """Read this generation, which the pointer on the disk names already, from now on. The old one goes
        when its last reader left.
        """
        with self._lock:
            self._columns = None
            self.generation = generation
            self.changes += 1
            self._remove_unread()

    def _remove_unread(self) -> None:
        for number in self.files.numbers():
            if number < self.generation and self._open[number] <= 0:
                self.files.remove(number)

    @contextlib.contextmanager
    def in_words(self, path: Path) -> Iterator[None]:
        """The driver's errors about this file as problems; a damaged file is marked, to be set aside at the
        next start.
        """
        try:
            with in_words(path):
                yield
        except Damaged:
            self.files.mark_damaged(path)
            raise
