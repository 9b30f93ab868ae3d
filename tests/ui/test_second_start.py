"""The window comes forward when the program is started again, also from the task bar."""

import threading

import pytest
from PySide6.QtWidgets import QWidget

from workstation.host.paths import Profile, home_of
from workstation.host.second_start import show_first
from workstation.ui.second_start import ShowsWhenAsked


@pytest.fixture
def home(tmp_path):
    home = home_of(Profile.TRAINING, tmp_path)
    home.prepare()
    return home


def test_a_minimised_window_is_shown_when_the_program_is_started_again(qtbot, home):
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    shows = ShowsWhenAsked(home, window)
    answers: list[bool] = []
    second = threading.Thread(target=lambda: answers.append(show_first(home)))
    second.start()
    qtbot.waitUntil(lambda: answers == [True])
    second.join()
    shows.stop()
    assert window.isVisible()
    assert not window.isMinimized()
