"""Earlier images beside the open one: of the same consignor, consignee or goods, seen through the same window
and moved together.
"""

from functools import partial
from typing import Final, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.desk.comparing import Earlier
from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import Consignment, ScanImage
from workstation.domain.problems import Problem
from workstation.imaging.pixels import UnreadableImage
from workstation.ui.parts.text import PlainLabel
from workstation.ui.scan_image.compare_words import earlier_words, none_words
from workstation.ui.scan_image.loading import PixelSource, Ready, ReadyImage, ready_of
from workstation.ui.scan_image.pane import ViewPane
from workstation.ui.scan_image.screen import ScanImageScreen
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.scan_image.words import title_of, why_missing
from workstation.ui.tasks import IMAGE, Tasks

STEPS: Final = {Qt.Key.Key_PageDown.value: 1, Qt.Key.Key_PageUp.value: -1}


class EarlierSource(Protocol):
    """Finds earlier images; `desk.comparing.ComparingDesk` is one."""

    def earlier(self, consignment: Consignment) -> tuple[Earlier, ...]:
        """Earlier ones than this, the most alike first. For a reader's thread."""


class EarlierView(QWidget):
    """The earlier image under words that nobody can take for those of the open consignment."""

    def __init__(self, tools: ViewTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel(lines=True, parent=self)
        self.heading.set_role("attention")
        self.heading.setContentsMargins(6, 2, 6, 2)
        self.pane = ViewPane(tools, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.pane, 1)
        self.setAccessibleName(self.tr("earlier image"))
        self.hide()


class Comparing(QObject):
    """Key L, or its button: the first view alone with an earlier image beside it, and back. Page Down and
    Page Up go through the earlier ones. It ends when another consignment is opened.
    """

    def __init__(
        self, screen: ScanImageScreen, images: PixelSource, source: EarlierSource, tasks: Tasks
    ) -> None:
        super().__init__(screen)
        self._screen, self._images, self._source, self._tasks = screen, images, source, tasks
        self.view = EarlierView(screen.tools, screen)
        self._consignment: Consignment | None = None
        self._is_on = False
        self._found: tuple[Earlier, ...] = ()
        self._at = 0
        self._shown: ScanImage | None = None
        self._beside = ""
        self._ticket = 0
        self._is_following = False
        screen.installEventFilter(self)
        screen.tool_bar.compare.clicked.connect(self.toggle)
        first = screen.panes[0]
        first.zoomed.connect(self._follow_first)
        first.painted.connect(self._look_at_first)
        self.view.pane.zoomed.connect(self._lead_first)

    @property
    def is_on(self) -> bool:
        """Whether an earlier image, or why there is none, stands beside the open one."""
        return self._is_on

    # --- what the officer does ----------------------------------------------------------------------------

    @Slot(object)
    def open(self, opened: OpenConsignment) -> None:
        """This consignment is open: earlier ones than it are looked for."""
        if self._consignment is not None and self._consignment.id != opened.id:
            self.end()
        self._consignment = opened.consignment

    @Slot()
    def close(self) -> None:
        """Another consignment, or none, is about to be open."""
        self.end()
        self._consignment = None

    @Slot()
    def toggle(self) -> None:
        """Compare, or no more; where there is no scan image nothing is compared."""
        if self._is_on:
            self.end()
        elif self._consignment is not None and self._screen.panes[0].scan is not None:
            self._begin(self._consignment)
        self._screen.tool_bar.compare.setChecked(self._is_on)

    def _begin(self, consignment: Consignment) -> None:
        self._is_on = True
        self.view.heading.setText(self.tr("Earlier images are being looked for …"))
        self.view.pane.show_words("")
        self._screen.compare_with(self.view)
        self._ticket = self._tasks.run(
            partial(self._source.earlier, consignment),
            owner=self,
            done=self._take,
            failed=self._fail,
        )

    def end(self) -> None:
        """The views are as they were."""
        if not self._is_on:
            return
        self._tasks.cancel(self._ticket)
        self._is_on, self._found, self._at, self._shown, self._beside = False, (), 0, None, ""
        self.view.pane.show_words("")  # so that its image is let go
        self._screen.compare_with(None)
        self._screen.tool_bar.compare.setChecked(False)

    def step(self, by: int) -> None:
        """The one after, or before; at an end it stays."""
        at = min(max(self._at + by, 0), len(self._found) - 1)
        if self._found and at != self._at:
            self._show(at)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys for comparing that come to the scan image; all else goes its way."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_L:
            if not event.isAutoRepeat():
                self.toggle()
            return True
        if self._is_on and event.key() in STEPS:
            self.step(STEPS[event.key()])
            return True
        return False

    # --- what is shown ------------------------------------------------------------------------------------

    def _take(self, found: tuple[Earlier, ...]) -> None:
        self._found = found
        if found:
            self._show(0)
        else:
            words, more = none_words()
            self.view.heading.setText(self.tr("Earlier images"))
            self.view.pane.show_words(words, more)

    def _show(self, at: int) -> None:
        """The earlier image that was made from where the open one was, if there is one."""
        earlier, self._at = self._found[at], at
        first = self._screen.first_view
        self._beside = first.sha256 if first is not None else ""
        view = first.view if first is not None else ""
        image = next((each for each in earlier.images if each.view == view), earlier.images[0])
        self._shown = image
        self.view.heading.setText(earlier_words(earlier, at, len(self._found)))
        self._screen.compare_with(self.view, image.width, image.height)
        self._tasks.cancel(self._ticket)
        ready = self._screen.loading.ready(image.sha256)
        if ready is not None:
            self._loaded(ready)
            return
        self.view.pane.show_words(self.tr("The image is being read …"), title=self._title())
        self._ticket = self._tasks.run(
            partial(ready_of, self._images, image, ()),
            owner=self,
            done=self._loaded,
            failed=self._fail,
            kind=IMAGE,
            after_painting=True,
        )

    def _title(self) -> str:
        return title_of(self._shown, ()) if self._shown is not None else ""

    def _loaded(self, ready: Ready) -> None:
        if self._shown is None or ready.sha256 != self._shown.sha256:
            return
        first = self._screen.panes[0].scan
        if first is not None and isinstance(ready, ReadyImage):
            # Two images through windows of their own could not be compared.
            ready = replace(ready, automatic=first.automatic)
        self._is_following = True  # a new image is fitted: that leads nobody
        try:
            reported = ready.detections if isinstance(ready, ReadyImage) else ()
            self.view.pane.show_image(ready, self._title(), (*self._shown.detections, *reported))
        finally:
            self._is_following = False
        self._follow_first()

    def _fail(self, error: BaseException) -> None:
        self.view.pane.show_words(*why_missing(error), title=self._title())
        if not isinstance(error, Problem | UnreadableImage):
            raise error

    @Slot()
    def _look_at_first(self) -> None:
        """Another view of the open consignment may stand there now."""
        first = self._screen.first_view
        if self._found and first is not None and first.sha256 != self._beside:
            self._show(self._at)

    # --- together -----------------------------------------------------------------------------------------

    @Slot()
    def _follow_first(self) -> None:
        self._follow(self.view.pane, self._screen.panes[0])

    @Slot()
    def _lead_first(self) -> None:
        self._follow(self._screen.panes[0], self.view.pane)

    def _follow(self, follower: ViewPane, leader: ViewPane) -> None:
        if self._is_on and not self._is_following and follower.image is not None and leader.image is not None:
            self._is_following = True
            try:
                follower.follow(leader)
            finally:
                self._is_following = False
