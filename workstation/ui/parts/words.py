"""Words for the codes that every screen shows: lanes, standings, kinds of act, categories, presence."""

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.ui.parts.text import shown

LANE_WORDS: Final[dict[str, Any]] = {
    "red": QT_TRANSLATE_NOOP("Words", "red"),
    "yellow": QT_TRANSLATE_NOOP("Words", "yellow"),
    "blue": QT_TRANSLATE_NOOP("Words", "blue"),
    "green": QT_TRANSLATE_NOOP("Words", "green"),
}
LANE_LETTERS: Final[dict[str, Any]] = {
    "red": QT_TRANSLATE_NOOP("LaneLetter", "R"),
    "yellow": QT_TRANSLATE_NOOP("LaneLetter", "Y"),
    "blue": QT_TRANSLATE_NOOP("LaneLetter", "B"),
    "green": QT_TRANSLATE_NOOP("LaneLetter", "G"),
}
STANDING_WORDS: Final[dict[str, Any]] = {
    "seized": QT_TRANSLATE_NOOP("Words", "seized"),
    "held": QT_TRANSLATE_NOOP("Words", "held"),
    "undecided": QT_TRANSLATE_NOOP("Words", "undecided"),
    "released": QT_TRANSLATE_NOOP("Words", "released"),
}
ACT_WORDS: Final[dict[str, Any]] = {
    "release": QT_TRANSLATE_NOOP("Words", "release"),
    "hold": QT_TRANSLATE_NOOP("Words", "hold"),
    "lift": QT_TRANSLATE_NOOP("Words", "lift of a hold"),
    "seize": QT_TRANSLATE_NOOP("Words", "seizure"),
    "annul": QT_TRANSLATE_NOOP("Words", "annulment"),
    "acknowledge": QT_TRANSLATE_NOOP("Words", "acknowledgement"),
    "opening_asked": QT_TRANSLATE_NOOP("Words", "request for opening"),
    "presented": QT_TRANSLATE_NOOP("Words", "parcel presented"),
    "located": QT_TRANSLATE_NOOP("Words", "parcel put away"),
    "missing": QT_TRANSLATE_NOOP("Words", "parcel not found"),
    "provisional": QT_TRANSLATE_NOOP("Words", "parcel that nobody declared"),
    "linked": QT_TRANSLATE_NOOP("Words", "link to a declaration"),
    "unlinked": QT_TRANSLATE_NOOP("Words", "link taken back"),
    "labelled": QT_TRANSLATE_NOOP("Words", "seal or evidence bag"),
    "drill_begun": QT_TRANSLATE_NOOP("Words", "drill begun"),
    "drill_ended": QT_TRANSLATE_NOOP("Words", "drill ended"),
    # No act of an officer's: the entry that says that the ledger's beginning lies in a file.
    "checkpoint": QT_TRANSLATE_NOOP("Words", "note of an archive"),
    "recovery": QT_TRANSLATE_NOOP("Words", "recovery of the ledger"),
}
STATE_WORDS: Final[dict[str, Any]] = {
    "not_presented": QT_TRANSLATE_NOOP("Words", "not presented"),
    "not_declared": QT_TRANSLATE_NOOP("Words", "not declared"),
}
PRESENCE_WORDS: Final[dict[str, Any]] = {
    "expected": QT_TRANSLATE_NOOP("Words", "expected"),
    "presented": QT_TRANSLATE_NOOP("Words", "presented"),
    "missing": QT_TRANSLATE_NOOP("Words", "missing"),
    "left": QT_TRANSLATE_NOOP("Words", "left"),
}
CATEGORY_WORDS: Final[dict[str, Any]] = {
    # The four immediate-release categories of the WCO Immediate Release Guidelines (2018).
    "1": QT_TRANSLATE_NOOP("Words", "1 correspondence"),
    "2": QT_TRANSLATE_NOOP("Words", "2 low value, no duty"),
    "3": QT_TRANSLATE_NOOP("Words", "3 low value, dutiable"),
    "4": QT_TRANSLATE_NOOP("Words", "4 high value"),
}


def _word(table: dict[str, Any], code: str) -> str:
    text = table.get(code)
    return QCoreApplication.translate("Words", text) if text else shown(code, 40)


def lane_word(lane: str) -> str:
    """The lane in words; an unknown one as received."""
    return _word(LANE_WORDS, lane)


def lane_letter(lane: str) -> str:
    """The letter on the lane's mark; `?` for an unknown lane, nothing for none."""
    text = LANE_LETTERS.get(lane)
    return QCoreApplication.translate("LaneLetter", text) if text else "?" if lane else ""


def standing_word(standing: str) -> str:
    """The standing in words; an unknown one as received."""
    return _word(STANDING_WORDS, standing)


def act_word(kind: str) -> str:
    """What an act of this kind is called; an unknown one as received."""
    return _word(ACT_WORDS, kind)


def state_word(state: str) -> str:
    """The state of a row of the queue in words; an unknown one as received."""
    return _word(STATE_WORDS, state)


def presence_word(presence: str) -> str:
    """Where a parcel is, in one word; an unknown one as received."""
    return _word(PRESENCE_WORDS, presence)


def category_word(category: str) -> str:
    """The immediate-release category in words; an unknown one as received."""
    return _word(CATEGORY_WORDS, category)
