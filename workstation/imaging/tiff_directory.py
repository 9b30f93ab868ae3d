"""Reads the directories of a TIFF file (TIFF 6.0 section 2; BigTIFF), every count bounded by the file."""

from __future__ import annotations

import struct
from typing import Literal

import msgspec

from workstation.imaging.pixels import UnreadableImage

_MOST_PAGES = 16
_MOST_ENTRIES = 1024
_MOST_SEGMENTS = 1_000_000
_ASCII, _UNDEFINED = 2, 7
_CODES = {1: "B", 2: "B", 3: "H", 4: "I", 7: "B", 13: "I", 16: "Q", 18: "Q"}
"""BYTE ASCII SHORT LONG UNDEFINED IFD LONG8 IFD8."""
_REDUCED_OR_MASK = 0b101  # NewSubfileType (254): a thumbnail or a transparency mask, not an energy

Tags = dict[int, tuple[int, ...] | bytes]


class Page(msgspec.Struct, frozen=True):
    """One image file directory, as it claims to be; tags by their number in TIFF 6.0."""

    byte_order: Literal["<", ">"]
    width: int  # 256
    height: int  # 257
    bits: int  # 258; 0 if the samples are not all of the same depth
    compression: int  # 259
    photometric: int  # 262
    fill_order: int  # 266
    description: bytes  # 270
    samples: int  # 277
    deepest: int  # 281, or 0
    is_planar: bool  # 284
    predictor: int  # 317
    colour_map: tuple[int, ...]  # 320
    extra: tuple[int, ...]  # 338
    sample_format: int  # 339
    jpeg_tables: bytes  # 347
    tiled: bool
    segment_width: int  # 322, or the width
    segment_height: int  # 323, or 278
    offsets: tuple[int, ...]  # 324 or 273
    byte_counts: tuple[int, ...]  # 325 or 279

    @property
    def segments_across(self) -> int:
        """Strips or tiles side by side."""
        return -(-self.width // self.segment_width)

    @property
    def segments_down(self) -> int:
        """Strips or tiles below each other."""
        return -(-self.height // self.segment_height)

    @property
    def planes(self) -> int:
        """How often the picture is gone through: once, or once a sample."""
        return self.samples if self.is_planar else 1

    @property
    def samples_together(self) -> int:
        """Samples beside each other in a segment."""
        return 1 if self.is_planar else self.samples


class _Layout(msgspec.Struct, frozen=True):
    """Where classic TIFF and BigTIFF differ."""

    order: Literal["<", ">"]
    count: str  # of entries in a directory
    offset: str  # of the next directory; also the width of an entry's inline value
    entry: str


def pages_of(data: bytes) -> list[Page]:
    """The pictures of the file without thumbnails and masks; a chain that bites its tail ends there.

    Directories below a directory (tag 330) hold smaller copies and are not followed.
    """
    try:
        return _pages_of(data)
    except (struct.error, IndexError, OverflowError):
        raise UnreadableImage("truncated", "The TIFF file ends inside its directory.") from None


def _pages_of(data: bytes) -> list[Page]:
    layout, at = _layout_of(data)
    pages: list[Page] = []
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_PAGES:
        seen.add(at)
        tags, at = _directory(data, layout, at)
        if not _first(tags, 254, 0) & _REDUCED_OR_MASK:
            pages.append(_page(tags, layout.order))
    return pages


def _layout_of(data: bytes) -> tuple[_Layout, int]:
    order: Literal["<", ">"] = "<" if data[:2] == b"II" else ">"
    if struct.unpack_from(order + "H", data, 2)[0] == 43:
        return _Layout(order, "Q", "Q", "HHQ"), struct.unpack_from(order + "Q", data, 8)[0]
    return _Layout(order, "H", "I", "HHI"), struct.unpack_from(order + "I", data, 4)[0]


def _directory(data: bytes, layout: _Layout, at: int) -> tuple[Tags, int]:
    (entries,) = struct.unpack_from(layout.order + layout.count, data, at)
    if not 1 <= entries <= _MOST_ENTRIES:
        raise UnreadableImage("damaged", "The TIFF file has a directory that cannot be right.")
    at += struct.calcsize(layout.count)
    inline = struct.calcsize(layout.offset)
    stride = struct.calcsize(layout.order + layout.entry) + inline
    tags: Tags = {}
    for entry in range(at, at + entries * stride, stride):
        tag, kind, count = struct.unpack_from(layout.order + layout.entry, data, entry)
        value_at = entry + stride - inline
        if kind in _CODES and tag in _WANTED:
            size = count * struct.calcsize(_CODES[kind])
            if size > inline:
                (value_at,) = struct.unpack_from(layout.order + layout.offset, data, value_at)
            tags[tag] = _values(data, layout.order, kind, count, value_at)
    (following,) = struct.unpack_from(layout.order + layout.offset, data, at + entries * stride)
    return tags, following


def _values(data: bytes, order: str, kind: int, count: int, at: int) -> tuple[int, ...] | bytes:
    if kind in {_ASCII, _UNDEFINED}:
        return data[at : at + count]
    if count > _MOST_SEGMENTS:
        raise UnreadableImage("damaged", "The TIFF file has a directory that cannot be right.")
    return struct.unpack_from(f"{order}{count}{_CODES[kind]}", data, at)


_WANTED = frozenset(
    {
        *(254, 256, 257, 258, 259, 262, 266, 270, 273, 277, 278, 279, 281, 284),
        *(317, 320, 322, 323, 324, 325, 338, 339, 347),
    }
)


def _first(tags: Tags, tag: int, default: int) -> int:
    value = tags.get(tag)
    return int(value[0]) if value else default


def _same(tags: Tags, tag: int, default: int) -> int:
    """The one value that a tag has for every sample, or 0."""
    values = set(tags.get(tag) or (default,))
    return int(values.pop()) if len(values) == 1 else 0


def _bytes(tags: Tags, tag: int) -> bytes:
    value = tags.get(tag, b"")
    return value if isinstance(value, bytes) else b""


def _page(tags: Tags, order: Literal["<", ">"]) -> Page:
    width, height = _first(tags, 256, 0), _first(tags, 257, 0)
    tiled = 324 in tags
    samples = _first(tags, 277, 1)
    return Page(
        byte_order=order,
        width=width,
        height=height,
        bits=_same(tags, 258, 1),
        compression=_first(tags, 259, 1),
        photometric=_first(tags, 262, 1),
        fill_order=_first(tags, 266, 1),
        description=_bytes(tags, 270),
        samples=samples,
        deepest=_first(tags, 281, 0),
        is_planar=_first(tags, 284, 1) == 2 and samples > 1,
        predictor=_first(tags, 317, 1),
        colour_map=tuple(tags.get(320, ())),
        extra=tuple(tags.get(338, ())),
        sample_format=_same(tags, 339, 1),
        jpeg_tables=_bytes(tags, 347),
        tiled=tiled,
        segment_width=max(1, _first(tags, 322, width) if tiled else width),
        segment_height=max(1, _first(tags, 323, height) if tiled else min(_first(tags, 278, height), height)),
        offsets=tuple(tags.get(324 if tiled else 273, ())),
        byte_counts=tuple(tags.get(325 if tiled else 279, ())),
    )
