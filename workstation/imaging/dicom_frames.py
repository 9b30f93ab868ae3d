"""Decodes the frames of a DICOM image: native, run-length, JPEG, JPEG-LS and JPEG 2000 (PS3.5 section 8).

A frame's own header must say what the file says, and no decoder writes more than that.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal, NoReturn

import msgspec

from workstation.imaging.dicom_outline import DEFLATED, Outline, cut_off
from workstation.imaging.jpeg import checked_jpeg
from workstation.imaging.pixels import UnreadableImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.unsignedinteger]

Coding = Literal["native", "rle", "jpeg", "jpeg-ls", "jpeg2000"]

_SYNTAXES: Final[dict[str, Coding]] = {
    "1.2.840.10008.1.2": "native",
    "1.2.840.10008.1.2.1": "native",
    DEFLATED: "native",
    "1.2.840.10008.1.2.2": "native",
    "1.2.840.10008.1.2.5": "rle",
    "1.2.840.10008.1.2.4.50": "jpeg",  # baseline
    "1.2.840.10008.1.2.4.51": "jpeg",  # extended, up to 12 bits
    "1.2.840.10008.1.2.4.57": "jpeg",  # lossless
    "1.2.840.10008.1.2.4.70": "jpeg",  # lossless, first-order prediction: what DICOS writers use
    "1.2.840.10008.1.2.4.80": "jpeg-ls",
    "1.2.840.10008.1.2.4.81": "jpeg-ls",
    "1.2.840.10008.1.2.4.90": "jpeg2000",
    "1.2.840.10008.1.2.4.91": "jpeg2000",
    "1.2.840.10008.1.2.4.201": "jpeg2000",  # high throughput
    "1.2.840.10008.1.2.4.202": "jpeg2000",
    "1.2.840.10008.1.2.4.203": "jpeg2000",
}
_START_OF_IMAGE, _START_OF_CODESTREAM = b"\xff\xd8", b"\xff\x4f\xff\x51"
_JPEG_LS_FRAME: Final = 0xFFF7
_MOST_TILES = 65_535  # of a JPEG 2000 codestream (ISO/IEC 15444-1 A.4.2)
_FARTHEST_CODESTREAM = 4096  # where it begins, if the frame is a whole JP2 file


class Raster(msgspec.Struct, frozen=True):
    """What the header says of the pixels (PS3.3 C.7.6.3)."""

    rows: int
    columns: int
    samples: int
    frames: int
    allocated: int
    stored: int
    high_bit: int
    signed: bool
    planar: bool
    photometric: str

    @property
    def is_halved(self) -> bool:
        """Whether two pixels share their colour (only native frames are stored so)."""
        return self.photometric == "YBR_FULL_422"

    @property
    def frame_bytes(self) -> int:
        """Of one native frame."""
        samples = 2 if self.is_halved else self.samples
        return self.rows * self.columns * samples * (self.allocated // 8)


def coding_of(syntax: str) -> Coding:
    """How the pixels are coded. Raises `UnreadableImage` for what is not decoded here (video among it)."""
    coding = _SYNTAXES.get(syntax)
    if coding is None:
        raise UnreadableImage("unsupported", "The DICOM file's pixels are coded in a way not read here.")
    return coding


def frames_of(outline: Outline, raster: Raster) -> Iterator[Samples]:
    """Each frame as it was stored: rows, columns and, if there are several, samples of 8 or 16 bits without
    sign. Raises `UnreadableImage`.
    """
    coding = coding_of(outline.syntax)
    if (coding == "native") == outline.encapsulated:
        _contradiction()
    if coding == "native":
        yield from _native(outline, raster)
        return
    for frame in _coded_frames(outline, raster.frames):
        yield _fitting(_decoded(frame, coding, raster), raster)


def _contradiction() -> NoReturn:
    raise UnreadableImage("damaged", "The DICOM file contradicts itself: its header does not fit its pixels.")


def _native(outline: Outline, raster: Raster) -> Iterator[Samples]:
    import numpy as np

    item = np.dtype(np.uint8 if raster.allocated == 8 else np.uint16)
    if not outline.little_endian:
        item = item.newbyteorder(">")
    whole = raster.frames * raster.frame_bytes
    packed = outline.pixel_bytes(whole)
    if raster.allocated == 8 and outline.in_words and not outline.little_endian:
        turned = np.frombuffer(outline.pixel_bytes(whole + whole % 2), dtype=np.uint16).byteswap()
        packed = memoryview(turned.tobytes())
    for start in range(0, whole, raster.frame_bytes):
        flat = np.frombuffer(packed[start : start + raster.frame_bytes], dtype=item)
        yield _arranged(flat.astype(item.newbyteorder("="), copy=False), raster)


def _arranged(flat: Samples, raster: Raster) -> Samples:
    """The samples of one frame by row and column (PS3.3 C.7.6.3.1.3: colour by pixel or by plane)."""
    import numpy as np

    if raster.samples == 1:
        return flat.reshape(raster.rows, raster.columns)
    if raster.is_halved:
        if raster.columns % 2:
            _contradiction()
        pairs = flat.reshape(raster.rows, raster.columns // 2, 4)  # two lumas, then blue and red difference
        whole = np.empty((raster.rows, raster.columns, 3), dtype=flat.dtype)
        whole[:, 0::2, 0], whole[:, 1::2, 0] = pairs[:, :, 0], pairs[:, :, 1]
        whole[:, :, 1:] = np.repeat(pairs[:, :, 2:], 2, axis=1)
        return whole
    if raster.planar:
        return np.moveaxis(flat.reshape(raster.samples, raster.rows, raster.columns), 0, -1)
    return flat.reshape(raster.rows, raster.columns, raster.samples)


def _coded_frames(outline: Outline, frames: int) -> list[bytes]:
    """The fragments of each frame put together (PS3.5 annex A.4)."""
    table, *fragments = outline.fragments() or (memoryview(b""),)
    if len(fragments) < frames:
        cut_off()
    if frames == 1:
        return [b"".join(fragments)]
    if len(fragments) == frames:
        return [bytes(each) for each in fragments]
    starts = _starts(table, fragments)
    if len(starts) != frames:
        _contradiction()
    ends = [*starts[1:], len(fragments)]
    return [b"".join(fragments[start:end]) for start, end in zip(starts, ends, strict=True)]


def _starts(table: memoryview, fragments: list[memoryview]) -> list[int]:
    """With which fragment each frame begins: as the offset table says, else by how frames begin."""
    if table:
        places = {}
        at = 0
        for index, fragment in enumerate(fragments):
            places[at] = index
            at += 8 + len(fragment)
        told = [places.get(offset) for (offset,) in struct.iter_unpack("<I", table[: len(table) // 4 * 4])]
        found = [place for place in told if place is not None]
        if len(found) != len(told) or found != sorted(set(found)) or found[0] != 0:
            _contradiction()
        return found
    return [
        index
        for index, fragment in enumerate(fragments)
        if bytes(fragment[:2]) == _START_OF_IMAGE or bytes(fragment[:4]) == _START_OF_CODESTREAM
    ]


def _decoded(frame: bytes, coding: Coding, raster: Raster) -> Samples:
    if coding == "rle":
        return _run_lengths(frame, raster)
    import imagecodecs

    if coding == "jpeg2000":
        start = frame.find(_START_OF_CODESTREAM, 0, _FARTHEST_CODESTREAM)
        _check_codestream(frame, start, raster)
        return imagecodecs.jpeg2k_decode(frame[start:])
    if coding == "jpeg-ls":
        _check_lossless_standard(frame, raster)
        return imagecodecs.jpegls_decode(frame)
    return _jpeg(frame, raster)


def _jpeg(frame: bytes, raster: Raster) -> Samples:
    """What the samples mean is said by the file, not guessed by the decoder: the same comes out as is in it.
    But writers call pictures RGB whose marks (JFIF, Adobe) say that they hold luma and colour differences.
    """
    import imagecodecs

    told, slim = checked_jpeg(frame)
    _check_claims((told.height, told.width, told.components), told.bits, raster)
    spaces = imagecodecs.JPEG8.CS
    space = inside = spaces.GRAYSCALE if raster.samples == 1 else spaces.RGB
    if raster.samples == 3 and not told.is_lossless and _marked_as_differences(slim):
        inside = spaces.YCbCr
    if raster.photometric in {"YBR_FULL", "YBR_FULL_422"}:
        space = inside = spaces.YCbCr
    return imagecodecs.jpeg8_decode(slim, colorspace=inside, outcolorspace=space)


def _marked_as_differences(slim: bytes) -> bool:
    """By the mark that comes first (JFIF: ITU-T T.871; Adobe's: T.872 section 6.5.3)."""
    if slim[2:4] == b"\xff\xe0":
        return slim[6:11] == b"JFIF\0"
    return slim[2:4] == b"\xff\xee" and slim[6:11] == b"Adobe" and slim[17:18] == b"\1"


def _fitting(frame: Samples, raster: Raster) -> Samples:
    """The frame if the decoder made what the header promised; signed samples by their bits, in as many bytes
    as are allocated.
    """
    import numpy as np

    wanted = (raster.rows, raster.columns) + ((raster.samples,) if raster.samples > 1 else ())
    kind, size = frame.dtype.kind, frame.dtype.itemsize
    if frame.shape != wanted or kind not in "iu" or size > raster.allocated // 8:
        _contradiction()
    if size < raster.allocated // 8:
        frame = frame.astype(np.int16 if kind == "i" else np.uint16)
    return frame.view(np.uint8 if raster.allocated == 8 else np.uint16)


def _check_claims(size: tuple[int, int, int], bits: int, raster: Raster) -> None:
    """Rows, columns and samples of a frame's own header must be the file's."""
    if size != (raster.rows, raster.columns, raster.samples) or not 2 <= bits <= raster.allocated:
        _contradiction()


def _check_lossless_standard(frame: bytes, raster: Raster) -> None:
    """Hold the frame header of JPEG-LS (ISO/IEC 14495-1 C.2.2) against the file's."""
    at = 2
    while True:
        marker, length = struct.unpack(">HH", _from(frame, at, 4))
        if frame[:2] != _START_OF_IMAGE or not 0xFFC0 <= marker < 0xFFFF or length < 2:
            _contradiction()
        if marker == _JPEG_LS_FRAME:
            break
        at += 2 + length
    bits, rows, columns, components = struct.unpack(">BHHB", _from(frame, at + 4, 6))
    _check_claims((rows, columns, components), bits, raster)


def _check_codestream(frame: bytes, start: int, raster: Raster) -> None:
    """Hold the size of a JPEG 2000 codestream (ISO/IEC 15444-1 A.5.1) against the file's."""
    if start < 0:
        _contradiction()
    fields = struct.unpack(">IIIIIIIIH", _from(frame, start + 8, 34))
    right, bottom, left, top, tile_width, tile_height, tile_left, tile_top, components = fields
    _check_claims((bottom - top, right - left, components), raster.allocated, raster)
    if not tile_width or not tile_height or tile_left > left or tile_top > top:
        _contradiction()
    tiles = -(-(right - tile_left) // tile_width) * -(-(bottom - tile_top) // tile_height)
    if tiles > _MOST_TILES:
        _contradiction()
    for depth, across, down in struct.iter_unpack("BBB", _from(frame, start + 42, 3 * components)):
        if (depth & 0x7F) + 1 > raster.allocated or (across, down) != (1, 1):
            _contradiction()


def _from(frame: bytes, at: int, length: int) -> bytes:
    if at + length > len(frame):
        cut_off()
    return frame[at : at + length]


def _run_lengths(frame: bytes, raster: Raster) -> Samples:
    """RLE (PS3.5 annex G): one segment for each byte of each sample, the high byte first."""
    import imagecodecs
    import numpy as np

    depth = raster.allocated // 8
    count, *offsets = struct.unpack("<16I", _from(frame, 0, 64))
    if count != raster.samples * depth:
        _contradiction()
    bounds = [*offsets[:count], len(frame)]
    if bounds[0] < 64 or bounds != sorted(bounds):
        _contradiction()
    size = raster.rows * raster.columns
    planes = np.empty((size, raster.samples, depth), dtype=np.uint8)
    for index in range(count):
        part = imagecodecs.packbits_decode(frame[bounds[index] : bounds[index + 1]], out=size)
        if len(part) < size:
            cut_off()
        planes[:, index // depth, index % depth] = np.frombuffer(part, np.uint8, size)
    words = planes.view(">u2").astype(np.uint16) if depth == 2 else planes
    whole = words.reshape(raster.rows, raster.columns, raster.samples)
    return whole[:, :, 0] if raster.samples == 1 else whole
