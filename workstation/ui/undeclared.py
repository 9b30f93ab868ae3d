"""A parcel that nobody is known to have declared, from its key to its provisional consignment. Built and
connected.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from workstation.barcode.identify import meaning_of
from workstation.barcode.labels import Label, label_of
from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import NotFound, Opened, Several
from workstation.desk.provisional import MOST_READS
from workstation.desk.read_answer import Answer
from workstation.domain.problems import Problem
from workstation.domain.provisional import LABEL
from workstation.host.settings import LabelPrefixes
from workstation.ui.asking import Found
from workstation.ui.asking_each import AskingEach
from workstation.ui.covering import (
    ALWAYS,
    OF_THE_PIECE,
    AtWork,
    Covering,
    ProvisionalRecorded,
)
from workstation.ui.messages import Kind, Messages
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.problem_words import message_words, not_recorded, title_words
from workstation.ui.photographing import Photographing
from workstation.ui.provisional.screen import UndeclaredScreen
from workstation.ui.provisional.words import hindrance, noted_words
from workstation.ui.reads_taken import FindingDesk
from workstation.ui.tasks import WRITE, Tasks

KEYS: Final = ALWAYS | {"undeclared", "undeclared_paste", "undeclared_file", "undeclared_none", "confirm"}
"""What a key may do meanwhile."""


class Undeclared(Covering):
    """Collects a parcel's barcodes and makes a provisional consignment of it.

    Signals:
        acted(): something was recorded.
    """

    acted = Signal()

    def __init__(
        self,
        desk: ProvisionalRecorded,
        finding: FindingDesk,
        at_work: AtWork,
        *,
        tasks: Tasks,
        messages: Messages,
        labels: LabelPrefixes,
        parent: QObject,
    ) -> None:
        self.screen = UndeclaredScreen()
        super().__init__(self.screen, parent)
        self._desk, self._finding, self._at_work = desk, finding, at_work
        self._tasks, self._messages, self._labels = tasks, messages, labels
        self._offered: BarcodeRead | None = None
        self._reads: list[BarcodeRead] = []
        self._is_making = False
        self._asking = AskingEach(finding.at_central_service, tasks, self._take_late, self._miss_answer, self)
        self._photographing = Photographing(self.screen, tasks, lambda: self.is_on, self)
        self.screen.made.connect(self.make)
        self.screen.given_up.connect(self.give_up)
        self.screen.barcode_dropped.connect(self._drop)

    @Slot(object)
    def offer(self, read: BarcodeRead) -> None:
        """Nobody is known to have this barcode: the first of the parcel's, should the officer say so."""
        self._offered = read if hindrance(read) is None else None

    @Slot(object)
    def forget_offer(self, _what: object = None) -> None:
        """Another parcel lies here, or another consignment is open."""
        self._offered = None

    # --- begin and end ------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """The key: collect what is known of the parcel in the hand. Said twice is said once."""
        if self.is_on:
            return
        if self._at_work.open_consignment is not None:
            words = self.tr("This parcel is known. Read the barcode of the one that nobody declared.")
            self._messages.say(words, Kind.ATTENTION, key="undeclared")
            return
        self._reads = [self._offered] if self._offered is not None else []
        self._offered = None
        self._asking.begin()
        self._messages.withdraw("barcode", "undeclared")
        self.screen.begin()
        self.screen.let_make(True)
        self._show_reads()
        self.put_on(KEYS, {"confirm": self.make})
        self.screen.take_keyboard()

    @Slot()
    def give_up(self) -> None:
        """No provisional consignment is made."""
        if self.is_on and not self._is_making:
            self.take_off()
            self._messages.say(self.tr("Given up: nothing was recorded."), key="undeclared")

    @Slot()
    def close(self) -> None:
        """Something else was opened."""
        if self.is_on:
            self.give_up()

    def take_off(self) -> None:
        """The window is as before; what the service answers late is not heard."""
        self._asking.end()
        super().take_off()

    # --- barcodes -----------------------------------------------------------------------------------------

    def _found(self, read: BarcodeRead) -> Found:
        if read.flaw:
            return NotFound(raw=read.text)
        return self._finding.by_barcode(read.text, read.as_typed)

    def take(self, read: BarcodeRead) -> None:
        """One more barcode of the label; or the place's; or a parcel that somebody has declared after all."""
        if self._is_making:
            self._take_meanwhile(read)
            return
        try:
            found = self._found(read)
        except Problem as problem:
            self.give_up()
            self._messages.tell_problem(problem)
            return
        if not isinstance(found, NotFound) and _is_of_the_piece(found):
            self._leave_for(read)
        elif not isinstance(found, NotFound) and not _is_many_labels(found):
            words = self.tr("Not kept: this is the number of a receptacle or document of others.")
            self._tell(Answer.NO_IDENTIFIER, read, words)
        elif not isinstance(found, NotFound) or not self._take_label(read):
            self._keep(read)

    def _take_meanwhile(self, read: BarcodeRead) -> None:
        """The parcel before it is being recorded: nothing more is kept of that one."""
        if not read.flaw and any(each.text == read.text for each in self._reads):
            self._tell(Answer.AGAIN, read, self.tr("This barcode is kept already."))
        elif self._is_label(read):
            self._at_work.was_label(read)
            self._tell(Answer.LABEL, read, self.tr("Being recorded: read it again."))
        else:
            words = self.tr("Another barcode: the parcel before it is being recorded. Read it again.")
            self._tell(Answer.WRONG_PARCEL, read, words)

    def _is_label(self, read: BarcodeRead) -> bool:
        """Whether it is one of the administration's own; a text that is known as a barcode is a parcel's."""
        if read.flaw or self._label_of(read) is None:
            return False
        try:
            return isinstance(self._found(read), NotFound)
        except Problem:
            return False

    def _label_of(self, read: BarcodeRead) -> Label | None:
        return label_of(read.text, self._labels) or label_of(read.as_typed, self._labels)

    def _leave_for(self, read: BarcodeRead) -> None:
        """It is declared, or another parcel: what was collected is let go, loudly, and that one opens."""
        self.take_off()
        self._at_work.open_read(read)
        words = self.tr("This barcode is known: no provisional consignment was made.")
        self._messages.say(words, Kind.ATTENTION, key="undeclared")

    def _take_label(self, read: BarcodeRead) -> bool:
        label = self._label_of(read)
        if label is None or read.flaw:
            return False
        self._at_work.was_label(read)
        if label.kind == "place":
            self.screen.place.setText(label.code)
            self._tell(Answer.LABEL, read, self.tr("It was found there."), kind="good")
        else:
            words = self.tr("Not kept: a label of the administration's own. Read it when the parcel is open.")
            self._tell(Answer.LABEL, read, words)
        return True

    def _keep(self, read: BarcodeRead) -> None:
        hindered = hindrance(read)
        if hindered is not None:
            self._tell(hindered[0], read, hindered[1])
        elif any(each.text == read.text for each in self._reads):
            self._tell(Answer.AGAIN, read, self.tr("This barcode is kept already."))
        elif len(self._reads) >= MOST_READS:
            self._tell(Answer.NO_IDENTIFIER, read, self.tr("Not kept: no label has so many barcodes."))
        else:
            self._reads.append(read)
            self._show_reads()
            self._tell(Answer.NOT_FOUND, read, noted_words(len(self._reads)), kind="good")
            # The cache alone does not say that nobody declared it; with the line down there is no more.
            self._asking.ask(read)

    @Slot(int)
    def _drop(self, place: int) -> None:
        """It was another's, or a misread: it does not go with the parcel."""
        if not self._is_making and place < len(self._reads):
            dropped = self._reads.pop(place)
            self._show_reads()
            words = self.tr("Taken off: {barcode}.").format(barcode=identifier(dropped.text))
            self.screen.say(words, "attention")

    def _take_late(self, read: BarcodeRead, found: Found) -> None:
        if self._is_making or read not in self._reads:
            return
        if isinstance(found, NotFound) or not _is_of_the_piece(found):
            return
        if self._at_work.lies_here(read):
            self._leave_for(read)
            return
        # Something else was read since: it alone may lie here.
        self.take_off()
        words = self.tr("The central service knows one of its barcodes: read it again. Nothing was made.")
        self._messages.say(words, Kind.ATTENTION, key="undeclared")

    def _miss_answer(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error

    def _tell(self, answer: Answer, read: BarcodeRead, words: str, *, kind: str = "attention") -> None:
        label = self._label_of(read) if answer is Answer.LABEL else None
        self.screen.say(words, kind)
        self.answer(answer, read, words, kind=label.kind if label is not None else "")

    def _show_reads(self) -> None:
        self.screen.show_reads([meaning_of(each) for each in self._reads])

    def photograph_keys(self) -> dict[str, Callable[[], None]]:
        """What the keys for a photograph do while the screen is shown."""
        return self._photographing.keys()

    # --- made ---------------------------------------------------------------------------------------------

    @Slot()
    def make(self) -> None:
        """Record it: not while a photograph of it is still being read, which would be left out."""
        if not self.is_on or self._is_making:
            return
        if self._photographing.is_awaited:
            words = self.tr("The photograph is still being read: confirm again when it is shown.")
            self.screen.say(words, "attention")
            return
        self._is_making = True
        self.screen.let_make(False)
        work = partial(
            self._desk.make,
            tuple(meaning_of(each) for each in self._reads),
            place=self.screen.place.text().strip(),
            photograph=self.screen.photograph(),
            remark=self.screen.remark.text().strip(),
        )
        self._tasks.run(work, owner=self, done=self._open_made, failed=self._tell_not_made, kind=WRITE)

    def _open_made(self, id: str) -> None:
        self._is_making = False
        self.take_off()
        words = self.tr("Recorded: a provisional consignment. Decide on it as on any other.")
        if self._at_work.open_consignment is None:
            # A text of no known form may be on other labels that nobody declared as well.
            lies_here = self._at_work.lies_here(*self._reads, of=id)
            self._at_work.open_id(id)
            if self._reads and not lies_here:
                words = self.tr(
                    "Recorded: a provisional consignment. Something else was read after its barcodes: read "
                    "one of them before you decide."
                )
        self._messages.say(words, Kind.GOOD, key="undeclared")
        self.acted.emit()

    def _tell_not_made(self, error: BaseException) -> None:
        self._is_making = False
        self.screen.let_make(True)
        if not isinstance(error, Problem):
            raise error
        problem = not_recorded(error)
        self.screen.say(" ".join((title_words(problem), message_words(problem))), "problem")
        self._messages.tell_problem(problem)


def _is_of_the_piece(found: Opened | Several) -> bool:
    """Whether it is a parcel's own number, or its consignment's, and not what holds many."""
    return any(each in OF_THE_PIECE for each in _belongs_to(found))


def _is_many_labels(found: Opened | Several) -> bool:
    """Whether it is a text of no known form that others nobody declared bear as well: it may be on this label
    too.
    """
    return all(each == LABEL for each in _belongs_to(found))


def _belongs_to(found: Opened | Several) -> tuple[str, ...]:
    if isinstance(found, Opened):
        return (found.consignment.found_by,)
    return tuple(each.belongs_to for each in found.choices)
