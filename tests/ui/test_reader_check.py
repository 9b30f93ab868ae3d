"""The reader check: what is on the screen is read back, said in words, kept, and used at once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QSplitter, QVBoxLayout, QWidget

from tests.barcode.sheet_reads import SHEET
from tests.ui.robots import KeyboardRobot
from tests.ui.seeing import seen_on
from workstation.barcode.health import Health, HealthDay
from workstation.barcode.reads import typed_read
from workstation.barcode.sheet import SYMBOLS
from workstation.barcode.wedge import Wedge
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.host.policy import Policy
from workstation.host.reader_setting import ReaderSetting
from workstation.host.settings import WIRED, ReaderProfile
from workstation.host.settings_store import SettingsStore
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.checking import KEPT_EVERY, Checking
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.read_route import ReadRoute
from workstation.ui.reader_check.screen import next_symbol
from workstation.ui.reader_check.sheet import sheet_place
from workstation.ui.theme import DARK, LIGHT, apply_theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TODAY = date(2026, 11, 2)
EVERYTHING, SEPARATED = SHEET["everything"].text, SHEET["separator"].text


class Workplace(QMainWindow):
    """A window with a field that a read must leave alone, and two keys that ask for something."""

    def __init__(self):
        super().__init__()
        frame, columns = QWidget(self), QSplitter()
        QVBoxLayout(frame).addWidget(columns)
        self.field = QLineEdit(columns)
        self.setCentralWidget(frame)
        self.shortcuts = Shortcuts(self, lambda: False)
        self.asked: list[str] = []
        self.shortcuts.on("release", lambda: self.asked.append("release"))
        self.shortcuts.on("theme", lambda: self.asked.append("theme"))


class CheckRobot:
    """Whoever sets up a reader: holds it to the screen, looks, and presses keys."""

    def __init__(self, qtbot, app, tasks, folder: Path, **fixed):
        self.qtbot, self.tasks, self.folder = qtbot, tasks, folder
        policy = Policy(values={f"reader.{name}": value for name, value in fixed.items()})
        self.setting = ReaderSetting(SettingsStore(folder / "settings.json", policy), folder)
        self.window = Workplace()
        self.worked: list[str] = []
        qtbot.addWidget(self.window)
        self.reader = BarcodeReader(app, Wedge(self.setting.profile))
        self.route = ReadRoute(lambda read: self.worked.append(read.text), self.window)
        self.reader.barcode_read.connect(self.route.take)
        self.window.shortcuts.hold_back_by(self.reader.hold_back)
        now = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
        self.checking = Checking(self.setting, tasks, lambda: now, self.window)
        self.screen = self.checking.screen
        self.checking.check(self.window, self.window.shortcuts, self.reader, self.route)
        self.window.resize(1366, 700)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.hands = KeyboardRobot(self.window, start_ms=1_000_000_000)
        self.is_seated = True

    def close(self):
        if self.is_seated:
            self.is_seated = False
            self.reader.stop()
            self.reader.deleteLater()
            self.checking.stop()

    # --- hands ---

    def begins(self):
        self.presses(Qt.Key.Key_B, CTRL | SHIFT)
        self.qtbot.waitUntil(lambda: self.checking.is_on)

    def presses(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        self.qtbot.waitUntil(lambda: not self.reader.holds_act and self.tasks.under_way == 0)

    def reads(self, text, gap_ms=4, enter=True):
        """What a reader types when it reads this, half a second after the read before."""
        self.hands.now_ms += 500
        for character in text:
            if character < " ":
                self.hands.stroke(character, Qt.Key.Key_BracketRight, gap_ms, CTRL)
            else:
                self.hands.stroke(character, gap_ms=gap_ms)
        if enter:
            self.hands.enter(gap_ms=gap_ms)

    def saves(self):
        self.presses(Qt.Key.Key_S, CTRL)

    # --- eyes ---

    def sees(self):
        """What a reader with a camera sees on the screen: symbology, text."""
        return seen_on(self.window)

    def rows(self):
        return {row.label: row.value for row in self.screen.told()}

    def headline(self):
        return self.screen.headline()


@pytest.fixture
def bench(qtbot, qapp, dressed, english, background, tmp_path):
    robots = []

    def seated(**fixed):
        robots.append(CheckRobot(qtbot, qapp, background, tmp_path, **fixed))
        return robots[-1]

    yield seated
    for robot in robots:
        robot.close()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_symbol_on_the_screen_can_be_read_back_in_either_theme(bench, qapp, theme):
    apply_theme(qapp, theme)
    robot = bench()
    robot.begins()
    seen = []
    for _ in SYMBOLS:
        seen += robot.sees()
        robot.presses(Qt.Key.Key_Right)
    apply_theme(qapp, DARK)
    assert seen == [
        ("]C1" if each.gs1 else "]d1" if each.symbology == "data_matrix" else "]C0", each.text)
        for each in SYMBOLS
    ]


def test_a_sound_reader_is_told_so_in_two_reads_from_the_screen(bench):
    robot = bench()
    robot.begins()
    assert robot.headline().startswith("Read symbol 1")
    for _ in range(2):
        ((_symbology, text),) = robot.sees()
        robot.reads(text)
    assert robot.headline() == "✓ This reader and its profile fit each other."
    assert robot.rows() == {
        "keyboard": "✓ US, as it should be.",
        "lost characters": "✓ None. Reads so far: 2.",
        "end of a read": "✓ Enter, as it should be.",
        "GS1 separator": "✓ Comes, as it should.",
        "AIM identifier": "✓ Not sent. It may be turned on: then GS1 labels are known for certain.",
        "speed": "✓ 4 ms a character, 4 ms at the longest. The profile for wired readers fits.",
    }
    assert not robot.screen.save.isEnabled()


def test_a_slow_reader_without_a_terminator_is_heard_and_its_profile_kept_and_used_at_once(bench, qtbot):
    robot = bench()
    robot.begins()
    robot.reads(EVERYTHING, gap_ms=40, enter=False)
    qtbot.waitUntil(lambda: robot.headline() == "Now read symbol 2.")
    robot.reads(SEPARATED, gap_ms=40, enter=False)
    qtbot.waitUntil(lambda: robot.headline() == "● The profile below fits this reader: save it.")
    robot.saves()
    kept = ReaderProfile(name="bluetooth", max_gap_ms=120, mean_gap_ms=60, terminator="none")
    assert robot.setting.profile == kept
    assert robot.screen.note().startswith("Saved, and in use.")
    robot.reads(EVERYTHING, gap_ms=40, enter=False)
    qtbot.waitUntil(lambda: robot.screen.note() == "Read as it is printed, with the profile that was saved.")
    robot.presses(Qt.Key.Key_Escape)
    robot.reads("RB123456785GB", gap_ms=40, enter=False)
    qtbot.waitUntil(lambda: robot.worked == ["RB123456785GB"])


def test_a_profile_that_is_on_the_disk_only_after_the_check_was_left_is_used_all_the_same(bench, qtbot):
    robot = bench()
    heard: list[ReaderProfile] = []
    robot.checking.hearing.connect(heard.append)
    robot.begins()
    robot.reads(EVERYTHING, gap_ms=40, enter=False)
    qtbot.waitUntil(lambda: robot.headline() == "Now read symbol 2.")
    robot.reads(SEPARATED, gap_ms=40, enter=False)
    qtbot.waitUntil(lambda: robot.headline() == "● The profile below fits this reader: save it.")
    robot.checking.save()
    robot.checking.end()
    qtbot.waitUntil(lambda: robot.tasks.under_way == 0)
    assert (robot.checking.is_on, heard[-1]) == (False, robot.setting.profile)
    robot.reads("RB123456785GB", gap_ms=40, enter=False)
    qtbot.waitUntil(lambda: robot.worked == ["RB123456785GB"])


def test_what_goes_wrong_after_the_profile_was_kept_is_told(bench):
    robot = bench()
    robot.begins()
    robot.reads(EVERYTHING.replace("\x1d", "|"))
    robot.reads(SEPARATED.replace("\x1d", "|"))
    robot.saves()
    assert robot.setting.profile.separator == "|"
    robot.reads(SEPARATED.replace("\x1d", "~"))
    assert robot.screen.note() == (
        "With the profile that was saved, this came: 91READER~10CHECK. Begin again."
    )
    robot.reads(SEPARATED.replace("\x1d", "|"))
    assert robot.screen.note() == "Read as it is printed, with the profile that was saved."


def test_what_must_be_set_at_the_reader_is_said_with_how(bench):
    robot = bench()
    robot.begins()
    robot.reads(EVERYTHING.swapcase())
    robot.reads("".join(each * 2 for each in SEPARATED.swapcase()))
    assert robot.headline() == "✕ This reader must be set; how, stands below."
    assert robot.rows()["sent twice"].startswith("✕ Characters come twice, in 1 of 2 reads.")
    assert robot.rows()["capitals"].startswith("✕ Capitals and small letters are exchanged.")
    robot.presses(Qt.Key.Key_Backspace)
    assert robot.headline().startswith("Read symbol 1")
    assert robot.rows() == {}


def test_a_label_that_is_no_symbol_of_the_sheet_is_said_to_be_none_and_opens_nothing(bench):
    robot = bench()
    robot.begins()
    robot.reads("RB123456785GB")
    assert robot.screen.note() == "That was no symbol of the sheet: RB123456785GB"
    assert robot.worked == []


def test_a_value_that_it_has_fixed_stays_and_the_screen_says_which(bench):
    robot = bench(separator="~", max_gap_ms=50)
    robot.begins()
    robot.reads(EVERYTHING.replace("\x1d", "|"), gap_ms=40)
    robot.reads(SEPARATED.replace("\x1d", "|"), gap_ms=40)
    assert robot.rows()["policy"] == (
        "✕ This reader needs another value than IT has fixed for: reader.max_gap_ms, reader.separator."
        " Ask IT to change it."
    )
    robot.saves()
    assert robot.setting.profile == ReaderProfile(
        name="bluetooth", max_gap_ms=50, mean_gap_ms=50, separator="~"
    )


def test_a_disk_that_fails_is_told_and_nothing_is_changed(bench):
    robot = bench()
    robot.begins()
    robot.reads(EVERYTHING, gap_ms=40)
    robot.folder.joinpath("settings.json").mkdir()
    robot.saves()
    assert "settings.json" in robot.screen.note()
    assert robot.setting.profile == WIRED


def test_each_read_is_answered_so_that_it_is_seen_and_heard_to_have_come(bench):
    robot = bench()
    answers: list[ReadAnswer] = []
    robot.route.answered.connect(answers.append)
    robot.begins()
    robot.reads(SEPARATED)
    robot.reads("RB123456785GB")
    assert [(each.answer, each.raw, each.number) for each in answers] == [
        (Answer.LABEL, SEPARATED, "2 · GS1 separator (GS1-128)"),
        (Answer.NO_IDENTIFIER, "RB123456785GB", ""),
    ]


def test_a_serial_reader_is_heard_with_the_same_profiles(bench):
    robot = bench(port="auto", baud=19200)
    heard: list[ReaderProfile] = []
    robot.checking.hearing.connect(heard.append)
    robot.begins()
    robot.reads(SEPARATED.replace("\x1d", "|"))
    robot.saves()
    robot.presses(Qt.Key.Key_Escape)
    assert [(each.name, each.separator) for each in heard] == [("check", ""), ("wired", "|"), ("wired", "|")]
    assert {(each.port, each.baud) for each in heard} == {("auto", 19200)}


def test_no_key_acts_beneath_the_check_and_esc_gives_everything_back(bench):
    robot = bench()
    robot.window.field.setFocus()
    robot.begins()
    assert not robot.window.field.isVisible()
    robot.presses(Qt.Key.Key_F2)
    robot.presses(Qt.Key.Key_L, CTRL | SHIFT)
    assert robot.window.asked == ["theme"]
    robot.presses(Qt.Key.Key_Escape)
    assert robot.window.field.isVisible()
    robot.presses(Qt.Key.Key_F2)
    assert robot.window.asked == ["theme", "release"]
    robot.reads("RB123456785GB")
    assert robot.worked == ["RB123456785GB"]
    robot.saves()
    assert robot.setting.profile == WIRED


def test_the_check_does_not_begin_while_another_has_the_reader(bench):
    robot = bench()
    taken: list[object] = []
    robot.route.borrow(taken.append)
    robot.presses(Qt.Key.Key_B, CTRL | SHIFT)
    assert not robot.checking.is_on


def test_its_key_ends_it_too(bench):
    robot = bench()
    robot.begins()
    robot.presses(Qt.Key.Key_B, CTRL | SHIFT)
    assert not robot.checking.is_on
    assert not robot.route.is_lent


def test_the_sheet_is_written_among_the_documents(bench, own_home):
    robot = bench()
    robot.begins()
    robot.presses(Qt.Key.Key_P, CTRL)
    assert sheet_place().read_bytes().startswith(b"%PDF")
    assert robot.screen.note() == f"Written: {sheet_place()}. Print it at 100 %."


def test_a_symbol_is_chosen_by_its_button(bench, qtbot):
    robot = bench()
    robot.begins()
    qtbot.mouseClick(robot.screen._steps[3], Qt.MouseButton.LeftButton)
    assert robot.sees() == [("]C0", SHEET["letters_2"].text)]
    assert robot.screen.view.accessibleName() == "4 · letters N to Z (Code 128)"


# --- the reader's health ----------------------------------------------------------------------------------


def test_every_read_at_work_is_counted_and_shown_with_what_was_wrong(bench):
    robot = bench()
    robot.reads("RB123456785GB", gap_ms=20)
    robot.reads("123")
    robot.route.take(typed_read("RB123456785GB", 1))
    robot.route.answer(ReadAnswer(answer=Answer.BAD_CHECK_DIGIT))
    robot.begins()
    robot.reads(EVERYTHING)
    robot.presses(Qt.Key.Key_Backspace)
    told = "2 reads · 1 with a wrong check digit · 1 too short · 18 ms a character, 20 ms at the longest"
    assert robot.screen.health() == {"today": told, "last 30 days": told}


def test_the_health_is_kept_now_and_then_and_at_the_end(bench):
    robot = bench()
    for _ in range(KEPT_EVERY):
        robot.reads("RB123456785GB")
    robot.qtbot.waitUntil(lambda: robot.tasks.under_way == 0)
    assert Health.unpacked(robot.setting.health.load()).days()[0].reads == KEPT_EVERY
    robot.reads("RB123456785GB")
    robot.checking.stop()
    assert Health.unpacked(robot.setting.health.load()).days()[0].reads == KEPT_EVERY + 1


def test_what_was_counted_before_this_start_is_shown(bench, tmp_path):
    days = (
        HealthDay(day="2026-10-30", reads=1000, misread=3, joined=2),
        HealthDay(day="2026-11-02", reads=7),
    )
    tmp_path.joinpath("reader.health").write_bytes(Health(days).packed())
    robot = bench()
    robot.begins()
    assert robot.screen.health() == {
        "today": "7 reads",
        "last 30 days": "1,007 reads · 3 with a wrong check digit · 2 joined to the read before",
    }


def test_a_reader_that_fares_badly_gets_advice(bench):
    robot = bench()
    for _ in range(50):
        robot.reads("123")
    robot.begins()
    assert robot.screen.health()["advice"].startswith("More reads were no good than usual")


@pytest.mark.parametrize(
    "read, number",
    [
        ((), 1),
        (("everything",), 2),
        (("everything", "separator"), 0),
        (("letters_1",), 2),
        (("letters_1", "separator"), 4),
        (("letters_1", "letters_2", "figures", "signs", "separator"), 0),
    ],
)
def test_the_next_symbol_is_the_first_that_is_still_needed(read, number):
    assert next_symbol(frozenset(read)) == number
