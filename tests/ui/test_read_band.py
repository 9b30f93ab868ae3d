"""The band says what became of a read, at one place, from afar, without sound or colour, and takes nothing
from anybody.
"""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetricsF
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.host.resources import read_bytes
from workstation.ui.parts.answers import LABELS, answer_icon, answer_mark, answer_word
from workstation.ui.read_band import LONGEST_NUMBER, ReadBand, fitting
from workstation.ui.theme import DARK, LIGHT, apply_theme, contrast

READ = "RB123456785GB"
FOUND = ReadAnswer(answer=Answer.FOUND, raw=READ, number="RB 123 456 785 GB", words="Parcel 1 of 2.")


class Bench:
    """A window as the program builds it: a strip, the band, and a page with a field that has the keyboard."""

    def __init__(self, qtbot):
        self.qtbot, self.window, self.band = qtbot, QMainWindow(), ReadBand()
        frame, self.page = QWidget(), QWidget()
        self.strip, self.field = QPushButton("strip"), QLineEdit()
        rows = QVBoxLayout(frame)
        rows.addWidget(self.strip)
        rows.addWidget(self.page, 1)
        QVBoxLayout(self.page).addWidget(self.field)
        self.window.setCentralWidget(frame)
        self.band.stand_in(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.field.setFocus()

    def places(self):
        return [
            (each.x(), each.y(), each.width(), each.height()) for each in (self.band, self.page, self.field)
        ]


@pytest.fixture
def bench(qtbot, dressed):
    made = Bench(qtbot)
    yield made
    made.band.stop()


# --- what is told -------------------------------------------------------------------------------------------


def test_each_answer_has_a_word_and_a_sign_of_its_own():
    words = [answer_word(answer) for answer in Answer]
    signs = [read_bytes(f"icons/{answer_icon(answer)}.svg") for answer in Answer]
    assert len(set(words)) == len(set(signs)) == len(Answer)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_colours_that_must_not_be_taken_for_each_other_are_others(qapp, theme):
    apply_theme(qapp, theme)
    told_apart = (
        Answer.FOUND, Answer.NOT_FOUND, Answer.NO_IDENTIFIER, Answer.BAD_CHECK_DIGIT, Answer.WRONG_PARCEL
    )  # fmt: skip
    fills = {answer_mark(answer).fill for answer in told_apart}
    apply_theme(qapp, DARK)
    assert len(fills) == len(told_apart)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_what_is_written_reaches_seven_to_one(qapp, theme):
    apply_theme(qapp, theme)
    marks = [answer_mark(answer) for answer in Answer]
    apply_theme(qapp, DARK)
    assert min(contrast(mark.ink, mark.fill) for mark in marks) >= 7.0
    assert contrast(theme.text, theme.raised) >= 7.0


def test_two_answers_of_one_colour_are_told_by_word_and_sign():
    for one, other in combinations(Answer, 2):
        if answer_mark(one) == answer_mark(other):
            assert answer_word(one) != answer_word(other)
            assert answer_icon(one) != answer_icon(other)


def test_it_says_word_number_and_sentence_and_tells_assistive_tools(bench, monkeypatch):
    alerts = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: alerts.append(event.type()))
    assert bench.band.words() == ("Read a barcode",)
    bench.band.show_answer(FOUND)
    assert bench.band.words() == ("Found", "RB 123 456 785 GB", "Parcel 1 of 2.")
    assert bench.band.accessibleName() == "Found, RB 123 456 785 GB, Parcel 1 of 2."
    assert alerts == [QAccessible.Event.Alert]


@pytest.mark.parametrize("kind", LABELS)
def test_a_label_is_called_by_what_it_is(bench, kind):
    bench.band.show_answer(ReadAnswer(answer=Answer.LABEL, raw="LOC-A-17", number="A-17", kind=kind))
    assert bench.band.words() == (LABELS[kind], "A-17")


def test_the_same_answer_again_is_counted_and_another_begins_anew(bench):
    bench.band.show_answer(FOUND)
    bench.band.show_answer(FOUND)
    assert bench.band.words()[1] == "RB 123 456 785 GB ×2"
    bench.band.show_answer(ReadAnswer(answer=Answer.NOT_FOUND, raw=READ))
    assert bench.band.words() == ("Not found", READ)


