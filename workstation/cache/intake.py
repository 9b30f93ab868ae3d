"""Documents on their way in: read, made into rows, stored; a bad one is refused alone and never takes
others with it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import msgspec

from workstation.cache.generation import Entry, Generation
from workstation.cache.rows import derived
from workstation.cache.values import Changed, RefusedDocument
from workstation.contract.messages import Page
from workstation.contract.reading import read_consignment
from workstation.domain.consignment import Link
from workstation.domain.link import links_told

_BAD_DOCUMENT: Final = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError)
"""What a document that reading let through may still raise when rows are made of it or bound to a
statement.
"""
NOT_STORED: Final = "document.not_stored"
"""Why a document was refused that could be read, but not be stored."""


class _Named(msgspec.Struct):
    """As much of a document as says which it is."""

    id: str = ""


_NAMED: Final = msgspec.json.Decoder(_Named)


class Intake:
    """Documents that came together. `entries` are those that can be stored, `remarks` counts those on their
    data, `linked` as in `Applied`.
    """

    def __init__(self, bodies: Sequence[bytes]) -> None:
        self.entries: list[Entry] = []
        self.remarks = 0
        self.linked: list[Link] = []
        self._bodies = bodies
        self._refused: dict[int, str] = {}
        for position, body in enumerate(bodies):
            self._read(position, body)

    def _read(self, position: int, body: bytes) -> None:
        reading = read_consignment(body)
        consignment = reading.consignment
        if consignment is None:
            self._refused[position] = reading.refused
            return
        try:
            rows = derived(consignment, len(reading.remarks))
        except _BAD_DOCUMENT:
            self._refused[position] = NOT_STORED
            return
        self.remarks += len(reading.remarks)
        self.linked += links_told(consignment)
        self.entries.append(Entry(consignment.id, body, consignment.change, rows, position))

    def store(self, target: Generation, at: int, known: Mapping[str, int]) -> dict[str, bytes]:
        """Store what can be, within the target's transaction, and what cannot for IT; packed columns by id.

        All at once; only if that fails for one of them, each by itself.
        """
        try:
            with target.attempt():
                stored = target.put(self.entries, at, known)
        except _BAD_DOCUMENT:
            stored = self._stored_singly(target, at, known)
        for position, reason in self._refused.items():
            body = self._bodies[position]
            target.keep_refused(_id_of(body), reason, body, at)
        return stored

    def _stored_singly(self, target: Generation, at: int, known: Mapping[str, int]) -> dict[str, bytes]:
        stored: dict[str, bytes] = {}
        for entry in self.entries:
            try:
                with target.attempt():
                    stored.update(target.put([entry], at, known))
            except _BAD_DOCUMENT:
                self._refused[entry.position] = NOT_STORED
        return stored

    def refused(self) -> tuple[RefusedDocument, ...]:
        """Those that could not be stored, in their order."""
        return tuple(
            RefusedDocument(id=_id_of(self._bodies[position]) or f"page[{position}]", reason=reason)
            for position, reason in sorted(self._refused.items())
        )


def carry_over(old: Generation, new: Generation, watched: Collection[str]) -> None:
    """Take the overlay along into a new file, within its transaction, and the watched consignments that it
    does not have.
    """
    missing = set(watched) - new.refs_of(watched).keys()
    bodies = old.bodies_of(missing)
    for body, cached_at in bodies.values():
        Intake([body]).store(new, cached_at, old.refs_of(missing))
    new.depart(dict.fromkeys(bodies, "left_scope"))
    new.overlay.clear(None)
    new.overlay.put(old.overlay.rows())


def changed_by(entries: Sequence[Entry], live: Generation, watched: Collection[str]) -> tuple[Changed, ...]:
    """Watched consignments among these whose document is another in the file that is read."""
    after = {entry.id: entry.body for entry in entries if entry.id in watched}
    if not after:
        return ()
    before = live.bodies_of(after)
    found = (Changed(id=i, before=before[i][0] if i in before else None, after=b) for i, b in after.items())
    return tuple(one for one in found if one.before != one.after)


def take_away(
    target: Generation, page: Page, stored: Collection[str], watched: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...], list[int]]:
    """Remove what is gone but for what is watched; ids removed, ids kept, references removed."""
    if returned := target.departed().intersection(stored):
        target.returned(returned)
    if not page.gone:
        return (), (), []
    kept = {one.id: one.reason for one in page.gone if one.id in watched}
    gone = tuple(one.id for one in page.gone if one.id not in kept)
    target.depart(kept)
    return gone, tuple(kept), target.remove(gone)


def _id_of(body: bytes) -> str:
    """The id that a document names, if that can be told."""
    try:
        return _NAMED.decode(body).id[:200]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
