"""The link of a provisional consignment to its declaration, from its key to the event."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import Choice, NotFound, Opened, Several
from workstation.desk.read_answer import Answer
from workstation.domain.consignment import called_by
from workstation.domain.problems import Problem
from workstation.ui.covering import ALWAYS, AtWork, Covering, Finding, ProvisionalRecorded
from workstation.ui.messages import Kind, Messages
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.problem_words import message_words, title_words
from workstation.ui.provisional.link import LinkScreen
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
        finding: Finding,
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
        self._provisional = ""
        self.screen.chosen.connect(self._link)
        self.screen.given_up.connect(self.close)

    @Slot()
    def begin(self) -> None:
        """The key: list what the open one may be."""
        opened = self._at_work.open_consignment
        if self.is_on:
            return
        if opened is None or not opened.consignment.provisional:
            words = self.tr("Open the provisional consignment first.")
            self._messages.say(words, Kind.ATTENTION, key="undeclared")
            return
        self._provisional = opened.id
        named = called_by(opened.consignment)
        self._at_work.lay_aside()
        self.screen.begin(identifier(named.value, named.kind))
        self.put_on(LINK_KEYS, {})
        self.screen.take_keyboard()
        self._tasks.run(
            partial(self._desk.matches, opened.id),
            owner=self,
            done=partial(self._list, opened.id),
            failed=self._tell_failed,
            kind=READ,
        )

    def _list(self, provisional: str, choices: tuple[Choice, ...]) -> None:
        if self.is_on and provisional == self._provisional:
            self.screen.add(choices)
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

    def _found(self, read: BarcodeRead) -> Opened | Several | NotFound:
        if read.flaw:
            return NotFound(raw=read.text)
        return self._finding.by_barcode(read.text, read.as_typed)

    def take(self, read: BarcodeRead) -> None:
        """A number of the declaration was read or typed: it may be this one, too."""
        try:
            found = self._found(read)
        except Problem as problem:
            self._tell_failed(problem)
            return
        choices = _choices_of(found, self._provisional)
        words = "" if choices else self.tr("No declaration has this number.")
        self.screen.say(words)
        self.screen.add(choices)
        self.answer(Answer.FOUND if choices else Answer.NOT_FOUND, read, words)

    @Slot(str)
    def _link(self, consignment: str) -> None:
        self._tasks.run(
            partial(self._desk.link, self._provisional, consignment),
            owner=self,
            done=partial(self._open_linked, consignment),
            failed=self._tell_failed,
            kind=WRITE,
        )

    def _open_linked(self, consignment: str, _event: str) -> None:
        if self.is_on:
            self.take_off()
        self._at_work.open_id(consignment)
        words = self.tr("Linked: what was decided on the parcel counts for this declaration.")
        self._messages.say(words, Kind.GOOD, key="undeclared")
        self.acted.emit()

    def _tell_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self.screen.say(" ".join((title_words(error), message_words(error))))
        self._messages.tell_problem(error)


def _choices_of(found: Opened | Several | NotFound, besides: str) -> tuple[Choice, ...]:
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
