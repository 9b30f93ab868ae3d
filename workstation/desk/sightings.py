"""Sightings: which parcel lies here, where it was put, which one was looked for and not found."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from workstation.barcode.labels import Label
from workstation.cache.store import CacheReader
from workstation.desk.marks import Drawn
from workstation.desk.noting import Noting
from workstation.domain.consignment import Consignment, Parcel
from workstation.domain.event import LABEL, REMARK, ReadMeaning, newest
from workstation.domain.provisional import LABELLED, OPENING_ASKED
from workstation.domain.sighting import LOCATED, MISSING, PRESENTED
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync.consequences import all_acts
from workstation.sync.known_here import known_here

ONE_PIECE: Final = ("",)
"""Of a consignment that is one piece without an id."""


class SightingDesk:
    """Every method is for the ledger's writer; what it returns is on the disk. `show(consignment)` brings the
    queue's row up to date.
    """

    def __init__(
        self,
        noting: Noting,
        ledger: Ledger,
        reader: Callable[[], CacheReader],
        show: Callable[[str], None],
    ) -> None:
        self._noting = noting
        self._ledger = ledger
        self._reader = reader
        self._show = show

    def presented(self, consignment: str, parcels: Sequence[str], *, place: str = "") -> tuple[str, ...]:
        """These parcels lie here (none given: the one piece that the consignment is). The ids of the events;
        of a parcel that is known to lie here nothing is recorded.
        """
        return self._note(
            PRESENTED,
            consignment,
            parcels,
            place,
            lambda each: self._was_seen_here(each) and place in ("", each.location),
        )

    def located(self, consignment: str, parcels: Sequence[str], place: str) -> tuple[str, ...]:
        """These parcels were put at this storage place. Ids of the events; none for one that lies there."""
        return self._note(
            LOCATED,
            consignment,
            parcels,
            place,
            lambda each: self._was_seen_here(each) and place == each.location,
        )

    def missing(self, consignment: str, parcels: Sequence[str]) -> tuple[str, ...]:
        """These parcels were looked for and not found. Ids of the events; none for one that is known to be
        missing here.
        """
        return self._note(
            MISSING,
            consignment,
            parcels,
            "",
            lambda each: each.presence == MISSING and each.seen_bench == self._ledger.bench,
        )

    def labelled(self, consignment: str, parcel: str, label: Label, read: ReadMeaning) -> tuple[str, ...]:
        """A seal or an evidence bag was read with this parcel."""
        meaning = msgspec.structs.replace(read, kind=label.kind, value=label.code)
        text = msgspec.json.encode(meaning).decode()
        return (self._noting.note(LABELLED, consignment, parcel=parcel, particulars=((LABEL, text),)),)

    def ask_for_opening(self, consignment: str, remark: str, drawn: Drawn | None = None) -> tuple[str, ...]:
        """Send the consignment to an examination bench, to be opened there, with what was drawn on its scan
        images.
        """
        words = ((REMARK, remark),) if remark.strip() else ()
        here = known_here(self._reader(), self._ledger, consignment)
        seen = newest(all_acts(here.consignment, here.own)) if here is not None else ()
        asked = EventDraft(
            kind=OPENING_ASKED,
            officer="",
            consignment=consignment,
            particulars=words,
            seen=seen,
            marks=drawn.marks if drawn is not None else (),
            judged=drawn.judged if drawn is not None else (),
        )
        noted = (self._noting.record(asked),)
        self._show(consignment)
        return noted

    def known(self, consignment: str) -> Consignment | None:
        """The consignment with its parcels where they were last seen, as far as this bench knows; none where
        it knows nothing of it. For any thread.
        """
        here = known_here(self._reader(), self._ledger, consignment)
        return here.consignment if here is not None else None

    def _note(
        self,
        kind: str,
        consignment: str,
        parcels: Sequence[str],
        place: str,
        is_known: Callable[[Parcel], bool],
    ) -> tuple[str, ...]:
        known = self._parcels_of(consignment)
        noted = tuple(
            self._noting.note(kind, consignment, parcel=each, place=place)
            for each in dict.fromkeys(parcels or ONE_PIECE)
            if not (each in known and is_known(known[each]))
        )
        if noted:
            self._show(consignment)
        return noted

    def _was_seen_here(self, parcel: Parcel) -> bool:
        return parcel.presence == PRESENTED and parcel.seen_bench == self._ledger.bench

    def _parcels_of(self, consignment: str) -> dict[str, Parcel]:
        """Its parcels by id as they are known now; the only one also under no id, and its consignment's."""
        known = self.known(consignment)
        parcels = known.parcels if known is not None else ()
        found = {each.id: each for each in parcels}
        return found | ({"": parcels[0], consignment: parcels[0]} if len(parcels) == 1 else {})
