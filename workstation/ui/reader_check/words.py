"""The reader check in words: what was found, what is wrong and how to set it, and how the reader fares."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.barcode.calibration import Finding, Verdict
from workstation.barcode.health import HealthDay, is_near_limit, is_poor, together
from workstation.barcode.sheet import SheetSymbol
from workstation.host.settings import ReaderProfile
from workstation.ui.parts import formats
from workstation.ui.parts.keyboard_words import keyboard_words
from workstation.ui.parts.text import isolated, shown

translate = QCoreApplication.translate

_LONGEST_VALUE: Final = 60
_PLACES: Final = ("first", "second", "third")
"""How the values of a finding are called in its words, in order."""

SYMBOL_WORDS: Final[dict[str, Any]] = {
    "everything": QT_TRANSLATE_NOOP("ReaderCheck", "every character (Data Matrix)"),
    "separator": QT_TRANSLATE_NOOP("ReaderCheck", "GS1 separator (GS1-128)"),
    "letters_1": QT_TRANSLATE_NOOP("ReaderCheck", "letters A to M (Code 128)"),
    "letters_2": QT_TRANSLATE_NOOP("ReaderCheck", "letters N to Z (Code 128)"),
    "figures": QT_TRANSLATE_NOOP("ReaderCheck", "figures and small letters (Code 128)"),
    "signs": QT_TRANSLATE_NOOP("ReaderCheck", "signs (Code 128)"),
}

GROUP_WORDS: Final[dict[str, Any]] = {
    "layout": QT_TRANSLATE_NOOP("ReaderCheck", "keyboard"),
    "wrong": QT_TRANSLATE_NOOP("ReaderCheck", "wrong characters"),
    "caps_lock": QT_TRANSLATE_NOOP("ReaderCheck", "capitals"),
    "case": QT_TRANSLATE_NOOP("ReaderCheck", "capitals"),
    "lost": QT_TRANSLATE_NOOP("ReaderCheck", "lost characters"),
    "doubled": QT_TRANSLATE_NOOP("ReaderCheck", "sent twice"),
    "terminator": QT_TRANSLATE_NOOP("ReaderCheck", "end of a read"),
    "separator": QT_TRANSLATE_NOOP("ReaderCheck", "GS1 separator"),
    "prefix": QT_TRANSLATE_NOOP("ReaderCheck", "before the code"),
    "suffix": QT_TRANSLATE_NOOP("ReaderCheck", "after the code"),
    "aim": QT_TRANSLATE_NOOP("ReaderCheck", "AIM identifier"),
    "speed": QT_TRANSLATE_NOOP("ReaderCheck", "speed"),
}

WORDS: Final[dict[str, Any]] = {
    "layout.right": QT_TRANSLATE_NOOP("ReaderCheck", "US, as it should be."),
    "layout.keys": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "US, as it should be. This bench is set to another keyboard: the program goes by the keys, so that"
        " does no harm.",
    ),
    "layout.host": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Set to the same keyboard as this bench; the profile says so. Better: set the reader's keyboard"
        " country to USA, then the bench's keyboard does not matter.",
    ),
    "layout.foreign": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "The reader is set to another keyboard ({first}), and characters come out wrong. Set its keyboard"
        " country to USA (English), then read the symbols again.",
    ),
    "layout.repaired": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "This machine does not tell which keys were pressed. Its keyboard looks like {first}; reads are put"
        " right by a table, where that is certain. Better: set the bench's keyboard to English (US).",
    ),
    "layout.serial": QT_TRANSLATE_NOOP("ReaderCheck", "None: this reader is on a serial port."),
    "wrong.characters": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "{first}. Set the reader's keyboard country to USA (English), then read the symbols again.",
    ),
    "wrong.added": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Characters came that are not in the symbol. Take every rule that edits data (“data formatting”) out"
        " of the reader.",
    ),
    "caps_lock.on": QT_TRANSLATE_NOOP(
        "ReaderCheck", "Caps Lock is on at this bench; reads are right all the same."
    ),
    "caps_lock.compensated": QT_TRANSLATE_NOOP(
        "ReaderCheck", "The reader makes up for Caps Lock itself; the profile says so."
    ),
    "case.swapped": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Capitals and small letters are exchanged. Set the reader's case conversion to none, and its Caps"
        " Lock to off.",
    ),
    "case.upper": QT_TRANSLATE_NOOP(
        "ReaderCheck", "Small letters come as capitals. Set the reader's case conversion to none."
    ),
    "case.lower": QT_TRANSLATE_NOOP(
        "ReaderCheck", "Capitals come as small letters. Set the reader's case conversion to none."
    ),
    "case.turned": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Letters come in the other case. Set the reader's case conversion to none, and its Caps Lock to off.",
    ),
    "case.some": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Some letters come in the other case: the reader is too fast for this machine. Set its delay between"
        " characters to 10 ms.",
    ),
    "case.maybe_caps_lock": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Letters come in the other case. Turn Caps Lock off at this bench and read again; if it stays so, set"
        " the reader's case conversion to none.",
    ),
    "lost.none": QT_TRANSLATE_NOOP("ReaderCheck", "None. Reads so far: {first}."),
    "lost.once": QT_TRANSLATE_NOOP(
        "ReaderCheck", "{second}, in one read: “{first}”. Read the same symbol again."
    ),
    "lost.some": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "In {second} of {third} reads, the last time “{first}”: the reader is too fast for this machine. Set"
        " its delay between characters to 10 ms, then read again.",
    ),
    "lost.same": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Always the same: “{first}”. The keyboard that the reader is set to has no keys for them: set its"
        " keyboard country to USA (English).",
    ),
    "lost.bench": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Always the same: “{first}”. They are accents on this bench's keyboard, and the system swallows them."
        " If labels hold them, set the bench's keyboard to English (US).",
    ),
    "lost.first": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "The first one, again and again. Set the reader's delay between characters to 10 ms; at a wireless"
        " one, turn power saving off.",
    ),
    "doubled.characters": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Characters come twice, in {first} of {second} reads. Set the reader's delay between characters to"
        " 10 ms; if it stays so, try another cable or port.",
    ),
    "doubled.code": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "The code comes twice in one read. Switch off sending twice and reading several codes at once.",
    ),
    "doubled.read": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "One pull of the trigger gives two reads. Set the trigger to one read a pull (not continuous), and"
        " the delay for the same code to 1 s.",
    ),
    "terminator.enter": QT_TRANSLATE_NOOP("ReaderCheck", "Enter, as it should be."),
    "terminator.tab": QT_TRANSLATE_NOOP("ReaderCheck", "Tab, which does as well as Enter."),
    "terminator.none": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Nothing: the profile says that a read ends by silence. Better: set the reader's suffix to CR"
        " (Enter).",
    ),
    "terminator.mixed": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Enter now and then only. Set the reader's suffix to CR (Enter) for all symbologies.",
    ),
    "terminator.silence": QT_TRANSLATE_NOOP("ReaderCheck", "Silence, which does on a serial port."),
    "separator.right": QT_TRANSLATE_NOOP("ReaderCheck", "Comes, as it should."),
    "separator.saved": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Comes as “{first}”; the profile says so. Better: let the reader send GS (ASCII 29) for it.",
    ),
    "separator.other": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Comes as “{first}”, which barcodes hold, too. Let the reader send GS (ASCII 29) for it.",
    ),
    "separator.lost": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Does not come: the parts of a GS1 label run together. Let the reader send GS (ASCII 29) for FNC1.",
    ),
    "separator.not_read": QT_TRANSLATE_NOOP("ReaderCheck", "Not known yet: read symbol 2."),
    "prefix.saved": QT_TRANSLATE_NOOP(
        "ReaderCheck", "“{first}”. The profile says so: only what begins with it is taken for a read."
    ),
    "prefix.more": QT_TRANSLATE_NOOP(
        "ReaderCheck", "“{first}”. Read symbols 1 and 2, to see whether it is always the same."
    ),
    "prefix.differs": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "Not always the same ({first}): letters for the kind of symbol. Switch the code identifier off, or"
        " let the reader send the AIM identifier.",
    ),
    "prefix.long": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "“{first}” is too long. Take the prefix out of the reader, or shorten it to one character.",
    ),
    "prefix.gone": QT_TRANSLATE_NOOP(
        "ReaderCheck", "Nothing any more (“{first}” before); the profile says so."
    ),
    "suffix.more": QT_TRANSLATE_NOOP(
        "ReaderCheck", "“{first}”. Take everything but CR (Enter) out of the reader's suffix."
    ),
    "aim.sent": QT_TRANSLATE_NOOP("ReaderCheck", "Sent: GS1 labels are known for certain. Leave it on."),
    "aim.none": QT_TRANSLATE_NOOP(
        "ReaderCheck", "Not sent. It may be turned on: then GS1 labels are known for certain."
    ),
    "speed.wired": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "{first} ms a character, {second} ms at the longest. The profile for wired readers fits.",
    ),
    "speed.bluetooth": QT_TRANSLATE_NOOP(
        "ReaderCheck", "{first} ms a character, {second} ms at the longest. The profile for Bluetooth fits."
    ),
    "speed.custom": QT_TRANSLATE_NOOP(
        "ReaderCheck", "{first} ms a character, {second} ms at the longest. The profile is set to that."
    ),
    "speed.too_slow": QT_TRANSLATE_NOOP(
        "ReaderCheck",
        "{first} ms a character, {second} ms at the longest: as slow as a person types, and not to be told"
        " from it. Set its delay between characters to 0, bring it nearer to its base, use its serial (COM)"
        " mode, or let it send STX before each code.",
    ),
}

ROLES: Final = {"good": "", "saved": "accent", "again": "attention", "set": "problem"}
"""How each severity looks; the mark before the words says it too."""

_MARKS: Final = {"good": "✓", "saved": "●", "again": "↻", "set": "✕"}


class Row(NamedTuple):
    """One row of the screen: its label, its value, a role of the style sheet."""

    label: str
    value: str
    role: str = ""


def symbol_words(symbol: SheetSymbol, number: int) -> str:
    """What a symbol is called."""
    return f"{number} · {translate('ReaderCheck', SYMBOL_WORDS[symbol.name])}"


def finding_row(finding: Finding) -> Row:
    """One finding, with its mark."""
    values = [isolated(shown(value, _LONGEST_VALUE)) for value in finding.values]
    if finding.code in _KEYBOARDS:
        values = list(dict.fromkeys(keyboard_words(layout) for layout in finding.values))
    if finding.code in _LISTS:
        values = [", ".join(values)]
    words = translate("ReaderCheck", WORDS[finding.code]).format(**dict(zip(_PLACES, values, strict=False)))
    label = translate("ReaderCheck", GROUP_WORDS[finding.group])
    return Row(label, _marked(finding.severity, words), ROLES[finding.severity])


_KEYBOARDS: Final = frozenset({"layout.foreign", "layout.repaired"})
_LISTS: Final = _KEYBOARDS | {"wrong.characters", "prefix.differs", "suffix.more"}
"""Findings all of whose values are one list: of keyboards, or of what came."""


def fixed_row(fixed: Sequence[str]) -> Row:
    """What the profile needs and IT has fixed otherwise."""
    words = translate(
        "ReaderCheck", "This reader needs another value than IT has fixed for: {names}. Ask IT to change it."
    )
    names = ", ".join(f"reader.{name}" for name in fixed)
    return Row(translate("ReaderCheck", "policy"), f"✕ {words.format(names=isolated(names))}", "problem")


def headline(verdict: Verdict, *, next_number: int, changes: bool) -> str:
    """What it comes to and what to do next, in one sentence."""
    if not verdict.findings:
        return translate(
            "ReaderCheck", "Read symbol 1 with the reader, from this screen or from the printed sheet."
        )
    if verdict.severity == "set":
        return _marked("set", translate("ReaderCheck", "This reader must be set; how, stands below."))
    if next_number:
        return translate("ReaderCheck", "Now read symbol {number}.").format(number=next_number)
    if verdict.severity == "again":
        return _marked("again", translate("ReaderCheck", "Read once more, as it stands below."))
    if changes:
        return _marked("saved", translate("ReaderCheck", "The profile below fits this reader: save it."))
    return _marked("good", translate("ReaderCheck", "This reader and its profile fit each other."))


def _marked(severity: str, words: str) -> str:
    return f"{_MARKS[severity]} {words}"


def unknown_words(text: str) -> str:
    """A read that is no symbol of the sheet."""
    words = translate("ReaderCheck", "That was no symbol of the sheet: {text}")
    return words.format(text=isolated(shown(text, _LONGEST_VALUE)))


def proof_words(text: str, *, is_right: bool) -> tuple[str, str]:
    """A read with the profile that was just saved, and its role."""
    if is_right:
        return translate("ReaderCheck", "Read as it is printed, with the profile that was saved."), "good"
    words = translate("ReaderCheck", "With the profile that was saved, this came: {text}. Begin again.")
    return words.format(text=isolated(shown(text, _LONGEST_VALUE))), "problem"


def profile_words(profile: ReaderProfile) -> str:
    """A profile as IT finds it in settings and policy."""
    names = ("name", "max_gap_ms", "mean_gap_ms", "terminator", "prefix", "layout", "caps_lock", "separator")
    return " · ".join(isolated(f"{name} {shown(str(getattr(profile, name)), 12) or '–'}") for name in names)


# --- how it fares -----------------------------------------------------------------------------------------


def health_rows(days: Sequence[HealthDay], today: str, profile: ReaderProfile) -> tuple[Row, ...]:
    """Today, and the days that are kept."""
    rows = [
        Row(label, day_words(day), "attention" if is_poor(day) else "")
        for label, day in (
            (translate("ReaderCheck", "today"), together([day for day in days if day.day == today])),
            (translate("ReaderCheck", "last 30 days"), together(days)),
        )
    ]
    whole = together(days)
    if is_poor(whole):
        words = translate(
            "ReaderCheck", "More reads were no good than usual: clean its window, and do this check."
        )
        rows.append(Row(translate("ReaderCheck", "advice"), words, "attention"))
    if is_near_limit(whole, profile.max_gap_ms):
        words = translate(
            "ReaderCheck", "Its longest pause comes near the profile's limit ({limit} ms): do this check."
        )
        told = words.format(limit=profile.max_gap_ms)
        rows.append(Row(translate("ReaderCheck", "advice"), told, "attention"))
    return tuple(rows)


def day_words(day: HealthDay) -> str:
    """How it fared: reads, what was no good with them, its speed."""
    if not day.reads:
        return translate("ReaderCheck", "no reads")
    parts = [translate("ReaderCheck", "{count} reads").format(count=formats.count(day.reads))]
    faults = (
        (day.misread, translate("ReaderCheck", "{count} with a wrong check digit")),
        (day.too_short, translate("ReaderCheck", "{count} too short")),
        (day.cut_off, translate("ReaderCheck", "{count} cut off")),
        (day.no_prefix, translate("ReaderCheck", "{count} without the prefix")),
        (day.joined, translate("ReaderCheck", "{count} joined to the read before")),
        (day.repaired, translate("ReaderCheck", "{count} read through another keyboard")),
    )
    parts += [words.format(count=formats.count(count)) for count, words in faults if count]
    if day.pauses:
        words = translate("ReaderCheck", "{mean} ms a character, {slowest} ms at the longest")
        parts.append(words.format(mean=formats.number(day.mean_ms, 0), slowest=day.slowest_ms))
    return " · ".join(parts)
