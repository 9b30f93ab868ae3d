"""The next image is ready before it is opened, a missing one says why, and earlier ones stand beside it."""

import hashlib
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.clock import START
from tests.fakes.faulty_line import Forward, Request
from tests.journeys.parcels import image_of, others, parcel
from workstation.domain.consignment import RiskAssessment
from workstation.training.consignments import make

pytestmark = pytest.mark.journey

BARCODES = ("RB123456785GB", "LX473124829NL", "CP123456785DE")


@pytest.fixture(scope="module")
def images():
    """Three X-ray images of training parcels."""
    found = [made.images[0] for made in make(11, 60) if made.images]
    return list(dict.fromkeys(found))[:3]


@pytest.fixture
def put(centre, images):
    """Three parcels with images, the gravest first, and some without; gives the images' names."""
    for body in images:
        centre.put_image(body)
    made = []
    for number, body in enumerate(images, start=1):
        image = replace(image_of(body), acquired=START - timedelta(days=number))
        risk = RiskAssessment(lane="red", score=100 - number)
        made.append(parcel(f"C-{number}", BARCODES[number - 1], images=(image,), risk=risk))
    centre.put(*made, *others())
    return [hashlib.sha256(body).hexdigest() for body in images]


@pytest.fixture
def officer(seat, put):
    sat = seat()
    sat.waits_for_the_parcels(15)
    sat.waits_for_the_queue(15)
    yield sat
    assert sat.dialogs() == []


def viewer(officer):
    return officer.screens.image


def test_the_next_image_is_ready_and_shown_with_its_consignment(officer, put):
    officer.opens(BARCODES[0])
    officer.waits_until(lambda: viewer(officer).loading.ready(put[2]) is not None)
    officer.presses("next")
    assert officer.open_id() == "C-2"
    assert [pane.words for pane in viewer(officer).panes if not pane.isHidden()] == [""]
    officer.waits_until(lambda: put[1] in viewer(officer).shown_images())
    assert viewer(officer).loading.ready(put[0]) is not None


def test_an_image_that_the_line_does_not_bring_says_so_and_comes_when_the_line_is_back(seat, centre, put):
    def without_images(request: Request, forward: Forward) -> bytes:
        return b"" if "/images/" in request.path else forward().raw()

    centre.line.always = without_images
    officer = seat()
    officer.waits_for_the_parcels(15)
    officer.opens(BARCODES[0])
    pane = viewer(officer).panes[0]
    officer.waits_until(lambda: "line to the central service is down" in pane.accessibleDescription())
    assert pane.words == "The image has not come yet."
    centre.line.always = None
    officer.waits_until(lambda: put[0] in viewer(officer).shown_images())


def test_an_earlier_image_of_the_same_goods_stands_beside_and_no_decision_names_it(officer, put):
    officer.opens(BARCODES[0])
    officer.waits_until(lambda: put[0] in viewer(officer).shown_images())
    comparing = officer.screens.images.comparing
    officer.waits_until(lambda: viewer(officer).loading.ready(put[2]) is not None)
    QTest.keyClick(viewer(officer), Qt.Key.Key_L)
    officer.waits_until(lambda: comparing.view.pane.image is not None)
    assert comparing.view.pane.image.sha256 == put[1]
    assert "same HS heading" in comparing.view.heading.text()
    assert viewer(officer).shown_images() == (put[0],)
    officer.presses("next")
    assert not comparing.is_on
