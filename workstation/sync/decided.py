"""What was recorded here, held against what the central service says: overlay and attention follow each
change.
"""

from collections.abc import Iterable, Mapping

from workstation.cache.values import Changed, OverlayRow
from workstation.contract.reading import read_consignment
from workstation.sync.consequences import Notice, notices_of, overlay_of, settled
from workstation.sync.known_here import KnownHere, as_known, known_here
from workstation.sync.news import AttentionEnded, AttentionRaised, Listener
from workstation.sync.writes import Writes


class Decided:
    """Keeps the queue's overlay and the ledger's attention right. For the sync thread alone."""

    def __init__(self, writes: Writes, listener: Listener) -> None:
        self._writes = writes
        self._listener = listener

    def rebuild_overlay(self) -> None:
        """The whole overlay anew from the ledger, as at each start, of all that waits or was overlaid before;
        and attention ends that a power cut left open though it was settled.
        """
        ledger = self._writes.ledger
        overlaid = self._writes.to_cache(lambda cache: cache.overlaid())
        links = ledger.notes.links()
        changed = (*ledger.pending_acts(), *ledger.notes.waiting(), *overlaid)
        asked = {links.get(each, each) for each in changed}
        found = [known for each in asked if (known := self._known(each)) is not None]
        rows = [row for known in found if (row := row_of(known)) is not None]
        self._writes.to_cache(lambda cache: cache.replace_overlay(rows))
        for each in self._writes.ledger.watching.in_attention():
            known = self._known(each)
            if known is not None:
                self._end_settled(known)

    def look_again(self, consignments: Iterable[str]) -> None:
        """Something about these changed here (recorded, or answered): their overlay follows, and attention
        that ended.
        """
        asked = dict.fromkeys(self._declared(each) for each in consignments)
        documents = {each: self._known(each) for each in asked}
        self._show(documents)
        for known in documents.values():
            if known is not None:
                self._end_settled(known)

    def compare(self, changes: Iterable[Changed]) -> bool:
        """Documents of consignments with acts here changed. True if one is older than what was known before.

        An older one means that the service was restored from a copy and has lost what came after it.
        """
        went_back = False
        documents: dict[str, KnownHere | None] = {}
        for change in changes:
            after = read_consignment(change.after).consignment
            before = read_consignment(change.before).consignment if change.before is not None else None
            # Its own bytes: while a cache is built beside, the one that is read has another document still.
            known = as_known(self._writes.reader(), self._writes.ledger, change.after)
            if after is None or known is None:
                continue
            went_back = went_back or (before is not None and 0 < after.change < before.change)
            for notice in notices_of(before, known.consignment, known.own):
                self._raise(notice)
            self._end_settled(known)
            documents[after.id] = known
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

    def _end_settled(self, known: KnownHere) -> None:
        """Also what was raised on a provisional one that turned out to be this one."""
        ledger, id = self._writes.ledger, known.document.id
        keys = tuple(
            key for each in (id, *known.consignment.linked) for key in ledger.attention_keys_on(each)
        )
        over = settled(keys, known.consignment, known.own) if keys else ()
        if over:
            self._writes.to_ledger(lambda ledger: ledger.end_attention_by_key(over, "settled"))
            self._listener(AttentionEnded(consignment=id))

    def _show(self, documents: Mapping[str, KnownHere | None]) -> None:
        """Bring the overlay of these consignments up to date, all in one transaction."""
        if not documents:
            return
        rows = [
            row for known in documents.values() if known is not None and (row := row_of(known)) is not None
        ]
        self._writes.to_cache(lambda cache: cache.change_overlay(put=rows, clear=tuple(documents)))

    def _declared(self, id: str) -> str:
        """What a provisional consignment turned out to be; any other is itself."""
        return self._writes.ledger.notes.turned_out((id,)).get(id, id)

    def _known(self, id: str) -> KnownHere | None:
        return known_here(self._writes.reader(), self._writes.ledger, id)


def row_of(known: KnownHere) -> OverlayRow | None:
    """What the queue shows of it in place of what its document says; none where that says it all."""
    return overlay_of(known.consignment, known.own, known.document)
