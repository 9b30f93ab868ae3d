"""Each data-quality remark in words, and the place it is about in the officer's words."""

import re
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.domain.remark import Remark
from workstation.ui.parts.text import isolated_words, shown

REMARK_WORDS: Final[dict[str, Any]] = {
    # Reading a document
    "document.not_utf8": QT_TRANSLATE_NOOP(
        "Remark", "The document is not in the agreed character set; some letters may be wrong."
    ),
    "value.wrong_type": QT_TRANSLATE_NOOP("Remark", "Something of another kind was sent here and left out."),
    "number.out_of_range": QT_TRANSLATE_NOOP(
        "Remark", "A number beyond any range was sent here and left out."
    ),
    "date.out_of_range": QT_TRANSLATE_NOOP("Remark", "A date beyond any range was sent here and left out."),
    "date.no_zone": QT_TRANSLATE_NOOP("Remark", "The time names no time zone; it was taken as UTC."),
    "element.unusable": QT_TRANSLATE_NOOP("Remark", "An entry could not be used and was left out."),
    "act.unusable": QT_TRANSLATE_NOOP(
        "Remark", "An act could not be read. It may hold these goods: ask the central service."
    ),
    "act.incomplete": QT_TRANSLATE_NOOP(
        "Remark", "A part of an act could not be read. It may hold more than is shown."
    ),
    "acts.incomplete": QT_TRANSLATE_NOOP(
        "Remark", "Some acts could not be read. The standing shown may be wrong."
    ),
    "text.too_long": QT_TRANSLATE_NOOP("Remark", "The text is far too long and was cut."),
    "text.control_characters": QT_TRANSLATE_NOOP(
        "Remark", "The text holds hidden characters; they are shown as codes."
    ),
    "list.too_long": QT_TRANSLATE_NOOP("Remark", "The list is far too long and was cut."),
    "field.unknown": QT_TRANSLATE_NOOP("Remark", "A field that this program does not know."),
    "remarks.more": QT_TRANSLATE_NOOP("Remark", "There are more remarks than are kept."),
    # The consignment as a whole
    "data.completed": QT_TRANSLATE_NOOP("Remark", "For training: this was invented, nobody declared it."),
    "filing.missing": QT_TRANSLATE_NOOP("Remark", "There is no declaration for this consignment."),
    "filing.unknown": QT_TRANSLATE_NOOP("Remark", "The declaration named here is not in the consignment."),
    "parcel.missing": QT_TRANSLATE_NOOP("Remark", "No parcel is named."),
    "parcel.duplicate_id": QT_TRANSLATE_NOOP("Remark", "Two parcels have the same id."),
    "identifier.no_piece": QT_TRANSLATE_NOOP("Remark", "Such a number is never a parcel's own."),
    "parcel.no_barcode": QT_TRANSLATE_NOOP("Remark", "The parcel has no barcode."),
    "parcel.no_goods": QT_TRANSLATE_NOOP("Remark", "No goods are declared for this parcel."),
    "goods.missing": QT_TRANSLATE_NOOP("Remark", "No goods are declared."),
    "goods.duplicate_id": QT_TRANSLATE_NOOP(
        "Remark", "Goods items have the same id: a decision cannot tell them apart."
    ),
    "goods.no_parcel": QT_TRANSLATE_NOOP("Remark", "It is not said in which parcel the goods are."),
    "goods.parcel_unknown": QT_TRANSLATE_NOOP("Remark", "The parcel named here is not in the consignment."),
    "date.in_future": QT_TRANSLATE_NOOP("Remark", "The date lies in the future."),
    "code.unknown": QT_TRANSLATE_NOOP("Remark", "The code is not on the list; it is shown as it came."),
    "lane.missing": QT_TRANSLATE_NOOP("Remark", "The risk engine gave no lane."),
    "lane.unknown": QT_TRANSLATE_NOOP("Remark", "The lane is not one that this program knows."),
    # Goods
    "description.missing": QT_TRANSLATE_NOOP("Remark", "The goods are not described."),
    "description.vague": QT_TRANSLATE_NOOP(
        "Remark", "The description is too vague to say what the goods are."
    ),
    "description.too_short": QT_TRANSLATE_NOOP(
        "Remark", "The description is too short to say what the goods are."
    ),
    "hs_code.missing": QT_TRANSLATE_NOOP("Remark", "The HS code is missing."),
    "hs_code.form": QT_TRANSLATE_NOOP("Remark", "The HS code does not have the form of one."),
    "hs_code.chapter_unknown": QT_TRANSLATE_NOOP(
        "Remark", "There is no such chapter in the Harmonized System."
    ),
    "quantity.missing": QT_TRANSLATE_NOOP("Remark", "The quantity is missing."),
    "quantity.not_positive": QT_TRANSLATE_NOOP("Remark", "The quantity is not above zero."),
    "origin.missing": QT_TRANSLATE_NOOP("Remark", "The country of origin is missing."),
    "country.unknown": QT_TRANSLATE_NOOP("Remark", "There is no country with this code."),
    # Mass
    "mass.missing": QT_TRANSLATE_NOOP("Remark", "The mass is missing."),
    "mass.not_positive": QT_TRANSLATE_NOOP("Remark", "The mass is not above zero."),
    "mass.net_over_gross": QT_TRANSLATE_NOOP("Remark", "The net mass is more than the gross mass."),
    "mass.items_over_parcels": QT_TRANSLATE_NOOP(
        "Remark", "The goods weigh more than the parcels they are in."
    ),
    "mass.items_under_parcels": QT_TRANSLATE_NOOP(
        "Remark", "The parcels weigh far more than the goods declared in them."
    ),
    "mass.implausible_for_hs_code": QT_TRANSLATE_NOOP(
        "Remark", "The mass is unusual for goods of this kind."
    ),
    # Value
    "value.missing": QT_TRANSLATE_NOOP("Remark", "The value is missing."),
    "value.zero": QT_TRANSLATE_NOOP("Remark", "The value is zero."),
    "value.negative": QT_TRANSLATE_NOOP("Remark", "The value is below zero."),
    "value.round": QT_TRANSLATE_NOOP("Remark", "The value is a round figure."),
    "value.implausible_for_hs_code": QT_TRANSLATE_NOOP(
        "Remark", "The value is unusual for goods of this kind."
    ),
    "value.just_under_threshold": QT_TRANSLATE_NOOP("Remark", "The value lies just below a threshold."),
    "value.sum_differs": QT_TRANSLATE_NOOP(
        "Remark", "The values of the goods do not add up to the value declared."
    ),
    "currency.missing": QT_TRANSLATE_NOOP("Remark", "The currency is missing."),
    "currency.unknown": QT_TRANSLATE_NOOP("Remark", "There is no currency with this code."),
    "currency.mixed": QT_TRANSLATE_NOOP("Remark", "The values are in several currencies."),
    # Parties
    "consignor.missing": QT_TRANSLATE_NOOP("Remark", "The consignor is missing."),
    "consignee.missing": QT_TRANSLATE_NOOP("Remark", "The consignee is missing."),
    "party.no_name": QT_TRANSLATE_NOOP("Remark", "A party has no name."),
    "address.missing": QT_TRANSLATE_NOOP("Remark", "A party has no address."),
    "address.incomplete": QT_TRANSLATE_NOOP("Remark", "An address is not complete."),
    # Identifiers and money
    "identifier.missing": QT_TRANSLATE_NOOP("Remark", "There is nothing that it could be found by."),
    "identifier.form": QT_TRANSLATE_NOOP("Remark", "The number does not have the form of its kind."),
    "identifier.check_digit": QT_TRANSLATE_NOOP("Remark", "The check digit of the number is wrong."),
    "tax_identifier.form": QT_TRANSLATE_NOOP("Remark", "The tax number does not have the form of one."),
    "tax_identifier.member_state": QT_TRANSLATE_NOOP("Remark", "The tax number names no member state."),
    "tax_identifier.check_digit": QT_TRANSLATE_NOOP(
        "Remark", "The check digit of the tax number does not fit."
    ),
    "tax_identifier.missing": QT_TRANSLATE_NOOP(
        "Remark", "Tax is said to be paid by the seller, but no tax number is given."
    ),
    "payment.unknown": QT_TRANSLATE_NOOP("Remark", "It is not known whether duty and tax are paid."),
}  # fmt: skip

