"""How many consignments there are of each kind: counted in the background, and not too often."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.desk.queue import Facets
from workstation.ui.queue.source import QueueSource
from workstation.ui.tasks import READ, Tasks

REST_MS: Final = 2_000
"""Counting everything there is takes a reader's time: not more often than this."""


class FacetCounts(QObject):
    """Asks for counts when told that they may have changed.

    Signals:
        counted(facets): fresh `Facets`.
        failed(error): they could not be read.
    """

    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, source: QueueSource, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source, self._tasks = source, tasks
        self._newest: Facets | None = None
        self._is_asked = self._is_wanted = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._go_on)

    @property
    def is_bare(self) -> bool:
        """Whether nothing at all is known to be here."""
        return self._newest is None or not any(facet.count for facet in self._newest.lanes)

    def ask(self) -> None:
        """Count now, or as soon as the last counting has rested."""
        if self._is_asked or self._rest.isActive():
            self._is_wanted = True
            return
        self._is_asked, self._is_wanted = True, False
        self._tasks.run(self._source.facets, owner=self, done=self._take, failed=self._miss, kind=READ)

    def stop(self) -> None:
        """Ask no more."""
        self._rest.stop()

    def _take(self, facets: Facets) -> None:
        self._is_asked, self._newest = False, facets
        self._rest.start()
        self.counted.emit(facets)

    def _miss(self, error: BaseException) -> None:
        self._is_asked = False
        self.failed.emit(error)

    def _go_on(self) -> None:
        if self._is_wanted:
            self.ask()
