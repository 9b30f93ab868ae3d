"""An officer at an examination bench: nothing is recorded on a parcel that does not lie there, whatever is
read, pressed, chosen or heard, and in whatever order.
"""

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.parcels import RECEPTACLE, SHIRTS, VAPES, goods, parcel
from workstation.barcode.reads import BarcodeRead
from workstation.desk.read_answer import Answer
from workstation.domain.consignment import Identifier, Parcel
from workstation.domain.event import ReadMeaning

FIRST, SECOND = "RB123456785GB", "LX473124829NL"
LEFT_PIECE, RIGHT_PIECE = "RB123456799GB", "RR473124829GB"


def pair():
    """Shirts in the left parcel, vapes in the right one."""
    shirts, vapes = goods()
    return parcel(
        "C-3",
        LEFT_PIECE,
        identifiers=(
            Identifier(value=LEFT_PIECE, kind="upu_s10", belongs_to="parcel", of="P-1"),
            Identifier(value=RIGHT_PIECE, kind="upu_s10", belongs_to="parcel", of="P-2"),
            Identifier(value=RECEPTACLE, kind="upu_s9_receptacle", belongs_to="receptacle"),
        ),
        parcels=(Parcel(id="P-1"), Parcel(id="P-2")),
        goods_items=(replace(shirts, parcel="P-1"), replace(vapes, parcel="P-2")),
    )


@pytest.fixture
def day(seat, centre):
    centre.put(parcel("C-1", FIRST), parcel("C-2", SECOND), pair())
    officer = seat()
    officer.waits_for_the_parcels(3)
    return officer


def heard(day):
    return [each.answer for each in day.answers]


def test_read_f2_and_done(day, centre):
    day.opens(FIRST)
    day.releases()
    day.opens(SECOND)
    day.releases()
    assert heard(day) == [Answer.FOUND, Answer.FOUND]
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: len(centre.kinds()) == 2)
    said = centre.events()
    assert [(e.consignment, e.possession, e.workplace) for e in said] == [
        ("C-1", "read", "examination"),
        ("C-2", "read", "examination"),
    ]


def test_a_row_of_the_queue_is_not_the_parcel_on_the_bench(day):
    day.opens(FIRST)
    day.screens.inspection.open_id("C-2")
    day.presses("release")
    assert (day.form.kind, day.recorded()) == ("release", 0)
    day.presses("confirm")
    assert day.recorded() == 0
    day.opens(SECOND)
    day.confirms()
    assert day.recorded() == 1


def test_a_parcel_read_while_another_is_decided_on_cancels_and_nothing_is_recorded(day):
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    day.opens(SECOND)
    assert heard(day)[-1] is Answer.WRONG_PARCEL
    assert "RB 123 456 785 GB: Cancelled" in day.says()
    day.presses("confirm")
    assert day.recorded() == 0


def test_a_draft_that_comes_back_is_not_recorded_without_its_parcel(day):
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    day.opens(SECOND)
    day.screens.inspection.open_id("C-1")
    assert day.form.kind == "hold"
    day.presses("confirm", "confirm", "confirm")
    assert day.recorded() == 0
    assert "not the last one read here" in "".join(day.form.obstacles())
    day.opens(FIRST)
    day.presses("confirm")
    day.waits_until(lambda: day.recorded() == 1)


def test_a_read_while_the_decision_is_being_written_leaves_it_with_its_own_parcel(day, centre):
    day.opens(FIRST)
    day.presses("release")
    day.opens(SECOND)
    day.waits_until(lambda: day.recorded() == 1)
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    (said,) = centre.submissions()
    raw = next(each.text for each in said.particulars if each.kind == "barcode_read")
    assert (said.event.consignment, raw) == ("C-1", FIRST)


def test_news_that_say_whose_number_it_is_take_the_parcel_from_the_hand(day, centre):
    day.opens(FIRST)
    other = Identifier(value="RB900069728CN", kind="upu_s10", belongs_to="parcel", of="P-1")
    centre.put(parcel("C-1", FIRST, change=2, identifiers=(other,)))
    day.waits_until(lambda: day.number() == "RB 900 069 728 CN")
    day.presses("release", "confirm")
    assert (day.form.kind, day.recorded()) == ("release", 0)


def test_one_parcel_of_two_is_released_and_the_other_stays_open_until_it_is_read(day, centre):
    day.opens(LEFT_PIECE)
    assert "stays open: RR 473 124 829 GB" in day.in_the_way()
    day.releases()
    day.opens(RIGHT_PIECE)
    day.releases()
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.standing("C-3") == "released")
    assert [[entry.goods for entry in event.scope] for event in centre.events()] == [[SHIRTS], [VAPES]]


def test_a_receptacles_number_opens_the_parcel_and_never_stands_for_it(day):
    day.opens(RECEPTACLE)
    assert (day.open_id(), "number of a receptacle" in day.says()) == ("C-3", True)
    day.presses("release", "confirm")
    assert day.recorded() == 0


def test_a_held_parcel_lies_where_its_shelfs_label_says(day, centre):
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    day.reads("LOC-SHELF-7")
    assert day.form.kind == "hold"
    day.confirms()
    assert day.screens.inspection.open_consignment.consignment.parcels[0].location == "LOC-SHELF-7"
    day.waits_until(lambda: centre.kinds() == ["hold"])
    assert centre.events()[0].place == "LOC-SHELF-7"
    day.clock.advance(5)
    day.reads("LOC-SHELF-9")
    day.waits_until(day.is_at_rest)
    assert day.screens.inspection.open_consignment.consignment.parcels[0].location == "LOC-SHELF-9"
    assert heard(day) == [Answer.FOUND, Answer.LABEL, Answer.LABEL]