PLACES: Final[dict[str, Any]] = {
    "goods_items": QT_TRANSLATE_NOOP("Place", "goods item {number}"),
    "parcels": QT_TRANSLATE_NOOP("Place", "parcel {number}"),
    "parties": QT_TRANSLATE_NOOP("Place", "party {number}"),
    "filings": QT_TRANSLATE_NOOP("Place", "filing {number}"),
    "identifiers": QT_TRANSLATE_NOOP("Place", "identifier {number}"),
    "acts": QT_TRANSLATE_NOOP("Place", "act {number}"),
    "conditions": QT_TRANSLATE_NOOP("Place", "condition {number}"),
    "images": QT_TRANSLATE_NOOP("Place", "scan image {number}"),
}
FIELDS: Final[dict[str, Any]] = {
    "valuation.intrinsic": QT_TRANSLATE_NOOP("Place", "the value in all"),
    "valuation": QT_TRANSLATE_NOOP("Place", "the value in all"),
    "valuation.freight": QT_TRANSLATE_NOOP("Place", "the freight"),
    "valuation.insurance": QT_TRANSLATE_NOOP("Place", "the insurance"),
    "revenue": QT_TRANSLATE_NOOP("Place", "revenue"),
    "revenue.tax_identifier": QT_TRANSLATE_NOOP("Place", "the tax number"),
    "revenue.payment_state": QT_TRANSLATE_NOOP("Place", "the payment"),
    "goods_items": QT_TRANSLATE_NOOP("Place", "the goods"),
    "parcels": QT_TRANSLATE_NOOP("Place", "the parcels"),
    "parties": QT_TRANSLATE_NOOP("Place", "the parties"),
    "identifiers": QT_TRANSLATE_NOOP("Place", "the identifiers"),
    "filings": QT_TRANSLATE_NOOP("Place", "the filings"),
    "risk.lane": QT_TRANSLATE_NOOP("Place", "the lane"),
    "risk": QT_TRANSLATE_NOOP("Place", "the risk assessment"),
    "arrived": QT_TRANSLATE_NOOP("Place", "the arrival"),
}
_NUMBERED: Final = re.compile(r"([a-z_]+)\[(\d{1,6})\](?:\.(.*))?")


