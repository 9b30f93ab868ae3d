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
        """At least this height from now on, in logical pixels."""
        parent = self._widget.parentWidget()
        if isinstance(parent, QSplitter) and not self._before:
            self._before = parent.sizes()
        self._let_grow(True)
        self._widget.setMinimumHeight(height)

    def give_back(self) -> None:
        """As it was before."""
        parent, before = self._widget.parentWidget(), self._before
        self._before = []
        self._widget.setMinimumHeight(0)
        self._let_grow(False)
        if isinstance(parent, QSplitter) and before:
            parent.setSizes(before)
