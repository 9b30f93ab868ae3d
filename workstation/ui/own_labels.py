"""The administration's own labels: shelves, seals, evidence bags and badges, and what is noted of the parcel
that lies here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from workstation.barcode.identify import NO_PARCEL, best_of, meaning_of
from workstation.barcode.labels import Label, label_of, officer_on
from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import NotFound, OpenConsignment
from workstation.domain.event import ReadMeaning
from workstation.domain.interlock import Workplace
from workstation.domain.problems import Problem
from workstation.host.settings import LabelPrefixes, Settings
from workstation.ui.asking import AskService, Found
from workstation.ui.last_read import LastRead
from workstation.ui.messages import Kind, Messages
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.naming import called
from workstation.ui.read_words import label_words
from workstation.ui.tasks import READ, WRITE, Tasks

_MOST_KNOWN: Final = 4096
"""Labels that the central service is not asked for again."""


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


class FormView(Protocol):
    """The form of a decision, as far as a reader answers it."""

    def is_writing(self) -> bool:
        """Whether a decision is being written in a form."""

    def take_place(self, code: str) -> bool:
        """A shelf's label was read; whether a form asked for it."""

    def take_label(self, label: ReadMeaning) -> bool:
        """A seal's or an evidence bag's label was read; whether it goes with what is written in a form."""

    def drop_label(self, code: str) -> None:
        """What was taken for a label is a parcel's barcode."""

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


@dataclass(frozen=True)
class LabelTaken:
    """What became of a label, in words; its kind, and its code."""

    words: str
    kind: str
    number: str = ""


class OwnLabels(QObject):
    """Files each label where it belongs.

    Signals:
        noted(id): something was recorded about this consignment.
    """

    noted = Signal(str)

    def __init__(
        self,
        *,
        form: FormView,
        here: AtThisBench,
        knows_officer: Callable[[str], bool],
        ask: AskService,
        tasks: Tasks,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.form, self._here, self._knows_officer = form, here, knows_officer
        self._ask, self._tasks, self._messages = ask, tasks, messages
        self._nobodys: set[str] = set()
        self._is_asking = False

    def take(self, read: BarcodeRead, found: NotFound, opened: OpenConsignment | None) -> LabelTaken | None:
        """What became of it, where it is a label of the administration's own, or a badge that was asked for:
        never a parcel's. `opened` is the consignment on the screens.
        """
        label = self._label_on(read)
        if self.form.takes_badge() and self._is_badge(read.text, label, found):
            is_labelled = label is not None
            self.form.take_badge(officer_on(read.text, self._here.labels) if is_labelled else read.text)
            return LabelTaken(self.tr("The second officer's badge."), "badge")
        if label is None:
            return None
        return LabelTaken(self._file(label, read, opened), label.kind, label.code)

    def _label_on(self, read: BarcodeRead) -> Label | None:
        return label_of(read.text, self._here.labels) or label_of(read.as_typed, self._here.labels)

    def take_back(self, read: BarcodeRead) -> None:
        """What was taken for a label is a parcel's barcode: what is written in a form goes without it."""
        label = self._label_on(read)
        if label is not None:
            self.form.drop_label(label.code)

    def _is_badge(self, text: str, label: Label | None, found: NotFound) -> bool:
        """Whether it says who the second officer is. Where badges have a prefix, a text without it is another
        parcel's, however little its form says, unless it is the id of an officer who is known here.
        """
        if label is not None:
            return label.kind == "badge"
        if self._knows_officer(text.strip()):
            return True
        return not self._here.labels.badge and all(e.kind in NO_PARCEL for e in best_of(found.candidates))

    def _file(self, label: Label, read: BarcodeRead, opened: OpenConsignment | None) -> str:
        """Put it where it belongs; what became of it, in words."""
        what = label_words(label)
        if self._goes_with_form(label, read):
            return self.tr("{label} Taken into the decision.").format(label=what)
        if label.kind == "badge":
            return what
        parcels = opened.at_hand.parcels if opened is not None else ()
        if opened is None or not parcels or not self._here.workplace.has_parcels:
            words = self.tr("{label} Read the parcel first.").format(label=what)
            self._messages.say(words, Kind.ATTENTION, key="barcode")
            return words
        if label.kind == "place":
            self.note(partial(self._here.notes.located, opened.id, parcels, label.code), opened.id)
            words = self.tr("{number} is put at {code}.")
        else:
            for parcel in parcels:
                work = partial(self._here.notes.labelled, opened.id, parcel, label, meaning_of(read))
                self.note(work, opened.id)
            words = self.tr("{code} is noted with {number}.")
        said = words.format(number=called(opened), code=identifier(label.code))
        self._messages.say(said, Kind.GOOD, key="barcode")
        return said

    def _goes_with_form(self, label: Label, read: BarcodeRead) -> bool:
        """What is read while a decision is written that asks for it is recorded with it, or not at all."""
        if label.kind == "place":
            return self.form.take_place(label.code)
        if label.kind == "badge":
            return False
        return self.form.take_label(replace(meaning_of(read), kind=label.kind, value=label.code))

    # --- whether it is a parcel's after all ---------------------------------------------------------------

    def doubt(self, read: BarcodeRead, found: Callable[[Found], None]) -> None:
        """A parcel's barcode may begin like a label, and be known to the central service alone: it is asked
        once for each, one at a time, and nothing waits for it. `found` hears of a parcel.
        """
        if self._is_asking or read.text in self._nobodys:
            return
        self._is_asking = True
        self._tasks.run(
            partial(self._ask, read.text, lambda: True),
            owner=self,
            done=partial(self._take_answer, read.text, found),
            failed=self._take_no_answer,
            kind=READ,
        )

    def _take_answer(self, text: str, found: Callable[[Found], None], answer: Found) -> None:
        self._is_asking = False
        if not isinstance(answer, NotFound):
            found(answer)
        elif len(self._nobodys) < _MOST_KNOWN:
            self._nobodys.add(text)

    def _take_no_answer(self, error: BaseException) -> None:
        self._is_asking = False
        if not isinstance(error, Problem):
            raise error

    # --- what is recorded ---------------------------------------------------------------------------------

    def note(self, work: Callable[[], tuple[str, ...]], consignment: str) -> None:
        """Record something about this consignment, which can move no goods, once the answer is painted."""
        self._tasks.run(
            work,
            owner=self,
            done=partial(self._take_noted, consignment),
            failed=self._tell_failed,
            kind=WRITE,
            after_painting=True,
        )

    def _take_noted(self, consignment: str, ids: tuple[str, ...]) -> None:
        if ids:
            self.noted.emit(consignment)

    def _tell_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(error)
