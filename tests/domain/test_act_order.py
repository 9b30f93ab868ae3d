"""Acts are told in the order in which they happened, though the clocks of benches are wrong by days."""

from datetime import timedelta

import pytest

from tests.fakes.clock import START
from workstation.domain.act import Act
from workstation.domain.act_order import in_order

HOUR = timedelta(hours=1)


def act(act_id, hours=0.0, seen=(), **more):
    return Act(id=act_id, kind="hold", at=START + hours * HOUR, seen=seen, **more)


def order(*acts):
    return "".join(each.id for each in in_order(acts))


def test_by_right_clocks_it_is_the_order_of_the_times():
    assert order(act("c", 3), act("a", 1), act("b", 2, seen=("a",))) == "abc"


@pytest.mark.parametrize("days", [-400, -3, 3, 400])
def test_a_clock_that_is_set_changes_no_order_of_what_was_seen(days):
    wrong = act("b", days * 24, seen=("a",))
    assert order(act("c", 3, seen=("b",)), wrong, act("a", 1)) == "abc"


def test_an_act_that_names_another_comes_after_it():
    lift = Act(id="a", kind="lift", names=("b",), at=START - HOUR)
    assert order(lift, act("b")) == "ba"


def test_acts_without_a_time_and_in_a_circle_are_told_all_the_same():
    nobody_knows = Act(id="z", kind="hold")
    forged = act("x", 2, seen=("y",)), act("y", 1, seen=("x",))
    assert sorted(order(nobody_knows, *forged)) == ["x", "y", "z"]
    assert order(nobody_knows, act("a")) == "za"
