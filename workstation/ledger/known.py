"""Small facts that must not be lost with the cache: about the other side, about time, and what officers have
practised on. Text by name.
"""

from datetime import datetime
from typing import Final

from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.database import Connection

AGREED: Final = "agreed"
"""Name of the fact up to where bench and service last had the same: JSON of `Agreed`."""


class Agreed(Value):
    """Both sides agreed up to this entry, which had this hash; the service held so many then."""

    sequence: int = 0
    hash: str = ""
    at: datetime | None = None
    held: int = 0


class Known:
    """Facts by name. Reading is for any thread, writing for the ledger's writer."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def get(self, name: str) -> str:
        """The fact, or an empty text."""
        with self._access.looking() as connection:
            return known(connection, name)

    def put(self, name: str, value: str) -> None:
        """Remember the fact in place of the one before."""
        with self._access.changing() as connection:
            remember(connection, name, value)


def known(connection: Connection, name: str) -> str:
    """The fact of this name, or an empty text."""
    row = connection.execute("SELECT value FROM known WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def remember(connection: Connection, name: str, value: str) -> None:
    """Remember a fact, inside the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO known (name, value) VALUES (?, ?)", (name, value))
