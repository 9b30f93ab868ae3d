"""Marks and verdicts that an officer has on the scan images of a consignment, as they stand. Not part of the
chain: a decision takes them with it as they are then, and they stay for the next one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.instants import milliseconds


class KeptMark(Value):
    """One of them as it is kept: `kind` and `id` name it among those of this officer on this consignment,
    `body` is whoever wrote it to read; an empty one says that it is gone.
    """

    consignment: str
    officer: str
    kind: str
    id: str
    saved: datetime
    body: bytes


class Marks:
    """Each officer's own. Reading is for any thread, writing for the ledger's writer."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def write(self, changes: Sequence[KeptMark]) -> None:
        """Keep these in place of those before, all or none."""
        with self._access.changing() as connection:
            connection.executemany(
                "DELETE FROM mark WHERE consignment = ? AND officer = ? AND kind = ? AND id = ?",
                [(each.consignment, each.officer, each.kind, each.id) for each in changes],
            )
            connection.executemany(
                "INSERT INTO mark (consignment, officer, kind, id, saved_ms, body) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (e.consignment, e.officer, e.kind, e.id, milliseconds(e.saved), e.body)
                    for e in changes
                    if e.body
                ],
            )

    def of(self, consignment: str, officer: str) -> tuple[KeptMark, ...]:
        """This officer's on this consignment, by kind and id; never another officer's."""
        with self._access.looking() as connection:
            rows = connection.execute(
                "SELECT kind, id, saved_ms, body FROM mark WHERE consignment = ? AND officer = ?"
                " ORDER BY kind, id",
                (consignment, officer),
            ).fetchall()
        return tuple(
            KeptMark(
                consignment=consignment,
                officer=officer,
                kind=kind,
                id=id_,
                saved=datetime.fromtimestamp(saved_ms // 1000, UTC),
                body=body,
            )
            for kind, id_, saved_ms, body in rows
        )

    def forget_saved_before(self, moment: datetime) -> int:
        """Throw away what was not touched since; how many. What decisions took with them stays with those."""
        with self._access.changing() as connection:
            gone = connection.execute("DELETE FROM mark WHERE saved_ms < ?", (milliseconds(moment),))
            return int(gone.rowcount)
