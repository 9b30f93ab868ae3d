"""Provisional consignments that turned out to be declared ones, and openings that were asked for."""

import json
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from tests.central.making import TestLedger, document, event_id
from tests.central.noting import (
    AT_HAND,
    BOTH,
    FOUND,
    HEAD,
    IN_FOUND,
    P1,
    P2,
    declared,
    found_and_held,
    found_by,
    label,
    parcels,
    served,
)
from tests.central.test_events import outcomes, send
from tests.central.test_pages import gone, ids, whole_snapshot
from workstation.central.store import CentralStore
from workstation.contract.messages import Payment
from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.consignment import Condition
from workstation.domain.decision import goods_of
from workstation.domain.standing import Standing, standing_of


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


# --- links -------------------------------------------------------------------------------------------------


def test_acts_numbers_and_places_count_for_the_one_that_it_turned_out_to_be(
    store: CentralStore, ledger: TestLedger
) -> None:
    _, since = whole_snapshot(store, HEAD)
    made, hold, link = found_and_held(ledger)
    send(store, made, hold)
    store.put_consignments([declared()])
    send(store, link)
    told = served(store)
    assert told.linked == (P1,)
    assert parcels(store) == [("p1", "expected", ""), ("p2", "presented", "LOC-1")]
    assert standing_of((), told.acts).open_holds == (event_id(hold),)
    assert [(each.value, each.of) for each in told.identifiers[2:]] == [("ZZ-OWN-NUMBER", "p2")]
    assert found_by(store, "zz own number") == found_by(store, "RB123456785GB") == ["C1"]
    assert store.consignment(P1) is None
    page = store.changes(HEAD, since)
    assert (ids(page), gone(page)) == (["C1"], {P1: "withdrawn"})
    assert whole_snapshot(store, HEAD)[0] == ["C1"]


def test_whoever_had_it_gets_a_tombstone(store: CentralStore, ledger: TestLedger) -> None:
    made, hold, link = found_and_held(ledger)
    send(store, made, hold)
    _, since = whole_snapshot(store, HEAD)
    store.put_consignments([declared()])
    send(store, link)
    page = store.changes(HEAD, since)
    assert (ids(page), gone(page)) == (["C1"], {P1: "withdrawn"})
    assert ids(store.changes(HEAD, page_cursor(store))) == []


def page_cursor(store: CentralStore) -> Any:
    return whole_snapshot(store, HEAD)[1]


def test_one_that_is_linked_to_what_is_not_here_yet_stays_until_it_comes(
    store: CentralStore, ledger: TestLedger
) -> None:
    send(store, *found_and_held(ledger))
    assert served(store, P1).provisional
    store.put_consignments([declared()])
    assert store.consignment(P1) is None
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
    release = two.entry("release", "C1", scope=(ScopeEntry(goods=f"{P1}/found-1"),))
    assert [each.conflict for each in send(store, made, hold, release, link)] == [False] * 4
    assert send(store, hold)[0].conflict is True
    assert send(store, release)[0].conflict is True


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 1, 0)])
def test_a_release_of_a_found_parcel_never_releases_declared_goods(
    store: CentralStore, ledger: TestLedger, order: tuple[int, ...]
) -> None:
    store.put_consignments([declared()])
    entries = [
        ledger.entry("provisional", P1),
        ledger.entry("release", P1, scope=BOTH, found=[FoundGoods(id="g1")], **AT_HAND),
        ledger.entry("linked", P1, linked="C1"),
    ]
    send(store, *(entries[place] for place in order))
    told = served(store)
    assert [act.id for act in told.acts] == [event_id(entries[1])]
    stands = {each.goods: each.standing for each in standing_of(goods_of(told), told.acts).goods}
    assert (stands["g1"], stands["g2"]) == (Standing.UNDECIDED, Standing.UNDECIDED)


