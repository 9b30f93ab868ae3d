"""What each key of a US keyboard bears on the keyboards of other countries: by it the reader check finds
what a reader is set to.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec

from workstation.host.resources import read_bytes

_DOTTED: Final = "\u25cc"
"""Stands before the sign of a dead key in the tables."""

_ALONE: Final = {"\u0300": "`", "\u0301": "´", "\u0302": "^", "\u0303": "~", "\u0308": "¨", "\u0327": "¸"}
"""What a dead key types before a space: so readers send the sign itself."""

Rows = tuple[str, ...]


class _Tables(msgspec.Struct, frozen=True):
    """The part of the file that is needed: keys plain and with Shift, of a US keyboard and by layout; there
    follow two rows with Caps Lock.
    """

    us: tuple[Rows, Rows]
    layouts: Mapping[str, tuple[Rows, Rows, Rows, Rows]]


@cache
def by_us_character() -> Mapping[str, Mapping[str, str]]:
    """By layout (`fr`, `ch(fr)` ...): what each character of a US keyboard is there, by the same key."""
    tables = msgspec.json.decode(read_bytes("barcode/layouts.json"), type=_Tables)
    us = (*tables.us[0], *tables.us[1])
    return {
        name: {key: _typed(made) for key, made in zip(us, (*rows[0], *rows[1]), strict=True)}
        for name, rows in tables.layouts.items()
    }


def _typed(made: str) -> str:
    return _ALONE.get(made[1:], "") if made.startswith(_DOTTED) else made
