"""A decision is on the disk when it is said to be; what stands in the way, or is old, is not recorded."""

import threading
import time
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tests.desk.workplace import UNDO_S
from tests.journeys.parcels import OFFICE, SHIRTS, VAPES, parcel, pieces
from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.consignment import Condition
from workstation.domain.decision import DecisionDraft
from workstation.domain.event import canonical, hash_of
from workstation.domain.problems import Refused
from workstation.identity.officer import Officer

FIRST, SECOND = "RB123456785GB", "LX473124829NL"


@pytest.fixture
def at(desk):
    """A desk with two parcels."""
    desk.pulls(parcel("C-1", FIRST), parcel("C-2", SECOND))
    return desk


def agency_hold(**more):
    return Act(id="agency-1", kind="hold", owner="medicines", scope=(ScopeEntry(goods=VAPES),), **more)


# --- on the disk ------------------------------------------------------------------------------------------


def test_what_was_recorded_is_read_back_by_another_connection_at_once(at):
    recorded = at.decides("hold", reason="H01")
    other = at.opened_ledger()
    (entry,) = other.acts_on("C-1")
    other.close()
    assert (entry.act.id, entry.act.kind, entry.state) == (recorded.event_id, "hold", "waiting")


def test_the_record_carries_all_that_rule_one_asks_for(at):
    at.decides("hold", "C-2", reason="H01")
    at.decides("hold", reason="H02", read=FIRST)
    event = at.sent()[1].event
    assert (event.kind, event.bench, event.office, event.officer) == ("hold", "BENCH-4", OFFICE, "officer-a")
    assert (event.ledger, event.sequence) == (at.ledger.id, 2)
    assert event.previous == hash_of(canonical(at.sent()[0].event))
    assert [(each.filing, each.version) for each in event.document_versions] == [("F-1", 2)]
    assert (event.bench_time, event.clock_offset_ms) == (at.clock.now(), -250)
    assert [(e.goods, e.quantity) for e in event.scope] == [(SHIRTS, pieces(3)), (VAPES, pieces(40))]
    assert event.last_read in {each.key for each in event.particulars}


@pytest.mark.parametrize("read", [FIRST, "RB 123 456 785 GB", FIRST.lower()])
def test_the_parcels_own_barcode_says_that_it_lay_here(at, read):
    at.decides("hold", reason="H02", read=read)
    (entry,) = at.ledger.acts_on("C-1")
    assert entry.act.read


@pytest.mark.parametrize("read", ["", SECOND, "no number at all"])
def test_another_parcels_barcode_does_not_though_it_is_kept(at, read):
    at.works_at("document")
    at.decides("hold", reason="H02", read=read)
    (said,) = at.sent()
    assert said.event.last_read == ""
    kept = {each.kind: each.text for each in said.particulars}
    assert kept.get("barcode_read", "") == read
    assert ("barcode_meaning" in kept) == bool(read)
    (entry,) = at.ledger.acts_on("C-1")
    assert not entry.act.read


def test_images_that_were_shown_are_named(at):
    opened = at.opens()
    draft = DecisionDraft(kind="release", consignment="C-1", scope=at.deciding.whole_scope(opened))
    at.deciding.record(draft, opened, at.reads(FIRST), ("a" * 64, "b" * 64))
    at.clock.advance(UNDO_S)
    (said,) = at.sent()
    assert said.event.images_shown == ("a" * 64, "b" * 64)


def test_remark_found_goods_and_raw_barcode_stand_in_side_rows_alone(at):
    found = FoundGoods(id="found-1", description="Bottles without label", quantity=pieces(12))
    scope = (ScopeEntry(goods="found-1", quantity=pieces(12)),)
    at.decides(
        "seize",
        read="RB 123 456 785 GB",
        found=(found,),
        scope=scope,
        reason="S08",
        legal_basis="ZZ-34",
        remark="Thirty of forty",
    )
    (said,) = at.sent()
    assert {each.kind for each in said.particulars} == {
        "found_goods",
        "remark",
        "barcode_read",
        "barcode_meaning",
    }
    for text in (b"Bottles", b"Thirty", b"123 456"):
        assert text not in canonical(said.event)


