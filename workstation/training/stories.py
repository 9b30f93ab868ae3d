"""What is in a training consignment and what was said of it: honest, vague, cheap, false, hidden, split."""

from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Final

from workstation.domain.value import Value
from workstation.training.goods import Catalogue, Hidden, Kind


class Story(StrEnum):
    """What the consignment is about, for whoever trains; the document never says it."""

    HONEST = "honest"
    VAGUE = "vague"
    UNDERVALUED = "undervalued"
    SPLIT = "split"
    FALSE_GOODS = "false_goods"
    HIDDEN = "hidden"
    FORGOTTEN = "forgotten"
    RESTRICTED = "restricted"


LANES: Final = ("green", "blue", "yellow", "red")
LANE_WEIGHTS: Final = (60, 15, 15, 10)

_STORIES: Final[dict[str, tuple[tuple[Story, ...], tuple[int, ...]]]] = {
    "green": ((Story.HONEST, Story.VAGUE, Story.FORGOTTEN, Story.HIDDEN), (93, 4, 2, 1)),
    "blue": ((Story.HONEST, Story.VAGUE, Story.UNDERVALUED, Story.FORGOTTEN), (70, 15, 10, 5)),
    "yellow": (
        (Story.HONEST, Story.VAGUE, Story.UNDERVALUED, Story.RESTRICTED, Story.FORGOTTEN),
        (25, 25, 25, 15, 10),
    ),
    "red": (
        (Story.HIDDEN, Story.FALSE_GOODS, Story.HONEST, Story.RESTRICTED, Story.UNDERVALUED),
        (42, 26, 14, 10, 8),
    ),
}
_RESTRICTED: Final = ("090121", "160414", "210690", "300490", "846721", "850760", "820559")


class Line(Value):
    """One line of the declaration: the goods as they are said to be."""

    kind: Kind
    parcel: int
    description: str
    hs_code: str
    pieces: int
    grams: int
    cents: int


class Thing(Value):
    """Something that is really in a parcel; `truth` says in words what of it nobody declared."""

    parcel: int
    drawn: str
    pieces: int
    grams: int
    truth: str = ""


class Plot(Value):
    """A whole consignment before it gets its papers. Masses are in grams, values in euro cents."""

    story: Story
    lane: str
    parcels: int
    lines: tuple[Line, ...]
    things: tuple[Thing, ...]
    hidden: Hidden | None = None

    @property
    def cents(self) -> int:
        """What is declared in all."""
        return sum(line.cents for line in self.lines)

    def grams_in(self, parcel: int) -> int:
        """What a parcel really weighs, wrapping included."""
        inside = sum(thing.grams for thing in self.things if thing.parcel == parcel)
        return inside + 40 + inside // 14


def plot(dice: Random, catalogue: Catalogue, split_of: Kind | None = None) -> Plot:
    """One consignment's lane, story, lines and things; `split_of` makes it a piece of a split order."""
    if split_of is not None:
        return _split(dice, split_of)
    lane = dice.choices(LANES, LANE_WEIGHTS)[0]
    stories, weights = _STORIES[lane]
    story = dice.choices(stories, weights)[0]
    parcels = dice.choices((1, 2, 3), (84, 11, 5))[0]
    count = max(parcels, dice.choices((1, 2, 3, 4, 6), (56, 25, 11, 5, 3))[0])
    lines = [_honest_line(dice, dice.choice(catalogue.goods), place % parcels) for place in range(count)]
    things = [_as_declared(line) for line in lines]
    hidden = None
    if story is Story.VAGUE:
        place = dice.randrange(count)
        lines[place] = _vaguely(dice, lines[place])
    elif story is Story.UNDERVALUED:
        dear = _honest_line(dice, dice.choice(catalogue.dear()), 0)
        things[0] = _as_declared(dear)
        lines[0] = _cheaply(dice, dear)
    elif story is Story.FALSE_GOODS:
        lines[0], things[0] = _falsely(dice, catalogue)
    elif story is Story.FORGOTTEN:
        extra = _honest_line(dice, dice.choice(catalogue.goods), 0)
        things.append(_undeclared(extra))
    elif story is Story.RESTRICTED:
        kind = dice.choice([kind for kind in catalogue.goods if kind.hs_code in _RESTRICTED])
        lines[0] = _honest_line(dice, kind, 0)
        things[0] = _as_declared(lines[0])
    elif story is Story.HIDDEN:
        hidden = dice.choices(catalogue.hidden, [each.weight for each in catalogue.hidden])[0]
        grams = dice.randrange(*hidden.grams)
        things.append(Thing(parcel=0, drawn=hidden.drawn, pieces=1, grams=grams, truth=hidden.words))
    return Plot(
        story=story, lane=lane, parcels=parcels, lines=tuple(lines), things=tuple(things), hidden=hidden
    )


