"""A reader and a person share one keyboard: neither loses a stroke, and a read types and presses nothing."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.barcode.reader import both_ways, burst, key, reads, through, typed, typed_text
from workstation.barcode import reads as strokes_of
from workstation.barcode.keyboard import PhysicalKeyboard
from workstation.barcode.reads import CONTROL, BarcodeRead, KeyStroke, Sort, sort_of, typed_read
from workstation.barcode.wedge import LONGEST_READ, Read, Swallowed, Typed, Undecided, Wedge, Withdrawn
from workstation.host.settings import BLUETOOTH, WIRED, ReaderProfile

POSTAL = "RB123456785GB"


def flaws(outcomes):
    """Each read's text and what is wrong with it."""
    return [(outcome.read.text, outcome.read.flaw) for outcome in outcomes if isinstance(outcome, Read)]


@pytest.fixture
def wedge():
    return Wedge(WIRED)


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n"])
def test_a_read_ends_with_its_terminator_and_nothing_of_it_is_typed(wedge, end):
    outcomes = through(wedge, both_ways(burst(POSTAL + end)))
    assert reads(outcomes) == [POSTAL]
    assert typed(outcomes) == []


def test_a_read_keeps_its_separators_its_times_and_its_strokes(wedge):
    strokes = burst("]C1003761303211091034204021234\x1d37" + "\r", at_ms=1000, gap_ms=4)
    (read,) = [outcome.read for outcome in through(wedge, strokes) if isinstance(outcome, Read)]
    assert read.text == "]C1003761303211091034204021234\x1d37"
    assert (read.started_ms, read.ended_ms) == (1000, strokes[-1].timestamp_ms)
    assert (read.source, read.ended_by, read.already_typed, read.flaw) == ("wedge", "enter", 0, "")
    assert read.strokes == tuple(strokes)
    assert set(read.gaps_ms()) == {4}


def test_a_persons_typing_comes_back_in_order_and_waits_for_one_stroke_at_most(wedge):
    strokes = burst("Box of cables, opened", gap_ms=140)
    for stroke in strokes:
        assert wedge.feed(stroke) == (Undecided(),)
        assert wedge.hold_ms == WIRED.max_gap_ms + 1
        assert wedge.tick(stroke.timestamp_ms + WIRED.max_gap_ms) == ()
        assert wedge.tick(stroke.timestamp_ms + WIRED.max_gap_ms + 1) == (Typed((stroke,)),)
        assert wedge.hold_ms is None


def test_typing_without_ticks_still_comes_back_in_order(wedge):
    strokes = both_ways(burst("cables", gap_ms=140), down_ms=90)
    outcomes = [outcome for stroke in strokes for outcome in wedge.feed(stroke)]
    assert typed(outcomes + list(wedge.give_back())) == strokes


@pytest.mark.parametrize("text", ["\r", "\t", "\x1b", "\x08", "\x03", "\x7f"])
def test_keys_that_begin_no_read_are_not_held(wedge, text):
    stroke = key(text, 0, modifiers=CONTROL if text == "\x03" else 0)
    assert wedge.feed(stroke) == (Typed((stroke,)),)
    assert wedge.hold_ms is None


@pytest.mark.parametrize("number", [0x01000030, 0x01000012, 0x01000020, 0x01000023])
def test_function_keys_arrows_and_modifiers_pass_at_once(wedge, number):
    stroke = KeyStroke("", number, 67, 0)
    assert wedge.feed(stroke) == (Typed((stroke,)),)


@pytest.mark.parametrize("text", ["12", "abc", "12345"])
@pytest.mark.parametrize("end", ["\r", "\n", "\t"])
def test_a_short_read_presses_nothing_and_says_that_it_is_too_short(wedge, text, end):
    outcomes = through(wedge, both_ways(burst(text + end, gap_ms=8)))
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    assert (read.text, read.flaw) == (text, "too_short")
    assert typed(outcomes) == []


def test_the_second_terminator_of_a_short_read_presses_nothing(wedge):
    outcomes = through(wedge, [*burst("123\r"), key("\n", 60)])
    assert (reads(outcomes), typed(outcomes)) == (["123"], [])


