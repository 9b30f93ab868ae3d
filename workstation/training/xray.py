"""Draws what a dual-energy X-ray machine would make of a parcel: 16-bit images with ground truth.

Along each ray the attenuations of all solids add up (Beer and Lambert); the beam that is left, the spot's
blur, the photons' noise and the detector's steps make the image. Same arguments, same bytes.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from workstation.training.xray_dice import Dice
from workstation.training.xray_kinds import ContentKind, content_kind, content_kinds, kind_for_hs
from workstation.training.xray_materials import ENERGIES_KEV, linear_attenuation
from workstation.training.xray_packing import Piece, filling, packed, weighing, wrapping
from workstation.training.xray_shapes import Thing
from workstation.training.xray_solids import Solid, Vector, View, about_z, rim_points, thickness, turned
from workstation.training.xray_tiff import tiff_bytes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "Content",
    "ContentKind",
    "ParcelView",
    "Truth",
    "content_kinds",
    "draw_alone",
    "draw_parcel",
    "kind_for_hs",
]

MOST_PIECES = 36  # drawn per parcel; a larger count is drawn as so many heavier pieces
VIEWS = ("top", "side")
_WIDEST_PX, _FINEST_MM, _COARSEST_MM = 1000, 0.25, 0.8
_MOST_PX = 720_000  # of the parcel itself: keeps a file near a megabyte
_MARGIN_PX, _ALONE_MARGIN_PX = 36, 3


class Content(msgspec.Struct, frozen=True):
    """What to put into a parcel. `mass_kg` is that of all pieces together; None leaves it to the kind.

    `truth` marks each piece in the views' ground truth with these words; threats are marked in any case.
    """

    kind: str
    count: int = 1
    mass_kg: float | None = None
    truth: str | None = None


class Truth(msgspec.Struct, frozen=True):
    """Where a thing really is, in a view's pixels: `box` is (x, y, width, height), `polygon` its outline."""

    kind: str
    box: tuple[int, int, int, int]
    polygon: tuple[tuple[int, int], ...]
    description: str


class ParcelView(msgspec.Struct, frozen=True):
    """One image as the machine delivers it: two pages (high energy, low energy) of 16-bit transmission."""

    name: str
    tiff: bytes
    width: int
    height: int
    pitch_mm: float
    truths: tuple[Truth, ...]


def draw_parcel(
    seed: int,
    contents: Sequence[Content],
    *,
    size_mm: tuple[float, float, float],
    views: tuple[str, ...] = ("top",),
    pitch_mm: float | None = None,
) -> list[ParcelView]:
    """The parcel's images, one per view. `size_mm` is length along the belt, width and height.

    Raises ValueError for a kind, a view or a size that cannot be drawn.
    """
    if not all(20 <= edge <= 2000 for edge in size_mm):
        raise ValueError("a parcel's edges are 20 to 2000 mm")
    if pitch_mm is None:
        finest = max(max(size_mm) / _WIDEST_PX, math.sqrt(size_mm[0] * max(size_mm[1:]) / _MOST_PX))
        pitch_mm = min(max(math.ceil(finest * 100) / 100, _FINEST_MM), _COARSEST_MM)
    pieces = _lying_on_the_belt(Dice(seed, 1), contents, size_mm)
    drawn = []
    for number, name in enumerate(views):
        view = _view(name, pieces, pitch_mm)
        high, low = _image(Dice(seed, 2, number), pieces, view)
        described = msgspec.json.encode(
            {"energies_kev": ENERGIES_KEV, "pitch_mm": pitch_mm, "view": name, "bits": 16}, order="sorted"
        )
        tiff = tiff_bytes((high, low), described.decode("ascii"))
        drawn.append(ParcelView(name, tiff, view.columns, view.rows, pitch_mm, tuple(_truths(pieces, view))))
    return drawn


def draw_alone(seed: int, kind: str, *, pitch_mm: float) -> list[ParcelView]:
    """One thing of this kind alone in the open beam, from above and from the side: without a parcel, and
    without noise, so that it can be mixed into an image that has its own. Both views lie over the same
    columns. Raises ValueError for a kind that is not in the vocabulary.
    """
    drawn, dice = content_kind(kind), Dice(seed, 3)
    lying = drawn.draw(dice).lying(about_z(dice.uniform(0, 360)))
    pieces = [Piece(tuple(lying.solids), kind, drawn.words)]
    described = {"energies_kev": ENERGIES_KEV, "pitch_mm": pitch_mm, "bits": 16}
    views = []
    for name in VIEWS:
        view = _view(name, pieces, pitch_mm, margin_px=_ALONE_MARGIN_PX)
        planes = [_digitised(_blurred(_transmitted(each))) for each in attenuations(lying.solids, view)]
        words = msgspec.json.encode({**described, "view": name}, order="sorted").decode("ascii")
        tiff = tiff_bytes(planes, words)
        views.append(ParcelView(name, tiff, view.columns, view.rows, pitch_mm, tuple(_truths(pieces, view))))
    return views


