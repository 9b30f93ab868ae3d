"""What stands in the way of a decision at the bench."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.consignment import Condition, Consignment, GoodsItem
from workstation.domain.decision import (
    OBSTACLES,
    Bearing,
    DecisionDraft,
    Obstacle,
    Rules,
    goods_of,
    obstacles,
)
from workstation.domain.event import READ
from workstation.domain.interlock import AtHand
from workstation.domain.mandate import Grant, Mandate
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.standing import standing_of
from workstation.domain.value import Quantity

OFFICE = "NLRTM1"
SHIRTS = GoodsItem(id="g1", description="cotton shirts", quantity=Quantity(value=Decimal(10)))
TOYS = GoodsItem(id="g2", description="toys")
PARCEL = Consignment(id="c1", goods_items=(SHIRTS, TOYS))
LISTS = {
    "acts": ReferenceList(
        name="acts",
        rows=(
            Coded(code="release"),
            Coded(code="hold", needs_reason=True),
            Coded(code="seize", needs_reason=True, needs_legal_basis=True),
            Coded(code="lift", needs_reason=True),
        ),
    ),
    "reasons": ReferenceList(
        name="reasons",
        rows=(
            Coded(code="DOC", kinds=("hold",)),
            Coded(code="OTHER", kinds=("hold", "seize"), needs_remark=True),
            Coded(code="IPR", kinds=("seize",), valid_until=date(2026, 1, 31)),
            Coded(code="OK"),
        ),
    ),
}
LIES_HERE = AtHand(possession=READ, parcels=("c1",))
RULES = Rules(lists=LISTS, day=date(2026, 3, 1), office=OFFICE, at_hand=LIES_HERE)
BOTH = (ScopeEntry(goods="g1"), ScopeEntry(goods="g2"))
RELEASE = DecisionDraft(kind="release", consignment="c1", scope=BOTH)
HOLD = DecisionDraft(kind="hold", consignment="c1", scope=BOTH, reason="DOC")
SEIZE = DecisionDraft(kind="seize", consignment="c1", scope=BOTH, reason="OK", legal_basis="L1")


def in_the_way(
    draft: DecisionDraft, *acts: Act, of: Consignment = PARCEL, rules: Rules = RULES
) -> set[Obstacle]:
    return set(obstacles(draft, of, acts, standing_of(goods_of(of), acts), rules))


def under(mandate: Mandate | None, **more: Any) -> Rules:
    return replace(RULES, bearing=Bearing(officer="officer-a", mandate=mandate, **more))


def a_mandate(*grants: Grant, **more: Any) -> Mandate:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    until = datetime(2026, 3, 31, tzinfo=UTC)
    return Mandate(
        id="m",
        officer="officer-a",
        issued=at,
        valid_from=at,
        valid_until=until,
        grants=grants or (Grant(kind="*"),),
        **more,
    )


@pytest.mark.parametrize("draft", [RELEASE, HOLD, SEIZE], ids=lambda draft: draft.kind)
def test_a_complete_draft_has_nothing_in_its_way(draft: DecisionDraft) -> None:
    assert in_the_way(draft) == set()


@pytest.mark.parametrize("draft", [RELEASE, HOLD, SEIZE], ids=lambda draft: draft.kind)
def test_a_scope_is_listed_never_all(draft: DecisionDraft) -> None:
    assert in_the_way(replace(draft, scope=())) == {Obstacle(code="scope.empty")}


def test_goods_of_another_consignment_are_not_decided_on() -> None:
    draft = replace(RELEASE, scope=(ScopeEntry(goods="g9"),))
    assert in_the_way(draft) == {Obstacle(code="scope.unknown_goods", subject="g9")}


def test_found_goods_of_the_draft_itself_may_be_held() -> None:
    draft = replace(HOLD, scope=(ScopeEntry(goods="f1"),), found=(FoundGoods(id="f1", description="vials"),))
    assert in_the_way(draft) == set()


@pytest.mark.parametrize("quantity", ["0", "-1", "11", "NaN", "Infinity"])
def test_a_quantity_is_above_zero_and_not_more_than_declared(quantity: str) -> None:
    draft = replace(HOLD, scope=(ScopeEntry(goods="g1", quantity=Quantity(value=Decimal(quantity))),))
    assert in_the_way(draft) == {Obstacle(code="scope.quantity", subject="g1")}


def test_a_hold_and_a_seizure_name_their_reason() -> None:
    assert in_the_way(replace(HOLD, reason="")) == {Obstacle(code="reason.missing")}
    assert in_the_way(replace(SEIZE, reason="")) == {Obstacle(code="reason.missing")}


@pytest.mark.parametrize("reason", ["NOPE", "DOC", "IPR"], ids=["unknown", "for holds only", "run out"])
def test_a_reason_must_be_on_the_list_for_this_act_today(reason: str) -> None:
    assert in_the_way(replace(SEIZE, reason=reason)) == {Obstacle(code="reason.unknown", subject=reason)}


def test_a_seizure_names_its_legal_basis() -> None:
    assert in_the_way(replace(SEIZE, legal_basis="")) == {Obstacle(code="legal_basis.missing")}


def test_some_reasons_need_a_remark_and_spaces_are_none() -> None:
    draft = replace(HOLD, reason="OTHER", remark="  ")
    assert in_the_way(draft) == {Obstacle(code="remark.missing")}
    assert in_the_way(replace(draft, remark="broken seal")) == set()
    assert in_the_way(replace(draft, remark="x" * 4001)) == {Obstacle(code="remark.too_long")}


def test_nothing_held_or_seized_by_anybody_is_released() -> None:
    hold = Act(id="h", kind="hold", scope=(ScopeEntry(goods="g1"),), owner="narcotics")
    seizure = Act(id="s", kind="seize", scope=(ScopeEntry(goods="g2"),))
    assert in_the_way(RELEASE, hold, seizure) == {
        Obstacle(code="hold.open", subject="h"),
        Obstacle(code="seizure.in_force", subject="s"),
    }
    assert in_the_way(replace(RELEASE, scope=(ScopeEntry(goods="g2"),)), hold) == set()


def test_an_open_blocking_condition_stops_a_release_and_only_that() -> None:
    due = Consignment(
        id="c1",
        goods_items=(SHIRTS, TOYS),
        conditions=(
            Condition(id="duty", kind="payment"),
            Condition(id="paid", kind="payment", state="satisfied"),
            Condition(id="note", kind="document", blocking=False),
            Condition(id="told twice", kind="hold"),
        ),
    )
    assert in_the_way(RELEASE, of=due) == {Obstacle(code="condition.open", subject="duty")}
    assert in_the_way(HOLD, of=due) == set()


def test_nothing_is_released_while_an_act_could_not_be_read() -> None:
    rules = replace(RULES, acts_unreadable=True)
    told = [
        obstacles(draft, PARCEL, (), standing_of(goods_of(PARCEL), ()), rules) for draft in (RELEASE, HOLD)
    ]
    assert told == [(Obstacle(code="acts.unreadable"),), ()]


def test_a_lift_names_an_open_hold_of_the_own_office() -> None:
    lift = DecisionDraft(kind="lift", consignment="c1", reason="OK")
    own = Act(id="h", kind="hold", scope=BOTH, owner=OFFICE)
    foreign = Act(id="n", kind="hold", scope=BOTH, owner="narcotics")
    assert in_the_way(lift) == {Obstacle(code="names.missing")}
    assert in_the_way(replace(lift, names=("h",)), own) == set()
    assert in_the_way(replace(lift, names=("n",)), foreign) == {Obstacle(code="owner.other", subject="n")}
    lifted = Act(id="l", kind="lift", names=("h",), seen=("h",), owner=OFFICE)
    assert in_the_way(replace(lift, names=("h",)), own, lifted) == {
        Obstacle(code="names.not_open", subject="h")
    }


def test_only_a_release_that_still_waits_is_annulled_without_a_mandate() -> None:
    annul = DecisionDraft(kind="annul", consignment="c1", names=("r",))
    waiting = Act(id="r", kind="release", scope=BOTH, outcome="pending")
    assert in_the_way(annul, waiting) == set()
    assert in_the_way(annul, replace(waiting, outcome="accepted")) == {
        Obstacle(code="mandate.needed", subject="r")
    }
    assert in_the_way(annul, Act(id="r", kind="seize", scope=BOTH)) == {
        Obstacle(code="mandate.needed", subject="r")
    }


def test_a_mandate_over_an_owner_lifts_its_holds_and_no_other_s() -> None:
    lift = DecisionDraft(kind="lift", consignment="c1", reason="OK", names=("n",))
    foreign = Act(id="n", kind="hold", scope=BOTH, owner="narcotics")
    over = under(a_mandate(over_holds=("narcotics",)))
    assert in_the_way(lift, foreign, rules=over) == set()
    other = under(a_mandate(over_holds=("veterinary",)))
    assert in_the_way(lift, foreign, rules=other) == {Obstacle(code="owner.other", subject="n")}


def test_a_mandate_annuls_what_it_says_that_it_annuls() -> None:
    annul = DecisionDraft(kind="annul", consignment="c1", names=("r",))
    sent = Act(id="r", kind="release", scope=BOTH)
    seizure = Act(id="r", kind="seize", scope=BOTH)
    hold = Act(id="r", kind="hold", scope=BOTH, owner="narcotics")
    needed = {Obstacle(code="mandate.needed", subject="r")}
    assert in_the_way(annul, sent, rules=under(a_mandate())) == needed
    assert in_the_way(annul, sent, rules=under(a_mandate(may_annul=("release",)))) == set()
    assert in_the_way(annul, seizure, rules=under(a_mandate(may_annul=("release",)))) == needed
    assert in_the_way(annul, seizure, rules=under(a_mandate(may_annul=("seize",)))) == set()
    assert in_the_way(annul, hold, rules=under(a_mandate(may_annul=("hold",)))) == needed
    over = a_mandate(may_annul=("hold",), over_holds=("narcotics",))
    assert in_the_way(annul, hold, rules=under(over)) == set()


def test_what_is_not_within_the_mandate_stands_in_the_way_except_of_taking_back_what_was_not_sent() -> None:
    rules = under(a_mandate(Grant(kind="hold"), Grant(kind="seize", needs_second=True)))
    assert in_the_way(HOLD, rules=rules) == set()
    assert in_the_way(RELEASE, rules=rules) == {Obstacle(code="mandate.kind")}
    assert in_the_way(SEIZE, rules=rules) == {Obstacle(code="mandate.needs_second")}
    assert in_the_way(replace(SEIZE, second="officer-b"), rules=rules) == set()
    waiting = Act(id="r", kind="release", scope=BOTH, outcome="pending")
    undo = DecisionDraft(kind="annul", consignment="c1", names=("r",))
    assert in_the_way(undo, waiting, rules=rules) == set()


def test_without_a_mandate_an_officer_decides_only_where_none_is_issued_at_all() -> None:
    assert in_the_way(HOLD, rules=under(None)) == set()
    assert in_the_way(HOLD, rules=under(None, is_issued=True)) == {Obstacle(code="mandate.none")}


def test_every_obstacle_has_its_words() -> None:
    told = {
        obstacle.code
        for draft in (RELEASE, HOLD, SEIZE)
        for obstacle in in_the_way(replace(draft, scope=(), reason="", remark="x" * 5000, legal_basis=""))
    }
    assert told <= OBSTACLES.keys()
