"""What comes from outside is shown as plain text, bounded, with nothing hidden in it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from workstation.ui.parts.text import PlainLabel, isolated, kept_whole, shown


def test_a_mark_that_turns_text_around_is_shown_instead_of_obeyed():
    assert shown("invoice\u202etxt.exe") == "invoice‹U+202E›txt.exe"


def test_control_characters_are_shown_and_line_breaks_only_where_lines_are_wanted():
    assert shown("a\x00b\x1bc") == "a‹U+0000›b‹U+001B›c"
    assert shown("two\r\nlines") == "two lines"
    assert shown("two\r\nlines", lines=True) == "two\nlines"


def test_a_text_of_a_megabyte_is_cut():
    assert len(shown("x" * 1_000_000)) == 200
    assert shown("x" * 1_000_000).endswith("…")


def test_stacked_marks_do_not_grow_over_the_lines_above():
    assert len(shown("a" + "\u0301" * 150)) == 5


def test_persian_keeps_the_joiner_that_its_words_need_and_latin_text_shows_it():
    assert shown("می\u200cخواهم") == "می\u200cخواهم"
    assert shown("pay\u200cpal") == "pay‹U+200C›pal"


def test_names_of_all_scripts_stay_as_they_are():
    for name in ("Müller & Söhne <GmbH>", "株式会社テスト", "شركة الاختبار", "Тестовая фирма"):
        assert shown(name) == name


@given(st.text(max_size=400))
def test_nothing_shown_is_longer_than_asked_or_hides(text):
    result = shown(text)
    assert len(result) <= 200
    hidden = [c for c in result if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp")]
    assert hidden == []
    assert not set(result) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def test_markup_in_a_label_is_only_text(qtbot):
    label = PlainLabel("<b>bold</b> <img src=x>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b> <img src=x>"


def test_an_identifier_stays_whole_in_a_right_to_left_screen(qapp):
    assert isolated("RB 123 456 785 GB") == "RB 123 456 785 GB"
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        assert isolated("RB 123 456 785 GB") == "\u2066RB 123 456 785 GB\u2069"
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_figure_stands_at_the_edge_where_the_screen_begins(qtbot, qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        label = PlainLabel("12")
        qtbot.addWidget(label)
        assert label.alignment() & Qt.AlignmentFlag.AlignRight
        label.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        assert label.alignment() & Qt.AlignmentFlag.AlignLeft
        assert label.alignment() & Qt.AlignmentFlag.AlignAbsolute
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    plain = PlainLabel("12")
    qtbot.addWidget(plain)
    assert not plain.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_what_isolates_a_figure_stays_and_is_no_code_on_the_screen():
    assert kept_whole("lodged \u20662026-11-01\u2069") == "lodged \u20662026-11-01\u2069"
    assert kept_whole("lodged \u2066never closed") == "lodged ‹U+2066›never closed"
