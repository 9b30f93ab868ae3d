"""Where a barcode read goes: to what the officer works on, or to the screen that has borrowed the reader."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from workstation.barcode.reads import BarcodeRead
from workstation.desk.read_answer import ReadAnswer

Taker = Callable[[BarcodeRead], object]
Understand = Callable[[BarcodeRead], BarcodeRead]


class ReadRoute(QObject):
    """One way for every read, whether it comes from the keyboard, a serial reader or was typed in.

    A screen that needs each read for itself (a hunt, the reader check) borrows the reader and gives it back.
    Whoever takes a read says with `answer` what became of it.

    Signals:
        taken(read): a `BarcodeRead` came in, before anybody acts on it.
        answered(answer): a `ReadAnswer`.
        lent(is_lent): a screen has borrowed the reader, or given it back.
    """

    taken = Signal(object)
    answered = Signal(object)
    lent = Signal(bool)

    def __init__(self, inspection: Taker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inspection = inspection
        self._borrower: Taker | None = None
        self._as_it_came = False
        self._understand: Understand | None = None

    def understand_by(self, understand: Understand) -> None:
        """Each read is given on as this understands it (`desk.understand.Understanding.of`)."""
        self._understand = understand

    @property
    def is_lent(self) -> bool:
        """Whether a screen has the reader for itself."""
        return self._borrower is not None

    @Slot(object)
    def take(self, read: BarcodeRead) -> None:
        """A read came in."""
        if self._understand is not None and not self._as_it_came:
            read = self._understand(read)
        self.taken.emit(read)
        (self._borrower or self._inspection)(read)

    def answer(self, answer: ReadAnswer) -> None:
        """What became of a read: for band, sound and health."""
        self.answered.emit(answer)

    def borrow(self, taker: Taker, *, as_it_came: bool = False) -> None:
        """From now on this takes the reads, in place of any before; `as_it_came`: without anybody's
        understanding of what they say.
        """
        self._borrower, self._as_it_came = taker, as_it_came
        self.lent.emit(True)

    def give_back(self, taker: Taker) -> None:
        """The reads go again to what the officer works on; nothing where somebody else has the reader."""
        if self._borrower == taker:
            self._borrower, self._as_it_came = None, False
            self.lent.emit(False)
