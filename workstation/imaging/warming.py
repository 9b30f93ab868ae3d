"""What the first image would otherwise wait for."""

from __future__ import annotations

import functools
from typing import get_args


@functools.cache
def warm_up() -> None:
    """Import the arithmetic and the readers that are installed, and make the tables that do not depend on
    the image. Once; for an image thread.
    """
    from workstation.imaging.appearance import penetration_table
    from workstation.imaging.filters import Filter, colours_of
    from workstation.imaging.formats import plug_ins

    for chosen in get_args(Filter):
        colours_of(chosen, in_colour=True, negative=False)
    penetration_table()
    plug_ins()
