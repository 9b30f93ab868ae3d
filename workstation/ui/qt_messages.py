"""Qt's own messages: into the log, not to whoever started the program."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from workstation.host.crash import log_qt_message

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

NO_SCREEN_EXIT: Final = 2
"""Exit code of a start that has nothing to run on, as the command line has it."""

_NO_PLATFORM: Final = "platform plugin"

_HARMLESS: Final = ("This plugin does not support ",)
"""The platform without a screen has no window manager to tell a window's smallest size."""


@contextmanager
def qt_messages_logged() -> Iterator[None]:
    """Log what Qt says while this is entered; afterwards, and so when Python ends, it is as it was before.

    What Qt dies of is also written to standard error: no screen could show it.
    """
    before = qInstallMessageHandler(_take)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _take(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if text.startswith(_HARMLESS):
        return
    log_qt_message(_LEVELS.get(kind, logging.WARNING), context.category or "", text)
    if kind is not QtMsgType.QtFatalMsg:
        return
    if _NO_PLATFORM in text:
        _end_without_screen()
    if sys.stderr is not None:
        sys.stderr.write(f"{text.strip()}\n")


def _end_without_screen() -> None:
    """End before Qt aborts: an unusable screen is no crash. Nothing has been recorded at this point."""
    if sys.stderr is not None:
        sys.stderr.write(
            "There is no screen here that can be used: start the program in a desktop session"
            " (if this is one, QT_DEBUG_PLUGINS=1 tells which library is missing).\n"
        )
        sys.stderr.flush()
    os._exit(NO_SCREEN_EXIT)
