"""Brings what is visible of a scan image to the screen's own pixels, once, in the depth that was measured.

What then changes from frame to frame (window, negative, colour, filters) is table look-ups on those pixels
(`appearance.painted`), whatever the size of the image and wherever the zoom stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workstation.imaging.pyramid import Level, Pyramid

PIXELS_AT_ONCE = 51_200
"""How many pixels are worked on before the next: their wide intermediate values stay in the cache."""
_ONE = 256  # the weights of two neighbours are whole numbers and sum to this
_HALF, _SHIFT = 128, 8
_SAME = 1e-6
"""Share by which a step on the screen may differ from one on the level and still be called the same: then no
pixel is blended, wherever the view begins, for an image at 1:1 is looked at for its pixels. And by how much a
middle is moved to the right and down, lest the rounding of fractions tells which of two pixels is nearer.
"""
_NO_MOVE = 1e-3
"""Pixels of the screen by which a view may have moved besides whole ones."""


class Viewport(msgspec.Struct, frozen=True):
    """Which part of the original, in its pixels, fills how many pixels of the screen. The middle of the
    original's first pixel is at (0.5, 0.5).
    """

    x: float
    y: float
    width: float
    height: float
    columns: int
    rows: int

    @property
    def scale(self) -> float:
        """Screen pixels for each pixel of the original, along the finer of both sides."""
        across = self.columns / self.width if self.width > 0 else 0.0
        down = self.rows / self.height if self.height > 0 else 0.0
        return max(across, down) or 1.0


class Sampled(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """A viewport's pixels as they were measured: `rows` x `columns` of the high energy, of the material where
    two energies were measured, and of red, green and blue where the picture came coloured.

    `is_quick` says that each is the nearest pixel of its level instead of a blend of its four neighbours.
    """

    viewport: Viewport
    is_quick: bool
    high: NDArray[np.uint16]
    material: NDArray[np.uint8] | None = None
    colour: NDArray[np.uint8] | None = None


class Sampler:
    """Samples one view of the screen and remembers what it sampled last. For one thread.

    A blend that is remembered is given to whoever asks for a quick one too; of a view that was moved by whole
    pixels of the screen only what came into sight is sampled.
    """

    def __init__(self) -> None:
        self._last: tuple[Pyramid, Sampled] | None = None

    def sampled(self, pyramid: Pyramid, viewport: Viewport, *, quick: bool) -> Sampled:
        """The pixels of a viewport. `quick` takes the nearest ones, for a view that moves.

        Beyond the image its rim goes on: whoever paints leaves out what lies there.
        """
        found = None
        if self._last is not None:
            of, last = self._last
            if of is pyramid and (quick or not last.is_quick):
                if last.viewport == viewport:
                    return last
                found = _moved(pyramid, last, viewport)
        found = found or sample(pyramid, viewport, quick=quick)
        self._last = (pyramid, found)
        return found

    def forget(self) -> None:
        """Nothing of it is shown any more: let go of the image's memory."""
        self._last = None


def sample(pyramid: Pyramid, viewport: Viewport, *, quick: bool) -> Sampled:
    """Sample at the level that `Pyramid.level_for` names."""
    level = pyramid.level_for(viewport.scale)
    places = _places(level, viewport, quick=quick)
    return Sampled(
        viewport,
        quick,
        _taken(level.energies[0], *places),
        None if level.material is None else _taken(level.material, *places),
        None if level.colour is None else _taken(level.colour, *places),
    )


# --- what a moved view keeps ------------------------------------------------------------------------------


class _Kept(msgspec.Struct, frozen=True):
    """Rows and columns of a view that another one has too, `down` and `across` farther in the other."""

    rows: slice
    columns: slice
    down: int
    across: int

    def rims(self, viewport: Viewport) -> list[tuple[slice, slice]]:
        """What is left of the view: above, below, to the left, to the right."""
        whole = slice(0, viewport.columns)
        return [
            (slice(0, self.rows.start), whole),
            (slice(self.rows.stop, viewport.rows), whole),
            (self.rows, slice(0, self.columns.start)),
            (self.rows, slice(self.columns.stop, viewport.columns)),
        ]


