"""What an opened consignment means for a decision: its name, what stands in the way, what can be named."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from workstation.desk.decide import Recorded
from workstation.desk.open import OpenConsignment
from workstation.domain.act import ScopeEntry
from workstation.domain.consignment import called_by
from workstation.domain.decision import DecisionDraft
from workstation.domain.standing import Standing
from workstation.ui.decision.form import FormDesk, Named
from workstation.ui.decision.words import Coded, act_in_short, condition_in_short, obstacle_words
from workstation.ui.parts import formats
from workstation.ui.parts.words import act_word

translate = QCoreApplication.translate

MOST_OBSTACLES = 12
"""Sentences that are listed; of more, their number."""


class DecidingDesk(FormDesk, Protocol):
    """What the panel asks of the desk; `desk.decide.Deciding` is one."""

    def releasable_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        """The goods that a release would be about."""

    def record(
        self, draft: DecisionDraft, opened: OpenConsignment, last_read: str, images: Sequence[str]
    ) -> Recorded:
        """Write it down; on the ledger's writer. Raises `Problem`."""


def name_of(opened: OpenConsignment) -> str:
    """What the consignment is called, as it is printed."""
    named = called_by(opened.consignment)
    return formats.identifier(named.value, named.kind)


def release_of(desk: DecidingDesk, opened: OpenConsignment) -> DecisionDraft:
    """The release of all that may be released."""
    return DecisionDraft(kind="release", consignment=opened.id, scope=desk.releasable_scope(opened))


def whats_in_the_way(desk: DecidingDesk, opened: OpenConsignment, coded: Coded) -> tuple[list[str], str]:
    """What stands in the way of a release, in sentences, and the role of their ink."""
    if opened.with_pending.goods and opened.with_pending.standing is Standing.RELEASED:
        if opened.standing.standing is Standing.RELEASED:
            return [translate("Decision", "Everything is released.")], "good"
        waits = translate("Decision", "The release waits for the central service: not released yet.")
        return [waits], "attention"
    draft = release_of(desk, opened)
    obstacles = desk.obstacles(draft, opened)
    if not obstacles:
        asked = _asked_for(opened, coded)
        if asked:
            return [
                translate("Decision", "Nothing stops a release, but this is asked for:"),
                *asked,
            ], "strong"
        return [translate("Decision", "Nothing stands in the way of a release.")], "good"
    # Goods that are held or seized leave nothing to release: then the holds say why, not the empty scope.
    said = [obstacle_words(each, opened, coded) for each in obstacles if each.code != "scope.empty"]
    if not draft.scope:
        said = [*_in_force(opened, coded), *said]
    said = said or [obstacle_words(obstacles[0], opened, coded)]
    if len(said) > MOST_OBSTACLES:
        more = len(said) - MOST_OBSTACLES
        said[MOST_OBSTACLES:] = [translate("Decision", "and %n more", None, more)]
    return said, "attention"


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
    """For a lift the open holds of the own office, for an acknowledgement the releases in conflict."""
    by_id = {act.id: act for act in opened.all_acts()}
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


def _is_own(hold: str, desk: DecidingDesk, opened: OpenConsignment) -> bool:
    draft = DecisionDraft(kind="lift", consignment=opened.id, names=(hold,))
    return not any(each.code == "owner.other" for each in desk.obstacles(draft, opened))
