"""Open a consignment: by a barcode read, by its id, or by asking the central service."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from msgspec.structs import replace

from workstation.barcode.identify import Candidate, candidates, codes_within, lookup_forms
from workstation.cache.store import CacheReader
from workstation.contract.reading import unknown_fields
from workstation.desk.mandate import UNKNOWN, MandateCard
from workstation.desk.reference import Lists
from workstation.domain.act import Act, Effect
from workstation.domain.codes import CodeLists
from workstation.domain.consignment import Consignment
from workstation.domain.decision import goods_of
from workstation.domain.interlock import AtHand
from workstation.domain.quality import remarks_of
from workstation.domain.remark import Remark
from workstation.domain.standing import ActGraph, ConsignmentStanding, Standing, standing_of
from workstation.domain.value import Value
from workstation.ledger.store import Ledger
from workstation.sync.known_here import as_known, document_of


class ShownAct(Value):
    """An act as the screens show it. `state`: `known`, `waiting`, `acknowledged` or `refused`; `ended_by`
    lifted or annulled it.
    """

    act: Act
    state: str
    in_force: bool = False
    ended_by: str = ""


class OpenConsignment(Value):
    """All that one screen shows, read at one moment.

    `standing` counts what the central service has acknowledged; `with_pending` also this bench's waiting
    acts. `leave` says of a release that waits when its goods may leave by the mandate: `now`, `annulment`
    (once it can no longer be annulled here) or `acknowledged` (empty: nothing waits, or there is no
    mandate). `found_by` says what the barcode that opened it belongs to (`parcel`, `receptacle`, ... or
    empty), `at_hand` which of its parcels was read here last.
    """

    ref: int
    id: str
    consignment: Consignment
    standing: ConsignmentStanding
    with_pending: ConsignmentStanding
    acts: tuple[ShownAct, ...] = ()
    remarks: tuple[Remark, ...] = ()
    change: int = 0
    cached_at: datetime | None = None
    leave: str = ""
    found_by: str = ""
    barcode: str = ""
    at_hand: AtHand = AtHand()

    def all_acts(self) -> tuple[Act, ...]:
        """Every act known at the bench, own unsent ones included, as the next act's `seen` needs them."""
        return tuple(shown.act for shown in self.acts)

    def still_counts(self, event_id: str) -> bool:
        """Whether what was recorded with this id still counts, as far as is known: neither annulled nor
        refused, and its goods, if it releases them, not held or seized since.
        """
        found = next((shown for shown in self.acts if shown.act.id == event_id), None)
        if found is None:
            return True
        if found.ended_by or found.state == "refused":
            return False
        goods = {entry.goods for entry in found.act.scope}
        in_force = {*self.with_pending.open_holds, *self.with_pending.seizures}
        return found.act.does() is not Effect.RELEASE or not any(
            goods.intersection(entry.goods for entry in act.scope)
            for act in self.all_acts()
            if act.id in in_force
        )

    def waiting(self) -> tuple[Act, ...]:
        """Own acts that the central service has not acknowledged."""
        return tuple(shown.act for shown in self.acts if shown.state == "waiting")


class Choice(Value):
    """One of several consignments that a barcode may mean."""

    id: str
    identifier: str
    lane: str
    score: int
    goods: str
    belongs_to: str


class Opened(Value):
    """A barcode or id led to one consignment."""

    consignment: OpenConsignment


class Several(Value):
    """A barcode belongs to several: a short list opens, never the first."""

    raw: str
    choices: tuple[Choice, ...]
    more: int = 0


class NotFound(Value):
    """Nothing in the cache has this barcode; `candidates` says what it can be."""

    raw: str
    candidates: tuple[Candidate, ...] = ()


LONGEST_LIST: Final = 50
MOST_ASKED: Final = 4
"""Forms of one barcode that the central service is asked for, each a question of its own."""
NO_CARD: Final = partial(MandateCard, state=UNKNOWN, officer="")


class Lookup(Protocol):
    """Asks the central service for a barcode; on a worker thread. Gives the ids that are in the cache
    afterwards.
    """

    def __call__(self, form: str) -> tuple[str, ...]: ...


