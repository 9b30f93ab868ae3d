"""What the officer chose to see: colour or grey, negative, window, detections, and for as long as it is held
a filter; for every view alike.
"""

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal

from workstation.imaging.appearance import PRESETS, Appearance, Window, dragged, preset
from workstation.imaging.filters import Filter
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated
from workstation.ui.scan_image.loading import ReadyImage

AUTOMATIC: Final = 0
"""The number of the window that suits each image by itself."""
BY_HAND: Final = -1
"""A window that was dragged."""

WINDOW_WORDS: Final[dict[int, Any]] = {
    AUTOMATIC: QT_TRANSLATE_NOOP("ScanImage", "automatic"),
    1: QT_TRANSLATE_NOOP("ScanImage", "everything"),
    2: QT_TRANSLATE_NOOP("ScanImage", "thin and light"),
    3: QT_TRANSLATE_NOOP("ScanImage", "middle"),
    4: QT_TRANSLATE_NOOP("ScanImage", "dense"),
    5: QT_TRANSLATE_NOOP("ScanImage", "behind metal"),
    BY_HAND: QT_TRANSLATE_NOOP("ScanImage", "by hand"),
}
EFFECT_WORDS: Final[dict[str, Any]] = {
    "edges": QT_TRANSLATE_NOOP("ScanImage", "edges"),
    "organic": QT_TRANSLATE_NOOP("ScanImage", "organic only"),
    "metal": QT_TRANSLATE_NOOP("ScanImage", "metal only"),
    "penetration": QT_TRANSLATE_NOOP("ScanImage", "high penetration"),
    "bright": QT_TRANSLATE_NOOP("ScanImage", "brightened"),
}
"""What is seen only while it is held: the filters, and what is dark made brighter."""
BRIGHTENED: Final = 1.8
"""The gamma while `bright` is held."""
_FILTERS: Final[dict[str, Filter]] = {
    "edges": "edges",
    "organic": "organic",
    "metal": "metal",
    "penetration": "penetration",
}


class ViewTools(QObject):
    """The chosen tools. For another consignment they begin anew: what one officer or one parcel asked for may
    hide what matters on the next.

    Signals:
        changed: what is seen must be painted again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begin()

    def _begin(self) -> None:
        self.in_colour = True
        self.negative = False
        self.detections_shown = True
        self.window_number = AUTOMATIC
        self._by_hand = PRESETS[0]
        self._held: tuple[str, ...] = ()
        self.linked = False

    def begin_anew(self) -> None:
        """The standard image: colour, automatic window, not negative, with its detections."""
        before = dict(vars(self))
        self._begin()
        if vars(self) != before:
            self.changed.emit()

    def window_for(self, image: ReadyImage) -> Window:
        """The window that this image is seen through."""
        if self.window_number == AUTOMATIC:
            return image.automatic
        return self._by_hand if self.window_number == BY_HAND else preset(self.window_number)

    def appearance_of(self, image: ReadyImage) -> Appearance:
        """How this image is painted."""
        return Appearance(
            mode="colour" if self.in_colour else "grey",
            window=self.window_for(image),
            negative=self.negative,
            filter=self.filter,
            gamma=BRIGHTENED if "bright" in self._held else 1.0,
        )

    # --- for as long as it is held ------------------------------------------------------------------------

    @property
    def held(self) -> tuple[str, ...]:
        """The effects that are held now, the newest last."""
        return self._held

    @property
    def filter(self) -> Filter:
        """The filter that is seen: the newest of those that are held."""
        held = [_FILTERS[effect] for effect in self._held if effect in _FILTERS]
        return held[-1] if held else "none"

    @property
    def only_filtered(self) -> bool:
        """Whether what is on the screen now leaves out or bends what the standard image shows: a filter,
        brightened, negative, or a window other than the automatic one and the whole range.
        """
        return bool(self._held) or self.negative or self.window_number not in (AUTOMATIC, 1)

    def hold(self, effect: str) -> None:
        """See this effect until it is let go."""
        if effect in EFFECT_WORDS and effect not in self._held:
            self._held = (*self._held, effect)
            self.changed.emit()

    def let_go(self, effect: str) -> None:
        """Back to what was seen before."""
        if effect in self._held:
            self._held = tuple(each for each in self._held if each != effect)
            self.changed.emit()

    def let_all_go(self) -> None:
        """Nothing is held any more, whatever the hands do."""
        if self._held:
            self._held = ()
            self.changed.emit()

    def effect_words(self) -> tuple[str, ...]:
        """What the effects that are seen now are called."""
        seen = [each for each in self._held if _FILTERS.get(each, self.filter) == self.filter]
        return tuple(QCoreApplication.translate("ScanImage", EFFECT_WORDS[effect]) for effect in seen)

    # --- until something else is chosen -------------------------------------------------------------------

    def toggle_linked(self) -> None:
        """Views move and grow together, or each by itself."""
        self.linked = not self.linked
        self.changed.emit()

    def window_words(self) -> str:
        """What the chosen window is called."""
        words = QCoreApplication.translate("ScanImage", WINDOW_WORDS[self.window_number])
        if self.window_number == BY_HAND:
            # As figures of transmission: 0 lets nothing through, 100 is the open beam.
            low, high = (
                formats.count(round(min(max(t, 0.0), 65535.0) / 655.35))
                for t in (self._by_hand.darkest, self._by_hand.brightest)
            )
            return f"{words} {isolated(f'{low}–{high} %')}"
        return words

    def toggle_colour(self) -> None:
        """False colour or grey."""
        self.in_colour = not self.in_colour
        self.changed.emit()

    def toggle_negative(self) -> None:
        """Dark on light or light on dark."""
        self.negative = not self.negative
        self.changed.emit()

    def toggle_detections(self) -> None:
        """The layer of detections on or off."""
        self.detections_shown = not self.detections_shown
        self.changed.emit()

    def choose_window(self, number: int) -> None:
        """A preset (1 to 5) or the automatic window (0)."""
        if number in WINDOW_WORDS and number != BY_HAND:
            self.window_number = number
            self.changed.emit()

    def drag_window(self, start: Window, level_by: float, width_by: float) -> None:
        """The window `start` after a drag, in shares of its width."""
        self._by_hand = dragged(start, level_by, width_by)
        self.window_number = BY_HAND
        self.changed.emit()
