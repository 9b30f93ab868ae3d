"""Reads JPEG scan images (ITU-T T.81), and the headers of JPEG data inside other files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from workstation.imaging.pixels import (
    ScanPixels,
    UnreadableImage,
    check_colour_size,
    check_size,
    coloured,
    full_scale,
)
from workstation.imaging.scan_file import ScanFile

_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
_RESTARTS: Final = range(0xD0, 0xD8)
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})  # Huffman, quantisation, restart interval
_JFIF, _ADOBE = 0xE0, 0xEE
_APPLICATION_AND_COMMENT: Final = frozenset({*range(0xE0, 0xF0), 0xFE})
_BASELINE, _EXTENDED, _PROGRESSIVE, _LOSSLESS = 0xC0, 0xC1, 0xC2, 0xC3
_MOST_SCANS = 100  # a progressive colour picture has some ten; each one costs a pass over all pixels

Bytes = bytes | memoryview


class JpegFrame(msgspec.Struct, frozen=True):
    """What a frame header (T.81, B.2.2) claims."""

    process: int
    bits: int
    height: int
    width: int
    components: int

    @property
    def is_lossless(self) -> bool:
        """Whether every value comes back as it was (process 14 and its kind)."""
        return self.process == _LOSSLESS

    @property
    def fewest_bits(self) -> int:
        """What its pixels need at least: one bit for each where it is lossless; else for each block of 8 x 8
        of one component one for its mean and, where all of a block stands together, one for its end.
        """
        if self.is_lossless:
            return self.width * self.height
        blocks = -(-self.width // 8) * -(-self.height // 8)
        return blocks if self.process == _PROGRESSIVE else 2 * blocks


class JpegReader:
    """JPEG of 8 bits, grey or coloured; grey also of 12 bits, and lossless up to 16."""

    name = "JPEG"

    def recognises(self, data: bytes) -> bool:
        """By the start of an image and the marker after it."""
        return data.startswith(b"\xff\xd8\xff")

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Check the frame header, then decode without what applications have put in.

        A picture that ends early is refused by its missing end; libjpeg does not tell one whose middle is
        spoilt, which is what its SHA-256 is for.
        """
        frame, slim = checked_jpeg(data)
        check = check_size if frame.components == 1 else check_colour_size
        check(frame.width, frame.height, limit_pixels)
        import imagecodecs

        picture = imagecodecs.jpeg8_decode(slim)
        if picture.shape[:2] != (frame.height, frame.width):
            raise UnreadableImage("damaged", "The JPEG file is not of the size that it claims.")
        if frame.components == 1:
            pixels = ScanPixels(energies=(full_scale(picture, frame.bits),), bits=frame.bits)
        else:
            pixels = coloured(picture)
        how = (
            "lossless"
            if frame.is_lossless
            else "progressive"
            if frame.process == _PROGRESSIVE
            else "sequential"
        )
        return ScanFile(format=self.name, views=(pixels,), facts=(("process", how),))


def checked_jpeg(data: Bytes) -> tuple[JpegFrame, bytes]:
    """The frame header, and the data without what applications and people have put in before the pixels.

    Raises `UnreadableImage` for data without an end, and for a kind of JPEG that is not read.
    """
    frame: JpegFrame | None = None
    kept = [b"\xff\xd8"]
    for marker, start, end in _segments(data):
        if marker in _FRAMES:
            if frame is not None:
                raise UnreadableImage("damaged", "The JPEG data claims two sizes.")
            frame = _frame(marker, bytes(data[start + 4 : end]))
        if marker not in _APPLICATION_AND_COMMENT - {_JFIF, _ADOBE}:
            kept.append(bytes(data[start:end]))
        if marker == _SOS:
            if frame is None:
                break
            rest = bytes(data[end:])
            if rest.find(b"\xff\xd9") < 0 or 8 * len(rest) < frame.fewest_bits:
                raise _cut_off()
            if rest.count(b"\xff\xda") >= _MOST_SCANS:
                raise UnreadableImage("damaged", "The JPEG data claims more passes than any picture has.")
            return frame, b"".join((*kept, rest))
    raise UnreadableImage("damaged", "The JPEG data has no picture in it.")


def check_tables(data: Bytes) -> None:
    """Refuse tables kept apart from their pictures (TIFF, tag 347) that hold anything but tables."""
    if any(
        marker not in _TABLES | _APPLICATION_AND_COMMENT | {_EOI} for marker, _start, _end in _segments(data)
    ):
        raise UnreadableImage("damaged", "The tables of the JPEG data hold more than tables.")


def _segments(data: Bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, first byte and the byte after its end of each segment, up to the pixels or the end."""
    at, size = 2, len(data)
    if size < 2 or bytes(data[:2]) != b"\xff\xd8":
        raise UnreadableImage("damaged", "The JPEG data does not begin as JPEG does.")
    while True:
        start = at
        while at < size and data[at] == 0xFF:  # any number may stand before a marker (B.1.1.2)
            at += 1
        if at >= size:
            raise _cut_off()
        marker = data[at]
        if at == start or marker == 0:
            raise UnreadableImage("damaged", "The JPEG data is damaged: a marker in it is wrong.")
        start, at = at - 1, at + 1
        if marker == _EOI:
            yield marker, start, at
            return
        if marker in _RESTARTS or marker in {_SOI, _TEM}:
            raise UnreadableImage("damaged", "The JPEG data is damaged: a marker in it is wrong.")
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2 or at + length > size:
            raise _cut_off()
        at += length
        yield marker, start, at
        if marker == _SOS:
            return


def _frame(marker: int, body: bytes) -> JpegFrame:
    if len(body) < 6 or len(body) != 6 + 3 * body[5]:
        raise UnreadableImage("damaged", "The JPEG data has a header that cannot be right.")
    frame = JpegFrame(
        process=marker,
        bits=body[0],
        height=int.from_bytes(body[1:3], "big"),
        width=int.from_bytes(body[3:5], "big"),
        components=body[5],
    )
    lossy = marker in {_BASELINE, _EXTENDED, _PROGRESSIVE} and frame.bits in {8, 12}
    lossless = marker == _LOSSLESS and 2 <= frame.bits <= 16
    if (
        not (lossy or lossless)
        or frame.components not in {1, 3}
        or (frame.components == 3 and frame.bits != 8)
    ):
        raise UnreadableImage("unsupported", "The JPEG data is of a kind that scan images are not stored in.")
    return frame


def _cut_off() -> UnreadableImage:
    return UnreadableImage("truncated", "The JPEG data is cut off: its end is missing.")
