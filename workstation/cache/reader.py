"""Reading the cache: rows, documents, barcodes, images and reference lists by key, and the queue's lists."""

import contextlib
from array import array
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from workstation.cache.instants import from_ms
from workstation.cache.kept import (
    HAS_HEARD_SQL,
    HAS_IMAGE_SQL,
    HEARD_SQL,
    IMAGE_SQL,
    IMAGES_TOTAL_SQL,
    REFERENCE_SQL,
    digest_of,
)
from workstation.cache.queue import Facets, QueueFilter, QueueRow, QueueSort, state_of
from workstation.cache.shelf import Shelf
from workstation.cache.values import BARCODES, CachedDocument, Found, Images, RefusedForIt, Totals
from workstation.contract.reading import read_consignment
from workstation.domain.reference import ReferenceList
from workstation.host.encrypted import DriverConnection

if TYPE_CHECKING:
    from workstation.cache.listing import QueueListing

FOUND_LIMIT: Final = 200
"""Consignments that one barcode gives at most: a master document may cover thousands."""
IMAGE_HORIZON: Final = 20_000
"""How far down the queue images are fetched ahead."""

_LISTED = "(SELECT value FROM json_each(?))"
ROWS_SQL: Final = (
    "SELECT c.ref, c.id, c.identifier, c.lane, c.score, c.office, coalesce(o.standing, c.standing),"
    " coalesce(o.pending, ''), c.category, c.arrived, c.goods, c.parcels, c.holds, c.remarks,"
    " coalesce(s.presence, c.presence), s.awaited, k.packed FROM consignment c"
    " LEFT JOIN overlay o ON o.id = c.id LEFT JOIN seen s ON s.id = c.id"
    f" LEFT JOIN queue_key k ON k.ref = c.ref WHERE c.ref IN {_LISTED}"
)
FIND_SQL: Final = (
    f"SELECT b.key / {BARCODES}, c.id, b.belongs_to, b.value, b.of FROM barcode b"
    f" JOIN consignment c ON c.ref = b.key / {BARCODES} WHERE b.value = ? ORDER BY b.key LIMIT {FOUND_LIMIT}"
)
KNOWN_SQL: Final = (
    "SELECT f.value FROM json_each(?) f WHERE EXISTS (SELECT 1 FROM barcode b WHERE b.value = f.value)"
)
DOCUMENT_SQL: Final = (
    "SELECT c.ref, c.id, d.body, d.cached_at, d.change FROM consignment c JOIN document d ON d.ref = c.ref"
    " WHERE c.id = ?"
)
REFS_SQL: Final = f"SELECT id, ref FROM consignment WHERE id IN {_LISTED}"
BODIES_SQL: Final = f"SELECT ref, body FROM document WHERE ref IN {_LISTED}"
ALIKE_SQL: Final = f"SELECT key / {BARCODES} FROM alike WHERE value = ? ORDER BY key DESC LIMIT ?"
REFUSED_SQL: Final = (
    "SELECT id, reason, body, pulled_at FROM refused_document WHERE number > ? ORDER BY number LIMIT ?"
)
STATE_SQL: Final = "SELECT complete, pulled_at, (SELECT count(*) FROM refused_document) FROM sync_state"


_BY_SCORE: Final = QueueSort()


class _NamedImage(msgspec.Struct):
    sha256: str = ""
    size_bytes: int = 0


class _Images(msgspec.Struct):
    """As much of a document as names its images."""

    images: tuple[_NamedImage, ...] = ()


_IMAGES: Final = msgspec.json.Decoder(_Images)


