"""What each key does to the scan image while it has the focus."""

from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Qt

from workstation.ui.scan_image.tools import ViewTools

ZOOM_STEP: Final = 1.25
ARROWS: Final = {
    Qt.Key.Key_Left.value: (-1, 0),
    Qt.Key.Key_Right.value: (1, 0),
    Qt.Key.Key_Up.value: (0, -1),
    Qt.Key.Key_Down.value: (0, 1),
}
"""Steps to the side and down."""


class Viewer(Protocol):
    """What the keys act on."""

    tools: ViewTools

    def fit(self) -> None:
        """Show the whole."""

    def show_one_to_one(self) -> None:
        """One image pixel on one of the screen's."""

    def next_views(self) -> None:
        """Other views."""

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""


def act_of(screen: Viewer, key: str) -> Callable[[], None] | None:
    """What a typed letter, figure or sign does; none for one that is somebody else's."""
    if len(key) == 1 and key in "012345":
        return partial(screen.tools.choose_window, int(key))
    acts: dict[str, Callable[[], None]] = {
        "G": screen.tools.toggle_colour,
        "I": screen.tools.toggle_negative,
        "D": screen.tools.toggle_detections,
        "K": screen.tools.toggle_linked,
        "F": screen.fit,
        "Z": screen.show_one_to_one,
        "V": screen.next_views,
        "+": partial(screen.zoom, ZOOM_STEP),
        "=": partial(screen.zoom, ZOOM_STEP),
        "-": partial(screen.zoom, 1 / ZOOM_STEP),
    }
    return acts.get(key)
