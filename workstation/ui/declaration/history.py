"""What was done to the consignment and when: acts with their state, and the steps on its way."""

from collections.abc import Iterator, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.desk.open import OpenConsignment, ShownAct
from workstation.domain.act_order import in_order
from workstation.ui.declaration import words
from workstation.ui.declaration.heading import Pen
from workstation.ui.declaration.lines import Cell, Line, ours, pair, section, text
from workstation.ui.declaration.marked import judged, marked
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, shown
from workstation.ui.parts.words import act_word

translate = QCoreApplication.translate

_STATE_INKS: Final = {"waiting": "attention", "refused": "problem", "acknowledged": "good"}


def acts(opened: OpenConsignment, pen: Pen, names: Mapping[str, str]) -> Iterator[Line]:
    """Every act, the newest first: what, by whom, on what, and what became of it."""
    if not opened.acts:
        return
    yield section(translate("Declaration", "Acts"), formats.count(len(opened.acts)))
    by_id = {entry.act.id: entry for entry in opened.acts}
    for act in reversed(in_order(entry.act for entry in opened.acts)):
        yield _act(by_id[act.id], by_id, pen, names)


def _act(entry: ShownAct, by_id: Mapping[str, ShownAct], pen: Pen, names: Mapping[str, str]) -> Line:
    act = entry.act
    first = [act_word(act.kind)]
    if act.reason:
        first.append(pen.in_words("reasons", act.reason))
    over = bool(entry.ended_by) or entry.state == "refused"
    cells = [Cell(" · ".join(first), "soft" if over else "text", "strong")]
    if act.legal_basis:
        cells.append(text(pen.in_words("legal_bases", act.legal_basis)))
    if act.remark:
        cells.append(text(act.remark, lines=True))
    cells += marked(act.marks, names)
    cells += judged(act.judged)
    cells.append(ours(_who(entry, pen, names), "soft", "small"))
    cells += _became(entry, by_id, pen)
    return Line("pair", label=formats.instant(act.at, pen.zone), cells=tuple(cells), copied=act.id)


def _who(entry: ShownAct, pen: Pen, names: Mapping[str, str]) -> str:
    act = entry.act
    makers = [shown(part, 60) for part in (act.officer, act.bench) if part]
    makers += [_office(part, pen) for part in (act.office, act.agency) if part]
    if act.owner and act.owner not in (act.office, act.agency):
        makers.append(translate("Declaration", "owner {owner}").format(owner=_office(act.owner, pen)))
    on = [names.get(scope.goods, "+") + _part(scope.quantity) for scope in act.scope[:20]]
    if on:
        makers.append(translate("Declaration", "on items {items}").format(items=", ".join(on)))
    return " · ".join(makers)


def _office(code: str, pen: Pen) -> str:
    """An office or agency in words, with its code where that is another."""
    named = pen.in_words("offices", code)
    return named if named == shown(code, 120) else f"{named} ({isolated(shown(code, 60))})"


def _part(quantity: object) -> str:
    from workstation.domain.value import Quantity

    return f" ({formats.quantity(quantity)})" if isinstance(quantity, Quantity) else ""


def _became(entry: ShownAct, by_id: Mapping[str, ShownAct], pen: Pen) -> Iterator[Cell]:
    act = entry.act
    state = entry.state
    if state in words.ACT_STATES:
        said = words.word(words.ACT_STATES, state)
        if act.number:
            said = translate("Declaration", "{state}, number {number}").format(
                state=said, number=isolated(shown(act.number, 40))
            )
        yield Cell(said, _STATE_INKS[state], "small")
    if act.refusal:
        yield text(act.refusal, "problem", "small", lines=True)
    ended = by_id.get(entry.ended_by)
    if ended is not None:
        when = formats.instant(ended.act.at, pen.zone)
        by = shown(ended.act.officer, 60) or pen.in_words("offices", ended.act.owner or ended.act.agency)
        said = translate("Declaration", "ended by {act} {when} {who}")
        yield Cell(said.format(act=act_word(ended.act.kind), when=when, who=by).strip(), "soft", "small")


def steps(opened: OpenConsignment, pen: Pen) -> Iterator[Line]:
    """When each step happened, in order."""
    known = opened.consignment.steps
    arrived = opened.consignment.arrived
    if known or arrived:
        yield section(translate("Declaration", "Steps"))
    if arrived and not any(step.kind == "arrived" for step in known):
        yield pair(formats.instant(arrived, pen.zone), Cell(words.word(words.STEPS, "arrived")))
    for step in sorted(known, key=lambda step: step.at):
        yield pair(formats.instant(step.at, pen.zone), Cell(words.word(words.STEPS, step.kind)))
    facts = [translate("Declaration", "change {number}").format(number=formats.count(opened.change))]
    if opened.cached_at is not None:
        facts.append(
            translate("Declaration", "received {when}").format(
                when=formats.instant(opened.cached_at, pen.zone)
            )
        )
    yield section(translate("Declaration", "This copy"))
    yield Line(
        "prose",
        cells=(Cell(" · ".join(facts), "soft", "small"), Cell(isolated(shown(opened.id)), "soft", "small")),
        copied=shown(opened.id),
    )
