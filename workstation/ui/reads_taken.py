"""What becomes of a barcode read: a parcel on the bench, a label, a repeat, or nothing that is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from workstation.barcode.identify import NO_PARCEL, best_of, is_doubtful, meaning_of
from workstation.barcode.labels import Label, label_of, officer_on
from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import NotFound, OpenConsignment, Opened, Several
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.event import ReadMeaning
from workstation.domain.interlock import Workplace
from workstation.domain.problems import Problem
from workstation.host.settings import LabelPrefixes, Settings
from workstation.ui.asking import Asking, Found
from workstation.ui.last_read import LastRead
from workstation.ui.messages import Kind, Messages
from workstation.ui.on_the_screens import ConsignmentView, OnTheScreens
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.naming import called
from workstation.ui.read_words import (
    Service,
    answer_of_not_found,
    cancelled_words,
    flaw_words,
    in_the_band,
    label_words,
    not_found,
    not_own_words,
    stands_beside,
)
from workstation.ui.tasks import WRITE, Tasks


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


class NotingDesk(Protocol):
    """What notes where parcels are; `desk.sightings.SightingDesk` is one. On the ledger's writer; the ids of
    what was noted, none where it was known.
    """

    def presented(self, consignment: str, parcels: Sequence[str]) -> tuple[str, ...]:
        """These parcels lie here."""

    def located(self, consignment: str, parcels: Sequence[str], place: str) -> tuple[str, ...]:
        """These parcels were put at this storage place."""

    def labelled(self, consignment: str, parcel: str, label: Label, read: ReadMeaning) -> tuple[str, ...]:
        """A seal or an evidence bag was read with this parcel."""


class DecisionView(ConsignmentView, Protocol):
    """The screen with the decision keys."""

    def cancel_because(self, reason: str) -> None:
        """Close an open form loudly, nothing recorded."""


class FormView(Protocol):
    """The form of a decision, as far as a reader answers it."""

    def is_writing(self) -> bool:
        """Whether a decision is being written in a form."""

    def take_place(self, code: str) -> bool:
        """A shelf's label was read; whether a form asked for it."""

    def takes_badge(self) -> bool:
        """Whether it asks who the second officer is."""

    def take_badge(self, id: str) -> None:
        """The second officer's badge was read."""


@dataclass(frozen=True)
class AtThisBench:
    """What reads mean here: what is done at this bench, how its own labels begin and how soon the same
    barcode is a repeat, who notes where parcels are, and what was read last.
    """

    workplace: Workplace
    settings: Settings
    notes: NotingDesk
    last: LastRead = field(default_factory=LastRead)

    @property
    def labels(self) -> LabelPrefixes:
        """How the administration's own labels begin."""
        return self.settings.labels

    def last_read(self) -> BarcodeRead | None:
        """The last barcode read here that may be a parcel's."""
        return self.last.read


