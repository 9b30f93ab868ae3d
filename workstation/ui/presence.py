"""Takes to the screens who has what open, and to the desk what is open here and that somebody is there."""

from typing import Protocol

from PySide6.QtCore import QObject, Slot

from workstation.desk.line import LineState
from workstation.desk.open import OpenConsignment
from workstation.desk.presence import Lease, PresenceDesk, PresenceState
from workstation.ui import line_words
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.inspection import Inspection
from workstation.ui.parts.holders import holder_words


class NoteView(Protocol):
    """A screen that shows a note about who has the open consignment open."""

    def show_note(self, words: str, role: str) -> None:
        """Show this (empty: nothing), in this role of the style sheet."""


class MarkedRows(Protocol):
    """The queue's rows."""

    def mark_others(self, others: dict[str, str]) -> None:
        """Mark the rows of these consignments: by id, who has them open, in words."""


class PresenceRound(QObject):
    """`warned` show a warning alone, `noted` also what is only to be known."""

    def __init__(
        self,
        desk: PresenceDesk,
        rows: MarkedRows,
        *,
        warned: tuple[NoteView, ...],
        noted: tuple[NoteView, ...],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._rows = desk, rows
        self._warned, self._noted = warned, noted
        self._state = PresenceState()
        self._open = ""
        self._is_alone = False

    def connect_with(self, inspection: Inspection, reader: BarcodeReader) -> None:
        """From now on hear what is opened and put away, and that somebody is there."""
        inspection.opened.connect(self._opened)
        inspection.put_away.connect(self._put_away)
        reader.touched.connect(self._desk.touched)

    @Slot(object)
    def _opened(self, opened: OpenConsignment) -> None:
        self._open = opened.id
        self._desk.opened(opened.id)
        self._show()

    @Slot()
    def _put_away(self) -> None:
        self._open = ""
        self._desk.put_away()
        self._show()

    def take(self, state: PresenceState) -> None:
        """Who has what open now."""
        self._state = state
        self._show_marks()
        self._show()

    def take_line(self, state: LineState) -> None:
        """Alone nothing is known of others, and nothing is asked."""
        is_alone = line_words.is_alone(state)
        if is_alone != self._is_alone:
            self._is_alone = is_alone
            self._show_marks()
            self._show()

    def _show_marks(self) -> None:
        found: dict[str, list[Lease]] = {}
        for each in () if self._is_alone else self._state.others:
            found.setdefault(each.consignment, []).append(each)
        self._rows.mark_others({id_: holder_words(leases) for id_, leases in found.items()})

    def _show(self) -> None:
        note, role = self._note() if self._open else ("", "")
        for view in self._noted:
            view.show_note(note, role)
        for view in self._warned:
            view.show_note(note if role == "attention" else "", role)

    def _note(self) -> tuple[str, str]:
        if self._is_alone:
            return self.tr(
                "Who else has it open is not known now. The parcel in hand counts: the last barcode read"
                " goes with the decision."
            ), "soft"
        others = [each for each in self._state.others if each.consignment == self._open]
        if others:
            return holder_words(others), "attention"
        if self._state.is_idle and self._state.open == self._open:
            return self.tr("Nobody at the keys for three minutes: others see it as free."), "soft"
        return "", ""
