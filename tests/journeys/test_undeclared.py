"""A parcel that nobody declared, in the real window: taken in, held, and linked when its data come."""

import random

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from tests.journeys.parcels import parcel
from workstation.contract.messages import Submission
from workstation.domain.event import PHOTOGRAPH, Photograph
from workstation.domain.standing import Standing
from workstation.ui.parts.photograph import MOST_BYTES

SHOWN = "Photograph of the parcel"
"""What is said of the preview where it shows one."""
pytestmark = pytest.mark.journey

KNOWN, UNKNOWN, PLATE = "RB123456785GB", "LX123456785CN", "JJD014600012794402457"
CTRL = Qt.KeyboardModifier.ControlModifier


class Floor:
    """What the officer does with a parcel that nobody declared."""

    def __init__(self, officer):
        self.officer = officer
        self.screen = officer.screens.floor.undeclared.screen

    def is_asked(self):
        """The service, or that it cannot be reached, has been heard."""
        self.officer.waits_until(lambda: "Ctrl+U" in self.officer.says())

    def takes_in(self, *barcodes):
        """The first of the barcodes, the key, the others."""
        first, *others = barcodes
        self.officer.reads(first)
        self.is_asked()
        QTest.keyClick(self.officer.window.windowHandle(), Qt.Key.Key_U, CTRL)
        self.officer.waits_until(self.screen.isVisible)
        for barcode in others:
            self.officer.reads(barcode)

    def kept(self):
        return self.screen._reads.stringList()

    def makes(self):
        """Confirm; comes back when it is open. Its id."""
        self.officer.presses("confirm")
        self.officer.waits_until(lambda: self.officer.open_id() and self.officer.is_at_rest())
        return self.officer.open_id()


@pytest.fixture
def floor(seat, centre):
    centre.put(parcel("C-1", KNOWN))
    officer = seat()
    officer.waits_for_the_parcels(1)
    return Floor(officer)


def test_it_is_taken_in_with_all_its_barcodes_and_held_like_any_other(floor, centre):
    floor.takes_in(UNKNOWN, PLATE, "LOC-CAGE-A")
    assert floor.kept() == ["LX 123 456 785 CN", PLATE]
    made = floor.makes()
    assert "Nobody has declared this parcel." in floor.officer.declaration()
    assert "Recorded: a provisional consignment." in floor.officer.says()
    floor.officer.fills("hold", reason="H01")
    floor.officer.finds("vapes", "40")
    floor.officer.confirms()
    floor.officer.waits_until(lambda: centre.kinds(made) == ["hold"])


def test_its_photograph_reaches_the_service_however_badly_it_compresses(floor, centre):
    floor.takes_in(UNKNOWN)
    noise = random.Random(5).randbytes(1600 * 1200 * 4)
    image = QImage(noise, 1600, 1200, QImage.Format.Format_RGB32).copy()
    floor.screen.photograph_given.emit(image)
    floor.officer.waits_until(lambda: floor.screen.preview.accessibleName() == SHOWN)
    floor.makes()
    floor.officer.waits_until(lambda: photographs_at(centre))
    (photograph,) = photographs_at(centre)
    assert 200_000 < len(photograph.body) <= MOST_BYTES
    assert photograph.body == floor.screen.photograph().body


def test_its_photograph_stands_where_the_scan_image_of_another_would(floor):
    floor.takes_in(UNKNOWN)
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(0x205080)
    floor.screen.photograph_given.emit(image)
    floor.officer.waits_until(lambda: floor.screen.preview.accessibleName() == SHOWN)
    floor.makes()
    floor.officer.waits_until(lambda: len(floor.officer.images) == 1)
    assert floor.officer.screens.image.shown_images() == tuple(floor.officer.images)
    assert "Photographs" in floor.officer.declaration()


def photographs_at(centre):
    """The photographs that the service has."""
    page = centre.store.events(None, 1000)
    found = [msgspec.json.decode(each.submission, type=Submission) for each in page.events]
    texts = [part.text for each in found for part in each.particulars if part.kind == PHOTOGRAPH]
    return [msgspec.json.decode(text, type=Photograph) for text in texts]


def test_it_is_taken_in_while_the_service_is_gone(floor, centre):
    centre.go_away()
    floor.takes_in(UNKNOWN)
    made = floor.makes()
    assert made
    assert floor.officer.number() == "LX 123 456 785 CN"


def test_a_barcode_that_is_known_after_all_opens_its_parcel(floor):
    floor.takes_in(UNKNOWN)
    floor.officer.reads(KNOWN)
    floor.officer.waits_until(lambda: floor.officer.open_id() == "C-1")
    assert not floor.screen.isVisible()
    assert floor.officer.recorded() == 0


def test_nothing_is_decided_by_the_keys_of_a_decision_meanwhile(floor):
    floor.takes_in(UNKNOWN)
    floor.officer.presses("release", "hold", "seize")
    assert floor.screen.isVisible()
    assert floor.officer.recorded() == 0
    floor.officer.presses("escape")
    floor.officer.waits_until(lambda: not floor.screen.isVisible())


def test_it_is_linked_when_its_data_come_and_what_was_decided_counts(floor, centre):
    floor.takes_in(UNKNOWN, PLATE)
    floor.makes()
    floor.officer.fills("hold", reason="H01")
    floor.officer.finds("vapes", "40")
    floor.officer.confirms()
    centre.put(parcel("C-2", UNKNOWN))
    floor.officer.waits_until(lambda: is_held(floor.officer, "C-2"))
    rows = {"RB 123 456 785 GB": "undecided", "LX 123 456 785 CN": "held"}
    floor.officer.waits_until(lambda: floor.officer.queue() == rows)


def is_held(officer, id):
    """Whether the bench has it, and it is held."""
    opened = officer.screens.desk.opening.by_id(id)
    return opened is not None and opened.with_pending.standing is Standing.HELD


def test_a_text_that_two_undeclared_parcels_bear_puts_only_the_one_in_the_hand_that_was_made_of_it(floor):
    shops = "Handle with care"
    floor.takes_in(UNKNOWN, shops)
    first = floor.makes()
    floor.takes_in("RB900069728CN", shops)
    second = floor.makes()
    at_work = floor.officer.screens.inspection
    assert (at_work.open_consignment.id, bool(at_work.open_consignment.at_hand.parcels)) == (second, True)
    at_work.open_id(first)
    assert at_work.open_consignment.at_hand.parcels == ()
    at_work.open_id(second)
    assert at_work.open_consignment.at_hand.parcels == (second,)
