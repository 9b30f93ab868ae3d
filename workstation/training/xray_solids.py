"""Convex solids in a parcel and the length of a ray's way through each: what Beer and Lambert's law needs.

Millimetres throughout; x along the belt, y across it, z up. Shapes that are not convex are put together from
convex ones; a hollow is a solid of the same material with a negative fill.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import msgspec

from workstation.training.xray_materials import Material

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vector = tuple[float, float, float]
Turn = tuple[Vector, Vector, Vector]  # rotation matrix, by rows

STRAIGHT: Turn = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
_PARALLEL = 1e-6


class Solid(msgspec.Struct, frozen=True):
    """One convex body. `half` are half extents before turning; a cylinder's or prism's axis is its own z."""

    shape: Literal["box", "ellipsoid", "cylinder", "prism"]
    material: Material
    half: Vector
    at: Vector = (0.0, 0.0, 0.0)
    turn: Turn = STRAIGHT
    fill: float = 1.0
    outline: tuple[tuple[float, float], ...] = ()  # a prism's, convex, counter-clockwise
    texture: tuple[float, float] = (0.0, 10.0)  # unevenness as a share of the thickness, and its grain

    @property
    def volume(self) -> float:
        """In cubic millimetres, of the full body whatever its fill."""
        x, y, z = self.half
        if self.shape == "box":
            return 8 * x * y * z
        if self.shape == "ellipsoid":
            return 4 / 3 * math.pi * x * y * z
        if self.shape == "cylinder":
            return 2 * math.pi * x * y * z
        return 2 * z * abs(_area(self.outline))

    @property
    def mass_kg(self) -> float:
        """Negative for a hollow."""
        return self.volume * self.material.density * self.fill * 1e-6


class View(msgspec.Struct, frozen=True):
    """A direction of parallel rays and the raster they fall on; pixel (0, 0) has its corner at (u0, v0)."""

    name: str
    across: Vector
    down: Vector
    along: Vector
    u0: float
    v0: float
    pitch_mm: float
    columns: int
    rows: int


def turned(solid: Solid, turn: Turn, by: Vector = (0.0, 0.0, 0.0)) -> Solid:
    """The solid turned about the origin, then moved."""
    at = apply(turn, solid.at)
    moved = (at[0] + by[0], at[1] + by[1], at[2] + by[2])
    return msgspec.structs.replace(solid, at=moved, turn=product(turn, solid.turn))


def scaled(solid: Solid, by: float, denser: float = 1.0) -> Solid:
    """The solid and its place grown alike, its filling made denser."""
    return msgspec.structs.replace(
        solid,
        half=(solid.half[0] * by, solid.half[1] * by, solid.half[2] * by),
        at=(solid.at[0] * by, solid.at[1] * by, solid.at[2] * by),
        outline=tuple((x * by, y * by) for x, y in solid.outline),
        fill=solid.fill * denser,
    )


def about_x(degrees: float) -> Turn:
    """A turn about the belt's direction."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((1.0, 0.0, 0.0), (0.0, c, -s), (0.0, s, c))


def about_y(degrees: float) -> Turn:
    """A turn about the direction across the belt."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((c, 0.0, s), (0.0, 1.0, 0.0), (-s, 0.0, c))


def about_z(degrees: float) -> Turn:
    """A turn as seen from above."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return ((c, -s, 0.0), (s, c, 0.0), (0.0, 0.0, 1.0))


def product(a: Turn, b: Turn) -> Turn:
    """First `b`, then `a`."""
    columns = [apply(a, column) for column in zip(*b, strict=True)]
    first, second, third = zip(*columns, strict=True)
    return (first, second, third)


def apply(turn: Turn, point: Vector) -> Vector:
    """The point turned about the origin."""
    x, y, z = point
    (a, b, c), (d, e, f), (g, h, i) = turn
    return (a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z)


def rim_points(solid: Solid) -> list[Vector]:
    """Points on the surface whose convex hull is the solid, or nearly so if it is round."""
    x, y, z = solid.half
    around = [math.radians(22.5 * step) for step in range(16)]
    if solid.shape == "box":
        local = [(sx * x, sy * y, sz * z) for sx in (-1, 1) for sy in (-1, 1) for sz in (-1, 1)]
    elif solid.shape == "prism":
        local = [(px, py, sz * z) for px, py in solid.outline for sz in (-1, 1)]
    elif solid.shape == "cylinder":
        local = [(x * math.cos(a), y * math.sin(a), sz * z) for a in around for sz in (-1, 1)]
    else:
        local = [
            (x * math.cos(a) * math.cos(b), y * math.sin(a) * math.cos(b), z * math.sin(b))
            for a in around
            for b in (math.radians(22.5 * step) for step in range(-4, 5))
        ]
    moved = (apply(solid.turn, point) for point in local)
    return [(px + solid.at[0], py + solid.at[1], pz + solid.at[2]) for px, py, pz in moved]


