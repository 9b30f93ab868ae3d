"""A barcode is read wherever the focus is, and never types, presses or chooses anything."""

from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from tests.ui.robots import KeyboardRobot
from workstation.barcode.wedge import Wedge
from workstation.host.settings import WIRED
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.parts.shortcuts import Shortcuts


class Time:
    """Monotonic seconds as a test sets them."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def reader(qapp, time):
    reader = BarcodeReader(qapp, Wedge(WIRED), now_s=time)
    yield reader
    reader.stop()
    reader.deleteLater()


@pytest.fixture
def reads(reader):
    reads: list[str] = []
    reader.barcode_read.connect(reads.append)
    return reads


class Bench(QWidget):
    """A window with what a read must leave alone: a remark, and a button that can be pressed by key."""

    def __init__(self):
        super().__init__()
        self.field, self.button = QLineEdit(self), QPushButton("Seize", self)
        self.pressed = 0
        self.button.clicked.connect(self.count)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)

    def count(self):
        self.pressed += 1


@pytest.fixture
def window(qtbot):
    window = Bench()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def keyboard(window):
    return KeyboardRobot(window)


def test_a_read_while_the_officer_is_in_the_remark_leaves_the_remark_alone(keyboard, window, reads):
    window.field.setFocus()
    keyboard.reader("RB123456785GB")
    assert [read.text for read in reads] == ["RB123456785GB"]
    assert reads[0].strokes[0].scan_code != 0
    assert window.field.text() == ""


def test_the_readers_enter_presses_no_button_even_one_that_has_the_focus(keyboard, window, reads):
    window.button.setFocus()
    keyboard.reader("RB123456785GB")
    keyboard.enter(gap_ms=4)
    assert len(reads) == 1
    assert window.pressed == 0


def test_a_short_read_presses_no_button_and_types_nothing(keyboard, window, reads):
    window.button.setFocus()
    keyboard.reader("12345")
    window.field.setFocus()
    keyboard.now_ms += 500
    keyboard.reader("abc")
    assert [(read.text, read.flaw) for read in reads] == [("12345", "too_short"), ("abc", "too_short")]
    assert (window.pressed, window.field.text()) == (0, "")


@pytest.mark.parametrize("more", [" ", "\r ", "12345", "9\r", " \t \t "])
def test_what_a_label_holds_after_its_end_presses_nothing_and_types_nothing(
    keyboard, window, reader, reads, qapp, more
):
    window.button.setFocus()
    keyboard.reader(f"RB123456785GB\r{more}", enter=False)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    window.field.setFocus()
    keyboard.now_ms += 500
    keyboard.reader(f"LX473124829NL\r{more}", enter=False)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert [read.text for read in reads if not read.flaw] == ["RB123456785GB", "LX473124829NL"]
    assert {read.flaw for read in reads} == {"", "joined"}
    assert (window.pressed, window.field.text()) == (0, "")


def test_a_text_put_in_fast_and_control_enter_reach_the_form_in_order(keyboard, window, reads):
    window.field.setFocus()
    for character in "wet on the left side":
        keyboard.stroke(character, gap_ms=5)
    keyboard.stroke("\r", Qt.Key.Key_Return, 5, Qt.KeyboardModifier.ControlModifier)
    assert window.field.text() == "wet on the left side"
    assert not keyboard.overridden[-1]  # so a shortcut is looked up for it
    assert reads == []


def test_typing_reaches_the_field_that_has_the_focus_in_order(keyboard, window, reads, qtbot, time):
    window.field.setFocus()
    keyboard.person("hold for")
    keyboard.enter(gap_ms=200)
    assert window.field.text() == "hold for"
    assert reads == []


def test_the_last_letter_typed_comes_when_the_silence_is_over(keyboard, window, reads, qtbot, time):
    window.field.setFocus()
    keyboard.person("x")
    assert window.field.text() == ""
    time.seconds += 1
    qtbot.waitUntil(lambda: window.field.text() == "x")
    assert reads == []


def test_enter_by_hand_presses_the_button_that_has_the_focus(keyboard, window, reads):
    window.button.setFocus()
    window.button.setAutoDefault(True)
    keyboard.stroke(" ", Qt.Key.Key_Space)
    keyboard.stroke("", Qt.Key.Key_Left, gap_ms=400)
    assert window.pressed == 1


@pytest.mark.parametrize("barcode", ["RB123456785GB", "12"])
def test_a_read_while_a_menu_is_open_closes_it_and_chooses_nothing(keyboard, window, reads, qtbot, barcode):
    chosen: list[bool] = []
    menu = QMenu(window)
    menu.addAction("Reset zoom").triggered.connect(chosen.append)
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    keyboard.reader(barcode)
    assert len(reads) == 1
    assert chosen == []
    assert not menu.isVisible()


def test_a_read_that_contains_a_shortcuts_key_triggers_no_shortcut(keyboard, window, reads):
    keyboard.reader("?123456785GB", enter=True)
    assert len(reads) == 1
    assert all(keyboard.overridden)


def test_a_shortcut_pressed_right_after_typing_still_works(window, reader, qtbot):
    asked: list[bool] = []
    shortcut = QShortcut(QKeySequence("F2"), window)
    shortcut.activated.connect(lambda: asked.append(True))
    window.field.setFocus()
    handle = window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_A)
    QTest.keyClick(handle, Qt.Key.Key_F2)
    assert asked == [True]
    assert window.field.text().lower() == "a"


def asks(window, reader):
    done: list[str] = []
    shortcuts = Shortcuts(window, lambda: False)
    shortcuts.hold_back_by(reader.hold_back)
    for name in ("release", "hold", "lift"):
        shortcuts.on(name, partial(done.append, name))
    return done


@pytest.mark.parametrize("before", ["", "R"])
@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_F3])
def test_a_label_that_begins_with_a_function_key_asks_for_nothing(
    keyboard, window, reader, reads, qtbot, before, key
):
    done: list[str] = []
    window.button.setFocus()
    keyboard.reader(before, enter=False)
    keyboard.stroke("", key, gap_ms=3)
    assert not keyboard.overridden[-1]
    reader.hold_back(partial(done.append, "release"))  # as Qt does with what is not overridden
    keyboard.reader("B123456785GB")
    assert not reader.holds_act
    assert [read.text for read in reads] == [f"{before}B123456785GB"]
    assert (done, window.pressed) == ([], 0)


def test_what_a_person_asks_for_is_done_when_no_key_follows_and_before_the_next(window, reader, qtbot):
    done = asks(window, reader)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F2)
    assert done == []
    qtbot.waitUntil(lambda: done == ["release"])
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: done == ["release", "lift"])


def test_what_was_asked_for_is_not_done_when_the_program_loses_the_keyboard(window, reader, qapp):
    done = asks(window, reader)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F2)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert (done, reader.holds_act) == ([], False)


def test_what_is_held_is_given_back_when_the_program_loses_the_keyboard(
    keyboard, window, reader, reads, qapp
):
    window.field.setFocus()
    keyboard.person("x")
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert window.field.text() == "x"


def test_two_reads_in_a_row_are_two_reads(keyboard, window, reads):
    keyboard.reader("RB123456785GB")
    keyboard.now_ms += 500
    keyboard.reader("LX473124829NL")
    assert [read.text for read in reads] == ["RB123456785GB", "LX473124829NL"]


# --- input methods ------------------------------------------------------------------------------------


def composes(window, commit="", preedit=""):
    """An input method's event, which goes to the field past the window."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(window.field, event)


