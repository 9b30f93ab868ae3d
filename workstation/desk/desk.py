"""The desk: everything that the screens may ask for and everything an officer may do, in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from workstation.cache.store import CacheReader
from workstation.desk.ahead import AheadDesk
from workstation.desk.comparing import ComparingDesk
from workstation.desk.decide import Deciding, DecidingPlace
from workstation.desk.drafts import FormDrafts
from workstation.desk.hunt import Here, HuntDesk
from workstation.desk.images import ImageDesk
from workstation.desk.line import LineDesk
from workstation.desk.mandate import MandateDesk
from workstation.desk.marks import MarkDesk
from workstation.desk.noting import Noting
from workstation.desk.open import Opening
from workstation.desk.presence import PresenceDesk
from workstation.desk.provisional import ProvisionalDesk
from workstation.desk.queue import QueueDesk
from workstation.desk.readiness import ReadinessDesk, ReadinessNeeds
from workstation.desk.reference import Lists
from workstation.desk.shift import ShiftDesk
from workstation.desk.shown import QueueRows, ToCache
from workstation.desk.sightings import SightingDesk
from workstation.desk.training_images import TrainingImages
from workstation.desk.understand import Understanding
from workstation.domain.codes import CodeLists
from workstation.domain.interlock import Workplace
from workstation.host.clock import Clock
from workstation.host.settings import Drills, LabelPrefixes
from workstation.identity.officer import Officer
from workstation.ledger.store import Ledger
from workstation.sync.line import Line


@dataclass(frozen=True, kw_only=True)
class Below:
    """What the desk stands on: the cache's reader of the calling thread, the ledger, the line, settings.

    `put_overlay` as `Deciding` says, `to_cache` as `QueueRows`, `write_later` as `FormDrafts`,
    `training_images` as the setting.
    """

    reader: Callable[[], CacheReader]
    ledger: Ledger
    line: Line
    codes: CodeLists
    clock: Clock
    officer: Callable[[], Officer]
    annul_within_s: float
    workplace: Workplace
    put_overlay: Callable[[str, str, str], None]
    to_cache: ToCache
    new_id: Callable[[], str]
    queue: QueueDesk
    folder: Path
    alone_days: int
    backup_age: Callable[[], timedelta | None] | None
    drills: Drills
    labels: LabelPrefixes
    write_later: Callable[[Callable[[], object]], None]
    training_images: int


class Desk:
    """The officer's acts, one part for each kind."""

    def __init__(self, below: Below) -> None:
        line = below.line
        self.lists = Lists(below.reader)
        self.mandate = MandateDesk(
            below.ledger.mandates,
            line.service_time,
            below.officer,
            line.is_up,
            line.clock_offset_ms,
            line.revocation.is_on,
        )
        line.mandates.work_for(self.mandate.at_work)
        rows = QueueRows(below.ledger, below.reader, below.to_cache, line.now)
        noting = Noting(below.ledger, below.officer, self.mandate.bearing, line.wake, below.workplace.kind)
        self.sightings = SightingDesk(noting, below.ledger, below.reader, rows.show)
        self.marks = MarkDesk(below.ledger.marks, below.officer, below.clock, line.clock_offset_ms)
        self.training = self._trains(below)
        self.deciding = Deciding(
            ledger=below.ledger,
            put_overlay=below.put_overlay,
            lists=self.lists,
            officer=below.officer,
            clock=below.clock,
            mandate=self.mandate,
            place=self._place(below),
            recorded=line.wake,
        )
        self.opening = Opening(
            below.reader,
            below.ledger,
            self.lists,
            below.codes,
            line.lookup,
            now=line.now,
            card=self.mandate.card,
            can_be_annulled=self.deciding.can_be_annulled,
        )
        self.understanding = Understanding(below.reader, below.labels)
        self.hunt = self._hunts(below)
        self.provisional = ProvisionalDesk(noting, below.ledger, below.reader, below.new_id, rows.show)
        self.drafts = FormDrafts(
            below.ledger.drafts, below.officer, below.clock, line.clock_offset_ms, below.write_later
        )
        self.line = LineDesk(below.ledger, below.reader, line.state, line.try_now, self.drafts.unfinished)
        self.shift = ShiftDesk(
            below.ledger,
            self.line.numbers,
            line.state,
            lambda: below.officer().id,
            below.clock,
            standings=self.line.standings,
        )
        self.images = self._images(below)
        self.ahead = AheadDesk(below.reader, line.images.order)
        self.comparing = ComparingDesk(below.reader)
        self.queue = below.queue
        self.presence = PresenceDesk(line.presence, below.officer)
        self.readiness = self._readiness(below)

    def _place(self, below: Below) -> DecidingPlace:
        return DecidingPlace(
            below.workplace,
            self.sightings,
            below.annul_within_s,
            self.marks.drawn_on,
            is_training=self.training.is_on,
        )

    def _trains(self, below: Below) -> TrainingImages:
        return TrainingImages(
            below.training_images,
            kept=below.ledger.known,
            officer=below.officer,
            clock=below.clock,
            write_later=below.write_later,
            begun=self._has_begun,
        )

    def _has_begun(self, consignment: str) -> bool:
        return self.drafts.of(consignment) is not None or bool(self.marks.of(consignment))

    def _hunts(self, below: Below) -> HuntDesk:
        return HuntDesk(
            below.reader,
            self.sightings.known,
            self.opening.owners,
            lambda: Here(officer=below.officer().id, bench=below.ledger.bench),
            below.line.now,
        )

    def _images(self, below: Below) -> ImageDesk:
        fetching = below.line.images
        return ImageDesk(
            below.reader,
            fetching.fetch_now,
            fetching.fault_of,
            below.ledger.notes.photograph,
            fetching.wait_of,
        )

    def _readiness(self, below: Below) -> ReadinessDesk:
        line = below.line
        return ReadinessDesk(
            ReadinessNeeds(
                reader=below.reader,
                line=line.state,
                wake=line.wake,
                drill=line.drill,
                clock=below.clock,
                officer=below.officer,
                folder=below.folder,
                alone_days=below.alone_days,
                drills=below.drills,
                backup_age=below.backup_age,
                alone=line.alone,
                mandate_left=self.mandate.left,
                card=self.mandate.card,
                is_revoked=line.revocation.is_on,
            )
        )
