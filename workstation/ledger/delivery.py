"""Delivery: which recorded events are to be sent next, in which order, and what each answer did.

Every outcome has one effect. Accepted or already known: acknowledged, with the service's number. Refused:
refused, never sent again, and in attention. Anything else, a lost answer included: still waiting. The first
answer that settles an event stands; a later one that differs changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import msgspec

from workstation.contract.messages import BatchAnswer, Outcome
from workstation.domain.act import ACT_EFFECTS, Effect
from workstation.domain.note import NOTES
from workstation.domain.provisional import PROVISIONAL
from workstation.ledger.attention import raise_once, reopen_ended_by
from workstation.ledger.database import EARLIER_KIND, NOTE_KINDS, Connection
from workstation.ledger.earlier import earlier_rows, oldest_left_waiting
from workstation.ledger.gaps import count_of, missing_in
from workstation.ledger.instants import instant, milliseconds
from workstation.ledger.known import known
from workstation.ledger.values import (
    ACKNOWLEDGED,
    REFUSED,
    WAITING,
    DeliveryCounts,
    DeliveryRow,
    Settled,
    SettledEvent,
)

_RANKS: Final = {
    Effect.SEIZE: 0,
    Effect.HOLD: 1,
    Effect.LIFT: 2,
    Effect.ANNUL: 2,
    Effect.RELEASE: 3,
}
_OTHERS: Final = 4
_LONGEST_WORDS: Final = 1000
_LONGEST_PAUSE_MS: Final = 3_600_000
_AT_ONCE: Final = 500

_NOTES_ALONE: Final = NOTES - {PROVISIONAL}
_IS_NOTE: Final = f"e.kind IN {NOTE_KINDS}"

TRIMMED_REFUSED: Final = "trimmed_refused"
"""Under this name the ledger knows how many refused entries were archived and removed."""


class Waiting(NamedTuple):
    """What the order of sending needs to know of one waiting event. A plain tuple: ten thousand are made at
    a time.
    """

    sequence: int
    id: str
    kind: str
    consignment: str
    attempted_ms: int | None
    next_attempt_ms: int | None

    def rank(self) -> int:
        """How early the act must reach the service: the stricter, the earlier."""
        return _RANKS.get(ACT_EFFECTS.get(self.kind, Effect.NONE), _OTHERS)

    def is_postponed(self, now_ms: int) -> bool:
        """Whether its next attempt is still to come. A clock that was set back behind the last attempt
        postpones nothing, and none makes an attempt wait longer than the longest pause.
        """
        if self.next_attempt_ms is None or (self.attempted_ms is not None and now_ms < self.attempted_ms):
            return False
        return now_ms < self.next_attempt_ms <= now_ms + _LONGEST_PAUSE_MS


class _Names(msgspec.Struct):
    names: tuple[str, ...] = ()


_NAMES: Final = msgspec.json.Decoder(_Names)


def waiting_of(connection: Connection, up_to: int) -> list[Waiting]:
    """Every waiting event up to this sequence (the anchored head), in ledger order."""
    rows = connection.execute(
        "SELECT d.sequence, e.id, e.kind, e.consignment, d.attempted_ms, d.next_attempt_ms"
        " FROM delivery d JOIN event e ON e.sequence = d.sequence"
        " WHERE d.state = 'waiting' AND d.sequence <= ? ORDER BY d.sequence",
        (up_to,),
    )
    return [Waiting(*row) for row in rows]


def annulled_by_waiting(connection: Connection, waiting: Iterable[Waiting]) -> dict[str, int]:
    """Ids that a waiting annulment names, each with the annulment's sequence."""
    named: dict[str, int] = {}
    for each in waiting:
        if each.kind == Effect.ANNUL:
            body = connection.execute(
                "SELECT body FROM event WHERE sequence = ?", (each.sequence,)
            ).fetchone()[0]
            named.update(dict.fromkeys(_NAMES.decode(body).names, each.sequence))
    return named


def order_of_sending(
    waiting: Sequence[Waiting],
    held_back: Collection[int],
    annulled: Mapping[str, int],
    now_ms: int,
    limit: int,
    aside: Collection[str] = (),
) -> list[int]:
    """Sequences of what may be sent now, at most `limit`, and nothing on a consignment of the ids `aside`.

    Consignments by their strictest waiting act, then by their oldest; within one by ledger order. What is
    held back or postponed keeps back all that follows it on its consignment. An annulment ends the holding
    back of what it names, and the two go together. Events without a consignment stand each alone, and so do
    notes, but for the one that makes a consignment: no decision waits because one was passed over.
    """
    groups: dict[str, list[Waiting]] = {}
    for each in waiting:
        stands_alone = not each.consignment or each.kind in _NOTES_ALONE
        groups.setdefault(f"\0{each.sequence}" if stands_alone else each.consignment, []).append(each)
    ordered = sorted(
        groups.values(), key=lambda group: (min(each.rank() for each in group), group[0].sequence)
    )
    chosen: list[int] = []
    for group in ordered:
        if len(chosen) >= limit:
            break
        if aside and any(each.id in aside for each in group):
            continue
        chosen.extend(_sendable(group[: limit - len(chosen)], held_back, annulled, now_ms))
    return chosen


