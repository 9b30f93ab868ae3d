"""Rule 4 of the design: where goods stand, given who decided what having seen what."""

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.act_graph import ActGraph
from workstation.domain.event import newest
from workstation.domain.standing import (
    Conflict,
    ConsignmentStanding,
    Goods,
    GoodsStanding,
    Standing,
    standing_of,
)
from workstation.domain.value import Quantity

SEIZED, HELD, UNDECIDED, RELEASED = Standing.SEIZED, Standing.HELD, Standing.UNDECIDED, Standing.RELEASED
SHIRTS = Goods(id="shirts", quantity=Decimal(10))
SHOES = Goods(id="shoes", quantity=Decimal(2))


def _scope(*goods: str, part: int | str | None = None, unit: str = "H87") -> tuple[ScopeEntry, ...]:
    quantity = None if part is None else Quantity(value=Decimal(part), unit=unit)
    return tuple(ScopeEntry(goods=g, quantity=quantity) for g in goods)


def _act(act_id: str, kind: str, *goods: str, part: int | str | None = None, **fields: object) -> Act:
    return Act(id=act_id, kind=kind, scope=_scope(*goods, part=part), **fields)  # type: ignore[arg-type]


def _standing(*acts: Act, goods: Sequence[Goods] = (SHIRTS,)) -> ConsignmentStanding:
    return standing_of(goods, acts)


HOLD = _act("h", "hold", "shirts", owner="narcotics")
RELEASE_AFTER_HOLD = _act("r", "release", "shirts", seen=("h",))


# --- one act after another ---


def test_goods_that_nobody_decided_on_are_undecided():
    assert _standing() == ConsignmentStanding(
        standing=UNDECIDED, goods=(GoodsStanding(goods="shirts", standing=UNDECIDED),)
    )


def test_a_release_releases_what_it_lists_and_nothing_else():
    stood = _standing(_act("r", "release", "shirts"), goods=(SHIRTS, SHOES))
    assert [g.standing for g in stood.goods] == [RELEASED, UNDECIDED]
    assert stood.standing is UNDECIDED
    assert stood.is_mixed
    assert stood.counts() == {UNDECIDED: 1, RELEASED: 1}


@pytest.mark.parametrize(
    "standings, together",
    [
        (("seize", "hold", None, "release"), SEIZED),
        (("hold", None, "release"), HELD),
        ((None, "release"), UNDECIDED),
        (("release", "release"), RELEASED),
    ],
)
def test_a_consignment_stands_where_its_strictest_goods_stand(standings, together):
    goods = [Goods(id=str(n)) for n in range(len(standings))]
    acts = [_act(f"a{n}", kind, str(n)) for n, kind in enumerate(standings) if kind]
    assert _standing(*acts, goods=goods).standing is together


def test_no_release_covers_a_hold_even_when_its_officer_saw_it():
    assert _standing(HOLD, RELEASE_AFTER_HOLD).standing is HELD


def test_a_lifted_hold_leaves_the_goods_undecided_until_a_release_that_saw_the_lift():
    lift = _act("l", "lift", names=("h",), seen=("h",), owner="narcotics")
    assert _standing(HOLD, lift).standing is UNDECIDED
    assert _standing(HOLD, RELEASE_AFTER_HOLD, lift).standing is UNDECIDED
    assert _standing(HOLD, lift, _act("r", "release", "shirts", seen=("l",))).standing is RELEASED


def test_a_seizure_ends_by_annulment_and_never_by_a_release_or_a_lift():
    seizure = _act("s", "seize", "shirts", owner="office")
    assert _standing(seizure, _act("r", "release", "shirts", seen=("s",))).standing is SEIZED
    lift = _act("l", "lift", names=("s",), seen=("s",), owner="office")
    assert _standing(seizure, lift).standing is SEIZED
    assert _standing(seizure, lift).without_effect == ("l",)
    annulled = _standing(seizure, _act("x", "annul", names=("s",), seen=("s",)))
    assert annulled.standing is UNDECIDED
    assert annulled.seizures == ()


