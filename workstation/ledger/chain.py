"""The chain: entries appended one after the other, each with the hash of the one before, and its checks."""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from sqlcipher3 import dbapi2

from workstation.contract.messages import Submission
from workstation.contract.signing import Signer
from workstation.domain.event import FIRST_PREVIOUS, BenchEvent, Particular, canonical, hash_of
from workstation.ledger.anchor import Head
from workstation.ledger.database import Connection
from workstation.ledger.values import Fault, Outgoing, Verified

TAIL: Final = 64
"""Entries that are checked before the window opens; all others in the background."""

_BATCH: Final = 500
_EVENT: Final = msgspec.json.Decoder(BenchEvent)

_INSERT_EVENT: Final = (
    "INSERT INTO event (sequence, id, kind, consignment, hash, body, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_PARTICULAR: Final = "INSERT INTO particular (sequence, key, kind, salt, text) VALUES (?, ?, ?, ?, ?)"
_INSERT_DELIVERY: Final = "INSERT INTO delivery (sequence) VALUES (?)"


def submission_of(
    event: BenchEvent, particulars: tuple[Particular, ...], signer: Signer | None = None
) -> tuple[Submission, bytes]:
    """The event with its hash and signature as it is sent, and its canonical bytes as they are kept."""
    body = canonical(event)
    signature = signer.sign(body) if signer is not None else ""
    return Submission(event=event, hash=hash_of(body), particulars=particulars, signature=signature), body


def append(connection: Connection, submission: Submission, body: bytes) -> None:
    """Append one entry, inside the caller's transaction: three inserts, nothing read, because an officer
    waits for it.
    """
    event = submission.event
    connection.execute(
        _INSERT_EVENT,
        (
            event.sequence,
            event.id,
            event.kind,
            event.consignment,
            submission.hash,
            body,
            submission.signature,
        ),
    )
    for each in submission.particulars:
        connection.execute(_INSERT_PARTICULAR, (event.sequence, each.key, each.kind, each.salt, each.text))
    connection.execute(_INSERT_DELIVERY, (event.sequence,))


def begin_signing(connection: Connection, sequence: int, public_key: str) -> None:
    """Note that entries from this one on are signed with this key, unless they already are; inside the
    caller's transaction.
    """
    newest = connection.execute("SELECT public_key FROM signing_key ORDER BY first DESC LIMIT 1").fetchone()
    if newest is None or newest[0] != public_key:
        # Nothing was signed yet with a key that came at the same entry.
        connection.execute(
            "INSERT OR REPLACE INTO signing_key (first, public_key) VALUES (?, ?)", (sequence, public_key)
        )


def take_back(connection: Connection, sequence: int) -> None:
    """Remove the newest entry, which nobody was told of because its anchor could not be written."""
    for table in ("delivery", "particular", "event"):
        connection.execute(f"DELETE FROM {table} WHERE sequence = ?", (sequence,))


def head_of(connection: Connection, ledger: str) -> Head:
    """The newest entry in the database."""
    row = connection.execute("SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1").fetchone()
    return (
        Head(ledger=ledger, sequence=row[0], hash=row[1])
        if row
        else Head(ledger=ledger, sequence=0, hash=FIRST_PREVIOUS)
    )


def outgoing(connection: Connection, sequences: list[int]) -> tuple[Outgoing, ...]:
    """The entries with these sequences as they are sent, in the order asked for: each in the bytes that were
    hashed and signed. Erased particulars are left out.
    """
    found: dict[int, Outgoing] = {}
    for start in range(0, len(sequences), _BATCH):
        some = sequences[start : start + _BATCH]
        places = ",".join("?" * len(some))
        particulars: dict[int, list[Particular]] = {}
        rows = connection.execute(
            "SELECT sequence, key, kind, salt, text FROM particular"
            f" WHERE sequence IN ({places}) AND text IS NOT NULL ORDER BY sequence, key",
            some,
        )
        for sequence, key, kind, salt, text in rows:
            particulars.setdefault(sequence, []).append(Particular(key=key, kind=kind, salt=salt, text=text))
        for sequence, hashed, body, signature in connection.execute(
            f"SELECT sequence, hash, CAST(body AS BLOB), signature FROM event WHERE sequence IN ({places})",
            some,
        ):
            found[sequence] = Outgoing(
                event=_EVENT.decode(body),
                hash=hashed,
                particulars=tuple(particulars.get(sequence, ())),
                signature=signature,
                body=body,
            )
    return tuple(found[sequence] for sequence in sequences if sequence in found)


def faults_of_tail(connection: Connection, anchored: Head | None, newest: Head) -> tuple[Fault, ...]:
    """What is wrong with the newest entries: the anchor's entry and all after it, at least `TAIL`."""
    if anchored is not None and anchored.ledger != newest.ledger:
        return (Fault(code="anchor.other_ledger"),)
    if anchored is not None and anchored.sequence > newest.sequence:
        return (Fault(code="tail.missing", sequence=newest.sequence + 1),)
    first = max(1, newest.sequence - TAIL + 1)
    if anchored is not None:
        first = min(first, max(1, anchored.sequence))
    return tuple(_faults(connection, first, anchored, lambda _n: None))


def verify_chain(connection: Connection, anchored: Head | None, progress: Callable[[int], None]) -> Verified:
    """Check every entry, particular and page. Says which entry was altered, removed, reordered or is
    missing at the end.
    """
    faults: list[Fault] = []
    entries = 0
    try:
        faults.extend(
            Fault(code="page.damaged") for _row in connection.execute("PRAGMA cipher_integrity_check")
        )
        entries, newest, ledger = _totals(connection)
        faults.extend(_faults(connection, 1, anchored, progress))
        faults.extend(_particular_faults(connection))
        if anchored is not None and anchored.ledger != ledger:
            faults.append(Fault(code="anchor.other_ledger"))
        elif anchored is not None and anchored.sequence > newest:
            faults.append(Fault(code="tail.missing", sequence=newest + 1))
        elif anchored is None and newest:
            faults.append(Fault(code="anchor.missing"))
    except dbapi2.DatabaseError:
        faults.append(Fault(code="page.damaged"))
    return Verified(entries=entries, faults=tuple(dict.fromkeys(faults)))


def _totals(connection: Connection) -> tuple[int, int, str]:
    count, newest = connection.execute("SELECT count(*), coalesce(max(sequence), 0) FROM event").fetchone()
    return count, newest, connection.execute("SELECT id FROM ledger").fetchone()[0]


def _faults(
    connection: Connection, first: int, anchored: Head | None, progress: Callable[[int], None]
) -> Iterator[Fault]:
    before = connection.execute("SELECT hash FROM event WHERE sequence = ?", (first - 1,)).fetchone()
    previous: str | None = before[0] if before else FIRST_PREVIOUS if first == 1 else None
    expected = first
    for sequence, id_, kind, consignment, hashed, body in _entries(connection, first):
        for missing in range(expected, sequence):
            yield Fault(code="entry.missing", sequence=missing)
            previous = None
        yield from _entry_faults((sequence, id_, kind, consignment), hashed, body, previous)
        if anchored is not None and anchored.sequence == sequence and anchored.hash != hash_of(body):
            yield Fault(code="entry.altered", sequence=sequence)
        previous, expected = hash_of(body), sequence + 1
        if sequence % _BATCH == 0:
            progress(sequence)


def _entries(connection: Connection, first: int) -> Iterator[tuple[int, str, str, str, str, bytes]]:
    """Entries from `first` on, in small reads, so that none holds back a checkpoint for long."""
    while rows := connection.execute(
        "SELECT sequence, id, kind, consignment, hash, CAST(body AS BLOB) FROM event"
        " WHERE sequence >= ? ORDER BY sequence LIMIT ?",
        (first, _BATCH),
    ).fetchall():
        yield from rows
        first = rows[-1][0] + 1


def _entry_faults(
    row: tuple[int, str, str, str], hashed: str, body: bytes, previous: str | None
) -> Iterator[Fault]:
    sequence = row[0]
    if hash_of(body) != hashed:
        yield Fault(code="entry.altered", sequence=sequence)
        return
    try:
        event = _EVENT.decode(body)
    except msgspec.MsgspecError:
        yield Fault(code="entry.altered", sequence=sequence)
        return
    if (event.sequence, event.id, event.kind, event.consignment) != row:
        yield Fault(code="entry.altered", sequence=sequence)
    if previous is not None and event.previous != previous:
        yield Fault(code="entry.reordered", sequence=sequence)


def _particular_faults(connection: Connection) -> Iterator[Fault]:
    """Particulars that are not what the chain says, or are gone without having been erased."""
    for sequence, _id, _kind, _consignment, _hash, body in _entries(connection, 1):
        try:
            hashes = {each.key: each for each in _EVENT.decode(body).particulars}
        except msgspec.MsgspecError:
            continue
        if not hashes:
            continue
        rows = connection.execute(
            "SELECT key, kind, salt, text FROM particular WHERE sequence = ?", (sequence,)
        ).fetchall()
        kept = {key for key, _kind_, _salt, _text in rows}
        for key, kind, salt, text in rows:
            if text is None:
                continue
            if (
                key not in hashes
                or Particular(key=key, kind=kind, salt=salt, text=text).hashed() != hashes[key]
            ):
                yield Fault(code="particular.altered", sequence=sequence)
        if hashes.keys() - kept:
            yield Fault(code="particular.missing", sequence=sequence)
