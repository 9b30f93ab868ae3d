"""The scan image's screen with what is seen to around it, built and connected: what comes next in the queue
is ready before it is opened, the officer marks on what is shown and compares it with earlier ones.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Slot

from workstation.desk.desk import Desk
from workstation.host.settings import Images as ImageSettings
from workstation.ui.inspection import Inspection
from workstation.ui.parts.table import IdWindowModel
from workstation.ui.scan_image.ahead import LookingAhead
from workstation.ui.scan_image.comparing import Comparing
from workstation.ui.scan_image.marks.keys import MarkKeys
from workstation.ui.scan_image.marks.marking import Marking
from workstation.ui.scan_image.screen import ScanImageScreen
from workstation.ui.tasks import Tasks

MB: Final = 1_000_000


class Images(QObject):
    """`screen` shows them, `marking` what is marked on them; `views` are both, to be told what is open.
    `queue` is the list as the officer sees it, `new_id` makes the ids of marks.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        queue: IdWindowModel,
        settings: ImageSettings,
        new_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.screen = ScanImageScreen(tasks, desk.images, settings.memory_mb * MB)
        self.marking = Marking(self.screen, desk.marks, tasks, new_id, self)
        self.screen.put_beside(self.marking.panel)
        MarkKeys(self.screen, self.marking)
        self.views = (self.screen, self.marking)
        self._ahead = LookingAhead(desk.ahead, tasks, queue, self.screen.loading, self)
        self.comparing = Comparing(self.screen, desk.images, desk.comparing, tasks)

    def stand_by(self, inspection: Inspection) -> None:
        """From now on each opening leads on to the next, and each decision ends the work on its marks."""
        inspection.opened.connect(self._ahead.look_from)
        inspection.opened.connect(self.comparing.open)
        inspection.changing.connect(self.comparing.close)
        inspection.acted.connect(self._end_marking)

    @Slot(str)
    def _end_marking(self, consignment: str) -> None:
        self.marking.rest(consignment)
