"""The bar under the image that shows the messages, and the countdowns within which an act can be annulled."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workstation.host.clock import Clock
from workstation.ui.countdowns import Countdowns
from workstation.ui.messages import LASTING, Kind, Message, Messages
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.flowing import FlowingWords
from workstation.ui.parts.icons import IconLabel
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.text import PlainLabel
from workstation.ui.recorded import KEY as RECORDED
from workstation.ui.theme import Sizes, current

ICONS: Final = {
    Kind.INFO: ("info", "soft"),
    Kind.GOOD: ("done", "good"),
    Kind.ATTENTION: ("attention", "attention"),
    Kind.PROBLEM: ("problem", "problem"),
}
LINES: Final = 3
"""Lines of text that the bar has room for, whatever it shows: the image above never moves."""
LEAST_WORDS_EMS: Final = 24
"""Width of the words below which what stands beside them gives way."""


class Way(NamedTuple):
    """How much stands beside the words: the keys on the buttons, and how many more messages there are. What
    would be annulled never gives way: a key that says neither whose nor what is pressed for the wrong parcel.
    """

    keys: bool
    more: bool


WAYS: Final = (Way(keys=True, more=True), Way(keys=False, more=True), Way(keys=False, more=False))
"""The fullest first: keys are known by heart soonest."""
PASSES_AFTER_MS: Final = 5_000
"""How long what need not be confirmed stands before something that must be."""


class MessageBar(Panel):
    """The newest message, else the oldest unseen one, and beside it what can still be annulled.

    Its height never changes by itself; words that need more room are cut, and the button that would confirm
    them shows the whole first. Nothing is covered and no focus is taken. The keyboard has `press_seen` and
    `annul_newest`, which the window's shortcuts call.
    """

    def __init__(self, messages: Messages, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="raised")
        self.setObjectName("message_bar")
        self._messages = messages
        self._shown: Message | None = None
        self._is_whole = False
        self._key = ""
        self._sign = IconLabel(*ICONS[Kind.INFO], self)
        self._words = FlowingWords(LINES, self)
        self._more = PlainLabel(parent=self)
        self._more.set_role("soft")
        self.seen_button = ActionButton("", self)
        self._countdowns = Countdowns(clock, self)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(PASSES_AFTER_MS)
        self._passing.timeout.connect(messages.set_aside)
        self._lay_out()
        self.seen_button.clicked.connect(self.press_seen)
        self._words.laid_out.connect(self._dress)
        self._countdowns.ticked.connect(self.update)
        messages.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, 2, sizes.gap, 3)
        row.setSpacing(sizes.gap)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        for part in (self._more, self.seen_button, self._countdowns):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._take_height()

    def set_seen_key(self, key: str) -> None:
        """The key shown on the button that confirms a message."""
        self._key = key
        self._dress()

    # --- messages -----------------------------------------------------------------------------------------

    def _show(self) -> None:
        newest, unseen = self._messages.newest, self._messages.unseen
        message = newest or (unseen[0] if unseen else None)
        if message != self._shown:
            self._is_whole = False
            if message is not None:
                self._announce(message)
            self._passing.stop()
        self._shown = message
        if newest is not None and newest.kind not in LASTING and unseen and not self._passing.isActive():
            self._passing.start()
        self._sign.setVisible(message is not None)
        if message is not None:
            self._sign.show_icon(*ICONS[message.kind])
            rest = " ".join(part for part in (message.safe, message.do_now) if part)
            self._words.show_words(message.what, rest)
        else:
            self._words.show_words("")
        self._dress()

    def _announce(self, message: Message) -> None:
        self.setAccessibleName(
            " ".join(part for part in (message.what, message.safe, message.do_now) if part)
        )
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _others(self) -> int:
        """How many wait unseen behind the one that is shown."""
        return sum(message != self._shown for message in self._messages.unseen)

    def _dress(self) -> None:
        """Offer what the button does with what is shown."""
        others, shown = self._others(), self._shown
        lasts = shown is not None and shown.kind in LASTING
        must_unfold = shown is not None and not self._is_whole and self._words.is_cut
        if must_unfold:
            words = self.tr("Read on")
        elif lasts or self._is_whole:
            words = self.tr("Seen")
        else:
            words = self.tr("%n unseen", "", others) if others else ""
        self.seen_button.setVisible(bool(words))
        self.seen_button.setText(words)
        self._more.setText(self.tr("%n more", "", others))
        self._make_room(others > 0 and (lasts or must_unfold))
        self._take_height()

    def _make_room(self, has_more: bool) -> None:
        """Take away beside the words what is the least needed, until they have their room."""
        is_told = self._shown is not None and self._shown.key == RECORDED
        is_named = is_told and any(text in self._words.text() for text in self._countdowns.texts()[-1:])
        chosen = WAYS[-1]
        for way in WAYS:
            if self._room_for_words(way, has_more, is_named) >= LEAST_WORDS_EMS * Sizes.of(self.font()).em:
                chosen = way
                break
        self.seen_button.set_key(self._key if chosen.keys else "")
        self._countdowns.show_parts(key=chosen.keys, about=not is_named)
        self._more.setVisible(has_more and chosen.more)

    def _room_for_words(self, way: Way, has_more: bool, is_named: bool) -> int:
        """Reckoned, not tried: and for the longest words of the button, for which of them it shows depends on
        whether all of the message can be read.
        """
        margins, said = self._row.contentsMargins(), (self.seen_button.words(), self.tr("Read on"))
        key = self._key if way.keys else ""
        widths = [
            self._sign.width(),
            max(self.seen_button.width_for(words, key) for words in said),
            self._countdowns.width_with(key=way.keys, about=not is_named),
            self._more.sizeHint().width() if has_more and way.more else 0,
        ]
        taken = sum(width + self._row.spacing() for width in widths if width)
        return self.width() - taken - margins.left() - margins.right()

    def press_seen(self) -> None:
        """Show the whole of what is cut; else the message is seen, and the next unseen one is shown."""
        if self._shown is None:
            return
        if not self._is_whole and self._words.is_cut:
            self._is_whole = True
            self._dress()
        elif self._shown.kind in LASTING:
            self._messages.see(self._shown)
        elif self._others() or self._is_whole:
            self._messages.set_aside()

    def _take_height(self) -> None:
        sizes = Sizes.of(self.font())
        lines = self._words.lines_needed if self._is_whole else LINES
        height = max(sizes.target + 2, self._words.height_of(max(LINES, lines))) + 5
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another share of it."""
        super().resizeEvent(event)
        self._dress()

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
        """Show for `seconds` what `text` names, with a button `label` (default: Annul) that calls `action`;
        then `ended` is called.

        A countdown with the same `key` is replaced. Several may run: two parcels may be released in a row;
        the newest is shown.
        """
        self._countdowns.begin(text, seconds, action, label=label or self.tr("Annul"), key=key, ended=ended)
        self._dress()

    def end_countdown(self, key: str) -> None:
        """Take a countdown away without calling anything (the act was sent, or annulled elsewhere)."""
        self._countdowns.end(key)
        self._dress()

    def annul_newest(self) -> bool:
        """Use the newest countdown as its button does; if none runs, say what can be annulled: false."""
        if self._countdowns.use_newest():
            self._dress()
            return True
        self._messages.tell(
            Message(
                what=self.tr("There is nothing to annul."),
                safe=self.tr("Only a release that has not been sent can be annulled."),
                key="annul",
            )
        )
        return False

    def stop(self) -> None:
        """The window goes: nothing counts down any more."""
        self._countdowns.stop()
        self._passing.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the time left as a line along the lower edge."""
        super().paintEvent(event)
        width = round(self.width() * self._countdowns.share)
        if width:
            left = self.width() - width if self.isRightToLeft() else 0
            QPainter(self).fillRect(left, self.height() - 3, width, 3, current().color("accent"))

    # --- what a robot reads -------------------------------------------------------------------------------

    def words(self) -> tuple[str, ...]:
        """What is told now: each countdown, then the message that is shown."""
        message = self._words.text() if self._shown is not None else ""
        return (*self._countdowns.texts(), *((message,) if message else ()))
