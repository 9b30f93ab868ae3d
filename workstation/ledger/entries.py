"""The ledger's entries as a sheet or list needs them: what, by whom, when, and what became of each."""

from datetime import datetime
from typing import Any, Final

import msgspec

from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.delivery import When
from workstation.ledger.instants import instant


class EntryRow(Value):
    """One entry. `state` is `waiting`, `acknowledged` or `refused`; `number`, `code` and `words` are the
    service's, or why it was postponed; `answered` when the answer came.
    """

    sequence: int
    event_id: str
    kind: str
    consignment: str
    officer: str
    at: datetime
    state: str
    second: str = ""
    names: tuple[str, ...] = ()
    number: str = ""
    code: str = ""
    words: str = ""
    attempts: int = 0
    answered: datetime | None = None


class _Body(When, kw_only=True):
    officer: str
    second: str = ""
    names: tuple[str, ...] = ()


_BODY: Final = msgspec.json.Decoder(_Body)
_NEWEST: Final = 200
"""Entries that are looked through for one that tells its reckoned time."""


class _Reckoned(msgspec.Struct):
    service_time: datetime | None = None


_RECKONED: Final = msgspec.json.Decoder(_Reckoned)


class Entries:
    """Pages of entries. For any thread."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def before(self, sequence: int | None, limit: int) -> tuple[EntryRow, ...]:
        """A page of entries, the newest first, all older than `sequence` (none: from the newest on)."""
        with self._access.reading() as connection:
            rows = connection.execute(
                "SELECT e.sequence, e.id, e.kind, e.consignment, e.body, d.state, d.number, d.code, d.words,"
                " d.attempts, d.answered_ms FROM event e JOIN delivery d ON d.sequence = e.sequence"
                " WHERE e.sequence < ? ORDER BY e.sequence DESC LIMIT ?",
                (sequence if sequence is not None else 1 << 62, limit),
            ).fetchall()
        return tuple(_row(row) for row in rows)

    def newest_service_time(self) -> datetime | None:
        """The service's time that the newest entries were recorded under, as the bench reckoned it; none
        where none of them says it.
        """
        with self._access.reading() as connection:
            bodies = connection.execute(
                "SELECT body FROM event ORDER BY sequence DESC LIMIT ?", (_NEWEST,)
            ).fetchall()
        times = (_RECKONED.decode(body).service_time for (body,) in bodies)
        return next((at for at in times if at is not None and at.tzinfo is not None), None)


def _row(row: tuple[Any, ...]) -> EntryRow:
    said = _BODY.decode(row[4])
    return EntryRow(
        sequence=row[0],
        event_id=row[1],
        kind=row[2],
        consignment=row[3],
        officer=said.officer,
        at=said.happened(),
        second=said.second,
        names=said.names,
        state=row[5],
        number=row[6],
        code=row[7],
        words=row[8],
        attempts=row[9],
        answered=instant(row[10]),
    )
