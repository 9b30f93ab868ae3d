"""What each key does to marks while the scan image has the keyboard; all others go on to the image."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workstation.domain.mark import ACCEPTED, CLEARED
from workstation.ui.scan_image.keys import ARROWS
from workstation.ui.scan_image.marks.marking import Marking
from workstation.ui.scan_image.marks.panel import FORM_KEYS

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier
_FORMS: Final = {key: form for form, key in FORM_KEYS.items()}


class MarkKeys(QObject):
    """Hears the keys of the screen before the screen does."""

    def __init__(self, screen: QWidget, marking: Marking) -> None:
        super().__init__(screen)
        self._marking = marking
        screen.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is for the marks. Ctrl+Z is the program's own key for annulling a release: it is the
        image's once there is a change to take back, as it is a text field's while one types.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._takes_back(event):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return False

    def _takes_back(self, event: QKeyEvent) -> bool:
        is_z = event.key() == Qt.Key.Key_Z and event.modifiers() in (_CTRL, _CTRL | _SHIFT)
        return is_z and self._marking.is_worked_on

    def _press(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._takes_back(event):
            self._marking.redo() if modifiers & _SHIFT else self._marking.undo()
            return True
        if modifiers not in (_NONE, _SHIFT):
            return False
        arrow = ARROWS.get(event.key())
        if arrow is not None:
            return self._marking.step(*arrow, sizes=modifiers == _SHIFT)
        named = self._named(event.key())
        if named is not None:
            return not event.isAutoRepeat() and named()
        act = self._lettered(event.text().upper(), is_shifted=modifiers == _SHIFT)
        if act is None or event.isAutoRepeat():
            return act is not None
        act()
        return True

    def _named(self, key: int) -> Callable[[], bool] | None:
        """Keys that may have nothing to do; then they are somebody else's."""
        marking = self._marking
        return {
            Qt.Key.Key_Return.value: marking.enter,
            Qt.Key.Key_Enter.value: marking.enter,
            Qt.Key.Key_Escape.value: marking.escape,
            Qt.Key.Key_Backspace.value: marking.hand.take_back,
            Qt.Key.Key_Delete.value: marking.remove,
        }.get(key)

    def _lettered(self, letter: str, *, is_shifted: bool) -> Callable[[], object] | None:
        marking = self._marking
        if letter in _FORMS:
            return partial(marking.take, _FORMS[letter])
        acts: dict[str, Callable[[], object]] = {
            "N": partial(marking.pick_next, -1 if is_shifted else 1),
            "A": partial(marking.judge, ACCEPTED),
            "C": partial(marking.judge, CLEARED),
            "H": marking.board.show_or_hide_marks,
            "X": marking.show_or_hide_panel,
        }
        return acts.get(letter)
