"""From dark to light and back while the program runs: halls grow brighter during a shift."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from workstation.ui.theme import DARK, LIGHT, apply_theme, current


class ThemeSwitch(QObject):
    """Dresses the application anew; `keep` writes the choice into the profile's settings."""

    def __init__(
        self,
        application: QApplication,
        keep: Callable[[Mapping[str, object]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application, self._keep = application, keep

    @Slot()
    def switch(self) -> None:
        """The other theme, now and at the next start."""
        theme = LIGHT if current() is DARK else DARK
        apply_theme(self._application, theme)
        self._keep({"theme": theme.name})
