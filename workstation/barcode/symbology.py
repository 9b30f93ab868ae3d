"""What a reader says of the symbol it read: the AIM identifier before the data (ISO/IEC 15424)."""

import re
from typing import Final

import msgspec

_IDENTIFIER = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
"""A letter for the symbology, a modifier."""

_NOISE: Final = "\x00\x1d \r\n\t"
"""What may stand before the identifier: blanks, and the FNC1 that some readers send first."""

_GS1: Final = frozenset({"C1", "e0", "e1", "e2", "d2", "Q3", "J1"})
"""GS1-128, DataBar and its composites, GS1 DataMatrix, GS1 QR, GS1 DotCode: their data are element
strings.
"""


class Symbol(msgspec.Struct, frozen=True):
    """The data of a symbol as they were read, and its AIM identifier without the bracket (`C1`), where one
    was sent. `is_gs1`: the symbology or a leading FNC1 says that the data are GS1 element strings.
    """

    data: str
    identifier: str = ""
    is_gs1: bool = False


def symbol_of(raw: str, limit: int) -> Symbol:
    """What `raw` says of its symbol; the data keep their separators. At most `limit` characters are read."""
    start = raw[:limit].lstrip(_NOISE)
    begins_with_fnc1 = "\x1d" in raw[: len(raw) - len(raw.lstrip(_NOISE))]
    found = _IDENTIFIER.match(start)
    if found is None:
        return Symbol(data=start, is_gs1=begins_with_fnc1)
    identifier = found[1]
    data = start[found.end() :]
    return Symbol(data=data, identifier=identifier, is_gs1=identifier in _GS1)
