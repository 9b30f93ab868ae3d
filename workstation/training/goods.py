"""What is in training parcels: goods as an honest sender describes them, as others do, and what some hide."""

from functools import cache

import msgspec

from workstation.domain.value import Value
from workstation.host.resources import read_bytes


class Kind(Value):
    """Goods of one kind. Prices are in euro cents and masses in grams, each for one piece: least and most.

    `drawn` is the kind of content that the X-ray shows (training/xray_kinds.py); `vague` what a careless
    sender writes; `duty_percent` what is to be paid above the threshold.
    """

    hs_code: str
    descriptions: tuple[str, ...]
    vague: str
    cents: tuple[int, int]
    grams: tuple[int, int]
    most_pieces: int
    drawn: str
    duty_percent: int = 0


class Hidden(Value):
    """What some parcels hold that nobody declared.

    `reason` is the reason for a seizure that fits; `agency` whose matter it is besides customs';
    `detected_as` what the detector calls it; `weight` how often it is met among the others.
    """

    drawn: str
    words: str
    grams: tuple[int, int]
    reason: str
    agency: str = ""
    detected_as: str = ""
    weight: int = 1


class Catalogue(Value):
    """Everything that training parcels are filled from."""

    goods: tuple[Kind, ...]
    hidden: tuple[Hidden, ...]
    source: str = ""

    def dear(self) -> tuple[Kind, ...]:
        """Goods that are worth declaring as something else."""
        return tuple(kind for kind in self.goods if kind.cents[1] >= 12_000)

    def cheap(self) -> tuple[Kind, ...]:
        """Goods that others are declared as."""
        return tuple(kind for kind in self.goods if kind.cents[1] <= 6_000)


@cache
def catalogue() -> Catalogue:
    """The catalogue of resources/codes/training_goods.json."""
    return msgspec.json.decode(read_bytes("codes/training_goods.json"), type=Catalogue)
