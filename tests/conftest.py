"""What holds for every test: its own home, and nothing left behind (threads, timers, windows, log warnings).

What a test leaves alive is not untidy, it crashes another test later, in a place that has nothing to do with
it. So each leak fails the test that made it. Shown to work in tests/architecture/test_conftest.py.
"""

import gc
import logging
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long a thread that was told to stop may take to be gone.
GRACE_S = 2.0


def pytest_configure(config: pytest.Config) -> None:
    """Settings of the libraries that the tests use."""
    config.addinivalue_line(
        "markers", "expected_log(pattern): means to log a WARNING or worse that matches; without pattern, any"
    )
    if "hypothesis" in sys.modules or config.pluginmanager.has_plugin("hypothesispytest"):
        from hypothesis import settings

        # No deadline: a slow machine is not a wrong program. In CI the examples are always the same.
        settings.register_profile("workstation", deadline=None, derandomize=bool(os.environ.get("CI")))
        settings.load_profile("workstation")


def pytest_collection_finish() -> None:
    """Take what is loaded so far out of the collector's sight: looking for leaked objects is quick then."""
    gc.collect()
    gc.freeze()


# --- its own home -------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test: nothing is read from, or left in, the home of whoever runs them."""
    home = tmp_path_factory.mktemp("home")
    places = {
        "HOME": "",
        "USERPROFILE": "",
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_RUNTIME_DIR": "run",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }
    for name, below in places.items():
        place = home / below
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        monkeypatch.setenv(name, str(place))
    # Neither the keyring of the person at this machine nor a proxy may be reached from a test. A test with a
    # real Secret Service starts one of its own under dbus-run-session.
    for name in ("DBUS_SESSION_BUS_ADDRESS", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return home


# --- no thread left alive -----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_thread_left(own_home: Path) -> Iterator[None]:
    """A thread that outlives its test works on with a database or a window that is gone."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_S
    for thread in set(threading.enumerate()) - before:
        if not isinstance(thread, threading._DummyThread):
            thread.join(timeout=max(0.0, deadline - time.monotonic()))
    left = sorted(thread.name for thread in set(threading.enumerate()) - before if thread.is_alive())
    if left:
        pytest.fail(
            f"threads still alive after the test: {', '.join(left)}.\n"
            "Stop what you started: close the service, shut the executor down (wait=True), join the thread.",
            pytrace=False,
        )


# --- no unexpected warning in the log -----------------------------------------------------------------------


class _Listener(logging.Handler):
    """Keeps what was logged as WARNING or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _is_expected(record: logging.LogRecord, marks: list[pytest.Mark]) -> bool:
    """Whether one of the test's `expected_log` marks announces this record."""
    text = f"{record.name}: {record.getMessage()}"
    return any(not mark.args or re.search(mark.args[0], text) for mark in marks)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest, no_thread_left: None) -> Iterator[None]:
    """A warning in the log is a sentence to the IT department; a test that causes one must have meant to."""
    listener = _Listener()
    root = logging.getLogger()
    root.addHandler(listener)
    yield
    root.removeHandler(listener)
    marks = list(request.node.iter_markers("expected_log"))
    unexpected = [record for record in listener.records if not _is_expected(record, marks)]
    if unexpected:
        lines = "\n".join(
            f"  {record.levelname} {record.name}: {record.getMessage()}" for record in unexpected
        )
        pytest.fail(
            f"logged without being expected:\n{lines}\n"
            'If the test means to cause it: @pytest.mark.expected_log("pattern").',
            pytrace=False,
        )


# --- no window or timer left --------------------------------------------------------------------------------


def _qt(module: str) -> Any:
    """A module of PySide6 if the test's imports have loaded it; a test without Qt must not pay for it."""
    return sys.modules.get(f"PySide6.{module}")


def _windows() -> list[Any]:
    """The top-level widgets alive now. Qt's own tooltip lives as long as it likes."""
    widgets = _qt("QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [
        each
        for each in widgets.QApplication.topLevelWidgets()
        if each.metaObject().className() != "QTipLabel"
    ]


def _running_timers() -> list[Any]:
    """The running QTimer objects that the collector looks after, which leaves out what it has frozen. Qt
    keeps no list of them, Python does.
    """
    core = _qt("QtCore")
    if core is None:
        return []
    from shiboken6 import isValid

    made = [each for each in gc.get_objects() if issubclass(type(each), core.QTimer)]
    return [timer for timer in made if isValid(timer) and timer.isActive()]


def _let_go() -> None:
    """Carry out the deletions that are due, and free what only a circle of references keeps."""
    core = _qt("QtCore")
    gc.collect()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


def _described(qt_object: Any) -> str:
    """What the object is, for the person who has to find it."""
    name = qt_object.objectName()
    parent = qt_object.parent()
    where = f" of {type(parent).__name__}" if parent is not None else ""
    return f"{type(qt_object).__name__}{f' {name!r}' if name else ''}{where}"


@pytest.fixture(autouse=True)
def no_window_or_timer_left(no_unexpected_log: None) -> Iterator[None]:
    """A window or a running timer that outlives its test acts in the next one."""
    windows_before = _windows()
    # What was there before is not looked through after each test: it is most of the objects there are.
    gc.freeze()
    yield

    def left() -> list[Any]:
        return [each for each in _windows() if each not in windows_before] + _running_timers()

    if left():
        _let_go()
    found = sorted(_described(each) for each in left())
    gc.unfreeze()
    if found:
        pytest.fail(
            f"windows or running timers left by the test: {', '.join(found)}.\n"
            "Hand a window to qtbot.addWidget; stop a timer where its owner is closed.",
            pytrace=False,
        )
