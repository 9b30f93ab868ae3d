"""The reader check on a real X server, by itself: tells on its output, after each read, what it shows.

Ends by itself.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from tests.ui.seeing import seen_on
from workstation.barcode.wedge import Wedge
from workstation.host.policy import Policy
from workstation.host.reader_setting import ReaderSetting
from workstation.host.settings_store import SettingsStore
from workstation.ui.barcode_reader import BarcodeReader
from workstation.ui.checking import Checking
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.read_route import ReadRoute
from workstation.ui.tasks import READ, Tasks
from workstation.ui.theme import DARK, apply_theme

LONGEST_MS = 120_000


class Bench(QObject):
    """A window with nothing in it but the check."""

    def __init__(self, app: QApplication, folder: Path, readers: ThreadPoolExecutor) -> None:
        super().__init__()
        self.window, frame = QMainWindow(), QWidget()
        QVBoxLayout(frame)
        self.window.setCentralWidget(frame)
        setting = ReaderSetting(SettingsStore(folder / "settings.json", Policy()), folder)
        self.reader = BarcodeReader(app, Wedge(setting.profile))
        self.route = ReadRoute(lambda read: None, self)
        self.reader.barcode_read.connect(self.route.take)
        shortcuts = Shortcuts(self.window, lambda: False)
        now = datetime(2026, 11, 2, 12, tzinfo=UTC)
        self.checking = Checking(setting, Tasks({READ: readers}, self.fail, self), lambda: now, self)
        self.checking.check(self.window, shortcuts, self.reader, self.route)
        self.route.answered.connect(self.tell_soon)
        self.window.show()
        self.window.activateWindow()
        self.checking.switch()
        self.tell_soon()

    @staticmethod
    def fail(error: BaseException) -> None:
        raise error

    def tell_soon(self):
        QTimer.singleShot(0, self, self.tell)

    def tell(self):
        rows = {row.label: row.value for row in self.checking.screen.told()}
        sees = [text for _symbology, text in seen_on(self.window)]
        told = {"sees": sees, "headline": self.checking.screen.headline(), "rows": rows}
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()


def main():
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    apply_theme(app, DARK)
    with ThreadPoolExecutor(1) as readers:
        bench = Bench(app, Path(sys.argv[1]), readers)
        QTimer.singleShot(LONGEST_MS, app.quit)
        app.exec()
        bench.reader.stop()


if __name__ == "__main__":
    main()
