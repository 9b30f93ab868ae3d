"""What the queue shows of a consignment follows what was noted here, before the central service knows it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from workstation.cache.store import CacheReader
from workstation.ledger.store import Ledger
from workstation.sync.consequences import overlay_of
from workstation.sync.known_here import known_here

if TYPE_CHECKING:
    from workstation.cache.writer import CacheWriter

ToCache = Callable[[Callable[["CacheWriter"], object]], None]
"""Hands work to the cache's writer that nobody waits for: what fails is made good from the ledger."""


class QueueRows:
    """Brings the queue's rows up to date. For the ledger's writer."""

    def __init__(
        self,
        ledger: Ledger,
        reader: Callable[[], CacheReader],
        to_cache: ToCache,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._reader = reader
        self._to_cache = to_cache
        self._now = now

    def show(self, consignment: str) -> None:
        """Something was noted on this one."""
        reader, notes = self._reader(), self._ledger.notes
        if consignment in notes.turned_out((consignment,)):
            self._to_cache(lambda cache: cache.fold((consignment,)))
            return
        known = known_here(reader, self._ledger, consignment)
        if known is None:
            return
        is_back = known.document.provisional and bool(notes.parted(consignment))
        if is_back or not reader.refs_of((consignment,)):
            body, now = msgspec.json.encode(known.document), self._now()
            self._to_cache(lambda cache: cache.put_one(body, pulled_at=now))
        row = overlay_of(known.consignment, known.own, known.document)
        put = (row,) if row is not None else ()
        self._to_cache(lambda cache: cache.change_overlay(put=put, clear=(consignment,)))
