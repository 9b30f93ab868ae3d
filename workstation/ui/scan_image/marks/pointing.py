"""What the mouse does to marks: draws, grabs, picks; whatever is not for them moves the image."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from workstation.domain.mark import Mark
from workstation.ui.scan_image.marks.board import Board
from workstation.ui.scan_image.marks.hand import InHand
from workstation.ui.scan_image.marks.shapes import Point, distance_to, handle_at, holds
from workstation.ui.scan_image.marks.view import MarkedView
from workstation.ui.scan_image.pane import ViewPane


class Pointing(QObject):
    """Hears the mouse on every view.

    Signals:
        pointed(view): the officer works on this view.
        entered(): a mark or detection was clicked twice.
    """

    pointed = Signal(object)
    entered = Signal()

    def __init__(
        self, panes: Sequence[ViewPane], board: Board, detections_shown: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._board, self._detections_shown = board, detections_shown
        self.views = tuple(MarkedView(pane, self._wants_drag, self._wants_click, self) for pane in panes)
        for view in self.views:
            view.image_changed.connect(self.report)
            view.drag_began.connect(self._drag_began)
            view.dragged.connect(self._dragged)
            view.clicked.connect(self._clicked)
            view.hovered.connect(self._hovered)

    def views_for(self, form: str) -> list[MarkedView]:
        """The views on the screen that a form can be drawn on."""
        return [
            view
            for view in self.views
            if view.is_seen and view.ground is not None and self._board.takes(form, view.ground.image)
        ]

    def view_for(self, held: InHand | None, mark: Mark | None) -> MarkedView | None:
        """What shows the view that this is drawn on, else the one that the mark is on."""
        grounds = ((each, each.ground) for each in self.views)
        shown = ((each, on) for each, on in grounds if on is not None)
        if held is not None:
            return next((each for each, on in shown if on == held.ground), None)
        return next((each for each, on in shown if mark is not None and on.has(mark)), None)

    @Slot()
    def report(self) -> None:
        """Tell the board what the files on the screen say themselves that algorithms saw."""
        for scan in (view.scan for view in self.views):
            if scan is not None:
                self._board.report(scan.sha256, scan.reported)

    def take_picked(self) -> None:
        """Take the picked mark in the hand, if its image is on the screen."""
        mark = self._board.mark
        view = self.view_for(None, mark)
        if mark is not None and view is not None and view.ground is not None:
            self._board.hand.take_mark(mark, view.ground)

    def _wants_drag(self, view: MarkedView, at: Point) -> bool:
        """With something in the hand, or on the picked mark."""
        mark, ground, form = self._board.mark, view.ground, self._board.hand.form
        if form and ground is not None:
            return self._board.takes(form, ground.image)
        if mark is None or ground is None or mark.image != ground.image or not self._board.marks_shown:
            return False
        near = distance_to(mark.shape, mark.points, at) <= view.reach
        handle = handle_at(mark.shape, mark.points, at, view.reach)
        return near or handle is not None or holds(mark.shape, mark.points, at)

    def _wants_click(self, view: MarkedView, at: Point) -> bool:
        """With something in the hand, on a mark or detection, or beside the one that is picked."""
        form = self._board.hand.form
        if form and view.ground is not None:
            return self._board.takes(form, view.ground.image)
        return bool(self._board.picked) or bool(self._hit(view, at))

    def _hit(self, view: MarkedView, at: Point) -> str:
        ground = view.ground
        if ground is None:
            return ""
        return self._board.hit(ground, at, view.reach, detections=self._detections_shown())

    @Slot(object, object)
    def _drag_began(self, view: MarkedView, at: Point) -> None:
        if self._board.hand.held is None:
            self.take_picked()
        self.pointed.emit(view)
        if view.ground is not None:
            self._board.hand.press(at, view.ground, view.reach)

    @Slot(object, object, bool)
    def _dragged(self, _view: MarkedView, at: Point, ends: bool) -> None:
        self._board.hand.drag(at)
        if ends:
            self._board.hand.release()

    @Slot(object, object, bool)
    def _clicked(self, view: MarkedView, at: Point, twice: bool) -> None:
        self.pointed.emit(view)
        hand = self._board.hand
        if hand.held is not None and view.ground is not None:
            if not (twice and hand.enter()):
                hand.click(at, view.ground, view.reach)
            return
        self._board.pick(self._hit(view, at))
        if twice:
            self.entered.emit()

    @Slot(object, object)
    def _hovered(self, view: MarkedView, at: Point) -> None:
        held = self._board.hand.held
        if held is not None and held.ground == view.ground:
            self._board.hand.hover(at)
