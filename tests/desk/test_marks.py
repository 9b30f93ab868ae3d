"""Marks as the desk keeps them: at once on the disk, taken back and made again, and told to each decision."""

import itertools
import math
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.desk.workplace import Workplace
from tests.fakes.clock import START, FakeClock
from tests.journeys.parcels import parcel
from workstation.desk.marks import KEPT_FOR, MOST_STEPS, MarkDesk
from workstation.domain.mark import MOST_MARKS, NOT_DECLARED, Mark, RecordedMark, detection_name
from workstation.domain.problems import Refused, Unavailable
from workstation.domain.provisional import OPENING_ASKED
from workstation.ledger.marks import KeptMark

IMAGE = "ab" * 32
D1 = detection_name(IMAGE, "D-1")
BOX = Mark(id="M-1", image=IMAGE, shape="box", points=((1.26, 2.0), (30.0, 40.0)))


def ids(desk: MarkDesk, consignment: str = "C-1") -> list[str]:
    return [each.id for each in desk.of(consignment)]


def again(at: Workplace) -> MarkDesk:
    """As after a restart, of the files as they are."""
    return MarkDesk(at.ledger.marks, lambda: at.officer, at.clock, lambda: None)


@pytest.fixture
def at(desk: Workplace) -> Workplace:
    desk.pulls(parcel("C-1", "RB123456785GB"))
    return desk


# --- kept ---------------------------------------------------------------------------------------------------


def test_a_mark_says_whose_it_is_and_when_it_was_first_drawn(at: Workplace) -> None:
    at.marks.put("C-1", BOX)
    at.clock.advance(60)
    at.marks.put("C-1", replace(at.marks.of("C-1")[0], goods=NOT_DECLARED))
    drawn = replace(BOX, points=((1.3, 2.0), (30.0, 40.0)), goods=NOT_DECLARED)
    assert again(at).of("C-1") == (replace(drawn, officer="officer-a", at=START),)


def test_verdicts_are_kept_and_taken_away(at: Workplace) -> None:
    at.marks.judge("C-1", D1, "accepted")
    at.marks.judge("C-1", detection_name("cd" * 32, "D-1"), "cleared")
    assert again(at).judgements("C-1") == {D1: "accepted", detection_name("cd" * 32, "D-1"): "cleared"}
    at.marks.judge("C-1", D1, "")
    assert D1 not in again(at).judgements("C-1")
    with pytest.raises(ValueError, match="perhaps"):
        at.marks.judge("C-1", D1, "perhaps")


def test_each_officer_has_marks_of_his_own(at: Workplace) -> None:
    at.marks.put("C-1", BOX)
    first, at.officer = at.officer, replace(at.officer, id="officer-b")
    assert at.marks.of("C-1") == ()
    assert not at.marks.undo("C-1")
    at.officer = first
    assert ids(at.marks) == ["M-1"]


@pytest.mark.parametrize(
    "more, code",
    [
        ({"points": ((0.0, math.nan), (1.0, 1.0))}, "mark.points"),
        ({"shape": "star"}, "mark.shape"),
        ({"words": "w" * 501}, "mark.words_too_long"),
    ],
)
def test_what_is_no_mark_is_refused_and_changes_nothing(at: Workplace, more: Any, code: str) -> None:
    at.marks.put("C-1", BOX)
    with pytest.raises(Refused) as refused:
        at.marks.put("C-1", replace(BOX, **more))
    assert refused.value.code == code
    assert again(at).of("C-1")[0].points == ((1.3, 2.0), (30.0, 40.0))


def test_there_are_so_many_marks_and_no_more_but_each_can_be_changed(at: Workplace) -> None:
    for number in range(MOST_MARKS):
        at.marks.put("C-1", replace(BOX, id=f"M-{number:03}"))
    with pytest.raises(Refused) as refused:
        at.marks.put("C-1", replace(BOX, id="M-x"))
    assert refused.value.code == "mark.too_many"
    at.marks.put("C-1", replace(BOX, id="M-000", words="changed"))
    assert at.marks.of("C-1")[0].words == "changed"


@pytest.mark.expected_log("cannot be read")
def test_a_mark_of_another_version_is_passed_over(at: Workplace) -> None:
    at.marks.put("C-1", BOX)
    other = KeptMark(consignment="C-1", officer="officer-a", kind="mark", id="M-0", saved=START, body=b"[7]")
    at.ledger.marks.write([other])
    assert ids(at.marks) == ["M-1"]


def test_what_cannot_be_written_is_not_there_and_cannot_be_taken_back(at: Workplace) -> None:
    at.marks.put("C-1", BOX)
    with at.ledger._access.changing() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON mark BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )
    with pytest.raises(Unavailable):
        at.marks.put("C-1", replace(BOX, id="M-2"))
    with at.ledger._access.changing() as connection:
        connection.execute("DROP TRIGGER full")
    assert ids(at.marks) == ["M-1"]
    assert at.marks.undo("C-1")
    assert ids(at.marks) == []
    assert not at.marks.undo("C-1")


# --- taken back and made again ------------------------------------------------------------------------------

