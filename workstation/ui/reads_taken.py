"""What becomes of a barcode read: a parcel on the bench, a label, a repeat, or nothing that is known."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from workstation.barcode.identify import is_doubtful
from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import NotFound, OpenConsignment, Opened, Several
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.problems import Problem
from workstation.ui.asking import Asking, Found
from workstation.ui.messages import Kind, Messages
from workstation.ui.on_the_screens import ConsignmentView, OnTheScreens
from workstation.ui.own_labels import AtThisBench, OwnLabels
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.naming import called
from workstation.ui.read_words import (
    Service,
    answer_of_not_found,
    cancelled_words,
    flaw_words,
    in_the_band,
    not_found,
    not_own_words,
    stands_beside,
)
from workstation.ui.tasks import Tasks


class FindingDesk(Protocol):
    """What leads from barcodes to consignments; `desk.open.Opening` is one."""

    def by_barcode(self, raw: str, other: str = "") -> Found:
        """What this barcode leads to, of what is in the cache; `other` is what the same strokes say in
        another way.
        """

    def at_central_service(self, raw: str, is_wanted: Callable[[], bool]) -> Found:
        """Ask the central service; on a worker's thread. `is_wanted`: whether anybody still waits for the
        answer. Raises `Problem`.
        """


class DecisionView(ConsignmentView, Protocol):
    """The screen with the decision keys."""

    def cancel_because(self, reason: str) -> None:
        """Close an open form loudly, nothing recorded."""


class ReadsTaken(QObject):
    """Takes each read, and answers each.

    A read of what may be a parcel puts the consignment before it away, even when it opens none: the parcel on
    the bench is another, and a key pressed now must not decide on the one that is no longer there. What
    stands on a label beside the parcel's own number leaves it on the screens, but not at hand.

    Signals:
        answered(answer): a `ReadAnswer`; a second one for the same read when the central service knew it.
        several_found(several): a barcode belongs to several; the short list is to be shown.
        nobody_knows(read): neither the cache nor the central service has it, or the service is not reached.
    """

    answered = Signal(object)
    several_found = Signal(object)
    nobody_knows = Signal(object)

    def __init__(
        self,
        *,
        opening: FindingDesk,
        screens: OnTheScreens,
        decision: DecisionView,
        labels: OwnLabels,
        here: AtThisBench,
        tasks: Tasks,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._screens = opening, screens
        self._decision, self._form, self._labels = decision, labels.form, labels
        self._last, self._here = here.last, here
        self._tasks, self._messages = tasks, messages
        self._newest: BarcodeRead | None = None
        self._listed: Several | None = None
        self._asking = Asking(opening.at_central_service, here.last, tasks, self)

    def take(self, read: BarcodeRead) -> None:
        """A read came in, whatever has the focus."""
        self._newest = read
        if read.flaw:
            self._last.forget()
            cancelled = self._leave(keeps_form=True)
            self._messages.say(flaw_words(read.flaw), Kind.PROBLEM, key="barcode")
            answer = Answer.WRONG_PARCEL if cancelled else Answer.FLAWED
            self._answer(answer, read, cancelled or flaw_words(read.flaw))
        elif self._last.is_repeat(read, self._here.settings.reader.again_ms):
            self._answer(Answer.AGAIN, read, self.tr("The same barcode again: not acted on."))
        else:
            # A text that is known as somebody's barcode is a parcel's, whatever it begins with.
            found = self._opening.by_barcode(read.text, read.as_typed)
            if not isinstance(found, NotFound) or not self._take_label(read, found):
                self._take_parcel(read, found)

    def _take_label(self, read: BarcodeRead, found: NotFound) -> bool:
        taken = self._labels.take(read, found, self._screens.open)
        if taken is None:
            return False
        self._answer(Answer.LABEL, read, taken.words, number=taken.number, kind=taken.kind)
        if taken.kind != "badge":
            self._labels.doubt(read, partial(self._take_doubted, read))
        return True

    # --- parcels ------------------------------------------------------------------------------------------

    def _take_parcel(self, read: BarcodeRead, found: Found) -> None:
        self._last.note(read)
        if isinstance(found, Opened):
            self._open(read, found.consignment)
            return
        if isinstance(found, Several):
            self._list(read, found, self._leave())
            return
        if stands_beside(found.candidates):
            self._screens.look_at_hand()
            cancelled = ""
        else:
            cancelled = self._leave(keeps_form=is_doubtful(read.text))
        message = not_found(found, Service.ASKED, has_parcels=self._here.workplace.has_parcels)
        self._messages.tell(message)
        answer = Answer.WRONG_PARCEL if cancelled else answer_of_not_found(found)
        self._answer(answer, read, cancelled or in_the_band(found))
        self._ask_service(read, found)

    def _take_doubted(self, read: BarcodeRead, found: Found) -> None:
        """What was taken for a label of the administration's own is somebody's parcel."""
        self._labels.take_back(read)
        if self._newest is not None and read.text == self._newest.text:
            self._take_parcel(read, found)
        words = self.tr("{code} is a parcel's barcode: what was noted of it as a label is wrong.")
        self._messages.say(words.format(code=identifier(read.text)), Kind.ATTENTION, key="label.doubted")

    def _open(self, read: BarcodeRead, opened: OpenConsignment) -> None:
        before, is_writing = self._screens.open, self._form.is_writing()
        parcels = self._last.at_hand(opened.consignment).parcels
        is_same = before is not None and before.id == opened.id
        lay = self._screens.lay(opened.consignment)
        # Another parcel of the consignment may have lain here when its form was begun.
        is_other = not is_same or (bool(parcels) and bool(lay) and set(parcels) != set(lay))
        if is_other:
            self._decision.cancel_because(self._why_cancelled(is_same=is_same))
        self._messages.withdraw("barcode")
        shown = self._screens.show(opened, again=is_writing and not is_other)
        not_own = not_own_words(shown, shown.at_hand) if self._here.workplace.has_parcels else ""
        if not_own:
            self._messages.say(not_own, Kind.ATTENTION, key="barcode")
        cancelled = cancelled_words(before) if is_writing and is_other else ""
        answer = Answer.WRONG_PARCEL if cancelled else Answer.FOUND
        chosen = self.tr("You chose it among %n consignments.", "", read.among) if read.among else ""
        self._answer(answer, read, cancelled or not_own or chosen, number=called(shown))
        self._note_presented(shown)

    def _why_cancelled(self, *, is_same: bool) -> str:
        if is_same:
            return self.tr("Cancelled: another parcel of it was read. Nothing was recorded.")
        return self.tr("Cancelled: another barcode was read. Nothing was recorded.")

    def _leave(self, *, keeps_form: bool = False) -> str:
        """Something else was read than what is open. That an open form is cancelled by it, in words.

        A misread may be of the parcel that the form is about: with `keeps_form` the form stays where parcels
        lie, and cannot be confirmed before the parcel is read again. Elsewhere nothing would stop it.
        """
        before, was_writing = self._screens.open, self._form.is_writing()
        if keeps_form and was_writing and self._here.workplace.has_parcels:
            self._screens.look_at_hand()
        else:
            self._put_away(self.tr("Cancelled: another barcode was read. Nothing was recorded."))
        return cancelled_words(before) if was_writing and not self._form.is_writing() else ""

    def _put_away(self, reason: str) -> None:
        self._decision.cancel_because(reason)
        self._screens.clear()

    def _list(self, read: BarcodeRead, several: Several, cancelled: str = "") -> None:
        self._messages.withdraw("barcode")
        count = len(several.choices) + several.more
        self._last.is_among(count)
        self._listed = several
        self.several_found.emit(several)
        words = cancelled or self.tr("It belongs to %n consignments: choose.", "", count)
        self._answer(Answer.WRONG_PARCEL if cancelled else Answer.SEVERAL, read, words)

    def choose(self, opened: OpenConsignment, chosen: str) -> bool:
        """The officer chose `chosen` of the short list, which opens as this one: of all that the last read
        belongs to it is the one that lies here. Whether it was; not where something else was read since.
        """
        read = self._last.choose(opened.id)
        if read is None or self._listed is None:
            return False
        belongs_to = next((each.belongs_to for each in self._listed.choices if each.id == chosen), "")
        self._open(read, replace(opened, found_by=belongs_to, barcode=read.text))
        return True

    def _note_presented(self, shown: OpenConsignment) -> None:
        if self._here.workplace.has_parcels and shown.at_hand.parcels:
            work = partial(self._here.notes.presented, shown.id, shown.at_hand.parcels)
            self._labels.note(work, shown.id)

    # --- the central service ------------------------------------------------------------------------------

    def _ask_service(self, read: BarcodeRead, answer: NotFound) -> None:
        kept = self._open_id()
        failed = partial(self._take_no_answer, read, kept, answer)
        self._asking.ask(read, partial(self._take_late, read, kept), failed)

    def _open_id(self) -> str:
        return self._screens.open.id if self._screens.open is not None else ""

    def _is_still(self, read: BarcodeRead, kept: str) -> bool:
        """Another parcel may lie on the bench by now, or one of the queue be open: then the answer to the
        earlier read opens nothing.
        """
        return read is self._last.read and self._open_id() == kept

    def _take_late(self, read: BarcodeRead, kept: str, answer: Found) -> None:
        if not self._is_still(read, kept):
            return
        try:
            if isinstance(answer, Opened):
                self._open(read, answer.consignment)
            elif isinstance(answer, Several):
                self._list(read, answer, self._leave())
            else:
                self._tell_unknown(read, answer, Service.UNKNOWN)
        except Problem as problem:
            self.stop_at(problem)

    def _take_no_answer(self, read: BarcodeRead, kept: str, answer: NotFound, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        if self._is_still(read, kept):
            self._tell_unknown(read, answer, Service.UNREACHED)

    def _tell_unknown(self, read: BarcodeRead, answer: NotFound, service: Service) -> None:
        self._messages.tell(not_found(answer, service, has_parcels=self._here.workplace.has_parcels))
        self.nobody_knows.emit(read)

    def stop_at(self, problem: Problem) -> None:
        """What is open can no longer be read with all that was decided on it: put it away, and say why. What
        lies here is not known, for this may have come of a read.
        """
        self._last.forget()
        self._put_away(self.tr("Cancelled: it cannot be read any more. Nothing was recorded."))
        self._messages.tell_problem(problem)

    # --- the answer ---------------------------------------------------------------------------------------

    def _answer(
        self, answer: Answer, read: BarcodeRead, words: str, *, number: str = "", kind: str = ""
    ) -> None:
        said = ReadAnswer(answer=answer, raw=read.text, words=words, number=number, kind=kind)
        self.answered.emit(said)
