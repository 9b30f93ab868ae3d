"""A short list of the consignments that one barcode may mean; the officer chooses, never the program."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.desk.open import Several
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.choice_list import ChoiceList
from workstation.ui.parts.formats import count, identifier
from workstation.ui.parts.sections import SectionHeader
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes


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
        self._list = ChoiceList(self.tr("Consignments with this barcode"), self)
        self._list.choice_made.connect(self.match_chosen)
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
        self._list.show_choices(several.choices)
        self._barcode.setText(identifier(several.raw))
        more = self.tr(
            "Not listed: %n more. Read or type a number that only one of them has.", "", several.more
        )
        self._more.setText(more if several.more else "")
        self._more.setVisible(bool(several.more))
        self._header.set_remark(count(len(several.choices) + several.more))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
