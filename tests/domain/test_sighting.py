"""Where a parcel is follows from the set of sightings, never from the order of their arrival."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.fakes.clock import START
from workstation.domain.consignment import Consignment, Parcel
from workstation.domain.event import FIRST_PREVIOUS, BenchEvent
from workstation.domain.sighting import LOCATED, MISSING, PRESENTED, Sighting, sighting_of, with_sightings

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


def test_another_consignments_sighting_says_nothing() -> None:
    assert with_sightings(TWO, [sighting(1, consignment="C2")]) == TWO


SIGHTINGS = st.lists(
    st.builds(
        sighting,
        st.integers(0, 3),
        st.sampled_from([PRESENTED, LOCATED, MISSING]),
        id=st.uuids().map(str),
        parcel=st.sampled_from(["p1", "p2", ""]),
        place=st.sampled_from(["", "LOC-1", "LOC-2"]),
        bench=st.sampled_from(["b1", "b2"]),
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