def _sendable(
    group: Sequence[Waiting], held_back: Collection[int], annulled: Mapping[str, int], now_ms: int
) -> list[int]:
    """Of the waiting events on one consignment, or as many of them as there is room for, what may go."""
    free: list[Waiting] = []
    for each in group:
        if each.is_postponed(now_ms) or (each.sequence in held_back and each.id not in annulled):
            break
        free.append(each)
    last = free[-1].sequence if free else 0
    for index, each in enumerate(free):
        # Sent without its annulment it would take effect at the service, if only for moments.
        if each.sequence in held_back and annulled[each.id] > last:
            return [e.sequence for e in free[:index]]
    return [e.sequence for e in free]


def settle(connection: Connection, answer: BatchAnswer, now: datetime) -> Settled:
    """Write what the answer says, inside the caller's transaction."""
    accepted: list[SettledEvent] = []
    refused: list[SettledEvent] = []
    unanswered: list[str] = []
    without_effect: list[str] = []
    for outcome in answer.outcomes:
        row = connection.execute(
            "SELECT d.sequence, d.state, e.consignment, e.kind FROM event e"
            " JOIN delivery d ON d.sequence = e.sequence WHERE e.id = ?",
            (outcome.id,),
        ).fetchone()
        if row is None or row[1] != WAITING:
            without_effect.append(outcome.id)
        elif outcome.outcome in ("accepted", "already_known"):
            accepted.append(_close(connection, row[0], row[2], ACKNOWLEDGED, outcome, now))
        elif outcome.outcome == "refused":
            refused.append(_close(connection, row[0], row[2], REFUSED, outcome, now))
            if row[3] == Effect.ACKNOWLEDGE:
                reopen_ended_by(connection, row[2], outcome.id)
            facts = (
                ("code", outcome.code),
                ("words", outcome.words[:_LONGEST_WORDS]),
                ("number", outcome.number),
            )
            raise_once(
                connection,
                "refused",
                row[2],
                outcome.id,
                facts,
                key=f"refused:{outcome.id}",
                now_ms=milliseconds(now),
            )
        else:
            unanswered.append(outcome.id)
    return Settled(
        accepted=tuple(accepted),
        refused=tuple(refused),
        unanswered=tuple(unanswered),
        without_effect=tuple(without_effect),
    )


def _close(
    connection: Connection, sequence: int, consignment: str, state: str, outcome: Outcome, now: datetime
) -> SettledEvent:
    words = outcome.words[:_LONGEST_WORDS]
    connection.execute(
        "UPDATE delivery SET state = ?, number = ?, code = ?, words = ?, answered_ms = ?, conflict = ?,"
        " next_attempt_ms = NULL, attempts = attempts + 1 WHERE sequence = ?",
        (state, outcome.number, outcome.code, words, milliseconds(now), outcome.conflict, sequence),
    )
    return SettledEvent(
        id=outcome.id,
        consignment=consignment,
        number=outcome.number,
        code=outcome.code,
        words=words,
        conflict=outcome.conflict,
    )


def postpone(connection: Connection, ids: Iterable[str], until: datetime, now: datetime, why: str) -> None:
    """Note a failed attempt at these waiting events and when the next one may be."""
    connection.executemany(
        "UPDATE delivery SET attempts = attempts + 1, attempted_ms = ?, next_attempt_ms = ?, words = ?"
        " WHERE state = 'waiting' AND sequence = (SELECT sequence FROM event WHERE id = ?)",
        [(milliseconds(now), milliseconds(until), why[:_LONGEST_WORDS], each) for each in ids],
    )


def end_postponement(connection: Connection) -> None:
    """Make everything that waits for its next attempt due: the line is back."""
    connection.execute(
        "UPDATE delivery SET next_attempt_ms = NULL, words = ''"
        " WHERE state = 'waiting' AND next_attempt_ms IS NOT NULL"
    )


def mark_unsent(connection: Connection, ids: Iterable[str] | None) -> int:
    """Offer again what the service had taken (none given: all); how many. What it still has it answers
    `already_known`.

    Refused ones that have its number, too: later acts name them in `seen`, and would wait for them for ever.
    """
    again = (
        "UPDATE delivery SET state = 'waiting', next_attempt_ms = NULL"
        " WHERE (state = 'acknowledged' OR (state = 'refused' AND number <> ''))"
    )
    if ids is None:
        return int(connection.execute(again).rowcount)
    statement = f"{again} AND sequence = (SELECT sequence FROM event WHERE id = ?)"
    return sum(int(connection.execute(statement, (each,)).rowcount) for each in ids)


