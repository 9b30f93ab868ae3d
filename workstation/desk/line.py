"""The line to the central service: what was recorded, what waits, what it acknowledged, what needs a
person.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from workstation.cache.queue import QueueRow
from workstation.cache.store import CacheReader
from workstation.desk.attention import OF_ONE_STORY, Matter, matters_of
from workstation.domain.consignment import Consignment
from workstation.domain.problems import Unavailable
from workstation.ledger.store import Ledger
from workstation.ledger.values import DeliveryCounts, DeliveryRow, LedgerAct
from workstation.sync.known_here import known_here
from workstation.sync.news import LineState

__all__ = ["DeliveryCounts", "DeliveryRow", "LineDesk", "LineState", "Matter"]


_MOST_BEGUN: Final = 200


def _none_begun(_limit: int) -> tuple[object, ...]:
    return ()


class LineDesk:
    """Reads of delivery and attention, for any thread; ending an attention is for the ledger's writer."""

    def __init__(
        self,
        ledger: Ledger,
        reader: Callable[[], CacheReader],
        state: Callable[[], LineState],
        wake: Callable[[], None],
        begun: Callable[[int], Collection[object]] = _none_begun,
    ) -> None:
        """`begun` gives the forms that the officer at work has begun, at most so many."""
        self._ledger = ledger
        self._reader = reader
        self._state = state
        self._wake = wake
        self._begun = begun

    def state(self) -> LineState:
        """How the line stands now."""
        return self._state()

    def counts(self) -> DeliveryCounts:
        """How many events are recorded, waiting, acknowledged, refused, in attention."""
        return self._ledger.counts()

    def deliveries(self, before: int | None, limit: int) -> tuple[DeliveryRow, ...]:
        """A page of events, newest first, older than the ledger sequence `before`."""
        return self._ledger.deliveries(before, limit)

    def unfinished(self) -> int:
        """How many forms the officer at work has begun and not recorded."""
        return len(self._begun(_MOST_BEGUN))

    def numbers(self, consignments: Collection[str]) -> Mapping[str, str]:
        """The number that each is called by, by its id; none for what has left the cache. What the ledger
        says is shown even while the cache cannot be read.
        """
        return {id: row.identifier for id, row in self._rows(consignments).items() if row.identifier}

    def standings(self, consignments: Collection[str]) -> Mapping[str, str]:
        """Where each stands, by its id, the own waiting acts included; none for what has left the cache."""
        return {id: row.standing for id, row in self._rows(consignments).items()}

    def _rows(self, consignments: Collection[str]) -> Mapping[str, QueueRow]:
        """Rows by the id asked for; of a provisional one that of what it turned out to be, if it is here."""
        try:
            declared = self._ledger.notes.turned_out(consignments)
            reader = self._reader()
            refs = reader.refs_of({*consignments, *declared.values()})
            rows = {row.id: row for row in reader.rows(tuple(refs.values()))}
        except Unavailable:
            return {}
        found = {each: rows.get(declared.get(each, each)) or rows.get(each) for each in consignments}
        return {each: row for each, row in found.items() if row is not None}

    def attention(self, limit: int) -> tuple[Matter, ...]:
        """What a person must look at again, of at most `limit` causes: recalls first, then the oldest first.
        For a reader's thread.
        """
        return matters_of(self._ledger.attention(limit), self._document, self._own_acts)

    def recalls(self, limit: int) -> tuple[Matter, ...]:
        """The recalls alone, the newest first: that parcel may still be caught. Asked after each answer of
        the service: where there is none, nothing more is read.
        """
        found = self._ledger.attention(limit)
        recalled = {each.consignment for each in found if each.kind == "recall"}
        about = [each for each in found if each.consignment in recalled and each.kind in OF_ONE_STORY]
        matters = matters_of(about, self._document, self._own_acts)
        recalls = (each for each in matters if each.kind == "recall")
        return tuple(sorted(recalls, key=lambda each: max(each.ids), reverse=True))

    def _document(self, consignment: str) -> Consignment | None:
        try:
            known = known_here(self._reader(), self._ledger, self._declared(consignment))
        except Unavailable:
            return None
        return known.consignment if known is not None else None

    def _own_acts(self, consignment: str) -> tuple[LedgerAct, ...]:
        return self._ledger.acts_on(self._declared(consignment))

    def _declared(self, consignment: str) -> str:
        """What a provisional consignment turned out to be; any other is itself."""
        return self._ledger.notes.turned_out((consignment,)).get(consignment, consignment)

    def try_now(self) -> None:
        """Ask the sync thread not to wait any longer."""
        self._wake()

    def end_attention(self, matter: Matter, officer: str) -> None:
        """A person has looked at it."""
        for each in matter.ids:
            self._ledger.end_attention(each, officer)
