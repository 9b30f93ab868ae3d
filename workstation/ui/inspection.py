"""What the officer is working on: one consignment, from the barcode read or the queue to the decision and
after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from workstation.barcode.reads import BarcodeRead
from workstation.desk.attention import Matter
from workstation.desk.decide import Recorded
from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import Consignment
from workstation.domain.decision import DecisionDraft
from workstation.domain.problems import Problem
from workstation.ui.messages import OF_A_FULL_DISK, Kind, Messages
from workstation.ui.on_the_screens import ConsignmentView, OnTheScreens
from workstation.ui.own_labels import AtThisBench, FormView, OwnLabels
from workstation.ui.parts.problem_words import not_recorded
from workstation.ui.reads_taken import DecisionView, FindingDesk, ReadsTaken
from workstation.ui.recorded import ToldOfRecorded
from workstation.ui.tasks import WRITE, Tasks


class OpeningDesk(FindingDesk, Protocol):
    """What leads to consignments; `desk.open.Opening` is one."""

    def by_id(self, consignment_id: str) -> OpenConsignment | None:
        """The consignment with this id as it is in the cache, or none."""


class RecordingDesk(Protocol):
    """What records acts that need no form; `desk.decide.Deciding` is one."""

    def annulment_of(self, recorded: Recorded) -> DecisionDraft:
        """The act that annuls what was recorded."""

    def record(
        self,
        draft: DecisionDraft,
        opened: OpenConsignment,
        last_read: BarcodeRead | None,
        images: Sequence[str],
    ) -> Recorded:
        """Write it down; on the ledger's writer. Raises `Problem`."""

    def acknowledge_unseen(self, consignment: str, names: Sequence[str]) -> Recorded:
        """Acknowledge acts that the cache does not have; on the ledger's writer. Raises `Problem`."""

    def knows_officer(self, id: str) -> bool:
        """Whether this officer has worked at this bench, as far as is known."""


@dataclass(frozen=True)
class Views:
    """All screens that show what the officer works on; the one with the decision keys, and its form."""

    all: tuple[ConsignmentView, ...]
    decision: DecisionView
    form: FormView


def problems_told(step: Callable[..., None]) -> Callable[..., None]:
    """A step of `Inspection` that cannot look where it must (the cache or the ledger is damaged, the disk
    fails): the problem is told as what it is, and nothing stays open that could be decided on.
    """

    @wraps(step)
    def told(self: "Inspection", *given: Any, **named: Any) -> None:
        try:
            step(self, *given, **named)
        except Problem as problem:
            self.stop_at(problem)

    return told


