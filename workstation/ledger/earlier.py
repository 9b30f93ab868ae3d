"""Acts of this bench that this ledger does not hold: of its ledgers before, or of entries that it has lost.

They come from the central service, or from a ledger that was set aside, and count like its own for what must
be told: recalls, conflicts, changes.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Final

import msgspec

from workstation.contract.messages import StoredEvent
from workstation.domain.event import BenchEvent, Particular, act_of
from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.chain import outgoing
from workstation.ledger.database import EARLIER_KIND, NOTE_KINDS, Connection
from workstation.ledger.values import (
    ACKNOWLEDGED,
    OUTCOMES,
    REFUSED,
    WAITING,
    DeliveryRow,
    LedgerAct,
    Outgoing,
)

_AT_ONCE: Final = 500


class Said(msgspec.Struct):
    """A submission as it was stored: the event in its own bytes."""

    event: msgspec.Raw
    hash: str
    particulars: tuple[Particular, ...] = ()
    signature: str = ""


SAID: Final = msgspec.json.Decoder(Said)
_EVENT: Final = msgspec.json.Decoder(BenchEvent)


class Returned(Value):
    """An event of this bench as the central service gave it back."""

    entry: Outgoing
    number: str
    state: str
    code: str
    submission: bytes


def returned(stored: StoredEvent) -> Returned | None:
    """What the service stored, read; none for what is no event of this contract's."""
    submission = bytes(stored.submission)
    try:
        entry = entry_of(submission)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    state = REFUSED if stored.outcome == "refused" else ACKNOWLEDGED
    return Returned(entry=entry, number=stored.number, state=state, code=stored.code, submission=submission)


def entry_of(submission: bytes) -> Outgoing:
    """The entry in a submission as it was stored. Raises msgspec.MsgspecError for what is none."""
    said = SAID.decode(submission)
    return Outgoing(
        event=_EVENT.decode(said.event),
        hash=said.hash,
        body=bytes(said.event),
        particulars=said.particulars,
        signature=said.signature,
    )


