"""One attention as a card with its acts, and the scrolled list of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.desk.line import Attention
from workstation.ui.delivery.attention_words import words_of
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes


class AttentionCard(QFrame):
    """What happened, what is safe, what to do, and the two things that one can do.

    Signals:
        opened(attention): the consignment is to be opened.
        seen(attention): a person has looked at it.
    """

    opened = Signal(object)
    seen = Signal(object)

    def __init__(self, attention: Attention, number: str, age: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.attention = attention
        self.setProperty("card", "problem" if attention.kind == "recall" else "attention")
        words, sizes = words_of(attention), Sizes.of(self.font())
        page = QVBoxLayout(self)
        page.setContentsMargins(sizes.pad, sizes.pad, sizes.pad, sizes.pad)
        page.setSpacing(sizes.gap)
        head = QHBoxLayout()
        head.addWidget(self._label(words.title, "problem" if attention.kind == "recall" else "attention"))
        head.addStretch(1)
        head.addWidget(self._label(age, "soft"))
        page.addLayout(head)
        page.addWidget(self._label(formats.number_of_row(number), "strong"))
        page.addWidget(self._label(words.what))
        for line in words.facts:
            page.addWidget(self._label(line, "soft"))
        page.addWidget(self._label(words.safe, "soft"))
        page.addWidget(self._label(words.do_now, "strong"))
        row = QHBoxLayout()
        acknowledges = attention.kind == "conflict"
        for text, signal in (
            (self.tr("Open"), self.opened),
            (self.tr("Acknowledge") if acknowledges else self.tr("Seen"), self.seen),
        ):
            button = ActionButton(text, self)
            button.clicked.connect(partial(signal.emit, attention))
            row.addWidget(button)
        row.addStretch(1)
        page.addLayout(row)
        self.setAccessibleName(
            " ".join((words.title, formats.number_of_row(number), words.what, words.do_now))
        )

    def _label(self, text: str, role: str = "") -> PlainLabel:
        label = PlainLabel(text, self, lines=True)
        label.setVisible(bool(text))
        if role:
            label.set_role(role)
        return label


class AttentionList(QScrollArea):
    """The cards, what is gravest first; words when there are none.

    Signals:
        opened(attention), seen(attention): as of the cards.
    """

    opened = Signal(object)
    seen = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._shown: tuple[tuple[Attention, str], ...] | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.show_attention((), {})

    def show_attention(self, attention: Sequence[Attention], numbers: Mapping[str, str]) -> None:
        """Show these, each with what its consignment is called, else its id; nothing moves when they are the
        same as before.
        """
        named = tuple((each, numbers.get(each.consignment, each.consignment)) for each in attention)
        if named == self._shown:
            return
        self._shown = named
        at = self.verticalScrollBar().value()
        page = Panel(self)
        column = QVBoxLayout(page)
        sizes = Sizes.of(self.font())
        column.setContentsMargins(sizes.gap, sizes.gap, sizes.gap, sizes.gap)
        column.setSpacing(sizes.gap)
        for each, number in named:
            card = AttentionCard(each, number, formats.age(self._now() - each.at), page)
            card.opened.connect(self.opened)
            card.seen.connect(self.seen)
            column.addWidget(card)
        if not attention:
            words = PlainLabel(self.tr("Nothing needs attention."), page)
            words.set_role("soft")
            column.addWidget(words)
        column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().setValue(at)

    def cards(self) -> list[AttentionCard]:
        """The cards that are shown, from the top."""
        return self.findChildren(AttentionCard)
