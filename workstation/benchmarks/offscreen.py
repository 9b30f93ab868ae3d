"""The whole bench on a prepared home, without a screen and without a line: what is measured as the officer
would see it.

The one module of the benchmarks that knows Qt: it waits in Qt's own event loop and paints when it is told
to.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QWidget

from workstation.domain.problems import Unavailable

if TYPE_CHECKING:
    pass

WINDOW: Final = (1600, 1000)
PATIENCE_S: Final = 300.0


class OffscreenBench:
    """A training bench whose embedded service is never started. For the main thread.

    The program's own order: bench, application, window; as in `app.run`.
    """

    def __init__(self, root: Path) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from workstation.app import SCREEN_TURN_S, BenchWindow
        from workstation.bench import Bench, Start

        self._switch = sys.getswitchinterval()
        sys.setswitchinterval(SCREEN_TURN_S)
        self.bench: Bench = Bench.open(Start(profile="training", home=root))
        found = QApplication.instance()
        self.application = found if isinstance(found, QApplication) else QApplication(["workstation"])
        self.screens: BenchWindow = BenchWindow(self.bench, self.application)
        gc.collect()
        gc.freeze()

    def show(self) -> None:
        """Show the window as large as a usual screen."""
        self.screens.window.resize(*WINDOW)
        self.screens.window.show()

    def close(self) -> None:
        """Close window, threads and files."""
        self.screens.close()
        self.bench.close()
        gc.unfreeze()
        sys.setswitchinterval(self._switch)


def wait_for(signal: SignalInstance, begin: Callable[[], object]) -> float:
    """Do `begin`, then let the event loop run until the signal comes; milliseconds from before `begin`.

    Raises Unavailable when it does not come.
    """
    loop, patience = QEventLoop(), QTimer()
    patience.setSingleShot(True)
    patience.timeout.connect(loop.quit)
    signal.connect(loop.quit)
    started = time.perf_counter()
    begin()
    patience.start(round(PATIENCE_S * 1000))
    loop.exec()
    signal.disconnect(loop.quit)
    if not patience.isActive():
        raise Unavailable("What was to be measured did not happen.", code="benchmark.nothing")
    patience.stop()
    return (time.perf_counter() - started) * 1000


def settle(is_settled: Callable[[], bool]) -> None:
    """Let the event loop run until this is so."""
    moment = QTimer()
    moment.setSingleShot(True)
    moment.setInterval(2)
    while not is_settled():
        wait_for(moment.timeout, moment.start)


def painted(widget: QWidget, change: Callable[[], object]) -> float:
    """Make a change and paint what shows of the widget; milliseconds for both."""
    started = time.perf_counter()
    change()
    widget.repaint()
    return (time.perf_counter() - started) * 1000


class Heartbeat(QObject):
    """Ticks on the screen's thread; the longest time between two ticks is the longest that it was kept
    waiting.
    """

    EVERY_MS: Final = 2

    def __init__(self) -> None:
        super().__init__()
        self.longest_stall_ms = 0.0
        self.stalls_over_16_ms = 0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self.EVERY_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin to listen."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """Listen no longer."""
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        waited = (now - self._last) * 1000 - self.EVERY_MS
        self._last = now
        self.longest_stall_ms = max(self.longest_stall_ms, waited)
        self.stalls_over_16_ms += waited > 16
