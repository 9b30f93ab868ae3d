"""Reading a damaged ledger page by page, below SQLite: what a destroyed page leads to is still found.

SQLite reaches a row from the root of its table, so one flipped bit in a page near the root hides thousands
of rows that are whole. Here every page is decrypted and read for itself, from the file and from the
write-ahead log, and a row is known by the shape of its columns.

Pages are as SQLCipher 4 writes them (zetetic.net/sqlcipher/design): AES-256-CBC, then 16 bytes of
initialization vector and 64 of HMAC-SHA512. Records, b-tree pages and the log are as sqlite.org/fileformat2
says.
"""

import hashlib
import hmac
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

PAGE: Final = 4096
USABLE: Final = PAGE - 80
_IV: Final = slice(USABLE, USABLE + 16)
_CODE: Final = slice(USABLE + 16, PAGE)
_SALT_BYTES: Final = 16
_LOG_HEADER: Final = 32
_FRAME_HEADER: Final = 24
_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x0A, 0x02
_MIN_LOCAL: Final = (USABLE - 12) * 32 // 255 - 23
_LONGEST_ROW: Final = 50_000_000

Value = int | float | str | bytes | None

SHAPES: Final = {
    "ledger": (True, r"ttti"),
    "event": (True, r"ntttt[bt]t?"),
    "delivery": (True, r"nti[in][in]ttt[in]i"),
    "attention": (True, r"nttttit[in]t"),
    "signing_key": (True, r"nt"),
    "checkpoint": (True, r"ntitti"),
    "particular": (False, r"itt[tn][tn]"),
    "known": (False, r"tt"),
    "draft": (False, r"tttib"),
    "mark": (False, r"ttttib"),
    "mandate": (False, r"ttibtt"),
    "earlier": (False, r"ttittttb"),
}
"""Of each table: whether its rows have a row id (then stored in place of a primary key that is a number),
and the types of its columns as they are stored: number, text, blob, null.
"""

_BY_KIND: Final = {
    with_rowid: tuple(
        (name, re.compile(shape)) for name, (kind, shape) in SHAPES.items() if kind is with_rowid
    )
    for with_rowid in (True, False)
}


class Row(NamedTuple):
    """A row of a table. `is_sound`: its page is as it was written, by the code that only the key can make."""

    table: str
    values: tuple[Value, ...]
    is_sound: bool


class Page(NamedTuple):
    """A decrypted page."""

    content: bytes
    is_sound: bool


def rows_of(database: Path, log: Path | None, key: bytes) -> Iterator[Row]:
    """Every row that can be read of the ledger at `database` and of its write-ahead log, where one is given.

    What is not sound must be judged by the caller. Raises OSError.
    """
    with _Files(database, log, key) as files:
        for number in range(1, files.count + 1):
            images = files.images(number)
            for page in images:
                yield from _rows_on(files, page, 100 if number == 1 else 0)
                if page.is_sound:
                    break


def is_log_whole(log: Path) -> bool:
    """Whether SQLite reads the log up to the last frame that belongs to it: nothing in it is damaged."""
    if not log.exists() or log.stat().st_size < _LOG_HEADER:
        return True
    with log.open("rb") as file:
        header = file.read(_LOG_HEADER)
        order = ">" if header[3] & 1 else "<"
        sums = _checksum(header[:24], (0, 0), order)
        if struct.unpack(">II", header[24:]) != sums:
            return False
        broken = False
        while len(frame := file.read(_FRAME_HEADER + PAGE)) == _FRAME_HEADER + PAGE:
            if frame[8:16] != header[16:24]:
                break
            sums = _checksum(frame[:8] + frame[_FRAME_HEADER:], sums, order)
            broken = broken or struct.unpack(">II", frame[16:24]) != sums
    return not broken


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second


