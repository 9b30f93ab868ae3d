"""What is pressed cannot be pressed by a key; what is marked is told by letter, shape, words and colour."""

import pytest
from PySide6.QtCore import QRectF, Qt, QTranslator
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from workstation.ui.parts.badges import LANE_SHAPES, LaneBadge, StandingBadge, paint_lane
from workstation.ui.parts.buttons import ActionButton, ChipButton, native_of


def test_an_action_button_is_large_enough_and_takes_no_key(qtbot):
    button = ActionButton("Release", key="F2", tone="release")
    qtbot.addWidget(button)
    button.show()
    assert button.sizeHint().height() >= 40
    assert button.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert not button.isDefault()
    assert not button.autoDefault()
    assert button.accessibleName() == "Release F2"


def test_words_that_need_the_room_of_the_key_have_it(qtbot):
    button = ActionButton("Sicherstellen", key="F4", tone="seize")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert button.shows_key()
    button.resize(button.fontMetrics().horizontalAdvance("Sicherstellen") + 4, button.height())
    assert not button.shows_key()
    assert button.accessibleName() == "Sicherstellen F4"


def test_enter_in_a_dialog_presses_no_action_button(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field, button = QLineEdit(dialog), ActionButton("Seize", dialog)
    pressed: list[bool] = []
    layout = QVBoxLayout(dialog)
    layout.addWidget(field)
    layout.addWidget(button)
    button.clicked.connect(pressed.append)
    dialog.show()
    field.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(field, key)
    assert pressed == []


def test_an_ampersand_in_the_words_makes_no_mnemonic(qtbot):
    button = ActionButton("Hold & ask")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.words() == "Hold & ask"


def test_a_chip_says_its_lane_and_its_count(qtbot):
    chip = ChipButton("", code="red", lane="red")
    qtbot.addWidget(chip)
    chip.set_count("1,204")
    assert chip.accessibleName() == "red 1,204"
    assert chip.sizeHint().height() >= 40


@pytest.mark.parametrize("lane", [*LANE_SHAPES, "violet"])
def test_each_lane_has_a_shape_of_its_own(qapp, lane):
    def silhouette(name):
        image = QImage(48, 48, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        paint_lane(painter, QRectF(0, 0, 48, 48), name)
        painter.end()
        return tuple(image.pixelColor(x, y).alpha() > 128 for x in range(0, 48, 3) for y in range(0, 48, 3))

    others = [silhouette(other) for other in LANE_SHAPES if other != lane]
    assert any(silhouette(lane))
    assert silhouette(lane) not in others


def test_a_lane_and_a_standing_are_told_in_words(qtbot):
    lane, standing = LaneBadge("yellow"), StandingBadge("undecided", "release")
    qtbot.addWidget(lane)
    qtbot.addWidget(standing)
    assert lane.accessibleName() == "lane yellow"
    assert standing.accessibleName() == "undecided release waiting"


class Elsewhere(QTranslator):
    """A language in which one key is called otherwise."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return "Umschalt" if (context, source) == ("QShortcut", "Shift") else source


def test_a_key_is_written_in_the_language_that_is_spoken_now(dressed):
    elsewhere = Elsewhere()
    dressed.installTranslator(elsewhere)
    try:
        assert native_of("Shift+F7") == "Umschalt+F7"
    finally:
        dressed.removeTranslator(elsewhere)
    assert native_of("Shift+F7") == "Shift+F7"
