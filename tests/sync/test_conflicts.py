"""A release and the hold that it had missed: told with all that its story needs, over when both are named."""

from collections.abc import Callable
from datetime import timedelta

from tests.central.making import document
from tests.fakes.clock import START, FakeClock
from tests.sync.bench import Bench, agency_act
from workstation.central.store import CentralStore
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Consignment, GoodsItem
from workstation.ledger.values import LedgerAct
from workstation.sync.consequences import notices_of, settled
from workstation.sync.news import AttentionEnded, AttentionRaised

GOODS = (ScopeEntry(goods="g1"),)
NOW = START


def put(service: CentralStore, *ids: str) -> None:
    service.put_consignments([document(id) for id in ids])


def agency_holds(service: CentralStore, act_id: str = "hold-1", kind: str = "hold", **more: object) -> None:
    fields: dict[str, object] = {"owner": "narcotics", "agency": "narcotics", "reason": "H06", "at": NOW}
    act = Act(id=act_id, kind=kind, scope=GOODS, **fields | more)  # type: ignore[arg-type]
    (outcome,) = service.put_acts([agency_act("C1", act)])
    assert outcome.outcome == "stored"


def facts_of(bench: Bench, kind: str) -> dict[str, str]:
    (found,) = [each for each in bench.ledger.attention(9) if each.kind == kind]
    return dict(found.facts)


# --- the story ----------------------------------------------------------------------------------------------


def test_the_story_names_both_acts_their_makers_and_where_the_parcel_was_last_read(
    service: CentralStore, make_bench: Callable[..., Bench], clock: FakeClock
) -> None:
    put(service, "C1")
    here, there = make_bench("bench-4"), make_bench("bench-3")
    for bench in (here, there):
        bench.pull()
    clock.advance(60)
    there.decide("hold", reason="H06", owner="narcotics", last_read="RB123456785GB", possession="read")
    clock.advance(360)
    released = here.decide("release")
    there.push()
    here.pull()
    assert sorted(here.attention()) == [("conflict", "C1"), ("recall", "C1")]
    for kind in ("conflict", "recall"):
        facts = facts_of(here, kind)
        assert facts["release"] == released
        assert facts["release.officer"] == "officer-a"
        assert facts["release.at"] == (NOW + timedelta(seconds=420)).isoformat()
        assert facts["missed.kind"] == "hold"
        assert (facts["missed.officer"], facts["missed.bench"]) == ("officer-a", "bench-3")
        assert (facts["missed.owner"], facts["missed.reason"]) == ("narcotics", "H06")
        assert facts["missed.at"] == facts["read.at"] == (NOW + timedelta(seconds=60)).isoformat()
        assert facts["read.bench"] == "bench-3"


def test_of_several_reads_the_newest_says_where_the_parcel_is(
    service: CentralStore, bench: Bench, clock: FakeClock
) -> None:
    put(service, "C1")
    bench.pull()
    clock.advance(60)
    bench.decide("release", last_read="RB123456785GB", possession="read")
    agency_holds(service)
    bench.pull()
    facts = facts_of(bench, "conflict")
    assert (facts["read.bench"], facts["read.at"]) == ("bench-1", facts["release.at"])
    assert (facts["missed.agency"], "missed.officer" in facts) == ("narcotics", False)


def test_a_parcel_that_nobody_read_was_last_read_nowhere(service: CentralStore, bench: Bench) -> None:
    put(service, "C1")
    bench.pull()
    bench.decide("release")
    agency_holds(service)
    bench.pull()
    assert not any(name.startswith("read.") for name in facts_of(bench, "conflict"))