def _honest_line(dice: Random, kind: Kind, parcel: int) -> Line:
    pieces = dice.randrange(1, kind.most_pieces + 1)
    # Small parcels are mostly cheap: the lower of two prices drawn.
    each = min(dice.randrange(*kind.cents), dice.randrange(*kind.cents))
    return Line(
        kind=kind,
        parcel=parcel,
        description=dice.choice(kind.descriptions),
        hs_code=kind.hs_code,
        pieces=pieces,
        grams=dice.randrange(*kind.grams) * pieces,
        cents=each * pieces,
    )


def _as_declared(line: Line) -> Thing:
    return Thing(parcel=line.parcel, drawn=line.kind.drawn, pieces=line.pieces, grams=line.grams)


def _undeclared(line: Line) -> Thing:
    return Thing(
        parcel=line.parcel,
        drawn=line.kind.drawn,
        pieces=line.pieces,
        grams=line.grams,
        truth=line.kind.descriptions[0],
    )


def _vaguely(dice: Random, line: Line) -> Line:
    return Line(
        kind=line.kind,
        parcel=line.parcel,
        description=line.kind.vague if dice.random() < 0.8 else line.kind.vague.upper(),
        hs_code="" if dice.random() < 0.4 else line.hs_code,
        pieces=line.pieces,
        grams=line.grams,
        cents=line.cents,
    )


def _cheaply(dice: Random, line: Line) -> Line:
    cents = max(100, line.cents * dice.randrange(3, 16) // 100)
    if dice.random() < 0.4:
        cents = max(1, round(Decimal(cents) / 5000)) * 5000  # fifty, a hundred: a number that people make up
    return Line(
        kind=line.kind,
        parcel=line.parcel,
        description=line.description,
        hs_code=line.hs_code,
        pieces=line.pieces,
        grams=line.grams,
        cents=cents,
    )


def _falsely(dice: Random, catalogue: Catalogue) -> tuple[Line, Thing]:
    """Cheap goods on paper, dear or excisable ones in the parcel."""
    said = _honest_line(dice, dice.choice(catalogue.cheap()), 0)
    if dice.random() < 0.35:
        cigarettes = next(each for each in catalogue.hidden if each.drawn == "cigarettes")
        cartons = dice.randrange(2, 7)
        grams = dice.randrange(*cigarettes.grams) * cartons
        return said, Thing(parcel=0, drawn="cigarettes", pieces=cartons, grams=grams, truth=cigarettes.words)
    real = _honest_line(dice, dice.choice(catalogue.dear()), 0)
    return said, _undeclared(real)


def _split(dice: Random, kind: Kind) -> Plot:
    """One of several consignments to one person, each a little below the threshold."""
    each = max(1, (kind.cents[0] + kind.cents[1]) // 2)
    pieces = max(1, min(kind.most_pieces * 2, 14_500 // each))
    line = Line(
        kind=kind,
        parcel=0,
        description=kind.descriptions[0],
        hs_code=kind.hs_code,
        pieces=pieces,
        grams=dice.randrange(*kind.grams) * pieces,
        cents=dice.randrange(14_300, 15_000),
    )
    return Plot(story=Story.SPLIT, lane="yellow", parcels=1, lines=(line,), things=(_as_declared(line),))
