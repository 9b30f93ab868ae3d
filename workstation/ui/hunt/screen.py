"""The window of a hunt: its whole ground answers each read; beside it the list of the parcels looked for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workstation.desk.hunt import OPEN, Hunt, HuntAnswer, Sought, WantedParcel
from workstation.ui.hunt.face import AnswerFace
from workstation.ui.hunt.listing import WantedList
from workstation.ui.hunt.words import (
    Told,
    end_words,
    found_words,
    head_words,
    not_recorded,
    printed,
    ready,
    told,
    waiting,
)
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.formats import count
from workstation.ui.parts.sections import Panel, SectionHeader
from workstation.ui.parts.story import Telling
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

LIST_EMS = 24
"""How wide the list is; all else is the answer's."""


class HuntScreen(QWidget):
    """Shows a hunt; what is done about it is another's (ui/hunting.py).

    Signals:
        ended(): the officer ends the hunt.
        missing_asked(key): a parcel was looked for and is not there.
    """

    ended = Signal()
    missing_asked = Signal(object)

    def __init__(self, telling: Callable[[], Telling], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._telling = telling
        self.setAccessibleName(self.tr("Hunt"))
        self.face = AnswerFace(self)
        self.list = WantedList(self)
        self._header = SectionHeader(self.tr("Still to find"), self)
        self._note = PlainLabel("", self, lines=True)
        self._missing = ActionButton(self.tr("Mark missing"), self, key="M")
        self._end = ActionButton(self.tr("End the hunt"), self, key="Esc", flat=True)
        self._lay_out()
        self._end.clicked.connect(self.ended)
        self._missing.clicked.connect(self.list.press_missing)
        self.list.ended.connect(self.ended)
        self.list.missing_asked.connect(self.missing_asked)

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        card = Panel(self)
        card.setFixedWidth(round(sizes.em * LIST_EMS))
        column = QVBoxLayout(card)
        column.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.pad)
        column.setSpacing(sizes.gap)
        column.addWidget(self._header)
        column.addWidget(self.list, 1)
        column.addWidget(self._note)
        keys = QHBoxLayout()
        keys.addWidget(self._missing)
        keys.addWidget(self._end)
        column.addLayout(keys)
        page = QHBoxLayout(self)
        edge = sizes.pad * 2
        page.setContentsMargins(edge, edge, edge, edge)
        page.setSpacing(edge)
        page.addWidget(self.face, 1)
        page.addWidget(card)

    # --- what is shown ------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A hunt is wanted; its list is being made."""
        self.face.begin(waiting())
        self.face.set_head("")
        self._note.setText("")
        self.list.show_parcels((), self._telling())
        self.update()

    def show_sought(self, hunt: Hunt, sought: Sought) -> None:
        """The list is there."""
        self.face.begin(ready(hunt.counts(), sought))
        self.show_list(hunt)

    def show_answer(self, hunt: Hunt, answer: HuntAnswer) -> Told:
        """One read is answered; what was said to it."""
        said = told(answer, hunt.counts(), self._telling())
        self.face.answer(said)
        self.show_list(hunt)
        return said

    def show_not_recorded(self, hunt: Hunt, parcel: WantedParcel, why: Sequence[str]) -> None:
        """What was found could not be written down."""
        self.face.answer(not_recorded(printed(parcel.number, parcel.kind), tuple(why)))
        self.show_list(hunt)

    def show_found_elsewhere(self, hunt: Hunt, parcels: Sequence[WantedParcel]) -> None:
        """Others have found these, or looked for them in vain."""
        to = self._telling()
        told_of = (f"{printed(each.number, each.kind)}: {self._seen_words(each, to)}" for each in parcels[:3])
        self._note.setText("\n".join(told_of))
        self.show_list(hunt)

    def _seen_words(self, parcel: WantedParcel, to: Telling) -> str:
        if parcel.state == OPEN:
            return ""
        return (
            found_words(parcel, to)
            if parcel.at is not None and parcel.state == "found"
            else self.tr("missing")
        )

    def show_list(self, hunt: Hunt) -> None:
        """How it stands with each parcel by now."""
        counts = hunt.counts()
        self.face.set_head(head_words(counts, hunt.place))
        self._header.set_remark(count(counts.open))
        self.list.show_parcels(hunt.parcels(), self._telling())
        self.update()

    def end_words(self, hunt: Hunt) -> str:
        """What there is to say when it is over."""
        return end_words(hunt.counts())

    # --- keys and ground ----------------------------------------------------------------------------------

    @Slot()
    def take_keyboard(self) -> None:
        """The keyboard goes to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends the hunt, whatever has the keyboard; no other key leaves this screen."""
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole ground in the answer's colour."""
        QPainter(self).fillRect(self.rect(), QColor(self.face.mark().fill))
