"""From the key strokes of a burst to the text that was printed: by the physical keys, and by the layout.

Besides plain characters a reader's strokes may hold: characters as their number, typed on the key pad with
Alt (`Alt+0029`, a layout-free way that many readers offer); the group separator 0x1D of GS1 as Ctrl+], as F8,
as the arrow down, spelled out (`<GS>`, `{GS}`), or as a character of the profile; dead keys, which make no
character of their own and change the next one; and keys whose press an input method took, so that only their
release was seen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from workstation.barcode.keyboard import PhysicalKeyboard
from workstation.barcode.layouts import dead_keys_before
from workstation.barcode.reads import (
    ALT,
    CONTROL,
    KEY_ALT,
    KEY_ALTGR,
    KEY_DOWN,
    KEY_F8,
    META,
    SHIFT,
    KeyStroke,
    Sort,
)
from workstation.host.settings import ReaderProfile

SEPARATOR: Final = "\x1d"

_SPELLED: Final = re.compile(r"<GS>|\{GS\}", re.IGNORECASE)

_SEPARATOR_KEYS: Final = frozenset({KEY_F8, KEY_DOWN})

_LONGEST_NUMBER: Final = 5
"""Digits of a character's number that are looked at; more are no character's."""


Unseen = Mapping[tuple[int, int], bool]
"""Releases of keys whose press was not seen, by key and time, and whether Shift was held."""

NOTHING_UNSEEN: Final[Unseen] = {}


class Texts(msgspec.Struct, frozen=True):
    """`printed` is what the profile takes for printed; `other` what the other way of reading the same strokes
    gives (empty where both agree).
    """

    printed: str
    other: str


class Rebuilding:
    """What strokes mean to a reader of this profile on this keyboard."""

    def __init__(self, profile: ReaderProfile, keyboard: PhysicalKeyboard) -> None:
        self._profile = profile
        self.keyboard: Final = keyboard

    def sort(self, stroke: KeyStroke) -> Sort:
        """What the key can be to a read."""
        return self.keyboard.sort(stroke)

    def is_separator_key(self, stroke: KeyStroke) -> bool:
        """Whether it is one of the keys that readers send for 0x1D and that make no character."""
        return stroke.key in _SEPARATOR_KEYS and not stroke.modifiers & (SHIFT | CONTROL | ALT | META)

    def may_begin(self, stroke: KeyStroke) -> bool:
        """Whether a read can begin with this key: no shortcut does, but for the profile's own prefix."""
        if self.keyboard.alt_digit(stroke):
            return True
        texts = {stroke.text, self._character(stroke)}
        return texts == {""} or any(
            text.isprintable() or text == SEPARATOR or self._profile.prefix.startswith(text)
            for text in texts
            if text
        )

    def has_prefix(self, characters: Sequence[KeyStroke]) -> bool:
        """Whether these begin with the profile's prefix, in either way of reading them."""
        prefix = self._profile.prefix
        if not prefix:
            return True
        first = characters[: 8 * len(prefix)]
        return any(text.startswith(prefix) for text in self._both(first))

    def count(self, characters: Sequence[KeyStroke]) -> int:
        """How many characters these strokes are at least, the prefix not counted: the three or four digits of
        a number are one.
        """
        digits = sum(bool(self.keyboard.alt_digit(stroke)) for stroke in characters)
        return len(characters) - digits + digits // 3 - len(self._profile.prefix)

    def texts(self, strokes: Iterable[KeyStroke], unseen: Unseen = NOTHING_UNSEEN) -> Texts:
        """What the strokes of a burst say, in both ways of reading them; the prefix is taken off, and
        separators stand as 0x1D. `unseen` are the releases that stand for their press.
        """
        by_keys, by_layout = (as_sent(text, self._profile) for text in self._both(strokes, unseen))
        ways = (by_layout, by_keys) if self._profile.layout == "host" else (by_keys, by_layout)
        return Texts(ways[0], ways[1] if ways[1] != ways[0] else "")

    def _both(self, strokes: Iterable[KeyStroke], unseen: Unseen = NOTHING_UNSEEN) -> tuple[str, str]:
        """By the physical keys, and by the layout."""
        return _Taker(self, unseen).take(strokes)

    def _character(self, stroke: KeyStroke) -> str:
        inverts = self._profile.caps_lock == "compensated" and self.keyboard.has_caps_lock(stroke)
        return self.keyboard.character(stroke, inverts_letters=inverts)

    def by_key(self, stroke: KeyStroke) -> str:
        """The character by the physical key; by the layout where no key explains it."""
        return self._character(stroke) or stroke.text


