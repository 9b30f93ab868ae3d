"""The line under the queue: how many there are, how far the snapshot has come, when it is too many."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.ui.parts import formats
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

MANY: Final = 300_000
"""More rows than this are shown, but the officer is asked to narrow the filter."""


class QueueFoot(QWidget):
    """A count at the leading side, a remark at the trailing one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._remark = PlainLabel(parent=self), PlainLabel(parent=self)
        self._total.set_role("soft")
        sizes = Sizes.of(self.font())
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        row.addWidget(self._total)
        row.addStretch(1)
        row.addWidget(self._remark)

    def show_count(self, count: int) -> None:
        """How many rows the filter has."""
        self._total.setText(self.tr("Consignments: {number}").format(number=formats.count(count)))
        self._remark.set_role("attention" if count > MANY else "soft")
        self._remark.setText(self.tr("Narrow the filter to work quickly") if count > MANY else "")

    def show_filling(self, share: float) -> None:
        """How far the snapshot has come."""
        self._remark.set_role("soft")
        self._remark.setText(self.tr("filling, {share}").format(share=formats.percent(share)))

    def words(self) -> tuple[str, str]:
        """Count and remark."""
        return self._total.text(), self._remark.text()
