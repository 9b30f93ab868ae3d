"""A hunt: parcel after parcel of a cage is read, and each read is answered: one of those looked for, or not.

What is looked for is asked of the queue once; what was found is recorded as sightings, one by one. Nothing
else of a hunt is kept: a program that was ended in the middle of one asks the list anew, and what was found
stays found.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace

from workstation.barcode.identify import candidates, is_doubtful, lookup_forms, names_no_parcel
from workstation.barcode.labels import label_of
from workstation.barcode.reads import BarcodeRead
from workstation.cache.queue import QueueFilter, QueueSort
from workstation.cache.store import CacheReader
from workstation.desk.parcel_read import parcels_named, read_of
from workstation.desk.read_answer import Answer
from workstation.domain.consignment import Consignment, Identifier, Parcel, called_by
from workstation.domain.identifiers import normalised
from workstation.domain.sighting import MISSING, PRESENTED
from workstation.domain.value import Value
from workstation.host.settings import LabelPrefixes

MOST: Final = 1_000
"""Consignments that one hunt looks for at most: nobody walks through a cage for more."""

MOST_PARCELS: Final = 5_000
"""Parcels of them all; a single consignment may have more."""

OPEN: Final = "open"
FOUND: Final = "found"
ABSENT: Final = "absent"
"""How it stands with a wanted parcel: still looked for, found, or said by somebody to be missing."""

OF_THE_PIECE: Final = ("parcel", "consignment")
"""What a number must belong to, so that reading it finds a parcel."""


Owners = Callable[[str, str], Mapping[str, str]]
"""Whose a barcode is: consignments by id, each with what it names there (parcel, receptacle ...); the second
text is what the same key strokes say in another way.
"""


class Key(NamedTuple):
    """Which parcel: the consignment's id, and the parcel's within it (where it lists none, the consignment's
    own).
    """

    consignment: str
    parcel: str


class WantedParcel(Value):
    """A parcel that is looked for. `number` is what it is called, `piece` which of `pieces` of its
    consignment.

    `state` is `open`, `found` or `absent`; `by`, `bench`, `place` and `at` say who saw it last (or looked for
    it in vain), where and when. `recorded` is false from the read that found it until that is on the disk.
    """

    consignment: str
    parcel: str
    number: str
    kind: str = ""
    lane: str = ""
    goods: str = ""
    piece: int = 1
    pieces: int = 1
    state: str = OPEN
    by: str = ""
    bench: str = ""
    place: str = ""
    at: datetime | None = None
    recorded: bool = True

    @property
    def key(self) -> Key:
        """Which parcel it is."""
        return Key(self.consignment, self.parcel)


class Sought(Value):
    """What a hunt begins with. `more` are consignments of the filter beyond what one hunt can look for,
    `left` parcels that have left the office.
    """

    parcels: tuple[WantedParcel, ...] = ()
    consignments: tuple[Consignment, ...] = ()
    more: int = 0
    left: int = 0


class HuntCounts(Value):
    """How many parcels are looked for, how many of them are found, how many somebody said to be missing."""

    all: int = 0
    found: int = 0
    absent: int = 0

    @property
    def open(self) -> int:
        """How many are still to be found."""
        return self.all - self.found - self.absent


class HuntAnswer(Value):
    """What became of one read in a hunt.

    `number` is what was read is called, `kind` its best candidate's or the label's. `parcel` is the wanted
    one, as it is now (`wanted`) or as it was found before (`again`). `belongs_to` says what the number names
    where it is no parcel's, `inside` how many wanted parcels go with it. `flaw` as in `BarcodeRead`.
    """

    answer: Answer
    raw: str = ""
    number: str = ""
    kind: str = ""
    parcel: WantedParcel | None = None
    belongs_to: str = ""
    inside: int = 0
    flaw: str = ""
    is_same_read: bool = False


class Here(Value):
    """Who hunts, and where."""

    officer: str
    bench: str


class HuntDesk:
    """Makes the lists of hunts. `look_for`, `look_for_one` and `as_they_are` are for a reader's thread."""

    def __init__(
        self,
        reader: Callable[[], CacheReader],
        known: Callable[[str], Consignment | None],
        owners: Owners,
        here: Callable[[], Here],
        now: Callable[[], datetime],
    ) -> None:
        """`known` is a consignment as the bench knows it now, its own sightings included; `owners` says whose
        a barcode is, as when it is opened (`Opening.owners`).
        """
        self._reader, self._known, self._owners = reader, known, owners
        self._here, self._now = here, now

    def look_for(self, chosen: QueueFilter, sort: QueueSort) -> Sought:
        """The parcels of the queue's filter, in its order."""
        reader = self._reader()
        refs = reader.queue_ids(chosen, sort, limit=MOST)
        consignments = _within(self.as_they_are([row.id for row in reader.rows(refs)]), MOST_PARCELS)
        is_cut = len(refs) == MOST or len(consignments) < len(refs)
        more = max(0, reader.count(chosen) - len(consignments)) if is_cut else 0
        return replace(sought_of(consignments), more=more)

    def look_for_one(self, consignment_id: str) -> Sought:
        """The parcels of one consignment."""
        return sought_of(self.as_they_are((consignment_id,)))

    def as_they_are(self, ids: Iterable[str]) -> tuple[Consignment, ...]:
        """These consignments as the bench knows them now; what is not in the cache any more is left out."""
        found = (self._known(each) for each in ids)
        return tuple(each for each in found if each is not None)

    def begin(self, sought: Sought, labels: LabelPrefixes, again_ms: int) -> "Hunt":
        """A hunt for these parcels. `labels` says how a place's label begins; for `again_ms` after a read the
        same barcode is the reader's, held still.
        """
        return Hunt(self._owners, sought, labels, self._here(), self._now, again_ms)


