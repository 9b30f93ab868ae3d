"""Where the scan image stands: in the window, or in a window of its own on a second monitor."""

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QStyle, QVBoxLayout, QWidget

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
    """

    closed = Signal()
    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.page = QVBoxLayout(self)
        self.page.setContentsMargins(0, 0, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, when the image has no use for it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell it; the window itself is thrown away by its owner."""
        event.accept()
        self.closed.emit()


class ImagePlace(QStackedWidget):
    """The image's place in the main window; while the image is away, how to get it back.

    Signals:
        detached(is_away): the image went to its own window, or came back.
        left(): the keyboard should go back to the main window.
    """

    detached = Signal(bool)
    left = Signal()

    def __init__(self, image: QWidget, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._title = image, title
        self._away: ImageWindow | None = None
        self.addWidget(image)
        self.addWidget(self._note())

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
        """To a window of its own, or back."""
        if self._away is None:
            self.detach()
        else:
            self.attach()

    def detach(self, geometry: bytes = b"") -> None:
        """Move the image to a window of its own: where it was before, else on another monitor if there is
        one, else right where it stands.
        """
        if self._away is not None:
            return
        first_place = self._first_place()
        away = self._away = ImageWindow(self._title)
        away.page.addWidget(self._image)
        self._image.show()
        away.closed.connect(self.attach)
        away.left.connect(self.left)
        if not (geometry and away.restoreGeometry(QByteArray(geometry))):
            away.setGeometry(first_place)
            if self._other_screen() is not None:
                away.setWindowState(Qt.WindowState.WindowMaximized)
        away.show()
        self._image.setFocus(Qt.FocusReason.OtherFocusReason)
        self.detached.emit(True)

    @Slot()
    def attach(self) -> None:
        """Bring the image back."""
        away, self._away = self._away, None
        if away is None:
            return
        self.insertWidget(0, self._image)
        self.setCurrentIndex(0)
        self._image.show()
        away.hide()
        away.deleteLater()
        self.detached.emit(False)

    def geometry_away(self) -> bytes:
        """Where the image's own window is, to be kept; empty while it has none."""
        return bytes(self._away.saveGeometry().data()) if self._away is not None else b""

    def go_to_image(self) -> None:
        """The keyboard goes to the image, wherever it is."""
        self._image.window().activateWindow()
        self._image.window().raise_()
        self._image.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _other_screen(self) -> QRect | None:
        here = self.screen()
        return next((s.availableGeometry() for s in QGuiApplication.screens() if s is not here), None)

    def _first_place(self) -> QRect:
        """The whole other monitor. On a single one the image's own place, below a title bar: there it covers
        nothing that the officer still sees, until he moves it.
        """
        other = self._other_screen()
        if other is not None:
            return other
        place = QRect(self.mapToGlobal(QPoint()), self.size())
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        return place.adjusted(0, title, 0, 0)
