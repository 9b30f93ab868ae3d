"""Which consignments the cache must watch for this bench: those with work of its own on them.

A bench decides for years: all that it ever decided on would fill the memory. What is recent, waits or is in
attention is held ready and never evicted; of anything older a page that comes is asked, so that no recall is
missed however old the release is (docs/decisions/what-is-a-conflict.md).
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Final
from uuid import UUID

from workstation.domain.event import uuid7
from workstation.domain.note import NOTES
from workstation.domain.provisional import LINKED, PROVISIONAL, UNLINKED
from workstation.ledger.access import Access
from workstation.ledger.attention import consignments_in_attention
from workstation.ledger.database import Connection
from workstation.ledger.earlier import earlier_on, earlier_since, newest_earlier
from workstation.ledger.links import links
from workstation.ledger.notes import open_made

RECENT: Final = timedelta(days=60)
"""By the ledger's own time, the newest entry's: goods released longer ago have left for good."""

_CHANGE_NOTHING: Final = "({})".format(
    ", ".join(f"'{kind}'" for kind in sorted(NOTES - {PROVISIONAL, LINKED, UNLINKED}))
)
"""Kinds of event that leave goods, and who declared them, as they were."""

_AT_ONCE: Final = 500
_LEAST, _MOST = bytes(10), b"\xff" * 10


class Watching:
    """Consignments by what this bench has to do with them. For any thread."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def held_ready(self) -> frozenset[str]:
        """Consignments with a waiting or a recent act of this bench, or with attention: a change of theirs
        must be looked at, none is evicted. Where a parcel was seen is no reason. In place of a provisional
        one what it turned out to be; those that have not yet stay, however old.
        """
        with self._access.reading() as connection:
            rows = connection.execute(
                # By its place, not by the index of consignments, which would be read through.
                "SELECT consignment FROM event WHERE sequence >= ? AND +consignment <> ''"
                f" AND kind NOT IN {_CHANGE_NOTHING}"
                " UNION ALL SELECT e.consignment FROM delivery d JOIN event e ON e.sequence = d.sequence"
                f" WHERE d.state = 'waiting' AND e.consignment <> '' AND e.kind NOT IN {_CHANGE_NOTHING}",
                (_first_recent(connection),),
            )
            own = frozenset(consignment for (consignment,) in rows)
            earlier = earlier_since(connection, _first_recent_earlier(connection))
            held = own | earlier | consignments_in_attention(connection) | {*open_made(connection)}
            others = links(connection)
            return frozenset(others.get(each, each) for each in held)

    def has_older(self) -> bool:
        """Whether anything was recorded here that is not recent any more, or in a ledger before this one."""
        with self._access.reading() as connection:
            return bool(newest_earlier(connection)) or _first_recent(connection) > 1

    def acted_on(self, consignments: Collection[str]) -> frozenset[str]:
        """Of these consignments the ones that anything was ever recorded about."""
        asked, found = list(consignments), set[str]()
        with self._access.reading() as connection:
            for start in range(0, len(asked), _AT_ONCE):
                some = asked[start : start + _AT_ONCE]
                marks = ", ".join("?" * len(some))
                rows = connection.execute(
                    "SELECT DISTINCT consignment FROM event"
                    f" WHERE consignment <> '' AND consignment IN ({marks})",
                    some,
                )
                found.update(consignment for (consignment,) in rows)
            found.update({*links(connection).values()}.intersection(asked))
            return frozenset(found) | earlier_on(connection, asked)

    def in_attention(self) -> frozenset[str]:
        """Consignments with open attention."""
        with self._access.reading() as connection:
            return consignments_in_attention(connection)


def _first_recent(connection: Connection) -> int:
    """The sequence of the first recent entry; 1 where all are. Ids are UUIDv7: they sort by time, in one
    millisecond by chance.
    """
    newest = connection.execute(
        "SELECT id FROM event WHERE sequence = (SELECT max(sequence) FROM event)"
    ).fetchone()
    if newest is None:
        return 1
    since = max(0, _milliseconds_in(newest[0]) - RECENT // timedelta(milliseconds=1))
    (first,) = connection.execute(
        "SELECT min(id) FROM event WHERE id >= ?", (uuid7(since, _LEAST),)
    ).fetchone()
    (sequence,) = connection.execute(
        "SELECT min(sequence) FROM event WHERE id BETWEEN ? AND ?",
        (first, uuid7(_milliseconds_in(first), _MOST)),
    ).fetchone()
    return int(sequence)


def _first_recent_earlier(connection: Connection) -> str:
    """The first id that counts as recent among the acts of the ledgers before this one."""
    newest = newest_earlier(connection)
    try:
        since = _milliseconds_in(newest) - RECENT // timedelta(milliseconds=1) if newest else 0
    except ValueError:
        # Another program's id, which tells no time: all are.
        return ""
    return uuid7(max(0, since), _LEAST)


def _milliseconds_in(id: str) -> int:
    return UUID(id).int >> 80
