"""Takes an answer's bytes within bounds, and unpacks them piece by piece: a small answer can be packed from
one a thousand times as large.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from workstation.sync import problems

_PIECE: Final = 1_000_000
"""Bytes unpacked at once, so that whoever reads can stop in time."""
_MEMBERS: Final = 1_000
"""Parts (RFC 1952 section 2.2) that an answer may be packed in: empty ones cost time and bring nothing."""


def unpacked(pieces: Iterable[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    """The bytes of an answer that came with this Content-Encoding.

    Raises Unavailable where they are more than `limit`, packed or unpacked, where they are wrongly packed, or
    in a way not asked for. Nothing at all is rightly packed in any way: 304 and many errors have no content.
    """
    name = encoding.strip().lower()
    within = _bounded(pieces, limit)
    if name in ("", "identity"):
        return within
    if name not in ("gzip", "x-gzip"):
        raise problems.unreadable("packed in a way that was not asked for")
    return _bounded(_unzipped(within), limit)


def _bounded(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise problems.beyond_limit(limit)
        yield piece


def _unzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker, members = None, 0
    for packed in pieces:
        left = packed
        while left:
            if unpacker is None:
                unpacker, members = zlib.decompressobj(wbits=31), members + 1
            try:
                piece = unpacker.decompress(left, _PIECE)
            except zlib.error as error:
                raise problems.unreadable("wrongly packed") from error
            if piece:
                yield piece
            left = unpacker.unconsumed_tail
            if unpacker.eof:
                left, unpacker = unpacker.unused_data, None
                if members >= _MEMBERS and left:
                    raise problems.unreadable("wrongly packed")
    if unpacker is not None:
        raise problems.unreadable("wrongly packed")
