"""The screen part that shows the scan images of a consignment, and photographs of what nobody declared: views
side by side, tools, states in words.
"""

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import ScanImage
from workstation.ui.scan_image.chosen_views import ChosenViews, SeenView
from workstation.ui.scan_image.held_keys import HeldKeys
from workstation.ui.scan_image.image_loading import ImageLoading
from workstation.ui.scan_image.keys import ARROWS, act_of
from workstation.ui.scan_image.linked_panes import LinkedPanes
from workstation.ui.scan_image.loading import KEPT_BYTES, PixelSource
from workstation.ui.scan_image.mixing import AsTheyAre, Mixing
from workstation.ui.scan_image.pane import ViewPane
from workstation.ui.scan_image.toolbar import ToolBar, WhatThereIs
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.scan_image.views_row import ViewsRow
from workstation.ui.tasks import Tasks

PAN_STEP, WINDOW_STEP = 0.15, 0.08


class ScanImageScreen(QWidget):
    """The scan images of one consignment.

    Keys while it has the focus: G grey, I negative, 1 to 5 windows, 0 automatic, F whole, Z 1:1, + and -
    zoom, arrows move, Shift and arrows window and level, D detections, V views, K links them; where there is
    nothing to work on they do nothing. While they are held: E edges, O organic, M metal, P penetration, B
    brighter, space a magnifier. Another consignment opens with the standard image (`begin_anew`).

    Signals:
        image_painted: the SHA-256 of an image, each time it is painted for the first time after it came.
        image_shown: the same, once for each image of the open consignment: what the decision record names.
    """

    image_painted = Signal(str)
    image_shown = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        source: PixelSource,
        memory_bytes: int = KEPT_BYTES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.loading = ImageLoading(tasks, source, memory_bytes, self)
        self._mixing: Mixing = AsTheyAre()
        self._consignment = ""
        self._views = ChosenViews(self.loading.ready)
        self._shown: list[str] = []
        self.tools = ViewTools(self)
        self.panes = (ViewPane(self.tools, self), ViewPane(self.tools, self))
        self.tool_bar = ToolBar(self.tools, self)
        self._row = ViewsRow()
        self._set_up()

    def _set_up(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("scan image"))
        for pane in self.panes:
            self._row.views.addWidget(pane, 1)
            pane.painted.connect(self._pane_painted)
            pane.zoomed.connect(self._tell_state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._row, 1)
        layout.addWidget(self.tool_bar)
        self.tool_bar.fit_asked.connect(self.fit)
        self.tool_bar.one_to_one_asked.connect(self.show_one_to_one)
        self.tool_bar.zoom_asked.connect(self.zoom)
        self.tool_bar.views_asked.connect(self.next_views)
        self.tools.changed.connect(self._tell_state)
        HeldKeys(self, self.tools, self.panes, self.tool_bar.offers_effect)
        LinkedPanes(self.panes, self.tools, self)
        self.loading.changed.connect(self._show_change)
        self._show_views()

    def put_beside(self, widget: QWidget) -> None:
        """Give a widget the room that it wants beside the views, while it is shown."""
        self._row.put_beside(widget)

    def compare_with(self, view: QWidget | None, width: int = 1, height: int = 1) -> None:
        """Show the first view alone with this one beside it, as large as its image wants; none: as it was."""
        self._row.compare_with(view, (max(1, width), max(1, height)))
        self._show_views()

    @property
    def first_view(self) -> ScanImage | None:
        """The image that is in the first pane, or is to be."""
        return next((view.image for view in self._chosen()), None)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """Show its images; the same consignment again keeps what the officer chose to see."""
        is_another = opened is None or opened.id != self._consignment
        if is_another:
            self._shown = []
            for pane in self.panes:
                pane.begin_anew()
            self.tools.begin_anew()
        self._consignment = opened.id if opened is not None else ""
        named = opened.consignment.images if opened is not None else ()
        found = (opened.id, *opened.consignment.linked) if opened is not None else ()
        # News name an image in small letters, however the declaration writes its hash.
        images = tuple(replace(image, sha256=image.sha256.lower()) for image in named)
        self._views.open(images, is_another=is_another)
        self.loading.open(images, found, is_another=is_another)
        self._show_views()

    def shown_images(self) -> tuple[str, ...]:
        """The images of the open consignment that were on the screen, in the order they were seen in."""
        return tuple(self._shown)

    @Slot(str)
    def image_arrived(self, sha256: str) -> None:
        """An image has come from the central service."""
        self.loading.arrived(sha256)

    @Slot(str, str)
    def image_failed(self, sha256: str, code: str) -> None:
        """An image cannot be had, for this reason."""
        self.loading.failed(sha256, code)

    def _chosen(self) -> tuple[SeenView, ...]:
        return self._views.chosen(len(self.panes) if self._row.compared is None else 1)

    def _show_views(self) -> None:
        chosen = self._chosen()
        for place, pane in enumerate(self.panes):
            pane.setVisible(place < max(1, len(chosen)))
            if place < len(chosen):
                self._show_view(pane, chosen[place])
        if not chosen:
            if self._consignment:
                self.panes[0].show_words(self.tr("No scan image was made of this consignment."))
            else:
                self.panes[0].show_words(self.tr("Read a barcode, or choose a consignment from the queue."))
        self._turn()
        self._tell_state()

    def _show_view(self, pane: ViewPane, view: SeenView) -> None:
        image, ready, title = view.image, view.ready, view.title(self._views.images)
        missing = self.loading.missing(image.sha256)
        seen = self._mixing.instead(image, ready) if ready is not None else None
        if seen is not None:
            pane.show_image(seen, title, (*view.detections, *self._mixing.frames(image)))
        elif missing is not None:
            pane.show_words(*missing, title=title)
        elif ready is not None:
            pane.show_words("", title=title)  # words would tell that this one is made, and no other
        else:
            pane.show_words(self.tr("The image is being read …"), title=title)
            self.loading.load(image)

    def mix_by(self, mixing: Mixing) -> None:
        """From now on `mixing` says what is shown in place of an image."""
        self._mixing = mixing

    @Slot()
    def show_again(self) -> None:
        """Something else is to be shown of the same images."""
        self._show_views()

    @Slot(str)
    def _show_change(self, sha256: str) -> None:
        if any(view.image.sha256 == sha256 for view in self._chosen()):
            self._show_views()

    # --- what the officer does ----------------------------------------------------------------------------

    @Slot()
    def fit(self) -> None:
        """Show the whole of every view."""
        for pane in self._seen():
            pane.fit()

    @Slot()
    def show_one_to_one(self) -> None:
        """One image pixel on one of the screen's."""
        for pane in self._seen():
            pane.show_one_to_one()

    @Slot(float)
    def zoom(self, factor: float) -> None:
        """Every view larger or smaller."""
        for pane in self._seen():
            pane.zoom(factor)

    @Slot()
    def next_views(self) -> None:
        """From side by side to each view alone, and back."""
        if self._views.go_on():
            self._show_views()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the tools; all others are somebody else's."""
        shifted = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if shifted not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
            return
        is_shifted = shifted == Qt.KeyboardModifier.ShiftModifier
        arrow = ARROWS.get(event.key())
        if arrow is not None and is_shifted:
            self._step_window(*arrow)
        elif arrow is not None:
            for pane in self._seen():
                pane.move_by(arrow[0] * PAN_STEP, arrow[1] * PAN_STEP)
        elif not self._press(event.text().upper() or ""):
            super().keyPressEvent(event)

    def _press(self, key: str) -> bool:
        act = act_of(self, key)
        if act is not None and self.tool_bar.offers(key):
            act()
        return act is not None

    def _seen(self) -> list[ViewPane]:
        """The views on the screen that show an image: what is not seen is not zoomed or moved either."""
        return [pane for pane in self.panes if pane.image is not None and not pane.isHidden()]

    def _step_window(self, across: int, down: int) -> None:
        image = next((pane.scan for pane in self._seen() if pane.scan is not None), None)
        if image is not None:
            self.tools.drag_window(self.tools.window_for(image), down * WINDOW_STEP, across * WINDOW_STEP)

    # --- what is told -------------------------------------------------------------------------------------

    @Slot(str)
    def _pane_painted(self, sha256: str) -> None:
        self.image_painted.emit(sha256)
        if sha256 not in self._shown and any(image.sha256 == sha256 for image in self._views.images):
            self._shown.append(sha256)
            self.image_shown.emit(sha256)

    @Slot()
    def _tell_state(self) -> None:
        seen = self._seen()
        scans = [pane.scan for pane in seen if pane.scan is not None]
        there = WhatThereIs(
            consignment=bool(self._consignment),
            image=bool(seen),
            scan=bool(scans),
            colour=any(scan.is_coloured for scan in scans),
            materials=any(scan.pyramid.pixels.is_dual_energy for scan in scans),
            detections=any(view.detections for view in self._chosen()),
            several=len(self._views.all()) > 1,
            beside=len(seen) > 1,
            whole=all(pane.looking.fits for pane in seen),
        )
        self.tool_bar.show_what_there_is(there)

    def _turn(self) -> None:
        sizes = [view.size for view in self._chosen()]
        self._row.turn(sizes, self.size() - QSize(0, self.tool_bar.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row of views where the place has turned."""
        self._turn()
        super().resizeEvent(event)
