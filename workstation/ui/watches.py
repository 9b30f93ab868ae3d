"""What the program watches around it while it runs: the bench's clock, the network's return, the mandate."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from workstation.desk.mandate import MandateCard
from workstation.host.clock import Clock
from workstation.host.network import ways_out
from workstation.sync.line import Line
from workstation.ui.clock_watch import ClockWatch
from workstation.ui.inspection import Inspection
from workstation.ui.mandate_watch import MandateWatch
from workstation.ui.messages import Messages
from workstation.ui.network_watch import NetworkWatch

EVERY_MS: Final = 3_000


class Watches(QObject):
    """Lets them look again and again. Nothing here waits for anything. `show_clock` is told the strip's words
    about a wrong clock.
    """

    def __init__(
        self,
        clock: Clock,
        line: Line,
        messages: Messages,
        show_clock: Callable[[str], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._clock = ClockWatch(clock, line.service_time.now, messages, show_clock)
        self._network = NetworkWatch(ways_out, clock, line.try_now)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._clock.look)
        self._timer.timeout.connect(self._network.look)

    def watch_mandate(self, card: Callable[[], MandateCard], inspection: Inspection) -> None:
        """From now on see the mandate run out, and say so."""
        self._mandate = MandateWatch(
            card, self._messages, inspection.look_again, inspection.look_whether_goods_leave
        )
        self._timer.timeout.connect(self._mandate.look)
        self._mandate.look()

    def start(self) -> None:
        """Look now and from now on."""
        self._clock.look()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