def test_what_an_input_method_makes_reaches_the_field_at_once(window, reads):
    window.field.setFocus()
    composes(window, "\u00eb")
    assert window.field.text() == "\u00eb"


def test_what_an_input_method_makes_of_a_readers_keys_reaches_no_field(keyboard, window, reads):
    window.field.setFocus()
    keyboard.reader("]C0RB12", enter=False)
    composes(window, "\u00eb")
    composes(window, preedit="3")
    keyboard.reader("3456785GB")
    assert [read.text for read in reads] == ["]C0RB12\u00eb3456785GB"]
    assert window.field.text() == ""


def test_what_an_input_method_makes_while_a_person_types_comes_in_order(
    keyboard, window, reader, reads, qtbot, time
):
    window.field.setFocus()
    keyboard.person("x")
    composes(window, "\u00eb")
    assert window.field.text() == ""
    keyboard.person("y")
    assert window.field.text() == "x\u00eb"
    time.seconds += 1
    qtbot.waitUntil(lambda: window.field.text() == "x\u00eby")
    assert reads == []


def test_what_an_input_method_had_begun_in_the_field_is_gone_after_a_read(keyboard, window, reads):
    window.field.setFocus()
    composes(window, preedit="r")
    width = window.field.cursorRect().x()
    keyboard.reader("RB12", enter=False)
    composes(window, "\u3131")
    keyboard.reader("3456785GB")
    assert len(reads) == 1
    assert window.field.text() == ""
    assert window.field.cursorRect().x() < width
