"""Taking the beginning out of a ledger, once it lies in a file: what may go, and the checkpoint that says so.

The order: the archive is on the disk; a signed entry of kind `checkpoint` says up to where, and with which
hash; then the entries go, in one transaction with the note where the ledger begins. Cut off anywhere between,
the ledger is whole and verifies.
"""

from datetime import datetime
from typing import Final

import msgspec

from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.chain import CHECKPOINT, CheckpointFacts
from workstation.ledger.database import Connection, in_words
from workstation.ledger.delivery import TRIMMED_REFUSED
from workstation.ledger.earlier import put_aside
from workstation.ledger.erasure import NOT_IN_ATTENTION, recorded_at
from workstation.ledger.known import AGREED, Agreed, known, remember
from workstation.ledger.notes import open_made
from workstation.ledger.values import EventDraft
from workstation.ledger.verification import beginning_of

_BATCH: Final = 500


class Run(Value):
    """The entries that may go: from the first that is there to `last`, whose hash is `hash`."""

    first: int
    last: int
    hash: str

    @property
    def entries(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


class Trimming:
    """Takes the beginning out. Looking is for any thread, trimming for the ledger's writer."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def run_before(self, before: datetime) -> Run | None:
        """The longest run from the beginning of entries that were all recorded before this moment and are
        settled: acknowledged or refused, agreed on with the service where anything is, and nothing open for a
        person. None where not even the first is.
        """
        with self._access.reading() as connection:
            first = beginning_of(connection).first
            most = _agreed_up_to(connection)
            last = first - 1
            hashed = ""
            while batch := _settled(connection, last, most):
                for sequence, entry_hash, body in batch:
                    if sequence != last + 1 or recorded_at(body) >= before:
                        return _run(first, last, hashed)
                    last, hashed = sequence, entry_hash
            return _run(first, last, hashed)

    def trim(self, run: Run, event: str, sha256: str, now_ms: int) -> None:
        """Remove the run, which lies in a file with this SHA-256; `event` is the checkpoint's id. What is
        still open of it stays among the entries of earlier ledgers.
        """
        with self._access.writing, in_words(self._access.path):
            self._access.writer.execute("PRAGMA secure_delete = ON")
        with self._access.changing() as connection:
            (refused,) = connection.execute(
                "SELECT count(*) FROM delivery WHERE state = 'refused' AND sequence <= ?", (run.last,)
            ).fetchone()
            before = int(known(connection, TRIMMED_REFUSED) or 0)
            remember(connection, TRIMMED_REFUSED, str(before + refused))
            connection.execute("DELETE FROM checkpoint")
            connection.execute(
                "INSERT INTO checkpoint (sequence, hash, entries, event, sha256, made_ms)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (run.last, run.hash, run.entries, event, sha256, now_ms),
            )
            put_aside(connection, _still_open(connection, run))
            for table in ("delivery", "particular", "event"):
                connection.execute(f"DELETE FROM {table} WHERE sequence <= ?", (run.last,))
        with self._access.writing, in_words(self._access.path):
            self._access.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def checkpoint_draft(run: Run, sha256: str, officer: str) -> EventDraft:
    """The entry that says that the run lies in a file with this SHA-256."""
    facts = CheckpointFacts(sequence=run.last, hash=run.hash, entries=run.entries, sha256=sha256)
    text = msgspec.json.encode(facts).decode()
    return EventDraft(kind=CHECKPOINT, officer=officer, particulars=((CHECKPOINT, text),))


def _still_open(connection: Connection, run: Run) -> list[int]:
    """Of the run what was recorded about parcels that nobody has declared to this day: they lie here, and a
    bench whose cache is gone knows them from nowhere else.
    """
    found: list[int] = []
    for each in open_made(connection):
        rows = connection.execute(
            "SELECT sequence FROM event WHERE consignment <> '' AND consignment = ? AND sequence <= ?",
            (each, run.last),
        )
        found += [sequence for (sequence,) in rows]
    return found


def _run(first: int, last: int, hashed: str) -> Run | None:
    return Run(first=first, last=last, hash=hashed) if last >= first else None


def _agreed_up_to(connection: Connection) -> int:
    """Nothing beyond what bench and service last compared may go; no bound where they never did."""
    try:
        agreed = msgspec.json.decode(known(connection, AGREED), type=Agreed)
    except msgspec.MsgspecError:
        return 1 << 62
    return agreed.sequence


def _settled(connection: Connection, after: int, most: int) -> list[tuple[int, str, bytes]]:
    """Settled entries that follow the entry `after`; whether one is left out shows in the sequences."""
    rows = connection.execute(
        "SELECT e.sequence, e.hash, CAST(e.body AS BLOB) FROM event e"
        " JOIN delivery d ON d.sequence = e.sequence"
        f" WHERE e.sequence > ? AND e.sequence <= ? AND d.state IN ('acknowledged', 'refused')"
        f" AND {NOT_IN_ATTENTION} ORDER BY e.sequence LIMIT ?",
        (after, most, _BATCH),
    )
    return list(rows)