def test_an_annulled_release_releases_nothing():
    release = _act("r", "release", "shirts")
    assert _standing(release, _act("x", "annul", names=("r",), seen=("r",))).standing is UNDECIDED


def test_annulling_an_annulment_of_a_seizure_brings_the_seizure_back():
    seizure = _act("s", "seize", "shirts")
    annul = _act("x", "annul", names=("s",), seen=("s",))
    again = _act("y", "annul", names=("x",), seen=("x",))
    and_again = _act("z", "annul", names=("y",), seen=("y",))
    assert _standing(seizure, annul, again).standing is SEIZED
    assert _standing(seizure, annul, again, and_again).standing is UNDECIDED


def test_an_annulled_lift_leaves_the_hold_in_force():
    lift = _act("l", "lift", names=("h",), seen=("h",), owner="narcotics")
    stood = _standing(HOLD, lift, _act("x", "annul", names=("l",), seen=("l",)))
    assert stood.standing is HELD
    assert stood.open_holds == ("h",)


def test_annulling_the_annulment_of_a_release_does_not_release_again():
    release = _act("r", "release", "shirts")
    annul = _act("x", "annul", names=("r",), seen=("r",))
    again = _act("y", "annul", names=("x",), seen=("x",))
    # The release had not seen the annulments on these goods: somebody must decide anew.
    assert _standing(release, annul, again).standing is UNDECIDED


# --- holds and their owners ---


def test_only_its_owner_lifts_a_hold():
    stood = _standing(HOLD, _act("l", "lift", names=("h",), seen=("h",), owner="office"))
    assert stood.standing is HELD
    assert stood.without_effect == ("l",)


def test_another_office_does_not_get_around_an_agencys_hold_by_annulling_it():
    assert _standing(HOLD, _act("x", "annul", names=("h",), seen=("h",), owner="office")).standing is HELD
    assert (
        _standing(HOLD, _act("x", "annul", names=("h",), seen=("h",), owner="narcotics")).standing
        is UNDECIDED
    )


def test_each_of_several_holds_is_lifted_by_its_own_name():
    other = _act("h2", "hold", "shirts", owner="food safety")
    lift = _act("l", "lift", names=("h",), seen=("h", "h2"), owner="narcotics")
    assert _standing(HOLD, other).open_holds == ("h", "h2")
    assert _standing(HOLD, other, lift).open_holds == ("h2",)
    assert _standing(HOLD, other, lift).standing is HELD


def test_a_lift_that_lists_goods_lifts_the_hold_for_those_alone():
    hold = _act("h", "hold", "shirts", "shoes", owner="office")
    lift = _act("l", "lift", "shirts", names=("h",), seen=("h",), owner="office")
    stood = _standing(hold, lift, goods=(SHIRTS, SHOES))
    assert [g.standing for g in stood.goods] == [UNDECIDED, HELD]
    assert stood.open_holds == ("h",)
    rest = _act("m", "lift", "shoes", names=("h",), seen=("l",), owner="office")
    assert _standing(hold, lift, rest, goods=(SHIRTS, SHOES)).open_holds == ()


def test_a_lift_of_a_part_lifts_only_a_hold_of_no_more_than_that_part():
    hold = _act("h", "hold", "shirts", part=4, owner="office")
    small = _act("l", "lift", "shirts", part=3, names=("h",), seen=("h",), owner="office")
    enough = _act("l", "lift", "shirts", part=4, names=("h",), seen=("h",), owner="office")
    assert _standing(hold, small).standing is HELD
    assert _standing(hold, small).open_holds == ("h",)
    assert _standing(hold, enough).standing is UNDECIDED
    assert _standing(hold, enough).open_holds == ()


