"""What this bench noted without moving goods: where parcels were seen, what it found that nobody had
declared, and what that turned out to be. Of this ledger and of those before it.
"""

from collections.abc import Collection, Iterator

from workstation.domain.consignment import Consignment
from workstation.domain.event import BenchEvent, Particular
from workstation.domain.provisional import LINKED, PROVISIONAL, provisional_consignment
from workstation.domain.sighting import SIGHTINGS, Sighting, sighting_of
from workstation.ledger.access import Access
from workstation.ledger.chain import outgoing
from workstation.ledger.database import Connection
from workstation.ledger.earlier import entry_of

Noted = tuple[BenchEvent, tuple[Particular, ...]]
"""An event with those of its particulars that are not erased."""


class Notes:
    """Point look-ups by consignment, for any thread; `open_provisionals` is for a reader's."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def sightings_on(self, consignment: str) -> tuple[Sighting, ...]:
        """This bench's sightings of a consignment's parcels, the oldest first."""
        with self._access.looking() as connection:
            noted = [*notes_on(connection, consignment, SIGHTINGS)]
        return tuple(each for event, _ in noted if (each := sighting_of(event)) is not None)

    def provisional(self, id: str) -> Consignment | None:
        """The consignment that was made here under this id, as it was made; none where none was."""
        with self._access.looking() as connection:
            noted = next(notes_on(connection, id, {PROVISIONAL}), None)
        return provisional_consignment(*noted) if noted is not None else None

    def linked(self, provisional: str) -> str:
        """The consignment that a provisional one was linked to here, the last one; empty where to none."""
        with self._access.looking() as connection:
            linked = [event.linked for event, _ in notes_on(connection, provisional, {LINKED})]
        return linked[-1] if linked else ""


def notes_on(connection: Connection, consignment: str, kinds: Collection[str]) -> Iterator[Noted]:
    """Notes of these kinds on one consignment, the oldest first: those of the ledgers before this one, then
    its own.
    """
    if not consignment:
        return
    for (submission,) in connection.execute(
        "SELECT submission FROM earlier WHERE consignment <> '' AND consignment = ?"
        " AND NOT EXISTS (SELECT 1 FROM event WHERE event.id = earlier.id) ORDER BY id",
        (consignment,),
    ).fetchall():
        entry = entry_of(submission)
        if entry.event.kind in kinds:
            yield entry.event, entry.particulars
    marks = ", ".join("?" * len(kinds))
    rows = connection.execute(
        "SELECT sequence FROM event WHERE consignment <> '' AND consignment = ?"
        f" AND kind IN ({marks}) ORDER BY sequence",
        (consignment, *kinds),
    ).fetchall()
    for each in outgoing(connection, [sequence for (sequence,) in rows]):
        yield each.event, each.particulars
