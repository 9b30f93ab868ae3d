"""What the officer is working on: one consignment, from the barcode read or the queue to the decision and
after it.
"""

from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any, Final, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from workstation.barcode.identify import UNKNOWN
from workstation.barcode.reads import BarcodeRead, Flaw
from workstation.desk.attention import Matter
from workstation.desk.decide import Recorded
from workstation.desk.open import NotFound, OpenConsignment, Opened, Several
from workstation.domain.consignment import called_by
from workstation.domain.decision import DecisionDraft
from workstation.domain.problems import Problem
from workstation.ui.messages import OF_A_FULL_DISK, Kind, Message, Messages
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.problem_words import not_recorded
from workstation.ui.recorded import ToldOfRecorded
from workstation.ui.tasks import READ, WRITE, Tasks

NO_PARCELS: Final = (UNKNOWN, "gtin")
"""Kinds of text that stand on no label of a parcel: badges have them."""


class OpeningDesk(Protocol):
    """What leads to consignments; `desk.open.Opening` is one."""

    def by_barcode(self, raw: str) -> Opened | Several | NotFound:
        """What this barcode leads to, of what is in the cache."""

    def by_id(self, consignment_id: str) -> OpenConsignment | None:
        """The consignment with this id as it is in the cache, or none."""

    def at_central_service(self, raw: str) -> Opened | Several | NotFound:
        """Ask the central service; on a worker's thread. Raises `Problem`."""


class RecordingDesk(Protocol):
    """What records acts that need no form; `desk.decide.Deciding` is one."""

    def annulment_of(self, recorded: Recorded) -> DecisionDraft:
        """The act that annuls what was recorded."""

    def record(
        self, draft: DecisionDraft, opened: OpenConsignment, last_read: str, images: Sequence[str]
    ) -> Recorded:
        """Write it down; on the ledger's writer. Raises `Problem`."""

    def acknowledge_unseen(self, consignment: str, names: Sequence[str]) -> Recorded:
        """Acknowledge acts that the cache does not have; on the ledger's writer. Raises `Problem`."""


class ConsignmentView(Protocol):
    """A screen that shows the consignment the officer works on."""

    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """Show this one, in whole; called again with newer data of the same one. None: none is open."""


