"""Views that move and grow together."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from workstation.ui.scan_image.pane import ViewPane
from workstation.ui.scan_image.tools import ViewTools


class LinkedPanes(QObject):
    """While the tools say `linked`, all panes look at the same share of their images, each as many times
    larger than fitted as the others. When they are linked the first one leads.
    """

    def __init__(self, panes: Sequence[ViewPane], tools: ViewTools, parent: QObject) -> None:
        super().__init__(parent)
        self._panes, self._tools = panes, tools
        self._was_linked = False
        self._leading = False
        for pane in panes:
            pane.zoomed.connect(self._lead)
        tools.changed.connect(self._take_up)

    @Slot()
    def _lead(self) -> None:
        leader = self.sender()
        if self._tools.linked and not self._leading and isinstance(leader, ViewPane):
            self._follow(leader)

    @Slot()
    def _take_up(self) -> None:
        was_linked, self._was_linked = self._was_linked, self._tools.linked
        if self._tools.linked and not was_linked:
            self._follow(self._panes[0])

    def _follow(self, leader: ViewPane) -> None:
        if leader.image is None:
            return
        self._leading = True
        try:
            for pane in self._panes:
                if pane is not leader and pane.image is not None:
                    pane.follow(leader)
        finally:
            self._leading = False
