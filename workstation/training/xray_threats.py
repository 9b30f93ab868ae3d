"""Dangerous and forbidden things, for training the eye: what an X-ray shows of them, nothing more."""

from __future__ import annotations

import math

from workstation.training import xray_materials as m
from workstation.training.xray_dice import Dice
from workstation.training.xray_electronics import circuit_board, round_cell
from workstation.training.xray_shapes import (
    Thing,
    ball,
    box,
    can,
    loop,
    placed,
    plate,
    rod,
    shell,
    strand,
    thing,
    tube,
)
from workstation.training.xray_solids import Solid, about_x, about_z


def pistol(dice: Dice) -> Thing:
    """A self-loading pistol lying on its side; sometimes standing on its back, which is harder to see."""
    s = dice.uniform(0.92, 1.06)
    slant = math.tan(math.radians(16))
    solids = [
        box(m.STEEL, (178 * s, 27 * s, 25), (0, 0, 0)),
        box(m.STEEL, (150 * s, 17 * s, 17), (6, -3, 0), fill=-1.0),
        *tube(m.STEEL, 15, 9, 112 * s, (30 * s, 2, 0), "x"),
        box(m.STEEL, (62 * s, 17 * s, 17), (-50 * s, -2, 0), fill=0.55),
        rod(m.STEEL, 5, 86 * s, (40 * s, -8, 0), "x"),
        *tube(m.STEEL, 10, 8.4, 82 * s, (40 * s, -8, 0), "x"),
        box(m.STEEL, (5, 5, 5), (84 * s, 16 * s, 0)),
        box(m.STEEL, (8, 5, 14), (-80 * s, 16 * s, 0)),
        box(m.ABS, (152 * s, 20 * s, 26), (-8 * s, -23 * s, 0)),
        box(m.STEEL, (70 * s, 5, 20), (-20 * s, -17 * s, 0)),
        box(m.STEEL, (14, 22, 6), (-86 * s, -2, 0)),
    ]
    grip = _slanted(-52 * s, -33 * s, 46 * s, 92 * s, slant)
    solids += [
        plate(m.ABS, grip, 30),
        plate(m.ABS, _slanted(-52 * s, -33 * s, 36 * s, 90 * s, slant), 23, fill=-1.0),
    ]
    magazine = _slanted(-52 * s, -30 * s, 33 * s, 96 * s, slant)
    solids += [
        plate(m.STEEL, magazine, 21),
        plate(m.STEEL, _slanted(-52 * s, -31 * s, 30 * s, 92 * s, slant), 18.6, fill=-1.0),
    ]
    for n in range(dice.whole(6, 10)):
        y = -38 * s - n * 9.2
        x = -52 * s + (y + 33 * s) * slant
        solids += placed(_cartridge(9.0, 19.0, along_x=True), (x, y, -2.5 if n % 2 else 2.5))
    guard = [
        (-16.0, -33.0, 0.0),
        (-12.0, -56.0, 0.0),
        (4.0, -62.0, 0.0),
        (24.0, -58.0, 0.0),
        (30.0, -34.0, 0.0),
    ]
    solids += strand(m.ABS, 8, [(x * s, y * s, z) for x, y, z in guard])
    solids += strand(
        m.STEEL, 6, [(2.0 * s, -34.0 * s, 0.0), (6.0 * s, -46.0 * s, 0.0), (2.0 * s, -54.0 * s, 0.0)]
    )
    lying = thing(solids)
    return lying.lying(about_x(90)) if dice.chance(0.2) else lying


def _slanted(x: float, y: float, width: float, length: float, slant: float) -> list[tuple[float, float]]:
    """A grip's outline from its top middle downwards, leaning back."""
    back = length * slant
    return [
        (x - width / 2 - back, y - length),
        (x + width / 2 - back, y - length),
        (x + width / 2, y),
        (x - width / 2, y),
    ]


def _cartridge(bore: float, case: float, *, along_x: bool = False) -> list[Solid]:
    if along_x:
        return [
            rod(m.BRASS, bore + 0.9, case, axis="x"),
            rod(m.BRASS, bore, case - 3, (1.5, 0, 0), "x", fill=-1.0),
            rod(m.POWDER, bore, case - 8, (-1, 0, 0), "x"),
            ball(m.LEAD, (15, bore, bore), (case / 2 + 1, 0, 0)),
        ]
    return [
        rod(m.BRASS, bore + 0.9, case),
        rod(m.BRASS, bore, case - 3, (0, 0, 1.5), fill=-1.0),
        ball(m.LEAD, (bore, bore, 15), (0, 0, case / 2 + 1)),
    ]