class Inspection(QObject):
    """Opens consignments on every screen at once, and tells the officer what became of each step. What
    becomes of barcode reads: `ReadsTaken`.

    Signals:
        changing(): another consignment, or none, is about to take the place of the open one.
        opened(consignment): an `OpenConsignment` came onto the screens in place of another.
        put_away(): none is open any more.
        several_found(several): a barcode belongs to several; the short list is to be shown.
        acted(id): something was recorded about this consignment; its row in the queue is out of date.
        answered(answer): a `ReadAnswer`: what became of a barcode read.
        nobody_knows(read): a `BarcodeRead` that neither the cache nor the central service knows.
    """

    changing = Signal()
    opened = Signal(object)
    put_away = Signal()
    several_found = Signal(object)
    acted = Signal(str)
    answered = Signal(object)
    nobody_knows = Signal(object)

    def __init__(
        self,
        *,
        opening: OpeningDesk,
        deciding: RecordingDesk,
        tasks: Tasks,
        messages: Messages,
        views: Views,
        here: AtThisBench,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._deciding = opening, deciding
        self._tasks, self._messages = tasks, messages
        self._decision = views.decision
        self._last = here.last
        self._screens = OnTheScreens(views.all, self._last, messages, opening.by_id, self)
        self._labels = OwnLabels(
            form=views.form,
            here=here,
            knows_officer=deciding.knows_officer,
            ask=opening.at_central_service,
            tasks=tasks,
            messages=messages,
            parent=self,
        )
        self._reads = ReadsTaken(
            opening=opening,
            screens=self._screens,
            decision=views.decision,
            labels=self._labels,
            here=here,
            tasks=tasks,
            messages=messages,
            parent=self,
        )
        self._told = ToldOfRecorded(messages, opening.by_id)
        self._connect()

    def _connect(self) -> None:
        self._screens.changing.connect(self.changing)
        self._screens.opened.connect(self.opened)
        self._screens.put_away.connect(self.put_away)
        self._reads.answered.connect(self.answered)
        self._reads.several_found.connect(self.several_found)
        self._reads.nobody_knows.connect(self.nobody_knows)
        self._labels.noted.connect(self._show_noted)

    @property
    def open_consignment(self) -> OpenConsignment | None:
        """The consignment on the screens."""
        return self._screens.open

    def last_read(self) -> BarcodeRead | None:
        """The last barcode read at this bench that may be a parcel's; none before the first."""
        return self._last.read

    @Slot(object)
    @problems_told
    def open_read(self, read: BarcodeRead) -> None:
        """A barcode was read, whatever has the focus."""
        self._reads.take(read)

    def read_elsewhere(self, read: BarcodeRead) -> None:
        """Another screen takes this read: what lies on the bench is not known here any more."""
        self._last.note_elsewhere(read)
        self._screens.look_at_hand()

    @Slot()
    def lose_reads(self) -> None:
        """Reads were given up: what lies on the bench is none of what was read before them."""
        self._last.forget()
        self._screens.look_at_hand()

    @Slot(str)
    @problems_told
    def open_id(self, consignment_id: str) -> None:
        """Open the consignment that was chosen in the queue or a list."""
        self._last.break_repeat()
        self._open_chosen(consignment_id)

    @Slot(str)
    @problems_told
    def open_match(self, consignment_id: str) -> None:
        """Open the one that was chosen in the short list: of those with this barcode it lies here."""
        self._open_chosen(consignment_id, is_match=True)

    def _open_chosen(self, consignment_id: str, *, is_match: bool = False) -> None:
        if self.open_consignment is not None and self.open_consignment.id != consignment_id:
            self._decision.cancel_because(self.tr("Cancelled: another consignment was opened."))
        opened = self._opening.by_id(consignment_id)
        if opened is None:
            self._screens.clear()
            self._tell_gone()
        elif not (is_match and self._reads.choose(opened, consignment_id)):
            self._screens.show(opened)

    def was_label(self, read: BarcodeRead) -> None:
        """What another screen took is a label of the administration's own, and no other parcel's."""
        self._last.was_label(read)

    def lies_here(self, *reads: BarcodeRead, of: str = "") -> bool:
        """Another screen took these reads of one parcel (`of` this consignment alone). Whether that lies on
        the bench: not where something else was read after them.
        """
        return self._last.lies_here(reads, of)

    @Slot()
    def lay_aside(self) -> None:
        """The reader reads for something else now (a hunt): another parcel lies here, and nothing is open."""
        self._decision.cancel_because(self.tr("Cancelled: the reader works elsewhere. Nothing was recorded."))
        self._last.forget()
        self._screens.clear()

    def _tell_gone(self) -> None:
        words = self.tr("This consignment is not in the cache any more.")
        self._messages.say(words, Kind.ATTENTION, key="gone")

    def stop_at(self, problem: Problem) -> None:
        """What is open can no longer be read with all that was decided on it: put it away, and say why."""
        self._reads.stop_at(problem)

    @Slot(object)
    @problems_told
    def refresh(self, touched: frozenset[str]) -> None:
        """The centre sent news: show the open consignment again if it is among what was touched."""
        self._told.hear(touched)
        before = self.open_consignment
        if before is None or before.id not in touched:
            return
        opened = self._opening.by_id(before.id)
        if opened is None:
            self._messages.say(
                self.tr(
                    "The central service has withdrawn this consignment; what you see is its last state."
                ),
                Kind.ATTENTION,
                key="withdrawn",
            )
            return
        opened = self._as_found(opened, before)
        if opened.id != before.id:
            self._screens.show(opened)
            self._messages.say(
                self.tr("This parcel was declared meanwhile. What was recorded counts for its declaration."),
                Kind.ATTENTION,
                key="declared",
            )
        elif opened != before:
            if opened.acts == before.acts and _as_declared(opened) != _as_declared(before):
                self._messages.say(self.tr("The central service changed this consignment."), key="news")
            self._screens.show(opened, again=True)

    def _as_found(self, opened: OpenConsignment, before: OpenConsignment) -> OpenConsignment:
        """Another reading of the same consignment does not know how it was found, and what lies here."""
        found = replace(opened, found_by=before.found_by, barcode=before.barcode)
        return self._screens.as_it_lies(found)

    @problems_told
    def look_again(self) -> None:
        """What may be decided, or may leave, is another thing now: the line or the mandate is."""
        before = self.open_consignment
        if before is None:
            return
        self._messages.withdraw("decision.obstacle")
        found = self._opening.by_id(before.id)
        again = before if found is None else self._as_found(found, before)
        if again == before:
            self._decision.show_consignment(again)
        else:
            self._screens.show(again, again=True)

    def look_whether_goods_leave(self) -> None:
        """Some time has passed: where goods may leave, or may soon, say what is true now."""
        opened = self.open_consignment
        if opened is not None and opened.leave in ("now", "annulment"):
            self.look_again()

    @Slot(object)
    def tell_recorded(self, recorded: Recorded) -> None:
        """A decision is on the disk: say so, and show the consignment with it."""
        self._messages.withdraw(*OF_A_FULL_DISK)
        self._messages.work_goes_on()
        self.refresh(frozenset({recorded.consignment}))
        self._told.tell(recorded, self.name_of_recorded(recorded))
        self.acted.emit(recorded.consignment)

    @Slot(str)
    def _show_noted(self, consignment: str) -> None:
        self.refresh(frozenset({consignment}))
        self.acted.emit(consignment)

    @Slot(object)
    @problems_told
    def annul(self, recorded: Recorded) -> None:
        """Annul a release that has not been sent yet."""
        opened = self._opening.by_id(recorded.consignment)
        if opened is None:
            self._tell_gone()
            return
        self._record(self._deciding.annulment_of(recorded), opened)

    @Slot(object)
    @problems_told
    def acknowledge(self, matter: Matter) -> None:
        """A conflict or recall was looked at: record one act that names the releases and what they missed."""
        names = matter.names()
        opened = self._opening.by_id(matter.consignment)
        if opened is not None and {act.id for act in opened.all_acts()}.issuperset(names):
            draft = DecisionDraft(kind="acknowledge", consignment=matter.consignment, names=names)
            self._record(draft, opened)
        else:
            self._write(partial(self._deciding.acknowledge_unseen, matter.consignment, names))

    def _record(self, draft: DecisionDraft, opened: OpenConsignment) -> None:
        self._write(partial(self._deciding.record, draft, opened, self._last.read, ()))

    def _write(self, work: Callable[[], Recorded]) -> None:
        self._tasks.run(work, owner=self, done=self.tell_recorded, failed=self._tell_failed, kind=WRITE)

    def _tell_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(not_recorded(error))

    def name_of_recorded(self, recorded: Recorded) -> str:
        """What the pieces that were decided on are called."""
        return self._screens.name_of_act(recorded.consignment, recorded.event_id)


def _as_declared(opened: OpenConsignment) -> Consignment:
    """What the central service says, without where the parcels were seen: that this bench has just said."""
    return replace(opened.consignment, change=0, parcels=(), steps=())
