"""What this bench rests on when it is alone, and who is beside it: the readiness screen and who has what
open, built and connected.
"""

from collections.abc import Callable
from datetime import datetime

from workstation.desk.desk import Desk
from workstation.desk.line import LineState
from workstation.desk.readiness import Readiness
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.decision.screen import DecisionScreen
from workstation.ui.declaration.screen import DeclarationScreen
from workstation.ui.inspection import Inspection
from workstation.ui.main_window import MainWindow
from workstation.ui.presence import PresenceRound
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.readiness.screen import ReadinessScreen
from workstation.ui.tasks import Tasks
from workstation.ui.top_strip import TopStrip


class Alone:
    """The readiness screen in the queue's place, its words in the strip, and the notes about others."""

    def __init__(self, desk: Desk, tasks: Tasks, now: Callable[[], datetime], window: MainWindow) -> None:
        self._desk = desk
        self.readiness = ReadinessScreen(desk.readiness, tasks, now)
        self._to_readiness = window.lead_to(self.readiness)
        window.on_key("readiness", self._to_readiness)
        window.on_key("drill", self.readiness.switch_drill)

    def stand_by(
        self,
        strip: TopStrip,
        queue: QueueScreen,
        declaration: DeclarationScreen,
        decision: DecisionScreen,
        failed: Callable[[BaseException], None],
    ) -> None:
        """From now on these screens say what there is to say of it."""
        strip.readiness_asked.connect(self._to_readiness)
        self.readiness.looked.connect(strip.show_readiness)
        self.readiness.failed.connect(failed)
        self.presence = PresenceRound(
            self._desk.presence,
            queue.table,
            warned=(decision.keys,),
            noted=(declaration,),
            parent=self.readiness,
        )

    def begin(self, inspection: Inspection, reader: BarcodeReader) -> None:
        """Look how ready the bench is, and hear what is opened and that somebody is there."""
        self.presence.connect_with(inspection, reader)
        self.readiness.start()

    def look_again(self) -> None:
        """Something came by which the bench may be ready now."""
        self.readiness.refresh()

    def tell_readiness(self, hear: Callable[[Readiness], None]) -> None:
        """From now on this hears each fresh `Readiness`; a slot of the screen's thread."""
        self.readiness.looked.connect(hear)

    def show_line(self, state: LineState) -> None:
        """How the line stands."""
        self.readiness.show_line(state)
        self.presence.take_line(state)

    def stop(self) -> None:
        """Look no more."""
        self.readiness.stop()
