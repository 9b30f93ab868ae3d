"""Goods with circuits, cells and motors."""

from __future__ import annotations

import math

from workstation.training import xray_materials as m
from workstation.training.xray_dice import Dice
from workstation.training.xray_shapes import (
    Thing,
    ball,
    box,
    can,
    loop,
    moved,
    placed,
    plate,
    rod,
    shell,
    strand,
    thing,
    tube,
)
from workstation.training.xray_solids import Solid, Vector, about_z


def circuit_board(dice: Dice, length: float, width: float, at: Vector = (0.0, 0.0, 0.0)) -> list[Solid]:
    """A populated board: chips, shields, capacitors, coils and rows of solder."""
    x0, y0, z = at
    solids = [box(m.FR4, (length, width, 1.2), at)]
    for _ in range(max(3, round(length * width / 450))):
        x = x0 + dice.uniform(-0.42, 0.42) * length
        y = y0 + dice.uniform(-0.42, 0.42) * width
        kind = dice.whole(0, 5)
        size = dice.uniform(3, 11)
        if kind <= 1:
            solids.append(box(m.SILICON, (size, size * 0.8, 1.2), (x, y, z + 1.2)))
            solids.append(box(m.SOLDER, (size, size * 0.8, 0.05), (x, y, z + 0.6)))
        elif kind == 2:
            solids += shell(m.STEEL, (size * 1.6, size * 1.2, 2.2), 0.2, (x, y, z + 1.8))
        elif kind == 3:
            solids.append(rod(m.ALUMINIUM, size * 0.6, 5, (x, y, z + 3), fill=0.9))
        elif kind == 4:
            solids += [box(m.FERRITE, (4, 4, 2.4), (x, y, z + 1.8)), rod(m.COPPER, 3, 1.4, (x, y, z + 1.8))]
        else:
            solids += [box(m.SOLDER, (0.9, 1.4, 0.4), (x + step * 2.0, y, z + 0.9)) for step in range(4)]
    return solids


def pouch_cell(size: Vector, at: Vector = (0.0, 0.0, 0.0)) -> list[Solid]:
    """A lithium pouch cell with its tabs and folded rim."""
    x, y, z = at
    tab = x + size[0] / 2
    return [
        box(m.LITHIUM_POUCH, size, at),
        box(m.ALUMINIUM, (size[0] + 3, size[1] + 2, 0.25), at),
        box(m.COPPER, (6, 5, 0.2), (tab + 3, y - size[1] * 0.25, z)),
        box(m.ALUMINIUM, (6, 5, 0.2), (tab + 3, y + size[1] * 0.25, z)),
        box(m.FR4, (3, size[1] * 0.7, 1.2), (tab + 5, y, z)),
    ]


def round_cell(at: Vector) -> list[Solid]:
    """A lithium cell 18650 along x: steel can, wound filling, steel cap and hollow core."""
    x, y, z = at
    return [
        *can(m.STEEL, 18.2, 65, 0.25, at, "x"),
        rod(m.LITHIUM_ROUND, 17.4, 58, at, "x"),
        rod(m.LITHIUM_ROUND, 3.2, 58, at, "x", fill=-1.0),
        rod(m.STEEL, 9, 2.2, (x + 31.8, y, z), "x"),
    ]


def phone(dice: Dice) -> Thing:
    """A smartphone in its retail carton, with charger and cable under it."""
    length, width = dice.around(150, 0.05), dice.around(72, 0.05)
    x = length / 2
    solids = [
        box(m.GLASS, (length, width, 1.1), (0, 0, 3.4)),
        box(m.GLASS, (length, width, 0.7), (0, 0, -3.4)),
        *shell(m.ALUMINIUM, (length, width, 6.4), 1.8),
        *pouch_cell((length * 0.5, width * 0.62, 4.2), (-length * 0.08, -width * 0.12, 0)),
        *circuit_board(dice, length * 0.27, width * 0.8, (x * 0.64, 0, -0.6)),
        *circuit_board(dice, length * 0.1, width * 0.8, (-x * 0.82, 0, -0.6)),
        box(m.FERRITE, (13, 10, 3), (-x * 0.82, width * 0.28, 0)),
        box(m.STEEL, (7, 9, 3), (-x + 4, 0, 0)),
        box(m.STEEL, (9, 9, 3.4), (-x * 0.84, -width * 0.3, 0)),
    ]
    for camera in range(dice.whole(2, 3)):
        at = (x - 15, width * 0.3 - camera * 17, -1)
        solids += [*shell(m.STEEL, (11, 11, 5), 0.5, at), rod(m.GLASS, 7, 4, at)]
    solids += strand(m.COPPER, 0.7, [(a * 1.0, b, -3.0) for a, b, _ in loop(18, 18, steps=16)])
    carton = shell(m.CARTON, (length + 26, width + 22, 48), 1.8, (0, 0, -10))
    return thing(
        [*solids, *carton, *placed(_charger(dice), (-30, 6, -20)), *placed(_coil(24, 3.2), (38, 0, -20))]
    )


