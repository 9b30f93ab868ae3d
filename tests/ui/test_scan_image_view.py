"""The image on the screen's own pixels, what is seen while a key is held, and layers over the image."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsRectItem

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_images import FakeImages, pixels
from tests.ui.robots_consignment import ImageRobot
from workstation.domain.consignment import ScanImage
from workstation.imaging.appearance import painted
from workstation.imaging.sampling import Viewport, sample
from workstation.ui.scan_image.held_keys import EFFECTS
from workstation.ui.scan_image.magnifier import SIDE, TIMES
from workstation.ui.scan_image.tools import EFFECT_WORDS

pytestmark = pytest.mark.usefixtures("dressed")

TOP, BESIDE, ONE_ENERGY = "a" * 64, "b" * 64, "c" * 64


def with_images(*shas, consignment_id="C-1"):
    images = tuple(
        ScanImage(sha256=sha, view=f"view {n}", width=640, height=480) for n, sha in enumerate(shas)
    )
    return opened(consignment(id=consignment_id, images=images))


@pytest.fixture
def viewer(qtbot, background):
    source = FakeImages().put(TOP, pixels()).put(BESIDE, pixels(320, 480, seed=3))
    return ImageRobot(qtbot, background, source.put(ONE_ENERGY, pixels(dual=False)))


def seen(pane):
    """What is on the screen there, as 0xRRGGBB."""
    image = pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())
    return rows & 0xFFFFFF


def settle(viewer, pane):
    """Wait until the image of a pane is still."""
    viewer.qtbot.waitUntil(lambda: not pane._viewing._item._still.isActive())


def as_colours(values):
    """Greys or colours as 0xRRGGBB."""
    if values.dtype == np.uint8:
        return values.astype(np.uint32) * 0x010101
    return values & 0xFFFFFF


# --- on the screen's own pixels -----------------------------------------------------------------------------


@pytest.mark.parametrize("quick", [False, True], ids=["still", "moving"])
def test_each_pixel_of_the_screen_is_the_one_that_was_sampled_for_it(viewer, quick):
    viewer.open(with_images(TOP))
    pane, tools = viewer.screen.panes[0], viewer.screen.tools
    pane.zoom(2.3, QPointF(200, 150))
    settle(viewer, pane)
    pane.zoom(1.07, QPointF(300, 250))
    if not quick:
        settle(viewer, pane)
    shown = seen(pane)
    place = pane.looking.place()
    part = place.toRect().intersected(pane.rect())
    scale = pane.looking.scale
    viewport = Viewport(
        (part.x() - place.x()) / scale,
        (part.y() - place.y()) / scale,
        part.width() / scale,
        part.height() / scale,
        part.width(),
        part.height(),
    )
    expected = painted(sample(pane.image.pyramid, viewport, quick=quick), tools.appearance_of(pane.image))
    below_title = slice(60, part.height())
    found = shown[part.y() : part.y() + part.height(), part.x() : part.x() + part.width()]
    assert (found[below_title] == as_colours(expected)[below_title]).all()


def test_an_image_that_moves_becomes_smooth_when_it_is_still(viewer):
    viewer.open(with_images(TOP))
    pane = viewer.screen.panes[0]
    pane.zoom(2.3, QPointF(200, 150))
    moving = seen(pane)
    settle(viewer, pane)
    assert (seen(pane) != moving).any()


def test_the_double_click_shows_one_to_one_there_and_then_the_whole_again(viewer):
    viewer.open(with_images(TOP))
    pane = viewer.screen.panes[0]
    viewer.screen.resize(400, 300)
    at = QPoint(100, 80)
    under = pane.to_image(QPointF(at))
    viewer.double_click(pane, at)
    assert pane.looking.scale == pytest.approx(1 / pane.devicePixelRatioF())
    assert (pane.to_image(QPointF(at)) - under).manhattanLength() < 1e-6
    viewer.double_click(pane, at)
    assert pane.looking.fits


# --- layers -------------------------------------------------------------------------------------------------


class Movable(QGraphicsRectItem):
    """Moves with the drags that pyqtgraph's scene gives it."""

    def mouseDragEvent(self, event):  # noqa: N802 - pyqtgraph's name
        event.accept()
        self.moveBy(*(event.pos() - event.lastPos()))


