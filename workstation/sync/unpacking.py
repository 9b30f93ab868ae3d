"""Unpacks what came packed, piece by piece: a small answer can be packed from one a thousand times as
large.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from workstation.sync import problems

_PIECE: Final = 1_000_000
"""Bytes unpacked at once, so that whoever reads can stop in time."""

Unpack = Callable[[Iterable[bytes]], Iterator[bytes]]


def unpacking(encoding: str) -> Unpack:
    """How an answer with this Content-Encoding is unpacked. Raises Unavailable for one not asked for."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return iter
    if name not in ("gzip", "x-gzip"):
        raise problems.unreadable("packed in a way that was not asked for")
    return _unpacked


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for packed in pieces:
            piece = unpacker.decompress(packed, _PIECE)
            while piece:
                yield piece
                piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
    except zlib.error as error:
        raise problems.unreadable("wrongly packed") from error
    if not unpacker.eof:
        raise problems.unreadable("wrongly packed")
