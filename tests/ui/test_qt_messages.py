"""Qt's own messages are for the log: nothing of them reaches whoever started the program."""

import logging
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import qCritical, qWarning

from workstation.ui.qt_messages import NO_SCREEN_EXIT, qt_messages_logged


@pytest.mark.expected_log("only-for-the-log")
def test_what_qt_says_goes_to_the_log_and_not_to_standard_error(qapp, caplog, capfd):
    with qt_messages_logged(), caplog.at_level(logging.INFO):
        qWarning("only-for-the-log")
        qCritical("only-for-the-log too")
    assert [(record.name, record.levelname) for record in caplog.records] == [
        ("qt", "WARNING"),
        ("qt", "ERROR"),
    ]
    assert capfd.readouterr() == ("", "")


def test_that_there_is_no_window_manager_without_a_screen_is_told_to_nobody(qapp, caplog, capfd):
    with qt_messages_logged(), caplog.at_level(logging.DEBUG):
        qWarning("This plugin does not support propagateSizeHints()")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_a_screen_that_cannot_be_used_ends_the_start_with_one_sentence():
    start = (
        "import logging\nlogging.disable()\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from workstation.ui.qt_messages import qt_messages_logged\n"
        "with qt_messages_logged():\n    QApplication(['workstation'])\n"
    )
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "none-of-this-name",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", start],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == NO_SCREEN_EXIT
    assert done.stderr.startswith("There is no screen here that can be used")
    assert done.stderr.count("\n") == 1
