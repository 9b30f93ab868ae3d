"""The checks of the chain: which entry, if any, was altered, removed, reordered, is not signed or is missing
at the end.

What the checks stand on besides the entries: the keys that sign, the checkpoint where the beginning was
archived, the anchor outside the database, and what was last agreed with the central service.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec
from sqlcipher3 import dbapi2

from workstation.contract.signing import is_signed
from workstation.domain.event import FIRST_PREVIOUS, BenchEvent, Particular, hash_of
from workstation.ledger.anchor import Head
from workstation.ledger.chain import CHECKPOINT, CheckpointFacts
from workstation.ledger.database import Connection
from workstation.ledger.gaps import Ranges, missing_in
from workstation.ledger.known import AGREED, Agreed, known
from workstation.ledger.values import Fault, Verified

TAIL: Final = 64
"""Entries that are checked before the window opens; all others in the background."""

_BATCH: Final = 500
_EVENT: Final = msgspec.json.Decoder(BenchEvent)


class Checkpoint(NamedTuple):
    """Where the ledger begins after its beginning was archived: the last entry that was, and what says so."""

    sequence: int
    hash: str
    event: str


class _Row(NamedTuple):
    sequence: int
    id: str
    kind: str
    consignment: str
    hash: str
    body: bytes
    signature: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where the chain begins, which keys sign it, and which entries are known to be missing;
    `checks_signatures` only in the full check.
    """

    checkpoint: Checkpoint | None
    keys: tuple[tuple[int, str], ...]
    gaps: Ranges = ()
    checks_signatures: bool = False

    @property
    def first(self) -> int:
        """Sequence of the first entry that must be there."""
        return self.checkpoint.sequence + 1 if self.checkpoint else 1

    @property
    def previous(self) -> str:
        """What the first entry must name as the hash before."""
        return self.checkpoint.hash if self.checkpoint else FIRST_PREVIOUS

    def key_of(self, sequence: int) -> str:
        """The public key that signs this entry; empty before the first key."""
        return next((key for first, key in reversed(self.keys) if first <= sequence), "")


def beginning_of(connection: Connection, *, checks_signatures: bool = False) -> Beginning:
    """What the checks stand on, read from the ledger."""
    row = connection.execute(
        "SELECT sequence, hash, event FROM checkpoint ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    keys = connection.execute("SELECT first, public_key FROM signing_key ORDER BY first").fetchall()
    checkpoint = Checkpoint(*row) if row else None
    return Beginning(checkpoint, tuple(map(tuple, keys)), missing_in(connection), checks_signatures)


def faults_of_tail(connection: Connection, anchored: Head | None, newest: Head) -> tuple[Fault, ...]:
    """What is wrong with the newest entries: the anchor's entry and all after it, at least `TAIL`. That they
    are signed is seen, the signatures themselves are left to the full check.
    """
    if anchored is not None and anchored.ledger != newest.ledger:
        return (Fault(code="anchor.other_ledger"),)
    if anchored is not None and anchored.sequence > newest.sequence:
        return (_missing(newest.sequence + 1, anchored.sequence, "tail.missing"),)
    beginning = beginning_of(connection)
    first = newest.sequence - TAIL + 1
    if anchored is not None:
        first = min(first, anchored.sequence)
    return tuple(_chain_faults(connection, beginning, max(beginning.first, first), anchored, lambda _n: None))


def verify_chain(connection: Connection, anchored: Head | None, progress: Callable[[int], None]) -> Verified:
    """Check every entry, signature, particular and page. Says which entry was altered, removed, reordered,
    is not signed or is missing at the end.
    """
    faults: list[Fault] = []
    entries = first = 0
    try:
        # What a power cut tore while the log was copied home is whole in the log: the check reads pages as
        # they are at home, so they are copied again first.
        with contextlib.suppress(dbapi2.OperationalError):  # a full disk: the check is made as things are
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        faults.extend(
            Fault(code="page.damaged") for _row in connection.execute("PRAGMA cipher_integrity_check")
        )
        beginning = beginning_of(connection, checks_signatures=True)
        first = beginning.first
        entries, newest, ledger = _totals(connection)
        faults.extend(_chain_faults(connection, beginning, first, anchored, progress))
        faults.extend(_particular_faults(connection))
        if beginning.checkpoint is not None:
            faults.extend(_checkpoint_faults(connection, beginning.checkpoint))
        faults.extend(_agreed_faults(connection, first, newest))
        faults.extend(_anchor_faults(anchored, ledger, newest))
    except dbapi2.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB):
            raise
        faults.append(Fault(code="page.damaged"))
    return Verified(entries=entries, faults=tuple(dict.fromkeys(faults)), first=first)


