"""A link of a provisional consignment that was wrong, from its key to the event that takes it back."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from workstation.barcode.reads import BarcodeRead
from workstation.desk.provisional import Linked
from workstation.domain.consignment import called_by
from workstation.domain.problems import Problem
from workstation.ui.covering import ALWAYS, AtWork, Covering, ProvisionalRecorded
from workstation.ui.messages import Kind, Messages
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.problem_words import message_words, title_words
from workstation.ui.provisional.take_back import TakeBackScreen
from workstation.ui.tasks import READ, WRITE, Tasks

PARTING_KEYS: Final = ALWAYS | {"link", "confirm"}
"""What a key may do meanwhile."""


class Parting(Covering):
    """Takes a link to the declaration that is open back.

    Signals:
        acted(): something was recorded.
    """

    acted = Signal()

    def __init__(
        self,
        desk: ProvisionalRecorded,
        at_work: AtWork,
        *,
        tasks: Tasks,
        messages: Messages,
        parent: QObject,
    ) -> None:
        self.screen = TakeBackScreen()
        super().__init__(self.screen, parent)
        self._desk, self._at_work = desk, at_work
        self._tasks, self._messages = tasks, messages
        self._declared, self._sitting, self._is_writing = "", 0, False
        self.screen.confirmed.connect(self._take_back)
        self.screen.given_up.connect(self.close)

    def is_for_open(self) -> bool:
        """Whether something is known to be linked to the consignment that is open."""
        opened = self._at_work.open_consignment
        return opened is not None and not opened.consignment.provisional and bool(opened.consignment.linked)

    @Slot()
    def begin(self) -> None:
        """The key: list what is linked to the open one."""
        opened = self._at_work.open_consignment
        if self.is_on or self._is_writing or opened is None or not self.is_for_open():
            return
        self._declared = opened.id
        self._sitting += 1
        named = called_by(opened.consignment)
        self._at_work.lay_aside()
        self.screen.begin(identifier(named.value, named.kind))
        self.put_on(PARTING_KEYS, {"confirm": self.screen.confirm})
        self.screen.take_keyboard()
        self._tasks.run(
            partial(self._desk.links_to, opened.id),
            owner=self,
            done=partial(self._list, self._sitting),
            failed=partial(self._tell_failed, self._sitting),
            kind=READ,
        )

    def _is_still(self, sitting: int) -> bool:
        return self.is_on and sitting == self._sitting

    def _list(self, sitting: int, linked: tuple[Linked, ...]) -> None:
        if self._is_still(sitting):
            self.screen.show_linked(linked)
            if not linked:
                self.screen.say(self.tr("Nothing is linked to it any more."))

    @Slot()
    def close(self) -> None:
        """The links stay: the declaration is shown again."""
        if self.is_on:
            self.take_off()
            if self._at_work.open_consignment is None:
                self._at_work.open_id(self._declared)

    def take(self, read: BarcodeRead) -> None:
        """Another parcel lies on the bench: it opens, and nothing is taken back."""
        self.take_off()
        self._messages.say(self.tr("Left: no link was taken back."), Kind.ATTENTION, key="undeclared")
        self._at_work.open_read(read)

    @Slot(object, str)
    def _take_back(self, linked: Linked, reason: str) -> None:
        if self._is_writing:
            return
        self._is_writing = True
        self.screen.let_confirm(False)
        self._tasks.run(
            partial(self._desk.unlink, linked.id, self._declared, reason),
            owner=self,
            done=partial(self._show_parted, self._sitting, linked.is_here),
            failed=partial(self._tell_not_parted, self._sitting),
            kind=WRITE,
        )

    def _show_parted(self, sitting: int, is_here: bool, _event: str) -> None:
        self._is_writing = False
        if self._is_still(sitting):
            self.close()
        elif (opened := self._at_work.open_consignment) is not None and opened.id == self._declared:
            self._at_work.open_id(self._declared)
        if is_here:
            words = self.tr("Taken back: the parcel stands in the queue again, as not declared.")
        else:
            words = self.tr("Taken back: the parcel is shown again when the central service has told of it.")
        self._messages.say(words, Kind.GOOD, key="undeclared")
        self.acted.emit()

    def _tell_not_parted(self, sitting: int, error: BaseException) -> None:
        self._is_writing = False
        if self._is_still(sitting):
            self.screen.let_confirm(True)
        self._tell_failed(sitting, error)

    def _tell_failed(self, sitting: int, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        if self._is_still(sitting):
            self.screen.say(" ".join((title_words(error), message_words(error))), "attention")
        self._messages.tell_problem(error)
