"""Where the scan image stands: in the window, or in a window of its own on a second monitor."""

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QApplication, QStackedWidget, QStyle, QVBoxLayout, QWidget

from workstation.ui.monitors import Monitor, another_than, monitor_of, screen_of
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes


class ImageWindow(QWidget):
    """A window that shows the image and nothing else. Closing it gives the image back.

    Signals:
        closed(): the officer closed it.
        left(): Esc was pressed; the keyboard goes back to the main window.
        keys_asked(): a question mark was pressed.
    """

    closed = Signal()
    left = Signal()
    keys_asked = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(0, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and the question mark, when the image has no use for them."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() == "?":
            self.keys_asked.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell it; the window itself is thrown away by its owner."""
        event.accept()
        self.closed.emit()


class ImagePlace(QStackedWidget):
    """The image's place in the main window; while the image is away, how to get it back.

    On another monitor the image fills the screen, and it goes to the same monitor the next time. When that
    monitor is gone the image comes back here, and it goes there again when the monitor is back. Neither takes
    the keyboard from where it is.

    Signals:
        detached(is_away): the image went to its own window, or came back.
        left(): the keyboard should go back to the main window.
        keys_asked(): all keys are to be shown.
    """

    detached = Signal(bool)
    left = Signal()
    keys_asked = Signal()

    def __init__(self, image: QWidget, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._title = image, title
        self._away: ImageWindow | None = None
        self._monitor = Monitor()
        self._waiting = b""
        """Where the image was on a monitor that is gone; empty while it waits for none."""
        self.addWidget(image)
        self.addWidget(self._note())
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._monitor_gone)
            application.screenAdded.connect(self._monitor_back)

    def _note(self) -> QWidget:
        note = Panel(self, ground="field")
        words = PlainLabel(self.tr("The scan image is in a window of its own."), note, lines=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        back = ActionButton(self.tr("Bring it back"), note, key=key_of("detach"))
        back.clicked.connect(self.switch)
        page = QVBoxLayout(note)
        page.setSpacing(Sizes.of(self.font()).pad)
        page.addStretch(1)
        page.addWidget(words)
        page.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(1)
        return note

    @property
    def is_away(self) -> bool:
        """Whether the image has a window of its own now."""
        return self._away is not None

    @property
    def is_elsewhere(self) -> bool:
        """Whether that window is on another monitor, so that the image's place here is to spare."""
        if self._away is None:
            return False
        return QGuiApplication.screenAt(self._away.geometry().center()) not in (None, self.screen())

    @Slot()
    def switch(self) -> None:
        """To a window of its own, or back; what it waited for is over."""
        self._waiting = b""
        if self._away is None:
            self.detach()
        else:
            self.attach()

    def detach(self) -> None:
        """Move the image to a window of its own: onto the monitor that it had before, else onto another one
        if there is one, else right where it stands. The keyboard goes with it.
        """
        if self._away is not None:
            return
        other = screen_of(self._monitor, but=self.screen()) or another_than(self.screen())
        self._move_away(b"", other)
        self._image.setFocus(Qt.FocusReason.OtherFocusReason)

    def restore(self, geometry: bytes, monitor: Monitor) -> None:
        """As it was left: in its own window at `geometry` (empty: it had none), on that monitor. Where the
        monitor is not there, the image stays here until it is.
        """
        self._monitor = monitor
        if not geometry or self._away is not None:
            return
        other = screen_of(monitor, but=self.screen())
        if other is None and monitor.is_named:
            self._waiting = geometry
        else:
            self._move_away(geometry, other)

    def _move_away(self, geometry: bytes, other: QScreen | None) -> None:
        before = QApplication.activeWindow()
        first_place = self._first_place() if other is None else other.geometry()
        away = self._away = ImageWindow(self._title)
        away.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, bool(geometry))
        away.page.addWidget(self._image)
        self._image.show()
        away.closed.connect(self.switch)
        away.left.connect(self.left)
        away.keys_asked.connect(self.keys_asked)
        is_restored = bool(geometry) and away.restoreGeometry(QByteArray(geometry))
        # Qt finds the monitor of a kept geometry by its number, which another one may have by now.
        if other is not None and not (is_restored and first_place.contains(away.geometry().center())):
            away.setGeometry(first_place)
            away.setWindowState(Qt.WindowState.WindowFullScreen)
        elif not is_restored:
            away.setGeometry(first_place)
        away.show()
        if geometry and before is not None:
            before.activateWindow()  # not every window system heeds the attribute
        handle = away.windowHandle()
        self._note_monitor(handle.screen())
        handle.screenChanged.connect(self._note_monitor)
        self.detached.emit(True)

    @Slot()
    def attach(self) -> None:
        """Bring the image back."""
        away, self._away = self._away, None
        if away is None:
            return
        has_keyboard = away.isActiveWindow()
        away.windowHandle().screenChanged.disconnect(self._note_monitor)
        self.insertWidget(0, self._image)
        self.setCurrentIndex(0)
        self._image.show()
        away.hide()
        away.deleteLater()
        if has_keyboard:
            self.go_to_image()
        self.detached.emit(False)

    def left_at(self) -> tuple[bytes, Monitor]:
        """Where the image's own window is, or was on a monitor that is gone, and that other monitor, to be
        kept; the first is empty while the image has its place here.
        """
        if self._away is None:
            return self._waiting, self._monitor
        monitor = self._monitor if self.is_elsewhere else Monitor()
        return bytes(self._away.saveGeometry().data()), monitor

    def go_to_image(self) -> None:
        """The keyboard goes to the image, wherever it is."""
        self._image.window().activateWindow()
        self._image.window().raise_()
        self._image.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(QScreen)
    def _note_monitor(self, screen: QScreen | None) -> None:
        if screen is not None and screen is not self.screen():
            self._monitor = monitor_of(screen)

    @Slot(QScreen)
    def _monitor_gone(self, screen: QScreen) -> None:
        """The system would push the image's window over this one, or hide it."""
        was_there = self._monitor.is_named and monitor_of(screen).is_same(self._monitor)
        if self._away is not None and was_there:
            self._waiting, _ = self.left_at()
            self.attach()

    @Slot(QScreen)
    def _monitor_back(self, screen: QScreen) -> None:
        if self._waiting and self._away is None and monitor_of(screen).is_same(self._monitor):
            geometry, self._waiting = self._waiting, b""
            self._move_away(geometry, screen)

    def _first_place(self) -> QRect:
        """The image's own place, below a title bar: there it covers nothing that the officer still sees,
        until he moves it.
        """
        place = QRect(self.mapToGlobal(QPoint()), self.size())
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        return place.adjusted(0, title, 0, 0)
