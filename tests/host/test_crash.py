"""What nobody expected goes to one place, without data, and never stops the bench by itself."""

import gc
import json
import subprocess
import sys
import threading

import pytest

from tests.fakes.clock import FakeClock
from workstation.host import crash
from workstation.host.crash import CrashReport, Funnel, last_native_crash, log_qt_message, native_crash_file
from workstation.host.paths import Profile, home_of

SECRET = "Jane Example"
pytestmark = pytest.mark.expected_log("unexpected error|listener|report not written")


@pytest.fixture
def home(tmp_path):
    home = home_of(Profile.TRAINING, tmp_path)
    home.prepare()
    return home


@pytest.fixture
def funnel(home):
    funnel = Funnel(home, FakeClock())
    yield funnel
    funnel.close()


def boom(secret: str = SECRET) -> None:
    raise KeyError(secret)


def caught(work=boom) -> BaseException:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError("nothing was raised")


def test_an_unexpected_error_is_reported_once_a_kind_and_counted(funnel, home):
    told: list[CrashReport] = []
    funnel.tell(told.append)
    first, second = (funnel.report(caught(), "screen") for _ in range(2))
    other = funnel.report(caught(lambda: 1 / 0), "screen")
    assert [report.kind for report in told] == [first.kind, other.kind]
    assert (first.times, second.times) == (1, 2)
    assert first.kind.startswith("KeyError at tests/host/test_crash.py:")
    assert len(list(home.crashes.glob("*.json"))) == 2


def test_a_report_says_where_and_holds_no_data(funnel):
    report = funnel.report(caught(), "thread sync")
    assert report.file is not None
    text = report.file.read_text("utf-8")
    written = json.loads(text)
    assert "Jane" not in text
    assert written["where"] == "thread sync"
    assert written["error"]["places"][-1].endswith("boom")
    assert written["at"].startswith("2026-11-02T08:00")


def test_a_fault_in_a_loop_does_not_fill_the_disk(funnel, home, monkeypatch):
    monkeypatch.setattr(crash, "MOST_REPORTS", 1)
    for work in (boom, lambda: 1 / 0, lambda: int("x")):
        funnel.report(caught(work), "screen")
    assert len(list(home.crashes.glob("*.json"))) == 1


def test_a_listener_that_fails_itself_stops_nothing(funnel):
    def broken(_report) -> None:
        raise RuntimeError("the window is gone")

    funnel.tell(broken)
    assert funnel.report(caught(), "screen").times == 1


def test_a_report_that_cannot_be_written_is_still_told(funnel, home):
    told: list[CrashReport] = []
    funnel.tell(told.append)
    home.crashes.rmdir()
    funnel.report(caught(), "screen")
    assert [report.file for report in told] == [None]


@pytest.fixture
def installed(funnel):
    """The funnel in Python's hooks; faulthandler goes back to pytest's own use of it."""
    import faulthandler

    was_on = faulthandler.is_enabled()
    yield funnel.install()
    funnel.close()
    if was_on and sys.__stderr__ is not None:
        faulthandler.enable(sys.__stderr__)


def test_an_error_in_a_thread_reaches_the_funnel(installed):
    told: list[CrashReport] = []
    installed.tell(told.append)
    thread = threading.Thread(target=boom, name="sync")
    thread.start()
    thread.join()
    assert [report.where for report in told] == ["thread sync"]


def test_an_error_in_a_finaliser_reaches_the_funnel(installed):
    class Careless:
        def __del__(self) -> None:
            boom()

    told: list[CrashReport] = []
    installed.tell(told.append)
    careless = Careless()
    del careless
    gc.collect()
    assert [report.where for report in told] == ["unraisable"]


def test_the_hooks_are_given_back(home):
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    funnel = Funnel(home).install()
    funnel.close()
    funnel.close()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    assert not native_crash_file(home.crashes).exists()


PROGRAM = """
import sys; from pathlib import Path
from workstation.host.crash import Funnel
from workstation.host.paths import Profile, home_of
Funnel(home_of(Profile.TRAINING, Path(sys.argv[1]))).install()
"""


def run(home, program: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", PROGRAM + program, str(home.folder.parent)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_error_that_ends_the_program_leaves_a_report(home):
    died = run(home, f"raise KeyError({SECRET!r})")
    assert died.returncode == 1
    assert died.stderr.startswith("unexpected error: KeyError at ")
    assert "Jane" not in died.stderr
    (report,) = home.crashes.glob("*.json")
    assert "Jane" not in report.read_text()
    assert json.loads(report.read_text())["error"]["type"] == "builtins.KeyError"


def test_a_native_crash_is_found_at_the_next_start(home):
    assert last_native_crash(home) is None
    died = run(home, "import faulthandler; faulthandler._sigsegv()")
    assert died.returncode != 0
    left = last_native_crash(home)
    assert left is not None
    assert "Segmentation fault" in left.read_text()
    assert last_native_crash(home) is None


def test_a_run_that_ended_well_leaves_nothing(home):
    native_crash_file(home.crashes).touch()
    assert last_native_crash(home) is None
    assert list(home.crashes.iterdir()) == []


def test_qts_own_words_are_logged_without_what_they_quote(caplog):
    with caplog.at_level("INFO"):
        log_qt_message(20, "qt.qpa", f'QLabel: cannot show "{SECRET}"\n\u202e twice')
    (record,) = caplog.records
    assert record.name == "qt"
    assert record.msg == '"QLabel: cannot show \\"...\\" twice"'
