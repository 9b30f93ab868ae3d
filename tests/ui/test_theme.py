"""Both themes can be read in a dim room and in a bright hall."""

import pytest
from PySide6.QtGui import QFont

from workstation.ui.theme import (
    DARK,
    GROUNDS,
    INKS,
    LANES,
    LIGHT,
    STANDINGS,
    Sizes,
    apply_theme,
    contrast,
    current,
    style_sheet,
)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_reaches_seven_to_one_on_every_ground(theme, ground, ink):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 7.0


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_what_is_written_on_a_lane_or_a_standing_reaches_seven_to_one(theme):
    marks = [theme.lane(lane) for lane in (*LANES, "violet")] + [theme.standing(name) for name in STANDINGS]
    assert min(contrast(mark.ink, mark.fill) for mark in marks) >= 7.0


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_border_of_an_input_can_be_seen(theme):
    assert (
        min(contrast(theme.strong_line, ground) for ground in (theme.field, theme.panel, theme.raised)) >= 3.0
    )


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


def test_what_is_pressed_is_never_smaller_than_a_gloved_finger_needs(qapp):
    small, large = QFont("Noto Sans", 6), QFont("Noto Sans", 24)
    assert Sizes.of(small).target == 40
    assert Sizes.of(large).target > 60


def test_the_style_sheet_leaves_no_token_open(qapp):
    assert "@" not in style_sheet(DARK, qapp.font())


def test_changing_the_theme_changes_what_painting_asks_for(qapp):
    apply_theme(qapp, LIGHT)
    assert current() is LIGHT
    apply_theme(qapp, DARK)
    assert current() is DARK
    assert qapp.palette().window().color().name() == DARK.panel
