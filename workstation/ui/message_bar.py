"""The bar under the image that shows the messages, and the countdowns within which an act can be annulled."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workstation.host.clock import Clock
from workstation.ui.messages import LASTING, Kind, Message, Messages
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.icons import IconLabel
from workstation.ui.parts.sections import Panel, Rule
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes, current

ICONS: Final = {
    Kind.INFO: ("info", "soft"),
    Kind.GOOD: ("done", "good"),
    Kind.ATTENTION: ("attention", "attention"),
    Kind.PROBLEM: ("problem", "problem"),
}


class MessageRow(QWidget):
    """One message: what happened in strong words, beneath it what is safe and what to do now.

    Signals:
        seen(message): the officer pressed the button that confirms it.
    """

    seen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: Message | None = None
        sizes = Sizes.of(self.font())
        self._sign = IconLabel(*ICONS[Kind.INFO], self)
        self._what, self._rest = PlainLabel(parent=self, lines=True), PlainLabel(parent=self, lines=True)
        self._what.set_role("strong")
        self._rest.set_role("soft")
        self._more = PlainLabel(parent=self)
        self._more.set_role("soft")
        self.seen_button = ActionButton(self.tr("Seen"), self)
        self.seen_button.clicked.connect(self._confirm)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._what)
        words.addWidget(self._rest)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        row.setSpacing(sizes.pad)
        row.addWidget(self._sign)
        row.addLayout(words, 1)
        row.addWidget(self._more)
        row.addWidget(self.seen_button)

    def show_message(self, message: Message | None, more: str = "") -> None:
        """Show this message (None: nothing); `more` says how many others wait."""
        if message != self._message and message is not None:
            self._announce(message)
        self._message = message
        for part in (self._sign, self._what):
            part.setVisible(message is not None)
        rest = " ".join(part for part in (message.safe, message.do_now) if part) if message else ""
        if message is not None:
            self._sign.show_icon(*ICONS[message.kind])
            self._what.setText(message.what)
            self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.seen_button.setVisible(message is not None and message.kind in LASTING)

    def set_key(self, key: str) -> None:
        """The key that confirms this row, shown on its button."""
        self.seen_button.set_key(key)

    def words(self) -> str:
        """Everything that the row says."""
        shown = (label.text() for label in (self._what, self._rest) if not label.isHidden())
        return " ".join(shown) if self._message else ""

    def _announce(self, message: Message) -> None:
        spoken = " ".join(part for part in (message.what, message.safe, message.do_now) if part)
        self.setAccessibleName(spoken)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _confirm(self) -> None:
        if self._message is not None:
            self.seen.emit(self._message)


@dataclass(frozen=True)
class _Countdown:
    """What may still be annulled, until when (monotonic seconds), and what then."""

    key: str
    text: str
    started: float
    ends: float
    action: Callable[[], None]
    ended: Callable[[], None] | None


class CountdownRow(QWidget):
    """Time that runs out, with the one button that uses it.

    Signals:
        used(row): the button was pressed.
    """

    used = Signal(object)

    def __init__(self, countdown: _Countdown, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.countdown = countdown
        sizes = Sizes.of(self.font())
        self._words = PlainLabel(countdown.text, self, lines=True)
        self._words.set_role("strong")
        self._left = PlainLabel("", self)
        self.button = ActionButton(label, self, tone="accent")
        self.button.clicked.connect(self._use)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        row.setSpacing(sizes.pad)
        row.addWidget(self._words, 1)
        row.addWidget(self._left)
        row.addWidget(self.button)
        self._share = 1.0

    def _use(self) -> None:
        self.used.emit(self)

    def show_left(self, now: float) -> None:
        """Show how much time is left at this monotonic second."""
        countdown = self.countdown
        left = max(0.0, countdown.ends - now)
        self._share = left / max(0.001, countdown.ends - countdown.started)
        self._left.setText(self.tr("%n s", "", -int(-left // 1)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the time left as a line along the lower edge."""
        painter = QPainter(self)
        width = round(self.width() * self._share)
        left = self.width() - width if self.isRightToLeft() else 0
        painter.fillRect(left, self.height() - 3, width, 3, current().color("accent"))


