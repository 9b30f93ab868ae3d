"""Putting a ledger together from what can be read of several damaged or older ones.

Everything is staged first, each row under the rank of the source that it came from. Then the chain is
walked from the anchor's head downwards: each entry says the hash of the one before it, so that only what
was written there finds its place. The other tables take each row from the first source that has it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from workstation.domain.event import FIRST_PREVIOUS, BenchEvent, Particular, hash_of
from workstation.ledger.anchor import Head
from workstation.ledger.chain import CHECKPOINT, CheckpointFacts
from workstation.ledger.database import Connection
from workstation.ledger.gaps import Ranges, ranges_of
from workstation.ledger.instants import milliseconds
from workstation.ledger.recovery.raw_pages import Row, Value, rows_of

_BATCH: Final = 500
_EVENT: Final = msgspec.json.Decoder(BenchEvent)

STAGES: Final = (
    """CREATE TABLE staged_event (
        sequence INTEGER, id TEXT, kind TEXT, consignment TEXT, hash TEXT, body BLOB, signature TEXT,
        source INTEGER, PRIMARY KEY (sequence, hash)
    ) WITHOUT ROWID""",
    """CREATE TABLE staged_particular (
        sequence INTEGER, key TEXT, kind TEXT, salt TEXT, text TEXT, source INTEGER, sound INTEGER
    )""",
    "CREATE INDEX staged_particular_of ON staged_particular (sequence)",
)
UNSTAGES: Final = ("DROP TABLE staged_event", "DROP TABLE staged_particular")

_COLUMNS: Final = {
    "attention": "key, kind, consignment, event, raised_ms, facts, ended_ms, ended_by",
    "signing_key": "first, public_key",
    "checkpoint": "sequence, hash, entries, event, sha256, made_ms",
    "known": "name, value",
    "draft": "consignment, officer, kind, saved_ms, body",
    "mark": "consignment, officer, kind, id, saved_ms, body",
    "mandate": "id, officer, received_ms, document, signature, key",
    "earlier": "id, ledger, sequence, consignment, outcome, code, number, submission",
    "delivery": "sequence, state, attempts, attempted_ms, next_attempt_ms, number, code, words, answered_ms,"
    " conflict",
}


_GIVEN_UP: Final = ("draft", "mark")
"""Tables of which a row may be gone because an officer wanted it gone."""


class Source(NamedTuple):
    """A ledger's file that is read page by page, with its write-ahead log where that counts. `name` is for
    the report; an `is_older` one is a copy made earlier.
    """

    name: str
    database: Path
    log: Path | None = None
    is_older: bool = False


@dataclass
class Found:
    """What the sources gave so far."""

    ledgers: list[tuple[str, str, str, int]] = field(default_factory=list)
    """Rows of the table `ledger`: id, bench, office, begun."""
    is_damaged: bool = False
    """Some of the newest source could not be read."""
    entries: dict[str, int] = field(default_factory=dict)
    """By source: how many entries of it were not in one before."""


class Chosen(NamedTuple):
    """The entries that make the chain: the hash of each by sequence, and which are missing up to the head."""

    hashes: dict[int, str]
    head: Head
    missing: Ranges


def stage(connection: Connection, sources: Iterable[Source], key: bytes) -> Found:
    """Read every source into the stages and the tables; inside the caller's transaction. Raises OSError."""
    found = Found()
    for rank, source in enumerate(sources):
        found.entries[source.name] = 0
        for row in rows_of(source.database, source.log, key):
            found.is_damaged = found.is_damaged or (not row.is_sound and not source.is_older)
            _stage_row(connection, found, row, source, rank)
        if not source.is_older and not source.database.exists():
            found.is_damaged = True
    return found


def _stage_row(connection: Connection, found: Found, row: Row, source: Source, rank: int) -> None:
    if row.table == "event":
        found.entries[source.name] += _stage_event(connection, row.values, rank)
    elif row.table == "particular":
        connection.execute(
            "INSERT INTO staged_particular VALUES (?, ?, ?, ?, ?, ?, ?)", (*row.values, rank, row.is_sound)
        )
    elif not row.is_sound:
        # No hash of the chain says what these rows were.
        return
    elif row.table == "ledger":
        id_, bench, office, begun = row.values
        found.ledgers.append((str(id_), str(bench), str(office), begun if isinstance(begun, int) else 0))
    elif row.table == "attention":
        # Without its id: another source may have given it to another.
        _insert(connection, row.table, row.values[1:])
    elif row.table not in _GIVEN_UP or not source.is_older or found.is_damaged:
        # One that is not in a whole ledger was recorded or given up since the copy was made.
        _insert(connection, row.table, row.values)


def _insert(connection: Connection, table: str, values: tuple[Value, ...]) -> None:
    places = ", ".join("?" * len(values))
    connection.execute(f"INSERT OR IGNORE INTO {table} ({_COLUMNS[table]}) VALUES ({places})", values)


def _stage_event(connection: Connection, values: tuple[Value, ...], rank: int) -> int:
    sequence, id_, kind, consignment, hashed, body = values[:6]
    raw = body.encode() if isinstance(body, str) else body
    if not isinstance(raw, bytes) or hash_of(raw) != hashed:
        return 0
    try:
        event = _EVENT.decode(raw)
    except msgspec.MsgspecError:
        return 0
    if (event.sequence, event.id, event.kind, event.consignment) != (sequence, id_, kind, consignment):
        return 0
    signature = values[6] if len(values) > 6 else ""
    done = connection.execute(
        "INSERT OR IGNORE INTO staged_event VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (sequence, id_, kind, consignment, hashed, raw, signature, rank),
    )
    return int(done.rowcount)


