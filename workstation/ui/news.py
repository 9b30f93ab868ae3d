"""Takes news (most are the sync thread's) to the screens that they concern, on the screen's thread."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Slot

from workstation.desk.readiness import Readiness
from workstation.desk.reference import Lists
from workstation.host.crash import CrashReport
from workstation.identity.officer import OfficerChanged
from workstation.sync.news import (
    AttentionEnded,
    AttentionRaised,
    CacheChanged,
    Delivered,
    ImageArrived,
    ImageFailed,
    LineChanged,
    LineState,
    MandateChanged,
    PresenceChanged,
    ReferenceChanged,
)
from workstation.ui.alone import Alone
from workstation.ui.delivery.screen import DeliveryScreen
from workstation.ui.inspection import Inspection
from workstation.ui.line_words import is_alone
from workstation.ui.messages import OF_A_FULL_DISK, Kind, Message, Messages
from workstation.ui.parts.problem_words import said
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.readiness.words import look_only_words
from workstation.ui.scan_image.screen import ScanImageScreen
from workstation.ui.top_strip import TopStrip

REFRESH_AFTER_MS = 200
"""Pages of a snapshot come many in a second: the queue is compared at most five times in one."""


@dataclass(frozen=True)
class Readers:
    """The screens that news concern."""

    queue: QueueScreen
    delivery: DeliveryScreen
    strip: TopStrip
    image: ScanImageScreen
    inspection: Inspection
    lists: Lists
    alone: Alone


class NewsRound(QObject):
    """Distributes news; nothing here waits for anything."""

    def __init__(self, readers: Readers, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._to = readers
        readers.strip.take_lists(readers.lists)
        readers.queue.take_lists(readers.lists)
        self._messages = messages
        self._was_off_line = False
        self._hindrance = ""
        self._readiness: Readiness | None = None
        self._was_drill = False
        self._said_of_line: Message | None = None
        self._line = LineState()
        readers.alone.tell_readiness(self.hear_readiness)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REFRESH_AFTER_MS)
        self._later.timeout.connect(readers.queue.refresh)

    def stop(self) -> None:
        """No refresh any more."""
        self._later.stop()

    @Slot(object)
    def take(self, news: object) -> None:
        """One piece of news, to whom it concerns."""
        match news:
            case LineChanged(state=state):
                self._take_line(state)
            case CacheChanged(stored=stored, gone=gone):
                self._refresh_queue_soon()
                self._to.inspection.refresh(frozenset((*stored, *gone)))
                self._tell_refused(news)
                self._look_while_filling()
            case Delivered(settled=settled):
                self._refresh_queue_soon()
                self._to.delivery.refresh()
                self._to.inspection.refresh(frozenset(settled.consignments()))
            case AttentionRaised(kind=kind):
                self._to.delivery.refresh()
                self._tell_attention(kind)
            case AttentionEnded():
                self._to.delivery.refresh()
            case MandateChanged():
                self._to.inspection.look_again()
            case PresenceChanged(state=state):
                self._to.alone.presence.take(state)
            case ImageArrived(sha256=sha256):
                self._to.image.image_arrived(sha256)
            case ImageFailed(sha256=sha256, code=code):
                self._to.image.image_failed(sha256, code)
            case ReferenceChanged():
                self._to.lists.refresh()
            case _:
                self._take_of_bench(news)

    def _take_of_bench(self, news: object) -> None:
        """What happened at the bench itself."""
        match news:
            case OfficerChanged():
                # The parcel may have gone while nobody was at work, or another lie here.
                self._to.inspection.lose_reads()
            case CrashReport(kind=kind):
                self._tell_bug(kind)

    @Slot()
    def acted(self) -> None:
        """Something was recorded here: the queue and the delivery screen show it."""
        self._refresh_queue_soon()
        self._to.delivery.refresh()

    def _refresh_queue_soon(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _take_line(self, state: LineState) -> None:
        self._to.strip.show_line(state)
        self._to.delivery.show_line(state)
        self._to.alone.show_line(state)
        pulling = state.phase == "pulling"
        self._to.queue.show_progress(state.sent if pulling else 0, state.total if pulling else 0)
        self._line = state
        if state.phase == "refused" or (state.phase in ("off_line", "drill") and not self._was_off_line):
            self._tell_of_line()
        elif state.phase == "on_line":
            self._messages.withdraw("line")
            self._said_of_line = None
        self._tell_end_of_drill(state)
        is_off_line = state.phase in ("off_line", "drill")
        if is_off_line is not self._was_off_line:
            # A mandate may cover another thing now.
            self._to.inspection.look_again()
        self._was_off_line = is_off_line
        reason = said(state.problem_words, state.problem_values)
        self._tell_hindrance("" if is_alone(state) else state.problem, reason)

    def _tell_end_of_drill(self, state: LineState) -> None:
        """That it has ended, by whomever or by itself: from then on decisions go out."""
        if self._was_drill and state.phase != "drill":
            self._messages.tell(
                Message(
                    what=self.tr("The drill has ended."),
                    safe=self.tr("What was decided meanwhile is sent once the central service is heard."),
                    kind=Kind.INFO,
                    key="drill",
                )
            )
        self._was_drill = state.phase == "drill"

    @Slot(object)
    def hear_readiness(self, readiness: Readiness) -> None:
        """How ready the bench is now: what was said of the line is put right where that is another thing."""
        self._readiness = readiness
        if self._said_of_line is not None and self._of_line() != self._said_of_line:
            self._tell_of_line()

    def _tell_of_line(self) -> None:
        self._said_of_line = self._of_line()
        self._messages.tell(self._said_of_line)

    def _of_line(self) -> Message:
        """What is to be said of a line that is not up; never that one can go on where one cannot."""
        state = self._line
        reason = said(state.problem_words, state.problem_values)
        look_only = look_only_words(self._readiness)
        holdings = self._readiness.holdings if self._readiness is not None else ()
        is_out = any(each.name == "bench" for each in holdings)
        if state.problem == "bench.revoked" or is_out:
            return Message(
                what=self.tr("This bench was taken out of service by the administration."),
                safe=self.tr("What was recorded is kept here. No goods may leave."),
                do_now=self.tr("Keep the parcels here, and call IT."),
                kind=Kind.PROBLEM,
                key="line",
            )
        if state.phase == "refused":
            return Message(
                what=self.tr("The central service refuses this bench: {reason}").format(reason=reason),
                safe=look_only or self.tr("You can go on; decisions are kept here."),
                do_now=self.tr("Call IT: they can renew the bench's access."),
                kind=Kind.PROBLEM,
                key="line",
            )
        return Message(
            what=reason or self.tr("The central service cannot be reached."),
            safe=look_only or self.tr("You can go on; decisions are kept here and sent when it is back."),
            kind=Kind.ATTENTION if look_only else Kind.INFO,
            key="line",
        )

    def _tell_hindrance(self, code: str, reason: str) -> None:
        """The line is there, and yet nothing is taken from it (the disk is low): said once."""
        if code == self._hindrance:
            return
        self._hindrance = code
        if not code:
            self._messages.withdraw("hindrance", *OF_A_FULL_DISK)
            return
        self._messages.tell(
            Message(
                what=reason,
                safe=self.tr("Nothing recorded is lost. What is shown is not renewed meanwhile."),
                do_now=self.tr("Go on, and call IT if it stays."),
                kind=Kind.PROBLEM,
                key="hindrance",
                code=code,
            )
        )

    def _look_while_filling(self) -> None:
        """Whether a bench that is filled for the first time is ready is asked with each page."""
        totals = self._readiness.totals if self._readiness is not None else None
        if totals is not None and not (totals.complete and totals.consignments):
            self._to.alone.look_again()

    def _tell_refused(self, news: CacheChanged) -> None:
        if news.refused:
            self._messages.tell(
                Message(
                    what=self.tr(
                        "Consignments of the central service that could not be read: %n.", "", news.refused
                    ),
                    safe=self.tr("All others are here; what came is kept for IT."),
                    kind=Kind.INFO,
                    key="refused_documents",
                )
            )

    def _tell_bug(self, kind: str) -> None:
        self._messages.tell(
            Message(
                what=self.tr("Something in the program went wrong: {kind}").format(kind=kind),
                safe=self.tr("What was recorded is on the disk."),
                do_now=self.tr("Go on; if it happens again, tell IT. A report lies with the logs."),
                kind=Kind.PROBLEM,
                key=f"bug.{kind}",
            )
        )

    def _tell_attention(self, kind: str) -> None:
        if kind == "recall":
            return  # the band above everything else says it
        what = {
            "refused": self.tr("The central service refused a decision of this bench."),
            "conflict": self.tr("A release and a hold or seizure of one parcel had not seen each other."),
            "changed": self.tr("A consignment changed after it was decided here."),
        }.get(kind, self.tr("Something needs to be looked at again."))
        self._messages.tell(
            Message(
                what=what,
                do_now=self.tr("Look at it under what was recorded and delivered (F9)."),
                kind=Kind.ATTENTION,
                key=f"attention.{kind}",
            )
        )
