"""Tells materials apart in dual-energy images: how much faster the low energy dies than the high one.

With transmissions T and attenuations A = -ln T, the ratio A_low / A_high does not depend on thickness but on
the atomic number: about 1.25 for water and plastics, 1.7 for aluminium, near 4 for steel at effective
energies of 60 and 110 keV. It is a proxy, not a measured effective atomic number; a machine's own calibration
may replace it.
Alvarez and Macovski, "Energy-selective reconstructions in X-ray computerised tomography", Phys. Med. Biol. 21
(1976) 733.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LOWEST_RATIO, HIGHEST_RATIO = 1.0, 4.0  # what index 0 and index 255 of a material plane stand for
NOTHING_THERE = 0.012  # attenuation of the high energy under which there is no material to speak of
BLIND = 7.6  # attenuation of the low energy (0.05 %) beyond which its detector sees nothing but itself
_ROWS_AT_ONCE = 128


def material_plane(
    high: NDArray[np.uint16], low: NDArray[np.uint16], *, smooth: bool = True
) -> NDArray[np.uint8]:
    """Per pixel the material index 0..255, linear between the lowest and the highest ratio.

    Smoothing over 3 x 3 pixels (of attenuation) quiets the colour without touching the brightness, which is
    painted from the unsmoothed high energy.
    """
    import numpy as np

    height = high.shape[0]
    plane = np.empty(high.shape, dtype=np.uint8)
    for top in range(0, height, _ROWS_AT_ONCE):
        bottom = min(height, top + _ROWS_AT_ONCE)
        around = slice(max(0, top - 1), min(height, bottom + 1))
        a_high = np.take(_attenuations(), high[around], mode="clip")
        a_low = np.take(_attenuations(), low[around], mode="clip")
        if smooth:
            a_high, a_low = _box3(a_high), _box3(a_low)
        own = slice(top - around.start, bottom - around.start)
        plane[top:bottom] = _indices(a_high[own], a_low[own])
    plane.setflags(write=False)
    return plane


def index_of_ratio(ratio: float) -> int:
    """The material index that stands for a ratio of attenuations."""
    share = (ratio - LOWEST_RATIO) / (HIGHEST_RATIO - LOWEST_RATIO)
    return int(min(max(share, 0.0), 1.0) * 255 + 0.5)


def _indices(a_high: NDArray[np.float32], a_low: NDArray[np.float32]) -> NDArray[np.uint8]:
    import numpy as np

    # Where neither energy lost anything the ratio is noise: pull it to that of light organic matter.
    floor = np.float32(NOTHING_THERE)
    ratio = (a_low + floor * np.float32(1.25)) / (a_high + floor)
    # Where the low energy is blind, its attenuation is a lower bound only; in parcels that is metal.
    np.copyto(ratio, np.float32(HIGHEST_RATIO), where=a_low >= np.float32(BLIND))
    ratio -= np.float32(LOWEST_RATIO)
    ratio *= np.float32(255.0 / (HIGHEST_RATIO - LOWEST_RATIO))
    ratio += np.float32(0.5)
    np.clip(ratio, 0, 255, out=ratio)
    return ratio.astype(np.uint8)


def _box3(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The mean over 3 x 3 pixels; at the rim, of what there is repeated."""
    import numpy as np

    padded = np.pad(values, 1, mode="edge")
    rows = padded[:-2] + padded[1:-1]
    rows += padded[2:]
    out = rows[:, :-2] + rows[:, 1:-1]
    out += rows[:, 2:]
    out *= np.float32(1 / 9)
    return out


@functools.cache
def _attenuations() -> NDArray[np.float32]:
    """-ln of every 16-bit transmission; 0 counts as half a step."""
    import numpy as np

    steps = np.arange(65536, dtype=np.float64)
    steps[0] = 0.5
    table: NDArray[np.float32] = (-np.log(steps / 65535)).astype(np.float32)
    table.setflags(write=False)
    return table
