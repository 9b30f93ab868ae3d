"""The handheld reader: key strokes of the whole program, before any widget, to barcode reads."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

from workstation.barcode.keyboard import PhysicalKeyboard, Platform
from workstation.barcode.reads import KeyStroke, Sort, sort_of
from workstation.barcode.wedge import Outcomes, Read, Typed, Wedge, Withdrawn
from workstation.ui.composed_text import ComposedText

_KEYS: Final = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)

_PRESSES: Final = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel))

_PLATFORMS: Final[dict[str, Platform]] = {
    "xcb": "x11",
    "wayland": "x11",  # the same numbers
    "windows": "windows",
    "cocoa": "macos",
}
"""What Qt calls the screen, and whose key numbers it tells."""

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
        touched(): somebody is there: a key was pressed, by hand or reader, or the mouse.
    """

    barcode_read = Signal(object)
    touched = Signal()

    def __init__(
        self, app: QApplication, wedge: Wedge, *, now_s: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(app)
        self._keyboard = PhysicalKeyboard(_PLATFORMS.get(QGuiApplication.platformName()))
        self._app, self._wedge, self._now_s = app, wedge, now_s
        wedge.use_keyboard(self._keyboard)
        self._replaying = False
        self._composed = ComposedText()
        self._overridden: tuple[KeyStroke, bool] | None = None
        self._last = (0, 0.0)
        self._looks = 0
        self._silence = self._timer(self._hear_silence)
        self._act: Callable[[], object] | None = None
        self._act_looks = 0
        self._act_due = self._timer(self._do_when_quiet)
        app.installEventFilter(self)
        app.applicationStateChanged.connect(self._let_go)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        return timer

    def use(self, wedge: Wedge) -> None:
        """Another reader profile: what is held now is given back first."""
        self._drop_act()
        self._act_on(self._wedge.give_back())
        wedge.use_keyboard(self._keyboard)
        self._wedge = wedge

    def stop(self) -> None:
        """Take the filter off; what is held is given back."""
        self._app.removeEventFilter(self)
        self._app.applicationStateChanged.disconnect(self._let_go)
        self._silence.stop()
        self._drop_act()
        self._act_on(self._wedge.give_back())

    # --- what a key asks for ------------------------------------------------------------------------------

    def hold_back(self, act: Callable[[], object]) -> None:
        """Do `act`, which the key now pressed asks for, as soon as that key is known to be a person's: when
        no other follows at a reader's pace. A label may hold what readers send as F2.
        """
        self._do_act()
        self._act, self._act_looks = act, LOOKS_FOR_WAITING_KEYS
        self._act_due.start(self._wedge.act_ms)

    def do_held_act(self) -> None:
        """Do now what a key asked for: it was asked of what is on the screens, which a read from elsewhere is
        about to change.
        """
        self._do_act()

    @property
    def holds_act(self) -> bool:
        """Whether something is still to be done, or not, that a key asked for."""
        return self._act is not None

    def _do_when_quiet(self) -> None:
        if self._act_looks > 0:
            self._act_looks -= 1
            self._act_due.start(0)
            return
        self._do_act()

    def _do_act(self) -> None:
        act, self._act = self._act, None
        self._act_due.stop()
        if act is not None:
            act()

    def _drop_act(self) -> None:
        self._act = None
        self._act_due.stop()

    def _settle_act(self, stroke: KeyStroke, outcomes: Outcomes) -> None:
        """Another key came: what the one before asked for is done before it, or never."""
        if any(isinstance(outcome, Withdrawn) for outcome in outcomes):
            self._drop_act()
        is_key = not (stroke.is_release or stroke.is_auto_repeat or stroke.is_composed)
        if is_key and sort_of(stroke) is not Sort.MODIFIER:
            self._do_act()

    # --- the keys -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See each key once, where it enters the program: at its window. True takes it away from
        everybody.
        """
        kind = event.type()
        if kind is QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            return not self._replaying and not self._feed_composed(event)
        if kind in _PRESSES and isinstance(watched, QWindow):
            self.touched.emit()
        if kind not in _KEYS or self._replaying or not isinstance(watched, QWindow):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        stroke = stroke_of(event)
        if kind is QEvent.Type.ShortcutOverride:
            passes = self._feed(stroke)
            self._overridden = (stroke, passes)
            if not passes:
                event.accept()  # so that no shortcut is looked up for it
            return not passes
        decided, self._overridden = self._overridden, None
        if decided is not None and decided[0] == stroke:
            return not decided[1]
        return not self._feed(stroke)

    def _feed_composed(self, event: QInputMethodEvent) -> bool:
        """Whether what an input method made may go to its field now."""
        stroke = self._composed.stroke_of(event, self._now_ms())
        passes = self._take(stroke)
        if passes:
            self._composed.forget(stroke)
        return passes

    def _now_ms(self) -> int:
        """Now, on the clock of the events' timestamps; while keys are held, when the newest of them came,
        for what belongs to them may be handled late.
        """
        timestamp, seen_at = self._last
        is_held = self._wedge.hold_ms is not None
        return timestamp if is_held else timestamp + round((self._now_s() - seen_at) * 1000)

    def _feed(self, stroke: KeyStroke) -> bool:
        """Whether the event of this stroke may pass."""
        self._last = (stroke.timestamp_ms, self._now_s())
        return self._take(stroke)

    def _take(self, stroke: KeyStroke) -> bool:
        outcomes = self._wedge.feed(stroke)
        self._settle_act(stroke, outcomes)
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
                self._composed.clear(outcome.read)
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
        """The program loses or gets the keyboard: nothing of before is kept waiting, and nothing done that is
        not known to be a person's.
        """
        self._drop_act()
        self._act_on(self._wedge.give_back())

    def _replay(self, strokes: tuple[KeyStroke, ...]) -> None:
        self._replaying = True
        try:
            for stroke in strokes:
                window = QGuiApplication.focusWindow()
                if stroke.is_composed:
                    self._composed.deliver(stroke)
                elif window is not None:
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
        native_modifiers=event.nativeModifiers(),
    )


def event_of(stroke: KeyStroke) -> QKeyEvent:
    """The stroke as an event again."""
    event = QKeyEvent(
        QEvent.Type.KeyRelease if stroke.is_release else QEvent.Type.KeyPress,
        stroke.key,
        Qt.KeyboardModifier(stroke.modifiers),
        stroke.scan_code,
        stroke.virtual_key,
        stroke.native_modifiers,
        stroke.text,
        stroke.is_auto_repeat,
    )
    event.setTimestamp(stroke.timestamp_ms)
    return event
