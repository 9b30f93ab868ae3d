"""`workstation barcode`: what a text can mean, as the bench says it, and the sheet to set up readers with.

For IT, integrators and tests.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Final

import msgspec

from workstation.commands.homes import add_folder, home_in

if TYPE_CHECKING:
    from workstation.host.settings import LabelPrefixes

DONE: Final = 0

_FROM_INPUT: Final = "-"
_SEPARATOR = re.compile(r"<GS>|\{GS\}|<FNC1>", re.IGNORECASE)
"""How people write the character that separates GS1 data (0x1D), which no keyboard has."""

_LONGEST_LINE: Final = 10_000
"""Characters of a line that are looked at: more than any symbol holds, so what is longer is no barcode."""


class _ToldCandidate(msgspec.Struct):
    kind: str
    value: str
    check_digit: str
    confidence: str
    reason: str
    parts: dict[str, str]


class _Told(msgspec.Struct):
    """What one text can mean. `codes` are the barcodes within it where two came in one read; `lookup_forms`
    the forms under which the cache is asked for it, in this order.
    """

    text: str
    candidates: list[_ToldCandidate]
    codes: tuple[str, ...]
    lookup_forms: tuple[str, ...]


def add_barcode(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `barcode` and what follows it."""
    barcode = commands.add_parser("barcode", help="what a barcode's text can mean; the sheet for readers")
    verbs = barcode.add_subparsers(title="commands", metavar="COMMAND", required=True)
    identify = verbs.add_parser(
        "identify", help="say what each text can be, the surest first; nothing is looked up or recorded"
    )
    identify.add_argument(
        "texts",
        nargs="+",
        metavar="TEXT",
        help="as a reader sends it, with its AIM prefix where it sends one; <GS> for the separator of GS1"
        " data; - reads one text a line from standard input",
    )
    identify.add_argument("--json", action="store_true", help="print a JSON array for a program to read")
    add_folder(identify, "the bench whose settings say how the administration's own labels begin")
    identify.set_defaults(command=_identify)
    sheet = verbs.add_parser("sheet", help="write the sheet of the reader check as a PDF, to be printed")
    sheet.add_argument("file", type=Path, metavar="FILE", help="never over another")
    sheet.add_argument("--language", default="", metavar="TAG", help="as de; the system's by default")
    sheet.set_defaults(command=_sheet)


def _identify(parsed: argparse.Namespace) -> int:
    labels = _labels_of(parsed)
    told = (_told(text, labels) for text in _texts(parsed.texts))
    try:
        for piece in _json_pieces(told) if parsed.json else _paragraphs(told):
            print(piece, end="", flush=True)
    except BrokenPipeError:
        # Whoever reads has enough (`| head -1`). What is left would be tried again at the end of the process.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _json_pieces(told: Iterable[_Told]) -> Iterator[str]:
    """A JSON array, each text's answer as soon as it is known."""
    is_first = True
    for each in told:
        one = msgspec.json.format(msgspec.json.encode(each), indent=2).decode()
        yield ("[\n" if is_first else ",\n") + indent(one, "  ")
        is_first = False
    yield "[]\n" if is_first else "\n]\n"


def _sheet(parsed: argparse.Namespace) -> int:
    from workstation.ui.reader_check.alone import write_sheet_alone

    write_sheet_alone(parsed.file, parsed.language)
    place = _plainly(str(parsed.file))
    print(f"Written: {place}. Print it at 100 %; in the program press Ctrl+Shift+B and read it.")
    return DONE


def _labels_of(parsed: argparse.Namespace) -> "LabelPrefixes":
    """How the labels begin at the bench that the command line names, or at one without settings."""
    from workstation.host.policy import read_policy
    from workstation.host.settings_store import SettingsStore

    return SettingsStore(home_in(parsed).settings, read_policy()).settings.labels


def _texts(given: Iterable[str]) -> Iterator[str]:
    for text in given:
        if text == _FROM_INPUT:
            while line := sys.stdin.readline(_LONGEST_LINE):
                rest = line
                while rest and not rest.endswith("\n"):
                    rest = sys.stdin.readline(_LONGEST_LINE)
                yield _as_read(line.rstrip("\r\n"))
        else:
            yield _as_read(text)


def _as_read(text: str) -> str:
    """With separators in place of their names; bytes that are no UTF-8 become replacement characters."""
    valid = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _SEPARATOR.sub("\x1d", valid)


def _told(text: str, labels: "LabelPrefixes") -> _Told:
    from workstation.barcode.identify import candidates, codes_within, lookup_forms

    found = [
        _ToldCandidate(
            kind=each.kind,
            value=each.value,
            check_digit=each.check_digit.value,
            confidence=each.confidence,
            reason=each.reason,
            parts=dict(each.parts),
        )
        for each in candidates(text, labels)
    ]
    return _Told(text=text, candidates=found, codes=codes_within(text), lookup_forms=lookup_forms(text))


def _paragraphs(told: Iterable[_Told]) -> Iterator[str]:
    for each in told:
        yield "".join(f"{line}\n" for line in _lines(each))


def _lines(told: _Told) -> Iterator[str]:
    """The same for a person: nothing that a label holds reaches the terminal as a control character."""
    yield _shown(told.text)
    for each in told.candidates:
        digit = "no check digit" if each.check_digit == "none" else f"check digit {each.check_digit}"
        yield f"  {each.kind}  {_shown(each.value)}  {each.confidence}, {digit}: {each.reason}"
        for name, part in each.parts.items():
            yield f"    {name}: {_shown(part)}"


def _shown(text: str) -> str:
    return "".join(
        each if each.isascii() and each.isprintable() else each.encode("unicode_escape").decode()
        for each in text
    )


def _plainly(text: str) -> str:
    """The text for a terminal: what is no sign of its own stands as its escape, and does nothing."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
