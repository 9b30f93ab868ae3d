"""What can be measured in a scan image: a length, what lies along a line, how a region lets rays through."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from workstation.imaging.pixels import ScanPixels

Point = tuple[float, float]
"""x and y in pixels of the view, from its upper left corner: the first pixel's middle is (0.5, 0.5)."""

Form = Literal["box", "ellipse", "polygon"]

MOST_SAMPLES = 4096
"""Values along one line: more than any screen has pixels."""
_VALUES = 65536
_ROWS_AT_ONCE = 256  # bounds the memory of a mask, however large the region is


class Profile(msgspec.Struct, frozen=True, eq=False):
    """Transmission (0 to 65535) along a line, one array for each energy, high first; `at` are the distances
    from the line's tail in pixels. What lies outside the image is left out.
    """

    at: NDArray[np.float64]
    energies: tuple[NDArray[np.float64], ...]


class Spread(msgspec.Struct, frozen=True):
    """How the transmissions (0 to 65535) of one energy are spread over a region. `deviation` is that of the
    whole (divided by the count, not by one less): the region is what is asked about, no sample of it.
    """

    mean: float
    deviation: float
    least: int
    most: int
    median: float


class Region(msgspec.Struct, frozen=True):
    """What is known of a region: its pixels, its area in mm² where the pitch is known, and the spread of each
    energy, high first.
    """

    pixels: int
    area_mm2: float | None
    energies: tuple[Spread, ...]


def length_px(tail: Point, head: Point) -> float:
    """The distance of two points in pixels."""
    return math.hypot(head[0] - tail[0], head[1] - tail[1])


def length_mm(tail: Point, head: Point, pitch_mm: float | None) -> float | None:
    """The distance of two points in millimetres in the plane of the goods; None where the pitch is not known.

    What lies nearer to the source than that plane looks larger than it is: with one view nobody can tell.
    """
    return None if pitch_mm is None else length_px(tail, head) * pitch_mm


def profile(pixels: ScanPixels, tail: Point, head: Point) -> Profile:
    """The transmissions from tail to head: one value for each pixel of its length (at most `MOST_SAMPLES`),
    between the middles of pixels bilinear.
    """
    import numpy as np

    length = length_px(tail, head)
    count = min(max(math.ceil(length) + 1, 2), MOST_SAMPLES)
    shares = np.linspace(0.0, 1.0, count)
    x = tail[0] + (head[0] - tail[0]) * shares
    y = tail[1] + (head[1] - tail[1]) * shares
    inside = (x >= 0) & (x <= pixels.width) & (y >= 0) & (y <= pixels.height)
    x, y = x[inside], y[inside]
    return Profile(
        at=shares[inside] * length, energies=tuple(_bilinear(plane, x, y) for plane in pixels.energies)
    )


def _bilinear(
    plane: NDArray[np.uint16], x: NDArray[np.float64], y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Values between the middles of the four nearest pixels; at the edge the edge's own."""
    import numpy as np

    rows, columns = plane.shape
    across = np.clip(x - 0.5, 0, columns - 1)
    down = np.clip(y - 0.5, 0, rows - 1)
    left = np.minimum(across.astype(np.intp), max(columns - 2, 0))
    top = np.minimum(down.astype(np.intp), max(rows - 2, 0))
    right, bottom = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
    of_right, of_bottom = across - left, down - top
    upper = plane[top, left] * (1 - of_right) + plane[top, right] * of_right
    lower = plane[bottom, left] * (1 - of_right) + plane[bottom, right] * of_right
    values: NDArray[np.float64] = upper * (1 - of_bottom) + lower * of_bottom
    return values


def region(pixels: ScanPixels, form: Form, points: Sequence[Point]) -> Region | None:
    """The region's statistics; None where it holds no pixel of the image.

    `points` are two opposite corners of a box or of the box around an ellipse, or a polygon's corners (even
    and odd crossings tell inside from outside). A pixel belongs to the region if its middle lies in it.
    """
    import numpy as np

    left, right = _span([x for x, _ in points], pixels.width)
    top, bottom = _span([y for _, y in points], pixels.height)
    counts = [np.zeros(_VALUES, dtype=np.int64) for _ in pixels.energies]
    for first in range(top, bottom, _ROWS_AT_ONCE):
        rows = range(first, min(first + _ROWS_AT_ONCE, bottom))
        mask = _mask(form, points, rows, range(left, right))
        for energy, plane in enumerate(pixels.energies):
            inside = plane[rows.start : rows.stop, left:right][mask]
            counts[energy] += np.bincount(inside, minlength=_VALUES)
    many = int(counts[0].sum())
    if not many:
        return None
    area = None if pixels.pitch_mm is None else many * pixels.pitch_mm**2
    return Region(pixels=many, area_mm2=area, energies=tuple(_spread(count, many) for count in counts))


def _span(edges: Sequence[float], end: int) -> tuple[int, int]:
    """The first pixel whose middle lies between the outermost edges, and the one after the last."""
    first, last = math.ceil(min(edges) - 0.5), math.floor(max(edges) - 0.5) + 1
    return min(max(first, 0), end), min(max(last, 0), end)


def _mask(form: Form, points: Sequence[Point], rows: range, columns: range) -> NDArray[np.bool_]:
    """Which of these pixels have their middle in the form."""
    import numpy as np

    if form == "box":
        return np.ones((len(rows), len(columns)), dtype=np.bool_)
    if form == "polygon":
        return _inside_polygon(points, rows, columns)
    (x0, y0), (x1, y1) = points
    across = (np.arange(columns.start, columns.stop) + 0.5 - (x0 + x1) / 2) / max(abs(x1 - x0) / 2, 1e-9)
    down = (np.arange(rows.start, rows.stop) + 0.5 - (y0 + y1) / 2) / max(abs(y1 - y0) / 2, 1e-9)
    inside: NDArray[np.bool_] = across[np.newaxis, :] ** 2 + down[:, np.newaxis] ** 2 <= 1.0
    return inside


def _inside_polygon(points: Sequence[Point], rows: range, columns: range) -> NDArray[np.bool_]:
    """Each edge turns inside into outside at the first middle to its right; summed up along the row."""
    import numpy as np

    turns = np.zeros((len(rows), len(columns) + 1), dtype=np.bool_)
    middles = np.arange(rows.start, rows.stop) + 0.5
    for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
        crossed = np.flatnonzero((middles >= min(y0, y1)) & (middles < max(y0, y1)))
        if crossed.size:
            x = x0 + (middles[crossed] - y0) * ((x1 - x0) / (y1 - y0))
            turned = np.ceil(x - 0.5).astype(np.intp) - columns.start
            turns[crossed, np.clip(turned, 0, len(columns))] ^= True
    inside: NDArray[np.bool_] = np.logical_xor.accumulate(turns, axis=1)[:, : len(columns)]
    return inside


def _spread(counts: NDArray[np.int64], many: int) -> Spread:
    """From how many pixels have each transmission: exact, whatever the size."""
    import numpy as np

    values = np.flatnonzero(counts)
    weights = counts[values]
    mean = float(values @ weights) / many
    deviation = math.sqrt(float(((values - mean) ** 2) @ weights) / many)
    running = np.cumsum(weights)
    low, high = (int(values[np.searchsorted(running, rank)]) for rank in ((many + 1) // 2, many // 2 + 1))
    return Spread(mean, deviation, int(values[0]), int(values[-1]), (low + high) / 2)
