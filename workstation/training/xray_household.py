"""Goods for house and body: liquids, powders, food, medicine, glass, tools and jewellery."""

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
    placed,
    plate,
    rod,
    shell,
    strand,
    thing,
    tube,
)
from workstation.training.xray_solids import Solid, about_x, about_y, about_z


def bottle(dice: Dice) -> Thing:
    """A bottle lying on its side, filled but for an air bubble that lies on top."""
    glass = dice.chance(0.5)
    wall, material = (3.2, m.GLASS) if glass else (1.2, m.POLYESTER)
    liquid = dice.choice((m.WATER, m.ALCOHOL, m.OIL))
    outer, length = dice.around(72), dice.around(190)
    neck = outer * 0.38
    solids = [
        *can(material, outer, length, wall, axis="x"),
        rod(liquid, outer - 2 * wall, length - 2 * wall, axis="x"),
        box(
            liquid,
            (length - 2 * wall - 4, outer * 0.42, outer * 0.09),
            (0, 0, outer / 2 - wall - outer * 0.05),
            fill=-1.0,
        ),
        *tube(material, neck, neck - 2 * wall, 54, (length / 2 + 27, 0, 0), "x"),
        rod(liquid, neck - 2 * wall, 30, (length / 2 + 14, 0, 0), "x"),
        plate(material, _taper(outer, neck, 22), neck, (length / 2 + 8, 0, 0), fill=0.25),
        rod(m.ALUMINIUM if glass else m.PLASTIC, neck + 3, 18, (length / 2 + 48, 0, 0), "x", fill=0.3),
    ]
    return thing(solids)


def _taper(wide: float, narrow: float, length: float) -> list[tuple[float, float]]:
    return [
        (-length / 2, -wide / 2),
        (length / 2, -narrow / 2),
        (length / 2, narrow / 2),
        (-length / 2, wide / 2),
    ]


def perfume(dice: Dice) -> Thing:
    """A thick glass flacon in its carton."""
    length, width, depth = dice.around(74), dice.around(58), dice.around(34)
    inner = (length - 18, width - 10, depth - 10)
    solids = [
        *shell(m.CARTON, (length + 52, width + 14, depth + 14), 1.0, (16, 0, 0)),
        box(m.GLASS, (length, width, depth)),
        box(m.GLASS, inner, (4, 0, 0), fill=-1.0),
        box(m.ALCOHOL, (inner[0] * 0.9, inner[1], inner[2]), (2, 0, 0)),
        rod(m.PLASTIC, 2.6, length - 8, (4, 0, 0), "x"),
        *tube(m.ALUMINIUM, 15, 13, 12, (length / 2 + 6, 0, 0), "x"),
        rod(m.STEEL, 5, 7, (length / 2 + 6, 0, 0), "x", fill=0.4),
        *can(m.ZAMAK if dice.chance(0.5) else m.ABS, 30, 30, 2.4, (length / 2 + 22, 0, 0), "x"),
    ]
    return thing(solids)


def cosmetics(dice: Dice) -> Thing:
    """A jar of cream, a tube or a lipstick, each in a carton."""
    kind = dice.whole(0, 2)
    if kind == 0:
        jar = [
            *can(m.GLASS if dice.chance(0.4) else m.ABS, 62, 44, 3.4),
            rod(m.CREAM, 54, 30, (0, 0, -2)),
            *can(m.ABS, 64, 16, 1.6, (0, 0, 24)),
            rod(m.ALUMINIUM, 54, 0.1, (0, 0, 16)),
        ]
        return thing([*jar, *shell(m.CARTON, (70, 70, 66), 0.8, (0, 0, 4))])
    if kind == 1:
        outline = [(-64, -22), (64, -17), (64, 17), (-64, 22)]
        return thing(
            [
                plate(m.CREAM, outline, 24, fill=0.85),
                plate(m.PLASTIC, [(x * 1.02, y * 1.03) for x, y in outline], 26, fill=0.09),
                rod(m.PLASTIC, 32, 20, (74, 0, 0), "x", fill=0.3),
                *shell(m.CARTON, (166, 50, 38), 0.7, (6, 0, 0)),
            ]
        )
    pieces: list[Solid] = []
    for n in range(dice.whole(3, 6)):
        y = n * 24.0
        pieces += tube(m.ZAMAK if dice.chance(0.5) else m.ABS, 19, 16.4, 44, (-16, y, 0), "x")
        pieces += [*tube(m.ABS, 20, 17.6, 36, (22, y, 0), "x"), rod(m.LIPSTICK, 11.5, 34, (10, y, 0), "x")]
        pieces += shell(m.CARTON, (84, 23.6, 23.6), 0.5, (0, y, 0))
    return thing(pieces)


def vitamins(dice: Dice) -> Thing:
    """A plastic jar of pressed tablets."""
    outer, height = dice.around(66), dice.around(112)
    solids = [
        *can(m.PLASTIC, outer, height, 1.4, axis="x"),
        *can(m.PLASTIC, outer + 2, 20, 1.8, (height / 2 + 8, 0, 0), "x"),
    ]
    for _ in range(60):
        r, a = (outer / 2 - 10) * math.sqrt(dice.uniform()), dice.uniform(0, 2 * math.pi)
        at = (dice.uniform(-0.44, 0.3) * height, r * math.cos(a), r * math.sin(a))
        turn = about_x(dice.uniform(0, 180))
        solids.append(ball(m.TABLET, (17, 8.4, 7), at, turn=turn))
    return thing(solids)


