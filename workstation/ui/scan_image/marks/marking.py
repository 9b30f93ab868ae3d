"""Brings together board, views and panel: what the officer marks, links, judges and measures."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal, Slot

from workstation.desk.open import OpenConsignment
from workstation.domain.mark import BOX, TEXT, VERDICTS, Mark, rounded
from workstation.ui.scan_image.marks.board import Board
from workstation.ui.scan_image.marks.hand import InHand
from workstation.ui.scan_image.marks.keeper import MarkBook, MarkKeeper
from workstation.ui.scan_image.marks.measurements import Measured, Measurements
from workstation.ui.scan_image.marks.panel import MarksPanel
from workstation.ui.scan_image.marks.pointing import Pointing
from workstation.ui.scan_image.marks.shapes import MEASURES
from workstation.ui.scan_image.marks.showing import content_of, open_note, shown_of
from workstation.ui.scan_image.marks.view import MarkedView
from workstation.ui.scan_image.pane import ViewPane
from workstation.ui.scan_image.tools import ViewTools
from workstation.ui.tasks import Tasks

STEP: Final = 0.01
"""Shares of what is seen by which an arrow key moves what is in the hand; at least one pixel."""


class Marked(Protocol):
    """The screen that is marked on."""

    tools: ViewTools

    @property
    def panes(self) -> Sequence[ViewPane]:
        """Its views."""

    def setFocus(self, reason: Qt.FocusReason) -> None:
        """Take the keyboard."""


class Marking(QObject):
    """Everything about marks on one screen. What is drawn is kept when it is set; nothing is asked.

    Signals:
        failed: a `Problem`: a mark or a verdict could not be kept.
    """

    failed = Signal(object)

    def __init__(
        self, screen: Marked, book: MarkBook, tasks: Tasks, new_id: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._screen, self._new_id = screen, new_id
        self.board = Board(MarkKeeper(book, tasks, self), self)
        self.hand, self.keeper = self.board.hand, self.board.keeper
        self.panel = MarksPanel()
        self.pointing = Pointing(screen.panes, self.board, self._are_detections_shown, self)
        self._measurements = Measurements(tasks, self)
        self._active: MarkedView | None = None
        self._detections_were_shown = True
        self._connect()
        self.panel.hide()
        self._refresh()

    def _connect(self) -> None:
        self.board.changed.connect(self._refresh)
        self.hand.was_set.connect(self._set)
        self.keeper.failed.connect(self.failed)
        self._measurements.found.connect(self._show_measured)
        self._screen.tools.changed.connect(self._tools_changed)
        self.pointing.pointed.connect(self._work_on)
        self.pointing.entered.connect(self.enter)
        for view in self.pointing.views:
            view.image_changed.connect(self._refresh)
        panel = self.panel
        panel.form_asked.connect(self.take)
        panel.undo_asked.connect(self.undo)
        panel.removal_asked.connect(self.remove)
        panel.verdict_asked.connect(self.judge)
        panel.row_marked.connect(self.pick)
        panel.row_chosen.connect(self._row_chosen)
        panel.link_asked.connect(self.link)
        panel.words_said.connect(self.board.say)
        panel.left.connect(self._go_to_image)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """Show its marks. The panel takes room from the image only where there are any."""
        if self.board.open(opened):
            self._active = None
            self.panel.setVisible(bool(self.keeper.marks()))
        self.pointing.report()  # its images may have been shown before it was told here

    def _are_detections_shown(self) -> bool:
        return self._screen.tools.detections_shown

    @Slot()
    def _tools_changed(self) -> None:
        """Told with each step of a window that is dragged: only the layer of detections is news."""
        if self._detections_were_shown != self._are_detections_shown():
            self._refresh()

    @Slot()
    def _refresh(self) -> None:
        seen = self.board.seen()
        are_shown = self._detections_were_shown = self._are_detections_shown()
        note = open_note(seen) if self.panel.isHidden() else ""
        for view in self.pointing.views:
            ground = view.ground
            view.show_cleared(seen.cleared(ground.image) if ground is not None else frozenset())
            content = content_of(seen, ground, self.keeper.is_kept, detections_shown=are_shown)
            view.show_content(replace(content, note=note))
            note = ""  # once is enough
        self.panel.show_what_there_is(shown_of(seen, can_draw=self._can_draw()))
        self._measure(self.board.mark)

    def _can_draw(self) -> bool:
        return bool(self.keeper.consignment) and bool(self.pointing.views_for(BOX))

    def _measure(self, mark: Mark | None) -> None:
        """What was drawn to be measured, else the region of the picked mark where its image is seen."""
        what = self.board.measured
        view = self.pointing.view_for(what, mark)
        if view is None or view.ground is None:
            self._measurements.ask(None, None)
            return
        if what is None and mark is not None:
            what = InHand(mark.shape, mark.points, view.ground, mark.id)
        self._measurements.ask(what, view.scan.pyramid.pixels if view.scan is not None else None)

    @Slot(object)
    def _show_measured(self, measured: Measured) -> None:
        self.panel.show_measured(measured.words)
        self.panel.profile.show_profile(measured.profile)

    def show_or_hide_panel(self) -> None:
        """The panel takes room from the image: the officer says when it is wanted."""
        self.panel.setVisible(self.panel.isHidden())
        self._refresh()

    @Slot()
    def _go_to_image(self) -> None:
        self._screen.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- drawing ------------------------------------------------------------------------------------------

    @Slot(object)
    def _work_on(self, view: MarkedView) -> None:
        self._active = view

    @Slot(str)
    def take(self, form: str) -> None:
        """Take a form in the hand, in the middle of what is seen; taken again, on the next view."""
        views = self.pointing.views_for(form)
        if not views or not self.keeper.consignment:
            return
        view = self._active if self._active in views else views[0]
        if self.hand.form == form:
            view = views[(views.index(view) + 1) % len(views)]
        self._active = view
        self.board.pick("")
        self.board.let_go()
        self.board.measure(None)
        self.board.show_marks(True)
        self.panel.show()
        if view.ground is not None:
            self.hand.take(form, view.ground, view.seen())
        self._go_to_image()

    def step(self, across: int, down: int, *, sizes: bool) -> bool:
        """Move or size what is in the hand, or take the picked mark; false where there is nothing to move."""
        if self.hand.held is None:
            self.pointing.take_picked()
        held = self.hand.held
        view = self.pointing.view_for(held, None)
        if view is None:
            return False
        _left, _top, width, height = view.seen()
        by = max(1.0, STEP * max(width, height))
        self.hand.step((across * by, down * by), sizes=sizes)
        return True

    @Slot(object)
    def _set(self, held: InHand) -> None:
        """Keep it as a mark, or measure it."""
        if held.form in MEASURES:
            self.board.measure(held)
            return
        old, points = self.keeper.mark(held.mark), rounded(held.points)
        if old is not None:
            mark = replace(old, points=points)
        else:
            ground = held.ground
            mark = Mark(
                id=self._new_id(), image=ground.image, view=ground.view, shape=held.form, points=points
            )
        self.board.picked = mark.id
        self.keeper.put(mark)
        if old is None and mark.shape == TEXT:
            self.panel.go_to_words()

    # --- picking, linking, judging --------------------------------------------------------------------------

    @Slot(str)
    def pick(self, id: str) -> None:
        """This mark (by its id) or detection (by its name) is worked on; an empty text: none is."""
        if id:
            self.panel.show()
        self.board.pick(id)

    def pick_next(self, by: int) -> None:
        """The next mark or detection, or the one before."""
        self.pick(self.board.beside_picked(by))

    @Slot(str)
    def _row_chosen(self, id: str) -> None:
        self.pick(id)
        self.enter()

    @Slot()
    def enter(self) -> bool:
        """Set what is in the hand; else go to the goods that the picked mark may be of."""
        if self.hand.held is not None:
            self.hand.enter()
            return True
        if self.board.mark is None:
            return False
        self.panel.show()
        self.panel.go_to_goods()
        return True

    def escape(self) -> bool:
        """Let go of what is in the hand, else of what is measured, else of what is picked."""
        if self.hand.held is not None:
            self.hand.drop()
        elif self.board.measured is not None:
            self.board.measure(None)
        elif self.board.picked:
            self.board.pick("")
        else:
            return False
        return True

    @Slot(str)
    def link(self, goods: str) -> None:
        """The picked mark is of these goods; said again, of none."""
        self.board.link(goods)
        self._go_to_image()

    @Slot()
    def remove(self) -> bool:
        """Take the picked mark away; false where none is picked."""
        mark = self.board.mark
        if mark is None:
            return False
        self.hand.drop()
        self.board.picked = ""
        self.keeper.remove(mark.id)
        return True

    @Slot(str)
    def judge(self, verdict: str) -> None:
        """Say `accepted` or `cleared` of the picked detection, else go to the first to be judged."""
        if verdict in VERDICTS and (first := self.board.judge(verdict)):
            self.pick(first)

    def rest(self, consignment: str) -> None:
        """This one is decided: the key that takes back is the program's own again until something changes."""
        if consignment == self.keeper.consignment:
            self.keeper.rest()

    @property
    def is_worked_on(self) -> bool:
        """Whether there is something to take back, as far as is known here."""
        return self.hand.held is not None or self.keeper.is_worked_on

    @Slot()
    def undo(self) -> None:
        """Take the last change back; what is in the hand is let go instead."""
        if self.hand.held is not None:
            self.hand.drop()
        else:
            self.keeper.undo()

    def redo(self) -> None:
        """Make it again."""
        self.keeper.redo()
