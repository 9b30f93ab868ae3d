"""A number is typed when asked for, goes the way of a read marked as typed, and the keyboard goes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from workstation.barcode.reads import BarcodeRead
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.host.settings import ReaderProfile
from workstation.ui.read_band import ReadBand
from workstation.ui.typed_number import LONGEST, one_line

NUMBER = "RB123456785GB"


class Desk:
    """The band over a field of remarks in which somebody writes."""

    def __init__(self, qtbot):
        self.qtbot, self.window = qtbot, QWidget()
        self.band, self.remarks = ReadBand(self.window), QLineEdit(self.window)
        rows = QVBoxLayout(self.window)
        for part in (self.band, self.remarks, QLineEdit(self.window)):
            rows.addWidget(part)
        self.typed = self.band.typed
        self.reads: list[BarcodeRead] = []
        self.typed.number_typed.connect(self.reads.append)
        qtbot.addWidget(self.window)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.remarks.setFocus()

    def keyboard(self):
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def types(self, text):
        QTest.keyClicks(self.keyboard(), text)

    def presses(self, key):
        QTest.keyClick(self.keyboard(), key)

    def pastes(self, text):
        QApplication.clipboard().setText(text)
        QTest.keySequence(self.keyboard(), QKeySequence(QKeySequence.StandardKey.Paste))


@pytest.fixture
def desk(qtbot, dressed):
    made = Desk(qtbot)
    yield made
    made.band.stop()


def test_a_typed_number_goes_the_way_of_a_read_marked_as_typed_and_the_keyboard_goes_back(desk):
    desk.typed.go()
    desk.types(NUMBER)
    desk.presses(Qt.Key.Key_Return)
    assert [(read.text, read.source, read.flaw) for read in desk.reads] == [(NUMBER, "typed", "")]
    assert (desk.remarks.hasFocus(), desk.remarks.text(), desk.typed.is_open) == (True, "", False)


def test_the_field_stands_in_the_buttons_place_only_while_it_is_wanted(desk):
    assert (desk.typed.is_open, desk.remarks.hasFocus()) == (False, True)
    desk.qtbot.mouseClick(desk.typed.button, Qt.MouseButton.LeftButton)
    assert (desk.typed.is_open, desk.typed.field.hasFocus(), desk.typed.button.isVisible()) == (
        True,
        True,
        False,
    )
    desk.qtbot.mouseClick(desk.typed._leave, Qt.MouseButton.LeftButton)
    assert (desk.typed.is_open, desk.remarks.hasFocus()) == (False, True)


@pytest.mark.parametrize("leave", ["esc", "key"])
def test_esc_and_the_same_key_leave_it_without_a_read(desk, leave):
    desk.typed.go()
    desk.types("RB12")
    if leave == "esc":
        desk.presses(Qt.Key.Key_Escape)
    else:
        desk.typed.go()
    desk.typed.go()
    assert (desk.typed.field.text(), desk.reads) == ("", [])


def test_the_button_beside_it_looks_it_up_for_hands_that_hold_the_mouse(desk):
    desk.typed.go()
    desk.types(NUMBER)
    desk.qtbot.mouseClick(desk.typed._take, Qt.MouseButton.LeftButton)
    assert [read.text for read in desk.reads] == [NUMBER]


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_typed_is_nothing_asked(desk, text):
    desk.typed.go()
    desk.types(text)
    desk.presses(Qt.Key.Key_Return)
    assert (desk.reads, desk.typed.is_open) == ([], True)


def test_what_is_too_short_for_the_readers_is_too_short_when_typed(desk):
    desk.typed.use(ReaderProfile(min_length=8))
    desk.typed.go()
    desk.types("1234567")
    desk.presses(Qt.Key.Key_Return)
    assert [read.flaw for read in desk.reads] == ["too_short"]


def test_a_read_that_comes_meanwhile_closes_the_field_with_what_was_typed_for_another(desk):
    desk.typed.go()
    desk.types("RB12")
    desk.band.show_answer(ReadAnswer(answer=Answer.FOUND, raw=NUMBER))
    assert (desk.typed.is_open, desk.typed.field.text(), desk.remarks.hasFocus()) == (False, "", True)


def test_what_is_pasted_is_shown_as_it_will_be_looked_up(desk):
    desk.typed.go()
    desk.pastes(f"\r\n  \u202a{NUMBER}\u200b\u202c\r\nCC987654321CN\n")
    assert desk.typed.field.text() == f"  {NUMBER}"
    desk.presses(Qt.Key.Key_Return)
    assert [read.text for read in desk.reads] == [NUMBER]


def test_a_paste_that_was_cut_is_no_number(desk):
    desk.typed.go()
    desk.pastes("9" * 100_000)
    assert len(desk.typed.field.text()) == LONGEST
    desk.presses(Qt.Key.Key_Return)
    assert [(len(read.text), read.flaw) for read in desk.reads] == [(LONGEST, "cut_off")]
    desk.typed.go()
    desk.types(NUMBER)
    desk.presses(Qt.Key.Key_Return)
    assert desk.reads[-1].flaw == ""


def test_the_separator_of_gs1_stays():
    assert one_line("]C10012\x1d21AB\x1e\n") == "]C10012\x1d21AB"


def test_the_keyboard_goes_nowhere_when_what_had_it_is_gone(desk):
    desk.typed.go()
    desk.remarks.setVisible(False)
    desk.types(NUMBER)
    desk.presses(Qt.Key.Key_Return)
    assert [read.text for read in desk.reads] == [NUMBER]
    assert QApplication.focusWidget() is None


def test_from_the_images_own_window_the_keyboard_comes_and_goes_back(desk):
    away = QLineEdit()
    desk.qtbot.addWidget(away)
    with desk.qtbot.waitActive(away):
        away.show()
        away.activateWindow()
    away.setFocus()
    desk.typed.go()
    desk.qtbot.waitUntil(desk.typed.field.hasFocus)
    desk.types(NUMBER)
    desk.presses(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(away.hasFocus)
    assert [read.text for read in desk.reads] == [NUMBER]
