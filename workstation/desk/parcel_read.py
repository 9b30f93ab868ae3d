"""Whether a barcode that was read is this parcel's: possession of the parcel counts, and says where it is."""

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from workstation.barcode.identify import (
    NEVER_ONE_PARCEL,
    UNKNOWN,
    best_of,
    candidates,
    codes_within,
    lookup_forms,
)
from workstation.barcode.reads import BarcodeRead
from workstation.domain.consignment import Consignment, Identifier
from workstation.domain.event import READ, TYPED
from workstation.domain.identifiers import normalised
from workstation.domain.interlock import AtHand
from workstation.domain.provisional import LABEL

_OF_THE_PARCEL: Final = ("parcel", "consignment")
"""What a label names when the thing in the hand is the parcel: a receptacle's or a filing's number is not."""

_NEVER: Final = NEVER_ONE_PARCEL - {UNKNOWN}


def read_of(read: BarcodeRead | None, consignment: Consignment) -> BarcodeRead | None:
    """The read, by the text of it that names this consignment or a parcel of it; None where it names neither.

    Where it belongs to several, it is of the one that the officer has chosen, and before that of none.
    Where the strokes can be read in two ways, both of which are known, the other way counts as well, and is
    the text. Several barcodes in one read count where each of them names it, for two labels may lie side by
    side, whatever was chosen. A text that begins like one of the administration's own labels counts for
    nothing, whoever is known by it.
    """
    if read is None or read.flaw or read.is_own_label or not _is_of_chosen(read, consignment):
        return None
    if _names(read.text, consignment):
        return read
    if _names(read.as_typed, consignment):
        return replace(read, text=read.as_typed, as_typed=read.text)
    within = codes_within(read.text)
    return read if within and all(_names(each, consignment) for each in within) else None


def _is_of_chosen(read: BarcodeRead, consignment: Consignment) -> bool:
    # What was chosen before anybody knew that it is a declared one is that one.
    is_of_one = bool(read.among or read.chosen)
    return not is_of_one or read.chosen in (consignment.id, *consignment.linked)


def _names(raw: str, consignment: Consignment) -> bool:
    return any(_own_numbers(raw, consignment))


def _own_numbers(raw: str, consignment: Consignment) -> Iterator[Identifier]:
    """Its numbers that this text is and that can be a piece's own."""
    forms = set(lookup_forms(raw)) if raw else set()
    for each in consignment.identifiers:
        is_of_piece = each.belongs_to in _OF_THE_PARCEL
        # A text of no known form: of the parcel that nobody declared it says what lies here, of no other.
        is_of_piece |= consignment.provisional and each.belongs_to == LABEL
        if is_of_piece and normalised(each.value) in forms and not names_no_piece(each):
            yield each


def names_no_piece(identifier: Identifier) -> bool:
    """Whether a number can be no piece's own, whatever the data say that it belongs to: it is said to be of
    a receptacle, a filing, goods ..., or its form is hardly anything else's.
    """
    if identifier.kind in _NEVER:
        return True
    best = best_of(candidates(identifier.value))
    return best[0].is_sure() and all(each.kind in _NEVER for each in best)


def parcels_named(raw: str, consignment: Consignment) -> tuple[str, ...]:
    """The ids of the parcels whose own barcode this raw text is; none where it does not say which one: a
    label may bear two parcels' numbers, one within the other (an SSCC with and without its 00).

    A single parcel is named by its consignment's number, too. One that the document does not list is called
    by the consignment's id.
    """
    own = tuple(_own_numbers(raw, consignment))
    if not own:
        return ()
    ids = tuple(parcel.id for parcel in consignment.parcels) or (consignment.id,)
    if len(ids) == 1:
        return ids
    of_number: dict[str, set[str]] = {}
    for each in own:
        if each.belongs_to == "parcel":
            of_number.setdefault(normalised(each.value), set()).add(each.of)
    return tuple(id for id in ids if of_number and all(id in named for named in of_number.values()))


def at_hand(read: BarcodeRead | None, consignment: Consignment) -> AtHand:
    """What the last barcode read here says of this consignment. Several barcodes in one read count where all
    name the same parcel.
    """
    named = read_of(read, consignment)
    if named is None:
        return AtHand()
    parcels = parcels_named(named.text, consignment)
    if not parcels:
        within = {parcels_named(each, consignment) for each in codes_within(named.text)}
        parcels = within.pop() if len(within) == 1 else ()
    if not parcels:
        return AtHand()
    return AtHand(possession=TYPED if named.source == "typed" else READ, parcels=parcels)