def test_found_goods_stand_beside_the_declared_ones_from_then_on(at):
    found = FoundGoods(id="found-1", description="Bottles", quantity=pieces(12))
    scope = (ScopeEntry(goods="found-1", quantity=pieces(12)),)
    at.decides("seize", found=(found,), scope=scope, reason="S08", legal_basis="ZZ-34")
    opened = at.opens()
    assert {g.goods: g.standing.value for g in opened.with_pending.goods} == {
        SHIRTS: "undecided",
        VAPES: "undecided",
        "found-1": "seized",
    }
    assert [entry.goods for entry in at.deciding.whole_scope(opened)] == [SHIRTS, VAPES, "found-1"]
    assert [entry.goods for entry in at.deciding.releasable_scope(opened)] == [SHIRTS, VAPES]


def test_the_line_is_told_and_the_queue_shows_what_waits(at):
    at.decides("hold", reason="H01")
    assert at.told == 1
    assert at.shown() == ("held", "hold")
    assert at.shown("C-2") == ("undecided", "")


def test_of_several_waiting_acts_the_queue_shows_the_strictest(at):
    at.decides("seize", scope=(ScopeEntry(goods=VAPES),), reason="S08", legal_basis="ZZ-34")
    at.decides("release")
    assert at.shown() == ("seized", "seize")


def test_a_decision_carries_the_officer_of_its_moment(at):
    at.decides("hold", reason="H01")
    at.officer = Officer(id="officer-b", name="Officer B", office=OFFICE)
    at.decides("hold", "C-2", reason="H01")
    assert [said.event.officer for said in at.sent()] == ["officer-a", "officer-b"]


# --- what had been seen -----------------------------------------------------------------------------------


def test_a_decision_names_the_newest_acts_its_officer_had_seen_own_unsent_ones_too(at):
    at.hears_again(parcel("C-1", FIRST, change=2, acts=(agency_hold(),)))
    first = at.decides("hold", reason="H01")
    second = at.decides("hold", reason="H02")
    seen = {said.event.id: said.event.seen for said in at.sent()}
    assert seen == {first.event_id: ("agency-1",), second.event_id: (first.event_id,)}


def test_a_draft_on_an_outdated_reading_is_refused_and_nothing_is_recorded(at):
    before = at.opens()
    at.decides("hold", reason="H01")
    draft = DecisionDraft(kind="release", consignment="C-1", scope=at.deciding.whole_scope(before))
    with pytest.raises(Refused) as refused:
        at.deciding.record(draft, before, at.reads(FIRST), ())
    assert refused.value.code == "decision.stale"
    assert at.ledger.counts().recorded == 1
    assert at.told == 1


def test_a_draft_about_another_consignment_than_the_one_on_the_screen_is_a_bug_and_never_recorded(at):
    draft = DecisionDraft(kind="release", consignment="C-2", scope=at.deciding.whole_scope(at.opens("C-2")))
    with pytest.raises(ValueError, match="another consignment"):
        at.deciding.record(draft, at.opens("C-1"), at.reads(FIRST), ())
    assert at.ledger.counts().recorded == 0


