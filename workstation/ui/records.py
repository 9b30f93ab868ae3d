"""What was recorded here and what became of it: the delivery screen and the band of recalls, built and
connected.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QLocale

from workstation.desk.desk import Desk
from workstation.ui.delivery.screen import DeliveryScreen
from workstation.ui.main_window import MainWindow
from workstation.ui.parts.story import Telling
from workstation.ui.recall_band import RecallBand
from workstation.ui.tasks import Tasks


class Records:
    """The screens of what was recorded. The delivery screen speaks for all of them: whatever one asks for, it
    asks.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        now: Callable[[], datetime],
        officer: Callable[[], str],
        window: MainWindow,
    ) -> None:
        self._desk, self._now, self._officer = desk, now, officer
        self.delivery = DeliveryScreen(desk.line, tasks, now, self._telling)
        self.recall = RecallBand(desk.line, tasks, self._telling)
        self.recall.stand_above(window)
        self._connect(window)

    def _connect(self, window: MainWindow) -> None:
        delivery, recall = self.delivery, self.recall
        delivery.counted.connect(recall.hear_counts)
        recall.consignment_chosen.connect(delivery.consignment_chosen)
        recall.acknowledgement_asked.connect(delivery.acknowledgement_asked)
        recall.reading_failed.connect(delivery.reading_failed)
        window.on_key("recall", recall.open_shown)
        window.on_key("recall_acknowledge", recall.acknowledge_shown)

    def _telling(self) -> Telling:
        return Telling(coded=self._coded, officer=self._officer(), now=self._now())

    def _coded(self, name: str, code: str) -> str:
        return self._desk.lists.words(name, code, QLocale().bcp47Name())
