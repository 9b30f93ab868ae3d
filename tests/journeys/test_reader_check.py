"""A reader is checked while a parcel is open: nothing beneath is touched, its profile is used at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.barcode.sheet_reads import SHEET
from tests.journeys.parcels import parcel
from tests.journeys.test_day_at_the_bench import FIRST, SECOND

pytestmark = pytest.mark.journey
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def presses(day, key, modifiers):
    QTest.keyClick(day.window.windowHandle(), key, modifiers)
    day.waits_until(lambda: not day.screens.reader.holds_act and day.is_at_rest())


def test_a_reader_is_checked_between_two_parcels(seat, centre):
    centre.put(parcel("C-1", FIRST), parcel("C-2", SECOND))
    day = seat()
    day.waits_for_the_parcels(2)
    day.opens(FIRST)
    checking = day.screens.reading.checking
    presses(day, Qt.Key.Key_B, CTRL | SHIFT)
    assert checking.is_on
    for name in ("letters_1", "letters_2", "figures", "signs"):
        day.reads(SHEET[name].text)
    assert checking.screen.headline() == "Now read symbol 2."
    day.presses("release", "hold", "seize")
    assert day.recorded() == 0
    day.reads(SHEET["separator"].text.replace("\x1d", "|"))
    presses(day, Qt.Key.Key_S, CTRL)
    assert checking.screen.note().startswith("Saved, and in use.")
    assert day.screens.reading.checking._setting.profile.separator == "|"
    day.presses("escape")
    assert not checking.is_on
    day.opens(SECOND)
    assert day.open_id() == "C-2"
    day.presses("release")
    day.waits_until(lambda: day.recorded() == 1)
    assert day.dialogs() == []


def test_a_recall_that_is_opened_ends_the_check(seat, centre):
    centre.put(parcel("C-1", FIRST))
    day = seat()
    day.waits_for_the_parcels(1)
    presses(day, Qt.Key.Key_B, CTRL | SHIFT)
    day.screens.delivery.consignment_chosen.emit("C-1")  # as the band of recalls does
    day.waits_until(lambda: day.open_id() == "C-1")
    assert not day.screens.reading.checking.is_on
    day.reads(FIRST)
    day.presses("release")
    day.waits_until(lambda: day.recorded() == 1)
