"""A start that ends in words shows them in a window, as plain text, and a key closes it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from workstation.domain.problems import Refused
from workstation.host.display import is_seen
from workstation.host.paths import Profile, home_of
from workstation.ui.refused_start import refused_start, tell_refused_start

PROBLEM = Refused(
    "The key in this account's keyring is not the key of the ledger {file}.",
    safe="The ledger is whole; nothing was changed.",
    do_now="Call IT: the keyring's entry of this bench must be restored.",
    code="ledger.wrong_key",
    values={"file": "<img src='x'>/ledger.db"},
)


@pytest.fixture
def window(qtbot):
    window = refused_start(PROBLEM)
    qtbot.addWidget(window)
    window.show()
    return window


def test_it_says_what_happened_what_is_safe_what_to_do_and_the_code(window):
    assert window.text() == PROBLEM.title
    assert window.informativeText().split("\n\n") == [
        "The ledger is whole; nothing was changed.",
        "Call IT: the keyring's entry of this bench must be restored.",
        "Code for IT: ledger.wrong_key",
    ]


def test_nothing_in_it_is_read_as_markup(window):
    labels = [label for label in window.findChildren(QLabel) if label.text()]
    assert len(labels) == 2
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_closes_it(window, qtbot, key):
    qtbot.waitUntil(lambda: window.focusWidget() is not None)
    qtbot.keyClick(window.focusWidget(), key)
    assert not window.isVisible()


def test_it_stands_beside_no_other_window_and_where_nobody_looks_there_is_none(tmp_path, monkeypatch):
    assert QApplication.instance() is not None
    tell_refused_start(PROBLEM, home_of(Profile.LIVE, tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not is_seen()
