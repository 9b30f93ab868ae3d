"""What an opened consignment means for a decision: its name, what stands in the way, what can be named."""

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication

from workstation.barcode.reads import BarcodeRead
from workstation.desk.decide import Recorded
from workstation.desk.mandate import MandateCard
from workstation.desk.open import OpenConsignment, ShownAct
from workstation.domain.act import Effect, ScopeEntry
from workstation.domain.decision import DecisionDraft, Obstacle
from workstation.domain.interlock import parcels_left_open
from workstation.domain.mandate import MANDATE_WORDS
from workstation.domain.standing import Standing
from workstation.ui.decision.form import UNREAD, FormDesk, Named
from workstation.ui.decision.words import Coded, act_in_short, condition_in_short, obstacle_words
from workstation.ui.parts import formats
from workstation.ui.parts.naming import piece_words
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import shown
from workstation.ui.parts.words import act_word

translate = QCoreApplication.translate

OF_SECOND: Final = frozenset({"mandate.needs_second", "mandate.second_same"})
"""Obstacles that end when a second officer is named."""

ANNULLED: Final = frozenset({Effect.RELEASE, Effect.HOLD, Effect.SEIZE})
"""Effects of acts that a form offers to annul; a mandate says which of them."""

OF_ONE_ACT: Final = frozenset(
    {"mandate.kind", "mandate.lane", "mandate.category", "mandate.offline", "mandate.online"}
)
"""Obstacles that are about the kind of act; another may be within the mandate."""

MOST_OBSTACLES = 12
"""Sentences that are listed; of more, their number."""


class DecidingDesk(FormDesk, Protocol):
    """What the panel asks of the desk; `desk.decide.Deciding` is one."""

    def releasable_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        """The goods that a release would be about."""

    def card(self) -> MandateCard:
        """What the officer at work may decide."""

    def record(
        self,
        draft: DecisionDraft,
        opened: OpenConsignment,
        last_read: BarcodeRead | None,
        images: Sequence[str],
    ) -> Recorded:
        """Write it down; on the ledger's writer. Raises `Problem`."""


def release_of(desk: DecidingDesk, opened: OpenConsignment) -> DecisionDraft:
    """The release of all that may be released."""
    return DecisionDraft(kind="release", consignment=opened.id, scope=desk.releasable_scope(opened))


def whats_in_the_way(desk: DecidingDesk, opened: OpenConsignment, coded: Coded) -> tuple[list[str], str]:
    """What stands in the way of a release, in sentences, and the role of their ink."""
    if opened.with_pending.goods and opened.with_pending.standing is Standing.RELEASED:
        if opened.standing.standing is Standing.RELEASED:
            return [translate("Decision", "Everything is released.")], "good"
        return may_leave_words(opened.leave), "attention"
    draft = release_of(desk, opened)
    obstacles = desk.obstacles(draft, opened)
    outside = _outside_the_mandate(desk, opened, coded, obstacles)
    open_still = stays_open(desk, opened)
    if only_asks(obstacles, desk):
        asks = [obstacle_words(e, opened, coded) for e in obstacles if e.code in UNREAD]
        if any(each.code in OF_SECOND for each in obstacles):
            asks.append(translate("Decision", "A release needs a second officer: its key asks who."))
        return [*asks, *open_still, *_asked_for(opened, coded), *outside], "strong"
    if not obstacles:
        asked = _asked_for(opened, coded)
        if asked:
            return [
                translate("Decision", "Nothing stops a release, but this is asked for:"),
                *asked,
                *open_still,
                *outside,
            ], "strong"
        free = translate("Decision", "Nothing stands in the way of a release.")
        return [free, *open_still, *outside], "strong" if open_still else "good"
    # Goods that are held or seized leave nothing to release: then the holds say why, not the empty scope.
    said = [_of_release(each, opened, coded) for each in obstacles if each.code != "scope.empty"]
    if not draft.scope:
        said = [*_in_force(opened, coded), *said]
    said += [*_by_hand(desk, opened, obstacles), *open_still]
    said = [*(said or [obstacle_words(obstacles[0], opened, coded)]), *outside]
    if len(said) > MOST_OBSTACLES:
        more = len(said) - MOST_OBSTACLES
        said[MOST_OBSTACLES:] = [translate("Decision", "and %n more", None, more)]
    return said, "attention"


