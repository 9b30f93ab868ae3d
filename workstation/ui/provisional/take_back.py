"""Takes back the link of a provisional consignment to its declaration: what that does is said first, and it
needs a reason in words.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from workstation.desk.provisional import Linked
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.formats import count, identifier, instant
from workstation.ui.parts.sections import Panel, SectionHeader
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.provisional.page import in_a_row, page_of
from workstation.ui.theme import Sizes

LONGEST_REASON: Final = 500
WIDEST_EMS: Final = 60


class TakeBackScreen(Panel):
    """The parcels that nobody had declared and that were linked to the declaration; the marked one's link is
    taken back.

    Signals:
        confirmed(linked, reason): the link of this one is wrong, and why.
        given_up(): the links stay.
    """

    confirmed = Signal(object, str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Take a link back"))
        self._linked: tuple[Linked, ...] = ()
        self._rows = QStringListModel(self)
        self.list, self.reason = QListView(self), QLineEdit(self)
        self._title = PlainLabel("", self)
        self._header = SectionHeader(self.tr("Parcels that were linked to it"), self)
        self._note = PlainLabel("", self, lines=True)
        self._confirm = ActionButton(
            self.tr("Take the link back"), self, key=key_of("confirm"), tone="accent"
        )
        self._give_up = ActionButton(self.tr("Leave it linked"), self, key="Esc", flat=True)
        self._set_up_fields()
        self._lay_out()
        self._confirm.clicked.connect(self.confirm)
        self._give_up.clicked.connect(self.given_up)

    def _set_up_fields(self) -> None:
        self.list.setModel(self._rows)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Parcels that were linked to it"))
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setAccessibleName(self.tr("Why the link is wrong"))

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        page = page_of(self, WIDEST_EMS)
        column = QVBoxLayout(page)
        column.setSpacing(sizes.gap)
        self._title.set_role("large")
        column.addWidget(self._title)
        for words in (
            self.tr(
                "What was recorded on the parcel counts for the parcel alone again. "
                "It is shown as not declared, with all that was decided on it."
            ),
            self.tr(
                "What was recorded on this declaration stays with it: a hold or a seizure of what was found "
                "in the parcel, too. Nothing is deleted."
            ),
            self.tr(
                "The two are not linked again by themselves. An officer can link the parcel to this or to "
                "another declaration at any time."
            ),
        ):
            said = PlainLabel(words, page, lines=True)
            said.set_role("soft")
            column.addWidget(said)
        column.addWidget(self._header)
        column.addWidget(self.list, 1)
        column.addWidget(PlainLabel(self.tr("Why the link is wrong"), page))
        column.addWidget(self.reason)
        column.addWidget(self._note)
        column.addLayout(in_a_row(self._confirm, self._give_up))

    def begin(self, number: str) -> None:
        """For this declaration; what was linked to it is being looked up."""
        self._title.setText(self.tr("Take back a link to {number}").format(number=number))
        self.reason.clear()
        self.say("")
        self.show_linked(())

    def show_linked(self, linked: Sequence[Linked]) -> None:
        """These were linked to it; the first is marked."""
        self._linked = tuple(linked)
        self._rows.setStringList([_row_words(each) for each in linked])
        self._header.set_remark(count(len(linked)))
        self.list.setCurrentIndex(self._rows.index(0))
        self.let_confirm(bool(linked))

    def say(self, words: str, role: str = "soft") -> None:
        """One sentence about what just happened."""
        self._note.set_role(role)
        self._note.setText(words)

    def let_confirm(self, may: bool) -> None:
        """Whether the key works: not while it is being recorded."""
        self._confirm.setEnabled(may)

    def take_keyboard(self) -> None:
        """The keyboard goes to the reason."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def confirm(self) -> None:
        """The link of the marked one is wrong. Without a reason it is asked for."""
        place = self.list.currentIndex().row()
        if not self._confirm.isEnabled() or not 0 <= place < len(self._linked):
            return
        reason = self.reason.text().strip()
        if not reason:
            self.say(self.tr("Say in words why the link is wrong."), "attention")
            self.take_keyboard()
            return
        self.confirmed.emit(self._linked[place], reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up; no other key leaves this screen."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        event.accept()


def _row_words(linked: Linked) -> str:
    number = identifier(linked.number, linked.kind)
    said = (number, linked.place, instant(linked.at) if linked.at is not None else "")
    return " · ".join(each for each in said if each)
