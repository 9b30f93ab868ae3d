"""Writing the cache: pages of the service, single consignments, images, reference lists and the overlay."""

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from workstation.cache.generation import Entry, Generation
from workstation.cache.instants import to_ms
from workstation.cache.intake import Intake, carry_over, changed_by, take_away
from workstation.cache.kept import KeptFile, digest_of
from workstation.cache.shelf import Shelf
from workstation.cache.values import Applied, CacheSync, OverlayRow
from workstation.contract.messages import Page, Scope
from workstation.domain.problems import Conflict
from workstation.domain.reference import ReferenceList

WRITER_MB: Final = 20
"""Page cache of the file that is filled; with the readers' and the ledger's it stays under 64 MB."""


class CacheWriter:
    """Writes to the cache. For the cache's writing thread; a lock keeps others in order all the same.

    Every method raises Unavailable when the disk does not play along; then nothing of what was asked is
    stored.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = threading.RLock()
        self._watched: frozenset[str] = frozenset()
        self._live = self._opened(shelf.generation, create=False)
        building = [number for number in shelf.files.numbers() if number > shelf.generation]
        self._next = self._opened(building[-1], create=False) if building else None
        with shelf.in_words(shelf.files.kept):
            self._kept = KeptFile(shelf.files.kept, shelf.key, shelf.used_images)
        self._overlaid = self._live.overlay.among(None)

    def _opened(self, number: int, *, create: bool) -> Generation:
        path = self._shelf.files.path(number)
        with self._shelf.in_words(path):
            return Generation(path, self._shelf.key, number, create=create, cache_mb=WRITER_MB)

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            for file in (self._live, self._next, self._kept):
                if file is not None:
                    file.close()

    # --- the pull ---------------------------------------------------------------------------------------

    def sync_state(self) -> CacheSync:
        """Where the pull stands in the file that is filled: the one being built, if there is one."""
        with self._lock, self._shelf.in_words(self._target.path):
            return self._target.state(beside=self._next is not None)

    @property
    def _target(self) -> Generation:
        return self._next or self._live

    def begin_snapshot(self, scope: Scope, epoch: str, *, anew: bool = False) -> CacheSync:
        """Begin a snapshot, or go on with the same one where it stopped: its state says from which cursor.

        A cache that is complete, or of another scope or epoch, is read as it is while a new one is built
        beside. `anew`: the service no longer knows the cursor of the one that was begun.
        """
        with self._lock:
            state = self.sync_state()
            same = state.began and not state.complete and (state.scope, state.epoch) == (scope, epoch)
            if same and not anew:
                return state
            if state.began:
                self._build_beside()
            target = self._target
            with self._shelf.in_words(target.path), target.transaction() as connection:
                target.begin(connection, scope, epoch)
            return self.sync_state()

    def _build_beside(self) -> None:
        if self._next is not None:
            discarded, self._next = self._next, None
            discarded.close()
            self._shelf.files.remove(discarded.number)
        self._next = self._opened(max(self._shelf.files.numbers()) + 1, create=True)

    def finish_snapshot(self) -> None:
        """The last page is in. A cache built beside is swapped in, and what has acts or attention here goes
        along.

        May be called again after it failed; so does the next page.
        """
        with self._lock:
            target = self._target
            with self._shelf.in_words(target.path):
                with target.transaction() as connection:
                    self._complete(target, connection)
                if target is not self._live:
                    target.flush()
            if target is not self._live:
                self._shelf.files.point_to(target.number)
                old, self._live, self._next = self._live, target, None
                old.close()
                self._shelf.swap_to(target.number)
            else:
                self._shelf.changes += 1

    def _complete(self, target: Generation, connection: Any) -> None:
        """Within the target's transaction: its snapshot is whole."""
        if target is not self._live:
            carry_over(self._live, target, self._watched)
        target.complete(connection)

    def apply_page(self, page: Page, *, pulled_at: datetime) -> Applied:
        """Store a page and move the cursor, in one transaction; with its last page a snapshot is complete.

        A document that cannot be read is kept for IT and told of, the others are stored. Watched consignments
        that the service took away stay. Raises Conflict for a page of another epoch than the one begun.
        """
        with self._lock:
            if self._next is not None and self.sync_state().complete:
                self.finish_snapshot()  # it failed before
            target = self._target
            intake = Intake([bytes(raw) for raw in page.consignments])
            with self._shelf.in_words(target.path):
                state = target.state(beside=False)
                if state.epoch != page.epoch:
                    raise _began_anew()
                changed = changed_by(intake.entries, self._live, self._watched)
                known = _known_refs(target, self._other_than(target), intake.entries)
                with target.transaction() as connection:
                    stored = intake.store(target, to_ms(pulled_at), known)
                    gone, kept, refs = take_away(target, page, stored, self._watched)
                    target.move(
                        connection, cursor=page.cursor, pulled_at=pulled_at, sent=page.sent, total=page.total
                    )
                    if not (page.more or state.complete):
                        # The cursor is one of changes now: a start that took it for one of the snapshot could
                        # never go on.
                        self._complete(target, connection)
            self._publish(target, stored, refs)
            self._shelf.changes += not state.complete
            return Applied(
                stored=tuple(stored),
                gone=gone,
                kept=kept,
                changed=tuple(one for one in changed if one.id in stored),
                linked=tuple(intake.linked),
                overlaid=tuple(self._overlaid.intersection(stored)),
                refused=intake.refused(),
                remarks=intake.remarks,
            )

    def put_one(self, body: bytes, *, pulled_at: datetime) -> Applied:
        """Store a consignment that was looked up singly; the cursor stays. It goes into a cache being
        built, too; where that fails, it comes there with its page.
        """
        with self._lock:
            intake = Intake([body])
            with self._shelf.in_words(self._live.path):
                changed = changed_by(intake.entries, self._live, self._watched)
            stored: dict[str, bytes] = {}
            for target in (self._live, self._next):
                if target is not None:
                    known = _known_refs(target, self._other_than(target), intake.entries)
                    with self._shelf.in_words(target.path), target.transaction():
                        stored = intake.store(target, to_ms(pulled_at), known)
                    self._publish(target, stored, [])
            return Applied(
                stored=tuple(stored),
                changed=changed,
                linked=tuple(intake.linked),
                refused=intake.refused(),
                remarks=intake.remarks,
            )

    def _other_than(self, target: Generation) -> Generation | None:
        return self._live if target is self._next else self._next

    def _publish(self, target: Generation, stored: Mapping[str, bytes], gone: list[int]) -> None:
        """Tell the queue's columns what was committed to the file that is read."""
        if target is not self._live:
            return
        self._shelf.changes += bool(stored or gone)
        touched = gone or not self._overlaid.isdisjoint(stored)
        overlay = target.overlay.numbers() if self._overlaid and touched else None
        self._shelf.columns(target.number).publish(b"".join(stored.values()), gone, target.codes, overlay)

    def fold(self, ids: Collection[str]) -> None:
        """These are not told in the queue any more: they turned out to be others. By id and barcode they are
        still found, until the service takes them away.
        """
        with self._lock:
            for target in (self._live, self._next):
                if target is not None:
                    with self._shelf.in_words(target.path), target.transaction():
                        refs = target.fold(ids)
                    self._publish(target, {}, refs)

    # --- what stays whatever the service says -----------------------------------------------------------

    def set_watched(self, ids: Collection[str]) -> tuple[str, ...]:
        """These have acts or attention here: they are never removed, and changes to them are told.

        What the service took away before and is no longer watched goes now; its ids.
        """
        with self._lock:
            self._watched = frozenset(ids)
            with self._shelf.in_words(self._live.path):
                over = self._live.departed() - self._watched
                if not over:
                    return ()
                with self._live.transaction():
                    refs = self._live.remove(over)
                    self._live.returned(over)
            self._publish(self._live, {}, refs)
            return tuple(sorted(over))

    def put_overlay(self, id_: str, standing: str, pending: str) -> None:
        """How this consignment stands with this bench's pending acts, and the kind of the newest of them."""
        self.change_overlay(put=(OverlayRow(id=id_, standing=standing, pending=pending),))

    def replace_overlay(self, rows: Iterable[OverlayRow]) -> None:
        """The whole overlay anew, as re-made from the ledger."""
        self.change_overlay(put=tuple(rows), clear=None)

    def overlaid(self) -> frozenset[str]:
        """The consignments of which this bench knows something better than their documents."""
        with self._lock:
            return frozenset(self._overlaid)

    def change_overlay(self, *, put: Sequence[OverlayRow] = (), clear: Collection[str] | None = ()) -> None:
        """Take out the rows of `clear` (none: all), then put these in, in one transaction. What a row leaves
        empty stays as it is. Only these are read back: ten thousand may wait, and each barcode changes one.
        """
        with self._lock, self._shelf.in_words(self._live.path):
            overlay = self._live.overlay
            with self._live.transaction():
                overlay.clear(clear)
                overlay.put(put)
            changed = None if clear is None else {*clear, *(row.id for row in put)}
            others = self._overlaid - changed if changed is not None else frozenset()
            self._overlaid = others | overlay.among(changed)
            refs = None if changed is None else self._live.refs_of(changed).values()
            self._shelf.columns(self._live.number).publish_overlay(overlay.numbers(changed), refs)

    # --- images and reference lists ---------------------------------------------------------------------

    def put_image(self, sha256: str, body: bytes) -> None:
        """Store an image whose bytes were verified against this SHA-256 (64 hex digits)."""
        with self._lock, self._shelf.in_words(self._kept.path):
            self._kept.put_image(digest_of(sha256), body)

    def evict_images(self, budget_bytes: int, keep: Sequence[str] = ()) -> tuple[str, ...]:
        """Remove the longest unused images until the rest fits the budget; of `keep` only where that is not
        enough, the last of them first, and never the first. Those removed.
        """
        with self._lock, self._shelf.in_words(self._kept.path):
            kept = [digest_of(sha256) for sha256 in keep]
            return tuple(digest.hex() for digest in self._kept.evict(budget_bytes, kept))

    def put_reference(self, reference: ReferenceList, etag: str) -> None:
        """Store a reference list in place of the older one."""
        with self._lock, self._shelf.in_words(self._kept.path):
            self._kept.put_reference(reference, etag)

    def note_references(self, names: Collection[str], at: datetime) -> None:
        """The service has just said of these lists that they are the ones that it has."""
        with self._lock, self._shelf.in_words(self._kept.path):
            self._kept.note_references(names, at)


def _known_refs(target: Generation, other: Generation | None, entries: Sequence[Entry]) -> Mapping[str, int]:
    """References that these have in the other file: a list on the screen stays right when the files are
    swapped.
    """
    if other is None:
        return {}
    target.next_ref = max(target.next_ref, other.next_ref)
    return other.refs_of([entry.id for entry in entries])


def _began_anew() -> Conflict:
    """A page of another epoch than the one begun."""
    return Conflict("The central service began anew while a page was fetched.", code="cache.epoch")
