"""Goods of cloth, leather, paper and plastic: what most parcels hold."""

from __future__ import annotations

import math

from workstation.training import xray_materials as m
from workstation.training.xray_dice import Dice
from workstation.training.xray_shapes import (
    Thing,
    ball,
    box,
    loop,
    placed,
    plate,
    rod,
    shell,
    strand,
    thing,
    tube,
)
from workstation.training.xray_solids import Solid, about_x, about_y, about_z, turned


def clothing(dice: Dice) -> Thing:
    """A folded garment in a thin bag; with a zip, buttons or neither."""
    cloth = dice.choice((m.COTTON, m.COTTON, m.FLEECE))
    length, width, layer = dice.around(270), dice.around(210), dice.around(9, 0.35)
    solids: list[Solid] = []
    folds = dice.whole(2, 3)
    for fold in range(folds):
        at = (dice.uniform(-8, 8), dice.uniform(-8, 8), fold * layer)
        solids += _fold(
            dice, cloth, length * dice.uniform(0.86, 1.0), width * dice.uniform(0.84, 1.0), layer, at
        )
    top = layer * folds
    for side in (-1, 1):  # sleeves folded over
        sleeve = _fold(dice, cloth, length * 0.72, width * 0.25, layer, (0.0, 0.0, 0.0))
        lean = about_z(side * dice.uniform(4, 16))
        solids += placed(sleeve, (dice.uniform(-20, 20), side * width * 0.2, top), lean)
    collar = (length * 0.2, width * 0.5, layer * 1.6)
    solids.append(ball(cloth, collar, (length * 0.4, 0, top), fill=1.3, texture=(0.4, 9)))
    for _ in range(dice.whole(5, 9)):  # creases
        size = (length * dice.uniform(0.2, 0.6), dice.uniform(5, 16), layer * 1.2)
        at = (
            dice.uniform(-0.3, 0.3) * length,
            dice.uniform(-0.42, 0.42) * width,
            top * dice.uniform(0.2, 0.9),
        )
        solids.append(ball(cloth, size, at, turn=about_z(dice.uniform(-50, 50)), fill=1.3))
    return thing(solids + _fastening(dice, length, top))


def _fold(
    dice: Dice, cloth: m.Material, length: float, width: float, layer: float, at: tuple[float, float, float]
) -> list[Solid]:
    """One layer of cloth: no edge straight, thinner towards the rim, uneven all over."""
    solids = []
    for shrink, z in ((1.0, -0.25), (0.95, 0.25)):
        outline = []
        for corner in range(20):
            a = 2 * math.pi * corner / 20 + 0.1
            c, s = math.cos(a), math.sin(a)
            x, y = (math.copysign(math.pow(abs(part), 0.42), part) for part in (c, s))
            outline.append((x * shrink * length / 2, y * shrink * width / 2))
        wobbly = _convex([(x * dice.uniform(0.965, 1), y * dice.uniform(0.955, 1)) for x, y in outline])
        solids.append(plate(cloth, wobbly, layer / 2, (0, 0, z * layer), texture=(0.5, dice.uniform(18, 40))))
        if z > 0:  # hems lie double along the rim
            hem = [(x * 0.97, y * 0.97, layer * 0.4) for x, y in wobbly]
            solids += strand(cloth, 3.0, [*hem, hem[0]], fill=1.5)
    return placed(solids, at, about_z(dice.uniform(-4, 4)))


def _fastening(dice: Dice, length: float, top: float) -> list[Solid]:
    kind = dice.whole(0, 3)
    if kind == 0:
        teeth = [box(m.BRASS, (1.6, 4.0, 1.6), (-length * 0.4 + step * 2.4, 0, top)) for step in range(60)]
        return [*teeth[: int(length * 0.3)], box(m.ZAMAK, (18, 6, 2), (-length * 0.42, 2, top + 1))]
    if kind == 1:
        return [rod(m.POLYESTER, 11, 2.5, (-length * 0.4 + step * 45, 6, top)) for step in range(5)]
    if kind == 2:
        return [rod(m.BRASS, 9, 1.6, (length * 0.3, side * 40.0, top)) for side in (-1, 1)]
    return []


