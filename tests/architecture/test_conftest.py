"""The guards of tests/conftest.py do fail a test that leaves something behind, and pass one that does not."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LEAVES_A_THREAD = """
import threading

stop = threading.Event()

def test_first():
    threading.Thread(target=stop.wait, name="forgotten", daemon=True).start()

def test_second():
    stop.set()
"""

JOINS_ITS_THREAD = """
import threading

def test_it():
    # told to stop, but not joined: the guard waits for it
    threading.Thread(target=threading.Event().wait, args=(0.05,)).start()
"""

LOGS_A_WARNING = """
import logging

def test_it():
    logging.getLogger("workstation.sync").warning("the service said %s", "no")
"""

LOGS_WHAT_IT_ANNOUNCED = """
import logging
import pytest

@pytest.mark.expected_log("the service said")
def test_it():
    logging.getLogger("workstation.sync").warning("the service said %s", "no")
"""

LOGS_SOMETHING_ELSE = LOGS_WHAT_IT_ANNOUNCED.replace('"the service said")', '"disk full")')

LEAVES_A_WINDOW = """
from PySide6.QtWidgets import QWidget

kept = []

def test_it(qapp):
    kept.append(QWidget())
    kept[0].setObjectName("forgotten")
"""

HANDS_ITS_WINDOW_OVER = """
from PySide6.QtWidgets import QMenu, QWidget

def test_it(qtbot):
    window = QWidget()
    QMenu(window)
    qtbot.addWidget(window)
    window.show()

def test_a_window_in_a_circle_is_freed(qapp):
    window = QWidget()
    window.itself = window
"""

LEAVES_A_TIMER = """
from PySide6.QtCore import QObject, QTimer

kept = QObject()

def test_first(qapp):
    timer = QTimer(kept)
    timer.setObjectName("forgotten")
    timer.start(60_000)
"""

STOPS_ITS_TIMER = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

def test_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    QTimer(window).start(60_000)
    timer = QTimer()
    timer.start(60_000)
    timer.stop()
"""

LEAVES_WORDS_FROM_QT = """
from PySide6.QtCore import qWarning

def test_it(qapp):
    qWarning("a signal was connected twice")
"""

WRITES_HOME = """
import os
from pathlib import Path

seen = set()

def look():
    assert not list(Path.home().rglob("*.txt"))
    (Path.home() / "trace.txt").write_text("left by a test")
    assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(Path.home())
    assert str(Path.home()) not in seen
    seen.add(str(Path.home()))

def test_first():
    look()

def test_second():
    look()
"""


@pytest.fixture
def house(pytester: pytest.Pytester) -> pytest.Pytester:
    """An empty project with our settings and our conftest."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    pytester.makepyprojecttoml(settings.replace('testpaths = ["tests"]', ""))
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    return pytester


def run(house: pytest.Pytester, test: str) -> pytest.RunResult:
    """Run one test file in a process of its own, in the order written."""
    house.makepyfile(test)
    return house.runpytest_subprocess("-p", "no:randomly", "-p", "no:xdist")


@pytest.mark.parametrize(
    "test",
    [JOINS_ITS_THREAD, LOGS_WHAT_IT_ANNOUNCED, HANDS_ITS_WINDOW_OVER, STOPS_ITS_TIMER, WRITES_HOME],
    ids=["thread", "log", "window", "timer", "home"],
)
def test_what_is_tidied_up_passes(house: pytest.Pytester, test: str) -> None:
    result = run(house, test)
    outcomes = result.parseoutcomes()
    assert outcomes.pop("passed") >= 1
    assert outcomes == {}


@pytest.mark.parametrize(
    "test, words",
    [
        (LEAVES_A_THREAD, "threads still alive after the test: forgotten."),
        (LOGS_A_WARNING, "WARNING workstation.sync: the service said no"),
        (LOGS_SOMETHING_ELSE, "WARNING workstation.sync: the service said no"),
        (LEAVES_A_WINDOW, "windows or running timers left by the test: QWidget 'forgotten'."),
        (LEAVES_A_TIMER, "windows or running timers left by the test: QTimer 'forgotten' of QObject."),
    ],
    ids=["thread", "log", "another log", "window", "timer"],
)
def test_what_is_left_behind_fails_the_test_that_left_it(
    house: pytest.Pytester, test: str, words: str
) -> None:
    result = run(house, test)
    assert result.parseoutcomes()["errors"] == 1
    result.stdout.fnmatch_lines([f"*{words}*"])


def test_a_warning_of_qt_fails_the_test(house: pytest.Pytester) -> None:
    run(house, LEAVES_WORDS_FROM_QT).assert_outcomes(failed=1)