class MessageBar(Panel):
    """Newest message, the oldest unseen one beneath it if that is another, and running countdowns above.

    Takes room of its own; nothing is covered and no focus is taken. The keyboard confirms with
    `see_oldest` and annuls with
    `annul_newest`, which the window's shortcuts call.
    """

    TICK_MS: Final = 200

    def __init__(self, messages: Messages, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="raised")
        self.setObjectName("message_bar")
        self._messages, self._clock = messages, clock
        self._countdowns: list[CountdownRow] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._newest, self._unseen, self._rule = MessageRow(self), MessageRow(self), Rule(self)
        for row in (self._newest, self._unseen):
            row.seen.connect(messages.see)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for part in (self._newest, self._rule, self._unseen):
            self._layout.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setInterval(self.TICK_MS)
        self._timer.timeout.connect(self._tick)
        messages.changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        """Never less than one message of two lines, so that the image above does not move with each
        message.
        """
        sizes = Sizes.of(self.font())
        least = max(sizes.target, round(sizes.em * 2)) + 2 * sizes.gap
        return super().sizeHint().expandedTo(QSize(0, least))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint` in height; narrow enough for a small screen."""
        return QSize(0, self.sizeHint().height())

    def set_seen_key(self, key: str) -> None:
        """The key shown on the button that confirms the oldest unseen message."""
        self._newest.set_key(key)
        self._unseen.set_key(key)

    def _show(self) -> None:
        newest, unseen = self._messages.newest, self._messages.unseen
        oldest = unseen[0] if unseen else None
        if newest is None or newest in unseen:
            newest, oldest = oldest, None
        waiting = len(unseen) - 1 if unseen else 0
        more = self.tr("%n more", "", waiting) if waiting > 0 else ""
        self._newest.show_message(newest, more if oldest is None else "")
        self._unseen.show_message(oldest, more)
        for part in (self._rule, self._unseen):
            part.setVisible(oldest is not None)
        self.updateGeometry()

    def see_oldest(self) -> None:
        """The officer confirms the oldest message that is shown and unseen."""
        if self._messages.unseen:
            self._messages.see(self._messages.unseen[0])

    # --- countdowns ---------------------------------------------------------------------------------------

    def show_countdown(
        self,
        text: str,
        seconds: float,
        action: Callable[[], None],
        *,
        label: str = "",
        key: str = "",
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Show `text` with a button `label` (default: Annul) that calls `action`, for `seconds`; then
        `ended` is called.

        A countdown with the same `key` is replaced. Several run side by side: two parcels may be released
        in a row.
        """
        self.end_countdown(key) if key else None
        now = self._clock.monotonic()
        countdown = _Countdown(key, text, now, now + seconds, action, ended)
        row = CountdownRow(countdown, label or self.tr("Annul"), self)
        row.used.connect(self._use)
        row.show_left(now)
        self._countdowns.append(row)
        self._layout.insertWidget(len(self._countdowns) - 1, row)
        self._mark_newest()
        self._timer.start()

    def end_countdown(self, key: str) -> None:
        """Take a countdown away without calling anything (the act was sent, or annulled elsewhere)."""
        for row in [row for row in self._countdowns if row.countdown.key == key]:
            self._take_away(row)

    def annul_newest(self) -> bool:
        """Use the newest countdown as its button does; false if none runs."""
        if not self._countdowns:
            return False
        self._use(self._countdowns[-1])
        return True

    def _use(self, row: CountdownRow) -> None:
        if row in self._countdowns:
            self._take_away(row)
            row.countdown.action()

    def _take_away(self, row: CountdownRow) -> None:
        self._countdowns.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._mark_newest()
        if not self._countdowns:
            self._timer.stop()

    def _mark_newest(self) -> None:
        for row in self._countdowns:
            row.button.set_key("Ctrl+Z" if row is self._countdowns[-1] else "")

    def _tick(self) -> None:
        now = self._clock.monotonic()
        for row in tuple(self._countdowns):
            row.show_left(now)
            if now >= row.countdown.ends:
                self._take_away(row)
                if row.countdown.ended is not None:
                    row.countdown.ended()

    def stop(self) -> None:
        """The window goes: nothing counts down any more."""
        self._timer.stop()

    # --- what a robot reads -------------------------------------------------------------------------------

    def words(self) -> tuple[str, ...]:
        """What is shown now, row by row: countdowns, newest message, unseen one."""
        rows = [row.countdown.text for row in self._countdowns]
        rows += [row.words() for row in (self._newest, self._unseen) if row.words() and not row.isHidden()]
        return tuple(rows)
