"""The tools under the scan image: large targets that go to a second row where one is too short."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from workstation.ui.parts.buttons import ActionButton
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.theme import Sizes

PRESETS: Final = (1, 2, 3, 4, 5)


class FlowLayout(QLayout):
    """Items in rows from the leading side, as many on a row as fit."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the rows at this width."""
        margins = self.contentsMargins()
        inner = QRect(0, 0, width - margins.left() - margins.right(), 0)
        return self._arrange(inner, move=False) + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._arrange(rect.marginsRemoved(self.contentsMargins()), move=True)

    def sizeHint(self) -> QSize:
        """One row."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(hint.width() + self._gap for hint in hints)
        return QSize(wide, max((hint.height() for hint in hints), default=0)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """The largest item."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        x, y, tallest = 0, rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x and x + hint.width() > rect.width():
                x, y, tallest = 0, y + tallest + self._gap, 0
            if move:
                left = rect.right() + 1 - x - hint.width() if mirrored else rect.x() + x
                item.setGeometry(QRect(QPoint(left, y), hint))
            x += hint.width() + self._gap
            tallest = max(tallest, hint.height())
        return y + tallest - rect.y()


class ToolBar(QWidget):
    """Buttons for every tool, each with its key on it; what is chosen is pressed in.

    Signals:
        views_asked, fit_asked, one_to_one_asked: the button was pressed.
        zoom_asked(factor): larger or smaller.
    """

    views_asked = Signal()
    fit_asked = Signal()
    one_to_one_asked = Signal()
    zoom_asked = Signal(float)

    def __init__(self, tools: ViewTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        gap = Sizes.of(self.font()).gap
        self._flow = FlowLayout(self, gap)
        self._flow.setContentsMargins(gap, gap, gap, gap)
        self.grey = self._add(self.tr("grey"), "G", tools.toggle_colour, checkable=True)
        self.negative = self._add(self.tr("negative"), "I", tools.toggle_negative, checkable=True)
        # A button that shows nothing but its key needs no cap around it.
        self.presets = {n: self._add(str(n), "", self._preset_pressed, checkable=True) for n in PRESETS}
        self.presets[0] = self._add(self.tr("auto"), "0", self._preset_pressed, checkable=True)
        self.larger = self._add("+", "", self._larger_pressed)
        self.smaller = self._add("−", "", self._smaller_pressed)
        self.whole = self._add(self.tr("whole"), "F", self.fit_asked.emit, checkable=True)
        self.one_to_one = self._add(self.tr("1:1"), "Z", self.one_to_one_asked.emit)
        self.detections = self._add(self.tr("detections"), "D", tools.toggle_detections, checkable=True)
        self.views = self._add(self.tr("views"), "V", self.views_asked.emit)
        self._name_presets()
        tools.changed.connect(self.show_tools)
        self.show_tools()

    def _add(self, words: str, key: str, slot: object, *, checkable: bool = False) -> ActionButton:
        button = ActionButton(words, self, key=key)
        button.setCheckable(checkable)
        button.clicked.connect(slot)
        self._flow.addWidget(button)
        return button

    def _name_presets(self) -> None:
        names = {
            1: self.tr("window 1: everything"),
            2: self.tr("window 2: thin and light"),
            3: self.tr("window 3: middle"),
            4: self.tr("window 4: dense"),
            5: self.tr("window 5: behind metal"),
            0: self.tr("automatic window"),
        }
        for number, name in names.items():
            self.presets[number].setAccessibleName(name)
        self.larger.setAccessibleName(self.tr("larger"))
        self.smaller.setAccessibleName(self.tr("smaller"))

    def _preset_pressed(self) -> None:
        pressed = self.sender()
        for number, button in self.presets.items():
            if button is pressed:
                self._tools.choose_window(number)

    def _larger_pressed(self) -> None:
        self.zoom_asked.emit(1.25)

    def _smaller_pressed(self) -> None:
        self.zoom_asked.emit(0.8)

    def show_tools(self) -> None:
        """Press in what is chosen."""
        tools = self._tools
        self.grey.setChecked(not tools.in_colour)
        self.negative.setChecked(tools.negative)
        self.detections.setChecked(tools.detections_shown)
        for number, button in self.presets.items():
            button.setChecked(number == tools.window_number)

    def show_what_there_is(
        self, *, image: bool, colour: bool, detections: bool, several: bool, whole: bool
    ) -> None:
        """Offer only what does something with these images."""
        for button in (
            self.negative,
            *self.presets.values(),
            self.larger,
            self.smaller,
            self.whole,
            self.one_to_one,
        ):
            button.setEnabled(image)
        self.grey.setEnabled(image and colour)
        self.detections.setEnabled(image and detections)
        self.views.setVisible(several)
        self.whole.setChecked(image and whole)
