"""A bench with two monitors, in a process of its own: Qt learns its screens once, at its start.

Started with the name of one of the functions below, under `QT_QPA_PLATFORM=offscreen:configfile=...`.
"""

import json
import sys

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from workstation.ui.image_place import ImagePlace
from workstation.ui.monitors import Monitor, monitor_of
from workstation.ui.theme import DARK, apply_theme

SCREENS = [
    {"name": "front", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96},
    {"name": "side", "x": 1366, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96},
]


def screens_file(folder):
    """The file that tells Qt's offscreen platform of these monitors."""
    path = folder / "screens.json"
    path.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": SCREENS}))
    return path


class Window(QMainWindow):
    """A main window with a field that has the keyboard, and the image's place."""

    def __init__(self):
        super().__init__()
        frame = QWidget()
        self.image, self.field = QLabel("image"), QLineEdit()
        self.place = ImagePlace(self.image, "image", frame)
        page = QVBoxLayout(frame)
        page.addWidget(self.field)
        page.addWidget(self.place)
        self.setCentralWidget(frame)


def window_on(screen):
    """The main window on this monitor."""
    window = Window()
    window.setGeometry(screen.availableGeometry().adjusted(50, 50, -50, -50))
    window.show()
    window.activateWindow()
    window.field.setFocus()
    QApplication.processEvents()
    assert window.screen() is screen
    return window


def full_screen_on_the_other(application, front, side):
    window = window_on(front)
    window.place.switch()
    away = window.image.window()
    assert away.isFullScreen()
    assert away.geometry() == side.geometry()
    assert window.place.is_elsewhere
    assert window.place.left_at()[1] == monitor_of(side)


def gone_and_back(application, front, side):
    window = window_on(front)
    window.place.switch()
    window.activateWindow()
    window.field.setFocus()
    told: list[bool] = []
    window.place.detached.connect(told.append)
    # Qt tells it so before it moves the windows of the monitor that was unplugged.
    application.screenRemoved.emit(side)
    assert not window.place.is_away
    assert window.image.window() is window
    assert window.field.hasFocus()
    application.screenAdded.emit(front)
    assert not window.place.is_away
    application.screenAdded.emit(side)
    assert window.place.is_elsewhere
    assert window.image.window().isFullScreen()
    assert window.field.hasFocus()
    assert told == [False, True]


def gone_and_switched(application, front, side):
    window = window_on(front)
    window.place.switch()
    application.screenRemoved.emit(side)
    assert window.place.left_at()[0]
    window.place.switch()
    window.place.switch()
    application.screenAdded.emit(side)
    assert not window.place.is_away


def found_again_at_the_next_start(application, front, side):
    first = window_on(front)
    first.place.switch()
    geometry, monitor = first.place.left_at()
    first.place.attach()
    second = window_on(front)
    second.place.restore(geometry, monitor)
    assert second.image.window().geometry() == side.geometry()
    assert second.field.hasFocus()
    third = window_on(side)
    third.place.restore(geometry, monitor)
    assert not third.place.is_away  # it would cover the window itself
    fourth = window_on(front)
    missing = Monitor(name="in the workshop")
    fourth.place.restore(geometry, missing)
    assert not fourth.place.is_away
    assert fourth.place.left_at() == (geometry, missing)
    fifth = window_on(side)
    fifth.place.restore(b"", monitor)
    fifth.place.switch()
    assert fifth.image.window().geometry() == front.geometry()


def main(story):
    application = QApplication(["workstation"])
    apply_theme(application, DARK)
    front, side = application.screens()
    globals()[story](application, front, side)
    for window in application.topLevelWidgets():
        window.close()
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(sys.argv[1])