def test_a_hold_that_lists_no_goods_stops_all_of_them():
    hold = Act(id="h", kind="hold", owner="narcotics")
    assert {g.standing for g in _standing(hold, goods=(SHIRTS, SHOES)).goods} == {HELD}
    assert _standing(hold, goods=()).standing is HELD
    blind = _act("r", "release", "shirts", "shoes")
    assert _standing(hold, blind, goods=(SHIRTS, SHOES)).conflicts == (Conflict(release="r", missed=("h",)),)
    lift = Act(id="l", kind="lift", names=("h",), seen=("h",), owner="narcotics")
    assert _standing(hold, lift, blind, goods=(SHIRTS, SHOES)).standing is UNDECIDED
    assert _standing(hold, lift, _act("r", "release", "shirts", seen=("l",))).standing is RELEASED


# --- between those who had not seen each other ---


def test_the_stricter_stands_between_officers_who_had_not_seen_each_other():
    release = _act("r", "release", "shirts")
    stood = _standing(HOLD, release)
    assert stood.standing is HELD
    assert stood.conflicts == (Conflict(release="r", missed=("h",)),)


def test_a_release_that_missed_a_hold_does_not_come_back_when_the_hold_is_lifted():
    lift = _act("l", "lift", names=("h",), seen=("h",), owner="narcotics")
    assert _standing(HOLD, _act("r", "release", "shirts"), lift).standing is UNDECIDED


def test_a_hold_placed_in_knowledge_of_the_release_is_no_conflict():
    assert _standing(_act("r", "release", "shirts"), _act("h", "hold", "shirts", seen=("r",))).conflicts == ()


def test_a_hold_on_other_goods_is_no_conflict():
    stood = _standing(_act("h", "hold", "shoes"), _act("r", "release", "shirts"), goods=(SHIRTS, SHOES))
    assert stood.conflicts == ()
    assert [g.standing for g in stood.goods] == [RELEASED, HELD]


def test_only_an_acknowledge_that_names_both_ends_a_conflict():
    release = _act("r", "release", "shirts")
    lift = _act("l", "lift", names=("h",), seen=("h", "r"), owner="narcotics")
    half = Act(id="k", kind="acknowledge", names=("r",), seen=("h", "r"))
    other_half = Act(id="m", kind="acknowledge", names=("h",), seen=("h", "r"))
    both = Act(id="n", kind="acknowledge", names=("h", "r"), seen=("h", "r"))
    waiting = (Conflict(release="r", missed=("h",)),)
    assert _standing(HOLD, release, lift, half, other_half).conflicts == waiting
    assert _standing(HOLD, release, lift, both).conflicts == ()
    assert (
        _standing(HOLD, release, both, Act(id="x", kind="annul", names=("n",), seen=("n",))).conflicts
        == waiting
    )


def test_a_conflict_stays_in_attention_when_one_side_is_annulled():
    release = _act("r", "release", "shirts")
    annul_release = _act("x", "annul", names=("r",), seen=("r",))
    annul_hold = _act("x", "annul", names=("h",), seen=("h",), owner="narcotics")
    waiting = (Conflict(release="r", missed=("h",)),)
    assert _standing(HOLD, release, annul_release).conflicts == waiting
    assert _standing(HOLD, release, annul_hold).conflicts == waiting


def test_what_was_seen_reaches_back_through_the_acts_that_were_seen():
    chain = [_act("a0", "hold", "shirts", owner="o")]
    chain += [_act(f"a{n}", "hold", "shoes", owner="o", seen=(f"a{n - 1}",)) for n in range(1, 9)]
    lift = Act(id="l", kind="lift", names=("a0",), seen=("a8",), owner="o")
    release = _act("r", "release", "shirts", seen=("l",))
    stood = _standing(*chain, lift, release, goods=(SHIRTS, SHOES))
    assert [g.standing for g in stood.goods] == [RELEASED, HELD]
    assert stood.conflicts == ()


# --- refused, unknown, in a circle ---


@pytest.mark.parametrize("kind", ["release", "hold", "seize"])
def test_a_refused_act_has_no_effect(kind):
    assert _standing(_act("a", kind, "shirts", outcome="refused")).standing is UNDECIDED


