"""How a screen part is divided: section headers, rules, labelled values, panels, key hints."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes


class Rule(QFrame):
    """A hairline between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", True)
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class Panel(QWidget):
    """A ground that a screen part stands on: `true` (panel), `raised` or `field`.

    Signals:
        first_painted(): once, when the window with it has been painted.
    """

    first_painted = Signal()

    def __init__(self, parent: QWidget | None = None, *, ground: str = "true") -> None:
        super().__init__(parent)
        self.is_painted = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", ground)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; the first time, tell it when what stands on it is painted too."""
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            # A child: it goes with the panel.
            soon = QTimer(self)
            soon.setSingleShot(True)
            soon.timeout.connect(self.first_painted)
            soon.start(1)


class LeadingPage(Panel):
    """A page that stands in the queue's place while it is wanted.

    Signals:
        closed(): back to the queue.
    """

    closed = Signal()

    def go_to_list(self) -> None:
        """The keyboard goes to what matters most on the page."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)


class SectionHeader(QWidget):
    """The name of a section, a count or remark after it, and a hairline to the end of the row."""

    def __init__(self, title: str, parent: QWidget | None = None, *, remark: str = "") -> None:
        super().__init__(parent)
        self._title = PlainLabel(title, self)
        self._title.set_role("section")
        self._remark = PlainLabel(remark, self)
        self._remark.set_role("soft")
        self._remark.setVisible(bool(remark))
        row = QHBoxLayout(self)
        gap = Sizes.of(self.font()).gap
        row.setContentsMargins(0, gap, 0, gap // 2)
        row.setSpacing(gap)
        row.addWidget(self._title)
        row.addWidget(self._remark)
        row.addWidget(Rule(self), 1)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_remark(self, remark: str, role: str = "soft") -> None:
        """Show a count or remark beside the title; an empty one hides it."""
        self._remark.setText(remark)
        self._remark.set_role(role)
        self._remark.setVisible(bool(remark))


class KeyCap(PlainLabel):
    """A key as a cap, for hints in running rows (`F2`, `Ctrl+F`)."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key, parent)
        self.set_role("keycap")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Facts(QWidget):
    """Labels on the leading side, their values in one column: the declaration's rows.

    A value may be marked by a role of the style sheet (`strong`, `attention`, `problem`, `soft`).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        sizes = Sizes.of(self.font())
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(sizes.pad)
        self._grid.setVerticalSpacing(max(2, sizes.gap // 2))
        self._grid.setColumnStretch(1, 1)
        self._rows = 0

    def add(self, label: str, value: str, role: str = "") -> PlainLabel:
        """Add one row; gives the label of the value."""
        name = PlainLabel(label, self)
        name.set_role("soft")
        shown_value = PlainLabel(value, self, lines=True)
        if role:
            shown_value.set_role(role)
        shown_value.setAccessibleName(f"{label}: {value}")
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, self._rows, 0, top)
        self._grid.addWidget(shown_value, self._rows, 1, top)
        self._rows += 1
        return shown_value

    def clear(self) -> None:
        """Take all rows away."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = 0
