"""Marks on a scan image: what can be kept, what they are linked to, and how an event and an act hold them."""

import json
import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes.clock import START
from workstation.domain.act import Act
from workstation.domain.event import (
    FIRST_PREVIOUS,
    MARK_WORDS,
    BenchEvent,
    Particular,
    act_of,
    canonical,
)
from workstation.domain.link import over_link
from workstation.domain.mark import (
    LONGEST_WORDS,
    MOST_POINTS,
    NOT_DECLARED,
    DetectionJudged,
    Mark,
    MarkWords,
    RecordedMark,
    detection_name,
    fault_of,
    linked_to_nothing,
    recorded,
    reported_id,
    rounded,
    verdict_on,
    without_mark,
)

IMAGE = "ab" * 32
BOX = Mark(id="M-1", image=IMAGE, shape="box", points=((1.0, 2.0), (30.4, 40.6)), goods="g1")
POINTS = {
    "box": BOX.points,
    "ellipse": BOX.points,
    "arrow": BOX.points,
    "polygon": (*BOX.points, (5.0, 5.0)),
    "text": BOX.points[:1],
}


def event(**more: Any) -> BenchEvent:
    return BenchEvent(
        id="E-1",
        kind="hold",
        bench="bench-4",
        office="XX000001",
        ledger="L",
        sequence=1,
        previous=FIRST_PREVIOUS,
        officer="officer-a",
        bench_time=START,
        **more,
    )


def words(text: str) -> Particular:
    return Particular(key="p0", kind=MARK_WORDS, salt="00" * 16, text=text)


# --- what can be kept ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", POINTS)
def test_each_shape_takes_its_own_number_of_points(shape: str) -> None:
    points = POINTS[shape]
    assert fault_of(replace(BOX, shape=shape, points=points)) == ""
    assert fault_of(replace(BOX, shape=shape, points=points[:-1])) == "mark.points"
    more = points * MOST_POINTS if shape == "polygon" else (*points, points[0])
    assert fault_of(replace(BOX, shape=shape, points=more)) == "mark.points"


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf, 1e9])
def test_a_point_that_is_nowhere_is_a_fault(number: float) -> None:
    assert fault_of(replace(BOX, points=((0.0, number), (1.0, 1.0)))) == "mark.points"


def test_an_unknown_shape_a_view_that_is_none_and_endless_words_are_faults() -> None:
    assert fault_of(replace(BOX, shape="star")) == "mark.shape"
    assert fault_of(replace(BOX, view=-1)) == "mark.view"
    assert fault_of(replace(BOX, words="w" * LONGEST_WORDS)) == ""
    assert fault_of(replace(BOX, words="w" * (LONGEST_WORDS + 1))) == "mark.words_too_long"


def test_points_are_kept_to_a_tenth_and_without_a_negative_zero() -> None:
    assert rounded([(1.26, 2.0), (-0.01, 3.0)]) == ((1.3, 2.0), (0.0, 3.0))
    assert math.copysign(1, rounded([(-0.01, 0.0)])[0][0]) == 1
    assert math.isnan(rounded([(math.nan, 0.0)])[0][0])


# --- what is left open --------------------------------------------------------------------------------------


def test_what_is_linked_to_nothing_is_told_on_either_side() -> None:
    loose = replace(BOX, id="M-2", goods="")
    undeclared = replace(BOX, id="M-3", goods=NOT_DECLARED)
    marks = (BOX, loose, undeclared)
    assert linked_to_nothing(marks) == (loose,)
    assert without_mark(("g3", "g1", "g2"), marks) == ("g3", "g2")
    assert without_mark(("g1",), ()) == ("g1",)


def test_a_detection_is_named_by_its_image_and_its_id_within_it() -> None:
    name = detection_name(IMAGE, "D-1:b")
    said = verdict_on(name, "cleared")
    assert said == DetectionJudged(image=IMAGE, detection="D-1:b", verdict="cleared")
    assert said.name() == name
    assert detection_name("cd" * 32, "D-1:b") != name
    assert verdict_on("D-1:b", "cleared").name() == "D-1:b"
    assert len({detection_name(IMAGE, reported_id(place)) for place in range(3)}) == 3


# --- in an event and in an act ------------------------------------------------------------------------------

coordinates = st.floats(min_value=-1e6, max_value=1e6)
marks = st.builds(
    Mark,
    id=st.text(min_size=1, max_size=8),
    image=st.just(IMAGE),
    shape=st.sampled_from(sorted(POINTS)),
    points=st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=6).map(tuple),
    view=st.integers(0, 3),
    words=st.text(max_size=20),
    goods=st.sampled_from(["", NOT_DECLARED, "g1"]),
)


@given(st.lists(marks, max_size=4))
def test_any_reader_of_json_gets_the_bytes_that_were_hashed(drawn: list[Mark]) -> None:
    """A service in another language hashes what it has parsed: no number may come out otherwise."""
    body = canonical(event(marks=tuple(map(recorded, drawn))))
    assert msgspec.json.encode(msgspec.json.decode(body), order="sorted") == body
    said = json.loads(body, parse_float=lambda text: pytest.fail(f"{text} is no whole number"))
    assert [each["id"] for each in said["marks"]] == [each.id for each in drawn]
    assert msgspec.json.decode(body, type=BenchEvent).marks == tuple(map(recorded, drawn))


def test_no_word_of_a_mark_is_in_the_event_itself() -> None:
    kept = recorded(replace(BOX, words="Jane Doe's watch"))
    assert (kept.words, kept.points, kept.goods) == ("", ((1, 2), (30, 41)), "g1")
    assert b"Jane" not in canonical(event(marks=(kept,)))


def test_an_act_has_the_marks_with_the_words_that_are_still_there() -> None:
    second = RecordedMark(id="M-2", image=IMAGE, shape="text", points=((1, 1),))
    said = event(marks=(recorded(BOX), second), judged=(verdict_on(f"{IMAGE}:D-1", "accepted"),))
    written = msgspec.json.encode((MarkWords(mark="M-2", words="wires"), MarkWords(mark="M-9", words="x")))
    act = act_of(said, (words(written.decode()),))
    assert [each.words for each in act.marks] == ["", "wires"]
    assert act.judged == said.judged
    erased = act_of(said)
    assert erased.marks == said.marks


@pytest.mark.parametrize("text", ["", "{}", '[{"mark":7}]'])
def test_words_that_cannot_be_read_cost_no_mark(text: str) -> None:
    assert act_of(event(marks=(recorded(BOX),)), (words(text),)).marks == (recorded(BOX),)


def test_over_a_link_a_mark_speaks_of_the_goods_that_were_found_and_not_of_declared_ones() -> None:
    drawn = (recorded(BOX), replace(recorded(BOX), goods=NOT_DECLARED), replace(recorded(BOX), goods=""))
    over = over_link(Act(id="A", kind="hold", marks=drawn), "P")
    assert [each.goods for each in over.marks] == ["P/g1", NOT_DECLARED, ""]
