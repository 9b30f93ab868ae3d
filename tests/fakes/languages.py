"""Languages for tests: one of the program's own, compiled afresh, and one that nobody speaks.

The made-up one is written in Hebrew letters, runs from right to left, and is a third longer than English: on
a screen that speaks it, a Latin word is either data or a text that nobody could translate.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.packaging.made import ROOT, module
from workstation.ui.language import speak

translations = module("translations")

MADE_UP = "he"
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתםןףץ")
_KEPT = re.compile(r"(\{[a-z_]*\}|%L?n|[^\W\d_]*[0-9][^\W_]*)")


def compiled(language: str, folder: Path) -> Path:
    """`folder`, with the program's translation into this language compiled in it."""
    name = f"workstation_{language}.ts"
    translations.compile_one(shutil.copy(ROOT / "resources" / "translations" / name, folder / name))
    return folder


def made_up(folder: Path) -> Path:
    """`folder`, with the made-up language compiled in it: every text of today."""
    source = folder / f"workstation_{MADE_UP}.ts"
    source.touch()
    translations.update(source, translations.source_texts())
    tree = ElementTree.parse(source)  # noqa: S314 - written two lines above
    for message in tree.iter("message"):
        made = message.find("translation")
        assert made is not None
        made.attrib.clear()
        for form in made.findall("numerusform") or [made]:
            form.text = mirrored(message.findtext("source", ""))
    tree.write(source, encoding="utf-8")
    translations.compile_one(source)
    return folder


def mirrored(words: str) -> str:
    """A text in the made-up language; places, and names such as F9, stay as they are."""
    parts = _KEPT.split(words)
    said = "".join(part if at % 2 else part.casefold().translate(_LETTERS) for at, part in enumerate(parts))
    return said + "ש" * (len(words) // 3) if len(words) > 3 else said


@contextmanager
def spoken(application: QApplication, language: str, folder: Path) -> Iterator[int]:
    """The program speaks this language for a while; gives how many translators do so."""
    locale, direction = QLocale(), application.layoutDirection()
    installed = speak(application, language, folder)
    try:
        yield len(installed)
    finally:
        for translator in installed:
            application.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(locale)
        application.setLayoutDirection(direction)
