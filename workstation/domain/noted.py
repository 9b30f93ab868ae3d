"""A consignment with what bench events say beside its document: where its parcels were seen, which openings
were asked for, and which provisional consignments turned out to be this one.

Everything follows from the set of events, for bench and central service alike.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from workstation.domain.asked_opening import AskedOpening, with_openings
from workstation.domain.consignment import Consignment, Identifier, Link, ScanImage
from workstation.domain.identifiers import normalised
from workstation.domain.link import marks_over_link, told_together
from workstation.domain.provisional import LABEL
from workstation.domain.sighting import PRESENTED, Sighting, with_sightings
from workstation.domain.value import Value


class Found(Value):
    """A provisional consignment as it was made (`provisional_consignment`), and what was noted of it."""

    consignment: Consignment
    sightings: tuple[Sighting, ...] = ()
    openings: tuple[AskedOpening, ...] = ()


class Noted(Value):
    """What was noted of one consignment; `linked` are the provisional ones that turned out to be it, `links`
    what was said of that.
    """

    sightings: tuple[Sighting, ...] = ()
    openings: tuple[AskedOpening, ...] = ()
    linked: tuple[Found, ...] = ()
    links: tuple[Link, ...] = ()


def with_noted(consignment: Consignment, noted: Noted) -> Consignment:
    """The consignment with everything that was noted of it. Its acts must already be those of the linked ones
    too.
    """
    linked = sorted({each.consignment.id: each for each in noted.linked}.values(), key=_id_of)
    sightings, openings = list(noted.sightings), list(noted.openings)
    for each in linked:
        parcel = parcel_found(consignment, each.consignment)
        openings += [
            replace(
                asked,
                consignment=consignment.id,
                parcel=parcel or "",
                marks=marks_over_link(asked.marks, each.consignment.id),
            )
            for asked in each.openings
        ]
        sightings += _as_sightings_of(consignment, each)
    grown = _with_photographs(_with_numbers(consignment, linked), linked)
    grown = replace(grown, links=told_together((*grown.links, *noted.links)))
    return with_openings(with_sightings(grown, sightings), openings)


def parcel_found(consignment: Consignment, provisional: Consignment) -> str | None:
    """The parcel of this consignment that the provisional one was: its id, empty for the one piece without
    one; None where nobody can say which of several it was.
    """
    read = (each.value for each in provisional.identifiers if each.belongs_to in ("parcel", LABEL))
    numbers = set(map(normalised, read))
    if len(consignment.parcels) < 2:
        return consignment.parcels[0].id if consignment.parcels else ""
    known = {parcel.id for parcel in consignment.parcels}
    named = {
        each.of
        for each in consignment.identifiers
        if each.belongs_to == "parcel" and each.of in known and normalised(each.value) in numbers
    }
    return named.pop() if len(named) == 1 else None


def _id_of(found: Found) -> str:
    return found.consignment.id


def _as_sightings_of(consignment: Consignment, found: Found) -> Sequence[Sighting]:
    """Where the provisional one was made and seen, as sightings of the parcel that it was."""
    parcel = parcel_found(consignment, found.consignment)
    if parcel is None:
        return ()
    return [replace(each, consignment=consignment.id, parcel=parcel) for each in seen_with(found)]


def seen_with(found: Found) -> Sequence[Sighting]:
    """When and where a provisional one was made and seen."""
    return (*_when_made(found.consignment), *found.sightings)


def _when_made(provisional: Consignment) -> Iterable[Sighting]:
    for parcel in provisional.parcels:
        if parcel.seen_at is not None:
            yield Sighting(
                id=provisional.id,
                kind=PRESENTED,
                consignment=provisional.id,
                at=parcel.seen_at,
                place=parcel.location,
                officer=parcel.seen_by,
                bench=parcel.seen_bench,
            )


def _with_numbers(consignment: Consignment, linked: Iterable[Found]) -> Consignment:
    """With the ids of the linked ones, and every number that was read of them: each opens this one too. Only
    one that is a parcel's by its form is then a parcel's own.
    """
    ids = dict.fromkeys(consignment.linked)
    numbers = {normalised(each.value): each for each in consignment.identifiers}
    added: list[Identifier] = []
    for each in linked:
        ids[each.consignment.id] = None
        parcel = parcel_found(consignment, each.consignment)
        for identifier in each.consignment.identifiers:
            value = normalised(identifier.value)
            if value in numbers:
                continue
            number = replace(identifier, read_of=each.consignment.id)
            if identifier.belongs_to in ("consignment", LABEL):
                # An air waybill may be the master of many: nobody has declared that it is this one's.
                number = replace(number, belongs_to=LABEL, of="")
            if identifier.belongs_to == "parcel":
                # Of which parcel it is nobody can say: then it leads here, and is no parcel's own.
                number = replace(
                    number,
                    belongs_to="parcel" if parcel is not None else "consignment",
                    of=parcel or "",
                )
            numbers[value] = number
            added.append(number)
    identifiers = (*consignment.identifiers, *added)
    return replace(consignment, linked=tuple(sorted(ids)), identifiers=identifiers)


def _with_photographs(consignment: Consignment, linked: Iterable[Found]) -> Consignment:
    """With what was photographed of the linked ones, behind the scan images."""
    known = {image.sha256.lower() for image in consignment.images}
    added: list[ScanImage] = []
    for each in linked:
        parcel = parcel_found(consignment, each.consignment) or ""
        for image in each.consignment.images:
            if image.is_photograph and image.sha256 not in known:
                known.add(image.sha256)
                added.append(replace(image, parcel=parcel))
    return replace(consignment, images=(*consignment.images, *added)) if added else consignment
