"""Reads PNG scan images (W3C PNG, third edition): 8 or 16 bits, grey or colour, one energy."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from workstation.imaging.pixels import ScanPixels, UnreadableImage, check_size, full_scale
from workstation.imaging.scan_file import ScanFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PIXEL_CHUNKS = (b"IHDR", b"IDAT", b"IEND")
_CHANNELS = {0: "grey", 2: "colour", 4: "grey with transparency", 6: "colour with transparency"}


class PngReader:
    """PNG; a colour export is read as its brightness, since its colours are no measurement."""

    name = "PNG"

    def recognises(self, data: bytes) -> bool:
        """By the eight bytes of the signature."""
        return data.startswith(SIGNATURE)

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Check header and every chunk, then let libpng see only the chunks that hold pixels."""
        bits = _checked_header(data, limit_pixels)
        import imagecodecs

        plane = _brightness(imagecodecs.png_decode(_pixel_chunks(data)))
        pixels = ScanPixels(energies=(full_scale(plane, bits),), bits=bits)
        return ScanFile(format=self.name, views=(pixels,))


def _checked_header(data: bytes, limit_pixels: int) -> int:
    """The bit depth, if the header (section 11.2.1) claims something that may be decoded."""
    if len(data) < 33:
        raise UnreadableImage("truncated", "The PNG file ends inside its header.")
    if data[12:16] != b"IHDR" or int.from_bytes(data[8:12], "big") != 13:
        raise UnreadableImage("damaged", "The PNG file does not begin with a header.")
    check_size(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"), limit_pixels)
    bits, colour = data[24], data[25]
    if bits not in {8, 16} or colour not in _CHANNELS:
        raise UnreadableImage("unsupported", "The PNG file is of a kind that scan images are not stored in.")
    return bits


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


def _brightness(pixels: NDArray[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:
    """The grey channel, or the luma of ITU-R BT.601 in whole numbers; transparency is dropped."""
    import numpy as np

    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] <= 2:
        return pixels[:, :, 0]
    luma = np.zeros(pixels.shape[:2], dtype=np.uint32)
    for channel, weight in enumerate((19595, 38470, 7471)):  # 0.299, 0.587, 0.114 of 65536
        luma += pixels[:, :, channel] * np.uint32(weight)
    return (luma + np.uint32(32767) >> np.uint32(16)).astype(pixels.dtype)
