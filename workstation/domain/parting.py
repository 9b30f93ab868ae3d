"""A consignment without what came to it over a link that was taken back, until its document says so itself.

What cannot be told apart stays: it is stricter to show a hold too many than one too few.
"""

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from workstation.domain.consignment import Consignment, Parcel
from workstation.domain.noted import Found, seen_with
from workstation.domain.sighting import EXPECTED


def without(consignment: Consignment, parted: Iterable[Found]) -> Consignment:
    """This one without the provisional ones that did not turn out to be it: their acts, the numbers that were
    read of them, their photographs and asked openings; a parcel that was seen only as one of them is expected
    again. Acts that were recorded on this one stay, whatever they are about.
    """
    others = {each.consignment.id: each for each in parted}
    if not others:
        return consignment
    openings = {asked.id for each in others.values() for asked in each.openings}
    openings |= {condition.id for each in others.values() for condition in each.consignment.conditions}
    pictures = {image.sha256 for each in others.values() for image in each.consignment.images}
    seen = {(each.at, each.bench) for found in others.values() for each in seen_with(found)}
    return replace(
        consignment,
        linked=tuple(each for each in consignment.linked if each not in others),
        acts=tuple(each for each in consignment.acts if each.recorded_on not in others),
        identifiers=tuple(each for each in consignment.identifiers if each.read_of not in others),
        images=tuple(
            each for each in consignment.images if not (each.is_photograph and each.sha256 in pictures)
        ),
        conditions=tuple(each for each in consignment.conditions if not (each.asked and each.id in openings)),
        parcels=tuple(_without(each, seen) for each in consignment.parcels),
    )


def _without(parcel: Parcel, seen: Collection[tuple[object, str]]) -> Parcel:
    if (parcel.seen_at, parcel.seen_bench) not in seen:
        return parcel
    return replace(parcel, presence=EXPECTED, location="", seen_at=None, seen_by="", seen_bench="")
