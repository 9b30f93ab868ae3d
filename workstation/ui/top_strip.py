"""The strip at the top: what is on the bench, how the line stands, who works here."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workstation.desk.line import DeliveryCounts
from workstation.desk.open import OpenConsignment
from workstation.desk.readiness import Readiness
from workstation.ui.line_status import LineStatus
from workstation.ui.line_words import LineStanding
from workstation.ui.parts import formats
from workstation.ui.parts.badges import LaneBadge, StandingBadge
from workstation.ui.parts.naming import called
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.text import ElidedLabel, PlainLabel, shown
from workstation.ui.parts.words import standing_word
from workstation.ui.theme import Sizes, identifier_font

AGES_GROW_MS: Final = 1_000


class CodedLists(Protocol):
    """Coded lists in words; `desk.reference.Lists` is one."""

    def words(self, name: str, code: str, language: str) -> str:
        """A code of the list `name` in words."""


class TopStrip(Panel):
    """Identifier, lane, score, standing and holds; the line and what waits; officer and bench.

    Signals:
        delivery_asked(): the words about the line were pressed.
        readiness_asked(): the words about how long this bench can go on were pressed.
    """

    delivery_asked = Signal()
    readiness_asked = Signal()

    def __init__(
        self, now: Callable[[], datetime], *, training: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, ground="raised")
        self.setObjectName("top_strip")
        self._now = now
        self._lists: CodedLists | None = None
        self._opened: OpenConsignment | None = None
        self._identifier = PlainLabel(parent=self)
        self._lane, self._score = LaneBadge(parent=self, with_word=False), PlainLabel(parent=self)
        self._standing, self._holds = StandingBadge(parent=self), ElidedLabel(parent=self)
        self._training = PlainLabel(self.tr("TRAINING"), self)
        self._training.setVisible(training)
        self.status = LineStatus(now, self)
        self._officer = ElidedLabel(parent=self)
        self._lay_out()
        self.status.delivery_asked.connect(self.delivery_asked)
        self.status.readiness_asked.connect(self.readiness_asked)
        self._ages = QTimer(self)
        self._ages.setInterval(AGES_GROW_MS)
        self._ages.timeout.connect(self._show_ages)
        self.show_consignment(None)

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        font = identifier_font(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.35)
        font.setBold(True)
        self._identifier.setFont(font)
        self._identifier.let_select()
        self._score.set_role("large")
        self._holds.set_role("attention")
        self._training.set_role("watermark")
        self._officer.set_role("soft")
        self._officer.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, 2, sizes.pad, 2)
        row.setSpacing(sizes.gap)
        for part in (self._identifier, self._lane, self._score, self._standing):
            row.addWidget(part)
            row.addSpacing(sizes.gap)
        row.addWidget(self._holds, 1)
        row.addStretch(0)
        for trailing in (self._training, self.status, self._officer):
            row.addWidget(trailing, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(sizes.target + 8)

    # --- what is on the bench -----------------------------------------------------------------------------

    @Slot(object)
    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """Show the head of this consignment; None before the first."""
        self._opened = opened
        for part in (self._lane, self._score, self._standing):
            part.setVisible(opened is not None)
        if opened is None:
            self.ask_to_read()
            self._holds.setText("")
            return
        consignment = opened.consignment
        text = called(opened)
        self._identifier.setText(text)
        self._identifier.setAccessibleName(self.tr("consignment {number}").format(number=text))
        self._lane.set_lane(consignment.risk.lane)
        self._score.setText(formats.count(consignment.risk.score))
        self._score.setAccessibleName(
            self.tr("score {score}").format(score=formats.count(consignment.risk.score))
        )
        waiting = opened.waiting()
        counts = ""
        if opened.standing.is_mixed:
            parts = (f"{standing_word(s)} {n}" for s, n in opened.standing.counts().items())
            counts = "· " + ", ".join(parts)
        self._standing.set_standing(opened.standing.standing, waiting[-1].kind if waiting else "", counts)
        self._show_holds()

    def ask_to_read(self) -> None:
        """While none is open: a barcode is waited for."""
        self._ask(self.tr("Read a barcode"))

    def ask_to_choose(self) -> None:
        """While none is open: a barcode means several, and the officer says which."""
        self._ask(self.tr("Several match: choose one"))

    def _ask(self, words: str) -> None:
        if self._opened is None:
            self._identifier.setText(words)
            self._identifier.setAccessibleName(words)

    def _show_holds(self) -> None:
        if self._opened is None:
            return
        words = []
        # One that a lift of this bench will end is open until the central service has acknowledged the lift.
        open_ones = {*self._opened.standing.open_holds, *self._opened.with_pending.open_holds}
        for act in self._opened.all_acts():
            if act.id not in open_ones:
                continue
            owner = shown(self._in_words(act.owner or act.agency or act.office), 40)
            age = formats.age(self._now() - act.at) if act.at else ""
            words.append(self.tr("hold {owner} {age}").format(owner=owner, age=age).strip())
        spoken = self.tr("holds in force: %n", "", len(words)) if words else ""
        if self._opened.leave:
            words.append(self._leave_words(self._opened.leave))
        self._holds.setText("   ".join(words))
        self._holds.setAccessibleName(spoken or "   ".join(words))

    def _leave_words(self, leave: str) -> str:
        """When the goods of a release that waits may leave."""
        if leave == "annulment":
            return self.tr("goods stay: it can be annulled")
        return self.tr("goods may leave") if leave == "now" else self.tr("goods stay until acknowledged")

    def take_lists(self, lists: CodedLists) -> None:
        """From now on offices and agencies are called by their names."""
        self._lists = lists
        self._show_holds()

    def _in_words(self, owner: str) -> str:
        return self._lists.words("offices", owner, QLocale().bcp47Name()) if self._lists else owner

    # --- the line -----------------------------------------------------------------------------------------

    @Slot(object)
    def show_line(self, state: LineStanding) -> None:
        """How the line stands now."""
        self.status.show_line(state)

    @Slot(object)
    def show_counts(self, counts: DeliveryCounts) -> None:
        """What waits, and what needs a person."""
        self.status.show_counts(counts)

    @Slot(object)
    def show_readiness(self, readiness: Readiness) -> None:
        """How long this bench can go on."""
        self.status.show_readiness(readiness)

    def line_words(self) -> str:
        """What is said of the line."""
        return self.status.line_words()

    # --- who works here -----------------------------------------------------------------------------------

    def show_officer(self, officer: str, bench: str) -> None:
        """Who is signed in, and at which bench."""
        self._officer.setText(
            self.tr("{officer} · {bench}").format(officer=shown(officer, 40), bench=shown(bench, 40))
        )

    # --- time ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Ages grow from now on."""
        self._ages.start()

    def stop(self) -> None:
        """Nothing ticks any more."""
        self._ages.stop()

    def _show_ages(self) -> None:
        self.status.show_now()
        self._show_holds()