@pytest.mark.parametrize("text", ["\r", "2\r", "2\t"])
def test_enter_alone_or_after_one_character_is_a_persons_however_fast(wedge, text):
    strokes = burst(text, gap_ms=8)
    assert typed(through(wedge, strokes)) == strokes


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH], ids=lambda profile: profile.name)
def test_two_keys_that_a_person_rolls_over_and_an_enter_after_them_are_typing(profile):
    """Two fingers may meet within 20 ms; the third key takes as long as any (fast typing: 80 ms and more)."""
    strokes = [key("k", 0), key("g", 20), key("\r", 20 + max(profile.max_gap_ms - 10, 110))]
    assert typed(through(Wedge(profile), strokes)) == strokes


@pytest.mark.parametrize("modifier", [CONTROL, strokes_of.ALT, strokes_of.META])
@pytest.mark.parametrize("gap_ms", [5, 40])
@pytest.mark.parametrize("text", ["wet", "wet on the left side"])
def test_enter_with_a_modifier_ends_no_read_and_what_was_held_comes_back_in_order(
    wedge, modifier, gap_ms, text
):
    strokes = burst(text, gap_ms=gap_ms)
    end_ms = strokes[-1].timestamp_ms
    control = KeyStroke("", 0x01000021, 37, end_ms + 5)
    strokes += [control, key("\r", end_ms + 10, modifiers=modifier)]
    outcomes = through(wedge, strokes)
    assert (typed(outcomes), reads(outcomes)) == (strokes, [])


def test_a_line_feed_sent_as_control_and_j_still_ends_a_read(wedge):
    strokes = burst(POSTAL)
    strokes.append(KeyStroke("\n", ord("J"), 44, 70, modifiers=CONTROL))
    assert reads(through(wedge, strokes)) == [POSTAL]


def test_even_a_long_text_typed_too_slowly_for_a_reader_is_typing(wedge):
    strokes = burst("a customs remark\r", gap_ms=45)
    assert typed(through(wedge, strokes)) == strokes


def test_the_second_terminator_of_a_reader_presses_nothing(wedge):
    outcomes = through(wedge, both_ways([*burst(POSTAL + "\r"), key("\n", 90)]))
    assert reads(outcomes) == [POSTAL]
    assert typed(outcomes) == []
    assert Swallowed() in outcomes


def test_an_officer_may_press_enter_a_moment_after_a_read(wedge):
    enter = key("\r", 700)
    assert typed(through(wedge, [*burst(POSTAL + "\r"), enter])) == [enter]


def test_a_read_right_after_typing_takes_only_its_own(wedge):
    remark = burst("wet", gap_ms=120)
    outcomes = through(wedge, [*remark, *burst(POSTAL + "\r", at_ms=600)])
    assert (typed_text(outcomes), reads(outcomes)) == ("wet", [POSTAL])


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH], ids=lambda profile: profile.name)
def test_two_reads_in_a_row_are_two_reads(profile):
    """As fast as a hunt can go: 150 ms apart."""
    first = burst(POSTAL + "\r\n")
    second = burst("3318810025\r\n", at_ms=first[-1].timestamp_ms + 150)
    outcomes = through(Wedge(profile), both_ways([*first, *second]))
    assert flaws(outcomes) == [(POSTAL, ""), ("3318810025", "")]
    assert typed(outcomes) == []


@pytest.mark.parametrize("gap_ms", [1, 3, 30])
def test_of_two_reads_at_one_pace_the_second_says_that_neither_can_be_believed(wedge, gap_ms):
    outcomes = through(wedge, both_ways(burst(f"{POSTAL}\r3318810025\rLX473124829NL\r", gap_ms=gap_ms)))
    assert flaws(outcomes) == [(POSTAL, ""), ("3318810025", "joined"), ("LX473124829NL", "joined")]
    assert typed(outcomes) == []


def test_a_read_that_the_reader_sends_twice_is_still_that_read(wedge):
    outcomes = through(wedge, burst(f"{POSTAL}\r" * 2 + "3318810025\r" * 2))
    assert flaws(outcomes) == [
        (POSTAL, ""),
        (POSTAL, ""),
        ("3318810025", "joined"),
        ("3318810025", "joined"),
    ]


TAILS = [
    "Y",
    "12345",
    " ",
    "\r ",
    " \r \r",
    "9\r",
    "  ",
    " \t \t ",
    "1\x1d",
    "1234567890123",
    "\r" * 90 + " \r",
]


