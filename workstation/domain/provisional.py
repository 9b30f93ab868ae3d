"""A provisional consignment: a parcel lies at the bench, and nobody is known to have declared it.

It is made by a bench event, on both sides in the same way, so that it can be held, seized and located like
any other. When its data arrives a second event links it to the consignment that it turned out to be; what was
recorded on it counts for that one from then on.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from workstation.domain.consignment import PHOTOGRAPHED, Consignment, Identifier, Parcel, ScanImage, Step
from workstation.domain.event import (
    LABEL_READS,
    PHOTOGRAPH,
    BenchEvent,
    Particular,
    Photograph,
    ReadMeaning,
    is_uuid7,
)
from workstation.domain.identifiers import IDENTIFIER_LIMIT

PROVISIONAL: Final = "provisional"
"""Kind of the event that makes one; its `consignment` is the event's own id (a UUIDv7), its
`label_reads` are every barcode that was read of the parcel, `place` says where it was found, `images_shown`
the SHA-256 of the photograph that goes with it.
"""

LINKED: Final = "linked"
"""Kind of the event that links one: its `consignment` is the provisional one, `linked` the declared one."""

UNLINKED: Final = "unlinked"
"""Kind of the event that takes links back: its `consignment` is the provisional one, `names` the events that
linked it.
"""

OPENING_ASKED: Final = "opening_asked"
"""Kind of the event by which an image desk sends a consignment to an examination bench, to be opened."""

LABELLED: Final = "labelled"
"""Kind of the event that says that a seal or an evidence bag was read with a parcel (its `label`)."""


MOST_NUMBERS: Final = 100
"""Numbers by which one can be found; no label has as many."""

_NAMES: Final = {
    "upu_s9_receptacle": "receptacle",
    "iso6346": "receptacle",
    "grai": "receptacle",
    "upu_s8_dispatch": "master",
    "eu_mrn": "filing",
    "iata_awb": "consignment",
}
"""What the kinds of number name that are on a label and are never one parcel's own."""

LABEL: Final = "label"
"""What a text of no known form belongs to: a customer's number, a depot's, a link to a carrier may stand on
many labels. It leads to the parcel that it was read of, and is never the own number of a declared one.
"""

_OF_NO_KNOWN_FORM: Final = ("", "unknown")

_NAMES_NOTHING: Final = frozenset(
    {"routing_code", "gtin", "eu_ioss", "place", "seal", "evidence_bag", "badge"}
)
"""Kinds that no consignment can be found by: thousands share them, or they are the administration's own."""


def names_itself(event: BenchEvent) -> bool:
    """Whether a `provisional` event makes the consignment of its own id. No other does make one: an event's
    id is said once, so nobody can make another's consignment again, or one under the id of a declaration.
    """
    return event.consignment == event.id and is_uuid7(event.id)


def provisional_consignment(event: BenchEvent, particulars: Iterable[Particular] = ()) -> Consignment:
    """The consignment that a `provisional` event makes. Erased reads leave it without numbers.

    What was read and names something else (a receptacle, a filing) is found by, and never counts as the
    parcel; what names nothing is left to the event's own record.
    """
    numbers = dict.fromkeys(
        _number_of(each, event.consignment)
        for each in reads_in(particulars)
        if (each.value or each.text) and each.kind not in _NAMES_NOTHING
    )
    at = event.happened()
    parcel = Parcel(
        id=event.consignment,
        presence="presented",
        location=event.place,
        seen_at=at,
        seen_by=event.officer,
        seen_bench=event.bench,
    )
    return Consignment(
        id=event.consignment,
        office=event.office,
        arrived=at,
        identifiers=tuple(numbers)[:MOST_NUMBERS],
        parcels=(parcel,),
        images=_images_of(event),
        steps=(Step(kind="presented", at=at),),
        provisional=True,
    )


_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def _images_of(event: BenchEvent) -> tuple[ScanImage, ...]:
    """The photograph, by what the envelope alone says of it: it is large, and comes when it is looked at."""
    if not any(each.kind == PHOTOGRAPH for each in event.particulars):
        return ()
    return tuple(
        ScanImage(sha256=each, view=PHOTOGRAPHED, media_type="image/jpeg", acquired=event.happened())
        for each in event.images_shown[:1]
        if _SHA256.fullmatch(each)
    )


def photograph_in(particulars: Iterable[Particular], sha256: str) -> Photograph | None:
    """The photograph with this SHA-256 (hex) among these; none where it is not there, or another."""
    for particular in particulars:
        if particular.kind == PHOTOGRAPH:
            try:
                found = msgspec.json.decode(particular.text, type=Photograph)
            except msgspec.MsgspecError:
                continue
            if hashlib.sha256(found.body).hexdigest() == sha256:
                return found
    return None


def _number_of(read: ReadMeaning, consignment: str) -> Identifier:
    names = LABEL if read.kind in _OF_NO_KNOWN_FORM else _NAMES.get(read.kind, "parcel")
    return Identifier(
        value=(read.value or read.text)[:IDENTIFIER_LIMIT],
        kind=read.kind,
        belongs_to=names,
        of=consignment if names in ("parcel", LABEL) else "",
    )


def reads_in(particulars: Iterable[Particular]) -> tuple[ReadMeaning, ...]:
    """The barcodes that were read of the parcel, in their order; what cannot be read is left out."""
    for particular in particulars:
        if particular.kind == LABEL_READS:
            try:
                return msgspec.json.decode(particular.text, type=tuple[ReadMeaning, ...])
            except msgspec.MsgspecError:
                return ()
    return ()
