"""Copying a damaged ledger aside before anything else is done: its folder in the home, and what it tells IT.

`ledger-damaged-<UTC>` holds the files as they were found. It is complete when it has its name; the recovery
that was made from it is complete when `RECOVERY.txt` lies in it.
"""

import filecmp
import os
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

from workstation.host.files import flush, flush_folder, open_plain, problem_of, replace_durably, with_patience

PREFIX: Final = "ledger-damaged-"
REPORT: Final = "RECOVERY.txt"
_UNFINISHED: Final = ".unfinished"
_PIECE: Final = 1 << 20
_SECTOR: Final = 4096


def copy_aside(folder: Path, files: Sequence[Path], now: datetime) -> Path:
    """Copy those of `files` that are there into a new folder of `folder`, and flush them; that folder.

    Where an interrupted recovery has copied the very same files already, its folder is taken. Raises
    Unavailable; nothing was changed then.
    """
    present = [file for file in files if file.exists()]
    for half in folder.glob(f"{PREFIX}*{_UNFINISHED}"):
        shutil.rmtree(half, ignore_errors=True)
    for before in unfinished_recoveries(folder):
        if _holds(before, present):
            return before
    aside = _free_name(folder, now)
    unfinished = aside.with_name(aside.name + _UNFINISHED)
    try:
        unfinished.mkdir(mode=0o700)
        for file in present:
            _copy_durably(file, unfinished / file.name)
        flush_folder(unfinished)
        with_patience(lambda: unfinished.rename(aside), aside)
        flush_folder(folder)
    except OSError as error:
        raise problem_of(error, aside) from error
    return aside


def unfinished_recoveries(folder: Path) -> tuple[Path, ...]:
    """What was copied aside by a recovery that did not come to its end, the newest first."""
    found = sorted(folder.glob(f"{PREFIX}*"), reverse=True)
    return tuple(
        each
        for each in found
        if each.is_dir() and not each.name.endswith(_UNFINISHED) and not (each / REPORT).exists()
    )


def write_report(aside: Path, lines: Sequence[str]) -> None:
    """Tell IT beside the damaged files what was done; with this the recovery is complete."""
    replace_durably(aside / REPORT, ("\n".join(lines) + "\n").encode("utf-8"))


def _holds(before: Path, files: Sequence[Path]) -> bool:
    kept = {file.name for file in before.iterdir()}
    return kept == {file.name for file in files} and all(
        filecmp.cmp(before / file.name, file, shallow=False) for file in files
    )


def _free_name(folder: Path, now: datetime) -> Path:
    return next(path for path in _names(folder, now) if not path.exists())


def _names(folder: Path, now: datetime) -> Iterator[Path]:
    stem = f"{PREFIX}{now:%Y%m%dT%H%M%SZ}"
    yield folder / stem
    for number in range(2, 10_000):
        yield folder / f"{stem}-{number}"


def _copy_durably(source: Path, target: Path) -> None:
    """Copy a plain file and flush it. What the disk no longer reads is zeros in the copy."""
    with os.fdopen(open_plain(source, os.O_RDONLY), "rb", buffering=0) as old:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as new:
            size = os.fstat(old.fileno()).st_size
            for start in range(0, size, _PIECE):
                new.write(piece_of(old, start, min(_PIECE, size - start)))
            new.flush()
            flush(new.fileno())


def piece_of(file: BinaryIO, start: int, length: int) -> bytes:
    """So many bytes of a file from `start` on, with zeros for what the disk does not read."""
    try:
        file.seek(start)
        return file.read(length).ljust(length, b"\0")
    except OSError:
        if length <= _SECTOR:
            return bytes(length)
        return b"".join(
            piece_of(file, place, min(_SECTOR, start + length - place))
            for place in range(start, start + length, _SECTOR)
        )
