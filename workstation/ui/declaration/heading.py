"""The top of the declaration: which consignment, where it stands, what it waits for, and why it is here."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from workstation.desk.open import OpenConsignment, ShownAct
from workstation.domain.consignment import Condition, RuleHit
from workstation.ui.declaration import words
from workstation.ui.declaration.lines import Cell, Line, ours, pair, section, text
from workstation.ui.declaration.marked import marked
from workstation.ui.parts import formats
from workstation.ui.parts.conditions import condition_word
from workstation.ui.parts.naming import called, number_in_hand
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import isolated, isolated_words, shown
from workstation.ui.parts.words import category_word, standing_word

translate = QCoreApplication.translate

_NO_BREAK: Final = "\u00a0"


class Pen(msgspec.Struct, frozen=True):
    """What the lines need besides the consignment: the time, the office's zone, coded lists in words, and a
    note about who else has it open.
    """

    now: datetime
    zone: tzinfo | None
    coded: Callable[[str, str], str]
    note: str = ""
    note_ink: str = ""

    def in_words(self, name: str, code: str) -> str:
        """A code of the list `name` in words, made harmless: the list came from outside too."""
        return shown(self.coded(name, code), 120)

    def since(self, at: datetime | None) -> str:
        """Since when something stands; never parted at the end of a row. No age: this page is written once,
        and an age on it would stand still beside the one in the top strip, which grows.
        """
        if at is None:
            return ""
        when = formats.instant(at, self.zone).replace(" ", _NO_BREAK)
        return translate("Declaration", "since {when}").format(when=when)


def heading(opened: OpenConsignment, pen: Pen, item_names: Mapping[str, str]) -> Iterator[Line]:
    """Identifier, lane, score and standing, then what is open."""
    consignment = opened.consignment
    main = number_in_hand(opened)
    yield Line(
        "title",
        cells=(Cell(called(opened), face="title"),),
        copied=shown(main.value),
    )
    yield _badges(opened)
    if pen.note:
        sign = "hint" if pen.note_ink == "attention" else ""
        yield Line("note", cells=(Cell(pen.note, pen.note_ink, sign=sign),))
    yield from _notes(opened)
    yield from _open_holds(opened, pen)
    for condition in sorted(consignment.conditions, key=lambda c: (c.state != "open", not c.blocking)):
        if condition.kind != "hold":
            yield _condition(condition, pen, item_names)


def _badges(opened: OpenConsignment) -> Line:
    standing, risk = opened.standing, opened.consignment.risk
    waiting = opened.waiting()
    mixed = ""
    if standing.is_mixed:
        mixed = " · ".join(f"{standing_word(s.value)} {n}" for s, n in standing.counts().items())
    category = opened.consignment.immediate_release_category
    facts = [mixed]
    if category:
        facts.append(translate("Declaration", "category {category}").format(category=category_word(category)))
    return Line(
        "badges",
        cells=(Cell(translate("Declaration", "risk {score}").format(score=risk.score), face="strong"),),
        under=tuple(Cell(fact, "soft") for fact in facts if fact),
        lane=shown(risk.lane, 20),
        standing=standing.standing.value,
        pending=waiting[-1].kind if waiting else "",
    )


def _notes(opened: OpenConsignment) -> Iterator[Line]:
    """What a reader of the rest must know first: how it was found, what was invented, what is not known."""
    if opened.consignment.provisional:
        said = translate("Declaration", "Nobody has declared this parcel. Link it to its declaration: {key}.")
        yield Line("note", cells=(Cell(said.format(key=key_of("link")), "attention", sign="doubt"),))
    if opened.consignment.linked:
        said = translate("Declaration", "A parcel that nobody had declared was linked to it. Not so? {key}")
        yield Line("note", cells=(Cell(said.format(key=key_of("link")), "attention", sign="hint"),))
    if opened.found_by and opened.found_by not in ("parcel", "consignment"):
        words_of = words.word(words.BELONGS_TO, opened.found_by)
        said = translate("Declaration", "Found by the barcode of its {thing}, not of a parcel.")
        yield Line("note", cells=(Cell(said.format(thing=words_of), "attention", sign="doubt"),))
    if opened.consignment.completed:
        said = translate(
            "Declaration", "For training, fields invented: %n.", None, len(opened.consignment.completed)
        )
        yield Line("note", cells=(Cell(said, "attention", sign="hint"),))
    if opened.standing.unresolved:
        said = translate(
            "Declaration",
            "Acts that refer to acts that have not come yet: %n.",
            None,
            len(opened.standing.unresolved),
        )
        yield Line("note", cells=(Cell(said, "attention", sign="doubt"),))
    for conflict in opened.with_pending.conflicts:
        said = translate(
            "Declaration", "Holds or seizures that a release had not seen: %n.", None, len(conflict.missed)
        )
        yield Line("note", cells=(Cell(said, "problem", sign="wrong"),))


def _open_holds(opened: OpenConsignment, pen: Pen) -> Iterator[Line]:
    open_ones = (*opened.with_pending.seizures, *opened.with_pending.open_holds)
    by_id: dict[str, ShownAct] = {entry.act.id: entry for entry in opened.acts}
    for act_id in open_ones:
        entry = by_id.get(act_id)
        if entry is None:
            continue
        act = entry.act
        seized = act_id in opened.with_pending.seizures
        label = translate("Declaration", "seizure") if seized else translate("Declaration", "hold")
        reason = pen.in_words("reasons", act.reason) if act.reason else ""
        who = act.owner or act.office or act.agency
        parts = (pen.in_words("offices", who) if who else "", reason, pen.since(act.at))
        cells = [
            ours(" · ".join(part for part in parts if part), "problem" if seized else "attention", "strong")
        ]
        if act.remark:
            cells.append(text(act.remark, lines=True))
        if entry.state == "waiting":
            cells.append(Cell(words.word(words.ACT_STATES, "waiting"), "soft", "small"))
        yield Line("pair", label=label, cells=tuple(cells), ink="problem" if seized else "attention")


def _condition(condition: Condition, pen: Pen, item_names: Mapping[str, str]) -> Line:
    is_open = condition.state == "open"
    facts = [words.word(words.CONDITION_STATES, condition.state)]
    if condition.owner:
        facts.append(pen.in_words("offices", condition.owner))
    if condition.due is not None and is_open:
        left = formats.due(condition.due - pen.now).replace(" ", _NO_BREAK)
        facts.append(
            translate("Declaration", "due {when} ({left})").format(
                when=formats.instant(condition.due, pen.zone), left=left
            )
        )
    late = condition.due is not None and condition.due - pen.now < timedelta(0)
    ink = ("problem" if late else "attention") if is_open else "soft"
    cells = [Cell(" · ".join(facts), ink, "strong" if is_open else "plain")]
    if is_open:
        # As domain/decision.py decides. An open one that stops nothing is a duty all the same.
        stops = (
            translate("Declaration", "a release waits for it")
            if condition.blocking
            else translate("Declaration", "asked for, but a release goes through without it: see to it first")
        )
        cells.append(Cell(stops, ink))
    if condition.words:
        cells.append(text(condition.words, lines=True))
    cells += marked(condition.marks, item_names)
    return Line("pair", label=condition_word(condition.kind), cells=tuple(cells), ink=ink)


def why_it_is_here(opened: OpenConsignment, item_names: Mapping[str, str]) -> Iterator[Line]:
    """Each rule hit in words with its instruction to the officer, the heaviest first; how much each adds to
    the score, where the figures can be parts of it.
    """
    risk = opened.consignment.risk
    told = sum(hit.score for hit in risk.hits)
    are_parts = 0 < told <= risk.score and all(hit.score >= 0 for hit in risk.hits)
    yield section(translate("Declaration", "Why it is here"))
    for hit in sorted(risk.hits, key=lambda hit: -hit.score):
        yield _hit(hit, item_names, hit.score if are_parts else 0)
    if not risk.hits:
        yield Line(
            "prose",
            cells=(Cell(translate("Declaration", "No rule hit was given."), "soft"),),
        )
    elif are_parts and told < risk.score:
        said = translate(
            "Declaration", "These rules add {told} of the {score}. What adds the rest is not told."
        )
        words_of = said.format(told=formats.count(told), score=formats.count(risk.score))
        yield Line("prose", cells=(Cell(words_of, "soft", "small"),))


def _hit(hit: RuleHit, item_names: Mapping[str, str], adds: int) -> Line:
    below = []
    if hit.instruction:
        below.append(text("→ " + hit.instruction, lines=True))
    on = [item_names[goods] for goods in hit.goods if goods in item_names]
    if on:
        said = (
            translate("Declaration", "items {items}")
            if len(on) > 1
            else translate("Declaration", "item {items}")
        )
        below.append(text(said.format(items=", ".join(on[:20])), "soft", "small"))
    rule = isolated(shown(hit.rule, 40))
    if adds:
        rule = translate("Declaration", "{rule} adds {points}").format(rule=rule, points=formats.count(adds))
    said = isolated_words(shown(hit.words, 600)) if hit.words else shown(hit.rule)
    trailing = Cell(rule, "soft", "small")
    return Line(
        "card", cells=(Cell(said, face="strong"),), under=tuple(below), trailing=trailing, ink="accent"
    )


def identifiers(opened: OpenConsignment) -> Iterator[Line]:
    """Every identifier with its kind and what it belongs to."""
    known = opened.consignment.identifiers
    if not known:
        return
    yield section(translate("Declaration", "Identifiers"), formats.count(len(known)))
    for each in known:
        kind = words.word(words.IDENTIFIERS, each.kind) or words.word(words.BELONGS_TO, each.belongs_to)
        about = words.word(words.BELONGS_TO, each.belongs_to)
        if each.of:
            about = f"{about} {shown(each.of, 40)}"
        yield pair(
            kind,
            Cell(formats.identifier(each.value, each.kind), face="identifier"),
            Cell(about, "soft", "small"),
            copied=shown(each.value),
        )
