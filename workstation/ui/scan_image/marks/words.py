"""What marks, links, verdicts and measurements are called on the screen."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

import msgspec
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.domain.consignment import GoodsItem
from workstation.domain.mark import ACCEPTED, ARROW, BOX, CLEARED, ELLIPSE, NOT_DECLARED, POLYGON, TEXT
from workstation.imaging.measuring import Region, Spread
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, isolated_words, shown
from workstation.ui.scan_image.marks.shapes import RULER, SAMPLE

translate = QCoreApplication.translate

FORM_WORDS: Final[dict[str, Any]] = {
    BOX: QT_TRANSLATE_NOOP("Marks", "box"),
    ELLIPSE: QT_TRANSLATE_NOOP("Marks", "ellipse"),
    POLYGON: QT_TRANSLATE_NOOP("Marks", "polygon"),
    ARROW: QT_TRANSLATE_NOOP("Marks", "arrow"),
    TEXT: QT_TRANSLATE_NOOP("Marks", "text"),
    RULER: QT_TRANSLATE_NOOP("Marks", "length"),
    SAMPLE: QT_TRANSLATE_NOOP("Marks", "region"),
}
VERDICT_WORDS: Final[dict[str, Any]] = {
    ACCEPTED: QT_TRANSLATE_NOOP("Marks", "accepted"),
    CLEARED: QT_TRANSLATE_NOOP("Marks", "cleared"),
}


class Goods(msgspec.Struct, frozen=True):
    """A goods item by which a mark can be linked: its id, its number, and number and description."""

    id: str
    number: str
    words: str


def goods_of(items: Iterable[GoodsItem]) -> tuple[Goods, ...]:
    """Goods items as they are chosen from: by the numbers of their lines, else by their places."""
    found = []
    for place, item in enumerate(items, 1):
        number = isolated(formats.count(item.sequence or place))
        found.append(Goods(item.id, number, f"{number} · {isolated_words(shown(item.description, 60))}"))
    return tuple(found)


def form_words(form: str) -> str:
    """What a form is called; one that a newer bench drew by its own word."""
    known = FORM_WORDS.get(form)
    return translate("Marks", known) if known else shown(form, 20)


def verdict_words(verdict: str) -> str:
    """What was said of a detection."""
    known = VERDICT_WORDS.get(verdict)
    return translate("Marks", known) if known else shown(verdict, 20)


def link_words(linked: str, goods: Sequence[Goods]) -> str:
    """What a mark is linked to: a goods item's number and description, or that it is open."""
    if not linked:
        return translate("Marks", "linked to nothing yet")
    if linked == NOT_DECLARED:
        return translate("Marks", "not declared")
    found = next((each.words for each in goods if each.id == linked), "")
    return found or translate("Marks", "goods that are no longer declared")


def short_link_words(linked: str, goods: Sequence[Goods]) -> str:
    """The same beside the mark on the image."""
    number = next((each.number for each in goods if each.id == linked), "")
    return translate("Marks", "goods {number}").format(number=number) if number else link_words(linked, goods)


def no_mark_words(goods: str) -> str:
    """That no mark speaks of a goods item; first, because a long description is cut."""
    return translate("Marks", "no mark · {goods}").format(goods=goods)


def open_words(marks: int, goods: int) -> str:
    """How many marks are linked to nothing, and of how many goods items no mark speaks; empty for none."""
    parts = []
    if marks:
        parts.append(translate("Marks", "marks linked to nothing: %n", None, marks))
    if goods:
        parts.append(translate("Marks", "goods without a mark: %n", None, goods))
    return " · ".join(parts)


def length_words(pixels: float, mm: float | None) -> str:
    """A length in millimetres where the pitch is known, and in pixels."""
    in_pixels = translate("Marks", "{number} pixels").format(number=formats.number(Decimal(pixels), 1))
    if mm is None:
        return translate("Marks", "{pixels}; how large a pixel is is not known").format(pixels=in_pixels)
    return isolated(f"{formats.number(Decimal(mm), 1)} mm") + f" · {in_pixels}"


def region_words(found: Region | None) -> str:
    """A region's statistics, one line for each energy."""
    if found is None:
        return translate("Marks", "No pixel of the image lies in it.")
    counted = translate("Marks", "%n pixels", None, found.pixels)
    if found.area_mm2 is not None:
        counted += " · " + isolated(f"{formats.number(Decimal(found.area_mm2 / 100), 2)} cm²")
    names = (translate("Marks", "high energy"), translate("Marks", "low energy"))
    several = len(found.energies) > 1
    lines = [
        (f"{name}: " if several else "") + spread_words(spread)
        for name, spread in zip(names, found.energies, strict=False)
    ]
    return "\n".join((counted, *lines))


def spread_words(spread: Spread) -> str:
    """Transmissions as percents of the open beam."""
    words = translate("Marks", "lets through {mean} ± {deviation} % (median {median}, {least} to {most})")
    return words.format(
        mean=_percent(spread.mean),
        deviation=_percent(spread.deviation),
        median=_percent(spread.median),
        least=_percent(spread.least),
        most=_percent(spread.most),
    )


def _percent(transmission: float) -> str:
    return formats.number(Decimal(transmission / 655.35), 1)
