"""Which physical key a stroke came from, and what a US keyboard prints on it.

A reader sends the keys of a US keyboard; what they make depends on the layout that the bench is set to. The
physical key is told by the platform and is the same under every layout: the X11 key code (the kernel's evdev
code and 8), the scan code of set 1 on Windows (with 0x100 where it is extended), the virtual key on macOS
(Apple's HIToolbox/Events.h; Qt gives the scan code 1 for each key there). Positions have the names of ISO/IEC
9995-1 as the X keyboard extension spells them: AE01 is the key of `1`, AD01 that of `Q`.
"""

from collections.abc import Mapping
from typing import Final, Literal

from workstation.barcode.reads import (
    ALT,
    CONTROL,
    DATA_CONTROLS,
    KEYPAD,
    META,
    SHIFT,
    KeyStroke,
    Sort,
    is_chord_of_terminator,
    sort_of,
)

Platform = Literal["x11", "windows", "macos"]

_ROWS: Final = (
    ("AE", 1, "1234567890-=", "!@#$%^&*()_+"),
    ("AD", 1, "qwertyuiop[]", "QWERTYUIOP{}"),
    ("AC", 1, "asdfghjkl;'", 'ASDFGHJKL:"'),
    ("AB", 1, "zxcvbnm,./", "ZXCVBNM<>?"),
)

US_KEYS: Final[Mapping[str, tuple[str, str]]] = {
    f"{row}{first + at:02}": (plain[at], shifted[at])
    for row, first, plain, shifted in _ROWS
    for at in range(len(plain))
} | {"TLDE": ("`", "~"), "BKSL": ("\\", "|"), "SPCE": (" ", " ")}
"""What a US keyboard prints on each key, without Shift and with it (ANSI INCITS 154)."""

_PAD_KEYS: Final = {f"KP{digit}": str(digit) for digit in range(10)} | {
    "KPDV": "/",
    "KPMU": "*",
    "KPSU": "-",
    "KPAD": "+",
    "KPDL": ".",
}

_PAD: Final = ("KP7", "KP8", "KP9", "KPSU", "KP4", "KP5", "KP6", "KPAD", "KP1", "KP2", "KP3", "KP0", "KPDL")


def _run(names: tuple[str, ...] | str, count: int, first: int) -> dict[int, str]:
    """Positions whose codes follow one another."""
    keys = names if isinstance(names, tuple) else tuple(f"{names}{at:02}" for at in range(1, count + 1))
    return {first + at: key for at, key in enumerate(keys)}


_SET_1: Final = (
    _run("AE", 12, 0x02)
    | _run("AD", 12, 0x10)
    | _run("AC", 11, 0x1E)
    | _run("AB", 10, 0x2C)
    | _run(_PAD, 13, 0x47)
    | {0x29: "TLDE", 0x2B: "BKSL", 0x37: "KPMU", 0x39: "SPCE"}
)
"""Set 1 without what is extended; the kernel's evdev codes are the same numbers."""

_MAC_KEYS: Final = "asdfhgzxcv\0bqweryt123465=97-80]ou[ip\0lj'k;\\,/nm.\0 `"
"""What a US keyboard prints on them, in the order of their numbers; 0 for a key that it has not or that makes
no character.
"""

_PLACES: Final = {plain: key for key, (plain, _shifted) in US_KEYS.items()}

_CODES: Final[Mapping[Platform, Mapping[int, str]]] = {
    "x11": {code + 8: key for code, key in _SET_1.items()} | {106: "KPDV"},
    "windows": _SET_1 | {0x135: "KPDV"},
    "macos": {code: _PLACES[printed] for code, printed in enumerate(_MAC_KEYS) if printed != "\0"}
    | {0x41: "KPDL", 0x43: "KPMU", 0x45: "KPAD", 0x4B: "KPDV", 0x4E: "KPSU"}
    | {0x52 + digit: f"KP{digit}" for digit in range(8)}
    | {0x5B: "KP8", 0x5C: "KP9"},
}

