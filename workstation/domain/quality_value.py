"""Remarks on values: missing, impossible, round, odd for the goods, just under a threshold."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from workstation.domain.codes import CodeLists
from workstation.domain.consignment import Consignment, GoodsItem
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.remark import Remark, remark
from workstation.domain.value import Amount

PARCEL_KG: Final = Decimal(100)
"""What is heavier is bulk, and the plausible prices of parcel goods say nothing of it."""
_ROUND_FROM: Final = Decimal(50)
_JUST_UNDER: Final = Decimal("0.95")
_SUMS_DIFFER: Final = Decimal("0.01")


def value_remarks(
    consignment: Consignment, codes: CodeLists, reference: Mapping[str, ReferenceList]
) -> Iterator[Remark]:
    """Remarks on each goods item's value, then on the whole."""
    for place, item in enumerate(consignment.goods_items):
        yield from _item(item, f"goods_items[{place}]", codes)
    valuation = consignment.valuation
    if valuation is not None:
        for name in ("intrinsic", "freight", "insurance"):
            amount: Amount | None = getattr(valuation, name)
            if amount is not None:
                yield from _amount(amount, f"valuation.{name}", codes, may_be_zero=name != "intrinsic")
    yield from _together(consignment)
    yield from _under_threshold(consignment, reference)


def _amount(amount: Amount, path: str, codes: CodeLists, *, may_be_zero: bool) -> Iterator[Remark]:
    if amount.value < 0:
        yield remark("value.negative", path, amount.value)
    elif amount.value == 0 and not may_be_zero:
        yield remark("value.zero", path, amount.value)
    if not amount.currency:
        yield remark("currency.missing", f"{path}.currency", amount.value)
    elif codes.currencies and amount.currency not in codes.currencies:
        yield remark("currency.unknown", f"{path}.currency", amount.currency)


def _item(item: GoodsItem, path: str, codes: CodeLists) -> Iterator[Remark]:
    if item.value is None:
        yield remark("value.missing", f"{path}.value")
        return
    yield from _amount(item.value, f"{path}.value", codes, may_be_zero=False)
    if is_round(item.value, codes):
        yield remark("value.round", f"{path}.value", f"{item.value.value} {item.value.currency}")
    chapter = codes.chapters.get(item.hs_code[:2])
    mass = item.net_mass_kg if item.net_mass_kg is not None else item.gross_mass_kg
    in_eur = codes.roughly_in_eur(item.value)
    if (
        chapter is not None
        and chapter.eur_per_kg is not None
        and in_eur is not None
        and in_eur > 0
        and mass is not None
        and 0 < mass <= PARCEL_KG
    ):
        least, most = chapter.eur_per_kg
        if not least <= in_eur / mass <= most:
            said = f"{item.value.value} {item.value.currency} / {mass} kg"
            yield remark("value.implausible_for_hs_code", f"{path}.value", said)


def is_round(amount: Amount, codes: CodeLists) -> bool:
    """Whether people make up such an amount: a multiple of 50, or its like in a currency of small units."""
    rate = codes.rough_eur.get(amount.currency, Decimal(1))
    step = _ROUND_FROM
    while rate > 0 and step * rate < _ROUND_FROM / 10:
        step *= 10
    return amount.value >= step and amount.value % step == 0


def _together(consignment: Consignment) -> Iterator[Remark]:
    amounts = [item.value for item in consignment.goods_items]
    currencies = {amount.currency for amount in amounts if amount is not None}
    if len(currencies) > 1:
        yield remark("currency.mixed", "goods_items", ", ".join(sorted(currencies)))
    declared = consignment.valuation.intrinsic if consignment.valuation else None
    if declared is None or not amounts or None in amounts or currencies != {declared.currency}:
        return
    total = sum((amount.value for amount in amounts if amount is not None), Decimal(0))
    if abs(total - declared.value) > max(abs(declared.value) * _SUMS_DIFFER, Decimal(len(amounts)) / 100):
        said = f"{total} / {declared.value} {declared.currency}"
        yield remark("value.sum_differs", "valuation.intrinsic", said)


# --- thresholds: dated data, never code (WCO Framework standard 9) ---


def declared_value(consignment: Consignment) -> Amount | None:
    """The intrinsic value as declared, else the items' sum where all have one in one currency."""
    if consignment.valuation is not None and consignment.valuation.intrinsic is not None:
        return consignment.valuation.intrinsic
    amounts = [item.value for item in consignment.goods_items if item.value is not None]
    if not amounts or len(amounts) < len(consignment.goods_items):
        return None
    if len({amount.currency for amount in amounts}) > 1:
        return None
    return Amount(value=sum((a.value for a in amounts), Decimal(0)), currency=amounts[0].currency)


def thresholds_for(
    consignment: Consignment, reference: Mapping[str, ReferenceList], day: date | None = None
) -> tuple[Coded, ...]:
    """The thresholds that hold for a consignment: of where it goes (or of nowhere in particular), on its day.

    The day is that of its arrival unless one is given; without either every row counts that has no end.
    """
    thresholds = reference.get("thresholds")
    if thresholds is None:
        return ()
    on = day or (consignment.arrived.date() if consignment.arrived else None)
    countries = {
        party.address.country
        for party in consignment.parties
        if party.role in {"consignee", "importer", "buyer"} and party.address is not None
    }
    return tuple(
        row
        for row in thresholds.rows
        if row.amount is not None
        and (not row.country or row.country in countries)
        and (row.is_valid(on) if on is not None else row.valid_until is None)
    )


def _under_threshold(consignment: Consignment, reference: Mapping[str, ReferenceList]) -> Iterator[Remark]:
    value = declared_value(consignment)
    if value is None:
        return
    for row in thresholds_for(consignment, reference):
        limit = row.amount
        if limit is None or limit.currency != value.currency:
            continue
        if limit.value * _JUST_UNDER <= value.value <= limit.value:
            said = f"{value.value} / {limit.value} {limit.currency}"
            yield remark("value.just_under_threshold", "valuation.intrinsic", said)