def test_who_holds_a_parcel_is_told_that_another_bench_released_it_without_knowing(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    put(service, "C1")
    here, there = make_bench("bench-4"), make_bench("bench-3")
    for bench in (here, there):
        bench.pull()
    hold = here.decide("hold")
    released = there.decide("release")
    for bench in (there, here):
        bench.push()
    here.pull()
    assert here.attention() == [("conflict", "C1")]
    facts = facts_of(here, "conflict")
    assert (facts["side"], facts["release"], facts["missed"]) == ("holder", released, hold)
    assert facts["release.bench"] == "bench-3"
    there.pull()
    assert sorted(there.attention()) == [("conflict", "C1"), ("recall", "C1")]
    there.decide("acknowledge", names=(released, hold))
    there.push()
    here.pull()
    assert here.attention() == []


def test_a_hold_that_was_lifted_needs_nobody_to_look_for_the_parcel(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    put(service, "C1")
    here, there = make_bench("bench-4"), make_bench("bench-3")
    for bench in (here, there):
        bench.pull()
    hold = here.decide("hold")
    here.decide("lift", names=(hold,))
    there.decide("release")
    for bench in (there, here):
        bench.push()
    here.pull()
    assert here.attention() == []


# --- what is none -------------------------------------------------------------------------------------------


def test_two_unseen_acts_of_equal_effect_and_scope_are_no_conflict(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    put(service, "C1", "C2")
    here, there = make_bench("bench-4"), make_bench("bench-3")
    for bench in (here, there):
        bench.pull()
    for bench in (here, there):
        bench.decide("release", "C1")
        bench.decide("hold", "C2")
    for bench in (there, here):
        bench.push()
    for bench in (there, here):
        bench.pull()
        assert bench.attention() == []
        assert bench.shown("C1") == ("released", "")
        assert bench.shown("C2") == ("held", "")


# --- when it is over ----------------------------------------------------------------------------------------


def test_one_acknowledgement_of_all_that_a_release_missed_ends_everything(
    service: CentralStore, bench: Bench
) -> None:
    put(service, "C1")
    bench.pull()
    release = bench.decide("release")
    agency_holds(service, "hold-1")
    agency_holds(service, "seize-1", "seize", owner="", agency="wildlife")
    bench.pull()
    assert len(bench.attention()) == 4
    bench.decide("acknowledge", names=(release, "hold-1", "seize-1"))
    bench.push()
    assert bench.attention() == []
    assert AttentionEnded(consignment="C1") in bench.news
    bench.pull()
    assert bench.attention() == []
    assert bench.shown() == ("seized", "")


def test_an_acknowledgement_of_one_of_two_leaves_the_other(service: CentralStore, bench: Bench) -> None:
    put(service, "C1")
    bench.pull()
    release = bench.decide("release")
    agency_holds(service, "hold-1")
    agency_holds(service, "hold-2", owner="wildlife", agency="wildlife")
    bench.pull()
    bench.decide("acknowledge", names=(release, "hold-1"))
    bench.push()
    assert sorted(bench.attention()) == [("conflict", "C1"), ("recall", "C1")]
    assert {dict(each.facts)["missed"] for each in bench.ledger.attention(9)} == {"hold-2"}


def test_an_acknowledgement_at_another_bench_ends_it_here_too(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    put(service, "C1")
    here, there = make_bench("bench-4"), make_bench("bench-3")
    here.pull()
    release = here.decide("release")
    agency_holds(service)
    here.push()
    here.pull()
    there.pull()
    there.decide("acknowledge", names=(release, "hold-1"))
    there.push()
    assert len(here.attention()) == 2
    here.pull()
    assert here.attention() == []


def test_a_recall_by_somebody_who_knew_the_release_ends_when_both_are_named(
    service: CentralStore, bench: Bench
) -> None:
    put(service, "C1")
    bench.pull()
    release = bench.decide("release")
    bench.push()
    agency_holds(service, seen=(release,))
    bench.pull()
    assert bench.attention() == [("recall", "C1")]
    bench.decide("acknowledge", names=(release, "hold-1"))
    bench.push()
    assert bench.attention() == []


def test_a_recall_ends_when_the_release_was_annulled_and_the_conflict_stays(
    service: CentralStore, bench: Bench
) -> None:
    put(service, "C1")
    bench.pull()
    release = bench.decide("release")
    agency_holds(service)
    bench.pull()
    bench.decide("annul", names=(release,))
    bench.push()
    assert bench.attention() == [("conflict", "C1")]


def test_what_a_power_cut_left_open_though_it_was_acknowledged_is_over_after_the_start(
    service: CentralStore, bench: Bench
) -> None:
    put(service, "C1")
    bench.pull()
    release = bench.decide("release")
    agency_holds(service)
    bench.pull()
    bench.decide("acknowledge", names=(release, "hold-1"))
    assert len(bench.attention()) == 2
    bench.decided.rebuild_overlay()
    assert bench.attention() == []


def test_a_service_that_lost_the_hold_settles_nothing() -> None:
    own = (LedgerAct(act=Act(id="r", kind="release", scope=GOODS), state="acknowledged"),)
    without = Consignment(id="C1", goods_items=(GoodsItem(id="g1"),))
    assert settled(("conflict:r:hold-1", "recall:hold-1", "changed:C1:7"), without, own) == ()


def test_a_hold_that_lists_no_goods_recalls_all_of_them() -> None:
    own = (LedgerAct(act=Act(id="r", kind="release", scope=GOODS), state="acknowledged"),)
    held = Consignment(
        id="C1", goods_items=(GoodsItem(id="g1"),), acts=(Act(id="h", kind="hold", agency="narcotics"),)
    )
    assert {notice.kind for notice in notices_of(None, held, own)} == {"conflict", "recall"}


# --- however long ago ---------------------------------------------------------------------------------------


def test_a_hold_on_what_was_released_long_ago_is_a_recall_though_it_is_watched_no_more(
    service: CentralStore, bench: Bench, clock: FakeClock
) -> None:
    put(service, "C1", "C2")
    bench.pull()
    bench.decide("release")
    bench.push()
    bench.pull()
    clock.advance(70 * 86_400)
    bench.decide("release", "C2")
    assert bench.ledger.watching.held_ready() == {"C2"}
    agency_holds(service)
    bench.pull()
    assert sorted(bench.attention()) == [("conflict", "C1"), ("recall", "C1")]
    assert AttentionRaised(kind="recall", consignment="C1") in bench.news
    assert bench.ledger.watching.held_ready() == {"C1", "C2"}
