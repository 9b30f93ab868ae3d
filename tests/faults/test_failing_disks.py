"""Full, read-only and locked: each decision is refused in words before anybody believes it recorded, and
recording goes on when the disk is good again.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.faults.disks import FailingDisk, failing_disk, fill_up, small_disk
from tests.faults.seating import GOOD
from tests.journeys.parcels import parcel
from tests.ledger.bench import KEY, answer, draft, opened
from workstation.contract.messages import BatchAnswer
from workstation.domain.problems import Problem, Unavailable
from workstation.host.encrypted import connect
from workstation.ledger.store import Ledger

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts are made as on Linux")


@pytest.fixture
def home_on_a_small_disk(tmp_path: Path) -> Iterator[Path]:
    """Where `seat` puts the bench's home."""
    with small_disk(tmp_path / "home", "400m") as place:
        yield place


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[FailingDisk]:
    with failing_disk(tmp_path) as made:
        yield made


def ids(ledger: Ledger) -> list[str]:
    return [row.event_id for row in reversed(ledger.deliveries(None, 1000))]


def is_said(problem: Problem) -> bool:
    """What happened, what is safe and what to do: all in words, with the file's name."""
    return bool(problem.title and problem.safe and problem.do_now and "ledger" in problem.title)


# --- full ---------------------------------------------------------------------------------------------------


@pytest.mark.expected_log("work in the background failed")  # the draft, and the queue's overlay
def test_on_a_full_disk_the_officer_reads_that_nothing_was_recorded(home_on_a_small_disk, seat, centre):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)
    officer.opens(GOOD)
    filler = fill_up(home_on_a_small_disk)
    officer.fills("hold", reason="H01", remark="no invoice")
    officer.presses("confirm")
    officer.waits_until(lambda: "The disk is full" in officer.says())
    assert not officer.notice().startswith("Recorded here")
    assert officer.recorded() == 0
    assert centre.kinds() == []
    filler.unlink()
    officer.confirms()
    officer.waits_until(lambda: centre.kinds("C-1") == ["hold"])
    assert officer.recorded() == 1
    assert officer.dialogs() == []


def settle_again_and_again(ledger: Ledger, said: BatchAnswer, clock: FakeClock) -> None:
    """The log may have room left for the first."""
    for _ in range(100):
        ledger.settle(said, clock.now())
        ledger.mark_unsent()


def test_what_a_full_disk_does_not_settle_is_settled_later(tmp_path: Path, clock: FakeClock) -> None:
    with small_disk(tmp_path / "small", "500k") as place, closing(opened(place, clock)) as ledger:
        sent = [ledger.record(draft(consignment=f"C-{n}")).event.id for n in range(8)]
        said = answer(*((each, "accepted") for each in sent))
        filler = fill_up(place)
        with pytest.raises(Unavailable) as refused:
            settle_again_and_again(ledger, said, clock)
        assert refused.value.code == "disk.full"
        assert is_said(refused.value)
        filler.unlink()
        ledger.mark_unsent()
        ledger.settle(said, clock.now())
        assert ledger.counts().acknowledged == 8
        assert ledger.verify().faults == ()


# --- read-only ----------------------------------------------------------------------------------------------


def test_a_disk_that_goes_read_only_refuses_decisions_and_keeps_the_confirmed_ones(
    disk: FailingDisk, clock: FakeClock
) -> None:
    with closing(opened(disk.place, clock)) as ledger:
        confirmed = [ledger.record(draft(consignment=f"C-{n}")).event.id for n in range(3)]
        disk.fails()
        for _ in range(2):
            with pytest.raises(Unavailable) as refused:
                ledger.record(draft("seize", "C-9"))
            assert is_said(refused.value)
        assert ids(ledger) == confirmed
    disk.unmount()
    disk.mount()
    with closing(opened(disk.place, clock)) as again:
        assert ids(again) == confirmed
        further = again.record(draft("seize", "C-9")).event.id
        assert ids(again) == [*confirmed, further]
        assert again.verify().faults == ()


def test_a_bench_does_not_start_on_a_read_only_disk_and_says_so(disk: FailingDisk, clock: FakeClock) -> None:
    with closing(opened(disk.place, clock)) as ledger:
        confirmed = [ledger.record(draft()).event.id]
    disk.fails()
    with pytest.raises(Problem) as refused:
        opened(disk.place, clock)
    assert is_said(refused.value)
    disk.unmount()
    disk.mount()
    with closing(opened(disk.place, clock)) as again:
        assert ids(again) == confirmed


# --- locked -------------------------------------------------------------------------------------------------


def test_while_another_program_holds_the_file_a_decision_is_refused(tmp_path: Path, clock: FakeClock) -> None:
    with closing(opened(tmp_path, clock)) as ledger:
        first = ledger.record(draft()).event.id
        ledger._access.writer.execute("PRAGMA busy_timeout = 20")
        with closing(connect(tmp_path / "ledger.db", KEY, cache_mb=1)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Unavailable) as refused:
                ledger.record(draft("seize", "C-9"))
            assert refused.value.code == "file.locked"
            assert is_said(refused.value)
            other.execute("ROLLBACK")
        second = ledger.record(draft("seize", "C-9")).event.id
        assert ids(ledger) == [first, second]