class Opening:
    """Opens consignments from the cache: `by_barcode` and `by_id` are point look-ups for the screen's
    thread.
    """

    def __init__(
        self,
        reader: Callable[[], CacheReader],
        ledger: Ledger,
        lists: Lists,
        codes: CodeLists,
        lookup: Lookup,
        *,
        now: Callable[[], datetime],
        card: Callable[[], MandateCard] = NO_CARD,
        can_be_annulled: Callable[[str], bool] = lambda _id: False,
    ) -> None:
        self._reader = reader
        self._ledger = ledger
        self._lists = lists
        self._codes = codes
        self._lookup = lookup
        self._now = now
        self._card = card
        self._can_be_annulled = can_be_annulled

    def by_barcode(self, raw: str, other: str = "") -> Opened | Several | NotFound:
        """The consignment that has this barcode, or the several that do. The raw text is looked up first,
        then other forms; what no form of it is known by may be two barcodes in one read.

        `other` is what the same key strokes say in another way (`BarcodeRead.as_typed`): where that is known
        as well, both are offered, for a German keyboard tells Y and Z apart and a reader may not.
        """
        found = self.owners(raw, other)
        if len(found) == 1:
            ((id, belongs_to),) = found.items()
            opened = self.by_id(id)
            if opened is not None:
                return Opened(consignment=_found_by(opened, belongs_to, raw))
        return several(self._reader(), raw, found) if found else NotFound(raw=raw, candidates=candidates(raw))

    def owners(self, raw: str, other: str = "") -> dict[str, str]:
        """The consignments that `by_barcode` finds, each with what the barcode belongs to there."""
        reader = self._reader()
        found = self._owners(reader, raw)
        if found and other:
            found = self._owners(reader, other) | found
        for code in () if found else codes_within(raw):
            for id, belongs_to in self._owners(reader, code).items():
                found[id] = min(found.get(id, belongs_to), belongs_to, key=_distance)
        return found

    def _owners(self, reader: CacheReader, text: str) -> dict[str, str]:
        """The consignments that a text belongs to, each with what it is there: those that have its first
        known form, and those whose piece's own number a further form is: one label may bear two parcels'.
        """
        matches = reader.find(lookup_forms(text))
        if not matches:
            return {}
        declared = self._turned_out(reader, {match.id for match in matches})
        found: dict[str, str] = {}
        for match in matches:
            if match.value != matches[0].value and match.belongs_to not in OF_THE_PIECE:
                continue
            id = declared.get(match.id, match.id)
            found[id] = min(found.get(id, match.belongs_to), match.belongs_to, key=_distance)
        return found

    def _turned_out(self, reader: CacheReader, ids: Collection[str]) -> Mapping[str, str]:
        """Of these the provisional ones that turned out to be another that is here, with that one."""
        declared = self._ledger.notes.turned_out(ids)
        here = reader.refs_of({*declared.values()}) if declared else {}
        return {provisional: id for provisional, id in declared.items() if id in here}

    def at_central_service(
        self, raw: str, is_wanted: Callable[[], bool] = lambda: True
    ) -> Opened | Several | NotFound:
        """Ask the central service for a barcode that the cache does not have, then look again; of two in one
        read for each. For a worker thread. `is_wanted` is looked at before each question: whether anybody
        still waits for the answer.
        """
        for text in (codes_within(raw) or (raw,))[:MOST_ASKED]:
            for form in forms_to_ask(text):
                if not is_wanted() or self._lookup(form):
                    break
        return self.by_barcode(raw)

    def by_id(self, consignment_id: str) -> OpenConsignment | None:
        """The consignment with this id as it is known here now, or none. What was provisional and has turned
        out to be a declared one opens as that one.
        """
        turned_out = self._ledger.notes.turned_out((consignment_id,)).get(consignment_id)
        found = self._known(turned_out) if turned_out else None
        return found or self._known(consignment_id)

    def _known(self, id: str) -> OpenConsignment | None:
        reader = self._reader()
        cached = document_of(reader, self._ledger, id)
        here = as_known(reader, self._ledger, cached.body) if cached is not None else None
        if cached is None or here is None:
            return None
        known = {act.id: ShownAct(act=act, state="known") for act in here.consignment.acts}
        for entry in here.own:
            # What the central service tells of an act counts once it tells it; until then the ledger does.
            known.setdefault(entry.act.id, ShownAct(act=entry.act, state=entry.state))
        goods = goods_of(here.document)
        all_acts = [shown.act for shown in known.values()]
        settled = [shown.act for shown in known.values() if shown.state != "waiting"]
        graph = ActGraph(all_acts)
        with_pending = standing_of(goods, all_acts)
        unknown = unknown_fields(cached.body)
        return OpenConsignment(
            ref=cached.ref,
            id=id,
            consignment=here.consignment,
            standing=standing_of(goods, settled),
            with_pending=with_pending,
            acts=tuple(_shown(shown, graph) for shown in known.values()),
            remarks=(*here.reading.remarks, *unknown, *self._quality(here.document)),
            change=cached.change,
            cached_at=cached.cached_at,
            leave=self._leave(with_pending, known.values()),
        )

    def _leave(self, standing: ConsignmentStanding, acts: Iterable[ShownAct]) -> str:
        waits = [e.act.id for e in acts if e.state == "waiting" and e.act.does() is Effect.RELEASE]
        # A hold that came meanwhile keeps the goods here, whatever the mandate says.
        if not waits or standing.standing is not Standing.RELEASED:
            return ""
        card = self._card()
        if card.state == UNKNOWN:
            return ""
        if not card.lets_leave():
            return "acknowledged"
        return "annulment" if any(map(self._can_be_annulled, waits)) else "now"

    def _quality(self, consignment: Consignment) -> tuple[Remark, ...]:
        if consignment.provisional:
            return ()  # nobody has declared anything that could be judged
        return remarks_of(consignment, self._codes, self._lists.all(), now=self._now())