@pytest.mark.parametrize("terminator", ["any", "enter", "none"])
@pytest.mark.parametrize("tail", TAILS, ids=repr)
def test_what_a_label_holds_after_its_end_types_and_presses_nothing_and_is_told(tail, terminator):
    wedge = Wedge(ReaderProfile(terminator=terminator))
    outcomes = through(wedge, both_ways(burst(f"{POSTAL}\r{tail}")))
    first, *more = flaws(outcomes)
    assert first == (POSTAL, "")
    assert more
    assert {flaw for _text, flaw in more} == {"joined"}
    assert typed(outcomes) == []


F3_OR_CHORD = [KeyStroke("", 0x01000032, 69, 0), key("\r", 0, modifiers=CONTROL), key("\x1b", 0)]


@pytest.mark.parametrize("pressed", F3_OR_CHORD, ids=["F3", "Ctrl+Enter", "Escape"])
@pytest.mark.parametrize("tail", ["Y", "YY"])
def test_a_key_after_what_joined_a_read_asks_for_nothing(wedge, pressed, tail):
    strokes = burst(f"{POSTAL}\r{tail}", gap_ms=20)
    strokes.append(msgspec.structs.replace(pressed, timestamp_ms=strokes[-1].timestamp_ms + 40))
    outcomes = through(wedge, both_ways(strokes))
    assert [flaw for _text, flaw in flaws(outcomes)] == ["", "joined"]
    assert typed(outcomes) == []


def test_what_joined_a_read_is_not_typed_when_the_window_loses_the_keyboard(wedge):
    outcomes = [outcome for stroke in burst(POSTAL + "\rY") for outcome in wedge.feed(stroke)]
    outcomes += wedge.give_back()
    assert flaws(outcomes) == [(POSTAL, ""), ("Y", "joined")]
    assert through(wedge, [key("\r", 120)]) == [Swallowed()]


def test_the_rest_of_a_read_that_a_tick_ended_too_soon_is_not_typed(wedge):
    strokes = burst(POSTAL + "99\r")
    outcomes = [outcome for stroke in strokes[:13] for outcome in wedge.feed(stroke)]
    outcomes += wedge.tick(2000)
    outcomes += [outcome for stroke in strokes[13:] for outcome in wedge.feed(stroke)]
    assert flaws(outcomes) == [(POSTAL, "cut_off"), ("99", "joined")]
    assert typed(outcomes) == []


def test_what_an_officer_types_a_moment_after_a_read_is_typing(wedge):
    strokes = burst(POSTAL + "\r")
    remark = burst("ok", at_ms=strokes[-1].timestamp_ms + WIRED.max_gap_ms + 1, gap_ms=120)
    assert typed(through(wedge, [*strokes, *remark])) == remark


def test_a_read_that_waited_in_a_busy_programs_queue_is_still_one_read(wedge):
    """The events carry their own times; that they are handled 1.5 s late changes nothing."""
    strokes = burst(POSTAL + "\r", at_ms=50_000, gap_ms=6)
    outcomes = [outcome for stroke in strokes for outcome in wedge.feed(stroke)]
    assert reads(outcomes) == [POSTAL]


def test_a_tick_before_waiting_events_splits_no_read_and_says_what_was_typed(wedge):
    strokes = both_ways(burst(POSTAL + "\r"))
    outcomes = [outcome for stroke in strokes[:9] for outcome in wedge.feed(stroke)]
    outcomes += wedge.tick(1500)
    outcomes += [outcome for stroke in strokes[9:] for outcome in wedge.feed(stroke)]
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    assert read.text == POSTAL
    assert read.already_typed == 5
    assert typed_text(outcomes) == POSTAL[:5]


@pytest.mark.parametrize("place", [1, 2, 5])
def test_a_window_that_loses_the_keyboard_for_a_moment_splits_no_read(wedge, place):
    strokes = burst(POSTAL + "\r")
    outcomes = [outcome for stroke in strokes[:place] for outcome in wedge.feed(stroke)]
    outcomes += wedge.give_back()
    assert wedge.hold_ms is None
    outcomes += [outcome for stroke in strokes[place:] for outcome in wedge.feed(stroke)]
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    assert (read.text, read.already_typed) == (POSTAL, place)
    assert typed_text(outcomes) == POSTAL[:place]


