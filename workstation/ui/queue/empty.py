"""What the queue says when it has no rows: why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.desk.queue import QueueFilter
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes


class EmptyQueue(Panel):
    """In place of the table.

    Signals:
        all_wanted(): the officer wants the filter taken away.
    """

    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="field")
        sizes = Sizes.of(self.font())
        self._what, self._more = PlainLabel(parent=self, lines=True), PlainLabel(parent=self, lines=True)
        self._what.set_role("title")
        self._more.set_role("soft")
        self._button = ActionButton(self.tr("Show everything"), self, key=key_of("clear_filter"))
        self._button.clicked.connect(self.all_wanted)
        page = QVBoxLayout(self)
        page.setContentsMargins(sizes.pad * 2, sizes.pad * 3, sizes.pad * 2, sizes.pad)
        page.setSpacing(sizes.gap)
        for label in (self._what, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            page.addWidget(label)
        page.addSpacing(sizes.pad)
        page.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(1)

    def show_reason(self, chosen: QueueFilter, *, is_bare: bool, progress: tuple[int, int]) -> None:
        """Say why there is nothing: the cache is being filled, is bare, or the filter lets nothing
        through.
        """
        sent, total = progress
        self._button.setVisible(not is_bare and chosen != QueueFilter())
        if is_bare and sent < total:
            self._what.setText(self.tr("The queue is being filled"))
            self._more.setText(self.tr("Consignments appear here as the central service sends them."))
        elif is_bare:
            self._what.setText(self.tr("No consignment is here yet"))
            self._more.setText(
                self.tr("They come with the first contact with the central service; see the line above.")
            )
        elif chosen != QueueFilter():
            self._what.setText(self.tr("No consignment matches"))
            self._more.setText(self.tr("Nothing of what is here passes this filter and search."))
        else:
            self._what.setText(self.tr("The queue is empty"))
            self._more.setText(self.tr("Everything that was asked for has been dealt with."))

    def words(self) -> str:
        """What it says."""
        return f"{self._what.text()}. {self._more.text()}"
