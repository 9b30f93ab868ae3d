"""Scan images at the desk: decoded from the cache, asked for when they are missing, and told why they are."""

import hashlib

import pytest

from tests.imaging.writing import ramp, tiff
from tests.journeys.parcels import image
from workstation.desk.images import ImageDesk
from workstation.domain.problems import Unavailable
from workstation.imaging.pixels import UnreadableImage


class Line:
    """What the line is asked, and what it knows against an image."""

    def __init__(self):
        self.asked, self.faults = [], {}

    def fault_of(self, sha256):
        return self.faults.get(sha256, "")


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def images(desk, line):
    return ImageDesk(desk.cache.reader, line.asked.append, line.fault_of)


def kept(desk, content):
    sha256 = hashlib.sha256(content).hexdigest()
    desk.cache.writer().put_image(sha256, content)
    return sha256


def test_an_image_of_the_cache_comes_as_pixels_of_two_energies(desk, images, line):
    sha256 = kept(desk, image())
    (view,) = images.scan_file(sha256).views
    assert view.is_dual_energy
    assert line.asked == []


def test_a_hash_in_capitals_is_the_same_image(desk, images):
    assert len(images.scan_file(kept(desk, image()).upper()).views) == 1


def test_every_view_of_a_file_comes(desk, images):
    file = images.scan_file(kept(desk, tiff(ramp(), ramp()[:20], ramp()[:10])))
    assert [view.height for view in file.views] == [len(ramp()), 20, 10]


def test_an_image_that_is_not_here_is_asked_for_first(images, line):
    with pytest.raises(Unavailable) as missing:
        images.scan_file("a" * 64)
    assert missing.value.code == "image.not_here"
    assert line.asked == ["a" * 64]


def test_an_image_that_could_not_be_had_says_why(images, line):
    line.faults["a" * 64] = "image.wrong_hash"
    with pytest.raises(Unavailable) as missing:
        images.scan_file("a" * 64)
    assert missing.value.code == "image.wrong_hash"


@pytest.mark.parametrize(
    "content, code", [(b"no image", "unknown_format"), (image()[:4000], "truncated")], ids=["text", "cut"]
)
def test_what_is_no_image_is_unreadable_with_a_code(desk, images, content, code):
    with pytest.raises(UnreadableImage) as unreadable:
        images.scan_file(kept(desk, content))
    assert unreadable.value.code == code


def test_what_the_cache_holds_under_the_name_of_another_is_not_shown(desk, images):
    desk.cache.writer().put_image("b" * 64, image())
    with pytest.raises(UnreadableImage) as unreadable:
        images.scan_file("b" * 64)
    assert unreadable.value.code == "hash"


PHOTO = b"\xff\xd8 the pixels of a parcel"
NAME = hashlib.sha256(PHOTO).hexdigest()


def test_a_photograph_comes_from_the_cache_and_else_from_this_bench_s_ledger(desk, line):
    def made_here(found, sha256):
        return PHOTO if "P-1" in found and sha256 == NAME else None

    images = ImageDesk(desk.cache.reader, line.asked.append, line.fault_of, made_here)
    assert images.photograph(NAME, ("P-1",)) == PHOTO
    with pytest.raises(Unavailable):
        images.photograph(NAME, ("P-2",))
    assert line.asked == [NAME]
    kept(desk, PHOTO)
    assert images.photograph(NAME, ("P-2",)) == PHOTO


def test_what_is_not_the_photograph_that_was_named_is_not_shown(desk, images):
    desk.cache.writer().put_image("b" * 64, PHOTO)
    with pytest.raises(UnreadableImage) as unreadable:
        images.photograph("b" * 64)
    assert unreadable.value.code == "hash"