def only_asks(obstacles: Sequence[Obstacle], desk: DecidingDesk) -> bool:
    """Whether all that is missing is asked for in a form: a second officer, or why the barcode was not read
    where a reason may stand for it.
    """
    asked = OF_SECOND | UNREAD if desk.exceptions() else OF_SECOND
    return bool(obstacles) and all(each.code in asked for each in obstacles)


def _by_hand(desk: DecidingDesk, opened: OpenConsignment, obstacles: Sequence[Obstacle]) -> list[str]:
    """Of several pieces a reason alone does not say which one lies here; its number does, typed in."""
    is_unread = any(each.code == "parcel.not_read" for each in obstacles)
    if not is_unread or len(opened.consignment.parcels) < 2 or not desk.exceptions():
        return []
    words = translate("Decision", "Its label cannot be read: type the number of the piece, {key}.")
    return [words.format(key=key_of("type_number"))]


def stays_open(desk: DecidingDesk, opened: OpenConsignment) -> list[str]:
    """Which parcels were not presented, whose goods a release here leaves open; several on a line each below
    what is said of all. What is decided already stays as it is.
    """
    if not desk.workplace.has_parcels:
        return []
    open_goods = {g.goods for g in opened.with_pending.goods if g.standing is Standing.UNDECIDED}
    of_open = {item.parcel for item in opened.consignment.goods_items if item.id in open_goods}
    known = {parcel.id for parcel in opened.consignment.parcels}
    away = parcels_left_open(opened.consignment, opened.at_hand, desk.workplace)
    left = [
        " · ".join((parcel_name(opened, each), *_last_seen(opened, each)))
        for each in away
        if each in of_open or of_open - known
    ]
    if len(left) > 1:
        return [translate("Decision", "Not presented here, and stay open:"), *left]
    words = translate("Decision", "Not presented here, and stays open: {parcel}")
    return [words.format(parcel=each) for each in left]


def _last_seen(opened: OpenConsignment, parcel: str) -> list[str]:
    """Where a parcel was last seen, in words; nothing where nobody has seen it."""
    (seen,) = (each for each in opened.consignment.parcels if each.id == parcel)
    where = [shown(each, 40) for each in (seen.seen_bench, seen.location) if each]
    words = translate("Decision", "last seen at {where}")
    return [words.format(where=", ".join(where))] if where else []


def parcel_name(opened: OpenConsignment, parcel: str) -> str:
    """What a parcel is called: the number on it, else its id."""
    for each in opened.consignment.identifiers:
        if each.belongs_to == "parcel" and each.of == parcel:
            which = piece_words(opened.consignment, parcel)
            return " · ".join(filter(None, (formats.identifier(each.value, each.kind), which)))
    return formats.identifier(parcel[:40])


def may_leave_words(leave: str) -> list[str]:
    """Of a release that waits, and first of its goods where they may leave; `leave` as in
    `OpenConsignment`.
    """
    if leave == "now":
        return [
            translate("Decision", "By your mandate the goods may leave now."),
            translate("Decision", "The central service has not acknowledged the release yet."),
        ]
    waits = [translate("Decision", "The release waits for the central service: not released yet.")]
    if leave == "annulment":
        waits.append(translate("Decision", "The goods stay for as long as it can be annulled here."))
    elif leave:
        waits.append(translate("Decision", "The goods stay until it has acknowledged the release."))
    return waits


def _of_release(obstacle: Obstacle, opened: OpenConsignment, coded: Coded) -> str:
    """With the name of the act where the words speak of "this act"."""
    said = obstacle_words(obstacle, opened, coded)
    return f"{act_word('release')}: {said}" if obstacle.code in OF_ONE_ACT else said


