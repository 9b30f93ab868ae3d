"""The scan image's screen with what is seen to around it, built and connected: what comes next in the queue
is ready before it is opened.
"""

from typing import Final

from PySide6.QtCore import QObject

from workstation.desk.desk import Desk
from workstation.host.settings import Images as ImageSettings
from workstation.ui.inspection import Inspection
from workstation.ui.parts.table import IdWindowModel
from workstation.ui.scan_image.ahead import LookingAhead
from workstation.ui.scan_image.screen import ScanImageScreen
from workstation.ui.tasks import Tasks

MB: Final = 1_000_000


class Images(QObject):
    """`screen` shows them. `queue` is the list as the officer sees it."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        queue: IdWindowModel,
        settings: ImageSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.screen = ScanImageScreen(tasks, desk.images, settings.memory_mb * MB)
        self._ahead = LookingAhead(desk.ahead, tasks, queue, self.screen.loading, self)

    def stand_by(self, inspection: Inspection) -> None:
        """From now on each opening leads on to the next."""
        inspection.opened.connect(self._ahead.look_from)
