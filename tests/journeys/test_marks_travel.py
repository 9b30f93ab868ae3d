"""What an officer drew on an image and said of detections: there after a restart, with the decision at the
centre and at the next bench, and with a request to open the parcel.
"""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.fakes.clock import FakeClock
from tests.journeys.centre import Centre
from tests.journeys.parcels import SHIRTS, VAPES, parcel
from tests.journeys.whole_bench import WholeBench, is_here
from workstation.domain.decision import DecisionDraft
from workstation.domain.mark import (
    ACCEPTED,
    CLEARED,
    NOT_DECLARED,
    Mark,
    detection_name,
    linked_to_nothing,
    without_mark,
)
from workstation.domain.provisional import OPENING_ASKED

pytestmark = pytest.mark.journey

TOP, SIDE = "ab" * 32, "cd" * 32
CELL = Mark(id="M-1", image=TOP, shape="box", points=((10.2, 20.0), (60.0, 80.7)))
WIRE = Mark(id="M-2", image=SIDE, shape="arrow", points=((1.0, 1.0), (9.0, 9.0)), words="a wire")


def test_marks_survive_a_restart_and_go_with_the_decision_to_every_bench(
    benches: Callable[..., WholeBench], centre: Centre, clock: FakeClock
) -> None:
    centre.put(parcel("C-1", "RB123456785GB"))
    here, there = benches("BENCH-4"), benches("BENCH-5")
    for each in (here, there):
        each.waits_until(lambda each=each: is_here(each, "C-1"))  # type: ignore[misc]
    centre.go_away()
    marks = here.desk.marks
    here.does(marks.put, "C-1", replace(CELL, goods=VAPES))
    here.does(marks.put, "C-1", WIRE)
    here.does(marks.put, "C-1", replace(CELL, id="M-3"))
    here.does(marks.undo, "C-1")
    here.does(marks.judge, "C-1", detection_name(TOP, "D-1"), ACCEPTED)
    here.does(marks.judge, "C-1", detection_name(SIDE, "D-1"), CLEARED)
    assert linked_to_nothing(marks.of("C-1")) == marks.of("C-1")[1:]
    assert without_mark((SHIRTS, VAPES), marks.of("C-1")) == (SHIRTS,)

    here = benches("BENCH-4")
    marks = here.desk.marks
    assert [(each.id, each.goods) for each in marks.of("C-1")] == [("M-1", VAPES), ("M-2", "")]
    here.does(marks.put, "C-1", replace(WIRE, goods=NOT_DECLARED))
    held = here.decides("hold", "C-1")

    here = benches("BENCH-4")
    assert [each.id for each in here.desk.marks.of("C-1")] == ["M-1", "M-2"]
    centre.come_back()
    for each in (here, there):
        each.line.try_now()
    there.waits_until(lambda: there.opens("C-1").all_acts())
    (act,) = there.opens("C-1").all_acts()
    assert act.id == held.event_id
    assert [(each.id, each.image, each.points, each.goods, each.words) for each in act.marks] == [
        ("M-1", TOP, ((10, 20), (60, 81)), VAPES, ""),
        ("M-2", SIDE, ((1, 1), (9, 9)), NOT_DECLARED, "a wire"),
    ]
    assert {each.name(): each.verdict for each in act.judged} == {
        detection_name(TOP, "D-1"): ACCEPTED,
        detection_name(SIDE, "D-1"): CLEARED,
    }
    assert there.desk.marks.of("C-1") == ()
    (event,) = centre.events()
    assert (event.schema, [each.words for each in event.marks]) == (4, ["", ""])


def test_who_opens_the_parcel_sees_where_the_image_desk_wants_it_opened(
    benches: Callable[..., WholeBench], centre: Centre
) -> None:
    centre.put(parcel("C-1", "RB123456785GB"))
    desk, bench = benches("BENCH-4", workplace="image"), benches("BENCH-5")
    for each in (desk, bench):
        each.waits_until(lambda each=each: is_here(each, "C-1"))  # type: ignore[misc]
    desk.does(desk.desk.marks.put, "C-1", WIRE)
    draft = DecisionDraft(kind=OPENING_ASKED, consignment="C-1", remark="What is it?")
    desk.does(desk.desk.deciding.record, draft, desk.opens("C-1"), None, ())
    bench.waits_until(lambda: bench.opens("C-1").consignment.conditions)
    for each in (desk, bench):
        (condition,) = each.opens("C-1").consignment.conditions
        assert condition.words == "What is it?"
        assert [(each.id, each.image, each.words) for each in condition.marks] == [("M-2", SIDE, "a wire")]