class DecisionView(ConsignmentView, Protocol):
    """The screen with the decision keys."""

    def cancel_because(self, reason: str) -> None:
        """Close an open form loudly, nothing recorded."""

    def takes_badge(self) -> bool:
        """Whether it asks who the second officer is."""

    def take_badge(self, id: str) -> None:
        """The second officer's badge was read."""


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
    """Opens consignments on every screen at once, and tells the officer what became of each step.

    A barcode read puts the consignment before it away, even when it opens none: the parcel on the bench
    is another, and a key pressed now must not decide on the one that is no longer there.

    Signals:
        opened(consignment): an `OpenConsignment` came onto the screens in place of another.
        put_away(): none is open any more.
        several_found(several): a barcode belongs to several; the short list is to be shown.
        acted(id): something was recorded about this consignment; its row in the queue is out of date.
        answered(answer): a `ReadAnswer`: what became of a barcode read.
    """

    opened = Signal(object)
    put_away = Signal()
    several_found = Signal(object)
    acted = Signal(str)
    answered = Signal(object)

    def __init__(
        self,
        *,
        opening: OpeningDesk,
        deciding: RecordingDesk,
        tasks: Tasks,
        messages: Messages,
        views: tuple[ConsignmentView, ...],
        decision: DecisionView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening = opening
        self._deciding = deciding
        self._tasks = tasks
        self._messages = messages
        self._views = views
        self._decision = decision
        self._open: OpenConsignment | None = None
        self._last_read = ""
        self._told = ToldOfRecorded(messages, opening.by_id)

    @property
    def open_consignment(self) -> OpenConsignment | None:
        """The consignment on the screens."""
        return self._open

    def last_read(self) -> str:
        """The last barcode read at this bench, as it came; empty before the first."""
        return self._last_read

    @Slot(object)
    @problems_told
    def open_read(self, read: BarcodeRead) -> None:
        """A parcel is on the bench: open its consignment, whatever has the focus. An open form is
        cancelled; only one that asks who the second officer is takes what can be no parcel's for a badge.
        """
        asks = not read.flaw and self._decision.takes_badge()
        if asks and _can_be_badge(self._opening.by_barcode(read.text)):
            self._decision.take_badge(read.text)
            return
        self._last_read = read.text
        self._decision.cancel_because(self.tr("Cancelled: another barcode was read. Nothing was recorded."))
        if read.flaw:
            self._put_away()
            self._messages.say(_flaw_words(read.flaw), Kind.PROBLEM, key="barcode")
            return
        self._take(self._opening.by_barcode(read.text), ask_service=True)

    @Slot(str)
    @problems_told
    def open_id(self, consignment_id: str) -> None:
        """Open the consignment that was chosen in the queue or a list."""
        if self._open is not None and self._open.id != consignment_id:
            self._decision.cancel_because(self.tr("Cancelled: another consignment was opened."))
        opened = self._opening.by_id(consignment_id)
        if opened is None:
            self._put_away()
            self._tell_gone()
            return
        self._show(opened)

    def _tell_gone(self) -> None:
        self._messages.say(
            self.tr("This consignment is not in the cache any more."), Kind.ATTENTION, key="gone"
        )

    def stop_at(self, problem: Problem) -> None:
        """What is open can no longer be read with all that was decided on it: put it away, and say why."""
        self._decision.cancel_because(self.tr("Cancelled: it cannot be read any more. Nothing was recorded."))
        self._put_away()
        self._messages.tell_problem(problem)

    @Slot(object)
    @problems_told
    def refresh(self, touched: frozenset[str]) -> None:
        """The centre sent news: show the open consignment again if it is among what was touched."""
        self._told.hear(touched)
        if self._open is None or self._open.id not in touched:
            return
        opened = self._opening.by_id(self._open.id)
        if opened is None:
            self._messages.say(
                self.tr(
                    "The central service has withdrawn this consignment; what you see is its last state."
                ),
                Kind.ATTENTION,
                key="withdrawn",
            )
        elif opened != self._open:
            if opened.change != self._open.change and opened.acts == self._open.acts:
                self._messages.say(self.tr("The central service changed this consignment."), key="news")
            self._show(opened, again=True)

    @problems_told
    def look_again(self) -> None:
        """What may be decided, or may leave, is another thing now: the line or the mandate is."""
        if self._open is None:
            return
        self._messages.withdraw("decision.obstacle")
        found = self._opening.by_id(self._open.id)
        again = self._open if found is None else replace(found, **_how_found(self._open))
        if again == self._open:
            self._decision.show_consignment(again)
        else:
            self._show(again, again=True)

    def look_whether_goods_leave(self) -> None:
        """Some time has passed: where goods may leave, or may soon, say what is true now."""
        if self._open is not None and self._open.leave in ("now", "annulment"):
            self.look_again()

    @Slot(object)
    def tell_recorded(self, recorded: Recorded) -> None:
        """A decision is on the disk: say so, and show the consignment with it."""
        self._messages.withdraw(*OF_A_FULL_DISK)
        self.refresh(frozenset({recorded.consignment}))
        self._told.tell(recorded, self.number_of(recorded.consignment))
        self.acted.emit(recorded.consignment)

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
        self._write(partial(self._deciding.record, draft, opened, self._last_read, ()))

    def _write(self, work: Callable[[], Recorded]) -> None:
        self._tasks.run(work, owner=self, done=self.tell_recorded, failed=self._tell_failed, kind=WRITE)

    def _tell_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(not_recorded(error))

    def _take(self, answer: Opened | Several | NotFound, *, ask_service: bool) -> None:
        if isinstance(answer, Opened):
            self._messages.withdraw("barcode")
            self._show(answer.consignment)
        elif isinstance(answer, Several):
            self._messages.withdraw("barcode")
            self._put_away()
            self.several_found.emit(answer)
        else:
            self._put_away()
            self._tell_not_found(answer, asking=ask_service)
            if ask_service:
                self._tasks.run(
                    partial(self._opening.at_central_service, answer.raw),
                    owner=self,
                    done=partial(self._take_late, answer.raw),
                    failed=partial(self._tell_unreachable, answer),
                    kind=READ,
                )

    @problems_told
    def _take_late(self, raw: str, answer: Opened | Several | NotFound) -> None:
        # Another parcel may lie on the bench by now, or one of the queue be open: then the answer to the
        # earlier read opens nothing.
        if raw == self._last_read and self._open is None:
            self._take(answer, ask_service=False)

    def _tell_not_found(self, answer: NotFound, *, asking: bool) -> None:
        kinds = "; ".join(dict.fromkeys(c.reason for c in answer.candidates[:3] if c.kind != UNKNOWN))
        can_be = self.tr("It can be: {kinds}.").format(kinds=kinds) if kinds else ""
        what = self.tr("No consignment has the barcode {barcode}.").format(barcode=identifier(answer.raw))
        do_now = (
            self.tr("Asking the central service.")
            if asking
            else self.tr("Read another barcode of this parcel, or search by name or number.")
        )
        self._messages.tell(
            Message(what=what, safe=can_be, do_now=do_now, kind=Kind.ATTENTION, key="barcode")
        )

    def _tell_unreachable(self, answer: NotFound, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        if answer.raw == self._last_read and self._open is None:
            self._tell_not_found(answer, asking=False)

    def number_of(self, consignment_id: str) -> str:
        """What the consignment is called on the screen."""
        opened = self._open
        if opened is None or opened.id != consignment_id:
            try:
                opened = self._opening.by_id(consignment_id)
            except Problem:
                opened = None
        if opened is None:
            return identifier(consignment_id)
        named = called_by(opened.consignment)
        return identifier(named.value, named.kind)

    def _show(self, opened: OpenConsignment, *, again: bool = False) -> None:
        self._open = opened
        for view in self._views:
            view.show_consignment(opened)
        if again:
            self._messages.withdraw("decision.obstacle")
        else:
            self._messages.turn_page()
            self.opened.emit(opened)

    def _put_away(self) -> None:
        self._open = None
        for view in self._views:
            view.show_consignment(None)
        self.put_away.emit()


def _how_found(opened: OpenConsignment) -> dict[str, str]:
    """What another reading of the same consignment does not know."""
    return {"found_by": opened.found_by, "barcode": opened.barcode}


def _can_be_badge(found: Opened | Several | NotFound) -> bool:
    """Whether it is no parcel's that is known, and has not the form of one."""
    return isinstance(found, NotFound) and all(each.kind in NO_PARCELS for each in found.candidates)


def _flaw_words(flaw: Flaw) -> str:
    translate = QCoreApplication.translate
    if flaw == "too_short":
        return translate("Inspection", "Too short to be a barcode: read it again.")
    if flaw == "no_prefix":
        return translate("Inspection", "The reader did not send its prefix: read the barcode again.")
    return translate("Inspection", "The barcode was cut off: read it again.")
