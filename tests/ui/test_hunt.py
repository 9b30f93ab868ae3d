"""The hunt on the screen: each read over the whole window, in order; what others find; nothing else opens."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QSplitter, QVBoxLayout, QWidget

from tests.fakes.clock import FakeClock
from tests.fakes.hunt import NUMBERS, PLATES, FakeHunts, FakeSightings, wanted
from tests.ui.telling import telling
from workstation.barcode.reads import BarcodeRead
from workstation.desk.hunt import HuntAnswer, HuntCounts, Key, Sought
from workstation.desk.queue import QueueFilter, QueueSort
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.problems import Refused, Unavailable
from workstation.host.settings import LabelPrefixes
from workstation.sync.news import CacheChanged
from workstation.ui.hunt import words
from workstation.ui.hunt.face import EARLIER
from workstation.ui.hunt.words import Told
from workstation.ui.hunting import Hunting
from workstation.ui.messages import Messages
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.read_route import ReadRoute
from workstation.ui.theme import DARK, LIGHT, apply_theme, contrast

FOREIGN = "RX111111114FR"
HELD_UP = Unavailable("The disk is full.", safe="Nothing is lost.", do_now="Call IT.", code="disk.full")


class FilterOfTheQueue:
    def chosen_view(self):
        return QueueFilter(lanes=("red",)), QueueSort()


class HuntRobot:
    """An officer in a cage: hands on the reader, now and then a look at the window."""

    def __init__(self, qtbot, tasks, *consignments):
        self.qtbot, self.tasks, self.clock = qtbot, tasks, FakeClock()
        self.hunts = FakeHunts(self.clock, *consignments, others=(FOREIGN,))
        self.sightings, self.messages = FakeSightings(), Messages()
        self.opened: list[BarcodeRead] = []
        self.answers: list[ReadAnswer] = []
        self.pressed: list[str] = []
        self.at_ms = 10_000
        self._build()

    def _build(self):
        self.window = QMainWindow()
        self.qtbot.addWidget(self.window)
        frame = QWidget()
        rows = QVBoxLayout(frame)
        self.strip, self.columns = QLineEdit(), QSplitter()
        self.field = QLineEdit(self.columns)
        rows.addWidget(self.strip)
        rows.addWidget(self.columns)
        self.window.setCentralWidget(frame)
        self.shortcuts = Shortcuts(self.window, lambda: False)
        self.route = ReadRoute(self.opened.append, self.window)
        self.route.answered.connect(self.answers.append)
        self.hunting = Hunting(
            self.hunts,
            self.sightings,
            tasks=self.tasks,
            messages=self.messages,
            telling=lambda: telling(self.clock),
            labels=LabelPrefixes(),
            again_ms=1_500,
            parent=self.window,
        )
        self.hunting.stand_over(self.window, self.shortcuts, self.route)
        for name in ("release", "hunt"):
            self.shortcuts.on(name, partial(self.pressed.append, name))
        self.screen = self.hunting.screen
        self.window.resize(1366, 700)
        self.window.show()

    def begins(self):
        self.hunting.switch(FilterOfTheQueue())
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def reads(self, *texts, after_ms=2_000, settle=True):
        for text in texts:
            self.at_ms += after_ms
            self.route.take(BarcodeRead(text=text, started_ms=self.at_ms, ended_ms=self.at_ms + 40))
        if settle:
            self.settle()

    def presses(self, key, where=None):
        QTest.keyClick(where or self.screen.list, key)
        self.settle()

    @property
    def told(self) -> Told:
        return self.screen.face.told

    def rows(self):
        model = self.screen.list.parcels
        return [model.index(at, 0).data() for at in range(model.rowCount())]

    def head(self):
        return self.screen.face._head


@pytest.fixture
def officer(qtbot, dressed, english, background):
    robot = HuntRobot(qtbot, background, wanted(0), wanted(1), wanted(2))
    robot.begins()
    yield robot
    robot.hunting.end()


def test_it_covers_the_columns_and_leaves_strip_and_bands(officer):
    assert officer.screen.isVisible()
    assert not officer.columns.isVisible()
    assert officer.strip.isVisible()
    assert officer.told.headline == "LOOK FOR 3"


def test_a_wanted_parcel_fills_the_window_with_its_colour_sign_and_words(officer):
    officer.reads(NUMBERS[0])
    assert (officer.told.headline, officer.told.number) == ("WANTED", "RB 123 456 785 GB")
    assert officer.told.lines[0] == "1 of 3 found, 2 still to find"
    assert officer.told.sign() == "read_wanted"
    painted = officer.screen.grab().toImage()
    assert painted.pixelColor(4, 4).name() == DARK.read_found.fill
    assert painted.pixelColor(painted.width() - 4, painted.height() - 4).name() == DARK.read_found.fill
    assert officer.sightings.recorded == [("presented", "C-0", "")]


def test_one_that_nobody_looks_for_is_told_by_another_colour_sign_and_words(officer):
    officer.reads(FOREIGN)
    assert (officer.told.headline, officer.told.sign()) == ("NEXT", "read_not_wanted")
    assert officer.screen.grab().toImage().pixelColor(4, 4).name() == DARK.read_wrong.fill
    assert officer.sightings.recorded == []


def test_a_second_read_says_that_it_is_found_by_whom_and_where(officer):
    officer.reads("LOC-7", NUMBERS[0], PLATES[0])
    assert officer.told.headline == "FOUND ALREADY"
    assert officer.told.lines[0] == "found at 08:00 by you, bench BENCH-4, place LOC-7"
    assert officer.sightings.recorded == [("presented", "C-0", "LOC-7")]


def test_a_reader_held_still_leaves_the_window_green(officer):
    officer.reads(NUMBERS[0])
    officer.reads(NUMBERS[0], after_ms=200)
    assert (officer.told.headline, officer.told.sign()) == ("WANTED", "read_wanted")
    assert officer.told.lines[0] == "Read twice, counted once."


def test_a_burst_is_answered_in_order_before_anything_else_happens(officer):
    burst = (NUMBERS[0], FOREIGN, NUMBERS[1], PLATES[1], NUMBERS[2])
    officer.reads(*burst, after_ms=200, settle=False)
    assert [each.answer for each in officer.answers] == [
        Answer.WANTED,
        Answer.NOT_WANTED,
        Answer.WANTED,
        Answer.AGAIN,
        Answer.WANTED,
    ]
    assert [each.raw for each in officer.answers] == list(burst)
    officer.settle()
    assert len(officer.sightings.recorded) == 3
    seen = [each.headline for each in officer.screen.face.earlier]
    assert seen == ["FOUND ALREADY", "WANTED", "NEXT", "WANTED"]


def test_a_minute_of_reads_is_answered_to_the_last_and_nothing_grows(officer):
    for _ in range(60):
        officer.reads(FOREIGN, after_ms=1_000, settle=False)
    assert len(officer.answers) == 60
    assert officer.screen.face._reads == 60
    assert len(officer.screen.face.earlier) == EARLIER


def test_reads_that_come_before_the_list_are_answered_when_it_is_there(qtbot, dressed, english, background):
    robot = HuntRobot(qtbot, background, wanted(0))
    robot.hunting.switch(FilterOfTheQueue())
    robot.reads(FOREIGN, NUMBERS[0], settle=False)
    assert robot.answers == []
    robot.settle()
    assert [each.answer for each in robot.answers] == [Answer.NOT_WANTED, Answer.WANTED]
    robot.hunting.end()


def test_the_list_shows_those_still_to_find_first_and_says_who_found_the_others(officer):
    officer.reads(NUMBERS[1])
    assert [row.rsplit(", ", 1)[-1] for row in officer.rows()[:2]] == ["to find", "to find"]
    assert officer.rows()[2] == "RR 473 124 829 CZ, red, found at 08:00 by you, bench BENCH-4"
    assert officer.head() == "1 of 3 found"


def test_a_parcel_that_is_not_there_is_said_missing_by_a_key(officer):
    officer.screen.take_keyboard()
    officer.presses(Qt.Key.Key_M)
    assert officer.sightings.recorded == [("missing", "C-0", "")]
    assert officer.head() == "0 of 3 found · 1 missing"
    officer.reads(NUMBERS[0])
    assert officer.told.headline == "WANTED"


def test_a_find_that_cannot_be_recorded_is_told_over_the_whole_window_and_looked_for_again(officer):
    officer.sightings.problem = HELD_UP
    officer.reads(NUMBERS[0])
    assert officer.told.headline == "NOT RECORDED"
    assert officer.told.lines[0] == "The disk is full."
    assert officer.head() == "0 of 3 found"
    assert officer.messages.unseen[-1].what == "Not recorded: The disk is full."
    officer.sightings.problem = None
    officer.reads(NUMBERS[0])
    assert officer.told.headline == "WANTED"


def test_what_another_bench_found_is_heard_and_told(officer):
    seen = {"presence": "presented", "seen_by": "officer-b", "seen_bench": "B-9", "location": "LOC-2"}
    officer.hunts.consignments = (wanted(0, seen_at=officer.clock.now(), **seen),)
    officer.tasks.news.emit(CacheChanged(stored=("C-0",), gone=(), refused=0))
    officer.settle()
    assert officer.head() == "1 of 3 found"
    note = officer.screen._note.text()
    assert note == "RB 123 456 785 GB: found at 08:00 by officer-b, bench B-9, place LOC-2"
    officer.reads(NUMBERS[0])
    assert officer.told.lines[0] == "found at 08:00 by officer-b, bench B-9, place LOC-2"
    assert officer.sightings.recorded == []


def test_no_other_key_does_anything_meanwhile_and_all_do_afterwards(officer):
    QTest.keyClick(officer.window.windowHandle(), Qt.Key.Key_F2)
    QTest.keyClick(officer.window.windowHandle(), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert officer.pressed == ["hunt"]
    officer.hunting.end()
    QTest.keyClick(officer.window.windowHandle(), Qt.Key.Key_F2)
    assert officer.pressed == ["hunt", "release"]


def test_letters_typed_during_a_hunt_do_nothing(officer):
    officer.screen.take_keyboard()
    for key in (Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Space):
        officer.presses(key)
    assert officer.sightings.recorded == []
    assert officer.hunting.is_on


def test_escape_ends_it_gives_the_reader_back_and_says_how_it_went(officer):
    officer.reads(NUMBERS[0])
    officer.screen.take_keyboard()
    officer.presses(Qt.Key.Key_Escape)
    assert officer.columns.isVisible()
    assert not officer.screen.isVisible()
    officer.reads(NUMBERS[1])
    assert [each.text for each in officer.opened] == [NUMBERS[1]]
    newest = officer.messages.newest
    assert newest is not None
    assert newest.what == "The hunt is over: 1 of 3 found, 0 missing, 2 still to find."


def test_a_list_that_cannot_be_made_ends_it_with_the_reason(qtbot, dressed, english, background):
    robot = HuntRobot(qtbot, background)
    robot.hunts.problem = Refused("The cache is damaged.", code="cache.damaged")
    robot.begins()
    assert not robot.hunting.is_on
    assert [each.what for each in robot.messages.unseen] == ["The cache is damaged."]


def test_a_list_that_cannot_be_made_does_not_end_the_next_hunt(qtbot, dressed, english, background):
    robot = HuntRobot(qtbot, background, wanted(0))
    robot.hunts.problem = Refused("The cache cannot be read.", code="cache.damaged")
    robot.hunts.gate.clear()
    robot.hunting.switch(FilterOfTheQueue())
    qtbot.waitUntil(lambda: len(robot.hunts.asked) == 1)
    robot.hunts.problem = None
    robot.hunting.end()
    robot.hunting.switch(FilterOfTheQueue())
    robot.hunts.gate.set()
    robot.settle()
    assert robot.hunting.is_on
    assert robot.told.headline == "LOOK FOR 1"
    robot.hunting.end()


def test_news_that_cannot_be_looked_up_are_told_and_the_hunt_goes_on(officer):
    officer.hunts.problem = Refused("The cache cannot be read.", code="cache.damaged")
    officer.tasks.post(CacheChanged(stored=("C-1",)))
    officer.qtbot.waitUntil(lambda: officer.messages.newest is not None)
    assert officer.messages.newest.what == "The cache cannot be read."
    officer.reads(NUMBERS[0])
    assert officer.told.headline == "WANTED"


def test_one_that_is_found_is_not_written_down_as_missing(officer):
    officer.reads(NUMBERS[0])
    officer.screen.missing_asked.emit(Key("C-0", "P-1"))
    officer.settle()
    assert officer.sightings.recorded == [("presented", "C-0", "")]


def test_an_empty_list_says_so(qtbot, dressed, english, background):
    robot = HuntRobot(qtbot, background)
    robot.begins()
    assert robot.told.headline == "NOTHING TO FIND"
    robot.hunting.end()


def test_everything_is_told_to_assistive_tools(officer):
    officer.reads(NUMBERS[0])
    assert officer.screen.face.accessibleName().startswith("WANTED. RB 123 456 785 GB. 1 of 3 found")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_each_answer_has_its_own_sign_and_words_and_is_read_at_seven_to_one(qapp, theme):
    apply_theme(qapp, theme)
    counts, to = HuntCounts(all=12, found=3), telling(FakeClock())
    shown = [
        words.told(HuntAnswer(answer=answer, number="RB123456785GB"), counts, to)
        for answer in Answer
        if answer not in (Answer.FOUND, Answer.WRONG_PARCEL, Answer.AGAIN)
    ]
    shown += [words.ready(counts, Sought()), words.not_recorded("", ())]
    assert all(contrast(told.mark().ink, told.mark().fill) >= 7 for told in shown)
    assert len({told.sign() for told in shown}) == len(shown)
    apply_theme(qapp, DARK)


def test_red_and_green_differ_in_sign_and_words(qapp):
    counts, to = HuntCounts(all=12, found=3), telling(FakeClock())
    yes = words.told(HuntAnswer(answer=Answer.WANTED, number="1"), counts, to)
    no = words.told(HuntAnswer(answer=Answer.NOT_WANTED, number="1"), counts, to)
    assert yes.sign() != no.sign()
    assert yes.headline != no.headline
