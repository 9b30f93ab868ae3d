"""Marks on a scan image: drawn by mouse and keyboard, saved at once, linked to goods or visibly open."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.fakes.desk_consignments import consignment, goods_items, opened
from tests.fakes.desk_images import FakeImages, pixels
from tests.fakes.marks import FakeMarkBook
from tests.ui.robots_marks import MarkRobot
from workstation.domain.consignment import Condition, Detection, ScanImage
from workstation.domain.mark import (
    ACCEPTED,
    ARROW,
    BOX,
    CLEARED,
    ELLIPSE,
    NOT_DECLARED,
    POLYGON,
    TEXT,
    Mark,
    RecordedMark,
    detection_name,
)
from workstation.domain.problems import Unavailable
from workstation.ui.scan_image.layer import INK
from workstation.ui.scan_image.marks.shapes import extent_of

pytestmark = pytest.mark.usefixtures("dressed", "english")

TOP, SIDE = "a" * 64, "b" * 64
BATTERY = Detection(id="1", kind="battery", confidence=0.82, box=(200, 150, 120, 90))
KNIFE = Detection(id="2", kind="knife", confidence=0.5, polygon=((400, 100), (460, 100), (430, 160)))
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def parcel(*shas, goods=3, detections=(), id="C-1"):
    images = tuple(
        ScanImage(sha256=sha, view=view, width=640, height=480, detections=detections if not place else ())
        for place, (sha, view) in enumerate(zip(shas or (TOP,), ("top", "side"), strict=False))
    )
    return opened(consignment(id=id, images=images, goods_items=goods_items(goods)))


@pytest.fixture
def book():
    return FakeMarkBook()


@pytest.fixture
def officer(qtbot, background, book):
    source = FakeImages().put(TOP, pixels()).put(SIDE, pixels(seed=3))
    return MarkRobot(qtbot, background, source, book)


def near(points, wanted):
    """Whether points of the image are where the mouse was, to the pixel of the screen."""
    return points == tuple(pytest.approx(each, abs=2) for each in wanted)


# --- drawing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key, shape", [("Q", BOX), ("U", ELLIPSE), ("W", ARROW)])
def test_a_mark_is_drawn_with_the_mouse_and_kept_at_once(officer, key, shape):
    officer.open(parcel())
    officer.press(key)
    officer.draw((100, 100), (150, 150), (240, 200))
    (mark,) = officer.all_kept()
    assert (mark.shape, mark.image, mark.view) == (shape, TOP, 0)
    assert near(mark.points, ((100, 100), (240, 200)))
    assert officer.book.of("C-1") == (mark,)


@pytest.mark.parametrize("key, shape", [("Q", BOX), ("U", ELLIPSE), ("W", ARROW), ("T", TEXT)])
def test_a_mark_is_drawn_with_keys_alone(officer, key, shape):
    officer.open(parcel())
    officer.press(key)
    officer.press(Qt.Key.Key_Right)
    officer.press(Qt.Key.Key_Down, SHIFT)
    assert officer.marks() == ()
    officer.press(Qt.Key.Key_Return)
    (mark,) = officer.all_kept()
    assert mark.shape == shape


def test_the_arrows_move_a_form_by_a_hundredth_of_what_is_seen_and_size_it_with_shift(officer):
    officer.open(parcel())
    officer.press("Q")
    before = extent_of(officer.marking.hand.held.points)
    officer.press(Qt.Key.Key_Right)
    moved = extent_of(officer.marking.hand.held.points)
    officer.press(Qt.Key.Key_Left, SHIFT)
    sized = extent_of(officer.marking.hand.held.points)
    assert moved == pytest.approx((before[0] + 6.4, *before[1:]))
    assert sized == pytest.approx((moved[0], moved[1], moved[2] - 6.4, moved[3]))


def test_a_polygon_is_clicked_and_closed_at_its_first_corner(officer):
    officer.open(parcel())
    officer.press("Y")
    for at in ((100, 100), (200, 100), (200, 220)):
        officer.click(*at)
    assert officer.marks() == ()
    officer.click(101, 101)
    (mark,) = officer.all_kept()
    assert mark.shape == POLYGON
    assert near(mark.points, ((100, 100), (200, 100), (200, 220)))


def test_a_polygon_is_closed_by_a_double_click_too(officer):
    officer.open(parcel())
    officer.press("Y")
    officer.click(100, 100)
    officer.click(200, 100)
    officer.double_click_at(200, 220)
    (mark,) = officer.all_kept()
    assert near(mark.points, ((100, 100), (200, 100), (200, 220)))


def test_without_a_form_in_the_hand_the_mouse_moves_the_image_as_ever(officer):
    officer.open(parcel())
    before = officer.on_screen(0, 0)
    officer.draw((300, 240), (320, 260), (340, 280))
    assert officer.marks() == ()
    assert officer.on_screen(0, 0) != before


def test_esc_lets_go_of_what_is_in_the_hand_and_only_then_leaves_the_image(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Escape)
    assert officer.marking.hand.held is None
    assert officer.marks() == ()
    assert not officer.marking.escape()


def test_the_same_key_again_takes_the_form_to_the_other_view(officer):
    officer.open(parcel(TOP, SIDE))
    officer.press("Q")
    assert officer.marking.hand.held.ground.image == TOP
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    assert [mark.image for mark in officer.all_kept()] == [SIDE]
    assert officer.layer(0).content.drawn == ()
    assert len(officer.layer(1).content.drawn) == 1


def test_a_mark_is_dragged_by_its_inside_and_by_a_corner(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.draw((100, 100), (150, 150), (200, 200))
    officer.draw((150, 150), (160, 160), (170, 170))
    (mark,) = officer.all_kept()
    assert near(mark.points, ((120, 120), (220, 220)))
    officer.draw((220, 220), (240, 240), (260, 250))
    (mark,) = officer.all_kept()
    assert near(mark.points, ((120, 120), (260, 250)))
    assert mark.id == "m-1"


def test_a_mark_that_is_moved_by_arrows_is_one_change_when_it_is_set(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    for _ in range(5):
        officer.press(Qt.Key.Key_Right)
    officer.press(Qt.Key.Key_Return)
    officer.written(2)
    assert officer.book.written == ["put box", "put box"]
    assert officer.layer().content.drawn[0].picked


def test_with_no_mark_picked_the_arrows_move_the_image_as_ever(officer):
    officer.open(parcel())
    before = officer.on_screen(0, 0)
    officer.press(Qt.Key.Key_Right)
    assert officer.on_screen(0, 0) != before


def test_where_no_image_is_nothing_is_drawn(officer, qtbot):
    officer.screen.show_consignment(opened(consignment(images=())))
    officer.marking.show_consignment(opened(consignment(images=())))
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    assert officer.marks() == ()
    assert officer.panel.isHidden()


# --- kept at once -------------------------------------------------------------------------------------------


def test_a_mark_looks_unsure_until_it_is_kept(officer, qtbot):
    officer.open(parcel())
    officer.book.gate.clear()
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    assert not officer.layer().content.drawn[0].sure
    officer.book.gate.set()
    qtbot.waitUntil(lambda: officer.layer().content.drawn[0].sure)


def test_a_mark_that_cannot_be_kept_goes_and_the_officer_is_told(officer, qtbot):
    officer.open(parcel())
    officer.book.problem = Unavailable("The disk is full.", code="disk")
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: officer.failed != [])
    assert officer.marks() == ()
    assert officer.layer().content.drawn == ()


def test_marks_are_there_again_when_the_parcel_is_opened_again(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.all_kept()
    officer.open(parcel(SIDE, id="C-2"))
    assert officer.layer().content.drawn == ()
    assert officer.panel.isHidden()
    officer.open(parcel())
    assert [drawn.form for drawn in officer.layer().content.drawn] == [BOX]
    assert officer.panel.isVisible()


def test_an_image_that_two_parcels_share_shows_each_its_own_marks(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.all_kept()
    officer.open(parcel(id="C-2"))
    assert officer.layer().content.drawn == ()


def test_ctrl_z_takes_back_and_ctrl_shift_z_makes_again(officer, qtbot):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.all_kept()
    officer.press(Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: officer.marks() == ())
    officer.press(Qt.Key.Key_Z, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(officer.marks()) == 1)


def test_ctrl_z_takes_back_from_the_list_beside_the_image_too(officer, qtbot):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.all_kept()
    officer.press(Qt.Key.Key_Return)
    window = officer.screen.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: officer.marks() == ())
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert officer.screen.hasFocus()


def test_del_takes_the_picked_mark_away(officer, qtbot):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.press(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: officer.book.written == ["put box", "remove"])
    assert officer.marks() == ()


# --- linking ------------------------------------------------------------------------------------------------


def test_what_is_linked_to_nothing_stays_open_on_both_sides(officer):
    officer.open(parcel(goods=2))
    assert officer.open_rows() == []
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    assert officer.open_rows() == [
        "1 box → linked to nothing yet",
        "no mark · 1 · Cotton T-shirts with print, men's, size L",
        "no mark · 2 · Electronic cigarettes, disposable, with nicotine liquid",
    ]
    assert officer.layer().content.drawn[0].is_open


def test_with_the_lists_hidden_the_image_says_what_is_open(officer):
    officer.open(parcel(goods=2))
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    assert officer.layer().content.note == ""
    officer.press("X")
    assert officer.layer().content.note == "marks linked to nothing: 1 · goods without a mark: 2"
    officer.marking.link("g1")
    assert officer.layer().content.note == "goods without a mark: 1"


def test_a_mark_is_linked_by_keys_and_the_keyboard_is_back_at_the_image(officer):
    officer.open(parcel(goods=2))
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.press(Qt.Key.Key_Return)
    assert officer.panel.goods.hasFocus()
    QTest.keyClick(officer.panel.goods, Qt.Key.Key_Down)
    QTest.keyClick(officer.panel.goods, Qt.Key.Key_Down)
    QTest.keyClick(officer.panel.goods, Qt.Key.Key_Return)
    assert [mark.goods for mark in officer.all_kept()] == ["g2"]
    assert officer.screen.hasFocus()
    assert officer.open_rows() == ["no mark · 1 · Cotton T-shirts with print, men's, size L"]
    assert officer.layer().content.drawn[0].label == "1 · goods 2"


def test_a_mark_of_what_nobody_declared_says_so(officer):
    officer.open(parcel(goods=1))
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.marking.link(NOT_DECLARED)
    assert officer.listed() == ["1 box → not declared"]
    officer.marking.link(NOT_DECLARED)
    assert officer.listed() == ["1 box → linked to nothing yet"]


def test_goods_that_are_declared_no_more_leave_no_mark_behind_in_silence(officer):
    mark = Mark(id="old", image=TOP, shape=BOX, points=((1, 1), (9, 9)), goods="gone")
    officer.book.put("C-1", mark)
    officer.open(parcel(goods=1))
    assert officer.listed() == ["1 box → goods that are no longer declared"]


def test_words_are_kept_on_enter_and_a_text_asks_for_them(officer):
    officer.open(parcel())
    officer.press("T")
    officer.press(Qt.Key.Key_Return)
    assert officer.panel.words.hasFocus()
    QTest.keyClicks(officer.panel.words, "false bottom")
    QTest.keyClick(officer.panel.words, Qt.Key.Key_Return)
    assert [mark.words for mark in officer.all_kept()] == ["false bottom"]
    assert officer.screen.hasFocus()
    assert officer.layer().content.drawn[0].label == "1 · false bottom · linked to nothing yet"


def test_words_that_esc_leaves_are_not_kept(officer):
    officer.open(parcel())
    officer.press("T")
    officer.press(Qt.Key.Key_Return)
    QTest.keyClicks(officer.panel.words, "no")
    QTest.keyClick(officer.panel.words, Qt.Key.Key_Escape)
    assert [mark.words for mark in officer.all_kept()] == [""]
    assert officer.panel.words.text() == ""


def test_words_from_outside_are_plain(officer):
    officer.book.put("C-1", Mark(id="o", image=TOP, shape=TEXT, points=((9, 9),), words="<b>x</b>\u202e"))
    officer.open(parcel(goods=1))
    assert officer.listed() == ["1 <b>x</b>‹U+202E› → linked to nothing yet"]


# --- detections ---------------------------------------------------------------------------------------------


def test_each_detection_is_accepted_or_cleared_by_one_key(officer, qtbot):
    officer.open(parcel(detections=(BATTERY, KNIFE)))
    assert officer.panel.isHidden()
    officer.press("A")
    assert officer.marking.board.picked == detection_name(TOP, "1")
    officer.press("A")
    officer.press("N")
    officer.press("C")
    names = [detection_name(TOP, id) for id in ("1", "2")]
    officer.written(2)
    assert dict(officer.book.judgements("C-1")) == {names[0]: ACCEPTED, names[1]: CLEARED}
    assert officer.listed() == ["battery 82 % · accepted", "knife 50 % · cleared"]
    assert [said.words for said in officer.layer().content.said] == ["accepted", "cleared"]


def test_a_cleared_detection_steps_back_and_comes_forward_when_that_is_taken_back(officer):
    def magenta():
        image = officer.screen.panes[0].grab().toImage()
        places = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(image.pixelColor(x, y).name() == INK.name() for x, y in places)

    officer.open(parcel(detections=(BATTERY,)))
    officer.press("C")
    officer.press("X")
    QApplication.sendPostedEvents()
    before = magenta()
    officer.press("C")
    assert 0 < magenta() < before / 3
    officer.press("C")
    assert magenta() == before


def test_a_verdict_said_again_is_taken_back(officer):
    officer.open(parcel(detections=(BATTERY,)))
    for _ in range(3):
        officer.press("C")
    officer.written(2)
    assert officer.listed() == ["battery 82 %"]


def test_a_click_picks_a_mark_before_the_detection_below_it(officer):
    officer.open(parcel(detections=(BATTERY,)))
    officer.click(260, 195)
    assert officer.marking.board.picked == detection_name(TOP, "1")
    officer.press("Q")
    officer.draw((250, 165), (260, 200), (290, 220))
    officer.press(Qt.Key.Key_Escape)
    officer.click(260, 195)
    assert officer.marking.board.picked == "m-1"


def test_detections_that_are_not_shown_are_not_picked(officer):
    officer.open(parcel(detections=(BATTERY,)))
    officer.press("A")
    officer.press("A")
    officer.press("D")
    assert officer.layer().content.said == ()
    officer.press(Qt.Key.Key_Escape)
    officer.click(260, 195)
    assert officer.marking.board.picked == ""


def test_a_detection_without_a_name_of_its_own_is_not_judged(officer):
    nameless = Detection(id="", kind="battery", box=(10, 10, 50, 50))
    nowhere = Detection(id="9", kind="battery")
    officer.open(parcel(detections=(nameless, nowhere)))
    officer.press("A")
    assert officer.listed() == []
    assert officer.marking.board.picked == ""


# --- measuring ----------------------------------------------------------------------------------------------


def test_a_length_is_told_in_pixels_where_nobody_knows_how_large_one_is(officer, qtbot):
    officer.open(parcel())
    officer.press("R")
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: officer.panel.measured.text() != "")
    assert officer.panel.measured.text() == "160.0 pixels; how large a pixel is is not known"
    assert officer.panel.profile.isVisible()
    assert officer.marks() == ()
    officer.press(Qt.Key.Key_Escape)
    assert officer.panel.measured.isHidden()
    assert officer.panel.profile.isHidden()


def test_where_the_pitch_is_known_lengths_are_millimetres_and_regions_have_an_area(qtbot, background, book):
    known = replace(pixels(), pitch_mm=0.5)
    officer = MarkRobot(qtbot, background, FakeImages().put(TOP, known), book)
    officer.open(parcel())
    officer.press("R")
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: officer.panel.measured.text() == "80.0 mm · 160.0 pixels")
    officer.press("S")
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: officer.panel.measured.text().startswith("19200 pixels · 48.00 cm²"))


def test_a_region_is_told_in_percents_of_the_open_beam_for_each_energy(officer, qtbot):
    officer.open(parcel())
    officer.press("S")
    officer.draw((300, 220), (320, 240), (340, 260))
    qtbot.waitUntil(lambda: officer.panel.measured.text() != "")
    lines = officer.panel.measured.text().split("\n")
    assert lines[0].endswith("pixels")
    assert lines[1].startswith("high energy: lets through 6.1 ± 0.0 %")
    assert lines[2].startswith("low energy: lets through ")


def test_a_picked_mark_tells_what_lies_in_it(officer, qtbot):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "lets through" in officer.panel.measured.text())
    officer.press(Qt.Key.Key_Escape)
    assert officer.panel.measured.isHidden()


# --- the panel ----------------------------------------------------------------------------------------------


def test_the_panel_comes_with_the_first_mark_and_goes_by_one_key(officer):
    officer.open(parcel())
    assert officer.panel.isHidden()
    officer.press("X")
    assert officer.panel.isVisible()
    officer.press("X")
    assert officer.panel.isHidden()


def test_the_buttons_of_the_panel_do_what_the_keys_do(officer):
    officer.open(parcel())
    officer.press("X")
    officer.panel.forms[BOX].click()
    assert officer.panel.forms[BOX].isChecked()
    officer.press(Qt.Key.Key_Return)
    assert not officer.panel.forms[BOX].isChecked()
    assert len(officer.all_kept()) == 1
    officer.panel.remove.click()
    assert officer.marks() == ()
    assert not officer.panel.remove.isEnabled()


def test_a_row_of_the_list_picks_its_mark(officer):
    officer.open(parcel())
    for _ in range(2):
        officer.press("Q")
        officer.press(Qt.Key.Key_Return)
    officer.panel.rows.setFocus()
    QTest.keyClick(officer.panel.rows, Qt.Key.Key_Up)
    assert officer.marking.board.picked == "m-1"
    QTest.keyClick(officer.panel.rows, Qt.Key.Key_Escape)
    assert officer.screen.hasFocus()
    officer.press("N", SHIFT)
    assert officer.marking.board.picked == "m-2"


# --- seeing the image alone ---------------------------------------------------------------------------------


def test_marks_are_hidden_by_one_key_and_come_back_with_the_next_form(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.press("H")
    assert officer.layer().content.drawn == ()
    assert officer.listed() == ["1 box → linked to nothing yet"]
    officer.press("W")
    assert [drawn.form for drawn in officer.layer().content.drawn] == [BOX, ARROW]


def test_what_lies_over_the_image_is_never_burned_into_it(officer):
    officer.open(parcel(detections=(BATTERY,)))
    pane = officer.screen.panes[0]
    before = pane.scan.pyramid.pixels.energies[0].tobytes()
    bare = pane.grab().toImage()
    officer.marking.take(BOX)
    officer.press(Qt.Key.Key_Return)
    officer.marking.judge(ACCEPTED)
    assert pane.scan.pyramid.pixels.energies[0].tobytes() == before
    officer.press("X")
    QApplication.sendPostedEvents()
    assert pane.grab().toImage() != bare
    officer.press("H")
    officer.press(Qt.Key.Key_Escape)
    assert pane.grab().toImage() == bare


def test_a_click_beside_what_is_picked_lets_it_go(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.draw((100, 100), (150, 150), (200, 200))
    assert officer.marking.board.picked == "m-1"
    officer.click(500, 400)
    assert officer.marking.board.picked == ""


def test_on_an_image_of_another_parcel_nothing_is_marked_but_it_is_measured(officer, qtbot):
    officer.open(parcel())
    officer.marking.show_consignment(parcel(SIDE))  # its own image has not come, another one is shown
    officer.press("Q")
    assert officer.marking.hand.held is None
    officer.press("R")
    officer.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: officer.panel.measured.text() != "")


def test_an_image_that_is_taken_away_and_comes_again_has_its_marks(officer):
    officer.open(parcel())
    officer.press("Q")
    officer.press(Qt.Key.Key_Return)
    officer.all_kept()
    officer.screen.show_consignment(None)
    officer.marking.show_consignment(None)
    assert officer.layer().content.drawn == ()
    officer.marking.show_consignment(parcel())  # the image comes after its marks
    assert officer.layer().content.drawn == ()
    officer.screen.show_consignment(parcel())
    assert [drawn.form for drawn in officer.layer().content.drawn] == [BOX]
    assert officer.panel.forms[BOX].isEnabled()


# --- what others drew ---------------------------------------------------------------------------------------


def asked_to_open(*marks):
    given = parcel()
    condition = Condition(id="c", kind="examination", asked=True, marks=marks)
    return replace(given, consignment=replace(given.consignment, conditions=(condition,)))


def test_who_opens_the_parcel_sees_what_the_image_desk_drew_and_cannot_move_it(officer):
    theirs = RecordedMark(id="t", image=TOP, shape=BOX, points=((9, 9), (90, 90)), words="a cell", goods="g2")
    officer.open(asked_to_open(theirs))
    (drawn,) = officer.layer().content.drawn
    assert (drawn.told, drawn.label) == (True, "a cell · goods 2")
    assert officer.listed() == []
    officer.click(50, 50)
    assert officer.marking.board.picked == ""


def test_marks_from_outside_that_are_no_form_are_left_out(officer):
    strange = (
        RecordedMark(id="1", image=TOP, shape="spiral", points=((9, 9), (90, 90))),
        RecordedMark(id="2", image=TOP, shape=BOX, points=((9, 9),)),
        RecordedMark(id="3", image=TOP, shape=POLYGON, points=()),
        RecordedMark(id="4", image=TOP, shape=BOX, points=((9, 9), (10**9, 90))),
    )
    officer.open(asked_to_open(*strange))
    assert officer.layer().content.drawn == ()


def test_ones_own_mark_is_not_drawn_twice_when_the_decision_has_it(officer):
    officer.book.put("C-1", Mark(id="own", image=TOP, shape=BOX, points=((9, 9), (90, 90))))
    officer.open(asked_to_open(RecordedMark(id="own", image=TOP, shape=BOX, points=((9, 9), (90, 90)))))
    assert [drawn.told for drawn in officer.layer().content.drawn] == [False]
