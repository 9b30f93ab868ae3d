"""The desk's deciding without ledger and cache: the real rules, and what was recorded kept in a list."""

import threading
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from tests.fakes.desk_consignments import NOW, OFFICE
from workstation.barcode.reads import BarcodeRead
from workstation.contract.mandates import MandateRule
from workstation.desk.decide import Recorded
from workstation.desk.mandate import HOLDS, UNKNOWN, MandateCard
from workstation.desk.open import OpenConsignment
from workstation.desk.parcel_read import at_hand
from workstation.domain.act import ScopeEntry
from workstation.domain.decision import Bearing, DecisionDraft, Obstacle, Rules, obstacles
from workstation.domain.interlock import Workplace, goods_away
from workstation.domain.problems import Problem, Refused
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.standing import Standing

LISTS = {
    "acts": ReferenceList(
        name="acts",
        rows=(
            Coded(code="release", effect="release"),
            Coded(code="hold", effect="hold", needs_reason=True),
            Coded(code="seize", effect="seize", needs_reason=True, needs_legal_basis=True),
            Coded(code="lift", effect="lift"),
            Coded(code="acknowledge", effect="acknowledge"),
        ),
    ),
    "reasons": ReferenceList(
        name="reasons",
        rows=(
            Coded(code="H10", words={"en": "Physical examination"}, kinds=("hold",)),
            Coded(code="H20", words={"en": "Licence or permit missing"}, kinds=("hold",)),
            Coded(code="H21", words={"en": "Valuation doubt"}, kinds=("hold",), needs_remark=True),
            Coded(code="H30", words={"en": "Laboratory sample"}, kinds=("hold",)),
            Coded(code="H40", words={"en": "Intellectual property, application for action"}, kinds=("hold",)),
            Coded(code="S10", words={"en": "Prohibited goods"}, kinds=("seize",)),
            Coded(code="S20", words={"en": "Counterfeit goods"}, kinds=("seize",)),
        ),
    ),
    "legal_bases": ReferenceList(
        name="legal_bases",
        rows=(
            Coded(code="T-1", words={"en": "Test Customs Act, section 1"}, kinds=("seize",)),
            Coded(code="T-2", words={"en": "Test Medicines Act, section 2"}, kinds=("seize", "hold")),
        ),
    ),
    "exceptions": ReferenceList(
        name="exceptions",
        rows=(
            Coded(code="torn_label", words={"en": "The label is torn"}),
            Coded(code="no_label", words={"en": "There is no label"}),
        ),
    ),
    "places": ReferenceList(
        name="places", rows=(Coded(code="LOC-CAGE-1", words={"en": "Cage 1"}), Coded(code="LOC-SHELF-7"))
    ),
    "offices": ReferenceList(
        name="offices",
        rows=(
            Coded(code=OFFICE, words={"en": "Sampletown Parcel Hub"}),
            Coded(code="AG-MEDICINES", words={"en": "Medicines Agency"}),
        ),
    ),
}


class FakeLists:
    """Coded lists in words, as desk.reference.Lists gives them."""

    def words(self, name: str, code: str, language: str) -> str:
        row = LISTS[name].row(code) if name in LISTS else None
        return row.in_words(language) if row else code


