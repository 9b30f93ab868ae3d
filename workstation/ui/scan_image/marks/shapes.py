"""The geometry of marks, in pixels of the image: where they are grabbed, what a place hits, how they move."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from workstation.domain.mark import ARROW, BOX, ELLIPSE, POLYGON, TEXT, Mark

Point = tuple[float, float]
Points = tuple[Point, ...]
Extent = tuple[float, float, float, float]
"""Left, top, width, height."""

RULER: Final = "ruler"
"""A line that is measured and not kept; it has a tail and a head, as an arrow."""
SAMPLE: Final = "sample"
"""A box that is measured and not kept."""
MEASURES: Final = (RULER, SAMPLE)
SPREAD: Final = (BOX, ELLIPSE, SAMPLE)
"""Forms that two opposite corners span."""
LINES: Final = (ARROW, RULER)
OUTLINE_SIDES: Final = 48


def extent_of(points: Sequence[Point]) -> Extent:
    """The smallest upright rectangle around the points."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    return left, top, right - left, bottom - top


def corners_of(points: Sequence[Point]) -> Points:
    """The four corners that two opposite ones span, from the first one on in turn."""
    (x0, y0), (x1, y1) = points
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def handles_of(form: str, points: Points) -> Points:
    """Where a form can be grabbed to be reshaped; a text cannot."""
    if form in SPREAD:
        return corners_of(points)
    return () if form == TEXT else points


def outline_of(form: str, points: Points) -> Points:
    """The closed outline as a polygon; of a line its two ends, of a text its place."""
    if form == ELLIPSE:
        left, top, width, height = extent_of(points)
        turns = (2 * math.pi * side / OUTLINE_SIDES for side in range(OUTLINE_SIDES))
        return tuple(
            (left + width / 2 * (1 + math.cos(turn)), top + height / 2 * (1 + math.sin(turn)))
            for turn in turns
        )
    return corners_of(points) if form in SPREAD else points


def reshaped(form: str, points: Points, handle: int, to: Point) -> Points:
    """The points after one handle went to `to`; the opposite corner of a spread form stays."""
    if form in SPREAD:
        fixed = corners_of(points)[(handle + 2) % 4]
        return (fixed, to)
    return (*points[:handle], to, *points[handle + 1 :])


def moved(points: Points, by: Point) -> Points:
    """All points so far to the side and down."""
    return tuple((x + by[0], y + by[1]) for x, y in points)


def moved_within(points: Points, by: Point, size: tuple[int, int]) -> Points:
    """As `moved`, but nothing leaves an image of this width and height."""
    left, top, width, height = extent_of(points)
    return moved(points, (_kept(by[0], left, width, size[0]), _kept(by[1], top, height, size[1])))


def _kept(by: float, first: float, span: float, end: float) -> float:
    return min(max(by, -first), end - (first + span)) if span <= end else 0.0


def clamped(at: Point, size: tuple[int, int]) -> Point:
    """The nearest point of an image of this width and height."""
    return min(max(at[0], 0.0), float(size[0])), min(max(at[1], 0.0), float(size[1]))


def begun(form: str, seen: Extent) -> Points:
    """Where a form lies that is begun by the keyboard: in the middle of what is seen, a quarter as large. A
    polygon begins with the one corner that is carried around.
    """
    left, top, width, height = seen
    middle = (left + width / 2, top + height / 2)
    if form in (TEXT, POLYGON):
        return (middle,)
    if form in LINES:
        return (left + width * 3 / 8, middle[1]), (left + width * 5 / 8, middle[1])
    return (left + width * 3 / 8, top + height * 3 / 8), (left + width * 5 / 8, top + height * 5 / 8)


def is_form(form: str, points: Points, least: float) -> bool:
    """Whether the points make a form that can be seen: at least `least` pixels across."""
    if form == TEXT:
        return len(points) == 1
    if form == POLYGON and len(points) < 3:
        return False
    _left, _top, width, height = extent_of(points)
    if form in LINES:
        return len(points) == 2 and math.hypot(width, height) >= least
    return min(width, height) >= least


def handle_at(form: str, points: Points, at: Point, reach: float) -> int | None:
    """The nearest handle within reach of a place."""
    near = [(math.dist(at, handle), place) for place, handle in enumerate(handles_of(form, points))]
    distance, place = min(near, default=(math.inf, 0))
    return place if distance <= reach else None


def distance_to(form: str, points: Points, at: Point) -> float:
    """How far a place is from the outline, or from a text's place."""
    outline = outline_of(form, points)
    if len(outline) == 1:
        return math.dist(at, outline[0])
    ends = outline[1:] if form in LINES else (*outline[1:], outline[0])
    return min(_to_segment(at, one, other) for one, other in zip(outline, ends, strict=False))


def _to_segment(at: Point, one: Point, other: Point) -> float:
    along = (other[0] - one[0], other[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    if length == 0:
        return math.dist(at, one)
    share = ((at[0] - one[0]) * along[0] + (at[1] - one[1]) * along[1]) / length
    share = min(max(share, 0.0), 1.0)
    return math.dist(at, (one[0] + share * along[0], one[1] + share * along[1]))


def holds(form: str, points: Points, at: Point) -> bool:
    """Whether a place lies inside of an outline; inside of a line or a text nothing lies."""
    if form in LINES or form == TEXT:
        return False
    inside = False
    outline = outline_of(form, points)
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y0 > at[1]) != (y1 > at[1]) and at[0] < x0 + (at[1] - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside


def hit(marks: Iterable[Mark], at: Point, reach: float) -> Mark | None:
    """The mark at a place: the one whose outline is nearest within reach, else the smallest that holds it."""
    near, around = [], []
    for mark in marks:
        distance = distance_to(mark.shape, mark.points, at)
        if distance <= reach:
            near.append((distance, mark.id, mark))
        elif holds(mark.shape, mark.points, at):
            _left, _top, width, height = extent_of(mark.points)
            around.append((width * height, mark.id, mark))
    best = min(near, default=None) or min(around, default=None)
    return best[2] if best is not None else None
