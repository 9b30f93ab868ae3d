"""The anchor: the chain's head on the disk, outside the database, so that a cut tail shows.

A file of two slots of 512 bytes (one disk sector each), written in turn: a torn write spoils one and leaves
the other. Each slot is the ledger's id, sequence and hash of its head, a checksum, and a code made with the
ledger's key. A slot whose checksum holds but whose code does not was written under another key: so a wrong
key is told from a destroyed file.
"""

import hashlib
import hmac
import os
import sys
from pathlib import Path
from typing import Final

from workstation.domain.value import Value
from workstation.host.files import flush, flush_folder, open_plain, problem_of, read_plain

SLOT_BYTES: Final = 512
_MARK: Final = b"WSANCHOR1"
_PURPOSE: Final = b"workstation ledger anchor 1"
_FOLLOW_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
"""A new anchor is written over nothing but an anchor: never over what a link leads to."""


class Head(Value):
    """The newest entry of a ledger: its sequence (0: none yet) and its hash."""

    ledger: str
    sequence: int
    hash: str


class AnchorRead(Value):
    """What an anchor file says: the newest head (none: nothing readable), and whether it was made with
    another key.
    """

    head: Head | None
    other_key: bool = False


class Anchor:
    """The open anchor file. For the thread that writes the ledger, under its lock."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = _code_key(key)
        self._file = -1

    def create(self, head: Head) -> None:
        """Make the file with both slots full of its final size, so that a full disk never fails a later
        move.
        """
        try:
            file = open_plain(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | _FOLLOW_NO_LINK)
            try:
                os.write(file, self._slot(head) * 2)
                flush(file)
            finally:
                os.close(file)
            flush_folder(self._path.parent)
        except OSError as error:
            raise problem_of(error, self._path) from error

    def open(self) -> None:
        """Open the existing file for `move_to`."""
        try:
            self._file = open_plain(self._path, os.O_RDWR)
        except OSError as error:
            raise problem_of(error, self._path) from error

    def move_to(self, head: Head) -> None:
        """Write the head into its slot and flush it to the disk. Raises Unavailable when the disk does not
        take it; what the slot then says is not known until `take_back`.
        """
        self._write(head, head.sequence)

    def take_back(self, sequence: int, head: Head) -> None:
        """Write over a move to `sequence` that failed, so that both slots say the head that stands."""
        self._write(head, sequence)

    def _write(self, head: Head, place: int) -> None:
        try:
            os.lseek(self._file, (place % 2) * SLOT_BYTES, os.SEEK_SET)
            written = os.write(self._file, self._slot(head))
            if written != SLOT_BYTES:
                raise OSError(f"{written} of {SLOT_BYTES} bytes were written")
            _flush_data(self._file)
        except OSError as error:
            raise problem_of(error, self._path) from error

    def close(self) -> None:
        """Close the file; the last head stays on the disk."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _slot(self, head: Head) -> bytes:
        body = b" ".join((_MARK, head.ledger.encode(), str(head.sequence).encode(), head.hash.encode()))
        code = hmac.new(self._key, body, hashlib.sha256).hexdigest().encode()
        signed = body + b" " + code
        return (signed + b" " + hashlib.sha256(signed).hexdigest().encode() + b"\n").ljust(SLOT_BYTES, b"\0")


def read_anchor(path: Path, key: bytes) -> AnchorRead:
    """What the anchor at `path` says. Never raises on its content; Unavailable when the file cannot be
    read.
    """
    try:
        content = read_plain(path, 2 * SLOT_BYTES)
    except OSError as error:
        raise problem_of(error, path) from error
    heads: list[Head] = []
    other_key = False
    for start in range(0, 2 * SLOT_BYTES, SLOT_BYTES):
        words = content[start : start + SLOT_BYTES].rstrip(b"\0").removesuffix(b"\n").split(b" ")
        if len(words) != 6 or words[0] != _MARK:
            continue
        *body, code, checksum = words
        if hashlib.sha256(b" ".join((*body, code))).hexdigest().encode() != checksum:
            continue
        expected = hmac.new(_code_key(key), b" ".join(body), hashlib.sha256).hexdigest().encode()
        if not hmac.compare_digest(expected, code):
            other_key = True
            continue
        heads.append(Head(ledger=body[1].decode(), sequence=int(body[2]), hash=body[3].decode()))
    return AnchorRead(
        head=max(heads, key=lambda h: h.sequence, default=None), other_key=other_key and not heads
    )


def _code_key(key: bytes) -> bytes:
    return hmac.new(key, _PURPOSE, hashlib.sha256).digest()


def _flush_data(file: int) -> None:
    """Flush the content. The size never changes after `create`, so that the file's other data need not
    follow.
    """
    if sys.platform == "linux":
        os.fdatasync(file)
    else:
        flush(file)
