"""A remark: what a person should know about the data, as a code that the screens say in words."""

from typing import Final

from workstation.domain.value import Value


class Remark(Value):
    """One remark.

    `code` names the rule (`hs_code.missing`, `description.vague`, `value.wrong_type`, `field.unknown` ...),
    `field` the place as a path (`goods_items[2].hs_code`), `value` what was there, as text of at most 200
    characters; `severity` is `hint`, `doubt` or `wrong`.
    """

    code: str
    field: str = ""
    value: str = ""
    severity: str = "doubt"


HINT: Final = "hint"
DOUBT: Final = "doubt"
WRONG: Final = "wrong"

REMARKS: Final[dict[str, str]] = {
    # Reading a document (contract/reading.py)
    "document.not_utf8": DOUBT,
    "value.wrong_type": WRONG,
    "number.out_of_range": WRONG,
    "date.out_of_range": WRONG,
    "date.no_zone": HINT,
    "element.unusable": WRONG,
    "act.unusable": WRONG,
    "act.incomplete": WRONG,
    "acts.incomplete": WRONG,
    "text.too_long": DOUBT,
    "text.control_characters": DOUBT,
    "list.too_long": WRONG,
    "field.unknown": HINT,
    "remarks.more": HINT,
    # The consignment as a whole (domain/quality.py)
    "data.completed": HINT,
    "filing.missing": WRONG,
    "filing.unknown": DOUBT,
    "parcel.missing": WRONG,
    "parcel.duplicate_id": WRONG,
    "parcel.no_barcode": DOUBT,
    "parcel.no_goods": DOUBT,
    "identifier.no_piece": DOUBT,
    "goods.missing": WRONG,
    "goods.duplicate_id": WRONG,
    "goods.no_parcel": DOUBT,
    "goods.parcel_unknown": DOUBT,
    "date.in_future": DOUBT,
    "code.unknown": HINT,
    "lane.missing": DOUBT,
    "lane.unknown": DOUBT,
    # Goods
    "description.missing": WRONG,
    "description.vague": DOUBT,
    "description.too_short": DOUBT,
    "hs_code.missing": DOUBT,
    "hs_code.form": WRONG,
    "hs_code.chapter_unknown": WRONG,
    "quantity.missing": HINT,
    "quantity.not_positive": WRONG,
    "origin.missing": HINT,
    "country.unknown": DOUBT,
    # Mass
    "mass.missing": DOUBT,
    "mass.not_positive": WRONG,
    "mass.net_over_gross": WRONG,
    "mass.items_over_parcels": WRONG,
    "mass.items_under_parcels": DOUBT,
    "mass.implausible_for_hs_code": DOUBT,
    # Value
    "value.missing": WRONG,
    "value.zero": WRONG,
    "value.negative": WRONG,
    "value.round": HINT,
    "value.implausible_for_hs_code": DOUBT,
    "value.just_under_threshold": DOUBT,
    "value.sum_differs": DOUBT,
    "currency.missing": WRONG,
    "currency.unknown": WRONG,
    "currency.mixed": HINT,
    # Parties
    "consignor.missing": WRONG,
    "consignee.missing": WRONG,
    "party.no_name": DOUBT,
    "address.missing": DOUBT,
    "address.incomplete": HINT,
    # Identifiers and money
    "identifier.missing": DOUBT,
    "identifier.form": DOUBT,
    "identifier.check_digit": DOUBT,
    "tax_identifier.form": WRONG,
    "tax_identifier.member_state": WRONG,
    "tax_identifier.check_digit": DOUBT,
    "tax_identifier.missing": DOUBT,
    "payment.unknown": DOUBT,
}
"""Every remark there is, with its severity; the screens say each in words."""


def remark(code: str, field: str = "", value: object = "") -> Remark:
    """A remark of a code from the table, with its severity; the value is cut to 200 characters."""
    return Remark(code=code, field=field, value=str(value)[:200], severity=REMARKS[code])
