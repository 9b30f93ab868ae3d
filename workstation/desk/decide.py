"""Record what an officer decides: release, hold, seize, lift, annul, acknowledge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from msgspec.structs import replace

from workstation.barcode.labels import Label, LabelKind
from workstation.barcode.reads import BarcodeRead
from workstation.desk.decision_entry import Around, entry_of
from workstation.desk.mandate import MandateCard, MandateDesk
from workstation.desk.marks import Drawn
from workstation.desk.open import OpenConsignment
from workstation.desk.parcel_read import at_hand
from workstation.desk.reference import Lists
from workstation.domain.act import Effect, ScopeEntry
from workstation.domain.decision import (
    LONGEST_REMARK,
    Bearing,
    DecisionDraft,
    Obstacle,
    Rules,
    goods_of,
    obstacles,
)
from workstation.domain.event import ReadMeaning, act_of
from workstation.domain.interlock import EXCEPTIONS, IMAGE, Workplace, goods_away
from workstation.domain.problems import Refused
from workstation.domain.provisional import OPENING_ASKED
from workstation.domain.reference import Coded
from workstation.domain.standing import Standing, standing_of
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.identity.officer import Officer
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync.consequences import covered, settled, strictest_kind

LOST_ACTS: Final = frozenset({"act.unusable", "act.incomplete", "acts.incomplete"})
"""Remarks of contract/reading.py that say that an act was lost or lost something: it may have been a hold."""

OF_OTHER_ACTS: Final = frozenset({"acknowledge", "annul"})
"""Decisions on acts that were recorded before, whatever the image shows."""


class Notes(Protocol):
    """What notes where parcels are, and what is asked of other benches; `desk.sightings.SightingDesk` is one.
    On the ledger's writer.
    """

    def located(self, consignment: str, parcels: Sequence[str], place: str) -> tuple[str, ...]:
        """These parcels were put at this storage place."""

    def labelled(self, consignment: str, parcel: str, label: Label, read: ReadMeaning) -> tuple[str, ...]:
        """A seal or an evidence bag was read with this parcel."""

    def ask_for_opening(self, consignment: str, remark: str, drawn: Drawn) -> tuple[str, ...]:
        """Send the consignment to an examination bench, with what was drawn on its images; the ids of the
        events.
        """


@dataclass(frozen=True)
class DecidingPlace:
    """Where it is decided: what is done there, which says whether the parcel must lie there; who is told
    where a parcel was put, and asks for openings; for how many seconds a release is held back, so that it can
    be annulled; what the officer has drawn on the images of a consignment, which goes with the decision; and
    whether its images are training images now, on which nothing is decided.
    """

    workplace: Workplace
    notes: Notes
    annul_within_s: float
    drawn_on: Callable[[str], Drawn]
    is_training: Callable[[str], bool] = lambda _consignment: False


class Recorded(Value):
    """A decision that is on the disk: its id and ledger sequence, and for how long it can still be
    annulled.
    """

    event_id: str
    sequence: int
    kind: str
    consignment: str
    annul_within_s: float = 0.0
    may_leave: bool = False
    """Of a release: once it cannot be annulled here any more the goods may leave, before the central service
    has acknowledged it.
    """


class Deciding:
    """Turns drafts into ledger entries: `obstacles` on the screen's thread, `record` on the ledger's writer.

    `put_overlay(consignment, standing, pending kind)` hands the queue's overlay to the cache's writer;
    `recorded` is told after each entry, so that it is sent. `mandate` says under which mandate and what
    circumstances an officer decides at this moment.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        put_overlay: Callable[[str, str, str], None],
        lists: Lists,
        officer: Callable[[], Officer],
        clock: Clock,
        place: DecidingPlace,
        recorded: Callable[[], None],
        mandate: MandateDesk,
    ) -> None:
        self.workplace = replace(place.workplace, bench=ledger.bench)
        self._notes = place.notes
        self._mandate = mandate
        self._ledger = ledger
        self._put_overlay = put_overlay
        self._lists = lists
        self._officer = officer
        self._clock = clock
        self._annul_within_s = place.annul_within_s
        self._recorded = recorded
        self._drawn_on = place.drawn_on
        self._is_training = place.is_training
        self._annulled_until: dict[str, float] = {}
        """Releases that are held back, and until when by the monotonic clock."""

    def reasons_for(self, kind: str) -> tuple[Coded, ...]:
        """Reasons the officer may choose from."""
        day = self._today()
        return tuple(row for row in self._lists.reasons_for(kind) if row.is_valid(day))

    def legal_bases_for(self, kind: str) -> tuple[Coded, ...]:
        """Legal bases the officer may choose from."""
        day = self._today()
        return tuple(row for row in self._lists.legal_bases_for(kind) if row.is_valid(day))

    def exceptions(self) -> tuple[Coded, ...]:
        """Reasons why a parcel's barcode was not read that the officer may choose from here."""
        allowed = self.workplace.has_parcels and self.workplace.may_be_unread
        return self._rows_of(EXCEPTIONS) if allowed else ()

    def places(self) -> tuple[Coded, ...]:
        """Storage places that are known by name."""
        return self._rows_of("places") if self.workplace.has_parcels else ()

    def _rows_of(self, name: str) -> tuple[Coded, ...]:
        listed, day = self._lists.all().get(name), self._today()
        return tuple(row for row in listed.rows if row.is_valid(day)) if listed else ()

    def whole_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        """Every goods item and every found goods, each listed with its quantity: the scope that a decision
        starts with.
        """
        items = tuple(ScopeEntry(goods=i.id, quantity=i.quantity) for i in opened.consignment.goods_items)
        found = {f.id: f for act in opened.all_acts() for f in act.found}
        return (*items, *(ScopeEntry(goods=f.id, quantity=f.quantity) for f in found.values()))

    def releasable_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        """The goods that nothing holds and nobody has released yet, and whose parcel is here where parcels
        are.
        """
        free = {g.goods for g in opened.with_pending.goods if g.standing is Standing.UNDECIDED}
        if self.workplace.has_parcels:
            free -= goods_away(opened.consignment, opened.at_hand, self.workplace)
        return tuple(entry for entry in self.whole_scope(opened) if entry.goods in free)

    def obstacles(self, draft: DecisionDraft, opened: OpenConsignment) -> tuple[Obstacle, ...]:
        """What still stands in the way of this draft."""
        return self._obstacles(draft, opened, self._mandate.bearing())

    def card(self) -> MandateCard:
        """What the officer at work may decide."""
        return self._mandate.card()

    def knows_officer(self, id: str) -> bool:
        """Whether this officer has worked at this bench, as far as mandates tell."""
        return self._mandate.knows(id)

    def _obstacles(
        self, draft: DecisionDraft, opened: OpenConsignment, bearing: Bearing
    ) -> tuple[Obstacle, ...]:
        if draft.kind == OPENING_ASKED:
            return _of_asking(draft.remark)
        rules = Rules(
            lists=self._lists.all(),
            day=self._today(),
            office=self._officer().office,
            acts_unreadable=any(remark.code in LOST_ACTS for remark in opened.remarks),
            bearing=bearing,
            workplace=self.workplace,
            at_hand=opened.at_hand,
        )
        return obstacles(draft, opened.consignment, opened.all_acts(), opened.with_pending, rules)

    def record(
        self,
        draft: DecisionDraft,
        opened: OpenConsignment,
        last_read: BarcodeRead | None,
        images: Sequence[str],
    ) -> Recorded:
        """Write the decision down, by what was read here last (`opened.at_hand` is the screen's, and not
        believed). When this returns it is on the disk; nothing that follows can lose it.
        """
        if draft.consignment != opened.id:
            raise ValueError("the draft is about another consignment than the one that is open")
        if draft.kind not in OF_OTHER_ACTS and self._is_training(opened.id):
            raise _on_training_image()
        if draft.kind == OPENING_ASKED:
            _refuse(_of_asking(draft.remark))
            return self._send_for_opening(draft)
        opened = replace(opened, at_hand=at_hand(last_read, opened.consignment))
        # Once: the entry says what it was judged by.
        bearing = self._mandate.bearing()
        in_the_way = self._obstacles(draft, opened, bearing)
        _refuse(in_the_way)
        self._refuse_if_stale(opened)
        around = Around(
            officer=self._officer(),
            bearing=bearing,
            workplace=self.workplace,
            last_read=last_read,
            images=tuple(images),
            hold_back_s=self._annul_within_s if draft.kind == "release" else 0.0,
            drawn=self._drawn_on(draft.consignment),
        )
        event = entry_of(draft, opened, around)
        submission = self._ledger.record(event)
        self._hold_back(submission.event.id, event.hold_back_s)
        self._end_settled(opened, submission.event.id)
        waiting = act_of(submission.event, submission.particulars)
        standing = standing_of(goods_of(opened.consignment), (*opened.all_acts(), waiting))
        pending = strictest_kind([*opened.waiting(), waiting])
        self._put_overlay(opened.id, standing.standing.value, pending)
        self._recorded()
        if event.place:
            self._notes.located(opened.id, opened.at_hand.parcels, event.place)
        self._note_labels(opened, draft.labels)
        return Recorded(
            event_id=submission.event.id,
            sequence=submission.event.sequence,
            kind=draft.kind,
            consignment=opened.id,
            annul_within_s=event.hold_back_s,
            may_leave=self._mandate.card().may_leave_before_acknowledged,
        )

    def _note_labels(self, opened: OpenConsignment, labels: Sequence[ReadMeaning]) -> None:
        """Seals and evidence bags go with the parcel that lay here, as those that are read without a form do.
        Where none of several was read the act alone has them.
        """
        only_piece = ("",) if len(opened.consignment.parcels) < 2 else ()
        for each in labels:
            kind: LabelKind = "seal" if each.kind == "seal" else "evidence_bag"
            for parcel in opened.at_hand.parcels or only_piece:
                self._notes.labelled(opened.id, parcel, Label(kind, each.value), each)

    def _refuse_if_stale(self, opened: OpenConsignment) -> None:
        shown = {act.id for act in opened.all_acts()}
        acts = (e.act for e in self._ledger.acts_on(opened.id) if e.act.does() is not Effect.NONE)
        if any(act.id not in shown for act in acts):
            raise Refused(
                "Another decision on this consignment was recorded here a moment ago.",
                safe="That one is safe; this one was not recorded.",
                do_now="Open the consignment again to see both, then decide.",
                code="decision.stale",
            )

    def _send_for_opening(self, draft: DecisionDraft) -> Recorded:
        """No act: goods stand where they stood. It names no mandate."""
        if self.workplace.kind != IMAGE:
            raise ValueError("only an image desk sends for opening")
        ids = self._notes.ask_for_opening(draft.consignment, draft.remark, self._drawn_on(draft.consignment))
        return Recorded(event_id=ids[0], sequence=0, kind=draft.kind, consignment=draft.consignment)

    def _hold_back(self, event_id: str, seconds: float) -> None:
        now = self._clock.monotonic()
        left = {id: until for id, until in self._annulled_until.items() if until > now}
        self._annulled_until = left | {event_id: now + seconds}

    def can_be_annulled(self, event_id: str) -> bool:
        """Whether a release was recorded here so short a time ago that it is still held back."""
        until = self._annulled_until.get(event_id)
        return until is not None and self._clock.monotonic() < until

    def acknowledge_unseen(self, consignment: str, names: Sequence[str]) -> Recorded:
        """Acknowledge acts on a consignment that the cache does not have, or has without them: nothing else
        is decided on what is not seen. It names no mandate: there is nothing on the screen to judge it by.
        """
        bearing = self._mandate.bearing()
        submission = self._ledger.record(
            EventDraft(
                kind="acknowledge",
                officer=self._officer().id,
                consignment=consignment,
                names=tuple(names),
                clock_offset_ms=bearing.clock_offset_ms,
                line=bearing.line,
                service_time=bearing.service_time,
            )
        )
        over = covered(self._ledger.attention_keys_on(consignment), names)
        if over:
            self._ledger.end_attention_by_key(over, submission.event.id)
        self._recorded()
        event = submission.event
        return Recorded(event_id=event.id, sequence=event.sequence, kind=event.kind, consignment=consignment)

    def _end_settled(self, opened: OpenConsignment, by: str) -> None:
        """What the act has settled (an acknowledgement names both) is over at once, line or not; also what
        was raised on a provisional consignment before it turned out to be this. Lost in a power cut it is
        made good at the next start.
        """
        linked = opened.consignment.linked
        keys = [key for each in (opened.id, *linked) for key in self._ledger.attention_keys_on(each)]
        over = settled(keys, opened.consignment, self._ledger.acts_on(opened.id, linked)) if keys else ()
        if over:
            self._ledger.end_attention_by_key(over, by)

    def annulment_of(self, recorded: Recorded) -> DecisionDraft:
        """The draft that annuls a release which has not been sent yet."""
        return DecisionDraft(kind="annul", consignment=recorded.consignment, names=(recorded.event_id,))

    def _today(self) -> date:
        """The day at the office: by the service's time as reckoned here, and only before the service was
        ever heard by the bench's own clock.
        """
        return (self._mandate.bearing().service_time or self._clock.now()).astimezone().date()


def _on_training_image() -> Refused:
    return Refused(
        "A threat is mixed into this image to practise on.",
        safe="Nothing was recorded.",
        do_now="Look at the parcel's own image, then decide.",
        code="decision.training_image",
    )


def _of_asking(remark: str) -> tuple[Obstacle, ...]:
    """What a request for an opening lacks: who opens the parcel reads nothing else of why."""
    if len(remark) > LONGEST_REMARK:
        return (Obstacle(code="remark.too_long"),)
    return () if any(sign.isalnum() for sign in remark) else (Obstacle(code="remark.needed"),)


def _refuse(in_the_way: Sequence[Obstacle]) -> None:
    if in_the_way:
        raise Refused(
            "Something still stands in the way of this decision.",
            safe="Nothing was recorded.",
            do_now="Look at what is listed above the decision keys.",
            code=f"decision.{in_the_way[0].code}",
        )
