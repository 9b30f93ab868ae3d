"""Keyboard layouts, by their names in the officer's language."""

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_NAMES: Final[dict[str, Any]] = {
    "ara": QT_TRANSLATE_NOOP("Keyboards", "Arabic"),
    "be": QT_TRANSLATE_NOOP("Keyboards", "Belgian"),
    "ch": QT_TRANSLATE_NOOP("Keyboards", "Swiss"),
    "cn": QT_TRANSLATE_NOOP("Keyboards", "Chinese"),
    "cz": QT_TRANSLATE_NOOP("Keyboards", "Czech"),
    "de": QT_TRANSLATE_NOOP("Keyboards", "German"),
    "dk": QT_TRANSLATE_NOOP("Keyboards", "Danish"),
    "es": QT_TRANSLATE_NOOP("Keyboards", "Spanish"),
    "fi": QT_TRANSLATE_NOOP("Keyboards", "Finnish"),
    "fr": QT_TRANSLATE_NOOP("Keyboards", "French"),
    "gb": QT_TRANSLATE_NOOP("Keyboards", "British"),
    "gr": QT_TRANSLATE_NOOP("Keyboards", "Greek"),
    "hu": QT_TRANSLATE_NOOP("Keyboards", "Hungarian"),
    "il": QT_TRANSLATE_NOOP("Keyboards", "Hebrew"),
    "it": QT_TRANSLATE_NOOP("Keyboards", "Italian"),
    "jp": QT_TRANSLATE_NOOP("Keyboards", "Japanese"),
    "kr": QT_TRANSLATE_NOOP("Keyboards", "Korean"),
    "no": QT_TRANSLATE_NOOP("Keyboards", "Norwegian"),
    "pl": QT_TRANSLATE_NOOP("Keyboards", "Polish"),
    "pt": QT_TRANSLATE_NOOP("Keyboards", "Portuguese"),
    "ru": QT_TRANSLATE_NOOP("Keyboards", "Russian"),
    "se": QT_TRANSLATE_NOOP("Keyboards", "Swedish"),
    "tr": QT_TRANSLATE_NOOP("Keyboards", "Turkish"),
    "tw": QT_TRANSLATE_NOOP("Keyboards", "Taiwanese"),
    "ua": QT_TRANSLATE_NOOP("Keyboards", "Ukrainian"),
}
"""By the first part of the names in resources/barcode/layouts.json."""


def keyboard_words(layout: str) -> str:
    """What the layout (`fr`, `ch(fr)` ...) is called; the layout itself where it has no name here."""
    name = _NAMES.get(layout.partition("(")[0])
    return QCoreApplication.translate("Keyboards", name) if name else layout