def _outside_the_mandate(
    desk: DecidingDesk, opened: OpenConsignment, coded: Coded, said: Sequence[Obstacle]
) -> list[str]:
    """Holds and seizures that the mandate does not cover here, a line each; what is said of the release is
    not said again.
    """
    lines = []
    for kind in ("hold", "seize"):
        draft = DecisionDraft(kind=kind, consignment=opened.id)
        for each in desk.obstacles(draft, opened):
            is_of_mandate = each.code in MANDATE_WORDS and each.code not in OF_SECOND
            if is_of_mandate and each not in said:
                lines.append(f"{act_word(kind)}: {obstacle_words(each, opened, coded)}")
    return lines


def _asked_for(opened: OpenConsignment, coded: Coded) -> list[str]:
    """The open conditions that a release does not wait for, a line each: they are no less to be done."""
    return [
        condition_in_short(each, coded)
        for each in opened.consignment.conditions
        if each.state == "open" and not each.blocking and each.kind != "hold"
    ][:MOST_OBSTACLES]


def _in_force(opened: OpenConsignment, coded: Coded) -> list[str]:
    """The holds and seizures in force, a line each."""
    by_id = {act.id: act for act in opened.all_acts()}
    named = (*opened.with_pending.seizures, *opened.with_pending.open_holds)
    return [f"{act_word(by_id[i].kind)}: {act_in_short(by_id[i], coded)}" for i in named if i in by_id]


def what_can_be_named(
    kind: str, desk: DecidingDesk, opened: OpenConsignment, coded: Coded
) -> tuple[Named, ...]:
    """For a lift the open holds of the own office or within the mandate, for an annulment the acts that the
    mandate lets this officer annul, for an acknowledgement the releases in conflict. For a release, what may
    be released.
    """
    by_id = {act.id: act for act in opened.all_acts()}
    if kind == "release":
        return (Named(code=kind, words=kind, names=(), scope=desk.releasable_scope(opened)),)
    if kind == "annul":
        sent = [entry.act for entry in opened.acts if _may_annul(entry, desk, opened)]
        return tuple(
            Named(
                code=act.id,
                words=f"{act_word(act.kind)}: {act_in_short(act, coded)}",
                names=(act.id,),
                scope=act.scope,
            )
            for act in sent
        )
    if kind == "lift":
        own = [by_id[i] for i in opened.with_pending.open_holds if _is_own(i, desk, opened)]
        return tuple(
            Named(code=act.id, words=act_in_short(act, coded), names=(act.id,), scope=act.scope)
            for act in own
        )
    if kind != "acknowledge":
        return ()
    found = []
    for conflict in opened.with_pending.conflicts:
        release = by_id[conflict.release]
        missed = "; ".join(act_in_short(by_id[i], coded) for i in conflict.missed)
        words = translate("Decision", "release {release}, without having seen: {missed}")
        found.append(
            Named(
                code=release.id,
                words=words.format(release=act_in_short(release, coded), missed=missed),
                names=(release.id, *conflict.missed),
                scope=release.scope,
            )
        )
    return tuple(found)


def _may_annul(entry: ShownAct, desk: DecidingDesk, opened: OpenConsignment) -> bool:
    if not entry.in_force or entry.act.does() not in ANNULLED or not desk.card().may_annul:
        return False
    draft = DecisionDraft(kind="annul", consignment=opened.id, names=(entry.act.id,))
    return not any(
        each.code in ("mandate.needed", "names.not_open") for each in desk.obstacles(draft, opened)
    )


def _is_own(hold: str, desk: DecidingDesk, opened: OpenConsignment) -> bool:
    draft = DecisionDraft(kind="lift", consignment=opened.id, names=(hold,))
    return not any(each.code == "owner.other" for each in desk.obstacles(draft, opened))
