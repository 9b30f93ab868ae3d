"""What an officer draws on a scan image, and what the officer says of an algorithm's detections.

A mark is linked to a goods item, or to "not declared"; what is linked to nothing stays visibly open, and so
does a goods item of which no mark speaks.
"""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from workstation.domain.value import Value

BOX: Final = "box"
ELLIPSE: Final = "ellipse"
POLYGON: Final = "polygon"
ARROW: Final = "arrow"
TEXT: Final = "text"
SHAPES: Final = (BOX, ELLIPSE, POLYGON, ARROW, TEXT)

NOT_DECLARED: Final = "not_declared"
"""In `Mark.goods`: what is marked there is on no line of the filing."""

ACCEPTED: Final = "accepted"
CLEARED: Final = "cleared"
VERDICTS: Final = (ACCEPTED, CLEARED)

LONGEST_WORDS: Final = 500
"""Characters in the words of one mark."""
MOST_POINTS: Final = 100
"""Corners of one polygon."""
MOST_MARKS: Final = 100
"""Marks of one officer on one consignment. With all their corners they stay far below the largest event that
a central service takes.
"""

_POINTS: Final = {BOX: (2, 2), ELLIPSE: (2, 2), POLYGON: (3, MOST_POINTS), ARROW: (2, 2), TEXT: (1, 1)}
"""By shape: the fewest and the most points."""
_NAMED: Final = re.compile(r"([0-9a-f]{64}):(.*)", re.ASCII | re.DOTALL)
_FARTHEST: Final = 1_000_000.0
_DIGITS: Final = 1
"""Decimals of a point: a tenth of a pixel is finer than a hand."""


class Mark(Value):
    """One mark on one view of a scan image.

    `id` is a UUIDv7 made at the bench, `image` the SHA-256 (hex) of the image's bytes, `view` which of its
    views, counted from 0. `shape` is one of `SHAPES`, or what a newer bench drew. `points` are x and y in
    pixels of the view as it was made, from its upper left corner: two opposite corners of a box or of the box
    around an ellipse, the corners of a polygon in turn, an arrow's tail and head, where a text stands.
    `goods` is a goods item's id, `NOT_DECLARED`, or empty: linked to nothing yet. `words` are the officer's
    own and may name a person: in an event they lie in a particular. `at` is the bench's own UTC clock.
    """

    id: str
    image: str
    shape: str
    points: tuple[tuple[float, float], ...]
    view: int = 0
    words: str = ""
    goods: str = ""
    officer: str = ""
    at: datetime | None = None


class RecordedMark(Value):
    """A mark as a decision holds it, with `Mark`'s words; `points` are whole pixels. In an event `words` is
    empty: they lie in the particular `mark_words`, and may have been erased.
    """

    id: str
    image: str
    shape: str
    points: tuple[tuple[int, int], ...] = ()
    view: int = 0
    goods: str = ""
    words: str = ""


class MarkWords(Value):
    """The words of one mark, by its id: what an event's particular `mark_words` is made of."""

    mark: str
    words: str


class DetectionJudged(Value):
    """What an officer says of one detection: `verdict` is `accepted` (it is what the algorithm says) or
    `cleared` (it is not). `detection` is its id within the image, which alone says nothing: each image may
    have a first one.
    """

    image: str
    detection: str
    verdict: str

    def name(self) -> str:
        """As `detection_name`."""
        return detection_name(self.image, self.detection)


def detection_name(image: str, detection: str) -> str:
    """One name for one detection of a consignment: the image's SHA-256 (hex), and its id within that; the id
    alone where no image is known.
    """
    return f"{image}:{detection}" if image else detection


def verdict_on(name: str, verdict: str) -> DetectionJudged:
    """A verdict on the detection of this name."""
    found = _NAMED.fullmatch(name)
    image, detection = found.groups() if found is not None else ("", name)
    return DetectionJudged(image=image, detection=detection, verdict=verdict)


def reported_id(place: int) -> str:
    """The id within its image of a detection that came in the image's own file and has none: its place there,
    counted from 0.
    """
    return f"file/{place}"


def recorded(mark: Mark) -> RecordedMark:
    """The mark as an event holds it: without its words."""
    return RecordedMark(
        id=mark.id,
        image=mark.image,
        shape=mark.shape,
        points=tuple((round(x), round(y)) for x, y in mark.points),
        view=mark.view,
        goods=mark.goods,
    )


def words_of(marks: Iterable[Mark]) -> tuple[MarkWords, ...]:
    """What was written at these marks; nothing of those that say nothing."""
    return tuple(MarkWords(mark=each.id, words=each.words) for each in marks if each.words)


def with_words(marks: Iterable[RecordedMark], words: Iterable[MarkWords]) -> tuple[RecordedMark, ...]:
    """Recorded marks with the words that are still there."""
    said = {each.mark: each.words for each in words}
    return tuple(replace(each, words=said[each.id]) if each.id in said else each for each in marks)


def fault_of(mark: Mark) -> str:
    """The coded reason why a mark cannot be kept, empty where it can: `mark.shape`, `mark.points` (too few or
    too many, no number, or far outside any image), `mark.view` or `mark.words_too_long`.
    """
    if mark.shape not in SHAPES:
        return "mark.shape"
    fewest, most = _POINTS[mark.shape]
    numbers = (number for point in mark.points for number in point)
    # A number that is none compares as false, and so is a fault too.
    if not fewest <= len(mark.points) <= most or not all(abs(each) <= _FARTHEST for each in numbers):
        return "mark.points"
    if mark.view < 0:
        return "mark.view"
    return "mark.words_too_long" if len(mark.words) > LONGEST_WORDS else ""


def rounded(points: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Points as they are kept: to a tenth of a pixel, without a negative zero."""
    return tuple((_tenth(x), _tenth(y)) for x, y in points)


def _tenth(number: float) -> float:
    return round(number, _DIGITS) + 0.0 if math.isfinite(number) else number


def linked_to_nothing(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks that speak of no goods item, and not of undeclared goods either, in their order."""
    return tuple(each for each in marks if not each.goods)


def without_mark(goods: Sequence[str], marks: Iterable[Mark]) -> tuple[str, ...]:
    """Ids of the goods items of which no mark speaks, in the filing's order."""
    spoken_of = {each.goods for each in marks}
    return tuple(each for each in goods if each not in spoken_of)
