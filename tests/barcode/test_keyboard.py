"""Whatever layout the bench is set to, Caps Lock on or off, a read says what was printed on the label."""

import msgspec
import pytest

from tests.barcode.keyboards import LAYOUTS, Keyboard
from tests.barcode.reader import reads, through, typed
from workstation.barcode.identify import candidates
from workstation.barcode.keyboard import PhysicalKeyboard
from workstation.barcode.layouts import LONGEST_REPAIR, repairs
from workstation.barcode.reads import ALT, KEY_ALT, KEY_ALTGR, KEY_DOWN, KEY_F8, KEY_RETURN, KEYPAD, KeyStroke
from workstation.barcode.wedge import Read, Wedge
from workstation.domain.identifiers import CheckDigit
from workstation.host.settings import BLUETOOTH, WIRED, ReaderProfile

PRINTED = {
    "S10": "RB123456785GB",
    "receptacle": "BEBRUABOLPBBAEN60073003000227",
    "dispatch": "BEBRUABOLPBBAEN60073",
    "air waybill": "176-12345675",
    "SSCC": "]C100157035381410375177",
    "SSCC with its AI as printed": "(00) 157035381410375177",
    "element string": "]d2010952123454321317261231\x1d10ABC-7\x1d21x",
    "Digital Link": "https://id.gs1.org/01/09521234543213/21/abc?17=261231",
    "GTIN": "9781492053743",
    "UPS": "1Z5R89390357567127",
    "UPS waybill": "K1506235620",
    "FedEx 12": "986578788855",
    "FedEx 34": "1001921334250001000300779017972697",
    "USPS with its routing code": "4201002334249200190132607600833457",
    "DHL": "3318810025",
    "DHL piece": "JJD014600012794402457",
    "DHL routing code": "2LKW:KWIKCO+57000001",
    "DPD": "09980000020033F",
    "e-commerce": "LTN12345678N1",
    "MRN": "24GB1FR25DIMDJF1M4",
    "container": "CSQU3054383",
    "IOSS": "IM2760000742",
    "every character": "X".join("A]=[;'\\`,./ {}+:|~<>?\"!@#$%^&*()_-z"),
    "place": "LOC-A/12",
}
PLATFORMS = ["x11", "windows", "macos"]


def read_by(keyboard, printed, profile=WIRED):
    wedge = Wedge(profile, PhysicalKeyboard(keyboard.platform))
    outcomes = through(wedge, keyboard.sends(printed))
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    return read, outcomes