def thickness(solid: Solid, view: View) -> tuple[slice, slice, NDArray[np.float32]] | None:
    """How many millimetres each ray goes through the solid, on the rows and columns that it can touch."""
    import numpy as np

    window = _window(solid, view)
    if window is None:
        return None
    rows, columns = window
    rays = _Rays(solid, view, rows, columns)
    if solid.shape == "ellipsoid":
        length = _through_ellipsoid(rays, solid)
    elif solid.shape == "cylinder":
        length = _through_cylinder(rays, solid)
    else:
        length = _through_planes(rays, solid)
    shape = (rows.stop - rows.start, columns.stop - columns.start)
    return rows, columns, np.broadcast_to(length, shape)


class _Rays:
    """The rays of a window in a solid's own coordinates: point (affine in u and v) and direction."""

    def __init__(self, solid: Solid, view: View, rows: slice, columns: slice) -> None:
        import numpy as np

        self.pitch = view.pitch_mm
        self.u = ((np.arange(columns.start, columns.stop) + 0.5) * view.pitch_mm + view.u0).astype(
            np.float32
        )[None, :]
        self.v = ((np.arange(rows.start, rows.stop) + 0.5) * view.pitch_mm + view.v0).astype(np.float32)[
            :, None
        ]
        axes = tuple(zip(*solid.turn, strict=True))  # the solid's own axes in the parcel's coordinates
        self.point = [
            (_dot(axis, view.across), _dot(axis, view.down), -_dot(axis, solid.at)) for axis in axes
        ]
        self.along = [_dot(axis, view.along) for axis in axes]

    def affine(self, x: float, y: float, z: float, factor: float = 1.0) -> NDArray[np.float32]:
        """x, y and z times the local coordinates, summed; one-dimensional where it does not vary."""
        import numpy as np

        a, b, c = (
            factor * (x * self.point[0][i] + y * self.point[1][i] + z * self.point[2][i]) for i in range(3)
        )
        if abs(a) < _PARALLEL:
            return self.v * np.float32(b) + np.float32(c)
        if abs(b) < _PARALLEL:
            return self.u * np.float32(a) + np.float32(c)
        return (self.u * np.float32(a) + np.float32(c)) + self.v * np.float32(b)


class _Span:
    """The stretch of each ray that lies between all planes met so far."""

    def __init__(self) -> None:
        self.enter: NDArray[np.float32] | None = None
        self.leave: NDArray[np.float32] | None = None
        self.inside_by: NDArray[np.float32] | None = None  # how far from the nearest face along the rays

    def between(self, enter: NDArray[np.float32] | None, leave: NDArray[np.float32] | None) -> None:
        import numpy as np

        if enter is not None:
            self.enter = enter if self.enter is None else np.maximum(self.enter, enter)
        if leave is not None:
            self.leave = leave if self.leave is None else np.minimum(self.leave, leave)

    def within(self, inside_by: NDArray[np.float32]) -> None:
        import numpy as np

        self.inside_by = inside_by if self.inside_by is None else np.minimum(self.inside_by, inside_by)

    def length(self, pitch: float) -> NDArray[np.float32]:
        """In millimetres; a pixel that a face runs through counts by its covered share."""
        import numpy as np

        assert self.enter is not None and self.leave is not None  # noqa: S101, PT018 - solids are bounded
        way: NDArray[np.float32] = np.maximum(self.leave - self.enter, np.float32(0))
        if self.inside_by is None:
            return way
        share: NDArray[np.float32] = self.inside_by * np.float32(1 / pitch)
        share += np.float32(0.5)
        np.clip(share, 0, 1, out=share)
        return way * share


def _slab(rays: _Rays, span: _Span, axis: int, half: float) -> None:
    """Between the two planes at +half and -half of one local axis."""
    import numpy as np

    unit = [0.0, 0.0, 0.0]
    unit[axis] = 1.0
    along = rays.along[axis]
    x, y, z = unit
    if abs(along) < _PARALLEL:
        span.within(np.float32(half) - np.abs(rays.affine(x, y, z)))
        return
    middle = rays.affine(x, y, z, -1 / along)
    reach = np.float32(half / abs(along))
    span.between(middle - reach, middle + reach)


