"""The handheld reader: key strokes of the whole program, before any widget, to barcode reads."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from workstation.barcode.reads import KeyStroke
from workstation.barcode.wedge import Outcomes, Read, Typed, Wedge

_KEYS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)

LOOKS_FOR_WAITING_KEYS: Final = 2
"""Rounds of the event loop between the end of a silence and believing it: a busy program has keys waiting."""


class BarcodeReader(QObject):
    """An event filter on the application that takes a reader's strokes out of the stream, whatever has
    the focus.

    Strokes that may begin a read are held for some 50 ms; a person's come back to the window with the
    focus, in order. A read
    never reaches a widget, a menu or a shortcut, its Enter least of all; an open menu is closed by it,
    because what follows is about another parcel.

    Signals:
        barcode_read(read): a `BarcodeRead`, as raw as it came.
    """

    barcode_read = Signal(object)

    def __init__(
        self, app: QApplication, wedge: Wedge, *, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(app)
        self._app, self._wedge, self._now_s = app, wedge, now_s
        self._replaying = False
        self._overridden: tuple[KeyStroke, bool] | None = None
        self._last = (0, 0.0)
        self._looks = 0
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._hear_silence)
        app.installEventFilter(self)
        app.applicationStateChanged.connect(self._let_go)

    def use(self, wedge: Wedge) -> None:
        """Another reader profile: what is held now is given back first."""
        self._act_on(self._wedge.give_back())
        self._wedge = wedge

    def stop(self) -> None:
        """Take the filter off; what is held is given back."""
        self._app.removeEventFilter(self)
        self._app.applicationStateChanged.disconnect(self._let_go)
        self._silence.stop()
        self._act_on(self._wedge.give_back())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See each key once, where it enters the program: at its window. True takes it away from
        everybody.
        """
        if event.type() not in _KEYS or self._replaying or not isinstance(watched, QWindow):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        stroke = stroke_of(event)
        if event.type() is QEvent.Type.ShortcutOverride:
            passes = self._feed(stroke)
            self._overridden = (stroke, passes)
            if not passes:
                event.accept()  # so that no shortcut is looked up for it
            return not passes
        decided, self._overridden = self._overridden, None
        if decided is not None and decided[0] == stroke:
            return not decided[1]
        return not self._feed(stroke)

    def _feed(self, stroke: KeyStroke) -> bool:
        """Whether the event of this stroke may pass."""
        self._last = (stroke.timestamp_ms, self._now_s())
        outcomes = self._wedge.feed(stroke)
        passes = False
        if outcomes and isinstance(last := outcomes[-1], Typed) and last.strokes[-1:] == (stroke,):
            # The event itself goes its way after the strokes before it: so a shortcut is still one.
            outcomes = (*outcomes[:-1], Typed(last.strokes[:-1]))
            passes = True
        self._act_on(outcomes)
        return passes

    def _act_on(self, outcomes: Outcomes) -> None:
        self._wait()
        for outcome in outcomes:
            if isinstance(outcome, Typed):
                self._replay(outcome.strokes)
            elif isinstance(outcome, Read):
                while (popup := QApplication.activePopupWidget()) is not None:
                    popup.close()
                self.barcode_read.emit(outcome.read)

    def _wait(self) -> None:
        self._looks = LOOKS_FOR_WAITING_KEYS
        hold = self._wedge.hold_ms
        if hold is None:
            self._silence.stop()
        else:
            self._silence.start(hold)

    def _hear_silence(self) -> None:
        """The time is up; believed only when the loop has gone round and brought no key that had been
        waiting.
        """
        if self._looks > 0:
            self._looks -= 1
            self._silence.start(0)
            return
        timestamp, seen_at = self._last
        self._act_on(self._wedge.tick(timestamp + round((self._now_s() - seen_at) * 1000)))

    def _let_go(self) -> None:
        """The program loses or gets the keyboard: nothing of before is kept waiting."""
        self._act_on(self._wedge.give_back())

    def _replay(self, strokes: tuple[KeyStroke, ...]) -> None:
        self._replaying = True
        try:
            for stroke in strokes:
                window = QGuiApplication.focusWindow()
                if window is not None:
                    QCoreApplication.sendEvent(window, event_of(stroke))
        finally:
            self._replaying = False


def stroke_of(event: QKeyEvent) -> KeyStroke:
    """The event as a value: with its own time, never the time of handling."""
    return KeyStroke(
        text=event.text(),
        key=event.key(),
        scan_code=event.nativeScanCode(),
        timestamp_ms=event.timestamp(),
        is_auto_repeat=event.isAutoRepeat(),
        modifiers=event.modifiers().value,
        is_release=event.type() is QEvent.Type.KeyRelease,
        virtual_key=event.nativeVirtualKey(),
    )


def event_of(stroke: KeyStroke) -> QKeyEvent:
    """The stroke as an event again."""
    event = QKeyEvent(
        QEvent.Type.KeyRelease if stroke.is_release else QEvent.Type.KeyPress,
        stroke.key,
        Qt.KeyboardModifier(stroke.modifiers),
        stroke.scan_code,
        stroke.virtual_key,
        0,
        stroke.text,
        stroke.is_auto_repeat,
    )
    event.setTimestamp(stroke.timestamp_ms)
    return event
