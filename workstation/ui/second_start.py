"""A second start of the program brings the window of the first to the front."""

import os
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from workstation.host.paths import Home
from workstation.host.second_start import FirstStart

_AFTER_MS: Final = 500
"""What listens takes time to load: the window is painted first. A second start waits for longer than that."""


class ShowsWhenAsked(QObject):
    """Shows the window whenever the program is started again, until the application ends."""

    _asked = Signal(str, object)

    def __init__(self, home: Home, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._asked.connect(self._come_forward)
        self._first = FirstStart(home, self._ask)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._first.start)
        self._soon.start(_AFTER_MS)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def _ask(self, token: str, done: Callable[[], None]) -> None:
        """Called on the thread that listens."""
        self._asked.emit(token, done)

    @Slot(str, object)
    def _come_forward(self, token: str, done: Callable[[], None]) -> None:
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it on Wayland
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        # Where the desktop lets no program take the front, the window's entry asks for a look.
        QApplication.alert(window)
        done()

    @Slot()
    def stop(self) -> None:
        """Listen no more."""
        self._soon.stop()
        self._first.stop()
