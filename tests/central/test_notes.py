"""Notes at the service: sightings, provisional consignments, links and asked openings. What is served follows
from the set of events, never from the order in which they came, and said twice is said once.
"""

import base64
import json
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import create_engine, event, text

from tests.central.conftest import Line
from tests.central.making import TestLedger, consignment, event_id
from tests.central.test_events import acts_of, outcomes, send
from tests.central.test_pages import gone, ids, whole_snapshot
from tests.fakes.clock import START, FakeClock
from workstation.central.links import edges_around
from workstation.central.notes import noted_ids, read_notes
from workstation.central.store import CentralStore
from workstation.contract.messages import Payment, Scope, Submission
from workstation.contract.reading import read_consignment
from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.consignment import Condition, Consignment, GoodsItem, Identifier, Parcel
from workstation.domain.event import LABEL_READS, PHOTOGRAPH, Photograph, ReadMeaning
from workstation.domain.standing import Standing, standing_of

HEAD = Scope(offices=("XX000001",), lanes=("red",), days=30)
FOUND = FoundGoods(id="found-1", description="a knife")
IN_FOUND = (ScopeEntry(goods="found-1"),)


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


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


# --- sightings ----------------------------------------------------------------------------------------------


def test_a_sighting_says_where_the_parcel_is_and_who_saw_it(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([declared()])
    _, since = whole_snapshot(store, HEAD)
    send(store, ledger.entry("presented", parcel="p1"), ledger.entry("located", parcel="p1", place="LOC-1"))
    assert parcels(store) == [("p1", "presented", "LOC-1"), ("p2", "expected", "LOC-BELT-1")]
    first = served(store).parcels[0]
    assert (first.seen_at, first.seen_by, first.seen_bench) == (
        START + timedelta(minutes=2),
        "officer-7",
        "bench-1",
    )
    assert ids(store.changes(HEAD, since)) == ["C1"]
    send(store, ledger.entry("missing", parcel="p2"))
    assert parcels(store)[1] == ("p2", "missing", "")


def test_a_sighting_may_come_before_the_data_and_stays_when_a_newer_document_comes(
    store: CentralStore, ledger: TestLedger
) -> None:
    send(store, ledger.entry("located", parcel="p1", place="LOC-1"))
    assert store.consignment("C1") is None
    for version in (1, 2):
        filings = (replace(consignment().filings[0], version=version),)
        body = json.loads(declared()) | {"filings": json.loads(msgspec.json.encode(filings))}
        assert store.put_consignments([json.dumps(body).encode()])[0].outcome == "stored"
        assert parcels(store)[0] == ("p1", "presented", "LOC-1")


def test_what_the_document_says_of_a_parcel_stays_byte_for_byte(
    store: CentralStore, ledger: TestLedger
) -> None:
    body = json.loads(declared())
    body["parcels"] = [7, {"id": "p1", "gross_mass_kg": "1.50", "colour": {"as": "sent"}}]
    store.put_consignments([json.dumps(body).encode()])
    send(store, ledger.entry("located", parcel="p1", place="LOC-1"))
    kept = store.consignment("C1")
    assert kept is not None
    odd, parcel = json.loads(kept)["parcels"]
    assert odd == 7
    assert (parcel["gross_mass_kg"], parcel["colour"]) == ("1.50", {"as": "sent"})
    assert (parcel["presence"], parcel["location"]) == ("presented", "LOC-1")


def test_a_sighting_of_no_parcel_of_it_and_of_no_consignment_changes_nothing(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    _, since = whole_snapshot(store, HEAD)
    strange = [ledger.entry("presented", parcel="p9"), ledger.entry("presented", consignment="")]
    assert outcomes(send(store, *strange)) == [("accepted", "")] * 2
    assert ids(store.changes(HEAD, since)) == []


def test_said_again_changes_nothing(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([declared()])
    seen = ledger.entry("located", parcel="p1", place="LOC-1")
    send(store, seen)
    before = store.consignment("C1")
    assert outcomes(send(store, seen)) == [("already_known", "")]
    assert store.consignment("C1") == before


def test_texts_without_end_and_clocks_without_sense_harm_nobody(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared(), declared("C2")])
    odd = [
        ledger.entry("located", parcel="p1", place="x\0" * 100_000, officer="y" * 10_000),
        ledger.entry("located", consignment="C2", parcel="p1", clock_offset_ms=10**18),
        ledger.entry("located", consignment="C2", parcel="p1", service_time=START.replace(tzinfo=None)),
    ]
    assert outcomes(send(store, *odd)) == [("accepted", "")] * 3
    assert len(served(store).parcels[0].location) <= 200
    assert served(store, "C2").parcels[0].presence == "presented"


# --- provisional consignments -------------------------------------------------------------------------------


def test_what_nobody_declared_becomes_a_consignment_that_every_bench_of_its_office_gets(
    store: CentralStore, ledger: TestLedger
) -> None:
    _, since = whole_snapshot(store, HEAD)
    made = ledger.entry("provisional", "P1", place="LOC-1", texts=label("RB123456785GB", "LX000000005GB"))
    assert outcomes(send(store, made)) == [("accepted", "")]
    page = store.changes(HEAD, since)
    assert ids(page) == ["P1"]
    assert whole_snapshot(store, HEAD)[0] == ["P1"]
    assert whole_snapshot(store, Scope(offices=("XX000002",)))[0] == []
    known = served(store, "P1")
    assert (known.provisional, known.office, known.goods_items) == (True, "XX000001", ())
    assert parcels(store, "P1") == [("P1", "presented", "LOC-1")]
    for barcode in ("rb 123456785 gb", "LX000000005GB"):
        assert found_by(store, barcode) == ["P1"]


def test_a_declared_consignment_without_a_lane_is_in_no_lanes_scope(store: CentralStore) -> None:
    store.put_consignments([msgspec.json.encode(consignment("C1", lane=""))])
    assert whole_snapshot(store, HEAD)[0] == []


def test_it_is_held_seized_and_located_like_any_other(store: CentralStore, ledger: TestLedger) -> None:
    made = ledger.entry("provisional", "P1", texts=label("RB123456785GB"))
    hold = ledger.entry("hold", "P1", owner="XX000001", scope=IN_FOUND, found=[FOUND], place="LOC-2")
    put_away = ledger.entry("located", "P1", place="LOC-2")
    send(store, hold, put_away, made)
    assert parcels(store, "P1") == [("P1", "presented", "LOC-2")]
    assert standing_of((), acts_of(store, "P1")).standing is Standing.HELD


def test_its_numbers_may_come_later(store: CentralStore, ledger: TestLedger) -> None:
    whole = json.loads(ledger.entry("provisional", "P1", texts=label("RB123456785GB")))
    without = json.dumps({**whole, "particulars": []}).encode()
    send(store, without)
    assert served(store, "P1").identifiers == ()
    _, since = whole_snapshot(store, HEAD)
    assert outcomes(send(store, json.dumps(whole).encode(), without)) == [("already_known", "")] * 2
    assert ids(store.changes(HEAD, since)) == ["P1"]
    assert found_by(store, "RB123456785GB") == ["P1"]


@pytest.mark.parametrize("first", ["document", "event"])
def test_a_document_of_the_same_id_stands_whichever_came_first(
    store: CentralStore, ledger: TestLedger, first: str
) -> None:
    made = ledger.entry("provisional", "P1", texts=label("RB123456785GB"))
    steps: list[Callable[[], object]] = [
        lambda: store.put_consignments([msgspec.json.encode(consignment("P1"))]),
        lambda: send(store, made),
    ]
    for step in steps if first == "document" else reversed(steps):
        step()
    assert (served(store, "P1").provisional, served(store, "P1").risk.lane) == (False, "red")


def test_a_bench_that_loses_it_to_another_lane_is_told(store: CentralStore, ledger: TestLedger) -> None:
    green = Scope(offices=("XX000001",), lanes=("green",), days=30)
    send(store, ledger.entry("provisional", "P1"))
    found, since = whole_snapshot(store, green)
    assert found == ["P1"]
    store.put_consignments([msgspec.json.encode(consignment("P1", lane="red"))])
    assert gone(store.changes(green, since)) == {"P1": "left_scope"}


def test_a_provisional_document_that_comes_back_is_provisional_and_never_replaces_a_declared_one(
    store: CentralStore, ledger: TestLedger
) -> None:
    made = ledger.entry("provisional", "P1", texts=label("RB123456785GB"))
    send(store, made)
    body = store.consignment("P1")
    assert body is not None
    _, since = whole_snapshot(store, HEAD)
    assert store.put_consignments([body, body])[1].outcome == "already_known"
    assert ids(store.changes(HEAD, since)) == []
    store.put_consignments([msgspec.json.encode(consignment("P1"))])
    assert store.put_consignments([body])[0].outcome == "already_known"
    assert not served(store, "P1").provisional


def test_one_made_by_two_events_is_the_earlier_one(store: CentralStore) -> None:
    one, two = TestLedger("bench-1", "ledger-1"), TestLedger("bench-2", "ledger-2")
    two.sequence = 5
    send(store, two.entry("provisional", "P1", place="LOC-LATE"))
    send(store, one.entry("provisional", "P1", place="LOC-EARLY"))
    assert parcels(store, "P1") == [("P1", "presented", "LOC-EARLY")]


def test_a_national_system_may_withdraw_it(store: CentralStore, ledger: TestLedger) -> None:
    send(store, ledger.entry("provisional", "P1"))
    assert store.withdraw("P1")
    send(store, ledger.entry("located", "P1", place="LOC-1"))
    assert store.consignment("P1") is None


def test_many_barcodes_on_one_label_are_bounded(store: CentralStore, ledger: TestLedger) -> None:
    reads = [ReadMeaning(text=f"NUMBER{n}", value=f"NUMBER{n}") for n in range(12_000)]
    texts = ((LABEL_READS, msgspec.json.encode(reads).decode()),)
    assert outcomes(send(store, ledger.entry("provisional", "P1", texts=texts))) == [("accepted", "")]
    assert found_by(store, "NUMBER7") == ["P1"]
    assert len(served(store, "P1").identifiers) <= 100


def test_a_photograph_of_400_kilobytes_comes_with_its_event(
    store: CentralStore, bench: Line, ledger: TestLedger
) -> None:
    body = random.Random(4).randbytes(400_000)
    texts = (*label("RB123456785GB"), (PHOTOGRAPH, msgspec.json.encode(Photograph(body=body)).decode()))
    entry = ledger.entry("provisional", "P1", texts=texts, remark="beside the belt")
    assert len(entry) < 600_000
    answer = bench.post("/v1/events", content=b'{"events":[' + entry + b"]}").json()
    assert [each["outcome"] for each in answer["outcomes"]] == ["accepted"]
    (kept,) = store.events().events
    said = msgspec.json.decode(kept.submission, type=Submission).particulars
    (photograph,) = (each.text for each in said if each.kind == PHOTOGRAPH)
    assert base64.b64decode(json.loads(photograph)["body"]) == body
    whole = store.consignment("P1")
    assert whole is not None
    assert len(whole) < 2_000


# --- links --------------------------------------------------------------------------------------------------


def found_and_held(ledger: TestLedger) -> list[bytes]:
    """A parcel that nobody had declared, held, and then linked to C1."""
    return [
        ledger.entry("provisional", "P1", place="LOC-1", texts=label("RB123456785GB", "ZZ-OWN-NUMBER")),
        ledger.entry("hold", "P1", owner="XX000001", scope=IN_FOUND, found=[FOUND]),
        ledger.entry("linked", "P1", linked="C1"),
    ]


def test_acts_numbers_and_places_count_for_the_one_that_it_turned_out_to_be(
    store: CentralStore, ledger: TestLedger
) -> None:
    _, since = whole_snapshot(store, HEAD)
    made, hold, link = found_and_held(ledger)
    send(store, made, hold)
    store.put_consignments([declared()])
    send(store, link)
    told = served(store)
    assert told.linked == ("P1",)
    assert parcels(store) == [("p1", "expected", ""), ("p2", "presented", "LOC-1")]
    assert standing_of((), told.acts).open_holds == (event_id(hold),)
    assert [(each.value, each.of) for each in told.identifiers[2:]] == [("ZZ-OWN-NUMBER", "p2")]
    assert found_by(store, "zz own number") == found_by(store, "RB123456785GB") == ["C1"]
    assert store.consignment("P1") is None
    page = store.changes(HEAD, since)
    assert (ids(page), gone(page)) == (["C1"], {"P1": "withdrawn"})
    assert whole_snapshot(store, HEAD)[0] == ["C1"]


def test_whoever_had_it_gets_a_tombstone(store: CentralStore, ledger: TestLedger) -> None:
    made, hold, link = found_and_held(ledger)
    send(store, made, hold)
    _, since = whole_snapshot(store, HEAD)
    store.put_consignments([declared()])
    send(store, link)
    page = store.changes(HEAD, since)
    assert (ids(page), gone(page)) == (["C1"], {"P1": "withdrawn"})
    assert ids(store.changes(HEAD, page_cursor(store))) == []


def page_cursor(store: CentralStore) -> Any:
    return whole_snapshot(store, HEAD)[1]


def test_one_that_is_linked_to_what_is_not_here_yet_stays_until_it_comes(
    store: CentralStore, ledger: TestLedger
) -> None:
    send(store, *found_and_held(ledger))
    assert served(store, "P1").provisional
    store.put_consignments([declared()])
    assert store.consignment("P1") is None
    assert len(served(store).acts) == 1


def test_a_later_act_on_the_provisional_one_counts_too_and_its_hold_is_lifted_there(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    made, hold, link = found_and_held(ledger)
    send(store, made, link)
    _, since = whole_snapshot(store, HEAD)
    send(store, hold)
    assert ids(store.changes(HEAD, since)) == ["C1"]
    names = (event_id(hold),)
    send(store, ledger.entry("lift", "C1", names=names, seen=names, owner="XX000001"))
    assert standing_of((), served(store).acts).open_holds == ()


def test_a_conflict_across_the_link_is_told_to_both(store: CentralStore) -> None:
    store.put_consignments([declared()])
    one, two = TestLedger("bench-1", "ledger-1"), TestLedger("bench-2", "ledger-2")
    made, hold, link = found_and_held(one)
    release = two.entry("release", "C1", scope=IN_FOUND, found=[FOUND])
    assert [each.conflict for each in send(store, made, hold, release, link)] == [False] * 4
    assert send(store, hold)[0].conflict is True
    assert send(store, release)[0].conflict is True


def test_a_declared_consignment_that_somebody_links_keeps_its_acts_to_itself(
    store: CentralStore, ledger: TestLedger
) -> None:
    """Goods items of two declarations have the same ids: a release of one must never release the other's."""
    store.put_consignments([declared("C1"), declared("C2")])
    entries = [ledger.entry("release", "C2"), ledger.entry("linked", "C2", linked="C1")]
    assert outcomes(send(store, *entries)) == [("accepted", "")] * 2
    assert (served(store).acts, served(store).linked) == ((), ())
    assert len(served(store, "C2").acts) == 1


@pytest.mark.parametrize("linked", ["", "P1"])
def test_a_link_to_nothing_or_itself_is_kept_and_links_nothing(
    store: CentralStore, ledger: TestLedger, linked: str
) -> None:
    send(store, ledger.entry("provisional", "P1"), ledger.entry("linked", "P1", linked=linked))
    assert served(store, "P1").linked == ()


def test_a_link_to_what_cannot_be_an_id_is_refused(store: CentralStore, ledger: TestLedger) -> None:
    assert outcomes(send(store, ledger.entry("linked", "P1", linked="C\0 1"))) == [("refused", "envelope")]


def test_provisional_ones_that_are_linked_in_a_circle_are_not_lost(
    store: CentralStore, ledger: TestLedger
) -> None:
    pair = [ledger.entry("provisional", "P1"), ledger.entry("provisional", "P2")]
    circle = [ledger.entry("linked", "P1", linked="P2"), ledger.entry("linked", "P2", linked="P1")]
    hold = ledger.entry("hold", "P2", owner="A", scope=IN_FOUND, found=[FOUND])
    send(store, *pair, *circle, hold)
    assert [len(served(store, id).acts) for id in ("P1", "P2")] == [1, 1]
    store.put_consignments([declared()])
    send(store, ledger.entry("linked", "P2", linked="C1"))
    assert (served(store).linked, len(served(store).acts)) == (("P1", "P2"), 1)
    assert whole_snapshot(store, HEAD)[0] == ["C1"]


# --- openings -----------------------------------------------------------------------------------------------

BOTH = (ScopeEntry(goods="g1"), ScopeEntry(goods="g2"))
AT_HAND = {"workplace": "examination", "possession": "read"}


def states(store: CentralStore) -> list[tuple[str, str, str]]:
    return [(each.kind, each.owner, each.state) for each in served(store).conditions]


def test_an_asked_opening_blocks_until_the_goods_are_decided_on_where_the_parcel_lies(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared(conditions=(Condition(id="K1", kind="payment"),))])
    asked = ledger.entry("opening_asked", remark="a dense block, lower left", workplace="image")
    send(store, asked)
    condition = served(store).conditions[1]
    assert condition == Condition(
        id=event_id(asked),
        kind="examination",
        owner="XX000001",
        words="a dense block, lower left",
        asked=True,
    )
    send(store, ledger.entry("release", scope=BOTH, workplace="document", possession="absent"))
    assert states(store)[1] == ("examination", "XX000001", "open")
    send(store, ledger.entry("release", scope=BOTH, **AT_HAND))
    assert states(store) == [("payment", "", "open"), ("examination", "XX000001", "satisfied")]


def test_a_payment_and_an_opening_stand_beside_each_other(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([declared(conditions=(Condition(id="K1", kind="payment"),))])
    send(store, ledger.entry("opening_asked"))
    store.put_payments([msgspec.json.encode(Payment(consignment="C1", state="paid"))])
    assert states(store) == [("payment", "", "satisfied"), ("examination", "XX000001", "open")]


def test_what_is_to_be_looked_at_may_come_later(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([declared()])
    whole = json.loads(ledger.entry("opening_asked", remark="the lining"))
    send(store, json.dumps({**whole, "particulars": []}).encode())
    assert served(store).conditions[0].words == ""
    send(store, json.dumps(whole).encode())
    assert served(store).conditions[0].words == "the lining"


def test_a_system_that_sends_the_served_document_back_doubles_nothing(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    send(store, ledger.entry("opening_asked"), *found_and_held(ledger))
    before = served(store)
    body = store.consignment("C1")
    assert body is not None
    store.put_consignments([body])
    assert replace(served(store), change=before.change) == before
    send(store, ledger.entry("release", scope=BOTH, seen=tuple(a.id for a in before.acts), **AT_HAND))
    assert [state for _kind, _owner, state in states(store)] == ["satisfied"]


# --- decisions without the parcel's barcode -----------------------------------------------------------------


@pytest.mark.expected_log("alarm possession.unreasoned")
def test_a_decision_at_an_examination_bench_without_barcode_or_reason_is_an_alarm_once_for_a_ledger(
    store: CentralStore, ledger: TestLedger
) -> None:
    unread = [
        ledger.entry("hold", owner="A", workplace="examination", possession=possession)
        for possession in ("typed", "absent", "")
    ]
    assert outcomes(send(store, *unread)) == [("accepted", "possession.unreasoned")] * 3
    (alarm,) = store.benches.alarms(0, 9).alarms
    assert (alarm.kind, alarm.ledger, alarm.events) == ("possession.unreasoned", "ledger-1", ("1",))


def test_what_was_read_or_has_its_reason_or_lay_elsewhere_is_none(
    store: CentralStore, ledger: TestLedger
) -> None:
    fine: list[dict[str, Any]] = [
        AT_HAND,
        {"workplace": "examination", "possession": "exception", "exception": "torn_label"},
        {"workplace": "examination", "possession": "typed", "exception": "a code of tomorrow"},
        {"workplace": "document", "possession": "absent"},
        {"workplace": "examination", "schema": 2},
        {},
    ]
    entries = [ledger.entry("release", scope=BOTH, **each) for each in fine]
    lift = ledger.entry("lift", names=("h",), owner="XX000001", workplace="examination")
    assert outcomes(send(store, *entries, lift)) == [("accepted", "")] * 7
    assert store.benches.alarms(0, 9).alarms == ()


# --- any order ----------------------------------------------------------------------------------------------


class Story:
    """Everything that happens to one declared and two provisional consignments, as steps in any order."""

    def __init__(self) -> None:
        one, two = TestLedger("bench-1", "ledger-1"), TestLedger("bench-2", "ledger-2")
        made = json.loads(one.entry("provisional", "P1", place="LOC-1", texts=label("RB123456785GB", "ZZ1")))
        hold = one.entry("hold", "P1", owner="XX000001", scope=IN_FOUND, found=[FOUND], remark="a knife")
        names = (event_id(hold),)
        entries = [
            json.dumps({**made, "particulars": []}).encode(),
            json.dumps(made).encode(),
            hold,
            one.entry("located", "P1", place="LOC-2"),
            one.entry("linked", "P1", linked="C1"),
            one.entry("located", "C1", parcel="p1", place="LOC-3"),
            two.entry("presented", "C1", parcel="p1"),
            two.entry("missing", "C1", parcel="p2"),
            two.entry("provisional", "P2", place="LOC-4", texts=label("ZZ2", "ZZ1")),
            two.entry("linked", "P2", linked="P1"),
            two.entry("opening_asked", "C1", remark="look inside", workplace="image"),
            two.entry("opening_asked", "P2", parcel="P2", workplace="image"),
            two.entry("lift", "C1", names=names, seen=names, owner="XX000001"),
            two.entry("release", "C1", scope=BOTH, seen=names, **AT_HAND),
        ]
        documents = [declared(), declared(filings=(replace(consignment().filings[0], version=2),))]
        paid = msgspec.json.encode(Payment(consignment="C1", state="paid", at=START))
        self.steps: list[Callable[[CentralStore], object]] = [
            *(lambda store, e=entry: send(store, e) for entry in entries),  # type: ignore[misc]
            *(lambda store, d=body: store.put_consignments([d]) for body in documents),  # type: ignore[misc]
            lambda store: store.put_payments([paid]),
        ]

    def tell(self, store: CentralStore, order: Sequence[int]) -> None:
        """Let it happen in this order."""
        for place in order:
            self.steps[place](store)


def all_that_is_served(store: CentralStore) -> Any:
    """What benches and national systems get to see, but for the order of arrival itself."""
    found: dict[str, Any] = {}
    for id in ("C1", "P1", "P2"):
        body = store.consignment(id)
        told = json.loads(body) if body else {}
        told.pop("change", None)
        acts = [{**act, "number": ""} for act in told.pop("acts", ())]
        found[id] = (told, sorted(acts, key=lambda act: act["id"]))
    numbers = ("RB123456785GB", "LX123456785GB", "ZZ1", "ZZ2")
    return found, {number: found_by(store, number) for number in numbers}, sorted(whole_snapshot(store)[0])


@pytest.fixture(scope="module")
def told_in_order(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    story = Story()
    store = CentralStore.open(f"sqlite:///{tmp_path_factory.mktemp('told') / 'c.db'}", clock=FakeClock())
    story.tell(store, range(len(story.steps)))
    yield all_that_is_served(store)
    store.close()


def test_the_story_ends_as_it_should(told_in_order: Any) -> None:
    found, numbers, here = told_in_order
    told, acts = found["C1"]
    assert here == ["C1"]
    assert [act["kind"] for act in acts] == ["hold", "lift", "release"]
    assert told["linked"] == ["P1", "P2"]
    assert [each["state"] for each in told["conditions"]] == ["satisfied", "satisfied"]
    assert [(each["presence"], each["location"]) for each in told["parcels"]] == [
        ("presented", "LOC-3"),
        ("presented", "LOC-2"),
    ]
    assert set(map(tuple, numbers.values())) == {("C1",)}
    assert (found["P1"], found["P2"]) == (({}, []), ({}, []))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_the_order_of_arrival_and_however_often_said_the_same_is_served(
    told_in_order: Any, tmp_path_factory: pytest.TempPathFactory, data: Any
) -> None:
    story = Story()
    steps = list(range(len(story.steps)))
    order = data.draw(st.permutations(steps + data.draw(st.lists(st.sampled_from(steps), max_size=6))))
    store = CentralStore.open(f"sqlite:///{tmp_path_factory.mktemp('any') / 'c.db'}", clock=FakeClock())
    try:
        story.tell(store, order)
        assert all_that_is_served(store) == told_in_order
    finally:
        store.close()


# --- a database of before -----------------------------------------------------------------------------------


def test_a_newer_service_understands_what_an_older_one_had_taken(
    store: CentralStore, ledger: TestLedger, database_url: str, clock: FakeClock
) -> None:
    store.put_consignments([declared()])
    made, hold, link = found_and_held(ledger)
    send(store, made, hold, link, ledger.entry("located", parcel="p1", place="LOC-7"))
    before = served(store)
    store.close()
    as_schema_2(database_url)
    again = CentralStore.open(database_url, clock=clock)
    assert replace(served(again), change=before.change) == before
    assert again.consignment("P1") is None
    assert whole_snapshot(again, HEAD)[0] == ["C1"]
    again.close()


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
            "ALTER TABLE consignment DROP COLUMN provisional",
            "DROP TABLE note",
            "UPDATE service SET schema = 2",
        ):
            connection.execute(text(statement))
    engine.dispose()


def test_a_store_that_was_upgraded_is_not_upgraded_again(store: CentralStore, database_url: str) -> None:
    store.close()
    as_schema_2(database_url)
    for _ in range(2):
        CentralStore.open(database_url).close()
    assert Path(database_url.removeprefix("sqlite:///")).exists()


def test_a_million_notes_are_never_read_to_find_the_few_of_one_consignment(
    store: CentralStore, database_url: str
) -> None:
    engine = create_engine(database_url)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
    with engine.connect() as connection:
        noted_ids(connection, ["C1", "C2"])
        edges_around(connection, ["C1", "C2"])
        read_notes(connection, ["C1", "C2"])
        for statement in tuple(asked):
            values = ["x"] * statement.count("?")
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values)).all()
            assert not [row for row in plan if row.detail.startswith("SCAN")], plan
    engine.dispose()
    assert len(asked) > 3
