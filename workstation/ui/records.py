"""What was recorded here and what became of it: the delivery screen, the band of recalls and the sheet at the
end of a shift, built and connected.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QLocale

from workstation.desk.desk import Desk
from workstation.ui.delivery.screen import DeliveryScreen
from workstation.ui.main_window import MainWindow
from workstation.ui.parts.story import Telling
from workstation.ui.recall_band import RecallBand
from workstation.ui.shift.screen import ShiftScreen
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
        self.delivery = DeliveryScreen(desk.line, tasks, now, self.telling)
        self.recall = RecallBand(desk.line, tasks, self.telling)
        self.recall.stand_above(window)
        self.shift = ShiftScreen(desk.shift, tasks, self.telling)
        self._connect(window)

    def _connect(self, window: MainWindow) -> None:
        delivery, recall, shift = self.delivery, self.recall, self.shift
        to_shift = window.lead_to(shift)
        window.on_key("shift", to_shift)
        delivery.shift_asked.connect(to_shift)
        delivery.counted.connect(shift.refresh)
        shift.consignment_chosen.connect(delivery.consignment_chosen)
        shift.reading_failed.connect(delivery.reading_failed)
        delivery.counted.connect(recall.hear_counts)
        recall.consignment_chosen.connect(delivery.consignment_chosen)
        recall.acknowledgement_asked.connect(delivery.acknowledgement_asked)
        recall.reading_failed.connect(delivery.reading_failed)
        window.on_key("recall", recall.open_shown)
        window.on_key("recall_acknowledge", recall.acknowledge_shown)
        window.on_key("recall_next", recall.show_next)
        window.on_key("try_now", delivery.try_now)

    def telling(self) -> Telling:
        """To whom it is told, and when: the officer at work, now."""
        return Telling(coded=self._coded, officer=self._officer(), now=self._now())

    def _coded(self, name: str, code: str) -> str:
        return self._desk.lists.words(name, code, QLocale().bcp47Name())
