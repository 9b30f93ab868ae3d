"""The consignment that all screens show, and what may take its place."""

from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from workstation.barcode.reads import BarcodeRead
from workstation.desk.open import OpenConsignment
from workstation.desk.parcel_read import at_hand
from workstation.domain.consignment import Consignment
from workstation.domain.problems import Problem
from workstation.ui.last_read import LastRead
from workstation.ui.messages import Messages
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.naming import called_in


class ConsignmentView(Protocol):
    """A screen that shows the consignment the officer works on."""

    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """Show this one, in whole; called again with newer data of the same one. None: none is open."""


class OnTheScreens(QObject):
    """Shows one consignment on every screen at once, each time with what the last read says of it: no screen
    has an older answer to whether the parcel lies here.

    Signals:
        changing(): another one, or none, is about to take the place of what is shown.
        opened(consignment): an `OpenConsignment` came onto the screens in place of another.
        put_away(): none is open any more.
    """

    changing = Signal()
    opened = Signal(object)
    put_away = Signal()

    def __init__(
        self,
        views: tuple[ConsignmentView, ...],
        last: LastRead,
        messages: Messages,
        by_id: Callable[[str], OpenConsignment | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._views, self._last, self._messages, self._by_id = views, last, messages, by_id
        self._open: OpenConsignment | None = None
        self._lay: BarcodeRead | None = None
        """The read that said last which parcel of what is open lies here, whatever was read since."""

    @property
    def open(self) -> OpenConsignment | None:
        """The consignment on the screens."""
        return self._open

    def show(self, opened: OpenConsignment, *, again: bool = False) -> OpenConsignment:
        """Show it; `again`: the same one with newer data, and no page is turned. As it is shown."""
        if self._open is None or self._open.id != opened.id:
            self.changing.emit()
        opened = self._open = self.as_it_lies(opened)
        if opened.at_hand.parcels:
            self._lay = self._last.read
        elif not self.lay(opened.consignment):
            self._lay = None
        for view in self._views:
            view.show_consignment(opened)
        if again:
            self._messages.withdraw("decision.obstacle")
        else:
            self._messages.turn_page()
            self.opened.emit(opened)
        return opened

    def clear(self) -> None:
        """None is open."""
        self.changing.emit()
        self._open = self._lay = None
        for view in self._views:
            view.show_consignment(None)
        self.put_away.emit()

    def look_at_hand(self) -> None:
        """Something else was read last: what is shown says so."""
        if self._open is not None and self.as_it_lies(self._open) != self._open:
            self.show(self._open, again=True)

    def as_it_lies(self, opened: OpenConsignment) -> OpenConsignment:
        """The same with what the last read says of it."""
        return replace(opened, at_hand=self._last.at_hand(opened.consignment))

    def lay(self, consignment: Consignment) -> tuple[str, ...]:
        """Of this consignment's parcels those of which one lay here last while it was open. By the read
        itself, so that it holds where the consignment or its parcels have other ids by now.
        """
        return at_hand(self._lay, consignment).parcels

    def name_of_act(self, consignment_id: str, act_id: str) -> str:
        """What the pieces that an act is about are called, whatever lies here or is open now."""
        is_open = self._open is not None and self._open.id == consignment_id
        before = self._open if is_open else None
        try:
            opened = self._by_id(consignment_id) or before
        except Problem:
            opened = before
        if opened is None:
            return identifier(consignment_id)
        if before is not None:
            opened = replace(opened, barcode=before.barcode, at_hand=before.at_hand)
        return called_in(opened, act_id)
