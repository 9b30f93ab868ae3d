"""A start that ends in words shows them in a window of its own: who clicked an icon sees no terminal."""

import contextlib
import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from workstation.domain.problems import Problem
from workstation.host.display import is_seen
from workstation.host.paths import Home
from workstation.host.policy import read_policy
from workstation.host.settings_store import SettingsStore
from workstation.ui.language import speak
from workstation.ui.parts.problem_words import said

translate = QCoreApplication.translate


def tell_refused_start(problem: Problem, home: Home) -> None:
    """Show why the program does not start, until somebody closes the window.

    Only before there is another window, where there is a screen, and where standard error is not read in a
    terminal already.
    """
    is_read = sys.stderr is not None and sys.stderr.isatty()
    if QApplication.instance() is not None or not is_seen() or is_read:
        return
    application = QApplication(["workstation"])
    application.setApplicationName("workstation")
    speak(application, _language(home))
    refused_start(problem).exec()


def refused_start(problem: Problem) -> QMessageBox:
    """The window: what happened; what is safe, what to do now, the code for IT; a button that closes it."""
    sentences = [said(each, problem.values) for each in (problem.safe, problem.do_now) if each]
    if problem.code:
        sentences.append(translate("RefusedStart", "Code for IT: {code}").format(code=problem.code))
    window = QMessageBox()
    window.setWindowTitle(translate("RefusedStart", "The workstation did not start"))
    window.setIcon(QMessageBox.Icon.Warning)
    window.setTextFormat(Qt.TextFormat.PlainText)
    window.setText(said(problem.what, problem.values))
    window.setInformativeText("\n\n".join(sentences))
    # The informative text has a label of its own, which guesses what its text is.
    for label in window.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    window.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    close = window.addButton(translate("RefusedStart", "Close"), QMessageBox.ButtonRole.RejectRole)
    window.setDefaultButton(close)
    window.setEscapeButton(close)
    QShortcut(QKeySequence(QKeySequence.StandardKey.Close), window).activated.connect(window.reject)
    return window


def _language(home: Home) -> str:
    """What policy or settings say, where they can be read: they may be why nothing starts."""
    with contextlib.suppress(Problem):
        return SettingsStore(home.settings, read_policy()).settings.language
    return ""
