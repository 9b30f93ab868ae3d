"""Taking the beginning out of a ledger: what may go, and that everything else is right afterwards."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.clock import START, FakeClock
from tests.ledger.bench import KEY, answer, draft
from tests.ledger.test_export import CHECKER, needs_openssl
from tests.ledger.test_verification import change, faults
from workstation.contract.signing import KeySigner
from workstation.ledger.archive import Run, checkpoint_draft
from workstation.ledger.export import Wanted
from workstation.ledger.reader import LedgerReader
from workstation.ledger.store import Ledger

OpenLedger = Callable[..., Ledger]
DAY = timedelta(days=1)


@pytest.fixture
def ledger(open_ledger: OpenLedger, clock: FakeClock) -> Ledger:
    """Ten entries a day apart: one refused and looked at, two waiting at the end."""
    ledger = open_ledger()
    ledger.sign_with(KeySigner(b"1" * 32))
    ids = []
    for n in range(10):
        ids.append(ledger.record(draft(consignment=f"C-{n}", particulars=(("remark", f"r {n}"),))).event.id)
        clock.advance(86_400)
    outcomes = [(each, "refused" if n == 2 else "accepted") for n, each in enumerate(ids[:8])]
    ledger.settle(answer(*outcomes), clock.now())
    return ledger


def end_refused(ledger: Ledger) -> None:
    for each in ledger.attention(10):
        ledger.end_attention(each.id, "officer-a")


def archived(ledger: Ledger, folder: Path, before: int) -> tuple[Run, bytes]:
    """Take out what was recorded before this day; the run and the file."""
    run = ledger.trimming.run_before(START + before * DAY)
    assert run is not None
    with LedgerReader.open(folder, KEY) as reader:
        content = b"".join(reader.lines(Wanted(made=START, kind="archive", texts="plain", last=run.last)))
    event = ledger.record(checkpoint_draft(run, "0" * 64, "it")).event.id
    ledger.trimming.trim(run, event, "0" * 64, 0)
    return run, content


def test_the_run_ends_at_what_is_not_settled(ledger: Ledger) -> None:
    def last(before: int) -> int:
        run = ledger.trimming.run_before(START + before * DAY)
        return run.last if run else 0

    assert (last(0), last(1), last(365)) == (0, 1, 2)  # the third is in attention
    end_refused(ledger)
    assert (last(4), last(365)) == (4, 8)
    ledger.raise_attention("recall", "C-5", key="recall:5")
    assert last(365) == 5
    ledger.known.put("agreed", '{"sequence":3,"hash":"x"}')
    assert last(365) == 3


def test_everything_that_reads_the_ledger_is_right_afterwards(
    ledger: Ledger, open_ledger: OpenLedger, folder: Path, clock: FakeClock
) -> None:
    end_refused(ledger)
    before = ledger.counts()
    run, _ = archived(ledger, folder, 6)
    assert (run.first, run.last, run.entries) == (1, 6, 6)
    after = ledger.counts()
    assert (after.recorded, after.acknowledged, after.refused) == (
        before.recorded + 1,
        before.acknowledged,
        before.refused,
    )
    assert [row.sequence for row in ledger.deliveries(None, 100)] == [11, 10, 9, 8, 7]
    verified = ledger.verify()
    assert (verified.faults, verified.first, verified.entries) == ((), 7, 5)
    assert ledger.acts_on("C-1") == ()
    assert len(ledger.due(10, clock.now())) == 3
    ledger.close()
    again = open_ledger()
    assert (again.head.sequence, again.remarks) == (11, ())
    again.sign_with(KeySigner(b"1" * 32))
    again.settle(answer(*((each.event.id, "accepted") for each in again.due(10, clock.now()))), clock.now())
    again.record(draft())
    assert again.verify().faults == ()


def test_a_second_archive_follows_on_the_first(ledger: Ledger, folder: Path, clock: FakeClock) -> None:
    end_refused(ledger)
    first, _ = archived(ledger, folder, 3)
    ledger.settle(answer(*((each.event.id, "accepted") for each in ledger.due(10, clock.now()))), clock.now())
    clock.advance(86_400)
    second, two = archived(ledger, folder, 365)
    assert (second.first, second.last) == (first.last + 1, 11)
    assert f"\ncheckpoint\t3\t{first.hash}\t".encode() in two
    verified = ledger.verify()
    assert (verified.faults, verified.first, verified.entries) == ((), 12, 1)
    assert ledger.counts().refused == 1


@needs_openssl
def test_archives_and_what_is_left_pass_the_checker(ledger: Ledger, folder: Path, clock: FakeClock) -> None:
    end_refused(ledger)
    _, one = archived(ledger, folder, 3)
    ledger.settle(answer(*((each.event.id, "accepted") for each in ledger.due(10, clock.now()))), clock.now())
    clock.advance(86_400)
    _, two = archived(ledger, folder, 6)
    with LedgerReader.open(folder, KEY) as reader:
        left = b"".join(reader.lines(Wanted(made=START, head=reader.anchored)))
    said = []
    for name, content in (("one", one), ("two", two), ("left", left)):
        (folder / name).write_bytes(content)
        done = subprocess.run(
            [shutil.which("sh") or "sh", str(CHECKER), str(folder / name)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        said.append(done.stdout)
    assert "what follows entry 3 must follow from hash" in said[0]
    assert "It follows on entry 3, hash" in said[1]
    assert "It follows on entry 6, hash" in said[2]


@pytest.mark.parametrize(
    "statement, found",
    [
        ("DELETE FROM checkpoint", [("entry.missing", 1, 6)]),
        ("UPDATE checkpoint SET event = 'none'", [("checkpoint.unproved", 6, 0)]),
        (
            f"UPDATE checkpoint SET hash = '{'0' * 64}'",
            [("entry.reordered", 7, 0), ("checkpoint.differs", 11, 0)],
        ),
        ("DELETE FROM event WHERE sequence = 7", [("entry.missing", 7, 0)]),
        (
            "UPDATE event SET signature = '' WHERE sequence = 11",
            [("entry.unsigned", 11, 0), ("checkpoint.unproved", 6, 0)],
        ),
    ],
)
def test_a_forged_beginning_shows(
    ledger: Ledger, folder: Path, statement: str, found: list[tuple[str, int, int]]
) -> None:
    end_refused(ledger)
    archived(ledger, folder, 6)
    ledger.close()
    change(folder, statement)
    assert faults(folder) == found


def test_cut_off_between_checkpoint_and_removal_the_ledger_is_whole(
    ledger: Ledger, open_ledger: OpenLedger, folder: Path
) -> None:
    end_refused(ledger)
    run = ledger.trimming.run_before(START + 6 * DAY)
    assert run is not None
    ledger.record(checkpoint_draft(run, "0" * 64, "it"))
    ledger.close()
    assert faults(folder) == []
    archived(open_ledger(), folder, 6)
    assert faults(folder) == [("entry.unsigned", 12, 0), ("checkpoint.unproved", 6, 0)]
