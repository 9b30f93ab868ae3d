"""The end-of-shift sheet in words, for the screen and for paper alike."""

from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.shift import ACKNOWLEDGE, SheetLine, ShiftSheet, Totals
from workstation.paperwork.paper import Paper, PaperColumn, PaperSection
from workstation.ui.parts import formats
from workstation.ui.parts.problem_words import said
from workstation.ui.parts.story import Telling
from workstation.ui.parts.text import isolated, isolated_words, shown
from workstation.ui.parts.words import act_word
from workstation.ui.theme import mirrored

translate = QCoreApplication.translate

_ATTENTION: Final[dict[str, Any]] = {
    "recall": QT_TRANSLATE_NOOP("Shift", "recall"),
    "conflict": QT_TRANSLATE_NOOP("Shift", "conflict"),
    "changed": QT_TRANSLATE_NOOP("Shift", "changed since"),
    "refused": QT_TRANSLATE_NOOP("Shift", "refused"),
}


def titles() -> tuple[str, ...]:
    """What the columns are called."""
    return (
        translate("Shift", "Parcel"),
        translate("Shift", "Decision"),
        translate("Shift", "When"),
        translate("Shift", "Outcome"),
    )


def cells(line: SheetLine, to: Telling) -> tuple[str, ...]:
    """One decision, a text for each column."""
    return number(line), decision(line), formats.moment(line.at, to.now, to.zone), became(line, to)


def number(line: SheetLine) -> str:
    """The parcel's number as printed on it; an internal id only with the words that it is one."""
    if line.number:
        return formats.number_of_row(line.number)
    unknown = translate("Shift", "number not known here ({id})")
    return unknown.format(id=isolated(shown(line.consignment, 60)))


def decision(line: SheetLine) -> str:
    """What was decided, and with whom: nobody proves here who the second officer is."""
    if line.kind == ACKNOWLEDGE:
        # "acknowledged" is what the central service does, in the column beside it.
        return translate("Shift", "both noted")
    if not line.second:
        return act_word(line.kind)
    words = translate("Shift", "{act}, with {second} (unproven)")
    return words.format(act=act_word(line.kind), second=isolated_words(shown(line.second, 40)))


def became(line: SheetLine, to: Telling) -> str:
    """What became of it, and what of it needs a person."""
    if line.state == "acknowledged":
        outcome = translate("Shift", "acknowledged, receipt {number}").format(
            number=isolated(shown(line.receipt, 40))
        )
        if line.overruled:
            stands = (
                translate("Shift", "a seizure stands")
                if line.overruled == "seized"
                else translate("Shift", "a hold stands")
            )
            outcome = f"{stands} · {outcome}"
    elif line.state == "refused":
        outcome = translate("Shift", "refused: {words}").format(words=shown(line.words or line.code, 120))
    else:
        outcome = translate("Shift", "waiting since {time}").format(
            time=formats.moment(line.at, to.now, to.zone)
        )
    # A recall tells its conflict, too; and what needs a person comes first, for a narrow column cuts the end.
    told = {"conflict"} if "recall" in line.attention else set()
    told |= {"refused"} if line.state == "refused" else set()
    kinds = ", ".join(_attention_word(kind) for kind in line.attention if kind not in told)
    return f"{kinds} · {outcome}" if kinds else outcome


def _attention_word(kind: str) -> str:
    known = _ATTENTION.get(kind)
    return translate("Shift", known) if known else shown(kind, 30)


def totals_words(totals: Totals) -> str:
    """What it comes to, in one line."""
    parts = [
        translate("Shift", "%n decided", "", totals.decided),
        *([translate("Shift", "%n noted", "", totals.noted)] if totals.noted else []),
        *([translate("Shift", "%n parcels seen", "", totals.seen)] if totals.seen else []),
        translate("Shift", "%n acknowledged", "", totals.acknowledged),
        translate("Shift", "%n waiting", "", totals.waiting),
    ]
    if totals.refused:
        parts.append(translate("Shift", "%n refused", "", totals.refused))
    if totals.in_attention:
        parts.append(translate("Shift", "%n in need of a person", "", totals.in_attention))
    return " · ".join(parts)


def span_words(sheet: ShiftSheet, to: Telling) -> str:
    """From when to when."""
    words = translate("Shift", "{since} to {until}")
    return words.format(
        since=formats.instant(sheet.since, to.zone),
        until=formats.moment(sheet.until, sheet.since, to.zone),
    )


def who_words(sheet: ShiftSheet) -> str:
    """Whose decisions."""
    if sheet.everybody:
        return translate("Shift", "everybody at this bench")
    return isolated_words(shown(sheet.officer, 60))


def waiting_words(sheet: ShiftSheet) -> str:
    """Why what waits is not sent; nothing where nothing waits, or it is only its turn."""
    return shown(said(sheet.problem, sheet.problem_values))


def cut_words() -> str:
    """That there was more than a sheet holds."""
    return translate("Shift", "There was more: the oldest decisions of this time are not on the sheet.")


def paper_of(sheet: ShiftSheet, to: Telling) -> Paper:
    """The sheet as it stands on paper: numbers, codes and what became of each; nobody's personal data."""
    place = f"{isolated(shown(sheet.bench, 60))} · {to.office(sheet.office)}"
    facts: tuple[tuple[str, str], ...] = (
        (translate("Shift", "Decisions of"), who_words(sheet)),
        (translate("Shift", "Bench"), place),
        (translate("Shift", "Time"), span_words(sheet, to)),
        (translate("Shift", "In all"), totals_words(sheet.totals)),
        (translate("Shift", "Ledger"), isolated(shown(sheet.ledger, 60))),
    )
    why = waiting_words(sheet)
    facts += ((translate("Shift", "Why some wait"), why),) if why else ()
    names = titles()
    columns = tuple(
        PaperColumn(title=title, share=share) for title, share in zip(names, (3, 2.4, 1.8, 5), strict=True)
    )
    foot = translate("Shift", "The receipt is the number that the central service gave.")
    return Paper(
        title=translate("Shift", "End-of-shift sheet"),
        columns=columns,
        sections=tuple(
            PaperSection(
                heading=isolated_words(shown(part.officer, 60)),
                rows=tuple(cells(line, to) for line in part.lines),
                summary=totals_words(part.totals),
            )
            for part in sheet.parts
        ),
        page_words=translate("Shift", "{page} of {pages}"),
        facts=facts,
        foot=f"{cut_words()} {foot}" if sheet.is_cut else foot,
        right_to_left=mirrored(),
    )


def made_at(sheet: ShiftSheet, to: Telling) -> datetime:
    """When it was made, in the office's time: for the file's name."""
    return sheet.made.astimezone(to.zone)
