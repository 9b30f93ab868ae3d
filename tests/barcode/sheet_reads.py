"""Reads of the sheet by readers that are set wrong, for tests: what the keys say and what the bench types."""

from collections.abc import Sequence

from workstation.barcode.reads import BarcodeRead, KeyStroke
from workstation.barcode.sheet import SYMBOLS, SheetSymbol

SHEET = {symbol.name: symbol for symbol in SYMBOLS}

AZERTY = dict(
    zip(
        "qawzQAWZ;m,M1234567890!@#$%^&*()-_=+[{]}'\"\\|`~./<>?:",
        "aqzwAQZWm,;?&é\"'(-è_çà1234567890)°=+^¨$£ù%*µ²\0:!.§/M",
        strict=True,
    )
)
"""A French keyboard, nearly whole, by the characters of a US one."""

QWERTZ = dict(zip("yzYZ-_=+[{]};:'\"\\|<>/?@#^&*()~`", "zyZYß?´`üÜ+*öÖäÄ#';:-_\"§&/()=°^", strict=True))
"""A German one, without what needs a third key on it."""

TABLES = {"French": AZERTY, "German": QWERTZ}


def sent_by(table: dict[str, str], text: str) -> str:
    """What a US bench gets from a reader that is set to this keyboard: the key that bears each character."""
    back = {came: us for us, came in table.items()}
    return "".join(back.get(character, character) for character in text)


def typed_on(table: dict[str, str], text: str) -> str:
    """What a bench with this keyboard makes of the keys of a US one."""
    return "".join(table.get(character, character) for character in text)


def sheet_read(
    text: str,
    *,
    typed: str = "",
    gaps_ms: Sequence[int] | int = 4,
    at_ms: int = 1000,
    has_keys: bool = True,
    **more,
) -> BarcodeRead:
    """A read whose physical keys say `text`, and the bench's layout `typed` if that is another."""
    pauses = [gaps_ms] * (len(text) - 1) if isinstance(gaps_ms, int) else list(gaps_ms)
    times = [at_ms]
    for pause in pauses:
        times.append(times[-1] + pause)
    strokes = tuple(
        KeyStroke(character, ord(character), 24 if has_keys else 0, time)
        for character, time in zip(text, times, strict=True)
    )
    values = {"started_ms": at_ms, "ended_ms": times[-1], "as_typed": typed, "strokes": strokes, **more}
    return BarcodeRead(text=text, **values)


def reads_of(*names: str, by=str, gap_ms: int = 4, **more) -> list[BarcodeRead]:
    """Reads of these symbols, half a second apart, `by` a reader that makes this of their texts."""
    return [
        sheet_read(by(SHEET[name].text), gaps_ms=gap_ms, at_ms=1000 + 5000 * place, **more)
        for place, name in enumerate(names)
    ]


def symbol(name: str) -> SheetSymbol:
    """The symbol of this name."""
    return SHEET[name]