def test_what_was_given_back_when_the_keyboard_was_lost_is_no_part_of_a_later_read(wedge):
    outcomes = [outcome for stroke in burst("x1") for outcome in wedge.feed(stroke)]
    outcomes += wedge.give_back()
    outcomes += through(wedge, burst(POSTAL + "\r", at_ms=500))
    assert (typed_text(outcomes), reads(outcomes)) == ("x1", [POSTAL])


def test_a_held_key_is_typing_however_fast_it_repeats(wedge):
    first = key("x", 0)
    repeats = [key("x", 300 + 20 * place, is_auto_repeat=True) for place in range(40)]
    outcomes = through(wedge, [first, *repeats, key("\r", 1200)])
    assert typed_text(outcomes) == "x" * 41 + "\r"
    assert reads(outcomes) == []


def test_a_key_held_down_while_the_reader_reads_is_not_part_of_the_read_and_not_lost(wedge):
    down = key("x", 0)
    repeat = key("x", 1003, is_auto_repeat=True)
    up = KeyStroke("", down.key, down.scan_code, 1010, is_release=True)
    read = burst(POSTAL + "\r", at_ms=1000)
    stream = sorted([down, *read, repeat, up], key=lambda stroke: stroke.timestamp_ms)
    outcomes = through(wedge, stream)
    assert reads(outcomes) == [POSTAL]
    assert typed(outcomes) == [down, repeat, up]


def test_the_readers_own_repeats_and_releases_never_reach_a_widget(wedge):
    enter = key("\r", 200)
    late = [
        key("\r", 700, is_auto_repeat=True),
        KeyStroke("", enter.key, enter.scan_code, 900, is_release=True),
    ]
    outcomes = through(wedge, [*burst(POSTAL, at_ms=140), enter, *late])
    assert reads(outcomes) == [POSTAL]
    assert typed(outcomes) == []


def test_shift_and_altgr_within_a_burst_are_part_of_it(wedge):
    shift = 0x01000020
    strokes = []
    for place, character in enumerate("Ab#CDe9\r"):
        strokes.append(KeyStroke("", shift, 50, place * 8, modifiers=strokes_of.SHIFT))
        strokes.append(key(character, place * 8 + 3))
    strokes[5] = key("#", 19, modifiers=CONTROL | strokes_of.ALT)
    outcomes = through(wedge, strokes)
    assert reads(outcomes) == ["Ab#CDe9"]
    assert typed(outcomes) == strokes[:1]


def test_a_character_that_a_dead_key_took_still_counts_as_a_stroke_of_the_read(wedge):
    """French layout, `^`: no text, but the physical key is there to rebuild it from."""
    strokes = burst("123456\r")
    strokes[2] = KeyStroke("", 0x01001252, 34, 10)
    (read,) = [outcome.read for outcome in through(wedge, strokes) if isinstance(outcome, Read)]
    assert read.text == "12456"
    assert [stroke.scan_code for stroke in read.strokes][2] == 34


F2 = 0x01000031


@pytest.mark.parametrize("place", [2, 6, 12])
def test_a_function_key_within_a_read_is_part_of_it_and_presses_nothing(wedge, place):
    strokes = burst(POSTAL + "\r", gap_ms=6)
    pressed = KeyStroke("", F2, 68, strokes[place].timestamp_ms - 3)
    outcomes = through(wedge, both_ways([*strokes[:place], pressed, *strokes[place:]]))
    assert reads(outcomes) == [POSTAL]
    assert typed(outcomes) == []


def test_function_keys_at_the_pace_of_the_read_before_them_press_nothing(wedge):
    strokes = burst(POSTAL + "\r", gap_ms=6)
    end_ms = strokes[-1].timestamp_ms
    more = [KeyStroke("", F2, 68, end_ms + 6 * place) for place in range(1, 40)]
    outcomes = through(wedge, both_ways([*strokes, *more]))
    assert reads(outcomes) == [POSTAL]
    assert typed(outcomes) == []


def test_an_officer_may_press_a_function_key_a_moment_after_a_read(wedge):
    strokes = burst(POSTAL + "\r")
    pressed = KeyStroke("", F2, 68, strokes[-1].timestamp_ms + WIRED.max_gap_ms + 1)
    outcomes = through(wedge, [*strokes, pressed])
    assert typed(outcomes) == [pressed]


