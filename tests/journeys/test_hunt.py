"""A hunt in the real window: the reader as keys, finds on the disk and at the service, others heard."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.parcels import parcel
from workstation.contract.messages import Submission
from workstation.desk.read_answer import ReadAnswer
from workstation.domain.consignment import Identifier, Parcel
from workstation.domain.sighting import MISSING, PRESENTED

pytestmark = pytest.mark.journey

FIRST, SECOND, THIRD, GREEN = "RB123456785GB", "RR473124829CZ", "CP123456785DE", "RA123456785GB"
PLATE = "JJD014600012794402457"
CTRL = Qt.KeyboardModifier.ControlModifier


def expected(id, barcode, *more, **changes):
    """A parcel that nobody has seen yet."""
    own = tuple(Identifier(value=each, belongs_to="parcel", of="P-1") for each in (barcode, *more))
    return parcel(id, barcode, identifiers=own, parcels=(Parcel(id="P-1", presence="expected"),), **changes)


class Hunt:
    """What the officer sees and does in a hunt."""

    def __init__(self, officer):
        self.officer = officer
        self.hunting = officer.screens.floor.hunting

    def begins(self):
        QTest.keyClick(self.officer.window.windowHandle(), Qt.Key.Key_H, CTRL)
        self.officer.waits_until(lambda: self.hunting.is_on and self.officer.is_at_rest())
        return self

    def reads(self, *barcodes):
        for barcode in barcodes:
            self.officer.reads(barcode)
            self.officer.waits_until(self.officer.is_at_rest)
        return self.headline()

    def headline(self):
        return self.hunting.screen.face.told.headline

    def lines(self):
        return self.hunting.screen.face.told.lines

    def head(self):
        return self.hunting.screen.face._head

    def presses(self, key):
        QTest.keyClick(self.officer.window.windowHandle(), key)
        self.officer.waits_until(self.officer.is_at_rest)


@pytest.fixture
def hunt(seat, centre):
    centre.put(expected("C-1", FIRST, PLATE), expected("C-2", SECOND), expected("C-3", THIRD))
    officer = seat()
    officer.waits_for_the_parcels(3)
    return Hunt(officer).begins()


def notes_at(centre):
    """What the service has heard of parcels: kind, consignment, place."""
    page = centre.store.events(None, 1000)
    events = [msgspec.json.decode(each.submission, type=Submission).event for each in page.events]
    return [(each.kind, each.consignment, each.place) for each in events if each.kind in (PRESENTED, MISSING)]


def test_parcel_after_parcel_is_read_and_the_finds_go_to_the_service(hunt, centre):
    assert hunt.reads("LOC-B-07", FIRST) == "WANTED"
    assert hunt.reads(PLATE) == "FOUND ALREADY"
    assert "by you, bench BENCH-4, place LOC-B-07" in hunt.lines()[0]
    assert hunt.reads(SECOND) == "WANTED"
    assert hunt.head() == "2 of 3 found · place LOC-B-07"
    hunt.officer.waits_until(
        lambda: notes_at(centre) == [(PRESENTED, "C-1", "LOC-B-07"), (PRESENTED, "C-2", "LOC-B-07")]
    )
    hunt.presses(Qt.Key.Key_M)
    hunt.officer.waits_until(lambda: notes_at(centre)[-1:] == [(MISSING, "C-3", "")])
    hunt.presses(Qt.Key.Key_Escape)
    assert "2 of 3 found, 1 missing" in hunt.officer.says()


def test_nothing_else_opens_and_no_key_decides_meanwhile(hunt):
    officer = hunt.officer
    hunt.reads(FIRST)
    officer.presses("release", "hold", "seize", "delivery", "next")
    assert officer.open_id() == ""
    assert officer.recorded() == 0
    assert hunt.hunting.is_on
    hunt.presses(Qt.Key.Key_Escape)
    officer.opens(FIRST)
    assert officer.open_id() == "C-1"


def test_what_was_open_is_put_away_when_a_hunt_begins(hunt):
    officer = hunt.officer
    hunt.presses(Qt.Key.Key_Escape)
    officer.opens(FIRST)
    officer.fills("hold", reason="H01")
    hunt.begins()
    assert officer.open_id() == ""
    hunt.presses(Qt.Key.Key_Escape)
    officer.presses("release")
    assert officer.recorded() == 0


def test_the_finds_stay_found_when_the_bench_is_begun_again(hunt, seat):
    hunt.reads("LOC-B-07", FIRST)
    again = Hunt(seat()).begins()
    assert again.head() == "1 of 3 found"
    assert again.reads(FIRST) == "FOUND ALREADY"
    assert again.reads(SECOND) == "WANTED"


def test_what_another_bench_found_is_heard_during_the_hunt(hunt, centre, clock):
    seen = Parcel(
        id="P-1",
        presence="presented",
        location="LOC-2",
        seen_at=clock.now(),
        seen_by="officer-b",
        seen_bench="BENCH-9",
    )
    own = (Identifier(value=THIRD, belongs_to="parcel", of="P-1"),)
    centre.put(parcel("C-3", THIRD, identifiers=own, parcels=(seen,)))
    hunt.officer.waits_until(lambda: hunt.head() == "1 of 3 found")
    assert hunt.reads(THIRD) == "FOUND ALREADY"
    assert "by officer-b, bench BENCH-9, place LOC-2" in hunt.lines()[0]


def test_a_burst_of_five_while_the_service_is_gone_is_answered_in_order(hunt, centre):
    centre.go_away()
    officer = hunt.officer
    told: list[ReadAnswer] = []
    officer.screens.reading.route.answered.connect(told.append)
    labels = (FIRST, GREEN, SECOND, PLATE, THIRD)
    for label in labels:
        officer.hands.now_ms += 150
        officer.hands.reader(label)
    assert [answer.raw for answer in told] == list(labels)
    officer.waits_until(officer.is_at_rest)
    assert hunt.head() == "3 of 3 found"
