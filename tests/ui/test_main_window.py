"""The window: every part reached by key, found again as it was left, usable on a small screen."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from tests.fakes.clock import FakeClock
from tests.fakes.line import FakeLine
from tests.fakes.queue import FakeQueue, parcels
from tests.ui.telling import telling
from workstation.ui.delivery.screen import DeliveryScreen
from workstation.ui.image_place import ImagePlace
from workstation.ui.main_window import MainWindow, Parts
from workstation.ui.message_bar import MessageBar
from workstation.ui.messages import Kind, Messages
from workstation.ui.parts.shortcuts import SHORTCUTS
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.scan_image.toolbar import ToolBar, WhatThereIs
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.top_strip import TopStrip
from workstation.ui.window_layout import left_by, widths_at


class Drawer:
    """Keeps the layout as a profile does."""

    def __init__(self):
        self.layout = b""

    def load(self):
        return self.layout

    def save(self, layout):
        self.layout = layout


class Bench(MainWindow):
    """The window, with its parts in reach of the tests."""

    def __init__(self, strip, queue, drawer, messages):
        super().__init__(strip, queue, drawer, title="Workstation")
        self.strip, self.queue, self.told = strip, queue, messages

    def furnish(self, parts):
        self.parts = parts
        super().furnish(parts)


@pytest.fixture
def drawer():
    return Drawer()


@pytest.fixture
def build(qtbot, dressed, background, drawer):
    def make():
        clock, messages = FakeClock(), Messages()
        parts = Parts(
            delivery=DeliveryScreen(FakeLine(), background, clock.now, lambda: telling(clock)),
            image=QListWidget(),
            messages=MessageBar(messages, clock),
            declaration=QListWidget(),
            matches=QListWidget(),
            decision=QListWidget(),
        )
        queue = QueueScreen(FakeQueue(parcels(300)), background, clock.now)
        window = Bench(TopStrip(clock.now), queue, drawer, messages)
        window.furnish(parts)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        queue.start()
        qtbot.waitUntil(lambda: background.under_way == 0)
        return window

    made = []

    def keep():
        made.append(make())
        return made[-1]

    yield keep
    for window in made:
        window.close()


@pytest.fixture
def window(build):
    return build()


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.windowHandle(), key, modifiers)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_every_part_is_reached_by_key(window):
    press(window, Qt.Key.Key_F, CTRL)
    assert window.focusWidget() is window.queue.filters.search
    press(window, Qt.Key.Key_F7)
    assert window.focusWidget() is window.parts.image
    press(window, Qt.Key.Key_D, CTRL)
    assert window.focusWidget() is window.parts.declaration
    press(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.queue.table


def test_f9_shows_delivery_in_the_queues_place_and_f9_or_escape_lead_back(window):
    press(window, Qt.Key.Key_F9)
    assert window.parts.delivery.isVisible()
    assert not window.queue.isVisible()
    press(window, Qt.Key.Key_F9)
    assert window.queue.isVisible()
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_Escape)
    assert window.queue.isVisible()


def test_lanes_and_standings_are_switched_by_key(window):
    press(window, Qt.Key.Key_1, CTRL)
    press(window, Qt.Key.Key_6, CTRL)
    chosen = window.queue.filters.chosen()
    assert (chosen.lanes, chosen.standings) == (("red",), ("held",))
    press(window, Qt.Key.Key_0, CTRL)
    assert window.queue.filters.chosen().lanes == ()


def test_a_key_closes_an_open_menu_and_does_its_work(window, qtbot):
    filters = window.queue.filters
    orders, categories = filters.order.menu_of_orders, filters.categories.menu_of_choices
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert orders.isVisible()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_K, both)
    assert (orders.isVisible(), categories.isVisible()) == (False, True)
    filters.search.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F6)
    assert not categories.isVisible()
    assert window.focusWidget() is window.queue.table


def test_consignments_are_opened_one_after_another_by_key(window):
    opened: list[str] = []
    window.queue.consignment_chosen.connect(opened.append)
    press(window, Qt.Key.Key_Down, CTRL)
    press(window, Qt.Key.Key_Down, CTRL)
    assert len(set(opened)) == 2


def test_a_problem_is_confirmed_by_key_and_a_release_annulled(window):
    window.told.say("The disk is full.", Kind.PROBLEM)
    press(window, Qt.Key.Key_M, CTRL)
    assert window.told.unseen == ()
    annulled = []
    window.parts.messages.show_countdown("Released.", 5, lambda: annulled.append(1))
    press(window, Qt.Key.Key_Z, CTRL)
    assert annulled == [1]


def test_the_image_never_moves_for_what_is_told(window, qtbot):
    sizes = {window.parts.image.size()}
    window.told.say("The disk is full.", Kind.PROBLEM)
    window.parts.messages.show_countdown("RB 123 456 785 GB", 5, window.close, key="A")
    window.told.say("The central service changed this consignment.")
    QTest.qWaitForWindowActive(window)
    sizes.add(window.parts.image.size())
    window.parts.messages.end_countdown("A")
    assert sizes == {window.parts.image.size()}


def test_all_keys_are_shown_on_one_page_and_any_key_closes_it(window, qtbot):
    press(window, Qt.Key.Key_F1)
    page = window.overview.page
    assert page.isVisible()
    assert not page.isModal()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert window.overview.page is None


def test_escape_only_closes_that_page_even_where_the_image_kept_the_keyboard(window, qtbot):
    press(window, Qt.Key.Key_F7)
    press(window, Qt.Key.Key_F1)
    press(window, Qt.Key.Key_Escape)
    assert window.overview.page is None
    assert window.focusWidget() is window.parts.image


def test_that_page_has_the_keyboard_and_gives_it_back(window, qtbot):
    window.image_place.detach()
    away = window.parts.image.window()
    away.activateWindow()
    qtbot.waitUntil(away.isActiveWindow)
    QTest.keyClicks(away, "?")
    page = window.overview.page
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(away.isActiveWindow)
    assert window.overview.page is None


def test_a_question_mark_shows_all_keys_from_the_images_own_window_too(window):
    window.image_place.detach()
    QTest.keyClicks(window.parts.image.window(), "?")
    assert window.overview.page.isVisible()


def test_all_keys_go_onto_a_small_screen(window):
    press(window, Qt.Key.Key_F1)
    needed = window.overview.page.sizeHint()
    assert (needed.width() <= 1366, needed.height() <= 740) == (True, True)


@pytest.mark.parametrize("covered_by", ["release", "delivery"])
def test_a_key_pressed_over_that_page_only_takes_it_away(window, qtbot, covered_by):
    pressed = []
    window.on_key("release", lambda: pressed.append("release"))
    press(window, Qt.Key.Key_F1)
    press(window, {"release": Qt.Key.Key_F2, "delivery": Qt.Key.Key_F9}[covered_by])
    assert (pressed, window.parts.delivery.isVisible()) == ([], False)
    assert window.overview.page is None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Qt.Key.Key_F2)
    assert pressed == ["release"]


def test_a_barcode_takes_that_page_away(window):
    press(window, Qt.Key.Key_F1)
    window.show_declaration()
    assert window.overview.page is None


def test_a_barcode_that_means_several_shows_its_list_in_the_declarations_place(window):
    window.show_matches()
    assert window.parts.matches.isVisible()
    assert window.strip._identifier.text() == "Several match: choose one"
    window.show_declaration()
    assert window.parts.declaration.isVisible()
    assert window.strip._identifier.text() == "Read a barcode"


def test_the_window_is_found_again_as_it_was_left(build, drawer, qtbot):
    first = build()
    first.resize(first.minimumSizeHint().width(), 640)  # the offscreen screen is a small one
    first._trailing.setSizes([200, 400])
    sizes = first._trailing.sizes()
    first.close()
    assert drawer.layout
    second = build()
    assert second.size() == first.size()
    assert second._trailing.sizes() == sizes


def test_a_screen_that_the_window_would_fill_is_filled_once(build, drawer):
    first = build()
    first.fill_small_screen()
    assert first.isMaximized()
    first.showNormal()
    first.close()
    second = build()
    second.fill_small_screen()
    assert not second.isMaximized()


def test_a_layout_of_another_version_is_passed_over(build, drawer):
    drawer.layout = b"\x00\x00\x00\x63nonsense"
    assert build().width() > 0


def test_the_window_fits_a_small_screen_with_enlarged_text(window):
    window.resize(1093, 614)
    assert (window.width(), window.height()) == (1093, 614)
    assert window.minimumSizeHint().width() <= 1093
    assert min(window._columns.sizes()) > 300


@pytest.mark.parametrize(
    "kept, widths",
    [
        ((400, 800, 400), [250, 500, 250]),
        ((), [270, 460, 270]),
        ((400, 0, 400), [270, 460, 270]),
        ((400, 800), [270, 460, 270]),
    ],
)
def test_on_another_screen_the_columns_have_the_shares_that_they_were_left_with(kept, widths):
    assert widths_at(1000, kept) == widths


def test_the_columns_are_kept(build, drawer):
    window = build()
    window.resize(1400, 700)
    window._columns.setSizes([400, 500, 500])
    sizes = tuple(window._columns.sizes())
    window.close()
    assert left_by(drawer.layout).columns == sizes


def test_no_two_acts_share_a_key_and_none_uses_alt_alone():
    keys = [key for shortcut in SHORTCUTS for key in shortcut.keys]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if key.startswith("Alt+") or key == "F8"]


SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_image_goes_to_a_window_of_its_own_and_closing_that_brings_it_back(window, qtbot):
    place, image = window.image_place, window.parts.image
    place.switch()
    away = image.window()
    assert away is not window
    assert place.is_away
    away.close()
    assert image.window() is window
    assert image.isVisible()
    assert not place.is_away


def test_while_the_image_is_on_another_monitor_its_room_goes_to_the_queue_and_the_declaration(
    window, monkeypatch
):
    # No test machine has a second monitor.
    monkeypatch.setattr(ImagePlace, "is_elsewhere", property(lambda place: place.is_away))
    window.resize(1366, 700)
    before = window._columns.sizes()
    window.image_place.switch()
    leading, centre, trailing = window._columns.sizes()
    assert leading > before[0]
    assert trailing > before[2]
    assert centre < before[1]
    window.image_place.switch()
    assert window._columns.sizes() == before


def test_on_a_single_monitor_the_images_own_window_covers_nothing_but_the_images_place(window):
    before = window._columns.sizes()
    place = window.image_place
    stood = QRect(place.mapToGlobal(QPoint()), place.size())
    place.switch()
    assert stood.contains(window.parts.image.window().geometry())
    assert not place.is_elsewhere
    assert window._columns.sizes() == before


def test_the_key_detaches_where_the_button_does_and_the_button_knows_where_the_image_is(build, window):
    tool_bar = ToolBar(ViewTools(window), window)
    window.let_detach(tool_bar)
    press(window, Qt.Key.Key_F7, SHIFT)
    assert not window.image_place.is_away  # there is no consignment
    tool_bar.show_what_there_is(WhatThereIs(consignment=True, image=True))
    press(window, Qt.Key.Key_F7, SHIFT)
    assert window.image_place.is_away
    window.close()
    second = build()
    bar = ToolBar(ViewTools(second), second)
    second.let_detach(bar)
    assert bar.detach.isChecked()
    assert bar.detach.isEnabled()


def test_an_image_that_had_its_own_window_has_it_again_at_the_next_start(build, drawer):
    first = build()
    first.image_place.switch()
    first.close()
    assert not first.image_place.is_away
    second = build()
    assert second.image_place.is_away
    assert second.parts.image.window() is not second
