"""Says when the bench's clock is wrong: ages, deadlines and the times of decisions are read by it."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.ui.messages import Kind, Message, Messages
from workstation.ui.parts.formats import age

WRONG_FROM: Final = timedelta(minutes=2)
"""Difference to the central service's clock that is told; less is the way of clocks and lines."""

KEY: Final = "clock"


class ClockWatch:
    """Tells it once, withdraws it when the clock is right again."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._is_wrong = False

    def take(self, offset_ms: int | None) -> None:
        """The newest known difference, service minus bench; None before the service was heard."""
        if offset_ms is None:
            return
        offset = timedelta(milliseconds=offset_ms)
        is_wrong = abs(offset) >= WRONG_FROM
        if is_wrong and not self._is_wrong:
            self._tell(offset)
        elif self._is_wrong and not is_wrong:
            self._messages.withdraw(KEY)
        self._is_wrong = is_wrong

    def _tell(self, offset: timedelta) -> None:
        slow = QCoreApplication.translate("ClockWatch", "The clock of this bench is slow by {time}.")
        fast = QCoreApplication.translate("ClockWatch", "The clock of this bench is fast by {time}.")
        what = slow if offset > timedelta() else fast
        self._messages.tell(
            Message(
                what=what.format(time=age(abs(offset))),
                safe=QCoreApplication.translate(
                    "ClockWatch", "Each decision also says by how much, so that its true time is known."
                ),
                do_now=QCoreApplication.translate("ClockWatch", "Ages shown here are wrong: tell IT."),
                kind=Kind.ATTENTION,
                key=KEY,
            )
        )
