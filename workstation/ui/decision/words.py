"""What stands in the way of a decision, in words that name the hold, the condition or the goods."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.open import OpenConsignment
from workstation.domain.act import Act
from workstation.domain.consignment import Condition
from workstation.domain.decision import Obstacle
from workstation.domain.interlock import Workplace, parcels_away
from workstation.ui.parts import formats
from workstation.ui.parts.conditions import condition_word
from workstation.ui.parts.naming import piece_words
from workstation.ui.parts.text import shown

OBSTACLE_WORDS: Final[dict[str, Any]] = {
    "scope.empty": QT_TRANSLATE_NOOP("Obstacle", "No goods are chosen."),
    "scope.unknown_goods": QT_TRANSLATE_NOOP("Obstacle", "These goods are not in this consignment."),
    "scope.quantity": QT_TRANSLATE_NOOP(
        "Obstacle", "The quantity must be above zero and not more than is declared."
    ),
    "reason.missing": QT_TRANSLATE_NOOP("Obstacle", "A reason must be chosen."),
    "reason.unknown": QT_TRANSLATE_NOOP("Obstacle", "This reason is not on the list."),
    "legal_basis.missing": QT_TRANSLATE_NOOP("Obstacle", "This needs a legal basis."),
    "remark.missing": QT_TRANSLATE_NOOP("Obstacle", "This reason needs a remark."),
    "remark.needed": QT_TRANSLATE_NOOP("Obstacle", "Say in words what to look for."),
    "remark.too_long": QT_TRANSLATE_NOOP("Obstacle", "The remark is longer than 4,000 characters."),
    "names.missing": QT_TRANSLATE_NOOP("Obstacle", "The act that this is about must be named."),
    "names.not_open": QT_TRANSLATE_NOOP("Obstacle", "This hold is not open any more."),
    "owner.other": QT_TRANSLATE_NOOP("Obstacle", "This hold belongs to someone else, who alone may lift it."),
    "hold.open": QT_TRANSLATE_NOOP("Obstacle", "A hold on these goods is open."),
    "seizure.in_force": QT_TRANSLATE_NOOP("Obstacle", "These goods are seized."),
    "mandate.needed": QT_TRANSLATE_NOOP(
        "Obstacle", "Only a release that has not been sent yet may be annulled without a mandate over it."
    ),
    "condition.open": QT_TRANSLATE_NOOP("Obstacle", "A condition to release is still open."),
    "acts.unreadable": QT_TRANSLATE_NOOP(
        "Obstacle", "An act of the central service could not be read here: it may be a hold."
    ),
    "second.malformed": QT_TRANSLATE_NOOP(
        "Obstacle", "This cannot be the id of a second officer: it has a space or a sign in it."
    ),
    "parcel.not_read": QT_TRANSLATE_NOOP(
        "Obstacle", "Read the parcel's own barcode: it is not the last one read here."
    ),
    "parcel.typed": QT_TRANSLATE_NOOP("Obstacle", "The number was typed in, not read: say why."),
    "parcel.left_out": QT_TRANSLATE_NOOP(
        "Obstacle", "The goods of the parcel that lies here are not among them."
    ),
    "parcel.not_presented": QT_TRANSLATE_NOOP(
        "Obstacle", "A parcel of these goods was not presented here: they stay open."
    ),
    "exception.unknown": QT_TRANSLATE_NOOP(
        "Obstacle", "This reason for not reading the barcode is not on the list."
    ),
    "exception.not_allowed": QT_TRANSLATE_NOOP(
        "Obstacle", "Here nothing stands for the parcel's own barcode."
    ),
    "place.too_long": QT_TRANSLATE_NOOP("Obstacle", "A storage place has at most 64 characters."),
    "mandate.none": QT_TRANSLATE_NOOP(
        "Obstacle", "The central service has issued no mandate for this officer to this bench."
    ),
    "mandate.officer": QT_TRANSLATE_NOOP("Obstacle", "The mandate was issued to another officer."),
    "mandate.office": QT_TRANSLATE_NOOP("Obstacle", "The mandate does not hold in this customs office."),
    "mandate.not_yet": QT_TRANSLATE_NOOP("Obstacle", "The mandate does not hold yet."),
    "mandate.expired": QT_TRANSLATE_NOOP(
        "Obstacle", "The mandate has expired: the central service must be heard again."
    ),
    "mandate.offline_too_long": QT_TRANSLATE_NOOP(
        "Obstacle", "The central service was last heard longer ago than the mandate allows."
    ),
    "mandate.kind": QT_TRANSLATE_NOOP("Obstacle", "The mandate does not cover this kind of act."),
    "mandate.lane": QT_TRANSLATE_NOOP("Obstacle", "The mandate does not cover this act in this lane."),
    "mandate.category": QT_TRANSLATE_NOOP(
        "Obstacle", "The mandate does not cover this act for this category of goods."
    ),
    "mandate.offline": QT_TRANSLATE_NOOP(
        "Obstacle", "The mandate covers this act only while the central service is heard."
    ),
    "mandate.online": QT_TRANSLATE_NOOP(
        "Obstacle", "The mandate covers this act only while the central service is not heard."
    ),
    "mandate.needs_second": QT_TRANSLATE_NOOP(
        "Obstacle", "The mandate asks for a second officer for this act."
    ),
    "mandate.second_same": QT_TRANSLATE_NOOP("Obstacle", "The second officer must be another person."),
}

Coded = Callable[[str, str], str]
"""A code of a list in words: `coded("offices", "GB000060")`."""


def obstacle_words(obstacle: Obstacle, opened: OpenConsignment, coded: Coded) -> str:
    """The obstacle as a sentence, with whose hold, which condition or which goods it is about."""
    known = OBSTACLE_WORDS.get(obstacle.code)
    said = QCoreApplication.translate("Obstacle", known) if known else shown(obstacle.code, 80)
    about = _about(obstacle, opened, coded)
    return f"{said} {about}" if about else said


def _about(obstacle: Obstacle, opened: OpenConsignment, coded: Coded) -> str:
    for act in opened.all_acts():
        if act.id == obstacle.subject:
            return act_in_short(act, coded)
    for condition in opened.consignment.conditions:
        if condition.id == obstacle.subject:
            return condition_in_short(condition, coded)
    for item in opened.consignment.goods_items:
        if item.id == obstacle.subject:
            return f"({item.sequence or ''} {shown(item.description, 60)})"
    return ""


def condition_in_short(condition: Condition, coded: Coded) -> str:
    """What a condition to release asks for, and who asks, on one line."""
    what = condition.words or condition_word(condition.kind)
    parts = (what, coded("offices", condition.owner) if condition.owner else "")
    return " · ".join(shown(part, 120) for part in parts if part)


def act_in_short(act: Act, coded: Coded) -> str:
    """Whose act it is, why and since when, on one line."""
    owner = act.owner or act.office or act.agency
    coded_words = (
        coded("offices", owner) if owner else "",
        coded("reasons", act.reason) if act.reason else "",
    )
    parts = (*(shown(part, 120) for part in coded_words), formats.instant(act.at) if act.at else "")
    return " · ".join(part for part in parts if part)


def goods_name(goods: str, opened: OpenConsignment) -> str:
    """What a goods item or found goods is called: number and description, else its id."""
    for place, item in enumerate(opened.consignment.goods_items, 1):
        if item.id == goods:
            words = f"{item.sequence or place}  {shown(item.description, 120)}"
            which = piece_words(opened.consignment, item.parcel)
            return f"{words} · {which}" if which else words
    for found in found_goods(opened.all_acts()):
        if found.id == goods:
            return f"+  {shown(found.description, 120)}"
    return shown(goods, 80)


def goods_not_here(opened: OpenConsignment, workplace: Workplace) -> frozenset[str]:
    """Goods that are known to be in a piece that was not presented, while another piece lies here. A decision
    on what lies here is not about them unless the officer says so.
    """
    if not opened.at_hand.parcels:
        return frozenset()
    away = parcels_away(opened.consignment, opened.at_hand, workplace)
    return frozenset(item.id for item in opened.consignment.goods_items if item.parcel in away)


def found_goods(acts: Iterable[Act]) -> tuple[Any, ...]:
    """Every found goods of these acts."""
    return tuple(found for act in acts for found in act.found)