class Earlier:
    """What was decided at this bench before this ledger. Reading is for any thread, writing for the ledger's
    writer.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self.changes = 0
        """How often something was put in: whoever remembers what is here looks again when it grows."""

    def put(self, events: Iterable[Returned]) -> tuple[str, ...]:
        """Keep events that this ledger does not hold; the consignments of those that were not known, or were
        known otherwise.
        """
        found: dict[str, None] = {}
        with self._access.changing() as connection:
            for each in events:
                if _put(connection, each) and each.entry.event.consignment:
                    found[each.entry.event.consignment] = None
        self.changes += bool(found)
        return tuple(found)

    def count(self) -> int:
        """How many there are."""
        with self._access.looking() as connection:
            return int(connection.execute("SELECT count(*) FROM earlier").fetchone()[0])


def _put(connection: Connection, each: Returned) -> bool:
    event = each.entry.event
    if connection.execute("SELECT 1 FROM event WHERE id = ?", (event.id,)).fetchone() is not None:
        return False
    state = (each.state, each.code, each.number)
    known = connection.execute(
        "SELECT outcome, code, number FROM earlier WHERE id = ?", (event.id,)
    ).fetchone()
    if known == state:
        return False
    connection.execute(
        "INSERT OR REPLACE INTO earlier"
        " (id, ledger, sequence, consignment, outcome, code, number, submission)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (event.id, event.ledger, event.sequence, event.consignment, *state, each.submission),
    )
    return True


# --- for the other parts of the ledger, inside their own reading --------------------------------------------


def earlier_acts_on(connection: Connection, consignment: str) -> Iterator[LedgerAct]:
    """The acts on one consignment, the oldest first. Ids are UUIDv7: they sort by time."""
    if not consignment:
        return
    rows = connection.execute(
        "SELECT outcome, code, number, submission FROM earlier WHERE consignment <> '' AND consignment = ?"
        " AND NOT EXISTS (SELECT 1 FROM event WHERE event.id = earlier.id) ORDER BY id",
        (consignment,),
    ).fetchall()
    for state, code, number, submission in rows:
        said = SAID.decode(submission)
        act = act_of(_EVENT.decode(said.event), said.particulars, outcome=OUTCOMES.get(state, "accepted"))
        if number or code:
            act = msgspec.structs.replace(act, number=number, refusal=code)
        yield LedgerAct(act=act, state=state, number=number)


def put_aside(connection: Connection, sequences: Collection[int]) -> None:
    """Keep these entries of the ledger, as they would be sent, among those of earlier ledgers: they are about
    to leave it.
    """
    for start in range(0, len(sequences), _AT_ONCE):
        some = list(sequences)[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for sequence, *delivered in connection.execute(
            f"SELECT sequence, state, code, number FROM delivery WHERE sequence IN ({marks})", some
        ).fetchall():
            for entry in outgoing(connection, [sequence]):
                event = entry.event
                connection.execute(
                    "INSERT OR IGNORE INTO earlier"
                    " (id, ledger, sequence, consignment, outcome, code, number, submission)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (event.id, event.ledger, sequence, event.consignment, *delivered, entry.encoded()),
                )


def earlier_rows(connection: Connection, before: int | None, limit: int) -> tuple[DeliveryRow, ...]:
    """A page of what was decided before this ledger, as the delivery list shows it, the newest first.

    They have no place in this ledger: they are numbered 0, -1, -2 ... from the newest on, and `before` is the
    number of the last one of the page before, or a place in the ledger.
    """
    passed = 0 if before is None or before > 0 else 1 - before
    ids = connection.execute("SELECT id FROM earlier ORDER BY id DESC LIMIT ?", (passed + limit,)).fetchall()
    found: list[DeliveryRow] = []
    for at, (id_,) in enumerate(ids[passed:], passed):
        state, code, number, submission = connection.execute(
            "SELECT outcome, code, number, submission FROM earlier WHERE id = ?", (id_,)
        ).fetchone()
        event = entry_of(submission).event
        found.append(
            DeliveryRow(
                sequence=-at,
                event_id=id_,
                kind=event.kind,
                consignment=event.consignment,
                state=state,
                at=event.happened(),
                number=number,
                code=code,
            )
        )
    return tuple(found)


def earlier_since(connection: Connection, id: str) -> frozenset[str]:
    """Consignments with an act whose id is not before this one."""
    rows = connection.execute("SELECT consignment FROM earlier WHERE id >= ? AND consignment <> ''", (id,))
    return frozenset(consignment for (consignment,) in rows)


def earlier_on(connection: Connection, consignments: Collection[str]) -> frozenset[str]:
    """Of these consignments the ones with an act."""
    asked, found = list(consignments), set[str]()
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT DISTINCT consignment FROM earlier WHERE consignment <> '' AND consignment IN ({marks})",
            some,
        )
        found.update(consignment for (consignment,) in rows)
    return frozenset(found)


def consignments_left_waiting(connection: Connection) -> frozenset[str]:
    """Consignments with an act that waits, of a ledger that was left."""
    rows = connection.execute(f"SELECT consignment FROM earlier WHERE outcome = '{WAITING}'")
    return frozenset(consignment for (consignment,) in rows if consignment)


def oldest_left_waiting(connection: Connection) -> datetime | None:
    """When the oldest decision was recorded that waits of a ledger that was left; none where none does."""
    row = connection.execute(
        f"SELECT submission FROM earlier WHERE outcome = '{WAITING}'"
        f" AND coalesce({EARLIER_KIND}, '') NOT IN {NOTE_KINDS} ORDER BY id LIMIT 1"
    ).fetchone()
    return entry_of(row[0]).event.happened() if row else None


def newest_earlier(connection: Connection) -> str:
    """The id of the newest act; empty where there is none."""
    (newest,) = connection.execute("SELECT max(id) FROM earlier").fetchone()
    return newest or ""
