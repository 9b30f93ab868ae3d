"""What is said of the barcodes of a parcel that nobody declared."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.barcode.identify import NEVER_ONE_PARCEL, UNKNOWN, candidates, is_doubtful
from workstation.barcode.reads import BarcodeRead
from workstation.desk.read_answer import Answer
from workstation.domain.event import ReadMeaning
from workstation.ui.parts.formats import count, identifier
from workstation.ui.parts.text import shown
from workstation.ui.read_words import flaw_words

translate = QCoreApplication.translate

LONGEST: Final = 400
"""Characters of a barcode that is kept: a Digital Link with every part has some 300."""


def hindrance(read: BarcodeRead) -> tuple[Answer, str] | None:
    """Why a barcode that nobody is known to have is not kept as this parcel's; None where it is."""
    if read.flaw:
        return Answer.FLAWED, flaw_words(read.flaw)
    if len(read.text) > LONGEST:
        return Answer.NO_IDENTIFIER, translate("Undeclared", "Not kept: too long for a parcel's number.")
    if is_doubtful(read.text):
        words = translate("Undeclared", "The check digit does not fit: read it again.")
        return Answer.BAD_CHECK_DIGIT, words
    best = candidates(read.text)[0]
    if best.kind != UNKNOWN and best.kind in NEVER_ONE_PARCEL:
        words = translate("Undeclared", "Not kept: this code is no parcel's own number.")
        return Answer.NO_IDENTIFIER, words
    return None


def row_words(read: ReadMeaning) -> str:
    """A barcode as a row of the list."""
    number = identifier(shown(read.value or read.text, 60), read.kind)
    if read.source == "typed":
        return translate("Undeclared", "{number} (typed in)").format(number=number)
    return number


def noted_words(reads: int) -> str:
    """How many barcodes of the parcel are kept by now."""
    return translate("Undeclared", "Noted. Barcodes of this parcel: {number}").format(number=count(reads))
