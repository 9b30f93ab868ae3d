"""The queue: filled at once, narrowed and ordered by hand or key, never losing the officer's place."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.clock import FakeClock
from tests.fakes.queue import FakeQueue, parcels
from tests.ui.robots import QueueRobot
from workstation.desk.queue import QueueFilter, QueueSort, QueueView
from workstation.domain.problems import Unavailable
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.theme import current


@pytest.fixture
def source():
    return FakeQueue(parcels(1000))


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def queue(qtbot, dressed, source, background, clock):
    screen = QueueScreen(source, background, clock.now)
    qtbot.addWidget(screen)
    screen.resize(360, 700)
    robot = QueueRobot(screen, qtbot, background)
    yield robot
    screen.stop()


def test_the_gravest_come_first_and_all_are_counted(queue):
    queue.open()
    assert queue.scores()[:3] == ["100", "100", "100"]
    assert queue.total() == "Consignments: 1,000"


def test_a_page_is_there_before_the_whole_list_is(queue, source):
    first: list[Any] = []
    queue.screen._loading.listed.connect(first.append)
    queue.open()
    assert [len(refs) for refs in first] == [128]
    assert queue.count() == 1000


def test_a_lane_is_chosen_by_its_chip_and_by_its_key(queue):
    queue.open()
    queue.press_lane("red")
    assert set(queue.lanes()) == {"red"}
    queue.screen.filters.switch_lane("yellow")
    queue.settle()
    assert set(queue.lanes()) == {"red", "yellow"}


def test_chips_say_how_many_there_are(queue):
    queue.open()
    red = queue.screen.filters.lanes["red"]
    assert red.accessibleName() == "red 125"
    assert red.toolTip() == "red: 125 of all that are here, filters and search aside"


def test_states_have_chips_where_anything_is_in_them_and_keys_of_their_own(queue, source):
    queue.open()
    chips = queue.screen.filters.states
    assert [chip.isVisible() for chip in chips.values()] == [False, False]
    for ref, state in ((1000, "not_presented"), (1001, "not_presented"), (1002, "not_declared")):
        source.put(replace(source.by_ref[ref], state=state, standing="undecided", pending=""))
    source.put(replace(source.by_ref[1002], goods=""))
    queue.sync()
    queue.screen._facets.stop()
    queue.screen._facets.ask()
    queue.settle()
    assert [chip.isVisible() for chip in chips.values()] == [True, True]
    assert chips["not_presented"].accessibleName() == "not presented 2"
    switches = queue.screen.filters.switches()
    switches["state_not_presented"]()
    queue.settle()
    assert (queue.count(), set(queue.standings())) == (2, {"not presented"})
    assert source.saves[-1].filter == QueueFilter(states=("not_presented",))
    switches["state_not_declared"]()
    queue.settle()
    assert queue.count() == 3
    switches["state_not_presented"]()
    queue.settle()
    assert (queue.standings(), queue.goods()) == (["not declared"], ["not declared"])
    queue.screen.filters.clear()
    queue.settle()
    assert queue.count() == 1000


def test_a_held_one_that_was_not_presented_is_told_to_be_held(queue, source):
    source.put(replace(source.by_ref[1000], state="not_presented", standing="held", pending=""))
    source.put(replace(source.by_ref[1001], state="not_presented", standing="undecided", pending="hold"))
    queue.open()
    queue.screen.filters.set_chosen(QueueFilter(states=("not_presented",)))
    queue.screen.reload()
    queue.settle()
    assert set(queue.standings()) == {"held", "hold waiting"}
    assert queue.screen.filters.states["not_presented"].isVisible()
    grabbed = queue.screen.grab()
    assert not grabbed.isNull()


class Offices:
    """Names of offices as a central service lists them."""

    def words(self, name, code, language):
        return {"NL000510": "Airport mail centre"}.get(code, code)


def test_offices_are_listed_by_name_and_code(queue):
    queue.open()
    queue.screen.take_lists(Offices())
    chip = queue.screen.filters.offices
    chip.open()
    assert queue.entries(chip.menu_of_choices) == [
        "NL000432|333",
        "Airport mail centre · NL000510|334",
        "NL000566|333",
    ]
    chip.menu_of_choices.close()


def test_standing_and_office_are_chosen_from_lists_that_stay_open(queue):
    queue.open()
    queue.choose(queue.screen.filters.standings, "held")
    queue.choose(queue.screen.filters.offices, "NL000432")
    assert queue.count() == len(
        [row for row in parcels(1000) if row.standing == "held" and row.office == "NL000432"]
    )


def test_free_text_finds_goods_and_identifiers(queue):
    queue.open()
    queue.search("lithium")
    assert queue.count() > 0
    assert {goods.split()[0] for goods in queue.goods()} == {"lithium"}


def test_escape_and_enter_in_the_search_lead_to_the_rows(queue, qtbot):
    queue.open()
    queue.screen.filters.go_to_search()
    qtbot.keyClick(queue.screen.filters.search, Qt.Key.Key_Escape)
    assert queue.screen.focusWidget() is queue.screen.table


def test_enter_in_the_search_marks_the_first_row_and_opens_none(queue, qtbot):
    queue.open()
    opened: list[str] = []
    queue.screen.consignment_chosen.connect(opened.append)
    queue.search("lithium")
    assert queue.screen.focusWidget() is queue.screen.table
    assert queue.chosen_id() == queue.id_at(0)
    assert opened == []
    qtbot.keyClick(queue.screen.table, Qt.Key.Key_Return)
    assert opened == [queue.id_at(0)]


def test_enter_in_the_search_leaves_the_row_that_is_marked(queue, qtbot):
    queue.open()
    queue.screen.table.select(queue.ref_at(3))
    queue.screen.filters.go_to_search()
    qtbot.keyClick(queue.screen.filters.search, Qt.Key.Key_Return)
    assert queue.chosen_id() == queue.id_at(3)


def test_enter_opens_the_row_that_arrows_went_to(queue, qtbot):
    queue.open()
    opened: list[str] = []
    queue.screen.consignment_chosen.connect(opened.append)
    queue.screen.go_to_list()
    qtbot.keyClick(queue.screen.table, Qt.Key.Key_Down)
    qtbot.keyClick(queue.screen.table, Qt.Key.Key_Return)
    assert opened == [queue.id_at(1)]


def test_the_next_consignment_is_opened_without_looking_at_the_list(queue):
    queue.open()
    opened: list[str] = []
    queue.screen.consignment_chosen.connect(opened.append)
    queue.screen.open_next()
    queue.screen.open_next()
    queue.screen.open_previous()
    assert opened == [queue.id_at(0), queue.id_at(1), queue.id_at(0)]


def test_a_header_click_orders_and_a_second_turns_the_order(queue):
    queue.open()
    queue.screen.sort_by("identifier")
    queue.settle()
    up = queue.identifiers()
    queue.screen.sort_by("identifier")
    queue.settle()
    assert up == sorted(up)
    assert queue.identifiers() == sorted(queue.identifiers(), reverse=True)


def test_every_order_can_be_chosen_from_the_list_by_key(queue):
    queue.open()
    for key in ("arrived", "office", "goods"):
        queue.order_by(key)
    assert queue.goods() == sorted(queue.goods())


def test_a_chosen_order_closes_the_list_and_columns_keep_it_open(queue, qtbot):
    queue.open()
    chip = queue.screen.filters.order
    chip.open()
    menu = chip.menu_of_orders
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert not menu.isVisible()
    queue.screen.resize(1400, 700)
    chip.open()
    menu.setActiveAction(chip._columns["office"])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_the_list_of_orders_has_headings_and_a_direction_for_each(queue):
    queue.open()
    entries = queue.entries(queue.screen.filters.order.menu_of_orders)
    assert entries[:4] == ["Order by", "Lane|↓", "Identifier|↑", "Score|↓"]
    assert entries[-1] == "Category|↓"
    queue.screen.resize(1400, 700)
    entries = queue.entries(queue.screen.filters.order.menu_of_orders)
    assert entries[8:11] == ["Category|↓", "Columns, where the queue is wide", "Lane"]
    queue.screen.sort_by("score")
    assert queue.entries(queue.screen.filters.order.menu_of_orders)[3] == "Score|↑"


@pytest.mark.parametrize("key", ["lane", "identifier", "score", "arrived", "standing"])
def test_an_order_by_a_column_in_sight_stands_in_its_header(queue, key):
    queue.open()
    queue.screen.sort_by("goods")
    queue.screen.sort_by(key)
    assert queue.header(key)[-1] in "↓↑"
    at = [column.key for column in queue.screen.model.columns].index(key)
    table = queue.screen.table
    assert table.columnWidth(at) >= table.fontMetrics().horizontalAdvance(queue.header(key))
    assert queue.screen.filters.order.accessibleName() == "Order"


@pytest.mark.parametrize(
    "key, order", [("goods", "Goods ↑"), ("office", "Office ↑"), ("category", "Category ↓")]
)
def test_an_order_by_a_column_out_of_sight_stands_on_its_button(queue, key, order):
    queue.open()
    chip = queue.screen.filters.order
    queue.screen.sort_by(key)
    assert (chip.accessibleName(), chip.isChecked()) == (f"Order: {order}", True)
    queue.screen.resize(1400, 700)
    assert queue.header(key)[-1] in "↓↑"
    assert (chip.accessibleName(), chip.isChecked()) == ("Order", True)


def test_show_everything_brings_the_queues_own_order_back(queue):
    queue.open()
    queue.screen.sort_by("goods")
    queue.press_lane("red")
    assert queue.screen.filters.clear_button.isVisible()
    queue.screen.filters.clear()
    queue.settle()
    assert (queue.count(), queue.scores()[0], queue.header("score")) == (1000, "100", "Score ↓")
    assert not queue.screen.filters.order.isChecked()
    assert not queue.screen.filters.clear_button.isVisible()


def test_an_order_that_was_kept_is_to_be_seen_after_a_restart(qtbot, dressed, source, background, clock):
    source.view = QueueView(sort=QueueSort(column="goods", descending=False))
    screen = QueueScreen(source, background, clock.now)
    qtbot.addWidget(screen)
    screen.resize(360, 700)
    robot = QueueRobot(screen, qtbot, background)
    robot.open()
    assert robot.goods() == sorted(robot.goods())
    assert screen.filters.order.accessibleName() == "Order: Goods ↑"
    assert screen.filters.clear_button.isVisible()
    screen.stop()


def test_the_view_is_found_again_as_it_was_left(queue, source, qtbot, background, clock):
    queue.open()
    queue.press_lane("red")
    queue.order_by("arrived")
    queue.settle()
    again = QueueScreen(source, background, clock.now)
    qtbot.addWidget(again)
    robot = QueueRobot(again, qtbot, background)
    robot.open()
    assert robot.identifiers() == queue.identifiers()
    assert source.view == QueueView(
        filter=QueueFilter(lanes=("red",)),
        sort=QueueSort(column="arrived", descending=False),
        columns=source.view.columns,
    )
    again.stop()


def test_a_sync_keeps_the_chosen_row_and_its_place(queue, source):
    queue.open()
    queue.screen.table.select(source.ids(QueueFilter(), QueueSort())[400])
    chosen, top = queue.chosen_id(), queue.chosen_top()
    for row in parcels(1020)[1000:]:
        source.put(replace(row, score=99))
    queue.sync()
    assert queue.count() == 1020
    assert (queue.chosen_id(), queue.chosen_top()) == (chosen, top)


def bar_color(queue, row):
    """The colour at the leading edge of a row, as the eye sees it."""
    table = queue.screen.table
    top = table.rowViewportPosition(row)
    return table.viewport().grab().toImage().pixelColor(1, top + table.rowHeight(row) // 2).name()


def test_the_open_row_is_told_from_one_that_was_only_moved_to(queue, qtbot):
    queue.open()
    queue.screen.show_open(queue.id_at(0), queue.ref_at(0))
    qtbot.waitUntil(lambda: queue.chosen_id() == queue.id_at(0))
    qtbot.keyClick(queue.screen.table, Qt.Key.Key_Down)
    assert queue.chosen_id() == queue.id_at(1)
    assert bar_color(queue, 0) == current().accent
    assert bar_color(queue, 1) == current().hover
    queue.screen.show_none_open()
    assert queue.chosen_id() is None
    assert bar_color(queue, 0) == current().field


def test_a_row_whose_standing_changed_shows_it_after_the_sync(queue, source):
    queue.open()
    first = source.by_ref[queue.ref_at(0)]
    source.put(replace(first, pending="hold"))
    queue.screen.refresh_rows((first.ref,))
    assert queue.standings()[0] == "hold waiting"


def test_ages_grow_without_reading_again(queue, source, clock):
    queue.open()
    before, read = queue.ages()[0], source.rows_read
    clock.advance(timedelta(hours=60).total_seconds())
    queue.screen.model.forget_texts()
    assert queue.ages()[0] != before
    assert source.rows_read == read


def test_an_empty_filter_says_so_and_shows_everything_again(queue, qtbot):
    queue.open()
    queue.search("nothing like this")
    assert queue.empty_words().startswith("No consignment matches.")
    queue.screen._empty._button.click()
    queue.settle()
    assert queue.count() == 1000


def test_a_bare_cache_says_that_it_is_being_filled_and_how_far(qtbot, dressed, background, clock):
    screen = QueueScreen(FakeQueue(), background, clock.now)
    qtbot.addWidget(screen)
    robot = QueueRobot(screen, qtbot, background)
    robot.open()
    assert robot.empty_words().startswith("No consignment is here yet.")
    screen.show_progress(34_000, 100_000)
    assert robot.empty_words().startswith("The queue is being filled.")
    assert screen._foot.words()[1] == "filling, 34 %"
    screen.stop()


def test_rows_that_cannot_be_read_are_told_and_the_list_stays(queue, source):
    queue.open()
    told: list[BaseException] = []
    queue.screen.reading_failed.connect(told.append)
    source.broken = Unavailable("The cache is locked.")
    queue.sync()
    assert source.broken in told
    assert queue.count() == 1000


def test_more_than_can_be_worked_asks_to_narrow_the_filter(queue):
    queue.open()
    queue.screen._foot.show_count(300_001)
    assert queue.screen._foot.words()[1] == "Narrow the filter to work quickly"


def test_columns_stay_where_they_are_when_there_is_nothing_to_scroll(queue):
    queue.open()
    table = queue.screen.table
    places = [table.columnViewportPosition(at) for at in range(6)]
    assert table.verticalScrollBar().isEnabled()
    queue.search("RB 100 007 149")
    assert queue.count() == 1
    assert [table.columnViewportPosition(at) for at in range(6)] == places
    assert not table.verticalScrollBar().isEnabled()


def test_a_narrow_queue_puts_the_goods_under_the_identifier_and_a_wide_one_has_all_columns(queue):
    queue.open()
    assert queue.columns() == ["lane", "identifier", "score", "arrived", "standing"]
    queue.screen.resize(1400, 700)
    assert len(queue.columns()) == 8


def test_markup_and_direction_marks_from_outside_are_text(queue, source):
    row = replace(parcels(1)[0], ref=9, score=101, identifier="<b>RB\u202e1</b>", goods="<i>x</i>\n\x00")
    source.put(row)
    queue.open()
    assert queue.identifiers()[0] == "<b>RB‹U+202E›1</b>"
    assert queue.goods()[0] == "<i>x</i> ‹U+0000›"


def test_news_that_never_stop_do_not_keep_the_list_from_coming(queue, background, qtbot):
    queue.screen.show()
    queue.screen.start()
    for _ in range(50):
        queue.screen.refresh()
    queue.settle()
    assert queue.count() == 1000


def test_a_cache_made_anew_leaves_no_other_consignment_chosen(queue, source):
    queue.open()
    first = source.by_ref[queue.ref_at(0)]
    queue.screen.table.select(first.ref)
    assert queue.chosen_id() == first.id
    source.put(replace(first, id="c-other", identifier="RB 999 999 999 GB"))
    queue.sync()
    assert queue.chosen_id() is None


def test_while_nothing_is_chosen_the_gravest_is_the_next_to_be_opened(queue, source):
    queue.open()
    source.put(replace(parcels(1)[0], ref=5, id="c-gravest", score=101))
    queue.sync()
    opened: list[str] = []
    queue.screen.consignment_chosen.connect(opened.append)
    queue.screen.open_next()
    assert opened == ["c-gravest"]


def test_what_stood_first_is_shown_at_once_and_the_list_after_the_first_painting(queue, source):
    source.left_refs = (1003, 1001)
    queue.screen.start()
    assert list(queue.screen.model.refs) == [1003, 1001]
    assert queue.screen.table.currentIndex().row() == 0
    assert queue.tasks.under_way == 0
    queue.screen.show()
    queue.qtbot.waitUntil(lambda: queue.count() == 1000)
    assert queue.scores()[:3] == ["100", "100", "100"]


def test_what_stands_first_is_remembered_when_the_queue_is_left(queue, source):
    queue.open()
    queue.screen.stop()
    assert list(source.left_refs) == list(queue.screen.model.refs[:128])
