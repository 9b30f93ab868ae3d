"""The two connections of an open ledger, and whose turn it is: the parts of the ledger share them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workstation.ledger.database import Connection, in_words, transaction


class Access:
    """A writing and a reading connection, each used by one thread at a time. For any thread."""

    def __init__(self, path: Path, writer: Connection, reader: Connection) -> None:
        self.path = path
        self.writer = writer
        self.writing = threading.RLock()
        self._reader = reader
        self._reading = threading.Lock()

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A write transaction; its errors in words."""
        with self.writing, in_words(self.path), transaction(self.writer) as connection:
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """The reading connection: it never waits for a flush."""
        with self._reading, in_words(self.path):
            yield self._reader

    def close(self) -> None:
        """Close both. Said twice is said once."""
        with self.writing, self._reading:
            for connection in (self._reader, self.writer):
                connection.close()
