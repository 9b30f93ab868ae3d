"""Sees a mandate run out while the screens stand open: says so once, and lets them say what is true now."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.desk.mandate import HOLDS, UNKNOWN, MandateCard
from workstation.domain.problems import Problem
from workstation.ui.messages import Kind, Message, Messages
from workstation.ui.parts.mandate_words import in_short

translate = QCoreApplication.translate

KEY: Final = "mandate"


class MandateWatch:
    """Tells it when a mandate that held holds no more, and withdraws it when it holds again. For the screen's
    thread: `card` is a point look-up.

    `changed` is called when another thing may be decided than before, `passed` at each other look: with time
    alone goods may leave, or may not any more.
    """

    def __init__(
        self,
        card: Callable[[], MandateCard],
        messages: Messages,
        changed: Callable[[], object],
        passed: Callable[[], object],
    ) -> None:
        self._card, self._messages = card, messages
        self._changed, self._passed = changed, passed
        self._state = ""

    def look(self) -> None:
        """Look again."""
        try:
            card = self._card()
        except Problem:
            # Whoever decides is told; here there is nothing to compare.
            return
        before, self._state = self._state, card.state
        if before in ("", card.state):
            self._passed()
            return
        if card.state in (HOLDS, UNKNOWN):
            self._messages.withdraw(KEY)
        elif before == HOLDS:
            self._messages.tell(_ran_out(card))
        self._changed()


def _ran_out(card: MandateCard) -> Message:
    return Message(
        what=in_short(card)[0],
        safe=translate("Mandate", "What was recorded stays recorded."),
        do_now=translate("Mandate", "Nothing more can be decided until the central service is heard."),
        kind=Kind.ATTENTION,
        key=KEY,
    )
