"""A table over any number of rows reads only what is looked at, and keeps its place when the list changes."""

from array import array
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from workstation.ui.parts.id_changes import MOST_RANGES, changes_between
from workstation.ui.parts.table import PAGE, PAGES_KEPT, Column, IdWindowModel
from workstation.ui.parts.table_view import IdTable


@dataclass(frozen=True)
class Parcel:
    ref: int


class Shelf:
    """Rows by reference; counts what is read, and can break."""

    def __init__(self):
        self.read, self.gone, self.broken = [], set(), False

    def rows(self, refs):
        if self.broken:
            raise OSError("disk")
        self.read.extend(refs)
        return [Parcel(ref) for ref in refs if ref not in self.gone]


COLUMNS = (Column("lane", "Lane", "red"), Column("identifier", "Identifier", stretch=True))


def texts_of(parcel):
    return ("red", f"parcel {parcel.ref}")


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def model(qapp, shelf):
    return IdWindowModel(COLUMNS, shelf.rows, texts_of)


@pytest.fixture
def table(qtbot, model):
    table = IdTable(model)
    qtbot.addWidget(table)
    table.resize(400, 400)
    table.fit_columns()
    table.show()
    return table


def follow(old, changes):
    """Apply changes as a list would."""
    new = list(old)
    if changes.is_reset:
        return list(changes.ids)
    for first, count in changes.removed:
        del new[first : first + count]
    for first, count in changes.inserted:
        new[first:first] = changes.ids[first : first + count]
    return new


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_changes_lead_from_any_list_to_any_other(old, new):
    changes = changes_between(array("q", old), array("q", new))
    assert follow(old, changes) == new
    assert changes.is_empty == (old == new)


@given(st.integers(0, 199), st.integers(0, 199))
def test_one_consignment_whose_score_changed_moves_alone(before, after):
    old = list(range(200))
    new = [each for each in old if each != before]
    new.insert(after, before)
    changes = changes_between(array("q", old), array("q", new))
    moved = sum(count for _, count in changes.removed)
    assert follow(old, changes) == new
    assert moved == (0 if before == after else 1)


def test_a_list_that_changed_all_over_is_shown_anew():
    old = array("q", range(0, 1000, 2))
    new = array("q", range(1000))
    assert changes_between(old, new).is_reset
    assert MOST_RANGES < 500


def test_the_model_keeps_qts_rules_while_the_list_changes(model, qtmodeltester):
    qtmodeltester.check(model, force_py=True)
    model.replace(array("q", range(10)))
    model.apply(changes_between(model.refs, array("q", [0, 1, 7, 8, 9, 20, 21])))
    model.apply(changes_between(model.refs, array("q", [21, 0, 1, 7])))
    model.apply(changes_between(model.refs, array("q")))
    assert model.rowCount() == 0


def test_only_pages_that_are_looked_at_are_read(model, shelf):
    model.replace(array("q", range(250_000)))
    assert shelf.read == []
    assert model.index(200_000, 1).data() == "parcel 200000"
    assert len(shelf.read) == PAGE
    assert model.index(200_001, 1).data() == "parcel 200001"
    assert len(shelf.read) == PAGE


def test_memory_stays_bounded_however_far_one_scrolls(model, shelf):
    model.replace(array("q", range(100_000)))
    for row in range(0, 100_000, 7):
        model.line(row)
    assert len(model._lines) <= PAGE * PAGES_KEPT
    assert len(model._values) <= PAGE * (PAGES_KEPT + 1)


def test_a_row_that_has_gone_says_so_and_cannot_be_chosen(table, model, shelf, qtbot):
    shelf.gone = {1}
    model.replace(array("q", range(3)))
    assert model.index(1, 1).data() == "no longer here"
    assert not model.flags(model.index(1, 1)) & Qt.ItemFlag.ItemIsEnabled
    assert model.flags(model.index(2, 1)) & Qt.ItemFlag.ItemIsEnabled


def test_rows_that_cannot_be_read_say_so_and_are_read_later(model, shelf, qtbot):
    shelf.broken = True
    model.replace(array("q", range(3)))
    with qtbot.waitSignal(model.reading_failed) as failed:
        assert model.index(0, 1).data() == "cannot be read now"
    assert isinstance(failed.args[0], OSError)
    shelf.broken = False
    model.forget()
    assert model.index(0, 1).data() == "parcel 0"


def test_enter_chooses_the_current_row_and_arrows_only_move(table, model, qtbot):
    model.replace(array("q", [30, 20, 10]))
    chosen: list[int] = []
    table.row_chosen.connect(chosen.append)
    table.go_to(30)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen == []
    assert table.current_ref() == 20
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen == [20]


def test_a_click_chooses_a_row(table, model, qtbot):
    model.replace(array("q", [30, 20, 10]))
    chosen: list[int] = []
    table.row_chosen.connect(chosen.append)
    place = table.visualRect(model.index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [10]


@pytest.mark.parametrize("scattered", [False, True], ids=["some ranges", "all anew"])
def test_the_chosen_row_keeps_its_place_on_the_screen_when_a_sync_brings_others(table, model, scattered):
    model.replace(array("q", range(0, 10_000, 2)))
    table.go_to(4_000)
    top = table.visualRect(table.currentIndex()).top()
    new = array("q", range(10_000)) if scattered else array("q", [*range(1, 300, 2), *range(0, 10_000, 2)])
    changes = changes_between(model.refs, new)
    assert changes.is_reset is scattered
    table.apply(changes)
    assert list(model.refs) == list(new)
    assert table.current_ref() == 4_000
    assert [index.row() for index in table.selectionModel().selectedRows()] == [model.row_of(4_000)]
    assert table.visualRect(table.currentIndex()).top() == top


def test_a_chosen_row_that_moved_to_another_place_stays_chosen(table, model):
    model.replace(array("q", range(100)))
    table.go_to(5)
    table.apply(changes_between(model.refs, array("q", [*range(5), *range(6, 100), 5])))
    assert table.current_ref() == 5
    assert table.currentIndex().row() == 99


def test_the_first_row_in_view_stays_when_nothing_is_chosen(table, model, qtbot):
    model.replace(array("q", range(100, 10_000)))
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 4_000)
    table.verticalScrollBar().setValue(4_000)
    first = model.ref_at(table.rowAt(0))
    table.apply(changes_between(model.refs, array("q", [*range(50), *range(100, 10_000)])))
    assert model.ref_at(table.rowAt(0)) == first


def test_typing_letters_in_the_table_reads_nothing(table, model, shelf, qtbot):
    model.replace(array("q", range(100_000)))
    table.viewport().grab()
    read = len(shelf.read)
    qtbot.keyClicks(table, "parcel")
    assert len(shelf.read) == read


def test_a_header_click_asks_for_a_sort(table, model, qtbot):
    asked: list[str] = []
    table.sort_asked.connect(asked.append)
    header = table.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionPosition(1) + 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["identifier"]
