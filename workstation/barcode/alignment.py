"""What was lost, added or changed between a text that is known and what came of it: the cheapest way from one
to the other (Needleman and Wunsch, 1970).
"""

from typing import Final

import msgspec

RIGHT, TURNED, WRONG, LOST, MORE, DOUBLED = "right", "turned", "wrong", "lost", "more", "doubled"

_COSTS: Final = {RIGHT: 0.0, TURNED: 0.3, WRONG: 1.0, LOST: 0.9, MORE: 0.9, DOUBLED: 0.5}
"""A letter in the other case is nearer than another letter, and a character that comes twice nearer than one
from nowhere.
"""


class Step(msgspec.Struct, frozen=True):
    """One character of the known text, of the other, or of both.

    `place` is where it stands in the known text, or where the added one stands before.
    """

    kind: str
    place: int
    known: str = ""
    came: str = ""


def aligned(known: str, came: str) -> tuple[Step, ...]:
    """The steps from the known text to the one that came, in order."""
    ways = _ways(known, came)
    steps: list[Step] = []
    row, column = len(known), len(came)
    while row or column:
        kind = ways[row][column]
        if kind == LOST:
            row -= 1
            steps.append(Step(kind, row, known=known[row]))
        elif kind in {MORE, DOUBLED}:
            column -= 1
            steps.append(Step(kind, row, came=came[column]))
        else:
            row, column = row - 1, column - 1
            steps.append(Step(kind, row, known[row], came[column]))
    return tuple(reversed(steps))


def _ways(known: str, came: str) -> list[list[str]]:
    """The last step of the cheapest way to each pair of beginnings."""
    above = [0.0]
    ways = [[""]]
    for column in range(1, len(came) + 1):
        added = _added(came, column)
        above.append(above[-1] + _COSTS[added])
        ways[0].append(added)
    for row in range(1, len(known) + 1):
        here = [above[0] + _COSTS[LOST]]
        way = [LOST]
        for column in range(1, len(came) + 1):
            both, added = _both(known[row - 1], came[column - 1]), _added(came, column)
            best, kind = min(
                (above[column - 1] + _COSTS[both], both),
                (above[column] + _COSTS[LOST], LOST),
                (here[-1] + _COSTS[added], added),
                key=_cost,
            )
            here.append(best)
            way.append(kind)
        above = here
        ways.append(way)
    return ways


def _cost(choice: tuple[float, str]) -> float:
    return choice[0]


def _both(known: str, came: str) -> str:
    if known == came:
        return RIGHT
    return TURNED if known.swapcase() == came else WRONG


def _added(came: str, column: int) -> str:
    return DOUBLED if column > 1 and came[column - 2] == came[column - 1] else MORE
