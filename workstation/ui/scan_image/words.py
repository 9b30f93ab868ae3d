"""What a view is called, and why there is no image, in the officer's words."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.domain.consignment import PHOTOGRAPHED, ScanImage
from workstation.domain.problems import Problem
from workstation.imaging.pixels import UnreadableImage
from workstation.ui.parts.problem_words import message_words, title_words
from workstation.ui.parts.text import shown

translate = QCoreApplication.translate

VIEW_WORDS: Final[dict[str, Any]] = {
    "top": QT_TRANSLATE_NOOP("ScanImage", "from above"),
    "side": QT_TRANSLATE_NOOP("ScanImage", "from the side"),
    PHOTOGRAPHED: QT_TRANSLATE_NOOP("ScanImage", "photograph"),
}
UNREADABLE_WORDS: Final[dict[str, Any]] = {
    "hash": QT_TRANSLATE_NOOP("ScanImage", "This is not the image that was announced: its checksum differs."),
    "empty": QT_TRANSLATE_NOOP("ScanImage", "The image file is empty."),
    "unknown_format": QT_TRANSLATE_NOOP("ScanImage", "The file is not an image that can be read here."),
    "too_large": QT_TRANSLATE_NOOP("ScanImage", "The image claims to be larger than any that can be shown."),
    "truncated": QT_TRANSLATE_NOOP("ScanImage", "The image is cut off: a part of it is missing."),
    "unsupported": QT_TRANSLATE_NOOP("ScanImage", "This kind of image cannot be read here."),
    "damaged": QT_TRANSLATE_NOOP("ScanImage", "The image is damaged and cannot be shown."),
    "no_picture": QT_TRANSLATE_NOOP(
        "ScanImage", "This is the report of an algorithm about another image; no image is in it."
    ),
    "needs_vendor": QT_TRANSLATE_NOOP(
        "ScanImage", "This kind of image needs the decoder of the machine's maker; IT can install it."
    ),
    "reader_failed": QT_TRANSLATE_NOOP(
        "ScanImage", "The installed decoder of this kind of image failed; tell IT."
    ),
}

FAULT_WORDS: Final[dict[str, Any]] = {
    "image.wrong_hash": QT_TRANSLATE_NOOP(
        "ScanImage", "What the central service sent is not the image that was announced."
    ),
    "image.not_found": QT_TRANSLATE_NOOP("ScanImage", "The central service does not have this image."),
    "image.too_large": QT_TRANSLATE_NOOP("ScanImage", "The image is larger than this bench may keep."),
}


def view_words(view: str) -> str:
    """What is called so from outside, in the officer's words where it is known."""
    known = VIEW_WORDS.get(view)
    return translate("ScanImage", known) if known else shown(view, 40)


def title_of(image: ScanImage, among: Sequence[ScanImage]) -> str:
    """What a view is called; with its parcel where the views are of several."""
    words = view_words(image.view)
    if image.parcel and len({each.parcel for each in among}) > 1:
        said = translate("ScanImage", "{view} · parcel {parcel}")
        return said.format(view=words, parcel=shown(image.parcel, 40))
    return words


def why_missing(error: BaseException) -> tuple[str, str]:
    """Why there is no image, and what follows from it."""
    goes_on = translate("ScanImage", "Declaration and decision work without it.")
    if isinstance(error, UnreadableImage):
        known = UNREADABLE_WORDS.get(error.code)
        return translate("ScanImage", known) if known else shown(error.sentence), goes_on
    if isinstance(error, Problem) and error.code == "image.not_here":
        said = translate("ScanImage", "The image has not come yet.")
        return said, translate("ScanImage", "It appears here by itself.")
    if isinstance(error, Problem) and error.code.startswith("image."):
        return why_not_to_be_had(error.code)
    if isinstance(error, Problem):
        return shown(title_words(error)), shown(message_words(error), 400)
    return translate("ScanImage", "The image could not be shown."), goes_on


def why_not_to_be_had(code: str) -> tuple[str, str]:
    """Why the central service cannot give an image, and what follows from it."""
    known = FAULT_WORDS.get(code)
    said = translate("ScanImage", known) if known else shown(code, 60)
    return said, translate("ScanImage", "Declaration and decision work without it. Tell IT if it stays so.")
