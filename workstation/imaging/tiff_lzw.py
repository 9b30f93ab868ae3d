"""Looks through LZW data (TIFF 6.0, section 13) before the decoder does.

imagecodecs takes the first code after a Clear code as it comes; one that no table has yet makes it read
memory that nobody wrote, and ends the program. Every such code is looked at here. Widths of codes follow from
how many came since the Clear code, so a whole table's worth of codes is read at once.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import msgspec

from workstation.imaging.pixels import UnreadableImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CLEAR, _END, _FIRST_FREE = 256, 257, 258
_LARGEST_TABLE = 5120  # where the decoder gives up: the standard's 4096, and what old writers went beyond it
_FEWEST_BITS, _CLEARINGS_AT_LEAST = 432, 64
"""Data may have a Clear code for each so many bits. Writers clear a full table, after some 40,000 bits;
clearing all the time would only cost time.
"""


class _Layout(msgspec.Struct, frozen=True, eq=False):
    """Of the codes after a Clear code that ends at a bit of a byte: in which byte from there each begins, by
    how much its four bytes are shifted, what is kept of them, and the bit behind it.
    """

    byte: NDArray[np.int64]
    shift: NDArray[np.uint32]
    mask: NDArray[np.uint32]
    end: NDArray[np.int64]


def check_lzw(data: bytes) -> None:
    """Refuse data one of whose tables does not begin with a byte. What else is wrong, the decoder finds."""
    import numpy as np

    if len(data) < 2:
        raise _damaged()
    # Old writers put the lowest bit first (as GIF does); their first bytes tell.
    lowest_first = data[0] == 0 and bool(data[1] & 1)
    order = "<u4" if lowest_first else ">u4"
    four = np.ndarray((len(data),), dtype=order, buffer=data + b"\0\0\0", strides=(1,))  # from each byte on
    bits = 8 * len(data)
    at = 9  # behind the first Clear code, without which the decoder refuses
    for _clearing in range(_CLEARINGS_AT_LEAST + bits // _FEWEST_BITS):
        layout = _layout(at & 7, lowest_first)
        kept = int(np.searchsorted(layout.end, bits - at, side="right"))
        if kept == 0:
            return
        codes = (four[layout.byte[:kept] + (at >> 3)] >> layout.shift[:kept]) & layout.mask[:kept]
        if codes[0] > _END:
            raise _damaged()
        is_stop = codes >> np.uint32(1) == _CLEAR >> 1  # a Clear or an End code
        stop = int(is_stop.argmax())
        if not is_stop[stop] or codes[stop] == _END:
            return
        at += int(layout.end[stop])
    raise _damaged()


@functools.cache
def _layout(phase: int, lowest_first: bool) -> _Layout:
    import numpy as np

    # The table as it is when a code is read. Codes become wider one entry early, or with the lowest bit first
    # when there is no room left.
    table = np.arange(_FIRST_FREE, _LARGEST_TABLE + 2) - (1 if lowest_first else 0)
    widths = np.full(len(table), 9, dtype=np.int64)
    for edge in (512, 1024, 2048):
        widths += table >= edge
    ends = np.cumsum(widths)
    starts = ends - widths + phase
    inside = starts & 7
    shift = inside if lowest_first else 32 - inside - widths
    return _Layout(
        byte=starts >> 3,
        shift=shift.astype(np.uint32),
        mask=((1 << widths) - 1).astype(np.uint32),
        end=ends,
    )


def _damaged() -> UnreadableImage:
    return UnreadableImage("damaged", "The TIFF file is damaged: its LZW data cannot be right.")
