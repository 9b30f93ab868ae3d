"""Puts things into a parcel as a packer would: largest first, on what lies there, pressed in if need be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from workstation.training import xray_materials as m
from workstation.training.xray_dice import Dice
from workstation.training.xray_shapes import Thing, ball, box, shell
from workstation.training.xray_solids import STRAIGHT, Solid, Turn, Vector, about_x, about_y, about_z, turned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CELL_MM = 10.0
_TRIES = 14


class Piece(msgspec.Struct, frozen=True):
    """A thing in its place; `truth` says what it is if that is ground truth."""

    solids: tuple[Solid, ...]
    kind: str
    truth: str | None


def fitted(piece: Thing, room: Vector) -> Thing:
    """The thing turned so that it fits the room, and made smaller if it is too large any way."""
    for turn in (STRAIGHT, about_z(90), about_x(90), about_y(90)):
        lying = piece if turn is STRAIGHT else piece.lying(turn)
        if all(edge <= free for edge, free in zip(lying.extent, room, strict=True)):
            return lying
    lying = piece.lying(about_z(90)) if (piece.extent[0] < piece.extent[1]) != (room[0] < room[1]) else piece
    return lying.grown(min(free / edge for edge, free in zip(lying.extent, room, strict=True)))


def weighing(piece: Thing, mass_kg: float) -> Thing:
    """The thing grown or shrunk, then made denser, until it weighs that; within what still looks like it."""
    present = piece.mass_kg
    if not 0 < mass_kg < math.inf or present <= 0:
        return piece
    by = min(max((mass_kg / present) ** (1 / 3), 0.6), 1.6)
    return piece.grown(by, min(max(mass_kg / (present * by**3), 0.5), 1.7))


def packed(dice: Dice, things: Sequence[tuple[Thing, str, str | None]], room: Vector) -> list[Piece]:
    """Each (thing, kind, truth) at a place inside `room`, whose middle is the origin."""
    import numpy as np

    cells = (max(1, round(room[0] / _CELL_MM)), max(1, round(room[1] / _CELL_MM)))
    heights = np.zeros(cells, dtype=np.float32)
    order = sorted(range(len(things)), key=lambda n: (-_footprint(things[n][0]), n))
    pieces = []
    for n in order:
        piece, kind, truth = things[n]
        laid, at, turn = _laid(dice, fitted(piece, room), heights, room)
        pieces.append(Piece(tuple(turned(solid, turn, at) for solid in laid.solids), kind, truth))
    return pieces


def _footprint(piece: Thing) -> float:
    return piece.extent[0] * piece.extent[1]


def _laid(dice: Dice, piece: Thing, heights: NDArray[np.float32], room: Vector) -> tuple[Thing, Vector, Turn]:
    """The lowest of several places; the ground under it is raised by the thing."""
    best: tuple[float, float, float, float, tuple[slice, slice]] | None = None
    for _ in range(_TRIES):
        degrees = (
            dice.uniform(0, 360)
            if piece.rolls
            else dice.choice((0.0, 90.0, 180.0, 270.0)) + dice.uniform(-4, 4)
        )
        c, s = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
        across = (piece.extent[0] * c + piece.extent[1] * s, piece.extent[0] * s + piece.extent[1] * c)
        free = ((room[0] - across[0]) / 2, (room[1] - across[1]) / 2)
        x, y = dice.uniform(-1, 1), dice.uniform(-1, 1)
        if min(free) < 0:
            continue
        x, y = x * free[0], y * free[1]
        under = _under(x, y, across, room, heights.shape)
        top = float(heights[under].max()) + piece.extent[2]
        if best is None or top < best[0]:
            best = (top, x, y, degrees, under)
    if best is None:
        best = (piece.extent[2], 0.0, 0.0, 0.0, (slice(None), slice(None)))
    top, x, y, degrees, under = best
    # What does not fit on top is pressed down among the rest, as soft goods are.
    top = min(max(top, piece.extent[2]), room[2])
    heights[under] = top
    return piece, (x, y, top - piece.extent[2] / 2 - room[2] / 2), about_z(degrees)


def _under(
    x: float, y: float, across: tuple[float, float], room: Vector, shape: tuple[int, ...]
) -> tuple[slice, slice]:
    spans = []
    for middle, edge, free, cells in ((x, across[0], room[0], shape[0]), (y, across[1], room[1], shape[1])):
        first = math.floor((middle - edge / 2 + free / 2) / free * cells)
        last = math.ceil((middle + edge / 2 + free / 2) / free * cells)
        first = min(max(first, 0), cells - 1)
        spans.append(slice(first, min(max(last, first + 1), cells)))
    return spans[0], spans[1]


def wrapping(dice: Dice, size: Vector) -> tuple[list[Solid], Vector]:
    """A corrugated box with flaps and tape, or a padded bag for flat parcels; and the room inside."""
    length, width, height = size
    if height < 45:
        bag = [box(m.CARTON, (length, width, 0.3), (0, 0, side * (height / 2 - 0.5))) for side in (-1, 1)]
        bag += [
            box(
                m.PLASTIC,
                (length - 8, width - 8, 2.4),
                (0, 0, side * (height / 2 - 2)),
                fill=0.1,
                texture=(0.9, 5),
            )
            for side in (-1, 1)
        ]
        bag += [box(m.CARTON, (length, 9, 1.2), (0, side * (width / 2 - 4.5), 0)) for side in (-1, 1)]
        bag += [box(m.PLASTIC, (26, width, 0.8), (length / 2 - 16, 0, 0))]
        return bag, (length - 22, width - 22, height - 6)
    wall = 3.4 if max(size) < 420 else 5.2
    walls = _corrugated(size, wall)
    for side in (-1, 1):
        z = side * (height / 2 - 1.5 * wall)
        flap = (length - 2 * wall, width / 2 - wall - 0.7, wall)
        walls += [box(m.CARDBOARD, flap, (0, y * width / 4, z), texture=(0.1, 4)) for y in (-1, 1)]
        walls.append(box(m.PLASTIC, (length, 50, 0.3), (0, 0, side * (height / 2 + 0.2))))
    for x in (-1, 1):  # the glued joint and the folded edges are denser
        walls.append(
            box(m.CARDBOARD, (30, wall, height - 8), (x * (length / 2 - 16), width / 2 - 1.5 * wall, 0))
        )
    label = (dice.uniform(-0.15, 0.15) * length, dice.uniform(-0.1, 0.1) * width, height / 2 + 0.4)
    walls.append(box(m.PAPER, (min(150.0, length * 0.5), min(100.0, width * 0.6), 0.2), label))
    return walls, (length - 2 * wall - 4, width - 2 * wall - 4, height - 4 * wall - 2)


def _corrugated(size: Vector, wall: float) -> list[Solid]:
    """A box of corrugated board: an outer and an inner liner, the fluted middle lighter between them."""
    liner = 0.5
    inside = (size[0] - 2 * (wall - liner), size[1] - 2 * (wall - liner), size[2] - 2 * (wall - liner))
    middle = (size[0] - 2 * liner, size[1] - 2 * liner, size[2] - 2 * liner)
    return [
        *(msgspec.structs.replace(part, fill=part.fill * 0.6) for part in shell(m.CARTON, size, liner)),
        *(msgspec.structs.replace(part, fill=part.fill * 0.6) for part in shell(m.CARTON, inside, liner)),
        box(m.CARDBOARD, middle, fill=0.45),
        box(m.CARDBOARD, inside, fill=-0.45),
    ]


def filling(dice: Dice, room: Vector) -> list[Solid]:
    """Crumpled paper or air cushions on top of the goods."""
    solids = []
    for _ in range(dice.whole(3, 7)):
        size = (dice.uniform(60, 130), dice.uniform(50, 100), dice.uniform(30, 60))
        size = (min(size[0], room[0]), min(size[1], room[1]), min(size[2], room[2]))
        at = tuple(dice.uniform(-0.5, 0.5) * (free - edge) for free, edge in zip(room, size, strict=True))
        material, fill = dice.choice(((m.PAPER, 0.03), (m.PAPER, 0.05), (m.PLASTIC, 0.012)))
        solids.append(
            ball(
                material,
                size,
                (at[0], at[1], at[2]),
                turn=about_z(dice.uniform(0, 90)),
                fill=fill,
                texture=(0.9, 9),
            )
        )
    return solids
