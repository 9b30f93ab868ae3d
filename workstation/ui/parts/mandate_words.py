"""The mandate in words: what an officer may decide, until when, and why it does not hold."""

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.mandate import (
    ALONE_TOO_LONG,
    EXPIRED,
    HOLDS,
    NONE,
    NOT_YET,
    UNKNOWN,
    KindOnCard,
    MandateCard,
)
from workstation.domain.mandate import Grant
from workstation.ui.parts import formats
from workstation.ui.parts.text import shown
from workstation.ui.parts.words import act_word, category_word, lane_word

translate = QCoreApplication.translate

STATE_WORDS: Final[dict[str, Any]] = {
    UNKNOWN: QT_TRANSLATE_NOOP("Mandate", "none was issued to this bench; acts are recorded without one"),
    NONE: QT_TRANSLATE_NOOP("Mandate", "none for this officer: nothing can be decided"),
    HOLDS: QT_TRANSLATE_NOOP("Mandate", "holds"),
    NOT_YET: QT_TRANSLATE_NOOP("Mandate", "does not hold yet"),
    EXPIRED: QT_TRANSLATE_NOOP("Mandate", "has expired: the central service must be heard"),
    ALONE_TOO_LONG: QT_TRANSLATE_NOOP(
        "Mandate", "does not hold: the central service was last heard too long ago"
    ),
}


class CardRow(NamedTuple):
    """One row of the card: its label, its value, a role of the style sheet."""

    label: str
    value: str
    role: str = ""


def state_words(state: str) -> str:
    """How the mandate stands; an unknown state as it is."""
    known = STATE_WORDS.get(state)
    return translate("Mandate", known) if known else shown(state, 40)


def in_short(card: MandateCard) -> tuple[str, str]:
    """What the decision panel says beside each consignment, and the role of its ink."""
    if card.state == UNKNOWN:
        return translate("Mandate", "Without a mandate: none was issued here."), "soft"
    if card.state == NONE:
        return translate("Mandate", "No mandate for this officer."), "attention"
    if card.state != HOLDS or card.off_line_until is None:
        role = "soft" if card.state == HOLDS else "attention"
        return translate("Mandate", "Your mandate {state}.").format(state=state_words(card.state)), role
    until = formats.instant(card.off_line_until)
    return translate("Mandate", "Your mandate holds, off line until {time}.").format(time=until), "soft"


def rows_of(card: MandateCard) -> tuple[CardRow, ...]:
    """The card "What you may decide", row by row."""
    is_well = card.state in (HOLDS, UNKNOWN)
    found = [
        CardRow(translate("Mandate", "Mandate"), state_words(card.state), "" if is_well else "attention")
    ]
    if card.valid_until is None:
        return tuple(found)
    found.append(CardRow(translate("Mandate", "Holds until"), formats.instant(card.valid_until)))
    if card.off_line_until is not None:
        label = translate("Mandate", "Off line until")
        found.append(CardRow(label, formats.instant(card.off_line_until)))
    if card.offices:
        found.append(CardRow(translate("Mandate", "In the offices"), _listed(card.offices)))
    found += [_kind_row(each) for each in card.kinds]
    if card.over_holds:
        found.append(CardRow(translate("Mandate", "Lifts also holds of"), _listed(card.over_holds)))
    annuls = ", ".join(act_word(effect) for effect in card.may_annul)
    nothing = translate("Mandate", "nothing that was sent")
    found.append(CardRow(translate("Mandate", "Annuls"), annuls or nothing))
    found.append(CardRow(translate("Mandate", "Released goods"), leave_words(card)))
    return tuple(found)


def leave_words(card: MandateCard) -> str:
    """When goods may leave that are released here."""
    if card.may_leave_before_acknowledged:
        return translate("Mandate", "may leave at once")
    return translate("Mandate", "stay until the central service has acknowledged the release")


def _kind_row(kind: KindOnCard) -> CardRow:
    label = act_word(kind.kind)
    label = label[:1].upper() + label[1:]
    if not kind.grants:
        return CardRow(label, translate("Mandate", "not covered"), "attention")
    return CardRow(label, "; ".join(dict.fromkeys(_grant_words(grant) for grant in kind.grants)))


def _grant_words(grant: Grant) -> str:
    if grant.on_line and grant.off_line:
        when = translate("Mandate", "on line and off line")
    elif grant.on_line:
        when = translate("Mandate", "only on line")
    else:
        when = translate("Mandate", "only off line") if grant.off_line else translate("Mandate", "never")
    parts = [when]
    if grant.lanes:
        lanes = ", ".join(lane_word(lane) for lane in grant.lanes)
        parts.append(translate("Mandate", "lanes: {lanes}").format(lanes=lanes))
    if grant.categories:
        categories = ", ".join(category_word(category) for category in grant.categories)
        parts.append(translate("Mandate", "categories: {categories}").format(categories=categories))
    if grant.needs_second:
        parts.append(translate("Mandate", "with a second officer"))
    return ", ".join(parts)


def _listed(codes: tuple[str, ...]) -> str:
    return ", ".join(shown(code, 40) for code in codes)
