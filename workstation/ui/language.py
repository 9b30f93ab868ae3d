"""Which language the screens speak: what policy or the bench's settings say, else what the system says.

English is in the program itself and needs no file. A language without a translation is no fault: the screens
speak English then, and numbers are written as that language writes them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from workstation.domain.problems import Unavailable
from workstation.host.resources import resource

FOLDER: Final = "translations"
SOURCE_LANGUAGE: Final = "en"


def speak(application: QApplication, language: str, folder: Path | None = None) -> tuple[QTranslator, ...]:
    """Let the program speak `language`, a tag as `de` or `pt_BR`; empty: the system's.

    Before any widget is made: texts are asked for once.
    `folder` holds the `workstation_*.qm` (the program's own unless given). Nothing is loaded, and nothing
    changed, where the language is English or has no translation. Returns what was installed, Qt's own
    texts first.
    """
    locale = QLocale(language) if language else QLocale.system()
    if language:
        QLocale.setDefault(locale)
    found = folder or _own_folder()
    own = QTranslator(application)
    tag = chosen(locale.uiLanguages(), _tags(found))
    if found is None or not tag or not own.load(f"workstation_{tag}", str(found)):
        return ()
    installed = [own]
    qt = QTranslator(application)
    if qt.load(QLocale(tag), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        installed.insert(0, qt)
    for translator in installed:
        application.installTranslator(translator)
    application.setLayoutDirection(direction_of(tag))
    return tuple(installed)


def chosen(wanted: Iterable[str], available: Iterable[str]) -> str:
    """The first of the wanted languages that can be spoken: its translation's tag, empty for English or none.

    `wanted` are BCP 47 tags, the dearest first, as the system lists them; a region that has no translation
    of its own takes its language's. Whoever wants English first gets English, whatever they know besides.
    """
    known = {tag.replace("_", "-").casefold(): tag for tag in available}
    for tag in wanted:
        parts = tag.replace("_", "-").casefold().split("-")
        for length in range(len(parts), 0, -1):
            if (found := known.get("-".join(parts[:length]))) is not None:
                return found
        if parts[0] == SOURCE_LANGUAGE:
            return ""
    return ""


def direction_of(tag: str) -> Qt.LayoutDirection:
    """From which side this language is read."""
    return QLocale(tag).textDirection()


def _own_folder() -> Path | None:
    try:
        return resource(FOLDER)
    except Unavailable:
        return None


def _tags(folder: Path | None) -> list[str]:
    if folder is None:
        return []
    return [path.stem.removeprefix("workstation_") for path in folder.glob("workstation_*.qm")]