def as_sent(text: str, profile: ReaderProfile) -> str:
    """What a reader of this profile sent, without its prefix and line ends, its separators as 0x1D."""
    text = _SPELLED.sub(SEPARATOR, text.removeprefix(profile.prefix).rstrip("\r\n"))
    return text.replace(profile.separator, SEPARATOR) if profile.separator else text


class _Taker:
    """Goes through the strokes of one burst, once."""

    def __init__(self, rebuilding: Rebuilding, unseen: Unseen) -> None:
        self._rebuilding, self._unseen = rebuilding, unseen
        self._by_keys: list[str] = []
        self._by_layout: list[str] = []
        self._number = ""
        self._of_number = ""
        """The character whose number was typed last; the system may send it as a key of its own."""
        self._down: set[int] = set()
        self._down_last: int | None = None
        self._uses_altgr = False

    def take(self, strokes: Iterable[KeyStroke]) -> tuple[str, str]:
        for stroke in strokes:
            self._take(stroke)
        self._end_number()
        if self._rebuilding.keyboard.platform == "windows":
            dead = dead_keys_before(tuple(zip(self._by_keys, self._by_layout, strict=True)))
            self._by_keys = [before + key for before, key in zip(dead, self._by_keys, strict=True)]
        by_layout = "".join(self._by_layout)
        # A US keyboard has no AltGr: this reader was set to the bench's own layout.
        return (by_layout if self._uses_altgr else "".join(self._by_keys)), by_layout

    def _take(self, stroke: KeyStroke) -> None:
        if stroke.is_auto_repeat:
            return
        if stroke.is_composed:
            tells_keys = self._rebuilding.keyboard.tells_releases
            self._put("" if tells_keys else stroke.text, stroke.text)
        elif stroke.key == KEY_ALT:
            self._end_number()
        elif stroke.key == KEY_ALTGR:
            self._uses_altgr = True
        elif stroke.is_release:
            self._come_up(stroke)
        else:
            self._press(stroke)

    def _press(self, stroke: KeyStroke) -> None:
        is_second = stroke.key == 0 and stroke.scan_code and stroke.scan_code == self._down_last
        if is_second and stroke.physical_key in self._down:
            # Windows: the key made a second character, after the accent that a dead key had left.
            self._by_layout[-1] += stroke.text
            return
        self._down.add(stroke.physical_key)
        self._down_last = stroke.physical_key
        digit = self._rebuilding.keyboard.alt_digit(stroke)
        if digit:
            self._number += digit
            return
        self._end_number()
        sort = self._rebuilding.sort(stroke)
        if self._rebuilding.is_separator_key(stroke):
            self._put(SEPARATOR, SEPARATOR)
        elif sort is Sort.TAB:
            self._put("\t", "\t")
        elif sort is Sort.CONTENT:
            by_key = self._rebuilding.by_key(stroke)
            if stroke.key == 0 and stroke.text == self._of_number != "":
                self._of_number = ""  # Windows sends what was typed as a number once more, as a character
                return
            self._put(by_key, stroke.text)
        self._of_number = ""

    def _come_up(self, stroke: KeyStroke) -> None:
        """A key that comes up without having gone down: an input method took its press."""
        self._down.discard(stroke.physical_key)
        shifted = self._unseen.get((stroke.physical_key, stroke.timestamp_ms))
        if shifted is not None and self._rebuilding.sort(stroke) is Sort.CONTENT:
            if shifted:
                stroke = msgspec.structs.replace(stroke, modifiers=stroke.modifiers | SHIFT)
            self._put(self._rebuilding.by_key(stroke), "")

    def _end_number(self) -> None:
        number, self._number = self._number, ""
        if number:
            self._of_number = _numbered(number)
            self._put(self._of_number, self._of_number)

    def _put(self, by_key: str, by_layout: str) -> None:
        self._by_keys.append(by_key)
        self._by_layout.append(by_layout)


def _numbered(digits: str) -> str:
    """The character that Windows makes of a number typed on the key pad: with a leading 0 one of its own code
    page (Windows-1252), else one of the old IBM one (437). Control characters are the same in both.
    """
    number = int(digits[:_LONGEST_NUMBER])
    if len(digits) > _LONGEST_NUMBER or number > 255:
        return ""
    if number < 128:
        return chr(number)
    page = "cp1252" if digits.startswith("0") else "cp437"
    return bytes((number,)).decode(page, errors="ignore")
