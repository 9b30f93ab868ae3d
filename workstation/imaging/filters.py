"""What an officer may look through for a moment: sharpened edges, organic or metal alone, high penetration.

Each shows less than the standard image or shows it falsely, which is why none of them stays: the standard
image detects best (see the decision on the scan viewer). All work on the screen's pixels only.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from workstation.imaging.material import index_of_ratio
from workstation.imaging.palette import colour_table
from workstation.imaging.sampling import bands

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workstation.imaging.sampling import Sampled

Filter = Literal["none", "edges", "organic", "metal", "penetration"]
OF_MATERIAL: frozenset[Filter] = frozenset({"organic", "metal"})
"""Filters that need two energies; an image with one is shown through none of them."""

STRENGTH = 2
"""How many times what a pixel differs from the mean around it is added to it."""
REACH, FARTHEST = 2, 24
"""How far around a pixel the mean goes, in pixels of the screen: at 1:1 and smaller, and at most."""

# Up to and from which ratios of attenuations all is shown, and where nothing is left: between them it fades,
# so that noise on the border does not flicker. The ratios are anchors of the palette.
ORGANIC_TO, NO_ORGANIC_FROM = 1.50, 1.66
METAL_FROM, NO_METAL_TO = 2.45, 2.05
FAINT = 0.2
"""The contrast left to what a filter takes away: its outline tells where in the parcel one is."""

DEEPEST = 8.0
"""The attenuation that high penetration still tells from black: 0.03 % of the beam."""


def sharpened(sampled: Sampled) -> NDArray[np.uint16]:
    """The brightness with its edges enhanced: an unsharp mask, exact in whole numbers.

    `high + 2 * (high - mean)`, cut off at black and white, with the mean over a square whose sides grow with
    the zoom, so that it is an edge of the goods that is enhanced and not one of the pixels.
    """
    return _sharpened(sampled.high, reach_at(sampled.viewport.scale))


def reach_at(scale: float) -> int:
    """How many pixels of the screen the mean goes to each side, at so many of them for one of the image."""
    return min(max(REACH, int(REACH * scale + 0.5)), FARTHEST)


def _sharpened(high: NDArray[np.uint16], reach: int) -> NDArray[np.uint16]:
    import numpy as np

    if not high.size:
        return high
    side = 2 * reach + 1
    rows, columns = high.shape
    out: NDArray[np.uint16] = np.empty_like(high)
    # Rows enough that the rim which neighbouring bands both sum up stays a small part.
    for band in bands(rows, columns, at_least=4 * side):
        around = np.arange(band.start - reach, band.stop + reach).clip(0, rows - 1)
        wide = np.pad(high[around].astype(np.uint32), ((0, 0), (reach, reach)), mode="edge")
        mean = _sums_across(_sums_down(wide, side), side)
        mean += np.uint32(side * side // 2)
        mean //= np.uint32(side * side)
        own = high[band].astype(np.int32)
        own += (own - mean.view(np.int32)) * np.int32(STRENGTH)
        np.clip(own, 0, 65535, out=own)
        out[band] = own
    out.setflags(write=False)
    return out


def _sums_down(rows: NDArray[np.uint32], side: int) -> NDArray[np.uint32]:
    """For each place the sum of it and the `side` - 1 below it; the rows given become running sums."""
    for at in range(1, len(rows)):  # many times as fast as cumsum along this axis
        rows[at] += rows[at - 1]
    sums = rows[side - 1 :].copy()
    sums[1:] -= rows[:-side]
    return sums


def _sums_across(rows: NDArray[np.uint32], side: int) -> NDArray[np.uint32]:
    """For each place the sum of it and the `side` - 1 to its right. Running sums may pass 32 bits; their
    differences are right all the same.
    """
    import numpy as np

    running = np.cumsum(rows, axis=1, dtype=np.uint32)
    sums = running[:, side - 1 :].copy()
    sums[:, 1:] -= running[:, :-side]
    return sums


def with_edges_of(
    colour: NDArray[np.uint8], brightness: NDArray[np.uint16], sharp: NDArray[np.uint16]
) -> NDArray[np.uint8]:
    """A picture that came coloured, its red, green and blue as much brighter or darker as the edges of its
    brightness: hues at an edge stay what they are.
    """
    import numpy as np

    by = (sharp.astype(np.int32) - brightness) >> 8
    found: NDArray[np.uint8] = (colour + by[..., None]).clip(0, 255).astype(np.uint8)
    return found


def shares_of_penetration() -> NDArray[np.float64]:
    """For each of the 65536 transmissions its share of white, in equal steps of attenuation: the same
    difference in thickness is the same difference in grey behind a metal plate as before it.
    """
    import numpy as np

    steps = np.maximum(np.arange(65536, dtype=np.float64), 0.5)
    return np.clip(1 + np.log(steps / 65535) / DEEPEST, 0.0, 1.0)


@functools.lru_cache(maxsize=8)
def colours_of(name: Filter, *, in_colour: bool, negative: bool) -> NDArray[np.uint32]:
    """0xFFRRGGBB by (brightness << 8 | material index), as the palette's table: what the filter keeps as it
    is, the rest a faint grey near the background.
    """
    import numpy as np

    full = colour_table() if in_colour else _greys()
    if name not in OF_MATERIAL:
        return full
    kept = _kept(name)[None, :]
    grey = np.arange(256, dtype=np.float64)[:, None]
    background = 0.0 if negative else 255.0
    faint = background + (grey - background) * FAINT
    table = np.full((256, 256), 0xFF000000, dtype=np.uint32)
    for shift in (16, 8, 0):
        part = (full.reshape(256, 256) >> np.uint32(shift)) & np.uint32(0xFF)
        mixed = np.floor(part * kept + faint * (1 - kept) + 0.5).astype(np.uint32)
        table |= mixed << np.uint32(shift)
    flat = table.reshape(65536)
    flat.setflags(write=False)
    return flat


def _kept(name: Filter) -> NDArray[np.float64]:
    """How much of each material index a filter keeps, 0 to 1."""
    import numpy as np

    ends = (ORGANIC_TO, NO_ORGANIC_FROM) if name == "organic" else (NO_METAL_TO, METAL_FROM)
    shares = (1.0, 0.0) if name == "organic" else (0.0, 1.0)
    return np.interp(np.arange(256), [index_of_ratio(ratio) for ratio in ends], shares)


@functools.cache
def _greys() -> NDArray[np.uint32]:
    """The palette's table without hues."""
    import numpy as np

    grey = np.arange(256, dtype=np.uint32) * np.uint32(0x010101) | np.uint32(0xFF000000)
    table = np.repeat(grey, 256)
    table.setflags(write=False)
    return table
