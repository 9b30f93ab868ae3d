"""Walks a DICOM file (PS3.10 section 7.1, PS3.5 section 7) before any library reads it: every length is held
against the file, parts are counted, sequences have a floor, and only what is wanted is handed on.

A general reader makes objects of whatever a file claims: the eight bytes of an empty item become 660, and a
deflated file is inflated whole. Here nothing is copied but the few elements that somebody asked for.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Container
from typing import Final, NoReturn

import msgspec

from workstation.imaging.pixels import UnreadableImage

PREAMBLE: Final = 128
MAGIC: Final = b"DICM"
DEFLATED: Final = "1.2.840.10008.1.2.1.99"
_IMPLICIT: Final = "1.2.840.10008.1.2"
_BIG_ENDIAN: Final = "1.2.840.10008.1.2.2"

_TRANSFER_SYNTAX: Final = 0x00020010
_PIXEL_DATA: Final = 0x7FE00010
_ITEM, _ITEM_END, _SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
_UNDEFINED: Final = 0xFFFFFFFF
_LONG_FORMS: Final = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split())

_MOST_PARTS = 50_000
_DEEPEST = 12
_LONGEST_ELEMENT = 140_000  # a table of 65536 words
_LONGEST_SEQUENCE = 64_000_000  # threats, each with the bitmap of its place in a volume
_LONGEST_DEFLATED_HEADER = 8_000_000


class Outline(msgspec.Struct, frozen=True, eq=False):
    """Where things lie in a DICOM file. `elements` are the wanted ones by tag, each as it stands in the file
    (header and value); `pieces` are offset and length of the pixel data in `body`: one piece, or if
    `encapsulated` the offset table and the fragments (PS3.5 annex A.4); none if the file holds no pixels.
    `in_words` is whether the pixels count as words of 16 bits (OW), whose bytes a big-endian file turns.
    """

    syntax: str
    implicit: bool
    little_endian: bool
    body: memoryview
    elements: dict[int, bytes]
    pieces: tuple[tuple[int, int], ...]
    encapsulated: bool
    in_words: bool = False
    deflated: memoryview | None = None

    def pixel_bytes(self, wanted: int) -> memoryview:
        """The first `wanted` bytes of pixels that are not encapsulated. Raises `UnreadableImage`."""
        at, length = self.pieces[0]
        if length < wanted:
            cut_off()
        body = self.body
        if self.deflated is not None and at + wanted > len(body):
            body = memoryview(_inflated(self.deflated, at + wanted))
        if at + wanted > len(body):
            cut_off()
        return body[at : at + wanted]

    def fragments(self) -> tuple[memoryview, ...]:
        """The offset table (it may be empty) and the fragments of encapsulated pixels."""
        return tuple(self.body[at : at + length] for at, length in self.pieces)


def outline_of(data: bytes, wanted: Container[int], sequences: Container[int]) -> Outline:
    """The outline of `data`; `sequences` are those of the wanted tags that hold items.

    Raises `UnreadableImage`.
    """
    view = memoryview(data)
    try:
        syntax, at = _file_meta(view)
        body, deflated = view[at:], None
        if syntax == DEFLATED:
            deflated, body = body, memoryview(_inflated(body, _LONGEST_DEFLATED_HEADER))
        walk = _Walk(body, wanted, sequences, big=syntax == _BIG_ENDIAN, inflating=deflated is not None)
        walk.top(implicit=syntax == _IMPLICIT)
    except struct.error:
        cut_off()
    return Outline(
        syntax=syntax,
        implicit=walk.implicit,
        little_endian=syntax != _BIG_ENDIAN,
        body=body,
        elements=walk.elements,
        pieces=tuple(walk.pieces),
        encapsulated=walk.encapsulated,
        in_words=walk.in_words,
        deflated=deflated,
    )


def cut_off() -> NoReturn:
    """Refuse a file that ends too early."""
    raise UnreadableImage("truncated", "The DICOM file is cut off: a part of it is missing.")


def _damaged() -> NoReturn:
    raise UnreadableImage("damaged", "The DICOM file is damaged: its parts do not fit together.")


def _overgrown() -> NoReturn:
    raise UnreadableImage("damaged", "The DICOM file has more parts than any scan image has.")


def _file_meta(view: memoryview) -> tuple[str, int]:
    """The transfer syntax, and where the data set begins (PS3.10 section 7.1: explicit, little endian).

    A file that does not name its syntax is taken for implicit; the first element tells the truth.
    """
    at, syntax = PREAMBLE + len(MAGIC), _IMPLICIT
    for _ in range(64):
        if at + 8 > len(view) or bytes(view[at : at + 2]) != b"\x02\x00":
            return syntax, at
        (element,) = struct.unpack_from("<H", view, at + 2)
        if bytes(view[at + 4 : at + 6]) in _LONG_FORMS:
            (length,) = struct.unpack_from("<I", view, at + 8)
            value = at + 12
        else:
            (length,) = struct.unpack_from("<H", view, at + 6)
            value = at + 8
        if value + length > len(view):
            cut_off()
        if element == _TRANSFER_SYNTAX & 0xFFFF:
            syntax = bytes(view[value : value + min(length, 64)]).rstrip(b"\0 ").decode("ascii", "replace")
        at = value + length
    _damaged()


def _inflated(packed: memoryview, most: int) -> bytes:
    """At most `most` bytes of a deflated data set (PS3.5 annex A.5), whatever it would grow to."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    except zlib.error:
        _damaged()


