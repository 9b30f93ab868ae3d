"""Where a parcel is follows from the set of sightings, never from the order of their arrival."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes.clock import START
from workstation.domain.consignment import Consignment, Parcel
from workstation.domain.event import FIRST_PREVIOUS, BenchEvent
from workstation.domain.sighting import (
    LOCATED,
    MISSING,
    PRESENTED,
    Sighting,
    sighting_of,
    what_counts,
    with_sightings,
)

TWO = Consignment(id="C1", parcels=(Parcel(id="p1", location="LOC-BELT"), Parcel(id="p2")))


def sighting(minute: int, kind: str = PRESENTED, **more: Any) -> Sighting:
    fields = {"id": f"s{minute:02d}", "consignment": "C1", "parcel": "p1", "bench": "b1", "officer": "o1"}
    return Sighting(kind=kind, at=START + timedelta(minutes=minute), **fields | more)


def places(consignment: Consignment) -> list[tuple[str, str]]:
    return [(parcel.presence, parcel.location) for parcel in consignment.parcels]


def test_the_newest_sighting_says_where_a_parcel_is_and_who_saw_it() -> None:
    seen = with_sightings(TWO, [sighting(2, LOCATED, place="LOC-2"), sighting(1, LOCATED, place="LOC-1")])
    assert places(seen) == [("presented", "LOC-2"), ("expected", "")]
    first = seen.parcels[0]
    assert (first.seen_at, first.seen_by, first.seen_bench) == (START + timedelta(minutes=2), "o1", "b1")


def test_one_that_says_no_place_leaves_it_and_missing_takes_it_away() -> None:
    assert places(with_sightings(TWO, [sighting(1)]))[0] == ("presented", "LOC-BELT")
    assert places(with_sightings(TWO, [sighting(1), sighting(2, MISSING)]))[0] == ("missing", "")
    found_again = [sighting(1, MISSING), sighting(2)]
    assert places(with_sightings(TWO, found_again))[0] == ("presented", "")


def test_a_document_that_knows_better_stands() -> None:
    known = replace(TWO.parcels[0], seen_at=START + timedelta(minutes=5), seen_bench="b9", presence="left")
    document = replace(TWO, parcels=(known,))
    assert with_sightings(document, [sighting(4, MISSING)]) == document
    assert places(with_sightings(document, [sighting(6)])) == [("presented", "LOC-BELT")]


def test_a_parcel_that_the_document_does_not_have_is_left_out_unless_it_is_the_one_piece() -> None:
    assert with_sightings(TWO, [sighting(1, parcel="p9"), sighting(2, parcel="")]) == TWO
    alone = replace(TWO, parcels=TWO.parcels[:1])
    assert places(with_sightings(alone, [sighting(1, LOCATED, parcel="", place="L")])) == [("presented", "L")]
    assert with_sightings(alone, [sighting(1, parcel="p9")]) == alone
    unlisted = with_sightings(Consignment(id="C1"), [sighting(1, LOCATED, parcel="", place="L")])
    assert [(parcel.id, parcel.location) for parcel in unlisted.parcels] == [("C1", "L")]


def test_the_one_piece_has_two_names_and_both_are_it() -> None:
    """Seen under the consignment's id while no parcel was listed; then the document lists one."""
    alone = replace(TWO, parcels=TWO.parcels[:1])
    assert places(with_sightings(alone, [sighting(1, LOCATED, parcel="C1", place="L")])) == [
        ("presented", "L")
    ]
    both = [sighting(2, MISSING, parcel=""), sighting(1, LOCATED, parcel="C1", place="L")]
    assert places(with_sightings(alone, both)) == [("missing", "")]
    assert places(with_sightings(Consignment(id="C1"), both)) == [("missing", "")]
    assert with_sightings(TWO, [sighting(1, parcel="C1")]) == TWO


@given(recorded=st.permutations(range(4)))
def test_in_one_millisecond_the_order_in_which_a_bench_recorded_them_counts(recorded: list[int]) -> None:
    kinds = [(LOCATED, "LOC-1"), (LOCATED, "LOC-2"), (MISSING, ""), (PRESENTED, "")]
    said = [
        sighting(1, kinds[step][0], place=kinds[step][1], sequence=number, id=f"random-{step}")
        for number, step in enumerate(recorded, start=1)
    ]
    last = with_sightings(TWO, said).parcels[0]
    assert last.presence == (MISSING if recorded[-1] == 2 else PRESENTED)
    settles = [kinds[step][1] for step in recorded if step != 3]
    assert last.location == settles[-1]


