"""Qt's own messages: into the log, not to whoever started the program."""

import logging
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
    if kind is QtMsgType.QtFatalMsg and sys.stderr is not None:
        sys.stderr.write(f"{text.strip()}\n")
