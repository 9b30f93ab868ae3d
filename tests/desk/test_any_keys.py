"""Whatever keys come, in whatever order and at whatever time: nothing is lost, doubled, or out of order,
nothing grows without end, and what is made of them is looked up and told without a fault.
"""

import tracemalloc
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.barcode.keyboards import LAYOUTS, US, US_SHIFTED, Keyboard
from tests.desk.workplace import Workplace
from tests.journeys.parcels import parcel
from workstation.barcode.identify import candidates, codes_within, lookup_forms, meaning_of
from workstation.barcode.keyboard import PhysicalKeyboard
from workstation.barcode.labels import label_of
from workstation.barcode.reads import (
    ALT,
    CONTROL,
    KEY_ALT,
    KEY_ALTGR,
    KEY_DOWN,
    KEY_ENTER,
    KEY_F8,
    KEY_RETURN,
    KEY_SHIFT,
    KEY_TAB,
    KEY_UNKNOWN,
    KEYPAD,
    META,
    SHIFT,
    BarcodeRead,
    KeyStroke,
)
from workstation.barcode.wedge import LONGEST_READ, Outcome, Read, Swallowed, Typed, Wedge
from workstation.desk.open import NotFound, Opened
from workstation.desk.understand import Understanding
from workstation.domain.identifiers import IDENTIFIER_LIMIT
from workstation.host.settings import BLUETOOTH, WIRED, LabelPrefixes, ReaderProfile

KNOWN = "RB123456785GB"
PLATFORMS = ("x11", "windows", "macos")
PROFILES = (
    WIRED,
    BLUETOOTH,
    ReaderProfile(name="custom", terminator="none", prefix="~", separator="^"),
    ReaderProfile(name="custom", terminator="tab", layout="host", caps_lock="compensated"),
)
LABELS = LabelPrefixes()
SERIAL_AT = 20
"""Above the bits of the native modifiers that platforms use, each stroke has a number of its own here."""
MOST_MORE_BYTES = 2**16
HOSTILE = (
    '=HYPERLINK("http://example.invalid/?"&A1,"open")',
    "+1+cmd|' /C calc'!A0",
    "<img src=x onerror=alert(1)><b>",
    "'; DROP TABLE identifier; --",
    "\u202e\u2066RB123456785GX\u2069",
    "\x00\x1b[31m\x07\x08",
    "%s%n{0}{__class__}",
    "]C1" + "0" * 9_997,
    "]d2" + "21A\x1d" * 2_500,
    "(01)" * 2_500,
    "[)>\x1e05\x1d" + "10ABC\x1d" * 1_600,
    "[)>\x1e" * 2_500,
    "https://id.gs1.org/" + "01/09521234543213/" * 500,
    "https://[::1/01/%ff%00",
    "(" * 10_000,
    "\x1d" * 10_000,
    "\U0001f4e6" * 10_000,
    "a\u0301" * 5_000,
)


@dataclass
class Known:
    """A desk that knows one parcel."""

    desk: Workplace
    understanding: Understanding


@pytest.fixture
def known(desk):
    desk.pulls(parcel("C-1", KNOWN))
    return Known(desk, Understanding(desk.cache.reader, LABELS))


NAMED_KEYS = (0, KEY_RETURN, KEY_ENTER, KEY_TAB, KEY_F8, KEY_DOWN, KEY_SHIFT, KEY_ALT, KEY_ALTGR, KEY_UNKNOWN)
DEAD_GRAVE, F2, LETTER, BRACKET, DIGIT = 0x01001250, 0x01000031, 0x41, 0x5D, 0x30
keys = st.sampled_from((*NAMED_KEYS, DEAD_GRAVE, F2, LETTER, BRACKET, DIGIT))
texts = st.one_of(
    st.sampled_from(
        ["", "\r", "\n", "\r\n", "\t", "\x1d", "\x02", "\x00", "\x1b", "\u202e", "\ud83d", "]", "="]
    ),
    st.text(max_size=3),
)
modifiers = st.sampled_from(
    [0, 0, 0, SHIFT, CONTROL, ALT, META, CONTROL | ALT, ALT | KEYPAD, SHIFT | CONTROL]
)
waits_ms = st.sampled_from([0, 0, 1, 4, 4, 4, 30, 49, 50, 51, 120, 200, 201, 5_000, -3, -40_000, 2**31 + 5])


