"""Decodes the strips or tiles of one TIFF page, none to more than its page claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.imaging.jpeg import check_tables, checked_jpeg
from workstation.imaging.pixels import UnreadableImage, check_colour_size, check_size
from workstation.imaging.tiff_directory import Page
from workstation.imaging.tiff_lzw import check_lzw

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COMPRESSIONS: Final = {
    1: "none",
    5: "LZW",
    7: "JPEG",
    8: "Deflate",
    32946: "Deflate",
    32773: "PackBits",
    50000: "Zstandard",
    34926: "Zstandard",
}
"""By tag 259, those that are read."""

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, YCBCR = 0, 1, 2, 3, 6
"""Photometric interpretations (tag 262) that are read."""

_LARGEST_USUAL_TILE = 1024 * 1024
_REVERSED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def check_page(page: Page, limit_pixels: int, file_size: int) -> None:
    """Refuse what the page claims, before anything is allocated."""
    is_grey = page.photometric in {WHITE_IS_ZERO, BLACK_IS_ZERO}
    (check_size if is_grey else check_colour_size)(page.width, page.height, limit_pixels)
    if not (_is_of_known_kind(page) and _fits_its_compression(page)):
        raise UnreadableImage(
            "unsupported",
            "The TIFF file is of a kind that scan images are not stored in"
            " (whole numbers of 1 to 16 bits, one or two energies, or colour).",
        )
    across, down = page.segments_across, page.segments_down
    # A tile may reach over the edge, but not by so much that a small image costs the memory of a large one.
    padded = across * page.segment_width * down * page.segment_height
    if padded > 4 * max(page.width * page.height, _LARGEST_USUAL_TILE):
        raise UnreadableImage("damaged", "The TIFF file claims tiles far larger than its picture.")
    segments = across * down * page.planes
    if len(page.offsets) != segments or len(page.byte_counts) != segments:
        raise UnreadableImage("damaged", "The TIFF file does not say where all of its pixels are.")
    if any(
        offset < 8 or count < 1 or offset + count > file_size
        for offset, count in zip(page.offsets, page.byte_counts, strict=True)
    ):
        raise UnreadableImage("truncated", "The TIFF file is cut off: some of its pixels are missing.")


def _is_of_known_kind(page: Page) -> bool:
    if not 1 <= page.bits <= 16 or page.sample_format not in {1, 4} or not 1 <= page.samples <= 4:
        return False
    kept = page.samples - sum(each in {1, 2} for each in page.extra[: page.samples])  # 1, 2: transparency
    if page.photometric in {WHITE_IS_ZERO, BLACK_IS_ZERO}:
        return 1 <= kept <= 2
    if page.photometric == PALETTE:
        return page.samples == 1 and page.bits <= 8 and len(page.colour_map) == 3 << page.bits
    is_jpeg = COMPRESSIONS.get(page.compression) == "JPEG"
    if page.photometric == YCBCR and not is_jpeg:
        return False
    return page.photometric in {RGB, YCBCR} and page.samples >= 3 and page.bits in {8, 16}


def _fits_its_compression(page: Page) -> bool:
    compression = COMPRESSIONS.get(page.compression)
    if compression == "JPEG":
        of_colour = page.photometric in {RGB, YCBCR}
        samples = (3,) if of_colour and not page.is_planar else (1, 2) if not of_colour else (3, 4)
        return (
            page.bits in {8, 12}
            and page.photometric != PALETTE
            and page.fill_order == 1
            and page.samples in samples
            and (page.samples_together in {1, 3})
            and not (page.photometric == YCBCR and page.is_planar)
        )
    differenced = page.predictor == 2 and page.bits in {8, 16}
    return compression is not None and page.fill_order in {1, 2} and (page.predictor == 1 or differenced)


def decoded(page: Page, data: bytes) -> NDArray[np.unsignedinteger]:
    """All segments of a checked page, put together in native byte order: rows, columns, samples."""
    import numpy as np

    kind = np.uint8 if page.bits <= 8 else np.uint16
    whole = np.empty((page.height, page.width, page.samples), dtype=kind)
    view = memoryview(data)
    if page.jpeg_tables:
        check_tables(page.jpeg_tables)
    across = page.segments_across
    for index, (offset, count) in enumerate(zip(page.offsets, page.byte_counts, strict=True)):
        plane, place = divmod(index, across * page.segments_down)
        row, column = (place // across) * page.segment_height, (place % across) * page.segment_width
        rows = page.segment_height if page.tiled else min(page.segment_height, page.height - row)
        segment = view[offset : offset + count]
        part = _jpeg(page, segment, rows) if page.compression == 7 else _unpacked(page, segment, rows)
        samples = slice(plane, plane + 1) if page.is_planar else slice(None)
        target = whole[row : row + rows, column : column + page.segment_width, samples]
        target[...] = part[: target.shape[0], : target.shape[1]]
    return whole


def _unpacked(page: Page, segment: memoryview, rows: int) -> NDArray[np.unsignedinteger]:
    import numpy as np

    across = page.segment_width * page.samples_together
    size = rows * -(-across * page.bits // 8)  # each row ends on a byte
    stored = bytes(segment).translate(_REVERSED) if page.fill_order == 2 else segment
    raw = _decompressed(stored, page.compression, size)
    if len(raw) < size:
        raise UnreadableImage("truncated", "The TIFF file is cut off: some of its pixels are missing.")
    import imagecodecs

    shape = (rows, page.segment_width, page.samples_together)
    part: NDArray[np.unsignedinteger]
    if page.bits not in {8, 16}:
        kind = np.uint8 if page.bits < 8 else np.uint16
        part = imagecodecs.packints_decode(bytes(raw[:size]), kind, page.bits, runlen=across)
        return part.reshape(shape)
    item = np.dtype(np.uint8) if page.bits == 8 else np.dtype(np.uint16)
    part = np.frombuffer(raw, dtype=item.newbyteorder(page.byte_order), count=rows * across).astype(
        item, copy=False
    )
    part = part.reshape(shape)
    return imagecodecs.delta_decode(part, axis=1) if page.predictor == 2 else part


def _decompressed(segment: memoryview | bytes, compression: int, size: int) -> bytes | memoryview:
    """At most `size` bytes, whatever the segment would grow to."""
    name = COMPRESSIONS[compression]
    if name == "none":
        return segment
    import imagecodecs

    if name == "Deflate":
        try:
            return bytes(imagecodecs.deflate_decode(bytes(segment), out=size))
        except imagecodecs.DeflateError:  # twice as fast, but it gives all or nothing
            import zlib

            return zlib.decompressobj().decompress(segment, size)
    packed = bytes(segment)
    if name == "LZW":
        check_lzw(packed)
        return bytes(imagecodecs.lzw_decode(packed, out=size))
    if name == "PackBits":
        return bytes(imagecodecs.packbits_decode(packed, out=size))
    return bytes(imagecodecs.zstd_decode(packed, out=size))


def _jpeg(page: Page, segment: memoryview, rows: int) -> NDArray[np.unsignedinteger]:
    """One strip or tile of JPEG data (Adobe TIFF Technical Note 2), if its own header says the same."""
    frame, slim = checked_jpeg(segment)
    if (
        frame.width != page.segment_width
        or not rows <= frame.height <= page.segment_height
        or frame.components != page.samples_together
        or frame.bits != page.bits
    ):
        raise UnreadableImage("damaged", "The TIFF file holds JPEG data of another size than it claims.")
    import imagecodecs

    part: NDArray[np.unsignedinteger] = imagecodecs.jpeg8_decode(
        slim,
        tables=page.jpeg_tables or None,
        colorspace={RGB: "RGB", YCBCR: "YCBCR"}.get(page.photometric) if frame.components == 3 else None,
        outcolorspace="RGB" if frame.components == 3 else None,
    )
    return part.reshape(frame.height, frame.width, frame.components)
