"""A link to the wrong declaration is taken back, in the real window: by the officer, off line, and by
another bench of the office.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.central.making import TestLedger
from tests.central.test_events import send
from tests.journeys.parcels import parcel
from tests.journeys.test_undeclared import PLATE, UNKNOWN, Floor, is_held
from workstation.cache.queue import QueueFilter

pytestmark = pytest.mark.journey

KNOWN = "RB123456785GB"
WRONG, RIGHT = "C-2", "C-3"
PRINTED, OF_C1 = "LX 123 456 785 CN", "RB 123 456 785 GB"
OTHER, OTHER_PRINTED = "RB900069728CN", "RB 900 069 728 CN"


class Linked(Floor):
    """`made` is the provisional consignment."""

    made = ""


@pytest.fixture
def floor(seat, centre):
    """A parcel was found and held; a declaration that bears its number came, and the bench linked the two."""
    centre.put(parcel("C-1", KNOWN))
    officer = seat()
    officer.waits_for_the_parcels(1)
    floor = Linked(officer)
    floor.takes_in(UNKNOWN, PLATE)
    floor.made = floor.makes()
    officer.fills("hold", reason="H01")
    officer.finds("vapes", "40")
    officer.confirms()
    centre.put(parcel(WRONG, UNKNOWN))
    officer.waits_until(lambda: is_held(officer, WRONG))
    officer.waits_until(lambda: heard(centre, floor.made, "linked"))
    officer.waits_until(lambda: officer.queue() == {OF_C1: "undecided", PRINTED: "held"})
    officer.opens(UNKNOWN)
    assert officer.open_id() == WRONG
    return floor


def heard(centre, consignment, kind):
    """What the central service has got of this kind."""
    return [
        each
        for each in centre.everything()
        if (each.event.consignment, each.event.kind) == (consignment, kind)
    ]


def rows(officer):
    """The queue's rows, of which two may have the same number."""
    reader = officer.screens.desk.opening._reader()
    return reader.rows(reader.queue_ids(QueueFilter()))


def takes_back(floor, reason):
    officer = floor.officer
    screen = officer.screens.floor.parting.screen
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(officer.window.windowHandle(), Qt.Key.Key_U, keys)
    officer.waits_until(lambda: screen.isVisible() and screen._rows.rowCount() == 1)
    officer.types(reason)
    officer.presses("confirm")
    officer.waits_until(lambda: not screen.isVisible() and officer.open_id() and officer.is_at_rest())


def shown(officer, id):
    """Standing of one consignment as the bench knows it."""
    opened = officer.screens.desk.opening.by_id(id)
    return (opened.id, opened.with_pending.standing.value)


def test_it_is_taken_back_with_the_line_down_and_nothing_is_lost(floor, centre):
    officer = floor.officer
    assert "was linked to it" in officer.declaration()
    centre.go_away()
    takes_back(floor, "the label of the next parcel was read")
    assert officer.open_id() == WRONG
    assert "was linked to it" not in officer.declaration()
    assert shown(officer, WRONG) == (WRONG, "undecided")
    assert shown(officer, floor.made) == (floor.made, "held")
    assert [row.id for row in rows(officer) if row.state == "not_declared"] == [floor.made]
    assert len(rows(officer)) == 3
    centre.come_back()
    officer.screens.line.wake()
    officer.waits_until(lambda: heard(centre, floor.made, "unlinked"))
    officer.waits_until(lambda: centre.standing(WRONG) == "undecided")
    assert centre.standing(floor.made) == "held"
    (taken_back,) = heard(centre, floor.made, "unlinked")
    assert [each.text for each in taken_back.particulars] == ["the label of the next parcel was read"]


def test_what_another_bench_takes_back_is_shown_again_here(floor, centre):
    officer = floor.officer
    link = heard(centre, floor.made, "linked")[0].event
    other = TestLedger("BENCH-9", "ledger-9")
    send(centre.store, other.entry("unlinked", floor.made, names=(link.id,), office=link.office))
    officer.waits_until(lambda: shown(officer, floor.made) == (floor.made, "held"))
    officer.waits_until(lambda: shown(officer, WRONG) == (WRONG, "undecided"))
    officer.waits_until(lambda: len(officer.queue()) == 2 and len(rows(officer)) == 3)


def test_it_is_left_linked_and_can_be_linked_to_the_right_one_later(floor, centre):
    officer = floor.officer
    takes_back(floor, "wrong label")
    centre.put(parcel(RIGHT, OTHER))
    officer.waits_until(lambda: OTHER_PRINTED in officer.queue())
    officer.screens.desk.provisional.link(floor.made, RIGHT)
    officer.waits_until(lambda: shown(officer, floor.made) == (RIGHT, "held"))
    officer.waits_until(lambda: centre.standing(RIGHT) == "held" and centre.standing(WRONG) == "undecided")