_CAPS_LOCK: Final[Mapping[Platform, int]] = {"x11": 0x2, "windows": 0x100, "macos": 0x10000}
"""Caps Lock in the native modifiers: X11's LockMask, Qt's own flag on Windows, AppKit's flag."""


class PhysicalKeyboard:
    """The keys of one platform; of none (a screen without a keyboard of its own), no key is known."""

    def __init__(self, platform: Platform | None = None) -> None:
        self.platform: Final = platform
        self._codes = _CODES[platform] if platform else {}
        self._caps = _CAPS_LOCK[platform] if platform else 0
        # Qt calls the Control key of a Mac Meta.
        self._control = META if platform == "macos" else CONTROL

    @property
    def tells_releases(self) -> bool:
        """Whether a key whose press an input method takes is still told when it comes up: Qt passes it on
        under X11 and macOS, and leaves it out on Windows.
        """
        return self.platform in {"x11", "macos"}

    def position(self, stroke: KeyStroke) -> str:
        """The name of the key's place; empty where the stroke does not tell, or the place is unknown."""
        code = stroke.virtual_key if self.platform == "macos" and stroke.scan_code == 1 else stroke.scan_code
        is_told = stroke.scan_code != 0 and not stroke.is_composed
        return self._codes.get(code, "") if is_told else ""

    def has_caps_lock(self, stroke: KeyStroke) -> bool:
        """Whether Caps Lock was on, as the platform told with the stroke."""
        return bool(stroke.native_modifiers & self._caps)

    def character(self, stroke: KeyStroke, *, inverts_letters: bool = False) -> str:
        """What a US keyboard makes of the key, with Shift or Control as they were held; Caps Lock never
        counts.

        Empty where the key does not explain it: an unknown one, or one with Alt, AltGr or a key for
        shortcuts, which no US keyboard sends. `inverts_letters`: the reader sends letters with Shift
        inverted, to make up for Caps Lock.
        """
        position = self.position(stroke)
        held = stroke.modifiers & (CONTROL | ALT | META)
        if position in _PAD_KEYS:
            return "" if held else _PAD_KEYS[position]
        if position not in US_KEYS:
            return ""
        shifted = bool(stroke.modifiers & SHIFT)
        character = US_KEYS[position][shifted]
        if held == self._control:
            return _control_of(character)
        if held:
            return ""
        return character.swapcase() if inverts_letters and character.isalpha() else character

    def alt_digit(self, stroke: KeyStroke) -> str:
        """The digit of the key pad that is pressed with Alt: part of a character's number. Else empty."""
        if stroke.modifiers & (CONTROL | ALT | META) != ALT:
            return ""
        position = self.position(stroke)
        if position:
            pad = _PAD_KEYS.get(position, "")
            return pad if pad.isdigit() else ""
        is_digit = ord("0") <= stroke.key <= ord("9") and stroke.modifiers & KEYPAD
        return chr(stroke.key) if is_digit else ""

    def sort(self, stroke: KeyStroke) -> Sort:
        """What the key can be to a read, also where the layout makes another character of it, or none."""
        if stroke.is_composed:
            # Where the platform tells of the keys below an input method, those are the characters.
            return Sort.CONTENT if self.platform == "windows" else Sort.MODIFIER
        sort = sort_of(stroke)
        if sort is not Sort.OTHER or is_chord_of_terminator(stroke):
            return sort
        if self.alt_digit(stroke):
            return Sort.CONTENT
        character = self.character(stroke)
        if character in {"\r", "\n"}:
            return Sort.ENTER
        if character == "\t":
            return Sort.TAB
        is_pad = self.position(stroke) in _PAD_KEYS
        is_data = character in DATA_CONTROLS or (character.isprintable() and not is_pad)
        return Sort.CONTENT if character and is_data else Sort.OTHER


def _control_of(character: str) -> str:
    """The control character that Control makes of a key of a US keyboard (ASCII; ISO/IEC 646)."""
    upper = character.upper()
    return chr(ord(upper) & 0x1F) if "@" <= upper <= "_" else ""
