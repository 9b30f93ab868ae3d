"""One matter that needs a person as a card with its acts, and the scrolled list of them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.desk.attention import Matter
from workstation.ui.delivery.attention_words import words_of
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.story import Telling
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

CHATTER_MS: Final = 2_000
"""A worn key, or a button pressed twice, ends one card: the next has moved to its place unread."""


class AttentionCard(QFrame):
    """What happened, what is safe, what to do, and the two things that one can do.

    Signals:
        opened(matter): the consignment is to be opened.
        seen(matter): a person has looked at it.
    """

    opened = Signal(object)
    seen = Signal(object)

    def __init__(self, matter: Matter, number: str, to: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matter = matter
        ink = "problem" if matter.kind == "recall" else "attention"
        self.setProperty("card", ink)
        words, sizes = words_of(matter, to), Sizes.of(self.font())
        page = QVBoxLayout(self)
        page.setContentsMargins(sizes.pad, sizes.pad, sizes.pad, sizes.pad)
        page.setSpacing(sizes.gap)
        head = QHBoxLayout()
        head.addWidget(self._label(words.title, ink), 1)
        self._age = self._label(formats.age(to.now - matter.at), "soft")
        head.addWidget(self._age, 0, Qt.AlignmentFlag.AlignTop)
        page.addLayout(head)
        called = formats.number_of_row(number)
        for text, role in (
            (called, "strong"),
            (words.what, ""),
            *((line, "soft") for line in words.facts),
            (words.safe, "soft"),
            (words.do_now, "strong"),
        ):
            page.addWidget(self._label(text, role))
        self._open = ActionButton(self.tr("Open"), self)
        self._seen = ActionButton(self.tr("Acknowledge") if matter.asks_for_act() else self.tr("Seen"), self)
        page.addLayout(self._acts())
        self.setAccessibleName(" ".join(filter(None, (words.title, called, words.what, words.do_now))))

    def _acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for button, signal in ((self._open, self.opened), (self._seen, self.seen)):
            button.clicked.connect(partial(signal.emit, self.matter))
            row.addWidget(button)
        self._open.setVisible(bool(self.matter.consignment))
        row.addStretch(1)
        return row

    def show_age(self, to: Telling) -> None:
        """How long it has been open by now."""
        self._age.setText(formats.age(to.now - self.matter.at))

    def show_chosen(self, is_chosen: bool) -> None:
        """Whether the keys are about this card: they are drawn on its buttons then."""
        self.setProperty("chosen", is_chosen)
        self._open.set_key("Enter" if is_chosen else "")
        self._seen.set_key("Space" if is_chosen else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def _label(self, text: str, role: str = "") -> PlainLabel:
        label = PlainLabel(text, self, lines=True)
        label.setVisible(bool(text))
        if role:
            label.set_role(role)
        return label


class AttentionList(QScrollArea):
    """The cards, what is gravest first; words when there are none. With the keyboard: arrows choose a card,
    Enter opens, the space bar says that it was seen. After that no card is chosen until an arrow chooses one:
    nobody has read the next.

    Signals:
        opened(matter), seen(matter): as of the cards.
    """

    opened = Signal(object)
    seen = Signal(object)

    def __init__(self, telling: Callable[[], Telling], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._telling = telling
        self._shown: tuple[tuple[Matter, str], ...] | None = None
        self._cards: list[AttentionCard] = []
        self._at = 0
        self._is_chosen = True
        self._chatter = QTimer(self)
        self._chatter.setSingleShot(True)
        self._chatter.setInterval(CHATTER_MS)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Attention"))
        self.show_attention((), {})

    def show_attention(self, matters: Sequence[Matter], numbers: Mapping[str, str]) -> None:
        """Show these, each with what its consignment is called, else its id; nothing moves when they are the
        same as before.
        """
        named = tuple((each, numbers.get(each.consignment, each.consignment)) for each in matters)
        if named == self._shown:
            return
        self._shown = named
        scrolled = self.verticalScrollBar().value()
        page = Panel(self)
        column = QVBoxLayout(page)
        sizes = Sizes.of(self.font())
        column.setContentsMargins(sizes.gap, sizes.gap, sizes.gap, sizes.gap)
        column.setSpacing(sizes.gap)
        to = self._telling()
        self._cards = [AttentionCard(each, number, to, page) for each, number in named]
        for card in self._cards:
            card.opened.connect(self.opened)
            card.seen.connect(self._end)
            column.addWidget(card)
        if not matters:
            words = PlainLabel(self.tr("Nothing needs attention."), page)
            words.set_role("soft")
            column.addWidget(words)
        column.addStretch(1)
        self.setWidget(page)
        self._choose(min(self._at, max(0, len(self._cards) - 1)))
        self.verticalScrollBar().setValue(scrolled)

    @Slot()
    def show_ages(self) -> None:
        """Time passes while they are shown."""
        to = self._telling()
        for card in self._cards:
            card.show_age(to)

    def cards(self) -> list[AttentionCard]:
        """The cards that are shown, from the top."""
        return list(self._cards)

    # --- by the keyboard ----------------------------------------------------------------------------------

    def _choose(self, at: int) -> None:
        self._at = at
        for place, card in enumerate(self._cards):
            card.show_chosen(place == at and self._is_chosen and self.hasFocus())

    @Slot(object)
    def _end(self, matter: Matter) -> None:
        """A person has seen this one; which is next, an arrow says."""
        if self._chatter.isActive():
            return
        self._chatter.start()
        self._is_chosen = False
        self._choose(self._at)
        self.seen.emit(matter)

    def _step(self, by: int) -> None:
        """To the next card; to the one in this place, where none is chosen."""
        self._chatter.stop()
        by, self._is_chosen = (by if self._is_chosen else 0), True
        self._choose(max(0, min(len(self._cards) - 1, self._at + by)))
        self.ensureWidgetVisible(self._cards[self._at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter opens, the space bar ends; a held key ends nothing."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if not self._cards or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step is not None:
            self._step(step)
        elif not self._is_chosen:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            if self._cards[self._at].matter.consignment:
                self.opened.emit(self._cards[self._at].matter)
        elif event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._end(self._cards[self._at].matter)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen card shows that the keys are its."""
        super().focusInEvent(event)
        self._choose(self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys go elsewhere."""
        super().focusOutEvent(event)
        self._choose(self._at)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever comes back begins with the gravest."""
        super().hideEvent(event)
        self._at, self._is_chosen = 0, True