class ReadsTaken(QObject):
    """Takes each read, and answers each.

    A read of what may be a parcel puts the consignment before it away, even when it opens none: the parcel on
    the bench is another, and a key pressed now must not decide on the one that is no longer there. What
    stands on a label beside the parcel's own number leaves it on the screens, but not at hand.

    Signals:
        answered(answer): a `ReadAnswer`; a second one for the same read when the central service knew it.
        several_found(several): a barcode belongs to several; the short list is to be shown.
        nobody_knows(read): neither the cache nor the central service has it, or the service is not reached.
        noted(id): something was recorded about this consignment.
    """

    answered = Signal(object)
    several_found = Signal(object)
    nobody_knows = Signal(object)
    noted = Signal(str)

    def __init__(
        self,
        *,
        opening: FindingDesk,
        screens: OnTheScreens,
        decision: DecisionView,
        form: FormView,
        here: AtThisBench,
        knows_officer: Callable[[str], bool],
        tasks: Tasks,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._screens = opening, screens
        self._decision, self._form = decision, form
        self._last, self._here, self._knows_officer = here.last, here, knows_officer
        self._tasks, self._messages = tasks, messages
        self._asking = Asking(opening.at_central_service, here.last, tasks, self)

    def take(self, read: BarcodeRead) -> None:
        """A read came in, whatever has the focus."""
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
        self._answer(answer, read, cancelled or not_own, number=called(shown))
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
        self.several_found.emit(several)
        count = len(several.choices) + several.more
        words = cancelled or self.tr("It belongs to %n consignments: choose.", "", count)
        self._answer(Answer.WRONG_PARCEL if cancelled else Answer.SEVERAL, read, words)

    def _note_presented(self, shown: OpenConsignment) -> None:
        if self._here.workplace.has_parcels and shown.at_hand.parcels:
            work = partial(self._here.notes.presented, shown.id, shown.at_hand.parcels)
            self._note(work, shown.id)

    def _note(self, work: Callable[[], tuple[str, ...]], consignment: str) -> None:
        self._tasks.run(
            work,
            owner=self,
            done=partial(self._tell_noted, consignment),
            failed=self._tell_failed,
            kind=WRITE,
        )

    def _tell_noted(self, consignment: str, ids: tuple[str, ...]) -> None:
        if ids:
            self.noted.emit(consignment)

    def _tell_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(error)

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

    # --- the administration's own labels ------------------------------------------------------------------

    def _take_label(self, read: BarcodeRead, found: NotFound) -> bool:
        """Whether it is a label of the administration's own, or a badge that was asked for: never a
        parcel's.
        """
        label = label_of(read.text, self._here.labels) or label_of(read.as_typed, self._here.labels)
        if self._form.takes_badge() and self._is_badge(read.text, label, found):
            is_labelled = label is not None
            self._form.take_badge(officer_on(read.text, self._here.labels) if is_labelled else read.text)
            self._answer(Answer.LABEL, read, self.tr("The second officer's badge."), kind="badge")
            return True
        if label is None:
            return False
        self._answer(Answer.LABEL, read, self._file_label(label, read), number=label.code, kind=label.kind)
        return True

    def _is_badge(self, text: str, label: Label | None, found: NotFound) -> bool:
        """Whether it says who the second officer is. Where badges have a prefix, a text without it is another
        parcel's, however little its form says, unless it is the id of an officer who is known here.
        """
        if label is not None:
            return label.kind == "badge"
        if self._knows_officer(text.strip()):
            return True
        return not self._here.labels.badge and all(e.kind in NO_PARCEL for e in best_of(found.candidates))

    def _file_label(self, label: Label, read: BarcodeRead) -> str:
        """Put it where it belongs; what became of it, in words."""
        what, opened = label_words(label), self._screens.open
        if label.kind == "place" and self._form.take_place(label.code):
            return self.tr("{label} Taken into the decision.").format(label=what)
        if label.kind == "badge":
            return what
        parcels = opened.at_hand.parcels if opened is not None else ()
        if opened is None or not parcels or not self._here.workplace.has_parcels:
            words = self.tr("{label} Read the parcel first.").format(label=what)
            self._messages.say(words, Kind.ATTENTION, key="barcode")
            return words
        if label.kind == "place":
            self._note(partial(self._here.notes.located, opened.id, parcels, label.code), opened.id)
            words = self.tr("{number} is put at {code}.")
        else:
            meaning = meaning_of(read)
            for parcel in parcels:
                work = partial(self._here.notes.labelled, opened.id, parcel, label, meaning)
                self._note(work, opened.id)
            words = self.tr("{code} is noted with {number}.")
        said = words.format(number=called(opened), code=identifier(label.code))
        self._messages.say(said, Kind.GOOD, key="barcode")
        return said

    # --- the answer ---------------------------------------------------------------------------------------

    def _answer(
        self, answer: Answer, read: BarcodeRead, words: str, *, number: str = "", kind: str = ""
    ) -> None:
        said = ReadAnswer(answer=answer, raw=read.text, words=words, number=number, kind=kind)
        self.answered.emit(said)
