"""What needs a person, in words: what happened, what is safe, what to do now."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.attention import Matter
from workstation.ui.parts import formats
from workstation.ui.parts.story import Telling, identity, now_words, reason_words, stands, story_words
from workstation.ui.parts.text import shown
from workstation.ui.parts.words import act_word

translate = QCoreApplication.translate

MOST_DIFFERENCES = 6
MOST_STORIES = 4


class AttentionWords(NamedTuple):
    """Title, the three sentences, and lines of fact beneath them."""

    title: str
    what: str
    safe: str
    do_now: str
    facts: tuple[str, ...] = ()


_OTHERS: Final[dict[str, tuple[Any, Any, Any, Any]]] = {
    "fork": (
        QT_TRANSLATE_NOOP("Attention", "The ledger was copied"),
        QT_TRANSLATE_NOOP(
            "Attention", "The central service has two different entries for one place of this bench's ledger."
        ),
        QT_TRANSLATE_NOOP("Attention", "Both are kept, and both have their effect."),
        QT_TRANSLATE_NOOP(
            "Attention",
            "Stop working at one of the two machines, and call IT: the ledger was copied, or restored from a"
            " backup.",
        ),
    ),
    "ledger": (
        QT_TRANSLATE_NOOP("Attention", "The ledger is not whole"),
        QT_TRANSLATE_NOOP("Attention", "The ledger of this bench is not as it was written."),
        QT_TRANSLATE_NOOP("Attention", "What can be read is kept, and nothing is overwritten."),
        QT_TRANSLATE_NOOP("Attention", "Call IT. Look again at what was decided here lately."),
    ),
    "backup": (
        QT_TRANSLATE_NOOP("Attention", "No backup of the ledger"),
        QT_TRANSLATE_NOOP("Attention", "The second copy of this bench's ledger could not be written."),
        QT_TRANSLATE_NOOP("Attention", "What is recorded is safe on this bench, but only here."),
        QT_TRANSLATE_NOOP("Attention", "You can go on. Tell IT today."),
    ),
    "untaken": (
        QT_TRANSLATE_NOOP("Attention", "Not taken by the central service"),
        QT_TRANSLATE_NOOP("Attention", "The central service does not read a decision of this bench."),
        QT_TRANSLATE_NOOP("Attention", "It is kept here and offered again each minute."),
        QT_TRANSLATE_NOOP("Attention", "Call IT and tell them the code."),
    ),
    "mandate": (
        QT_TRANSLATE_NOOP("Attention", "Mandate"),
        QT_TRANSLATE_NOOP("Attention", "Something about a mandate at this bench needs a person."),
        QT_TRANSLATE_NOOP("Attention", "Nothing recorded is lost."),
        QT_TRANSLATE_NOOP("Attention", "Ask whoever issues the mandates of this office."),
    ),
}
"""Title, what happened, what is safe and what to do, of kinds that have no story."""

_BY_CODE: Final[dict[str, tuple[Any, Any, Any, Any]]] = {
    "mandate.keys_changed": (
        QT_TRANSLATE_NOOP("Attention", "Mandate"),
        QT_TRANSLATE_NOOP("Attention", "The central service signs mandates with another key than before."),
        QT_TRANSLATE_NOOP("Attention", "Mandates of the known key hold; the other key is not believed."),
        QT_TRANSLATE_NOOP("Attention", "Call IT: they confirm the new key, or somebody pretends to be it."),
    ),
}
"""The same, where one code of a kind needs other words."""

_FACTS: Final[dict[str, Any]] = {
    "missing": QT_TRANSLATE_NOOP("Attention", "missing entries"),
    "count": QT_TRANSLATE_NOOP("Attention", "how many"),
    "since": QT_TRANSLATE_NOOP("Attention", "since"),
    "before": QT_TRANSLATE_NOOP("Attention", "the ledger before"),
    "folder": QT_TRANSLATE_NOOP("Attention", "folder"),
    "code": QT_TRANSLATE_NOOP("Attention", "code"),
}

_TO_CORRECT: Final = ("scope.", "names.", "reason.", "legal_basis.", "remark.")
_OF_MANDATE: Final = ("mandate.", "officer.", "second.")
_FOR_IT: Final = ("id_reused", "hash_", "particular_", "envelope", "unreadable", "not_storable", "too_large")
"""How the codes of refusals begin, by who can do something about them."""


def words_of(matter: Matter, to: Telling) -> AttentionWords:
    """One matter in words; a kind that is not known is shown with its facts as they are."""
    if matter.stories:
        return _story(matter, to)
    if matter.kind == "refused":
        return _refused(matter, to)
    if matter.kind == "changed":
        return _changed(matter)
    lines = tuple(f"{_fact_word(name)}: {_fact(text, to)}" for name, text in matter.facts if text)
    words = _BY_CODE.get(matter.fact("code")) or _OTHERS.get(matter.kind)
    if words is not None:
        title, what, safe, do_now = (translate("Attention", part) for part in words)
        return AttentionWords(title, what, safe, do_now, lines)
    return AttentionWords(
        shown(matter.kind, 40),
        translate("Attention", "The program does not know this kind of attention."),
        translate("Attention", "Nothing recorded is lost."),
        translate("Attention", "Open the consignment and look at it again."),
        lines,
    )


def _fact_word(name: str) -> str:
    known = _FACTS.get(name)
    return translate("Attention", known) if known else shown(name, 40)


def _fact(text: str, to: Telling) -> str:
    """A kept fact as it is; an instant in the office's time."""
    try:
        at = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        at = None
    return formats.moment(at, to.now, to.zone) if at is not None and at.tzinfo else shown(text)