@pytest.mark.parametrize("caps", [False, True], ids=["", "Caps Lock"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_read_says_what_was_printed(platform, layout, caps):
    for printed in PRINTED.values():
        read, outcomes = read_by(Keyboard(platform, layout, caps=caps), printed)
        assert (read.text, read.flaw) == (printed, "")
        assert all(stroke.key in {0x01000020, 0x01000021} for stroke in typed(outcomes))


@pytest.mark.parametrize(
    "layout, as_typed",
    [
        ("us", ""),
        ("fr", "RB&é\"'(-è_(GB"),
        ("de", ""),
        ("ru", "КИ123456785ПИ"),
        ("gr", "ΡΒ123456785ΓΒ"),
        ("kr(2set)", "ㄲㅠ123456785ㅎㅠ"),
    ],
)
def test_what_the_layout_made_of_it_is_kept_where_it_is_another_text(layout, as_typed):
    read, _ = read_by(Keyboard("x11", layout), PRINTED["S10"])
    assert (read.text, read.as_typed) == (PRINTED["S10"], as_typed)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_where_the_reader_was_set_to_the_benchs_own_layout_its_characters_count(layout):
    host = ReaderProfile(layout="host")
    read, _ = read_by(Keyboard("x11", layout), PRINTED["S10"], host)
    us, _ = read_by(Keyboard("x11", layout), PRINTED["S10"])
    assert (read.text, read.as_typed) == ((us.as_typed, us.text) if us.as_typed else (us.text, ""))


# --- no key is told -----------------------------------------------------------------------------------

WITH_CHECK_DIGIT = [
    printed
    for printed in PRINTED.values()
    if printed.isalnum() and candidates(printed)[0].check_digit is CheckDigit.RIGHT
]


@pytest.mark.parametrize("caps", [False, True], ids=["", "Caps Lock"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_garbled_read_can_be_read_backwards_where_no_key_is_told(layout, caps):
    assert len(WITH_CHECK_DIGIT) > 10
    keyboard = Keyboard("x11", layout, caps=caps)
    for printed in WITH_CHECK_DIGIT:
        strokes = [stroke for stroke in keyboard.sends(printed) if stroke.text]
        garbled = "".join(stroke.text for stroke in strokes).strip("\r")
        texts = {garbled.upper(), *(repair.text.upper() for repair in repairs(garbled))}
        assert printed in texts


@pytest.mark.parametrize(
    "garbled, printed",
    [
        ("규123456785휴", "rb123456785gb"),
        ("꺄 6ㅛ8", "Ri 6y8"),
        ("똻", "Ehkfg"),
        ("닭", "ekfr"),
        ("لا123", "b123"),
        ("¨C1003", "]C1003"),
        ("ê12", "=e12"),
        ("ガ", "t["),
        ("すてき", "rwg"),
        ("ㄐㄖ", "rb"),
        ("（00）；", "(00);"),
        ("ΡΒ12", "RB12"),
        ("rb&é\"'(", "rb12345"),
        ("ha112", "HQ112"),
    ],
)
def test_what_several_keys_or_an_input_method_made_is_taken_apart(garbled, printed):
    assert printed.upper() in [repair.text.upper() for repair in repairs(garbled)]


def test_a_text_that_no_layout_makes_and_one_too_long_are_left_alone():
    assert repairs("\u2603" + "1234567890") == ()
    assert repairs("&" * LONGEST_REPAIR) != ()
    assert repairs("&" * (LONGEST_REPAIR + 1)) == ()
    assert repairs("") == ()


@pytest.mark.parametrize("length", [10, LONGEST_REPAIR])
def test_reading_backwards_is_bounded_where_every_character_stands_on_two_keys(length):
    assert len(repairs("Σ" * length)) < 100


# --- what readers send for a separator, and characters as numbers -------------------------------------

GS1 = "0109521234543213" + "10ABC"


def burst_with(between, platform="x11", profile=WIRED):
    """A GS1 element string whose separator comes as the strokes of `between(at_ms)`."""
    keyboard = Keyboard(platform, "us")
    before = [event for character in GS1 for event in keyboard.types(character)]
    events = list(between(keyboard))
    after = [event for character in "21x" for event in keyboard.types(character)]
    end = keyboard.key(36 if platform == "x11" else 0x1C, "\r", KEY_RETURN)
    wedge = Wedge(profile, PhysicalKeyboard(platform))
    outcomes = through(wedge, [*before, *events, *after, *end])
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    assert typed(outcomes) == []
    return read.text


@pytest.mark.parametrize("number", [KEY_F8, KEY_DOWN])
def test_f8_and_the_arrow_down_are_the_separator_they_stand_for(number):
    assert burst_with(lambda keyboard: keyboard.key(74, "", number)) == f"{GS1}\x1d21x"


@pytest.mark.parametrize("spelled", ["<GS>", "{GS}", "<gs>"])
def test_a_separator_that_is_spelled_out_is_one(spelled):
    assert burst_with(lambda keyboard: [e for c in spelled for e in keyboard.types(c)]) == f"{GS1}\x1d21x"


@pytest.mark.parametrize("separator", ["~", "|", "^", "#"])
def test_a_separator_of_the_profile_is_one(separator):
    profile = ReaderProfile(separator=separator)
    assert burst_with(lambda keyboard: keyboard.types(separator), profile=profile) == f"{GS1}\x1d21x"


PAD = {"x11": (90, 87, 88, 89, 83, 84, 85, 79, 80, 81), "windows": (82, 79, 80, 81, 75, 76, 77, 71, 72, 73)}


def number(keyboard, digits, *, has_num_lock=True):
    """Alt and digits on the key pad."""
    yield keyboard.event(64, "", KEY_ALT)
    for digit in digits:
        text, key = (digit, ord(digit)) if has_num_lock else ("", 0x01000010)
        code = PAD[keyboard.platform][int(digit)]
        yield from keyboard.key(code, text, key, ALT | KEYPAD)
    yield keyboard.event(64, "", KEY_ALT, is_release=True)


@pytest.mark.parametrize("platform", ["x11", "windows"])
@pytest.mark.parametrize("digits", ["029", "0029", "29"])
@pytest.mark.parametrize("has_num_lock", [True, False])
def test_alt_and_a_number_on_the_key_pad_are_the_character_of_that_number(platform, digits, has_num_lock):
    text = burst_with(lambda k: number(k, digits, has_num_lock=has_num_lock), platform)
    assert text == f"{GS1}\x1d21x"


def test_where_windows_sends_the_character_of_a_number_itself_it_is_one_all_the_same():
    def sent(keyboard):
        yield from number(keyboard, "029")
        yield keyboard.event(0x38, "\x1d", 0)
        yield keyboard.event(0x38, "\x1d", 0, is_release=True)

    assert burst_with(sent, "windows") == f"{GS1}\x1d21x"


@pytest.mark.parametrize("profile", [WIRED, BLUETOOTH], ids=lambda profile: profile.name)
def test_a_reader_that_sends_every_character_as_a_number_is_read_and_types_nothing(profile):
    keyboard = Keyboard("x11", "fr", gap_ms=4)
    strokes = [e for c in "RB123456785GB" for e in number(keyboard, f"{ord(c):04}")]
    strokes += keyboard.key(36, "\r", KEY_RETURN)
    outcomes = through(Wedge(profile, PhysicalKeyboard("x11")), strokes)
    assert reads(outcomes) == ["RB123456785GB"]
    assert {stroke.key for stroke in typed(outcomes)} == {KEY_ALT}


def test_a_short_barcode_of_numbers_is_too_short():
    keyboard = Keyboard("x11", "fr", gap_ms=4)
    strokes = [e for c in "12" for e in number(keyboard, f"{ord(c):04}")]
    strokes += keyboard.key(36, "\r", KEY_RETURN)
    outcomes = through(Wedge(WIRED, PhysicalKeyboard("x11")), strokes)
    (read,) = [outcome.read for outcome in outcomes if isinstance(outcome, Read)]
    assert (read.text, read.flaw) == ("12", "too_short")


# --- strokes that tell no key, or another one ---------------------------------------------------------


def test_strokes_without_a_scan_code_and_with_one_of_no_key_read_as_their_text():
    strokes = [
        KeyStroke(character, ord(character), 0 if place % 2 else 248, 5 * place)
        for place, character in enumerate("RB123456785GB")
    ]
    strokes.append(KeyStroke("\r", KEY_RETURN, 0, 70))
    wedge = Wedge(WIRED, PhysicalKeyboard("x11"))
    assert reads(through(wedge, strokes)) == ["RB123456785GB"]


def test_a_reader_that_uses_altgr_was_set_to_the_benchs_layout():
    """No US keyboard has AltGr: a German reader sends `@` with it."""
    wedge = Wedge(WIRED, PhysicalKeyboard("x11"))
    keyboard = Keyboard("x11", "de")
    strokes = [e for c in "RY12" for e in keyboard.types(c)]
    strokes.append(keyboard.event(108, "", KEY_ALTGR))
    strokes += keyboard.key(24, "@", ord("@"))
    strokes.append(keyboard.event(108, "", KEY_ALTGR, is_release=True))
    strokes += [e for c in "345" for e in keyboard.types(c)]
    strokes += keyboard.key(36, "\r", KEY_RETURN)
    assert reads(through(wedge, strokes)) == ["RZ12@345"]


def test_a_reader_that_makes_up_for_caps_lock_is_believed_where_the_profile_says_so():
    keyboard = Keyboard("x11", "us", caps=True)
    strokes = [e for c in "rb123456785gB" for e in keyboard.types(c)]
    strokes += keyboard.key(36, "\r", KEY_RETURN)
    profile = ReaderProfile(caps_lock="compensated")
    wedge = Wedge(profile, PhysicalKeyboard("x11"))
    assert reads(through(wedge, strokes)) == ["RB123456785Gb"]


# --- input methods ------------------------------------------------------------------------------------


def taken_by_input_method(strokes, platform="x11"):
    """What is left of strokes whose presses an input method took, until it commits them all at the end."""
    left = [stroke for stroke in strokes if stroke.is_release or stroke.key == 0x01000020]
    committed = "".join(stroke.text for stroke in strokes if not stroke.is_release).strip("\r")
    left.insert(-1, KeyStroke(committed, 0, 0, left[-1].timestamp_ms, is_composed=True))
    return left


@pytest.mark.parametrize("platform", ["x11", "macos"])
@pytest.mark.parametrize("layout", ["kr(2set)", "jp(kana)", "us", "se"])
@pytest.mark.parametrize("printed", ["RB123456785GB", "]C100157035381410375177"])
def test_keys_whose_presses_an_input_method_took_are_read_by_their_releases(platform, layout, printed):
    strokes = taken_by_input_method(Keyboard(platform, layout).sends(printed))
    outcomes = through(Wedge(WIRED, PhysicalKeyboard(platform)), strokes)
    assert reads(outcomes) == [printed]
    assert {stroke.key for stroke in typed(outcomes)} <= {0x01000020}


def test_what_a_person_writes_by_an_input_method_comes_back_in_order():
    strokes = taken_by_input_method(Keyboard("x11", "kr(2set)", gap_ms=240).sends("rkskek"))
    outcomes = through(Wedge(WIRED, PhysicalKeyboard("x11")), strokes)
    assert (typed(outcomes), reads(outcomes)) == (strokes, [])


def test_a_key_that_went_down_before_the_reader_began_is_no_part_of_its_read():
    keyboard = Keyboard("x11", "us")
    wedge = Wedge(WIRED, PhysicalKeyboard("x11"))
    held = keyboard.event(53, "x", ord("X"))
    keyboard.now_ms += 900
    strokes = keyboard.sends("RB123456785GB")
    up = KeyStroke("", ord("X"), 53, strokes[8].timestamp_ms, is_release=True)
    outcomes = through(wedge, [held, *strokes[:9], up, *strokes[9:]])
    assert reads(outcomes) == ["RB123456785GB"]
    assert [stroke for stroke in typed(outcomes) if stroke.scan_code == 53] == [held, up]


@pytest.mark.parametrize("up_first", [True, False], ids=["Shift first", "key first"])
def test_a_key_whose_press_was_not_seen_had_the_shift_that_went_down_before_it(up_first):
    """Arabic: Shift and B make two letters, which an input method puts into the field."""
    keyboard = Keyboard("x11", "ara")
    before = list(keyboard.types("R"))
    shift = [keyboard.event(50, "", 0x01000020)]
    composed = KeyStroke("\u0644\u0622", 0, 0, keyboard.now_ms, is_composed=True)
    ups = [
        keyboard.event(50, "", 0x01000020, is_release=True),
        keyboard.event(56, "", 0xFEFB, is_release=True),
    ]
    ups[1] = msgspec.structs.replace(ups[1], timestamp_ms=ups[0].timestamp_ms + 3)
    strokes = [*before, *shift, composed, *(ups if up_first else reversed(ups))]
    keyboard.now_ms += 3
    strokes += keyboard.sends("123456785gb")
    outcomes = through(Wedge(WIRED, PhysicalKeyboard("x11")), strokes)
    assert reads(outcomes) == ["RB123456785gb"]
