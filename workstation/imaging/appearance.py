"""How a scan image looks: window and level, gamma, grey or false colour, negative, filter."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

import msgspec

from workstation.imaging.filters import (
    OF_MATERIAL,
    Filter,
    colours_of,
    shares_of_penetration,
    sharpened,
    with_edges_of,
)
from workstation.imaging.sampling import bands

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from workstation.imaging.pixels import ScanPixels
    from workstation.imaging.sampling import Sampled


class Window(msgspec.Struct, frozen=True):
    """The transmissions that are spread from black to white, in steps of 1/65535; both may be fractions.

    As VOI LUT function LINEAR of DICOM PS3.3 C.11.2.1.2.1: `width` values around `center`.
    """

    center: float
    width: float

    @property
    def darkest(self) -> float:
        """The transmission from which on it is black."""
        return self.center - 0.5 - (self.width - 1) / 2

    @property
    def brightest(self) -> float:
        """The transmission from which on it is white."""
        return self.center - 0.5 + (self.width - 1) / 2


class Appearance(msgspec.Struct, frozen=True):
    """What the officer chose to see; colour needs two energies, or a picture that came coloured, and is grey
    without. A `gamma` over 1 brightens what is dark, black and white stay.
    """

    mode: Literal["colour", "grey"] = "colour"
    window: Window = Window(32768, 65536)
    negative: bool = False
    filter: Filter = "none"
    gamma: float = 1.0


WHOLE = Window(32768, 65536)
PRESETS: tuple[Window, ...] = (
    WHOLE,  # 1: everything the machine measured
    Window(49152, 32768),  # 2: thin and light: paper, textiles, plastic bags
    Window(20480, 40960),  # 3: the middle: what most parcels hold
    Window(6144, 12288),  # 4: dense: tools, batteries, thick goods
    Window(1280, 2560),  # 5: high penetration: behind metal
)
NARROWEST, WIDEST = 16.0, 2 * 65536.0


def preset(number: int) -> Window:
    """The window of keys 1 to 5. Raises ValueError for another number."""
    if not 1 <= number <= len(PRESETS):
        raise ValueError(f"there is no window preset {number}")
    return PRESETS[number - 1]


def dragged(window: Window, level_by: float, width_by: float) -> Window:
    """The window after a drag, `level_by` and `width_by` in shares of the present width."""
    width = min(max(window.width * (1 + width_by), NARROWEST), WIDEST)
    center = min(max(window.center + level_by * window.width, 0.0), 65536.0)
    return Window(center, width)


def automatic_window(pixels: ScanPixels) -> Window:
    """From the darkest to the brightest that is not open beam, less half a per cent at each end.

    A picture that came coloured is seen as the machine's own software painted it.
    """
    import numpy as np

    if pixels.colour is not None:
        return WHOLE
    plane = pixels.energies[0]
    step = max(1, round((plane.size / 500_000) ** 0.5))
    counts = histogram(plane[::step, ::step])
    counts[64000:] = 0  # the open beam around the parcel says nothing about what is in it
    total = int(counts.sum())
    if total < 64:
        return WHOLE
    running = np.cumsum(counts)
    low = int(np.searchsorted(running, total * 0.005))
    high = int(np.searchsorted(running, total * 0.995))
    width = max(high - low + 1, 256)
    return Window((low + high + 1) / 2, width)


def histogram(plane: NDArray[np.uint16]) -> NDArray[np.int64]:
    """How many pixels have each of the 65536 transmissions."""
    import numpy as np

    return np.bincount(plane.ravel(), minlength=65536)


@functools.lru_cache(maxsize=16)
def grey_table(window: Window, negative: bool = False, gamma: float = 1.0) -> NDArray[np.uint8]:
    """The grey of each of the 65536 transmissions (the nearest of 256), after DICOM's linear window; its
    share of white to the power of 1 / gamma.
    """
    import numpy as np

    steps = np.arange(65536, dtype=np.float64)
    if window.width <= 1:
        shares = (steps > window.center - 0.5).astype(np.float64)
    else:
        shares = np.clip((steps - (window.center - 0.5)) / (window.width - 1) + 0.5, 0.0, 1.0)
    return _greys(shares, negative, gamma)


@functools.lru_cache(maxsize=4)
def penetration_table(negative: bool = False, gamma: float = 1.0) -> NDArray[np.uint8]:
    """`grey_table` of the filter that knows no window: grey in equal steps of attenuation."""
    return _greys(shares_of_penetration(), negative, gamma)


def _greys(shares: NDArray[np.float64], negative: bool, gamma: float) -> NDArray[np.uint8]:
    import numpy as np

    if gamma != 1:
        shares **= 1 / gamma
    table: NDArray[np.uint8] = np.floor(shares * 255 + 0.5).astype(np.uint8)
    if negative:
        table = 255 - table
    table.setflags(write=False)
    return table


def _table_of(appearance: Appearance) -> NDArray[np.uint8]:
    """The grey of each transmission in this appearance."""
    if appearance.filter == "penetration":
        return penetration_table(appearance.negative, appearance.gamma)
    return grey_table(appearance.window, appearance.negative, appearance.gamma)


def painted(sampled: Sampled, appearance: Appearance) -> NDArray[np.uint8] | NDArray[np.uint32]:
    """The screen's pixels, (rows, columns): greys, or whole colours as 0xFFRRGGBB in native order (what Qt
    calls Format_RGB32).

    Without materials, organic and metal alone show the image as it is.
    """
    in_colour, material = appearance.mode == "colour", sampled.material
    high = _sharpened(sampled) if appearance.filter == "edges" else sampled.high
    table = _table_of(appearance)
    if material is not None and (in_colour or appearance.filter in OF_MATERIAL):
        colours = colours_of(appearance.filter, in_colour=in_colour, negative=appearance.negative)
        return _by_material(high, material, table, colours)
    if in_colour and sampled.colour is not None:
        colour = sampled.colour if high is sampled.high else with_edges_of(sampled.colour, sampled.high, high)
        return _as_it_came(colour, table)
    return _by_brightness(high, table)


_sharpened_last: WeakKeyDictionary[Sampled, NDArray[np.uint16]] = WeakKeyDictionary()
"""The sharpened pixels of what is on the screen, so that its window can be dragged; they go with it."""


def _sharpened(sampled: Sampled) -> NDArray[np.uint16]:
    found = _sharpened_last.get(sampled)
    if found is None:
        found = _sharpened_last[sampled] = sharpened(sampled)
    return found


def _by_brightness(high: NDArray[np.uint16], table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One look-up a pixel; in bands, for NumPy widens the places to 64 bits."""
    import numpy as np

    out: NDArray[np.uint8] = np.empty(high.shape, dtype=np.uint8)
    for band in bands(*high.shape):
        np.take(table, high[band], out=out[band], mode="clip")
    return out


def _by_material(
    high: NDArray[np.uint16],
    material: NDArray[np.uint8],
    table: NDArray[np.uint8],
    colours: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """Two look-ups a pixel, in bands whose places in the second table stay in the processor's cache."""
    import numpy as np

    high_bytes = table.astype(np.uint16) << np.uint16(8)
    out: NDArray[np.uint32] = np.empty(high.shape, dtype=np.uint32)
    for band in bands(*high.shape):
        places = np.take(high_bytes, high[band], mode="clip")
        places |= material[band]
        np.take(colours, places, out=out[band], mode="clip")
    return out


def _as_it_came(colour: NDArray[np.uint8], table: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """The machine's own colours, each of the three through the table."""
    import numpy as np

    of_bytes = table[::257].astype(np.uint32)
    out: NDArray[np.uint32] = np.full(colour.shape[:2], 0xFF000000, dtype=np.uint32)
    for channel, shift in enumerate((16, 8, 0)):
        shifted = of_bytes << np.uint32(shift)
        for band in bands(*out.shape):
            out[band] |= np.take(shifted, colour[band, :, channel], mode="clip")
    return out