def _convex(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners without those that would dent the outline."""
    kept = list(points)
    for _ in range(len(points)):
        dents = [
            n
            for n, (x, y) in enumerate(kept)
            if (x - kept[n - 1][0]) * (kept[(n + 1) % len(kept)][1] - y)
            <= (y - kept[n - 1][1]) * (kept[(n + 1) % len(kept)][0] - x)
        ]
        if not dents:
            break
        del kept[dents[0]]
    return kept


def footwear(dice: Dice) -> Thing:
    """A pair of shoes, head to tail, in their carton."""
    length, width = dice.around(285, 0.08), dice.around(100, 0.08)
    upper, steel_shank = dice.choice((m.LEATHER, m.LEATHER, m.FLEECE)), dice.chance(0.5)
    pair = []
    for side in (-1, 1):
        shoe = _shoe(dice, length, width, upper, steel_shank)
        pair += placed(shoe, (0, side * width * 0.56, 0), about_z(0 if side > 0 else 180))
    carton = shell(m.CARTON, (length + 22, 2.25 * width + 18, 118), 1.4, (0, 0, 42))
    return thing(
        [*pair, *carton, box(m.PAPER, (length, 2 * width, 8), (0, 0, 92), fill=0.12, texture=(0.8, 12))]
    )


def _shoe(dice: Dice, length: float, width: float, upper: m.Material, steel_shank: bool) -> list[Solid]:
    half, sole = length / 2, dice.uniform(14, 26)
    outline = [
        (half * math.cos(a) * 0.99, _sole_edge(math.cos(a), math.sin(a)) * width / 2) for a in _angles(18)
    ]
    solids = [
        plate(m.RUBBER, outline, sole, fill=0.5),  # treads and hollows
        box(m.RUBBER, (length * 0.24, width * 0.66, 12), (-half * 0.72, 0, -sole / 2 - 5)),
        ball(upper, (length * 0.62, width * 0.92, 62), (half * 0.36, 0, 20)),
        ball(upper, (length * 0.58, width * 0.84, 54), (half * 0.36, 0, 20), fill=-1.0),
        ball(upper, (length * 0.52, width * 0.84, 104), (-half * 0.48, 0, 32)),
        ball(upper, (length * 0.48, width * 0.74, 98), (-half * 0.48, 0, 34), fill=-1.0),
        ball(m.PAPER, (length * 0.42, width * 0.6, 46), (half * 0.4, 0, 22), fill=0.14, texture=(0.8, 8)),
        box(upper, (length * 0.26, width * 0.5, 3), (half * 0.12, 0, 46), texture=(0.2, 14)),
        *(
            box(m.RUBBER, (4, width * (0.7 + 0.2 * tread), 3), (half * (0.75 - 0.16 * n), 0, -sole / 2 - 1.5))
            for n, tread in enumerate((0.3, 0.7, 0.9, 0.8, 0.5, 0.2, 0.1, 0.1, 0.0, 0.0))
        ),
    ]
    if steel_shank:
        solids.append(box(m.STEEL, (length * 0.34, 13, 1.4), (-half * 0.1, 0, sole / 2)))
    for row in range(5):
        solids += [
            ring for y in (-13, 13) for ring in tube(m.BRASS, 7, 4, 1.5, (half * 0.1 + row * 14, y, 48))
        ]
    return solids


def _sole_edge(c: float, s: float) -> float:
    return s * (0.8 + 0.2 * c)


def _angles(count: int) -> list[float]:
    return [2 * math.pi * step / count for step in range(count)]


def bag(dice: Dice) -> Thing:
    """A handbag or rucksack with zips, buckles and rings."""
    length, height, depth = dice.around(300), dice.around(220), dice.around(75)
    skin = dice.choice((m.LEATHER, m.PVC, m.LEATHER))
    solids = [
        *shell(skin, (length, height, depth), 2.2),
        box(m.PAPER, (length * 0.8, height * 0.7, depth * 0.7), fill=0.06, texture=(0.9, 16)),
        box(skin, (length * 0.7, height * 0.5, 3), (0, -height * 0.1, depth / 2)),
        *(
            box(m.ZAMAK, (2.2, 5, 2), (-length * 0.44 + 3.2 * n, height / 2 - 8, 0))
            for n in range(int(length * 0.27))
        ),
    ]
    for side in (-1, 1):
        x = side * length * 0.32
        solids += strand(m.ZAMAK, 4, [(x + a, height / 2 + b, 0.0) for a, b, _ in loop(14, 14, steps=12)])
        solids.append(box(m.ZAMAK, (24, 16, 4), (x, -height * 0.2, depth / 2 + 3)))
        solids.append(box(m.ZAMAK, (18, 10, 5), (x, -height * 0.2, depth / 2 + 3), fill=-1.0))
    arch = [(length * 0.32 * math.cos(a), height / 2 + 110 * math.sin(a), 0.0) for a in _angles(24)[:13]]
    return thing([*solids, *strand(skin, 11, arch)])


def toy(dice: Dice) -> Thing:
    """A stuffed animal or a plastic car with motor and batteries."""
    return _stuffed_animal(dice) if dice.chance(0.5) else _toy_car(dice)


def _stuffed_animal(dice: Dice) -> Thing:
    s = dice.uniform(0.8, 1.3)
    plush = [
        ball(m.FLEECE, (120 * s, 100 * s, 84 * s), fill=0.5, texture=(0.3, 14)),
        ball(m.FLEECE, (92 * s, 88 * s, 76 * s), (92 * s, 0, 0), fill=0.5, texture=(0.3, 12)),
    ]
    for side in (-1, 1):
        plush.append(ball(m.FLEECE, (72 * s, 34 * s, 34 * s), (44 * s, side * 62 * s, 0), fill=0.6))
        plush.append(ball(m.FLEECE, (78 * s, 38 * s, 38 * s), (-66 * s, side * 44 * s, 0), fill=0.6))
        plush.append(ball(m.FLEECE, (30 * s, 30 * s, 16 * s), (118 * s, side * 38 * s, 0), fill=0.8))
        plush.append(ball(m.ABS, (9, 9, 9), (112 * s, side * 17 * s, 34 * s)))
    if dice.chance(0.5):
        voice = [
            *shell(m.ABS, (44, 34, 20), 1.6),
            rod(m.FERRITE, 18, 5, (6, 0, 0)),
            box(m.FR4, (20, 16, 1.2), (-10, 0, 5)),
        ]
        plush += [*voice, *(rod(m.STAINLESS, 11.6, 3.2, (-14, y, -4)) for y in (-8, 4))]
    return thing(plush, rolls=True)


def _toy_car(dice: Dice) -> Thing:
    length, width = dice.around(190), dice.around(84)
    solids = [
        *shell(m.ABS, (length, width, 34), 2.2),
        *shell(m.ABS, (length * 0.5, width * 0.84, 26), 2.0, (-10, 0, 30)),
        *shell(m.STEEL, (34, 24, 24), 1.0, (-length * 0.3, 0, 0)),
        rod(m.COPPER, 18, 20, (-length * 0.3, 0, 0), "x", fill=0.6),
        rod(m.STEEL, 2, 48, (-length * 0.3, 0, 0), "x"),
        box(m.FR4, (46, 30, 1.6), (length * 0.25, 0, 8)),
    ]
    for x in (-length * 0.3, length * 0.3):
        solids.append(rod(m.STEEL, 3, width + 12, (x, 0, -14), "y"))
        for side in (-1, 1):
            solids += tube(m.RUBBER, 46, 26, 20, (x, side * width * 0.52, -14), "y")
            solids.append(rod(m.ABS, 26, 12, (x, side * width * 0.52, -14), "y"))
    for row in range(3):
        solids += aa_cell(0, -18 + row * 15.5)
    return thing(solids, rolls=True)


def aa_cell(x: float, y: float, z: float = 0.0) -> list[Solid]:
    """An alkaline AA cell along x (IEC 60086-2, LR6: 14.5 by 50.5 mm)."""
    return [
        rod(m.ZINC_CELL, 13.6, 47, (x, y, z), "x", fill=0.75),
        *tube(m.STEEL, 14.3, 13.7, 49, (x, y, z), "x"),
        rod(m.STEEL, 5.4, 2, (x + 25, y, z), "x"),
        rod(m.BRASS, 1.4, 34, (x - 6, y, z), "x"),
    ]


def book(dice: Dice) -> Thing:
    """A bound book."""
    length, width, thick = dice.around(225), dice.around(155), dice.uniform(16, 42)
    return thing(
        [
            box(m.PAPER, (length - 6, width - 4, thick), texture=(0.03, 40)),
            box(m.CARTON, (length, width, 2.2), (0, 0, thick / 2 + 1.1)),
            box(m.CARTON, (length, width, 2.2), (0, 0, -thick / 2 - 1.1)),
            box(m.CARTON, (length, 2.2, thick + 4), (0, -width / 2 - 1, 0)),
        ]
    )


def documents(dice: Dice) -> Thing:
    """Sheets of paper with a clip."""
    sheets = [
        box(
            m.PAPER,
            (297, 210, dice.uniform(0.6, 2.4)),
            (dice.uniform(-4, 4), dice.uniform(-4, 4), z),
            turn=about_z(dice.uniform(-2, 2)),
        )
        for z in (0.0, 3.0, 6.0)
    ]
    return thing([*sheets, *strand(m.STEEL, 1.0, [(130, 80, 8), (98, 80, 8), (98, 87, 8), (126, 87, 8)])])


def plastic_ware(dice: Dice) -> Thing:
    """Nested boxes or a case of plastic."""
    length, width = dice.around(180), dice.around(130)
    solids = []
    for nest in range(dice.whole(1, 3)):
        shrink = 1 - 0.1 * nest
        solids += shell(m.PLASTIC, (length * shrink, width * shrink, 62 * shrink), 1.6)
    rim = box(m.PLASTIC, (length + 8, width + 8, 4), (0, 0, 32))
    return thing([*solids, rim, box(m.PLASTIC, (length - 8, width - 8, 5), (0, 0, 32), fill=-1.0)])


def stationery(dice: Dice) -> Thing:
    """Pens in a box: ink tubes, springs and metal tips."""
    solids = shell(m.CARTON, (160, 96, 24), 0.8)
    for n in range(8):
        y = -38 + n * 11
        solids += tube(m.ABS, 9.5, 6.5, 138, (0, y, 0), "x")
        solids += [rod(m.OIL, 2.2, 96, (8, y, 0), "x"), *tube(m.STEEL, 4.6, 3.6, 20, (56, y, 0), "x")]
        solids.append(rod(m.BRASS, 2.6, 12, (70, y, 0), "x"))
    return thing(solids)


def furniture_part(dice: Dice) -> Thing:
    """A wooden board with fittings and a bag of screws."""
    length = dice.around(330)
    screws = [
        turned(
            rod(m.STEEL, 4, dice.uniform(16, 40), axis="x"),
            about_z(dice.uniform(0, 180)),
            (dice.uniform(60, 110), dice.uniform(-24, 24), 16),
        )
        for _ in range(14)
    ]
    hinges = [box(m.STEEL, (44, 24, 1.8), (x, 60, 11)) for x in (-length * 0.36, length * 0.1)]
    return thing([box(m.WOOD, (length, 170, 18), texture=(0.08, 9)), *screws, *hinges])


def sports(dice: Dice) -> Thing:
    """A pair of rackets or a set of balls with a pump."""
    if dice.chance(0.5):
        balls = [
            part
            for n in range(4)
            for part in (
                ball(m.RUBBER, (66, 66, 66), (n % 2 * 70, n // 2 * 70, 0)),
                ball(m.RUBBER, (58, 58, 58), (n % 2 * 70, n // 2 * 70, 0), fill=-1.0),
            )
        ]
        pump = [*tube(m.ABS, 30, 25, 180, (35, 120, 0), "x"), rod(m.STEEL, 7, 170, (45, 120, 0), "x")]
        return thing([*balls, *pump], rolls=True)
    frame = strand(m.ALUMINIUM, 11, loop(125, 100, steps=26))
    strings = [
        s
        for n in range(-6, 7)
        for s in (
            *strand(m.POLYESTER, 1.3, [(-118 * _chord(n), n * 14.0, 0), (118 * _chord(n), n * 14.0, 0)]),
            *strand(m.POLYESTER, 1.3, [(n * 17.0, -96 * _chord(n), 0), (n * 17.0, 96 * _chord(n), 0)]),
        )
    ]
    grip = [
        rod(m.ALUMINIUM, 26, 150, (-200, 0, 0), "x", fill=0.4),
        rod(m.RUBBER, 30, 130, (-205, 0, 0), "x", fill=0.5),
    ]
    return thing([*frame, *strings, *grip], rolls=True)


def _chord(n: int) -> float:
    return math.sqrt(max(0.0, 1 - (n / 7.2) ** 2))


def spectacles(dice: Dice) -> Thing:
    """Glasses in their case."""
    case = [*shell(m.ABS, (160, 66, 44), 1.8), box(m.STEEL, (150, 2, 2), (0, 32, 0))]
    lenses = [turned(rod(m.POLYESTER, 48, 2.2), about_x(70), (x, 0, 0)) for x in (-32, 32)]
    rims = [
        turned(part, about_x(70), (x, 0, 0))
        for x in (-32.0, 32.0)
        for part in strand(m.STAINLESS, 2, loop(25, 22, steps=14))
    ]
    arms = strand(m.STAINLESS, 2.4, [(-58, -10, 0), (56, -14, 4)]) + strand(
        m.STAINLESS, 2.4, [(58, -16, 0), (-56, -20, 4)]
    )
    return thing([*case, *lenses, *rims, *arms, rod(m.ZAMAK, 5, 3, (dice.uniform(-2, 2), 2, 6))]).lying(
        about_y(0)
    )