class FakeDeciding:
    """Obstacles by the real rules. `record` keeps what it is given, in order; a test may let it wait or fail.

    As the real desk it refuses what stands in the way and a second release of the same reading.
    """

    def __init__(self, annul_within_s: float = 5.0) -> None:
        self.recorded: list[DecisionDraft] = []
        self.unseen: list[tuple[str, tuple[str, ...]]] = []
        self.last_reads: list[str] = []
        self.images: list[tuple[str, ...]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.problem: BaseException | None = None
        self.known_officers = {"officer-b"}
        self._annul_within_s = annul_within_s
        self.workplace = Workplace(bench="BENCH-4")
        self.bearing = Bearing(officer="officer-a")
        self.shown = MandateCard(state=UNKNOWN, officer="officer-a")

    def under(self, *, line: str = "on", **mandate: Any) -> None:
        """From now on decide within a mandate that says this."""
        given = MandateRule(**mandate).mandate("m-1", "officer-a", NOW)
        self.bearing = Bearing(
            officer="officer-a", mandate=given, is_issued=True, line=line, service_time=NOW, heard=NOW
        )
        self.shown = MandateCard(
            state=HOLDS,
            officer="officer-a",
            valid_until=given.valid_until,
            off_line_until=given.holds_off_line_until(NOW),
            may_leave_before_acknowledged=given.may_leave_before_acknowledged,
            may_annul=given.may_annul,
        )

    def card(self) -> MandateCard:
        return self.shown

    def knows_officer(self, id: str) -> bool:
        return id in self.known_officers

    def acknowledge_unseen(self, consignment: str, names: Sequence[str]) -> Recorded:
        self.unseen.append((consignment, tuple(names)))
        return Recorded(event_id="e-unseen", sequence=1, kind="acknowledge", consignment=consignment)

    def reasons_for(self, kind: str) -> tuple[Coded, ...]:
        return tuple(row for row in LISTS["reasons"].rows if kind in row.kinds)

    def legal_bases_for(self, kind: str) -> tuple[Coded, ...]:
        return tuple(row for row in LISTS["legal_bases"].rows if kind in row.kinds)

    def exceptions(self) -> tuple[Coded, ...]:
        allowed = self.workplace.has_parcels and self.workplace.may_be_unread
        return LISTS["exceptions"].rows if allowed else ()

    def places(self) -> tuple[Coded, ...]:
        return LISTS["places"].rows if self.workplace.has_parcels else ()

    def whole_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        items = tuple(ScopeEntry(goods=i.id, quantity=i.quantity) for i in opened.consignment.goods_items)
        found = {f.id: f for act in opened.all_acts() for f in act.found}
        return (*items, *(ScopeEntry(goods=f.id, quantity=f.quantity) for f in found.values()))

    def releasable_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        free = {g.goods for g in opened.with_pending.goods if g.standing is Standing.UNDECIDED}
        if self.workplace.has_parcels:
            free -= goods_away(opened.consignment, opened.at_hand, self.workplace)
        return tuple(entry for entry in self.whole_scope(opened) if entry.goods in free)

    def obstacles(self, draft: DecisionDraft, opened: OpenConsignment) -> tuple[Obstacle, ...]:
        day = date(NOW.year, NOW.month, NOW.day)
        rules = Rules(
            lists=LISTS,
            day=day,
            office=OFFICE,
            bearing=self.bearing,
            workplace=self.workplace,
            at_hand=opened.at_hand,
        )
        return obstacles(draft, opened.consignment, opened.all_acts(), opened.with_pending, rules)

    def annulment_of(self, recorded: Recorded) -> DecisionDraft:
        return DecisionDraft(kind="annul", consignment=recorded.consignment, names=(recorded.event_id,))

    def record(
        self,
        draft: DecisionDraft,
        opened: OpenConsignment,
        last_read: BarcodeRead | None,
        images: Sequence[str],
    ) -> Recorded:
        self.gate.wait(10)
        opened = replace(opened, at_hand=at_hand(last_read, opened.consignment))
        if self.problem is not None:
            raise self.problem
        in_the_way = self.obstacles(draft, opened)
        if in_the_way:
            raise Refused("Something still stands in the way.", code=f"decision.{in_the_way[0].code}")
        self.recorded.append(draft)
        self.last_reads.append(last_read.text if last_read is not None else "")
        self.images.append(tuple(images))
        return Recorded(
            event_id=f"e-{len(self.recorded)}",
            sequence=len(self.recorded),
            kind=draft.kind,
            consignment=draft.consignment,
            annul_within_s=self._annul_within_s if draft.kind == "release" else 0.0,
            may_leave=self.shown.may_leave_before_acknowledged,
        )


def disk_full() -> Problem:
    return Refused("The disk is full.", safe="Nothing was recorded.", code="disk.full")
