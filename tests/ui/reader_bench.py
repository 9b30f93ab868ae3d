"""A small bench on a real X server: says on its output what a reader and a person did to it. Ends by
itself.
"""

import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workstation.barcode.wedge import Wedge
from workstation.host.settings import WIRED
from workstation.ui.barcode_reader import BarcodeReader

LONGEST_MS = 60_000


class Bench(QObject):
    """Reports each thing that happens, one a line."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.window = QWidget()
        self.field, self.button = QLineEdit(self.window), QPushButton("Seize", self.window)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.reader = BarcodeReader(app, Wedge(WIRED))
        self.reader.barcode_read.connect(self.tell_read)
        self.button.clicked.connect(self.tell_pressed)
        self.field.returnPressed.connect(self.tell_line)
        QShortcut(QKeySequence("F12"), self.window).activated.connect(self.tell_asked)
        self.window.show()
        self.window.activateWindow()
        {"field": self.field, "button": self.button}[sys.argv[1]].setFocus()

    def tell_read(self, read):
        self.tell(f"read {read.text}")

    def tell_pressed(self):
        self.tell("pressed")

    def tell_line(self):
        self.tell(f"line {self.field.text()}")
        self.field.clear()

    def tell_asked(self):
        """Everything before this key was told; what was typed into the field is gone after it."""
        self.tell(f"typed {self.field.text()}")
        self.field.clear()

    @staticmethod
    def tell(words):
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


def main():
    app = QApplication([])
    bench = Bench(app)
    QTimer.singleShot(LONGEST_MS, app.quit)
    QTimer.singleShot(0, lambda: bench.tell("ready"))
    app.exec()


if __name__ == "__main__":
    main()
