"""What this bench noted without moving goods: where parcels were seen, what it found that nobody had
declared, and what that turned out to be. Of this ledger and of those before it.

What the central service refused has no effect here either.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

import msgspec

from workstation.domain.asked_opening import opening_of
from workstation.domain.consignment import Consignment, Link
from workstation.domain.event import LABEL_READS, MARK_WORDS, PHOTOGRAPH, REMARK, BenchEvent, Particular
from workstation.domain.noted import Noted
from workstation.domain.provisional import (
    OPENING_ASKED,
    PROVISIONAL,
    photograph_in,
    provisional_consignment,
)
from workstation.domain.sighting import SIGHTINGS, sighting_of
from workstation.ledger.access import Access
from workstation.ledger.database import EARLIER_KIND, Connection
from workstation.ledger.earlier import entry_of
from workstation.ledger.links import learn, let_go, linked_to, links, links_of, parted, parting, turned_out

_SHOWN: Final = (*sorted(SIGHTINGS), OPENING_ASKED)
"""Kinds of notes that change what is shown of a consignment."""

_EVENT: Final = msgspec.json.Decoder(BenchEvent)
_NOT_REFUSED: Final = "outcome <> 'refused'"
_COUNTS: Final = "EXISTS (SELECT 1 FROM delivery d WHERE d.sequence = e.sequence AND d.state <> 'refused')"

_Read = tuple[BenchEvent, Sequence[Particular]]


class Notes:
    """Looking is for any thread (`made`, `noted` and `turned_out` are point look-ups), writing for the
    ledger's writer.
    """

    def __init__(self, access: Access) -> None:
        self._access = access

    def made(self, id: str) -> Consignment | None:
        """The provisional consignment that was made here under this id, as it was made."""
        with self._access.looking() as connection:
            return _made(connection, id)

    def photograph(self, provisional: Collection[str], sha256: str) -> bytes | None:
        """The bytes of this photograph (SHA-256) of one of these consignments, where it was made here and is
        not erased. For a reader's thread: it is large.
        """
        with self._access.reading() as connection:
            read = [
                each for id in provisional for each in _read(connection, id, (PROVISIONAL,), (PHOTOGRAPH,))
            ]
        found = (photograph_in(particulars, sha256) for _event, particulars in read)
        return next((each.body for each in found if each is not None), None)

    def noted(self, consignment: str) -> Noted:
        """What was noted here of this consignment itself."""
        with self._access.looking() as connection:
            return _noted(connection, consignment)

    def linked_to(self, consignment: str) -> tuple[str, ...]:
        """The provisional consignments that were linked here to this one, and still are."""
        with self._access.looking() as connection:
            return linked_to(connection, consignment)

    def links_of(self, provisional: Collection[str]) -> Mapping[str, tuple[Link, ...]]:
        """Every link of these consignments that is known here, also those that were taken back."""
        with self._access.looking() as connection:
            return links_of(connection, provisional)

    def turned_out(self, provisional: Collection[str]) -> Mapping[str, str]:
        """Of these consignments those that are provisional and turned out to be another, with that one: as
        was linked here, or is known of other benches, and was not taken back.
        """
        with self._access.looking() as connection:
            return turned_out(connection, provisional)

    def parted(self, provisional: str) -> frozenset[str]:
        """The declared ones to which this was linked, and is not: the central service has refused a link of
        this bench, or somebody has taken one back.
        """
        with self._access.looking() as connection:
            return parted(connection, provisional)

    def let_go(self) -> frozenset[str]:
        """The provisional ones that others had linked, and that are linked to nothing any more."""
        with self._access.looking() as connection:
            return let_go(connection)

    def refused(self) -> tuple[int, int]:
        """Another value whenever another entry of this ledger is refused, or one not any more."""
        with self._access.looking() as connection:
            count, places = connection.execute(
                "SELECT count(*), coalesce(sum(sequence), 0) FROM delivery WHERE state = 'refused'"
            ).fetchone()
            return count, places

    def links(self) -> Mapping[str, str]:
        """What every provisional consignment turned out to be, as far as is known here. For a reader's
        thread.
        """
        with self._access.reading() as connection:
            return links(connection)

    def open_made(self) -> tuple[Consignment, ...]:
        """The provisional consignments of this bench that are not linked yet, as they were made."""
        with self._access.reading() as connection:
            made = [_made(connection, each) for each in open_made(connection)]
        return tuple(each for each in made if each is not None)

    def waiting(self) -> frozenset[str]:
        """Consignments of which something was noted that the central service has not acknowledged."""
        with self._access.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT e.consignment FROM delivery d JOIN event e ON e.sequence = d.sequence"
                f" WHERE d.state = 'waiting' AND e.consignment <> '' AND e.kind IN ({_marks(_SHOWN)})",
                _SHOWN,
            )
            return frozenset(consignment for (consignment,) in rows) | parting(connection)

    def learn_links(self, told: Iterable[Link]) -> None:
        """What documents tell of links, also of other benches': remembered, for the cache that says so may
        be lost.
        """
        with self._access.changing() as connection:
            learn(connection, told)


# --- for the other parts of the ledger, inside their own reading --------------------------------------------


def open_made(connection: Connection) -> tuple[str, ...]:
    """Ids of the provisional consignments of this bench that are not linked yet."""
    made = [
        id
        for (id,) in connection.execute(
            f"SELECT e.consignment FROM event e WHERE e.kind = '{PROVISIONAL}' AND {_COUNTS}"
            f" UNION SELECT consignment FROM earlier WHERE {EARLIER_KIND} = '{PROVISIONAL}'"
            f" AND {_NOT_REFUSED} ORDER BY 1"
        ).fetchall()
    ]
    linked = turned_out(connection, made) if made else {}
    return tuple(each for each in made if each and each not in linked)


def _made(connection: Connection, id: str) -> Consignment | None:
    # Without its photograph, which is large and says nothing of the consignment itself.
    read = _read(connection, id, (PROVISIONAL,), (LABEL_READS,))
    return provisional_consignment(*read[0]) if read else None


def _noted(connection: Connection, consignment: str) -> Noted:
    read = _read(connection, consignment, _SHOWN, (REMARK, MARK_WORDS))
    return Noted(
        sightings=tuple(seen for event, _ in read if (seen := sighting_of(event)) is not None),
        openings=tuple(asked for noted in read if (asked := opening_of(*noted)) is not None),
    )


def _read(
    connection: Connection, consignment: str, kinds: Sequence[str], described: Sequence[str]
) -> list[_Read]:
    """Entries of these kinds on one consignment, each with its particulars of the kinds `described`: those of
    the ledgers before this one, then its own, the oldest first.
    """
    found: list[_Read] = []
    if not consignment:
        return found
    on_it = f"consignment <> '' AND consignment = ?1 AND {_NOT_REFUSED}"
    for (submission,) in connection.execute(
        f"SELECT submission FROM earlier WHERE {on_it}"
        " AND NOT EXISTS (SELECT 1 FROM event WHERE event.id = earlier.id) ORDER BY id",
        (consignment,),
    ).fetchall():
        entry = entry_of(submission)
        if entry.event.kind in kinds:
            found.append((entry.event, [each for each in entry.particulars if each.kind in described]))
    # One question for all: a consignment may have hundreds of pieces, and an officer waits.
    rows = connection.execute(
        "SELECT e.sequence, CAST(e.body AS BLOB), p.key, p.kind, p.salt, p.text FROM event e"
        " LEFT JOIN particular p ON p.sequence = e.sequence AND p.text IS NOT NULL"
        f" AND p.kind IN ({_marks(described)})"
        f" WHERE e.consignment <> '' AND e.consignment = ? AND e.kind IN ({_marks(kinds)}) AND {_COUNTS}"
        " ORDER BY e.sequence, p.key",
        (*described, consignment, *kinds),
    ).fetchall()
    last, described_by = 0, list[Particular]()
    for sequence, body, key, kind, salt, text in rows:
        if sequence != last:
            last, described_by = sequence, []
            found.append((_EVENT.decode(body), described_by))
        if key is not None:
            described_by.append(Particular(key=key, kind=kind, salt=salt, text=text))
    return found


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
