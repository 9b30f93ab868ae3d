"""What the tests of notes put into a central service and look at: a consignment of two parcels, a parcel that
nobody had declared, and a story of both.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import create_engine, text

from tests.central.making import TestLedger, consignment, event_id
from tests.central.test_events import send
from tests.central.test_pages import whole_snapshot
from tests.fakes.clock import START
from workstation.central.store import CentralStore
from workstation.contract.messages import Payment, Scope
from workstation.contract.reading import read_consignment
from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.consignment import Consignment, GoodsItem, Identifier, Parcel
from workstation.domain.event import LABEL_READS, ReadMeaning

HEAD = Scope(offices=("XX000001",), lanes=("red",), days=30)
P1, P2 = (f"019ac3b1-0000-7000-8000-00000000000{n}" for n in (1, 2))
"""Ids of provisional consignments."""
FOUND = FoundGoods(id="found-1", description="a knife")
IN_FOUND = (ScopeEntry(goods="found-1"),)
BOTH = (ScopeEntry(goods="g1"), ScopeEntry(goods="g2"))
AT_HAND = {"workplace": "examination", "possession": "read"}


def declared(id: str = "C1", **more: Any) -> bytes:
    """A consignment of two parcels, each with its own number and goods."""
    made = consignment(id)
    return msgspec.json.encode(
        replace(
            made,
            parcels=(Parcel(id="p1"), Parcel(id="p2", location="LOC-BELT-1")),
            identifiers=(
                Identifier(value="LX123456785GB", kind="upu_s10", belongs_to="parcel", of="p1"),
                Identifier(value="RB123456785GB", kind="upu_s10", belongs_to="parcel", of="p2"),
            ),
            goods_items=(GoodsItem(id="g1", parcel="p1"), GoodsItem(id="g2", parcel="p2")),
            **more,
        )
    )


def label(*values: str) -> tuple[tuple[str, str], ...]:
    reads = [ReadMeaning(text=value, kind="upu_s10", value=value) for value in values]
    return ((LABEL_READS, msgspec.json.encode(reads).decode()),)


def served(store: CentralStore, id: str = "C1") -> Consignment:
    body = store.consignment(id)
    assert body is not None
    reading = read_consignment(body)
    assert reading.remarks == ()
    assert reading.consignment is not None
    return reading.consignment


def parcels(store: CentralStore, id: str = "C1") -> list[tuple[str, str, str]]:
    return [(each.id, each.presence, each.location) for each in served(store, id).parcels]


def found_by(store: CentralStore, barcode: str) -> list[str]:
    return [msgspec.json.decode(body, type=Consignment).id for body in store.by_barcode(barcode)]


def found_and_held(ledger: TestLedger) -> list[bytes]:
    """A parcel that nobody had declared, held, and then linked to C1."""
    return [
        ledger.entry("provisional", P1, place="LOC-1", texts=label("RB123456785GB", "ZZ-OWN-NUMBER")),
        ledger.entry("hold", P1, owner="XX000001", scope=IN_FOUND, found=[FOUND]),
        ledger.entry("linked", P1, linked="C1"),
    ]


class Story:
    """Everything that happens to one declared and two provisional consignments, as steps in any order."""

    def __init__(self) -> None:
        one, two = TestLedger("bench-1", "ledger-1"), TestLedger("bench-2", "ledger-2")
        made = json.loads(one.entry("provisional", P1, place="LOC-1", texts=label("RB123456785GB", "ZZ1")))
        hold = one.entry("hold", P1, owner="XX000001", scope=IN_FOUND, found=[FOUND], remark="a knife")
        names, twice = (event_id(hold),), one.entry("linked", P1, linked="C1")
        entries = [
            json.dumps({**made, "particulars": []}).encode(),
            json.dumps(made).encode(),
            hold,
            one.entry("located", P1, place="LOC-2"),
            one.entry("linked", P1, linked="C1"),
            twice,
            one.entry("unlinked", P1, names=(event_id(twice),)),
            one.entry("located", "C1", parcel="p1", place="LOC-3"),
            two.entry("presented", "C1", parcel="p1"),
            two.entry("missing", "C1", parcel="p2"),
            two.entry("provisional", P2, place="LOC-4", texts=label("ZZ2", "ZZ1")),
            two.entry("linked", P2, linked=P1),
            two.entry("opening_asked", "C1", remark="look inside", workplace="image"),
            two.entry("opening_asked", P2, parcel=P2, workplace="image"),
            two.entry("lift", "C1", names=names, seen=names, owner="XX000001"),
            two.entry("release", "C1", scope=BOTH, seen=names, **AT_HAND),
        ]
        documents = [declared(), declared(filings=(replace(consignment().filings[0], version=2),))]
        paid = msgspec.json.encode(Payment(consignment="C1", state="paid", at=START))
        self.steps: list[Callable[[CentralStore], object]] = [
            *(lambda store, e=entry: send(store, e) for entry in entries),
            *(lambda store, d=body: store.put_consignments([d]) for body in documents),
            lambda store: store.put_payments([paid]),
        ]

    def tell(self, store: CentralStore, order: Sequence[int]) -> None:
        """Let it happen in this order."""
        for place in order:
            self.steps[place](store)


def all_that_is_served(store: CentralStore) -> Any:
    """What benches and national systems get to see, but for the order of arrival itself."""
    found: dict[str, Any] = {}
    for id in ("C1", P1, P2):
        body = store.consignment(id)
        told = json.loads(body) if body else {}
        told.pop("change", None)
        acts = [{**act, "number": ""} for act in told.pop("acts", ())]
        found[id] = (told, sorted(acts, key=lambda act: act["id"]))
    numbers = ("RB123456785GB", "LX123456785GB", "ZZ1", "ZZ2")
    return found, {number: found_by(store, number) for number in numbers}, sorted(whole_snapshot(store)[0])


def as_schema_2(database_url: str) -> None:
    """Make a database as a service without notes had left it."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        for statement in (
            "DELETE FROM identifier WHERE position IN (SELECT position FROM consignment WHERE provisional)",
            "DELETE FROM identifier WHERE value LIKE 'ZZ%'",
            "DELETE FROM consignment WHERE provisional",
            "UPDATE consignment SET acts = NULL",
            "ALTER TABLE consignment DROP COLUMN beside",
            "ALTER TABLE consignment DROP COLUMN ended",
            "ALTER TABLE consignment DROP COLUMN provisional",
            "DROP TABLE note",
            "UPDATE service SET schema = 2",
        ):
            connection.execute(text(statement))
    engine.dispose()
