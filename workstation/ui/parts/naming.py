"""What an opened consignment is called: by the number of the piece in the hand, where it has several."""

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import Consignment, Identifier, called_by
from workstation.domain.identifiers import normalised
from workstation.ui.parts import formats

translate = QCoreApplication.translate


def number_in_hand(opened: OpenConsignment) -> Identifier:
    """The number on the piece that was read, where the consignment has several pieces; else the one that the
    consignment is called by.
    """
    return _number_on(opened, opened.at_hand.parcels)


def called(opened: OpenConsignment) -> str:
    """The number in the hand as it is printed, and which piece of how many it is on."""
    return _said(opened, opened.at_hand.parcels)


def called_in_short(opened: OpenConsignment) -> str:
    """The same for a narrow place: the piece as 2/2."""
    number, pieces = number_in_hand(opened), [each.id for each in opened.consignment.parcels]
    printed = formats.identifier(number.value, number.kind)
    if len(pieces) < 2 or len(opened.at_hand.parcels) != 1:
        return printed
    (parcel,) = opened.at_hand.parcels
    return f"{printed} · {formats.count(pieces.index(parcel) + 1)}/{formats.count(len(pieces))}"


def called_in(opened: OpenConsignment, act_id: str) -> str:
    """The same for the pieces whose goods an act is about, and not for the one that lies here now. By what
    lies here where the act is not known, or has no declared goods.
    """
    by_id = {act.id: act for act in opened.all_acts()}
    act = by_id.get(act_id)
    if act is None:
        return called(opened)
    named = [act] if act.scope else [by_id[each] for each in act.names if each in by_id]
    goods = {entry.goods for each in named for entry in each.scope}
    pieces = [parcel.id for parcel in opened.consignment.parcels]
    of_it = {item.parcel for item in opened.consignment.goods_items if item.id in goods}
    if len(pieces) < 2 or not of_it:
        return called(opened)
    if not of_it.issubset(pieces):
        number = number_in_hand(opened)
        return formats.identifier(number.value, number.kind)
    return _said(opened, [each for each in pieces if each in of_it])


def piece_words(consignment: Consignment, parcel: str) -> str:
    """Which piece of how many it is; empty where there is one only."""
    pieces = [each.id for each in consignment.parcels]
    if len(pieces) < 2 or parcel not in pieces:
        return ""
    words = translate("Naming", "piece {place} of {all}")
    place, all_of_them = (formats.count(each) for each in (pieces.index(parcel) + 1, len(pieces)))
    return words.format(place=place, all=all_of_them)


def _said(opened: OpenConsignment, parcels: Collection[str]) -> str:
    named = _number_on(opened, parcels)
    number = formats.identifier(named.value, named.kind)
    whole = len(opened.consignment.parcels)
    which = ""
    if len(parcels) == 1:
        which = piece_words(opened.consignment, *parcels)
    elif 1 < len(parcels) < whole:
        which = translate("Naming", "{count} of {all} pieces").format(count=len(parcels), all=whole)
    elif len(parcels) > 1:
        which = translate("Naming", "all %n pieces", None, whole)
    return f"{number} · {which}" if which else number


def _number_on(opened: OpenConsignment, parcels: Collection[str]) -> Identifier:
    """What was read comes first, where it is one of these pieces' own."""
    if len(opened.consignment.parcels) > 1:
        own = [
            each
            for each in opened.consignment.identifiers
            if each.value and each.belongs_to == "parcel" and each.of in parcels
        ]
        read = normalised(opened.barcode)
        own.sort(key=lambda each: normalised(each.value) != read)
        if own:
            return own[0]
    return called_by(opened.consignment)