def test_a_layer_lies_where_the_image_says_and_gets_the_mouse_first(viewer):
    viewer.open(with_images(TOP))
    pane = viewer.screen.panes[0]
    mark = Movable(0, 0, 80, 60)
    mark.setPos(300, 200)
    pane.add_layer(mark)
    for _ in range(3):
        corner = pane.from_image(QPointF(300, 200))
        assert (mark.mapToScene(QPointF(0, 0)) - corner).manhattanLength() < 1e-6
        assert (pane.to_image(corner) - QPointF(300, 200)).manhattanLength() < 1e-6
        pane.zoom(1.7)
    pane.fit()
    before, inside = pane.looking.place(), pane.from_image(QPointF(330, 225)).toPoint()
    under = viewer.under(pane, inside)
    QTest.mouseMove(under, inside)
    QTest.mousePress(under, Qt.MouseButton.LeftButton, pos=inside)
    QTest.mouseMove(under, inside + QPoint(40, 30))
    QTest.mouseRelease(under, Qt.MouseButton.LeftButton, pos=inside + QPoint(40, 30))
    assert pane.looking.place() == before
    assert mark.pos().x() == pytest.approx(300 + 40 / pane.looking.scale, abs=0.01)


def test_a_drag_that_began_on_one_image_does_nothing_to_the_next(viewer):
    viewer.open(with_images(TOP, consignment_id="C-1"))
    pane = viewer.screen.panes[0]
    start = pane.rect().center()
    under = viewer.under(pane, start)
    QTest.mousePress(under, Qt.MouseButton.RightButton, pos=start)
    QTest.mouseMove(under, start + QPoint(30, 0))
    viewer.open(with_images(TOP, consignment_id="C-2"))
    QTest.mouseMove(under, start + QPoint(90, 0))
    QTest.mouseRelease(under, Qt.MouseButton.RightButton, pos=start + QPoint(90, 0))
    assert viewer.screen.tools.window_number == 0
    assert pane.looking.fits


# --- held ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", EFFECTS, ids=EFFECTS.values())
def test_a_held_key_shows_its_effect_and_its_name_until_it_is_released(viewer, qtbot, key):
    viewer.open(with_images(TOP))
    pane, tools = viewer.screen.panes[0], viewer.screen.tools
    standard, effect = seen(pane), EFFECTS[key]
    button = viewer.screen.tool_bar.effects[effect]
    QTest.keyPress(viewer.screen, Qt.Key(key))
    assert (seen(pane) != standard).any()
    assert EFFECT_WORDS[effect] in viewer.states()[0]
    assert EFFECT_WORDS[effect] in pane.accessibleDescription()
    assert button.isDown()
    assert tools.only_filtered
    QTest.keyRelease(viewer.screen, Qt.Key(key))
    qtbot.waitUntil(lambda: not tools.held)
    assert (seen(pane) == standard).all()
    assert not button.isDown()
    assert not tools.only_filtered


@pytest.mark.parametrize("effect", EFFECT_WORDS)
def test_a_button_acts_while_it_is_pressed(viewer, effect):
    viewer.open(with_images(TOP))
    button = viewer.screen.tool_bar.effects[effect]
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert viewer.screen.tools.held == (effect,)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert viewer.screen.tools.held == ()


def test_of_two_held_filters_the_newer_is_seen_and_then_the_older_again(viewer, qtbot):
    viewer.open(with_images(TOP))
    tools = viewer.screen.tools
    QTest.keyPress(viewer.screen, Qt.Key.Key_O)
    QTest.keyPress(viewer.screen, Qt.Key.Key_M)
    assert tools.filter == "metal"
    assert tools.effect_words() == ("metal only",)
    QTest.keyRelease(viewer.screen, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: tools.filter == "organic")
    QTest.keyRelease(viewer.screen, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: tools.filter == "none")


def test_a_key_that_x_repeats_as_release_and_press_is_held_all_the_time(viewer, qtbot):
    """As they come to a busy program: not marked as repeats."""
    viewer.open(with_images(TOP))
    tools, changes = viewer.screen.tools, []
    QTest.keyPress(viewer.screen, Qt.Key.Key_M)
    tools.changed.connect(lambda: changes.append(tools.filter))
    for _ in range(20):
        QTest.keyRelease(viewer.screen, Qt.Key.Key_M)
        QTest.keyPress(viewer.screen, Qt.Key.Key_M)
    assert (tools.filter, changes) == ("metal", [])
    QTest.keyRelease(viewer.screen, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: changes == ["none"])


@pytest.mark.parametrize("kind", [QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate])
def test_what_is_held_when_the_keyboard_goes_elsewhere_is_let_go(viewer, kind):
    viewer.open(with_images(TOP))
    QTest.keyPress(viewer.screen, Qt.Key.Key_E)
    assert viewer.screen.tools.filter == "edges"
    event = QFocusEvent(kind) if kind == QEvent.Type.FocusOut else QEvent(kind)
    QApplication.sendEvent(viewer.screen, event)
    assert viewer.screen.tools.filter == "none"


