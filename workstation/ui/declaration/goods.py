"""The goods of the declaration as a compact table, with remarks on the fields they are about."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import GoodsItem
from workstation.domain.remark import DOUBT, HINT, WRONG, Remark
from workstation.domain.standing import GoodsStanding
from workstation.ui.declaration.code_words import document_words, procedure_words
from workstation.ui.declaration.lines import Cell, Face, Line, ours, section, text
from workstation.ui.declaration.remark_words import item_index, place_words, remark_words, value_words
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, shown

translate = QCoreApplication.translate

INKS: Final = {WRONG: "problem", DOUBT: "attention", HINT: "soft"}
"""The ink of each severity; the sign before the text tells it without colour."""

LEFT_OUT: Final = frozenset(
    {"value.wrong_type", "number.out_of_range", "date.out_of_range", "element.unusable"}
)
"""Remarks on what stands nowhere else on the screen: they quote it."""

COLUMNS: Final = ("description", "hs_code", "quantity", "mass", "value", "origin")
"""What a goods line's cells are, in order. The line number stands in the label."""

_NO_BREAK: Final = "\u00a0"
_ABSENT: Final[dict[str, Any]] = {
    "description": QT_TRANSLATE_NOOP("Absent", "not described"),
    "hs_code": QT_TRANSLATE_NOOP("Absent", "no HS code"),
    "quantity": QT_TRANSLATE_NOOP("Absent", "no quantity"),
    "mass": QT_TRANSLATE_NOOP("Absent", "no mass"),
    "value": QT_TRANSLATE_NOOP("Absent", "no value"),
    "origin": QT_TRANSLATE_NOOP("Absent", "no origin"),
}
_COLUMN_OF: Final = {
    "description": "description",
    "hs_code": "hs_code",
    "quantity": "quantity",
    "net_mass_kg": "mass",
    "gross_mass_kg": "mass",
    "mass": "mass",
    "value": "value",
    "currency": "value",
    "origin": "origin",
}


def item_names(items: Sequence[GoodsItem]) -> dict[str, str]:
    """What each goods item is called on the screen: its line number, else its place."""
    return {item.id: str(item.sequence or place) for place, item in enumerate(items, 1)}


def goods(opened: OpenConsignment) -> Iterator[Line]:
    """Every goods item with where it stands, then what was found."""
    items = opened.consignment.goods_items
    stands = {g.goods: g for g in opened.standing.goods}
    pending = _pending(opened)
    doubts = _by_item(opened.remarks)
    yield Line(
        "section",
        label=translate("Declaration", "Goods"),
        trailing=Cell(formats.count(len(items)), "soft", "small"),
        cells=_column_names(),
    )
    yield from _on_all(opened.remarks)
    for index, item in enumerate(items):
        yield _item(item, index, stands.get(item.id), pending.get(item.id, ""), doubts.get(index, ()))
    if not items:
        yield Line(
            "note", cells=(Cell(translate("Declaration", "No goods are declared."), "problem", sign=WRONG),)
        )
    declared = {item.id for item in items}
    found = {f.id: f for act in opened.all_acts() for f in act.found}
    for each in found.values():
        facts = (
            text(each.description or translate("Absent", _ABSENT["description"]), face="strong"),
            Cell(hs_code(each.hs_code)),
            Cell(formats.quantity(each.quantity) if each.quantity else ""),
            Cell(net_mass(each.net_mass_kg)),
            Cell(""),
            Cell(""),
        )
        where = translate("Declaration", "found here, on no line of the declaration")
        yield _line(
            "+", facts, stands.get(each.id), pending.get(each.id, ""), (Cell(where, "attention", "small"),)
        )
    for stand in opened.standing.goods:
        if stand.goods not in declared and stand.goods not in found:
            gone = translate("Declaration", "no line declares this any more: {goods}").format(
                goods=shown(stand.goods, 60)
            )
            yield _line("?", (Cell(gone, "attention"), *[Cell("")] * 5), stand, "", ())


