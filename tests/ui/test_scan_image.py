"""The scan image is there at once, nothing drawn on it changes it, and it says why it is not there."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QBoxLayout

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_images import FakeImages, not_here, pixels, unreadable
from tests.ui.robots_consignment import SHIFT, ImageRobot
from workstation.domain.consignment import Detection, ScanImage
from workstation.domain.problems import Unavailable
from workstation.imaging.appearance import Window
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.photograph import photograph_of
from workstation.ui.scan_image.layer import INK, paint_detections, words_of
from workstation.ui.scan_image.loading import ReadyImages, make_ready
from workstation.ui.scan_image.looking import LARGEST, Looking
from workstation.ui.scan_image.toolbar import ToolBar
from workstation.ui.scan_image.tools import AUTOMATIC, BY_HAND, ViewTools
from workstation.ui.theme import TARGET_PX

pytestmark = pytest.mark.usefixtures("dressed")

TOP, SIDE, THIRD, PHOTO = "a" * 64, "b" * 64, "c" * 64, "d" * 64
BATTERY = Detection(id="d", kind="battery", confidence=0.82, box=(200, 150, 120, 90))


def with_images(*shas, consignment_id="C-1", detections=(BATTERY,), **of_each):
    views = ("top", "side", "oblique")
    images = tuple(
        ScanImage(sha256=sha, view=view, width=640, height=480, detections=detections, **of_each)
        for sha, view in zip(shas, views, strict=False)
    )
    return opened(consignment(id=consignment_id, images=images))


@pytest.fixture
def source():
    return FakeImages().put(TOP, pixels()).put(SIDE, pixels(640, 300, seed=3)).put(THIRD, pixels(dual=False))


@pytest.fixture
def viewer(qtbot, background, source):
    return ImageRobot(qtbot, background, source)


def looks_like(viewer):
    """What the viewer shows, as comparable bytes."""
    image = viewer.screen.panes[0].grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits())


def count_of(viewer, color):
    image = viewer.screen.panes[0].grab().toImage()
    return sum(
        image.pixelColor(x, y).name() == color.name()
        for x in range(image.width())
        for y in range(image.height())
    )


# --- what is shown ------------------------------------------------------------------------------------------


def test_two_views_are_seen_beside_each_other_and_named(viewer):
    viewer.open(with_images(TOP, SIDE))
    assert [state.split(" · ")[0] for state in viewer.states()] == ["from above", "from the side"]
    assert sorted(viewer.painted) == [TOP, SIDE]


def test_what_was_on_the_screen_is_known_to_the_decision(viewer, qtbot):
    seen: list[str] = []
    viewer.screen.image_shown.connect(seen.append)
    viewer.open(with_images(TOP, SIDE))
    assert sorted(viewer.screen.shown_images()) == [TOP, SIDE]
    assert sorted(seen) == [TOP, SIDE]
    viewer.screen.show_consignment(opened(consignment(id="C-9", images=())))
    assert viewer.screen.shown_images() == ()


def test_an_image_that_two_consignments_share_was_shown_for_both(viewer):
    viewer.open(with_images(TOP, consignment_id="C-1"))
    viewer.open(with_images(TOP, consignment_id="C-2"))
    assert viewer.screen.shown_images() == (TOP,)


def test_a_view_nobody_looked_at_was_not_shown(viewer):
    viewer.open(with_images(TOP, SIDE, THIRD), images=2)
    assert THIRD not in viewer.screen.shown_images()


def test_the_views_stand_where_they_are_largest(viewer):
    viewer.open(with_images(TOP, SIDE))
    viewer.screen.resize(1400, 500)
    QApplication.sendPostedEvents()
    assert viewer.screen._row.views.direction() == QBoxLayout.Direction.LeftToRight
    viewer.screen.resize(500, 1100)
    assert viewer.screen._row.views.direction() == QBoxLayout.Direction.TopToBottom


def test_the_views_are_gone_through_by_one_key(viewer, qtbot):
    viewer.open(with_images(TOP, SIDE, THIRD), images=2)
    viewer.press(Qt.Key.Key_V)
    assert [state.split(" · ")[0] for state in viewer.states()] == ["from above"]
    viewer.press(Qt.Key.Key_V)
    assert [state.split(" · ")[0] for state in viewer.states()] == ["from the side"]
    viewer.press(Qt.Key.Key_V)
    qtbot.waitUntil(lambda: THIRD in viewer.painted)
    assert viewer.states()[0].startswith("oblique")
    viewer.press(Qt.Key.Key_V)
    assert len(viewer.states()) == 2


def test_the_parcel_before_is_back_without_decoding_it_again(viewer, source):
    viewer.open(with_images(TOP, consignment_id="C-1"))
    viewer.open(with_images(SIDE, consignment_id="C-2"))
    viewer.open(with_images(TOP, consignment_id="C-1"))
    assert source.asked == [TOP, SIDE]


# --- why there is none --------------------------------------------------------------------------------------


def test_no_consignment_and_no_image_are_told_apart(viewer):
    assert "Read a barcode" in viewer.words()[0]
    viewer.screen.show_consignment(opened(consignment(images=())))
    assert viewer.words() == ["No scan image was made of this consignment."]


def test_an_image_that_is_being_read_says_so(viewer, source, qtbot):
    source.gate.clear()
    viewer.screen.show_consignment(with_images(TOP))
    assert "being read" in viewer.words()[0]
    source.gate.set()
    qtbot.waitUntil(lambda: viewer.painted == [TOP])


def test_an_image_that_has_not_come_appears_by_itself_when_it_comes(viewer, source, qtbot):
    source.put(TOP, not_here())
    viewer.screen.show_consignment(with_images(TOP))
    qtbot.waitUntil(lambda: viewer.words() == ["The image has not come yet."])
    source.put(TOP, pixels())
    viewer.screen.image_arrived(THIRD)
    assert source.asked == [TOP]
    viewer.screen.image_arrived(TOP)
    qtbot.waitUntil(lambda: viewer.painted == [TOP])
    assert viewer.words() == [""]


@pytest.mark.parametrize(
    "code, words",
    [
        ("hash", "not the image that was announced"),
        ("too_large", "larger than any that can be shown"),
        ("truncated", "cut off"),
        ("damaged", "damaged"),
        ("never heard of", "raw words of the reader"),
    ],
)
def test_an_unreadable_image_says_why_and_what_goes_on(viewer, source, qtbot, code, words):
    source.put(TOP, unreadable(code))
    viewer.screen.show_consignment(with_images(TOP))
    qtbot.waitUntil(lambda: words in viewer.words()[0])
    assert "Declaration and decision work without it." in viewer.screen.panes[0].accessibleDescription()


def test_a_problem_of_the_disk_is_told_in_its_own_words(viewer, source, qtbot):
    source.put(TOP, Unavailable("The cache cannot be read.", safe="Nothing is lost.", code="disk"))
    viewer.screen.show_consignment(with_images(TOP))
    qtbot.waitUntil(lambda: viewer.words() == ["The cache cannot be read."])


def test_a_bug_in_a_decoder_is_told_to_the_funnel_and_the_officer_goes_on(viewer, source, qtbot):
    source.put(TOP, ZeroDivisionError("in a decoder"))
    with qtbot.captureExceptions() as caught:
        viewer.screen.show_consignment(with_images(TOP, SIDE))
        qtbot.waitUntil(lambda: viewer.words()[0] == "The image could not be shown.")
        qtbot.waitUntil(lambda: viewer.painted == [SIDE])
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_an_image_of_the_parcel_before_never_appears_on_the_next(viewer, source, qtbot):
    source.gate.clear()
    viewer.screen.show_consignment(with_images(TOP, consignment_id="C-1"))
    viewer.screen.show_consignment(with_images(SIDE, consignment_id="C-2"))
    source.gate.set()
    qtbot.waitUntil(lambda: viewer.painted == [SIDE])
    assert viewer.screen.shown_images() == (SIDE,)


# --- tools --------------------------------------------------------------------------------------------------


def test_one_key_changes_between_colour_and_grey(viewer):
    viewer.open(with_images(TOP, detections=()))
    colour = looks_like(viewer)
    viewer.press(Qt.Key.Key_G)
    grey = looks_like(viewer)
    assert colour != grey
    assert viewer.screen.tool_bar.grey.isChecked()
    viewer.press(Qt.Key.Key_G)
    assert looks_like(viewer) == colour


def test_a_machine_with_one_energy_offers_no_colour(viewer):
    viewer.open(with_images(THIRD))
    assert not viewer.screen.tool_bar.grey.isEnabled()


def test_negative_turns_light_and_dark_around(viewer):
    viewer.open(with_images(TOP, detections=()))
    before = looks_like(viewer)
    viewer.press(Qt.Key.Key_I)
    assert looks_like(viewer) != before


@pytest.mark.parametrize("key, words", [("1", "everything"), ("4", "dense"), ("0", "automatic")])
def test_the_windows_have_keys_and_say_their_names(viewer, key, words):
    viewer.open(with_images(TOP))
    viewer.press(Qt.Key(ord("2")))
    viewer.press(Qt.Key(ord(key)))
    assert words in viewer.states()[0]


def chosen(viewer):
    """What the officer chose to see, and whether every view on the screen is seen whole."""
    tools = viewer.screen.tools
    panes = [pane for pane in viewer.screen.panes if not pane.isHidden()]
    whole = all(pane.looking.fits for pane in panes)
    return tools.in_colour, tools.negative, tools.detections_shown, tools.window_number, len(panes), whole


def choose_otherwise(viewer):
    for key in (Qt.Key.Key_G, Qt.Key.Key_I, Qt.Key.Key_D, Qt.Key.Key_4, Qt.Key.Key_V, Qt.Key.Key_Plus):
        viewer.press(key)
    viewer.press(Qt.Key.Key_Up, SHIFT)


@pytest.mark.parametrize("shas", [(TOP, SIDE), (SIDE, TOP)], ids=["the same images", "others"])
def test_another_consignment_opens_with_the_standard_image(viewer, shas):
    viewer.open(with_images(TOP, SIDE, consignment_id="C-1"))
    choose_otherwise(viewer)
    viewer.open(with_images(*shas, consignment_id="C-2"))
    assert chosen(viewer) == (True, False, True, AUTOMATIC, 2, True)
    assert viewer.screen.tool_bar.detections.isChecked()


def test_news_of_the_same_consignment_keep_what_the_officer_chose(viewer):
    viewer.open(with_images(TOP, SIDE))
    choose_otherwise(viewer)
    before = chosen(viewer)
    assert before == (False, True, False, BY_HAND, 1, False)
    scale = viewer.screen.panes[0].looking.scale
    viewer.screen.show_consignment(replace(with_images(TOP, SIDE), change=5000))
    assert chosen(viewer) == before
    assert viewer.screen.panes[0].looking.scale == scale


def test_tools_pressed_while_there_is_no_image_do_nothing(viewer):
    viewer.open(with_images(TOP, SIDE, consignment_id="C-1"))
    viewer.screen.show_consignment(None)
    choose_otherwise(viewer)
    viewer.press(Qt.Key.Key_Z)
    viewer.open(with_images(TOP, SIDE, consignment_id="C-1"))
    assert chosen(viewer) == (True, False, True, AUTOMATIC, 2, True)


def test_a_tool_without_anything_to_work_on_is_dead_by_its_key_too(viewer):
    viewer.open(with_images(THIRD, detections=()))  # one energy
    viewer.press(Qt.Key.Key_G)
    viewer.press(Qt.Key.Key_D)
    assert viewer.screen.tools.in_colour
    assert viewer.screen.tools.detections_shown


def test_an_image_is_detached_only_where_there_is_one_and_comes_back_without_one(viewer):
    bar = viewer.screen.tool_bar
    assert not bar.detach.isEnabled()
    viewer.open(opened(consignment(images=())))
    assert not bar.detach.isEnabled()
    viewer.open(with_images(TOP))
    assert bar.detach.isEnabled()
    bar.show_detached(True)
    viewer.screen.show_consignment(None)
    assert bar.detach.isEnabled()
    bar.show_detached(False)
    assert not bar.detach.isEnabled()


def test_an_arrow_moves_the_image_by_whole_pixels_of_the_screen(viewer):
    viewer.screen.resize(853, 611)
    viewer.open(with_images(TOP))
    viewer.press(Qt.Key.Key_Z)
    pane = viewer.screen.panes[0]
    steps = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        before = pane.looking.place().topLeft()
        viewer.press(key)
        steps.append((pane.looking.place().topLeft() - before) * pane.devicePixelRatioF())
    assert steps[0].x() <= -100
    assert steps[1].y() <= -60
    assert all(abs(part - round(part)) < 1e-6 for step in steps for part in (step.x(), step.y()))


def test_a_view_that_is_not_seen_is_not_zoomed_unseen(viewer):
    viewer.open(with_images(TOP, SIDE))
    viewer.press(Qt.Key.Key_V)
    viewer.press(Qt.Key.Key_Plus)
    viewer.press(Qt.Key.Key_V)
    viewer.press(Qt.Key.Key_V)
    assert [pane.looking.fits for pane in viewer.screen.panes] == [True, True]


def test_the_right_button_drags_the_window_and_so_does_shift_with_the_left(viewer):
    viewer.open(with_images(TOP))
    pane, tools = viewer.screen.panes[0], viewer.screen.tools
    start = tools.window_for(pane.image)
    viewer.drag(pane, Qt.MouseButton.RightButton, QPoint(60, 0))
    assert tools.window_number == BY_HAND
    assert tools.window_for(pane.image).width > start.width
    viewer.press(Qt.Key.Key_0)
    viewer.drag(pane, Qt.MouseButton.LeftButton, QPoint(0, 60), SHIFT)
    assert tools.window_for(pane.image).center > start.center
    assert pane.looking.fits


def test_the_left_button_moves_the_image_and_leaves_the_window_alone(viewer):
    viewer.open(with_images(TOP))
    pane = viewer.screen.panes[0]
    before = pane.looking.to_view(QPointF(0, 0))
    viewer.drag(pane, Qt.MouseButton.LeftButton, QPoint(40, 25))
    assert pane.looking.to_view(QPointF(0, 0)) == before + QPointF(40, 25)
    assert viewer.screen.tools.window_number == 0


def test_the_wheel_zooms_at_the_pointer(viewer):
    viewer.open(with_images(TOP))
    pane = viewer.screen.panes[0]
    at = QPoint(130, 90)
    under = pane.looking.to_image(QPointF(at))
    viewer.wheel(pane, at, 3)
    assert not pane.looking.fits
    assert (pane.looking.to_image(QPointF(at)) - under).manhattanLength() < 1e-6


def test_everything_the_mouse_does_the_keyboard_does(viewer):
    viewer.open(with_images(TOP))
    pane, tools = viewer.screen.panes[0], viewer.screen.tools
    fitted = pane.looking.scale
    viewer.press(Qt.Key.Key_Plus)
    assert pane.looking.scale > fitted
    viewer.press(Qt.Key.Key_Z)
    assert pane.looking.scale == pytest.approx(1 / pane.devicePixelRatioF())
    before = pane.looking.to_view(QPointF())
    viewer.press(Qt.Key.Key_Right)
    assert pane.looking.to_view(QPointF()).x() < before.x()
    viewer.press(Qt.Key.Key_Up, SHIFT)
    assert tools.window_number == BY_HAND
    viewer.press(Qt.Key.Key_F)
    assert pane.looking.fits
    assert pane.looking.scale == pytest.approx(fitted)


def test_keys_that_are_no_tools_are_left_to_others(viewer):
    viewer.open(with_images(TOP))
    before = looks_like(viewer)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_9, Qt.Key.Key_X, Qt.Key.Key_Escape):
        viewer.press(key)
    viewer.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert looks_like(viewer) == before


# --- the layer of detections --------------------------------------------------------------------------------


def test_detections_are_a_layer_and_never_in_the_image(viewer):
    viewer.open(with_images(TOP))
    assert count_of(viewer, INK) > 100
    viewer.press(Qt.Key.Key_D)
    assert count_of(viewer, INK) == 0
    without = looks_like(viewer)
    viewer.press(Qt.Key.Key_D)
    viewer.press(Qt.Key.Key_D)
    assert looks_like(viewer) == without


def test_a_detection_says_what_and_how_sure():
    assert words_of(BATTERY) == "battery 82 %"
    assert words_of(Detection(id="x", kind="k", words="x\u202ey", confidence=7.0)) == "x‹U+202E›y 100 %"
    assert words_of(Detection(id="d", kind="pistol")) == "pistol"


@pytest.mark.parametrize(
    "detection",
    [
        Detection(id="far", box=(10**9, -(10**9), 10**9, 5)),
        Detection(id="none"),
        Detection(id="line", polygon=((1, 1), (2, 2))),
        Detection(id="flat", box=(5, 5, 0, 0), words="w" * 10_000),
    ],
    ids=lambda detection: detection.id,
)
def test_a_detection_that_lies_anywhere_is_drawn_without_harm(qapp, detection):
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    looking = Looking()
    looking.set_view(QSizeF(200, 200))
    looking.set_image(100, 100)
    painter = QPainter(picture)
    paint_detections(painter, [detection] * 500, looking, QRectF(0, 0, 200, 200))
    assert painter.end()


def test_no_label_lies_on_the_title_of_its_view(qapp):
    picture = QImage(200, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    looking = Looking()
    looking.set_view(QSizeF(200, 200))
    looking.set_image(200, 200)
    title = QRectF(2, 2, 120, 30)
    painter = QPainter(picture)
    at_top = Detection(id="top", kind="knife", confidence=0.5, box=(10, 28, 60, 60))
    paint_detections(painter, [at_top], looking, QRectF(0, 0, 200, 200), kept_free=title)
    assert painter.end()
    inside = title.toRect().adjusted(0, 0, -1, -3)  # the outline itself begins just below
    assert {
        picture.pixelColor(x, y).name()
        for x in range(inside.left(), inside.right())
        for y in range(inside.top(), 24)
    } == {"#000000"}


# --- looking ------------------------------------------------------------------------------------------------

SIDES = st.integers(1, 6000)
PLACES = st.floats(0, 1)


@given(SIDES, SIDES, SIDES, SIDES, st.lists(st.tuples(st.floats(0.2, 5), PLACES, PLACES), max_size=12))
def test_however_one_zooms_some_of_the_image_stays_in_sight(width, height, across, down, zooms):
    looking = Looking()
    looking.set_view(QSizeF(across, down))
    looking.set_image(width, height)
    for factor, x, y in zooms:
        looking.zoom(factor, QPointF(x * across, y * down))
        looking.move(QPointF((x - 0.5) * 900, (y - 0.5) * 900))
    assert looking.visible().isValid()
    assert looking.scale <= LARGEST


@given(SIDES, SIDES, st.floats(0.3, 4), st.floats(0.3, 0.7), st.floats(0.3, 0.7))
def test_what_is_under_the_pointer_stays_under_it(width, height, factor, x, y):
    looking = Looking()
    looking.set_view(QSizeF(800, 600))
    looking.set_image(width, height)
    at = looking.to_view(QPointF(width * x, height * y))
    under = looking.to_image(at)
    looking.zoom(factor, at)
    assert (looking.to_image(at) - under).manhattanLength() < 1e-3 * max(width, height)


def test_a_fitted_image_stays_fitted_when_its_place_changes():
    looking = Looking()
    looking.set_view(QSizeF(800, 600))
    looking.set_image(1000, 500)
    looking.set_view(QSizeF(400, 600))
    assert looking.place().width() <= 400
    assert looking.fits


def test_the_images_on_the_screen_are_kept_whatever_the_budget():
    source = FakeImages().put(TOP, pixels()).put(SIDE, pixels()).put(THIRD, pixels())
    kept = ReadyImages(budget=1)
    for sha in (TOP, SIDE, THIRD):
        kept.keep(make_ready(source, sha), on_screen=(TOP,))
    assert kept.get(TOP) is not None
    assert kept.get(SIDE) is None
    assert kept.get(THIRD) is not None


def test_a_window_dragged_beyond_all_bounds_stays_one():
    tools = ViewTools()
    tools.drag_window(Window(32768, 65536), 1e9, -1e9)
    image = make_ready(FakeImages().put(TOP, pixels(40, 30)), TOP)
    assert tools.window_for(image).width > 0
    assert 0 <= tools.window_for(image).center <= 65536


def rows_of(bar):
    return {button.y() for button in bar.findChildren(ActionButton) if button.isVisible()}


@pytest.mark.parametrize("width, rows", [(1200, 1), (960, 2), (720, 2), (610, 2), (420, 3)])
def test_the_tools_stand_on_as_few_rows_as_hold_them_all(viewer, qtbot, width, rows):
    viewer.open(with_images(TOP, SIDE))
    viewer.screen.resize(width, 600)
    bar = viewer.screen.tool_bar
    qtbot.waitUntil(lambda: len(rows_of(bar)) == rows and bar.height() == bar.sizeHint().height())
    assert bar.height() < (rows + 1) * TARGET_PX
    assert bar.y() >= max(pane.geometry().bottom() for pane in viewer.screen.panes)
    assert bar.negative.accessibleName().startswith("negative")


@pytest.mark.parametrize("larger", [1.0, 1.5])
@pytest.mark.parametrize("width", [1366, 720, 560])
def test_every_tool_is_whole_and_large_enough_for_gloves(viewer, qtbot, width, larger):
    bar = ToolBar(viewer.screen.tools, None)
    qtbot.addWidget(bar)
    font = bar.font()
    font.setPointSizeF(font.pointSizeF() * larger)
    bar.setFont(font)
    bar.resize(width, 60)
    bar.show()
    bar.resize(width, bar.sizeHint().height())
    buttons = bar.findChildren(ActionButton)
    assert {button.isVisible() for button in buttons} == {True}
    assert all(bar.rect().contains(button.geometry()) for button in buttons)
    assert all(button.width() >= button.sizeHint().width() >= TARGET_PX for button in buttons)
    assert not any(one.geometry().intersects(other.geometry()) for one, other in combinations(buttons, 2))
    assert len(rows_of(bar)) <= 3


def test_where_all_tools_have_room_each_shows_its_key(viewer, qtbot):
    bar = viewer.screen.tool_bar
    viewer.screen.resize(2400, 600)
    qtbot.waitUntil(bar.grey.shows_key)
    assert all(button.shows_key() for button in (*bar.effects.values(), bar.linked, bar.compare, bar.detach))


def test_tools_that_were_narrow_before_they_were_shown_are_placed_for_their_width(viewer, qtbot):
    bar = ToolBar(viewer.screen.tools, None)
    bar.resize(1200, 60)
    bar.resize(610, 60)
    bar.show()
    qtbot.addWidget(bar)
    assert len(rows_of(bar)) == 2
    assert max(button.geometry().right() for button in bar.findChildren(ActionButton)) < bar.width()


# --- photographs --------------------------------------------------------------------------------------------


def jpeg(color="#c02020", width=320, height=240):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return photograph_of(image).body


def photographed(*scans, linked=()):
    images = tuple(ScanImage(sha256=sha, width=640, height=480) for sha in scans)
    photo = ScanImage(sha256=PHOTO, view="photograph", media_type="image/jpeg")
    return opened(consignment(images=(*images, photo), linked=linked))


def test_a_photograph_is_shown_in_its_colours_with_the_tools_that_do_something_with_it(viewer, source):
    source.put(PHOTO, jpeg())
    viewer.open(photographed(linked=("P-1",)))
    assert source.of == [("C-2026-000123", "P-1")]
    (state,) = viewer.states()
    assert state.startswith("photograph · ")
    assert state.count(" · ") == 1
    middle = viewer.screen.panes[0].grab().toImage().pixelColor(viewer.screen.panes[0].rect().center())
    assert middle.red() > 2 * middle.green()
    bar = viewer.screen.tool_bar
    assert [key for key in "GI15FZ+" if bar.offers(key)] == ["F", "Z", "+"]
    assert viewer.screen.shown_images() == (PHOTO,)


def test_a_photograph_is_moved_by_every_button_and_zoomed(viewer, source):
    source.put(PHOTO, jpeg())
    viewer.open(photographed())
    pane, tools = viewer.screen.panes[0], viewer.screen.tools
    viewer.press(Qt.Key.Key_Z)
    at = pane.looking.place()
    viewer.drag(pane, Qt.MouseButton.RightButton, QPoint(40, 30))
    assert pane.looking.place().topLeft() - at.topLeft() == QPointF(40, 30)
    assert tools.window_number == AUTOMATIC
    viewer.press(Qt.Key.Key_Left, SHIFT)
    assert tools.window_number == AUTOMATIC


def test_a_photograph_stands_beside_the_scan_image_and_leaves_its_tools_alone(viewer, source):
    source.put(PHOTO, jpeg())
    viewer.open(photographed(TOP))
    assert [state.split(" · ")[0] for state in viewer.states()] == ["from above", "photograph"]
    assert viewer.screen.tool_bar.offers("1")


def test_a_photograph_that_is_none_or_is_not_here_says_so(viewer, source, qtbot):
    source.put(PHOTO, jpeg()[:-400])
    viewer.open(photographed(), images=0)
    qtbot.waitUntil(lambda: viewer.words() == ["The image is damaged and cannot be shown."])
    source.put(PHOTO, not_here())
    viewer.open(replace(photographed(), id="C-2"), images=0)
    qtbot.waitUntil(lambda: viewer.words() == ["The image has not come yet."])
    source.put(PHOTO, jpeg())
    viewer.screen.image_arrived(PHOTO)
    qtbot.waitUntil(lambda: viewer.words() == [""])
