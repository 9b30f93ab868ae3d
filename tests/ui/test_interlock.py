"""The decision keys ask for the parcel, say what stays open, and where it is put."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_deciding import FakeDeciding
from tests.ui.robots_consignment import DecisionRobot
from workstation.domain.consignment import Condition, Parcel
from workstation.domain.event import READ, TYPED
from workstation.domain.interlock import AtHand, Workplace

F2, F3, F4 = Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4
ABSENT, HERE = AtHand(), AtHand(possession=READ, parcels=("P-1",))
BY_HAND = AtHand(possession=TYPED, parcels=("P-1",))


def single(at_hand=HERE, *conditions):
    """Two goods items in one parcel that nothing but the interlock stands in the way of."""
    document = consignment(2, conditions=conditions, parcels=(Parcel(id="P-1"),))
    return opened(document, at_hand=at_hand)


def pair(at_hand=HERE, **seen):
    """Two parcels with a goods item in each."""
    both = consignment(2, conditions=(), parcels=(Parcel(id="P-1"), Parcel(id="P-2", **seen)))
    first, second = both.goods_items
    return opened(replace(both, goods_items=(first, replace(second, parcel="P-2"))), at_hand=at_hand)


@pytest.fixture
def desk():
    return FakeDeciding()


@pytest.fixture
def officer(dressed, english, qtbot, background, desk):
    return DecisionRobot(qtbot, background, desk)


def test_read_and_f2_is_all_that_a_release_takes(officer):
    officer.open(single()).press(F2)
    draft = officer.wait_for_decision()
    assert (draft.kind, draft.exception, [e.goods for e in draft.scope]) == ("release", "", ["g1", "g2"])


def test_without_a_read_f2_asks_why_and_records_nothing(officer, desk):
    officer.open(single(ABSENT)).press(F2)
    assert officer.form.kind == "release"
    assert officer.form.exception.isVisible()
    assert officer.form.exception.line.hasFocus()
    assert "not the last one read here" in officer.missing()
    officer.confirm()
    assert desk.recorded == []


def test_the_read_that_comes_then_is_all_that_was_missing(officer, qtbot):
    officer.open(single(ABSENT)).press(F2)
    officer.open(single())
    assert not officer.form.exception.isVisible()
    assert officer.missing() == ""
    qtbot.waitUntil(lambda: not officer.screen._pages.is_just_opened())
    officer.press(F2)
    assert officer.wait_for_decision().exception == ""


def test_a_torn_label_is_a_reason_and_goes_into_the_record(officer, desk):
    officer.last_read = ""
    officer.open(single(ABSENT)).press(F2)
    officer.type("torn")
    officer.confirm()
    assert officer.wait_for_decision().exception == "torn_label"


def test_a_reason_given_before_the_parcel_was_read_is_none_any_more(officer):
    officer.open(single(ABSENT)).press(F3)
    officer.form.exception.choose("torn_label")
    assert officer.form.draft().exception == "torn_label"
    officer.open(single())
    assert officer.form.draft().exception == ""
    officer.open(single(ABSENT))
    assert officer.form.exception.isVisible()
    assert officer.form.draft().exception == ""


def test_a_number_typed_in_by_hand_asks_why(officer):
    officer.open(single(BY_HAND)).press(F2)
    assert "typed in, not read" in officer.missing()


@pytest.mark.parametrize("at_hand", [ABSENT, BY_HAND], ids=["not read", "typed"])
def test_where_nothing_stands_for_the_barcode_nothing_is_asked(officer, desk, at_hand):
    desk.workplace = Workplace(may_be_unread=False)
    officer.open(single(at_hand)).press(F2)
    assert officer.form.kind == ""
    assert "not the last one read here" in officer.in_the_way()
    officer.press(F3)
    assert not officer.form.exception.isVisible()
    officer.form.reason.choose("H10")
    officer.confirm()
    assert desk.recorded == []


def test_what_was_read_last_is_looked_at_when_it_is_written_down(officer, desk):
    officer.last_read = "RB900069728CN"
    officer.open(single()).press(F2)
    officer.qtbot.waitUntil(lambda: bool(officer.failed))
    assert (desk.recorded, officer.failed[0].code) == ([], "decision.parcel.not_read")


def test_a_draft_that_comes_back_has_no_reason_for_an_unread_parcel(officer):
    officer.open(single(ABSENT)).press(F3)
    officer.form.exception.choose("torn_label")
    officer.form.reason.choose("H10")
    officer.form.place.take("LOC-9")
    officer.screen.cancel_because("another")
    officer.open(None).open(single(ABSENT))
    assert officer.form.kind == "hold"
    draft = officer.form.draft()
    assert (draft.exception, draft.reason, draft.place) == ("", "H10", "LOC-9")


# --- several parcels --------------------------------------------------------------------------------------


def test_a_release_covers_the_parcel_that_is_here_and_says_which_stays_open(officer):
    officer.open(pair())
    assert "Not presented here, and stays open: RB 123 456 799 GB" in officer.in_the_way()
    assert officer.screen.keys.release.words() == "Release 1/2"
    officer.press(F2)
    assert [e.goods for e in officer.wait_for_decision().scope] == ["g1"]


def test_one_that_was_presented_elsewhere_stays_open_and_the_screen_says_where(officer):
    officer.open(pair(presence="presented", seen_bench="BENCH-99", location="LOC-3"))
    said = officer.in_the_way()
    assert "Not presented here, and stays open: RB 123 456 799 GB" in said
    assert "last seen at BENCH-99, LOC-3" in said
    officer.press(F2)
    assert [e.goods for e in officer.wait_for_decision().scope] == ["g1"]


def test_one_that_was_presented_before_is_released_with_it(officer):
    officer.open(pair(presence="presented", seen_bench="BENCH-4")).press(F2)
    assert [e.goods for e in officer.wait_for_decision().scope] == ["g1", "g2"]


# --- where it is put --------------------------------------------------------------------------------------


def test_a_hold_asks_where_the_parcel_is_put_and_the_shelfs_label_answers(officer):
    officer.open(single()).press(F3)
    assert officer.form.place.isVisible()
    officer.form.reason.choose("H10")
    assert officer.screen.by_reader.take_place("LOC-SHELF-99")
    assert officer.form.place.line.text() == "LOC-SHELF-99"
    officer.confirm()
    assert officer.wait_for_decision().place == "LOC-SHELF-99"


def test_a_known_shelf_is_chosen_by_its_name_and_a_hold_needs_none(officer):
    officer.open(single()).press(F3)
    officer.form.reason.choose("H10")
    assert officer.missing() == ""
    officer.form.place.line.setFocus()
    officer.type("cage")
    assert officer.form.draft().place == "LOC-CAGE-1"


def test_a_seizure_takes_the_shelf_as_a_hold_does_and_is_recorded_with_it(officer):
    officer.open(single()).press(F4)
    assert officer.screen.by_reader.take_place("LOC-7")
    officer.form.reason.choose("S10")
    officer.form.legal_basis.choose("T-1")
    officer.confirm()
    assert officer.wait_for_decision().place == "LOC-7"


def test_without_a_form_no_shelf_is_taken_into_a_decision(officer):
    officer.open(single())
    assert not officer.screen.by_reader.take_place("LOC-7")


# --- document and image desks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind, words",
    [
        ("document", "Document desk: recorded without the parcel."),
        ("image", "Image desk: recorded without the parcel."),
        ("examination", ""),
    ],
)
def test_a_desk_without_parcels_is_marked_so(officer, desk, kind, words):
    desk.workplace = Workplace(kind=kind)
    officer.open(single())
    label = officer.screen.keys.workplace
    assert (label.text(), label.isVisible()) == (words, bool(words))
    assert officer.screen.keys.opening.isVisible() == (kind == "image")


@pytest.mark.parametrize("kind", ["document", "image"])
def test_a_desk_decides_without_a_read_and_asks_for_no_place(officer, desk, kind):
    desk.workplace = Workplace(kind=kind)
    officer.last_read = ""
    officer.open(pair(ABSENT)).press(F3)
    assert not officer.form.place.isVisible()
    assert not officer.form.exception.isVisible()
    officer.press(Qt.Key.Key_Escape)
    officer.press(F2)
    assert [e.goods for e in officer.wait_for_decision().scope] == ["g1", "g2"]


def test_an_image_desk_sends_for_opening_with_a_word_on_what_to_look_for(officer, desk):
    desk.workplace = Workplace(kind="image")
    officer.open(single(ABSENT))
    officer.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert officer.form.kind == "opening_asked"
    officer.type("dense block in the sole")
    officer.confirm()
    draft = officer.wait_for_decision()
    assert (draft.kind, draft.remark) == ("opening_asked", "dense block in the sole")
    assert officer.notice() == "Recorded here: request for opening."


def test_an_opening_that_is_asked_for_is_not_asked_for_again(officer, desk):
    desk.workplace = Workplace(kind="image")
    asked = Condition(id="e-1", kind="examination", asked=True)
    officer.open(single(ABSENT, asked))
    officer.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert officer.failed[0].code == "decision.asked_already"


def test_no_other_desk_does(officer, desk):
    officer.open(single())
    officer.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert officer.form.kind == ""
    assert officer.failed[0].code == "decision.no_image_desk"
