"""What is painted first: strip, band and queue in their window. Everything else is built behind it."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from workstation.domain.problems import Problem
from workstation.ui.language import speak
from workstation.ui.main_window import MainWindow
from workstation.ui.messages import Messages
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.queue.source import QueueSource
from workstation.ui.read_band import ReadBand
from workstation.ui.tasks import Tasks
from workstation.ui.theme import THEMES, apply_theme
from workstation.ui.top_strip import TopStrip
from workstation.ui.window_layout import LayoutStore


@dataclass(frozen=True)
class FrontNeeds:
    """What the first screens stand on. `report` takes errors that are nobody's fault but the program's."""

    queue: QueueSource
    executors: Mapping[str, Executor]
    layout: LayoutStore
    now: Callable[[], datetime]
    report: Callable[[BaseException, str], object]
    theme: str
    language: str
    training: bool


class Front(QObject):
    """Strip, band, queue and window; `furnish` brings the rest, at the latest when these have been painted.

    Signals:
        furnished(): every screen is there.
    """

    furnished = Signal()

    def __init__(self, application: QApplication, needs: FrontNeeds) -> None:
        super().__init__()
        application.setApplicationName("workstation")
        speak(application, needs.language)
        apply_theme(application, THEMES[needs.theme])
        self._report, self.now = needs.report, needs.now
        self.is_furnished = False
        self.tasks = Tasks(needs.executors, self._take_error, self)
        self.messages = Messages(self)
        self.queue = QueueScreen(needs.queue, self.tasks, needs.now)
        self.strip = TopStrip(needs.now, training=needs.training)
        title = self.tr("Inspection workstation")
        self.window = MainWindow(self.strip, self.queue, needs.layout, title=title)
        self.band = ReadBand()
        self.band.stand_in(self.window)
        self.queue.reading_failed.connect(self._take_error)
        self.queue.first_painted.connect(self.furnish)
        self.strip.start()
        self.queue.start()

    @Slot()
    def furnish(self) -> None:
        """Build and connect the other screens. Said twice is said once."""
        if not self.is_furnished:
            self.is_furnished = True
            self.build()
            self.furnished.emit()

    def build(self) -> None:
        """Whoever has other screens builds them here."""

    @Slot(object)
    def _take_error(self, error: BaseException) -> None:
        if isinstance(error, Problem):
            self.messages.tell_problem(error)
        else:
            self._report(error, "screen")
