"""A reader and a person at one keyboard, for tests: streams of key strokes with their own timestamps."""

from collections.abc import Iterable, Sequence

from workstation.barcode.reads import CONTROL, KEY_RETURN, KEY_TAB, KeyStroke
from workstation.barcode.wedge import Outcome, Read, Typed, Wedge

NAMED_KEYS = {"\r": KEY_RETURN, "\n": KEY_RETURN, "\t": KEY_TAB}


def key(text: str, at_ms: int, **more) -> KeyStroke:
    """A press of the key that makes `text`."""
    number = NAMED_KEYS.get(text, ord(text.upper()) if text else 0)
    modifiers = CONTROL if text in {"\x1d", "\x02"} else 0
    return KeyStroke(text, number, number & 0xFFFF, at_ms, **{"modifiers": modifiers, **more})


def burst(text: str, at_ms: int = 0, gap_ms: int = 5) -> list[KeyStroke]:
    """What a reader types: one stroke every `gap_ms`."""
    return [key(character, at_ms + place * gap_ms) for place, character in enumerate(text)]


def both_ways(strokes: Iterable[KeyStroke], down_ms: int = 2) -> list[KeyStroke]:
    """The strokes with each key's release `down_ms` after its press, but before the key goes down again."""
    every = []
    pressed = list(strokes)
    for place, stroke in enumerate(pressed):
        every.append((stroke.timestamp_ms, 2 * place, stroke))
        again = (s.timestamp_ms for s in pressed[place + 1 : place + 99] if s.scan_code == stroke.scan_code)
        up_ms = min(stroke.timestamp_ms + down_ms, next(again, stroke.timestamp_ms + down_ms))
        up = KeyStroke("", stroke.key, stroke.scan_code, up_ms, is_release=True)
        every.append((up.timestamp_ms, 2 * place + 1, up))
    return [stroke for *_, stroke in sorted(every, key=lambda entry: entry[:2])]


def through(wedge: Wedge, strokes: Sequence[KeyStroke], *, wait_after: bool = True) -> list[Outcome]:
    """What comes out when a bench that is never busy feeds `strokes` and ticks whenever a tick is due."""
    outcomes: list[Outcome] = []
    last_ms = 0
    for stroke in strokes:
        hold = wedge.hold_ms
        if hold is not None and stroke.timestamp_ms > last_ms + hold:
            outcomes += wedge.tick(last_ms + hold)
        outcomes += wedge.feed(stroke)
        last_ms = stroke.timestamp_ms
    if wait_after:
        outcomes += wedge.tick(last_ms + 10_000)
    return outcomes


def reads(outcomes: Iterable[Outcome]) -> list[str]:
    """The texts read."""
    return [outcome.read.text for outcome in outcomes if isinstance(outcome, Read)]


def typed(outcomes: Iterable[Outcome]) -> list[KeyStroke]:
    """The strokes given back as typing, in order."""
    return [stroke for outcome in outcomes if isinstance(outcome, Typed) for stroke in outcome.strokes]


def typed_text(outcomes: Iterable[Outcome]) -> str:
    """The text given back as typing."""
    return "".join(stroke.text for stroke in typed(outcomes) if not stroke.is_release)
