"""Keys or form: which of the two has the panel, the room it takes, and where the keyboard goes back to."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from workstation.ui.decision.fields import CHATTER_MS
from workstation.ui.decision.form import DecisionForm
from workstation.ui.decision.room import RoomInSplitter
from workstation.ui.theme import Sizes

FORM_EMS: Final = 25
"""Height of an open form, in lines of text: the declaration gives way to it."""


class Pages(QStackedWidget):
    """The form asks for its room when it opens; until then `panel` is as small as its keys."""

    def __init__(self, keys: QWidget, form: DecisionForm, panel: QWidget) -> None:
        super().__init__(panel)
        self._keys, self._form = keys, form
        self._room = RoomInSplitter(panel)
        self._focus_before: QWidget | None = None
        self._chatter = QTimer(self)
        self._chatter.setSingleShot(True)
        self._chatter.setInterval(CHATTER_MS)
        self.addWidget(keys)
        self.addWidget(form)
        form.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_form(self) -> None:
        """The form takes the panel; the keyboard stays where it is."""
        if self.currentWidget() is not self._form:
            self._focus_before = self.window().focusWidget()
            self.window().installEventFilter(self)
        self.setCurrentWidget(self._form)
        self._room.take(round(Sizes.of(self.font()).em * FORM_EMS))
        self._chatter.start()

    def begin_chatter(self) -> None:
        """A key did something just now that it would not do a second time."""
        self._chatter.start()

    def is_just_opened(self) -> bool:
        """Whether the key that opened the form, or put a draft back, may still be bouncing."""
        return self._chatter.isActive()

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the form."""
        return self._form.isAncestorOf(self.window().focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is left while a form is open is kept as it is without one."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            self._room.give_back()
        return super().eventFilter(watched, event)

    def show_keys(self, *, had_keyboard: bool) -> None:
        """The keys are back; the keyboard goes where it was before the form had it."""
        self._chatter.stop()
        self.window().removeEventFilter(self)
        self.setCurrentWidget(self._keys)
        self._room.give_back()
        if had_keyboard and self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None