def test_a_key_pressed_before_the_queue_was_clicked_is_about_what_was_open_then(day, centre):
    day.opens(FIRST)
    QTest.keyClick(day.window.windowHandle(), Qt.Key.Key_F2)
    assert day.screens.reader.holds_act
    day.screens.inspection.open_id("C-2")
    day.waits_until(lambda: day.recorded() == 1)
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    assert (centre.events()[0].consignment, day.open_id()) == ("C-1", "C-2")


def test_a_key_pressed_before_another_reader_read_is_about_the_parcel_before(day, centre):
    day.opens(FIRST)
    QTest.keyClick(day.window.windowHandle(), Qt.Key.Key_F2)
    day.screens.reading.route.take(BarcodeRead(text=SECOND, source="serial"))
    assert day.open_id() == "C-2"
    day.waits_until(lambda: day.recorded() == 1)
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    assert centre.events()[0].consignment == "C-1"


def labels_in(submission):
    said = [each.text for each in submission.particulars if each.kind == "label"]
    return [(each.kind, each.value) for each in (msgspec.json.decode(t, type=ReadMeaning) for t in said)]


def test_a_seal_and_a_bag_read_while_a_seizure_is_written_are_recorded_with_it_and_not_before(day, centre):
    day.opens(FIRST)
    day.fills("seize", reason="S08", legal_basis="ZZ-34")
    day.reads("BAG-12")
    day.reads("SEAL-0815")
    day.reads("BAG-12")
    day.waits_until(day.is_at_rest)
    assert day.form.labels.words() == ("Evidence bag BAG-12", "Seal SEAL-0815")
    assert "labelled" not in {row.kind for row in day.screens.desk.line.deliveries(None, 100)}
    day.confirms()
    day.waits_until(lambda: sum(e.event.kind == "labelled" for e in centre.everything()) == 2)
    (said,) = centre.submissions()
    assert labels_in(said) == [("evidence_bag", "BAG-12"), ("seal", "SEAL-0815")]
    noted = [each for each in centre.everything() if each.event.kind == "labelled"]
    assert [(each.event.consignment, each.event.parcel) for each in noted] == [("C-1", "P-1")] * 2
    assert [labels_in(each) for each in noted] == [[("evidence_bag", "BAG-12")], [("seal", "SEAL-0815")]]


def test_a_bag_read_by_mistake_is_taken_off_and_the_rest_comes_back_with_the_draft(day, centre):
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    day.reads("BAG-12")
    day.reads("BAG-13")
    day.goes_to(day.form.labels.list)
    QTest.keyClick(day.window.windowHandle(), Qt.Key.Key_Delete)
    assert day.form.labels.words() == ("Evidence bag BAG-12",)
    day.opens(SECOND)
    assert day.form.kind == ""
    day.opens(FIRST)
    assert day.form.labels.words() == ("Evidence bag BAG-12",)
    day.presses("confirm")
    day.confirms()
    day.waits_until(lambda: centre.kinds() == ["hold"])
    assert labels_in(centre.submissions()[0]) == [("evidence_bag", "BAG-12")]


def test_the_last_label_that_is_taken_off_leaves_the_keyboard_in_the_form(day):
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    day.reads("SEAL-1")
    day.goes_to(day.form.labels.list)
    QTest.keyClick(day.window.windowHandle(), Qt.Key.Key_Delete)
    assert day.form.labels.isHidden()
    assert day.form.isAncestorOf(day.window.focusWidget())
    day.confirms()
    assert day.recorded() == 1


def test_a_form_that_is_left_takes_its_seals_with_it(day, centre):
    day.opens(FIRST)
    day.fills("hold", reason="H01")
    day.reads("SEAL-1")
    day.presses("escape")
    assert (day.form.kind, day.notice()) == ("", "Not noted: Seal SEAL-1. Read them again if they are used.")
    day.presses("hold")
    assert (day.form.kind, day.form.labels.words()) == ("hold", ())
    day.waits_until(day.is_at_rest)
    assert "labelled" not in {row.kind for row in day.screens.desk.line.deliveries(None, 100)}


def test_a_seal_read_without_a_form_is_noted_at_once(day, centre):
    day.opens(FIRST)
    day.reads("SEAL-1")
    day.waits_until(lambda: any(e.event.kind == "labelled" for e in centre.everything()))
    assert "SEAL-1 is noted with" in day.says()


def test_of_two_pieces_the_one_with_the_torn_label_is_named_by_its_number_typed_in(day, centre):
    day.screens.inspection.open_id("C-3")
    assert "type the number of the piece, Ctrl+N" in day.in_the_way()
    day.presses("release")
    assert (day.form.kind, day.recorded()) == ("", 0)
    QTest.keyClick(day.window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    day.waits_until(day.screens.band.typed.field.hasFocus)
    day.types(LEFT_PIECE)
    day.presses("enter")
    day.waits_until(lambda: day.screens.inspection.open_consignment.at_hand.parcels == ("P-1",))
    assert "type the number" not in day.in_the_way()
    day.presses("release")
    day.form.exception.choose(day.screens.desk.deciding.exceptions()[0].code)
    day.confirms()
    day.waits_out_the_time_to_annul()
    day.waits_until(lambda: centre.kinds() == ["release"])
    (said,) = centre.events()
    assert ([entry.goods for entry in said.scope], said.possession) == ([SHIRTS], "typed")
    assert said.exception
