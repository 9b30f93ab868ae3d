"""What the cache tells of itself: how far the pull is, what a page did, what was found."""

from datetime import datetime
from typing import Final, NamedTuple

from workstation.contract.messages import Scope
from workstation.domain.consignment import Link
from workstation.domain.value import Value

BARCODES: Final = 65_536
"""Barcodes of one consignment that can be found; a key is the reference times this, plus a number."""


class CacheSync(Value):
    """Where the pull stands in the file that it fills.

    `complete` is false until the snapshot's last page is in: then `cursor` is the `after` of its next page
    (empty for the first), else the `since` of the changes. `began` is false for a file that no snapshot was
    begun in. `beside` is true while it is built beside the one that is read. `sent` and `total` are the
    service's own figures.
    """

    epoch: str = ""
    cursor: str = ""
    scope: Scope = Scope()
    began: bool = False
    complete: bool = False
    beside: bool = False
    pulled_at: datetime | None = None
    sent: int = 0
    total: int = 0


class Changed(Value):
    """A watched consignment whose document is another now. `before` is none if it was not in the cache."""

    id: str
    before: bytes | None
    after: bytes


class RefusedDocument(Value):
    """A document that could not be read. `id` as far as it could be told, else its place in the page
    (`page[3]`).
    """

    id: str
    reason: str


class Applied(Value):
    """What one page did.

    `gone` were removed; `kept` were to go but have acts or attention here. `changed` only tells of watched
    ones; `linked` is what documents tell of links, also of those that were taken back; `overlaid` were stored
    and have a row in the overlay; `remarks` counts the remarks on all documents.
    """

    stored: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    linked: tuple[Link, ...] = ()
    overlaid: tuple[str, ...] = ()
    refused: tuple[RefusedDocument, ...] = ()
    remarks: int = 0


class Found(Value):
    """A consignment that has a barcode. `belongs_to` says what the barcode names, `value` is its normalised
    form.
    """

    ref: int
    id: str
    belongs_to: str
    value: str
    of: str = ""


class CachedDocument(Value):
    """A consignment's document as received, and when."""

    ref: int
    id: str
    body: bytes
    cached_at: datetime
    change: int = 0


class OverlayRow(Value):
    """What this bench knows better than a consignment's document.

    `standing` with its pending acts, and the kind of the newest pending one; empty: as the document says.
    `presence` of its parcels as they were last seen here, and whether it is `awaited` (domain/sighting.py);
    empty: as the document says.
    """

    id: str
    standing: str = ""
    pending: str = ""
    presence: str = ""
    awaited: bool = False


class Totals(Value):
    """How much the cache holds. `refused` counts the documents that could not be read."""

    consignments: int = 0
    refused: int = 0
    images: int = 0
    images_bytes: int = 0
    complete: bool = False
    pulled_at: datetime | None = None


class Images(NamedTuple):
    """How many images the first of the queue name (`wanted`), and how many of these are `here`."""

    here: int
    wanted: int


class RefusedForIt(Value):
    """A document that could not be read, with its bytes, for IT to see."""

    id: str
    reason: str
    body: bytes
    pulled_at: datetime | None = None