ACTS = [KeyStroke("", F2, 68, 0), KeyStroke("\x0c", ord("L"), 46, 0, modifiers=CONTROL)]


def asked(act, at_ms):
    return msgspec.structs.replace(act, timestamp_ms=at_ms)


@pytest.mark.parametrize("act", ACTS, ids=["F2", "Ctrl+L"])
@pytest.mark.parametrize("place", [0, 1])
def test_what_a_key_asks_for_at_the_beginning_of_a_read_is_withdrawn(wedge, act, place):
    strokes = burst(POSTAL + "\r", at_ms=100, gap_ms=8)
    pressed = asked(act, 100 + 8 * place - 4)
    outcomes = through(wedge, both_ways([*strokes[:place], pressed, *strokes[place:]]))
    assert reads(outcomes) == [POSTAL]
    assert outcomes.count(Withdrawn()) == 1
    assert typed_text(outcomes).strip("\x0c") == POSTAL[:place]


@pytest.mark.parametrize("act", ACTS, ids=["F2", "Ctrl+L"])
@pytest.mark.parametrize("after", ["\r", "\t", "2", "2\r", "\x02"])
def test_a_label_of_a_function_key_and_little_else_asks_for_nothing_and_presses_nothing(wedge, act, after):
    strokes = [asked(act, 0), *burst(after, at_ms=6, gap_ms=6)]
    outcomes = through(wedge, both_ways(strokes))
    assert Withdrawn() in outcomes
    assert not {"\r", "\t"} & set(typed_text(outcomes)) or after == "2\r"


def test_a_label_of_function_keys_alone_asks_for_nothing(wedge):
    outcomes = through(wedge, both_ways([asked(ACTS[0], 6 * place) for place in range(1, 30)]))
    assert outcomes.count(Withdrawn()) == 1
    assert [stroke.timestamp_ms for stroke in typed(outcomes) if not stroke.is_release] == [6]


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH], ids=lambda profile: profile.name)
@pytest.mark.parametrize("act", ACTS, ids=["F2", "Ctrl+L"])
def test_what_a_person_asks_for_is_not_withdrawn(profile, act):
    control = KeyStroke("", 0x01000021, 37, 1000)
    strokes = [
        *burst("ok", gap_ms=300),
        control,
        asked(act, 1010),
        KeyStroke("", act.key, act.scan_code, 1030, is_release=True),
        KeyStroke("", control.key, 37, 1040, is_release=True),
        key("x", 1011 + profile.max_gap_ms),
    ]
    outcomes = through(Wedge(profile), strokes)
    assert Withdrawn() not in outcomes
    assert typed(outcomes) == strokes


def test_a_shortcut_within_fast_typing_waits_with_it_and_overtakes_nothing(wedge):
    strokes = [key("a", 0), key("s", 10), KeyStroke("", 0x01000031, 68, 20), key("d", 30)]
    outcomes = through(wedge, strokes)
    assert typed(outcomes) == strokes


def test_a_reader_without_terminator_ends_by_silence():
    outcomes = through(Wedge(ReaderProfile(terminator="none")), burst("123456"))
    assert reads(outcomes) == ["123456"]
    assert typed(outcomes) == []


def test_a_long_read_whose_terminator_is_missing_is_not_typed_into_a_field(wedge):
    (outcome,) = [o for o in through(wedge, burst(POSTAL)) if isinstance(o, Read)]
    assert (outcome.read.text, outcome.read.ended_by, outcome.read.flaw) == (POSTAL, "silence", "cut_off")
    assert through(wedge, [key("\r", 150)]) == [Swallowed()]


def test_neither_half_of_a_read_with_a_long_pause_in_it_is_a_barcode(wedge):
    """Half a number may look like a whole one."""
    number = "1001892346540003900000771920123456"
    strokes = [*burst(number[:20]), *burst(number[20:] + "\r", at_ms=1500)]
    outcomes = through(wedge, [*strokes, *burst(POSTAL + "\r", at_ms=6000)])
    assert flaws(outcomes) == [(number[:20], "cut_off"), (number[20:], "cut_off"), (POSTAL, "")]
    assert typed(outcomes) == []


def test_a_short_burst_without_terminator_is_typing(wedge):
    strokes = burst("1234567")
    assert typed(through(wedge, strokes)) == strokes


