"""A bench in a process of its own, that records what it is told and then waits to be killed.

`python -m tests.journeys.bench_process HOME ADDRESS TOKEN BARCODE KIND`; says `recorded` when the screen
does. Of the kind `draft` it types half a seizure, says `typed`, and presses nothing any more; of the kind
`hunt` it finds the parcel at a place, and goes on hunting.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.fakes.clock import FakeClock
from tests.journeys.officer import Officer
from tests.journeys.stage import around, furnish
from workstation.app import BenchWindow
from workstation.bench import Bench, Start

PLACE = "LOC-CAGE-A"
REMARK = "Under the lid, taped"


class Patience:
    """Waits as pytest-qt's robot does, where there is no pytest: looks again after each round of events."""

    @staticmethod
    def waitUntil(is_so: Callable[[], bool], timeout: int) -> None:  # noqa: N802 - pytest-qt's name
        ends = QDeadlineTimer(timeout)
        while not is_so():
            if ends.hasExpired():
                raise TimeoutError
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    @staticmethod
    @contextmanager
    def waitActive(window: QWidget, timeout: int) -> Iterator[None]:  # noqa: N802
        yield
        if not QTest.qWaitForWindowActive(window, timeout):
            raise TimeoutError


def main(home: str, address: str, token: str, barcode: str, kind: str) -> None:
    application = QApplication([])
    clock = FakeClock()
    start = Start(profile="training", home=furnish(Path(home)))
    screens = BenchWindow(Bench.open(start, around(clock, address, token)), application)
    screens.furnish()
    officer = Officer(Patience(), screens, clock)
    officer.sits_down()
    officer.waits_until(lambda: screens.desk.opening.by_id("C-1") and "reasons" in screens.desk.lists.all())
    if kind == "hunt":
        _finds(officer, barcode)
        application.exec()
        return
    officer.opens(barcode)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    if kind == "draft":
        _types_half_a_seizure(officer)
        application.exec()
    elif kind == "release":
        officer.releases()
    else:
        officer.decides(kind, reason="H01")
    assert officer.notice().startswith("Recorded here")
    sys.stdout.write("recorded\n")
    sys.stdout.flush()
    application.exec()


def _finds(officer: Officer, barcode: str) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    hunting = officer.screens.floor.hunting
    officer.presses("hunt")
    officer.waits_until(lambda: hunting.is_on and officer.is_at_rest())
    officer.reads(PLACE)
    officer.reads(barcode)
    officer.waits_until(officer.is_at_rest)
    assert hunting.screen.face.told.headline == "WANTED"
    sys.stdout.write("recorded\n")
    sys.stdout.flush()


def _types_half_a_seizure(officer: Officer) -> None:
    officer.fills("seize", reason="S08", remark=REMARK)
    officer.unticks(0)
    drafts = officer.screens.desk.drafts
    officer.finds("A knife in a hollow book", "1")
    typed = ("A knife in a hollow book", "1", "")
    officer.waits_until(lambda: any(each.form.begun == typed for each in drafts.unfinished(9)))
    sys.stdout.write("typed\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
