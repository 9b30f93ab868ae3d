"""The readiness screen: how long this bench can go on alone, what that rests on, and the drill."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workstation.desk.readiness import Images, Readiness
from workstation.ui.line_words import LineStanding
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.mandate_words import CardRow, rows_of
from workstation.ui.parts.sections import Facts, LeadingPage, Panel, SectionHeader
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.readiness.source import ReadinessSource
from workstation.ui.readiness.words import Row, drill_words, headline, rows, spoken
from workstation.ui.tasks import READ, WRITE, Tasks
from workstation.ui.theme import Sizes

LOOK_EVERY_MS: Final = 10_000
AGES_GROW_MS: Final = 1_000
COUNT_IMAGES_EVERY: Final = 6
"""Looks between two counts of the images, which read every document of the queue's first thousands."""


class ReadinessScreen(LeadingPage):
    """Stands in the queue's place while it is wanted. It looks also while nobody sees it: the top strip says
    in a few words what it found.

    Signals:
        looked(readiness): a fresh `Readiness`.
        failed(error): something could not be read or recorded; what is shown stays.
    """

    looked = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        source: ReadinessSource,
        tasks: Tasks,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._tasks, self._now = source, tasks, now
        self._readiness: Readiness | None = None
        self._images: Images | None = None
        self._counted = 0
        self._phase = ""
        self._line: LineStanding | None = None
        self._looked_at: datetime | None = None
        self._rows: tuple[Row, ...] = ()
        self._under_way = self._again = self._is_failing = False
        self._headline = PlainLabel("", self, lines=True)
        self._facts = Facts(self)
        self._mandate = Facts(self)
        self._card: tuple[CardRow, ...] = ()
        self._drill_words = PlainLabel("", self, lines=True)
        self.drill = ActionButton("", self, key=key_of("drill"))
        self._close = ActionButton(self.tr("Back to the queue"), self, key=key_of("readiness"), flat=True)
        self._area = QScrollArea(self)
        self._looks = QTimer(self)
        self._lay_out()
        self.drill.clicked.connect(self.switch_drill)
        self._close.clicked.connect(self.closed)
        self._looks.setInterval(LOOK_EVERY_MS)
        self._looks.timeout.connect(self.refresh)
        self._ages = QTimer(self)
        self._ages.setInterval(AGES_GROW_MS)
        self._ages.timeout.connect(self._show_ages)

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        inside = Panel(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(sizes.pad, 0, sizes.pad, sizes.pad)
        column.setSpacing(sizes.gap)
        for part in (
            SectionHeader(self.tr("Readiness"), inside),
            self._headline,
            self._facts,
            SectionHeader(self.tr("What you may decide"), inside),
            self._mandate,
            SectionHeader(self.tr("Drill"), inside),
            self._drill_words,
            self.drill,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._drill_words.set_role("soft")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, sizes.gap, 0, 0)
        page.setSpacing(sizes.gap)
        page.addWidget(self._area, 1)
        page.addWidget(self._close)

    # --- looking ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Look now, and again and again."""
        self._looks.start()
        self._ages.start()
        self.refresh()

    def stop(self) -> None:
        """Look no more."""
        self._looks.stop()
        self._ages.stop()

    @Slot()
    def refresh(self) -> None:
        """Look again, in the background."""
        if self._under_way:
            self._again = True
            return
        self._under_way, self._again = True, False
        counts_images = self.isVisible() and self._counted == 0
        if self.isVisible():
            self._counted = (self._counted + 1) % COUNT_IMAGES_EVERY
        work = partial(self._source.look, images=counts_images)
        self._tasks.run(work, owner=self, done=self._take, failed=self._miss, kind=READ)

    @Slot(object)
    def show_line(self, state: LineStanding) -> None:
        """How the line stands; looked at again when it stands differently."""
        self._line = state
        if state.phase != self._phase:
            self._phase = state.phase
            self.refresh()

    def _take(self, readiness: Readiness) -> None:
        self._under_way = self._is_failing = False
        self._images = readiness.images or self._images
        self._readiness, self._looked_at = readiness, self._now()
        self.looked.emit(readiness)
        if self.isVisible():
            self._show()
        if self._again:
            self.refresh()

    def _miss(self, error: BaseException) -> None:
        self._under_way = False
        if not self._is_failing:  # it looks every few seconds, and would say the same each time
            self._is_failing = True
            self.failed.emit(error)

    # --- showing ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """It comes into view: what was found last at once, then a fresh look with the images."""
        super().showEvent(event)
        self._counted = 0
        self._show()
        self.refresh()

    def go_to_list(self) -> None:
        """The keyboard goes to the text: arrows scroll it."""
        self._area.setFocus()

    def _show(self) -> None:
        readiness, now = self._readiness, self._now()
        if readiness is None:
            return
        readiness = self._as_of(now, readiness)
        if readiness.images is None and self._images is not None:
            readiness = replace(readiness, images=self._images)
        words, role = headline(readiness)
        self._headline.setText(words)
        self._headline.set_role(role)
        self._area.setAccessibleName(spoken(readiness, now))
        shown = rows(readiness, now)
        if shown != self._rows:
            self._rows = shown
            self._facts.clear()
            for row in shown:
                self._facts.add(row.label, row.value, row.role)
        self._show_card(readiness)
        self._drill_words.setText(drill_words(readiness))
        self._drill_words.set_role("attention" if readiness.drill.is_on else "soft")
        self.drill.setText(self.tr("End the drill") if readiness.drill.is_on else self.tr("Begin a drill"))
        self.drill.setVisible(readiness.drill.is_on or readiness.may_drill)

    def _as_of(self, now: datetime, readiness: Readiness) -> Readiness:
        """Time has passed since the look; when the service was heard is what the strip says, too."""
        alone = readiness.alone
        heard = self._line.last_heard if self._line is not None else None
        if heard is not None:
            alone = max(now - heard, timedelta())
        elif alone is not None and self._looked_at is not None:
            alone += max(now - self._looked_at, timedelta())
        return replace(readiness, alone=alone)

    @Slot()
    def _show_ages(self) -> None:
        if self.isVisible():
            self._show()

    def _show_card(self, readiness: Readiness) -> None:
        card = rows_of(readiness.card) if readiness.card is not None else ()
        if card != self._card:
            self._card = card
            self._mandate.clear()
            for row in card:
                self._mandate.add(row.label, row.value, row.role)

    def card(self) -> dict[str, str]:
        """What the officer may decide as it is shown, by its label."""
        return {row.label: row.value for row in self._card}

    def facts(self) -> dict[str, str]:
        """What is shown, by its label."""
        return {row.label: row.value for row in self._rows}

    def headline(self) -> str:
        """What is said first."""
        return self._headline.text()

    # --- the drill ----------------------------------------------------------------------------------------

    @Slot()
    def switch_drill(self) -> None:
        """Begin a drill, or end the one that is on. Only where one sees what it does."""
        if not self.isVisible() or self._readiness is None:
            return
        act = self._source.end_drill if self._readiness.drill.is_on else self._source.begin_drill
        self.drill.setEnabled(False)
        self._tasks.run(act, owner=self, done=self._switched, failed=self._not_switched, kind=WRITE)

    def _switched(self, _result: object) -> None:
        self.drill.setEnabled(True)
        self.refresh()

    def _not_switched(self, error: BaseException) -> None:
        self._switched(None)
        self.failed.emit(error)
