"""The daily erasing at a running bench: by the service's time, and never where that is not known."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import answer, draft
from tests.sync.bench import Bench
from workstation.host.clock import Clock
from workstation.identity.service_time import ServiceTime
from workstation.ledger.marks import KeptMark
from workstation.sync.retention import erase_old

DAY_S = 86_400


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A bench with two acknowledged entries, the first 40 days old."""
    clock = FakeClock()
    with Bench(tmp_path / "bench", "http://127.0.0.1:9", "none", clock) as bench:
        for _ in range(2):
            sent = bench.ledger.record(draft(particulars=(("remark", "words"),))).event.id
            bench.ledger.settle(answer((sent, "accepted")), clock.now())
            clock.advance(40 * DAY_S)
        yield bench


def texts(bench: Bench) -> list[int]:
    """The entries that still have their text."""
    return [n for n, sent in enumerate(bench.ledger.due(10, bench.clock.now()), 1) if sent.particulars]


def heard(clock: Clock) -> ServiceTime:
    time = ServiceTime("", clock, "boot")
    time.hear(clock.now())
    return time


def left(bench: Bench) -> list[int]:
    bench.ledger.mark_unsent()
    return texts(bench)


def test_what_is_older_than_policy_says_is_erased(bench: Bench) -> None:
    erase_old(bench.writes, heard(bench.clock), 60)
    assert left(bench) == [2]


@pytest.mark.parametrize("days", [0, 100])
def test_nothing_is_erased_that_policy_keeps(bench: Bench, days: int) -> None:
    erase_old(bench.writes, heard(bench.clock), days)
    assert left(bench) == [1, 2]


def test_the_benchs_own_clock_erases_nothing(bench: Bench) -> None:
    never = ServiceTime("", bench.clock, "boot")
    erase_old(bench.writes, never, 60)
    time = heard(bench.clock)
    bench.clock.set(bench.clock.now() + timedelta(days=3650))
    erase_old(bench.writes, time, 365)
    assert left(bench) == [1, 2]


@pytest.mark.parametrize("days, left", [(60, ["new"]), (0, ["new", "old"])])
def test_marks_that_nobody_touched_for_as_long_go_too(bench: Bench, days: int, left: list[str]) -> None:
    now = bench.clock.now()
    saved = {"old": now - timedelta(days=70), "new": now - timedelta(days=50)}
    bench.ledger.marks.write(
        [
            KeptMark(consignment="C-1", officer="o", kind="mark", id=id, saved=at, body=b"{}")
            for id, at in saved.items()
        ]
    )
    erase_old(bench.writes, heard(bench.clock), days)
    assert [each.id for each in bench.ledger.marks.of("C-1", "o")] == left
