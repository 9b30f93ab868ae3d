"""What was decided here, held against what the central service says: overlay and attention follow each
change.
"""

from collections.abc import Iterable, Mapping

from workstation.cache.values import Changed, OverlayRow
from workstation.contract.reading import read_consignment
from workstation.domain.consignment import Consignment
from workstation.sync.consequences import Notice, notices_of, overlay_of, settled
from workstation.sync.news import AttentionEnded, AttentionRaised, Listener
from workstation.sync.writes import Writes


class Decided:
    """Keeps the queue's overlay and the ledger's attention right. For the sync thread alone."""

    def __init__(self, writes: Writes, listener: Listener) -> None:
        self._writes = writes
        self._listener = listener

    def rebuild_overlay(self) -> None:
        """The whole overlay anew from the ledger, as at each start; and attention ends that a power cut left
        open though it was settled.
        """
        rows = [
            row for each in self._writes.ledger.pending_acts() if (row := self._overlay_row(each)) is not None
        ]
        self._writes.to_cache(lambda cache: cache.replace_overlay(rows))
        for each in self._writes.ledger.watching.in_attention():
            document = self._document(each)
            if document is not None:
                self._end_settled(document)

    def look_again(self, consignments: Iterable[str]) -> None:
        """The acts on these changed here (recorded, or answered): their overlay follows, and attention that
        ended.
        """
        documents = {each: self._document(each) for each in consignments}
        self._show(documents)
        for document in documents.values():
            if document is not None:
                self._end_settled(document)

    def compare(self, changes: Iterable[Changed]) -> bool:
        """Documents of consignments with acts here changed. True if one is older than what was known before.

        An older one means that the service was restored from a copy and has lost what came after it.
        """
        went_back = False
        documents: dict[str, Consignment | None] = {}
        for change in changes:
            after = read_consignment(change.after).consignment
            before = read_consignment(change.before).consignment if change.before is not None else None
            if after is None:
                continue
            went_back = went_back or (before is not None and 0 < after.change < before.change)
            own = self._writes.ledger.acts_on(after.id)
            for notice in notices_of(before, after, own):
                self._raise(notice)
            self._end_settled(after)
            documents[after.id] = after
        self._show(documents)
        return went_back

    def _raise(self, notice: Notice) -> None:
        is_new = self._writes.to_ledger(
            lambda ledger: ledger.raise_attention(
                notice.kind, notice.consignment, key=notice.key, event=notice.event, facts=notice.facts
            )
        )
        if is_new:
            self._listener(AttentionRaised(kind=notice.kind, consignment=notice.consignment))

    def _end_settled(self, document: Consignment) -> None:
        keys = self._writes.ledger.attention_keys_on(document.id)
        if not keys:
            return
        over = settled(keys, document, self._writes.ledger.acts_on(document.id))
        if over:
            self._writes.to_ledger(lambda ledger: ledger.end_attention_by_key(over, "settled"))
            self._listener(AttentionEnded(consignment=document.id))

    def _show(self, documents: Mapping[str, Consignment | None]) -> None:
        """Bring the overlay of these consignments up to date, all in one transaction."""
        if not documents:
            return
        acts_on = self._writes.ledger.acts_on
        found = {
            id: overlay_of(document, acts_on(id)) if document else None for id, document in documents.items()
        }
        rows = [row for row in found.values() if row is not None]
        clear = [id for id, row in found.items() if row is None]
        self._writes.to_cache(lambda cache: cache.change_overlay(put=rows, clear=clear))

    def _overlay_row(self, id: str) -> OverlayRow | None:
        document = self._document(id)
        return overlay_of(document, self._writes.ledger.acts_on(id)) if document is not None else None

    def _document(self, id: str) -> Consignment | None:
        cached = self._writes.reader().document(id)
        return read_consignment(cached.body).consignment if cached is not None else None
