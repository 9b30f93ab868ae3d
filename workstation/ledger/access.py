"""The connections of an open ledger, and whose turn it is: the parts of the ledger share them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workstation.ledger.database import Connection, in_words, transaction


class Access:
    """A writing connection and two reading ones, each used by one thread at a time. For any thread.

    The screen looks a single thing up with `looking`. Whoever reads much does it with `reading`: the screen
    would wait for that, and ten thousand waiting decisions take a quarter of a second.
    """

    def __init__(
        self, path: Path, writer: Connection, reader: Connection, open_reader: Callable[[], Connection]
    ) -> None:
        """`open_reader` opens the second reading connection, the first time that one is wanted."""
        self.path = path
        self.writer = writer
        self.writing = threading.RLock()
        self._reader = reader
        self._looking = threading.Lock()
        self._open_reader = open_reader
        self._second: Connection | None = None
        self._reading = threading.Lock()
        self._is_closed = False

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A write transaction; its errors in words."""
        with self.writing, in_words(self.path), transaction(self.writer) as connection:
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """The connection for point look-ups: it never waits for a flush, and for no long reading."""
        with self._looking, in_words(self.path):
            yield self._reader

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection for what reads many rows, never on the screen's thread."""
        with self._reading, in_words(self.path):
            if self._second is None and not self._is_closed:
                self._second = self._open_reader()
            yield self._second if self._second is not None else self._reader

    def close(self) -> None:
        """Close all. Said twice is said once."""
        with self.writing, self._looking, self._reading:
            self._is_closed = True
            for connection in (self._second, self._reader, self.writer):
                if connection is not None:
                    connection.close()
