"""The reader check over the window: the sheet's symbols one at a time, and beside them what they tell."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.barcode.calibration import Verdict
from workstation.barcode.health import HealthDay
from workstation.barcode.sheet import EVERYTHING, LINES, SEPARATED, SYMBOLS
from workstation.host.settings import ReaderProfile
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Facts, Panel, SectionHeader
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.reader_check.symbol import SymbolView
from workstation.ui.reader_check.words import (
    Row,
    finding_row,
    fixed_row,
    headline,
    health_rows,
    profile_words,
    symbol_words,
)
from workstation.ui.theme import Sizes

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_SCROLLS: Final[dict[int, QAbstractSlider.SliderAction]] = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class ReaderCheckScreen(QWidget):
    """Shows one check; what is done about it is another's (ui/checking.py).

    Signals:
        ended(): back to work.
        save_asked(): the profile that is shown is to be kept.
        sheet_asked(): the sheet is to be written as a PDF.
        anew_asked(): forget what was read, and begin again.
    """

    ended = Signal()
    save_asked = Signal()
    sheet_asked = Signal()
    anew_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Reader check"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._at = 0
        self._rows: tuple[Row, ...] = ()
        self._health_rows: tuple[Row, ...] = ()
        self.view = SymbolView(self)
        self._caption = PlainLabel("", self, lines=True)
        self._headline = PlainLabel("", self, lines=True)
        self._headline.set_role("large")
        self._note = PlainLabel("", self, lines=True)
        self._facts, self._health = Facts(self), Facts(self)
        self._profile = PlainLabel("", self, lines=True)
        self._profile.set_role("soft")
        self._area = QScrollArea(self)
        self._steps: list[ActionButton] = []
        self.save = ActionButton(self.tr("Save the profile"), self, key=key_of("reader_save"), tone="accent")
        self.sheet = ActionButton(self.tr("Sheet as PDF"), self, key=key_of("reader_sheet"))
        self._anew = ActionButton(self.tr("Begin again"), self, key="Backspace")
        self._end = ActionButton(self.tr("End the check"), self, key="Esc", flat=True)
        self._lay_out()
        for button, signal in (
            (self.save, self.save_asked),
            (self.sheet, self.sheet_asked),
            (self._anew, self.anew_asked),
            (self._end, self.ended),
        ):
            button.clicked.connect(signal)
        self.show_step(0)

    # --- how it stands ------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        page = QHBoxLayout(self)
        page.setContentsMargins(sizes.pad, sizes.pad, sizes.pad, sizes.pad)
        page.setSpacing(sizes.pad)
        page.addWidget(self._symbols(sizes))
        page.addWidget(self._told(sizes), 1)

    def _symbols(self, sizes: Sizes) -> Panel:
        card = Panel(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.pad)
        column.setSpacing(sizes.gap)
        column.addWidget(SectionHeader(self.tr("Reader check"), card))
        column.addWidget(self.view, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._caption)
        steps = QHBoxLayout()
        for at in range(len(SYMBOLS)):
            button = ActionButton(str(at + 1), card)
            button.setCheckable(True)
            button.clicked.connect(partial(self.show_step, at))
            self._steps.append(button)
            steps.addWidget(button)
        column.addLayout(steps)
        hint = PlainLabel(
            self.tr(
                "← → another symbol. A reader that reads lines only, or no screens, needs the printed sheet."
            ),
            card,
            lines=True,
        )
        hint.set_role("soft")
        column.addWidget(hint)
        column.addStretch(1)
        for button in (self.sheet, self._anew, self._end):
            column.addWidget(button)
        return card

    def _told(self, sizes: Sizes) -> Panel:
        card = Panel(self)
        column = QVBoxLayout(card)
        column.setContentsMargins(sizes.pad, sizes.pad, sizes.pad, sizes.pad)
        column.setSpacing(sizes.gap)
        column.addWidget(self._headline)
        column.addWidget(self._note)
        inside = Panel(card)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(sizes.gap)
        rows.addWidget(self._facts)
        rows.addWidget(SectionHeader(self.tr("Profile"), inside))
        rows.addWidget(self._profile)
        rows.addWidget(SectionHeader(self.tr("How this reader fares (kept at this bench only)"), inside))
        rows.addWidget(self._health)
        rows.addStretch(1)
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._area, 1)
        column.addWidget(self.save)
        return card

    def take_keyboard(self) -> None:
        """The keyboard comes here: what a reader types that is no read must reach nothing else."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends the check, Backspace begins again; arrows show another symbol, or scroll the findings."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.ended.emit()
        elif key == Qt.Key.Key_Backspace:
            self.anew_asked.emit()
        elif key in _STEPS:
            self.show_step((self._at + _STEPS[key]) % len(SYMBOLS))
        elif key in _SCROLLS:
            self._area.verticalScrollBar().triggerAction(_SCROLLS[key])
        event.accept()

    # --- what is shown ------------------------------------------------------------------------------------

    @Slot()
    def show_step(self, at: int, _checked: bool = False) -> None:
        """Show this symbol, counted from 0."""
        self._at = at
        words = symbol_words(SYMBOLS[at], at + 1)
        self._caption.setText(words)
        self.view.show_symbol(SYMBOLS[at], words)
        for place, button in enumerate(self._steps):
            button.setChecked(place == at)

    def show_verdict(
        self, verdict: Verdict, *, read: frozenset[str], profile: ReaderProfile, fixed: Sequence[str] = ()
    ) -> None:
        """What the symbols read so far tell; `profile` holds now, `fixed` the policy keeps otherwise."""
        following = next_symbol(read)
        if following:
            self.show_step(following - 1)
        for symbol, button, number in zip(SYMBOLS, self._steps, range(1, 99), strict=False):
            button.setText(f"{number} ✓" if symbol.name in read else str(number))
        changes = verdict.profile != profile
        words = headline(verdict, next_number=following if read else 0, changes=changes)
        self._headline.setText(words)
        rows = tuple(finding_row(finding) for finding in verdict.findings)
        self._show_rows((*rows, fixed_row(fixed)) if fixed else rows)
        self._profile.setText(profile_words(verdict.profile))
        self.save.setEnabled(changes)
        self.setAccessibleDescription(
            ". ".join((words, *(f"{row.label}: {row.value}" for row in self._rows)))
        )

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            self._facts.clear()
            for row in rows:
                self._facts.add(row.label, row.value, row.role)

    def say(self, words: str, role: str = "soft") -> None:
        """A word on what just happened; empty: none."""
        self._note.setText(words)
        self._note.set_role(role)

    def show_health(self, days: Sequence[HealthDay], today: str, profile: ReaderProfile) -> None:
        """How the reader fared until now."""
        self._health.clear()
        self._health_rows = health_rows(days, today, profile)
        for row in self._health_rows:
            self._health.add(row.label, row.value, row.role)

    # --- for tests ----------------------------------------------------------------------------------------

    def told(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self._rows

    def health(self) -> dict[str, str]:
        """The rows of how it fares."""
        return {row.label: row.value for row in self._health_rows}

    def headline(self) -> str:
        """The sentence above them."""
        return self._headline.text()

    def note(self) -> str:
        """The word on what just happened."""
        return self._note.text()


def next_symbol(read: frozenset[str]) -> int:
    """The number of the symbol to read next; 0 where all that are needed were read."""
    numbers = {symbol.name: number for number, symbol in enumerate(SYMBOLS, 1)}
    lines = read & LINES
    if EVERYTHING.name not in read and not lines:
        return numbers[EVERYTHING.name]
    if SEPARATED.name not in read:
        return numbers[SEPARATED.name]
    if EVERYTHING.name in read:
        return 0
    return next((numbers[each.name] for each in SYMBOLS if each.name in LINES - read), 0)