@st.composite
def loose_strokes(draw):
    """One event that no keyboard need ever send."""
    scan_code = draw(st.one_of(st.just(0), st.integers(1, 130), st.integers(0x100, 0x1FF)))
    stroke = KeyStroke(
        draw(texts),
        draw(keys),
        scan_code,
        0,
        is_auto_repeat=draw(st.booleans()) and draw(st.booleans()),
        modifiers=draw(modifiers),
        is_release=draw(st.booleans()),
        virtual_key=draw(st.integers(0, 0x7F)),
        native_modifiers=draw(st.sampled_from([0, 2, 0x100, 0x10000])),
        is_composed=draw(st.integers(0, 9)) == 0,
    )
    return [(draw(waits_ms), stroke)]


@st.composite
def labels(draw, platform):
    """A label as the keyboard of some layout tells it, with something strange in it, at a reader's pace."""
    printed = draw(
        st.one_of(
            st.just(KNOWN),
            st.just(f"]C1{'0' * 20}\x1d21AB\x1d10"),
            st.text(US + US_SHIFTED + " \x1d", min_size=1, max_size=40),
        )
    )
    layout = draw(st.sampled_from(sorted(LAYOUTS)))
    keyboard = Keyboard(
        platform, layout, caps=draw(st.booleans()), gap_ms=draw(st.sampled_from([2, 4, 40, 60]))
    )
    before = keyboard.now_ms
    timed = []
    for event in keyboard.sends(printed):
        timed.append((event.timestamp_ms - before, event))
        before = event.timestamp_ms
    for place in draw(st.lists(st.integers(0, len(timed)), max_size=2)):
        timed[place:place] = draw(loose_strokes())
    return timed


@st.composite
def streams(draw):
    """A platform, a profile, and events with their times, on a clock that is about to run over."""
    platform = draw(st.sampled_from(PLATFORMS))
    parts = draw(st.lists(st.one_of(loose_strokes(), labels(platform)), max_size=12))
    now_ms = draw(st.sampled_from([1_000, 2**32 - 300, 2**31 - 300]))
    strokes = []
    for serial, (wait_ms, stroke) in enumerate((each for part in parts for each in part), 1):
        now_ms = (now_ms + wait_ms) % 2**32
        native = stroke.native_modifiers | serial << SERIAL_AT
        strokes.append(msgspec.structs.replace(stroke, timestamp_ms=now_ms, native_modifiers=native))
    ticks = draw(st.sets(st.integers(0, len(strokes)), max_size=6))
    return platform, draw(st.sampled_from(PROFILES)), strokes, ticks


class Told:
    """What became of each stroke."""

    def __init__(self) -> None:
        self.typed: list[int] = []
        self.in_reads: list[int] = []
        self.swallowed: list[int] = []
        self.reads: list[BarcodeRead] = []

    def hear(self, outcomes: tuple[Outcome, ...], stroke: KeyStroke | None = None) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Typed):
                self.typed += map(serial_of, outcome.strokes)
            elif isinstance(outcome, Read):
                self.reads.append(outcome.read)
                self.in_reads += map(serial_of, outcome.read.strokes[outcome.read.already_typed :])
            elif isinstance(outcome, Swallowed) and stroke is not None:
                self.swallowed.append(serial_of(stroke))


def serial_of(stroke: KeyStroke) -> int:
    return stroke.native_modifiers >> SERIAL_AT