def laptop(dice: Dice) -> Thing:
    """A laptop computer."""
    length, width = dice.around(330, 0.06), dice.around(228, 0.06)
    solids = [
        *shell(m.ALUMINIUM, (length, width, 12), 0.9),
        box(m.ALUMINIUM, (length, width, 1.0), (0, 0, 10.5)),
        box(m.GLASS, (length - 14, width - 16, 1.2), (0, 0, 9)),
        box(m.STEEL, (length * 0.82, width * 0.4, 0.3), (0, width * 0.14, 4.5)),
        *circuit_board(dice, length * 0.62, width * 0.3, (length * 0.02, width * 0.26, 0)),
        *circuit_board(dice, 60, 30, (-length * 0.4, width * 0.3, 0)),
    ]
    cells = dice.whole(4, 6)
    cell = length * 0.86 / cells
    for n in range(cells):
        x = -length * 0.43 + cell * (n + 0.5)
        solids += pouch_cell((cell - 5, width * 0.33, 5.0), (x, -width * 0.26, 0))
    for side in (-1, 1):
        fan = (side * length * 0.38, width * 0.3, 0.0)
        solids += [*tube(m.ABS, 52, 48, 7, fan), rod(m.COPPER, 18, 6, fan, fill=0.6)]
        solids += [box(m.ABS, (22, 1, 7), fan, turn=about_z(a)) for a in range(0, 180, 30)]
        pipe = [
            (side * 30.0, width * 0.2, 2.0),
            (side * length * 0.3, width * 0.36, 2.0),
            (side * length * 0.42, width * 0.44, 2.0),
        ]
        solids += strand(m.COPPER, 5.0, pipe, fill=0.6)
        solids += [box(m.ALUMINIUM, (48, 0.5, 6), (fan[0], width * 0.43 + n * 1.6, 0)) for n in range(6)]
        solids.append(rod(m.STEEL, 8, 46, (side * length * 0.34, width / 2 - 4, 8), "x", fill=0.8))
    keys = [
        box(m.ABS, (14, 13, 2), (-length * 0.36 + column * length * 0.06, width * 0.02 + row * 17, 6))
        for column in range(13)
        for row in range(5)
    ]
    return thing([*solids, *keys, box(m.GLASS, (110, 70, 1), (0, -width * 0.28, 6))])


def headphones(dice: Dice) -> Thing:
    """Over-ear headphones with magnets and a small cell."""
    solids = []
    for side in (-1, 1):
        at = (0.0, side * 82.0, 0.0)
        solids += [
            *tube(m.ABS, 76, 70, 32, at),
            *tube(m.FLEECE, 82, 46, 18, (0, side * 82.0, 18)),
            rod(m.FERRITE, 30, 7, at),
            *tube(m.STEEL, 40, 36, 4, at),
            rod(m.COPPER, 14, 3, (0, side * 82.0, 6)),
        ]
    solids += pouch_cell((28, 18, 5), (6, 82, -8)) + circuit_board(dice, 34, 26, (-4, -82, -8))
    arch = [(96 * math.sin(math.pi * n / 14), -82 * math.cos(math.pi * n / 14), 4.0) for n in range(15)]
    return thing([*solids, *strand(m.ABS, 15, arch, fill=0.5), *strand(m.STEEL, 2.2, arch)])


def battery_pack(dice: Dice) -> Thing:
    """A power bank: cells in a row and a board."""
    count = dice.whole(2, 4)
    width = count * 19.5 + 8
    solids = shell(m.ABS, (104, width, 24), 1.8)
    for n in range(count):
        solids += round_cell((-8, -width / 2 + 13.7 + n * 19.5, 0))
    solids += circuit_board(dice, 18, width - 12, (38, 0, 0))
    solids += [box(m.STEEL, (14, 13, 5), (46, y, 0)) for y in (-12, 12)]
    return thing(solids)


