"""The one window: its frame, and the ways between its parts. What the parts do is theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workstation.ui.image_place import ImagePlace
from workstation.ui.parts.overview import Overview
from workstation.ui.parts.sections import LeadingPage, Panel
from workstation.ui.parts.shortcuts import Shortcuts, key_of
from workstation.ui.queue.screen import QueueScreen
from workstation.ui.theme import Sizes
from workstation.ui.top_strip import TopStrip
from workstation.ui.window_layout import LayoutStore, WindowLayout, left_by, widths_at

if TYPE_CHECKING:
    from workstation.ui.delivery.screen import DeliveryScreen
    from workstation.ui.message_bar import MessageBar
    from workstation.ui.scan_image.toolbar import ToolBar

FIRST_SIZE: Final = QSize(1600, 1000)
LEAST_CENTRE_EMS: Final = 20
LEAST_TRAILING_EMS: Final = 20


@dataclass(frozen=True)
class Parts:
    """The screens that stand beside the queue, built by app.py. `matches` takes the declaration's place while
    a barcode means several.
    """

    delivery: "DeliveryScreen"
    image: QWidget
    messages: "MessageBar"
    declaration: QWidget
    matches: QWidget
    decision: QWidget


class _Column(Panel):
    """Parts below each other, at least so wide."""

    def __init__(self, least_ems: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumWidth(round(Sizes.of(self.font()).em * least_ems))
        self.parts = QVBoxLayout(self)
        self.parts.setContentsMargins(0, 0, 0, 0)
        self.parts.setSpacing(0)


class MainWindow(QMainWindow):
    """Frame and navigation.

    Strip and queue are there from the first painting; `furnish` brings all else.

    Signals:
        closed(): the officer closed the window; app.py stops everything.
    """

    closed = Signal()
    image_place: ImagePlace
    """Where the image stands; from `furnish` on, as `_parts` are."""
    _parts: Parts

    def __init__(
        self,
        strip: TopStrip,
        queue: QueueScreen,
        layout: LayoutStore,
        *,
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._strip, self._queue, self._layout_store = strip, queue, layout
        self.overview = Overview(self)
        self._has_columns = False
        self._sizes_with_image: list[int] = []
        self.shortcuts = Shortcuts(self, self.overview.uncover)
        self._leading, self._reading = QStackedWidget(self), QStackedWidget(self)
        self._columns, self._trailing = QSplitter(self), QSplitter(Qt.Orientation.Vertical, self)
        self._centre, self._end = _Column(LEAST_CENTRE_EMS, self), _Column(LEAST_TRAILING_EMS, self)
        self._is_furnished = False
        self._build()
        self._connect_queue()
        self._restore()

    def _build(self) -> None:
        self._leading.addWidget(self._queue)
        self._trailing.addWidget(self._reading)
        self._end.parts.addWidget(self._trailing)
        for part in (self._leading, self._centre, self._end):
            self._columns.addWidget(part)
        self._columns.setStretchFactor(1, 1)
        frame = _Column(0, self)
        frame.setObjectName("frame")
        frame.parts.addWidget(self._strip)
        frame.parts.addWidget(self._columns, 1)
        self.setCentralWidget(frame)

    def _connect_queue(self) -> None:
        filters = self._queue.filters
        for name, slot in (
            ("search", self.go_to_search),
            ("queue", self.go_to_queue),
            ("next", self._queue.open_next),
            ("previous", self._queue.open_previous),
            ("offices", filters.offices.open),
            ("categories", filters.categories.open),
            ("sort", filters.order.open),
            ("clear_filter", filters.clear),
            ("overview", self.overview.show),
        ):
            self.shortcuts.on(name, slot)
        for name, switch in filters.switches().items():
            self.shortcuts.on(name, switch)

    def furnish(self, parts: Parts) -> None:
        """Bring the other screens to their places."""
        self._parts, self.image_place = parts, ImagePlace(parts.image, self.windowTitle(), self)
        to_delivery = self.lead_to(parts.delivery)
        self._reading.addWidget(parts.declaration)
        self._reading.addWidget(parts.matches)
        self._trailing.addWidget(parts.decision)
        self._centre.parts.addWidget(self.image_place, 1)
        self._centre.parts.addWidget(parts.messages)
        for name, slot in (
            ("image", self.image_place.go_to_image),
            ("declaration", self.go_to_declaration),
            ("delivery", to_delivery),
            ("seen", parts.messages.press_seen),
            ("annul", parts.messages.annul_newest),
        ):
            self.shortcuts.on(name, slot)
        parts.messages.set_seen_key(key_of("seen"))
        self._strip.delivery_asked.connect(to_delivery)
        self.image_place.left.connect(self.go_to_queue)
        self.image_place.keys_asked.connect(self.overview.show)
        self.image_place.detached.connect(self._share_columns)
        self._is_furnished = True
        self._restore_furnished(parts)

    def on_key(self, name: str, slot: Callable[[], Any]) -> None:
        """Call `slot` when the keys of this act are pressed, whatever has the focus."""
        self.shortcuts.on(name, slot)

    def when_closed(self, slot: Callable[[], Any]) -> None:
        """Call `slot` when the officer has closed the window."""
        self.closed.connect(slot)

    def hold_acts_back(self, hold_back: Callable[[Callable[[], object]], object]) -> None:
        """From now on `hold_back` does what a key asks for, when it is known that no label sent it."""
        self.shortcuts.hold_back_by(hold_back)

    def let_detach(self, tool_bar: "ToolBar") -> None:
        """The tool bar's button takes the image to a window of its own and back, and so do the keys, by
        pressing that button: it is dead where there is nothing to take. It is told where the image is, now
        too, for it may have its window since the start.
        """
        self.shortcuts.on("detach", tool_bar.detach.click)
        tool_bar.detach_asked.connect(self.image_place.switch)
        self.image_place.detached.connect(tool_bar.show_detached)
        tool_bar.show_detached(self.image_place.is_away)

    # --- ways between the parts ---------------------------------------------------------------------------

    def go_to_queue(self) -> None:
        """The queue is shown, the keyboard goes to its rows."""
        self._leading.setCurrentWidget(self._queue)
        self._come_forward()
        self._queue.go_to_list()

    def _come_forward(self) -> None:
        """The keyboard may be in the image's own window."""
        if self._is_furnished and self.image_place.is_away:
            self.activateWindow()

    def go_to_search(self) -> None:
        """The queue is shown, the keyboard goes to its search field."""
        self._come_forward()
        self._leading.setCurrentWidget(self._queue)
        self._queue.filters.go_to_search()

    def go_to_declaration(self) -> None:
        """The keyboard goes to the declaration."""
        self._come_forward()
        self._parts.declaration.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def lead_to(self, page: LeadingPage) -> Callable[[], None]:
        """This page stands in the queue's place while it is wanted; what shows it, and again the queue."""
        self._leading.addWidget(page)
        page.closed.connect(self.go_to_queue)
        return partial(self._switch_to, page)

    def _switch_to(self, page: LeadingPage) -> None:
        if self._leading.currentWidget() is page:
            self.go_to_queue()
        else:
            self._leading.setCurrentWidget(page)
            page.go_to_list()

    def show_matches(self) -> None:
        """The short list of a barcode that means several takes the declaration's place."""
        self.overview.uncover()
        self._strip.ask_to_choose()
        self._reading.setCurrentWidget(self._parts.matches)

    def show_declaration(self) -> None:
        """The declaration is shown, wherever the keyboard is."""
        self.overview.uncover()
        self._strip.ask_to_read()
        self._reading.setCurrentWidget(self._parts.declaration)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nobody wanted: Esc takes the keys' page away or goes to the queue, ? brings it."""
        if event.key() == Qt.Key.Key_Escape and not self.overview.uncover():
            self.go_to_queue()
        elif event.text() == "?":
            self.overview.show()
        else:
            super().keyPressEvent(event)

    # --- how it was left ----------------------------------------------------------------------------------

    def _restore(self) -> None:
        self._left = kept = left_by(self._layout_store.load())
        if not (kept.geometry and self.restoreGeometry(QByteArray(kept.geometry))):
            self.resize(self.screen().availableSize().boundedTo(FIRST_SIZE))
        self._columns.setChildrenCollapsible(False)
        self._columns.setHandleWidth(4)

    def _restore_furnished(self, parts: Parts) -> None:
        self._trailing.setStretchFactor(0, 1)
        self._trailing.setStretchFactor(1, 0)
        if not self._trailing.restoreState(QByteArray(self._left.trailing)):
            self._trailing.setSizes([self.height(), parts.decision.sizeHint().height()])
        self._trailing.setChildrenCollapsible(False)
        self._trailing.setHandleWidth(4)
        self.image_place.restore(self._left.image, self._left.monitor)
        if self.image_place.is_away:
            self.activateWindow()
        if self.focusWidget() is None or not self._queue.isAncestorOf(self.focusWidget()):
            self._queue.go_to_list()

    def fill_small_screen(self) -> None:
        """On a screen that it would fill anyway the window starts maximised: its frame has room too."""
        available = self.screen().availableSize()
        if not self._left.geometry and available.boundedTo(FIRST_SIZE) == available:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def _share_columns(self, is_away: bool) -> None:
        """While the image is on another monitor its column gives its room to the others. Over this window it
        stands in that room itself.
        """
        if is_away and self.image_place.is_elsewhere:
            leading, centre, trailing = self._sizes_with_image = self._columns.sizes()
            spare = max(0, centre - self._centre.minimumWidth())
            self._columns.setSizes([leading + spare // 2, centre - spare, trailing + spare - spare // 2])
        elif self._sizes_with_image and not is_away:
            self._columns.setSizes(self._sizes_with_image)
            self._sizes_with_image = []

    def showEvent(self, event: QShowEvent) -> None:
        """The first time, the columns take their shares of the width that the window really has: it may have
        been left on a wider screen.
        """
        super().showEvent(event)
        if not self._has_columns:
            self._has_columns = True
            self._columns.setSizes(widths_at(self.width(), self._left.columns))
        if self.focusWidget() is None or self.focusWidget() is self._queue.filters.search:
            self._queue.go_to_list()

    def _keep_layout(self) -> None:
        image_at, monitor = self.image_place.left_at()
        self.image_place.attach()
        kept = WindowLayout(
            geometry=bytes(self.saveGeometry().data()),
            columns=tuple(self._columns.sizes()),
            trailing=bytes(self._trailing.saveState().data()),
            image=image_at,
            monitor=monitor,
        )
        self._layout_store.save(kept.packed())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep how the window was left, and tell that it is closed."""
        self._queue.stop()
        self._strip.stop()
        if self._is_furnished:
            self._keep_layout()
            self._parts.messages.stop()
        event.accept()
        self.closed.emit()
