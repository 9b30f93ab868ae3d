"""Several consignments with one barcode: told apart at a glance, chosen by hand, never by the program."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from workstation.desk.open import Choice, Several
from workstation.ui.matches.screen import MatchesScreen
from workstation.ui.theme import TARGET_PX, current

LONG = "wireless earphones with charging case, white, with spare silicone tips in three sizes and a cable"


def choice(at, lane="red", goods=LONG):
    return Choice(
        id=f"c-{at}",
        identifier=f"RB12345678{at}GB",
        lane=lane,
        score=90 - at,
        goods=goods,
        belongs_to="receptacle",
    )


@pytest.fixture
def matches(qtbot, dressed):
    screen = MatchesScreen()
    qtbot.addWidget(screen)
    screen.resize(360, 500)
    screen.show()
    lanes = ("red", "yellow", "blue", "green", "")
    screen.show_matches(
        Several(raw="SACK", choices=tuple(choice(*each) for each in enumerate(lanes)), more=3)
    )
    return screen


def rows(matches):
    return [
        matches._list.visualRect(matches._list.model().index(at, 0))
        for at in range(matches._list.model().rowCount())
    ]


def test_rows_are_large_enough_for_gloves_and_never_wider_than_the_list(matches):
    assert len(rows(matches)) == 5
    assert all(row.height() >= TARGET_PX for row in rows(matches))
    assert all(row.width() <= matches._list.viewport().width() for row in rows(matches))
    assert matches._list.horizontalScrollBar().maximum() == 0


def test_lanes_have_their_marks_as_in_the_queue(matches):
    picture = matches._list.viewport().grab().toImage()
    marked = [
        any(
            picture.pixelColor(x, y) == QColor(current().lane(lane).fill)
            for x in range(row.left(), row.left() + 50)
            for y in range(row.top(), row.bottom())
        )
        for row, lane in zip(rows(matches), ("red", "yellow", "blue", "green"), strict=False)
    ]
    assert marked == [True] * 4


def test_numbers_are_grouped_also_for_who_listens(matches):
    words = matches._list.model().index(0, 0).data(Qt.ItemDataRole.DisplayRole)
    assert words.startswith("RB 123 456 780 GB, red 90, wireless earphones")
    assert words.endswith("receptacle")


def test_enter_chooses_the_row_that_the_arrows_went_to_and_escape_none(matches, qtbot):
    chosen: list[str] = []
    given_up: list[bool] = []
    matches.match_chosen.connect(chosen.append)
    matches.given_up.connect(lambda: given_up.append(True))
    qtbot.keyClick(matches._list, Qt.Key.Key_Down)
    qtbot.keyClick(matches._list, Qt.Key.Key_Return)
    qtbot.keyClick(matches._list, Qt.Key.Key_Escape)
    assert (chosen, given_up) == (["c-1"], [True])