def _on_all(remarks: Sequence[Remark]) -> Iterator[Line]:
    """What is wrong with the goods together (ids that several share), before all of them: it must not wait
    behind the last of five hundred.
    """
    alike: dict[str, list[Remark]] = {}
    for remark in remarks:
        if (
            remark.field == "goods_items"
            and remark.severity in (WRONG, DOUBT)
            and remark.code != "goods.missing"
        ):
            alike.setdefault(remark.code, []).append(remark)
    for code, each in alike.items():
        values = ", ".join(words for remark in each[:8] if (words := value_words(remark)))
        said = Cell(remark_words(code), INKS[each[0].severity], sign=each[0].severity)
        yield Line("note", cells=(said,), under=(Cell(values, "soft", "small"),) if values else ())


def _column_names() -> tuple[Cell, ...]:
    """Heads of the columns; drawn only where there is room for columns."""
    return (
        Cell(translate("Declaration", "description"), "soft", "small"),
        Cell(translate("Declaration", "HS code"), "soft", "small"),
        Cell(translate("Declaration", "quantity"), "soft", "small"),
        Cell(translate("Declaration", "mass"), "soft", "small"),
        Cell(translate("Declaration", "value"), "soft", "small"),
        Cell(translate("Declaration", "origin"), "soft", "small"),
    )


def _item(
    item: GoodsItem, index: int, stand: GoodsStanding | None, pending: str, doubts: Sequence[Remark]
) -> Line:
    marks = {_COLUMN_OF.get(place[1], ""): remark for remark in doubts if (place := item_index(remark.field))}
    masses = (net_mass(item.net_mass_kg), gross_mass(item.gross_mass_kg))
    facts = (
        _marked(shown(item.description, 300), "description", marks),
        _marked(hs_code(item.hs_code), "hs_code", marks),
        _marked(formats.quantity(item.quantity) if item.quantity else "", "quantity", marks),
        _marked(" / ".join(mass for mass in masses if mass), "mass", marks),
        _marked(formats.money(item.value) if item.value else "", "value", marks),
        _marked(shown(item.origin, 8), "origin", marks),
    )
    under = [_remark_cell(remark) for remark in doubts]
    papers = ", ".join(
        " ".join(part for part in (document_words(d.type), isolated(shown(d.id))) if part)
        for d in item.documents
    )
    if papers:
        under.append(ours(papers, "soft", "small"))
    if item.procedures:
        codes = ", ".join(procedure_words(code) for code in item.procedures)
        under.append(ours(translate("Declaration", "procedure {codes}").format(codes=codes), "soft", "small"))
    return _line(str(item.sequence or index + 1), facts, stand, pending, tuple(under))


def net_mass(kilograms: Decimal | None) -> str:
    """The net mass with the word that says so, kept together; nothing where there is none."""
    said = translate("Declaration", "net {mass}")
    return said.format(mass=formats.mass(kilograms)).replace(" ", _NO_BREAK) if kilograms is not None else ""


def gross_mass(kilograms: Decimal | None) -> str:
    """The gross mass with the word that says so, kept together; nothing where there is none."""
    said = translate("Declaration", "gross {mass}")
    return said.format(mass=formats.mass(kilograms)).replace(" ", _NO_BREAK) if kilograms is not None else ""


def _line(
    number: str, facts: tuple[Cell, ...], stand: GoodsStanding | None, pending: str, under: tuple[Cell, ...]
) -> Line:
    return Line(
        "goods",
        label=number,
        cells=facts,
        under=under,
        standing=stand.standing.value if stand else "undecided",
        pending=pending,
        trailing=Cell(translate("Declaration", "a part of it"), "soft", "small")
        if stand and stand.part
        else None,
    )


def _marked(words: str, column: str, marks: Mapping[str, Remark]) -> Cell:
    """A field with the sign of the worst remark on it; what is absent says so."""
    remark = marks.get(column)
    face: Face = "strong" if column == "description" else "plain"
    written = words or translate("Absent", _ABSENT[column])
    if remark is None:
        return Cell(written, "text" if words else "soft", face if words else "plain")
    return Cell(written, INKS[remark.severity], face, sign=remark.severity)


