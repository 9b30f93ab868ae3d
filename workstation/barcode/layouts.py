"""What a text can have been before a keyboard layout garbled it: the way back where no physical key is told.

A remote desktop, a virtual machine or another program between reader and bench passes on characters, not
keys. The tables (resources/barcode/layouts.json, made by packaging/keyboard_layouts.py) say what each key
makes under each layout, without and with Caps Lock; read backwards they give what a US keyboard prints on the
keys. That alone proves nothing, since many texts can be read backwards under many layouts: whoever asks must
have the result in the cache, or find a right check digit in it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product
from typing import Final

import msgspec

from workstation.host.resources import read_bytes

LONGEST_REPAIR: Final = 64
"""Characters of a text that is still read backwards, while the screen waits: enough for two numbers glued
together, or a number with what else its label's symbol holds.
"""

_READINGS: Final = 8
"""Ways to read one text backwards under one layout, where characters stand on several keys."""

_DOTTED: Final = "\u25cc"
_UNCHANGED: Final = frozenset(" \x1c\x1d\x1e\x1f\x02\x03\x04\t")


_ALONE: Final[Mapping[str, tuple[str, ...]]] = {
    "\u0300": ("`",),
    "\u0301": ("\u00b4", "'"),
    "\u0302": ("^",),
    "\u0303": ("~",),
    "\u0308": ("\u00a8", '"'),
    "\u030c": ("\u02c7",),
    "\u030a": ("\u00b0", "\u02da"),
    "\u0327": ("\u00b8",),
}
"""What is typed for a dead key that no letter follows."""

_DEAD_SIGNS: Final = frozenset(map(chr, range(0x0300, 0x0370)))
"""Combining accents, which dead keys make before their letter; the marks of kana are typed after it."""

_COMPOUND_VOWELS: Final[Mapping[str, tuple[str, str]]] = {
    "WA": ("O", "A"),
    "WAE": ("O", "AE"),
    "OE": ("O", "I"),
    "WEO": ("U", "EO"),
    "WE": ("U", "E"),
    "WI": ("U", "I"),
    "YI": ("EU", "I"),
}
"""Korean vowels of two keys, by Unicode's names."""

_TO_KATAKANA: Final = 0x60
"""From a hiragana to its katakana, in Unicode's numbers."""


class Repair(msgspec.Struct, frozen=True):
    """A text read backwards: the layout that garbled it (`fr`, `ch(fr)` ...) and what was printed."""

    layout: str
    text: str


class _Tables(msgspec.Struct, frozen=True):
    """The file: `us` is what a US keyboard makes plain and with Shift; by layout follow the two with Caps
    Lock. A dead key is its combining sign after a dotted circle.
    """

    source: str
    licence: str
    us: tuple[tuple[str, ...], tuple[str, ...]]
    layouts: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]]


Backwards = Mapping[str, tuple[str, ...]]
"""What a layout makes, to what a US keyboard prints on the keys that make it."""


def warm_up() -> None:
    """Turn the tables around. For a worker thread."""
    _all_plain()


def repairs(typed: str) -> tuple[Repair, ...]:
    """What `typed` can have been, each text once, under the first layout that gives it; never `typed` itself,
    nor a text that differs from it in upper and lower case only. Empty for a text that is too long.
    """
    if not typed or len(typed) > LONGEST_REPAIR:
        return ()
    found: dict[str, Repair] = {}
    characters = set(map(ord, typed))
    for (layout, backwards), plain in zip(_all_backwards(), _all_plain(), strict=True):
        readings = (typed.translate(plain),) if plain.keys() >= characters else _read(typed, backwards)
        for text in islice(readings, _READINGS):
            if text.upper() != typed.upper():
                found.setdefault(text.upper(), Repair(layout, text))
    return tuple(found.values())


