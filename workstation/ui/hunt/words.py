"""What the window says to a read of a hunt: a sign and one or two words that are read from five metres, then
the number, then what there is to know.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from workstation.desk.hunt import ABSENT, FOUND, HuntAnswer, HuntCounts, Sought, WantedParcel
from workstation.desk.read_answer import Answer
from workstation.ui.parts.answers import answer_icon, answer_mark
from workstation.ui.parts.formats import count, identifier, number_of_row, time_of_day
from workstation.ui.parts.story import Telling, identity
from workstation.ui.parts.text import shown
from workstation.ui.theme import Mark, current

translate = QCoreApplication.translate

IDLE: Final = "idle"
"""Nothing was answered yet."""
TROUBLE: Final = "trouble"
"""What was found could not be recorded."""


class Told(NamedTuple):
    """What the window shows. `look` is an `Answer`, whose colour and sign the window takes
    (parts/answers.py), `IDLE` or `TROUBLE`; `headline` the few words that are seen from afar, `number` what
    was read, `lines` the rest.
    """

    look: str
    headline: str
    number: str = ""
    lines: tuple[str, ...] = ()

    def spoken(self) -> str:
        """All of it in one line, for assistive tools and the route of reads."""
        return ". ".join(filter(None, (self.headline, self.number, *self.lines)))

    def sign(self) -> str:
        """The name of its sign among the icons; empty where nothing was answered."""
        if self.look == TROUBLE:
            return "problem"
        return answer_icon(Answer(self.look)) if self.look != IDLE else ""

    def mark(self) -> Mark:
        """The window's ground and ink, in the theme that is worn now."""
        theme = current()
        if self.look == IDLE:
            return Mark(theme.window, theme.text)
        return theme.read_wrong if self.look == TROUBLE else answer_mark(Answer(self.look))


def waiting() -> Told:
    """Before the list is there."""
    words = translate("Hunt", "The list is being made. Read on: each read is answered when it is there.")
    return Told(IDLE, "…", lines=(words,))


def ready(counts: HuntCounts, sought: Sought) -> Told:
    """The list is there, and nothing is read yet."""
    lines = []
    if sought.more:
        words = translate("Hunt", "Not looked for: %n more consignments. Narrow the filter.", "", sought.more)
        lines.append(words)
    if sought.left:
        lines.append(translate("Hunt", "%n parcels of the list have left the office.", "", sought.left))
    if not counts.open:
        words = translate("Hunt", "Of this list no parcel is left to be looked for.")
        return Told(IDLE, translate("Hunt", "NOTHING TO FIND"), lines=(words, *lines))
    lines.insert(0, translate("Hunt", "Read parcel after parcel. A place's label says where you are."))
    headline = translate("Hunt", "LOOK FOR {number}").format(number=count(counts.open))
    return Told(IDLE, headline, lines=tuple(lines))


def told(answer: HuntAnswer, counts: HuntCounts, to: Telling) -> Told:
    """What the window says to this read."""
    number = printed(answer.number, answer.kind)
    headline, lines = _said(answer, counts, to)
    look = Answer.WANTED if answer.is_same_read else answer.answer
    return Told(look.value, headline, number, tuple(filter(None, lines)))


def _said(answer: HuntAnswer, counts: HuntCounts, to: Telling) -> tuple[str, tuple[str, ...]]:
    """Headline and lines."""
    match answer.answer:
        case Answer.WANTED:
            return translate("Hunt", "WANTED"), _of_wanted(answer, counts)
        case Answer.AGAIN if answer.is_same_read:
            twice = translate("Hunt", "Read twice, counted once.")
            return translate("Hunt", "WANTED"), (twice, _count_words(counts))
        case Answer.AGAIN if answer.parcel is not None:
            found = found_words(answer.parcel, to)
            return translate("Hunt", "FOUND ALREADY"), (found, _count_words(counts))
        case Answer.NOT_WANTED:
            words = translate("Hunt", "This parcel is none of those that you are looking for.")
            return translate("Hunt", "NEXT"), (words,)
        case Answer.LABEL:
            return _of_label(answer)
        case Answer.BAD_CHECK_DIGIT | Answer.FLAWED:
            return translate("Hunt", "READ AGAIN"), (_flaw_words(answer.flaw),)
        case _:
            return translate("Hunt", "READ ANOTHER"), _why_another(answer)


def printed(number: str, kind: str) -> str:
    """A number as it is printed on the label, also where nobody said of what kind it is."""
    return identifier(number, kind) if kind else number_of_row(number)


def not_recorded(number: str, why: tuple[str, ...]) -> Told:
    """A find could not be written down: the parcel is still looked for."""
    return Told(TROUBLE, translate("Hunt", "NOT RECORDED"), number, why)


