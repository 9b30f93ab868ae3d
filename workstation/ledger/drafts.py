"""Drafts: what an officer has typed and not recorded yet. Not part of the chain; gone with the decision."""

from datetime import UTC, datetime
from typing import Final

from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.database import Connection
from workstation.ledger.instants import milliseconds

MOST: Final = 200
"""Drafts that one bench keeps, whoever typed them: of more, the oldest go."""


class KeptDraft(Value):
    """One draft as it is kept: `body` is whoever saved it to read."""

    consignment: str
    kind: str
    saved: datetime
    body: bytes


class Drafts:
    """One draft for each consignment and officer. Reading is for any thread, writing for the ledger's
    writer.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._with_drafts: set[str] | None = None

    def save(self, officer: str, draft: KeptDraft) -> None:
        """Keep this draft in place of the one before."""
        with self._access.changing() as connection:
            if self._with_drafts is not None:
                self._with_drafts.add(draft.consignment)
            connection.execute(
                "INSERT OR REPLACE INTO draft (consignment, officer, kind, saved_ms, body)"
                " VALUES (?, ?, ?, ?, ?)",
                (draft.consignment, officer, draft.kind, milliseconds(draft.saved), draft.body),
            )
            connection.execute(
                "DELETE FROM draft WHERE (consignment, officer) IN (SELECT consignment, officer FROM draft"
                " ORDER BY saved_ms DESC LIMIT -1 OFFSET ?)",
                (MOST,),
            )

    def forget(self, consignment: str, officer: str) -> None:
        """Throw away what this officer had typed about this consignment."""
        with self._access.changing() as connection:
            connection.execute(
                "DELETE FROM draft WHERE consignment = ? AND officer = ?", (consignment, officer)
            )

    def forget_saved_before(self, moment: datetime) -> int:
        """Throw away what is older; how many."""
        with self._access.changing() as connection:
            gone = connection.execute("DELETE FROM draft WHERE saved_ms < ?", (milliseconds(moment),))
            return int(gone.rowcount)

    def end(self, connection: Connection, consignment: str, officer: str, kind: str) -> None:
        """The decision is recorded: its draft is gone in the same transaction, so that no kill leaves both.
        For the ledger's writer, under its lock.
        """
        if self._with_drafts is None:
            rows = connection.execute("SELECT DISTINCT consignment FROM draft")
            self._with_drafts = {each for (each,) in rows}
        # Asked in memory: an officer waits for this, and most decisions never had a draft.
        if consignment in self._with_drafts:
            connection.execute(
                "DELETE FROM draft WHERE consignment = ? AND officer = ? AND kind = ?",
                (consignment, officer, kind),
            )

    def of(self, consignment: str, officer: str) -> KeptDraft | None:
        """What this officer had typed about this consignment; never another officer's."""
        with self._access.looking() as connection:
            row = connection.execute(
                "SELECT consignment, kind, saved_ms, body FROM draft WHERE consignment = ? AND officer = ?",
                (consignment, officer),
            ).fetchone()
        return _kept(row) if row else None

    def unfinished(self, officer: str, limit: int) -> tuple[KeptDraft, ...]:
        """This officer's drafts, the newest first."""
        with self._access.looking() as connection:
            rows = connection.execute(
                "SELECT consignment, kind, saved_ms, body FROM draft WHERE officer = ?"
                " ORDER BY saved_ms DESC LIMIT ?",
                (officer, limit),
            ).fetchall()
        return tuple(map(_kept, rows))


def _kept(row: tuple[str, str, int, bytes]) -> KeptDraft:
    consignment, kind, saved_ms, body = row
    saved = datetime.fromtimestamp(saved_ms // 1000, UTC)
    return KeptDraft(consignment=consignment, kind=kind, saved=saved, body=body)
