"""Room for an open form: the panel grows in its splitter, and is afterwards as it was."""

from PySide6.QtWidgets import QSplitter, QWidget


class RoomInSplitter:
    """Gives a widget of a splitter more height for a while; the part above gives way."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._before: list[int] = []

    def take(self, height: int) -> None:
        """At least this height from now on, in logical pixels."""
        parent = self._widget.parentWidget()
        if isinstance(parent, QSplitter) and not self._before:
            self._before = parent.sizes()
        self._widget.setMinimumHeight(height)

    def give_back(self) -> None:
        """As it was before."""
        parent, before = self._widget.parentWidget(), self._before
        self._before = []
        self._widget.setMinimumHeight(0)
        if isinstance(parent, QSplitter) and before:
            parent.setSizes(before)
