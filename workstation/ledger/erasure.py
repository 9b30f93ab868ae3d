"""Erasing what was typed and read, by policy: text and salt go, the hash in the chain stays and verifies.

Only what the central service has acknowledged and nobody must look at again, and nothing on a parcel that
nobody has declared to this day: what was read of it is all that it can be known by. An entry's age is counted
from the later of the bench's clock and the service's time that it carries, so that a clock that was set back
makes nothing old.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

import msgspec

from workstation.domain.event import (
    BARCODE_MEANING,
    BARCODE_READ,
    FOUND_GOODS,
    LABEL,
    LABEL_READS,
    MARK_WORDS,
    PHOTOGRAPH,
    REMARK,
)
from workstation.ledger.access import Access
from workstation.ledger.database import Connection, in_words
from workstation.ledger.delivery import When
from workstation.ledger.earlier import SAID
from workstation.ledger.notes import open_made
from workstation.ledger.values import ACKNOWLEDGED

AT_ONCE: Final = 200
"""Entries looked at and erased at a time: a decision that comes meanwhile waits for no more."""

_KINDS: Final = "({})".format(
    ", ".join(
        f"'{kind}'"
        for kind in (
            REMARK,
            FOUND_GOODS,
            BARCODE_READ,
            BARCODE_MEANING,
            LABEL_READS,
            PHOTOGRAPH,
            LABEL,
            MARK_WORDS,
        )
    )
)


_WHEN: Final = msgspec.json.Decoder(When)


def recorded_at(body: bytes) -> datetime:
    """When an entry was recorded, at the latest."""
    said = _WHEN.decode(body)
    return max(said.bench_time, said.service_time or said.bench_time)


NOT_IN_ATTENTION: Final = (
    "NOT EXISTS (SELECT 1 FROM attention a WHERE a.ended_ms IS NULL"
    " AND (a.event = e.id OR (a.consignment <> '' AND a.consignment = e.consignment)))"
)
"""Nothing is open for a person about the entry `e`."""


class Erasure:
    """Erases particulars. Looking is for any thread, erasing for the ledger's writer."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def due(self, before: datetime, after: int = 0) -> tuple[tuple[int, ...], int | None]:
        """Sequences of entries recorded before this moment whose texts may be erased, of the few that follow
        the entry `after`; and after which entry to look again (none: there are no more).

        A few at a time, whether anything is found or not: others read on the same connection.
        """
        last = after + AT_ONCE
        with self._access.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT p.sequence, CAST(e.body AS BLOB), e.consignment FROM particular p"
                " JOIN event e ON e.sequence = p.sequence JOIN delivery d ON d.sequence = p.sequence"
                f" WHERE p.sequence > ? AND p.sequence <= ? AND p.text IS NOT NULL AND p.kind IN {_KINDS}"
                f" AND d.state = 'acknowledged' AND {NOT_IN_ATTENTION} ORDER BY p.sequence",
                (after, last),
            ).fetchall()
            (newest,) = connection.execute("SELECT coalesce(max(sequence), 0) FROM event").fetchone()
            needed = open_made(connection) if rows else ()
        old = tuple(seq for seq, body, on in rows if on not in needed and recorded_at(body) < before)
        return old, last if last < newest else None

    def erase(self, sequences: Collection[int]) -> None:
        """Erase the texts of these entries; what waits again meanwhile keeps them."""
        with self._erasing() as connection:
            connection.executemany(
                "UPDATE particular SET text = NULL, salt = NULL"
                f" WHERE sequence = ?1 AND kind IN {_KINDS}"
                " AND EXISTS (SELECT 1 FROM delivery WHERE sequence = ?1 AND state = 'acknowledged')",
                [(sequence,) for sequence in sequences],
            )

    def erase_earlier(self, before: datetime, after: str = "") -> str | None:
        """Erase the texts of some acts of earlier ledgers that are settled and were recorded before this
        moment, of those that follow this id; after which id to go on (none: there are no more).
        """
        with self._erasing() as connection:
            rows = connection.execute(
                "SELECT e.id, e.consignment, e.submission FROM earlier e"
                f" WHERE e.id > ? AND e.outcome = '{ACKNOWLEDGED}'"
                f" AND {NOT_IN_ATTENTION} ORDER BY e.id LIMIT ?",
                (after, AT_ONCE),
            ).fetchall()
            needed = open_made(connection) if rows else ()
            for id_, consignment, submission in rows:
                said = SAID.decode(submission)
                if said.particulars and consignment not in needed and recorded_at(bytes(said.event)) < before:
                    bare = msgspec.json.encode(msgspec.structs.replace(said, particulars=()))
                    connection.execute("UPDATE earlier SET submission = ? WHERE id = ?", (bare, id_))
        return rows[-1][0] if len(rows) == AT_ONCE else None

    @contextmanager
    def _erasing(self) -> Iterator[Connection]:
        """A write transaction after which what is erased does not lie on in free pages."""
        with self._access.writing, in_words(self._access.path):
            self._access.writer.execute("PRAGMA secure_delete = ON")
        with self._access.changing() as connection:
            yield connection

    def end(self) -> None:
        """After the last of a round: nor in the database's log."""
        with self._access.writing, in_words(self._access.path):
            self._access.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