def _within(consignments: Sequence[Consignment], parcels: int) -> Sequence[Consignment]:
    """The first consignments that have so many parcels together; the first of all, whatever it has."""
    for at, each in enumerate(consignments):
        parcels -= max(1, len(each.parcels))
        if parcels < 0:
            return consignments[: max(1, at)]
    return consignments


def sought_of(consignments: Sequence[Consignment]) -> Sought:
    """The parcels of these consignments: those that were seen at the office count as found from the first."""
    pieces = [(each, parcel) for each in consignments for parcel in (each.parcels or (Parcel(id=each.id),))]
    return Sought(
        parcels=tuple(_wanted(each, parcel) for each, parcel in pieces if parcel.presence != "left"),
        consignments=tuple(map(_slim, consignments)),
        left=sum(parcel.presence == "left" for _each, parcel in pieces),
    )


class Hunt:
    """One hunt, on the screen's thread: each read is answered by point look-ups, in the reads' order."""

    def __init__(
        self,
        owners: Owners,
        sought: Sought,
        labels: LabelPrefixes,
        here: Here,
        now: Callable[[], datetime],
        again_ms: int,
    ) -> None:
        self.place = ""
        """Where the parcels that are found lie: the code of the place's label that was read last."""
        self.sought = sought
        self._known_owners, self._labels, self._here, self._now = owners, labels, here, now
        self._again_ms = again_ms
        self._wanted = {each.key: each for each in sought.parcels}
        self._consignments = {each.id: each for each in sought.consignments}
        self._numbers = _numbers_of(sought.consignments)
        self._before_find: dict[Key, WantedParcel] = {}
        """How it stood with each parcel that was found and is not recorded yet."""
        self._last: tuple[BarcodeRead, HuntAnswer] | None = None

    # --- how it stands ------------------------------------------------------------------------------------

    def parcels(self) -> tuple[WantedParcel, ...]:
        """Every parcel as it stands now, in the order of the list."""
        return tuple(self._wanted.values())

    def counts(self) -> HuntCounts:
        """How many there are, and how many of them are found or missing."""
        states = [each.state for each in self._wanted.values()]
        return HuntCounts(all=len(states), found=states.count(FOUND), absent=states.count(ABSENT))

    def looks_for(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Those of these consignments that are looked for."""
        return tuple(each for each in ids if each in self._consignments)

    def is_open(self, key: Key) -> bool:
        """Whether this parcel is still looked for."""
        return self._wanted[key].state == OPEN

    # --- a read -------------------------------------------------------------------------------------------

    def take(self, read: BarcodeRead) -> HuntAnswer:
        """Answer one read. A wanted parcel counts as found from now on; that it is recorded says `settle`."""
        last, answer = self._last, self._answer(read)
        if last is not None and answer.parcel is not None and _is_same(last[0], read, self._again_ms):
            # The reader sent it twice: the answer of a moment ago stands.
            answer = replace(answer, is_same_read=answer.answer is Answer.AGAIN)
        self._last = (read, answer)
        return answer

    def _answer(self, read: BarcodeRead) -> HuntAnswer:
        if read.flaw:
            return HuntAnswer(answer=Answer.FLAWED, raw=read.text, number=read.text, flaw=read.flaw)
        owners = self._owners(read)
        return self._owned(read, owners) if owners else self._nobodys(read)

    def _owners(self, read: BarcodeRead) -> dict[str, str]:
        """Whose number it is, and what it names there; nothing where nobody is known to have it. Those that
        are looked for are known without the cache.
        """
        found = dict(self._known_owners(read.text, read.as_typed))
        for text in filter(None, (read.text, read.as_typed)):
            for form in lookup_forms(text):
                own = self._numbers.get(form, ())
                for consignment, belongs_to in own:
                    if found.get(consignment) not in OF_THE_PIECE:
                        found[consignment] = belongs_to
                if own:
                    break
        return found

    def _owned(self, read: BarcodeRead, owners: dict[str, str]) -> HuntAnswer:
        best = candidates(read.text)[0]
        said = HuntAnswer(
            answer=Answer.NOT_WANTED, raw=read.text, number=best.value or read.text, kind=best.kind
        )
        near = [each for each, belongs_to in owners.items() if belongs_to in OF_THE_PIECE]
        if not near:
            inside = sum(each.consignment in owners for each in self._wanted.values() if each.state != FOUND)
            belongs_to = next(iter(owners.values()))
            return replace(said, answer=Answer.NO_IDENTIFIER, belongs_to=belongs_to, inside=inside)
        wanted = [each for each in near if each in self._consignments]
        if not wanted:
            return said
        if not any(self._is_of_piece(read, self._consignments[each]) for each in wanted):
            return replace(said, answer=Answer.NO_IDENTIFIER, inside=len(wanted))
        if len(near) > 1:
            return replace(said, answer=Answer.SEVERAL)
        pieces = self._pieces(read, wanted[0])
        if len(pieces) > 1:
            return replace(said, answer=Answer.SEVERAL)
        return self._found(said, pieces[0]) if pieces else said

    def _is_of_piece(self, read: BarcodeRead, consignment: Consignment) -> bool:
        return read_of(replace(read, is_own_label=False), consignment) is not None

    def _pieces(self, read: BarcodeRead, consignment: str) -> tuple[WantedParcel, ...]:
        """The wanted parcels of a consignment that the read names; all where it does not say which."""
        slim = self._consignments[consignment]
        named = parcels_named(read.text, slim) or parcels_named(read.as_typed, slim)
        own = (each for each in self._wanted.values() if each.consignment == consignment)
        return tuple(each for each in own if not named or each.parcel in named)

    def _found(self, said: HuntAnswer, parcel: WantedParcel) -> HuntAnswer:
        if parcel.state == FOUND:
            return replace(said, answer=Answer.AGAIN, parcel=parcel)
        found = replace(
            parcel,
            state=FOUND,
            by=self._here.officer,
            bench=self._here.bench,
            place=self.place,
            at=self._now(),
            recorded=False,
        )
        self._before_find[parcel.key] = parcel
        self._wanted[parcel.key] = found
        return replace(said, answer=Answer.WANTED, parcel=found)

    def _nobodys(self, read: BarcodeRead) -> HuntAnswer:
        text = read.text
        label = label_of(text, self._labels) or label_of(read.as_typed, self._labels)
        if label is not None:
            if label.kind == "place":
                self.place = label.code
            return HuntAnswer(answer=Answer.LABEL, raw=text, number=label.code, kind=label.kind)
        best = candidates(text)[0]
        answer = Answer.NOT_FOUND
        if is_doubtful(text):
            answer = Answer.BAD_CHECK_DIGIT
        elif best.kind != "unknown" and names_no_parcel(text):
            answer = Answer.NO_IDENTIFIER
        return HuntAnswer(answer=answer, raw=text, number=best.value or text, kind=best.kind)

    # --- what was recorded, and what others say -----------------------------------------------------------

    def settle(self, key: Key, *, recorded: bool) -> None:
        """A find is on the disk; or it could not be recorded, and it stands with the parcel as before."""
        before = self._before_find.pop(key, None)
        if recorded:
            self._wanted[key] = replace(self._wanted[key], recorded=True)
        elif before is not None:
            self._wanted[key] = before

    def give_up(self, key: Key) -> None:
        """It is on the disk that this parcel was looked for and not found. One that was found meanwhile stays
        found.
        """
        here, before = self._here, self._before_find.get(key)
        parcel = before or self._wanted[key]
        if parcel.state != OPEN:
            return
        absent = replace(parcel, state=ABSENT, by=here.officer, bench=here.bench, place="", at=self._now())
        (self._before_find if before is not None else self._wanted)[key] = absent

    def hear(self, consignments: Iterable[Consignment]) -> tuple[WantedParcel, ...]:
        """Consignments as they are known now: parcels that others have found since, or looked for in vain."""
        changed = []
        for wanted in sought_of(tuple(consignments)).parcels:
            before = self._wanted.get(wanted.key)
            if before is None or before.state == FOUND or wanted.state in (before.state, OPEN):
                continue
            self._wanted[wanted.key] = wanted
            changed.append(wanted)
        return tuple(changed)


def _wanted(consignment: Consignment, parcel: Parcel) -> WantedParcel:
    number = _number_of(consignment, parcel)
    ids = [each.id for each in consignment.parcels]
    states = {PRESENTED: FOUND, MISSING: ABSENT}
    state = states.get(parcel.presence, OPEN)
    goods = next((each.description for each in consignment.goods_items if each.description), "")
    return WantedParcel(
        consignment=consignment.id,
        parcel=parcel.id,
        number=number.value,
        kind=number.kind,
        lane=consignment.risk.lane,
        goods=goods,
        piece=ids.index(parcel.id) + 1 if parcel.id in ids else 1,
        pieces=max(1, len(ids)),
        state=state,
        by=parcel.seen_by,
        bench=parcel.seen_bench,
        place=parcel.location,
        at=parcel.seen_at,
    )


def _number_of(consignment: Consignment, parcel: Parcel) -> Identifier:
    own = (
        each
        for each in consignment.identifiers
        if each.belongs_to == "parcel" and each.value and each.of == parcel.id
    )
    return next(own, called_by(consignment))


def _slim(consignment: Consignment) -> Consignment:
    """As much of it as says whose barcode is read."""
    return Consignment(
        id=consignment.id,
        identifiers=consignment.identifiers,
        parcels=consignment.parcels,
        transport=consignment.transport,
    )


def _numbers_of(consignments: Iterable[Consignment]) -> dict[str, list[tuple[str, str]]]:
    """Whose number each is (consignment, what it names): a hunt knows its own without the cache."""
    numbers: dict[str, list[tuple[str, str]]] = {}
    for consignment in consignments:
        named = [(each.value, each.belongs_to) for each in consignment.identifiers]
        if (transport := consignment.transport) is not None:
            named += [
                (transport.house_document, "consignment"),
                (transport.master_document, "master"),
                (transport.receptacle, "receptacle"),
            ]
        for value, belongs_to in named:
            if form := normalised(value):
                numbers.setdefault(form, []).append((consignment.id, belongs_to))
    return numbers


def _is_same(before: BarcodeRead, read: BarcodeRead, again_ms: int) -> bool:
    """Whether the reader, held still, read one label twice."""
    return (before.text, before.source) == (
        read.text,
        read.source,
    ) and 0 <= read.started_ms - before.ended_ms <= again_ms
