"""A reader that is not set up for its bench is told of, and every read goes on as it was understood."""

import pytest

from tests.barcode.keyboards import TABLES
from workstation.barcode.reads import BarcodeRead
from workstation.desk.understand import BY_OTHER_WAY
from workstation.ui.parts.keyboard_words import keyboard_words
from workstation.ui.read_route import ReadRoute
from workstation.ui.understood import understood

GARBLED, POSTAL = "RB&é\"'(-è_(GB", "RB123456785GB"


def repaired(read):
    return BarcodeRead(text=POSTAL, as_typed=read.text, through="fr")


@pytest.fixture
def taken():
    return []


@pytest.fixture
def route(qapp, taken):
    route = ReadRoute(taken.append)
    route.understand_by(repaired)
    return route


def test_a_read_goes_on_as_it_was_understood(route, taken):
    heard: list[BarcodeRead] = []
    route.taken.connect(heard.append)
    route.take(BarcodeRead(text=GARBLED))
    assert [read.text for read in (*taken, *heard)] == [POSTAL, POSTAL]


def test_a_screen_that_needs_reads_as_they_came_has_them_so_until_it_gives_the_reader_back(route, taken):
    borrowed: list[BarcodeRead] = []
    route.borrow(borrowed.append, as_it_came=True)
    route.take(BarcodeRead(text=GARBLED))
    route.give_back(borrowed.append)
    route.take(BarcodeRead(text=GARBLED))
    assert ([read.text for read in borrowed], [read.text for read in taken]) == ([GARBLED], [POSTAL])


@pytest.mark.parametrize(
    "through, words",
    [
        ("fr", "This barcode was read through a French keyboard layout."),
        ("ch(fr)", "This barcode was read through a Swiss keyboard layout."),
        (BY_OTHER_WAY, "The reader and its profile do not agree on the keyboard layout."),
    ],
)
def test_the_officer_is_told_what_is_wrong_with_the_reader(qapp, through, words):
    message = understood(BarcodeRead(text=POSTAL, through=through))
    assert message is not None
    assert message.what == words
    assert POSTAL in message.safe


def test_nothing_is_told_of_a_reader_that_fits_its_bench(qapp):
    assert understood(BarcodeRead(text=POSTAL)) is None


@pytest.mark.parametrize("layout", TABLES)
def test_every_layout_of_the_tables_has_a_name(qapp, layout):
    assert keyboard_words(layout) != layout