class CacheReader:
    """Reads with connections of its own: one thread, the one that got it from `CacheStore.reader()`.

    For the screen's thread: `rows`, `find`, `known_forms`, `document`, `refs_of`, `reference`, `has_images`.
    For the readers' threads: `queue_ids`, `count`, `facets`, `totals`, `missing_images`, `images_ahead`,
    `images_named`, `bodies`, `alike`, `image`. When a new
    cache file was swapped in, the next question is answered from it; references stay what they were.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._connection: DriverConnection = None
        self._generation = 0
        self._kept: DriverConnection = None
        self._listing: QueueListing | None = None

    @property
    def generation(self) -> int:
        """Number of the cache file that is read: references mean nothing in another."""
        return self._shelf.generation

    # --- by key -----------------------------------------------------------------------------------------

    def rows(self, refs: Sequence[int]) -> list[QueueRow]:
        """Rows in the order asked; what is not in the cache any more is left out."""
        with self._reading() as connection:
            found = connection.execute(ROWS_SQL, (_listed(refs),)).fetchall()
        by_ref = {values[0]: _row(values) for values in found}
        return [by_ref[ref] for ref in refs if ref in by_ref]

    def refs_of(self, ids: Collection[str]) -> dict[str, int]:
        """References of those consignments that are in the cache, by id, in the order asked."""
        with self._reading() as connection:
            found = dict(connection.execute(REFS_SQL, (_listed(ids),)).fetchall())
        return {id_: found[id_] for id_ in ids if id_ in found}

    def find(self, forms: Sequence[str]) -> tuple[Found, ...]:
        """Consignments that have one of these barcodes (normalised), in the order of the forms; 200 a form
        at most.
        """
        found: dict[tuple[int, str, str], Found] = {}
        with self._reading() as connection:
            for form in dict.fromkeys(forms):
                for ref, id_, belongs_to, value, of in connection.execute(FIND_SQL, (form,)).fetchall():
                    match = Found(ref=ref, id=id_, belongs_to=belongs_to, value=value, of=of)
                    found.setdefault((ref, belongs_to, of), match)
        return tuple(found.values())

    def known_forms(self, forms: Collection[str]) -> frozenset[str]:
        """Of these barcodes (normalised) those that some consignment has."""
        with self._reading() as connection:
            return frozenset(form for (form,) in connection.execute(KNOWN_SQL, (_listed(forms),)).fetchall())

    def document(self, id_: str) -> CachedDocument | None:
        """The document of a consignment by its id."""
        with self._reading() as connection:
            found = connection.execute(DOCUMENT_SQL, (id_,)).fetchone()
        if found is None:
            return None
        ref, id_, body, cached_at, change = found
        return CachedDocument(ref=ref, id=id_, body=body, cached_at=from_ms(cached_at), change=change)

    def reference(self, name: str) -> tuple[ReferenceList, str] | None:
        """A reference list and its ETag, or none if it was never fetched."""
        with self._reading_kept() as connection:
            found = connection.execute(REFERENCE_SQL, (name,)).fetchone()
        return None if found is None else (msgspec.json.decode(found[0], type=ReferenceList), found[1])

    def references_heard(self) -> dict[str, datetime]:
        """When the service last said of each list that it is the one that it has, by name."""
        with self._reading_kept() as connection:
            if connection.execute(HAS_HEARD_SQL).fetchone() is None:
                return {}  # a file of before, which nobody has written to yet
            return {name: from_ms(at) for name, at in connection.execute(HEARD_SQL).fetchall()}

    def is_complete(self) -> bool:
        """Whether a whole snapshot of the service is here."""
        with self._reading() as connection:
            return bool(connection.execute("SELECT complete FROM sync_state").fetchone()[0])

    # --- the queue --------------------------------------------------------------------------------------

    def queue_ids(
        self, chosen: QueueFilter, sort: QueueSort = _BY_SCORE, *, limit: int | None = None
    ) -> "array[int]":
        """References of the filter's consignments in order; with a limit, only the first ones, sooner."""
        with self._reading() as connection:
            return self._asked().ids(connection, chosen, sort, limit)

    def count(self, chosen: QueueFilter) -> int:
        """How many consignments the filter has."""
        with self._reading() as connection:
            return self._asked().count(connection, chosen)

    def facets(self) -> Facets:
        """How many consignments of the whole cache have each lane, office, standing and category."""
        with self._reading() as connection:
            return self._asked().facets(connection)

    def totals(self) -> Totals:
        """How much the cache holds, and since when."""
        with self._reading() as connection:
            complete, pulled_at, refused = connection.execute(STATE_SQL).fetchone()
            consignments = self._asked().count(connection, QueueFilter())
        with self._reading_kept() as kept:
            images, size = kept.execute(IMAGES_TOTAL_SQL).fetchone()
        return Totals(
            consignments=consignments,
            refused=refused,
            images=images,
            images_bytes=size,
            complete=bool(complete),
            pulled_at=from_ms(pulled_at),
        )

    def refused_documents(self, after: int = 0, limit: int = 100) -> tuple[RefusedForIt, ...]:
        """Documents that could not be read, for IT."""
        with self._reading() as connection:
            found = connection.execute(REFUSED_SQL, (after, limit)).fetchall()
        return tuple(
            RefusedForIt(id=id_, reason=reason, body=body, pulled_at=from_ms(at))
            for id_, reason, body, at in found
        )

    # --- images -----------------------------------------------------------------------------------------

    def image(self, sha256: str) -> bytes | None:
        """The bytes of an image, or none if it is not here. Counts as a use of it."""
        digest = digest_of(sha256)
        with self._reading_kept() as connection:
            found = connection.execute(IMAGE_SQL, (digest,)).fetchone()
        if found is None:
            return None
        self._shelf.used_images.note(digest)
        return bytes(found[0])

    def has_images(self, sha256s: Collection[str]) -> set[str]:
        """Those of these images that are here."""
        with self._reading_kept() as connection:
            run = connection.execute
            return {one for one in sha256s if run(HAS_IMAGE_SQL, (digest_of(one),)).fetchone() is not None}

    def missing_images(self, limit: int) -> list[tuple[str, int]]:
        """Images that are not here, with their size as declared, in the order of the queue (by score)."""
        missing: dict[str, int] = {}
        for named in self._named_ahead():
            here = self.has_images(named)
            missing.update((sha, size) for sha, size in named.items() if sha not in here)
            if len(missing) >= limit:
                break
        return list(missing.items())[:limit]

    def images_ahead(self) -> Images:
        """How many images the queue names as far as they are fetched ahead, and how many are here."""
        wanted: set[str] = set()
        for named in self._named_ahead():
            wanted.update(named)
        return Images(here=len(self.has_images(wanted)), wanted=len(wanted))

    def _named_ahead(self) -> Iterator[dict[str, int]]:
        """Images of the first of the queue with their sizes, some consignments at a time."""
        with self._reading() as connection:
            refs = self._asked().with_images(connection, IMAGE_HORIZON)
        for first in range(0, len(refs), FOUND_LIMIT):
            yield self.images_named(refs[first : first + FOUND_LIMIT])

    def bodies(self, refs: Sequence[int]) -> dict[int, bytes]:
        """Documents as received, by reference; what is not in the cache any more is left out."""
        with self._reading() as connection:
            return dict(connection.execute(BODIES_SQL, (_listed(refs),)).fetchall())

    def images_named(self, refs: Sequence[int]) -> dict[str, int]:
        """Images that these consignments name, with their sizes as declared, in this order."""
        bodies = self.bodies(refs)
        return {
            sha256.lower(): size
            for ref in refs
            if ref in bodies
            for sha256, size in _images_in(bodies[ref])
            if len(digest_of(sha256)) == 32
        }

    def alike(self, numbers: Collection[int], limit: int) -> list[int]:
        """References of consignments with scan images that share one of these numbers (cache/alike.py), of
        each number so many at most, those that came last first.
        """
        found: dict[int, None] = {}
        with self._reading() as connection:
            for number in numbers:
                refs = connection.execute(ALIKE_SQL, (number, limit)).fetchall()
                found.update(dict.fromkeys(ref for (ref,) in refs))
        return list(found)

    # --- connections ------------------------------------------------------------------------------------

    def close(self) -> None:
        """Close the connections; the next question opens them again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = self._listing = None
            self._shelf.left(self._generation)
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[DriverConnection]:
        shelf = self._shelf
        if self._connection is None or self._generation != shelf.generation:
            if self._connection is not None:
                self._connection.close()
                self._connection = self._listing = None
                shelf.left(self._generation)
            self._generation, self._connection = shelf.enter()
        with shelf.in_words(shelf.files.path(self._generation)):
            yield self._connection

    @contextlib.contextmanager
    def _reading_kept(self) -> Iterator[DriverConnection]:
        if self._kept is None:
            self._kept = self._shelf.connect_kept()
        with self._shelf.in_words(self._shelf.files.kept):
            yield self._kept

    def _asked(self) -> "QueueListing":
        # Here, not above: NumPy is needed for lists only, and what is on the screen first needs none.
        from workstation.cache.listing import QueueListing

        if self._listing is None:
            self._listing = QueueListing(self._shelf.columns(self._generation))
        return self._listing


def _images_in(body: bytes) -> Iterator[tuple[str, int]]:
    try:
        return ((image.sha256, image.size_bytes) for image in _IMAGES.decode(body).images)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        consignment = read_consignment(body).consignment
        images = () if consignment is None else consignment.images
        return ((image.sha256, image.size_bytes) for image in images)


def _row(values: tuple[Any, ...]) -> QueueRow:
    ref, id_, identifier, lane, score, office, standing, pending, category, at, goods, *rest = values
    parcels, holds, remarks, presence, awaited, packed = rest
    return QueueRow(
        ref=ref,
        id=id_,
        identifier=identifier,
        lane=lane,
        score=score,
        office=office,
        standing=standing,
        pending=pending,
        category=category,
        arrived=from_ms(at),
        goods=goods,
        parcels=parcels,
        holds=holds,
        remarks=remarks,
        presence=presence,
        state=state_of(packed[-1] if packed else 0, awaited),
    )


def _listed(values: Collection[int] | Collection[str]) -> str:
    return msgspec.json.encode(list(values)).decode()