def _remark_cell(remark: Remark) -> Cell:
    said = remark_words(remark.code)
    if remark.code in LEFT_OUT:
        said = f"{said} {value_words(remark)}".rstrip()
    return Cell(said, INKS[remark.severity], "small", sign=remark.severity)


def _pending(opened: OpenConsignment) -> dict[str, str]:
    """The kind of the newest waiting act on each goods item."""
    kinds: dict[str, str] = {}
    for act in opened.waiting():
        for entry in act.scope:
            kinds[entry.goods] = act.kind
    return kinds


def _by_item(remarks: Sequence[Remark]) -> dict[int, list[Remark]]:
    found: dict[int, list[Remark]] = {}
    for remark in remarks:
        place = item_index(remark.field)
        if place is not None and remark.code != "field.unknown" and remark.severity in INKS:
            found.setdefault(place[0], []).append(remark)
    for per_item in found.values():
        per_item.sort(key=_gentlest_first)
    return found


def _gentlest_first(remark: Remark) -> int:
    # The last one marks a field: the worst must win.
    return (HINT, DOUBT, WRONG).index(remark.severity)


def hs_code(code: str) -> str:
    """An HS code in its groups of chapter, heading and subheading: 6109 10 00."""
    plain = shown(code, 24)
    if plain.isdigit() and len(plain) >= 6:
        return isolated(" ".join((plain[:4], *(plain[i : i + 2] for i in range(4, len(plain), 2)))))
    return plain


def quality(opened: OpenConsignment) -> Iterator[Line]:
    """What is doubtful about the data, the worst first; a remark that many places share is said once."""
    remarks = [r for r in opened.remarks if r.code != "field.unknown"]
    here = range(len(opened.consignment.goods_items))
    elsewhere = [r for r in remarks if (at := item_index(r.field)) is None or at[0] not in here]
    if not remarks:
        return
    yield section(
        translate("Declaration", "Quality of the data"), formats.count(len(remarks)), _worst_ink(remarks)
    )
    grouped: dict[tuple[str, str], list[Remark]] = {}
    for remark in elsewhere:
        grouped.setdefault((remark.severity, remark.code), []).append(remark)
    order = (WRONG, DOUBT, HINT)
    for (severity, code), alike in sorted(
        grouped.items(), key=lambda g: order.index(g[0][0]) if g[0][0] in order else 9
    ):
        places = "; ".join(
            " ".join(p for p in (place_words(r.field), value_words(r)) if p) for r in alike[:8]
        )
        if len(alike) > 8:
            more = len(alike) - 8
            places += translate("Declaration", " and %n more", None, more)
        # Each place and value was made harmless by itself; the whole holds the isolates around them.
        under = (Cell(places, "soft", "small"),) if places else ()
        ink = INKS.get(severity, "soft")
        yield Line(
            "note",
            cells=(Cell(remark_words(code), ink if severity == WRONG else "text", sign=severity),),
            under=under,
        )
    on_items = len(remarks) - len(elsewhere)
    if on_items:
        said = translate("Declaration", "Remarks that stand with the goods above: %n.", None, on_items)
        yield Line("prose", cells=(Cell(said, "soft", "small"),))


def _worst_ink(remarks: Sequence[Remark]) -> str:
    severities = {remark.severity for remark in remarks}
    return "problem" if WRONG in severities else "attention" if DOUBT in severities else "soft"


def unknown(opened: OpenConsignment) -> Iterator[Line]:
    """What the central service sent and this program does not know, raw."""
    fields = [r for r in opened.remarks if r.code == "field.unknown"]
    if not fields:
        return
    yield section(translate("Declaration", "Sent, but not known to this program"), formats.count(len(fields)))
    for remark in fields:
        yield Line(
            "pair", label=shown(remark.field, 120), cells=(text(remark.value or "–", face="identifier"),)
        )