def medicine(dice: Dice) -> Thing:
    """Folding boxes with blister strips of tablets and a leaflet."""
    length, width = 122.0, 58.0
    solids = shell(m.CARTON, (length, width, 22), 0.5)
    for strip in range(2):
        z = -5 + strip * 9
        solids += [
            box(m.PVC, (length - 8, width - 6, 0.3), (0, 0, z)),
            box(m.ALUMINIUM, (length - 8, width - 6, 0.05), (0, 0, z)),
        ]
        shift = dice.uniform(-2, 2)
        for column in range(5):
            for row in range(2):
                solids.append(rod(m.TABLET, 12.5, 5, (-44 + column * 22 + shift, -12 + row * 24, z + 2.6)))
    return thing([*solids, box(m.PAPER, (length - 20, 30, 1.2), (0, 6, 9))])


def food_powder(dice: Dice) -> Thing:
    """A pouch of sugar, flour, milk powder or protein, lying."""
    length, width, height = dice.around(230), dice.around(150), dice.around(58)
    texture = (0.12, dice.uniform(16, 30))
    return thing(
        [
            ball(m.SUGAR, (length, width, height), texture=texture),
            box(m.SUGAR, (length * 0.7, width * 0.74, height * 0.62), texture=texture),
            box(m.PLASTIC, (length * 1.12, width * 1.02, 0.5)),
            box(m.ALUMINIUM, (length * 1.1, width, 0.03)),
            box(m.PLASTIC, (4, width * 1.02, 2.6), (length * 0.54, 0, 0)),
        ]
    )


def coffee_tea(dice: Dice) -> Thing:
    """A foil bag of beans or a tin of leaves."""
    if dice.chance(0.5):
        return thing(
            [
                box(m.COFFEE, (180, 96, 62), texture=(0.35, 6)),
                *shell(m.PLASTIC, (204, 100, 66), 0.2, (6, 0, 0)),
                box(m.ALUMINIUM, (204, 100, 0.06), (6, 0, 0)),
                box(m.STEEL, (3, 100, 1.2), (100, 0, 30)),
            ]
        )
    size = (112.0, 84.0, 76.0)
    return thing(
        [
            *shell(m.STEEL, size, 0.25),
            box(m.TEA, (104, 80, 72), texture=(0.5, 7)),
            *shell(m.STEEL, (24, 86, 78), 0.25, (46, 0, 0)),
        ]
    )


def confectionery(dice: Dice) -> Thing:
    """Bars of chocolate in foil, or a box of pieces."""
    if dice.chance(0.5):
        bars: list[Solid] = []
        for n in range(dice.whole(2, 4)):
            z = n * 12.0
            bars += [
                box(m.CHOCOLATE, (156, 74, 4.5), (0, 0, z)),
                box(m.ALUMINIUM, (162, 80, 0.03), (0, 0, z)),
            ]
            bars += [
                box(m.CHOCOLATE, (22, 15.5, 4.0), (-64 + c * 25.6, -27 + r * 18, z + 4))
                for c in range(6)
                for r in range(4)
            ]
        return thing(bars)
    pieces = [ball(m.CHOCOLATE, (27, 27, 22), (x * 34.0, y * 34.0, 0)) for x in range(6) for y in range(4)]
    tray = box(m.PLASTIC, (212, 146, 0.5), (85, 51, -10))
    return thing([*pieces, tray, *shell(m.CARTON, (222, 154, 34), 1.0, (85, 51, 0))])


def food_tin(dice: Dice) -> Thing:
    """A steel can of food."""
    outer, height = dice.around(76), dice.around(100)
    rims = [
        part
        for side in (-1, 1)
        for part in tube(m.STEEL, outer + 2, outer - 2, 2.4, (side * height / 2, 0, 0), "x")
    ]
    return thing(
        [
            *can(m.STEEL, outer, height, 0.2, axis="x"),
            rod(m.WATER, outer - 1, height - 1, axis="x", fill=1.02),
            *rims,
        ]
    )


def glassware(dice: Dice) -> Thing:
    """Drinking glasses in a divided carton."""
    solids = shell(m.CARTON, (182, 182, 112), 1.2)
    for x in (-45, 45):
        for y in (-45, 45):
            solids += [*tube(m.GLASS, 72, 67, 88, (x, y, 2)), rod(m.GLASS, 68, 7, (x, y, -40))]
    solids += [box(m.CARTON, (178, 1.6, 96)), box(m.CARTON, (1.6, 178, 96))]
    return thing(solids).lying(about_x(0 if dice.chance(0.6) else 90))


