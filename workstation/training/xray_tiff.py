"""Writes dual-energy images as TIFF whose bytes follow from the pixels alone: no time, no program's name."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ROWS_PER_STRIP = 64
_SHORT, _LONG, _ASCII = 3, 4, 2


def tiff_bytes(pages: Sequence[NDArray[np.uint16]], description: str) -> bytes:
    """Little-endian TIFF 6.0: 16-bit grey, one page per array, strips of 64 rows, Deflate, predictor 2.

    `description` (ASCII) becomes ImageDescription of the first page.
    """
    out = bytearray(struct.pack("<2sHI", b"II", 42, 0))
    link_at = 4
    for number, page in enumerate(pages):
        offsets, counts = [], []
        for strip in _strips(page):
            offsets.append(len(out))
            counts.append(len(strip))
            out += strip + b"\0" * (len(strip) % 2)
        directory = len(out)
        struct.pack_into("<I", out, link_at, directory)
        text = description.encode("ascii") + b"\0" if number == 0 else b""
        link_at = _append_directory(out, page.shape, offsets, counts, text)
    return bytes(out)


def _strips(page: NDArray[np.uint16]) -> list[bytes]:
    import numpy as np

    little = np.ascontiguousarray(page, dtype="<u2")
    differences = little.copy()
    differences[:, 1:] -= little[:, :-1]
    strips = []
    for top in range(0, page.shape[0], _ROWS_PER_STRIP):
        # Run lengths and Huffman codes only: noise has no repeats worth a search; ten times as fast.
        coder = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
        strips.append(coder.compress(differences[top : top + _ROWS_PER_STRIP].tobytes()) + coder.flush())
    return strips


def _append_directory(
    out: bytearray, shape: tuple[int, ...], offsets: list[int], counts: list[int], text: bytes
) -> int:
    """The directory after what is there; returns where the link to the next one stands."""
    rows, columns = shape
    entries: list[tuple[int, int, int, bytes]] = [
        (256, _LONG, 1, struct.pack("<I", columns)),
        (257, _LONG, 1, struct.pack("<I", rows)),
        (258, _SHORT, 1, struct.pack("<H", 16)),
        (259, _SHORT, 1, struct.pack("<H", 8)),
        (262, _SHORT, 1, struct.pack("<H", 1)),
        (273, _LONG, len(offsets), struct.pack(f"<{len(offsets)}I", *offsets)),
        (277, _SHORT, 1, struct.pack("<H", 1)),
        (278, _LONG, 1, struct.pack("<I", _ROWS_PER_STRIP)),
        (279, _LONG, len(counts), struct.pack(f"<{len(counts)}I", *counts)),
        (317, _SHORT, 1, struct.pack("<H", 2)),
    ]
    if text:
        entries.append((270, _ASCII, len(text), text))
    entries.sort()
    values_at = len(out) + 2 + 12 * len(entries) + 4
    values = bytearray()
    out += struct.pack("<H", len(entries))
    for tag, kind, count, value in entries:
        if len(value) > 4:
            out += struct.pack("<HHII", tag, kind, count, values_at + len(values))
            values += value + b"\0" * (len(value) % 2)
        else:
            out += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
    link_at = len(out)
    out += struct.pack("<I", 0) + values
    return link_at
