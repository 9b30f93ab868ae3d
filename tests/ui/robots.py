"""Robots: what an officer's hands and eyes do, so that tests read as sentences and widgets stay private."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

SCAN_CODES = {c: 10 + at for at, c in enumerate("1234567890QWERTYUIOPASDFGHJKLZXCVBNM -/?")}


class KeyboardRobot:
    """Strokes as the operating system delivers them: to the window, with their own times.

    `reader` sends a barcode as a wedge does, 3 ms a stroke; `person` types slowly. Nothing waits: the
    times stand in the events.
    """

    def __init__(self, window: QWidget, start_ms: int = 10_000):
        self.window = window
        self.now_ms = start_ms
        self.overridden: list[bool] = []

    def stroke(self, text, key=None, gap_ms=0, modifiers=Qt.KeyboardModifier.NoModifier):
        self.now_ms += gap_ms
        key = key if key is not None else Qt.Key(ord(text.upper()))
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(kind, key, modifiers, text)

    def _send(self, kind, key, modifiers, text):
        scan_code = SCAN_CODES.get(text.upper(), 36)
        event = QKeyEvent(kind, key, modifiers, scan_code, 0, 0, text)
        event.setTimestamp(self.now_ms)
        event.ignore()
        QCoreApplication.sendEvent(self.window.windowHandle(), event)
        if kind is QEvent.Type.ShortcutOverride:
            self.overridden.append(event.isAccepted())

    def reader(self, barcode, gap_ms=3, enter=True):
        for character in barcode:
            self.stroke(character, gap_ms=gap_ms)
        if enter:
            self.enter(gap_ms=gap_ms)

    def person(self, text, gap_ms=140):
        for character in text:
            self.stroke(character, gap_ms=gap_ms)

    def enter(self, gap_ms=3):
        self.stroke("\r", Qt.Key.Key_Return, gap_ms)
