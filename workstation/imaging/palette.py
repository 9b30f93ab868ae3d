"""The colours officers know: organic orange, mixed and light metal green, metal blue, opaque black."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from workstation.imaging.material import index_of_ratio

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# (ratio of attenuations, colour at middle brightness in red, green, blue). Between two anchors colours blend.
# Classes after the convention of baggage and parcel machines: organic up to an effective atomic number of
# about 10, mixed and light metal 10 to 18, metal above.
ANCHORS: tuple[tuple[float, tuple[int, int, int]], ...] = (
    (1.00, (226, 122, 22)),
    (1.36, (232, 138, 24)),
    (1.50, (176, 160, 30)),
    (1.66, (72, 158, 46)),
    (2.05, (40, 150, 84)),
    (2.45, (34, 104, 176)),
    (4.00, (36, 64, 190)),
)
KNEE = 0.34  # the brightness at which a colour is purest: darker goes to black, brighter to white


@functools.cache
def colour_table() -> NDArray[np.uint32]:
    """0xFFRRGGBB by (brightness << 8 | material index): black to the material's hue to white."""
    import numpy as np

    hues = np.empty((256, 3), dtype=np.float64)
    at = [index_of_ratio(ratio) for ratio, _ in ANCHORS]
    for channel in range(3):
        hues[:, channel] = np.interp(np.arange(256), at, [colour[channel] for _, colour in ANCHORS])
    grey = (np.arange(256) / 255)[:, None, None]
    rising = hues[None] * np.minimum(grey / KNEE, 1.0)
    paling = (255 - hues)[None] * np.clip((grey - KNEE) / (1 - KNEE), 0.0, 1.0)
    rgb = np.floor(rising + paling + 0.5).astype(np.uint32)
    red, green, blue = (rgb[..., channel] << np.uint32(shift) for channel, shift in enumerate((16, 8, 0)))
    table: NDArray[np.uint32] = (np.uint32(0xFF000000) | red | green | blue).reshape(65536)
    table.setflags(write=False)
    return table
