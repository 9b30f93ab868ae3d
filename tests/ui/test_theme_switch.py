"""Light for a bright hall, dark for the image room: one key, kept for the next start."""

import pytest

from workstation.ui.theme import DARK, LIGHT, apply_theme, current
from workstation.ui.theme_switch import ThemeSwitch


@pytest.fixture
def kept():
    return []


@pytest.fixture
def switch(dressed, kept):
    yield ThemeSwitch(dressed, kept.append)
    apply_theme(dressed, DARK)


def test_the_other_theme_is_worn_at_once_and_kept(switch, dressed, kept):
    switch.switch()
    assert current() is LIGHT
    assert dressed.palette().window().color().name() == LIGHT.panel
    switch.switch()
    assert current() is DARK
    assert kept == [{"theme": "light"}, {"theme": "dark"}]


def test_going_back_and_forth_does_not_change_the_size_of_anything(switch, dressed):
    before = dressed.font().toString()
    for _ in range(4):
        switch.switch()
    assert dressed.font().toString() == before