def _through_planes(rays: _Rays, solid: Solid) -> NDArray[np.float32]:
    import numpy as np

    span = _Span()
    _slab(rays, span, 2, solid.half[2])
    if solid.shape == "box":
        _slab(rays, span, 0, solid.half[0])
        _slab(rays, span, 1, solid.half[1])
        return span.length(rays.pitch)
    for (ax, ay), (bx, by) in zip(solid.outline, solid.outline[1:] + solid.outline[:1], strict=True):
        size = math.hypot(bx - ax, by - ay)
        nx, ny = (by - ay) / size, (ax - bx) / size  # outwards
        along = nx * rays.along[0] + ny * rays.along[1]
        reach = nx * ax + ny * ay
        if abs(along) < _PARALLEL:
            span.within(rays.affine(nx, ny, 0.0, -1.0) + np.float32(reach))
            continue
        cut = rays.affine(nx, ny, 0.0, factor=-1 / along) + np.float32(reach / along)
        span.between(cut if along < 0 else None, cut if along > 0 else None)
    return span.length(rays.pitch)


def _through_cylinder(rays: _Rays, solid: Solid) -> NDArray[np.float32]:
    import numpy as np

    x, y, z = solid.half
    dx, dy = rays.along[0] / x, rays.along[1] / y
    steep = dx * dx + dy * dy
    span = _Span()
    _slab(rays, span, 2, z)
    if steep * x * y < _PARALLEL:
        radius = np.sqrt(rays.affine(1 / x, 0.0, 0.0) ** 2 + rays.affine(0.0, 1 / y, 0.0) ** 2)
        span.within((np.float32(1) - radius) * np.float32(min(x, y)))
        return span.length(rays.pitch)
    beside = rays.affine(dy / x, -dx / y, 0.0, factor=1 / math.sqrt(steep))
    inside = np.maximum(np.float32(1) - beside * beside, np.float32(0))
    reach = np.sqrt(inside) * np.float32(1 / math.sqrt(steep))
    middle = rays.affine(dx / x, dy / y, 0.0, factor=-1 / steep)
    span.between(middle - reach, middle + reach)
    return span.length(rays.pitch)


def _through_ellipsoid(rays: _Rays, solid: Solid) -> NDArray[np.float32]:
    import numpy as np

    x, y, z = solid.half
    d = (rays.along[0] / x, rays.along[1] / y, rays.along[2] / z)
    size = math.sqrt(_dot(d, d))
    d = (d[0] / size, d[1] / size, d[2] / size)
    least = min(range(3), key=lambda axis: abs(d[axis]))
    helper = tuple(1.0 if axis == least else 0.0 for axis in range(3))
    first = _cross(d, helper)
    norm = math.sqrt(_dot(first, first))
    first = (first[0] / norm, first[1] / norm, first[2] / norm)
    second = _cross(d, first)
    outside = rays.affine(first[0] / x, first[1] / y, first[2] / z) ** 2
    outside = outside + rays.affine(second[0] / x, second[1] / y, second[2] / z) ** 2
    inside = np.maximum(np.float32(1) - outside, np.float32(0))
    through: NDArray[np.float32] = np.sqrt(inside) * np.float32(2 / size)
    return through


def _window(solid: Solid, view: View) -> tuple[slice, slice] | None:
    """The rows and columns that the solid's turned bounding box can touch; None if there are none."""
    axes = tuple(zip(*solid.turn, strict=True))
    spans = []
    for direction, start, most in ((view.down, view.v0, view.rows), (view.across, view.u0, view.columns)):
        reach = sum(abs(_dot(axis, direction)) * half for axis, half in zip(axes, solid.half, strict=True))
        middle = _dot(solid.at, direction) - start
        first = max(0, math.floor((middle - reach) / view.pitch_mm) - 1)
        last = min(most, math.ceil((middle + reach) / view.pitch_mm) + 1)
        if first >= last:
            return None
        spans.append(slice(first, last))
    return spans[0], spans[1]


def _area(outline: tuple[tuple[float, float], ...]) -> float:
    following = outline[1:] + outline[:1]
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(outline, following, strict=True)) / 2


def _dot(a: Vector, b: Vector) -> float:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def _cross(a: tuple[float, ...], b: tuple[float, ...]) -> Vector:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
