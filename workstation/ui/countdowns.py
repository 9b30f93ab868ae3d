"""What was recorded and can still be annulled: one place for it, however many run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workstation.host.clock import Clock
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

TICK_MS: Final = 200


@dataclass(frozen=True)
class Countdown:
    """A release that may still be annulled (`text`: what it is called), until when (monotonic), what then."""

    key: str
    text: str
    label: str
    started: float
    ends: float
    action: Callable[[], None]
    ended: Callable[[], None] | None


class Countdowns(QWidget):
    """The newest countdown: what it is about, the seconds left, and the one button that uses it.

    Older ones run on behind it and come forward when it is used or over.

    Signals:
        ticked(): time has passed, or another countdown is the newest.
    """

    ticked = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._running: list[Countdown] = []
        self._shows_key = self._shows_about = True
        self._about = PlainLabel("", self, lines=True)
        self._about.setWordWrap(False)
        self._about.set_role("soft")
        self.button = ActionButton("", self, key=key_of("annul"), tone="accent")
        self.button.clicked.connect(self.use_newest)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Sizes.of(self.font()).gap)
        row.addWidget(self._about)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._show()

    def begin(
        self,
        text: str,
        seconds: float,
        action: Callable[[], None],
        *,
        label: str,
        key: str,
        ended: Callable[[], None] | None,
    ) -> None:
        """Count down from now on; one with the same `key` is replaced."""
        if key:
            self.end(key)
        now = self._clock.monotonic()
        self._running.append(Countdown(key, text, label, now, now + seconds, action, ended))
        self._timer.start()
        self._show()

    def end(self, key: str) -> None:
        """Take a countdown away without calling anything."""
        self._running = [each for each in self._running if each.key != key]
        self._show()

    def use_newest(self) -> bool:
        """Do what the newest one offers; false if none runs."""
        if not self._running:
            return False
        newest = self._running.pop()
        self._show()
        newest.action()
        return True

    def stop(self) -> None:
        """The window goes: nothing counts down any more."""
        self._timer.stop()

    def width_with(self, *, key: bool, about: bool) -> int:
        """How wide it is with these parts; 0 when none runs."""
        if not self._running:
            return 0
        button = self.button.width_for(self.button.words(), key_of("annul") if key else "")
        if not about:
            return button
        lines = self._about_words().splitlines()
        words = max(self._about.fontMetrics().horizontalAdvance(line) for line in lines)
        return button + words + Sizes.of(self.font()).gap

    def _about_words(self) -> str:
        """What the newest one is about, in lines that are as short as its number."""
        words = self.tr("release of\n{number}")
        return words.format(number=self._running[-1].text.replace(" · ", "\n"))

    def show_parts(self, *, key: bool, about: bool) -> None:
        """Whether the key on the button, and what it is about, have room beside it."""
        if (key, about) != (self._shows_key, self._shows_about):
            self._shows_key, self._shows_about = key, about
            self._show()

    @property
    def share(self) -> float:
        """How much of the newest one's time is left, from 1 to 0; 0 when none runs."""
        if not self._running:
            return 0.0
        newest = self._running[-1]
        left = max(0.0, newest.ends - self._clock.monotonic())
        return left / max(0.001, newest.ends - newest.started)

    def texts(self) -> tuple[str, ...]:
        """What each is about, the oldest first."""
        return tuple(each.text for each in self._running)

    def _tick(self) -> None:
        now = self._clock.monotonic()
        over = [each for each in self._running if now >= each.ends]
        self._running = [each for each in self._running if now < each.ends]
        self._show()
        for each in over:
            if each.ended is not None:
                each.ended()

    def _show(self) -> None:
        self.setVisible(bool(self._running))
        if self._running:
            newest = self._running[-1]
            left = self.tr("%n s", "", -int(-max(0.0, newest.ends - self._clock.monotonic()) // 1))
            self.button.setText(f"{newest.label} {left}")
            self.button.set_key(key_of("annul") if self._shows_key else "")
            self._about.setText(self._about_words())
            self._about.setVisible(self._shows_about)
        else:
            self._timer.stop()
        self.ticked.emit()
