"""The tools under the scan image: large targets, all of them, with as many words as there is room for."""

from enum import IntEnum
from functools import partial
from typing import Final

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.imaging.filters import OF_MATERIAL
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.scan_image.tools import EFFECT_WORDS, ViewTools
from workstation.ui.theme import Sizes

PRESETS: Final = (1, 2, 3, 4, 5)
EFFECT_KEYS: Final = {"edges": "E", "organic": "O", "metal": "M", "penetration": "P", "bright": "B"}
LEAST_ON_A_ROW: Final = 8
"""So many of the least buttons the narrowest bar has beside each other, which has three rows."""


class WhatThereIs(Struct, frozen=True):
    """What is on the screen, as far as a tool does something with it."""

    consignment: bool = False
    image: bool = False
    scan: bool = False
    colour: bool = False
    """A scan image in colour."""
    materials: bool = False
    """A scan image of two energies."""
    detections: bool = False
    several: bool = False
    """More than one view of the consignment."""
    beside: bool = False
    """More than one of them seen at once."""
    whole: bool = False


class Dress(IntEnum):
    """How much the buttons show; the first that needs no more rows than signs alone do is worn."""

    KEYS = 0
    WORDS = 1
    SIGNS_OF_EFFECTS = 2
    """Words, but not on what acts while it is held."""
    SIGNS = 3