def _story(matter: Matter, to: Telling) -> AttentionWords:
    told = [story_words(each, to) for each in matter.stories[:MOST_STORIES]]
    more = len(matter.stories) - len(told)
    if more:
        told.append(translate("Attention", "%n more", "", more))
    reason = reason_words(matter.stories, to)
    is_recall = matter.kind == "recall"
    holder = next((each for each in matter.stories if each.of_holder), None)
    if is_recall:
        do_now = translate("Attention", "Stop the parcel, or have it brought back; then acknowledge.")
    elif holder is not None:
        where = translate("Attention", "The parcel may be gone: ask at bench {bench}.")
        do_now = where.format(bench=identity(holder.release.bench) or "–")
    elif stands(matter):
        do_now = translate("Attention", "Keep the parcel, or have it brought back; then acknowledge.")
    else:
        do_now = translate(
            "Attention", "Acknowledge that you know of both; decide again if it is still here."
        )
    title = translate("Attention", "Recall") if is_recall else ""
    return AttentionWords(
        title or translate("Attention", "Released without knowing"),
        " ".join(told),
        now_words(matter),
        do_now,
        (translate("Attention", "Reason: {reason}").format(reason=reason),) if reason else (),
    )


def _refused(matter: Matter, to: Telling) -> AttentionWords:
    code = matter.fact("code")
    reason = shown(matter.fact("words")) or shown(code, 60)
    about = matter.about
    if about is None:
        what = translate("Attention", "The central service refused this act: {reason}")
    elif about.officer == to.officer:
        what = translate("Attention", "The central service refused your {act}, recorded {when}: {reason}")
    else:
        what = translate(
            "Attention", "The central service refused the {act} of {who}, recorded {when}: {reason}"
        )
    act, who, when = (act_word(about.kind), to.who(about), to.time(about.at)) if about else ("", "", "")
    return AttentionWords(
        translate("Attention", "Refused"),
        what.format(reason=reason, act=act, who=who, when=when),
        translate("Attention", "It is kept here, has no effect, and is not sent again."),
        _after_refusal(code),
        (shown(code, 60),) if code else (),
    )


def _after_refusal(code: str) -> str:
    if code.startswith(_TO_CORRECT):
        return translate("Attention", "Open the consignment, correct it, and record it again.")
    if code.startswith(_OF_MANDATE):
        return translate("Attention", "Ask an officer whose mandate covers it to decide.")
    if code.startswith(_FOR_IT):
        return translate("Attention", "Tell IT; then open the consignment and record it again.")
    return translate("Attention", "Open the consignment and decide again.")


def _changed(matter: Matter) -> AttentionWords:
    lines: list[str] = []
    field = before = ""
    for name, text in matter.facts:
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