class _Files:
    """The database's file and its log, open for reading."""

    def __init__(self, database: Path, log: Path | None, key: bytes) -> None:
        self._key = key
        self._database: BinaryIO | None = database.open("rb") if database.exists() else None
        self._log: BinaryIO | None = log.open("rb") if log is not None and log.exists() else None
        self._frames: dict[int, list[int]] = {}
        self.count = database.stat().st_size // PAGE if self._database else 0
        if self._log is not None:
            self._find_frames(self._log)
        self._code_key = self._find_code_key()

    def __enter__(self) -> "_Files":
        return self

    def __exit__(self, *_error: object) -> None:
        for file in (self._database, self._log):
            if file is not None:
                file.close()

    def _find_frames(self, log: BinaryIO) -> None:
        """Where the newest images of pages lie in the log, up to the last commit; of an older use of the log
        none.
        """
        headers: list[tuple[int, int, bytes]] = []
        log.seek(8 + 8)
        own = log.read(8)
        offset = _LOG_HEADER
        while True:
            log.seek(offset)
            header = log.read(_FRAME_HEADER)
            if len(header) < _FRAME_HEADER or len(log.read(PAGE)) < PAGE:
                break
            number, size = struct.unpack(">II", header[:8])
            headers.append((number, size, header[8:16]))
            offset += _FRAME_HEADER + PAGE
        salts = own
        if headers and not any(each[2] == own for each in headers[:3]):
            salts = headers[0][2]  # the log's own header is damaged
        committed: list[tuple[int, int]] = []
        pending: list[tuple[int, int]] = []
        for index, (number, size, salt) in enumerate(headers):
            if salt != salts:
                continue
            pending.append((number, _LOG_HEADER + index * (_FRAME_HEADER + PAGE) + _FRAME_HEADER))
            if size:
                committed += pending
                pending = []
        for number, place in committed:
            if 0 < number <= self.count + len(headers):
                self._frames.setdefault(number, []).append(place)
        self.count = max([self.count, *self._frames])

    def _find_code_key(self) -> bytes:
        """The key of the pages' codes; its salt stands in the first 16 bytes of the first page."""
        salt = bytes(_SALT_BYTES)
        for raw in self._raw(1):
            salt = raw[:_SALT_BYTES]
            break
        masked = bytes(byte ^ 0x3A for byte in salt)
        return hashlib.pbkdf2_hmac("sha512", self._key, masked, 2, 32)

    def _raw(self, number: int) -> Iterator[bytes]:
        """The page as it lies encrypted: the newest image of the log first, that of the database last."""
        for file, place in (
            *((self._log, place) for place in reversed(self._frames.get(number, []))),
            (self._database, (number - 1) * PAGE),
        ):
            if file is not None:
                file.seek(place)
                raw = file.read(PAGE)
                if len(raw) == PAGE:
                    yield raw

    def images(self, number: int) -> Iterator[Page]:
        """The images of a page, the newest first."""
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        for raw in self._raw(number):
            start = _SALT_BYTES if number == 1 else 0
            code = hmac.new(self._code_key, raw[start : USABLE + 16], hashlib.sha512)
            code.update(struct.pack("<I", number))
            decryptor = Cipher(algorithms.AES(self._key), modes.CBC(raw[_IV])).decryptor()
            plain = bytes(start) + decryptor.update(raw[start:USABLE])
            yield Page(plain, hmac.compare_digest(code.digest(), raw[_CODE]))

    def overflow(self, number: int, length: int) -> bytes:
        """`length` bytes of a row that continues on this page and those that follow it. Raises ValueError
        where they cannot be had.
        """
        parts: list[bytes] = []
        while length > 0:
            page = next(self.images(number), None) if 0 < number <= self.count else None
            if page is None:
                raise ValueError("the row goes on where there is no page")
            parts.append(page.content[4 : 4 + min(length, USABLE - 4)])
            length -= len(parts[-1])
            (number,) = struct.unpack(">I", page.content[:4])
        return b"".join(parts)


def _rows_on(files: _Files, page: Page, start: int) -> Iterator[Row]:
    content = page.content
    kind = content[start]
    if kind not in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER):
        return
    (cells,) = struct.unpack(">H", content[start + 3 : start + 5])
    first = start + (12 if kind == _INDEX_INNER else 8)
    for place in range(first, min(first + 2 * cells, USABLE - 1), 2):
        (cell,) = struct.unpack(">H", content[place : place + 2])
        try:
            values = _values(_payload(files, content, cell, kind))
        except (ValueError, IndexError, struct.error, UnicodeDecodeError):
            continue
        types = "".join(_letter(value) for value in values)
        for table, shape in _BY_KIND[kind == _TABLE_LEAF]:
            if shape.fullmatch(types):
                if types[0] == "n":
                    values = (_rowid(content, cell), *values[1:])
                yield Row(table, values, page.is_sound)
                break


def _payload(files: _Files, content: bytes, cell: int, kind: int) -> bytes:
    place = cell + (4 if kind == _INDEX_INNER else 0)
    length, place = _varint(content, place)
    most = USABLE - 35 if kind == _TABLE_LEAF else (USABLE - 12) * 64 // 255 - 23
    if kind == _TABLE_LEAF:
        _row, place = _varint(content, place)
    if length > _LONGEST_ROW:
        raise ValueError("no row is as long")
    if length <= most:
        if place + length > USABLE:
            raise ValueError("the row goes beyond its page")
        return content[place : place + length]
    local = _MIN_LOCAL + (length - _MIN_LOCAL) % (USABLE - 4)
    local = local if local <= most else _MIN_LOCAL
    (number,) = struct.unpack(">I", content[place + local : place + local + 4])
    return content[place : place + local] + files.overflow(number, length - local)


def _rowid(content: bytes, cell: int) -> int:
    _length, place = _varint(content, cell)
    return _varint(content, place)[0]


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for index in range(9):
        byte = data[place + index]
        if index == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, place + index + 1
    raise ValueError("no number ends here")


_INTEGER_BYTES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _values(record: bytes) -> tuple[Value, ...]:
    """The columns of a record."""
    end, place = _varint(record, 0)
    types: list[int] = []
    while place < end:
        kind, place = _varint(record, place)
        types.append(kind)
    values: list[Value] = []
    for kind in types:
        value, place = _value(record, place, kind)
        values.append(value)
    return tuple(values)


def _value(record: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), place
    size = _INTEGER_BYTES.get(kind, 8) if kind < 8 else (kind - 12) // 2
    data = record[place : place + size]
    if kind in (10, 11) or len(data) < size:
        raise ValueError("the column has no content")
    if kind == 7:
        return float(struct.unpack(">d", data)[0]), place + size
    if kind < 7:
        return int.from_bytes(data, "big", signed=True), place + size
    return (data.decode("utf-8") if kind % 2 else data), place + size


def _letter(value: Value) -> str:
    if value is None:
        return "n"
    return {int: "i", float: "r", str: "t", bytes: "b"}[type(value)]
