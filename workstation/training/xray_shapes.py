"""Short ways to say the shapes that things in parcels are made of, and the thing with its outer size."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from workstation.training.xray_materials import Material
from workstation.training.xray_solids import (
    STRAIGHT,
    Solid,
    Turn,
    Vector,
    about_x,
    about_y,
    about_z,
    product,
    rim_points,
    scaled,
    turned,
)

Axis = Literal["x", "y", "z"]
ORIGIN: Vector = (0.0, 0.0, 0.0)


class Thing(msgspec.Struct, frozen=True):
    """One piece of goods, its middle at the origin, lying as it would be laid into a parcel."""

    solids: tuple[Solid, ...]
    extent: Vector
    rolls: bool = False  # may come to lie at any angle, as a cable or a toy; boxes are packed square

    @property
    def mass_kg(self) -> float:
        """What it weighs as drawn."""
        return sum(solid.mass_kg for solid in self.solids)

    def grown(self, by: float, denser: float = 1.0) -> Thing:
        """The same thing in another size, and heavier or lighter stuff."""
        extent = (self.extent[0] * by, self.extent[1] * by, self.extent[2] * by)
        solids = tuple(scaled(solid, by, denser) for solid in self.solids)
        return msgspec.structs.replace(self, solids=solids, extent=extent)

    def lying(self, turn: Turn) -> Thing:
        """The same thing turned, its extent measured anew."""
        return thing((turned(solid, turn) for solid in self.solids), rolls=self.rolls)


def thing(solids: Iterable[Solid], *, rolls: bool = False) -> Thing:
    """Put the solids together and their common middle at the origin."""
    parts = list(solids)
    points = [point for solid in parts if solid.fill > 0 for point in rim_points(solid)]
    least = [min(point[axis] for point in points) for axis in range(3)]
    most = [max(point[axis] for point in points) for axis in range(3)]
    middle = (-(least[0] + most[0]) / 2, -(least[1] + most[1]) / 2, -(least[2] + most[2]) / 2)
    extent = (most[0] - least[0], most[1] - least[1], most[2] - least[2])
    return Thing(tuple(moved(solid, middle) for solid in parts), extent, rolls)


def moved(solid: Solid, by: Vector) -> Solid:
    """The solid elsewhere."""
    return turned(solid, STRAIGHT, by)


def placed(solids: Iterable[Solid], at: Vector = ORIGIN, turn: Turn = STRAIGHT) -> list[Solid]:
    """A group turned about its own origin, then moved."""
    return [turned(solid, turn, at) for solid in solids]


def box(
    material: Material,
    size: Vector,
    at: Vector = ORIGIN,
    *,
    turn: Turn = STRAIGHT,
    fill: float = 1.0,
    texture: tuple[float, float] = (0.0, 10.0),
) -> Solid:
    """A cuboid by its full edges."""
    return Solid("box", material, _half(size), at, turn, fill, (), texture)


def ball(
    material: Material,
    size: Vector,
    at: Vector = ORIGIN,
    *,
    turn: Turn = STRAIGHT,
    fill: float = 1.0,
    texture: tuple[float, float] = (0.0, 10.0),
) -> Solid:
    """An ellipsoid by its full diameters."""
    return Solid("ellipsoid", material, _half(size), at, turn, fill, (), texture)


def rod(
    material: Material,
    diameter: float,
    length: float,
    at: Vector = ORIGIN,
    axis: Axis = "z",
    *,
    fill: float = 1.0,
) -> Solid:
    """A round rod or disc along one of the parcel's axes."""
    turn = {"x": about_y(90), "y": about_x(90), "z": STRAIGHT}[axis]
    return Solid("cylinder", material, (diameter / 2, diameter / 2, length / 2), at, turn, fill)


def plate(
    material: Material,
    outline: Sequence[tuple[float, float]],
    height: float,
    at: Vector = ORIGIN,
    *,
    fill: float = 1.0,
    texture: tuple[float, float] = (0.0, 10.0),
) -> Solid:
    """A convex outline, counter-clockwise as seen from above, of some height, about its own origin."""
    reach = (max(abs(x) for x, _ in outline), max(abs(y) for _, y in outline), height / 2)
    return Solid("prism", material, reach, at, STRAIGHT, fill, tuple(outline), texture)


def tube(
    material: Material, outer: float, inner: float, length: float, at: Vector = ORIGIN, axis: Axis = "z"
) -> list[Solid]:
    """A pipe, a ring or a can without lids."""
    return [rod(material, outer, length, at, axis), rod(material, inner, length, at, axis, fill=-1.0)]


def shell(
    material: Material, size: Vector, wall: float, at: Vector = ORIGIN, *, turn: Turn = STRAIGHT
) -> list[Solid]:
    """A closed box with walls; what is in it is added by others."""
    inner = (size[0] - 2 * wall, size[1] - 2 * wall, size[2] - 2 * wall)
    return [box(material, size, at, turn=turn), box(material, inner, at, turn=turn, fill=-1.0)]


def can(
    material: Material, outer: float, length: float, wall: float, at: Vector = ORIGIN, axis: Axis = "z"
) -> list[Solid]:
    """A closed round tin or bottle."""
    return [
        rod(material, outer, length, at, axis),
        rod(material, outer - 2 * wall, length - 2 * wall, at, axis, fill=-1.0),
    ]


def strand(
    material: Material, diameter: float, points: Sequence[Vector], *, fill: float = 1.0
) -> list[Solid]:
    """A wire, cord or handle along points."""
    pieces = []
    for a, b in itertools.pairwise(points):
        way = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
        length = math.sqrt(sum(part * part for part in way))
        if length < 1e-6:
            continue
        turn = product(
            about_z(math.degrees(math.atan2(way[1], way[0]))),
            about_y(math.degrees(math.acos(max(-1.0, min(1.0, way[2] / length))))),
        )
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
        half = (diameter / 2, diameter / 2, length / 2)
        pieces.append(Solid("cylinder", material, half, middle, turn, fill))
    return pieces


def loop(
    radius_x: float, radius_y: float, z: float = 0.0, *, steps: int = 20, turns: float = 1.0
) -> list[Vector]:
    """Points around an ellipse, for coils and rings."""
    count = round(steps * turns)
    angles = [2 * math.pi * turns * step / count for step in range(count + 1)]
    return [(radius_x * math.cos(a), radius_y * math.sin(a), z) for a in angles]


def _half(size: Vector) -> Vector:
    return (size[0] / 2, size[1] / 2, size[2] / 2)