def test_a_refused_act_stays_in_the_graph_so_that_what_it_had_seen_was_seen():
    lift = _act("l", "lift", names=("h",), seen=("h",), owner="narcotics")
    refused = _act("q", "seize", "shirts", seen=("l",), outcome="refused")
    stood = _standing(HOLD, lift, refused, _act("r", "release", "shirts", seen=("q",)))
    assert stood.standing is RELEASED
    assert stood.unresolved == ()


def test_a_release_need_not_have_seen_an_act_that_was_refused():
    assert (
        _standing(_act("q", "hold", "shirts", outcome="refused"), _act("r", "release", "shirts")).standing
        is RELEASED
    )
    refused = _act("x", "annul", names=("r",), seen=("r",), outcome="refused")
    assert _standing(_act("r", "release", "shirts"), refused).standing is RELEASED


def test_a_release_that_saw_an_unknown_act_has_no_effect_until_that_arrives():
    release = _act("r", "release", "shirts", seen=("l",))
    after = _act("k", "release", "shirts", seen=("r",))
    assert _standing(release, after).standing is UNDECIDED
    assert _standing(release, after).unresolved == ("k", "r")
    lift = _act("l", "lift", names=("h",), seen=("h",), owner="narcotics")
    assert _standing(release, lift).unresolved == ("l", "r")
    assert _standing(release, lift, HOLD).standing is RELEASED


@pytest.mark.parametrize("kind, standing", [("hold", HELD), ("seize", SEIZED)])
def test_goods_are_stopped_even_when_a_part_of_the_past_is_unknown(kind, standing):
    stood = _standing(_act("a", kind, "shirts", seen=("never heard of",)), _act("r", "release", "shirts"))
    assert stood.standing is standing
    assert stood.conflicts == (Conflict(release="r", missed=("a",)),)


def test_lifting_and_annulling_by_name_do_not_wait_for_an_unknown_past():
    lift = _act("l", "lift", names=("h",), seen=("h", "unknown"), owner="narcotics")
    assert _standing(HOLD, lift).standing is UNDECIDED
    annul = _act("x", "annul", names=("r",), seen=("r", "unknown"))
    assert _standing(_act("r", "release", "shirts"), annul).standing is UNDECIDED


def test_acts_forged_in_a_circle_release_lift_and_annul_nothing():
    release = _act("r", "release", "shirts", seen=("s",))
    other = _act("s", "release", "shirts", seen=("r",))
    assert _standing(release, other).standing is UNDECIDED
    assert _standing(release, other).unresolved == ("r", "s")
    itself = _act("x", "annul", names=("x", "h"), seen=("h",), owner="narcotics")
    assert _standing(HOLD, itself).standing is HELD
    one = _act("x", "annul", names=("y", "h"), owner="narcotics")
    two = _act("y", "annul", names=("x", "h"), owner="narcotics")
    assert _standing(HOLD, one, two).standing is HELD


def test_a_hold_forged_in_a_circle_still_stops_and_can_still_be_lifted_and_released_after():
    ring = [_act(f"h{n}", "hold", "shirts", owner="o", seen=(f"h{(n + 1) % 3}",)) for n in range(3)]
    assert _standing(*ring).open_holds == ("h0", "h1", "h2")
    lift = Act(id="l", kind="lift", names=("h0", "h1", "h2"), seen=newest(ring), owner="o")
    release = _act("r", "release", "shirts", seen=newest([*ring, lift]))
    assert _standing(*ring, lift).standing is UNDECIDED
    assert _standing(*ring, lift, release).standing is RELEASED


def test_a_kind_that_is_not_known_changes_nothing():
    strange = _act("a", "x-ray again", "shirts")
    assert _standing(strange, _act("r", "release", "shirts")).standing is RELEASED
    assert _standing(strange, _act("b", "confiscate", "shirts", effect="seize")).standing is SEIZED
    assert _standing(_act("b", "confiscate", "shirts", effect="no such effect")).standing is UNDECIDED


def test_an_act_said_twice_is_said_once():
    assert _standing(HOLD, HOLD) == _standing(HOLD)