places = st.integers(0, 3)
orders = st.lists(
    st.one_of(
        st.tuples(st.just("put"), places, st.sampled_from(["", "wires", "a cell"])),
        st.tuples(st.just("remove"), places, st.just("")),
        st.tuples(st.just("judge"), places, st.sampled_from(["", "accepted", "cleared"])),
        st.tuples(st.just("undo"), st.just(0), st.just("")),
        st.tuples(st.just("redo"), st.just(0), st.just("")),
        st.tuples(st.just("restart"), st.just(0), st.just("")),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    with Workplace(tmp_path_factory.mktemp("desk"), FakeClock()) as workplace:
        yield workplace


fresh = itertools.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders)
def test_whatever_an_officer_does_is_taken_back_in_turn_and_is_always_on_the_disk(
    place: Workplace, said: list[tuple[str, int, str]]
) -> None:
    """Against states in a list, where nothing is shared between one and the next."""
    desk, name = again(place), f"C-{next(fresh)}"
    states: list[tuple[dict[str, str], dict[str, str]]] = [({}, {})]
    undone: list[tuple[dict[str, str], dict[str, str]]] = []
    for what, number, words in said:
        marks, judged = (dict(each) for each in states[-1])
        if what == "put":
            desk.put(name, replace(BOX, id=f"M-{number}", at=START, words=words))
            marks[f"M-{number}"] = words
        elif what == "remove":
            desk.remove(name, f"M-{number}")
            marks.pop(f"M-{number}", None)
        elif what == "judge":
            desk.judge(name, f"D-{number}", words)
            judged = {key: value for key, value in (judged | {f"D-{number}": words}).items() if value}
        elif what == "undo":
            assert desk.undo(name) is (len(states) > 1)
            undone += [states.pop()] if len(states) > 1 else []
        elif what == "redo":
            assert desk.redo(name) is bool(undone)
            states += [undone.pop()] if undone else []
        else:
            desk, states, undone = again(place), states[-1:], []
        if what in ("put", "remove", "judge") and (marks, judged) != states[-1]:
            states.append((marks, judged))
            undone = []
        assert {each.id: each.words for each in desk.of(name)} == states[-1][0]
        assert desk.judgements(name) == states[-1][1]
        assert (desk.can_undo(name), desk.can_redo(name)) == (len(states) > 1, bool(undone))


def test_so_many_changes_are_remembered_and_no_more(at: Workplace) -> None:
    for number in range(MOST_STEPS + 5):
        at.marks.put("C-1", replace(BOX, words=f"{number}"))
    taken_back = sum(at.marks.undo("C-1") for _ in range(MOST_STEPS + 5))
    assert taken_back == MOST_STEPS
    assert at.marks.of("C-1")[0].words == "4"


def test_changes_on_one_consignment_are_taken_back_there_alone(at: Workplace) -> None:
    at.marks.put("C-1", BOX)
    at.marks.put("C-2", BOX)
    assert at.marks.undo("C-1")
    assert (ids(at.marks), ids(at.marks, "C-2")) == ([], ["M-1"])


def test_looking_from_another_thread_finds_what_was_just_kept(at: Workplace) -> None:
    at.marks.put("C-1", BOX)
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(ids(at.marks)))
    thread.start()
    thread.join(10)
    assert found == [["M-1"]]


# --- old ones -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("offset_ms, left", [(None, ["M-1"]), (0, []), (-400 * 86_400_000, ["M-1"])])
def test_old_marks_go_by_a_clock_that_the_service_has_confirmed(
    at: Workplace, offset_ms: int | None, left: list[str]
) -> None:
    at.marks.put("C-1", BOX)
    at.clock.set(START + KEPT_FOR + timedelta(days=1))
    later = MarkDesk(at.ledger.marks, lambda: at.officer, at.clock, lambda: offset_ms)
    later.put("C-2", BOX)
    assert ids(later) == left
    assert ids(later, "C-2") == ["M-1"]


# --- with a decision ----------------------------------------------------------------------------------------


def test_a_decision_takes_the_marks_as_they_stand_and_they_stay(at: Workplace) -> None:
    at.marks.put("C-1", replace(BOX, goods=NOT_DECLARED, words="Jane Doe's watch"))
    at.marks.judge("C-1", D1, "cleared")
    at.decides("hold", reason="H01")
    at.marks.put("C-1", replace(BOX, id="M-2"))
    (entry,) = at.ledger.acts_on("C-1")
    assert entry.act.marks == (
        RecordedMark(
            id="M-1",
            image=IMAGE,
            shape="box",
            points=((1, 2), (30, 40)),
            goods=NOT_DECLARED,
            words="Jane Doe's watch",
        ),
    )
    assert [(each.name(), each.verdict) for each in entry.act.judged] == [(D1, "cleared")]
    assert ids(again(at)) == ["M-1", "M-2"]


def test_who_is_asked_to_open_it_sees_them(at: Workplace) -> None:
    at.works_at("image")
    at.marks.put("C-1", replace(BOX, words="look here"))
    at.decides(OPENING_ASKED, read="", remark="A dense block, lower left.")
    (asked,) = (each for each in at.opens().consignment.conditions if each.asked)
    assert [(each.id, each.words) for each in asked.marks] == [("M-1", "look here")]


def test_it_takes_no_other_officers_and_none_of_another_consignment(at: Workplace) -> None:
    at.marks.put("C-2", BOX)
    first, at.officer = at.officer, replace(at.officer, id="officer-b")
    at.marks.put("C-1", BOX)
    at.officer = first
    at.decides("hold", reason="H01")
    (entry,) = at.ledger.acts_on("C-1")
    assert entry.act.marks == ()
