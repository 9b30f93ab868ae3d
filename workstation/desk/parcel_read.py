"""Whether a barcode that was read is this parcel's: possession of the parcel counts, and says where it is."""

from typing import Final

from workstation.barcode.identify import lookup_forms
from workstation.domain.consignment import Consignment
from workstation.domain.identifiers import normalised

_OF_THE_PARCEL: Final = ("parcel", "consignment")
"""What a label names when the thing in the hand is the parcel: a receptacle's or a filing's number is not."""


def is_read_of(raw: str, consignment: Consignment) -> bool:
    """Whether the raw text of a barcode read names this consignment's parcel."""
    forms = set(lookup_forms(raw)) if raw else set()
    return any(
        normalised(each.value) in forms
        for each in consignment.identifiers
        if each.belongs_to in _OF_THE_PARCEL
    )
