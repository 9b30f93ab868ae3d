"""A list of consignments of which the officer chooses one, by the same keys wherever it is shown."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from workstation.desk.open import Choice
from workstation.ui.parts.choice_rows import CHOICE_ROLE, MatchDelegate, spoken


class ChoiceList(QListView):
    """Enter or a double click chooses, Esc gives up; nothing scrolls sideways.

    Signals:
        choice_made(id): this consignment was chosen.
        given_up(): Esc was pressed.
    """

    choice_made = Signal(str)
    given_up = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        """`name` is what assistive tools call it."""
        super().__init__(parent)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(MatchDelegate(self.font(), self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.doubleClicked.connect(self._choose)

    def show_choices(self, choices: Sequence[Choice], marked: str = "") -> None:
        """Show these; the one with this id is marked, else the first, so that the arrows start there."""
        self._rows.clear()
        for choice in choices:
            item = QStandardItem(spoken(choice))
            item.setData(choice, CHOICE_ROLE)
            self._rows.appendRow(item)
        row = next((at for at, each in enumerate(choices) if each.id == marked), 0)
        self.setCurrentIndex(self._rows.index(row, 0))

    def marked(self) -> str:
        """The id of the marked one; empty where there is none."""
        choice = self.currentIndex().data(CHOICE_ROLE)
        return choice.id if isinstance(choice, Choice) else ""

    @Slot()
    def choose_marked(self) -> None:
        """The marked one it is."""
        self._choose(self.currentIndex())

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE_ROLE)
        if isinstance(choice, Choice):
            self.choice_made.emit(choice.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter, give up on Esc, leave the rest to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.choose_marked()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
