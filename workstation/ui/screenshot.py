"""Write the window as a PNG once the queue is filled and the first consignment with its image is painted."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from workstation.desk.open import OpenConsignment
from workstation.ui.inspection import Inspection
from workstation.ui.main_window import FIRST_SIZE
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.scan_image.screen import ScanImageScreen

LOOK_EVERY_MS: Final = 200
GIVE_UP_AFTER_MS: Final = 180_000
STEADY_LOOKS: Final = 4
"""The queue is compared with the cache some time after the last page came: only when nothing more comes to it
does a step to the next row go to the next row."""
WAIT_FOR_IMAGE_MS: Final = 30_000
"""So long after its consignment was opened an image may take to come: one that is not there yet may
follow. Then the window is shown as it is, with the words that say why there is no image.
"""
MOST_PASSED_OVER: Final = 30
"""Real declarations may have no image at all: then the window is shown without one."""


class Screenshot(QObject):
    """Opens the first consignment that has an image, waits until it is painted, or the window says why it
    cannot be, and saves the window.

    `is_filled` says whether everything that is expected has come.

    Signals:
        finished(code): 0 when the file is written, 1 when it could not be.
    """

    finished = Signal(int)

    def __init__(
        self,
        file: Path,
        window: QWidget,
        queue: QueueScreen,
        image: ScanImageScreen,
        inspection: Inspection,
        is_filled: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file, self._window, self._queue, self._is_filled = file, window, queue, is_filled
        inspection.opened.connect(self._pass_over_without_image)
        self._opened = False
        self._passed_over: set[str] = set()
        self._rows, self._steady = 0, 0
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_EVERY_MS)
        self._looking.timeout.connect(self._look)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(GIVE_UP_AFTER_MS)
        self._limit.timeout.connect(self._give_up)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._save)
        image.image_painted.connect(self._save)

    def start(self) -> None:
        """Begin to wait."""
        self._window.resize(FIRST_SIZE)
        self._looking.start()
        self._limit.start()

    @Slot()
    def _look(self) -> None:
        before, self._rows = self._rows, self._queue.model.rowCount()
        is_steady = self._is_filled() and 0 < self._rows == before
        self._steady = self._steady + 1 if is_steady else 0
        if self._steady >= STEADY_LOOKS:
            self._opened = True
            self._looking.stop()
            self._queue.open_next()

    @Slot(object)
    def _pass_over_without_image(self, opened: OpenConsignment) -> None:
        if not self._opened or not self._limit.isActive():
            return
        if opened.consignment.images:
            self._patience.start(WAIT_FOR_IMAGE_MS)
            return
        if opened.id in self._passed_over:  # news of it came
            return
        self._passed_over.add(opened.id)
        if len(self._passed_over) < min(MOST_PASSED_OVER, self._queue.model.rowCount()):
            QTimer.singleShot(0, self._queue, self._queue.open_next)
        else:
            self._save()

    @Slot()
    @Slot(str)
    def _save(self, _sha256: str = "") -> None:
        if not self._opened or not self._limit.isActive():
            return
        self._limit.stop()
        self._patience.stop()
        # The image is painted while this is called: what else is under way is painted first.
        QTimer.singleShot(LOOK_EVERY_MS, self, self._write)

    @Slot()
    def _write(self) -> None:
        saved = self._window.grab().save(str(self._file), "PNG")
        if not saved:
            sys.stderr.write(f"The screenshot could not be written to {self._file}.\n")
        self.finished.emit(0 if saved else 1)

    @Slot()
    def _give_up(self) -> None:
        self._looking.stop()
        sys.stderr.write("The window was not filled within three minutes; no screenshot was written.\n")
        self.finished.emit(1)
