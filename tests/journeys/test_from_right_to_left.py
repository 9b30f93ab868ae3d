"""The window in a language read from the right, a third longer than English: all translated, nothing cut."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from tests.fakes.languages import MADE_UP, compiled, made_up, spoken
from tests.journeys import parcels
from tests.journeys.officer import Officer
from tests.journeys.parcels import parcel
from workstation.training import reference
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.text import ElidedLabel

pytestmark = pytest.mark.journey

FIRST = "RB123456785GB"
SIZES = [QSize(1366, 768), QSize(1600, 1000)]
LATIN = re.compile(r"[a-z]{2,}")
OURS = {"kg", "mm", "officer"}
"""Units and the name of who is signed in; and, below, the keys that Qt itself names."""
QTS_KEYS = re.compile(r"(Ctrl|Shift|Esc|Return|Enter|Del)\b")


class Morning:
    """What an officer sees, and which of its words are data."""

    def __init__(self, officer: Officer, documents: list) -> None:
        self.officer, self.window = officer, officer.window
        self._data = set(LATIN.findall(msgspec.json.encode([documents, reference.lists()]).decode())) | OURS

    def english(self) -> list[str]:
        """Texts with a Latin word that is not in the data."""
        return sorted(
            text
            for text in self.texts()
            if set(LATIN.findall(QTS_KEYS.sub("", text))) - self._data or "‹U+" in text
        )

    def texts(self) -> Iterator[str]:
        """Everything that is to be seen, told when the mouse rests on it, or read out."""
        for widget in self._seen(QWidget):
            yield from (widget.toolTip(), widget.accessibleName())
            if isinstance(widget, QLabel | QAbstractButton):
                yield widget.text()
            if isinstance(widget, QLineEdit):
                yield widget.placeholderText()
        yield from (column.title for column in self.officer.screens.queue.model.columns)
        yield from self.officer.queue().values()
        yield from self.officer.declaration().splitlines()
        yield from (self.officer.view(), self.officer.says(), *self.officer.deliveries())

    def cut(self) -> list[str]:
        """Labels, buttons and titles of columns that are smaller than their words."""
        return [*self._cut_labels(), *self._cut_buttons(), *self._cut_titles()]

    def _cut_labels(self) -> Iterator[str]:
        for label in self._seen(QLabel):
            if not label.text() or isinstance(label, ElidedLabel):
                continue
            room, wraps = label.contentsRect(), label.wordWrap()
            flags = 0x1000 if wraps else 0  # Qt::TextWordWrap
            words = label.fontMetrics().boundingRect(
                0, 0, room.width() if wraps else 0, 0, flags, label.text()
            )
            if words.width() > room.width() + 1 or words.height() > room.height() + 1:
                yield f"{label.text()}: {words.size()} in {room.size()}"

    def _cut_buttons(self) -> Iterator[str]:
        for button in self._seen(QPushButton):
            words = button.words() if isinstance(button, ActionButton) else button.text()
            shows_words = not (isinstance(button, ActionButton) and button.toolTip())
            if shows_words and button.fontMetrics().horizontalAdvance(words) > button.width():
                yield f"{words}: in {button.width()}"

    def _cut_titles(self) -> Iterator[str]:
        table = self.officer.screens.queue.table
        for at, column in enumerate(self.officer.screens.queue.model.columns):
            is_sign = column.key == "standing" and table.shows_signs
            if is_sign or table.isColumnHidden(at):
                continue
            if table.columnWidth(at) < table.title_width(column.key):
                yield f"{column.title}: in {table.columnWidth(at)}"

    def _seen(self, kind: type) -> list[Any]:
        found: list[Any] = self.window.findChildren(kind)
        return [each for each in found if each.isVisible() and not each.visibleRegion().isEmpty()]

    def place_of(self, widget: QWidget) -> int:
        """How far its middle is from the left edge of the window."""
        return widget.mapTo(self.window, QPoint(widget.width() // 2, 0)).x()


@pytest.fixture
def speech(request, qapp: QApplication, tmp_path_factory) -> Iterator[None]:
    """The made-up language, or the one that a test asks for."""
    language, folder = getattr(request, "param", MADE_UP), tmp_path_factory.mktemp("language")
    with spoken(qapp, language, made_up(folder) if language == MADE_UP else compiled(language, folder)):
        yield


@pytest.fixture(params=SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def morning(request, speech, seat, centre):
    """A consignment and its image before the officer's eyes, and a queue beside it."""
    centre.put_image(parcels.image())
    documents = [parcel("C-1", FIRST, images=(parcels.image_of(parcels.image()),)), *parcels.others()]
    centre.put(*documents)
    officer = seat()
    officer.window.resize(request.param)
    officer.waits_for_the_queue(len(documents))
    officer.opens(FIRST)
    officer.waits_until(lambda: officer.images)
    return Morning(officer, documents)


def test_what_is_read_first_stands_at_the_right(morning):
    screens = morning.officer.screens
    queue, image, declaration = map(morning.place_of, (screens.queue, screens.image, screens.declaration))
    assert queue > image > declaration


def test_nothing_is_in_english_and_nothing_is_cut(morning):
    assert morning.english() == []
    assert morning.cut() == []


def test_nor_in_a_form_nor_in_what_was_recorded_and_delivered(morning):
    officer = morning.officer
    officer.fills("hold", reason="doubt")
    assert morning.english() == []
    assert morning.cut() == []
    officer.confirms()
    officer.presses("delivery")
    officer.waits_until(officer.deliveries)
    assert morning.english() == []
    assert morning.cut() == []


@pytest.mark.parametrize("speech", ["de"], indirect=True)
def test_nothing_is_cut_in_german(morning):
    officer = morning.officer
    assert officer.standing() == "unentschieden"
    assert morning.cut() == []
    officer.fills("hold", reason="doubt")
    assert morning.cut() == []
    officer.confirms()
    officer.waits_until(lambda: officer.standing() == "angehalten")
    officer.presses("delivery")
    officer.waits_until(officer.deliveries)
    assert morning.cut() == []