class _Walk:
    """One pass over a data set up to its pixels."""

    def __init__(
        self,
        body: memoryview,
        wanted: Container[int],
        sequences: Container[int],
        *,
        big: bool,
        inflating: bool,
    ) -> None:
        self._body = body
        self._wanted = wanted
        self._sequences = sequences
        self._inflating = inflating  # the body may end before its pixels do
        order = ">" if big else "<"
        self._tag = struct.Struct(order + "HH")
        self._short = struct.Struct(order + "H")
        self._long = struct.Struct(order + "I")
        self._parts = 0
        self.implicit = False
        self.encapsulated = False
        self.in_words = False
        self.elements: dict[int, bytes] = {}
        self.pieces: list[tuple[int, int]] = []

    def top(self, *, implicit: bool) -> None:
        """Walk the data set itself; what follows the pixels is nothing that is wanted."""
        self.implicit = self._is_implicit(0, implicit)
        at, end = 0, len(self._body)
        while at + 8 <= end:
            tag, form, value, length = self._element(at, self.implicit)
            if tag == 0:  # padding
                return
            if not (self.implicit or form):
                _damaged()
            if tag == _PIXEL_DATA:
                self.in_words = form == b"OW"
                self._pixels(value, length)
                return
            after = self._after(tag, form, value, length, end, 0)
            if tag in self._wanted:
                self._keep(tag, at, after, length)
            at = after

    def _keep(self, tag: int, at: int, after: int, length: int) -> None:
        if tag in self._sequences:
            longest = _LONGEST_SEQUENCE
        elif length == _UNDEFINED:
            _damaged()
        else:
            longest = _LONGEST_ELEMENT
        if after - at > longest:
            _overgrown()
        self.elements[tag] = bytes(self._body[at:after])

    def _pixels(self, value: int, length: int) -> None:
        if length != _UNDEFINED:
            if value + length > len(self._body) and not self._inflating:
                cut_off()
            self.pieces = [(value, length)]
            return
        self.encapsulated = True
        self._fragments(value, len(self._body), self.pieces)

    def _fragments(self, at: int, end: int, pieces: list[tuple[int, int]]) -> int:
        """Past the items of encapsulated pixels, which hold bytes and no elements."""
        while True:
            self._count()
            tag, length = self._item(at, end)
            if tag == _SEQUENCE_END:
                return at + 8
            if length == _UNDEFINED:
                _damaged()
            if at + 8 + length > end:
                cut_off()
            pieces.append((at + 8, length))
            at += 8 + length

    def _after(self, tag: int, form: bytes, value: int, length: int, end: int, depth: int) -> int:
        """Where the next element begins; sequences are gone through when a reader would."""
        if length == _UNDEFINED:
            if tag == _PIXEL_DATA:
                return self._fragments(value, end, [])
            return self._items(value, end, depth + 1, ends_itself=True)
        if value + length > end:
            cut_off()
        goes_on = tag in self._sequences or (form == b"SQ" and (depth or tag in self._wanted))
        if length and goes_on:
            self._items(value, value + length, depth + 1, ends_itself=False)
        return value + length

    def _items(self, at: int, end: int, depth: int, *, ends_itself: bool) -> int:
        """Past the items of a sequence: up to its delimiter if it `ends_itself`, else up to `end`."""
        if depth > _DEEPEST:
            _overgrown()
        while at < end or ends_itself:
            self._count()
            tag, length = self._item(at, end)
            if tag == _SEQUENCE_END:
                return at + 8
            if length == _UNDEFINED:
                at = self._data_set(at + 8, end, depth, ends_itself=True)
            elif at + 8 + length > end:
                cut_off()
            else:
                at = self._data_set(at + 8, at + 8 + length, depth, ends_itself=False)
        return at

    def _data_set(self, at: int, end: int, depth: int, *, ends_itself: bool) -> int:
        """Past one item's elements. An item may be implicit inside an explicit file (PS3.5 section 6.2.2)."""
        implicit = self._is_implicit(at, self.implicit) if at + 8 <= end else True
        while at < end or ends_itself:
            tag, form, value, length = self._element(at, implicit)
            if tag == _ITEM_END:
                return at + 8
            at = self._after(tag, form, value, length, end, depth)
        return at

    def _item(self, at: int, end: int) -> tuple[int, int]:
        if at + 8 > end:
            cut_off()
        group, element = self._tag.unpack_from(self._body, at)
        tag = group << 16 | element
        if tag not in {_ITEM, _SEQUENCE_END}:
            _damaged()
        return tag, self._long.unpack_from(self._body, at + 4)[0]

    def _element(self, at: int, implicit: bool) -> tuple[int, bytes, int, int]:
        """Tag, value representation (empty if implicit), where the value begins and its length."""
        self._count()
        group, element = self._tag.unpack_from(self._body, at)
        tag, form = group << 16 | element, bytes(self._body[at + 4 : at + 6])
        if implicit or group == 0xFFFE or not _is_letters(form):
            return tag, b"", at + 8, self._long.unpack_from(self._body, at + 4)[0]
        if form in _LONG_FORMS:
            return tag, form, at + 12, self._long.unpack_from(self._body, at + 8)[0]
        return tag, form, at + 8, self._short.unpack_from(self._body, at + 6)[0]

    def _is_implicit(self, at: int, assumed: bool) -> bool:
        """What the first element of a data set looks like; inside an implicit one nothing is explicit."""
        if at and assumed:
            return True
        form = bytes(self._body[at + 4 : at + 6])
        return not _is_letters(form) if len(form) == 2 else assumed

    def _count(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            _overgrown()


def _is_letters(form: bytes) -> bool:
    return form.isalpha() and form.isupper()