def test_the_next_consignment_opens_with_the_standard_image_whatever_is_held(viewer):
    viewer.open(with_images(TOP, consignment_id="C-1"))
    QTest.keyPress(viewer.screen, Qt.Key.Key_P)
    viewer.open(with_images(BESIDE, consignment_id="C-2"))
    assert viewer.screen.tools.held == ()


def test_a_machine_with_one_energy_knows_no_materials(viewer):
    viewer.open(with_images(ONE_ENERGY))
    bar, tools = viewer.screen.tool_bar, viewer.screen.tools
    assert [effect for effect in EFFECT_WORDS if bar.offers_effect(effect)] == [
        "edges",
        "penetration",
        "bright",
    ]
    QTest.keyPress(viewer.screen, Qt.Key.Key_O)
    assert tools.held == ()
    QTest.keyRelease(viewer.screen, Qt.Key.Key_O)


def test_a_key_with_a_modifier_is_no_effect(viewer):
    viewer.open(with_images(TOP))
    QTest.keyPress(viewer.screen, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert viewer.screen.tools.held == ()
    QTest.keyRelease(viewer.screen, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


def test_the_space_bar_magnifies_the_middle_and_the_pointer_another_place(viewer, qtbot):
    viewer.open(with_images(TOP))
    pane = viewer.screen.panes[0]
    standard = seen(pane)
    QTest.keyPress(viewer.screen, Qt.Key.Key_Space)
    differs = np.argwhere(seen(pane) != standard)
    middle = np.array([pane.height(), pane.width()]) / 2
    assert (abs(differs - middle) <= SIDE / 2 + 2).all()
    at = QPoint(150, 300)
    QTest.mouseMove(viewer.under(pane, at), at)
    moved = seen(pane)
    differs = np.argwhere(moved != standard)
    assert (abs(differs - np.array([at.y(), at.x()])) <= SIDE / 2 + 2).all()
    QTest.keyRelease(viewer.screen, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool((seen(pane) == standard).all()))


def test_the_magnifier_shows_the_image_larger(viewer):
    viewer.open(with_images(TOP))
    pane = viewer.screen.panes[0]
    pane.zoom(1 / pane.looking.scale)
    settle(viewer, pane)
    at = pane.from_image(QPointF(270, 240)).toPoint()  # some pixels inside the opaque block
    QTest.mouseMove(viewer.under(pane, at), at)

    def to_its_edge():
        from_here_leftwards = seen(pane)[at.y(), at.x() :: -1]
        return int(np.argmax(from_here_leftwards != from_here_leftwards[0]))

    plain = to_its_edge()
    QTest.keyPress(viewer.screen, Qt.Key.Key_Space)
    assert plain > 5
    assert to_its_edge() == pytest.approx(plain * TIMES, abs=TIMES)
    QTest.keyRelease(viewer.screen, Qt.Key.Key_Space)


# --- linked -------------------------------------------------------------------------------------------------


def share_of_middle(pane):
    at = pane.to_image(QPointF(pane.width() / 2, pane.height() / 2))
    width, height = pane.image.size
    return at.x() / width, at.y() / height


def test_linked_views_move_and_grow_together(viewer):
    viewer.open(with_images(TOP, BESIDE))
    first, second = viewer.screen.panes
    viewer.press(Qt.Key.Key_K)
    viewer.wheel(second, QPoint(80, 90), 3)
    assert share_of_middle(first) == pytest.approx(share_of_middle(second))
    viewer.drag(first, Qt.MouseButton.LeftButton, QPoint(-30, 20))
    assert share_of_middle(first) == pytest.approx(share_of_middle(second))
    assert viewer.screen.tool_bar.linked.isChecked()
    viewer.press(Qt.Key.Key_F)
    assert first.looking.fits
    assert second.looking.fits


def test_linking_brings_the_others_to_the_first_and_unlinking_leaves_them_there(viewer):
    viewer.open(with_images(TOP, BESIDE))
    first, second = viewer.screen.panes
    viewer.wheel(first, QPoint(60, 60), 4)
    assert second.looking.fits
    viewer.press(Qt.Key.Key_K)
    assert not second.looking.fits
    viewer.press(Qt.Key.Key_K)
    before = second.looking.place()
    viewer.wheel(first, QPoint(60, 60), 2)
    assert second.looking.place() == before


def test_one_view_alone_has_nothing_to_be_linked_with(viewer):
    viewer.open(with_images(TOP))
    viewer.press(Qt.Key.Key_K)
    assert not viewer.screen.tools.linked