def remark_words(code: str) -> str:
    """The remark in words; a code that is not known is shown raw."""
    known = REMARK_WORDS.get(code)
    return QCoreApplication.translate("Remark", known) if known else shown(code, 80)


def place_words(field: str) -> str:
    """Where in the consignment: `goods_items[2].hs_code` is goods item 3."""
    if field in FIELDS:
        return QCoreApplication.translate("Place", FIELDS[field])
    found = _NUMBERED.fullmatch(field)
    if found is None or found[1] not in PLACES:
        return shown(field, 120)
    numbered = QCoreApplication.translate("Place", PLACES[found[1]]).format(number=int(found[2]) + 1)
    return f"{numbered} · {shown(found[3], 80)}" if found[3] and "[" in found[3] else numbered


def value_words(remark: Remark) -> str:
    """What was there, in quotation marks; empty where nothing was."""
    if not remark.value:
        return ""
    return QCoreApplication.translate("Remark", "“{value}”").format(
        value=isolated_words(shown(remark.value, 120))
    )


def item_index(field: str) -> tuple[int, str] | None:
    """Which goods item (from 0) and which of its fields a path is about; none for another place."""
    found = _NUMBERED.fullmatch(field)
    if found is None or found[1] != "goods_items":
        return None
    return int(found[2]), (found[3] or "").split(".")[0].split("[")[0]
