"""Once "recorded" is said it is on the disk: killed processes, full and failing disks."""

import contextlib
import errno
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import KEY, draft, opened
from workstation.domain.problems import Unavailable
from workstation.ledger import anchor
from workstation.ledger.store import Ledger

resource = pytest.importorskip("resource")  # POSIX alone; kill -9 too

ROOT = Path(__file__).resolve().parents[2]

RECORD_FOR_EVER = """
import sys
from pathlib import Path
from tests.ledger.bench import KEY, draft
from workstation.host.clock import SystemClock
from workstation.ledger.store import Ledger

ledger = Ledger.open(Path(sys.argv[1]), KEY, bench="bench-4", office="NL000432", clock=SystemClock())
while True:
    recorded = ledger.record(draft(particulars=(("remark", "x" * 300),)))
    print(recorded.event.id, flush=True)
"""


MARK_FOR_EVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tests.ledger.bench import KEY
from workstation.host.clock import SystemClock
from workstation.ledger.marks import KeptMark
from workstation.ledger.store import Ledger

ledger = Ledger.open(Path(sys.argv[1]), KEY, bench="bench-4", office="NL000432", clock=SystemClock())
for number in range(1_000_000):
    kept = {"consignment": "C-1", "officer": "officer-a", "kind": "mark", "saved": datetime.now(UTC)}
    gone = [KeptMark(id=f"{number - 5:07}", body=b"", **kept)] if number % 2 else []
    ledger.marks.write([KeptMark(id=f"{number:07}", body=b"x" * 300, **kept), *gone])
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 8, 60])
def test_every_mark_kept_before_a_kill_is_there_and_none_that_was_taken_away(
    folder: Path, clock: FakeClock, after: int
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", MARK_FOR_EVER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process:
        confirmed = [process.stdout.readline() for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        confirmed += [line for line in process.stdout if line.endswith("\n")]
    last = int(confirmed[-1])

    def left(until: int) -> list[int]:
        gone = {number - 5 for number in range(1, until + 1, 2)}
        return [number for number in range(until + 1) if number not in gone]

    with contextlib.closing(opened(folder, clock)) as ledger:
        kept = [int(each.id) for each in ledger.marks.of("C-1", "officer-a")]
    # One more may be on the disk, killed before it was said; then as a whole.
    assert kept in (left(last), left(last + 1))


@pytest.mark.parametrize("after", [1, 7, 40, 41, 150])
def test_every_decision_confirmed_before_a_kill_is_in_the_ledger(
    folder: Path, clock: FakeClock, after: int
) -> None:
    confirmed: list[str] = []
    for _round in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", RECORD_FOR_EVER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        with process:
            confirmed += [process.stdout.readline().strip() for _ in range(after)]
            process.send_signal(signal.SIGKILL)
            # What was confirmed between the last line read and the kill counts too; a torn last line was not
            # confirmed.
            confirmed += [line.strip() for line in process.stdout if line.endswith("\n")]
    ledger = opened(folder, clock)
    with contextlib.closing(ledger):
        kept = [row.event_id for row in ledger.deliveries(None, 100_000)]
        assert set(confirmed) <= set(kept)
        # At most one more each round: durable, but killed before it was said.
        assert len(kept) <= len(confirmed) + 2
        assert ledger.verify().faults == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    place = tmp_path / "small_disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def record_until_refused(ledger: Ledger) -> tuple[list[str], Unavailable]:
    confirmed: list[str] = []
    for _ in range(10_000):
        try:
            confirmed.append(ledger.record(draft(particulars=(("remark", "x" * 2000),))).event.id)
        except Unavailable as problem:
            return confirmed, problem
    raise AssertionError("the disk never filled")


def ids(ledger: Ledger) -> list[str]:
    return [row.event_id for row in reversed(ledger.deliveries(None, 100_000))]


def test_on_a_full_disk_a_decision_is_refused_and_nothing_of_it_is_kept(
    small_disk: Path, clock: FakeClock
) -> None:
    ledger = opened(small_disk, clock)
    filler = small_disk / "filler"
    with contextlib.closing(ledger):
        confirmed, problem = record_until_refused(ledger)
        assert problem.code == "disk.full"
        assert ids(ledger) == confirmed
    filler.unlink(missing_ok=True)
    again = opened(small_disk, clock)
    with contextlib.closing(again):
        assert ids(again) == confirmed
        assert again.verify().faults == ()


def test_recording_goes_on_once_the_disk_has_room_again(small_disk: Path, clock: FakeClock) -> None:
    ledger = opened(small_disk, clock)
    filler = small_disk / "filler"
    with contextlib.closing(ledger):
        first = ledger.record(draft()).event.id
        with filler.open("wb") as file, contextlib.suppress(OSError):
            file.write(b"x" * 400_000)
        confirmed, problem = record_until_refused(ledger)
        assert problem.code == "disk.full"
        filler.unlink()
        second = ledger.record(draft()).event.id
        assert ids(ledger) == [first, *confirmed, second]
        assert ledger.verify().faults == ()


@pytest.fixture
def limit_files() -> Iterator[Callable[[int], None]]:
    """Sets how large any file of this process may grow: further writes fail as on a failing disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_when_the_disk_fails_the_decision_is_refused_and_the_next_one_works(
    ledger: Ledger, folder: Path, limit_files: Callable[[int], None]
) -> None:
    first = ledger.record(draft()).event.id
    limit_files((folder / "ledger.db-wal").stat().st_size + 3000)
    with pytest.raises(Unavailable) as refused:
        ledger.record(draft(particulars=(("remark", "x" * 20_000),)))
    limit_files(resource.RLIM_INFINITY)
    assert refused.value.code == "disk.failed"
    second = ledger.record(draft()).event.id
    assert ids(ledger) == [first, second]
    assert ledger.verify().faults == ()


class AnchorDisk:
    """A disk that takes the ledger but, while `fails`, not the anchor."""

    def __init__(self, ledger: Ledger) -> None:
        self.fails = False
        self._move_to = ledger._anchor.move_to
        ledger._anchor.move_to = self.move_to  # type: ignore[method-assign]

    def move_to(self, head: object) -> None:
        if self.fails:
            raise Unavailable("The disk did not take the anchor.", code="disk.failed")
        self._move_to(head)  # type: ignore[arg-type]


def test_a_decision_whose_anchor_fails_is_taken_back_and_never_sent(ledger: Ledger, clock: FakeClock) -> None:
    first = ledger.record(draft()).event.id
    disk = AnchorDisk(ledger)
    disk.fails = True
    with pytest.raises(Unavailable):
        ledger.record(draft("seize", "C-2"))
    disk.fails = False
    second = ledger.record(draft()).event.id
    assert [s.event.id for s in ledger.due(10, clock.now())] == [first, second]
    assert ledger.verify().faults == ()


@pytest.fixture
def flushes(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the disk takes the next flushes of the anchor; it takes all that follow."""
    answers: list[bool] = []
    flush = anchor._flush_data

    def flush_or_fail(file: int) -> None:
        if answers and not answers.pop(0):
            raise OSError(errno.EIO, "the disk fails")
        flush(file)

    monkeypatch.setattr(anchor, "_flush_data", flush_or_fail)
    return answers


def test_an_anchor_that_was_written_but_not_flushed_says_nothing_that_was_taken_back(
    ledger: Ledger, open_ledger: Callable[..., Ledger], flushes: list[bool]
) -> None:
    first = ledger.record(draft()).event.id
    flushes.append(False)
    with pytest.raises(Unavailable):
        ledger.record(draft("seize", "C-2"))
    ledger.close()
    assert ids(open_ledger()) == [first]


def test_where_the_anchor_cannot_be_taken_back_the_entry_stays_and_nothing_more_is_recorded(
    ledger: Ledger, open_ledger: Callable[..., Ledger], clock: FakeClock, flushes: list[bool]
) -> None:
    flushes += [False, False]
    with pytest.raises(Unavailable):
        ledger.record(draft())
    with pytest.raises(Unavailable) as refused:
        ledger.record(draft())
    assert refused.value.code == "ledger.broken"
    assert ledger.due(10, clock.now()) == ()
    ledger.close()
    assert len(ids(open_ledger())) == 1


def test_two_copies_of_the_program_never_fork_the_chain(
    ledger: Ledger, folder: Path, clock: FakeClock
) -> None:
    other = opened(folder, clock, KEY)
    with contextlib.closing(other):
        first = other.record(draft()).event.id
        with pytest.raises(Unavailable) as refused:
            ledger.record(draft())
        assert refused.value.code == "ledger.in_use"
        assert ids(other) == [first]