def forms_to_ask(text: str) -> tuple[str, ...]:
    """The forms under which the central service may know a barcode, the likeliest first: none with the
    symbology that a reader puts before the text.
    """
    return tuple(form for form in lookup_forms(text) if not form.startswith("]"))[:MOST_ASKED]


NEAREST_FIRST: Final = ("parcel", "consignment", "label", "receptacle", "master", "filing")
"""What a number can belong to, from the piece in the hand outwards."""


OF_THE_PIECE: Final = NEAREST_FIRST[:2]
"""What a number belongs to when the thing that bears it is the parcel, or all parcels of a consignment."""


def _distance(belongs_to: str) -> int:
    return NEAREST_FIRST.index(belongs_to) if belongs_to in NEAREST_FIRST else len(NEAREST_FIRST)


def several(reader: CacheReader, raw: str, belongs_to: Mapping[str, str]) -> Several:
    """Those whose own parcel it is before those whose receptacle or filing it is, then by score."""
    rows = reader.rows(tuple(reader.refs_of(tuple(belongs_to)).values()))
    rows.sort(key=lambda row: (_distance(belongs_to[row.id]), -row.score))
    choices = tuple(
        Choice(
            id=row.id,
            identifier=row.identifier,
            lane=row.lane,
            score=row.score,
            goods=row.goods,
            belongs_to=belongs_to[row.id],
        )
        for row in rows[:LONGEST_LIST]
    )
    return Several(raw=raw, choices=choices, more=len(rows) - len(choices))


def _shown(shown: ShownAct, graph: ActGraph) -> ShownAct:
    act = graph.acts[shown.act.id]
    ended_by = graph.lifted_by.get(act.id) or graph.annulled_by.get(act.id, "")
    return ShownAct(act=act, state=shown.state, in_force=graph.in_force(act), ended_by=ended_by)


def _found_by(opened: OpenConsignment, belongs_to: str, raw: str) -> OpenConsignment:
    return replace(opened, found_by=belongs_to, barcode=raw)
