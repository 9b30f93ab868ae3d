"""A form in the hand: drawn by mouse or keyboard, never outside of the image, kept only when it is set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject

from workstation.domain.mark import ARROW, BOX, ELLIPSE, POLYGON, SHAPES, TEXT, Mark
from workstation.ui.scan_image.marks.hand import Ground, Hand, InHand
from workstation.ui.scan_image.marks.shapes import (
    RULER,
    SAMPLE,
    corners_of,
    distance_to,
    extent_of,
    handles_of,
    hit,
    holds,
    is_form,
    moved_within,
    reshaped,
)

SIZE = (640, 480)
GROUND = Ground("a" * 64, 0, SIZE)
OTHER = Ground("b" * 64, 0, (300, 200))
SEEN = (0.0, 0.0, 640.0, 480.0)
FORMS = (*SHAPES, RULER, SAMPLE)
REACH = 6.0
PLACES = st.tuples(st.floats(-100, 800), st.floats(-100, 700))
STEPS = st.tuples(st.floats(-300, 300), st.floats(-300, 300))


def mark(shape=BOX, points=((100, 100), (200, 180)), id="m"):
    return Mark(id=id, image=GROUND.image, shape=shape, points=points)


class Taken(QObject):
    """A hand, and what was set with it."""

    def __init__(self):
        super().__init__()
        self.hand = Hand(self)
        self.set: list[InHand] = []
        self.hand.was_set.connect(self.set.append)


@pytest.fixture
def taken(qapp):
    return Taken()


@pytest.fixture
def hand(taken):
    return taken.hand


# --- the keyboard -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [BOX, ELLIPSE, ARROW, TEXT, RULER, SAMPLE])
def test_a_form_that_the_keyboard_takes_lies_in_the_middle_of_what_is_seen_and_enter_sets_it(
    taken, hand, form
):
    hand.take(form, GROUND, (100.0, 100.0, 200.0, 80.0))
    assert taken.set == []
    assert hand.enter()
    left, top, width, height = extent_of(taken.set[0].points)
    assert (left + width / 2, top + height / 2) == (200, 140)
    assert hand.held is None


def test_arrows_move_and_with_shift_they_size(taken, hand):
    hand.take(BOX, GROUND, SEEN)
    before = hand.held.points
    hand.step((5, 0), sizes=False)
    assert hand.held.points == tuple((x + 5, y) for x, y in before)
    hand.step((0, 7), sizes=True)
    hand.enter()
    assert taken.set[0].points == ((245, 180), (405, 307))


def test_a_polygon_is_put_down_corner_by_corner_and_set_where_it_is_entered_twice(taken, hand):
    hand.take(POLYGON, GROUND, SEEN)
    for by in ((0, 0), (50, 0), (0, 50)):
        hand.step(by, sizes=False)
        assert hand.enter()
    assert taken.set == []
    assert hand.enter()
    assert taken.set[0].points == ((320, 240), (370, 240), (370, 290))


def test_a_polygons_last_corner_can_be_taken_up_again(taken, hand):
    hand.take(POLYGON, GROUND, SEEN)
    assert not hand.take_back()
    hand.enter()
    hand.step((50, 0), sizes=False)
    hand.enter()
    assert hand.take_back()
    assert len(hand.held.final) == 1
    hand.take(BOX, GROUND, SEEN)
    assert not hand.take_back()


def test_two_corners_are_no_polygon(taken, hand):
    hand.take(POLYGON, GROUND, SEEN)
    hand.enter()
    hand.step((50, 0), sizes=False)
    hand.enter()
    assert not hand.enter()
    assert taken.set == []
    assert hand.form == POLYGON


def test_what_is_let_go_is_not_set(taken, hand):
    hand.take(BOX, GROUND, SEEN)
    hand.drop()
    assert (hand.held, taken.set, hand.enter(), hand.put_down()) == (None, [], False, False)


def test_a_mark_that_is_moved_keeps_its_id(taken, hand):
    hand.take_mark(mark(), GROUND)
    hand.step((10, 20), sizes=False)
    hand.enter()
    assert (taken.set[0].mark, taken.set[0].points) == ("m", ((110, 120), (210, 200)))


def test_a_polygon_that_is_moved_moves_whole_and_keeps_its_corners(taken, hand):
    corners = ((10.0, 10.0), (50.0, 10.0), (50.0, 40.0))
    hand.take_mark(mark(POLYGON, corners), GROUND)
    hand.step((5, 5), sizes=False)
    assert not hand.take_back()
    hand.enter()
    assert taken.set[0].points == ((15, 15), (55, 15), (55, 45))


# --- the mouse ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [BOX, ELLIPSE, ARROW, RULER, SAMPLE])
def test_a_drag_draws_from_where_it_began_to_where_it_ended(taken, hand, form):
    hand.take(form, GROUND, SEEN)
    hand.press((30, 40), GROUND, REACH)
    hand.drag((60, 50))
    hand.drag((90, 100))
    assert taken.set == []
    hand.release()
    assert taken.set[0].points == ((30, 40), (90, 100))


def test_a_drag_on_the_other_view_draws_there(taken, hand):
    hand.take(BOX, GROUND, SEEN)
    hand.press((30, 40), OTHER, REACH)
    hand.drag((90, 100))
    hand.release()
    assert taken.set[0].ground == OTHER


def test_a_slip_of_the_hand_is_no_mark(taken, hand):
    hand.take(BOX, GROUND, SEEN)
    hand.press((30, 40), GROUND, REACH)
    hand.drag((30.5, 41))
    hand.release()
    assert taken.set == []
    assert hand.form == BOX


def test_a_corner_of_a_mark_can_be_dragged_even_beyond_the_opposite_one(taken, hand):
    hand.take_mark(mark(), GROUND)
    hand.press((101, 99), GROUND, REACH)
    hand.drag((250, 150))
    hand.drag((300, 220))
    hand.release()
    assert taken.set[0].points == ((200, 180), (300, 220))


def test_a_mark_is_dragged_as_a_whole_by_its_inside(taken, hand):
    hand.take_mark(mark(), GROUND)
    hand.press((150, 140), GROUND, REACH)
    hand.drag((160, 150))
    hand.drag((155, 145))
    hand.release()
    assert taken.set[0].points == ((105, 105), (205, 185))


def test_a_click_brings_the_form_there_and_sets_a_text_at_once(taken, hand):
    hand.take(BOX, GROUND, SEEN)
    hand.click((100, 100), GROUND, REACH)
    assert extent_of(hand.held.points) == (20, 40, 160, 120)
    hand.take(TEXT, GROUND, SEEN)
    hand.click((33, 44), GROUND, REACH)
    assert taken.set[0].points == ((33, 44),)


def test_clicks_make_a_polygon_and_one_on_its_first_corner_closes_it(taken, hand):
    hand.take(POLYGON, GROUND, SEEN)
    for at in ((10, 10), (100, 10), (100, 90)):
        hand.click(at, GROUND, REACH)
    hand.hover((55, 66))
    assert hand.held.points[-1] == (55, 66)
    hand.click((12, 8), GROUND, REACH)
    assert taken.set[0].points == ((10, 10), (100, 10), (100, 90))


@given(st.sampled_from(FORMS), st.lists(PLACES, min_size=1, max_size=6), STEPS)
def test_nothing_that_is_drawn_leaves_the_image(qapp, form, places, step):
    taken = Taken()
    hand = taken.hand
    hand.take(form, GROUND, SEEN)
    for at in places:
        hand.press(at, GROUND, REACH)
        hand.drag((at[0] + step[0], at[1] + step[1]))
        if form == POLYGON:
            hand.click(at, GROUND, REACH)
        hand.step(step, sizes=True)
        hand.step(step, sizes=False)
    hand.release()
    hand.enter()
    held = [hand.held] if hand.held is not None else []
    for each in (*taken.set, *held):
        left, top, width, height = extent_of(each.points)
        assert left >= 0
        assert top >= 0
        assert left + width <= SIZE[0] + 1e-6
        assert top + height <= SIZE[1] + 1e-6
    assert all(is_form(each.form, each.points, 2.0) for each in taken.set)


# --- geometry -----------------------------------------------------------------------------------------------


@given(PLACES, PLACES, st.integers(0, 3), PLACES)
def test_a_corner_goes_where_it_is_dragged_and_the_opposite_one_stays(one, other, handle, to):
    points = reshaped(BOX, (one, other), handle, to)
    assert points[1] == to
    assert points[0] == corners_of((one, other))[(handle + 2) % 4]


@given(st.lists(st.tuples(st.floats(0, 640), st.floats(0, 480)), min_size=1, max_size=5), STEPS)
def test_a_move_keeps_the_form(points, by):
    before, after = extent_of(points), extent_of(moved_within(tuple(points), by, SIZE))
    assert after[2:] == pytest.approx(before[2:])


def test_a_place_hits_the_nearest_outline_before_the_smallest_that_holds_it():
    large = mark(points=((0, 0), (400, 400)), id="large")
    small = mark(points=((50, 50), (150, 150)), id="small")
    both = (large, small)
    assert hit(both, (100, 100), REACH) is small
    assert hit(both, (300, 300), REACH) is large
    assert hit(both, (3, 100), REACH) is large
    assert hit(both, (152, 100), REACH) is small
    assert hit(both, (500, 20), REACH) is None


@pytest.mark.parametrize(
    "shape, points, inside, outside",
    [
        (BOX, ((10, 10), (50, 50)), (30, 30), (51, 30)),
        (ELLIPSE, ((10, 10), (50, 50)), (30, 30), (12, 12)),
        (POLYGON, ((10, 10), (50, 10), (10, 50)), (20, 20), (45, 45)),
    ],
)
def test_what_lies_inside_of_an_outline(shape, points, inside, outside):
    assert holds(shape, points, inside)
    assert not holds(shape, points, outside)


def test_a_line_and_a_text_hold_nothing_but_can_be_hit():
    arrow = mark(ARROW, ((0, 0), (100, 0)))
    assert not holds(ARROW, arrow.points, (50, 0))
    assert distance_to(ARROW, arrow.points, (50, 4)) == 4
    assert distance_to(ARROW, arrow.points, (103, 4)) == 5
    assert hit((mark(TEXT, ((40, 40),)),), (42, 40), REACH) is not None
    assert handles_of(TEXT, ((40, 40),)) == ()
