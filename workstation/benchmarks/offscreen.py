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

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from workstation.domain.problems import Unavailable

if TYPE_CHECKING:
    from workstation.app import BenchWindow
    from workstation.bench import Around, Bench

WINDOW: Final = (1600, 1000)
PATIENCE_S: Final = 300.0


class OffscreenBench:
    """A training bench whose embedded service is never started. For the main thread.

    The program's own order: bench, application, window; as in `app.run`. `around` has the service that it
    talks to, where there is one.
    """

    def __init__(self, root: Path, around: "Around | None" = None) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from workstation.app import SCREEN_TURN_S, BenchWindow
        from workstation.bench import HERE, Bench, Start
        from workstation.ui.tidying import keep_for_good

        self._switch = sys.getswitchinterval()
        sys.setswitchinterval(SCREEN_TURN_S)
        self.bench: Bench = Bench.open(Start(profile="training", home=root), around or HERE)
        found = QApplication.instance()
        self.application = found if isinstance(found, QApplication) else QApplication(["workstation"])
        self.screens: BenchWindow = BenchWindow(self.bench, self.application)
        self.screens.furnish()
        self._thresholds = gc.get_threshold()
        keep_for_good()

    def show(self) -> None:
        """Show the window as large as a usual screen."""
        self.screens.window.resize(*WINDOW)
        self.screens.window.show()

    def close(self) -> None:
        """Close window, threads and files."""
        self.screens.close()
        self.bench.close()
        gc.unfreeze()
        gc.set_threshold(*self._thresholds)
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
    while not is_settled():
        pause(2)


def pause(milliseconds: int) -> None:
    """Let the event loop run for so long."""
    moment = QTimer()
    moment.setSingleShot(True)
    moment.setInterval(milliseconds)
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
        """Listen no longer; what it was kept waiting until now counts."""
        self._tick()
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        waited = (now - self._last) * 1000 - self.EVERY_MS
        self._last = now
        self.longest_stall_ms = max(self.longest_stall_ms, waited)
        self.stalls_over_16_ms += waited > 16


class ReaderKeys:
    """A handheld reader at the bench's window: real key events, through the application's own filter.

    Each stroke is what Qt makes of a key: the question whether it is a shortcut, then the key going down
    and up, with times of its own, as far apart as a reader's.
    """

    GAP_MS: Final = 4
    SILENCE_MS: Final = 2_000
    """Longer than for which the same barcode again is only noted."""

    def __init__(self, bench: OffscreenBench) -> None:
        self._window = bench.screens.window.windowHandle()
        self._at_ms = 0

    def type(self, barcode: str) -> None:
        """The strokes of a read but for the last, after a silence."""
        self._at_ms += self.SILENCE_MS
        for character in barcode:
            self._stroke(Qt.Key(ord(character.upper())), character)

    def end(self) -> None:
        """The stroke that ends the read."""
        self._stroke(Qt.Key.Key_Return, "\r")

    def _stroke(self, key: Qt.Key, text: str) -> None:
        self._at_ms += self.GAP_MS
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        for kind in kinds:
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, 0, 0, 0, text)
            event.setTimestamp(self._at_ms)
            QCoreApplication.sendEvent(self._window, event)


class PaintedParts(QObject):
    """Which of these widgets, or what stands in them, were painted since this was last asked."""

    def __init__(self, parts: dict[str, QWidget]) -> None:
        super().__init__()
        self._parts = parts
        self._painted: set[str] = set()
        for part in parts.values():
            part.installEventFilter(self)

    def paint_now(self) -> None:
        """Let Qt paint what it has to, and these parts in whole."""
        for part in self._parts.values():
            part.update()
        QCoreApplication.sendPostedEvents()

    def take(self) -> frozenset[str]:
        """Those painted; forgets them."""
        painted, self._painted = frozenset(self._painted), set()
        return painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See a part being painted; nothing is kept from it."""
        if event.type() is QEvent.Type.Paint:
            self._painted |= {name for name, part in self._parts.items() if part is watched}
        return False


def watch_start(bench: "Bench", rows: int) -> None:
    """Open the window on this bench of so many rows, tell on standard output how far it is, and close it."""
    from workstation.app import BenchWindow

    screens = BenchWindow(bench, QApplication(["workstation"]))
    StartWatch(screens, rows).run()
    screens.close()


class StartWatch(QObject):
    """Tells on standard output how far a bench that starts is, and ends it when all is there."""

    def __init__(self, screens: "BenchWindow", rows: int) -> None:
        super().__init__()
        self._screens, self._rows = screens, rows
        self._waits_for = {"furnished", "listed"}
        self._look = QTimer(self)
        self._look.setInterval(2)
        self._look.timeout.connect(self._look_at_list)
        # The strip is painted just before the queue, so that this comes just before all else is built.
        screens.strip.first_painted.connect(self._press_down)
        screens.furnished.connect(self._watch_the_rest)

    def run(self) -> None:
        """Show the window, and come back when everything was told."""
        self._screens.window.resize(*WINDOW)
        self._screens.run(None)

    @Slot()
    def _press_down(self) -> None:
        """The first rows are painted: does the keyboard work?"""
        table = self._screens.queue.table
        before = table.currentIndex().row()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(self._screens.window.windowHandle(), key)
        QCoreApplication.sendPostedEvents()
        if self._screens.queue.is_painted and table.currentIndex().row() == before + 1:
            print("usable", flush=True)

    @Slot()
    def _watch_the_rest(self) -> None:
        self._screens.decision.first_painted.connect(self._tell_furnished)
        self._look.start()

    @Slot()
    def _tell_furnished(self) -> None:
        self._tell("furnished")

    @Slot()
    def _look_at_list(self) -> None:
        if self._screens.queue.model.rowCount() == self._rows:
            self._look.stop()
            self._tell("listed")

    def _tell(self, word: str) -> None:
        print(word, flush=True)
        self._waits_for.discard(word)
        if not self._waits_for:
            self._screens.window.close()
