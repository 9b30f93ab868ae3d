"""A whole look for garbage waits until nobody is at work."""

import gc
import weakref

import pytest
from PySide6.QtCore import QObject, Signal

from workstation.ui import tidying
from workstation.ui.tidying import Tidying, keep_for_good


class Keys(QObject):
    """Somebody at the keyboard."""

    touched = Signal()


class Circle:
    """Garbage that only a look finds."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def tidies(qtbot, monkeypatch):
    """As the program keeps it, with a short quiet; the test's own settings afterwards."""
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    monkeypatch.setattr(tidying, "QUIET_MS", 20)
    monkeypatch.setattr(tidying, "SELDOM_S", 0.0)
    keep_for_good()
    keys = Keys()
    tidies = Tidying(keys.touched, keys)
    yield keys, tidies
    tidies.stop()
    gc.set_threshold(*before)
    if not frozen:
        gc.unfreeze()


def old_circle():
    """Garbage that outlived the looks at what is young."""
    circle = Circle()
    gc.collect(0)
    gc.collect(1)
    return weakref.ref(circle)


def test_old_garbage_goes_when_nobody_has_touched_anything_for_a_while(tidies, qtbot):
    keys, _ = tidies
    circle = old_circle()
    gc.collect(1)
    assert circle() is not None
    keys.touched.emit()
    qtbot.waitUntil(lambda: circle() is None)


def test_no_look_is_taken_so_soon_after_the_last(tidies, monkeypatch):
    _, tidies = tidies
    monkeypatch.setattr(tidying, "SELDOM_S", 300.0)
    tidies.tidy()
    circle = old_circle()
    tidies.tidy()
    assert circle() is not None


def test_a_program_that_has_started_collects_again_and_whole_looks_are_rare(tidies):
    assert gc.isenabled()
    assert gc.get_threshold()[2] >= 100
