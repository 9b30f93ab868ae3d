"""Taking back a link that was wrong, on the screen: what happens is said first, and a reason is needed."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.clock import START
from tests.fakes.desk_consignments import opened
from tests.ui.test_undeclared import DISK_FULL, KNOWN, Bench
from workstation.desk.provisional import Linked
from workstation.ui.parting import Parting
from workstation.ui.parts.text import PlainLabel

ONE = Linked(id="P-1", number="LX123456785CN", kind="upu_s10", place="LOC-7", at=START)
OTHER = Linked(id="P-2", number="P-2")


class PartingBench(Bench):
    def __init__(self, qtbot, tasks):
        super().__init__(qtbot, tasks)
        self.parting = Parting(
            self.desk, self.at_work, tasks=tasks, messages=self.messages, parent=self.parent
        )
        self.parting.stand_over(self.window, self.undeclared._shortcuts, self.route)

    def opens_declared(self, *linked):
        self.desk.links = linked
        made = opened()
        of_it = replace(made.consignment, linked=tuple(each.id for each in linked))
        self.at_work.open_consignment = replace(made, id="C-1", consignment=of_it)

    def begins(self, *linked):
        self.opens_declared(*linked)
        self.parting.begin()
        self.settle()


@pytest.fixture
def bench(qtbot, dressed, english, background):
    made = PartingBench(qtbot, background)
    yield made
    for each in (made.parting, made.undeclared, made.linking):
        each.close()


def test_what_happens_is_said_before_it_is_done_and_nothing_is_done_without_a_reason(bench):
    bench.begins(ONE)
    said = " ".join(each.text() for each in bench.parting.screen.findChildren(PlainLabel))
    assert "shown as not declared" in said
    assert "Nothing is deleted." in said
    bench.confirms()
    assert bench.desk.parted == []
    assert bench.said(bench.parting.screen) == "Say in words why the link is wrong."
    assert bench.parting.is_on


def test_the_link_is_taken_back_with_the_reason_and_the_declaration_is_shown_again(bench):
    told = []
    bench.parting.acted.connect(lambda: told.append(True))
    bench.begins(ONE)
    QTest.keyClicks(bench.parting.screen.reason, " wrong label ")
    bench.confirms()
    assert bench.desk.parted == [("P-1", "C-1", "wrong label")]
    assert (bench.parting.is_on, bench.at_work.opened, told) == (False, ["C-1"], [True])
    assert bench.messages.newest.what.startswith("Taken back:")


def test_of_a_parcel_that_is_not_here_it_is_not_said_that_the_queue_shows_it(bench):
    bench.begins(replace(OTHER, is_here=False))
    bench.parting.screen.reason.setText("wrong label")
    bench.confirms()
    assert bench.messages.newest.what.endswith("when the central service has told of it.")


def test_of_several_it_is_the_marked_one(bench):
    bench.begins(ONE, OTHER)
    screen = bench.parting.screen
    rows = screen._rows.stringList()
    assert [each.split(" · ")[0] for each in rows] == ["LX 123 456 785 CN", "P-2"]
    QTest.keyClick(screen.list, Qt.Key.Key_Down)
    screen.reason.setText("wrong label")
    bench.confirms()
    assert [each[0] for each in bench.desk.parted] == ["P-2"]


def test_esc_leaves_everything_as_it_is(bench):
    bench.begins(ONE)
    bench.parting.screen.reason.setText("wrong label")
    QTest.keyClick(bench.parting.screen.reason, Qt.Key.Key_Escape)
    assert (bench.desk.parted, bench.at_work.opened, bench.parting.is_on) == ([], ["C-1"], False)
    bench.begins(ONE)
    assert bench.parting.screen.reason.text() == ""


def test_another_parcel_that_is_read_opens_and_nothing_is_taken_back(bench):
    bench.begins(ONE)
    bench.parting.screen.reason.setText("wrong label")
    bench.reads(KNOWN)
    assert (bench.desk.parted, bench.at_work.read, bench.parting.is_on) == ([], [KNOWN], False)
    assert bench.parting.screen.reason.text() == "wrong label"


def test_what_could_not_be_recorded_stays_on_the_screen_and_can_be_tried_again(bench):
    bench.desk.problem = DISK_FULL
    bench.begins(ONE)
    bench.parting.screen.reason.setText("wrong label")
    bench.confirms()
    assert bench.parting.is_on
    assert bench.said(bench.parting.screen).startswith("The disk is full.")
    bench.desk.problem = None
    bench.confirms()
    assert len(bench.desk.parted) == 1


def test_twice_confirmed_is_once_recorded(bench):
    bench.begins(ONE)
    bench.parting.screen.reason.setText("wrong label")
    bench.parting.screen.confirm()
    bench.parting.screen.confirm()
    bench.settle()
    assert len(bench.desk.parted) == 1


def test_only_a_declaration_to_which_something_was_linked_has_a_link(bench):
    assert not bench.parting.is_for_open()
    bench.opens_declared()
    assert not bench.parting.is_for_open()
    bench.parting.begin()
    assert not bench.parting.is_on
    bench.opens_declared(ONE)
    assert bench.parting.is_for_open()
