"""Room for an open form: the panel grows in its splitter, and is afterwards as it was."""

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

from workstation.ui.theme import Sizes

RECALL_EMS: Final = 3.5
"""Height that a recall's band takes from everything below it when it comes."""


class RoomInSplitter:
    """Gives a widget of a splitter more height for a while; the part above gives way.

    All other time it is as high as its hint: what it does not need belongs to the part above.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._before: list[int] = []
        self._let_grow(False)

    def _let_grow(self, grows: bool) -> None:
        policy = QSizePolicy.Policy.Preferred if grows else QSizePolicy.Policy.Maximum
        self._widget.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def take(self, height: int) -> None:
        """This height from now on, in logical pixels, as far as the splitter has it: the window must not grow
        beyond a small screen. Should a recall need its row, the widget gives that much way.
        """
        parent, least = self._widget.parentWidget(), height
        if isinstance(parent, QSplitter):
            self._before = self._before or parent.sizes()
            room = self._room_in(parent)
            height = min(height, room)
            least = min(height, max(0, room - round(RECALL_EMS * Sizes.of(self._widget.font()).em)))
        self._let_grow(True)
        self._widget.setMinimumHeight(least)
        if isinstance(parent, QSplitter) and least < height:
            self._give(parent, height)

    def _give(self, parent: QSplitter, height: int) -> None:
        """More than the least, for as long as nothing else needs it."""
        at = parent.indexOf(self._widget)
        sizes = parent.sizes()
        more = height - sizes[at]
        parent.setSizes([height if each == at else size - more for each, size in enumerate(sizes)])

    def _room_in(self, parent: QSplitter) -> int:
        """What is left in the splitter when everything else in it is as low as it can be."""
        left = parent.height()
        for index in range(parent.count()):
            other = parent.widget(index)
            if other is not None and other is not self._widget and not other.isHidden():
                left -= max(other.minimumHeight(), other.minimumSizeHint().height()) + parent.handleWidth()
        return max(0, left)

    def give_back(self) -> None:
        """As it was before."""
        parent, before = self._widget.parentWidget(), self._before
        self._before = []
        self._widget.setMinimumHeight(0)
        self._let_grow(False)
        if isinstance(parent, QSplitter) and before:
            parent.setSizes(before)
