"""JPEG exports, against two independent writers; what is cut off or lies is refused in words."""

import tracemalloc

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from tests.imaging.refusing import refused, shown_or_refused, spoilt
from tests.imaging.writing import colours, ramp
from workstation.imaging.formats import read_scan_file
from workstation.imaging.pixels import ScanPixels, full_scale

GREY = bytes(imagecodecs.jpeg8_encode(ramp(dtype="uint8"), level=95))
COLOURED = bytes(imagecodecs.jpeg8_encode(colours(), level=95))


def only_view(data: bytes, **options) -> ScanPixels:
    (view,) = read_scan_file(data, **options).views
    return view


def by_qt(picture: np.ndarray, *, progressive: bool = False) -> bytes:
    height, width = picture.shape[:2]
    form = QImage.Format.Format_RGB888 if picture.ndim == 3 else QImage.Format.Format_Grayscale8
    image = QImage(picture.tobytes(), width, height, picture.strides[0], form)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setQuality(95)
    writer.setProgressiveScanWrite(progressive)
    assert writer.write(image)
    return bytes(buffer.data().data())


def with_size(jpeg: bytes, height: int, width: int) -> bytes:
    """The same with another size in its frame header."""
    at = next(place for place in range(len(jpeg)) if jpeg[place : place + 2] in {b"\xff\xc0", b"\xff\xc3"})
    return jpeg[: at + 5] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + jpeg[at + 9 :]


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


@pytest.mark.parametrize("progressive", [False, True])
def test_a_grey_picture_comes_back_as_its_writer_sees_it(progressive):
    file = read_scan_file(by_qt(ramp(dtype="uint8"), progressive=progressive))
    (view,) = file.views
    assert view.colour is None
    assert abs(view.energies[0] / 257 - ramp(dtype="uint8")).max() < 4
    assert file.facts == (("process", "progressive" if progressive else "sequential"),)


@pytest.mark.parametrize("progressive", [False, True])
def test_a_coloured_picture_keeps_its_colours(progressive):
    view = only_view(by_qt(colours(), progressive=progressive))
    assert view.colour is not None
    assert np.median(abs(view.colour.astype(int) - colours())) <= 2
    assert not view.colour.flags.writeable


def test_twelve_bits_are_stretched_over_the_whole_scale():
    twelve = ramp() >> 4
    view = only_view(bytes(imagecodecs.jpeg8_encode(twelve, level=98, bitspersample=12)))
    assert view.bits == 12
    assert abs(view.energies[0] / 65535 - twelve / 4095).max() < 0.005


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_a_lossless_picture_comes_back_pixel_for_pixel(bits):
    values = (ramp() >> (16 - bits)).astype("uint8" if bits == 8 else "uint16")
    file = read_scan_file(bytes(imagecodecs.jpeg8_encode(values, lossless=True, bitspersample=bits)))
    np.testing.assert_array_equal(file.views[0].energies[0], full_scale(values, bits))
    assert file.views[0].bits == bits
    assert file.facts == (("process", "lossless"),)


def test_what_applications_put_in_is_not_looked_at():
    thumbnail = segment(0xE1, b"Exif\0\0" + GREY[:600]) + segment(0xFE, b"a remark")
    np.testing.assert_array_equal(
        only_view(GREY[:2] + thumbnail + GREY[2:]).energies[0], only_view(GREY).energies[0]
    )


def test_a_picture_without_its_end_is_cut_off():
    for data in (GREY, COLOURED):
        for length in range(3, len(data) - 1, max(1, len(data) // 60)):
            assert refused(data[:length]).code == "truncated"


def test_a_size_that_so_few_bytes_cannot_hold_is_refused_before_anything_is_decoded():
    tracemalloc.start()
    try:
        fault = refused(with_size(GREY, 9000, 13_000))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert fault.code == "truncated"
    assert most < 1_000_000
    lossless = bytes(imagecodecs.jpeg8_encode(ramp(), lossless=True, bitspersample=16))
    assert refused(with_size(lossless, 9000, 13_000)).code == "truncated"


def test_more_pixels_than_may_be_are_refused_from_the_header_alone():
    assert refused(GREY, limit_pixels=130 * 90 - 1).code == "too_large"
    assert refused(COLOURED, limit_pixels=2 * 130 * 90 - 1).code == "too_large"
    assert only_view(COLOURED, limit_pixels=2 * 130 * 90).colour is not None


def without_end(jpeg: bytes) -> bytes:
    return jpeg[: jpeg.rindex(b"\xff\xd9")]


@pytest.mark.parametrize(
    "data,code",
    [
        (b"\xff\xd8\xff\xd9", "damaged"),  # nothing
        (with_size(GREY, 0, 130), "damaged"),
        (GREY[:2] + b"\0" + GREY[3:], "unknown_format"),
        (GREY[:3], "truncated"),
        (GREY[:2] + segment(0xC0, b"\x08\0\x10\0\x10\x01\x01\x11\0") + GREY[2:], "damaged"),  # two sizes
        (GREY[:2] + segment(0xC0, b"\x08\0\x10") + GREY[2:], "damaged"),  # a header that is too short
        (GREY[:2] + segment(0xC9, b"\x08\0\x10\0\x10\x01\x01\x11\0") + GREY[2:], "unsupported"),  # arithmetic
        (GREY[:2] + segment(0xC0, b"\x08\0\x10\0\x10\x04" + 12 * b"\x11") + GREY[2:], "unsupported"),  # CMYK
        (
            without_end(by_qt(ramp(dtype="uint8"), progressive=True)) + 200 * b"\xff\xda" + b"\xff\xd9",
            "damaged",
        ),
    ],
    ids=[
        "nothing",
        "no rows",
        "no JPEG",
        "three bytes",
        "two sizes",
        "short",
        "arithmetic",
        "CMYK",
        "passes",
    ],
)
def test_a_header_that_lies_is_found_out(data, code):
    assert refused(data).code == code


SAMPLES = {
    "grey": GREY,
    "coloured": COLOURED,
    "progressive": by_qt(colours(40, 50), progressive=True),
    "lossless": bytes(imagecodecs.jpeg8_encode(ramp(40, 50), lossless=True, bitspersample=16)),
}


@settings(max_examples=600, deadline=None)
@given(
    which=st.sampled_from(sorted(SAMPLES)),
    changes=st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), max_size=6),
    cut=st.one_of(st.none(), st.integers(0, 2**20)),
)
def test_no_mutation_of_a_file_does_anything_but_show_or_say_why_not(which, changes, cut):
    shown_or_refused(spoilt(SAMPLES[which], changes, cut))
