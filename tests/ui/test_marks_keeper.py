"""A mark is on the screen at once, on the disk a moment later, and what was not kept is not shown as kept."""

import pytest

from tests.fakes.marks import FakeMarkBook
from workstation.domain.mark import BOX, NOT_DECLARED, Mark
from workstation.domain.problems import Unavailable
from workstation.ui.scan_image.marks.keeper import MarkKeeper

TOP = "a" * 64


def mark(id="m-1", **changes):
    return Mark(id=id, image=TOP, shape=BOX, points=((1, 1), (9, 9)), **changes)


@pytest.fixture
def book():
    return FakeMarkBook()


@pytest.fixture
def keeper(qtbot, background, book):
    keeper = MarkKeeper(book, background)
    keeper.open("C-1", [TOP])
    return keeper


def kept(qtbot, book, count):
    qtbot.waitUntil(lambda: len(book.written) == count)


def test_a_mark_is_seen_at_once_and_kept_when_the_disk_has_it(qtbot, keeper, book):
    book.gate.clear()
    keeper.put(mark())
    assert keeper.marks() == (mark(),)
    assert not keeper.is_kept("m-1")
    book.gate.set()
    qtbot.waitUntil(lambda: keeper.is_kept("m-1"))
    assert book.of("C-1") == keeper.marks() == (mark(),)


def test_a_mark_that_could_not_be_kept_goes_and_the_officer_is_told(qtbot, keeper, book):
    told: list[object] = []
    keeper.failed.connect(told.append)
    book.problem = Unavailable("The disk is full.", code="disk")
    keeper.put(mark())
    qtbot.waitUntil(lambda: told != [])
    assert keeper.marks() == ()


def test_a_bug_in_the_book_is_no_problem_but_reaches_the_funnel(qtbot, keeper, book):
    book.problem = ZeroDivisionError("a bug")
    with qtbot.captureExceptions() as caught:
        keeper.put(mark())
        qtbot.waitUntil(lambda: caught != [])
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_changing_linking_and_removing_are_seen_before_they_are_kept(qtbot, keeper, book):
    keeper.put(mark())
    keeper.put(mark(goods=NOT_DECLARED))
    assert [each.goods for each in keeper.marks()] == [NOT_DECLARED]
    keeper.remove("m-1")
    assert keeper.marks() == ()
    assert keeper.mark("m-1") is None
    kept(qtbot, book, 3)
    qtbot.waitUntil(lambda: keeper.marks() == book.of("C-1") == ())


def test_undo_and_redo_are_the_books(qtbot, keeper, book):
    keeper.put(mark())
    keeper.remove("m-1")
    keeper.undo()
    qtbot.waitUntil(lambda: keeper.marks() == (mark(),))
    keeper.redo()
    qtbot.waitUntil(lambda: keeper.marks() == ())


def test_what_is_said_of_a_detection_can_be_taken_back(qtbot, keeper, book):
    keeper.judge("d", "accepted")
    assert keeper.verdicts() == {"d": "accepted"}
    keeper.judge("d", "")
    assert keeper.verdicts() == {}
    kept(qtbot, book, 2)
    qtbot.waitUntil(lambda: keeper.verdicts() == {})
    assert book.written == ["judge accepted", "judge "]


def test_marks_of_another_consignment_are_never_seen_on_this_one(qtbot, keeper, book):
    book.gate.clear()
    keeper.put(mark())
    keeper.open("C-2", [TOP])
    assert keeper.marks() == ()
    assert not keeper.is_worked_on
    book.gate.set()
    kept(qtbot, book, 1)
    assert keeper.marks() == ()
    keeper.open("C-1", [TOP])
    assert keeper.marks() == (mark(),)


def test_with_nothing_open_nothing_is_kept(keeper, book):
    keeper.open("")
    keeper.put(mark())
    keeper.judge("d", "accepted")
    assert (keeper.marks(), keeper.verdicts(), book.states) == ((), {}, {})


def test_a_mark_on_an_image_that_is_not_the_parcels_own_is_never_kept(qtbot, keeper, book):
    passing = Mark(id="p", image="training:1", shape=BOX, points=((1, 1), (9, 9)))
    told: list[Mark] = []
    keeper.passing.connect(told.append)
    keeper.put(passing)
    keeper.put(mark())
    assert told == [passing]
    assert keeper.marks() == (mark(), passing)
    assert keeper.is_kept("p")
    keeper.undo()
    assert keeper.marks() == (mark(),)
    keeper.put(passing)
    keeper.remove("p")
    kept(qtbot, book, 1)
    keeper.put(passing)
    keeper.open("C-2", [TOP])
    assert keeper.marks() == ()
    assert book.written == ["put box"]


def test_after_the_decision_the_key_that_takes_back_is_the_programs_own(keeper):
    keeper.put(mark())
    assert keeper.is_worked_on
    keeper.rest()
    assert not keeper.is_worked_on
