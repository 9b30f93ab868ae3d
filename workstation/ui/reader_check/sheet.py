"""The sheet of the reader check in words, and where it is written."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.barcode.sheet import SYMBOLS
from workstation.host.files import replace_durably
from workstation.paperwork.reader_sheet import ReaderSheet, sheet_pdf
from workstation.paperwork.shift_sheet import documents_folder
from workstation.ui.reader_check.words import symbol_words

translate = QCoreApplication.translate

FILE_NAME: Final = "workstation-reader-sheet.pdf"


def reader_sheet() -> ReaderSheet:
    """The sheet in the language of the program."""
    return ReaderSheet(
        title=translate("ReaderCheck", "Reader check of the inspection workstation"),
        lead=(
            translate(
                "ReaderCheck",
                "First set the reader to: keyboard country USA (English), suffix CR (Enter), no prefix, no"
                " case conversion, GS (ASCII 29) sent for FNC1.",
            ),
            translate(
                "ReaderCheck",
                "In the program press Ctrl+Shift+B. Read 1 and 2, at least twice each. A reader that reads"
                " lines only: read 2 to 6. The program says what is wrong, and keeps the profile for this"
                " reader.",
            ),
            translate(
                "ReaderCheck", "Print at 100 %, black on white. Cover the other symbols while you read."
            ),
        ),
        captions=tuple(symbol_words(symbol, number) for number, symbol in enumerate(SYMBOLS, 1)),
    )


def sheet_place() -> Path:
    """Where the sheet is written by default."""
    return documents_folder() / FILE_NAME


def write_sheet(place: Path, sheet: ReaderSheet) -> Path:
    """Write the sheet; where it lies. One of before is replaced: it says the same. Raises Unavailable."""
    replace_durably(place, sheet_pdf(sheet))
    return place