def _totals(connection: Connection) -> tuple[int, int, str]:
    count, newest = connection.execute("SELECT count(*), coalesce(max(sequence), 0) FROM event").fetchone()
    return count, newest, connection.execute("SELECT id FROM ledger").fetchone()[0]


def _missing(first: int, last: int, code: str = "entry.missing") -> Fault:
    return Fault(code=code, sequence=first, last=last if last > first else 0)


def _missing_between(first: int, last: int, gaps: Ranges) -> Iterator[Fault]:
    """A run of missing entries, parted where it begins or ends to be known: what was removed beside a gap is
    not taken for a part of it.
    """
    for low, high in gaps:
        if high < first or low > last:
            continue
        if low > first:
            yield _missing(first, low - 1)
        yield _missing(max(low, first), min(high, last))
        first = high + 1
    if first <= last:
        yield _missing(first, last)


def _anchor_faults(anchored: Head | None, ledger: str, newest: int) -> Iterator[Fault]:
    if anchored is None:
        if newest:
            yield Fault(code="anchor.missing")
    elif anchored.ledger != ledger:
        yield Fault(code="anchor.other_ledger")
    elif anchored.sequence > newest:
        yield _missing(newest + 1, anchored.sequence, "tail.missing")


def _agreed_faults(connection: Connection, first: int, newest: int) -> Iterator[Fault]:
    """Where the chain is not what bench and service last agreed on. What cannot be read is no agreement."""
    try:
        agreed = msgspec.json.decode(known(connection, AGREED) or "{}", type=Agreed)
    except msgspec.MsgspecError:
        return
    if agreed.sequence > newest:
        yield _missing(newest + 1, agreed.sequence, "agreed.missing")
    elif agreed.sequence >= first:
        row = connection.execute("SELECT hash FROM event WHERE sequence = ?", (agreed.sequence,)).fetchone()
        if row is not None and row[0] != agreed.hash:
            yield Fault(code="agreed.differs", sequence=agreed.sequence)


def _checkpoint_faults(connection: Connection, checkpoint: Checkpoint) -> Iterator[Fault]:
    """Whether a signed entry of the ledger says that its beginning was archived, and up to where."""
    row = connection.execute(
        "SELECT e.sequence, e.signature, p.text FROM event e JOIN particular p ON p.sequence = e.sequence"
        " WHERE e.id = ? AND e.kind = ? AND p.kind = ?",
        (checkpoint.event, CHECKPOINT, CHECKPOINT),
    ).fetchone()
    if row is None or not row[1]:
        yield Fault(code="checkpoint.unproved", sequence=checkpoint.sequence)
        return
    try:
        said = msgspec.json.decode(row[2] or "", type=CheckpointFacts)
    except msgspec.MsgspecError:
        yield Fault(code="checkpoint.unproved", sequence=checkpoint.sequence)
        return
    if (said.sequence, said.hash) != (checkpoint.sequence, checkpoint.hash):
        yield Fault(code="checkpoint.differs", sequence=row[0])


def _chain_faults(
    connection: Connection,
    beginning: Beginning,
    first: int,
    anchored: Head | None,
    progress: Callable[[int], None],
) -> Iterator[Fault]:
    """What is wrong with the entries from `first` on."""
    before = connection.execute("SELECT hash FROM event WHERE sequence = ?", (first - 1,)).fetchone()
    previous: str | None = beginning.previous
    if first != beginning.first:
        previous = before[0] if before else None
    elif before is not None:
        yield Fault(code="checkpoint.differs", sequence=first - 1)
    expected = first
    for row in _entries(connection, first):
        if row.sequence > expected:
            yield from _missing_between(expected, row.sequence - 1, beginning.gaps)
            previous = None
        yield from _entry_faults(row, previous)
        yield from _signature_faults(row, beginning)
        hashed = hash_of(row.body)
        if anchored is not None and anchored.sequence == row.sequence and anchored.hash != hashed:
            yield Fault(code="entry.altered", sequence=row.sequence)
        previous, expected = hashed, row.sequence + 1
        if row.sequence % _BATCH == 0:
            progress(row.sequence)


