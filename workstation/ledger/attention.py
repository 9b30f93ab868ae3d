"""Attention: what a person must look at again, raised once per reason and ended by a person's act."""

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from workstation.ledger.database import Connection
from workstation.ledger.values import Attention

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_FACT: Final = 1000

Facts = tuple[tuple[str, str], ...]


def raise_once(
    connection: Connection, kind: str, consignment: str, event: str, facts: Facts, *, key: str, now_ms: int
) -> bool:
    """Raise attention unless this `key` was raised before, ended or not; whether it is new."""
    bounded = tuple((name, text[:_LONGEST_FACT]) for name, text in facts)
    done = connection.execute(
        "INSERT INTO attention (key, kind, consignment, event, raised_ms, facts) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (key) DO NOTHING",
        (key, kind, consignment, event, now_ms, msgspec.json.encode(bounded).decode()),
    )
    return bool(done.rowcount > 0)


def end(connection: Connection, id: int, by: str, now_ms: int) -> bool:
    """End one attention; `by` is the officer or the event that ended it. Whether it was open."""
    done = connection.execute(
        "UPDATE attention SET ended_ms = ?, ended_by = ? WHERE id = ? AND ended_ms IS NULL", (now_ms, by, id)
    )
    return bool(done.rowcount > 0)


def end_by_key(connection: Connection, keys: tuple[str, ...], by: str, now_ms: int) -> int:
    """End what was raised under these keys and is still open; how many."""
    statement = "UPDATE attention SET ended_ms = ?, ended_by = ? WHERE key = ? AND ended_ms IS NULL"
    return sum(int(connection.execute(statement, (now_ms, by, key)).rowcount) for key in keys)


def reopen_ended_by(connection: Connection, consignment: str, event: str) -> int:
    """What this act had ended is open again: it was refused, and has no effect; how many."""
    done = connection.execute(
        "UPDATE attention SET ended_ms = NULL, ended_by = '' WHERE id IN"
        " (SELECT id FROM attention WHERE consignment = ? AND ended_by = ?)",
        (consignment, event),
    )
    return int(done.rowcount)


def open_attention(connection: Connection, limit: int) -> tuple[Attention, ...]:
    """What is open: recalls first, because goods are on their way out, then the oldest first."""
    return _read(connection, "ORDER BY kind <> 'recall', id LIMIT ?", limit)


def open_attention_on(connection: Connection, consignment: str) -> tuple[Attention, ...]:
    """What is open on one consignment, the oldest first."""
    return _read(connection, "AND consignment = ? ORDER BY id", consignment)


def open_keys_on(connection: Connection, consignment: str) -> tuple[str, ...]:
    """Keys of what is open on one consignment."""
    rows = connection.execute(
        "SELECT key FROM attention WHERE ended_ms IS NULL AND consignment = ? ORDER BY id", (consignment,)
    )
    return tuple(key for (key,) in rows)


def consignments_in_attention(connection: Connection) -> frozenset[str]:
    """Consignments with anything open."""
    rows = connection.execute(
        "SELECT DISTINCT consignment FROM attention WHERE ended_ms IS NULL AND consignment <> ''"
    )
    return frozenset(consignment for (consignment,) in rows)


def _read(connection: Connection, rest: str, value: object) -> tuple[Attention, ...]:
    rows = connection.execute(
        f"SELECT id, kind, consignment, event, raised_ms, facts FROM attention WHERE ended_ms IS NULL {rest}",
        (value,),
    )
    return tuple(
        Attention(
            id=row[0],
            kind=row[1],
            consignment=row[2],
            event=row[3],
            at=_EPOCH + timedelta(milliseconds=row[4]),
            facts=msgspec.json.decode(row[5], type=Facts),
        )
        for row in rows
    )
