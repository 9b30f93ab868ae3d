"""Room for an open form: the panel grows in its splitter, and is afterwards as it was."""

from typing import Final

from PySide6.QtWidgets import QSplitter, QWidget

_ANY_HEIGHT: Final = 16_777_215
"""QWIDGETSIZE_MAX, which the binding does not name."""


class RoomInSplitter:
    """Gives a widget of a splitter more height for a while; the part above gives way."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._before: list[int] = []

    def keep_small(self) -> None:
        """Never higher than its hint: what it does not need belongs to the rest."""
        self._widget.setMaximumHeight(self._widget.sizeHint().height())

    def take(self, height: int) -> None:
        """At least this height from now on, in logical pixels."""
        parent = self._widget.parentWidget()
        if isinstance(parent, QSplitter) and not self._before:
            self._before = parent.sizes()
        self._widget.setMaximumHeight(_ANY_HEIGHT)
        self._widget.setMinimumHeight(height)

    def give_back(self) -> None:
        """As it was before."""
        parent, before = self._widget.parentWidget(), self._before
        self._before = []
        self._widget.setMinimumHeight(0)
        self.keep_small()
        if isinstance(parent, QSplitter) and before:
            parent.setSizes(before)