def _moved(pyramid: Pyramid, last: Sampled, viewport: Viewport) -> Sampled | None:
    """The viewport out of what was sampled last, where that saves work; as quick as that was."""
    level = pyramid.level_for(viewport.scale)
    kept = _kept(last.viewport, viewport)
    if kept is None or level is not pyramid.level_for(last.viewport.scale):
        return None
    places = _places(level, viewport, quick=last.is_quick)

    def taken(plane: NDArray[Any], before: NDArray[Any]) -> NDArray[Any]:
        return _taken_again(plane, places, before, kept, viewport)

    return Sampled(
        viewport,
        last.is_quick,
        taken(level.energies[0], last.high),
        None if level.material is None or last.material is None else taken(level.material, last.material),
        None if level.colour is None or last.colour is None else taken(level.colour, last.colour),
    )


def _kept(last: Viewport, now: Viewport) -> _Kept | None:
    """What both have, if one is the other moved by whole pixels of the screen and that is most of it."""
    if not min(last.columns, last.rows, now.columns, now.rows, now.width, now.height) > 0:
        return None
    step_across, step_down = now.width / now.columns, now.height / now.rows
    if (
        abs(last.width / last.columns - step_across) > _SAME / 1000 * step_across
        or abs(last.height / last.rows - step_down) > _SAME / 1000 * step_down
    ):
        return None
    by_across, by_down = (now.x - last.x) / step_across, (now.y - last.y) / step_down
    across, down = round(by_across), round(by_down)
    if max(abs(by_across - across), abs(by_down - down)) > _NO_MOVE:
        return None
    columns = slice(max(0, -across), min(now.columns, last.columns - across))
    rows = slice(max(0, -down), min(now.rows, last.rows - down))
    both = max(0, columns.stop - columns.start) * max(0, rows.stop - rows.start)
    if both * 2 < now.columns * now.rows:
        return None
    return _Kept(rows, columns, down, across)


def _taken_again(
    plane: NDArray[Any], places: tuple[_Along, _Along], before: NDArray[Any], kept: _Kept, viewport: Viewport
) -> NDArray[Any]:
    import numpy as np

    down, across = places
    taken = np.empty((viewport.rows, viewport.columns, *plane.shape[2:]), dtype=plane.dtype)
    taken[kept.rows, kept.columns] = before[
        kept.rows.start + kept.down : kept.rows.stop + kept.down,
        kept.columns.start + kept.across : kept.columns.stop + kept.across,
    ]
    for rows, columns in kept.rims(viewport):
        if rows.start < rows.stop and columns.start < columns.stop:
            taken[rows, columns] = _taken(plane, down.part(rows), across.part(columns))
    taken.setflags(write=False)
    return taken


# --- which pixels -----------------------------------------------------------------------------------------


class _Along(msgspec.Struct, frozen=True, eq=False):
    """For each pixel along one side of the screen: a pixel of the level, the next one, and the next one's
    weight of 256. `between` are the level's pixels that this needs; the places count from its start.
    """

    between: slice
    first: NDArray[np.intp]
    second: NDArray[np.intp]
    weight: NDArray[np.uint32]

    @property
    def is_blended(self) -> bool:
        """Whether any pixel of the screen lies between two of the level."""
        return bool(self.weight.any())

    def part(self, places: slice) -> _Along:
        """The same for some of the screen's pixels."""
        start = self.between.start
        return _along(self.first[places] + start, self.second[places] + start, self.weight[places])

    @property
    def run(self) -> slice | None:
        """The level's pixels if it is each of them in turn, as at its own size."""
        if (self.first[1:] - self.first[:-1] != 1).any():
            return None
        return slice(self.between.start, self.between.start + len(self.first))


def _middles(start: float, extent: float, count: int) -> NDArray[np.float64]:
    """Where on a level the middles of the screen's pixels are, all in the level's pixels."""
    import numpy as np

    return start + (np.arange(count, dtype=np.float64) + 0.5) * (extent / max(count, 1))