def _entries(connection: Connection, first: int) -> Iterator[_Row]:
    """Entries from `first` on, in small reads, so that none holds back the database's log for long."""
    while rows := connection.execute(
        "SELECT sequence, id, kind, consignment, hash, CAST(body AS BLOB), signature FROM event"
        " WHERE sequence >= ? ORDER BY sequence LIMIT ?",
        (first, _BATCH),
    ).fetchall():
        yield from map(_Row._make, rows)
        first = rows[-1][0] + 1


def _entry_faults(row: _Row, previous: str | None) -> Iterator[Fault]:
    if hash_of(row.body) != row.hash:
        yield Fault(code="entry.altered", sequence=row.sequence)
        return
    try:
        event = _EVENT.decode(row.body)
    except msgspec.MsgspecError:
        yield Fault(code="entry.altered", sequence=row.sequence)
        return
    if (event.sequence, event.id, event.kind, event.consignment) != row[:4]:
        yield Fault(code="entry.altered", sequence=row.sequence)
    if previous is not None and event.previous != previous:
        yield Fault(code="entry.reordered", sequence=row.sequence)


def _signature_faults(row: _Row, beginning: Beginning) -> Iterator[Fault]:
    key = beginning.key_of(row.sequence)
    if key and not row.signature:
        yield Fault(code="entry.unsigned", sequence=row.sequence)
    elif row.signature and not key:
        # Signed before the ledger knows of any key: somebody took the note of the key away.
        yield Fault(code="entry.signature", sequence=row.sequence)
    elif key and beginning.checks_signatures and not is_signed(key, row.body, row.signature):
        yield Fault(code="entry.signature", sequence=row.sequence)


def _particular_faults(connection: Connection) -> Iterator[Fault]:
    """Particulars that are not what the chain says, or are gone without having been erased."""
    for entry in _entries(connection, 1):
        try:
            hashes = {each.key: each for each in _EVENT.decode(entry.body).particulars}
        except msgspec.MsgspecError:
            continue
        if not hashes:
            continue
        rows = connection.execute(
            "SELECT key, kind, salt, text FROM particular WHERE sequence = ?", (entry.sequence,)
        ).fetchall()
        if not all(_is_as_said(row, hashes) for row in rows):
            yield Fault(code="particular.altered", sequence=entry.sequence)
        if hashes.keys() - {row[0] for row in rows}:
            yield Fault(code="particular.missing", sequence=entry.sequence)


def _is_as_said(row: tuple[str, str, str | None, str | None], hashes: Mapping[str, object]) -> bool:
    """Whether a particular is what the chain says, or was erased by policy."""
    key, kind, salt, text = row
    if text is None:
        return True
    try:
        return Particular(key=key, kind=kind, salt=salt or "", text=text).hashed() == hashes.get(key)
    except ValueError:
        return False


_WORDS: Final = {
    "page.damaged": "A part of the ledger's file is damaged.",
    "entry.altered": "Entry {at} was altered.",
    "entry.missing": "Entry {at} was removed.",
    "entry.reordered": "Entry {at} does not follow from the one before: the order was changed.",
    "entry.unsigned": "Entry {at} is not signed, though entries before it are.",
    "entry.signature": "Entry {at} has a signature that this bench's key did not make.",
    "particular.altered": "What was typed or read at entry {at} is not what was recorded.",
    "particular.missing": "What was typed or read at entry {at} is gone without having been erased.",
    "tail.missing": "Entry {at} is missing at the end: it was recorded and is no longer there.",
    "anchor.missing": "The anchor beside the ledger is missing: a missing end does not show.",
    "anchor.other_ledger": "The anchor beside the ledger is another ledger's.",
    "checkpoint.unproved": "Nothing that is signed says that the entries up to {at} were archived.",
    "checkpoint.differs": "The archived beginning is not the one that entry {at} speaks of.",
    "agreed.missing": "Entry {at} is missing at the end: the central service has it.",
    "agreed.differs": "Entry {at} is another than the central service has.",
    "key.other": "The newest entries are signed by another key than this bench's.",
}


def sentence_of(fault: Fault) -> str:
    """The fault as a plain sentence, for IT."""
    words = _WORDS.get(fault.code, "Something is wrong: {code}.")
    if fault.last:
        words = words.replace("Entry {at} is ", "Entries {at} are ").replace(
            "Entry {at} was ", "Entries {at} were "
        )
        words = words.replace("it was recorded and is", "they were recorded and are").replace(
            "has it.", "has them."
        )
    at = f"{fault.sequence} to {fault.last}" if fault.last else str(fault.sequence)
    return words.replace("{at}", at).replace("{code}", fault.code)