def meet_epoch(connection: Connection, epoch: str) -> bool:
    """Remember the service's epoch; whether it was another before, and all must be offered again. An empty
    one is remembered as another than any, and offers nothing.
    """
    before = connection.execute("SELECT value FROM known WHERE name = 'epoch'").fetchone()
    if before is not None and before[0] == epoch:
        return False
    connection.execute("INSERT OR REPLACE INTO known (name, value) VALUES ('epoch', ?)", (epoch,))
    return before is not None and bool(epoch)


def counts_of(connection: Connection) -> DeliveryCounts:
    """The counts, from the small indexes and the number of the newest entry; what was archived counts, and
    what waits of a ledger that was left. Notes that wait are counted apart.
    """
    recorded, waiting, notes, left, left_notes, refused, attention = connection.execute(
        "SELECT (SELECT coalesce(max(sequence), 0) FROM event),"
        " (SELECT count(*) FROM delivery WHERE state = 'waiting'),"
        f" (SELECT count(*) FROM delivery d JOIN event e ON e.sequence = d.sequence"
        f" WHERE d.state = 'waiting' AND {_IS_NOTE}),"
        " (SELECT count(*) FROM earlier WHERE outcome = 'waiting'),"
        f" (SELECT count(*) FROM earlier WHERE outcome = 'waiting' AND {EARLIER_KIND} IN {NOTE_KINDS}),"
        " (SELECT count(*) FROM delivery WHERE state = 'refused'),"
        # What a release missed on one parcel is one matter, however many acts there are.
        " (SELECT count(DISTINCT CASE WHEN kind IN ('conflict', 'recall')"
        " THEN 'of ' || consignment ELSE id END) FROM attention WHERE ended_ms IS NULL)"
    ).fetchone()
    refused += int(known(connection, TRIMMED_REFUSED) or 0)
    return DeliveryCounts(
        recorded=recorded,
        waiting=waiting + left - notes - left_notes,
        notes_waiting=notes + left_notes,
        acknowledged=recorded - waiting - refused - count_of(missing_in(connection)),
        refused=refused,
        attention=attention,
        oldest_waiting=oldest_left_waiting(connection)
        if left > left_notes
        else _oldest_waiting(connection)
        if waiting > notes
        else None,
    )


class When(msgspec.Struct):
    """Of an entry: what says when it was recorded (`BenchEvent.happened`)."""

    bench_time: datetime
    clock_offset_ms: int | None = None
    service_time: datetime | None = None

    def happened(self) -> datetime:
        return self.service_time or self.bench_time + timedelta(milliseconds=self.clock_offset_ms or 0)


_WHEN: Final = msgspec.json.Decoder(When)


def _oldest_waiting(connection: Connection) -> datetime | None:
    row = connection.execute(
        "SELECT e.body FROM delivery d JOIN event e ON e.sequence = d.sequence"
        f" WHERE d.state = 'waiting' AND NOT {_IS_NOTE} ORDER BY d.sequence LIMIT 1"
    ).fetchone()
    return _WHEN.decode(row[0]).happened() if row else None


def rows_before(connection: Connection, before: int | None, limit: int) -> tuple[DeliveryRow, ...]:
    """A page of events, the newest first, all older than the entry `before`: this ledger's, then those of the
    ledgers before it.
    """
    rows = connection.execute(
        "SELECT e.sequence, e.id, e.kind, e.consignment, d.state, e.body, d.number, d.code, d.words,"
        " d.attempts, d.next_attempt_ms FROM event e JOIN delivery d ON d.sequence = e.sequence"
        " WHERE e.sequence < ? ORDER BY e.sequence DESC LIMIT ?",
        (before if before is not None else 1 << 62, limit),
    )
    own = tuple(
        DeliveryRow(
            sequence=row[0],
            event_id=row[1],
            kind=row[2],
            consignment=row[3],
            state=row[4],
            at=_WHEN.decode(row[5]).happened(),
            number=row[6],
            code=row[7],
            words=row[8],
            attempts=row[9],
            next_attempt=instant(row[10]),
        )
        for row in rows
    )
    return own if len(own) == limit else own + earlier_rows(connection, before, limit - len(own))


def earliest_attempt(connection: Connection, now_ms: int) -> datetime | None:
    """When the first event may be tried again whose time has not come; what is past waits for another, or
    for the line.
    """
    row = connection.execute(
        "SELECT min(next_attempt_ms) FROM delivery WHERE state = 'waiting' AND next_attempt_ms > ?", (now_ms,)
    ).fetchone()
    return instant(row[0])