def charger(dice: Dice) -> Thing:
    """A plug-in power supply."""
    return thing(_charger(dice))


def _charger(dice: Dice) -> list[Solid]:
    return [
        *shell(m.ABS, (52, 40, 26), 2.2),
        box(m.FERRITE, (18, 16, 14), (-4, 4, 0)),
        rod(m.COPPER, 13, 15, (-4, 4, 0), "y", fill=0.7),
        rod(m.ALUMINIUM, 10, 18, (14, -8, 0), "x", fill=0.95),
        rod(m.ALUMINIUM, 8, 13, (12, 9, 0), "x", fill=0.95),
        *circuit_board(dice, 42, 30, (0, 0, -8)),
        *(rod(m.BRASS, 4, 20, (-34, y, 0), "x") for y in (-9.5, 9.5)),
        box(m.STEEL, (14, 13, 5), (22, 0, 4)),
    ]


def _coil(radius: float, diameter: float) -> list[Solid]:
    points = loop(radius, radius * 0.7, 0, steps=18, turns=2)
    ring = [(x * (1 + n * 0.004), y * (1 + n * 0.004), n * 0.08) for n, (x, y, _) in enumerate(points)]
    return [*strand(m.PVC, diameter, ring), *strand(m.COPPER, diameter * 0.36, ring)]


def cable(dice: Dice) -> Thing:
    """A coiled cable with its plugs."""
    radius = dice.around(58, 0.25)
    solids = placed(_coil(radius, dice.uniform(3.6, 6.4)))
    for side in (-1, 1):
        at = (radius + 6, side * 20.0, 0.0)
        solids += [box(m.ABS, (30, 12, 8), at), *shell(m.STEEL, (14, 10, 4.6), 0.4, (at[0] + 20, at[1], 0))]
        solids += [box(m.BRASS, (10, 1, 0.6), (at[0] + 16, at[1] + y, 0)) for y in (-3, -1, 1, 3)]
    return thing(solids, rolls=True)


def camera(dice: Dice) -> Thing:
    """A camera with its lens."""
    lens = dice.around(64)
    solids = [
        *shell(m.ZAMAK, (124, 82, 46), 1.3),
        *tube(m.ALUMINIUM, 62, 56, lens, (8, 0, 22 + lens / 2)),
        *(ball(m.GLASS, (50, 50, 9), (8, 0, 26 + lens * n / 4)) for n in range(4)),
        *pouch_cell((40, 32, 16), (-40, -10, 0)),
        *circuit_board(dice, 84, 56, (14, 0, -12)),
        box(m.GLASS, (26, 18, 14), (8, 34, 0)),
        *tube(m.STEEL, 54, 48, 4, (8, 0, 22)),
    ]
    return thing(solids)


def watch(dice: Dice) -> Thing:
    """A wristwatch in its box."""
    solids = [*shell(m.CARTON, (104, 92, 74), 2.2), box(m.FOAM, (96, 84, 60), texture=(0.3, 20))]
    solids += [
        *tube(m.STAINLESS, 42, 35, 9),
        rod(m.GLASS, 36, 1.6, (0, 0, 4)),
        rod(m.STAINLESS, 38, 1.4, (0, 0, -4)),
        rod(m.BRASS, 29, 1.2),
        rod(m.STAINLESS, 9.5, 3, (6, -6, 0)),
        rod(m.STAINLESS, 6, 5, (23, 0, 0), "x"),
    ]
    for n in range(6):
        gear = dice.uniform(5, 11)
        solids += tube(m.BRASS, gear, gear * 0.6, 0.8, (9 * math.cos(n), 9 * math.sin(n), 1))
    metal = dice.chance(0.6)
    for side in (-1, 1):
        for n in range(7):
            at = (0.0, side * (25 + n * 6.4) * 0.72, -n * n * 0.7)
            solids.append(box(m.STAINLESS if metal else m.LEATHER, (20 - n * 0.5, 4, 3), at))
    return thing(solids)