def test_an_unknown_text_is_shown_harmless_and_bounded(bench):
    bench.band.show_answer(ReadAnswer(answer=Answer.NO_IDENTIFIER, raw="A\u202eB\x1d<b>" + "9" * 10_000))
    number = bench.band.words()[1]
    assert number.startswith("A‹U+202E›B‹U+001D›<b>")
    assert len(number) < 2 * LONGEST_NUMBER


def test_after_a_while_it_is_calm_and_says_that_this_was_the_last_read(bench):
    bench.band.show_answer(FOUND)
    loud = bench.band.grab().toImage().pixelColor(bench.band.width() // 2, 2)
    bench.band._calm.setInterval(0)
    bench.band._calm.start()
    bench.qtbot.waitUntil(lambda: not bench.band.is_loud)
    calm = bench.band.grab().toImage()
    assert bench.band.words()[1] == "last read: RB 123 456 785 GB"
    assert (loud.name(), calm.pixelColor(bench.band.width() // 2, 2).name()) == (
        DARK.read_found.fill,
        DARK.raised,
    )
    assert calm.pixelColor(2, 2).name() == DARK.read_found.fill


def test_what_keeps_the_reader_from_reading_stands_there_until_it_is_over(bench):
    bench.band.show_trouble("The serial reader is not plugged in.")
    assert bench.band.words() == ("Read a barcode", "The serial reader is not plugged in.")
    bench.band.show_answer(FOUND)
    assert bench.band.words()[2] == "The serial reader is not plugged in. · Parcel 1 of 2."
    bench.band.begin_anew()
    bench.band.show_trouble("")
    assert bench.band.words() == ("Read a barcode",)


# --- where it stands ----------------------------------------------------------------------------------------


def test_nothing_moves_and_nobody_loses_the_keyboard_when_an_answer_comes(bench):
    before = bench.places()
    for answer in Answer:
        bench.band.show_answer(ReadAnswer(answer=answer, raw=READ, number=READ, words="words " * 80))
        bench.band.grab()
        assert bench.places() == before
        assert bench.field.hasFocus()


def test_it_lies_over_the_whole_width_between_the_strip_and_the_rest(bench):
    assert bench.strip.geometry().bottom() < bench.band.geometry().top()
    assert bench.band.geometry().bottom() < bench.page.geometry().top()
    assert bench.band.width() == bench.page.width()


def test_capitals_are_high_enough_for_two_metres(bench):
    capital_mm = QFontMetricsF(bench.band._word_font()).capHeight() * 25.4 / bench.band.logicalDpiY()
    assert capital_mm >= 9.0
    assert bench.band._capital() < bench.band.height()


@pytest.mark.parametrize("width", [900, 1366, 1600])
@pytest.mark.parametrize("answer", Answer)
def test_no_word_is_cut_in_a_narrow_window(bench, answer, width):
    bench.window.setFixedWidth(width)
    bench.band.show_answer(ReadAnswer(answer=answer, raw=READ))
    bench.band.typed.go()
    room = bench.band._end() - bench.band.height()
    needed = QFontMetricsF(bench.band._word_font(0.5)).horizontalAdvance(answer_word(answer))
    assert needed < room


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_number_is_written_smaller_before_it_is_cut(qapp, dressed, percent):
    font = QFont(qapp.font())
    font.setPointSizeF(18 * percent / 100)
    number = "LX 123 456 785 CN"
    needed = QFontMetricsF(font).horizontalAdvance(number)
    for room in (needed * 2, needed * 0.9, needed * 0.6):
        written = QFontMetricsF(fitting(font, number, room))
        assert 0.9 * min(room, needed) <= written.horizontalAdvance(number) <= room
    assert fitting(font, number * 9, 10).pointSizeF() == font.pointSizeF() / 2


def test_it_is_mirrored_where_the_screen_is(bench):
    bench.band.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bench.band.show_answer(FOUND)
    bench.band._calm.stop()
    image = bench.band.grab().toImage()
    assert image.pixelColor(image.width() - 3, 2).name() == DARK.read_found.fill
    assert image.pixelColor(2, 2).name() == DARK.raised


# --- something else begins ----------------------------------------------------------------------------------


def test_no_answer_stands_over_what_was_begun_after_it(bench):
    bench.band.show_answer(FOUND)
    bench.band.begin_anew()
    assert bench.band.words() == ("Read a barcode",)
    assert not bench.band.is_loud
    bench.band.show_answer(FOUND)
    assert bench.band.words()[1] == "RB 123 456 785 GB"
