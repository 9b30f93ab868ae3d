"""The delivery screen: how the line stands, what was recorded and what became of it, what needs a person."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from workstation.desk.attention import OF_ONE_STORY, Matter
from workstation.desk.line import DeliveryCounts, DeliveryRow
from workstation.ui.delivery.cards import AttentionList
from workstation.ui.delivery.events import PAGE, EventDelegate, EventsModel
from workstation.ui.delivery.source import DeliverySource
from workstation.ui.line_words import (
    LineStanding,
    compared_words,
    failures_words,
    maintenance_words,
    next_try_words,
    phase_words,
    silence_words,
)
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ActionButton, ChipButton
from workstation.ui.parts.problem_words import said
from workstation.ui.parts.sections import Facts, LeadingPage, SectionHeader
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.story import Telling
from workstation.ui.parts.text import shown
from workstation.ui.tasks import READ, WRITE, Tasks
from workstation.ui.theme import Sizes

MOST_ATTENTION: Final = 50
AGES_GROW_MS: Final = 1_000


class DeliveryScreen(LeadingPage):
    """Stands in the queue's place while it is wanted; nothing here is a dialog.

    Signals:
        consignment_chosen(id): to be opened.
        acknowledgement_asked(matter): a conflict was looked at: an *acknowledge* is to be recorded.
        counted(counts): fresh `DeliveryCounts`, for the top strip as well.
        shift_asked(): the end-of-shift sheet is wanted.
        reading_failed(error): something could not be read; what is shown stays.
    """

    consignment_chosen = Signal(str)
    acknowledgement_asked = Signal(object)
    counted = Signal(object)
    shift_asked = Signal()
    reading_failed = Signal(object)

    def __init__(
        self,
        source: DeliverySource,
        tasks: Tasks,
        now: Callable[[], datetime],
        telling: Callable[[], Telling],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._tasks, self._now, self._telling = source, tasks, now, telling
        self._state: LineStanding | None = None
        self._counts = DeliveryCounts()
        self._under_way = self._again = False
        self._begun = 0
        self.model = EventsModel(now, self)
        self.events = QListView(self)
        self.attention = AttentionList(telling, self)
        self._facts = Facts(self)
        self._try_now = ActionButton(self.tr("Try now"), self, key=key_of("try_now"))
        self._close = ActionButton(self.tr("Back to the queue"), self, key=key_of("delivery"), flat=True)
        self._shift = ActionButton(self.tr("Shift sheet"), self, key=key_of("shift"))
        self._pages = QStackedWidget(self)
        self._attention_chip = ChipButton(self.tr("Attention"), self)
        self._events_chip = ChipButton(self.tr("Recorded"), self)
        self._ages = QTimer(self)
        self._lay_out()
        self._set_up_events()
        self._connect()
        self._show_facts()

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        page = QVBoxLayout(self)
        page.setContentsMargins(0, sizes.gap, 0, 0)
        page.setSpacing(sizes.gap)
        head = QVBoxLayout()
        head.setContentsMargins(sizes.pad, 0, sizes.pad, 0)
        head.addWidget(SectionHeader(self.tr("Delivery"), self))
        head.addWidget(self._facts)
        for widgets in (
            (self._try_now, self._shift),
            (self._attention_chip, self._events_chip),
        ):
            row = QHBoxLayout()
            for widget in widgets:
                row.addWidget(widget, 1)
            head.addLayout(row)
        page.addLayout(head)
        self._pages.addWidget(self.attention)
        self._pages.addWidget(self.events)
        page.addWidget(self._pages, 1)
        page.addWidget(self._close)
        self._show_page(self.events)

    def _set_up_events(self) -> None:
        self.events.setModel(self.model)
        self.events.setItemDelegate(EventDelegate(self.events))
        self.events.setUniformItemSizes(True)
        self.events.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.events.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.events.setAccessibleName(self.tr("Recorded events"))

    def _connect(self) -> None:
        self._try_now.clicked.connect(self.try_now)
        self._shift.clicked.connect(self.shift_asked)
        self._close.clicked.connect(self.closed)
        self._attention_chip.clicked.connect(self.show_attention)
        self._events_chip.clicked.connect(self.show_events)
        self.attention.opened.connect(self._open_attention)
        self.attention.seen.connect(self._end_attention)
        self.events.activated.connect(self._open_event)
        self.model.more_asked.connect(self._ask_for_more)
        self._ages.setInterval(AGES_GROW_MS)
        self._ages.timeout.connect(self._show_facts)
        self._ages.timeout.connect(self.attention.show_ages)

    @Slot()
    def try_now(self) -> None:
        """Do not wait for the next try."""
        self._source.try_now()

    # --- fresh data ---------------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Something was recorded, delivered or raised: read again. Counts are told even while nobody
        looks.
        """
        if self._under_way:
            self._again = True
            return
        self._under_way, self._again = True, False
        work = partial(_read, self._source, self.isVisible())
        self._tasks.run(work, owner=self, done=self._take, failed=self._miss, kind=READ)

    def _take(self, read: "_Read") -> None:
        counts, self._begun, attention, rows, numbers = read
        self._under_way = False
        self._counts = counts
        self._attention_chip.set_count(formats.count(counts.attention))
        self._events_chip.set_count(formats.count(counts.recorded))
        self.counted.emit(counts)
        if attention is not None and rows is not None:
            self.attention.show_attention(attention, numbers)
            self.model.know_numbers(numbers)
            self.model.know_attention({each.consignment for each in attention if each.kind in OF_ONE_STORY})
            self.model.show_newest(rows)
        self._show_facts()
        if self._again:
            self.refresh()

    def _miss(self, error: BaseException) -> None:
        self._under_way = False
        self.reading_failed.emit(error)

    def _ask_for_more(self, before: int) -> None:
        work = partial(_read_more, self._source, before)
        self._tasks.run(
            work,
            owner=self,
            done=partial(self._take_more, before),
            failed=self._miss_more,
            kind=READ,
        )

    def _take_more(self, before: int, read: "_More") -> None:
        rows, numbers = read
        self.model.know_numbers(numbers)
        self.model.append(before, rows)

    def _miss_more(self, error: BaseException) -> None:
        self.model.ask_again()
        self.reading_failed.emit(error)

    @Slot(object)
    def show_line(self, state: LineStanding) -> None:
        """How the line stands now."""
        self._state = state
        self._show_facts()

    def _show_facts(self) -> None:
        if not self.isVisible():
            return
        counts, now = self._counts, self._now()
        self._facts.clear()
        if self._state is not None:
            phase = phase_words(self._state, now)
            self._facts.add(self.tr("line"), phase.words, phase.ink)
            self._facts.add(self.tr("central service"), silence_words(self._state, now))
            reason = said(self._state.problem_words, self._state.problem_values)
            if reason:
                self._facts.add(self.tr("reason"), shown(reason))
            for words in (failures_words(self._state), next_try_words(self._state, now)):
                if words:
                    self._facts.add("", words)
            if planned := maintenance_words(self._state, now):
                self._facts.add(self.tr("announced"), planned)
        oldest = ""
        if counts.waiting and counts.oldest_waiting:
            age = formats.age(now - counts.oldest_waiting)
            oldest = self.tr(" · the oldest {age}").format(age=age)
        self._facts.add(self.tr("waiting"), formats.count(counts.waiting) + oldest)
        if counts.notes_waiting:
            self._facts.add(self.tr("notes of parcels waiting"), formats.count(counts.notes_waiting))
        self._facts.add(self.tr("acknowledged"), formats.count(counts.acknowledged))
        refused = "problem" if counts.refused else ""
        self._facts.add(self.tr("refused"), formats.count(counts.refused), refused)
        if self._begun:
            self._facts.add(self.tr("unfinished forms"), formats.count(self._begun), "attention")
        compared, ink = compared_words(self._state, now) if self._state is not None else ("", "")
        if compared:
            self._facts.add(self.tr("compared"), compared, ink)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_attention(self) -> None:
        """What needs a person."""
        self._show_page(self.attention)

    def show_events(self) -> None:
        """Everything recorded."""
        self._show_page(self.events)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._attention_chip.setChecked(page is self.attention)
        self._events_chip.setChecked(page is self.events)

    def go_to_list(self) -> None:
        """The keyboard goes to what matters most here: attention if there is any, else the events."""
        page = self.attention if self._counts.attention else self.events
        self._show_page(page)
        page.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again when it comes into view; ages grow while it is."""
        super().showEvent(event)
        self._ages.start()
        self.refresh()

    def hideEvent(self, event: object) -> None:
        """Nothing ticks while nobody looks."""
        self._ages.stop()

    # --- acts ---------------------------------------------------------------------------------------------

    def _open_attention(self, matter: Matter) -> None:
        self.consignment_chosen.emit(matter.consignment)

    def _open_event(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None and row.consignment:
            self.consignment_chosen.emit(row.consignment)

    def _end_attention(self, matter: Matter) -> None:
        if matter.asks_for_act():
            self.acknowledgement_asked.emit(matter)
            return
        work = partial(self._source.end_attention, matter, self._telling().officer)
        self._tasks.run(work, owner=self, done=self._refresh_after, kind=WRITE)

    def _refresh_after(self, _result: object) -> None:
        self.refresh()


_More = tuple[tuple[DeliveryRow, ...], Mapping[str, str]]
_Read = tuple[
    DeliveryCounts, int, tuple[Matter, ...] | None, tuple[DeliveryRow, ...] | None, Mapping[str, str]
]


def _read_more(source: DeliverySource, before: int | None) -> _More:
    """A page of events, and what their consignments are called; on a reader's thread."""
    rows = source.deliveries(before, PAGE)
    return rows, source.numbers({row.consignment for row in rows})


def _read(source: DeliverySource, whole: bool) -> _Read:
    """On a reader's thread; only the counts while nobody looks."""
    counts = source.counts()
    if not whole:
        return counts, 0, None, None, {}
    attention, (rows, numbers) = source.attention(MOST_ATTENTION), _read_more(source, None)
    numbers = {**numbers, **source.numbers({each.consignment for each in attention})}
    return counts, source.unfinished(), attention, rows, numbers
