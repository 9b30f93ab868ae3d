"""Files that are whole or not there: durable replacement, patience with antivirus locks, disk problems."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from workstation.domain.problems import Refused, Unavailable

T = TypeVar("T")
Sleep = Callable[[float], None]

WAITS_S: Final = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 0.8)
"""Pauses between attempts on a file that another program has open: 2.4 s in all outlasts a virus check."""

_LOCKED_WINERRORS: Final = frozenset({5, 32, 33})
"""Windows: access denied (also while a deletion is pending), sharing violation, lock violation."""

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_UNFINISHED = ".unfinished"
_WAIT_FOR_NOBODY: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class NotAPlainFile(OSError):  # noqa: N818 - what it says of the path
    """A pipe, a socket or a device lies where a file of the program should."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, "it is no plain file")


def open_plain(path: Path, flags: int) -> int:
    """Open `path` as os.open does, for its owner only where it is made, if it is a plain file.

    A pipe would keep the program waiting for its other end for ever, and a device is nobody's data. Raises
    OSError, of these NotAPlainFile.
    """
    with contextlib.suppress(FileNotFoundError):
        _must_be_plain(path.stat())  # before it is opened: opening alone moves some devices
    handle = os.open(path, flags | _WAIT_FOR_NOBODY | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _must_be_plain(os.fstat(handle))
    except BaseException:
        os.close(handle)
        raise
    return handle


def read_plain(path: Path, most: int = -1) -> bytes:
    """What the plain file at `path` holds, at most `most` bytes. Raises OSError as `open_plain` does."""
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        return file.read(most)


def _must_be_plain(state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(state.st_mode):
        raise NotAPlainFile


def replace_durably(path: Path, data: bytes, *, sleep: Sleep = time.sleep) -> None:
    """Put `data` at `path` so that after a power cut there is the old file or the new one, never a mixture.

    Written beside it, flushed to the disk, renamed over it, and the folder flushed. Only its owner may
    read the file. Returns when it is on the disk. Raises Unavailable naming the file (`file.locked`,
    `disk.full`, `file.denied`, `disk.failed`); the old file is then untouched. May wait 2.4 s for an
    antivirus on Windows.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_UNFINISHED}")
    try:
        with _in_words(path):
            _write_flushed(beside, data)
        with_patience(lambda: beside.replace(path), path, sleep=sleep)
        with _in_words(path):
            flush_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def new_file(path: Path, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to be written at `path`, where there is none; on the disk when the block ends, gone when it
    fails. Only its owner may read it, unless `mode` lets others.

    Raises Refused (`file.exists`): what is there may be all that is left of something. Unavailable as
    `replace_durably`.
    """
    with _in_words(path):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except FileExistsError:
            raise Refused(
                "There is already something at {file}.",
                safe="It was not touched.",
                do_now="Name another file.",
                code="file.exists",
                values={"file": path},
            ) from None
    try:
        with _in_words(path), os.fdopen(handle, "wb") as file:
            if sys.platform != "win32":
                os.fchmod(handle, mode)
            yield file
            file.flush()
            flush(handle)
        with _in_words(path):
            flush_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def with_patience(action: Callable[[], T], path: Path, *, sleep: Sleep = time.sleep) -> T:
    """Do `action`, an operation on `path`, again while another program holds the file, for 2.4 s at most.

    For what antivirus and backup programs break on Windows: open, rename, delete. Raises Unavailable naming
    the file.
    """
    with _in_words(path):
        for wait in WAITS_S:
            try:
                return action()
            except OSError as error:
                if not is_held_by_another_program(error):
                    raise
            sleep(wait)
        return action()


def is_held_by_another_program(error: OSError) -> bool:
    """Whether `error` says that another program has the file open just now (Windows only)."""
    return getattr(error, "winerror", None) in _LOCKED_WINERRORS


def flush_folder(folder: Path) -> None:
    """Make renames in `folder` durable. Windows has no such call; NTFS keeps renames in its journal."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            flush(handle)
        finally:
            os.close(handle)


def flush(handle: int) -> None:
    """Flush an open file to the disk itself; macOS has a call of its own for that (fcntl(2), F_FULLFSYNC)."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def sweep_unfinished(folder: Path) -> int:
    """Remove what interrupted replacements left in `folder`; the number of files removed.

    Only while the profile's lock is held: another instance's file in work would look the same.
    """
    removed = 0
    for left in folder.glob(f".*{_UNFINISHED}"):
        with contextlib.suppress(OSError):
            left.unlink()
            removed += 1
    return removed


def leave_room(folder: Path, reserve: int) -> None:
    """Raise Unavailable (`disk.low`) where less than `reserve` bytes are free on the disk of `folder`.

    For what can be had again: it must not take the room that the next decision needs.
    """
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise problem_of(error, folder) from error
    if free < reserve:
        raise Unavailable(
            "Only {free} MB are free on the disk of {folder}: nothing more is fetched.",
            safe="What is left is kept for decisions.",
            do_now="Free some space, or call IT.",
            code="disk.low",
            values={"free": free // 1_000_000, "folder": folder},
        )


def problem_of(error: OSError, path: Path) -> Unavailable:
    """What a failed operation on `path` means for a person; the words name the file."""
    values = {"file": path}
    if isinstance(error, NotAPlainFile):
        return Unavailable(
            "{file} is no file, but a pipe, a device or the like.",
            safe="Nothing recorded before is lost.",
            do_now="Call IT: it must be taken away from the program's folder.",
            code="file.not_plain",
            values=values,
        )
    if is_held_by_another_program(error):
        return Unavailable(
            "The file {file} is held by another program, perhaps an antivirus.",
            safe="Nothing recorded before is lost.",
            do_now="Try again; if it stays, ask IT to exempt the program's folder.",
            code="file.locked",
            values=values,
        )
    if error.errno in _FULL:
        return Unavailable(
            "The disk is full: {file} could not be written.",
            safe="Nothing recorded before is lost.",
            do_now="Free some space, or call IT, before you go on.",
            code="disk.full",
            values=values,
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Unavailable(
            "The operating system does not allow this account to use {file}.",
            safe="Nothing recorded before is lost.",
            do_now="Call IT: the bench's account needs its own folder.",
            code="file.denied",
            values=values,
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG}:
        return Unavailable(
            "There is no usable file or folder at {file}.",
            safe="Nothing recorded before is lost.",
            do_now="Look at the path, or ask IT whether it was moved.",
            code="file.missing",
            values=values,
        )
    return Unavailable(
        "The file {file} could not be used: {reason}.",
        safe="Nothing recorded before is lost.",
        do_now="Call IT: the disk may be failing.",
        code="disk.failed",
        values={"file": path, "reason": errno.errorcode.get(error.errno or 0, type(error).__name__)},
    )


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise problem_of(error, path) from error


def _write_flushed(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        flush(file.fileno())
