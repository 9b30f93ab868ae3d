"""The quiet line over a form that was brought back: since when, what no longer fits, and a way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes


class DraftNote(QWidget):
    """Not shown until it has something to say.

    Signals:
        thrown_away: the officer does not want the draft.
    """

    thrown_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = Sizes.of(self.font())
        self._words = PlainLabel("", self, lines=True)
        self._words.set_role("soft")
        self.button = ActionButton(self.tr("Throw it away"), self, key=key_of("throw_away"), flat=True)
        self.button.clicked.connect(self.thrown_away)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(sizes.pad, 0, sizes.pad, 0)
        layout.setSpacing(sizes.gap)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.button)
        self.hide()

    def say(self, words: str) -> None:
        """Show these words; none: nothing to say."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def words(self) -> str:
        """What is said."""
        return self._words.text() if not self.isHidden() else ""
