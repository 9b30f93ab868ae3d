"""A number that is typed in because its label cannot be read: the way of a barcode read, marked as typed."""

import re
import time
import unicodedata
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from shiboken6 import isValid

from workstation.barcode.reads import BarcodeRead, typed_read
from workstation.host.settings import WIRED, ReaderProfile
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.theme import Sizes, identifier_font

LONGEST: Final = 512
"""Characters of a number that is typed or pasted: a Digital Link with every part has some 300."""
FIELD_EMS: Final = 15
GROUP_SEPARATOR: Final = "\x1d"
_LINE_ENDS: Final = re.compile("[\r\n\u2028\u2029]")


class _Field(QLineEdit):
    """One line; Esc leaves it.

    Signals:
        left(): the officer does not want to type a number after all.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is for this field alone: the window would go to the queue."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TypedNumber(QWidget):
    """A button, and in its place a field while a number is typed. It takes the keyboard only when asked, and
    gives it back to what had it.

    What is pasted is bounded, and shown as it will be looked up: its first line, without characters that
    cannot be seen.

    Signals:
        number_typed(read): a `BarcodeRead` that says it was typed.
    """

    number_typed = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, now_ms: Callable[[], int] | None = None) -> None:
        super().__init__(parent)
        self._profile, self._now_ms = WIRED, now_ms or _monotonic_ms
        self._before: QWidget | None = None
        self._is_cut = False
        self.button = ActionButton(self.tr("Type a number"), self, key=key_of("type_number"))
        self.field = _Field(self)
        self._take = ActionButton(self.tr("Look up"), self, key="Enter", tone="accent")
        self._leave = ActionButton(self.tr("Type no number"), self)
        self._leave.set_tight(True, "close")
        self._lay_out()
        self.button.clicked.connect(self.go)
        self.field.returnPressed.connect(self.take)
        self.field.left.connect(self.leave)
        self.field.textChanged.connect(self._clean)
        self.field.inputRejected.connect(self._cut)
        self._take.clicked.connect(self.take)
        self._leave.clicked.connect(self.leave)
        self._show_field(False)

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        self.field.setFont(identifier_font(self.font()))
        self.field.setMaxLength(LONGEST)
        self.field.setFixedWidth(round(sizes.em * FIELD_EMS))
        self.field.setPlaceholderText(self.tr("number as printed"))
        self.field.setAccessibleName(self.tr("Number of a label that cannot be read"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(sizes.gap)
        for part in (self.field, self._take, self._leave, self.button):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def use(self, profile: ReaderProfile) -> None:
        """What is too short for this profile's readers is too short when typed."""
        self._profile = profile

    # --- open and leave -----------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether the field stands in the button's place."""
        return not self.field.isHidden()

    @Slot()
    def go(self) -> None:
        """The keyboard goes to the field; asked again, back to where it was."""
        if self.is_open and self.field.hasFocus():
            self.leave()
            return
        if not self.is_open:
            self._before = QApplication.focusWidget()
        self._show_field(True)
        # The keyboard may be in the image's own window.
        self.activateWindow()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def leave(self) -> None:
        """No number is typed: the field goes, and what had the keyboard has it again."""
        if not self.is_open:
            return
        before, self._before = self._before, None
        if self.field.hasFocus():
            if before is not None and isValid(before) and before.isVisible():
                before.activateWindow()
                before.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                # To nobody, rather than to what happens to stand next: its keys would do something.
                self.field.clearFocus()
        self.field.clear()
        self._show_field(False)

    def _show_field(self, is_shown: bool) -> None:
        for part in (self.field, self._take, self._leave):
            part.setVisible(is_shown)
        self.button.setVisible(not is_shown)

    # --- what is typed ------------------------------------------------------------------------------------

    @Slot()
    def take(self) -> None:
        """The number is complete: it goes the way of a barcode read. Nothing typed is nothing asked."""
        read = self._read()
        if read is not None:
            self.leave()
            self.number_typed.emit(read)

    def _read(self) -> BarcodeRead | None:
        text = self.field.text().strip()
        if not text:
            return None
        read = typed_read(text, self._now_ms())
        if self._is_cut:
            return replace(read, flaw="cut_off")
        return replace(read, flaw="too_short") if len(text) < self._profile.min_length else read

    @Slot(str)
    def _clean(self, text: str) -> None:
        clean = one_line(text)
        if clean != text:
            self.field.setText(clean)
        if not clean:
            self._is_cut = False

    @Slot()
    def _cut(self) -> None:
        self._is_cut = True


def one_line(text: str) -> str:
    """The first line of a text that has any, without what cannot be seen; the separator of GS1 stays."""
    lines = [line for line in _LINE_ENDS.split(text) if line.strip()]
    seen = lines[0] if lines else ""
    return "".join(each for each in seen if each == GROUP_SEPARATOR or unicodedata.category(each)[0] != "C")


def _monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000