class ToolBar(QWidget):
    """Buttons for every tool, each with its key on it; what is chosen is pressed in. Where one row does not
    hold them all, even without words, there are more rows.

    Signals:
        views_asked, fit_asked, one_to_one_asked: the button was pressed.
        zoom_asked(factor): larger or smaller.
        detach_asked: to a window of its own, or back.
    """

    views_asked = Signal()
    fit_asked = Signal()
    one_to_one_asked = Signal()
    zoom_asked = Signal(float)
    detach_asked = Signal()

    def __init__(self, tools: ViewTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._keys: dict[ActionButton, str] = {}
        self._signs: dict[ActionButton, str] = {}
        self._dress = Dress.KEYS
        self._row_count = 1
        self._is_detachable = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.grey = self._add(self.tr("grey"), "G", tools.toggle_colour, checkable=True)
        self.negative = self._add(
            self.tr("negative"), "I", tools.toggle_negative, checkable=True, sign="negative"
        )
        self.effects = {effect: self._add_effect(effect, key) for effect, key in EFFECT_KEYS.items()}
        # A button that shows nothing but its key needs no cap around it.
        self.presets = {n: self._add(str(n), "", self._preset_pressed, checkable=True) for n in PRESETS}
        self.presets[0] = self._add(self.tr("auto"), "0", self._preset_pressed, checkable=True)
        self.larger = self._add("+", "", self._larger_pressed)
        self.smaller = self._add("−", "", self._smaller_pressed)
        self.whole = self._add(self.tr("whole"), "F", self.fit_asked.emit, checkable=True, sign="whole")
        self.one_to_one = self._add(self.tr("1:1"), "Z", self.one_to_one_asked.emit)
        self.detections = self._add(
            self.tr("detections"), "D", tools.toggle_detections, checkable=True, sign="detections"
        )
        self.views = self._add(self.tr("views"), "V", self.views_asked.emit, sign="views")
        self.compare = self._add(self.tr("compare"), "L", None, checkable=True, sign="compare")
        self.linked = self._add(self.tr("linked"), "K", tools.toggle_linked, checkable=True, sign="linked")
        self.detach = self._add(
            self.tr("detach"), key_of("detach"), self.detach_asked.emit, checkable=True, sign="detach"
        )
        self._name_presets()
        tools.changed.connect(self.show_tools)
        self.show_tools()

    def _add(
        self, words: str, key: str, slot: object | None, *, checkable: bool = False, sign: str = ""
    ) -> ActionButton:
        button = ActionButton(words, self, key=key)
        self._keys[button] = key
        self._signs[button] = sign
        button.setCheckable(checkable)
        if slot is not None:
            button.clicked.connect(slot)
        return button

    def _add_effect(self, effect: str, key: str) -> ActionButton:
        """A button that acts while it is pressed, as its key does while it is held."""
        words = QCoreApplication.translate("ScanImage", EFFECT_WORDS[effect])
        button = self._add(words, key, None, sign=f"effect_{effect}")
        button.setAccessibleDescription(self.tr("for as long as it is pressed"))
        button.pressed.connect(partial(self._tools.hold, effect))
        button.released.connect(partial(self._tools.let_go, effect))
        return button

    # The buttons are placed here and by no layout: a layout keeps the sizes that buttons had before they
    # were last dressed for as long as they are not on the screen.

    def sizeHint(self) -> QSize:
        """As many rows as its width asks for; with more room there are more words."""
        sizes = Sizes.of(self.font())
        width = LEAST_ON_A_ROW * (sizes.target + sizes.gap) + sizes.gap
        return QSize(width, self._row_count * (sizes.target + 2 + sizes.gap) + sizes.gap)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: no tool is ever cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place the keys on the buttons go first, then the words, and only then there is another
        row: the image needs the room.
        """
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or another direction, other places."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._place()

    def _place(self) -> None:
        """Wear the dress that this width asks for, and put the buttons into it."""
        dresses = {dress: self._rows_in(dress) for dress in Dress}
        fewest = min(len(rows) for rows in dresses.values())
        dress = next(dress for dress, rows in dresses.items() if len(rows) == fewest)
        self._wear(dress)
        gap, height = Sizes.of(self.font()).gap, Sizes.of(self.font()).target + 2
        for number, row in enumerate(dresses[dress]):
            left = gap
            for button, width in row:
                at = self.width() - left - width if self.isRightToLeft() else left
                button.setGeometry(at, gap + number * (height + gap), width, height)
                left += width + gap
        if fewest != self._row_count:
            self._row_count = fewest
            self.updateGeometry()

    def _rows_in(self, dress: Dress) -> list[list[tuple[ActionButton, int]]]:
        """All buttons with their widths in this dress, on as few rows as they go on in their order."""
        gap = Sizes.of(self.font()).gap
        rows: list[list[tuple[ActionButton, int]]] = []
        left = self.width()
        for button, key in self._keys.items():
            is_tight, sign = self._tightness(button, dress)
            width = button.width_for(
                button.words(), key if dress is Dress.KEYS else "", is_tight=is_tight, sign=sign
            )
            if not rows or left + width + gap > self.width():
                rows.append([])
                left = gap
            rows[-1].append((button, width))
            left += width + gap
        return rows

    def _tightness(self, button: ActionButton, dress: Dress) -> tuple[bool, str]:
        """Whether a button has no margin in this dress, and the sign that it shows instead of words."""
        is_effect = button in self.effects.values()
        is_tight = dress >= (Dress.SIGNS_OF_EFFECTS if is_effect else Dress.SIGNS)
        return is_tight, self._signs[button] if is_tight else ""

    def _wear(self, dress: Dress) -> None:
        if dress is self._dress:
            return
        self._dress = dress
        for button, key in self._keys.items():
            button.set_key(key if dress is Dress.KEYS else "")
            button.set_tight(*self._tightness(button, dress))
        self._name_presets()

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
        self.linked.setChecked(tools.linked)
        for effect, effect_button in self.effects.items():
            effect_button.setDown(effect in tools.held)
        for number, button in self.presets.items():
            button.setChecked(number == tools.window_number)

    def show_detached(self, is_away: bool) -> None:
        """Whether the image is in a window of its own; from there it can always come back."""
        self.detach.setChecked(is_away)
        self.detach.setEnabled(is_away or self._is_detachable)

    def offers(self, key: str) -> bool:
        """Whether the tool of this key does something now; its button says the same."""
        own = {"G": self.grey, "I": self.negative, "D": self.detections, "V": self.views, "K": self.linked}
        own |= {str(number): button for number, button in self.presets.items()}
        return own.get(key, self.whole).isEnabled()

    def offers_effect(self, effect: str) -> bool:
        """Whether this effect, while it is held, changes anything that is on the screen."""
        return self.effects[effect].isEnabled()

    def show_what_there_is(self, there: WhatThereIs) -> None:
        """Offer only what does something with these images, of which some or none are scan images."""
        for button in (self.larger, self.smaller, self.whole, self.one_to_one):
            button.setEnabled(there.image)
        for button in (self.negative, *self.presets.values()):
            button.setEnabled(there.scan)
        self.grey.setEnabled(there.image and there.colour)
        self.detections.setEnabled(there.image and there.detections)
        self.views.setEnabled(there.several)
        self.linked.setEnabled(there.beside)
        self.compare.setEnabled(there.scan)
        for effect, button in self.effects.items():
            button.setEnabled(there.materials if effect in OF_MATERIAL else there.scan)
            if not button.isEnabled():
                self._tools.let_go(effect)
        self.whole.setChecked(there.image and there.whole)
        self._is_detachable = there.consignment and there.image
        self.show_detached(self.detach.isChecked())
