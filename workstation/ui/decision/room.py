"""Room for an open form: the panel grows in its splitter, and is afterwards as it was."""

from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget


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
        """At least this height from now on, in logical pixels, as far as the splitter has it: the window must
        not grow beyond a small screen.
        """
        parent = self._widget.parentWidget()
        if isinstance(parent, QSplitter):
            self._before = self._before or parent.sizes()
            height = min(height, self._room_in(parent))
        self._let_grow(True)
        self._widget.setMinimumHeight(height)

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
