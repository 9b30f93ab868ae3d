"""Makes resources/barcode/layouts.json: what each key of a keyboard makes under the layouts of the benches.

    python packaging/keyboard_layouts.py

Needs libxkbcommon and the data of xkeyboard-config (packages libxkbcommon0 and xkb-data on Debian), which say
what X11 and Wayland type; the other systems differ from them in a few keys with AltGr only, which no reader
sends. The file is committed: a build needs neither. Three tables are in no data of XKB, because an input
method makes their characters: the Korean two-set layout (KS X 5002), Zhuyin on its usual keys, and Chinese
full-width punctuation.
"""

import ctypes
import json
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
FILE: Final = ROOT / "resources" / "barcode" / "layouts.json"

SOURCE: Final = "xkeyboard-config 2.35.1 (freedesktop.org), as libxkbcommon 1.5.0 reads it"
LICENCE: Final = "MIT and alike (packaging/licences/texts/xkeyboard-config.txt)"

KEYS: Final[dict[str, int]] = (
    {"TLDE": 49}
    | {f"AE{at:02}": 9 + at for at in range(1, 13)}
    | {f"AD{at:02}": 23 + at for at in range(1, 13)}
    | {f"AC{at:02}": 37 + at for at in range(1, 12)}
    | {"BKSL": 51}
    | {f"AB{at:02}": 51 + at for at in range(1, 11)}
)
"""The keys of a US keyboard that make a character, and their X11 key codes."""

LAYOUTS: Final = (
    *("fr", "fr(latin9)", "be", "de", "ch", "ch(fr)", "es", "it", "pt", "gb"),
    *("se", "no", "dk", "fi", "tr", "tr(f)", "pl", "cz", "cz(qwerty)", "hu"),
    *("ru", "ua", "gr", "ara", "il", "jp", "jp(kana)"),
)
"""Layouts of the benches that are set to something else than the US one, by XKB's names."""

DEAD_SIGNS: Final = {
    "dead_grave": "\u0300",
    "dead_acute": "\u0301",
    "dead_circumflex": "\u0302",
    "dead_tilde": "\u0303",
    "dead_macron": "\u0304",
    "dead_breve": "\u0306",
    "dead_abovedot": "\u0307",
    "dead_diaeresis": "\u0308",
    "dead_abovering": "\u030a",
    "dead_doubleacute": "\u030b",
    "dead_caron": "\u030c",
    "dead_cedilla": "\u0327",
    "dead_ogonek": "\u0328",
    "dead_stroke": "\u0338",
}
"""Dead keys by XKB's names, and the combining sign that each puts on its letter (Unicode)."""

DOTTED: Final = "\u25cc"
"""Stands before the sign of a dead key in the file, as Unicode's charts print it."""

_US: Final = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
_US_SHIFTED: Final = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'

_KOREAN: Final = "`1234567890-=ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ[]ㅁㄴㅇㄹㅎㅗㅓㅏㅣ;'\\ㅋㅌㅊㅍㅠㅜㅡ,./"
_KOREAN_SHIFTED: Final = '~!@#$%^&*()_+ㅃㅉㄸㄲㅆㅛㅕㅑㅒㅖ{}ㅁㄴㅇㄹㅎㅗㅓㅏㅣ:"|ㅋㅌㅊㅍㅠㅜㅡ<>?'
_ZHUYIN: Final = "`ㄅㄉˇˋㄓˊ˙ㄚㄞㄢㄦ=ㄆㄊㄍㄐㄔㄗㄧㄛㄟㄣ[]ㄇㄋㄎㄑㄕㄘㄨㄜㄠㄤ'\\ㄈㄌㄏㄒㄖㄙㄩㄝㄡㄥ"
_CHINESE: Final = "·1234567890-=qwertyuiop【】asdfghjkl；‘、zxcvbnm，。/"
_CHINESE_SHIFTED: Final = "～！@#￥%…&*（）—+QWERTYUIOP「」ASDFGHJKL：“|ZXCVBNM《》？"

_BY_INPUT_METHOD: Final = {
    "kr(2set)": (_KOREAN, _KOREAN_SHIFTED),
    "tw(zhuyin)": (_ZHUYIN, _US_SHIFTED),
    "cn(punctuation)": (_CHINESE, _CHINESE_SHIFTED),
}

SHIFT: Final = 1
LOCK: Final = 2


class _Names(ctypes.Structure):
    """xkb_rule_names (xkbcommon.h)."""

    _fields_ = tuple((name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options"))


class Keyboard:
    """One layout as libxkbcommon sees it."""

    def __init__(self, library: ctypes.CDLL, name: str) -> None:
        layout, _, variant = name.rstrip(")").partition("(")
        names = _Names(b"evdev", b"pc105", layout.encode(), variant.encode(), b"")
        context = ctypes.c_void_p(library.xkb_context_new(0))
        keymap = library.xkb_keymap_new_from_names(context, ctypes.byref(names), 0)
        if not keymap:
            raise SystemExit(f"No layout {name} in the data of XKB.")
        self._library = library
        self._state = ctypes.c_void_p(library.xkb_state_new(ctypes.c_void_p(keymap)))

    def texts(self, *, shift: bool, lock: bool) -> list[str]:
        """What each key makes; a dead key its sign after the dotted circle, a key without a character
        nothing.
        """
        self._library.xkb_state_update_mask(self._state, SHIFT * shift, 0, LOCK * lock, 0, 0, 0)
        return [self._text(code) for code in KEYS.values()]

    def _text(self, code: int) -> str:
        room = ctypes.create_string_buffer(64)
        self._library.xkb_state_key_get_utf8(self._state, code, room, 64)
        if room.value:
            return room.value.decode()
        symbol = self._library.xkb_state_key_get_one_sym(self._state, code)
        self._library.xkb_keysym_get_name(symbol, room, 64)
        sign = DEAD_SIGNS.get(room.value.decode())
        return f"{DOTTED}{sign}" if sign else ""


def tables() -> dict[str, list[list[str]]]:
    """By layout: what the keys make plain, with Shift, with Caps Lock, and with both."""
    library = ctypes.CDLL("libxkbcommon.so.0")
    for function in ("xkb_context_new", "xkb_keymap_new_from_names", "xkb_state_new"):
        getattr(library, function).restype = ctypes.c_void_p
    states = [(False, False), (True, False), (False, True), (True, True)]
    found = {}
    for name in LAYOUTS:
        keyboard = Keyboard(library, name)
        found[name] = [keyboard.texts(shift=shift, lock=lock) for shift, lock in states]
    for name, (plain, shifted) in _BY_INPUT_METHOD.items():
        found[name] = [list(plain), list(shifted), list(plain), list(shifted)]
    return found


def main() -> None:
    """Write the file."""
    parts = [
        f'"source": {_json(SOURCE)}',
        f'"licence": {_json(LICENCE)}',
        f'"us": {_json([list(_US), list(_US_SHIFTED)])}',
    ]
    rows = {name: ",\n".join(_json(row) for row in texts) for name, texts in tables().items()}
    layouts = ",\n".join(f'"{name}": [\n{lines}\n]' for name, lines in rows.items())
    parts.append(f'"layouts": {{\n{layouts}\n}}')
    FILE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