class _Link(NamedTuple):
    hash: str
    previous: str


def choose(connection: Connection, ledger: str, anchored: Head | None) -> Chosen:
    """Which staged entries are the chain of this ledger: from the anchor's head downwards, and upwards from
    it what was committed but not anchored any more. Without an anchor, from the newest entry.
    """
    _restore_checkpoint(connection)
    first = int(connection.execute("SELECT coalesce(max(sequence), 0) FROM checkpoint").fetchone()[0]) + 1
    links = _links(connection, ledger)
    top = anchored.sequence if anchored is not None else max(links, default=0)
    hashes: dict[int, str] = {}
    wanted = anchored.hash if anchored is not None else None
    for sequence in range(top, first - 1, -1):
        fitting = [each for each in links.get(sequence, ()) if wanted in (None, each.hash)]
        if not fitting:
            wanted = None
            continue
        below = {each.hash for each in links.get(sequence - 1, ())}
        best = next((each for each in fitting if each.previous in below), fitting[0])
        hashes[sequence] = best.hash
        wanted = best.previous
    head = Head(ledger=ledger, sequence=top, hash=FIRST_PREVIOUS if top == 0 else hashes.get(top, ""))
    if anchored is not None:
        head = anchored
        while linked := [each for each in links.get(head.sequence + 1, ()) if each.previous == head.hash]:
            head = Head(ledger=ledger, sequence=head.sequence + 1, hash=linked[0].hash)
            hashes[head.sequence] = head.hash
    missing = ranges_of(n for n in range(first, head.sequence + 1) if n not in hashes)
    return Chosen(hashes, head, missing)


def _restore_checkpoint(connection: Connection) -> None:
    """Where the table is lost that says up to where the ledger was archived, the newest entry that says it
    counts: what was archived is not missing, and what an older copy still has of it stays out.
    """
    if connection.execute("SELECT 1 FROM checkpoint").fetchone() is not None:
        return
    for sequence, id_, body in connection.execute(
        "SELECT sequence, id, body FROM staged_event WHERE kind = ? ORDER BY sequence DESC, source",
        (CHECKPOINT,),
    ).fetchall():
        event = _EVENT.decode(body)
        for each in event.particulars:
            row = _particular(connection, sequence, each.key, each.sha256)
            if each.kind == CHECKPOINT and row is not None and isinstance(row[4], str):
                said = msgspec.json.decode(row[4], type=CheckpointFacts)
                made_ms = milliseconds(event.bench_time)
                connection.execute(
                    "INSERT INTO checkpoint (sequence, hash, entries, event, sha256, made_ms)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (said.sequence, said.hash, said.entries, id_, said.sha256, made_ms),
                )
                return


def _links(connection: Connection, ledger: str) -> dict[int, list[_Link]]:
    links: dict[int, list[_Link]] = {}
    for sequence, hashed, body in connection.execute(
        "SELECT sequence, hash, body FROM staged_event ORDER BY sequence, source"
    ):
        event = _EVENT.decode(body)
        if event.ledger == ledger:
            links.setdefault(sequence, []).append(_Link(hashed, event.previous))
    return links


def fill(connection: Connection, chosen: Chosen) -> None:
    """Put the chosen entries into the tables, with what describes them; what is not known of their delivery
    is offered again.
    """
    sequences = sorted(chosen.hashes)
    connection.executemany(
        "INSERT INTO event (sequence, id, kind, consignment, hash, body, signature)"
        " SELECT sequence, id, kind, consignment, hash, body, signature FROM staged_event"
        " WHERE sequence = ? AND hash = ?",
        ((sequence, chosen.hashes[sequence]) for sequence in sequences),
    )
    connection.execute("DELETE FROM delivery WHERE sequence NOT IN (SELECT sequence FROM event)")
    connection.execute("INSERT OR IGNORE INTO delivery (sequence) SELECT sequence FROM event")
    for sequence, body in _bodies(connection):
        for each in _EVENT.decode(body).particulars:
            row = _particular(connection, sequence, each.key, each.sha256)
            if row is not None:
                connection.execute(
                    "INSERT INTO particular (sequence, key, kind, salt, text) VALUES (?, ?, ?, ?, ?)", row
                )


def _bodies(connection: Connection) -> Iterator[tuple[int, bytes]]:
    last = 0
    while rows := connection.execute(
        "SELECT sequence, body FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?", (last, _BATCH)
    ).fetchall():
        yield from rows
        last = rows[-1][0]


def _particular(connection: Connection, sequence: int, key: str, hashed: str) -> tuple[Value, ...] | None:
    """The row of this particular: the first whose hash is that of the chain; erased where the first sound one
    is.
    """
    rows = connection.execute(
        "SELECT key, kind, salt, text, sound FROM staged_particular WHERE sequence = ? AND key = ?"
        " ORDER BY source, sound DESC",
        (sequence, key),
    )
    for key_, kind, salt, text, is_sound in rows:
        if text is None and is_sound:
            return sequence, key_, kind, None, None
        try:
            particular = Particular(key=key_, kind=kind, salt=salt or "", text=text or "")
            if particular.hashed().sha256 == hashed:
                return sequence, key_, kind, salt, text
        except ValueError:
            continue
    return None
