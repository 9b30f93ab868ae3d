"""The recall: a band over the whole width of the window, above everything else, until somebody says that both
decisions are known. The only thing here that blinks.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMainWindow, QSizePolicy, QStyle, QVBoxLayout

from workstation.desk.attention import Matter
from workstation.desk.line import DeliveryCounts
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.flowing import FlowingWords
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.story import Telling, reason_words, story_words
from workstation.ui.parts.text import PlainLabel
from workstation.ui.tasks import READ, Tasks
from workstation.ui.theme import Sizes, current

BLINK_MS: Final = 1_000
"""Half a blink: light for a second, dark for a second. WCAG 2.2 (2.3.1) allows three flashes a second."""
MOST_RECALLS: Final = 50
MOST_TOLD: Final = 2
LINES: Final = 2
"""Lines of text that the band has room for, whatever it says: the window must not grow beyond the screen. The
card among what needs attention says all.
"""
CHATTER_MS: Final = 2_000
"""A worn key that presses twice acknowledges once."""


def _ink() -> QColor:
    return QColor(current().seized.ink)


class RecallSource(Protocol):
    """Where recalls come from; `desk.line.LineDesk` is one. Called on a reader's thread."""

    def recalls(self, limit: int) -> tuple[Matter, ...]:
        """The open recalls, the newest first."""

    def numbers(self, consignments: Collection[str]) -> Mapping[str, str]:
        """The number that each consignment is called by."""


