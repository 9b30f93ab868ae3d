"""How long a bench can go on alone, from a real cache and ledger; no clock set by hand makes it longer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cache.samples import consignment, fill
from tests.cache.test_images import image
from tests.desk.workplace import Workplace
from tests.fakes.clock import FakeClock
from tests.fakes.disk import Disk
from workstation.desk.readiness import Images, Readiness, ReadinessDesk, ReadinessNeeds
from workstation.domain.consignment import ScanImage
from workstation.domain.problems import Refused, Unavailable
from workstation.domain.reference import LIST_NAMES
from workstation.host.settings import Drills
from workstation.sync.drill import Drill
from workstation.sync.news import LineState

DAY = timedelta(days=1)


class Bench:
    """A workplace whose readiness is looked at. `alone` is what was measured."""

    def __init__(self, workplace: Workplace, writer: ThreadPoolExecutor) -> None:
        self.workplace, self.writer = workplace, writer
        self.alone: timedelta | None = None
        self.line = LineState(phase="on_line")
        self.woken = 0
        self.drill = Drill(workplace.ledger, self.to_ledger, workplace.clock)

    def to_ledger(self, work: Any) -> Any:
        return self.writer.submit(work, self.workplace.ledger).result()

    def desk(self, **more: Any) -> ReadinessDesk:
        return ReadinessDesk(
            ReadinessNeeds(
                reader=self.workplace.cache.reader,
                line=lambda: self.line,
                wake=self._wake,
                drill=self.drill,
                clock=self.workplace.clock,
                officer=lambda: self.workplace.officer,
                folder=self.workplace.folder,
                alone_days=10,
                drills=more.pop("drills", Drills()),
                alone=lambda: self.alone,
                **more,
            )
        )

    def _wake(self) -> None:
        self.woken += 1

    def hears(self, *lists: str) -> None:
        """The service is heard: these lists (none named: all) and the consignments are as it has them."""
        now = self.workplace.clock.now()
        writer = self.workplace.cache.writer()
        writer.note_references(lists or LIST_NAMES, now)
        fill(self.workplace.cache, [consignment(1), consignment(2)], at=now)
        self.alone = timedelta()

    def passes(self, time: timedelta) -> None:
        """Time passes without the service."""
        self.workplace.clock.advance(time.total_seconds())
        self.alone = (self.alone or timedelta()) + time
        self.line = LineState(phase="off_line")

    def looks(self, *, images: bool = False, **more: Any) -> Readiness:
        return self.desk(**more).look(images=images)


@pytest.fixture
def bench(tmp_path: Path, clock: FakeClock) -> Iterator[Bench]:
    with Workplace(tmp_path, clock) as workplace, ThreadPoolExecutor(1) as writer:
        yield Bench(workplace, writer)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def test_a_bench_that_has_heard_everything_just_now_can_go_on_for_as_long_as_policy_says(
    bench: Bench,
) -> None:
    bench.hears()
    found = bench.looks()
    assert (found.left, found.is_up, found.totals.consignments) == (10 * DAY, True, 2)
    assert [each.name for each in found.lists] == list(LIST_NAMES)
    assert {each.age for each in found.lists} == {timedelta()}


def test_alone_everything_grows_older_and_holds_no_longer_in_the_end(bench: Bench) -> None:
    bench.hears()
    bench.passes(timedelta(hours=20))
    found = bench.looks()
    assert (found.left, found.alone, found.is_up) == (
        10 * DAY - timedelta(hours=20),
        timedelta(hours=20),
        False,
    )
    bench.passes(12 * DAY)
    assert bench.looks().left == timedelta()


def test_the_oldest_list_limits_it(bench: Bench, clock: FakeClock) -> None:
    bench.hears()
    clock.advance(3600)
    bench.hears(*(name for name in LIST_NAMES if name != "reasons"))
    found = bench.looks()
    assert (found.limit, found.left) == ("list.reasons", 10 * DAY - timedelta(hours=1))


@pytest.mark.parametrize("days", [-30, 30])
def test_a_clock_that_was_set_makes_nothing_younger_or_older(
    bench: Bench, clock: FakeClock, days: int
) -> None:
    bench.hears()
    bench.passes(2 * DAY)
    clock.set(clock.now() + days * DAY)
    found = bench.looks()
    assert found.left == 8 * DAY
    assert {each.age for each in found.lists} == {2 * DAY}


def test_a_bench_that_is_still_filling_is_not_ready(tmp_path: Path, bench: Bench) -> None:
    found = bench.looks()
    assert (found.left, found.limit, found.alone) == (timedelta(), "consignments", None)


def test_a_bench_to_which_nothing_came_is_not_ready(bench: Bench) -> None:
    bench.hears()
    fill(bench.workplace.cache, [], at=bench.workplace.clock.now())
    looked = bench.looks()
    assert (looked.totals.complete, looked.totals.consignments) == (True, 0)
    assert (looked.left, looked.limit) == (timedelta(), "consignments")
    bench.line = LineState(phase="pulling", sent=235, total=300)
    assert (bench.looks().sent, bench.looks().total) == (235, 300)


def test_a_bench_that_was_taken_out_of_service_is_not_ready(bench: Bench) -> None:
    bench.hears()
    looked = bench.looks(is_revoked=lambda: True)
    assert (looked.left, looked.limit) == (timedelta(), "bench")


def test_without_a_measure_the_cache_knows_when_the_service_was_heard(bench: Bench, clock: FakeClock) -> None:
    bench.hears()
    bench.alone = None
    clock.advance(3600)
    assert bench.looks().alone == timedelta(hours=1)


def test_the_mandate_ends_it_where_it_ends_first(bench: Bench) -> None:
    bench.hears()
    found = bench.looks(mandate_left=lambda: 3 * DAY)
    assert (found.limit, found.left, found.mandate_left) == ("mandate", 3 * DAY, 3 * DAY)


def test_a_list_of_before_whose_age_was_not_kept_is_at_least_as_old_as_the_silence(bench: Bench) -> None:
    fill(bench.workplace.cache, [consignment(1)], at=bench.workplace.clock.now())
    bench.alone = 4 * DAY
    found = bench.looks()
    assert {each.age for each in found.lists} == {None}
    assert found.left == 6 * DAY


def test_a_disk_without_room_is_the_end_of_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.hears()
    disk = Disk(free=10_000_000)
    monkeypatch.setattr("workstation.desk.readiness.shutil.disk_usage", disk.usage)
    found = bench.looks()
    assert (found.limit, found.left, found.free_bytes) == ("disk", timedelta(), 10_000_000)


def test_a_disk_that_cannot_be_asked_is_told_as_what_it_is(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk()
    disk.fault = OSError(5, "Input/output error")
    monkeypatch.setattr("workstation.desk.readiness.shutil.disk_usage", disk.usage)
    with pytest.raises(Unavailable):
        bench.looks()


def test_images_are_counted_when_asked_for(bench: Bench) -> None:
    views = tuple(ScanImage(sha256=image(n)[0], size_bytes=10) for n in (1, 2, 3))
    fill(bench.workplace.cache, [consignment(1, images=views)], at=bench.workplace.clock.now())
    bench.workplace.cache.writer().put_image(*image(2))
    assert bench.looks().images is None
    assert bench.looks(images=True).images == Images(here=1, wanted=3)


def test_the_backup_is_told_where_one_is_kept(bench: Bench) -> None:
    bench.hears()
    assert not bench.looks().keeps_backup
    found = bench.looks(backup_age=lambda: timedelta(hours=2))
    assert (found.keeps_backup, found.backup) == (True, timedelta(hours=2))


def test_a_drill_begins_and_ends_as_the_officer_says_and_wakes_the_line(bench: Bench) -> None:
    desk = bench.desk()
    bench.to_ledger(lambda _ledger: desk.begin_drill())
    assert (desk.look().drill.is_on, desk.look().drill.officer) == (True, "officer-a")
    assert desk.look().drill_lasts == timedelta(hours=8)
    bench.to_ledger(lambda _ledger: desk.end_drill())
    assert not desk.look().drill.is_on
    assert bench.woken == 2


def test_policy_keeps_drills_away(bench: Bench) -> None:
    desk = bench.desk(drills=Drills(allowed=False))
    assert not desk.look().may_drill
    with pytest.raises(Refused) as refused:
        desk.begin_drill()
    assert refused.value.code == "drill.not_allowed"
    assert not desk.look().drill.is_on
