"""Readers of file formats that the maker of a machine, or the administration, brings: found as entry points.

From a checkout or a server those of the environment. A frozen build has no environment: there they lie in
the folder `<the program's folder>-readers` beside it, which whoever installs the program fills and
nobody else may write to (docs/scan-images.md). What lies there runs with the program's rights.
"""

from __future__ import annotations

import importlib.metadata
import logging
import sys
from pathlib import Path
from typing import Final

import msgspec

from workstation.imaging.reader import ScanImageReader

GROUP: Final = "workstation.scan_image_readers"
_FOR_OTHERS_TO_WRITE: Final = 0o022

log: Final = logging.getLogger(__name__)


class PlugIn(msgspec.Struct, frozen=True):
    """A plug-in that was found. `fault` (a code) says why it has no `reader`, or is empty."""

    name: str
    package: str
    version: str
    reader: ScanImageReader | None = None
    fault: str = ""


def reader_folder() -> Path | None:
    """Where a frozen build looks; None from a checkout."""
    if not getattr(sys, "frozen", False):
        return None
    program = Path(sys.executable).resolve().parent
    return program.with_name(f"{program.name}-readers")


def load_plug_ins(folder: Path | None) -> tuple[PlugIn, ...]:
    """All that are installed, by name; also those in `folder`. Never raises: what cannot be had is logged
    and has a `fault`.
    """
    if folder is not None and folder.is_dir():
        if sys.platform != "win32" and folder.stat().st_mode & _FOR_OTHERS_TO_WRITE:
            log.warning("readers of scan images are not loaded: others may write to their folder")
            return (PlugIn(name=folder.name, package="", version="", fault="folder_open_to_others"),)
        if str(folder) not in sys.path:
            sys.path.append(str(folder))  # last: nothing there takes the place of a part of the program
    found = importlib.metadata.entry_points(group=GROUP)
    return tuple(_loaded(each) for each in sorted(found, key=lambda each: each.name))


def _loaded(entry: importlib.metadata.EntryPoint) -> PlugIn:
    package = entry.dist.name if entry.dist is not None else ""
    version = entry.dist.version if entry.dist is not None else ""
    reader, fault = None, ""
    try:
        made = entry.load()()
        if isinstance(made.name, str) and callable(made.recognises) and callable(made.read):
            reader = made
        else:
            fault = "no_reader"
    except Exception as error:  # a foreign module's: its maker's to mend, so to the log, not to the funnel
        fault = type(error).__name__
        log.warning("a reader of scan images cannot be loaded", exc_info=True, extra={"kind": entry.name})
    else:
        if fault:
            log.warning("a plug-in is no reader of scan images", extra={"kind": entry.name})
    return PlugIn(name=entry.name, package=package, version=version, reader=reader, fault=fault)
