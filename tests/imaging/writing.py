"""Pictures of known values, and files of them as foreign machines would write them."""

import io
import struct
import zlib

import numpy as np
import tifffile


def ramp(height: int = 90, width: int = 130, dtype: str = "uint16") -> np.ndarray:
    """From nothing to everything, row by row."""
    most = np.iinfo(dtype).max
    return np.linspace(0, most, height * width).astype(dtype).reshape(height, width)


def colours(height: int = 90, width: int = 130, dtype: str = "uint8") -> np.ndarray:
    """Red grows along one way, green along the other, blue falls."""
    red, green = ramp(height, width, dtype), np.ascontiguousarray(ramp(width, height, dtype).T)
    return np.dstack([red, green, np.iinfo(dtype).max - red])


def tiff(*pages: np.ndarray, description: str | None = None, bigtiff: bool = False, **options) -> bytes:
    """Written by an independent library."""
    return described_tiff(*((page, description) for page in pages), bigtiff=bigtiff, **options)


def described_tiff(*pages: tuple[np.ndarray, str | None], bigtiff: bool = False, **options) -> bytes:
    """Each page with a description of its own."""
    out = io.BytesIO()
    byteorder = options.pop("byteorder", "<")
    with tifffile.TiffWriter(out, bigtiff=bigtiff, byteorder=byteorder) as writer:
        for page, description in pages:
            writer.write(page, description=description, metadata=None, **options)
    return out.getvalue()


def tiff_header(width: int, height: int, pixels: bytes = b"\x01" * 8, **tags: int) -> bytes:
    """A TIFF of one page of 16-bit grey that claims whatever it is told to: its tags by number, as `_258`."""
    at = 8 + len(pixels)
    values = {256: width, 257: height, 258: 16, 259: 1, 262: 1, 273: 8, 277: 1, 278: height}
    values |= {279: len(pixels)} | {int(name[1:]): value for name, value in tags.items()}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(values.items()))
    return struct.pack("<2sHI", b"II", 42, at) + pixels + struct.pack("<H", len(values)) + entries + b"\0" * 4


def png(
    width: int,
    height: int,
    rows: bytes,
    *,
    bits: int = 16,
    kind: int = 0,
    interlaced: bool = False,
    **chunks: bytes,
) -> bytes:
    """A PNG of filtered rows, with further chunks by name before them."""
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced)
    more = b"".join(_chunk(name.encode(), body) for name, body in chunks.items() if body)
    body = _chunk(b"IHDR", header) + more + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
