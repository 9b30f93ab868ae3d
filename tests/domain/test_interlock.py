"""At an examination bench nothing is decided on a parcel that does not lie there."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.consignment import Condition, Consignment, GoodsItem, Parcel
from workstation.domain.decision import DecisionDraft, Obstacle, Rules, goods_of, obstacles
from workstation.domain.event import ABSENT, EXCEPTION, READ, TYPED
from workstation.domain.interlock import (
    AtHand,
    Workplace,
    goods_away,
    parcels_away,
    parcels_left_open,
    possession_of,
)
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.standing import standing_of

OFFICE = "ZZ000100"
ONE = Consignment(
    id="c1",
    parcels=(Parcel(id="p1", presence="expected"),),
    goods_items=(GoodsItem(id="g1", parcel="p1"), GoodsItem(id="g2", parcel="p1")),
)
TWO = replace(
    ONE,
    parcels=(Parcel(id="p1", presence="expected"), Parcel(id="p2", presence="expected")),
    goods_items=(GoodsItem(id="g1", parcel="p1"), GoodsItem(id="g2", parcel="p2")),
)
EXCEPTIONS = ReferenceList(
    name="exceptions", rows=(Coded(code="torn_label"), Coded(code="old", valid_until=date(2020, 1, 1)))
)
LIES_HERE = AtHand(possession=READ, parcels=("p1",))
TYPED_IN = AtHand(possession=TYPED, parcels=("p1",))
NOT_HERE = AtHand()
BENCH = Workplace(bench="BENCH-4")
STRICT = Workplace(may_be_unread=False)
DESKS = (Workplace(kind="document"), Workplace(kind="image"))


def drafted(kind: str, *goods: str, **more: Any) -> DecisionDraft:
    scope = tuple(ScopeEntry(goods=each) for each in goods or ("g1", "g2"))
    return DecisionDraft(kind=kind, consignment="c1", scope=scope, **more)


def against(
    draft: DecisionDraft,
    at_hand: AtHand = NOT_HERE,
    of: Consignment = ONE,
    workplace: Workplace = BENCH,
    **lists: ReferenceList,
) -> set[Obstacle]:
    rules = Rules(
        lists=lists or {"exceptions": EXCEPTIONS},
        day=date(2026, 3, 1),
        office=OFFICE,
        workplace=workplace,
        at_hand=at_hand,
    )
    return set(obstacles(draft, of, (), standing_of(goods_of(of), ()), rules))


@pytest.mark.parametrize("kind", ["release", "hold", "seize"])
def test_without_the_parcels_own_barcode_nothing_is_decided_at_a_bench(kind: str) -> None:
    assert against(drafted(kind)) == {Obstacle(code="parcel.not_read")}
    assert against(drafted(kind), LIES_HERE) == set()


def test_no_one_sets_a_workplace_and_it_is_an_examination_bench() -> None:
    assert Workplace().has_parcels
    assert Rules(lists={}, day=date(2026, 3, 1), office=OFFICE).at_hand == NOT_HERE


@pytest.mark.parametrize("kind", ["lift", "annul", "acknowledge"])
def test_what_is_about_an_act_needs_no_parcel(kind: str) -> None:
    codes = {each.code for each in against(drafted(kind, names=("a-1",)))}
    assert "parcel.not_read" not in codes


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.kind)
@pytest.mark.parametrize("kind", ["release", "hold", "seize"])
def test_a_document_or_image_desk_decides_without_the_parcel_and_says_so(kind: str, desk: Workplace) -> None:
    assert against(drafted(kind), workplace=desk) == set()
    for at_hand in (NOT_HERE, LIES_HERE, TYPED_IN):
        assert possession_of("torn_label", at_hand, desk) == ABSENT


def test_a_torn_label_has_its_coded_reason() -> None:
    assert against(drafted("hold", exception="torn_label")) == set()
    for code in ("nonsense", "old"):
        assert against(drafted("hold", exception=code)) == {Obstacle(code="exception.unknown", subject=code)}
    assert against(drafted("hold", exception="torn_label"), acts=ReferenceList(name="acts")) == {
        Obstacle(code="exception.unknown", subject="torn_label")
    }


def test_a_number_typed_in_by_hand_needs_a_reason_too() -> None:
    assert against(drafted("release"), TYPED_IN) == {Obstacle(code="parcel.typed")}
    assert against(drafted("release", exception="torn_label"), TYPED_IN) == set()


@pytest.mark.parametrize("at_hand", [NOT_HERE, TYPED_IN], ids=["not read", "typed"])
def test_where_policy_allows_no_exception_nothing_stands_for_the_barcode(at_hand: AtHand) -> None:
    assert against(drafted("release"), at_hand, workplace=STRICT) == {Obstacle(code="parcel.not_read")}
    assert against(drafted("release", exception="torn_label"), at_hand, workplace=STRICT) == {
        Obstacle(code="exception.not_allowed", subject="torn_label")
    }
    assert against(drafted("release"), LIES_HERE, workplace=STRICT) == set()


@pytest.mark.parametrize(
    "exception, at_hand, said",
    [
        ("", LIES_HERE, READ),
        ("torn_label", LIES_HERE, READ),
        ("torn_label", TYPED_IN, TYPED),
        ("torn_label", NOT_HERE, EXCEPTION),
        ("", NOT_HERE, ABSENT),
    ],
)
def test_an_act_says_how_the_parcel_was_known_to_lie_there(
    exception: str, at_hand: AtHand, said: str
) -> None:
    assert possession_of(exception, at_hand, Workplace()) == said


# --- several parcels --------------------------------------------------------------------------------------


def test_only_goods_of_presented_parcels_are_released_the_others_stay_open() -> None:
    assert against(drafted("release"), LIES_HERE, TWO) == {
        Obstacle(code="parcel.not_presented", subject="g2")
    }
    assert against(drafted("release", "g1"), LIES_HERE, TWO) == set()


def with_second(**seen: Any) -> Consignment:
    return replace(TWO, parcels=(TWO.parcels[0], Parcel(id="p2", **seen)))


def test_a_parcel_that_was_presented_here_before_counts() -> None:
    here = with_second(presence="presented", seen_bench="BENCH-4")
    assert against(drafted("release"), LIES_HERE, here) == set()
    assert against(drafted("seize"), LIES_HERE, here) == set()


@pytest.mark.parametrize(
    "seen",
    [
        {"presence": "missing", "seen_bench": "BENCH-4"},
        {"presence": "left", "seen_bench": "BENCH-4"},
        {"presence": "presented", "seen_bench": "BENCH-99"},
        {"presence": "presented"},
    ],
    ids=["missing", "left", "elsewhere", "nobody says where"],
)
def test_a_parcel_that_is_not_here_any_more_or_never_was_does_not_count(seen: Any) -> None:
    away = with_second(**seen)
    assert parcels_away(away, LIES_HERE, BENCH) == ("p2",)
    assert goods_away(away, LIES_HERE, BENCH) == {"g2"}
    for kind in ("release", "seize"):
        assert against(drafted(kind), LIES_HERE, away) == {
            Obstacle(code="parcel.not_presented", subject="g2")
        }


def test_a_bench_without_a_name_has_only_what_is_at_hand() -> None:
    assert parcels_away(with_second(presence="presented"), LIES_HERE, Workplace()) == ("p2",)


def test_goods_of_parcels_still_to_come_may_be_held_and_not_seized() -> None:
    assert against(drafted("hold"), LIES_HERE, TWO) == set()
    assert against(drafted("seize"), LIES_HERE, TWO) == {Obstacle(code="parcel.not_presented", subject="g2")}


@pytest.mark.parametrize("kind", ["hold", "seize"])
def test_what_is_held_or_seized_is_in_the_parcel_that_lies_here(kind: str) -> None:
    here = with_second(presence="presented", seen_bench="BENCH-4")
    assert against(drafted(kind, "g2"), LIES_HERE, here) == {Obstacle(code="parcel.left_out")}
    assert against(drafted("release", "g2"), LIES_HERE, here) == set()
    for goods in (("g1",), ("g1", "g2")):
        assert against(drafted(kind, *goods), LIES_HERE, here) == set()
    second = AtHand(possession=READ, parcels=("p2",))
    assert against(drafted(kind, "g2"), second, here) == set()


def test_what_was_found_is_in_the_parcel_that_lies_here() -> None:
    found = FoundGoods(id="f1", description="powder")
    assert against(drafted("seize", "f1", found=(found,)), LIES_HERE, TWO) == set()


def test_a_parcel_that_nothing_was_declared_in_keeps_nobody_from_holding() -> None:
    empty = replace(TWO, goods_items=(GoodsItem(id="g2", parcel="p2"),))
    assert against(drafted("hold", "g2"), LIES_HERE, empty) == set()
    unsorted = replace(TWO, goods_items=(GoodsItem(id="g1"), GoodsItem(id="g2", parcel="p2")))
    assert against(drafted("hold", "g1"), LIES_HERE, unsorted) == set()


def test_goods_that_no_parcel_is_named_for_wait_until_all_are_here() -> None:
    unsorted = replace(TWO, goods_items=(GoodsItem(id="g1", parcel="p1"), GoodsItem(id="g2")))
    assert goods_away(unsorted, LIES_HERE, BENCH) == {"g2"}
    assert parcels_left_open(unsorted, LIES_HERE, BENCH) == ("p2",)
    assert goods_away(unsorted, AtHand(possession=READ, parcels=("p1", "p2")), BENCH) == frozenset()


def test_a_parcel_without_declared_goods_leaves_nothing_open() -> None:
    empty = replace(TWO, goods_items=(GoodsItem(id="g1", parcel="p1"),))
    assert parcels_left_open(empty, LIES_HERE, BENCH) == ()


def test_a_single_parcel_is_never_away_from_itself() -> None:
    assert parcels_away(ONE, NOT_HERE, BENCH) == ()
    assert parcels_away(Consignment(id="c1"), NOT_HERE, BENCH) == ()


# --- sent for opening -------------------------------------------------------------------------------------


def asked(kind: str = "examination", *, by_image_desk: bool = True) -> Consignment:
    condition = Condition(id="e-1", kind=kind, owner="ZZ000101", asked=by_image_desk)
    return replace(ONE, conditions=(condition,))


def test_a_release_with_the_parcel_at_the_bench_is_the_examination_that_was_asked_for() -> None:
    assert against(drafted("release"), LIES_HERE, asked()) == set()
    assert against(drafted("release", exception="torn_label"), NOT_HERE, asked()) == set()
    assert Obstacle(code="condition.open", subject="e-1") in against(drafted("release"), NOT_HERE, asked())


@pytest.mark.parametrize("desk", DESKS, ids=lambda desk: desk.kind)
def test_no_desk_releases_over_an_examination(desk: Workplace) -> None:
    assert against(drafted("release"), LIES_HERE, asked(), desk) == {
        Obstacle(code="condition.open", subject="e-1")
    }


def test_the_examination_of_an_agency_and_any_other_condition_stay() -> None:
    for other in (asked(by_image_desk=False), asked("payment")):
        assert against(drafted("release"), LIES_HERE, other) == {
            Obstacle(code="condition.open", subject="e-1")
        }


def test_a_storage_place_is_no_story() -> None:
    assert against(drafted("hold", place="L" * 64), LIES_HERE) == set()
    assert against(drafted("hold", place="L" * 65), LIES_HERE) == {Obstacle(code="place.too_long")}
