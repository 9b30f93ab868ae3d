"""The chain: entries appended one after the other, each with the hash of the one before and a signature."""

from typing import Final

import msgspec

from workstation.contract.messages import Submission
from workstation.contract.signing import Signer
from workstation.domain.event import FIRST_PREVIOUS, BenchEvent, Particular, canonical, hash_of
from workstation.domain.value import Value
from workstation.ledger.anchor import Head
from workstation.ledger.database import Connection
from workstation.ledger.values import Outgoing

CHECKPOINT: Final = "checkpoint"
"""Kind of the event that says that the beginning of this ledger was archived, and of what describes it."""

_BATCH: Final = 500
_EVENT: Final = msgspec.json.Decoder(BenchEvent)

_INSERT_EVENT: Final = (
    "INSERT INTO event (sequence, id, kind, consignment, hash, body, signature) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_PARTICULAR: Final = "INSERT INTO particular (sequence, key, kind, salt, text) VALUES (?, ?, ?, ?, ?)"
_INSERT_DELIVERY: Final = "INSERT INTO delivery (sequence) VALUES (?)"


class CheckpointFacts(Value):
    """What a checkpoint event says: entries up to `sequence`, whose hash is `hash`, lie in a file with this
    SHA-256; how many they are.
    """

    sequence: int
    hash: str
    entries: int
    sha256: str


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
    if submission.particulars:
        rows = [(event.sequence, p.key, p.kind, p.salt, p.text) for p in submission.particulars]
        connection.executemany(_INSERT_PARTICULAR, rows)
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
