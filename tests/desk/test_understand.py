"""Where strokes can be read in several ways the cache decides, else a check digit, and nobody guesses."""

import pytest

from tests.barcode.keyboards import Keyboard
from tests.barcode.reader import through
from tests.journeys.parcels import parcel
from workstation.barcode.keyboard import PhysicalKeyboard
from workstation.barcode.reads import BarcodeRead, typed_read
from workstation.barcode.wedge import Read, Wedge
from workstation.desk.open import Opened, Several
from workstation.desk.understand import BY_OTHER_WAY, Understanding
from workstation.host.settings import WIRED, LabelPrefixes, ReaderProfile

POSTAL = "RB123456785GB"
MRN = "24GB1FR25DIMDJF1M4"


@pytest.fixture
def understanding(desk):
    return Understanding(desk.cache.reader, LabelPrefixes())


def garbled(printed, layout="fr"):
    """A read that came without physical keys, as from a remote desktop."""
    strokes = [stroke for stroke in Keyboard("x11", layout).sends(printed) if stroke.text]
    return BarcodeRead(text="".join(stroke.text for stroke in strokes).strip("\r"))


def read_on(layout, printed, profile=WIRED):
    """A read of a US reader before a bench of this layout."""
    outcomes = through(Wedge(profile, PhysicalKeyboard("x11")), Keyboard("x11", layout).sends(printed))
    return next(outcome.read for outcome in outcomes if isinstance(outcome, Read))


def other_way(read):
    """The same read of a reader that was set to the bench's own layout: the characters are right."""
    return BarcodeRead(text=read.as_typed, as_typed=read.text, tells_keys=True)


# --- what is in the cache -----------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["us", "fr", "de", "ru", "ara"])
def test_a_us_readers_text_by_its_keys_is_left_as_it_is(desk, understanding, layout):
    desk.pulls(parcel("C-1", POSTAL))
    read = read_on(layout, POSTAL)
    assert understanding.of(read) == read


def test_where_the_reader_was_set_to_the_benchs_layout_its_characters_count(desk, understanding):
    desk.pulls(parcel("C-1", POSTAL))
    read = understanding.of(other_way(read_on("fr", POSTAL)))
    assert (read.text, read.through) == (POSTAL, BY_OTHER_WAY)


@pytest.mark.parametrize(
    "layout", ["fr", "cz", "ru", "gr", "ara", "tr(f)", "kr(2set)", "jp(kana)", "tw(zhuyin)"]
)
@pytest.mark.parametrize("number", [POSTAL, "SHIP-2024-77"])
def test_a_garbled_text_is_what_the_cache_knows(desk, understanding, layout, number):
    desk.pulls(parcel("C-1", number))
    raw = garbled(number, layout)
    read = understanding.of(raw)
    assert (read.text.upper(), read.through, read.as_typed) == (number, layout, raw.text)


def test_a_garbled_text_that_can_be_two_known_numbers_is_left_as_it_is(desk, understanding):
    """On a Greek keyboard S and W, with Shift, make the same letter."""
    desk.pulls(parcel("C-1", "S1234567"), parcel("C-2", "W1234567"))
    raw = garbled("S1234567", "gr")
    assert understanding.of(raw) == raw


def test_what_the_cache_knows_as_it_is_goes_before_anything_else(desk, understanding):
    raw = other_way(read_on("fr", POSTAL))
    desk.pulls(parcel("C-1", raw.text), parcel("C-2", POSTAL))
    assert understanding.of(raw) == raw


def test_a_storage_place_read_in_the_other_way_is_one(understanding):
    read = understanding.of(other_way(read_on("fr", "LOC-A12")))
    assert (read.text, read.through) == ("LOC-A12", BY_OTHER_WAY)


def test_two_parcels_that_differ_as_y_and_z_are_offered_both(desk):
    desk.pulls(parcel("C-1", "RY123456785DE"), parcel("C-2", "RZ123456785DE"))
    read = read_on("de", "RY123456785DE")
    answer = desk.opening.by_barcode(read.text, read.as_typed)
    assert isinstance(answer, Several)
    assert {choice.id for choice in answer.choices} == {"C-1", "C-2"}


def test_one_parcel_known_opens_though_its_strokes_can_be_read_in_two_ways(desk):
    desk.pulls(parcel("C-1", "RY123456785DE"))
    read = read_on("de", "RY123456785DE")
    assert isinstance(desk.opening.by_barcode(read.text, read.as_typed), Opened)


# --- what is not ------------------------------------------------------------------------------------------


def test_the_way_with_a_right_check_digit_counts(understanding):
    read = understanding.of(other_way(read_on("de", "25XIKQDYH3A6DLFFL0")))
    assert (read.text, read.through) == ("25XIKQDYH3A6DLFFL0", BY_OTHER_WAY)


def test_a_salad_of_signs_gives_way_to_a_known_form_without_a_check_digit(understanding):
    read = understanding.of(other_way(read_on("fr", "LTN12345678N1")))
    assert (read.text, read.through) == ("LTN12345678N1", BY_OTHER_WAY)


@pytest.mark.parametrize("layout", ["fr", "ru", "gr", "kr(2set)"])
def test_a_garbled_text_is_read_backwards_where_that_gives_a_right_check_digit(understanding, layout):
    read = understanding.of(garbled(POSTAL, layout))
    assert (read.text.upper(), read.through) == (POSTAL, layout)


def test_a_garbled_text_that_proves_nothing_is_left_as_it_is(understanding):
    raw = garbled("RB123456786GB")
    assert understanding.of(raw) == raw


def test_a_misread_number_is_not_repaired_where_the_keys_were_told(understanding):
    """Its Y and Z swapped it would have a right check digit, but this bench knows which keys they were."""
    swapped = garbled("26DE65510937418YE5", "de").text
    told = BarcodeRead(text=swapped, tells_keys=True)
    assert understanding.of(told) == told
    read = understanding.of(BarcodeRead(text=swapped))
    assert (read.text, read.through) == ("26DE65510937418YE5", "de")


def test_of_two_texts_with_right_check_digits_neither_is_taken(understanding):
    swapped = BarcodeRead(text=garbled("25XIKQDYH3A6DLFFL0", "de").text)
    assert understanding.of(swapped) == swapped


@pytest.mark.parametrize(
    "read",
    [
        typed_read("RB&é\"'(-è_(GB", 0),
        BarcodeRead(text="RB&é\"'(-è_(GB", source="serial"),
        BarcodeRead(text="RB&é\"'(-è_(GB", flaw="cut_off"),
        BarcodeRead(text=""),
    ],
    ids=["typed", "serial", "flawed", "empty"],
)
def test_only_what_came_through_a_keyboard_whole_is_understood_in_another_way(desk, understanding, read):
    desk.pulls(parcel("C-1", POSTAL))
    assert understanding.of(read) == read


def test_a_profile_of_the_benchs_own_layout_settles_it(desk, understanding):
    desk.pulls(parcel("C-1", "RZ123456785DE"))
    read = read_on("de", "RY123456785DE", ReaderProfile(layout="host"))
    assert understanding.of(read).text == "RZ123456785DE"
    assert understanding.of(read).through == ""
