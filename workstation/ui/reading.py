"""Everything about the reader on the screen, built and connected: the keys' filter and where reads go."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from workstation.barcode.identify import warm_up
from workstation.barcode.reads import BarcodeRead
from workstation.barcode.wedge import Wedge
from workstation.desk.read_answer import ReadAnswer
from workstation.host.reader_setting import ReaderSetting
from workstation.host.settings import Settings
from workstation.host.speaker import Speaker
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.checking import Checking
from workstation.ui.front import Front
from workstation.ui.inspection import Inspection
from workstation.ui.main_window import MainWindow
from workstation.ui.read_band import ReadBand
from workstation.ui.read_route import ReadRoute, Understand
from workstation.ui.serial_reading import SerialReading
from workstation.ui.tidying import Tidying
from workstation.ui.understood import understood

WARM_UP_AFTER_MS: Final = 2_000
"""After the screens are there: the first rows and the first parcel come before it."""


class Reading(QObject):
    """The ways in (keyboard, serial, typed), the one way that reads go, and what answers them."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        inspection: Inspection,
        front: Front,
        setting: ReaderSetting,
    ) -> None:
        super().__init__(front)
        self.reader = BarcodeReader(application, Wedge(settings.reader))
        self.route = ReadRoute(inspection.open_read, self)
        self.reader.barcode_read.connect(self.route.take)
        inspection.answered.connect(self.route.answer)
        self._inspection = inspection
        self._messages = front.messages
        self.route.taken.connect(self._heed)
        # A key pressed before the queue was clicked, or the service answered, meant what was shown then.
        inspection.changing.connect(self.reader.do_held_act)
        front.window.hold_acts_back(self.reader.hold_back)
        self._answer_by(front.band, front.window, settings)
        self._read_serially(front, settings)
        self._check_by(front, setting)
        self._tasks = front.tasks
        self._tidying = Tidying(self.reader.touched, self)
        self._warming = QTimer(self)
        self._warming.setSingleShot(True)
        self._warming.timeout.connect(self._warm_up)
        self._warming.start(WARM_UP_AFTER_MS)

    @Slot()
    def _warm_up(self) -> None:
        """Make ready what telling a first GS1 label needs, so that no officer waits for it."""
        self._tasks.run(warm_up, owner=self)

    def understand_by(self, understand: Understand) -> None:
        """What a read says, where its strokes can be read in several ways."""
        self.route.understand_by(understand)

    def _check_by(self, front: Front, setting: ReaderSetting) -> None:
        """The reader check, and the profile that it keeps."""
        self.checking = Checking(setting, front.tasks, front.now, self)
        self.checking.check(front.window, front.window.shortcuts, self.reader, self.route)
        self.checking.profile_kept.connect(front.band.typed.use)
        self.checking.hearing.connect(self.serial.use)
        self._inspection.opened.connect(self.checking.end)

    def _read_serially(self, front: Front, settings: Settings) -> None:
        """What a serial reader reads goes the way of all reads, and its troubles stand in the band."""
        self.serial = SerialReading(front.messages, self)
        self.serial.barcode_read.connect(self.route.take)
        self.serial.barcode_read.connect(self.reader.touched)
        self.serial.trouble.connect(front.band.show_trouble)
        self.serial.lost.connect(self._inspection.lose_reads)
        self.serial.use(settings.reader)

    def _answer_by(self, band: ReadBand, window: MainWindow, settings: Settings) -> None:
        """Each answer is seen in the band and, where the bench has sounds, heard; a number that is typed
        there goes the way of all reads.
        """
        self._band, self._speaker = band, Speaker() if settings.sounds else None
        band.typed.use(settings.reader)
        band.typed.number_typed.connect(self.route.take)
        window.on_key("type_number", band.typed.go)
        self.route.answered.connect(band.show_answer)
        # A read that opens a consignment, or begins something, is answered after that.
        for begins in (self._inspection.opened, self.route.lent):
            begins.connect(band.begin_anew)
        self.route.answered.connect(self._sound)

    @Slot(object)
    def _heed(self, read: BarcodeRead) -> None:
        """A read came, from whichever reader: a key pressed before it meant the parcel before it. What a
        screen takes that has the reader for itself is another parcel than the one that is open.
        """
        self.reader.do_held_act()
        told = understood(read)
        if told is not None:
            self._messages.tell(told)
        if self.route.is_lent:
            self._inspection.read_elsewhere(read)

    @Slot(object)
    def _sound(self, answer: ReadAnswer) -> None:
        if self._speaker is not None:
            self._speaker.play(answer.answer.value)

    def stop(self) -> None:
        """Take the filter off and close what is open."""
        self._warming.stop()
        self._tidying.stop()
        self.serial.stop()
        self.reader.stop()
        self.checking.stop()
        self._band.stop()
        if self._speaker is not None:
            self._speaker.close()