def _of_wanted(answer: HuntAnswer, counts: HuntCounts) -> tuple[str, ...]:
    parcel = answer.parcel
    if parcel is None:
        return ()
    lines = [_count_words(counts), shown(parcel.goods, 60)]
    if parcel.pieces > 1:
        words = translate("Hunt", "piece {piece} of {pieces}")
        lines.insert(1, words.format(piece=count(parcel.piece), pieces=count(parcel.pieces)))
    return tuple(filter(None, lines))


def _count_words(counts: HuntCounts) -> str:
    if not counts.open:
        return translate("Hunt", "None is left to be found.")
    words = translate("Hunt", "{found} of {all} found, {open} still to find")
    return words.format(found=count(counts.found), all=count(counts.all), open=count(counts.open))


def _of_label(answer: HuntAnswer) -> tuple[str, tuple[str, ...]]:
    if answer.kind == "place":
        words = translate("Hunt", "What you find from now on lies here.")
        return translate("Hunt", "PLACE"), (words,)
    words = {
        "seal": translate("Hunt", "This is a seal's label."),
        "evidence_bag": translate("Hunt", "This is an evidence bag's label."),
        "badge": translate("Hunt", "This is a badge."),
    }.get(answer.kind, "")
    return translate("Hunt", "NO PARCEL"), (words,)


def _flaw_words(flaw: str) -> str:
    if flaw == "too_short":
        return translate("Hunt", "Too short to be a barcode.")
    if flaw == "no_prefix":
        return translate("Hunt", "The reader did not send its prefix.")
    if flaw == "joined":
        return translate("Hunt", "Two barcodes in one read: read the parcel's own one alone.")
    if flaw:
        return translate("Hunt", "The barcode was cut off.")
    return translate("Hunt", "The check digit does not fit: the label was misread.")


def _why_another(answer: HuntAnswer) -> tuple[str, ...]:
    """Why nothing can be said of the parcel in the hand, and what to do."""
    if answer.answer is Answer.SEVERAL:
        return (
            translate("Hunt", "Wanted, but several parcels have this number. Read the parcel's own barcode."),
        )
    if answer.belongs_to:
        what = {
            "receptacle": translate("Hunt", "This is a receptacle's number, no parcel's."),
            "master": translate("Hunt", "This is a master document's number, no parcel's."),
            "filing": translate("Hunt", "This is a filing's number, no parcel's."),
        }.get(answer.belongs_to, translate("Hunt", "This is no parcel's number."))
        inside = translate(
            "Hunt", "%n parcels that you are looking for go with it. Nothing is counted.", "", answer.inside
        )
        none = translate("Hunt", "None that you are looking for goes with it.")
        return (what, inside if answer.inside else none)
    if answer.answer is Answer.NO_IDENTIFIER:
        return (translate("Hunt", "This code names no parcel. Read another barcode of the label."),)
    return (translate("Hunt", "Nobody is known to have this number. Read another barcode of the label."),)


def found_words(parcel: WantedParcel, to: Telling) -> str:
    """Who found it, when and where."""
    values = {"when": to.time(parcel.at), "who": identity(parcel.by), "bench": identity(parcel.bench)}
    if parcel.by and parcel.by == to.officer:
        words = translate("Hunt", "found {when} by you, bench {bench}")
    elif parcel.by:
        words = translate("Hunt", "found {when} by {who}, bench {bench}")
    elif parcel.bench:
        words = translate("Hunt", "found {when}, bench {bench}")
    else:
        words = translate("Hunt", "it was here before")
    found = " ".join(words.format(**values).split())
    if not parcel.place:
        return found
    return translate("Hunt", "{found}, place {place}").format(found=found, place=identity(parcel.place))


def state_words(parcel: WantedParcel, to: Telling) -> str:
    """How it stands with a parcel, in the width of a list."""
    if parcel.state == ABSENT:
        return translate("Hunt", "missing")
    if parcel.state != FOUND:
        return translate("Hunt", "to find")
    if not parcel.recorded:
        return translate("Hunt", "being recorded")
    if parcel.at is None:
        return translate("Hunt", "found")
    return translate("Hunt", "found {time}").format(time=time_of_day(parcel.at, to.zone))


def head_words(counts: HuntCounts, place: str) -> str:
    """How the hunt stands, in one line above all."""
    words = translate("Hunt", "{found} of {all} found")
    parts = [words.format(found=count(counts.found), all=count(counts.all))]
    if counts.absent:
        parts.append(translate("Hunt", "%n missing", "", counts.absent))
    if place:
        parts.append(translate("Hunt", "place {place}").format(place=identity(place)))
    return " · ".join(parts)


def end_words(counts: HuntCounts) -> str:
    """What the officer is told when a hunt is over."""
    if not counts.all:
        return translate("Hunt", "The hunt is over: there was nothing to look for.")
    words = translate(
        "Hunt", "The hunt is over: {found} of {all} found, {absent} missing, {open} still to find."
    )
    return words.format(
        found=count(counts.found), all=count(counts.all), absent=count(counts.absent), open=count(counts.open)
    )
