"""Mandates of the central service: issued from rules, signed, and what an act within or beyond one is
answered.
"""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from tests.central.making import TestLedger, document, event_id
from tests.fakes.clock import START, FakeClock
from workstation.central import schema
from workstation.central.store import CentralStore
from workstation.contract.mandates import DAY_S, EVERY_ACT, MandateRule, SignedMandate
from workstation.contract.messages import Outcome
from workstation.contract.signing import KeySigner
from workstation.domain.act import Act, Effect
from workstation.domain.consignment import Consignment
from workstation.domain.mandate import Grant, Mandate
from workstation.domain.standing import standing_of

OFFICER = "officer-7"


def issued(store: CentralStore, rule: MandateRule | None = None) -> Mandate:
    if rule is not None:
        store.mandates.put_rule(rule, OFFICER)
    mandate = store.mandates.current(OFFICER)[1].read()
    assert mandate is not None
    return mandate


def send(store: CentralStore, *entries: bytes, **more: Any) -> list[tuple[str, str]]:
    answer: tuple[Outcome, ...] = store.receive_events(entries, token="test", **more)
    return [(each.outcome, each.code) for each in answer]


def under(mandate: Mandate, **more: Any) -> dict[str, Any]:
    """What the envelope of an act under this mandate says."""
    return {"mandate": mandate.id, "line": "on", "lane": "red", "service_time": START, **more}


def acts(store: CentralStore) -> tuple[Act, ...]:
    body = store.consignment("C1")
    assert body is not None
    return msgspec.json.decode(body, type=Consignment).acts


# --- issuing ------------------------------------------------------------------------------------------------


def test_a_mandate_is_signed_with_the_key_that_the_service_tells(store: CentralStore) -> None:
    id, signed = store.mandates.current(OFFICER)
    assert signed.is_signed_by(store.mandates.public_keys())
    mandate = signed.read()
    assert mandate is not None
    assert (mandate.id, mandate.officer, mandate.issued) == (id, OFFICER, START)
    assert mandate.grants == (Grant(kind="*"),)
    assert mandate.holds_off_line_until(START) == START + timedelta(days=10)
    changed = msgspec.structs.replace(signed, document=signed.document.replace(OFFICER, "officer-8"))
    assert not changed.is_signed_by(store.mandates.public_keys())
    assert not signed.is_signed_by(("00" * 32,))


def test_it_is_issued_anew_when_half_of_its_time_is_over(store: CentralStore, clock: FakeClock) -> None:
    first = issued(store)
    clock.advance(15 * DAY_S - 1)
    assert issued(store) == first
    clock.advance(2)
    assert issued(store).issued == clock.now()


def test_it_is_issued_anew_when_its_rule_says_something_else(store: CentralStore, clock: FakeClock) -> None:
    first = issued(store)
    clock.advance(1)
    store.mandates.put_rule(EVERY_ACT)
    assert issued(store) == first
    store.mandates.put_rule(MandateRule(offline_s=5 * DAY_S))
    second = issued(store)
    assert (second.id == first.id, second.offline_s) == (False, 5 * DAY_S)
    clock.advance(1)
    own = issued(store, MandateRule(grants=(Grant(kind="hold"),)))
    assert own.grants == (Grant(kind="hold"),)
    store.mandates.put_rule(MandateRule(offline_s=DAY_S))
    assert issued(store) == own
    clock.advance(1)
    assert store.mandates.drop_rule(OFFICER)
    assert issued(store).offline_s == DAY_S


def test_the_key_outlives_the_service(store: CentralStore, database_url: str, clock: FakeClock) -> None:
    signed, keys = store.mandates.current(OFFICER), store.mandates.public_keys()
    again = CentralStore.open(database_url, clock=clock)
    try:
        assert (again.mandates.current(OFFICER), again.mandates.public_keys()) == (signed, keys)
    finally:
        again.close()


def test_on_postgresql_it_is_the_same(postgres: str, clock: FakeClock) -> None:
    opened = CentralStore.open(postgres, clock=clock)
    try:
        id, signed = opened.mandates.current(OFFICER)
        assert signed.is_signed_by(opened.mandates.public_keys())
        assert opened.mandates.current(OFFICER) == (id, signed)
        clock.advance(1)
        opened.mandates.put_rule(MandateRule(grants=(Grant(kind="hold"),)), OFFICER)
        mandate = issued(opened)
        assert send(opened, TestLedger().entry("release", **under(mandate))) == [("refused", "mandate.kind")]
    finally:
        opened.close()


# --- over the line ------------------------------------------------------------------------------------------


