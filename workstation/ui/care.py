"""Care for who reads images: pauses, training images, and a word where a filter was all that was seen. Built
and connected.
"""

from PySide6.QtCore import QObject, SignalInstance, Slot

from workstation.desk.decide import Recorded
from workstation.desk.training_images import TrainingImages
from workstation.host.clock import Clock
from workstation.host.settings import Care as CareSettings
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.decision.screen import DecisionScreen
from workstation.ui.inspection import Inspection
from workstation.ui.messages import Messages
from workstation.ui.parts.words import act_word
from workstation.ui.pausing import Pausing
from workstation.ui.scan_image.screen import ScanImageScreen
from workstation.ui.tasks import Tasks
from workstation.ui.training_images import MixedImages

JUDGED: frozenset[str] = frozenset({"release", "hold", "seize", "lift"})
"""Decisions that rest on what was seen."""


class Care(QObject):
    """Suggests pauses between parcels; mixes training images in and answers for them; says, once it is
    recorded, that a decision was taken while the image was seen through a filter alone.
    """

    def __init__(
        self,
        settings: CareSettings,
        clock: Clock,
        messages: Messages,
        training: TrainingImages,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.mixed = MixedImages(training, tasks, messages, self)
        self._clock, self._messages = clock, messages
        self._pause_after = settings.pause_after_minutes
        self._is_filtered = False

    def stand_by(
        self,
        image: ScanImageScreen,
        decision: DecisionScreen,
        inspection: Inspection,
        reader: BarcodeReader,
        passing: SignalInstance,
    ) -> None:
        """From now on hear what the officer does, and answer for the keys. `passing` comes with each mark on
        an image that is not the parcel's own.
        """
        self._image, self._decision = image, decision
        self.pausing = Pausing(self._clock, self._pause_after, self._messages, self._shows_image, self)
        self.pausing.hear(reader.touched, inspection.opened, inspection.put_away)
        image.mix_by(self.mixed)
        self.mixed.changed.connect(self._show_mixed)
        passing.connect(self.mixed.heed_mark)
        decision.first.ask(self._takes)
        decision.decided.connect(self._say_if_filtered)

    @Slot()
    def _show_mixed(self) -> None:
        """The frame around the threat is seen even by who has taken the algorithms' frames away."""
        if self.mixed.is_told and not self._image.tools.detections_shown:
            self._image.tools.toggle_detections()
        self._image.show_again()

    def _shows_image(self) -> bool:
        return bool(self._image.shown_images()) or self.mixed.is_on

    def _takes(self, key: str) -> bool:
        """Of a form what was seen when it was asked for counts: keys are let go to type."""
        self._is_filtered = bool(self._image.shown_images()) and self._image.tools.only_filtered
        return self.mixed.takes(key)

    @Slot(object)
    def _say_if_filtered(self, recorded: Recorded) -> None:
        if self._is_filtered and recorded.kind in JUDGED:
            words = self.tr("Recorded here: {act}. You saw the image through a filter alone.")
            self._decision.keys.say(words.format(act=act_word(recorded.kind)), "good")
        self._is_filtered = False
