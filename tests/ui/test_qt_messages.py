"""Qt's own messages are for the log: nothing of them reaches whoever started the program."""

import logging

import pytest
from PySide6.QtCore import qCritical, qWarning

from workstation.ui.qt_messages import qt_messages_logged


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
