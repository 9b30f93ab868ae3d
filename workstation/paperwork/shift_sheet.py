"""The end-of-shift sheet as a file: where it lies by default, what it is called, and how it is written."""

import re
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

from workstation.host.files import replace_durably
from workstation.paperwork.paper import Paper, pdf_of

_NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_NAMES: Final = 1_000


def documents_folder() -> Path:
    """Where this operating-system account keeps its documents; where it has no such folder, its home."""
    found = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return found if found.is_absolute() and found.is_dir() else Path.home()


def file_name(bench: str, made: datetime) -> str:
    """What a sheet is called: the bench and the minute (as given), nobody's name."""
    place = _NOT_IN_A_NAME.sub("-", bench).strip("-.")[:40] or "bench"
    return f"shift-{place}-{made:%Y-%m-%d-%H%M}.pdf"


def save_sheet(paper: Paper, path: Path) -> Path:
    """Write the sheet durably, for its owner only; where it lies. A file that is there already stays: the
    new one gets a number. Raises Unavailable naming the file.
    """
    target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    free = next(
        (each for each in (_numbered(target, n) for n in range(1, _MOST_NAMES)) if not each.exists()), target
    )
    replace_durably(free, pdf_of(paper))
    return free


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
