"""A bench without its window: what it opens, what it closes, and who hears what fails in between."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from workstation.bench import Around, Bench, Start
from workstation.domain.problems import Problem, Unavailable
from workstation.host.crash import CrashReport
from workstation.host.paths import Profile, home_of
from workstation.identity.token import Token
from workstation.ledger.values import EventDraft
from workstation.sync.line import LineAddress

NOWHERE = LineAddress(url="http://127.0.0.1:9", token=Token("none"))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], Bench]]:
    """Opens a bench whose service is never asked."""
    benches: list[Bench] = []

    def open_it() -> Bench:
        start = Start(profile="training", home=tmp_path)
        benches.append(Bench.open(start, Around(clock=FakeClock(), address=lambda: NOWHERE)))
        return benches[-1]

    yield open_it
    for bench in benches:
        bench.close()


@pytest.fixture
def bench(opened: Callable[[], Bench]) -> Bench:
    return opened()


class Ending(ThreadPoolExecutor):
    """Tells when it is ended."""

    def __init__(self, name: str, ended: list[str]) -> None:
        super().__init__(1, name)
        self._name, self._ended = name, ended

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._ended.append(self._name)
        super().shutdown(wait, cancel_futures=cancel_futures)


def test_a_decision_that_is_written_while_the_bench_closes_still_reaches_the_queue(bench: Bench) -> None:
    ended: list[str] = []
    for executor in bench.executors.values():
        executor.shutdown()
    bench.executors = {name: Ending(name, ended) for name in bench.executors}
    bench.close()
    assert ended.index("write") < ended.index("cache")


def refuse(*_row: object) -> None:
    raise Unavailable("The disk is full.", code="disk.full")


def forget(*_row: object) -> None:
    raise LookupError("a bug")


@pytest.mark.expected_log("work in the background failed|unexpected error")
@pytest.mark.parametrize("failure, heard", [(refuse, 0), (forget, 1)])
def test_an_overlay_that_could_not_be_written_is_heard(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, failure: Callable[..., None], heard: int
) -> None:
    reports: list[CrashReport] = []
    bench.funnel.tell(reports.append)
    monkeypatch.setattr(bench.cache.writer(), "put_overlay", failure)
    bench.put_overlay("C-1", "held", "hold")
    bench.executors["cache"].shutdown()
    assert [report.where for report in reports] == ["overlay"] * heard


@pytest.mark.expected_log("the program died at its last end")
def test_a_native_death_of_the_run_before_is_logged_and_kept(
    tmp_path: Path, opened: Callable[[], Bench]
) -> None:
    home = home_of(Profile.TRAINING, tmp_path)
    home.prepare()
    (home.crashes / "native.txt").write_text("Fatal Python error: Segmentation fault\n")
    opened().close()
    assert [path.read_text() for path in home.crashes.glob("native-*.txt")] == [
        "Fatal Python error: Segmentation fault\n"
    ]


def test_the_check_of_the_ledger_ends_when_the_bench_closes(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = EventDraft(kind="hold", officer="officer-a", consignment="C-1")
    monkeypatch.setattr("workstation.ledger.verification._BATCH", 1)
    bench.ledger.record(draft)
    assert bench.verify_ledger().faults == ()
    bench.close()
    with pytest.raises(CancelledError):
        bench.verify_ledger()


@pytest.mark.expected_log("the ledger is not as it was written")
def test_what_the_check_of_the_ledger_finds_is_logged_for_it(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.ledger.record(EventDraft(kind="hold", officer="officer-a", particulars=(("remark", "words"),)))
    with bench.ledger._access.changing() as connection:
        connection.execute("UPDATE particular SET text = 'other words'")
    assert [fault.code for fault in bench.verify_ledger().faults] == ["particular.altered"]
    assert [(each.code, each.sequence) for each in caplog.records if each.levelname == "ERROR"] == [  # type: ignore[attr-defined]
        ("particular.altered", 1)
    ]


@pytest.mark.expected_log("threads did not end in time")
def test_a_disk_that_does_not_answer_holds_up_no_end_and_keeps_its_files(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.bench.WRITE_WITHIN_S", 0.01)
    answers = threading.Event()
    bench.executors["write"].submit(answers.wait)
    assert not bench.close()
    # What hangs may still write: nothing was closed under it, and no other copy may open the files.
    assert bench.ledger.counts().recorded == 0
    with pytest.raises(Problem):
        Bench.open(bench.start)
    answers.set()
    bench.executors["write"].shutdown()
    assert bench.close()


@pytest.mark.expected_log("a setting is passed over")
def test_settings_that_cannot_be_read_are_told_as_such(tmp_path: Path) -> None:
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    home.settings.write_bytes(b'{"central_url": "https://cen')
    with pytest.raises(Problem) as caught:
        Bench.open(Start(profile="live", home=tmp_path))
    assert caught.value.code == "settings.broken"
    assert caught.value.values["copy"] == "settings.broken.json"
