"""The end-of-shift sheet on the screen: what was decided and what became of it, and its way onto paper."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDateEdit, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workstation.desk.shift import BEGAN, HALF_DAY, SINCE, TODAY, Period, ShiftSheet
from workstation.domain.problems import Problem
from workstation.paperwork.shift_sheet import documents_folder, file_name, save_sheet
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.problem_words import message_words, title_words
from workstation.ui.parts.sections import LeadingPage, SectionHeader
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.story import Telling
from workstation.ui.parts.text import PlainLabel, isolated
from workstation.ui.shift.source import ShiftSource
from workstation.ui.shift.table import SheetModel, SheetTable
from workstation.ui.shift.words import (
    cut_words,
    made_at,
    paper_of,
    span_words,
    totals_words,
    waiting_words,
    who_words,
)
from workstation.ui.tasks import READ, Tasks
from workstation.ui.theme import Sizes

EVERYBODY, PAPER = "A", "P"
_PERIODS: Final = {"1": BEGAN, "2": TODAY, "3": HALF_DAY, "4": SINCE}


class ShiftScreen(LeadingPage):
    """Stands in the queue's place while it is wanted. Its keys work while the table has the keyboard.

    Signals:
        consignment_chosen(id): to be opened.
        closed(): back to the queue.
        reading_failed(error): the sheet could not be made; what is shown stays.
    """

    consignment_chosen = Signal(str)
    reading_failed = Signal(object)

    def __init__(
        self, source: ShiftSource, tasks: Tasks, telling: Callable[[], Telling], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._tasks, self._telling = source, tasks, telling
        self._period, self._everybody = Period(), False
        self._sheet: ShiftSheet | None = None
        self._under_way = self._again = False
        self.model = SheetModel(self)
        self.table = SheetTable(self.model, self)
        self._who = PlainLabel("", self)
        self._span = PlainLabel("", self)
        self._totals = PlainLabel("", self, lines=True)
        self._note = PlainLabel("", self, lines=True)
        self._day = QDateEdit(self)
        self.place = QLineEdit(self)
        self._keys: dict[str, ActionButton] = {}
        self._close = ActionButton(self.tr("Back to the queue"), self, key=key_of("shift"), flat=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        page = QVBoxLayout(self)
        page.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        page.setSpacing(sizes.gap)
        page.addWidget(SectionHeader(self.tr("End-of-shift sheet"), self))
        for label, role in ((self._who, "strong"), (self._span, "soft"), (self._totals, "")):
            label.set_role(role)
            page.addWidget(label)
        page.addLayout(self._choices())
        page.addWidget(self._day)
        page.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(sizes.gap)
        row.addWidget(self.place, 1)
        row.addWidget(self._keys[PAPER])
        page.addLayout(row)
        page.addWidget(self._note)
        page.addWidget(self._close)

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(Sizes.of(self.font()).gap)
        for at, (key, words) in enumerate(
            (
                ("1", self.tr("Since I began")),
                ("2", self.tr("Today")),
                ("3", self.tr("12 hours")),
                ("4", self.tr("From a day on")),
                (EVERYBODY, self.tr("Everybody")),
                (PAPER, self.tr("PDF")),
            )
        ):
            button = ActionButton(words, self, key=key, tone="accent" if key == PAPER else "")
            button.clicked.connect(partial(self._press, key))
            self._keys[key] = button
            if key != PAPER:
                button.setCheckable(True)
                grid.addWidget(button, at // 2, at % 2)
        return grid

    def _connect(self) -> None:
        self._day.setDisplayFormat("yyyy-MM-dd")
        self._day.setAccessibleName(self.tr("From a day on"))
        self._day.hide()
        self._day.dateChanged.connect(self._take_day)
        self.place.setAccessibleName(self.tr("Where the PDF is written"))
        self.place.returnPressed.connect(self.save)
        self.table.setAccessibleName(self.tr("Decisions"))
        self.table.key_pressed.connect(self._press)
        self.table.chosen.connect(self.consignment_chosen)
        self._close.clicked.connect(self.closed)
        self._note.hide()

    # --- fresh data ---------------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Make the sheet again, where somebody looks at it."""
        if not self.isVisible():
            return
        if self._under_way:
            self._again = True
            return
        self._under_way, self._again = True, False
        work = partial(self._source.sheet, self._period, everybody=self._everybody)
        self._tasks.run(work, owner=self, done=self._take, failed=self._miss, kind=READ)

    def _take(self, sheet: ShiftSheet) -> None:
        self._under_way = False
        to, before = self._telling(), self._sheet
        self._sheet = sheet
        self._who.setText(f"{who_words(sheet)} · {isolated(sheet.bench)}")
        self._span.setText(span_words(sheet, to))
        self._totals.setText("\n".join(filter(None, (totals_words(sheet.totals), waiting_words(sheet)))))
        if before is None or before.parts != sheet.parts:
            self._show_lines(sheet, to)
        if sheet.is_cut:
            self._say(cut_words(), "attention")
        if before is None:
            self.place.setText(str(documents_folder() / file_name(sheet.bench, made_at(sheet, to))))
        if self._again:
            self.refresh()

    def _show_lines(self, sheet: ShiftSheet, to: Telling) -> None:
        at = max(0, self.table.currentIndex().row())
        self.model.show_lines(sheet.lines(), to)
        if self.model.rowCount():
            self.table.selectRow(min(at, self.model.rowCount() - 1))

    def _miss(self, error: BaseException) -> None:
        self._under_way = False
        self.reading_failed.emit(error)

    # --- what is chosen -----------------------------------------------------------------------------------

    @Slot(str)
    def _press(self, key: str) -> None:
        if key == PAPER:
            self.save()
        elif key == EVERYBODY:
            self._everybody = not self._everybody
        elif key in _PERIODS:
            self._choose_period(_PERIODS[key])
        else:
            return
        self._show_chosen()
        self.refresh()

    def _choose_period(self, kind: str) -> None:
        if kind == SINCE:
            self._day.setDate(QDate(*self._telling().now.timetuple()[:3]))
            self._day.show()
            self._day.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._take_day(self._day.date())
        else:
            self._day.hide()
            self._period = Period(kind=kind)

    @Slot(QDate)
    def _take_day(self, day: QDate) -> None:
        self._period = Period(kind=SINCE, day=date(day.year(), day.month(), day.day()))
        self.refresh()

    def _show_chosen(self) -> None:
        for key, kind in _PERIODS.items():
            self._keys[key].setChecked(self._period.kind == kind)
        self._keys[EVERYBODY].setChecked(self._everybody)

    def go_to_list(self) -> None:
        """The keyboard goes to the table."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Made anew each time that it comes into view."""
        super().showEvent(event)
        self._sheet = None
        self._note.hide()
        self._show_chosen()
        self.refresh()

    # --- onto paper ---------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Write what is shown as a PDF where the field says."""
        sheet, place = self._sheet, self.place.text().strip()
        if sheet is None or not place:
            return
        work = partial(save_sheet, paper_of(sheet, self._telling()), Path(place).expanduser())
        self._say(self.tr("Being written …"), "soft")
        self._tasks.run(work, owner=self, done=self._saved, failed=self._not_saved, kind=READ)

    def _saved(self, path: Path) -> None:
        self._say(self.tr("Written: {file}").format(file=isolated(str(path))), "good")

    def _not_saved(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._say(" ".join((title_words(error), message_words(error))), "problem")

    def _say(self, words: str, role: str) -> None:
        self._note.set_role(role)
        self._note.setText(words)
        self._note.show()
