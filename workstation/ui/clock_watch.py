"""Says when the bench's clock is wrong, or jumps: how far, and what to do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.host.clock import Clock
from workstation.ui.messages import Kind, Message, Messages
from workstation.ui.parts.formats import age

translate = QCoreApplication.translate

WRONG_FROM: Final = timedelta(minutes=2)
"""Difference to the central service's clock that is told; less is the way of clocks and lines."""

KEY: Final = "clock"


class ClockWatch:
    """Tells it once, withdraws it when the clock is right again. For the screen's thread.

    `service_now` is the central service's time as it is reckoned here; none: it was never heard. Then only a
    jump can be noticed, against what has truly passed since the program was started. `show` is told the
    words for the strip at each look, empty while nothing is wrong.
    """

    def __init__(
        self,
        clock: Clock,
        service_now: Callable[[], datetime | None],
        messages: Messages,
        show: Callable[[str], object],
    ) -> None:
        self._clock = clock
        self._service_now = service_now
        self._messages = messages
        self._show = show
        self._began, self._began_s = clock.now(), clock.monotonic()
        self._told: tuple[bool, bool] | None = None

    def look(self) -> None:
        """Look again."""
        reckoned = self._service_now()
        passed = timedelta(seconds=self._clock.monotonic() - self._began_s)
        behind = (reckoned if reckoned is not None else self._began + passed) - self._clock.now()
        if abs(behind) < WRONG_FROM:
            self._show("")
            if self._told is not None:
                self._messages.withdraw(KEY)
            self._told = None
            return
        is_known = reckoned is not None
        self._show(strip_words(behind))
        told = (is_known, behind > timedelta())
        if told != self._told:
            self._told = told
            self._messages.tell(_known_wrong(behind) if is_known else _jumped(behind))


def strip_words(behind: timedelta) -> str:
    """How far the bench's clock is behind, or ahead, short enough for the strip."""
    words = (
        translate("ClockWatch", "this bench's clock is {time} behind")
        if behind > timedelta()
        else translate("ClockWatch", "this bench's clock is {time} ahead")
    )
    return words.format(time=age(abs(behind)))


def _known_wrong(behind: timedelta) -> Message:
    slow = translate("ClockWatch", "The clock of this bench is slow by {time}.")
    fast = translate("ClockWatch", "The clock of this bench is fast by {time}.")
    what = slow if behind > timedelta() else fast
    return Message(
        what=what.format(time=age(abs(behind))),
        safe=translate(
            "ClockWatch",
            "Nothing is lost and no order changes: each decision also says by how much the clock was wrong. "
            "Times shown here are the central service's.",
        ),
        do_now=translate("ClockWatch", "Work on, and tell IT to put the clock right."),
        kind=Kind.ATTENTION,
        key=KEY,
    )


def _jumped(behind: timedelta) -> Message:
    back = translate("ClockWatch", "The clock of this bench was set back by {time} since the start.")
    forward = translate("ClockWatch", "The clock of this bench was set forward by {time} since the start.")
    what = back if behind > timedelta() else forward
    return Message(
        what=what.format(time=age(abs(behind))),
        safe=translate("ClockWatch", "Nothing is lost and no order changes."),
        do_now=translate(
            "ClockWatch",
            "Compare it with another clock. If it is wrong now, tell IT: ages shown here are wrong, too.",
        ),
        kind=Kind.ATTENTION,
        key=KEY,
    )
