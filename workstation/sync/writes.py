"""Hands the sync thread's writes to the threads that own cache and ledger, and waits for them."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Final, TypeVar

from workstation.cache.reader import CacheReader
from workstation.cache.store import CacheStore
from workstation.host.files import leave_room
from workstation.ledger.store import Ledger

if TYPE_CHECKING:
    from workstation.cache.writer import CacheWriter

T = TypeVar("T")

RESERVE_BYTES: Final = 300_000_000
"""Kept free on the disk: a decision must be recordable however much the central service sends."""


class Writes:
    """Cache and ledger as the sync thread uses them: reads here, writes on their own threads."""

    def __init__(
        self,
        cache: CacheStore,
        cache_writes: Executor,
        ledger: Ledger,
        ledger_writes: Executor,
        *,
        reserve_bytes: int = RESERVE_BYTES,
    ) -> None:
        self.ledger = ledger
        self._cache = cache
        self._cache_writes = cache_writes
        self._ledger_writes = ledger_writes
        self._reserve_bytes = reserve_bytes

    def leave_room(self) -> None:
        """Raise Unavailable (`disk.low`) where what the service sends would take the ledger's last room."""
        leave_room(self._cache.folder, self._reserve_bytes)

    def cache_changes(self) -> int:
        """Another number whenever the cache has other documents, or has become whole."""
        return self._cache.changes

    def reader(self) -> CacheReader:
        """The cache's reader of the calling thread."""
        return self._cache.reader()

    def to_cache(self, work: Callable[["CacheWriter"], T]) -> T:
        """Do this with the cache's writer, on its thread; what it raises is raised here."""
        return self.to_cache_later(work).result()

    def to_cache_later(self, work: Callable[["CacheWriter"], T]) -> "Future[T]":
        """Begin this on the cache's writing thread."""
        return self._cache_writes.submit(lambda: work(self._cache.writer()))

    def to_ledger(self, work: Callable[[Ledger], T]) -> T:
        """Do this with the ledger on its writing thread; what it raises is raised here."""
        return self._ledger_writes.submit(work, self.ledger).result()