def dead_keys_before(pressed: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """For each key, told by what a US keyboard prints on it and by what the layout made, what is printed on
    the dead key that was pressed just before it; mostly nothing.

    Windows tells programs of no dead key; the accent stands in, or before, the character of the next key. The
    layout is one under which every key that was pressed makes what it made.
    """
    if all(printed == made for printed, made in pressed):
        return ("",) * len(pressed)
    # Each kind of key once: a label has thousands of characters, a keyboard some fifty keys.
    kinds = dict.fromkeys(pressed)
    fitting = [
        found
        for _layout, backwards in _all_backwards()
        if (found := _dead_keys(kinds, backwards)) is not None
    ]
    # Several layouts may agree on all the rest: what stands first is the bracket of a symbology identifier.
    fitting.sort(key=lambda found: found[pressed[0]] != "]")
    return tuple(fitting[0][key] for key in pressed) if fitting else ("",) * len(pressed)


def _dead_keys(kinds: Iterable[tuple[str, str]], backwards: Backwards) -> dict[tuple[str, str], str] | None:
    """For each kind of key what is printed on the dead key before it; None where the layout is another."""
    found: dict[tuple[str, str], str] = {}
    for printed, made in kinds:
        dead = _dead_key(printed, made, backwards)
        if dead is None:
            return None
        found[printed, made] = dead
    return found


def _dead_key(printed: str, made: str, backwards: Backwards) -> str | None:
    """What is printed on the dead key before this one: empty for none, None where the layout is another."""
    if not made or made in _UNCHANGED or printed in backwards.get(made, ()):
        return ""
    parts = unicodedata.normalize("NFD", made)
    for sign, alone in _ALONE.items():
        is_before = made[0] in alone and printed in backwards.get(made[1:], (" ",))
        is_on_letter = parts[1:] == sign and printed in backwards.get(parts[0], ())
        if sign in backwards and (is_before or is_on_letter):
            return backwards[sign][0]
    return None


def _read(typed: str, backwards: Backwards) -> Iterator[str]:
    """The ways to read it; none where a character is not on this layout."""
    pieces: list[tuple[str, ...]] = []
    at = 0
    while at < len(typed):
        # Some keys make two characters (lam and alef).
        for piece in (typed[at : at + 2], typed[at]):
            printed = backwards.get(piece) or _composed(piece, backwards)
            if printed:
                break
        else:
            return
        pieces.append(printed)
        at += len(piece)
    yield from map("".join, product(*pieces))


def _composed(character: str, backwards: Backwards) -> tuple[str, ...]:
    """What several keys made together: a dead key and its letter, the letters of a Korean syllable."""
    if character in _UNCHANGED:
        return (character,)
    if len(character) != 1:
        return ()
    if "HIRAGANA" in unicodedata.name(character, ""):
        character = chr(ord(character) + _TO_KATAKANA)
        if character in backwards:
            return backwards[character]
    folded = unicodedata.normalize("NFKC", character)
    parts = unicodedata.normalize("NFD", folded)
    if folded == character == parts:
        return ()
    keys = [key for part in parts for key in _keys_of(part)]
    if keys[-1] in _DEAD_SIGNS:
        keys.insert(0, keys.pop())  # the dead key was pressed first
    printed = [backwards.get(key, ("",))[0] for key in keys]
    return ("".join(printed),) if all(printed) else ()


def _keys_of(part: str) -> tuple[str, ...]:
    """The letters whose keys make this part of a syllable: Korean finals are the keys of initials, compound
    vowels and finals two keys (KS X 5002). Anything else is its own key.
    """
    name = unicodedata.name(part, "")
    if name.startswith("HANGUL JONGSEONG "):
        return tuple(unicodedata.lookup(f"HANGUL CHOSEONG {each}") for each in name[17:].split("-"))
    vowels = _COMPOUND_VOWELS.get(name.removeprefix("HANGUL JUNGSEONG "), ())
    return tuple(unicodedata.lookup(f"HANGUL JUNGSEONG {each}") for each in vowels) or (part,)


@cache
def by_us_character() -> Mapping[str, Mapping[str, str]]:
    """By layout: what each character of a US keyboard is there, by the same key; of a dead key its accent
    alone, empty where it has none.
    """
    tables = _tables()
    us = (*tables.us[0], *tables.us[1])
    return {
        layout: {key: _alone(made) for key, made in zip(us, (*rows[0], *rows[1]), strict=True)}
        for layout, rows in tables.layouts.items()
    }


def _alone(made: str) -> str:
    return next(iter(_ALONE.get(made[1:], ("",)))) if made.startswith(_DOTTED) else made


@cache
def _tables() -> _Tables:
    return msgspec.json.decode(read_bytes("barcode/layouts.json"), type=_Tables)


@cache
def _all_backwards() -> tuple[tuple[str, Backwards], ...]:
    tables = _tables()
    us = (*tables.us[0], *tables.us[1])
    inverted = (*tables.us[1], *tables.us[0])
    ways: dict[tuple[str, tuple[str, ...], tuple[str, ...]], None] = {}
    for layout, (plain, shifted, locked, locked_shifted) in tables.layouts.items():
        for made, printed in (
            ((*plain, *shifted), us),
            ((*locked, *locked_shifted), us),
            # Where Caps Lock is a lock of Shift, as with the digits of French and German Windows.
            ((*plain, *shifted), inverted),
        ):
            ways[layout, made, printed] = None
    return tuple((layout, _backwards(made, printed)) for layout, made, printed in ways)


@cache
def _all_plain() -> tuple[dict[int, str], ...]:
    """For each of those, the characters that are read backwards in one way alone and by themselves: a text of
    these alone, which most are, is read in one step.
    """
    return tuple(_plain(backwards) for _layout, backwards in _all_backwards())


def _plain(backwards: Backwards) -> dict[int, str]:
    begin_pairs = {pair[0] for pair in backwards if len(pair) > 1}
    return {
        ord(character): printed[0]
        for character, printed in backwards.items()
        if len(character) == len(printed) == 1 and character not in begin_pairs
    }


def _backwards(made: Sequence[str], printed: Sequence[str]) -> Backwards:
    """Own characters of keys before what else can have come of them."""
    found: dict[str, list[str]] = {}
    for texts in (_own, _also):
        for text, character in zip(made, printed, strict=True):
            for form in texts(text):
                if texts is _own or form not in found:
                    found.setdefault(form, []).append(character)
    for pair in [text for text in found if len(text) == 2]:
        # Lam and alef are a key of their own, and two keys.
        found[pair] += ["".join(each) for each in product(*(found.get(single, ()) for single in pair))]
    return {text: tuple(dict.fromkeys(characters)) for text, characters in found.items()}


def _own(text: str) -> tuple[str, ...]:
    return (text.removeprefix(_DOTTED),) if text else ()


def _also(text: str) -> Iterable[str]:
    """Other forms of what a key makes: the accent that a dead key leaves alone, the letter within a syllable,
    the letters of a ligature.
    """
    if text.startswith(_DOTTED):
        return _ALONE.get(text[1:], ())
    folded = unicodedata.normalize("NFKD", text)
    return (folded.removeprefix(" "),) if text and folded != text else ()