def test_a_bench_fetches_it_and_hears_that_it_has_not_changed(store: CentralStore, bench: Any) -> None:
    answer: httpx.Response = bench.get(f"/v1/mandates/{OFFICER}")
    signed = msgspec.json.decode(answer.content, type=SignedMandate)
    assert signed == store.mandates.current(OFFICER)[1]
    again = bench.get(f"/v1/mandates/{OFFICER}", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "mandates" in bench.get("/v1/service-information").json()["capabilities"]


def test_a_national_system_says_what_it_is_issued_from(
    store: CentralStore, national: Any, bench: Any
) -> None:
    def put(officer: str, rule: Any) -> int:
        return int(national.http.put(f"/v1/mandate-rules/{officer}", content=json.dumps(rule)).status_code)

    assert put("*", {"offline_s": 3600}) == 204
    assert store.mandates.rule("anybody").offline_s == 3600
    assert put(OFFICER, {"grants": [{"kind": "seize", "needs_second": True}]}) == 204
    assert issued(store).grants == (Grant(kind="seize", needs_second=True),)
    unusable: tuple[Any, ...] = (
        {"valid_s": 0},
        {"offline_s": -1},
        {"grants": [{"kind": ""}]},
        {"valid_s": 10**12},
        [],
    )
    for rule in unusable:
        assert put(OFFICER, rule) == 400
    assert bench.http.put("/v1/mandate-rules/*", content="{}").status_code == 403


# --- judging ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "grant, envelope, answer",
    [
        ({}, {}, ("accepted", "")),
        ({"lanes": ("green",)}, {}, ("refused", "mandate.lane")),
        ({"lanes": ("green",)}, {"lane": "green"}, ("accepted", "")),
        ({"categories": ("documents",)}, {}, ("refused", "mandate.category")),
        ({"off_line": False}, {"line": "off"}, ("refused", "mandate.offline")),
        ({"needs_second": True}, {}, ("refused", "mandate.needs_second")),
        ({"needs_second": True}, {"second": OFFICER}, ("refused", "mandate.second_same")),
        ({"needs_second": True}, {"second": "officer-8"}, ("accepted", "")),
        ({}, {"service_time": START + timedelta(days=31)}, ("refused", "mandate.expired")),
        ({}, {"officer": "officer-8"}, ("refused", "mandate.officer")),
        ({}, {"service_time": None}, ("refused", "mandate.circumstances")),
        ({}, {"line": ""}, ("refused", "mandate.circumstances")),
        ({}, {"line": "none"}, ("refused", "mandate.circumstances")),
    ],
)
def test_an_act_is_judged_by_the_mandate_that_it_names(
    store: CentralStore, grant: dict[str, Any], envelope: dict[str, Any], answer: tuple[str, str]
) -> None:
    mandate = issued(store, MandateRule(grants=(Grant(kind="release", **grant),)))
    entry = TestLedger().entry("release", **under(mandate, **envelope))
    assert send(store, entry) == [answer]
    again = ("already_known", "") if answer[0] == "accepted" else answer
    assert send(store, entry) == [again]


def test_it_is_judged_by_the_mandate_of_then_whenever_it_comes(store: CentralStore, clock: FakeClock) -> None:
    before = issued(store)
    entry = TestLedger().entry("release", **under(before))
    issued(store, MandateRule(grants=(Grant(kind="hold"),)))
    clock.advance(90 * DAY_S)
    assert send(store, entry) == [("accepted", "")]


def test_where_none_was_ever_given_an_act_without_one_is_accepted_as_before(store: CentralStore) -> None:
    assert send(store, TestLedger().entry("release")) == [("accepted", "")]


@pytest.mark.expected_log("alarm mandate.missing")
def test_who_leaves_the_mandate_out_is_told_of_and_not_refused(store: CentralStore, clock: FakeClock) -> None:
    ledger = TestLedger()
    before = ledger.entry("hold", owner="A", service_time=START - timedelta(seconds=1))
    store.mandates.current(OFFICER, "bench-1")
    name = (event_id(before),)
    assert send(
        store,
        before,
        ledger.entry("release"),
        ledger.entry("hold", owner="A", officer="made-up"),
        ledger.entry("acknowledge", names=name),
        TestLedger("bench-2", "two").entry("release", officer="another"),
    ) == [
        ("accepted", ""),
        *[("accepted", "mandate.missing")] * 2,
        *[("accepted", "")] * 2,
    ]
    assert [each.kind for each in store.benches.alarms(0, 10).alarms] == ["mandate.missing"]


def test_a_bench_asks_for_as_many_officers_as_work_there(store: CentralStore, bench: Any) -> None:
    def ask(officer: str) -> int:
        return int(bench.get(f"/v1/mandates/{officer}").status_code)

    with store._database.writing() as connection:
        rows = [
            {"asker": "bench-1", "officer": f"made-up-{number}", "at": int(START.timestamp() * 1000)}
            for number in range(99)
        ]
        connection.execute(schema.mandate_given.insert(), rows)
    assert [ask(OFFICER), ask("one-more"), ask(OFFICER), ask("made-up-1")] == [200, 404, 200, 200]


