"""Which declared consignment a provisional one turned out to be: the officer chooses from those that have one
of its numbers. Where one alone has a parcel's own, the bench links it by itself (`sync.linking`).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.desk.open import Choice
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.choice_list import ChoiceList
from workstation.ui.parts.formats import count
from workstation.ui.parts.sections import Panel, SectionHeader
from workstation.ui.parts.text import PlainLabel
from workstation.ui.provisional.page import in_a_row, page_of
from workstation.ui.theme import Sizes

WIDEST_EMS = 60


class LinkScreen(Panel):
    """The consignments that the provisional one may be. A number that is read or typed adds to them.

    Signals:
        chosen(id): this one it is.
        given_up(): none of them.
    """

    chosen = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Link to a declaration"))
        self._choices: list[Choice] = []
        self.list = ChoiceList(self.tr("Declared consignments"), self)
        self._title = PlainLabel("", self)
        self._header = SectionHeader(self.tr("Declared consignments"), self)
        self._note = PlainLabel("", self, lines=True)
        self._link = ActionButton(self.tr("Link to this one"), self, key="Enter", tone="accent")
        self._none = ActionButton(self.tr("None of these"), self, key="Esc", flat=True)
        self._lay_out()
        self.list.choice_made.connect(self.chosen)
        self.list.given_up.connect(self.given_up)
        self._link.clicked.connect(self.list.choose_marked)
        self._none.clicked.connect(self.given_up)

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        page = page_of(self, WIDEST_EMS)
        column = QVBoxLayout(page)
        column.setSpacing(sizes.gap)
        self._title.set_role("large")
        said = PlainLabel(
            self.tr(
                "Choose the declaration of this parcel, or read or type a number that it has. "
                "What was decided on the parcel counts for it from then on."
            ),
            page,
            lines=True,
        )
        said.set_role("soft")
        for part in (self._title, said, self._header):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self._note)
        column.addLayout(in_a_row(self._link, self._none))

    def begin(self, number: str) -> None:
        """For this provisional consignment; which it may be is being looked up."""
        self._title.setText(self.tr("Link {number} to its declaration").format(number=number))
        self.say("")
        self._choices = []
        self._show("")

    def add(self, choices: Sequence[Choice], *, mark: bool = True) -> None:
        """It may be one of these, too; the first of them is marked. Without `mark` what is marked stays so:
        nobody presses Enter on another one than a moment ago.
        """
        known = {each.id for each in self._choices}
        self._choices += [each for each in choices if each.id not in known]
        first = choices[0].id if choices and mark else ""
        self._show(first or self.list.marked())

    def say(self, words: str) -> None:
        """One sentence about what just happened."""
        self._note.setText(words)

    def _show(self, marked: str) -> None:
        self.list.show_choices(self._choices, marked)
        self._header.set_remark(count(len(self._choices)))
        self._link.setEnabled(bool(self._choices))

    def take_keyboard(self) -> None:
        """The keyboard goes to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up; no other key leaves this screen."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        event.accept()
