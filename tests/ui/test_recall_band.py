"""A recall is above everything else, says what to do, and goes only when it is over."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from tests.fakes.clock import START, FakeClock
from tests.fakes.line import FakeLine
from tests.ui.telling import telling
from workstation.domain.problems import Unavailable
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.recall_band import BLINK_MS, RecallBand

RELEASED = START - timedelta(minutes=40)


def missed(act="h-1", **more):
    told = {
        "release": "r-1",
        "release.kind": "release",
        "release.at": RELEASED.isoformat(),
        "release.officer": "officer-7",
        "missed": act,
        "missed.kind": "hold",
        "missed.at": (RELEASED + timedelta(minutes=10)).isoformat(),
        "missed.agency": "narcotics",
        "missed.owner": "narcotics",
        "missed.reason": "H06",
        "read.bench": "3",
        "read.at": RELEASED.isoformat(),
    }
    return tuple((told | more).items())


class Hall:
    """A window with a field to type into, and the band above it."""

    def __init__(self, qtbot, tasks, monkeypatch):
        self.qtbot, self.tasks, self.line = qtbot, tasks, FakeLine()
        self.line.called["c-000001"] = "RB123456785GB"
        self.beeps: list[int] = []
        monkeypatch.setattr(QApplication, "beep", lambda: self.beeps.append(1))
        self.window, self.field = QMainWindow(), QLineEdit()
        frame = QWidget()
        QVBoxLayout(frame).addWidget(self.field)
        self.window.setCentralWidget(frame)
        clock = FakeClock()
        self.band = RecallBand(self.line, tasks, lambda: telling(clock))
        self.band.stand_above(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1200, 400)
        self.window.show()
        self.opened: list[str] = []
        self.asked: list[tuple[str, ...]] = []
        self.band.consignment_chosen.connect(self.opened.append)
        self.band.acknowledgement_asked.connect(self._hear)

    def _hear(self, matter):
        self.asked.append(matter.names())

    def hears(self):
        self.band.hear_counts(self.line.counts())
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)


@pytest.fixture
def hall(qtbot, dressed, background, monkeypatch):
    return Hall(qtbot, background, monkeypatch)


def test_without_a_recall_there_is_no_band_and_no_sound(hall):
    hall.line.raise_attention("changed")
    hall.hears()
    assert (hall.band.isHidden(), hall.band.words(), hall.beeps) == (True, "", [])


def test_it_says_what_to_do_whose_hold_it_is_why_and_where_the_parcel_was_last_read(hall):
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    assert hall.band.words() == (
        "RB 123 456 785 GB: stop the parcel, or have it brought back."
        " You released it at 07:20; Narcotics Bureau held it at 07:30;"
        " the parcel was last read at bench 3 at 07:20."
        " Reason: Suspected prohibited or restricted goods."
    )
    assert hall.band.accessibleName() == f"RECALL {hall.band.words()}"


def test_it_takes_a_row_of_its_own_over_the_whole_width_and_covers_nothing(hall):
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    hall.qtbot.waitUntil(lambda: hall.field.y() >= hall.band.height() > 40)
    assert hall.band.y() < hall.field.y()
    assert hall.band.width() >= hall.field.width()


def test_it_takes_no_keyboard_and_leaves_what_is_typed_alone(hall):
    with hall.qtbot.waitActive(hall.window):
        hall.window.activateWindow()
    hall.field.setFocus()
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    assert hall.field.hasFocus()
    assert all(each.focusPolicy().value == 0 for each in hall.band.findChildren(ActionButton))


def test_each_new_one_sounds_once_and_several_are_counted(hall):
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    hall.hears()
    assert len(hall.beeps) == 1
    hall.line.raise_attention("recall", "c-000002", missed("h-2"))
    hall.hears()
    assert len(hall.beeps) == 2
    assert hall.band.words().endswith("1 of 2")


def test_the_newest_is_shown_and_a_key_steps_to_the_others(hall):
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    hall.line.raise_attention("recall", "c-000002", missed("h-2"))
    hall.hears()
    assert hall.band.words().startswith("c-000002: stop")
    hall.band.show_next()
    assert hall.band.words().startswith("RB 123 456 785 GB: stop")
    assert hall.band.accessibleName().endswith("2 of 2")
    hall.hears()
    assert hall.band.words().endswith("2 of 2")
    hall.band.open_shown()
    assert hall.opened == ["c-000001"]
    hall.band.show_next()
    assert hall.band.words().endswith("1 of 2")


def test_a_newer_one_takes_no_acknowledgement_that_was_meant_for_the_one_before(hall):
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    hall.line.raise_attention("recall", "c-000002", missed("h-2"))
    hall.hears()
    hall.band.acknowledge_shown()
    assert hall.asked == []


def test_it_is_never_higher_than_two_lines(hall):
    hall.line.raise_attention(
        "recall", facts=missed(**{"missed.reason": "R" * 90, "missed.agency": "A" * 70})
    )
    hall.hears()
    hall.window.resize(900, 400)
    assert hall.band.sizeHint().height() < 80


def test_it_is_told_to_assistive_tools_as_an_alert(hall, monkeypatch):
    told: list[QAccessible.Event] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.type()))
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    assert QAccessible.Event.Alert in told


def test_it_stays_whatever_comes_until_it_is_over_and_the_next_one_follows(hall):
    hall.line.raise_attention("recall", facts=missed())
    hall.line.raise_attention("recall", "c-000002", missed("h-2"))
    for _ in range(3):
        hall.hears()
        assert not hall.band.isHidden()
    hall.line.open.pop(0)
    hall.hears()
    assert hall.band.words().startswith("c-000002: stop the parcel")
    hall.line.open.clear()
    hall.hears()
    assert hall.band.isHidden()


def test_what_cannot_be_read_takes_no_recall_away(hall):
    told: list[BaseException] = []
    hall.band.reading_failed.connect(told.append)
    hall.line.raise_attention("recall", facts=missed())
    counts = hall.line.counts()
    hall.hears()
    hall.line.broken = Unavailable("The ledger is locked.")
    hall.band.hear_counts(counts)
    hall.qtbot.waitUntil(lambda: hall.tasks.under_way == 0)
    assert told == [hall.line.broken]
    assert not hall.band.isHidden()


def test_it_is_opened_and_acknowledged_once_however_often_the_key_chatters(hall):
    hall.line.raise_attention("recall", facts=missed())
    hall.hears()
    hall.band.open_shown()
    hall.band.acknowledge_shown()
    hall.band.acknowledge_shown()
    assert hall.opened == ["c-000001"]
    assert hall.asked == [("r-1", "h-1")]


def test_its_keys_do_nothing_where_there_is_none(hall):
    hall.band.open_shown()
    hall.band.acknowledge_shown()
    assert (hall.opened, hall.asked) == ([], [])


@pytest.mark.parametrize("flash_ms, blinks", [(1000, True), (0, False)])
def test_it_blinks_slowly_and_not_where_blinking_is_turned_off(hall, flash_ms, blinks):
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(flash_ms)
    try:
        hall.line.raise_attention("recall", facts=missed())
        hall.hears()
        assert hall.band.is_lit()
        assert hall.band._blink.isActive() is blinks
        assert 2 * BLINK_MS >= 1_000
    finally:
        QApplication.setCursorFlashTime(before)
        hall.band._blink.stop()
