"""The sheet of the reader check without the program's window: for IT, who prints it for every bench."""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from workstation.host.display import has_screen
from workstation.host.files import new_file
from workstation.paperwork.reader_sheet import sheet_pdf
from workstation.ui.language import speak
from workstation.ui.reader_check.sheet import reader_sheet


def write_sheet_alone(place: Path, language: str) -> None:
    """Write the sheet in this language (a tag as `de`; empty: the system's) to a new file.

    Raises Refused where there is already something at the place (`file.exists`), Unavailable when the disk
    fails.
    """
    running = QApplication.instance()
    if running is None and (sys.platform == "linux" or not has_screen()):
        # Its fonts are the same there without a screen, and one that is named but does not answer ends Qt.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = running if isinstance(running, QApplication) else QApplication(["workstation"])
    installed = speak(application, language)
    try:
        with new_file(place, 0o644) as file:
            file.write(sheet_pdf(reader_sheet()))
    finally:
        for translator in installed:
            application.removeTranslator(translator)
