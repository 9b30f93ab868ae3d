"""A short list of the consignments that one barcode may mean; the officer chooses, never the program."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from workstation.desk.open import Choice, Several
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.choice_rows import CHOICE_ROLE, MatchDelegate, spoken
from workstation.ui.parts.formats import count, identifier
from workstation.ui.parts.sections import SectionHeader
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes


class _List(QListView):
    """The list itself: Enter or a double click chooses, Esc gives up.

    Signals:
        chosen(index): the row that was chosen.
        given_up(): Esc was pressed.
    """

    chosen = Signal(QModelIndex)
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter, give up on Esc, leave the rest to the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.chosen.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class MatchesScreen(QWidget):
    """Shows the matches of a barcode in place of a declaration.

    Signals:
        match_chosen(id): the officer chose this consignment.
        given_up(): none of them was chosen.
    """

    match_chosen = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Consignments with this barcode"))
        self._model = QStandardItemModel(self)
        self._list = _List(self)
        self._list.setModel(self._model)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setItemDelegate(MatchDelegate(self.font(), self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(self.tr("Consignments with this barcode"))
        self._list.chosen.connect(self._choose)
        self._list.doubleClicked.connect(self._choose)
        self._list.given_up.connect(self.given_up)
        self._header = SectionHeader(self.tr("This barcode belongs to several consignments"), self)
        self._barcode = PlainLabel("", self)
        self._barcode.set_role("identifier")
        self._more = PlainLabel("", self, lines=True)
        self._more.set_role("soft")
        close = ActionButton(self.tr("None of these"), self, key="Esc", flat=True)
        close.clicked.connect(self.given_up)
        page = QVBoxLayout(self)
        sizes = Sizes.of(self.font())
        page.setContentsMargins(sizes.pad, sizes.pad, sizes.pad, sizes.pad)
        page.setSpacing(sizes.gap)
        for part in (self._header, self._barcode, self._list, self._more, close):
            page.addWidget(part)

    def show_matches(self, several: Several) -> None:
        """Show the matches, the first one marked so that the arrows start there; nothing is opened."""
        self._model.clear()
        for choice in several.choices:
            item = QStandardItem(spoken(choice))
            item.setData(choice, CHOICE_ROLE)
            self._model.appendRow(item)
        self._barcode.setText(identifier(several.raw))
        more = self.tr(
            "Not listed: %n more. Read or type a number that only one of them has.", "", several.more
        )
        self._more.setText(more if several.more else "")
        self._more.setVisible(bool(several.more))
        self._header.set_remark(count(len(several.choices) + several.more))
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        chosen = index.data(CHOICE_ROLE)
        if isinstance(chosen, Choice):
            self.match_chosen.emit(chosen.id)