def test_a_lift_for_another_owner_takes_a_mandate_over_it(store: CentralStore) -> None:
    store.put_consignments([document("C1")])
    over = issued(store, MandateRule(over_holds=("NARCOTICS",)))
    ledger = TestLedger()
    hold = ledger.entry("hold", owner="NARCOTICS", office="NARCOTICS", officer="narcotics-1")
    name = (event_id(hold),)
    about: dict[str, Any] = {"names": name, "seen": name}
    assert send(
        store,
        hold,
        ledger.entry("lift", owner="NARCOTICS", **about),
        ledger.entry("lift", owner="VETERINARY", **about, **under(over)),
        ledger.entry("lift", owner="NARCOTICS", **about, **under(over) | {"mandate": "nobody-knows"}),
    ) == [("accepted", ""), *[("refused", "owner.other")] * 3]
    assert standing_of((), acts(store)).open_holds == name
    within = ledger.entry("lift", owner="NARCOTICS", **about, **under(over))
    assert send(store, within) == [("accepted", "")]
    assert standing_of((), acts(store)).open_holds == ()


@pytest.mark.expected_log("alarm mandate.annul")
def test_an_annulment_beyond_its_mandate_is_no_refusal_but_an_alarm(
    store: CentralStore,
) -> None:
    store.put_consignments([document("C1")])
    ledger = TestLedger()
    seizure = ledger.entry("seize", reason="R1", legal_basis="L1", officer="another")
    name = (event_id(seizure),)
    few, many = issued(store), MandateRule(may_annul=(Effect.SEIZE.value,))
    about: dict[str, Any] = {"names": name, "seen": name}
    assert send(store, seizure, ledger.entry("annul", **about, **under(few))) == [
        ("accepted", ""),
        ("accepted", "mandate.annul"),
    ]
    within = ledger.entry("annul", **about, **under(issued(store, many)))
    assert send(store, within) == [("accepted", "")]


@pytest.mark.expected_log("alarm mandate.annul")
def test_without_a_mandate_only_a_release_is_annulled_without_an_alarm(store: CentralStore) -> None:
    store.put_consignments([document("C1")])
    ledger = TestLedger()
    release = ledger.entry("release")
    seizure = ledger.entry("seize", reason="R1", legal_basis="L1")
    answers = send(
        store,
        release,
        ledger.entry("annul", names=(event_id(release),), seen=(event_id(release),)),
        seizure,
        ledger.entry("annul", names=(event_id(seizure),), seen=(event_id(seizure),)),
    )
    assert answers == [*[("accepted", "")] * 3, ("accepted", "mandate.annul")]
    assert [each.kind for each in store.benches.alarms(0, 10).alarms] == ["mandate.annul"]


@pytest.mark.expected_log("alarm mandate.unknown")
def test_a_mandate_that_is_not_known_is_told_of_and_judges_nothing(store: CentralStore) -> None:
    entry = TestLedger().entry("release", mandate="of-another-service", line="on", service_time=START)
    assert send(store, entry) == [("accepted", "mandate.unknown")]
    assert send(store, TestLedger(ledger="two").entry("note", mandate="of-another-service")) == [
        ("accepted", "")
    ]
    assert [each.kind for each in store.benches.alarms(0, 10).alarms] == ["mandate.unknown"]


def test_a_service_that_lost_a_mandate_has_it_back_from_the_bench(
    store: CentralStore, tmp_path: Path, clock: FakeClock
) -> None:
    store.mandates.public_keys()
    backup = tmp_path / "backup.db"
    with closing(sqlite3.connect(tmp_path / "central.db")) as live, closing(sqlite3.connect(backup)) as copy:
        live.backup(copy)
    mandate = issued(store, MandateRule(grants=(Grant(kind="hold"),)))
    signed = store.mandates.current(OFFICER)[1]
    entry = TestLedger().entry("release", **under(mandate))
    restored = CentralStore.open(f"sqlite:///{backup}", clock=clock)
    try:
        assert send(restored, entry, mandates=(signed,)) == [("refused", "mandate.kind")]
    finally:
        restored.close()


@pytest.mark.expected_log("alarm mandate.unknown")
def test_a_mandate_that_another_key_signed_is_not_taken(store: CentralStore) -> None:
    store.mandates.public_keys()
    forged = EVERY_ACT.mandate("m-1", OFFICER, START)
    signer, text = KeySigner(bytes(32)), msgspec.json.encode(forged)
    signed = SignedMandate(document=text.decode(), key=signer.public_key, signature=signer.sign(text))
    entry = TestLedger().entry("release", **under(forged))
    assert send(store, entry, mandates=(signed,)) == [("accepted", "mandate.unknown")]
