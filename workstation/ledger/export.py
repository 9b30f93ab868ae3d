"""The ledger as a plain file that a third party can check without this program.

Lines of fields parted by tabs, made for standard tools; docs/ledger-export.md says what each means and
docs/check-ledger.sh checks them. Without texts only the salted hashes of what was typed and read leave.
"""

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

import msgspec

from workstation.domain.event import BenchEvent
from workstation.ledger.anchor import Head
from workstation.ledger.chain import CHECKPOINT
from workstation.ledger.database import Connection
from workstation.ledger.verification import beginning_of

VERSION: Final = 1

_BATCH: Final = 500

Seal = Callable[[bytes], bytes]
"""Encrypts texts for whoever holds the administration's recovery key."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into the file: entries up to `last` (none: all), texts as they are, sealed, or not at all.
    `head` is what the anchor says.
    """

    made: datetime
    texts: Literal["none", "plain", "sealed"] = "none"
    kind: Literal["export", "archive"] = "export"
    head: Head | None = None
    last: int | None = None
    seal: Seal | None = None


def lines_of(connection: Connection, wanted: Wanted) -> Iterator[bytes]:
    """The lines of the file, each with its end; in one read transaction, so that they belong together."""
    connection.execute("BEGIN")
    try:
        yield from _header(connection, wanted)
        entries = 0
        first = 0
        while batch := _batch(connection, first, wanted.last):
            yield from _entries(connection, batch, wanted)
            entries += len(batch)
            first = batch[-1][0] + 1
        yield _line("end", entries)
    finally:
        connection.execute("COMMIT")


_Entry = tuple[int, str, str, bytes]


def _line(*fields: object) -> bytes:
    return "\t".join(map(str, fields)).encode() + b"\n"


def _as_in_body(text: str) -> str:
    """A value of the header as it stands in a body, without its quotes: nothing in it ends field or line."""
    return msgspec.json.encode(text).decode()[1:-1]


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _header(connection: Connection, wanted: Wanted) -> Iterator[bytes]:
    ledger, bench, office = connection.execute("SELECT id, bench, office FROM ledger").fetchone()
    span = _span(connection, wanted.last)
    if span is not None:
        bench, office = span.bench, span.office
    yield _line("ledger-export", VERSION, wanted.kind)
    yield _line("ledger", ledger)
    yield _line("bench", _as_in_body(bench))
    yield _line("office", _as_in_body(office))
    yield _line("made", wanted.made.isoformat(timespec="seconds"))
    yield _line("texts", wanted.texts)
    for first, key in _keys_of(connection, span):
        yield _line("key", first, key)
    checkpoint = connection.execute(
        "SELECT sequence, hash, event, entries, sha256 FROM checkpoint ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    if checkpoint is not None:
        yield _line("checkpoint", *checkpoint)
    if wanted.head is not None:
        yield _line("head", wanted.head.sequence, wanted.head.hash)


class _Span(NamedTuple):
    """The entries that go into the file, and what the newest says of its place: a bench may have moved."""

    first: int
    last: int
    bench: str
    office: str


def _span(connection: Connection, last: int | None) -> _Span | None:
    row = connection.execute(
        "SELECT (SELECT min(sequence) FROM event), sequence, CAST(body AS BLOB) FROM event"
        " WHERE sequence <= ? ORDER BY sequence DESC LIMIT 1",
        ((1 << 62) if last is None else last,),
    ).fetchone()
    if row is None:
        return None
    event = msgspec.json.decode(row[2], type=BenchEvent)
    return _Span(row[0], row[1], event.bench, event.office)


def _keys_of(connection: Connection, span: _Span | None) -> list[tuple[int, str]]:
    """The keys that signed something in the file: not those of archived entries, nor one that waits."""
    if span is None:
        return []
    keys = [each for each in beginning_of(connection).keys if each[0] <= span.last]
    ends = [*(first for first, _key in keys[1:]), span.last + 1]
    return [key for key, end in zip(keys, ends, strict=False) if end > span.first]


def _batch(connection: Connection, first: int, last: int | None) -> list[_Entry]:
    rows = connection.execute(
        "SELECT sequence, hash, signature, CAST(body AS BLOB) FROM event"
        " WHERE sequence >= ? AND sequence <= ? ORDER BY sequence LIMIT ?",
        (first, (1 << 62) if last is None else last, _BATCH),
    )
    return list(rows)


def _entries(connection: Connection, batch: list[_Entry], wanted: Wanted) -> Iterator[bytes]:
    """The entries, each followed by what is told of its particulars."""
    particulars = _particulars(connection, batch[0][0], batch[-1][0])
    sealed: list[bytes] = []
    for sequence, hashed, signature, body in batch:
        yield _line("entry", sequence, hashed, signature or "-", _base64(body))
        for key, kind, salt, text in particulars.get(sequence, ()):
            if text is None:
                yield _line("erased", sequence, key, kind)
                continue
            line = _line("text", sequence, key, kind, salt, _base64(text.encode()))
            if wanted.texts == "plain" or kind == CHECKPOINT:
                # What a checkpoint says is about the ledger, not about a person.
                yield line
            elif wanted.texts == "sealed":
                sealed.append(line)
    if sealed and wanted.seal is not None:
        yield _line("sealed", _base64(wanted.seal(b"".join(sealed))))


_Row = tuple[str, str, str | None, str | None]


def _particulars(connection: Connection, first: int, last: int) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for sequence, *row in connection.execute(
        "SELECT sequence, key, kind, salt, text FROM particular WHERE sequence BETWEEN ? AND ?"
        " ORDER BY sequence, key",
        (first, last),
    ):
        key, kind, salt, text = row
        found.setdefault(sequence, []).append((key, kind, salt, text))
    return found


def with_texts(lines: Iterable[bytes], unseal: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """The lines of an archive with its sealed texts in their places. Raises what `unseal` raises, and
    ValueError for what is no archive, or only the beginning of one.
    """
    held: list[bytes] = []
    name = b""
    for line in lines:
        if not name and not line.startswith(b"ledger-export\t"):
            break
        name, _, rest = line.partition(b"\t")
        if name == b"sealed":
            yield from _in_place(held, unseal(base64.b64decode(rest)))
            held = []
        elif name in (b"entry", b"erased", b"text"):
            held.append(line)
        else:
            yield from held
            held = []
            yield b"texts\tplain\n" if line == b"texts\tsealed\n" else line
    if name != b"end":
        raise ValueError("it is no archive, or it has no end")


def _in_place(held: list[bytes], texts: bytes) -> Iterator[bytes]:
    """The entries that were held, each followed by its texts."""
    by_entry: dict[bytes, list[bytes]] = {}
    for text in texts.splitlines(keepends=True):
        by_entry.setdefault(text.partition(b"\t")[2].partition(b"\t")[0], []).append(text)
    for line in held:
        yield line
        if line.startswith(b"entry\t"):
            yield from by_entry.get(line.split(b"\t", 2)[1], ())
