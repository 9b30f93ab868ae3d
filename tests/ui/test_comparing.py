"""An earlier image stands beside the open one: told apart, seen through the same window, moved together."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.fakes.desk_consignments import consignment, opened
from tests.fakes.desk_images import FakeImages, not_here, pixels
from tests.ui.robots_consignment import SHIFT, ImageRobot
from workstation.desk.comparing import Earlier
from workstation.domain.consignment import ScanImage
from workstation.domain.problems import Unavailable
from workstation.ui.scan_image.comparing import Comparing

pytestmark = pytest.mark.usefixtures("dressed", "english")

TOP, SIDE, OLD, OLD_SIDE, OLDER = (letter * 64 for letter in "abcde")


def scan(sha256, view="top"):
    return ScanImage(sha256=sha256, view=view, width=640, height=480)


OPEN = opened(consignment(id="C-1", images=(scan(TOP), scan(SIDE, "side"))))
FIRST = Earlier(
    consignment="C-0",
    called="RB123456785GB",
    standing="seized",
    alike=("consignor", "heading"),
    images=(scan(OLD_SIDE, "side"), scan(OLD)),
    at=datetime(2026, 10, 2, 12, tzinfo=UTC),
)
SECOND = Earlier(
    consignment="C-00", called="X1", standing="released", alike=("consignee",), images=(scan(OLDER),)
)


class FakeEarlier:
    """Earlier images as the desk finds them, or an error."""

    def __init__(self, *found):
        self.found, self.asked = found, []

    def earlier(self, consignment):
        self.asked.append(consignment.id)
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


@pytest.fixture
def source():
    images = FakeImages()
    for number, name in enumerate((TOP, SIDE, OLD, OLD_SIDE, OLDER)):
        images.put(name, pixels(seed=number, dual=name != OLDER))
    return images


@pytest.fixture
def viewer(qtbot, background, source):
    return ImageRobot(qtbot, background, source)


@pytest.fixture
def earlier():
    return FakeEarlier(FIRST, SECOND)


@pytest.fixture
def comparing(viewer, source, earlier, background):
    viewer.open(OPEN)
    made = Comparing(viewer.screen, source, earlier, background)
    made.open(OPEN)
    return made


@pytest.fixture
def compared(viewer, comparing, qtbot):
    """Key L was pressed, and the first earlier image is on the screen."""
    viewer.press(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: shown_in(comparing) == OLD)
    return comparing


def shown_in(comparing):
    image = comparing.view.pane.image
    return image.sha256 if image is not None else ""


def seen(viewer):
    return [pane.image.sha256 for pane in viewer.screen.panes if not pane.isHidden()]


def test_the_earlier_image_from_the_same_side_stands_beside_the_first_view(viewer, compared):
    assert seen(viewer) == [TOP]
    assert compared.view.isVisible()
    assert viewer.screen.tool_bar.compare.isChecked()
    assert compared.view.heading.text() == (
        "Earlier image of another consignment · 1 of 2 · seized · same consignor · same HS heading"
        " · RB123456785GB · 2026-10-02"
    )


def test_it_is_no_image_of_the_open_consignment(viewer, compared):
    QApplication.sendPostedEvents()
    assert set(viewer.screen.shown_images()) == {TOP, SIDE}
    assert OLD not in viewer.painted


def test_the_same_key_ends_it_and_the_views_are_as_they_were(viewer, compared):
    viewer.press(Qt.Key.Key_L)
    assert not compared.is_on
    assert seen(viewer) == [TOP, SIDE]
    assert not compared.view.isVisible()
    assert compared.view.pane.image is None
    assert not viewer.screen.tool_bar.compare.isChecked()


def test_one_goes_through_them_and_stops_at_the_ends(viewer, compared, qtbot):
    viewer.press(Qt.Key.Key_PageUp)
    assert shown_in(compared) == OLD
    viewer.press(Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: shown_in(compared) == OLDER)
    assert "2 of 2 · released · same consignee · X1" in compared.view.heading.text()
    viewer.press(Qt.Key.Key_PageDown)
    assert shown_in(compared) == OLDER
    viewer.press(Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: shown_in(compared) == OLD)


def test_another_view_of_the_open_one_brings_the_earlier_view_from_there(viewer, compared, qtbot):
    viewer.press(Qt.Key.Key_V)
    viewer.press(Qt.Key.Key_V)
    assert seen(viewer) == [SIDE]
    qtbot.waitUntil(lambda: shown_in(compared) == OLD_SIDE)


def test_both_are_seen_through_the_window_of_the_open_one(viewer, compared):
    first, beside = viewer.screen.panes[0].scan, compared.view.pane.scan
    tools = viewer.screen.tools
    assert tools.window_for(beside) == tools.window_for(first)
    viewer.press(Qt.Key.Key_Up, SHIFT)
    assert tools.window_for(beside) == tools.window_for(first)


def test_both_move_and_grow_together_whichever_is_moved(viewer, compared):
    first, beside = viewer.screen.panes[0], compared.view.pane
    viewer.press(Qt.Key.Key_Plus)
    assert not beside.looking.fits
    beside.zoom(2.0)
    beside.move_by(0.1, 0.0)
    share = [
        pane.looking.to_image(pane.rect().center().toPointF()).x() / pane.image.size[0]
        for pane in (first, beside)
    ]
    assert share[0] == pytest.approx(share[1], abs=0.01)
    viewer.press(Qt.Key.Key_F)
    assert first.looking.fits
    assert beside.looking.fits


def test_the_next_earlier_image_is_looked_at_where_the_open_one_is(viewer, compared, qtbot):
    viewer.press(Qt.Key.Key_Plus)
    viewer.press(Qt.Key.Key_Right)
    first = viewer.screen.panes[0]
    before = first.looking.scale
    viewer.press(Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: shown_in(compared) == OLDER)
    assert first.looking.scale == before
    assert not compared.view.pane.looking.fits


def test_another_consignment_ends_it(viewer, compared):
    other = opened(consignment(id="C-2", images=(scan(SIDE),)))
    compared.close()
    viewer.open(other)
    compared.open(other)
    assert not compared.is_on
    assert seen(viewer) == [SIDE]


def test_where_none_is_here_it_says_what_was_looked_for(viewer, comparing, earlier, qtbot):
    earlier.found = ()
    viewer.press(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: "no earlier image" in comparing.view.pane.words)
    assert "consignor, consignee or HS heading" in comparing.view.pane.accessibleDescription()
    viewer.press(Qt.Key.Key_PageDown)
    viewer.press(Qt.Key.Key_L)
    assert seen(viewer) == [TOP, SIDE]


def test_a_cache_that_cannot_be_read_is_told_in_its_own_words(viewer, comparing, earlier, qtbot):
    earlier.found = Unavailable("The cache cannot be read.", code="disk")
    viewer.press(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: comparing.view.pane.words == "The cache cannot be read.")


def test_an_earlier_image_that_went_meanwhile_says_so_and_the_next_can_be_seen(
    viewer, comparing, source, qtbot
):
    source.put(OLD, not_here())
    viewer.press(Qt.Key.Key_L)
    qtbot.waitUntil(lambda: comparing.view.pane.words == "The image has not come yet.")
    viewer.press(Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: shown_in(comparing) == OLDER)


def test_what_was_looked_for_of_one_consignment_never_appears_on_another(viewer, comparing, source, qtbot):
    source.gate.clear()
    viewer.press(Qt.Key.Key_L)
    comparing.close()
    viewer.screen.show_consignment(opened(consignment(id="C-2", images=(scan(SIDE),))))
    source.gate.set()
    qtbot.waitUntil(lambda: seen(viewer) == [SIDE])
    assert not comparing.is_on
    assert shown_in(comparing) == ""


def test_without_a_scan_image_there_is_nothing_to_compare(viewer, comparing):
    viewer.screen.show_consignment(opened(consignment(id="C-3", images=())))
    viewer.press(Qt.Key.Key_L)
    assert not comparing.is_on
    assert not viewer.screen.tool_bar.compare.isEnabled()


def test_the_button_does_what_the_key_does(viewer, comparing, qtbot):
    viewer.screen.tool_bar.compare.click()
    qtbot.waitUntil(lambda: shown_in(comparing) == OLD)
    viewer.screen.tool_bar.compare.click()
    assert not comparing.is_on