def ceramics(dice: Dice) -> Thing:
    """A cup or a stack of plates."""
    if dice.chance(0.5):
        cup = [*tube(m.CERAMIC, 86, 78, 88), rod(m.CERAMIC, 80, 6, (0, 0, -42))]
        handle = [
            (44 + 26 * math.sin(a), 0.0, 28 * math.cos(a)) for a in (math.pi * n / 10 for n in range(11))
        ]
        return thing([*cup, *strand(m.CERAMIC, 10, handle)]).lying(about_x(90 if dice.chance(0.5) else 0))
    plates: list[Solid] = []
    for n in range(dice.whole(2, 4)):
        z = n * 9.0
        plates += [
            rod(m.CERAMIC, 150, 4.2, (0, 0, z)),
            *tube(m.CERAMIC, 210, 148, 4.4, (0, 0, z + 6)),
            *tube(m.CERAMIC, 112, 104, 4, (0, 0, z - 4)),
        ]
    return thing(plates)


def cutlery(dice: Dice) -> Thing:
    """Spoons and forks in a sleeve."""
    solids: list[Solid] = []
    for n in range(6):
        y, lean = n * 23.0, about_z(dice.uniform(-3, 3))
        handle = box(m.STAINLESS, (130, 9, 2.2), (-40, 0, 0))
        head = (
            [ball(m.STAINLESS, (58, 38, 5), (52, 0, 0), fill=0.7)]
            if n % 2
            else [box(m.STAINLESS, (48, 2.6, 2), (52, k * 6.2, 0)) for k in (-1.5, -0.5, 0.5, 1.5)]
            + [box(m.STAINLESS, (18, 24, 2), (22, 0, 0))]
        )
        solids += placed([handle, *head], (0, y, 0), lean)
    return thing([*solids, box(m.PLASTIC, (210, 150, 0.4), (0, 58, 2))])


def tool(dice: Dice) -> Thing:
    """A spanner, a screwdriver, pliers or a case of bits."""
    kind = dice.whole(0, 3)
    if kind == 0:
        jaw = [
            *tube(m.STEEL, 42, 21, 8, (-88, 0, 0)),
            rod(m.STEEL, 44, 8, (88, 0, 0)),
            box(m.STEEL, (30, 20, 9), (100, 0, 0), fill=-1.0),
        ]
        return thing([box(m.STEEL, (156, 17, 6)), *jaw], rolls=True)
    if kind == 1:
        blade = [rod(m.STEEL, 6.5, 150, (70, 0, 0), "x"), box(m.STEEL, (14, 8, 2), (146, 0, 0))]
        return thing(
            [*blade, rod(m.ABS, 32, 104, (-52, 0, 0), "x"), rod(m.STEEL, 6.5, 60, (-36, 0, 0), "x")],
            rolls=True,
        )
    if kind == 2:
        return _pliers(dice)
    case = shell(m.ABS, (168, 112, 36), 2.2)
    bits = [rod(m.STEEL, 6.6, 26, (-62 + c * 17.5, -34 + r * 30, 0), "y") for c in range(8) for r in range(3)]
    sockets = [
        part
        for c in range(5)
        for part in tube(m.STEEL, 12 + 2 * c, 7 + 1.6 * c, 25, (-60 + c * 29, 42, 0), "y")
    ]
    return thing([*case, *bits, *sockets])


def _pliers(dice: Dice) -> Thing:
    spread = dice.uniform(7, 14)
    parts: list[Solid] = [rod(m.STEEL, 24, 13), rod(m.STEEL, 9, 15)]
    for side in (-1, 1):
        jaw = plate(m.STEEL, [(0, -1), (62, 0), (58, 6), (0, 13)], 11)
        parts += placed([jaw if side > 0 else plate(m.STEEL, [(0, -13), (58, -6), (62, 0), (0, 1)], 11)])
        arm = [
            (0.0, 0.0, 0.0),
            (-30.0, side * spread, 0.0),
            (-90.0, side * spread * 2.1, 0.0),
            (-138.0, side * spread * 1.6, 0.0),
        ]
        parts += [*strand(m.STEEL, 9, arm), *strand(m.PVC, 15, arm[1:], fill=0.6)]
    return thing(parts, rolls=True)


def jewellery(dice: Dice) -> Thing:
    """A ring and a chain in a padded box."""
    metal = dice.choice((m.SILVER, m.GOLD, m.BRASS))
    ring = placed(tube(metal, 20, 17, 3.4), (-18, 0, 2), about_x(80))
    radius = dice.uniform(16, 22)
    chain = [
        link
        for n, (x, y, _) in enumerate(loop(radius, radius * 1.2, steps=34))
        for link in tube(metal, 3.4, 1.9, 0.8, (x + 18, y, -4 + (n % 2)))
    ]
    pendant = [plate(metal, [(-4, -5), (4, -5), (6, 2), (0, 7), (-6, 2)], 1.8, (18, -radius * 1.2 - 7, -4))]
    case = [
        *shell(m.CARTON, (96, 88, 44), 2.4),
        box(m.FOAM, (90, 82, 30), (0, 0, -4)),
        rod(m.STEEL, 2, 40, (0, 43, 0), "x"),
    ]
    return thing([*case, *ring, *chain, *pendant]).lying(about_y(0))
