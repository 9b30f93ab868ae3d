"""Reads PNG scan images (W3C PNG, third edition): grey, coloured or with a palette, one energy."""

from __future__ import annotations

import zlib

from workstation.imaging.pixels import (
    ScanPixels,
    UnreadableImage,
    check_colour_size,
    check_size,
    coloured,
    full_scale,
)
from workstation.imaging.scan_file import ScanFile

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIXEL_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_GREY, _COLOUR, _PALETTE, _GREY_ALPHA, _COLOUR_ALPHA = 0, 2, 3, 4, 6
_DEPTHS = {
    _GREY: (1, 2, 4, 8, 16),
    _COLOUR: (8, 16),
    _PALETTE: (1, 2, 4, 8),
    _GREY_ALPHA: (8, 16),
    _COLOUR_ALPHA: (8, 16),
}
"""Bit depths by kind of colour (section 11.2.1, table 12)."""


class PngReader:
    """PNG, interlaced or not; transparency is dropped."""

    name = "PNG"

    def recognises(self, data: bytes) -> bool:
        """By the eight bytes of the signature."""
        return data.startswith(SIGNATURE)

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Check header and every chunk, then let libpng see only the chunks that hold pixels."""
        bits, kind = _checked_header(data, limit_pixels)
        slim = _pixel_chunks(data)
        import imagecodecs

        picture = imagecodecs.png_decode(slim)
        if picture.ndim == 2 or picture.shape[2] <= 2:
            plane = picture if picture.ndim == 2 else picture[:, :, 0]
            # libpng stretches fewer bits than 8 over all 8; what the machine delivered stays known.
            pixels = ScanPixels(energies=(full_scale(plane, max(bits, 8)),), bits=bits)
        else:
            pixels = coloured(picture)
        facts = (
            ("interlaced", "yes" if data[28] else "no"),
            *((("palette", "yes"),) if kind == _PALETTE else ()),
        )
        return ScanFile(format=self.name, views=(pixels,), facts=facts)


def _checked_header(data: bytes, limit_pixels: int) -> tuple[int, int]:
    """Bit depth and kind of colour, if the header (section 11.2.1) claims something that may be decoded."""
    if len(data) < 33:
        raise UnreadableImage("truncated", "The PNG file ends inside its header.")
    if data[12:16] != b"IHDR" or int.from_bytes(data[8:12], "big") != 13:
        raise UnreadableImage("damaged", "The PNG file does not begin with a header.")
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    bits, kind = data[24], data[25]
    if bits not in _DEPTHS.get(kind, ()):
        raise UnreadableImage("damaged", "The PNG file claims a kind of pixels that there is not.")
    (check_size if kind in {_GREY, _GREY_ALPHA} else check_colour_size)(width, height, limit_pixels)
    return bits, kind


def _pixel_chunks(data: bytes) -> bytes:
    """The file without its ancillary chunks (text, profiles), each kept chunk's CRC verified."""
    view, at, kept = memoryview(data), len(SIGNATURE), [SIGNATURE]
    while at + 12 <= len(data):
        length, kind = int.from_bytes(view[at : at + 4], "big"), bytes(view[at + 4 : at + 8])
        end = at + 12 + length
        if end > len(data):
            break
        if kind in _PIXEL_CHUNKS:
            if zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
                raise UnreadableImage("damaged", "The PNG file is damaged: a checksum in it is wrong.")
            kept.append(bytes(view[at:end]))
        if kind == b"IEND":
            return b"".join(kept)
        at = end
    raise UnreadableImage("truncated", "The PNG file is cut off: its end is missing.")
