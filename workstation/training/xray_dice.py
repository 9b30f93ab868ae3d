"""Seeded chance whose bytes never change: built on PCG64's raw stream, which NumPy keeps stable (NEP 19).

Generator's distributions, and NumPy's own exp and log, may change between versions and processors; whole
numbers, + - * / and square roots may not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_T = TypeVar("_T")


class Dice:
    """Numbers from a seed, in an order that is part of the picture."""

    def __init__(self, *seed: int) -> None:
        import numpy as np

        self._bits = np.random.PCG64(
            np.random.SeedSequence([value & 0xFFFF_FFFF_FFFF_FFFF for value in seed])
        )

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        """Evenly between the two."""
        return low + (high - low) * ((int(self._bits.random_raw()) >> 11) * 2.0**-53)

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._bits.random_raw()) % (high - low + 1)

    def chance(self, share: float) -> bool:
        """True in that share of throws."""
        return self.uniform() < share

    def choice(self, among: Sequence[_T]) -> _T:
        """One of them."""
        return among[self.whole(0, len(among) - 1)]

    def around(self, middle: float, spread: float = 0.12) -> float:
        """Evenly within a share of the middle, for sizes."""
        return middle * self.uniform(1 - spread, 1 + spread)

    def normal(self, rows: int, columns: int) -> NDArray[np.float32]:
        """Near-normal noise of mean 0 and variance 1: each the sum of the eight bytes of one raw number."""
        import numpy as np

        raw: NDArray[np.uint64] = np.asarray(self._bits.random_raw(rows * columns), dtype=np.uint64)
        pairs = (raw & np.uint64(0x00FF00FF00FF00FF)) + (
            (raw >> np.uint64(8)) & np.uint64(0x00FF00FF00FF00FF)
        )
        sums = ((pairs * np.uint64(0x0001000100010001)) >> np.uint64(48)).astype(np.float32)
        sums -= np.float32(8 * 127.5)
        sums *= np.float32(1 / 209.0192)  # sqrt(8 (256^2 - 1) / 12)
        return sums.reshape(rows, columns)

    def coarse(self, rows: int, columns: int) -> NDArray[np.float32]:
        """A coarse grid of numbers evenly between -1 and 1, for textures."""
        import numpy as np

        raw: NDArray[np.uint64] = np.asarray(self._bits.random_raw(rows * columns), dtype=np.uint64)
        grid: NDArray[np.float32] = (raw >> np.uint64(40)).astype(np.float32) * np.float32(
            2.0**-23
        ) - np.float32(1)
        return grid.reshape(rows, columns)
