"""A parcel that nobody declared, over days, restarts and benches: nothing of it is lost until its data come.

Whole benches without their windows: files, threads, line and desk, before the real central service.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.fakes.clock import FakeClock
from tests.journeys.centre import Centre
from tests.journeys.parcels import parcel
from tests.journeys.whole_bench import BARCODE, PLATE, WholeBench, is_here
from workstation.cache.queue import NOT_DECLARED, NOT_PRESENTED
from workstation.desk.decide import Recorded
from workstation.desk.open import NotFound, Opened
from workstation.domain.consignment import Parcel
from workstation.domain.event import Photograph
from workstation.domain.problems import Unavailable
from workstation.domain.standing import Standing

pytestmark = pytest.mark.journey


def without_cache(folder: Path) -> None:
    """Somebody deletes what can be fetched again."""
    for file in (*folder.glob("cache*"), *folder.glob("kept.db*")):
        file.unlink()


def test_off_line_for_days_it_is_kept_over_restarts_and_without_a_cache(
    benches: Callable[..., WholeBench], centre: Centre, clock: FakeClock
) -> None:
    centre.put(parcel("C-1", "RB123456785GB"))
    bench = benches()
    bench.waits_until(lambda: is_here(bench, "C-1"))
    centre.go_away()
    made = bench.finds(place="LOC-CAGE-A")
    opened = bench.opens(made)
    assert (opened.consignment.provisional, opened.remarks) == (True, ())
    held = bench.decides("hold", made)
    bench.does(bench.desk.sightings.located, made, (made,), "LOC-SHELF-2")
    bench.waits_until(lambda: bench.row(made).standing == "held")
    assert bench.row(made).state == NOT_DECLARED
    clock.advance(3 * 86_400)

    bench = benches()
    bench.waits_until(lambda: bench.ids(NOT_DECLARED) == {made})
    assert (bench.row(made).standing, bench.place(made)) == ("held", ("presented", "LOC-SHELF-2"))

    clock.advance(86_400)
    bench = benches(meanwhile=without_cache)
    bench.waits_until(lambda: bench.ids() == {made} and bench.row(made).standing == "held")
    assert bench.place(made) == ("presented", "LOC-SHELF-2")
    read = bench.desk.opening.by_barcode(PLATE)
    assert isinstance(read, Opened)
    assert read.consignment.id == made

    centre.come_back()
    bench.line.try_now()
    bench.waits_until(lambda: is_here(bench, "C-1", made) and bench.has_sent_all())
    assert centre.standing(made) == "held"
    assert (bench.row(made).standing, bench.place(made)) == ("held", ("presented", "LOC-SHELF-2"))
    assert [shown.act.id for shown in bench.opens(made).acts] == [held.event_id]


def test_its_data_come_and_what_was_held_is_held_and_lifted_on_the_declared_one(
    benches: Callable[..., WholeBench], centre: Centre
) -> None:
    bench = benches()
    bench.waits_until(lambda: is_here(bench))
    centre.go_away()
    made = bench.finds(place="LOC-CAGE-A")
    held = bench.decides("hold", made)
    centre.put(replace(parcel("C-2", BARCODE), parcels=(Parcel(id="P-1", presence="expected"),)))
    centre.come_back()
    bench.line.try_now()
    bench.waits_until(lambda: is_here(bench, "C-2") and bench.ids() == {"C-2"})
    assert bench.standing("C-2") is Standing.HELD
    assert bench.opens(made).id == "C-2"
    bench.waits_until(bench.has_sent_all)
    bench.waits_until(lambda: centre.standing("C-2") == "held")
    bench.waits_until(lambda: bench.opens("C-2").consignment.linked == (made,))
    assert bench.place("C-2") == ("presented", "LOC-CAGE-A")
    assert bench.ids(NOT_PRESENTED) == bench.ids(NOT_DECLARED) == set()

    lifted = bench.decides("lift", "C-2", names=(held.event_id,))
    assert bench.standing("C-2") is Standing.UNDECIDED
    bench.waits_until(bench.has_sent_all)
    assert centre.standing("C-2") == "undecided"
    assert {act.id for act in centre.acts("C-2")} == {held.event_id, lifted.event_id}
    assert {act.outcome for act in centre.acts("C-2")} == {"accepted"}

    bench = benches(meanwhile=without_cache)
    bench.waits_until(lambda: bench.ids() == {"C-2"} and bench.line.state().phase == "on_line")
    assert bench.standing("C-2") is Standing.UNDECIDED


def test_two_benches_see_the_same_before_and_after_it_is_linked(
    benches: Callable[..., WholeBench], centre: Centre, clock: FakeClock
) -> None:
    here, there = benches("BENCH-4"), benches("BENCH-5")
    for each in (here, there):
        each.waits_until(lambda each=each: is_here(each))  # type: ignore[misc]
    made = here.finds(place="LOC-CAGE-A")
    there.waits_until(lambda: there.ids(NOT_DECLARED) == {made})
    read = there.desk.opening.by_barcode(PLATE)
    assert isinstance(read, Opened)
    clock.advance(60)
    held = there.decides("hold", made)
    there.does(there.desk.sightings.located, made, (made,), "LOC-SHELF-9")
    here.waits_until(lambda: here.standing(made) is Standing.HELD)
    here.waits_until(lambda: here.place(made) == ("presented", "LOC-SHELF-9"))

    centre.put(parcel("C-2", BARCODE), parcel("C-3", "RB123456785GB"))
    for each in (here, there):
        each.waits_until(lambda each=each: each.ids() == {"C-2", "C-3"})  # type: ignore[misc]
        each.waits_until(lambda each=each: each.opens("C-2").consignment.linked == (made,))  # type: ignore[misc]
        assert each.standing("C-2") is Standing.HELD
        assert each.opens(made).id == "C-2"
        assert each.place("C-2") == ("presented", "LOC-SHELF-9")
        known = each.desk.opening.by_barcode(PLATE)
        assert isinstance(known, Opened)
        assert known.consignment.id == "C-2"
    there.decides("lift", "C-2", names=(held.event_id,))
    here.waits_until(lambda: here.standing("C-2") is Standing.UNDECIDED)


def test_a_link_that_an_officer_makes_off_line_counts_at_once_and_at_both_benches_later(
    benches: Callable[..., WholeBench], centre: Centre
) -> None:
    centre.put(parcel("C-2", "RB123456785GB"), parcel("C-3", BARCODE), parcel("C-4", BARCODE))
    here, there = benches("BENCH-4"), benches("BENCH-5")
    for each in (here, there):
        each.waits_until(lambda each=each: is_here(each, "C-2", "C-3", "C-4"))  # type: ignore[misc]
    made = here.finds()
    held = there_held(here, there, made)
    here.waits_until(lambda: here.standing(made) is Standing.HELD)
    centre.go_away()
    # Two have the barcode: nobody links it but the officer, and the other bench's hold counts at once.
    assert {each.id for each in here.desk.provisional.matches(made)} == {"C-3", "C-4"}
    here.does(here.desk.provisional.link, made, "C-4")
    here.waits_until(lambda: here.ids() == {"C-2", "C-3", "C-4"})
    assert here.standing("C-4") is Standing.HELD
    assert here.opens(made).id == "C-4"
    here.waits_until(lambda: here.row("C-4").standing == "held")
    assert there.standing("C-4") is Standing.UNDECIDED

    here = benches("BENCH-4")
    here.waits_until(lambda: here.row("C-4").standing == "held")
    assert here.ids(NOT_DECLARED) == set()
    centre.come_back()
    for each in (here, there):
        each.line.try_now()
        each.waits_until(lambda each=each: each.ids() == {"C-2", "C-3", "C-4"})  # type: ignore[misc]
        each.waits_until(lambda each=each: each.standing("C-4") is Standing.HELD)  # type: ignore[misc]
    assert [shown.act.id for shown in there.opens("C-4").acts] == [held.event_id]
    assert centre.standing("C-3") == "undecided"


def there_held(here: WholeBench, there: WholeBench, made: str) -> Recorded:
    there.waits_until(lambda: made in there.ids(NOT_DECLARED))
    return there.decides("hold", made)


def test_what_another_bench_links_leaves_the_queue_of_the_one_that_made_it(
    benches: Callable[..., WholeBench], centre: Centre
) -> None:
    centre.put(parcel("C-2", "RB123456785GB"))
    here, there = benches("BENCH-4"), benches("BENCH-5")
    for each in (here, there):
        each.waits_until(lambda each=each: is_here(each, "C-2"))  # type: ignore[misc]
    made = here.finds(place="LOC-CAGE-A")
    there.waits_until(lambda: made in there.ids())
    there.does(there.desk.provisional.link, made, "C-2")
    for each in (here, there):
        each.waits_until(lambda each=each: each.ids() == {"C-2"})  # type: ignore[misc]
        each.waits_until(lambda each=each: each.opens(made).id == "C-2")  # type: ignore[misc]
    held = here.decides("hold", made)
    there.waits_until(lambda: there.standing("C-2") is Standing.HELD)
    here = benches("BENCH-4")
    here.waits_until(lambda: here.line.state().phase == "on_line")
    assert (here.ids(), here.opens(made).id) == ({"C-2"}, "C-2")
    assert [shown.act.id for shown in here.opens("C-2").acts] == [held.event_id]


def test_where_a_parcel_was_seen_is_known_off_line_after_a_restart_and_at_the_other_bench(
    benches: Callable[..., WholeBench], centre: Centre, clock: FakeClock
) -> None:
    expected = Parcel(id="P-1", presence="expected")
    centre.put(replace(parcel("C-1", "RB123456785GB"), parcels=(expected,)))
    here, there = benches("BENCH-4"), benches("BENCH-5")
    for each in (here, there):
        each.waits_until(lambda each=each: is_here(each, "C-1"))  # type: ignore[misc]
        assert each.ids(NOT_PRESENTED) == {"C-1"}
    centre.go_away()
    assert len(here.does(here.desk.sightings.presented, "C-1", ("P-1",))) == 1
    assert here.does(here.desk.sightings.presented, "C-1", ("P-1",)) == ()
    here.waits_until(lambda: here.ids(NOT_PRESENTED) == set())
    here.does(here.desk.sightings.located, "C-1", ("P-1",), "LOC-SHELF-2")
    assert here.place("C-1") == ("presented", "LOC-SHELF-2")
    counts = here.desk.line.counts()
    assert (counts.waiting, counts.notes_waiting) == (0, 2)

    here = benches("BENCH-4")
    assert here.place("C-1") == ("presented", "LOC-SHELF-2")
    here.waits_until(lambda: here.ids(NOT_PRESENTED) == set())
    centre.come_back()
    for each in (here, there):
        each.line.try_now()
    there.waits_until(lambda: there.place("C-1") == ("presented", "LOC-SHELF-2"))
    assert there.ids(NOT_PRESENTED) == set()
    clock.advance(60)
    there.does(there.desk.sightings.missing, "C-1", ("P-1",))
    for each in (there, here):
        each.waits_until(lambda each=each: each.ids(NOT_PRESENTED) == {"C-1"})  # type: ignore[misc]
        assert each.place("C-1") == ("missing", "")


def test_an_opening_that_was_asked_for_stands_in_the_way_at_once(
    benches: Callable[..., WholeBench], centre: Centre
) -> None:
    centre.put(parcel("C-1", "RB123456785GB"))
    bench = benches()
    bench.waits_until(lambda: is_here(bench, "C-1"))
    centre.go_away()
    (asked,) = bench.does(bench.desk.sightings.ask_for_opening, "C-1", "Look behind the lining.")
    (condition,) = bench.opens("C-1").consignment.conditions
    assert (condition.id, condition.kind, condition.state) == (asked, "examination", "open")
    assert condition.words == "Look behind the lining."
    assert isinstance(bench.desk.opening.by_barcode("ZZ"), NotFound)


def test_its_photograph_is_seen_off_line_without_a_cache_at_the_other_bench_and_once_it_is_linked(
    benches: Callable[..., WholeBench], centre: Centre
) -> None:
    here, there = benches("BENCH-4"), benches("BENCH-5")
    for each in (here, there):
        each.waits_until(lambda each=each: is_here(each))  # type: ignore[misc]
    centre.go_away()
    made = here.finds(photograph=Photograph(body=b"\xff\xd8 the pixels of a parcel"))
    here = benches("BENCH-4", meanwhile=without_cache)
    assert sees(here, made) == b"\xff\xd8 the pixels of a parcel"
    centre.come_back()
    for each in (here, there):
        each.line.try_now()
        each.waits_until(lambda each=each: sees(each, made))  # type: ignore[misc]
        assert sees(each, made) == b"\xff\xd8 the pixels of a parcel"
    centre.put(parcel("C-2", BARCODE))
    for each in (here, there):
        each.waits_until(lambda each=each: sees(each, "C-2"))  # type: ignore[misc]


def sees(bench: WholeBench, id: str) -> bytes:
    """The photograph of this consignment, as far as it is here."""
    opened = bench.desk.opening.by_id(id)
    if opened is None:
        return b""
    for image in opened.consignment.images:
        try:
            return bench.desk.images.photograph(image.sha256, (id, *opened.consignment.linked))
        except Unavailable:
            return b""
    return b""
