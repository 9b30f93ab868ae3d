"""Keys that change what is seen for as long as they are held down."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workstation.ui.scan_image.pane import ViewPane
from workstation.ui.scan_image.toolbar import EFFECT_KEYS
from workstation.ui.scan_image.tools import ViewTools

EFFECTS: Final = {ord(key): effect for effect, key in EFFECT_KEYS.items()}  # Qt numbers letters as ASCII
REPEAT_MS: Final = 40
"""So long after a release the key must stay up: X repeats a held key as a release and a press, and a busy
program is not told that they are repeats.
"""

_LET_GO: Final = (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.WindowDeactivate)


class HeldKeys(QObject):
    """Sees the keys that come to `screen`: while one of `EFFECTS` is down, its effect is seen; while the
    space bar is, a magnifier. When the screen loses the keyboard all are let go: releases go elsewhere then.

    `offers` says whether an effect does something with the images on the screen.
    """

    def __init__(
        self,
        screen: QWidget,
        tools: ViewTools,
        panes: Sequence[ViewPane],
        offers: Callable[[str], bool],
    ) -> None:
        super().__init__(screen)
        self._tools, self._panes, self._offers = tools, panes, offers
        self._up: set[int] = set()
        self._stays_up = QTimer(self)
        self._stays_up.setSingleShot(True)
        self._stays_up.setInterval(REPEAT_MS)
        self._stays_up.timeout.connect(self._let_go)
        screen.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the held keys; all else goes its way."""
        kind = event.type()
        if kind in _LET_GO:
            self._let_all_go()
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            return self._take(event, is_down=kind is QEvent.Type.KeyPress)
        return False

    def _take(self, event: QKeyEvent, *, is_down: bool) -> bool:
        effect = EFFECTS.get(event.key())
        is_space = event.key() == Qt.Key.Key_Space
        # A release counts whatever else is held by then.
        if (effect is None and not is_space) or (is_down and event.modifiers() != _NO_MODIFIER):
            return False
        if is_down:
            is_repeat = event.isAutoRepeat() or event.key() in self._up
            self._up.discard(event.key())
            if is_repeat:
                return True
            if is_space:
                self._magnify(True)
            elif effect is not None and self._offers(effect):
                self._tools.hold(effect)
        elif not event.isAutoRepeat():
            self._up.add(event.key())
            self._stays_up.start()
        return True

    @Slot()
    def _let_go(self) -> None:
        """What came up has stayed up."""
        up, self._up = self._up, set()
        for key in up:
            if key in EFFECTS:
                self._tools.let_go(EFFECTS[key])
            else:
                self._magnify(False)

    def _magnify(self, is_on: bool) -> None:
        """Where the pointer is; in the middle of every view where it is in none."""
        by_pointer = any(pane.has_pointer for pane in self._panes)
        for pane in self._panes:
            pane.magnify(is_on and (pane.has_pointer or not by_pointer))

    def _let_all_go(self) -> None:
        self._stays_up.stop()
        self._up.clear()
        self._tools.let_all_go()
        for pane in self._panes:
            pane.magnify(False)


_NO_MODIFIER: Final = Qt.KeyboardModifier.NoModifier