class RecallBand(QFrame):
    """Shows the newest recall, how many there are, and the next when asked. It takes a row of its own and
    covers nothing, takes no keyboard and no barcode, and goes only when the recall is over.

    Signals:
        consignment_chosen(id): the recalled parcel's consignment is to be opened.
        acknowledgement_asked(matter): an *acknowledge* that names both is to be recorded.
        reading_failed(error): it could not be read whether there is one; what is shown stays.
    """

    consignment_chosen = Signal(str)
    acknowledgement_asked = Signal(object)
    reading_failed = Signal(object)

    def __init__(self, source: RecallSource, tasks: Tasks, telling: Callable[[], Telling]) -> None:
        super().__init__()
        self.setObjectName("recall_band")
        self._source, self._tasks, self._telling = source, tasks, telling
        self._recalls: tuple[Matter, ...] = ()
        self._known: set[int] = set()
        self._under_way = self._again = False
        self._sign = PlainLabel(self.tr("RECALL"), self, name="recall_sign")
        self._numbers: Mapping[str, str] = {}
        self._at = 0
        self._what = self._why = self._counted = ""
        self._words = FlowingWords(LINES, self, ink=_ink)
        self._next = ActionButton("", self, key=key_of("recall_next"))
        self._open = ActionButton(self.tr("Open"), self, key=key_of("recall"))
        self._acknowledge = ActionButton(self.tr("Acknowledge"), self, key=key_of("recall_acknowledge"))
        self._blink, self._chatter = QTimer(self), QTimer(self)
        self._build()

    def _build(self) -> None:
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self._turn)
        self._chatter.setSingleShot(True)
        self._chatter.setInterval(CHATTER_MS)
        self._next.clicked.connect(self.show_next)
        self._open.clicked.connect(self.open_shown)
        self._acknowledge.clicked.connect(self.acknowledge_shown)
        sizes = Sizes.of(self.font())
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        row.setSpacing(sizes.pad)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        for part in (self._next, self._open, self._acknowledge):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def stand_above(self, window: QMainWindow) -> None:
        """Take the first row of this window, above everything else."""
        frame = window.centralWidget()
        page = frame.layout() if frame is not None else None
        if isinstance(page, QVBoxLayout):
            page.insertWidget(0, self)

    # --- fresh data ---------------------------------------------------------------------------------------

    @Slot(object)
    def hear_counts(self, counts: DeliveryCounts) -> None:
        """Something was recorded, delivered, raised or ended; these are the counts now."""
        if counts.attention or self._recalls:
            self._read()

    def _read(self) -> None:
        if self._under_way:
            self._again = True
            return
        self._under_way, self._again = True, False
        self._tasks.run(
            partial(_recalls_of, self._source), owner=self, done=self._take, failed=self._miss, kind=READ
        )

    def _take(self, read: "_Read") -> None:
        self._under_way = False
        self.show_recalls(*read)
        if self._again:
            self._read()

    def _miss(self, error: BaseException) -> None:
        self._under_way = False
        self.reading_failed.emit(error)

    def show_recalls(self, recalls: Sequence[Matter], numbers: Mapping[str, str]) -> None:
        """Show the first of these if there is a new one, else the one that was shown; the band goes where
        there is none.
        """
        before = self._recalls[self._at].consignment if self._recalls else ""
        self._recalls, self._numbers = tuple(recalls), numbers
        if not recalls:
            self._known.clear()
            self._blink.stop()
            self.hide()
            return
        ids = {id for each in recalls for id in each.ids}
        is_new = not ids <= self._known
        self._known = ids
        stays = [place for place, each in enumerate(recalls) if each.consignment == before]
        self._at = stays[0] if stays and not is_new else 0
        if before and recalls[self._at].consignment != before:
            # Another stands where one was being read: the key on its way is not about this one.
            self._chatter.start()
        self._say()
        self.show()
        if is_new:
            self._alert()

    def _say(self) -> None:
        recall = self._recalls[self._at]
        number = self._numbers.get(recall.consignment, recall.consignment)
        to = self._telling()
        stop = self.tr("{number}: stop the parcel, or have it brought back.")
        self._what = stop.format(number=formats.number_of_row(number))
        told = [story_words(each, to) for each in recall.stories[:MOST_TOLD]]
        reason = reason_words(recall.stories, to)
        if reason:
            told.append(self.tr("Reason: {reason}.").format(reason=reason))
        self._why = " ".join(told)
        several = len(self._recalls) > 1
        place, count = formats.count(self._at + 1), formats.count(len(self._recalls))
        self._counted = self.tr("{number} of {count}").format(number=place, count=count) if several else ""
        self._next.setText(self._counted)
        self._next.setVisible(several)
        self._words.show_words(self._what, self._why)
        self.setAccessibleName(" ".join((self._sign.text(), self.words())))

    # --- that nobody misses it ----------------------------------------------------------------------------

    def _alert(self) -> None:
        """A sound, a word to assistive tools, and the sign blinks where blinking is wanted."""
        QApplication.beep()
        self._read_out()
        self._light(True)
        if self.may_blink():
            self._blink.start()

    def _read_out(self) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def may_blink(self) -> bool:
        """Whether the system lets things move: who wants no motion has turned off the blinking of the text
        cursor, or animations.
        """
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return QApplication.cursorFlashTime() > 0 and self.style().styleHint(hint) > 0

    @Slot()
    def _turn(self) -> None:
        self._light(not self.is_lit())

    def is_lit(self) -> bool:
        """Whether the sign is in its lighter half of a blink."""
        return bool(self._sign.property("lit"))

    def _light(self, is_lit: bool) -> None:
        self._sign.setProperty("lit", is_lit)
        self._sign.style().unpolish(self._sign)
        self._sign.style().polish(self._sign)

    # --- acts ---------------------------------------------------------------------------------------------

    @Slot()
    def open_shown(self) -> None:
        """Open the recalled parcel's consignment."""
        if self._recalls:
            self.consignment_chosen.emit(self._recalls[self._at].consignment)

    @Slot()
    def show_next(self) -> None:
        """The next recall, and after the last one the first again."""
        if len(self._recalls) > 1:
            self._at = (self._at + 1) % len(self._recalls)
            self._say()
            self._read_out()

    @Slot()
    def acknowledge_shown(self) -> None:
        """Say that both decisions are known."""
        if self._recalls and not self._chatter.isActive():
            self._chatter.start()
            self.acknowledgement_asked.emit(self._recalls[self._at])

    # --- what a robot reads -------------------------------------------------------------------------------

    def words(self) -> str:
        """What is told now; nothing while there is no recall."""
        if not self._recalls:
            return ""
        parts = (self._what, self._why, self._counted)
        return " ".join(part for part in parts if part)


_Read = tuple[tuple[Matter, ...], Mapping[str, str]]


def _recalls_of(source: RecallSource) -> _Read:
    """On a reader's thread."""
    found = source.recalls(MOST_RECALLS)
    return found, source.numbers({each.consignment for each in found})
