"""Notes at the service: where parcels were seen, what nobody had declared, and decisions on what nobody had
read. They stand whatever came first, and said twice is said once.
"""

import base64
import hashlib
import json
import random
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.central.conftest import Line
from tests.central.making import TestLedger, consignment
from tests.central.noting import (
    AT_HAND,
    BOTH,
    FOUND,
    HEAD,
    IN_FOUND,
    P1,
    P2,
    declared,
    found_by,
    label,
    parcels,
    served,
)
from tests.central.test_events import acts_of, outcomes, send
from tests.central.test_pages import gone, ids, whole_snapshot
from tests.fakes.clock import START, FakeClock
from workstation.central.notes import CLOCKS_APART
from workstation.central.store import CentralStore
from workstation.contract.messages import Scope, Submission
from workstation.domain.event import LABEL_READS, PHOTOGRAPH, Photograph, ReadMeaning
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.standing import Standing, standing_of


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


# --- sightings ---------------------------------------------------------------------------------------------


def test_a_sighting_says_where_the_parcel_is_and_who_saw_it(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([declared()])
    _, since = whole_snapshot(store, HEAD)
    send(store, ledger.entry("presented", parcel="p1"), ledger.entry("located", parcel="p1", place="LOC-1"))
    assert parcels(store) == [("p1", "presented", "LOC-1"), ("p2", "expected", "LOC-BELT-1")]
    first = served(store).parcels[0]
    assert (first.seen_at, first.seen_by, first.seen_bench) == (
        START + timedelta(seconds=2),
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


@pytest.mark.expected_log("alarm clock.ahead")
@pytest.mark.parametrize(
    "when",
    [
        {"service_time": START + timedelta(days=365_000)},
        {"clock_offset_ms": 10**14},
        {"service_time": datetime.max.replace(tzinfo=timezone(timedelta(hours=-14)))},
    ],
)
def test_a_clock_that_is_ahead_is_not_the_newest_for_ever(
    store: CentralStore, clock: FakeClock, when: dict[str, Any]
) -> None:
    one, two = TestLedger("bench-1", "ledger-1"), TestLedger("bench-2", "ledger-2")
    store.put_consignments([declared()])
    seen = one.entry("located", parcel="p1", place="LOC-1", **when)
    send(store, seen, one.entry("opening_asked", **when), one.entry("provisional", P1, **when))
    assert served(store).parcels[0].seen_at == served(store, P1).arrived == clock.now() + CLOCKS_APART
    clock.advance(3600)
    send(store, seen)
    send(store, two.entry("located", parcel="p1", place="LOC-2", service_time=clock.now()))
    send(store, two.entry("release", scope=BOTH, service_time=clock.now(), **AT_HAND))
    assert parcels(store)[0] == ("p1", "presented", "LOC-2")
    assert [each.state for each in served(store).conditions] == ["satisfied"]
    alarms = store.benches.alarms(0, 9).alarms
    assert [(each.kind, each.bench) for each in alarms] == [("clock.ahead", "bench-1")]


# --- provisional consignments ------------------------------------------------------------------------------


def test_what_nobody_declared_becomes_a_consignment_that_every_bench_of_its_office_gets(
    store: CentralStore, ledger: TestLedger
) -> None:
    _, since = whole_snapshot(store, HEAD)
    made = ledger.entry("provisional", P1, place="LOC-1", texts=label("RB123456785GB", "LX000000005GB"))
    assert outcomes(send(store, made)) == [("accepted", "")]
    page = store.changes(HEAD, since)
    assert ids(page) == [P1]
    assert whole_snapshot(store, HEAD)[0] == [P1]
    assert whole_snapshot(store, Scope(offices=("XX000002",)))[0] == []
    known = served(store, P1)
    assert (known.provisional, known.office, known.goods_items) == (True, "XX000001", ())
    assert parcels(store, P1) == [(P1, "presented", "LOC-1")]
    for barcode in ("rb 123456785 gb", "LX000000005GB"):
        assert found_by(store, barcode) == [P1]


def test_a_declared_consignment_without_a_lane_is_in_no_lanes_scope(store: CentralStore) -> None:
    store.put_consignments([msgspec.json.encode(consignment("C1", lane=""))])
    assert whole_snapshot(store, HEAD)[0] == []


def test_it_is_held_seized_and_located_like_any_other(store: CentralStore, ledger: TestLedger) -> None:
    made = ledger.entry("provisional", P1, texts=label("RB123456785GB"))
    hold = ledger.entry("hold", P1, owner="XX000001", scope=IN_FOUND, found=[FOUND], place="LOC-2")
    put_away = ledger.entry("located", P1, place="LOC-2")
    send(store, hold, put_away, made)
    assert parcels(store, P1) == [(P1, "presented", "LOC-2")]
    assert standing_of((), acts_of(store, P1)).standing is Standing.HELD


def test_its_numbers_may_come_later(store: CentralStore, ledger: TestLedger) -> None:
    whole = json.loads(ledger.entry("provisional", P1, texts=label("RB123456785GB")))
    without = json.dumps({**whole, "particulars": []}).encode()
    send(store, without)
    assert served(store, P1).identifiers == ()
    _, since = whole_snapshot(store, HEAD)
    assert outcomes(send(store, json.dumps(whole).encode(), without)) == [("already_known", "")] * 2
    assert ids(store.changes(HEAD, since)) == [P1]
    assert found_by(store, "RB123456785GB") == [P1]


@pytest.mark.parametrize("first", ["document", "event"])
def test_a_document_of_the_same_id_stands_whichever_came_first(
    store: CentralStore, ledger: TestLedger, first: str
) -> None:
    made = ledger.entry("provisional", P1, texts=label("RB123456785GB"))
    steps: list[Callable[[], object]] = [
        lambda: store.put_consignments([msgspec.json.encode(consignment(P1))]),
        lambda: send(store, made),
    ]
    for step in steps if first == "document" else reversed(steps):
        step()
    assert (served(store, P1).provisional, served(store, P1).risk.lane) == (False, "red")


def test_a_bench_that_loses_it_to_another_lane_is_told(store: CentralStore, ledger: TestLedger) -> None:
    green = Scope(offices=("XX000001",), lanes=("green",), days=30)
    send(store, ledger.entry("provisional", P1))
    found, since = whole_snapshot(store, green)
    assert found == [P1]
    store.put_consignments([msgspec.json.encode(consignment(P1, lane="red"))])
    assert gone(store.changes(green, since)) == {P1: "left_scope"}


def test_a_provisional_document_that_comes_back_is_provisional_and_never_replaces_a_declared_one(
    store: CentralStore, ledger: TestLedger
) -> None:
    made = ledger.entry("provisional", P1, texts=label("RB123456785GB"))
    send(store, made)
    body = store.consignment(P1)
    assert body is not None
    _, since = whole_snapshot(store, HEAD)
    assert store.put_consignments([body, body])[1].outcome == "already_known"
    assert ids(store.changes(HEAD, since)) == []
    store.put_consignments([msgspec.json.encode(consignment(P1))])
    assert store.put_consignments([body])[0].outcome == "already_known"
    assert not served(store, P1).provisional


@pytest.mark.expected_log("alarm (provisional.id|id_reused)")
@pytest.mark.parametrize("others_first", [False, True])
def test_nobody_can_make_anothers_again(store: CentralStore, *, others_first: bool) -> None:
    """Neither by an event of its own under that id, nor by saying that event's id once more."""
    one, two = TestLedger("bench-1", "ledger-1"), TestLedger("bench-2", "ledger-2")
    made = one.entry("provisional", P1, place="LOC-1", texts=label("RB123456785GB"))
    elsewhere = {"office": "ZZ999999", "place": "LOC-2", "bench_time": START - timedelta(days=9)}
    other = two.entry("provisional", P1, id=P2, **elsewhere)
    told = [*send(store, *((other, made) if others_first else (made, other)))]
    assert sorted(outcomes(told)) == [("accepted", ""), ("refused", "provisional.id")]
    assert outcomes(send(store, two.entry("provisional", P1, **elsewhere))) == [("refused", "id_reused")]
    assert (served(store, P1).office, parcels(store, P1)) == ("XX000001", [(P1, "presented", "LOC-1")])
    assert whole_snapshot(store, HEAD)[0] == found_by(store, "RB123456785GB") == [P1]
    alarms = store.benches.alarms(0, 10).alarms
    assert [(each.kind, each.bench) for each in alarms] == [
        ("provisional.id", "bench-2"),
        ("id_reused", "bench-2"),
    ]


@pytest.mark.expected_log("alarm provisional.id")
def test_none_is_made_under_the_id_of_a_declaration(store: CentralStore, ledger: TestLedger) -> None:
    for id in ("26XX-0001", P1.upper()):
        assert outcomes(send(store, ledger.entry("provisional", id))) == [("refused", "provisional.id")]
        assert store.consignment(id) is None


def test_a_national_system_may_withdraw_it(store: CentralStore, ledger: TestLedger) -> None:
    send(store, ledger.entry("provisional", P1))
    assert store.withdraw(P1)
    send(store, ledger.entry("located", P1, place="LOC-1"))
    assert store.consignment(P1) is None


def test_many_barcodes_on_one_label_are_bounded(store: CentralStore, ledger: TestLedger) -> None:
    reads = [ReadMeaning(text=f"NUMBER{n}", value=f"NUMBER{n}") for n in range(12_000)]
    texts = ((LABEL_READS, msgspec.json.encode(reads).decode()),)
    assert outcomes(send(store, ledger.entry("provisional", P1, texts=texts))) == [("accepted", "")]
    assert found_by(store, "NUMBER7") == [P1]
    assert len(served(store, P1).identifiers) <= 100


def test_a_photograph_of_400_kilobytes_comes_with_its_event(
    store: CentralStore, bench: Line, ledger: TestLedger
) -> None:
    body = random.Random(4).randbytes(400_000)
    texts = (*label("RB123456785GB"), (PHOTOGRAPH, msgspec.json.encode(Photograph(body=body)).decode()))
    entry = ledger.entry("provisional", P1, texts=texts, remark="beside the belt")
    assert len(entry) < 600_000
    answer = bench.post("/v1/events", content=b'{"events":[' + entry + b"]}").json()
    assert [each["outcome"] for each in answer["outcomes"]] == ["accepted"]
    (kept,) = store.events().events
    said = msgspec.json.decode(kept.submission, type=Submission).particulars
    (photograph,) = (each.text for each in said if each.kind == PHOTOGRAPH)
    assert base64.b64decode(json.loads(photograph)["body"]) == body
    whole = store.consignment(P1)
    assert whole is not None
    assert len(whole) < 2_000


PHOTO = b"\xff\xd8 the pixels of a parcel"


def photographed(body: bytes = PHOTO) -> tuple[tuple[str, str], ...]:
    """What describes a parcel with this photograph."""
    return (*label("RB123456785GB"), (PHOTOGRAPH, msgspec.json.encode(Photograph(body=body)).decode()))


def sha256_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize("order", [(0,), (1, 0)], ids=["with its event", "later"])
def test_the_photograph_is_served_like_every_image_and_named_by_the_consignment(
    store: CentralStore, bench: Line, ledger: TestLedger, order: tuple[int, ...]
) -> None:
    whole = ledger.entry("provisional", P1, texts=photographed(), images_shown=(sha256_of(PHOTO),))
    without = json.dumps({**json.loads(whole), "particulars": []}).encode()
    for place in order:
        send(store, (whole, without)[place])
    (image,) = served(store, P1).images
    assert (image.sha256, image.is_photograph) == (sha256_of(PHOTO), True)
    assert bench.get(f"/v1/images/{image.sha256}").content == PHOTO


def test_the_declared_one_names_the_photograph_once_it_is_linked(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    made = ledger.entry("provisional", P1, texts=photographed(), images_shown=(sha256_of(PHOTO),))
    send(store, made, ledger.entry("linked", P1, linked="C1"))
    assert [(each.sha256, each.parcel) for each in served(store).images] == [(sha256_of(PHOTO), "p2")]


@pytest.mark.parametrize(
    "body, shown", [(PHOTO, sha256_of(b"another")), (b"no JPEG", sha256_of(b"no JPEG")), (PHOTO, "")]
)
def test_what_is_not_the_photograph_that_the_event_names_is_not_served(
    store: CentralStore, ledger: TestLedger, body: bytes, shown: str
) -> None:
    send(store, ledger.entry("provisional", P1, texts=photographed(body), images_shown=(shown,)))
    assert store.image(sha256_of(body)) is None
    assert found_by(store, "RB123456785GB") == [P1]


# --- decisions without the parcel's barcode ----------------------------------------------------------------


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
        {"schema": 2},
        AT_HAND,
        {"workplace": "examination", "possession": "exception", "exception": "torn_label"},
        {"workplace": "examination", "possession": "typed", "exception": "a code of tomorrow"},
        {"workplace": "document", "possession": "absent"},
        {"workplace": "image", "possession": "absent"},
    ]
    entries = [ledger.entry("release", scope=BOTH, **each) for each in fine]
    lift = ledger.entry("lift", names=("h",), owner="XX000001", workplace="examination")
    assert outcomes(send(store, *entries, lift)) == [("accepted", "")] * 7
    assert store.benches.alarms(0, 9).alarms == ()


@pytest.mark.expected_log("alarm possession.unreasoned")
@pytest.mark.parametrize(
    "said",
    [
        {"workplace": "Examination", "possession": "absent"},
        {"workplace": "", "possession": ""},
        {"workplace": "document", "possession": "rubbish"},
        {"workplace": "examination", "possession": "rubbish", "exception": "torn_label"},
        {"workplace": "examination", "possession": "absent", "exception": "torn_label"},
        {"workplace": "examination", "possession": "exception", "exception": " "},
        {"workplace": "examination", "possession": "exception", "exception": "no_such_code"},
        {"workplace": "examination", "possession": "typed", "exception": "abolished"},
        {"workplace": "examination", "possession": "absent", "schema": 2},
    ],
)
def test_only_the_words_of_the_contract_say_why_no_barcode_was_read(
    store: CentralStore, ledger: TestLedger, said: dict[str, Any]
) -> None:
    abolished = Coded(code="abolished", valid_until=START.date() - timedelta(days=1))
    store.put_reference([ReferenceList(name="exceptions", rows=(Coded(code="torn_label"), abolished))])
    assert outcomes(send(store, ledger.entry("release", scope=BOTH, **said))) == [
        ("accepted", "possession.unreasoned")
    ]
    assert [each.kind for each in store.benches.alarms(0, 9).alarms] == ["possession.unreasoned"]


@pytest.mark.expected_log("alarm schema.older")
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0)])
def test_a_ledger_that_says_less_than_before_is_an_alarm(
    store: CentralStore, ledger: TestLedger, order: tuple[int, ...]
) -> None:
    """Whatever comes first, and where something between them never comes."""
    entries = [
        ledger.entry("release", scope=BOTH, **AT_HAND),
        ledger.entry("located", parcel="p1", place="LOC-1"),
        ledger.entry("release", scope=BOTH, schema=2),
    ]
    for place in order:
        send(store, entries[place])
    assert {each.kind for each in store.benches.alarms(0, 9).alarms} == {"schema.older"}
