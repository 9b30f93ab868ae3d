"""Every view of a file reaches the screen, and what algorithms saw according to the file itself."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_images import FakeImages, pixels
from tests.fakes.marks import FakeMarkBook
from tests.ui.robots_consignment import ImageRobot
from tests.ui.robots_marks import MarkRobot
from workstation.domain.consignment import Condition, Detection, ScanImage
from workstation.domain.mark import ACCEPTED, BOX, CLEARED, RecordedMark, detection_name, reported_id
from workstation.imaging.scan_file import ScanFile, SeenByAlgorithm
from workstation.ui.scan_image.layer import words_of
from workstation.ui.scan_image.loading import make_ready

pytestmark = pytest.mark.usefixtures("dressed", "english")

TOP, SIDE = "a" * 64, "b" * 64
DECLARED = Detection(id="1", kind="battery", confidence=0.82, box=(10, 10, 40, 40))
KNIFE = SeenByAlgorithm("knife", 0.5, view=0, box=(200, 100, 60, 60))
LIQUID = SeenByAlgorithm("liquid", None, view=1, box=(100, 100, 60, 60), algorithm="ACME 2")
NOWHERE = SeenByAlgorithm("ghost", 0.9, view=7, box=(1, 1, 9, 9))


def file(*names, detections=()):
    views = tuple(
        replace(pixels(400 + 10 * place, 300, seed=place), view=name) for place, name in enumerate(names)
    )
    return ScanFile("DICOS", views, tuple(detections))


def parcel(*shas, id="C-1", detections=(DECLARED,)):
    images = tuple(
        ScanImage(sha256=sha, view=view, width=400, height=300, detections=detections)
        for sha, view in zip(shas or (TOP,), ("top", "side"), strict=False)
    )
    return opened(consignment(id=id, images=images))


@pytest.fixture
def source():
    seen = (KNIFE, LIQUID, NOWHERE)
    return FakeImages().put(TOP, file("", "", "", detections=seen)).put(SIDE, pixels(400, 300))


@pytest.fixture
def viewer(qtbot, background, source):
    return ImageRobot(qtbot, background, source)


@pytest.fixture
def officer(qtbot, background, source):
    return MarkRobot(qtbot, background, source, FakeMarkBook())


def names(viewer):
    return [pane.accessibleName() for pane in viewer.screen.panes if not pane.isHidden()]


# --- views --------------------------------------------------------------------------------------------------


def test_the_first_two_views_of_a_file_stand_side_by_side_and_the_others_follow_by_the_key(viewer):
    viewer.open(parcel(TOP), images=2)
    assert names(viewer) == ["from above · view 1 of 3", "from above · view 2 of 3"]
    assert viewer.screen.tool_bar.views.isEnabled()
    seen = []
    for _ in range(4):
        viewer.press(Qt.Key.Key_V)
        seen.append(names(viewer))
    alone = [[f"from above · view {place} of 3"] for place in (1, 2, 3)]
    assert seen == [*alone, ["from above · view 1 of 3", "from above · view 2 of 3"]]


def test_each_pane_shows_the_pixels_of_its_own_view(viewer):
    viewer.open(parcel(TOP), images=2)
    assert [(pane.scan.view, pane.scan.size) for pane in viewer.screen.panes] == [
        (0, (400, 300)),
        (1, (410, 300)),
    ]


def test_another_view_of_the_same_file_is_fitted_and_painted_as_another_image(viewer, qtbot):
    viewer.open(parcel(TOP), images=2)
    viewer.press(Qt.Key.Key_V)
    pane = viewer.screen.panes[0]
    viewer.screen.zoom(3.0)
    before = len(viewer.painted)
    viewer.press(Qt.Key.Key_V)
    assert pane.scan.view == 1
    assert pane.looking.fits
    qtbot.waitUntil(lambda: len(viewer.painted) == before + 1)
    assert viewer.screen.shown_images() == (TOP,)  # a decision names the file, and once


def test_views_of_several_files_are_gone_through_in_turn(viewer):
    viewer.open(parcel(SIDE, TOP), images=2)
    assert names(viewer) == ["from above", "from the side · view 1 of 3"]
    seen = []
    for _ in range(4):
        viewer.press(Qt.Key.Key_V)
        seen += names(viewer)
    assert seen == ["from above", *(f"from the side · view {place} of 3" for place in (1, 2, 3))]


def test_a_view_that_was_chosen_stays_while_another_file_before_it_turns_out_to_have_several(
    viewer, qtbot, source
):
    source.gate.clear()
    viewer.screen.show_consignment(parcel(TOP, SIDE))
    viewer.press(Qt.Key.Key_V)
    viewer.press(Qt.Key.Key_V)
    assert names(viewer) == ["from the side"]
    source.gate.set()
    qtbot.waitUntil(lambda: viewer.screen.loading.ready(TOP) is not None and bool(viewer.painted))
    assert names(viewer) == ["from the side"]


def test_a_view_is_called_by_its_own_name_where_that_tells_it_from_the_others(viewer, source):
    source.put(TOP, file("side", "left lane"))
    viewer.open(parcel(TOP), images=2)
    assert names(viewer) == ["from above · from the side", "from above · left lane"]


def test_names_that_tell_nothing_apart_are_not_used(viewer, source):
    source.put(TOP, file("slice", "slice"))
    viewer.open(parcel(TOP), images=2)
    assert names(viewer) == ["from above · view 1 of 2", "from above · view 2 of 2"]


def test_a_view_that_is_called_as_its_file_is_not_called_twice(viewer, source):
    source.put(TOP, file("top", "side"))
    viewer.open(parcel(TOP), images=2)
    assert names(viewer) == ["from above", "from above · from the side"]


def test_another_consignment_begins_with_its_first_views(viewer):
    viewer.open(parcel(TOP), images=2)
    viewer.press(Qt.Key.Key_V)
    viewer.open(parcel(SIDE, id="C-2"))
    assert names(viewer) == ["from above"]
    assert not viewer.screen.tool_bar.views.isEnabled()


def test_all_views_count_in_the_memory_that_a_file_takes(source):
    ready = make_ready(source, TOP)
    assert [each.view for each in ready.views] == [0, 1, 2]
    assert ready.size_bytes == sum(each.pyramid.size_bytes for each in ready.views)
    assert ready.size_bytes > 2 * make_ready(source, SIDE).size_bytes


def test_a_file_without_a_picture_says_so_in_one_sentence(viewer, qtbot, source):
    source.put(TOP, ScanFile("DICOS", (), (KNIFE,)))
    viewer.screen.show_consignment(parcel(TOP))
    said = "This is the report of an algorithm about another image; no image is in it."
    qtbot.waitUntil(lambda: viewer.words() == [said])


# --- detections ---------------------------------------------------------------------------------------------


def test_detections_of_the_file_lie_on_their_view_beside_those_of_the_declaration(viewer):
    viewer.open(parcel(TOP), images=2)
    first, second = viewer.screen.panes
    assert [each.kind for each in first._detections] == ["battery", "knife"]
    assert [(each.id, each.kind) for each in second._detections] == [(reported_id(1), "liquid")]
    assert viewer.screen.tool_bar.detections.isEnabled()


def test_a_file_alone_can_have_what_the_detections_key_is_for(viewer):
    viewer.open(parcel(TOP, detections=()), images=2)
    assert viewer.screen.tool_bar.detections.isEnabled()
    viewer.open(parcel(SIDE, id="C-2", detections=()))
    assert not viewer.screen.tool_bar.detections.isEnabled()


def test_of_a_detection_without_a_confidence_none_is_said(source):
    (liquid,) = make_ready(source, TOP).others[0].detections
    assert words_of(liquid) == "liquid"


def test_detections_of_the_file_are_accepted_and_cleared(officer):
    officer.open(parcel(TOP), images=2)
    liquid, knife = detection_name(TOP, reported_id(1)), detection_name(TOP, reported_id(0))
    officer.click(130, 130, pane=1)
    assert officer.marking.board.picked == liquid
    officer.marking.judge(CLEARED)
    officer.marking.pick(knife)
    officer.marking.judge(ACCEPTED)
    officer.written(2)
    assert officer.book.judgements("C-1") == {liquid: CLEARED, knife: ACCEPTED}
    assert officer.screen.panes[1]._cleared == {reported_id(1)}
    assert [words.split(" · ")[0] for words in officer.listed()] == ["battery 82 %", "knife 50 %", "liquid"]


def test_a_detection_is_not_met_on_another_view_of_its_file(officer):
    officer.open(parcel(TOP), images=2)
    officer.click(130, 130, pane=0)
    assert officer.marking.board.picked == ""
    officer.click(30, 30, pane=1)  # the declaration's lies on the first view
    assert officer.marking.board.picked == ""


def test_the_list_of_another_consignment_has_nothing_of_the_file_before(officer):
    officer.open(parcel(TOP), images=2)
    officer.open(parcel(SIDE, id="C-2", detections=()))
    assert officer.listed() == []


# --- marks --------------------------------------------------------------------------------------------------


def test_a_mark_lies_on_the_view_that_it_was_drawn_on(officer):
    officer.open(parcel(TOP), images=2)
    officer.marking.take(BOX)
    officer.draw((250, 40), (300, 90), pane=1)
    (mark,) = officer.all_kept()
    assert (mark.image, mark.view) == (TOP, 1)
    drawn = [len(officer.layer(pane).content.drawn) for pane in (0, 1)]
    assert drawn == [0, 1]
    officer.marking.pick("")
    officer.click(275, 65, pane=0)
    assert officer.marking.board.picked == ""
    officer.click(250, 65, pane=1)
    assert officer.marking.board.picked == mark.id


def test_a_picked_mark_is_moved_on_its_own_view(officer):
    officer.open(parcel(TOP), images=2)
    officer.marking.take(BOX)
    officer.draw((250, 40), (300, 90), pane=1)
    (before,) = officer.all_kept()
    assert officer.marking.step(1, 0, sizes=False)
    assert officer.marking.hand.held.ground.view == 1
    officer.marking.enter()
    (after,) = officer.all_kept()
    assert (after.id, after.view) == (before.id, 1)
    assert after.points != before.points


def test_a_mark_of_an_image_desk_lies_on_the_view_that_it_was_made_on(officer):
    told = RecordedMark(id="t-1", image=TOP, shape=BOX, points=((1, 1), (50, 50)), view=1)
    condition = Condition(id="c", kind="examination", asked=True, marks=(told,))
    image = ScanImage(sha256=TOP, view="top", width=400, height=300)
    officer.open(opened(consignment(images=(image,), conditions=(condition,))), images=2)
    assert [len(officer.layer(pane).content.drawn) for pane in (0, 1)] == [0, 1]
