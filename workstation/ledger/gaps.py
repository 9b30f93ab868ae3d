"""Entries that are known to be missing: kept as ranges of sequences, and filled when they turn up."""

from collections.abc import Iterable
from typing import Final

import msgspec

from workstation.contract.signing import is_signed
from workstation.domain.event import BenchEvent, hash_of
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.ledger.access import Access
from workstation.ledger.attention import end, open_attention_on
from workstation.ledger.database import Connection
from workstation.ledger.instants import milliseconds
from workstation.ledger.known import known, remember
from workstation.ledger.values import ACKNOWLEDGED, Outgoing

MISSING: Final = "missing"
"""Under this name `known` keeps the ranges."""

ATTENTION: Final = "ledger"
"""Kind of the attention that tells of what is missing."""

Ranges = tuple[tuple[int, int], ...]
"""First and last sequence of each run, in order."""

_EVENT: Final = msgspec.json.Decoder(BenchEvent)


class Received(Value):
    """An entry of this ledger as the central service has it, with the number that it gave it and what became
    of it there (`acknowledged` or `refused`, with a code).
    """

    entry: Outgoing
    number: str = ""
    state: str = ACKNOWLEDGED
    code: str = ""


class Gaps:
    """What is missing in this ledger. Reading is for any thread, filling for the ledger's writer."""

    def __init__(self, access: Access, clock: Clock) -> None:
        self._access = access
        self._clock = clock

    def ranges(self) -> Ranges:
        """The sequences that are missing."""
        with self._access.looking() as connection:
            return missing_in(connection)

    def fill_from(self, entries: Iterable[Received]) -> int:
        """Put back the entries that are missing here, as the service answered them; how many. When the last
        is back, the attention that told of them ends.

        One that is not of this ledger, is not missing, whose hash or signature is wrong, or that does not
        fit between its neighbours is passed over.
        """
        with self._access.changing() as connection:
            (ledger,) = connection.execute("SELECT id FROM ledger").fetchone()
            missing = missing_in(connection)
            filled: set[int] = set()
            # Backwards: each entry that is put back says the hash of the one before.
            for received in sorted(entries, key=lambda each: -each.entry.event.sequence):
                sequence = received.entry.event.sequence
                if (
                    contains(missing, sequence)
                    and sequence not in filled
                    and _fits(connection, ledger, received.entry)
                ):
                    _put_back(connection, received)
                    _cover_by_key(connection, received.entry)
                    filled.add(sequence)
            if filled:
                left = ranges_of(
                    n for first, last in missing for n in range(first, last + 1) if n not in filled
                )
                remember(connection, MISSING, in_figures(left))
                if not left:
                    _end_attention(connection, milliseconds(self._clock.now()))
            return len(filled)


def missing_in(connection: Connection) -> Ranges:
    """The sequences that are known to be missing in this ledger."""
    return from_figures(known(connection, MISSING))


def ranges_of(sequences: Iterable[int]) -> Ranges:
    """These sequences, ascending, as runs."""
    runs: list[tuple[int, int]] = []
    for sequence in sequences:
        if runs and runs[-1][1] == sequence - 1:
            runs[-1] = (runs[-1][0], sequence)
        else:
            runs.append((sequence, sequence))
    return tuple(runs)


def contains(ranges: Ranges, sequence: int) -> bool:
    """Whether this sequence lies in one of the ranges."""
    return any(first <= sequence <= last for first, last in ranges)


def count_of(ranges: Ranges) -> int:
    """How many sequences the ranges hold."""
    return sum(last - first + 1 for first, last in ranges)


def in_figures(ranges: Ranges) -> str:
    """The ranges as `5-9,12`."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def from_figures(text: str) -> Ranges:
    """What `in_figures` wrote."""
    pairs = (part.partition("-") for part in text.split(",") if part)
    return tuple((int(first), int(last or first)) for first, _dash, last in pairs)


def _end_attention(connection: Connection, now_ms: int) -> None:
    for each in open_attention_on(connection, ""):
        if each.kind == ATTENTION and dict(each.facts).get("missing") and not dict(each.facts).get("before"):
            end(connection, each.id, "filled", now_ms)


def _fits(connection: Connection, ledger: str, entry: Outgoing) -> bool:
    event = entry.event
    try:
        is_itself = hash_of(entry.body) == entry.hash and _EVENT.decode(entry.body) == event
    except msgspec.MsgspecError:
        return False
    if not is_itself or event.ledger != ledger:
        return False
    before = _neighbour(connection, event.sequence - 1)
    after = _neighbour(connection, event.sequence + 1)
    if before is not None and event.previous != before[0]:
        return False
    if after is not None and _EVENT.decode(after[1]).previous != entry.hash:
        return False
    return _is_signed_as_it_must(connection, entry)


def _neighbour(connection: Connection, sequence: int) -> tuple[str, bytes] | None:
    row: tuple[str, bytes] | None = connection.execute(
        "SELECT hash, CAST(body AS BLOB) FROM event WHERE sequence = ?", (sequence,)
    ).fetchone()
    return row


def _is_signed_as_it_must(connection: Connection, entry: Outgoing) -> bool:
    """By the key that signed there. What signed before the first key that is known was lost with the ledger:
    it must have been that key, or none yet.
    """
    row = connection.execute(
        "SELECT public_key FROM signing_key WHERE first <= ? ORDER BY first DESC LIMIT 1",
        (entry.event.sequence,),
    ).fetchone()
    if row is not None:
        return is_signed(row[0], entry.body, entry.signature)
    first = connection.execute("SELECT public_key FROM signing_key ORDER BY first LIMIT 1").fetchone()
    return not entry.signature or (first is not None and is_signed(first[0], entry.body, entry.signature))


def _cover_by_key(connection: Connection, entry: Outgoing) -> None:
    """Note that the first key signed already here, where that was lost."""
    if entry.signature:
        connection.execute(
            "UPDATE signing_key SET first = ?1"
            " WHERE first > ?1 AND first = (SELECT min(first) FROM signing_key)",
            (entry.event.sequence,),
        )


def _put_back(connection: Connection, received: Received) -> None:
    entry = received.entry
    event = entry.event
    connection.execute(
        "INSERT INTO event (sequence, id, kind, consignment, hash, body, signature)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (event.sequence, event.id, event.kind, event.consignment, entry.hash, entry.body, entry.signature),
    )
    hashes = {each.key: each for each in event.particulars}
    given = {each.key: each for each in entry.particulars if hashes.get(each.key) == each.hashed()}
    connection.executemany(
        "INSERT INTO particular (sequence, key, kind, salt, text) VALUES (?, ?, ?, ?, ?)",
        # What the service no longer has was erased there, and is erased here.
        [
            (
                event.sequence,
                key,
                each.kind,
                given[key].salt if key in given else None,
                given[key].text if key in given else None,
            )
            for key, each in hashes.items()
        ],
    )
    connection.execute(
        "INSERT INTO delivery (sequence, state, number, code) VALUES (?, ?, ?, ?)",
        (event.sequence, received.state, received.number, received.code),
    )