def test_what_the_centre_answered_stands_before_what_is_pending_in_either_order():
    pending = _act("r", "release", "shirts", outcome="pending")
    refused = _act("r", "release", "shirts", outcome="refused")
    assert _standing(pending, refused).standing is UNDECIDED
    assert _standing(refused, pending).standing is UNDECIDED


# --- quantities ---


@pytest.mark.parametrize("part, standing", [(9, UNDECIDED), (10, RELEASED), (11, RELEASED)])
def test_a_part_releases_the_whole_only_when_it_is_the_whole(part, standing):
    assert _standing(_act("r", "release", "shirts", part=part)).standing is standing


def test_parts_released_one_after_the_other_add_up():
    first = _act("r1", "release", "shirts", part=5)
    second = _act("r2", "release", "shirts", part=5, seen=("r1",))
    assert _standing(first, second).standing is RELEASED
    assert _standing(first).goods == (
        GoodsStanding(goods="shirts", standing=UNDECIDED, acts=("r1",), part=True),
    )


def test_parts_released_by_officers_who_did_not_know_of_each_other_may_be_the_same_pieces():
    stood = _standing(_act("r1", "release", "shirts", part=5), _act("r2", "release", "shirts", part=5))
    assert stood.standing is UNDECIDED


def test_a_part_of_an_unknown_whole_never_covers_it():
    assert (
        _standing(_act("r", "release", "shirts", part=99), goods=(Goods(id="shirts"),)).standing is UNDECIDED
    )
    assert _standing(_act("r", "release", "shirts"), goods=(Goods(id="shirts"),)).standing is RELEASED


def test_kilograms_do_not_cover_pieces():
    release = Act(id="r", kind="release", scope=_scope("shirts", part=10, unit="KGM"))
    assert (
        standing_of((Goods(id="shirts", quantity=Decimal(10), unit="H87"),), (release,)).standing is UNDECIDED
    )
    assert (
        standing_of((Goods(id="shirts", quantity=Decimal(10), unit="KGM"),), (release,)).standing is RELEASED
    )


def test_a_held_part_holds_the_item_and_says_that_it_is_a_part():
    stood = _standing(_act("h", "hold", "shirts", part=3), _act("r", "release", "shirts", seen=("h",)))
    assert stood.goods == (GoodsStanding(goods="shirts", standing=HELD, acts=("h",), part=True),)


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "-5", "0"])
def test_a_quantity_that_is_none_covers_nothing_and_stops_all_the_same(odd):
    assert _standing(_act("r", "release", "shirts", part=odd)).standing is UNDECIDED
    assert _standing(_act("h", "hold", "shirts", part=odd)).standing is HELD
    assert (
        _standing(
            _act("r", "release", "shirts", part=5), goods=(Goods(id="shirts", quantity=Decimal(odd)),)
        ).standing
        is UNDECIDED
    )


def test_two_lines_under_one_id_are_an_unknown_whole():
    twice = (SHIRTS, Goods(id="shirts", quantity=Decimal(3)))
    assert _standing(_act("r", "release", "shirts", part=10), goods=twice).standing is UNDECIDED
    assert len(_standing(goods=twice).goods) == 1


# --- goods that no line declares ---

PILLS = FoundGoods(id="found-1", description="tablets", quantity=Quantity(value=Decimal(200)))


def test_found_goods_stand_beside_the_declared_ones():
    seizure = _act("s", "seize", "found-1", found=(PILLS,))
    stood = _standing(seizure, _act("r", "release", "shirts"))
    assert {g.goods: g.standing for g in stood.goods} == {"shirts": RELEASED, "found-1": SEIZED}


def test_found_goods_stay_when_their_hold_is_lifted_and_go_when_it_was_a_mistake():
    hold = _act("h", "hold", "found-1", found=(PILLS,), owner="o")
    lift = Act(id="l", kind="lift", names=("h",), seen=("h",), owner="o")
    release = _act("r", "release", "shirts", seen=("l",))
    assert _standing(hold, lift, release).standing is UNDECIDED
    annul = Act(id="x", kind="annul", names=("h",), seen=("h",), owner="o")
    assert _standing(hold, annul, _act("r", "release", "shirts", seen=("x",))).standing is RELEASED


