"""The bench's own image pane, and pyqtgraph's stock image item, before the same images, offscreen.

With `offscreen` the modules of the benchmarks that know Qt: a frame is timed from the change until Qt has
painted the whole of the view into the window's memory.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtWidgets import QApplication, QGraphicsView

from workstation.benchmarks.offscreen import WINDOW, Heartbeat, pause, settle
from workstation.imaging.appearance import WHOLE, automatic_window
from workstation.imaging.pyramid import Pyramid
from workstation.ui.scan_image.loading import PixelSource, ReadyImage, make_ready, warm_up
from workstation.ui.scan_image.pane import ViewPane
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.tasks import IMAGE, Tasks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STILL_MS: Final = 150
"""Longer than the pane waits until it draws an image that was moved as well as it can be."""
WIDER, ZOOM_STEP = 0.004, 1.013
PAN_STEP: Final = (17, 11)
STOCK_LEVELS: Final = (8_000, 40_000)


def application() -> QApplication:
    """One for the process, without a monitor; threads take turns as in the program."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from workstation.app import SCREEN_TURN_S

    sys.setswitchinterval(SCREEN_TURN_S)
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["workstation"])


class Timed(NamedTuple):
    """Milliseconds of each frame."""

    frames: tuple[float, ...]


class BenchView:
    """The pane that the officer has, with nothing around it."""

    def __init__(self) -> None:
        warm_up()
        self.tools = ViewTools()
        self.pane = ViewPane(self.tools)
        self.pane.resize(*WINDOW)
        self.pane.show()

    def show(self, image: ReadyImage) -> float:
        """Show an image whole; milliseconds until it is painted."""
        return self._frame(partial(self.pane.show_image, image, "top", ()))

    def look(self, scale: float | None) -> None:
        """At so many pixels of the screen for each of the image, or at the whole, as it is at rest."""
        self.pane.fit()
        if scale is not None:
            self.pane.zoom(scale / self.pane.looking.scale)
        pause(STILL_MS)
        self._frame(lambda: None)

    def window_frames(self, count: int, *, in_colour: bool) -> Timed:
        """Drag the window, step by step."""
        if self.tools.in_colour != in_colour:
            self.tools.toggle_colour()

        def drag(step: int) -> None:
            self.tools.drag_window(WHOLE, 0.0, -WIDER * step)

        self._frame(partial(drag, 0))
        return Timed(tuple(self._frame(partial(drag, step)) for step in range(1, count + 1)))

    def panned_frames(self, count: int) -> Timed:
        """Drag the image to and fro, by whole pixels as a mouse does."""
        steps = [1.0 if step < count // 2 else -1.0 for step in range(count)]
        by = [QPointF(PAN_STEP[0] * step, PAN_STEP[1] * step) for step in steps]
        return Timed(tuple(self._frame(partial(self.pane.move_image, each)) for each in by))

    def zoomed_frames(self, count: int) -> Timed:
        """Zoom in, and out again."""
        steps = [1 if step < count // 2 else -1 for step in range(count)]
        return Timed(tuple(self._frame(partial(self.pane.zoom, ZOOM_STEP**step)) for step in steps))

    def close(self) -> None:
        """The window is gone."""
        self.pane.close()
        self.pane.deleteLater()

    def _frame(self, change: Callable[[], object]) -> float:
        started = time.perf_counter()
        change()
        self._surface().repaint()
        return (time.perf_counter() - started) * 1000

    def _surface(self) -> Any:
        view = self.pane.findChild(QGraphicsView)
        return self.pane if view is None else view.viewport()


class StockView:
    """`pyqtgraph.ImageItem` in a `ViewBox`, as its users set it up; `is_downsampling` is its own option."""

    def __init__(self, image: "NDArray[np.uint16]", *, is_downsampling: bool) -> None:
        import pyqtgraph

        self._view = pyqtgraph.GraphicsView()
        self._box = pyqtgraph.ViewBox(lockAspect=True, invertY=True, enableMenu=False)
        self._view.setCentralItem(self._box)
        self._item = pyqtgraph.ImageItem(
            image,
            axisOrder="row-major",
            levels=STOCK_LEVELS,
            autoLevels=False,
            autoDownsample=is_downsampling,
        )
        self._box.addItem(self._item)
        self._size = (image.shape[1], image.shape[0])
        self._view.resize(*WINDOW)
        self._view.show()

    def look(self, scale: float | None) -> None:
        """As the bench's."""
        width, height = self._size
        seen = QRectF(0, 0, width, height)
        if scale is not None:
            seen = QRectF(0, 0, WINDOW[0] / scale, WINDOW[1] / scale)
            seen.moveCenter(QRectF(0, 0, width, height).center())
        self._box.setRange(seen, padding=0)
        pause(STILL_MS)
        self._view.viewport().repaint()

    def window_frames(self, count: int) -> Timed:
        """Drag the window, step by step."""
        found = []
        for step in range(count + 1):
            started = time.perf_counter()
            self._item.setLevels((STOCK_LEVELS[0] + 60 * step, STOCK_LEVELS[1] + 60 * step))
            self._view.viewport().repaint()
            found.append((time.perf_counter() - started) * 1000)
        return Timed(tuple(found[1:]))

    def close(self) -> None:
        """The window is gone."""
        self._view.close()
        self._view.deleteLater()


class _Arrival(QObject):
    """Takes what an image thread made, on the screen's thread, whose stalls are those until then."""

    def __init__(self, view: BenchView, heart: Heartbeat) -> None:
        super().__init__()
        self._view, self._heart = view, heart
        self.is_painted = False
        view.pane.painted.connect(self._note)

    def take(self, image: ReadyImage) -> None:
        """Show it."""
        self._heart.stop()
        self._view.pane.show_image(image, "top", ())

    def _note(self, _sha256: str) -> None:
        self.is_painted = True


class Opened(NamedTuple):
    """For each image the milliseconds from asking for it to its painting; and the longest stall of the
    screen's thread while one was read, decoded and halved.
    """

    took: tuple[float, ...]
    longest_stall_ms: float


def opened_from(source: PixelSource, hashes: Sequence[str]) -> Opened:
    """Open one image after the other that lies on the disk, on an image thread, in a pane."""
    view = BenchView()
    executor = ThreadPoolExecutor(2, "image")
    tasks = Tasks({IMAGE: executor}, _never)
    heart, took = Heartbeat(), []
    arrival = _Arrival(view, heart)
    try:
        for sha256 in hashes:
            pause(STILL_MS)
            heart.start()
            arrival.is_painted = False
            started = time.perf_counter()
            tasks.run(partial(make_ready, source, sha256), owner=arrival, done=arrival.take, kind=IMAGE)
            settle(lambda: arrival.is_painted)
            took.append((time.perf_counter() - started) * 1000)
    finally:
        executor.shutdown()
        view.close()
    return Opened(tuple(took), heart.longest_stall_ms)


def _never(error: BaseException) -> None:
    raise error


def ready(name: str, pyramid: Pyramid) -> ReadyImage:
    """An image as an image thread hands it over."""
    return ReadyImage(sha256=name, pyramid=pyramid, automatic=automatic_window(pyramid.pixels))