def test_two_hands_on_the_same_reading_record_one_release(at):
    opened = at.opens()
    draft = DecisionDraft(kind="release", consignment="C-1", scope=at.deciding.whole_scope(opened))
    outcomes = []
    writer = threading.Lock()  # as the one writing thread of a bench

    def release():
        with writer:
            try:
                outcomes.append(at.deciding.record(draft, opened, at.reads(FIRST), ()).kind)
            except Refused as problem:
                outcomes.append(problem.code)

    hands = [threading.Thread(target=release) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(outcomes) == ["decision.stale"] * 3 + ["release"]
    assert at.ledger.counts().recorded == 1


# --- what stands in the way -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"kind": "hold"}, "reason.missing"),
        ({"kind": "hold", "reason": "S01"}, "reason.unknown"),
        ({"kind": "hold", "reason": "nonsense"}, "reason.unknown"),
        ({"kind": "hold", "reason": "H06"}, "legal_basis.missing"),
        ({"kind": "hold", "reason": "H99"}, "remark.missing"),
        ({"kind": "seize", "reason": "S01"}, "legal_basis.missing"),
        ({"kind": "hold", "reason": "H01", "scope": ()}, "scope.empty"),
        ({"kind": "hold", "reason": "H01", "scope": (ScopeEntry(goods="g9"),)}, "scope.unknown_goods"),
        (
            {"kind": "hold", "reason": "H01", "scope": (ScopeEntry(goods=SHIRTS, quantity=pieces(4)),)},
            "scope.quantity",
        ),
        (
            {"kind": "hold", "reason": "H01", "scope": (ScopeEntry(goods=SHIRTS, quantity=pieces(0)),)},
            "scope.quantity",
        ),
        ({"kind": "hold", "reason": "H01", "remark": "x" * 4001}, "remark.too_long"),
        ({"kind": "lift", "reason": "L01"}, "names.missing"),
        ({"kind": "lift", "reason": "L01", "names": ("nobody",)}, "names.not_open"),
    ],
)
def test_what_stands_in_the_way_is_refused_and_nothing_is_recorded(at, changes, code):
    with pytest.raises(Refused) as refused:
        at.decides(**changes)
    assert refused.value.code == f"decision.{code}"
    assert (at.ledger.counts().recorded, at.told, at.shown()) == (0, 0, ("undecided", ""))


def test_what_is_held_or_seized_or_waits_for_a_condition_is_not_released(at):
    at.decides("hold", scope=(ScopeEntry(goods=VAPES),), reason="H01")
    whole = at.deciding.whole_scope(at.opens())
    with pytest.raises(Refused, match="stands in the way"):
        at.decides("release", scope=whole)
    payment = Condition(id="K-1", kind="payment")
    at.hears_again(parcel("C-2", SECOND, change=2, conditions=(payment,)))
    with pytest.raises(Refused) as refused:
        at.decides("release", "C-2")
    assert refused.value.code == "decision.condition.open"
    at.hears_again(parcel("C-2", SECOND, change=3, conditions=(replace(payment, state="satisfied"),)))
    assert at.decides("release", "C-2").kind == "release"


def test_the_hold_of_another_is_lifted_by_its_owner_alone(at):
    at.hears_again(parcel("C-1", FIRST, change=2, acts=(agency_hold(),)))
    with pytest.raises(Refused) as refused:
        at.decides("lift", names=("agency-1",), reason="L01")
    assert refused.value.code == "decision.owner.other"
    own = at.decides("hold", "C-2", reason="H01")
    assert at.decides("lift", "C-2", names=(own.event_id,), reason="L01").kind == "lift"
    assert at.shown("C-2") == ("undecided", "hold")


# --- annul and acknowledge --------------------------------------------------------------------------------


def test_a_release_waits_for_the_time_to_annul_it_and_a_hold_does_not(at):
    release = at.decides("release")
    hold = at.decides("hold", "C-2", reason="H01")
    assert (release.annul_within_s, hold.annul_within_s) == (UNDO_S, 0.0)
    assert [said.event.id for said in at.sent()] == [hold.event_id]
    at.clock.advance(UNDO_S)
    assert [said.event.id for said in at.sent()] == [hold.event_id, release.event_id]


