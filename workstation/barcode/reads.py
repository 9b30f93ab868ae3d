"""Key strokes as the screens pass them on, and the barcode reads that are made of them."""

from enum import Enum, auto
from itertools import pairwise
from typing import Final, Literal

import msgspec

# Qt 6, enums Qt::Key and Qt::KeyboardModifier (doc.qt.io/qt-6/qt.html); numbers, for this room knows no Qt.
KEY_TAB: Final = 0x01000001
KEY_RETURN: Final = 0x01000004
KEY_ENTER: Final = 0x01000005
KEY_UNKNOWN: Final = 0x01FFFFFF
SHIFT: Final = 0x02000000
CONTROL: Final = 0x04000000
ALT: Final = 0x08000000
META: Final = 0x10000000
KEYPAD: Final = 0x20000000
KEY_DOWN: Final = 0x01000015
KEY_SHIFT: Final = 0x01000020
KEY_ALT: Final = 0x01000023
KEY_F8: Final = 0x01000037
KEY_ALTGR: Final = 0x01001103

_MODIFIER_KEYS: Final = frozenset(
    {*range(0x01000020, 0x01000027), 0x01000053, 0x01000054, 0x01001103, 0x0100117E}
)
"""Shift, Control, Meta, Alt, the locks, Super, AltGr, Mode_switch."""

_DEAD_KEYS: Final = range(0x01001250, 0x01001300)
"""Qt::Key_Dead_Grave and its kin: an accent that waits for its letter, and takes a reader's character."""

_FUNCTION_KEYS: Final = range(0x01000030, 0x01000053)
"""F1 to F35."""

DATA_CONTROLS: Final = frozenset("\x02\x03\x04\x05\x1c\x1d\x1e\x1f")
"""STX, ETX, EOT, ENQ, FS, GS, RS, US: part of a barcode's data (GS1, ISO/IEC 15434) or of a prefix."""


class KeyStroke(msgspec.Struct, frozen=True):
    """One key pressed or released, as the operating system reported it.

    `text` is what the keyboard layout makes of it, `key` Qt's key number, `modifiers` Qt's flags and
    `native_modifiers` the platform's.
    `scan_code` is the physical key (X11 key code, Windows set 1; 1 for each on macOS; 0 where there is none),
    `virtual_key` the platform's own key number: with these a read can be rebuilt under any layout.
    `timestamp_ms` is the event's own time, never the time of handling. `is_composed`: no key, but the text
    that an input method made of some.
    """

    text: str
    key: int
    scan_code: int
    timestamp_ms: int
    is_auto_repeat: bool = False
    modifiers: int = 0
    is_release: bool = False
    virtual_key: int = 0
    native_modifiers: int = 0
    is_composed: bool = False

    @property
    def physical_key(self) -> int:
        """What tells one key of the keyboard from another: the scan code, else Qt's key number. On macOS,
        where each key has the scan code 1, its virtual key.
        """
        return -1 - self.virtual_key if self.scan_code == 1 else self.scan_code or self.key


class Sort(Enum):
    """What a pressed key can be to a read."""

    CONTENT = auto()
    """Makes, or should make, a character."""
    ENTER = auto()
    TAB = auto()
    MODIFIER = auto()
    OTHER = auto()
    """Makes no character: arrows, function keys, shortcuts. A label may hold one; it is never obeyed then."""


def sort_of(stroke: KeyStroke) -> Sort:
    """What the pressed key can be to a read. CR and LF are Enter however they are sent (Ctrl+J, too).

    The keys Enter and Tab themselves with Ctrl, Alt or Meta are a person's: no reader sends them so.
    """
    if stroke.key in _MODIFIER_KEYS:
        return Sort.MODIFIER
    if is_chord_of_terminator(stroke):
        return Sort.OTHER
    if stroke.key in {KEY_RETURN, KEY_ENTER} or stroke.text in {"\r", "\n", "\r\n"}:
        return Sort.ENTER
    if stroke.key == KEY_TAB or stroke.text == "\t":
        return Sort.TAB
    return Sort.CONTENT if _is_content(stroke) else Sort.OTHER


