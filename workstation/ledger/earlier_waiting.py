"""What waits of the ledgers before this one, in the bytes that it was recorded in: entries of a ledger that
was left, because its end was lost together with its anchor (recovery/), and what a service that was restored
may have lost.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

import msgspec

from workstation.contract.messages import BatchAnswer, Outcome
from workstation.host.clock import Clock
from workstation.ledger.attention import raise_once
from workstation.ledger.database import Connection
from workstation.ledger.delivery import mark_unsent
from workstation.ledger.earlier import entry_of
from workstation.ledger.instants import milliseconds
from workstation.ledger.values import ACKNOWLEDGED, REFUSED, WAITING, Outgoing, Settled, SettledEvent

_LONGEST_WORDS: Final = 1000


class LeftWaiting:
    """Which of them wait. For the ledger's writer, inside its transactions."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, bool] | None = None
        self._not_before = float("-inf")

    def due(
        self, connection: Connection, limit: int, aside: Collection[str] = (), *, again: bool = False
    ) -> tuple[Outgoing, ...]:
        """What may be sent now, as it was recorded; at most `limit`, and nothing on a consignment of those
        `aside` (ids). What was never answered, or, with `again`, what once was.
        """
        if not self._ids(connection) or self._clock.monotonic() < self._not_before:
            return ()
        found: list[Outgoing] = []
        blocked: set[str] = set()
        for each, was_answered in tuple(self._ids(connection).items()):
            if len(found) >= limit:
                break
            if was_answered is not again:
                continue
            row = connection.execute(
                f"SELECT submission FROM earlier WHERE id = ? AND outcome = '{WAITING}'", (each,)
            ).fetchone()
            if row is None:
                # Answered since.
                del self._ids(connection)[each]
                continue
            entry = entry_of(row[0])
            if each in aside:
                blocked.add(entry.event.consignment)
            elif not entry.event.consignment or entry.event.consignment not in blocked:
                found.append(entry)
        return tuple(found)

    def _ids(self, connection: Connection) -> dict[str, bool]:
        """In the order in which they were recorded, and whether the service ever answered; some may have got
        their answer since. Looked for once: hardly any ledger has one, and who looks for ten thousand after
        each batch does nothing else.
        """
        if self._waiting is None:
            rows = connection.execute(
                f"SELECT id, number <> '' FROM earlier WHERE outcome = '{WAITING}' ORDER BY ledger, sequence"
            )
            self._waiting = {id_: bool(was_answered) for id_, was_answered in rows}
        return self._waiting

    def mark_unsent(self, connection: Connection, ids: Iterable[str] | None, bench: str) -> int:
        """Offer again these entries of the ledger (none given: all), and of those before it whatever the
        service had taken, or refused with its number; how many. Of those only what names this bench: a batch
        with anything else would not be let in.
        """
        again = mark_unsent(connection, ids)
        done = connection.execute(
            f"UPDATE earlier SET outcome = '{WAITING}'"
            f" WHERE number <> '' AND outcome IN ('{ACKNOWLEDGED}', '{REFUSED}')"
            " AND json_extract(CAST(submission AS TEXT), '$.event.bench') = ?",
            (bench,),
        )
        self._waiting = None
        return again + int(done.rowcount)

    def settle(self, connection: Connection, answer: BatchAnswer, settled: Settled, now: datetime) -> Settled:
        """What the answer changed in the ledger, with what it changed of these."""
        waiting = self._ids(connection)
        own = {
            each.id: each for each in answer.outcomes if each.id in waiting and _waits(connection, each.id)
        }
        if not own:
            return settled
        accepted, refused = list(settled.accepted), list(settled.refused)
        for outcome in own.values():
            if outcome.outcome in ("accepted", "already_known"):
                accepted.append(_close(connection, outcome, ACKNOWLEDGED))
            elif outcome.outcome == "refused":
                refused.append(_close(connection, outcome, REFUSED))
                facts = (("code", outcome.code), ("words", outcome.words[:_LONGEST_WORDS]))
                consignment = refused[-1].consignment
                key, now_ms = f"refused:{outcome.id}", milliseconds(now)
                raise_once(connection, "refused", consignment, outcome.id, facts, key=key, now_ms=now_ms)
        return msgspec.structs.replace(
            settled,
            accepted=tuple(accepted),
            refused=tuple(refused),
            without_effect=tuple(each for each in settled.without_effect if each not in own),
            unanswered=settled.unanswered
            + tuple(id_ for id_, each in own.items() if each.outcome not in _SETTLING),
        )

    def postpone(self, connection: Connection, ids: Iterable[str], until: datetime) -> None:
        """None of these is due before this time, where one of them was among the events of the attempt."""
        waiting = self._ids(connection)
        if any(each in waiting for each in ids):
            wait_s = (until - self._clock.now()).total_seconds()
            self._not_before = self._clock.monotonic() + max(0.0, wait_s)


_SETTLING: Final = ("accepted", "already_known", "refused")


def _waits(connection: Connection, id: str) -> bool:
    row = connection.execute("SELECT outcome FROM earlier WHERE id = ?", (id,)).fetchone()
    return row is not None and row[0] == WAITING


def _close(connection: Connection, outcome: Outcome, state: str) -> SettledEvent:
    (consignment,) = connection.execute(
        "SELECT consignment FROM earlier WHERE id = ?", (outcome.id,)
    ).fetchone()
    connection.execute(
        "UPDATE earlier SET outcome = ?, code = ?, number = ? WHERE id = ?",
        (state, outcome.code, outcome.number, outcome.id),
    )
    return SettledEvent(
        id=outcome.id,
        consignment=consignment,
        number=outcome.number,
        code=outcome.code,
        words=outcome.words[:_LONGEST_WORDS],
        conflict=outcome.conflict,
    )