def test_an_annulment_in_time_is_a_second_fact_and_both_go_out_together(at):
    release = at.decides("release")
    draft = at.deciding.annulment_of(release)
    annulment = at.deciding.record(draft, at.opens(), None, ())
    assert [said.event.id for said in at.sent()] == [release.event_id, annulment.event_id]
    assert at.sent()[1].event.names == (release.event_id,)
    assert at.opens().with_pending.standing == "undecided"
    assert at.shown()[0] == "undecided"


def test_what_the_centre_has_acknowledged_is_not_annulled_without_a_mandate(at):
    release = at.decides("release")
    at.clock.advance(UNDO_S)
    at.is_answered(release)
    with pytest.raises(Refused) as refused:
        at.deciding.record(at.deciding.annulment_of(release), at.opens(), None, ())
    assert refused.value.code == "decision.mandate.needed"


def test_an_annulment_said_twice_is_recorded_once(at):
    release = at.decides("release")
    draft = at.deciding.annulment_of(release)
    at.deciding.record(draft, at.opens(), None, ())
    with pytest.raises(Refused) as refused:
        at.deciding.record(draft, at.opens(), None, ())
    assert refused.value.code == "decision.names.not_open"
    assert at.ledger.counts().recorded == 2


def test_an_acknowledgement_ends_the_attention_at_once_and_nothing_else(at):
    release = at.decides("release")
    at.hears_again(parcel("C-1", FIRST, acts=(agency_hold(),)))
    at.opens()
    for key in (f"conflict:{release.event_id}:agency-1", "recall:agency-1", "changed:C-1:7"):
        at.ledger.raise_attention(key.partition(":")[0], "C-1", key=key)
    at.decides("acknowledge", names=(release.event_id, "agency-1"))
    assert [each.kind for each in at.ledger.attention(9)] == ["changed"]
    again = at.opened_ledger()
    assert [each.kind for each in again.attention(9)] == ["changed"]
    again.close()


def test_an_acknowledgement_that_is_refused_ends_nothing(at):
    release = at.decides("release")
    at.hears_again(parcel("C-1", FIRST, acts=(agency_hold(),)))
    for key in (f"conflict:{release.event_id}:agency-1", "recall:agency-1"):
        at.ledger.raise_attention(key.partition(":")[0], "C-1", key=key)
    acknowledged = at.decides("acknowledge", names=(release.event_id, "agency-1"))
    at.is_answered(acknowledged, "refused", code="mandate.kind", words="Not within the mandate.")
    assert [each.kind for each in at.ledger.attention(9)] == ["recall", "conflict", "refused"]


def test_a_conflict_is_acknowledged_by_an_act_that_names_both(at):
    release = at.decides("release")
    at.is_answered(release)
    at.hears_again(parcel("C-1", FIRST, change=2, acts=(agency_hold(),)))
    (conflict,) = at.opens().with_pending.conflicts
    assert (conflict.release, conflict.missed) == (release.event_id, ("agency-1",))
    at.decides("acknowledge", names=(release.event_id, "agency-1"))
    opened = at.opens()
    assert opened.with_pending.conflicts == ()
    assert opened.with_pending.standing == "held"


# --- coded lists ------------------------------------------------------------------------------------------


def test_reasons_and_legal_bases_are_those_of_the_kind_and_the_day(at):
    assert {row.code for row in at.deciding.reasons_for("lift")} == {"L01", "L02", "L03", "L99"}
    assert all("hold" in row.kinds for row in at.deciding.legal_bases_for("hold"))
    at.clock.advance(400 * 365 * 86_400)
    assert all(row.valid_until is None for row in at.deciding.reasons_for("hold"))


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="a system whose zone cannot be set")
def test_today_is_the_day_at_the_office_and_not_the_one_in_greenwich(at, monkeypatch):
    monkeypatch.setenv("TZ", "Test-10")
    time.tzset()
    try:
        at.clock.set(datetime(2026, 11, 2, 20, 0, tzinfo=UTC))
        assert at.deciding._today() == date(2026, 11, 3)
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
