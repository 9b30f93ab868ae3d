"""The link of a provisional consignment to its declaration, from its key to the event."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import Choice, NotFound, Several
from workstation.desk.read_answer import Answer
from workstation.domain.consignment import called_by
from workstation.domain.problems import Problem
from workstation.ui.asking import Found
from workstation.ui.asking_each import AskingEach
from workstation.ui.covering import ALWAYS, AtWork, Covering, ProvisionalRecorded
from workstation.ui.messages import Kind, Messages
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.problem_words import message_words, title_words
from workstation.ui.provisional.link import LinkScreen
from workstation.ui.read_words import flaw_words
from workstation.ui.reads_taken import FindingDesk
from workstation.ui.tasks import READ, WRITE, Tasks

LINK_KEYS: Final = ALWAYS | {"link"}
"""What a key may do meanwhile."""


class Linking(Covering):
    """Links the provisional consignment that is open to its declaration.

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
        parent: QObject,
    ) -> None:
        self.screen = LinkScreen()
        super().__init__(self.screen, parent)
        self._desk, self._finding, self._at_work = desk, finding, at_work
        self._tasks, self._messages = tasks, messages
        self._provisional, self._sitting, self._writing = "", 0, 0
        self._asking = AskingEach(finding.at_central_service, tasks, self._list_late, self._miss_answer, self)
        self.screen.chosen.connect(self._link)
        self.screen.given_up.connect(self.close)

    @Slot()
    def begin(self) -> None:
        """The key: list what the open one may be."""
        opened = self._at_work.open_consignment
        if self.is_on:
            return
        if opened is None or not opened.consignment.provisional:
            words = self.tr(
                "Open the provisional consignment first, or the declaration that it was linked to."
            )
            self._messages.say(words, Kind.ATTENTION, key="undeclared")
            return
        self._provisional = opened.id
        self._sitting += 1
        self._asking.begin()
        named = called_by(opened.consignment)
        self._at_work.lay_aside()
        self.screen.begin(identifier(named.value, named.kind))
        self.put_on(LINK_KEYS, {})
        self.screen.take_keyboard()
        self._tasks.run(
            partial(self._desk.matches, opened.id),
            owner=self,
            done=partial(self._list, self._sitting),
            failed=partial(self._tell_failed, self._sitting),
            kind=READ,
        )

    def _is_still(self, sitting: int) -> bool:
        return self.is_on and sitting == self._sitting

    def _list(self, sitting: int, choices: tuple[Choice, ...]) -> None:
        if self._is_still(sitting):
            self.screen.add(choices, mark=False)
            if not choices:
                words = self.tr("No declaration has one of its barcodes yet. It is linked when one comes.")
                self.screen.say(words)

    @Slot()
    def close(self) -> None:
        """Not now: the provisional consignment is shown again."""
        if self.is_on:
            self.take_off()
            if self._at_work.open_consignment is None:
                self._at_work.open_id(self._provisional)

    def take_off(self) -> None:
        """The window is as before; what the service answers late is not heard."""
        self._asking.end()
        super().take_off()

    def _found(self, read: BarcodeRead) -> Found:
        if read.flaw:
            return NotFound(raw=read.text)
        return self._finding.by_barcode(read.text, read.as_typed)

    def take(self, read: BarcodeRead) -> None:
        """A number of the declaration was read or typed: it may be this one, too."""
        try:
            found = self._found(read)
        except Problem as problem:
            self._tell_failed(self._sitting, problem)
            return
        choices = _choices_of(found, self._provisional)
        answer, words = Answer.FOUND, ""
        if read.flaw:
            answer, words = Answer.FLAWED, flaw_words(read.flaw)
        elif not choices:
            answer = Answer.NOT_FOUND
            words = self.tr("No declaration here has this number. The central service is asked …")
        self.screen.say(words)
        self.screen.add(choices)
        self.answer(answer, read, words)
        if answer is Answer.NOT_FOUND:
            self._asking.ask(read)

    def _list_late(self, read: BarcodeRead, found: Found) -> None:
        choices = _choices_of(found, self._provisional)
        if not choices:
            self.screen.say(self.tr("No declaration has this number."))
            return
        words = self.tr("The central service knows it: it is in the list.")
        self.screen.add(choices, mark=False)
        self.screen.say(words)
        self.answer(Answer.FOUND, read, words)

    def _miss_answer(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        words = self.tr("No declaration here has this number, and the central service does not answer.")
        self.screen.say(words)

    @Slot(str)
    def _link(self, consignment: str) -> None:
        if self._writing == self._sitting:
            return
        self._writing = self._sitting
        self._tasks.run(
            partial(self._desk.link, self._provisional, consignment),
            owner=self,
            done=partial(self._open_linked, self._sitting, self._provisional, consignment),
            failed=partial(self._tell_not_linked, self._sitting),
            kind=WRITE,
        )

    def _open_linked(self, sitting: int, provisional: str, consignment: str, _event: str) -> None:
        """It opens where the officer still waits for it: not in place of what was opened meanwhile."""
        opened = self._at_work.open_consignment
        if self._is_still(sitting):
            self.take_off()
            if opened is None:
                self._at_work.open_id(consignment)
        elif opened is not None and opened.id == provisional:
            self._at_work.open_id(consignment)
        words = self.tr("Linked: what was decided on the parcel counts for this declaration.")
        self._messages.say(words, Kind.GOOD, key="undeclared")
        self.acted.emit()

    def _tell_not_linked(self, sitting: int, error: BaseException) -> None:
        if self._writing == sitting:
            self._writing = 0
        self._tell_failed(sitting, error)

    def _tell_failed(self, sitting: int, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        if self._is_still(sitting):
            self.screen.say(" ".join((title_words(error), message_words(error))))
        self._messages.tell_problem(error)


def _choices_of(found: Found, besides: str) -> tuple[Choice, ...]:
    """The declared consignments that a number leads to."""
    if isinstance(found, Several):
        return tuple(each for each in found.choices if each.id != besides)
    if isinstance(found, NotFound) or found.consignment.consignment.provisional:
        return ()
    opened = found.consignment
    goods = next((each.description for each in opened.consignment.goods_items if each.description), "")
    choice = Choice(
        id=opened.id,
        identifier=called_by(opened.consignment).value,
        lane=opened.consignment.risk.lane,
        score=opened.consignment.risk.score,
        goods=goods,
        belongs_to=opened.found_by,
    )
    return (choice,)
