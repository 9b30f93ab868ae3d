"""PNG of every kind that there is, against two independent writers and rows put together by hand."""

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from tests.imaging.refusing import refused, shown_or_refused, spoilt
from tests.imaging.writing import colours, png, ramp
from workstation.imaging.formats import read_scan_file
from workstation.imaging.pixels import ScanPixels, full_scale

PASSES = ((0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1))
"""First row and column, and steps, of the seven passes of an interlaced picture (section 8.2)."""


def only_view(data: bytes, **options) -> ScanPixels:
    (view,) = read_scan_file(data, **options).views
    return view


def by_qt(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def unfiltered(picture: np.ndarray) -> bytes:
    """Rows of big-endian samples, each behind the number of its filter, none."""
    kind = picture.dtype.newbyteorder(">")
    return b"".join(b"\0" + row.astype(kind).tobytes() for row in picture)


def interlaced(picture: np.ndarray) -> bytes:
    parts = (picture[row::down, column::across] for row, column, down, across in PASSES)
    return b"".join(unfiltered(part) for part in parts if part.size)


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("is_interlaced", [False, True])
def test_grey_comes_back_pixel_for_pixel(dtype, is_interlaced):
    picture, bits = ramp(dtype=dtype), np.iinfo(dtype).bits
    rows = interlaced(picture) if is_interlaced else unfiltered(picture)
    view = only_view(png(130, 90, rows, bits=bits, interlaced=is_interlaced))
    np.testing.assert_array_equal(view.energies[0], full_scale(picture, bits))
    assert (view.bits, view.colour) == (bits, None)


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("is_interlaced", [False, True])
@pytest.mark.parametrize("with_transparency", [False, True])
def test_a_coloured_picture_keeps_its_colours(dtype, is_interlaced, with_transparency):
    picture, bits = colours(dtype=dtype), np.iinfo(dtype).bits
    written = np.dstack([picture, ramp(dtype=dtype)]) if with_transparency else picture
    rows = interlaced(written) if is_interlaced else unfiltered(written)
    kind = 6 if with_transparency else 2
    view = only_view(png(130, 90, rows, bits=bits, kind=kind, interlaced=is_interlaced))
    np.testing.assert_array_equal(view.colour, picture >> 8 if bits == 16 else picture)


def test_grey_with_transparency_is_grey():
    view = only_view(bytes(imagecodecs.png_encode(np.dstack([ramp(), ramp()[::-1]]))))
    np.testing.assert_array_equal(view.energies[0], ramp())


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_few_bits_are_stretched_over_the_whole_scale(bits):
    values = np.arange(16).reshape(2, 8) % (1 << bits)
    rows = b"".join(
        b"\0" + bytes(int("".join(f"{value:0{bits}b}" for value in row), 2).to_bytes(bits, "big"))
        for row in values
    )
    view = only_view(png(8, 2, rows, bits=bits))
    np.testing.assert_array_equal(view.energies[0], values * (65535 // ((1 << bits) - 1)))
    assert view.bits == bits


@pytest.mark.parametrize("with_transparency", [False, True])
def test_a_palette_is_looked_up(with_transparency):
    transparency = bytes(range(256)) if with_transparency else b""
    table = np.stack([np.arange(256), 255 - np.arange(256), np.arange(256) // 2], axis=1).astype("uint8")
    view = only_view(
        png(130, 90, unfiltered(ramp(dtype="uint8")), bits=8, kind=3, PLTE=table.tobytes(), tRNS=transparency)
    )
    np.testing.assert_array_equal(view.colour, table[ramp(dtype="uint8")])


def test_what_another_program_wrote_comes_back():
    image = QImage(7, 5, QImage.Format.Format_Indexed8)
    image.setColorTable([0xFF000000 | (index * 0x010203) for index in range(35)])
    for index in range(35):
        image.setPixel(index % 7, index // 7, index)
    view = only_view(by_qt(image))
    expected = np.array([[index, 2 * index, 3 * index] for index in range(35)], "uint8").reshape(5, 7, 3)
    np.testing.assert_array_equal(view.colour, expected)


def test_a_palette_of_greys_is_a_measurement():
    table = np.repeat(np.arange(256, dtype="uint8")[:, None], 3, axis=1)
    view = only_view(png(130, 90, unfiltered(ramp(dtype="uint8")), bits=8, kind=3, PLTE=table.tobytes()))
    assert view.colour is None
    np.testing.assert_array_equal(view.energies[0], full_scale(ramp(dtype="uint8"), 8))


def test_what_it_says_of_itself_is_told():
    rows = unfiltered(ramp(dtype="uint8"))
    assert read_scan_file(png(130, 90, rows, bits=8)).facts == (("interlaced", "no"),)
    file = read_scan_file(png(130, 90, rows, bits=8, kind=3, PLTE=bytes(768)))
    assert file.facts == (("interlaced", "no"), ("palette", "yes"))


def test_a_palette_that_is_missing_is_damage():
    assert refused(png(130, 90, unfiltered(ramp(dtype="uint8")), bits=8, kind=3)).code == "damaged"


def test_a_coloured_picture_may_have_half_the_pixels():
    written = bytes(imagecodecs.png_encode(colours()))
    assert only_view(written, limit_pixels=2 * 130 * 90).colour is not None
    assert refused(written, limit_pixels=2 * 130 * 90 - 1).code == "too_large"


SAMPLES = {
    "colours": bytes(imagecodecs.png_encode(colours(40, 50))),
    "interlaced": png(50, 40, interlaced(ramp(40, 50)), interlaced=True),
    "palette": png(50, 40, unfiltered(ramp(40, 50, "uint8")), bits=8, kind=3, PLTE=bytes(768)),
}


@settings(max_examples=400, deadline=None)
@given(
    which=st.sampled_from(sorted(SAMPLES)),
    changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=6),
    cut=st.one_of(st.none(), st.integers(0, 2**20)),
)
def test_no_mutation_of_a_file_does_anything_but_show_or_say_why_not(which, changes, cut):
    shown_or_refused(spoilt(SAMPLES[which], changes, cut))


@settings(max_examples=300, deadline=None)
@given(
    bits=st.integers(0, 17),
    kind=st.integers(0, 7),
    is_interlaced=st.booleans(),
    size=st.tuples(st.integers(0, 40), st.integers(0, 40)),
    rows=st.binary(max_size=400),
    palette=st.binary(max_size=60),
)
def test_no_header_of_lies_does_anything_but_show_or_say_why_not(
    bits, kind, is_interlaced, size, rows, palette
):
    width, height = size
    shown_or_refused(png(width, height, rows, bits=bits, kind=kind, interlaced=is_interlaced, PLTE=palette))
