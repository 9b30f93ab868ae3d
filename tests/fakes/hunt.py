"""A hunt's desk in memory: the list as it was handed in, the hunt itself the real one, finds written down."""

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from tests.fakes.clock import FakeClock
from workstation.desk.hunt import Here, Hunt, Sought, sought_of
from workstation.desk.queue import QueueFilter, QueueSort
from workstation.domain.consignment import Consignment, Identifier, Parcel, RiskAssessment
from workstation.domain.problems import Problem
from workstation.host.settings import LabelPrefixes

NUMBERS = ("RB123456785GB", "RR473124829CZ", "CP123456785DE", "RA123456785GB")
PLATES = ("JJD014600012794402457", "JJD0099999999", "JVGL0999999990", "JJD0002257639032011")


def wanted(at: int, **parcel: Any) -> Consignment:
    """A consignment of one parcel whose label has two barcodes."""
    number, plate = NUMBERS[at % len(NUMBERS)], PLATES[at % len(PLATES)]
    own = {"belongs_to": "parcel", "of": "P-1"}
    return Consignment(
        id=f"C-{at}",
        identifiers=(Identifier(value=number, kind="upu_s10", **own), Identifier(value=plate, **own)),
        parcels=(Parcel(id="P-1", **parcel),),
        risk=RiskAssessment(lane="red", score=80 + at),
    )


class FakeHunts:
    """What makes lists and begins hunts. `others` are parcels of the cache that nobody looks for."""

    def __init__(self, clock: FakeClock, *consignments: Consignment, others: Sequence[str] = ()) -> None:
        self.clock, self.consignments, self.others = clock, consignments, others
        self.asked: list[object] = []
        self.problem: Problem | None = None
        self.gate = threading.Event()
        """Closed, a list that was asked for does not come yet."""
        self.gate.set()

    def look_for(self, chosen: QueueFilter, sort: QueueSort) -> Sought:
        problem = self.problem
        self.asked.append((chosen, sort))
        self.gate.wait()
        if problem is not None:
            raise problem
        return sought_of(self.consignments)

    def look_for_one(self, consignment_id: str) -> Sought:
        self.asked.append(consignment_id)
        return sought_of([each for each in self.consignments if each.id == consignment_id])

    def as_they_are(self, ids: Iterable[str]) -> tuple[Consignment, ...]:
        asked = set(ids)
        if self.problem is not None:
            raise self.problem
        return tuple(each for each in self.consignments if each.id in asked)

    def begin(self, sought: Sought, labels: LabelPrefixes, again_ms: int) -> Hunt:
        return Hunt(
            self._owners, sought, labels, Here(officer="officer-7", bench="BENCH-4"), self._now, again_ms
        )

    def _now(self) -> datetime:
        return self.clock.now()

    def _owners(self, raw: str, _other: str) -> dict[str, str]:
        return {f"other {raw}": "parcel"} if raw in self.others else {}


class FakeSightings:
    """What was recorded; `problem` keeps it from being so."""

    def __init__(self) -> None:
        self.recorded: list[tuple[str, ...]] = []
        self.problem: Problem | None = None

    def presented(self, consignment: str, parcels: Sequence[str], *, place: str = "") -> tuple[str, ...]:
        assert parcels
        return self._record("presented", consignment, place)

    def missing(self, consignment: str, parcels: Sequence[str]) -> tuple[str, ...]:
        assert parcels
        return self._record("missing", consignment, "")

    def _record(self, *what: str) -> tuple[str, ...]:
        if self.problem is not None:
            raise self.problem
        self.recorded.append(what)
        return (f"event {len(self.recorded)}",)
