"""What the officer has in the hand: a form that is drawn, or a mark that is moved. Kept when it is set."""

from typing import Final

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from workstation.domain.mark import MOST_POINTS, POLYGON, TEXT, Mark
from workstation.ui.scan_image.marks.shapes import (
    SPREAD,
    Extent,
    Point,
    Points,
    begun,
    clamped,
    extent_of,
    handle_at,
    is_form,
    moved_within,
    reshaped,
)

LEAST: Final = 2.0
"""Pixels of the image across which a form must at least be: what is smaller was a slip of the hand."""


class Ground(msgspec.Struct, frozen=True):
    """What is drawn on: the SHA-256 of an image's bytes, which of its views, its columns and rows."""

    image: str
    view: int
    size: tuple[int, int]

    def has(self, mark: Mark) -> bool:
        """Whether a mark lies on it."""
        return (mark.image, mark.view) == (self.image, self.view)


class InHand(msgspec.Struct, frozen=True):
    """A form that is not set. `points` of a polygon end with the corner that is carried around. `mark` is the
    id of the mark that is being changed, empty for a new form.
    """

    form: str
    points: Points
    ground: Ground
    mark: str = ""

    @property
    def final(self) -> Points:
        """The points as they are set: a new polygon without a corner that was not put down."""
        if self.form != POLYGON or self.mark:
            return self.points
        return self.points[:-1] if len(self.points) > 1 else self.points


class Hand(QObject):
    """Takes, moves and sets one form. Places are in pixels of the image.

    Signals:
        changed: something else is in the hand, or it lies elsewhere.
        was_set: an `InHand` as it is to be kept or measured.
    """

    changed = Signal()
    was_set = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: InHand | None = None
        self._grip: Point | None = None
        self._handle: int | None = None

    @property
    def form(self) -> str:
        """The form in the hand; empty where there is none."""
        return self.held.form if self.held is not None else ""

    # --- taking and letting go ----------------------------------------------------------------------------

    def take(self, form: str, ground: Ground, seen: Extent) -> None:
        """Begin a form in the middle of what is seen; what was in the hand is let go."""
        self._hold(InHand(form, tuple(clamped(at, ground.size) for at in begun(form, seen)), ground))

    def take_mark(self, mark: Mark, ground: Ground) -> None:
        """Take a mark to move it; it stays where it was until it is set."""
        self._hold(InHand(mark.shape, mark.points, ground, mark.id))

    def drop(self) -> None:
        """Let go: nothing is kept of it."""
        if self.held is not None:
            self._hold(None)

    def put_down(self) -> bool:
        """Set what is in the hand; false where it is no form yet, and stays."""
        held = self.held
        if held is None or not is_form(held.form, held.final, LEAST):
            return False
        self._hold(None)
        self.was_set.emit(replace(held, points=held.final))
        return True

    def _hold(self, held: InHand | None) -> None:
        self.held = held
        self._grip = self._handle = None
        self.changed.emit()

    def _reshape(self, points: Points) -> None:
        if self.held is not None and points != self.held.points:
            self.held = replace(self.held, points=points)
            self.changed.emit()

    # --- the keyboard -------------------------------------------------------------------------------------

    def step(self, by: Point, *, sizes: bool) -> None:
        """Move what is in the hand; or with `sizes` its last point, which makes it larger or smaller. Of a
        polygon only the carried corner moves.
        """
        held = self.held
        if held is None:
            return
        points, size = held.points, held.ground.size
        is_carried = held.form == POLYGON and not held.mark
        if (sizes or is_carried) and held.form != TEXT:
            last = points[-1]
            self._reshape((*points[:-1], clamped((last[0] + by[0], last[1] + by[1]), size)))
        else:
            self._reshape(moved_within(points, by, size))

    def enter(self) -> bool:
        """Set it; of a polygon put down the carried corner, and set it where that lies on the last one."""
        held = self.held
        if held is None:
            return False
        points = held.points
        if held.form == POLYGON and not held.mark and not (len(points) > 1 and points[-1] == points[-2]):
            return self._add_corner(points[-1])
        return self.put_down()

    def take_back(self) -> bool:
        """Take the last corner of a polygon up again; false where there is none."""
        held = self.held
        if held is None or held.form != POLYGON or held.mark or len(held.points) < 2:
            return False
        self._reshape((*held.points[:-2], held.points[-1]))
        return True

    def _add_corner(self, at: Point) -> bool:
        held = self.held
        if held is None or len(held.points) > MOST_POINTS:
            return False
        self._reshape((*held.points[:-1], at, at))
        return True

    # --- the mouse ----------------------------------------------------------------------------------------

    def press(self, at: Point, ground: Ground, reach: float) -> None:
        """A drag begins: at a handle of what is in the hand it reshapes, of a mark it moves, else a new form
        begins here.
        """
        held = self.held
        if held is None:
            return
        at = clamped(at, ground.size)
        handle = handle_at(held.form, held.points, at, reach) if held.ground == ground else None
        if held.form == POLYGON and not held.mark:
            self.held = replace(held, ground=ground)
            self._reshape((*held.points[:-1], at))
        elif held.mark or handle is not None:
            self._handle, self._grip = handle, at
        else:
            self._hold(InHand(held.form, (at,) if held.form == TEXT else (at, at), ground))
            self._handle, self._grip = (2 if held.form in SPREAD else 1), at

    def drag(self, to: Point) -> None:
        """The drag goes on."""
        held = self.held
        if held is None:
            return
        to = clamped(to, held.ground.size)
        if held.form == TEXT:
            self._reshape((to,))
        elif held.form == POLYGON and not held.mark:
            self._reshape((*held.points[:-1], to))
        elif self._handle is not None:
            self._reshape(reshaped(held.form, held.points, self._handle, to))
            if held.form in SPREAD:
                self._handle = 2  # `reshaped` puts the corner that moves last
        elif self._grip is not None:
            by = (to[0] - self._grip[0], to[1] - self._grip[1])
            self._reshape(moved_within(held.points, by, held.ground.size))
            self._grip = to

    def release(self) -> None:
        """The drag ends: what is a form now is set; a polygon has one corner more."""
        held = self.held
        self._grip = self._handle = None
        if held is not None and held.form == POLYGON and not held.mark:
            self._add_corner(held.points[-1])
        else:
            self.put_down()

    def click(self, at: Point, ground: Ground, reach: float) -> None:
        """Without a drag: a polygon has one corner more, or is closed at its first; a text is set here;
        another form is brought here and stays in the hand.
        """
        held = self.held
        if held is None:
            return
        at = clamped(at, ground.size)
        if held.form == POLYGON and not held.mark:
            first = held.points[0]
            closes = (
                len(held.points) > 3 and abs(at[0] - first[0]) <= reach and abs(at[1] - first[1]) <= reach
            )
            if not (closes and self.put_down()):
                self.held = replace(held, ground=ground) if len(held.points) == 1 else held
                self._add_corner(at)
            return
        left, top, width, height = extent_of(held.points)
        by = (at[0] - left - width / 2, at[1] - top - height / 2)
        self.held = replace(held, ground=ground)
        self._reshape(moved_within(held.points, by, ground.size))
        if held.form == TEXT:
            self.put_down()

    def hover(self, at: Point) -> None:
        """The mouse moves: a polygon's carried corner goes with it."""
        held = self.held
        if held is not None and held.form == POLYGON and not held.mark and len(held.points) > 1:
            self._reshape((*held.points[:-1], clamped(at, held.ground.size)))
