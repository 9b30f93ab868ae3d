"""Halved copies of a scan image, so that what is painted never costs more than what is seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import msgspec

from workstation.imaging.material import material_plane
from workstation.imaging.pixels import ScanPixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALLEST_EDGE = 256
MOST_OVERSAMPLED = 1.5
"""Pixels of a level for each of the screen, each way, at most."""
_ROWS_AT_ONCE = 128  # keeps the wide intermediate sums inside the processor's cache


class Level(msgspec.Struct, frozen=True, eq=False):
    """One halving: pixel (row, column) covers 2**halvings pixels of the original each way."""

    halvings: int
    energies: tuple[NDArray[np.uint16], ...]
    material: NDArray[np.uint8] | None  # None when one energy alone was measured
    colour: NDArray[np.uint8] | None = None  # of a picture that came coloured

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.energies[0].shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.energies[0].shape[0])


class Pyramid(msgspec.Struct, frozen=True, eq=False):
    """A scan image with its halved copies, the original first."""

    pixels: ScanPixels
    levels: tuple[Level, ...]

    @property
    def width(self) -> int:
        """Columns of the original."""
        return self.pixels.width

    @property
    def height(self) -> int:
        """Rows of the original."""
        return self.pixels.height

    @property
    def size_bytes(self) -> int:
        """What all levels take in memory."""
        planes = (plane for each in self.levels for plane in (*each.energies, each.material, each.colour))
        return sum(plane.nbytes for plane in planes if plane is not None)

    def level_for(self, scale: float) -> Level:
        """The finest level with at most one and a half pixels per screen pixel, each way; the original from
        two thirds on.

        `scale` is screen pixels per original pixel. With more of them a blend of two neighbours could miss a
        thin wire between two pixels of the screen; a coarser level has it, paler.
        """
        if not scale > 0:
            return self.levels[-1]
        wanted = math.ceil(-math.log2(scale * MOST_OVERSAMPLED) - 1e-9)
        return self.levels[min(max(wanted, 0), len(self.levels) - 1)]


def build_pyramid(pixels: ScanPixels, *, smallest_edge: int = SMALLEST_EDGE) -> Pyramid:
    """All levels down to about `smallest_edge` with their material planes. Work for a background thread."""
    energies, colour = pixels.energies, pixels.colour
    levels = [_level(0, energies, colour)]
    while max(energies[0].shape) > smallest_edge:
        energies = tuple(halved(plane) for plane in energies)
        colour = None if colour is None else halved(colour)
        levels.append(_level(len(levels), energies, colour))
    return Pyramid(pixels=pixels, levels=tuple(levels))


def _level(
    halvings: int, energies: tuple[NDArray[np.uint16], ...], colour: NDArray[np.uint8] | None
) -> Level:
    # Averaging has already calmed the halved levels; only the original's material needs smoothing.
    material = material_plane(*energies, smooth=halvings == 0) if len(energies) == 2 else None
    return Level(halvings=halvings, energies=energies, material=material, colour=colour)


def halved(plane: NDArray[Any]) -> NDArray[Any]:
    """The rounded mean of each 2 x 2 pixels, of each colour by itself; a last odd row or column is averaged
    with itself.
    """
    import numpy as np

    height, width = plane.shape[:2]
    half = np.empty((-(-height // 2), -(-width // 2), *plane.shape[2:]), dtype=plane.dtype)
    for top in range(0, height, _ROWS_AT_ONCE):
        rows = plane[top : top + _ROWS_AT_ONCE]
        if rows.shape[0] % 2:
            rows = np.concatenate((rows, rows[-1:]))
        sums = np.add(rows[0::2], rows[1::2], dtype=np.uint32)
        if width % 2:
            sums = np.concatenate((sums, sums[:, -1:]), axis=1)
        quads = sums[:, 0::2] + sums[:, 1::2]
        quads += np.uint32(2)
        quads >>= np.uint32(2)
        half[top // 2 : top // 2 + quads.shape[0]] = quads
    half.setflags(write=False)
    return half
