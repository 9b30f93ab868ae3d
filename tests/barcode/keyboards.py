"""Keyboards for tests: what each platform tells of a reader's keys under a layout, one event after another.

The numbers of the keys are written out here once more, so that a wrong table in the program shows.
"""

import unicodedata
from collections.abc import Iterator

import msgspec

from workstation.barcode.reads import CONTROL, KEY_RETURN, META, SHIFT, KeyStroke
from workstation.host.resources import read_bytes

US = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
US_SHIFTED = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'

X11 = [49, *range(10, 22), *range(24, 36), *range(38, 49), 51, *range(52, 62)]
WINDOWS = [0x29, *range(0x02, 0x0E), *range(0x10, 0x1C), *range(0x1E, 0x29), 0x2B, *range(0x2C, 0x36)]
MACOS = [
    *(50, 18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24),
    *(12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 33, 30),
    *(0, 1, 2, 3, 5, 4, 38, 40, 37, 41, 39, 42),
    *(6, 7, 8, 9, 11, 45, 46, 43, 47, 44),
]
CODES = {"x11": X11, "windows": WINDOWS, "macos": MACOS}
SPACE = {"x11": 65, "windows": 0x39, "macos": 49}
SHIFT_CODE = {"x11": 50, "windows": 0x2A, "macos": 0}
ENTER = {"x11": 36, "windows": 0x1C, "macos": 36}
CAPS_LOCK = {"x11": 2, "windows": 0x100, "macos": 0x10000}
KEY_SHIFT, KEY_CONTROL, KEY_DEAD = 0x01000020, 0x01000021, 0x01001252

TABLES = msgspec.json.decode(read_bytes("barcode/layouts.json"))["layouts"]
LAYOUTS = {"us": [list(US), list(US_SHIFTED), list(US.upper()), [*US_SHIFTED.swapcase()]], **TABLES}
"""By layout what the keys make: plain, with Shift, with Caps Lock, with both."""

ALONE = dict(
    zip("\u0300\u0301\u0302\u0303\u0308\u030a\u030c\u0327", "`\u00b4^~\u00a8\u00b0\u02c7\u00b8", strict=True)
)
"""What Windows types for a dead key whose accent the next letter does not bear."""


class Keyboard:
    """A reader that sends the keys of a US keyboard to a bench of this platform and layout."""

    def __init__(self, platform: str, layout: str, *, caps: bool = False, gap_ms: int = 4):
        self.platform, self.caps, self.gap_ms = platform, caps, gap_ms
        plain, shifted, locked, both = LAYOUTS[layout]
        self.made = (locked, both) if caps else (plain, shifted)
        self.now_ms = 1000
        self.native = CAPS_LOCK[platform] if caps else 0
        self.accent = ""

    def sends(self, printed: str) -> list[KeyStroke]:
        """The events of one barcode and its Enter."""
        events = [event for character in printed for event in self.types(character)]
        return [*events, *self.key(ENTER[self.platform], "\r", KEY_RETURN)]

    def types(self, character: str) -> Iterator[KeyStroke]:
        if character == "\x1d":
            yield from self.control("]")
            return
        shifted = character in US_SHIFTED
        held = SHIFT if shifted else 0
        if shifted:
            yield self.event(SHIFT_CODE[self.platform], "", KEY_SHIFT)
        if character == " ":
            yield from self.key(SPACE[self.platform], " ", 0x20)
        else:
            at = (US_SHIFTED if shifted else US).index(character)
            yield from self.makes(CODES[self.platform][at], self.made[shifted][at], held)
        if shifted:
            yield self.event(SHIFT_CODE[self.platform], "", KEY_SHIFT, is_release=True)

    def makes(self, code: int, text: str, held: int) -> Iterator[KeyStroke]:
        """A key that makes `text`, or is a dead one, as the platform tells it."""
        if not text.startswith("\u25cc"):
            first, *rest = self.after_dead_key(text)
            number = ord(first.upper()[0]) if first else 0
            yield self.event(code, first, number, held)
            for more in rest:  # Windows: another character of the same key
                yield self.event(code, more, 0, held)
                yield self.event(code, more, 0, held, is_release=True)
            yield self.event(code, "", number, held, is_release=True)
        elif self.platform == "windows":
            self.now_ms += self.gap_ms
            self.accent = text[1:]
        else:
            yield from self.key(code, "", KEY_DEAD, held)

    def after_dead_key(self, text: str) -> list[str]:
        sign, self.accent = self.accent, ""
        if not sign:
            return [text]
        whole = unicodedata.normalize("NFC", text + sign)
        return [whole] if len(whole) == 1 else [ALONE[sign], text]

    def control(self, printed: str) -> Iterator[KeyStroke]:
        held = META if self.platform == "macos" else CONTROL
        yield self.event(37, "", KEY_CONTROL)
        at = US.index(printed)
        made = self.made[0][at]
        text = "\x1d" if made == "]" else "" if made.startswith("\u25cc") else made
        yield from self.key(CODES[self.platform][at], "" if self.platform == "macos" else text, 0x24, held)
        yield self.event(37, "", KEY_CONTROL, is_release=True)

    def key(self, code: int, text: str, number: int, held: int = 0) -> Iterator[KeyStroke]:
        yield self.event(code, text, number, held)
        yield self.event(code, "", number, held, is_release=True)

    def event(self, code: int, text: str, number: int, held: int = 0, is_release: bool = False) -> KeyStroke:
        self.now_ms += 0 if is_release else self.gap_ms // 2
        is_mac = self.platform == "macos"
        return KeyStroke(
            text,
            number,
            1 if is_mac else code,
            self.now_ms,
            modifiers=held,
            is_release=is_release,
            virtual_key=code if is_mac else 0,
            native_modifiers=self.native,
        )
