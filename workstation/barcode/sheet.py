"""The sheet of the reader check: symbols whose text is known, so that reading them tells how a reader is set.

One Data Matrix holds every character that can be printed, and the separator. A reader that reads lines only
has four Code 128 for it. The separator has a GS1-128 of its own: there it is FNC1, which readers translate,
and not a character.
"""

from functools import cache
from typing import Final, Literal

import msgspec

Symbology = Literal["data_matrix", "code_128"]

SEPARATOR: Final = "\x1d"
"""GS, which stands between two GS1 elements where a reader sends its data."""

PRINTABLE: Final = "".join(chr(code) for code in range(0x20, 0x7F))
"""What ISO/IEC 646 (ASCII) can print, space first."""


class SheetSymbol(msgspec.Struct, frozen=True):
    """One symbol: what it is called in the program, and the text that a right read of it has.

    `gs1`: the separator in it is FNC1 (GS1 General Specifications, section 7.8); its two elements, 91
    (internal to a company) and 10 (a batch), are nobody's.
    """

    name: str
    text: str
    symbology: Symbology = "code_128"
    gs1: bool = False


EVERYTHING: Final = SheetSymbol(
    name="everything", text=f"W0{PRINTABLE}{SEPARATOR}0W", symbology="data_matrix"
)
SEPARATED: Final = SheetSymbol(name="separator", text=f"91READER{SEPARATOR}10CHECK", gs1=True)

SYMBOLS: Final = (
    EVERYTHING,
    SEPARATED,
    SheetSymbol(name="letters_1", text="ABCDEFGHIJKLM123"),
    SheetSymbol(name="letters_2", text="NOPQRSTUVWXYZ456"),
    SheetSymbol(name="figures", text="7890abcxyz-./+$%"),
    SheetSymbol(name="signs", text=":;<=>?@#&*()_'\",!"),
)
"""In the order of the sheet. No character stands twice in a row: a doubled one is the reader's doing."""

LINES: Final = frozenset({"letters_1", "letters_2", "figures", "signs"})
"""The symbols that together stand for the first one, where a reader reads lines only."""

Modules = tuple[tuple[bool, ...], ...]
"""Rows of modules, True where one is dark; a linear symbol has one row. Without a quiet zone."""

QUIET_MODULES: Final = {"data_matrix": 2, "code_128": 10}
"""Light modules on each side: ISO/IEC 16022 (one) and ISO/IEC 15417 (ten); one more for the first, as on a
screen it is small.
"""


@cache
def modules_of(symbol: SheetSymbol) -> Modules:
    """The modules of the symbol, made by zxing-cpp.

    The Data Matrix is square: readers older than the rectangular extension (ISO/IEC 21471) read no other.
    """
    # Not at the start of the program: it is needed when somebody looks at the sheet.
    import numpy as np
    import zxingcpp

    if symbol.symbology == "data_matrix":
        made = zxingcpp.create_barcode(symbol.text, zxingcpp.BarcodeFormat.DataMatrix, forceSquare=True)
    elif symbol.gs1:
        made = zxingcpp.create_barcode(_elements(symbol.text), zxingcpp.BarcodeFormat.Code128, gs1=True)
    else:
        made = zxingcpp.create_barcode(symbol.text, zxingcpp.BarcodeFormat.Code128)
    image = np.asarray(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False))
    rows = image if symbol.symbology == "data_matrix" else image[:1]
    return tuple(tuple(bool(level < 128) for level in row) for row in rows)


def _elements(text: str) -> str:
    """A GS1 text with its application identifiers, here of two digits, in parentheses."""
    return "".join(f"({element[:2]}){element[2:]}" for element in text.split(SEPARATOR))