def test_a_tab_is_data_where_the_reader_ends_with_enter():
    outcomes = through(Wedge(ReaderProfile(terminator="enter")), burst("123456\t789\r"))
    assert reads(outcomes) == ["123456\t789"]


def test_with_a_prefix_only_what_carries_it_is_a_barcode_and_it_is_taken_off():
    profile = ReaderProfile(prefix="\x02")
    assert reads(through(Wedge(profile), burst(f"\x02{POSTAL}\r"))) == [POSTAL]
    outcomes = through(Wedge(profile), burst(f"{POSTAL}\r"))
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    assert (read.flaw, typed(outcomes)) == ("no_prefix", [])


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH], ids=lambda profile: profile.name)
def test_a_read_at_the_slowest_speed_the_profile_allows_is_a_read(profile):
    strokes = burst(POSTAL, gap_ms=profile.mean_gap_ms)
    end = key("\r", strokes[-1].timestamp_ms + profile.max_gap_ms)
    assert reads(through(Wedge(profile), [*strokes, end])) == [POSTAL]


def test_the_event_clock_may_run_over_within_a_read(wedge):
    strokes = [
        msgspec.structs.replace(stroke, timestamp_ms=(2**32 - 20 + stroke.timestamp_ms) % 2**32)
        for stroke in burst(POSTAL + "\r")
    ]
    outcomes = [outcome for stroke in strokes for outcome in wedge.feed(stroke)]
    assert reads(outcomes) == [POSTAL]


def test_a_flood_of_characters_is_one_read_of_bounded_length(wedge):
    outcomes = through(wedge, both_ways(burst("7" * 50_000 + "\r", gap_ms=1), down_ms=0))
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    assert read.flaw == "cut_off"
    assert len(read.text) == LONGEST_READ - 1
    assert len(read.strokes) <= 4 * LONGEST_READ + 1
    assert typed(outcomes) == []


def test_a_number_typed_in_by_hand_says_so():
    assert typed_read(POSTAL, 7) == BarcodeRead(text=POSTAL, source="typed", started_ms=7, ended_ms=7)


# --- whatever the order -------------------------------------------------------------------------

CHARACTERS = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789]-/ \x1d", min_size=1)


@st.composite
def sessions(draw, profile):
    """Typing and reads in turn, each begun after a pause that a person at a bench makes between them."""
    at_ms, strokes, texts, typing = 0, [], [], []
    for _ in range(draw(st.integers(1, 6))):
        at_ms += draw(st.integers(max(210, 3 * profile.max_gap_ms), 3000))
        if draw(st.booleans()):
            text = draw(CHARACTERS.filter(lambda t: len(t) >= profile.min_length))
            gaps = [draw(st.integers(0, profile.mean_gap_ms)) for _ in text]
            part = []
            for character, gap in zip(text + "\r", [0, *gaps], strict=True):
                at_ms += gap
                part.append(key(character, at_ms))
            strokes += part
            texts.append(text)
        else:
            for character in draw(st.text("abc ,\r\t\x08", min_size=1, max_size=8)):
                at_ms += draw(st.integers(profile.max_gap_ms + 1, 400))
                strokes.append(key(character, at_ms))
                typing.append(strokes[-1])
    return strokes, texts, typing


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH], ids=lambda profile: profile.name)
@given(data=st.data(), with_releases=st.booleans())
def test_however_typing_and_reads_follow_each_other_both_are_exact(profile, data, with_releases):
    strokes, texts, typing = data.draw(sessions(profile))
    stream = both_ways(strokes) if with_releases else strokes
    outcomes = through(Wedge(profile), stream)
    assert reads(outcomes) == texts
    assert [stroke for stroke in typed(outcomes) if not stroke.is_release] == typing
    ups_expected = len(typing) if with_releases else 0
    assert sum(stroke.is_release for stroke in typed(outcomes)) == ups_expected


ANY_KEY = st.sampled_from([*"abAB12]\x1d\x02\r\n\t\x1b\x03 é", ""])