def _places(level: Level, viewport: Viewport, *, quick: bool) -> tuple[_Along, _Along]:
    """Rows and columns of the level for those of the viewport."""
    along = _nearest_along if quick else _blended_along
    unit = 1 << level.halvings
    down = along(viewport.y / unit, viewport.height / unit, viewport.rows, level.height)
    across = along(viewport.x / unit, viewport.width / unit, viewport.columns, level.width)
    return down, across


def _nearest_along(start: float, extent: float, count: int, most: int) -> _Along:
    import numpy as np

    first = np.clip(np.floor(_middles(start, extent, count) + _SAME), 0, most - 1).astype(np.intp)
    return _along(first, first, np.zeros(len(first), dtype=np.uint32))


def _blended_along(start: float, extent: float, count: int, most: int) -> _Along:
    import numpy as np

    if abs(extent - count) < _SAME * count:
        return _nearest_along(start, extent, count, most)
    # In units of a 256th of the level's pixel from the middle of its first.
    middles = np.clip(_middles(start, extent, count), 0.5, most - 0.5)
    at = np.floor((middles - 0.5) * _ONE + 0.5).astype(np.intp)
    first = at >> _SHIFT
    second = np.minimum(first + 1, most - 1)
    return _along(first, second, (at & (_ONE - 1)).astype(np.uint32))


def _along(first: NDArray[np.intp], second: NDArray[np.intp], weight: NDArray[np.uint32]) -> _Along:
    start, end = (int(first.min()), int(second.max()) + 1) if len(first) else (0, 0)
    return _Along(slice(start, end), first - start, second - start, weight)


# --- their values -----------------------------------------------------------------------------------------


def _taken(plane: NDArray[Any], down: _Along, across: _Along) -> NDArray[Any]:
    is_blended = down.is_blended or across.is_blended
    return _blended(plane, down, across) if is_blended else _nearest(plane, down, across)


def _nearest(plane: NDArray[Any], down: _Along, across: _Along) -> NDArray[Any]:
    import numpy as np

    down_run, across_run = down.run, across.run
    if down_run is not None and across_run is not None:
        seen = plane[down_run, across_run].copy()
        seen.setflags(write=False)
        return seen
    part = plane[:, across.between]
    rows = down.first + down.between.start
    taken = np.empty((len(rows), len(across.first), *plane.shape[2:]), dtype=plane.dtype)
    for band in bands(len(rows), part.shape[1]):
        part[rows[band]].take(across.first, axis=1, out=taken[band], mode="clip")
    taken.setflags(write=False)
    return taken


def _blended(plane: NDArray[Any], down: _Along, across: _Along) -> NDArray[Any]:
    """Blend rows, then columns, each rounded to whole numbers: the same on every machine."""
    import numpy as np

    # The narrowest type that holds a pixel times 256.
    wide = np.uint32 if plane.dtype.itemsize == 2 else np.uint16
    part = plane[down.between, across.between]
    each = (slice(None), *(None for _ in plane.shape[1:]))
    down_weight = down.weight.astype(wide)[each]
    across_weight = across.weight.astype(wide)[each[: plane.ndim - 1]]
    taken = np.empty((len(down.first), len(across.first), *plane.shape[2:]), dtype=plane.dtype)
    for band in bands(len(down.first), part.shape[1]):
        rows = part[down.first[band]].astype(wide)
        if down.is_blended:
            _blend(rows, part[down.second[band]].astype(wide), down_weight[band])
        here = rows.take(across.first, axis=1, mode="clip")
        if across.is_blended:
            _blend(here, rows.take(across.second, axis=1, mode="clip"), across_weight)
        taken[band] = here
    taken.setflags(write=False)
    return taken


def _blend(first: NDArray[Any], second: NDArray[Any], weight: NDArray[Any]) -> None:
    """Into `first`: (first * (256 - weight) + second * weight) / 256, the nearest whole number."""
    second *= weight
    first *= _ONE - weight
    first += second
    first += _HALF
    first >>= _SHIFT


def bands(rows: int, columns: int, *, at_least: int = 1) -> list[slice]:
    """The rows in pieces of at most about `PIXELS_AT_ONCE` pixels, but of so many rows at least."""
    at_once = max(at_least, PIXELS_AT_ONCE // max(columns, 1))
    return [slice(top, min(top + at_once, rows)) for top in range(0, rows, at_once)]