def knife(dice: Dice) -> Thing:
    """A knife with fixed blade: steel edge, tang, rivets, handle."""
    blade, width = dice.around(150), dice.around(30)
    belly = [
        (0.0, -width / 2),
        (blade * 0.6, -width / 2),
        (blade * 0.84, -width * 0.3),
        (blade, width * 0.36),
    ]
    outline = [*belly, (blade * 0.9, width / 2), (0.0, width / 2)]
    edge = [*belly, (blade * 0.6, -width * 0.12), (0.0, -width * 0.2)]
    handle = m.WOOD if dice.chance(0.5) else m.ABS
    solids = [
        plate(m.STAINLESS, outline, 3.6),
        plate(m.STAINLESS, edge, 1.4, fill=-0.8),
        box(m.STAINLESS, (108, 17, 3.0), (-54, 0, 0)),
        box(handle, (114, 26, 17), (-58, 0, 0)),
        *(rod(m.BRASS, 5.5, 18, (x, 0, 0)) for x in (-24, -58, -92)),
        box(m.STEEL, (5, 44, 12), (-1, 0, 0)),
    ]
    return thing(solids, rolls=True)


def ammunition(dice: Dice) -> Thing:
    """A box of fifty cartridges on their heads."""
    columns, rows = 10, 5
    pitch = dice.uniform(12.4, 13.4)
    solids = [
        *shell(m.CARTON, (columns * pitch + 8, rows * pitch + 8, 36), 0.9),
        box(m.ABS, (columns * pitch, rows * pitch, 3), (0, 0, 2)),
    ]
    missing = dice.whole(0, 6)
    for n in range(columns * rows - missing):
        at = ((n % columns - (columns - 1) / 2) * pitch, (n // columns - (rows - 1) / 2) * pitch, -3.0)
        solids += placed(_cartridge(9.0, 19.2), at)
    return thing(solids)


def grenade(dice: Dice) -> Thing:
    """A grenade-like body: filled steel shell, fuze, lever and ring."""
    body, length = dice.around(58, 0.06), dice.around(84, 0.06)
    solids = [
        ball(m.STEEL, (length, body, body)),
        ball(m.STEEL, (length - 9, body - 9, body - 9), fill=-1.0),
        ball(m.NITRAMINE, (length - 9, body - 9, body - 9)),
        *tube(m.ZAMAK, 21, 13, 34, (length / 2 + 4, 0, 0), "x"),
        rod(m.ALUMINIUM, 7, 58, (length / 2 - 20, 0, 0), "x"),
        box(m.ZAMAK, (16, 26, 18), (length / 2 + 24, 0, 0)),
        *strand(
            m.STEEL,
            5.5,
            [(length / 2 + 26, 12, 4), (length / 2 + 6, 25, 6), (0, body / 2 + 5, 6), (-34, body / 2 - 1, 6)],
        ),
        *strand(m.STEEL, 2.4, [(length / 2 + 28 + x, -24 + y, 2) for x, y, _ in loop(12, 12, steps=14)]),
    ]
    grooves = [
        tube(m.STEEL, body * w, body * w - 5, 3, (x, 0, 0), "x")
        for x, w in ((-24, 0.86), (-8, 1.0), (8, 1.0), (24, 0.86))
    ]
    return thing([*solids, *(part for groove in grooves for part in groove)], rolls=True)


def lithium_hidden(dice: Dice) -> Thing:
    """Undeclared lithium cells wired together and wrapped in foil and tape."""
    columns, rows = dice.whole(2, 3), dice.whole(3, 5)
    solids: list[Solid] = []
    for column in range(columns):
        for row in range(rows):
            solids += round_cell((column * 66.5, row * 18.8, 0))
    reach, across = (columns - 1) * 66.5, (rows - 1) * 18.8
    for end in (-34.0, reach + 34.0):
        solids.append(box(m.STEEL, (0.4, across + 10, 8), (end, across / 2, 0)))
    solids += circuit_board(dice, 46, 20, (reach / 2, across / 2, 13))
    wire = [(reach + 34, 4, 8), (reach * 0.7, across + 14, 10), (reach / 2, across / 2, 14)]
    solids += [*strand(m.PVC, 3.4, wire), *strand(m.COPPER, 1.8, wire)]
    solids += shell(m.PLASTIC, (reach + 80, across + 34, 34), 0.8, (reach / 2, across / 2, 4))
    solids.append(box(m.ALUMINIUM, (reach + 78, across + 32, 0.12), (reach / 2, across / 2, -12)))
    return thing(solids)


def powder_block(dice: Dice) -> Thing:
    """A pressed and wrapped brick of powder."""
    length, width, height = dice.around(190, 0.08), dice.around(130, 0.08), dice.around(42, 0.2)
    wrap = (length + 5, width + 5, height + 5)
    return thing(
        [
            box(m.ALKALOID, (length, width, height), texture=(0.05, 22)),
            box(m.ALKALOID, (length * 0.4, width * 0.4, 1.5), (0, 0, height / 2), fill=-0.8),
            *shell(m.PLASTIC, wrap, 1.6),
            box(m.PLASTIC, (46, width + 6, 1.6), (dice.uniform(-40, 40), 0, height / 2 + 3)),
            box(m.PLASTIC, (length + 6, 46, 1.6), (0, dice.uniform(-20, 20), -height / 2 - 3)),
        ]
    )


def vials(dice: Dice) -> Thing:
    """Glass vials in a tray, as anabolic steroids or counterfeit injections are sent."""
    columns, rows = dice.whole(4, 6), dice.whole(2, 4)
    liquid = dice.choice((m.OIL, m.WATER))
    solids: list[Solid] = []
    for column in range(columns):
        for row in range(rows):
            x, y = column * 26.0, row * 54.0
            solids += [
                *can(m.GLASS, 22, 38, 1.2, (x, y, 0), "y"),
                rod(liquid, 19.4, 24, (x, y - 5, 0), "y"),
                *tube(m.GLASS, 13, 9, 8, (x, y + 22, 0), "y"),
                rod(m.RUBBER, 12, 6, (x, y + 25, 0), "y"),
                *can(m.ALUMINIUM, 15, 8, 0.4, (x, y + 26, 0), "y"),
            ]
    reach, across = (columns - 1) * 26.0, (rows - 1) * 54.0
    return thing(
        [*solids, *shell(m.CARTON, (reach + 34, across + 68, 30), 0.8, (reach / 2, across / 2 + 5, 0))]
    )


def cigarettes(dice: Dice) -> Thing:
    """A carton of ten packets of twenty (28 by 9 by 5 cm)."""
    solids = shell(m.CARTON, (280, 90, 48), 0.5)
    for column in range(5):
        for row in range(2):
            x, z = -111.0 + column * 55.5, -11.6 + row * 23.2
            solids += shell(m.CARTON, (54.6, 87, 22.6), 0.4, (x, 0, z))
            solids.append(box(m.ALUMINIUM, (53, 84, 0.02), (x, 0, z + 10)))
            for stick in range(7):
                at = x - 22.8 + stick * 7.6
                solids.append(box(m.TOBACCO, (7.0, 58, 19), (at, -12.5, z), texture=(0.12, 3)))
                solids.append(box(m.POLYESTER, (7.0, 24, 19), (at, 29, z), fill=0.1))
    return thing(solids).lying(about_z(0 if dice.chance(0.5) else 90))


def cash(dice: Dice) -> Thing:
    """Bundles of banknotes in paper bands, wrapped."""
    columns, rows, layers = dice.whole(1, 2), dice.whole(2, 3), dice.whole(1, 3)
    solids: list[Solid] = []
    for column in range(columns):
        for row in range(rows):
            for layer in range(layers):
                x, y, z = column * 158.0 + dice.uniform(-3, 3), row * 70.0 + dice.uniform(-2, 2), layer * 13.0
                turn = about_z(dice.uniform(-1.5, 1.5))
                solids.append(box(m.BANKNOTE, (152, 66, 11.5), (x, y, z), turn=turn, texture=(0.03, 30)))
                solids.append(box(m.PAPER, (32, 68, 1.0), (x, y, z + 6.2), turn=turn))
    reach, across = (columns - 1) * 158.0, (rows - 1) * 70.0
    wrap = (reach + 166, across + 76, layers * 13.0 + 4)
    return thing([*solids, *shell(m.PLASTIC, wrap, 0.3, (reach / 2, across / 2, (layers - 1) * 6.5))])