def test_what_is_held_does_not_vanish_with_its_line():
    stood = _standing(_act("h", "hold", "dropped line"), _act("r", "release", "shirts", seen=("h",)))
    assert stood.standing is HELD
    assert {g.goods: g.standing for g in stood.goods} == {"shirts": RELEASED, "dropped line": HELD}


# --- what the next act must have seen ---


def test_the_next_act_has_seen_what_nobody_else_had_seen_yet():
    lift = _act("l", "lift", names=("h",), owner="narcotics")
    assert newest([]) == ()
    assert newest([HOLD, lift, _act("g", "hold", "shoes")]) == ("g", "l")


def test_an_act_without_effect_hides_nothing_from_the_next_one():
    note = Act(id="n", kind="note", seen=("h",))
    assert newest([HOLD, note]) == ("h",)


def test_acts_in_a_circle_are_all_within_reach_of_what_the_next_act_has_seen():
    ring = [_act(f"h{n}", "hold", "shirts", seen=(f"h{(n + 1) % 4}",)) for n in range(4)]
    tail = _act("t", "hold", "shirts", seen=("h0", "t"))
    release = _act("r", "release", "shirts", seen=newest([*ring, tail]))
    assert ActGraph([*ring, tail, release]).has_seen_all("r", [a.id for a in (*ring, tail)])


# --- against a second, slower telling of the same rule ---

_KINDS = ("release", "release", "hold", "seize", "lift", "annul", "acknowledge", "note")
_GOODS = (SHIRTS, SHOES, Goods(id="book"))


@st.composite
def _histories(draw: st.DrawFn, strange: bool = False) -> list[Act]:
    """What some benches and agencies did, each seeing a part of what had been done before."""
    made: list[Act] = []
    for number in range(draw(st.integers(0, 10))):
        known = draw(st.lists(st.sampled_from(made), unique_by=lambda a: a.id)) if made else []
        kind = draw(st.sampled_from(_KINDS))
        names: tuple[str, ...] = ()
        if kind in {"lift", "annul", "acknowledge"} and known:
            names = tuple(
                a.id for a in draw(st.lists(st.sampled_from(known), max_size=2, unique_by=lambda a: a.id))
            )
        seen = newest(known)
        if strange and draw(st.integers(0, 4)) == 0:
            seen = (*seen, draw(st.sampled_from(["unknown", f"a{number + 1}", f"a{number}"])))
        made.append(
            Act(
                id=f"a{number}",
                kind=kind,
                seen=seen,
                names=names,
                scope=tuple(
                    ScopeEntry(
                        goods=g,
                        quantity=draw(st.none() | st.builds(Quantity, value=st.integers(1, 12).map(Decimal))),
                    )
                    for g in draw(
                        st.lists(st.sampled_from(["shirts", "shoes", "book"]), min_size=1, unique=True)
                    )
                )
                if kind not in {"lift", "annul", "acknowledge"}
                else (),
                owner=draw(st.sampled_from(["office", "narcotics"])),
                outcome=draw(st.sampled_from(["accepted", "accepted", "accepted", "pending", "refused"])),
            )
        )
    return made


