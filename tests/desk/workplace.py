"""The desk of a bench without window and line: real cache, real ledger, the coded lists of the training."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from tests.cache.samples import fill
from tests.fakes.clock import FakeClock
from tests.journeys.parcels import OFFICE
from workstation.barcode.reads import BarcodeRead
from workstation.cache.store import CacheStore
from workstation.contract.messages import BatchAnswer, Outcome
from workstation.desk.decide import Deciding, DecidingPlace, Recorded
from workstation.desk.mandate import MandateDesk
from workstation.desk.marks import MarkDesk
from workstation.desk.noting import Noting
from workstation.desk.open import OpenConsignment, Opening
from workstation.desk.parcel_read import at_hand
from workstation.desk.reference import Lists
from workstation.desk.sightings import SightingDesk
from workstation.domain.consignment import Consignment, called_by
from workstation.domain.decision import DecisionDraft
from workstation.domain.interlock import Workplace as InterlockedPlace
from workstation.host.codes import load_code_lists
from workstation.identity.officer import Officer
from workstation.identity.service_time import ServiceTime
from workstation.ledger.store import Ledger
from workstation.training import reference

KEYS = bytes(range(32)), bytes(range(2, 34))
UNDO_S = 5.0


class Workplace:
    """A context manager. `asked` are barcodes that the central service was asked for; `there` what it has;
    `practised_on` the consignments whose images are training images.
    """

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.folder, self.clock = folder, clock
        self.cache = CacheStore.open(folder, KEYS[0])
        self.ledger = self.opened_ledger()
        for each in reference.lists():
            self.cache.writer().put_reference(each, "etag")
        self.lists = Lists(self.cache.reader)
        self.officer = Officer(id="officer-a", name="Officer A", office=OFFICE)
        self.asked: list[str] = []
        self.there: dict[str, Consignment] = {}
        self.told = 0
        self.shown_again: list[str] = []
        self.practised_on: set[str] = set()
        self.is_up = True
        self.is_revoked = False
        self.time = ServiceTime("", clock, "")
        self.mandate = MandateDesk(
            self.ledger.mandates,
            self.time,
            lambda: self.officer,
            lambda: self.is_up,
            lambda: -250,
            lambda: self.is_revoked,
        )
        noting = Noting(self.ledger, lambda: self.officer, self.mandate.bearing, self._hear)
        self.sightings = SightingDesk(noting, self.ledger, self.cache.reader, self.shown_again.append)
        self.marks = MarkDesk(self.ledger.marks, lambda: self.officer, clock, lambda: None)
        self.deciding = self._deciding_at(InterlockedPlace())
        self.opening = Opening(
            self.cache.reader,
            self.ledger,
            self.lists,
            load_code_lists(),
            self._look_up,
            now=clock.now,
            card=self.mandate.card,
            can_be_annulled=self._can_be_annulled,
        )

    def opened_ledger(self) -> Ledger:
        """Another ledger object on the same files, as after a restart."""
        return Ledger.open(self.folder, KEYS[1], bench="BENCH-4", office=OFFICE, clock=self.clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.cache.close()
        self.ledger.close()

    def _hear(self) -> None:
        self.told += 1

    def _can_be_annulled(self, event_id: str) -> bool:
        return self.deciding.can_be_annulled(event_id)

    def _look_up(self, form: str) -> tuple[str, ...]:
        self.asked.append(form)
        found = self.there.get(form)
        if found is None:
            return ()
        body = msgspec.json.encode(found)
        return self.cache.writer().put_one(body, pulled_at=self.clock.now()).stored

    # --- what happens -------------------------------------------------------------------------------------

    def pulls(self, *consignments: Consignment) -> None:
        """The cache is filled with these."""
        fill(self.cache, consignments, at=self.clock.now())

    def hears_again(self, consignment: Consignment) -> None:
        """The central service sends this one anew."""
        body = msgspec.json.encode(consignment)
        self.cache.writer().put_one(body, pulled_at=self.clock.now())

    def opens(self, id: str = "C-1", last: BarcodeRead | None = None) -> OpenConsignment:
        """As the screens have it once this was read."""
        opened = self.opening.by_id(id)
        assert opened is not None
        return replace(opened, at_hand=at_hand(last, opened.consignment))

    def number_on(self, id: str = "C-1") -> str:
        """What is printed on the parcel."""
        return called_by(self.opens(id).consignment).value

    def reads(self, text: str) -> BarcodeRead | None:
        """A barcode read, or none for an empty text."""
        return BarcodeRead(text=text) if text else None

    def works_at(self, kind: str, *, may_be_unread: bool = True) -> None:
        """What is done here from now on; an examination bench where nothing else is said."""
        workplace = InterlockedPlace(kind=kind, may_be_unread=may_be_unread)
        self.deciding = self._deciding_at(workplace)

    def _deciding_at(self, workplace: InterlockedPlace) -> Deciding:
        return Deciding(
            ledger=self.ledger,
            put_overlay=self.cache.writer().put_overlay,
            lists=self.lists,
            officer=lambda: self.officer,
            clock=self.clock,
            mandate=self.mandate,
            place=DecidingPlace(
                workplace,
                self.sightings,
                UNDO_S,
                self.marks.drawn_on,
                is_training=self.practised_on.__contains__,
            ),
            recorded=self._hear,
        )

    def decides(self, kind: str, id: str = "C-1", *, read: str | None = None, **more: Any) -> Recorded:
        """A decision on the whole of a consignment as it is now; by default with its own barcode read."""
        last = self.reads(self.number_on(id) if read is None else read)
        opened = self.opens(id, last)
        scope = self.deciding.whole_scope(opened) if kind in ("hold", "seize") else ()
        if kind == "release":
            scope = self.deciding.releasable_scope(opened)
        draft = DecisionDraft(kind=kind, consignment=id, scope=scope)
        return self.deciding.record(replace(draft, **more), opened, last, ())

    def is_answered(self, recorded: Recorded, outcome: str = "accepted", **more: Any) -> None:
        """The central service's answer to one event."""
        said = Outcome(id=recorded.event_id, outcome=outcome, number="7", **more)
        self.ledger.settle(BatchAnswer(epoch="first", outcomes=(said,)), self.clock.now())

    # --- what is to be seen -------------------------------------------------------------------------------

    def shown(self, id: str = "C-1") -> tuple[str, str]:
        """Standing and waiting act in the queue's row."""
        reader = self.cache.reader()
        (row,) = reader.rows(list(reader.refs_of([id]).values()))
        return row.standing, row.pending

    def sent(self) -> Iterable[Any]:
        """What may be sent now."""
        return self.ledger.due(100, self.clock.now())
