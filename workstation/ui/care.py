"""Care for who reads images: built and connected."""

from PySide6.QtCore import QObject

from workstation.host.clock import Clock
from workstation.host.settings import Care as CareSettings
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.inspection import Inspection
from workstation.ui.messages import Messages
from workstation.ui.pausing import Pausing
from workstation.ui.scan_image.screen import ScanImageScreen


class Care(QObject):
    """Suggests pauses between parcels."""

    def __init__(
        self, settings: CareSettings, clock: Clock, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock, self._messages = clock, messages
        self._pause_after = settings.pause_after_minutes

    def stand_by(self, image: ScanImageScreen, inspection: Inspection, reader: BarcodeReader) -> None:
        """From now on hear what the officer does."""
        self.pausing = Pausing(
            self._clock, self._pause_after, self._messages, lambda: bool(image.shown_images()), self
        )
        self.pausing.hear(reader.touched, inspection.opened, inspection.put_away)