@st.composite
def noise(draw):
    """Any keys, at any times, repeated and released at will, and ticks that come when they like."""
    events: list[KeyStroke | int] = []
    at_ms = 0
    for serial in range(draw(st.integers(1, 60))):
        at_ms += draw(st.sampled_from([0, 1, 5, 20, 45, 60, 300]))
        if draw(st.integers(0, 9)) == 0:
            events.append(at_ms)
            continue
        text = draw(ANY_KEY)
        number = draw(st.sampled_from([0x01000020, 0x01000030, 0x01001252])) if not text else ord(text)
        kind = draw(st.sampled_from(["press", "press", "press", "repeat", "release"]))
        # The virtual key is a serial number here, so that no two strokes of the stream are equal.
        events.append(
            KeyStroke(
                text,
                number,
                number & 0xFF,
                at_ms,
                is_auto_repeat=kind == "repeat",
                is_release=kind == "release",
                virtual_key=serial,
            )
        )
    return events


@settings(max_examples=300)
@given(
    events=noise(),
    terminator=st.sampled_from(["any", "none", "enter"]),
    prefix=st.sampled_from(["", "\x02", "a"]),
    platform=st.sampled_from([None, "x11", "windows", "macos"]),
)
def test_no_stroke_is_ever_lost_doubled_or_overtaken(events, terminator, prefix, platform):
    profile = ReaderProfile(min_length=3, terminator=terminator, prefix=prefix)
    wedge = Wedge(profile, PhysicalKeyboard(platform))
    back: list[KeyStroke] = []
    within: list[KeyStroke] = []
    swallowed: list[KeyStroke] = []
    early = 0
    for event in [*events, None]:
        if event is None:
            outcomes = wedge.give_back()
        else:
            outcomes = wedge.tick(event) if isinstance(event, int) else wedge.feed(event)
        back += typed(outcomes)
        for outcome in outcomes:
            if isinstance(outcome, Read):
                early += outcome.read.already_typed
                within += outcome.read.strokes[outcome.read.already_typed :]
            elif isinstance(outcome, Swallowed):
                swallowed.append(event)
    fed = [event for event in events if isinstance(event, KeyStroke)]
    assert sorted(s.virtual_key for s in back + within + swallowed) == [s.virtual_key for s in fed]
    assert [s.virtual_key for s in back] == sorted(s.virtual_key for s in back)
    presses = [s for s in swallowed if not s.is_release and not s.is_auto_repeat]
    assert all(not s.text.isprintable() or sort_of(s) is Sort.OTHER for s in presses)
    assert wedge.hold_ms is None


def stalled(text, at, stall_ms, gap_ms=5):
    """What a reader types, its keys held up for so long before those at the places `at`."""
    strokes, now = [], 1000
    for place, character in enumerate(text):
        now += stall_ms if place in at else gap_ms
        strokes.append(key(character, now))
    return strokes


@pytest.mark.parametrize("at", [{5}, {4, 9}, {13}, {12}], ids=str)
@pytest.mark.parametrize("stall_ms", [60, 90, 240])
def test_a_read_that_a_busy_host_holds_up_is_one_read_and_types_nothing(wedge, at, stall_ms):
    outcomes = through(wedge, both_ways(stalled(POSTAL + "\r", at, stall_ms)))
    assert reads(outcomes) == [POSTAL]
    assert typed(outcomes) == []


def test_a_reader_that_stalls_again_and_again_is_not_waited_for(wedge):
    strokes = stalled(POSTAL, {4, 6, 8}, 90)
    outcomes = through(wedge, strokes)
    assert (reads(outcomes), typed(outcomes)) == ([], strokes)


def test_fingers_that_drum_on_the_keys_are_a_persons_and_come_back_in_order(wedge):
    drummed = [*stalled("asdf", {0}, 5, gap_ms=18), key("j", 1400), key("k", 1550), key("\r", 1800)]
    outcomes = through(wedge, drummed)
    assert (reads(outcomes), typed(outcomes)) == ([], drummed)


def test_a_short_text_after_a_stall_and_an_enter_are_a_persons(wedge):
    strokes = stalled("asdfjk\r", {4, 6}, 120, gap_ms=18)
    outcomes = through(wedge, strokes)
    assert (reads(outcomes), typed(outcomes)) == ([], strokes)


def test_a_reader_that_ends_by_silence_is_waited_for_no_longer_than_it_says():
    profile = ReaderProfile(terminator="none")
    wedge = Wedge(profile)
    for stroke in burst(POSTAL):
        wedge.feed(stroke)
    assert wedge.hold_ms == profile.max_gap_ms + 1
