"""What this bench found that nobody had declared: kept in the cache whatever happens to it, and linked when
its data arrives.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

import msgspec

from workstation.barcode.identify import NEVER_ONE_PARCEL, check_digit_of, lookup_forms
from workstation.cache.reader import CacheReader
from workstation.cache.values import Found
from workstation.cache.writer import CacheWriter
from workstation.contract.reading import read_consignment
from workstation.domain.consignment import Consignment, Identifier, Link
from workstation.domain.identifiers import CheckDigit, normalised
from workstation.domain.link import links_told
from workstation.domain.provisional import LINKED
from workstation.host.clock import Clock
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync.decided import Decided
from workstation.sync.news import CacheChanged, LineState, Listener
from workstation.sync.writes import Writes

OF_THE_PIECE: Final = ("parcel", "consignment")
"""What a number belongs to that says which piece it is: a receptacle's or a filing's is on many."""


class Linking:
    """Puts back what the cache lost, and links what has turned out to be declared. For the sync thread alone.

    `recorded` is told of each link, so that it is sent; `state` says how the line stands.
    """

    def __init__(
        self,
        writes: Writes,
        decided: Decided,
        listener: Listener,
        *,
        clock: Clock,
        state: Callable[[], LineState],
        recorded: Callable[[], None],
    ) -> None:
        self._writes = writes
        self._decided = decided
        self._listener = listener
        self._clock = clock
        self._state = state
        self._recorded = recorded
        self._looked_at: tuple[object, ...] | None = None
        self._brought_back: dict[str, frozenset[str]] = {}

    def run(self) -> None:
        """Look at all that is open, where anything is another than the last time. Nothing is linked while the
        cache is filled for the first time: a second consignment with the same number may be still to come.
        """
        mark = self._mark()
        if mark != self._looked_at:
            open_ones = self._writes.ledger.notes.open_made()
            self._look_at(open_ones)
            self._bring_back_others(open_ones)
            self._looked_at = mark

    def _mark(self) -> tuple[object, ...]:
        """What must be the same, so that another look finds nothing new."""
        ledger = self._writes.ledger
        known = (ledger.head.sequence, ledger.earlier.changes, ledger.notes.refused())
        return (*known, self._writes.cache_changes())

    def _look_at(self, open_ones: tuple[Consignment, ...]) -> None:
        if not open_ones:
            return
        reader = self._writes.reader()
        here = reader.refs_of([each.id for each in open_ones])
        is_complete = reader.is_complete()
        for made in open_ones:
            declared = self._learned(reader, made.id)
            if declared:
                self._tell(made.id, declared)
            elif is_complete and (match := self._match(reader, made)):
                self._link(made.id, match)
            elif made.id not in here or self._is_out_of_queue(made.id):
                self._put_back(made)

    def _learned(self, reader: CacheReader, provisional: str) -> str:
        """What the document of another here says that it is, unless that was taken back since; empty where
        none does.
        """
        declared = declared_elsewhere(reader, provisional)
        cached = reader.document(declared) if declared else None
        document = read_consignment(cached.body).consignment if cached is not None else None
        if document is None:
            return ""
        _remember(self._writes, [each for each in links_told(document) if each.consignment == provisional])
        return self._writes.ledger.notes.turned_out((provisional,)).get(provisional, "")

    def _match(self, reader: CacheReader, made: Consignment) -> str:
        """The one that it surely is. Never the same again that the central service has refused, or from which
        somebody has parted it: an officer must look.
        """
        matches = matches_of(reader, made)
        if len(matches) != 1 or matches[0] in self._writes.ledger.notes.parted(made.id):
            return ""
        return matches[0]

    def _is_out_of_queue(self, provisional: str) -> bool:
        """Whether it was taken out of the queue for a link that the central service has refused since, or
        that somebody has taken back.
        """
        parted = self._writes.ledger.notes.parted(provisional)
        before = self._brought_back.get(provisional, frozenset())
        self._brought_back[provisional] = parted
        return not parted <= before

    def _put_back(self, made: Consignment) -> None:
        cached = self._writes.reader().document(made.id)
        self._put(made.id, cached.body if cached is not None else msgspec.json.encode(made))

    def _bring_back_others(self, open_ones: Iterable[Consignment]) -> None:
        """Those that another bench made and whose link was taken back, where the cache still has them. If it
        has not, the central service serves them again.
        """
        let_go = self._writes.ledger.notes.let_go().difference(made.id for made in open_ones)
        for each in sorted(let_go):
            cached = self._writes.reader().document(each) if self._is_out_of_queue(each) else None
            if cached is not None:
                self._put(each, cached.body)

    def _put(self, provisional: str, body: bytes) -> None:
        now, parted = self._clock.now(), self._writes.ledger.notes.parted(provisional)
        self._writes.to_cache(lambda cache: cache.put_one(body, pulled_at=now))
        self._decided.look_again((provisional, *parted))
        self._listener(CacheChanged(stored=(provisional,)))

    def _link(self, provisional: str, declared: str) -> None:
        """No officer has done it: the bench itself is the one that says so. Nothing where an officer has just
        linked it.
        """
        draft = EventDraft(
            kind=LINKED,
            officer="",
            consignment=provisional,
            linked=declared,
            clock_offset_ms=self._state().clock_offset_ms,
        )

        def record_once(ledger: Ledger) -> bool:
            if ledger.notes.turned_out((provisional,)):
                return False
            ledger.record(draft)
            return True

        if self._writes.to_ledger(record_once):
            self._recorded()
            self._tell(provisional, declared)

    def _tell(self, provisional: str, declared: str) -> None:
        self._writes.to_cache(lambda cache: cache.fold((provisional,)))
        self._decided.look_again((declared,))
        self._listener(CacheChanged(stored=(declared,), gone=(provisional,)))


def learn_links(writes: Writes, told: Iterable[Link], stored: Collection[str] = ()) -> tuple[str, ...]:
    """Documents say what provisional consignments turned out to be, and what of that was taken back: of those
    that this bench has anything to do with it is remembered, and what is linked leaves its queue. The
    consignments, on either side, of which another is said than before. `stored` came with it. For any thread.
    """
    given: dict[str, list[Link]] = {}
    for each in told:
        given.setdefault(each.consignment, []).append(each)
    if not given:
        return ()
    notes = writes.ledger.notes
    mine = sorted(writes.ledger.watching.acted_on(given))
    before = notes.turned_out(mine)
    _remember(writes, [each for id in mine for each in given.get(id, ())])
    after = notes.turned_out(mine)
    over = {each for each in after if each not in before or each in stored}
    if over:
        writes.to_cache(lambda cache: cache.fold(over))
    moved = [each for each in mine if before.get(each) != after.get(each)]
    declared = (said[each] for said in (before, after) for each in moved if each in said)
    let_go = (each for each in moved if each not in after)
    return tuple(dict.fromkeys((*declared, *let_go)))


def _remember(writes: Writes, told: Sequence[Link]) -> None:
    """Written down only where it says something new."""
    known = writes.ledger.notes.links_of([each.consignment for each in told])
    new = [each for each in told if not _is_known(each, known.get(each.consignment, ()))]
    if new:
        writes.to_ledger(lambda ledger: ledger.notes.learn_links(new))


def _is_known(link: Link, known: Iterable[Link]) -> bool:
    """Whether it says nothing new: it is known, or it only says what events say better."""
    return any(
        (each.id == link.id and each.ended >= link.ended) or (each.id and not link.id) for each in known
    )


def fold_linked(cache: CacheWriter, linked: Iterable[str], stored: Iterable[str]) -> None:
    """Of what was stored the provisional ones that have turned out to be others go out of the queue again:
    the service has not heard of it yet.
    """
    over = set(linked).intersection(stored)
    if over:
        cache.fold(over)


def declared_elsewhere(reader: CacheReader, provisional: str) -> str:
    """The consignment whose document says that it is this provisional one; empty where none does."""
    found = reader.find((normalised(provisional),))
    return next((each.id for each in found if each.id != provisional), "")


def matches_of(reader: CacheReader, made: Consignment) -> tuple[str, ...]:
    """The declared consignments that have one of its parcel's own numbers as a piece's. A number of no known
    form, or whose check digit does not fit, says too little: such ones are left to an officer's choice.
    """
    forms = [form for each in made.identifiers if _says_enough(each) for form in lookup_forms(each.value)]
    found = {each.id: each for each in reader.find(forms) if _is_of_a_piece(each, made)}
    return tuple(id for id in found if _is_declared(reader, id))


def _says_enough(number: Identifier) -> bool:
    if number.belongs_to != "parcel" or not number.kind or number.kind in NEVER_ONE_PARCEL:
        return False
    return check_digit_of(number.kind, number.value) is not CheckDigit.WRONG


def _is_of_a_piece(found: Found, made: Consignment) -> bool:
    return found.belongs_to in OF_THE_PIECE and found.id != made.id


def _is_declared(reader: CacheReader, id: str) -> bool:
    cached = reader.document(id)
    document = read_consignment(cached.body).consignment if cached is not None else None
    return document is not None and not document.provisional
