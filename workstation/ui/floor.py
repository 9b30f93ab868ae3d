"""What officers do with parcels beside the one that is open: look for some of them in a cage, and take in
what nobody has declared. Built and connected.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from workstation.desk.desk import Desk
from workstation.host.settings import Settings
from workstation.ui.hunting import Hunting
from workstation.ui.inspection import Inspection
from workstation.ui.linking import Linking
from workstation.ui.main_window import MainWindow
from workstation.ui.messages import Messages
from workstation.ui.parting import Parting
from workstation.ui.parts.story import Telling
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.read_route import ReadRoute
from workstation.ui.tasks import Tasks
from workstation.ui.undeclared import Undeclared


class Floor(QObject):
    """The hunt and the undeclared, with their keys and their way to the reader."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        messages: Messages,
        telling: Callable[[], Telling],
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._messages, self._labels = desk, tasks, messages, settings.labels
        self.hunting = Hunting(
            desk.hunt,
            desk.sightings,
            tasks=tasks,
            messages=messages,
            telling=telling,
            labels=settings.labels,
            again_ms=settings.reader.again_ms,
            parent=self,
        )

    def stand_by(
        self,
        window: MainWindow,
        queue: QueueScreen,
        inspection: Inspection,
        route: ReadRoute,
        acted: Callable[[], None],
    ) -> None:
        """From now on the keys work. `acted` hears that something was recorded."""
        self._queue, self._inspection = queue, inspection
        hunting = self.hunting
        hunting.stand_over(window, window.shortcuts, route)
        hunting.began.connect(inspection.lay_aside)
        hunting.acted.connect(acted)
        inspection.opened.connect(hunting.end)
        window.on_key("hunt", self.hunt)
        window.on_key("hunt_one", self.hunt_one)
        self._take_in_undeclared(window, inspection, route, acted)

    def _take_in_undeclared(
        self, window: MainWindow, inspection: Inspection, route: ReadRoute, acted: Callable[[], None]
    ) -> None:
        desk, tasks, messages = self._desk, self._tasks, self._messages
        provisional, opening = desk.provisional, desk.opening
        self.undeclared = Undeclared(
            provisional,
            opening,
            inspection,
            tasks=tasks,
            messages=messages,
            labels=self._labels,
            parent=self,
        )
        self.linking = Linking(provisional, opening, inspection, tasks=tasks, messages=messages, parent=self)
        self.parting = Parting(provisional, inspection, tasks=tasks, messages=messages, parent=self)
        route.taken.connect(self.undeclared.forget_offer)
        inspection.opened.connect(self.undeclared.forget_offer)
        inspection.nobody_knows.connect(self.undeclared.offer)
        for each in (self.undeclared, self.linking, self.parting):
            each.stand_over(window, window.shortcuts, route)
            each.acted.connect(acted)
            inspection.opened.connect(each.close)
        window.on_key("undeclared", self.undeclared.begin)
        window.on_key("link", self.link_or_part)
        for name, slot in self.undeclared.photograph_keys().items():
            window.on_key(name, slot)

    @Slot()
    def link_or_part(self) -> None:
        """Link the provisional consignment that is open, or take back what was linked to the declared one."""
        (self.parting if self.parting.is_for_open() else self.linking).begin()

    @Slot()
    def hunt(self) -> None:
        """Look for what the queue shows, or end the hunt."""
        self.hunting.switch(self._queue)

    @Slot()
    def hunt_one(self) -> None:
        """Look for the consignment that is open, else for the one whose row is at hand."""
        opened = self._inspection.open_consignment
        self.hunting.look_for_one(opened.id if opened is not None else self._queue.table.chosen_id())
