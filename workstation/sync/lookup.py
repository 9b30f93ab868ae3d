"""Asks the central service for what the cache does not have: a barcode, or one consignment."""

from workstation.host.clock import Clock
from workstation.sync.linking import fold_linked, learn_links
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes


class Lookup:
    """For a worker thread. What is found is in the cache when it returns. Raises the client's and the
    cache's problems.
    """

    def __init__(self, client: CentralClient, writes: Writes, *, clock: Clock) -> None:
        self._client = client
        self._writes = writes
        self._clock = clock

    def __call__(self, form: str) -> tuple[str, ...]:
        """Ids of the consignments that have this barcode (normalised), best first."""
        return self._stored(self._client.by_barcode(form))

    def by_id(self, id: str) -> bool:
        """Whether the central service has this consignment."""
        document = self._client.consignment(id)
        return document is not None and bool(self._stored((document,)))

    def _stored(self, documents: tuple[bytes, ...]) -> tuple[str, ...]:
        ids: list[str] = []
        for document in documents:
            applied = self._writes.to_cache(
                lambda cache, document=document: cache.put_one(document, pulled_at=self._clock.now())  # type: ignore[misc]
            )
            ids.extend(applied.stored)
            learn_links(self._writes, applied.linked, applied.stored)
        linked = self._writes.ledger.notes.turned_out(ids)
        if linked:
            self._writes.to_cache(lambda cache: fold_linked(cache, linked, ids))
        return tuple(ids)
