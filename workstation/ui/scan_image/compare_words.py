"""What is said of an earlier image beside the one of the open consignment."""

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.comparing import Earlier
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated
from workstation.ui.parts.words import standing_word

translate = QCoreApplication.translate

ALIKE_WORDS: Final[dict[str, Any]] = {
    "consignor": QT_TRANSLATE_NOOP("ScanImage", "same consignor"),
    "consignee": QT_TRANSLATE_NOOP("ScanImage", "same consignee"),
    "heading": QT_TRANSLATE_NOOP("ScanImage", "same HS heading"),
}


def earlier_words(earlier: Earlier, at: int, count: int) -> str:
    """That it is of another consignment, in what that is alike, how it stands, and when it was made."""
    place = translate("ScanImage", "{at} of {count}").format(
        at=formats.count(at + 1), count=formats.count(count)
    )
    said = [
        translate("ScanImage", "Earlier image of another consignment"),
        isolated(place),
        standing_word(earlier.standing),
        *(translate("ScanImage", ALIKE_WORDS[kind]) for kind in earlier.alike),
        formats.identifier(earlier.called),
    ]
    if earlier.at is not None:
        said.append(formats.day(earlier.at))
    return " · ".join(said)


def none_words() -> tuple[str, str]:
    """That nothing is here to compare with, and what was looked through."""
    return (
        translate("ScanImage", "There is no earlier image to compare with."),
        translate(
            "ScanImage",
            "Images at this bench of the same consignor, consignee or HS heading were looked for.",
        ),
    )