def _lying_on_the_belt(dice: Dice, contents: Sequence[Content], size: Vector) -> list[Piece]:
    """Wrapping, contents and filling, the parcel a little askew on the belt."""
    walls, room = wrapping(dice, size)
    things = [each for content in contents for each in _things_of(dice, content, len(contents))]
    pieces = [Piece(tuple(walls), "", None), *packed(dice, things, room)]
    if size[2] >= 45 and dice.chance(0.7):
        pieces.append(Piece(tuple(filling(dice, room)), "", None))
    askew = about_z(dice.uniform(-5, 5))
    return [
        msgspec.structs.replace(piece, solids=tuple(turned(solid, askew) for solid in piece.solids))
        for piece in pieces
    ]


def _things_of(dice: Dice, content: Content, shares: int) -> Iterable[tuple[Thing, str, str | None]]:
    kind = content_kind(content.kind)
    count = min(max(1, content.count), max(1, MOST_PIECES // max(1, shares)))
    truth = content.truth or (kind.words if kind.is_threat else None)
    for _ in range(count):
        piece = kind.draw(dice)
        if content.mass_kg is not None:
            piece = weighing(piece, content.mass_kg / count)
        yield piece, kind.name, truth


def _view(name: str, pieces: Sequence[Piece], pitch: float, *, margin_px: int = _MARGIN_PX) -> View:
    """The raster around everything, with a margin of open beam."""
    if name == "top":
        across, down, along = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
    elif name == "side":
        across, down, along = (1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, 1.0, 0.0)
    else:
        raise ValueError(f"there is no view named {name!r}")
    points = [point for piece in pieces for solid in piece.solids for point in rim_points(solid)]
    us = [_dot(point, across) for point in points]
    vs = [_dot(point, down) for point in points]
    columns = math.ceil((max(us) - min(us)) / pitch) + 2 * margin_px
    rows = math.ceil((max(vs) - min(vs)) / pitch) + 2 * margin_px
    u0 = (min(us) + max(us) - columns * pitch) / 2
    v0 = (min(vs) + max(vs) - rows * pitch) / 2
    return View(name, across, down, along, u0, v0, pitch, columns, rows)


def attenuations(
    solids: Iterable[Solid], view: View, dice: Dice | None = None
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Beer and Lambert's exponent for the high and the low energy; `dice` makes textures uneven."""
    import numpy as np

    high = np.zeros((view.rows, view.columns), dtype=np.float32)
    low = np.zeros_like(high)
    for solid in solids:
        touched = thickness(solid, view)
        if touched is None:
            continue
        rows, columns, way = touched
        if dice is not None and solid.texture[0] > 0:
            way = way * _texture(dice, way.shape, solid.texture, view.pitch_mm)
        mu_high, mu_low = linear_attenuation(solid.material)
        high[rows, columns] += way * np.float32(mu_high * solid.fill)
        low[rows, columns] += way * np.float32(mu_low * solid.fill)
    return high, low


def _texture(
    dice: Dice, shape: tuple[int, ...], texture: tuple[float, float], pitch: float
) -> NDArray[np.float32]:
    """A smooth uneven field around 1, with the texture's strength and grain."""
    import numpy as np

    strength, grain = texture
    rows, columns = shape[0], shape[1]
    field: NDArray[np.float32] = np.ones((rows, columns), dtype=np.float32)
    for octave in (1.0, 2.6):
        cell = max(2.0, grain / pitch / octave)
        grid = dice.coarse(math.ceil(rows / cell) + 2, math.ceil(columns / cell) + 2)
        grid *= np.float32(strength / octave)
        down, down_share = _steps(rows, cell)
        across, across_share = _steps(columns, cell)
        wide = grid[:, across] + (grid[:, across + 1] - grid[:, across]) * across_share[None, :]
        field += wide[down] + (wide[down + 1] - wide[down]) * down_share[:, None]
    return np.maximum(field, np.float32(0))


def _steps(count: int, cell: float) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    import numpy as np

    at = np.arange(count, dtype=np.float32) * np.float32(1 / cell)
    whole = at.astype(np.intp)
    share = at - whole.astype(np.float32)
    smooth: NDArray[np.float32] = share * share * (np.float32(3) - np.float32(2) * share)
    return whole, smooth


# The detector: photons per pixel in the open beam, at the high and at the low energy; electronic noise and
# scattered radiation as shares of the open beam; what calibration leaves of elements' and tube's drift.
_PHOTONS = (42_000.0, 30_000.0)
_ELECTRONIC, _SCATTER = 0.00009, 0.00018
_ELEMENT_DRIFT, _TUBE_DRIFT = 0.0012, 0.0008
_OVEREXPOSED = 1.006  # the open beam lies a little above white, so that it is even
_STEPS_PER_UNIT, _DEEPEST = 4096, 14.0


def _image(dice: Dice, pieces: Sequence[Piece], view: View) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    import numpy as np

    high, low = attenuations((solid for piece in pieces for solid in piece.solids), view, dice)
    tube = np.float32(1) + dice.normal(1, view.columns) * np.float32(_TUBE_DRIFT)
    detected = []
    for attenuation, photons in zip((high, low), _PHOTONS, strict=True):
        beam = _blurred(_transmitted(attenuation))
        beam *= np.float32(_OVEREXPOSED)
        beam += np.float32(_SCATTER)
        beam *= np.float32(1) + dice.normal(view.rows, 1) * np.float32(_ELEMENT_DRIFT)
        beam *= tube
        noise = np.sqrt(beam * np.float32(1 / photons) + np.float32(_ELECTRONIC**2))
        noise *= dice.normal(view.rows, view.columns)
        beam += noise
        detected.append(_digitised(beam))
    return detected[0], detected[1]


def _transmitted(attenuation: NDArray[np.float32]) -> NDArray[np.float32]:
    """exp(-A) from a table, since NumPy's own differs between processors in the last bit."""
    import numpy as np

    steps = attenuation * np.float32(_STEPS_PER_UNIT)
    steps += np.float32(0.5)
    np.clip(steps, 0, _STEPS_PER_UNIT * _DEEPEST, out=steps)
    beam: NDArray[np.float32] = np.take(_exponential(), steps.astype(np.uint16), mode="clip")
    return beam


@functools.cache
def _exponential() -> NDArray[np.float32]:
    import numpy as np

    count = int(_STEPS_PER_UNIT * _DEEPEST) + 1
    return np.array([math.exp(-step / _STEPS_PER_UNIT) for step in range(count)], dtype=np.float32)


def _blurred(beam: NDArray[np.float32]) -> NDArray[np.float32]:
    """The focal spot's and the detector's spread: 1-4-1 both ways."""
    import numpy as np

    outer, middle = np.float32(1 / 6), np.float32(4 / 6)
    down = beam * middle
    down[1:-1] += (beam[:-2] + beam[2:]) * outer
    down[[0, -1]] = beam[[0, -1]]
    across = down * middle
    across[:, 1:-1] += (down[:, :-2] + down[:, 2:]) * outer
    across[:, [0, -1]] = down[:, [0, -1]]
    return across


def _digitised(beam: NDArray[np.float32]) -> NDArray[np.uint16]:
    """16 bits, in steps below the noise, coarser where it is bright: what keeps files small."""
    import numpy as np

    counts = beam * np.float32(65535)
    counts += np.float32(0.5)
    np.clip(counts, 0, 65535, out=counts)
    image: NDArray[np.uint16] = np.take(_stepped(), counts.astype(np.uint16), mode="clip")
    return image


@functools.cache
def _stepped() -> NDArray[np.uint16]:
    import numpy as np

    table = np.arange(65536, dtype=np.uint32)
    for least, step in ((512, 16), (2048, 32), (8192, 64), (32768, 128)):
        bright = table[least:]
        bright[:] = (bright + step // 2) // step * step
    return np.minimum(table, 65535).astype(np.uint16)


def _truths(pieces: Sequence[Piece], view: View) -> Iterable[Truth]:
    for piece in pieces:
        if piece.truth is None:
            continue
        points = set()
        for solid in piece.solids:
            for point in rim_points(solid):
                u, v = _dot(point, view.across), _dot(point, view.down)
                x = min(max(round((u - view.u0) / view.pitch_mm), 0), view.columns - 1)
                y = min(max(round((v - view.v0) / view.pitch_mm), 0), view.rows - 1)
                points.add((x, y))
        outline = _hull(sorted(points))
        left, top = min(x for x, _ in outline), min(y for _, y in outline)
        right, bottom = max(x for x, _ in outline), max(y for _, y in outline)
        yield Truth(piece.kind, (left, top, right - left + 1, bottom - top + 1), outline, piece.truth)


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _hull(points: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The convex hull of sorted points (Andrew's monotone chain)."""
    if len(points) < 3:
        return tuple(points)
    halves = []
    for ordered in (points, points[::-1]):
        chain: list[tuple[int, int]] = []
        for point in ordered:
            while len(chain) >= 2 and _is_right_turn(chain[-2], chain[-1], point):
                chain.pop()
            chain.append(point)
        halves += chain[:-1]
    return tuple(halves)


def _is_right_turn(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0
