"""What the tests put into a central service: synthetic consignments and the events of a synthetic ledger."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from tests.fakes.clock import START
from workstation.contract.messages import Submission
from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.consignment import Consignment, Filing, GoodsItem, Identifier, RiskAssessment
from workstation.domain.event import (
    FIRST_PREVIOUS,
    FOUND_GOODS,
    REMARK,
    BenchEvent,
    Particular,
    canonical,
    hash_of,
    uuid7,
)
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.value import Quantity

WHOLE = (ScopeEntry(goods="g1"),)


def consignment(
    id: str = "C1",
    *,
    lane: str = "red",
    office: str = "XX000001",
    version: int = 1,
    arrived: datetime | None = START,
    **more: Any,
) -> Consignment:
    """A consignment of one parcel and one goods item."""
    return Consignment(
        id=id,
        office=office,
        arrived=arrived,
        identifiers=(Identifier(value=f"PARCEL-{id}", belongs_to="parcel"),),
        filings=(Filing(id=f"F-{id}", version=version, lrn=f"LRN-{id}"),),
        goods_items=(GoodsItem(id="g1", description="cotton shirts", quantity=Quantity(value=Decimal(10))),),
        risk=RiskAssessment(lane=lane, score=50),
        **more,
    )


def document(*args: Any, **more: Any) -> bytes:
    """The same as a national system sends it."""
    return msgspec.json.encode(consignment(*args, **more))


class TestLedger:
    """A bench's ledger: makes events in a chain, and their submissions."""

    __test__ = False

    def __init__(self, bench: str = "bench-1", ledger: str = "ledger-1") -> None:
        self.bench = bench
        self.ledger = ledger
        self.sequence = 0
        self.previous = FIRST_PREVIOUS

    def event(self, kind: str = "release", consignment: str = "C1", **more: Any) -> BenchEvent:
        """The next event of this ledger."""
        self.sequence += 1
        number = self.sequence
        fields: dict[str, Any] = {
            # A provisional consignment is made under the id of its event.
            "id": consignment
            if kind == "provisional"
            else uuid7(1_790_000_000_000 + number, f"{self.ledger:>10}"[-10:].encode()),
            "kind": kind,
            "bench": self.bench,
            "office": "XX000001",
            "ledger": self.ledger,
            "sequence": number,
            "previous": self.previous,
            "officer": "officer-7",
            "bench_time": START + timedelta(seconds=number),
            "consignment": consignment,
            "scope": WHOLE if kind in {"release", "hold", "seize"} else (),
        }
        if (fields | more)["scope"] and not more.keys() & {"workplace", "possession", "schema"}:
            fields |= {"workplace": "document", "possession": "absent"}
        event = BenchEvent(**fields | more)
        self.previous = hash_of(canonical(event))
        return event

    def submission(self, kind: str = "release", consignment: str = "C1", **more: Any) -> Submission:
        """The next event as it is sent; `remark`, `found` and `texts` (kinds and texts) become its
        particulars.
        """
        particulars = particulars_of(more.pop("remark", ""), more.pop("found", ()), more.pop("texts", ()))
        event = self.event(kind, consignment, particulars=tuple(p.hashed() for p in particulars), **more)
        return Submission(event=event, hash=hash_of(canonical(event)), particulars=particulars)

    def entry(self, kind: str = "release", consignment: str = "C1", **more: Any) -> bytes:
        """The next event as one entry of a batch."""
        return msgspec.json.encode(self.submission(kind, consignment, **more))


def particulars_of(
    remark: str, found: Sequence[FoundGoods], others: Sequence[tuple[str, str]] = ()
) -> tuple[Particular, ...]:
    """The side rows of an event."""
    texts = [(REMARK, remark)] if remark else []
    texts += others
    texts += [(FOUND_GOODS, msgspec.json.encode(each).decode()) for each in found]
    return tuple(
        Particular(key=f"p{number}", kind=kind, salt=f"{number:032x}", text=text)
        for number, (kind, text) in enumerate(texts)
    )


def event_id(entry: bytes) -> str:
    """The id of the event in an entry."""
    return msgspec.json.decode(entry, type=Submission).event.id


def coded_lists() -> tuple[ReferenceList, ...]:
    """Lists that ask for reasons, and for one reason a legal basis and for another a remark."""
    acts = ReferenceList(
        name="acts",
        rows=(
            Coded(code="release", effect="release"),
            Coded(code="hold", effect="hold", needs_reason=True),
            Coded(code="seize", effect="seize", needs_reason=True, needs_legal_basis=True),
            Coded(code="detain", effect="hold"),
        ),
    )
    reasons = ReferenceList(
        name="reasons",
        rows=(
            Coded(code="R1"),
            Coded(code="R2", needs_legal_basis=True),
            Coded(code="R3", needs_remark=True),
        ),
    )
    return acts, reasons