def test_a_declared_consignment_that_somebody_links_keeps_its_acts_to_itself(
    store: CentralStore, ledger: TestLedger
) -> None:
    """Goods items of two declarations have the same ids: a release of one must never release the other's."""
    store.put_consignments([declared("C1"), declared("C2")])
    entries = [ledger.entry("release", "C2"), ledger.entry("linked", "C2", linked="C1")]
    assert outcomes(send(store, *entries)) == [("accepted", "")] * 2
    assert (served(store).acts, served(store).linked) == ((), ())
    assert len(served(store, "C2").acts) == 1


@pytest.mark.parametrize("linked", ["", P1])
def test_a_link_to_nothing_or_itself_is_kept_and_links_nothing(
    store: CentralStore, ledger: TestLedger, linked: str
) -> None:
    send(store, ledger.entry("provisional", P1), ledger.entry("linked", P1, linked=linked))
    assert served(store, P1).linked == ()


def test_a_link_to_what_cannot_be_an_id_is_refused(store: CentralStore, ledger: TestLedger) -> None:
    assert outcomes(send(store, ledger.entry("linked", P1, linked="C\0 1"))) == [("refused", "envelope")]


@pytest.mark.expected_log("alarm link.several")
def test_provisional_ones_that_are_linked_in_a_circle_are_not_lost(
    store: CentralStore, ledger: TestLedger
) -> None:
    pair = [ledger.entry("provisional", P1), ledger.entry("provisional", P2)]
    circle = [ledger.entry("linked", P1, linked=P2), ledger.entry("linked", P2, linked=P1)]
    hold = ledger.entry("hold", P2, owner="A", scope=IN_FOUND, found=[FOUND])
    send(store, *pair, *circle, hold)
    assert [len(served(store, id).acts) for id in (P1, P2)] == [1, 1]
    store.put_consignments([declared()])
    send(store, ledger.entry("linked", P2, linked="C1"))
    assert (served(store).linked, len(served(store).acts)) == ((P1, P2), 1)
    assert whole_snapshot(store, HEAD)[0] == ["C1"]


# --- who may link, and take it back ------------------------------------------------------------------------


def alarms(store: CentralStore) -> list[tuple[str, str]]:
    return [(each.kind, each.bench) for each in store.benches.alarms(0, 500).alarms]


@pytest.mark.expected_log("alarm link.foreign")
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_no_bench_of_another_office_takes_what_was_found_here_away(
    store: CentralStore, order: tuple[int, ...]
) -> None:
    """Also not to a consignment of its own office, and whichever comes first."""
    good, bad = TestLedger(), TestLedger("bench-9", "ledger-9")
    store.put_consignments([document("C9", office="ZZ999999", lane="green")])
    entries = [
        good.entry("provisional", P1, texts=label("RB123456785GB")),
        good.entry("seize", P1, scope=IN_FOUND, found=[FOUND]),
        bad.entry("linked", P1, linked="C9", office="ZZ999999"),
    ]
    for place in order:
        assert outcomes(send(store, entries[place])) == [("accepted", "")]
    assert [act.kind for act in served(store, P1).acts] == ["seize"]
    assert (served(store, "C9").acts, served(store, "C9").linked) == ((), ())
    assert [kind for kind, _bench in alarms(store)] == ["link.foreign"]
    send(store, bad.entry("unlinked", P1, names=(event_id(entries[2]),), office="ZZ999999"))
    assert [kind for kind, _bench in alarms(store)] == ["link.foreign"] * 2


def test_another_bench_of_the_office_may_link_and_take_it_back(store: CentralStore) -> None:
    one, two = TestLedger(), TestLedger("bench-2", "ledger-2")
    store.put_consignments([declared()])
    made, hold = found_and_held(one)[:2]
    link = two.entry("linked", P1, linked="C1")
    send(store, made, hold, link)
    assert (store.consignment(P1), served(store).linked) == (None, (P1,))
    _, since = whole_snapshot(store, HEAD)
    send(store, one.entry("unlinked", P1, names=(event_id(link),)))
    assert (served(store).linked, served(store).acts) == ((), ())
    assert [act.id for act in served(store, P1).acts] == [event_id(hold)]
    page = store.changes(HEAD, since)
    assert sorted(ids(page)) == sorted([P1, "C1"])
    send(store, one.entry("linked", P1, linked="C1"))
    assert (store.consignment(P1), served(store).linked, alarms(store)) == (None, (P1,), [])


