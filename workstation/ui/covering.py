"""A screen that covers the window and has the reader for itself: what such screens have in common, and what
they ask of the desk and of what the officer works on.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWidget

from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import Choice, OpenConsignment
from workstation.desk.provisional import Linked
from workstation.desk.read_answer import Answer, ReadAnswer
from workstation.domain.event import Photograph, ReadMeaning
from workstation.ui.parts.cover import Cover
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.read_route import ReadRoute

ALWAYS: Final = frozenset({"theme", "type_number", "try_now", "recall", "recall_acknowledge", "recall_next"})
"""What a key may do while such a screen is shown; a recall is never put off."""

OF_THE_PIECE: Final = ("parcel", "consignment")
"""What a number must belong to, so that it is the parcel in the hand."""


class ProvisionalRecorded(Protocol):
    """What makes and links; `desk.provisional.ProvisionalDesk` is one."""

    def make(
        self,
        reads: Sequence[ReadMeaning],
        *,
        place: str = "",
        photograph: Photograph | None = None,
        remark: str = "",
    ) -> str:
        """The new id; on the ledger's writer. Raises `Problem`."""

    def matches(self, id: str) -> tuple[Choice, ...]:
        """What it may be; for any thread."""

    def link(self, provisional: str, consignment: str) -> str:
        """It turned out to be that one; on the ledger's writer. Raises `Problem`."""

    def links_to(self, consignment: str) -> tuple[Linked, ...]:
        """What turned out to be this one; for any thread."""

    def unlink(self, provisional: str, consignment: str, reason: str) -> str:
        """It did not turn out to be that one; on the ledger's writer. Raises `Problem`."""


class AtWork(Protocol):
    """What the officer works on; `ui.inspection.Inspection` is one."""

    @property
    def open_consignment(self) -> OpenConsignment | None:
        """The consignment on the screens."""

    def open_id(self, consignment_id: str) -> None:
        """Open this one."""

    def open_read(self, read: BarcodeRead) -> None:
        """Open what this barcode leads to."""

    def was_label(self, read: BarcodeRead) -> None:
        """What the screen took is a label of the administration's own, and no other parcel's."""

    def lies_here(self, *reads: BarcodeRead, of: str = "") -> bool:
        """The screen took these reads of one parcel (`of` this consignment alone). Whether that lies on the
        bench: not where something else was read after them.
        """

    def lay_aside(self) -> None:
        """Nothing is open any more."""


class Covering(QObject):
    """A screen over the whole window that has the reader for itself."""

    def __init__(self, page: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page

    def stand_over(self, window: QMainWindow, shortcuts: Shortcuts, route: ReadRoute) -> None:
        """From now on it can cover this window."""
        self._cover, self._shortcuts, self._route = Cover(window, self._page), shortcuts, route

    @property
    def is_on(self) -> bool:
        """Whether it is shown."""
        return self._cover.is_on

    def put_on(
        self, keys: frozenset[str], instead: Mapping[str, Callable[[], Any]], *, as_it_came: bool = False
    ) -> None:
        """Cover the window; only these keys do something, `instead` says what else some of them do.
        `as_it_came` as in `ReadRoute.borrow`.
        """
        self._cover.put_on()
        self._shortcuts.keep_to(keys, instead)
        self._route.borrow(self.take, as_it_came=as_it_came)

    def take_off(self) -> None:
        """The window is as before, and the reader's way, too."""
        self._route.give_back(self.take)
        self._shortcuts.keep_to(None)
        self._cover.take_off()

    def take(self, read: BarcodeRead) -> None:
        """A read came while the screen is shown."""

    def answer(self, answer: Answer, read: BarcodeRead, words: str, *, kind: str = "") -> None:
        """What became of a read; `kind` as in `ReadAnswer`."""
        self._route.answer(
            ReadAnswer(answer=answer, raw=read.text, words=words, number=identifier(read.text), kind=kind)
        )
