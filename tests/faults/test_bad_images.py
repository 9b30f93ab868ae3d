"""Scan images that are not what they should be: the officer reads why, and decides without them."""

import hashlib
import struct

import pytest

from tests.fakes.faulty_line import Forward, Reply, Request
from tests.faults.seating import GOOD, goes_on
from tests.journeys import parcels
from tests.journeys.parcels import image_of, parcel
from workstation.domain.consignment import ScanImage
from workstation.ui.screenshot import Screenshot


def tiff_that_claims(width: int, height: int) -> bytes:
    """A TIFF of eight bytes of pixels whose header says that it is so large."""
    values = {256: width, 257: height, 258: 16, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: 8}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in sorted(values.items()))
    head = struct.pack("<2sHI", b"II", 42, 16) + b"\x01" * 8
    return head + struct.pack("<H", len(values)) + entries + struct.pack("<I", 0)


@pytest.fixture
def looks(seat, centre):
    """Opens the parcel with this image; the officer who looks at it."""

    def look(image: ScanImage):
        centre.put(parcel("C-1", GOOD, images=(image,)))
        officer = seat()
        officer.waits_for_the_parcels(1)
        officer.opens(GOOD)
        return officer

    return look


def only_images(reply: Reply):
    """A line that answers so for images, and passes on everything else."""

    def fault(request: Request, forward: Forward) -> bytes:
        return (reply if "/images/" in request.path else forward()).raw()

    return fault


def requests_for_images(centre) -> int:
    return sum("/images/" in request.path for request in centre.line.requests)


def test_an_image_that_is_not_what_its_hash_says_is_not_shown(looks, centre):
    centre.put_image(parcels.image())
    centre.line.always = only_images(Reply(200, b"II*\x00 another image"))
    officer = looks(image_of(parcels.image()))
    officer.waits_until(lambda: "is not the image that was announced" in officer.view())
    assert officer.images == []
    goes_on(officer, centre)
    # Opened again it says so at once, and nothing is fetched in a circle.
    before = requests_for_images(centre)
    officer.opens(GOOD)
    officer.waits_until(lambda: "is not the image that was announced" in officer.view())
    assert requests_for_images(centre) == before


@pytest.mark.parametrize("size", [(100_000, 10_000), (2**32 - 1, 2**32 - 1)])
def test_an_image_that_claims_a_billion_pixels_is_refused_from_its_header(looks, centre, size):
    content = tiff_that_claims(*size)
    centre.put_image(content)
    officer = looks(image_of(content))
    officer.waits_until(lambda: "claims to be larger than any that can be shown" in officer.view())
    goes_on(officer, centre)


@pytest.mark.parametrize(
    "content, words",
    [
        (b"%PDF-1.7 not an image at all", "not an image that can be read here"),
        (b"II*\x00", "damaged|cut off"),
    ],
)
def test_a_file_that_is_no_image_says_so(looks, centre, content, words):
    centre.put_image(content)
    officer = looks(image_of(content))
    officer.waits_until(lambda: any(each in officer.view() for each in words.split("|")))
    goes_on(officer, centre)


def test_an_image_cut_half_way_in_its_file_says_so(looks, centre):
    content = parcels.image()[: len(parcels.image()) // 2]
    centre.put_image(content)
    officer = looks(image_of(content))
    officer.waits_until(lambda: any(w in officer.view() for w in ("cut off", "damaged")))
    goes_on(officer, centre)


def test_an_image_that_the_service_does_not_have_is_asked_for_once_and_said(looks, centre):
    officer = looks(ScanImage(sha256="0" * 64, size_bytes=1_000))
    officer.waits_until(lambda: "does not have this image" in officer.view())
    before = requests_for_images(centre)
    goes_on(officer, centre)
    assert requests_for_images(centre) <= before + 1  # for it was opened once more
    assert "does not have this image" in officer.view()


def test_an_image_that_comes_late_appears_by_itself(looks, centre):
    centre.line.always = only_images(Reply(503, b""))
    officer = looks(image_of(parcels.image()))
    officer.waits_until(lambda: "has not come yet" in officer.view())
    centre.put_image(parcels.image())
    centre.come_back()
    officer.screens.line.wake()
    officer.waits_until(lambda: officer.images == [hashlib.sha256(parcels.image()).hexdigest()])
    goes_on(officer, centre)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_screenshot_of_a_bench_whose_first_image_is_bad_shows_why(
    seat, centre, qtbot, tmp_path, monkeypatch, is_there
):
    monkeypatch.setattr("workstation.ui.screenshot.WAIT_FOR_IMAGE_MS", 500)
    if is_there:
        centre.put_image(parcels.image())
        centre.line.always = only_images(Reply(200, b"II*\x00 another image"))
    centre.put(parcel("C-1", GOOD, images=(image_of(parcels.image()),)))
    officer = seat()
    officer.waits_for_the_queue(1)
    screens, file = officer.screens, tmp_path / "window.png"
    shot = Screenshot(file, officer.window, screens.queue, screens.image, screens.inspection, lambda: True)
    with qtbot.waitSignal(shot.finished, timeout=20_000) as finished:
        shot.start()
    assert finished.args == [0]
    assert file.stat().st_size > 0
    why = "not the image that was announced" if is_there else "does not have this image"
    assert why in officer.view()