def told(store: CentralStore, id: str) -> list[tuple[str, str, bool]]:
    return [(each.id, each.linked, each.ended) for each in served(store, id).links]


def test_both_sides_are_told_by_its_event_which_link_counts_and_which_was_taken_back(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared(), declared("C2")])
    made, hold, link = found_and_held(ledger)
    send(store, made, hold, link)
    assert told(store, "C1") == [(event_id(link), "C1", False)]
    assert {each.recorded_on for each in served(store).acts} == {P1}
    assert {each.read_of for each in served(store).identifiers} == {"", P1}
    send(store, ledger.entry("unlinked", P1, names=(event_id(link),)))
    assert told(store, "C1") == told(store, P1) == [(event_id(link), "C1", True)]
    assert {each.read_of for each in served(store).identifiers} == {""}
    again = ledger.entry("linked", P1, linked="C2")
    send(store, again)
    assert told(store, "C1") == [(event_id(link), "C1", True)]
    assert told(store, "C2") == [(event_id(again), "C2", False)]


@pytest.mark.expected_log("alarm link.several")
def test_that_an_older_link_was_taken_back_is_told_although_a_newer_one_counts(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared(), declared("C2")])
    made, older, newer = (
        ledger.entry("provisional", P1),
        ledger.entry("linked", P1, linked="C1"),
        ledger.entry("linked", P1, linked="C2"),
    )
    send(store, made, older, newer)
    assert (told(store, "C1"), told(store, "C2")) == ([], [(event_id(newer), "C2", False)])
    send(store, ledger.entry("unlinked", P1, names=(event_id(older),)))
    assert told(store, "C1") == [(event_id(older), "C1", True)]


@pytest.mark.expected_log("alarm link.foreign")
def test_of_links_that_do_not_count_for_their_maker_nothing_is_told(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    bad = TestLedger("bench-9", "ledger-9")
    send(store, ledger.entry("provisional", P1), bad.entry("linked", P1, linked="C1", office="ZZ999999"))
    assert told(store, "C1") == told(store, P1) == []


def test_a_link_that_was_taken_back_before_it_came_never_counts(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    made, link = ledger.entry("provisional", P1), ledger.entry("linked", P1, linked="C1")
    send(store, ledger.entry("unlinked", P1, names=(event_id(link),)), link, made)
    assert (served(store, P1).provisional, served(store).linked) == (True, ())


def test_what_a_national_system_withdrew_does_not_come_back_with_a_link(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    link = ledger.entry("linked", P1, linked="C1")
    send(store, ledger.entry("provisional", P1), link)
    assert not store.withdraw(P1)
    send(store, ledger.entry("unlinked", P1, names=(event_id(link),)))
    assert store.consignment(P1) is None


@pytest.mark.expected_log("alarm link.several")
def test_one_parcel_is_of_one_consignment_however_many_are_said(
    store: CentralStore, ledger: TestLedger
) -> None:
    count = 60
    store.put_consignments([declared(f"C{number}") for number in range(count)])
    entries = [ledger.entry("linked", P1, linked=f"C{number}") for number in range(count)]
    send(store, ledger.entry("provisional", P1), *entries[30:], *entries[:30])
    linked = [id for id in (f"C{number}" for number in range(count)) if served(store, id).linked]
    assert linked == [f"C{count - 1}"]
    assert alarms(store) == [("link.several", "bench-1")]
    _, since = whole_snapshot(store, HEAD)
    send(store, ledger.entry("hold", P1, owner="XX000001", scope=IN_FOUND, found=[FOUND]))
    assert ids(store.changes(HEAD, since)) == linked


# --- openings ----------------------------------------------------------------------------------------------


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
