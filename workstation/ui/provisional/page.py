"""The page that the screens about undeclared parcels share: in the middle, no wider than can be read."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from workstation.ui.parts.sections import Panel
from workstation.ui.theme import Sizes


def page_of(screen: QWidget, widest_ems: float) -> Panel:
    """A page in the middle of the screen, at most so many heights of a line wide."""
    sizes = Sizes.of(screen.font())
    page = Panel(screen)
    page.setMaximumWidth(round(sizes.em * widest_ems))
    row = QHBoxLayout(screen)
    row.setContentsMargins(sizes.pad * 2, sizes.pad, sizes.pad * 2, sizes.pad)
    row.addStretch(1)
    row.addWidget(page, 8)
    row.addStretch(1)
    return page


def in_a_row(*buttons: QPushButton) -> QHBoxLayout:
    """Buttons beside each other, from the leading side on."""
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
