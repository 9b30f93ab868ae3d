"""Everything about the reader on the screen, built and connected: the keys' filter and where reads go."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from workstation.barcode.wedge import Wedge
from workstation.host.settings import ReaderProfile
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.inspection import Inspection
from workstation.ui.main_window import MainWindow
from workstation.ui.read_route import ReadRoute


class Reading(QObject):
    """The ways in (keyboard, serial, typed), the one way that reads go, and what answers them."""

    def __init__(
        self,
        application: QApplication,
        profile: ReaderProfile,
        inspection: Inspection,
        window: MainWindow,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.reader = BarcodeReader(application, Wedge(profile))
        self.route = ReadRoute(inspection.open_read, self)
        self.reader.barcode_read.connect(self.route.take)
        inspection.answered.connect(self.route.answer)
        window.hold_acts_back(self.reader.hold_back)

    def stop(self) -> None:
        """Take the filter off and close what is open."""
        self.reader.stop()
