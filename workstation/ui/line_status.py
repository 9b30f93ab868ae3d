"""The strip's words about the line: how it stands, what waits, what needs a person, for how long the bench
can go on alone. In as many words as there is room for.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workstation.desk.line import DeliveryCounts
from workstation.desk.readiness import Readiness
from workstation.ui.line_words import (
    LineStanding,
    heard_words,
    is_alone,
    is_quiet,
    phase_words,
    ready_words,
    short_ready_words,
)
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.icons import IconLabel
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

BRIEFEST: Final = 3
"""0 says everything; 1 leaves out the keys, 2 also when the service was heard, 3 also since when it is alone
and that nothing waits.
"""


OLD_FROM: Final = timedelta(minutes=10)
"""What waits for so long is said to: most waits for seconds."""


class _Said(NamedTuple):
    """The words of both buttons, and whether their keys stand beside them."""

    line: str
    ready: str
    keys: bool


class LineStatus(QWidget):
    """Marks, icon and two buttons; briefer where it is narrow.

    Signals:
        delivery_asked(), readiness_asked(): the words about the line, or about going on alone, were pressed.
    """

    delivery_asked = Signal()
    readiness_asked = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._state: LineStanding | None = None
        self._counts = DeliveryCounts()
        self._readiness: Readiness | None = None
        self._looked_at: datetime | None = None
        self.drill = PlainLabel("", self)
        self.drill.set_role("watermark")
        self.clock = PlainLabel("", self)
        self.clock.set_role("attention")
        self.clock.hide()
        self.attention = ActionButton("", self, tone="hold")
        self.icon = IconLabel("pulling", "soft", self)
        self._line, self._ready = ActionButton("", self, flat=True), ActionButton("", self, flat=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Sizes.of(self.font()).gap)
        self._row.addStretch(1)
        for part in (self.drill, self.clock, self.attention, self.icon, self._line, self._ready):
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._line.clicked.connect(self.delivery_asked)
        self.attention.clicked.connect(self.delivery_asked)
        self._ready.clicked.connect(self.readiness_asked)
        self.show_now()

    # --- what is to be said -------------------------------------------------------------------------------

    def show_line(self, state: LineStanding) -> None:
        """How the line stands now."""
        self._state = state
        self.show_now()

    def show_counts(self, counts: DeliveryCounts) -> None:
        """What waits, and what needs a person."""
        self._counts = counts
        self.show_now()

    def show_readiness(self, readiness: Readiness) -> None:
        """How long this bench can go on, as of now."""
        self._readiness, self._looked_at = readiness, self._now()
        self.show_now()

    def show_clock(self, words: str) -> None:
        """How wrong the bench's clock is; empty: it is not."""
        if words != self.clock.text():
            self.clock.setText(words)
            self.clock.setVisible(bool(words))
            self.show_now()

    def show_now(self) -> None:
        """Say it as it is at this moment: ages have grown."""
        self.attention.setVisible(self._counts.attention > 0)
        self.attention.setText(self.tr("%n for attention", "", self._counts.attention))
        if self._state is not None:
            phase = phase_words(self._state, self._now())
            self.icon.show_icon(phase.icon, phase.ink)
        self._ready.setVisible(self._readiness is not None)
        drill = self._readiness.drill if self._readiness is not None else None
        self.drill.setVisible(drill is not None and drill.is_on)
        if drill is not None and drill.is_on:
            ends = timedelta(seconds=drill.left_s) - self._since_look()
            self.drill.setText(self.tr("DRILL {left}").format(left=formats.age(ends)))
        self.updateGeometry()
        self._take_room()
        self._fit()

    def _take_room(self) -> None:
        """Let the strip give the room that there is for these words now, not after they were cut."""
        above = self.parentWidget()
        layout = above.layout() if above is not None else None
        if layout is not None:
            layout.activate()

    def _said(self, brief: int) -> _Said:
        return _Said(self._line_said(brief), self._ready_said(brief), keys=brief < 1)

    def _line_said(self, brief: int) -> str:
        state = self._state
        if state is None:
            return self.tr("starting")
        now = self._now()
        # The mark beside it says already that it is a drill.
        said_by_mark = brief >= BRIEFEST and state.phase == "drill"
        said = [] if said_by_mark else [phase_words(state, now).words]
        if self._counts.waiting or brief < BRIEFEST or said_by_mark:
            said.append(self.tr("%n waiting", "", self._counts.waiting))
            oldest = self._counts.oldest_waiting
            if brief < 2 and self._counts.waiting and oldest is not None and now - oldest >= OLD_FROM:
                said.append(self.tr("the oldest {age}").format(age=formats.age(now - oldest)))
        if brief < 2 and not is_quiet(state, now) and not self._says_alone():
            said.append(heard_words(state, now))
        return " · ".join(said)

    def _says_alone(self) -> bool:
        """Whether the words about going on alone say already how long the service was not heard."""
        return self._readiness is not None and self._readiness.alone is not None and is_alone(self._state)

    def _ready_said(self, brief: int) -> str:
        readiness = self._readiness
        if readiness is None:
            return ""
        now = self._now()
        left = max(timedelta(), readiness.left - max(timedelta(), self._since_look()))
        if not is_alone(self._state) or brief >= BRIEFEST or readiness.alone is None:
            return short_ready_words(left, alone=is_alone(self._state))
        return ready_words(left, now - self._since_look() - readiness.alone, now)

    def _since_look(self) -> timedelta:
        return self._now() - self._looked_at if self._looked_at is not None else timedelta()

    # --- room ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for everything."""
        return self._size(0)

    def minimumSizeHint(self) -> QSize:
        """Room for the briefest."""
        return self._size(BRIEFEST)

    def _size(self, brief: int) -> QSize:
        return QSize(self._width(self._said(brief)), Sizes.of(self.font()).target + 2)

    def _width(self, said: _Said) -> int:
        marks = (self.drill, self.clock, self.attention)
        parts = [part.sizeHint().width() for part in marks if not part.isHidden()]
        parts += [self.icon.width(), self._line.width_for(said.line, self._key("delivery", said))]
        if not self._ready.isHidden():
            parts.append(self._ready.width_for(said.ready, self._key("readiness", said)))
        return sum(parts) + self._row.spacing() * (len(parts) - 1)

    @staticmethod
    def _key(name: str, said: _Said) -> str:
        return key_of(name) if said.keys else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many words as there is room for."""
        levels = (self._said(brief) for brief in range(BRIEFEST + 1))
        said = next((each for each in levels if self._width(each) <= self.width()), self._said(BRIEFEST))
        for button, words, name in (
            (self._line, said.line, "delivery"),
            (self._ready, said.ready, "readiness"),
        ):
            button.setText(words)
            button.set_key(self._key(name, said))
        self._row.activate()

    def line_words(self) -> str:
        """What is said of the line."""
        return self._line.words()

    def ready_words(self) -> str:
        """What is said of how long this bench can go on."""
        return self._ready.words()
