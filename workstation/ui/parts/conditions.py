"""What kinds of condition to release are called."""

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.ui.parts.text import shown

CONDITIONS: Final[dict[str, Any]] = {
    "payment": QT_TRANSLATE_NOOP("Declaration", "payment"),
    "document": QT_TRANSLATE_NOOP("Declaration", "document asked for"),
    "examination": QT_TRANSLATE_NOOP("Declaration", "examination"),
    "identity": QT_TRANSLATE_NOOP("Declaration", "identity check"),
    "hold": QT_TRANSLATE_NOOP("Declaration", "hold"),
}


def condition_word(kind: str) -> str:
    """The kind in the officer's words; one that is not known as received."""
    known = CONDITIONS.get(kind)
    return QCoreApplication.translate("Declaration", known) if known else shown(kind, 60)