@given(data=st.data())
def test_what_can_still_count_is_two_at_most_for_each_parcel_and_says_the_same(data: Any) -> None:
    told = data.draw(SIGHTINGS)
    kept = what_counts(told)
    assert len(kept) <= 2 * len({each.parcel for each in told})
    seen_before = replace(TWO.parcels[0], seen_at=START + timedelta(minutes=1), seen_bench="b1")
    assert with_sightings(Consignment(id="C1"), kept) == with_sightings(Consignment(id="C1"), told)
    for document in (TWO, replace(TWO, parcels=(seen_before,))):
        assert with_sightings(document, kept) == one_after_the_other(document, told)


def one_after_the_other(consignment: Consignment, told: list[Sighting]) -> Consignment:
    """The rule as its words say it, each sighting by itself."""
    for each in sorted(told, key=lambda each: (each.at, each.bench, each.sequence, each.id)):
        consignment = with_sightings(consignment, [each])
    return consignment


class CountedId(str):
    """A parcel's id that counts how often it is compared with another."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedId.compared += 1
        return str.__eq__(self, str(other))

    __hash__ = str.__hash__


def test_the_work_grows_with_parcels_and_sightings_and_not_with_both_at_once() -> None:
    many = 300
    listed = tuple(Parcel(id=CountedId(f"p{number}")) for number in range(many))
    said = [sighting(1, parcel=CountedId(f"p{number}"), id=f"s{number}") for number in range(many)]
    CountedId.compared = 0
    seen = with_sightings(Consignment(id="C1", parcels=listed), said)
    assert CountedId.compared <= 10 * many
    assert {parcel.presence for parcel in seen.parcels} == {PRESENTED}


def test_another_consignments_sighting_says_nothing() -> None:
    assert with_sightings(TWO, [sighting(1, consignment="C2")]) == TWO


SIGHTINGS = st.lists(
    st.builds(
        sighting,
        st.integers(0, 3),
        st.sampled_from([PRESENTED, LOCATED, MISSING]),
        id=st.uuids().map(str),
        parcel=st.sampled_from(["p1", "p2", "", "C1"]),
        place=st.sampled_from(["", "LOC-1", "LOC-2"]),
        bench=st.sampled_from(["b1", "b2"]),
        sequence=st.integers(0, 2),
    ),
    max_size=6,
)


@given(said=SIGHTINGS, data=st.data())
def test_the_order_of_arrival_never_matters_and_twice_is_once(said: list[Sighting], data: Any) -> None:
    once = with_sightings(TWO, said)
    assert with_sightings(TWO, data.draw(st.permutations(said + said))) == once


@given(said=SIGHTINGS)
def test_a_bench_that_says_its_own_again_over_what_the_service_knows_changes_nothing(
    said: list[Sighting],
) -> None:
    """What a bench shows is the service's document with its own sightings, told or not, once more."""
    served = with_sightings(TWO, said)
    for bench in ("b1", "b2"):
        assert with_sightings(served, [each for each in said if each.bench == bench]) == served


def event(kind: str, **more: Any) -> BenchEvent:
    fields: dict[str, Any] = {
        "bench": "b1",
        "office": "O",
        "ledger": "l",
        "officer": "o1",
        "consignment": "C1",
    }
    made: dict[str, Any] = {"id": "e1", "sequence": 1, "previous": FIRST_PREVIOUS, "bench_time": START}
    return BenchEvent(kind=kind, **fields | made | more)


def test_an_event_of_another_kind_or_about_nothing_is_no_sighting() -> None:
    assert sighting_of(event("release")) is None
    assert sighting_of(event(PRESENTED, consignment="")) is None
    made = sighting_of(event(LOCATED, parcel="p1", place="LOC-1"))
    assert made is not None
    assert (made.id, made.kind, made.at, made.parcel, made.place) == ("e1", LOCATED, START, "p1", "LOC-1")


def test_an_event_happened_at_a_time_that_can_be_compared_whatever_its_clocks_say() -> None:
    naive = START.replace(tzinfo=None)
    assert event(PRESENTED, service_time=naive).happened() == START
    assert event(PRESENTED, clock_offset_ms=10**18).happened() == START
    assert event(PRESENTED, clock_offset_ms=-1000).happened() == START - timedelta(seconds=1)
