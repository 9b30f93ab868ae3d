"""What bench and central service both say they have of this ledger, held against each other.

The service tells which places it holds, and one hash over them. The same is reckoned here from the entries
themselves, so a difference cannot hide behind equal counts.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from workstation.contract.enrolment import UNVERIFIED, HeldEntry, LedgerHolding
from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.database import Connection
from workstation.ledger.values import ACKNOWLEDGED, REFUSED

_CHUNK: Final = 500
"""Entries read at once: others read on the same connection."""


class _Entry(NamedTuple):
    sequence: int
    id: str
    hash: str
    state: str
    code: str
    number: str

    def is_answered(self) -> bool:
        """Whether the service has said that it keeps this entry under its hash."""
        if self.state == REFUSED:
            return bool(self.number) and self.code not in UNVERIFIED
        return self.state == ACKNOWLEDGED


class Compared(Value):
    """How a holding differs from the ledger. `lost` are ids of entries that the service had answered and does
    not hold; `unknown` counts places that it holds and this ledger does not. `agrees`: the hash is the same.
    """

    lost: tuple[str, ...] = ()
    unknown: int = 0
    agrees: bool = True


class Differing(Value):
    """Places that differ, one by one: `other` have another hash there than here, `lost` are the ids of such
    entries here that the service had answered; `unknown` are not here at all.
    """

    other: tuple[int, ...] = ()
    lost: tuple[str, ...] = ()
    unknown: tuple[int, ...] = ()


class Comparing:
    """Compares what is held elsewhere with this ledger. For any thread."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def signed_from(self, public_key: str) -> int:
        """The first entry that this key signs, or will."""
        with self._access.looking() as connection:
            row = connection.execute(
                "SELECT min(first) FROM signing_key WHERE public_key = ?", (public_key,)
            ).fetchone()
        return int(row[0]) if row and row[0] else 1

    def trimmed_to(self) -> int:
        """The last place that was archived and removed; 0: none was."""
        with self._access.looking() as connection:
            return int(connection.execute("SELECT coalesce(max(sequence), 0) FROM checkpoint").fetchone()[0])

    def hash_at(self, sequence: int) -> str:
        """The hash of one entry; empty where it is not here."""
        with self._access.looking() as connection:
            row = connection.execute("SELECT hash FROM event WHERE sequence = ?", (sequence,)).fetchone()
        return str(row[0]) if row else ""

    def answered_to(self) -> int:
        """The last place up to which nothing waits."""
        with self._access.looking() as connection:
            (waiting,) = connection.execute(
                "SELECT min(sequence) FROM delivery WHERE state = 'waiting'"
            ).fetchone()
            (newest,) = connection.execute("SELECT coalesce(max(sequence), 0) FROM event").fetchone()
        return int(newest) if waiting is None else int(waiting) - 1

    def compare(self, holding: LedgerHolding) -> Compared:
        """Hold an answer of the service against the entries here, of the places that it speaks of."""
        forks = {each.sequence: each.hashes for each in holding.forks}
        held = _Places(holding.ranges)
        digest, here, lost = hashlib.sha256(), 0, list[str]()
        for entry in self._entries(holding.after, holding.last if holding.more else None):
            is_held = held.has(entry.sequence)
            here += is_held
            if is_held and entry.sequence not in forks:
                digest.update(f"{entry.sequence} {entry.hash}\n".encode("ascii"))
            elif entry.is_answered() and entry.hash not in forks.get(entry.sequence, ()):
                lost.append(entry.id)
        return Compared(
            lost=tuple(lost),
            unknown=max(0, holding.count - here),
            agrees=digest.hexdigest() == holding.hash,
        )

    def differing(self, entries: Sequence[HeldEntry]) -> Differing:
        """Which of these places, told one by one, differ."""
        if not entries:
            return Differing()
        first, last = entries[0].sequence, entries[-1].sequence
        here: Mapping[int, _Entry] = {each.sequence: each for each in self._entries(first - 1, last)}
        unknown = tuple(each.sequence for each in entries if each.sequence not in here)
        other = [
            here[each.sequence]
            for each in entries
            if each.sequence in here and here[each.sequence].hash not in each.hashes
        ]
        return Differing(
            other=tuple(each.sequence for each in other),
            lost=tuple(each.id for each in other if each.is_answered()),
            unknown=unknown,
        )

    def _entries(self, after: int, up_to: int | None) -> Iterator[_Entry]:
        while True:
            with self._access.reading() as connection:
                some = _some_entries(connection, after, up_to)
            yield from some
            if len(some) < _CHUNK:
                return
            after = some[-1].sequence


class _Places:
    """Ranges asked in ascending order."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._at = 0

    def has(self, sequence: int) -> bool:
        while self._at < len(self._ranges) and self._ranges[self._at][1] < sequence:
            self._at += 1
        return self._at < len(self._ranges) and self._ranges[self._at][0] <= sequence


def _some_entries(connection: Connection, after: int, up_to: int | None) -> list[_Entry]:
    rows = connection.execute(
        "SELECT e.sequence, e.id, e.hash, d.state, d.code, d.number"
        " FROM event e JOIN delivery d ON d.sequence = e.sequence"
        " WHERE e.sequence > ? AND e.sequence <= ? ORDER BY e.sequence LIMIT ?",
        (after, up_to if up_to is not None else 1 << 62, _CHUNK),
    )
    return [_Entry(*row) for row in rows]