def appliance(dice: Dice) -> Thing:
    """A hair dryer: motor, heating wire, handle and mains cable."""
    body = [
        *tube(m.ABS, 78, 73, 170, axis="x"),
        *can(m.STEEL, 36, 42, 0.8, (-46, 0, 0), "x"),
        rod(m.COPPER, 26, 30, (-46, 0, 0), "x", fill=0.55),
        rod(m.STEEL, 3.2, 74, (-36, 0, 0), "x"),
        box(m.ABS, (10, 62, 1.4), (-12, 0, 0)),
    ]
    wire = [(6 + n * 1.9, 26 * math.sin(n * 1.1), 26 * math.cos(n * 1.1)) for n in range(36)]
    grip = [*shell(m.ABS, (38, 118, 34), 2.4, (-30, -96, 0)), *circuit_board(dice, 24, 60, (-30, -84, 0))]
    lead = [
        (-30.0, -152.0, 0.0),
        *((-10 + x, -170 + y * 0.3, 0.0) for x, y, _ in loop(70, 60, steps=18, turns=2)),
    ]
    plug = [
        box(m.PVC, (36, 26, 24), (70, -178, 0)),
        *(rod(m.BRASS, 4.5, 20, (96, y, 0), "x") for y in (-187, -169)),
    ]
    cord = [*strand(m.PVC, 7, lead), *strand(m.COPPER, 2.4, lead)]
    return thing([*body, *strand(m.STEEL, 0.9, wire), *grip, *cord, *plug], rolls=True)


def lamp(dice: Dice) -> Thing:
    """An LED lamp with heat sink and driver, in its carton."""
    fins = [box(m.ALUMINIUM, (34, 50, 1.4), (0, 0, z)) for z in (-18, -12, -6, 0, 6, 12, 18)]
    solids = [
        *shell(m.CARTON, (150, 72, 72), 0.7),
        *fins,
        *circuit_board(dice, 36, 24, (-6, 0, 2)),
        rod(m.ALUMINIUM, 44, 2, (20, 0, 0), "x"),
        ball(m.PLASTIC, (70, 62, 62), (38, 0, 0)),
        ball(m.PLASTIC, (67, 59, 59), (38, 0, 0), fill=-1.0),
        *tube(m.BRASS, 26, 25, 26, (-42, 0, 0), "x"),
        rod(m.CERAMIC, 20, 4, (-54, 0, 0), "x"),
    ]
    return thing(solids)


def component(dice: Dice) -> Thing:
    """A bare module: board, heat sink and connectors."""
    length, width = dice.around(120, 0.25), dice.around(82, 0.25)
    solids = circuit_board(dice, length, width)
    solids += [box(m.ALUMINIUM, (36, 1.2, 14), (-20, -12 + n * 4, 8)) for n in range(7)]
    solids += [
        box(m.ALUMINIUM, (36, 30, 2.4), (-20, 0, 2)),
        *shell(m.STEEL, (16, 14, 12), 0.4, (length / 2 - 8, 10, 7)),
    ]
    solids += [rod(m.BRASS, 1, 8, (length * 0.3, -width * 0.4 + n * 2.54, 4)) for n in range(16)]
    return thing(solids)


def car_part(dice: Dice) -> Thing:
    """A brake disc with pads, a bearing or an injector rail."""
    if dice.chance(0.4):
        disc = [
            *tube(m.STEEL, 240, 140, 11),
            *tube(m.STEEL, 150, 66, 7, (0, 0, 18)),
            *tube(m.STEEL, 150, 140, 26, (0, 0, 10)),
        ]
        holes = [
            rod(m.STEEL, 13, 9, (52 * math.cos(a), 52 * math.sin(a), 18), fill=-1.0)
            for a in (2 * math.pi * n / 5 for n in range(5))
        ]
        return thing([*disc, *holes])
    if dice.chance(0.5):
        ring = [*tube(m.STEEL, 84, 70, 20), *tube(m.STEEL, 52, 38, 20)]
        balls = [
            ball(m.STEEL, (11, 11, 11), (30.5 * math.cos(a), 30.5 * math.sin(a), 0)) for a in _around(11)
        ]
        return thing([*ring, *balls])
    rail = [*tube(m.ALUMINIUM, 26, 17, 250, axis="x"), box(m.ALUMINIUM, (240, 14, 10), (0, -16, 0))]
    for n in range(4):
        x = -90 + n * 60
        rail += [
            moved(part, (x, 34, 0))
            for part in (*tube(m.STEEL, 15, 8, 46, axis="y"), rod(m.COPPER, 20, 20, axis="y", fill=0.5))
        ]
    return thing([*rail, plate(m.STEEL, [(-12, -10), (12, -10), (12, 10), (-12, 10)], 5, (120, -20, 0))])


def _around(count: int) -> list[float]:
    return [2 * math.pi * n / count for n in range(count)]