def is_chord_of_terminator(stroke: KeyStroke) -> bool:
    """Whether this is Ctrl+Enter or its like, which confirms a form: it ends typing, never a read."""
    return stroke.key in {KEY_RETURN, KEY_ENTER, KEY_TAB} and bool(stroke.modifiers & (CONTROL | ALT | META))


def is_act(stroke: KeyStroke) -> bool:
    """Whether the pressed key may ask the program for something: a function key, or a key with Ctrl, Alt or
    Meta that makes no character.
    """
    is_chord = bool(stroke.modifiers & (CONTROL | ALT | META))
    return sort_of(stroke) is Sort.OTHER and (is_chord or stroke.key in _FUNCTION_KEYS)


def _is_content(stroke: KeyStroke) -> bool:
    if not stroke.text:
        return stroke.key in _DEAD_KEYS or stroke.key in {0, KEY_UNKNOWN}
    if stroke.text in DATA_CONTROLS:
        return True
    # Ctrl+Alt is how Windows says AltGr; either alone is a shortcut.
    chord = stroke.modifiers & (CONTROL | ALT)
    return stroke.text.isprintable() and chord in {0, CONTROL | ALT} and not stroke.modifiers & META


Flaw = Literal["", "cut_off", "too_short", "no_prefix", "joined"]
"""Why a read means nothing; empty where nothing is wrong with it."""


class BarcodeRead(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader sent, as raw as it came: separators (0x1D) stay, prefix and terminator are taken off.

    `source` is `wedge`, `serial` or `typed` (by hand: a torn label). `started_ms` and `ended_ms` are
    the events' own times of the first character and the terminator (the last character, when it
    `ended_by` silence). `strokes` are all of the burst's key events, to rebuild the text from physical
    keys; they stay on this machine. `already_typed` counts characters that had reached a field before
    the burst was known (0 when `Wedge.tick` is called as it says).

    Where the physical keys of a US keyboard say another text than the keyboard layout, `text` is what the
    reader's profile takes for printed, and `as_typed` the other one. `tells_keys`: the strokes told their
    physical keys. `through` says how `text` was come by where that was not the profile's own way
    (desk/understand.py): `other`, or the layout that it was read backwards through.

    A read with a `flaw` can mean no parcel, though a reader made it: it was `cut_off`, is `too_short`, has
    `no_prefix` where the profile sets one, or is `joined`: it came at the pace of the read before it, from
    the same label, so that neither can be believed. `is_own_label`: it begins like one of the
    administration's own labels (a shelf, a seal), which never say which parcel lies here.

    `among` counts the consignments that it was found to belong to, where these are several; `chosen` is the
    id of the one that the officer then said lies here, empty before that; also of the one that was made of
    it. It speaks of no other.
    """

    text: str
    source: Literal["wedge", "serial", "typed"] = "wedge"
    started_ms: int = 0
    ended_ms: int = 0
    ended_by: Literal["enter", "tab", "silence"] = "enter"
    strokes: tuple[KeyStroke, ...] = ()
    already_typed: int = 0
    flaw: Flaw = ""
    as_typed: str = ""
    tells_keys: bool = False
    through: str = ""
    is_own_label: bool = False
    among: int = 0
    chosen: str = ""

    def gaps_ms(self) -> tuple[int, ...]:
        """Pauses between the characters: the reader's health, never sent anywhere."""
        times = [s.timestamp_ms for s in self.strokes if _is_character(s)]
        return tuple(later - earlier for earlier, later in pairwise(times))


def typed_read(text: str, timestamp_ms: int) -> BarcodeRead:
    """A number that an officer typed in: the same path as a read, marked as typed."""
    return BarcodeRead(text=text, source="typed", started_ms=timestamp_ms, ended_ms=timestamp_ms)


def _is_character(stroke: KeyStroke) -> bool:
    return not stroke.is_release and not stroke.is_auto_repeat and sort_of(stroke) is Sort.CONTENT
