"""Reads TIFF scan images (TIFF 6.0 and BigTIFF): one or two energies, 8 or 16 bits, strips or tiles.

The directory is read here rather than by a general TIFF library: a scan image needs a dozen tags, and each
number of a foreign file can be checked before it sizes anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from workstation.imaging.pixels import (
    ScanPixels,
    UnreadableImage,
    check_size,
    full_scale,
    plain_name,
    plausible_pitch,
)
from workstation.imaging.scan_file import ScanFile
from workstation.imaging.tiff_directory import Page, pages_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MAGICS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_LONGEST_DESCRIPTION = 65_536
_LARGEST_USUAL_TILE = 1024 * 1024
_NONE, _LZW, _PACKBITS, _DEFLATE, _ZSTD = 1, 5, 32773, (8, 32946), (50000, 34926)
_MIN_IS_WHITE = 0


class _Description(msgspec.Struct):
    """What our own machines and the training write into ImageDescription (270), as JSON."""

    energies_kev: list[float] = []
    pitch_mm: float | None = None
    view: str = ""
    bits: int = 16


class TiffReader:
    """TIFF with one page per energy, the high energy first unless the description says otherwise."""

    name = "TIFF"

    def recognises(self, data: bytes) -> bool:
        """By byte order and version."""
        return data[:4] in _MAGICS

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Check every page's claims, then decode segment by segment, none larger than it claims."""
        pages = pages_of(data)
        if not 1 <= len(pages) <= 2:
            raise UnreadableImage(
                "unsupported",
                f"The TIFF file holds {len(pages)} pictures where one or two energies are expected.",
            )
        for page in pages:
            _check_page(page, limit_pixels, len(data))
        if (pages[0].width, pages[0].height) != (pages[-1].width, pages[-1].height):
            raise UnreadableImage("damaged", "The two energies in the TIFF file are not of the same size.")
        described = _described(pages[0].description)
        bits = described.bits if 1 <= described.bits <= pages[0].bits else pages[0].bits
        planes = [full_scale(_decoded(page, data), bits if page.bits == 16 else 8) for page in pages]
        kev = tuple(described.energies_kev)
        if len(kev) != len(planes) or not all(0 < each < 100_000 for each in kev):
            kev = ()
        elif kev[0] < kev[-1]:
            planes.reverse()
            kev = kev[::-1]
        pixels = ScanPixels(
            energies=tuple(planes),
            bits=bits,
            pitch_mm=plausible_pitch(described.pitch_mm),
            view=plain_name(described.view),
            energies_kev=kev,
        )
        return ScanFile(format=self.name, views=(pixels,))


def _described(text: bytes) -> _Description:
    """The JSON description, or an empty one: a remark in the file is never a reason not to show it."""
    if not text.startswith(b"{") or len(text) > _LONGEST_DESCRIPTION:
        return _Description()
    try:
        return msgspec.json.decode(text.rstrip(b"\0 \r\n"), type=_Description)
    except (msgspec.DecodeError, RecursionError):
        return _Description()


def _check_page(page: Page, limit_pixels: int, file_size: int) -> None:
    check_size(page.width, page.height, limit_pixels)
    supported = (
        page.bits in {8, 16}
        and page.samples == 1
        and page.sample_format == 1
        and page.photometric in {0, 1}
        and page.predictor in {1, 2}
        and page.fill_order == 1
        and page.compression in {_NONE, _LZW, _PACKBITS, *_DEFLATE, *_ZSTD}
    )
    if not supported:
        raise UnreadableImage(
            "unsupported", "The TIFF file is of a kind that scan images are not stored in (8 or 16 bit grey)."
        )
    across, down = page.segments_across, page.segments_down
    # A tile may reach over the edge, but not by so much that a small image costs the memory of a large one.
    padded = across * page.segment_width * down * page.segment_height
    if padded > 4 * max(page.width * page.height, _LARGEST_USUAL_TILE):
        raise UnreadableImage("damaged", "The TIFF file claims tiles far larger than its picture.")
    if len(page.offsets) != across * down or len(page.byte_counts) != across * down:
        raise UnreadableImage("damaged", "The TIFF file does not say where all of its pixels are.")
    if any(
        offset < 8 or count < 1 or offset + count > file_size
        for offset, count in zip(page.offsets, page.byte_counts, strict=True)
    ):
        raise UnreadableImage("truncated", "The TIFF file is cut off: some of its pixels are missing.")


def _decoded(page: Page, data: bytes) -> NDArray[np.unsignedinteger]:
    """All segments of one page, put together in native byte order, bright where the beam passed."""
    import numpy as np

    item = np.dtype(np.uint8) if page.bits == 8 else np.dtype(np.uint16).newbyteorder(page.byte_order)
    native = item.newbyteorder("=")
    whole = np.empty((page.height, page.width), dtype=native)
    view = memoryview(data)
    for index, (offset, count) in enumerate(zip(page.offsets, page.byte_counts, strict=True)):
        row, column = (
            (index // page.segments_across) * page.segment_height,
            (index % page.segments_across) * page.segment_width,
        )
        rows = page.segment_height if page.tiled else min(page.segment_height, page.height - row)
        size = rows * page.segment_width * item.itemsize
        raw = _decompressed(view[offset : offset + count], page.compression, size)
        if len(raw) < size:
            raise UnreadableImage("truncated", "The TIFF file is cut off: some of its pixels are missing.")
        part = np.frombuffer(raw, dtype=item, count=rows * page.segment_width).reshape(rows, -1)
        if page.predictor == 2:
            part = np.cumsum(part, axis=1, dtype=native)
        target = whole[row : row + rows, column : column + page.segment_width]
        target[...] = part[: target.shape[0], : target.shape[1]]
    return ~whole if page.photometric == _MIN_IS_WHITE else whole


def _decompressed(segment: memoryview, compression: int, size: int) -> bytes | memoryview:
    """At most `size` bytes, whatever the segment would grow to."""
    if compression == _NONE:
        return segment
    if compression in _DEFLATE:
        import zlib

        return zlib.decompressobj().decompress(segment, size)
    import imagecodecs

    decode = {_LZW: imagecodecs.lzw_decode, _PACKBITS: imagecodecs.packbits_decode}.get(
        compression, imagecodecs.zstd_decode
    )
    return bytes(decode(bytes(segment), out=size))
