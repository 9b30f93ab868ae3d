"""What needs a person, in words: what happened, what is safe, what to do now."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from workstation.desk.line import Attention
from workstation.ui.parts.text import shown
from workstation.ui.parts.words import act_word

translate = QCoreApplication.translate

MOST_DIFFERENCES = 6


class AttentionWords(NamedTuple):
    """Title, the three sentences, and lines of fact beneath them."""

    title: str
    what: str
    safe: str
    do_now: str
    facts: tuple[str, ...] = ()


def words_of(attention: Attention) -> AttentionWords:
    """One attention in words; a kind that is not known is shown with its facts as they are."""
    facts = dict(attention.facts)
    if attention.kind == "refused":
        return _refused(facts)
    if attention.kind == "conflict":
        return _missed(facts, translate("Attention", "Released without knowing"))._replace(
            do_now=translate("Attention", "Look at both, then acknowledge that you have seen them.")
        )
    if attention.kind == "recall":
        return _missed(facts, translate("Attention", "Recall"))._replace(
            do_now=translate("Attention", "Stop the goods if they are still here. Then open the consignment.")
        )
    if attention.kind == "changed":
        return _changed(attention)
    return AttentionWords(
        shown(attention.kind, 40),
        translate("Attention", "The program does not know this kind of attention."),
        translate("Attention", "Nothing recorded is lost."),
        translate("Attention", "Open the consignment and look at it again."),
        tuple(f"{shown(name, 40)}: {shown(text)}" for name, text in attention.facts),
    )


def _refused(facts: dict[str, str]) -> AttentionWords:
    reason = shown(facts.get("words", "")) or shown(facts.get("code", ""), 60)
    return AttentionWords(
        translate("Attention", "Refused"),
        translate("Attention", "The central service refused this act: {reason}").format(reason=reason),
        translate("Attention", "It is kept here, has no effect, and is not sent again."),
        translate("Attention", "Open the consignment and decide again."),
        (shown(facts["code"], 60),) if facts.get("code") else (),
    )


def _missed(facts: dict[str, str], title: str) -> AttentionWords:
    who = shown(facts.get("missed.owner") or facts.get("missed.by", ""), 60)
    act = act_word(facts.get("missed.kind", ""))
    reason = shown(facts.get("missed.reason", ""), 60)
    return AttentionWords(
        title,
        translate("Attention", "A {act} by {who} stands on goods that were released here.").format(
            act=act, who=who or translate("Attention", "somebody else")
        ),
        translate("Attention", "The stricter act stands; both are kept."),
        "",
        tuple(line for line in (reason, shown(facts.get("missed.at", ""), 40)) if line),
    )


def _changed(attention: Attention) -> AttentionWords:
    lines: list[str] = []
    field = before = ""
    for name, text in attention.facts:
        if name == "field":
            field = shown(text, 60)
        elif name == "before":
            before = shown(text, 60)
        elif name == "after":
            arrow = translate("Attention", "{field}: {before} → {after}")
            lines.append(arrow.format(field=field, before=before or "–", after=shown(text, 60) or "–"))
    more = len(lines) - MOST_DIFFERENCES
    if more > 0:
        lines = [*lines[:MOST_DIFFERENCES], translate("Attention", "%n more", "", more)]
    return AttentionWords(
        translate("Attention", "Changed after the decision"),
        translate("Attention", "The central service changed what this decision was based on."),
        translate("Attention", "The decision stands as it was recorded."),
        translate("Attention", "Open the consignment; decide again if it matters."),
        tuple(lines),
    )
