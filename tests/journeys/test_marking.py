"""Marking in the whole program: drawn with keys, linked, there after a restart, gone with the decision."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys import parcels
from tests.journeys.parcels import SHIRTS, VAPES, parcel
from workstation.domain.mark import BOX, linked_to_nothing, without_mark

pytestmark = pytest.mark.journey

FIRST = "RB123456785GB"


TEXTS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Down: ""}


def press(officer, key):
    """A key of the image or of the list beside it, at a person's pace, for whatever has the keyboard."""
    text = TEXTS[key] if key in TEXTS else chr(key.value).lower()
    officer.hands.stroke(text, key, 2_000)
    officer.waits_until(lambda: officer.screens.reader._wedge.hold_ms is None)


def go_to_image(officer):
    QTest.keyClick(officer.window.windowHandle(), Qt.Key.Key_F7)
    officer.waits_until(lambda: not officer.screens.reader.holds_act)
    officer.waits_until(officer.screens.image.hasFocus)


def marks_of(officer):
    return officer.screens.desk.marks.of("C-1")


def open_first(officer):
    officer.opens(FIRST)
    own = parcels.image_of(parcels.image()).sha256
    officer.waits_until(lambda: own in officer.screens.image.shown_images())
    go_to_image(officer)


@pytest.fixture
def bench(seat, centre):
    """Seats the officer before a queue that has filled."""
    centre.put_image(parcels.image())
    centre.put(parcel("C-1", FIRST, images=(parcels.image_of(parcels.image()),)), *parcels.others())

    def sit():
        officer = seat()
        officer.waits_for_the_parcels(13)
        open_first(officer)
        return officer

    return sit


def test_what_is_marked_is_there_after_a_restart_and_goes_with_the_decision(bench, centre):
    officer = bench()
    press(officer, Qt.Key.Key_Q)
    press(officer, Qt.Key.Key_Return)
    officer.waits_until(lambda: marks_of(officer))
    (mark,) = marks_of(officer)
    assert (mark.shape, mark.goods, mark.officer) == (BOX, "", "officer-a")
    assert linked_to_nothing([mark]) == (mark,)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        press(officer, key)
    officer.waits_until(lambda: marks_of(officer)[0].goods)
    linked = marks_of(officer)[0].goods
    assert linked in {SHIRTS, VAPES}

    officer = bench()
    panel = officer.screens.images.marking.panel
    assert panel.isVisible()
    (row,) = panel.rows.rows
    assert not row.is_open
    missing = without_mark((SHIRTS, VAPES), marks_of(officer))
    assert [each.id for each in panel.goods.rows if each.is_open] == list(missing)
    officer.releases()
    officer.waits_out_the_time_to_annul()
    officer.waits_until(lambda: "release" in centre.kinds("C-1"))
    (event,) = (each for each in centre.events("C-1") if each.kind == "release")
    assert [(each.id, each.goods) for each in event.marks] == [(mark.id, linked)]


def test_ctrl_z_is_the_images_until_the_decision_and_annuls_the_release_after_it(bench):
    officer = bench()
    marking = officer.screens.images.marking
    marking.take(BOX)
    marking.enter()
    officer.waits_until(lambda: marks_of(officer))
    assert marking.is_worked_on
    officer.releases()
    officer.waits_until(lambda: not marking.is_worked_on)
    go_to_image(officer)
    officer.annuls()
    officer.waits_until(lambda: officer.recorded() == 2)
    assert len(marks_of(officer)) == 1