def told_of(platform, profile, strokes, ticks) -> Told:
    """Everything through one wedge; sometimes the program looks too soon, sometimes it loses the keyboard."""
    told, wedge = Told(), Wedge(profile, PhysicalKeyboard(platform))
    for place, stroke in enumerate(strokes):
        if place in ticks:
            late = stroke.timestamp_ms + 60 * (place % 3)
            told.hear(wedge.tick(late) if place % 2 else wedge.give_back())
        told.hear(wedge.feed(stroke), stroke)
    if strokes:
        told.hear(wedge.tick((strokes[-1].timestamp_ms + 10_000) % 2**32))
    assert wedge.hold_ms is None
    return told


@given(streams())
@settings(max_examples=150)
def test_each_key_comes_out_once_typed_or_in_a_read_and_what_is_typed_stays_in_order(stream):
    strokes = stream[2]
    told = told_of(*stream)
    assert told.typed == sorted(set(told.typed))
    assert sorted(told.typed + told.in_reads + told.swallowed) == [serial_of(each) for each in strokes]


@given(stream=streams())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_read_is_understood_looked_up_and_told(stream, known):
    for read in told_of(*stream).reads:
        assert len(read.text) < LONGEST_READ
        is_told_of(known, read)


@given(
    text=st.text(max_size=60),
    other=st.text(max_size=20),
    source=st.sampled_from(["serial", "typed", "wedge"]),
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_so_is_whatever_a_serial_reader_sends_or_an_officer_types(text, other, source, known):
    is_told_of(known, BarcodeRead(text=text, as_typed=other, source=source))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_so_is_what_means_harm(text, known):
    read = BarcodeRead(text=text, as_typed=text[::-1])
    assert isinstance(is_told_of(known, read), NotFound)


@given(
    before=st.text("\t\r\n \x00\x02\u202e\u200b", max_size=5),
    after=st.text("\t\r\n \x00\x03\x1d\u202e\u200b", max_size=5),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_known_number_is_found_whatever_stands_invisibly_around_it(before, after, known):
    answer = is_told_of(known, BarcodeRead(text=f"{before}{KNOWN}{after}", source="serial"))
    assert isinstance(answer, Opened)
    assert answer.consignment.id == "C-1"


def is_told_of(known, read):
    """All that the screens ask about a read; what it leads to."""
    read = known.understanding.of(read)
    for text in (read.text, read.as_typed):
        found = candidates(text, LABELS)
        assert found
        assert all(len(each.value) <= LONGEST_READ for each in found)
        forms = (*lookup_forms(text), *codes_within(text))
        assert len(forms) < 64
        assert all(len(form) <= IDENTIFIER_LIMIT for form in forms)
        label_of(text, LABELS)
    answer = known.desk.opening.by_barcode(read.text, read.as_typed)
    msgspec.json.encode((answer, meaning_of(read)))
    assert known.desk.ledger.head.sequence == 0
    return answer


def test_keys_without_end_take_no_more_room():
    """A stuck reader, or a book that lies on the keyboard: 30,000 characters, then 60,000, and no Enter."""
    wedge = Wedge(WIRED, PhysicalKeyboard("windows"))
    most_bytes(wedge, 100)  # tables are read once, and stay
    tracemalloc.start()
    try:
        assert most_bytes(wedge, 60_000) < most_bytes(wedge, 30_000) + MOST_MORE_BYTES
    finally:
        tracemalloc.stop()


def most_bytes(wedge, count):
    """The most memory that was traced while so many characters came."""
    tracemalloc.reset_peak()
    for stroke in flood(count):
        wedge.feed(stroke)
    (read,) = [each.read for each in wedge.tick(10**9) if isinstance(each, Read)]
    assert len(read.text) == min(count, LONGEST_READ - 1)
    assert candidates(read.text)
    return tracemalloc.get_traced_memory()[1]


def flood(count):
    """Presses and releases of that many keys, made one by one."""
    for place in range(count):
        for is_release in (False, True):
            yield KeyStroke("" if is_release else "1", 0x31, 10, 4 * place, is_release=is_release)
