"""Suggests a pause to who has read images for long: in the message bar, between two parcels, and no more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, SignalInstance, Slot

from workstation.desk.reading_time import ReadingTime
from workstation.host.clock import Clock
from workstation.ui.messages import Message, Messages
from workstation.ui.parts import formats

KEY: Final = "pause"
SEEN_AFTER_S: Final = 10.0
"""Who works on after so long has seen it, and has another parcel before the eyes."""


class Pausing(QObject):
    """Hears that somebody is there, and what is opened and put away. There is no dialog, no focus is taken,
    and while a parcel is worked on nothing is said.
    """

    def __init__(
        self,
        clock: Clock,
        after_minutes: int,
        messages: Messages,
        shows_image: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """`shows_image` says whether a scan image is on the screen."""
        super().__init__(parent)
        self._clock, self._messages, self._shows_image = clock, messages, shows_image
        self._time = ReadingTime(clock, after_minutes * 60.0)
        self._said_at: float | None = None

    def hear(self, touched: SignalInstance, opened: SignalInstance, put_away: SignalInstance) -> None:
        """From now on these are heard; `opened` comes with each other consignment, before anything is done
        with it.
        """
        touched.connect(self._touched)
        opened.connect(self._between)
        put_away.connect(self._between)

    @Slot()
    def _touched(self) -> None:
        self._time.touch(is_read=self._shows_image())
        if self._said_at is not None and self._clock.monotonic() - self._said_at >= SEEN_AFTER_S:
            self._said_at = None
            self._messages.withdraw(KEY)

    @Slot()
    def _between(self) -> None:
        """One parcel is done with, and nothing has been done yet with another."""
        if not self._time.is_due():
            return
        self._time.suggested()
        self._said_at = self._clock.monotonic()
        time = formats.age(timedelta(seconds=self._time.read_s))
        self._messages.tell(
            Message(
                what=self.tr("You have read images for {time} without a pause.").format(time=time),
                do_now=self.tr("Rest your eyes when you like; nothing is lost."),
                key=KEY,
                code="care.pause",
            )
        )
