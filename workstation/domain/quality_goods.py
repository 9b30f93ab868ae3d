"""Remarks on goods items: description, HS code, quantity, origin, mass."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from workstation.domain.codes import CodeLists
from workstation.domain.consignment import Consignment, GoodsItem
from workstation.domain.remark import Remark, remark
from workstation.domain.value import Quantity

PIECES: Final = frozenset({"H87", "C62", "EA", "NAR", "NMB", "PCE"})
"""UN/ECE Recommendation 20 units that count pieces."""

_WORD = re.compile(r"[^\W\d_]+")
_HS_SEPARATORS = str.maketrans("", "", ". ")
_HS_FORM = re.compile(r"[0-9]{6,10}")

_MOST_OVER = Decimal("1.05")
_SCALES_DIFFER_KG = Decimal("0.02")
_LEAST_SHARE = Decimal("0.5")
_PACKING_KG = Decimal("0.3")


def goods_remarks(consignment: Consignment, codes: CodeLists) -> Iterator[Remark]:
    """Remarks on every goods item, then on what they weigh together."""
    for place, item in enumerate(consignment.goods_items):
        path = f"goods_items[{place}]"
        yield from _description(item, path, codes)
        yield from _hs_code(item, path, codes)
        yield from _quantity_and_origin(item, path, codes)
        yield from _mass(item, path, codes)
    yield from _masses_together(consignment)


def is_vague(description: str, codes: CodeLists) -> bool:
    """Whether nothing is left of a description without the words that do not describe goods."""
    words = [word.casefold() for word in _WORD.findall(description[:1000])]
    if not words or not any(word in codes.vague_words for word in words):
        return False
    return all(word in codes.vague_words or word in codes.filler_words for word in words)


def _description(item: GoodsItem, path: str, codes: CodeLists) -> Iterator[Remark]:
    text = item.description.strip()
    if not text:
        yield remark("description.missing", f"{path}.description")
    elif is_vague(text, codes):
        yield remark("description.vague", f"{path}.description", text)
    elif text.isascii() and sum(character.isalpha() for character in text) < 3:
        yield remark("description.too_short", f"{path}.description", text)


def _hs_code(item: GoodsItem, path: str, codes: CodeLists) -> Iterator[Remark]:
    code = item.hs_code.translate(_HS_SEPARATORS)
    if not code:
        yield remark("hs_code.missing", f"{path}.hs_code")
    elif not _HS_FORM.fullmatch(code):
        yield remark("hs_code.form", f"{path}.hs_code", item.hs_code)
    elif codes.chapters and code[:2] not in codes.chapters:
        yield remark("hs_code.chapter_unknown", f"{path}.hs_code", item.hs_code)


def _quantity_and_origin(item: GoodsItem, path: str, codes: CodeLists) -> Iterator[Remark]:
    if item.quantity is None:
        yield remark("quantity.missing", f"{path}.quantity")
    elif item.quantity.value <= 0:
        yield remark("quantity.not_positive", f"{path}.quantity", item.quantity.value)
    if not item.origin:
        yield remark("origin.missing", f"{path}.origin")
    elif codes.countries and item.origin not in codes.countries:
        yield remark("country.unknown", f"{path}.origin", item.origin)


def _mass(item: GoodsItem, path: str, codes: CodeLists) -> Iterator[Remark]:
    net, gross = item.net_mass_kg, item.gross_mass_kg
    if net is None and gross is None:
        yield remark("mass.missing", path)
        return
    for name, mass in (("net_mass_kg", net), ("gross_mass_kg", gross)):
        if mass is not None and mass <= 0:
            yield remark("mass.not_positive", f"{path}.{name}", mass)
    if net is not None and gross is not None and net > gross:
        yield remark("mass.net_over_gross", f"{path}.net_mass_kg", f"{net} kg > {gross} kg")
    chapter = codes.chapters.get(item.hs_code[:2])
    each = _piece_kg(net if net is not None else gross, item.quantity)
    if chapter is not None and chapter.piece_kg is not None and each is not None:
        least, most = chapter.piece_kg
        if not least <= each <= most:
            yield remark("mass.implausible_for_hs_code", path, f"{each:.4g} kg")


def _piece_kg(mass: Decimal | None, quantity: Quantity | None) -> Decimal | None:
    if mass is None or mass <= 0 or quantity is None or quantity.value <= 0 or quantity.unit not in PIECES:
        return None
    return mass / quantity.value


def _masses_together(consignment: Consignment) -> Iterator[Remark]:
    """Items against their parcels: more than these weigh, or so little that something is not declared."""
    items, parcels = consignment.goods_items, consignment.parcels
    weighed = {p.id: p.gross_mass_kg for p in parcels if p.gross_mass_kg is not None and p.gross_mass_kg > 0}
    if not items or not weighed or len(weighed) < len(parcels):
        return
    for place, parcel in enumerate(parcels):
        if parcel.gross_mass_kg is None or parcel.gross_mass_kg <= 0:
            yield remark("mass.not_positive", f"parcels[{place}].gross_mass_kg", parcel.gross_mass_kg)
    placed = all(item.parcel in weighed for item in items)
    for parcel_id, gross in weighed.items() if placed else [("", sum(weighed.values(), Decimal(0)))]:
        inside = [item for item in items if not placed or item.parcel == parcel_id]
        masses = [_any_mass(item) for item in inside]
        total = sum((mass for mass in masses if mass is not None), Decimal(0))
        path = f"parcels[{[p.id for p in parcels].index(parcel_id)}]" if placed else "parcels"
        said = f"{total} kg / {gross} kg"
        if total > gross * _MOST_OVER + _SCALES_DIFFER_KG:
            yield remark("mass.items_over_parcels", path, said)
        elif inside and None not in masses and total < gross * _LEAST_SHARE - _PACKING_KG:
            yield remark("mass.items_under_parcels", path, said)


def _any_mass(item: GoodsItem) -> Decimal | None:
    mass = item.gross_mass_kg if item.gross_mass_kg is not None else item.net_mass_kg
    return mass if mass is not None and mass > 0 else None
