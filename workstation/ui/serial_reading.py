"""The serial reader on the screen's thread: its reads as those of the keyboard, its troubles in words."""

import logging
from collections import deque
from threading import Lock
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from workstation.barcode.reads import BarcodeRead
from workstation.barcode.serial_port import AUTO, PortNews, PortState, SerialReader
from workstation.host.settings import WIRED, ReaderProfile
from workstation.ui.messages import Kind, Message, Messages

log = logging.getLogger(__name__)

MOST_WAITING: Final = 64
"""Reads kept for a screen that is busy, the newest; a device that sends without end fills no memory."""
KEY: Final = "serial_reader"
LOST: Final = "serial_reader.lost"


class SerialReading(QObject):
    """Reads the port of the profile that is in use, if it has one.

    A read closes an open menu, as one of the keyboard does. A reader that is missing, taken or unplugged is
    told once, and its words stand until it is there again. Where reads come faster than they can be taken,
    the oldest are given up, so that the last one taken is the last one read, and it is said.

    Signals:
        barcode_read(read): a `BarcodeRead`, as raw as it came.
        lost(): reads were given up: what lies here is none of what was read before them.
        trouble(words): why the reader cannot read, or no words when it can.
    """

    barcode_read = Signal(object)
    lost = Signal()
    trouble = Signal(str)
    _came = Signal()

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._profile: ReaderProfile = WIRED
        self._reader: SerialReader | None = None
        self._waiting: deque[BarcodeRead | PortNews] = deque()
        self._guard = Lock()
        self._lost = 0
        self._is_troubled = False
        self.port: PortNews | None = None
        """How the port stands, as last told; None before the first news."""
        # Queued, also when a test calls from the screen's thread: a read is never taken inside another.
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def use(self, profile: ReaderProfile) -> None:
        """From now on this profile's port is read, as the profile says; the port before is given back."""
        self.stop()
        self._profile = profile
        self._reader = SerialReader(profile, self._put, self._put)
        self._reader.start()

    def stop(self) -> None:
        """Give the port back; what has not been taken is nobody's."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.stop()
        with self._guard:
            self._waiting.clear()
        self.port = None
        self._settle()

    # --- on the reader's thread ---------------------------------------------------------------------------

    def _put(self, what: BarcodeRead | PortNews) -> None:
        with self._guard:
            is_first = not self._waiting
            if isinstance(what, BarcodeRead) and len(self._waiting) >= MOST_WAITING:
                self._give_up_oldest()
            self._waiting.append(what)
        if is_first:
            self._came.emit()

    def _give_up_oldest(self) -> None:
        """News are kept: a port that is gone stays gone."""
        oldest = next((at for at, each in enumerate(self._waiting) if isinstance(each, BarcodeRead)), None)
        if oldest is not None:
            del self._waiting[oldest]
            self._lost += 1

    # --- on the screen's thread ---------------------------------------------------------------------------

    @Slot()
    def _deliver(self) -> None:
        """One at a time: what a person does in between has its turn."""
        with self._guard:
            what = self._waiting.popleft() if self._waiting else None
            has_more, lost, self._lost = bool(self._waiting), self._lost, 0
        if has_more:
            self._came.emit()
        if lost:
            self._tell_lost(lost)
        if isinstance(what, PortNews):
            self._tell(what)
        elif what is not None:
            while (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            self.barcode_read.emit(what)

    def _tell_lost(self, count: int) -> None:
        log.warning("a serial reader's reads came faster than they could be taken", extra={"count": count})
        what = self.tr("Barcodes that came faster than they could be taken: %n.", "", count)
        do_now = self.tr("Read those parcels again.")
        self._messages.tell(Message(what=what, do_now=do_now, kind=Kind.ATTENTION, key=LOST))
        self.lost.emit()

    def _tell(self, news: PortNews) -> None:
        self.port = news
        if news.state is PortState.OPEN:
            if self._is_troubled:
                self._settle()
                self._messages.say(self.tr("The serial reader reads again."), Kind.GOOD, key=KEY)
            return
        if news.state is PortState.MISSING and news.port == AUTO:
            # No fault: wherever the policy says `auto` to all benches, some have no such reader.
            self._messages.say(self.tr("No serial reader is plugged in."), key=KEY)
            return
        words = self._words(news.state)
        self._is_troubled = True
        self.trouble.emit(words)
        other = self.tr("Read with another reader, or type the number.")
        self._messages.tell(Message(what=words, do_now=other, kind=Kind.ATTENTION, key=KEY))

    def _settle(self) -> None:
        if self._is_troubled:
            self._is_troubled = False
            self._messages.withdraw(KEY)
            self.trouble.emit("")

    def _words(self, state: PortState) -> str:
        if state is PortState.GONE:
            return self.tr("The serial reader was unplugged.")
        if state is PortState.MISSING:
            return self.tr("The serial reader is not plugged in.")
        if state is PortState.BUSY:
            return self.tr("Another program has the serial reader.")
        if state is PortState.DENIED:
            return self.tr("This account may not use the serial reader: call IT.")
        return self.tr("The serial reader cannot be used: call IT.")
