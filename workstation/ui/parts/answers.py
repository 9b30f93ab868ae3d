"""How the answer to a barcode read looks: its word, its sign and its colour. Each can be told without the
other two.
"""

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.read_answer import Answer
from workstation.ui.theme import Mark, current


class Look(NamedTuple):
    """The colour's token in the theme, and the word."""

    token: str
    word: Any


LOOKS: Final = {
    Answer.FOUND: Look("read_found", QT_TRANSLATE_NOOP("Answers", "Found")),
    Answer.SEVERAL: Look("read_noted", QT_TRANSLATE_NOOP("Answers", "Several: choose")),
    Answer.NOT_FOUND: Look("read_unknown", QT_TRANSLATE_NOOP("Answers", "Not found")),
    Answer.NO_IDENTIFIER: Look("read_nothing", QT_TRANSLATE_NOOP("Answers", "Not an identifier")),
    Answer.BAD_CHECK_DIGIT: Look("read_misread", QT_TRANSLATE_NOOP("Answers", "Check digit wrong")),
    Answer.WRONG_PARCEL: Look("read_wrong", QT_TRANSLATE_NOOP("Answers", "Wrong parcel")),
    Answer.AGAIN: Look("read_noted", QT_TRANSLATE_NOOP("Answers", "The same again")),
    Answer.LABEL: Look("read_noted", QT_TRANSLATE_NOOP("Answers", "Label")),
    Answer.FLAWED: Look("read_misread", QT_TRANSLATE_NOOP("Answers", "Read it again")),
    Answer.WANTED: Look("read_found", QT_TRANSLATE_NOOP("Answers", "Wanted")),
    Answer.NOT_WANTED: Look("read_wrong", QT_TRANSLATE_NOOP("Answers", "Not wanted")),
}

LABELS: Final[dict[str, Any]] = {
    "place": QT_TRANSLATE_NOOP("Answers", "Storage place"),
    "seal": QT_TRANSLATE_NOOP("Answers", "Seal"),
    "evidence_bag": QT_TRANSLATE_NOOP("Answers", "Evidence bag"),
    "badge": QT_TRANSLATE_NOOP("Answers", "Badge"),
}
"""What kind of label it is says more than that it is one."""


def answer_word(answer: Answer, kind: str = "") -> str:
    """The answer in one or two words, for the label's `kind` where it is a label."""
    word = LABELS.get(kind) if answer is Answer.LABEL else None
    return QCoreApplication.translate("Answers", word or LOOKS[answer].word)


def answer_mark(answer: Answer) -> Mark:
    """The answer's colour, and the ink that is written on it with, in the theme that is worn now."""
    return getattr(current(), LOOKS[answer].token)


def answer_icon(answer: Answer) -> str:
    """The name of the answer's sign among the icons."""
    return f"read_{answer.value}"