def _told_again(goods: Goods, acts: Sequence[Act]) -> Standing:
    """Rule 4 word for word, for whole quantities and histories without circles."""
    by_id = {a.id: a for a in acts}

    def seen_by(act: Act) -> set[str]:
        direct = {*act.seen, *act.names}
        return direct.union(*(seen_by(by_id[p]) for p in direct))

    def stands(act: Act) -> bool:
        return act.outcome != "refused" and not any(
            act.id in other.names
            and other.kind == "annul"
            and stands(other)
            and (act.kind != "hold" or other.owner == act.owner)
            for other in acts
        )

    def is_on(act: Act) -> bool:
        direct = any(e.goods == goods.id for e in act.scope)
        through = act.kind in {"lift", "annul"} and any(
            is_on(by_id[n]) for n in act.names if by_id[n].outcome != "refused"
        )
        return direct or through

    if any(a.kind == "seize" and is_on(a) and stands(a) for a in acts):
        return SEIZED
    for hold in (a for a in acts if a.kind == "hold" and is_on(a) and stands(a)):
        if not any(
            a.kind == "lift" and hold.id in a.names and a.owner == hold.owner and stands(a) for a in acts
        ):
            return HELD
    important = {
        a.id
        for a in acts
        if a.kind in {"hold", "seize", "lift", "annul"} and a.outcome != "refused" and is_on(a)
    }
    if any(a.kind == "release" and is_on(a) and stands(a) and important <= seen_by(a) for a in acts):
        return RELEASED
    return UNDECIDED


def _whole(acts: Sequence[Act]) -> list[Act]:
    return [replace(a, scope=tuple(ScopeEntry(goods=e.goods) for e in a.scope)) for a in acts]


@given(_histories())
@settings(max_examples=200, deadline=None)
def test_the_standing_is_what_the_rule_says_word_for_word(history):
    acts = _whole(history)
    stood = standing_of(_GOODS, acts)
    assert {g.goods: g.standing for g in stood.goods} == {g.id: _told_again(g, acts) for g in _GOODS}


@given(_histories(strange=True), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_arrival_and_repetition_change_nothing(history: list[Act], dice: random.Random):
    stood = standing_of(_GOODS, history)
    shuffled = [*history, *dice.sample(history, len(history) // 2)]
    dice.shuffle(shuffled)
    assert standing_of(_GOODS, shuffled) == stood


@given(_histories(strange=True))
@settings(max_examples=200, deadline=None)
def test_nothing_is_released_while_a_hold_or_seizure_on_it_is_in_force(history):
    stood = standing_of(_GOODS, history)
    by_id = {a.id: a for a in history}
    stopped = {e.goods for act_id in (*stood.open_holds, *stood.seizures) for e in by_id[act_id].scope}
    assert stopped == {g.goods for g in stood.goods if g.standing in {HELD, SEIZED}}


@given(_histories(strange=True))
@settings(max_examples=150, deadline=None)
def test_parts_never_make_goods_freer_than_wholes(history):
    order = [SEIZED, HELD, UNDECIDED, RELEASED]
    in_parts = standing_of(_GOODS, history)
    as_wholes = standing_of(_GOODS, _whole(history))
    for part, whole in zip(in_parts.goods, as_wholes.goods, strict=True):
        assert order.index(part.standing) <= order.index(whole.standing)


@given(_histories(), st.sampled_from(["hold", "seize"]), st.sampled_from(["shirts", "shoes", "book"]))
@settings(max_examples=150, deadline=None)
def test_a_stop_that_arrives_from_whoever_saw_nothing_always_stops(history, kind, goods):
    stop = _act("zz", kind, goods)
    stood = standing_of(_GOODS, [*history, stop])
    standing = next(g.standing for g in stood.goods if g.goods == goods)
    assert standing in {HELD, SEIZED}
    counted = {a.id for a in history if a.kind == "release" and a.outcome != "refused"}
    blind = {a.id for a in history if a.id in counted and any(e.goods == goods for e in a.scope)}
    assert {c.release for c in stood.conflicts if "zz" in c.missed} == blind


def test_thousands_of_acts_are_weighed_without_end_in_sight_but_with_an_end():
    chain = [
        Act(id=f"{n:05}", kind="hold", scope=_scope("shirts"), owner="o", seen=(f"{n - 1:05}",) if n else ())
        for n in range(3_000)
    ]
    lift = Act(id="l", kind="lift", names=tuple(a.id for a in chain), seen=newest(chain), owner="o")
    assert _standing(*chain, lift, _act("r", "release", "shirts", seen=("l",))).standing is RELEASED
