"""A scan image's bytes become pixels, or one sentence that an officer understands."""

import hashlib
import io
import json
import struct
import tracemalloc
import zlib

import imagecodecs
import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.writing import ramp, tiff, tiff_header
from workstation.imaging.formats import known_formats, read_scan_image, register_reader
from workstation.imaging.pixels import ScanPixels, UnreadableImage, full_scale, plain_name
from workstation.imaging.scan_file import ScanFile

DUAL = tiff(ramp(), ramp()[::-1], compression="zlib", predictor=True, rowsperstrip=16)
TILED = tiff(ramp(), ramp()[::-1], compression="zstd", tile=(64, 64))
GREY_PNG = bytes(imagecodecs.png_encode(ramp()))


def unreadable(data: bytes, **options) -> UnreadableImage:
    with pytest.raises(UnreadableImage) as caught:
        read_scan_image(data, **options)
    sentence = caught.value.sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    return caught.value


@pytest.mark.parametrize("byteorder", ["<", ">"])
@pytest.mark.parametrize("bigtiff", [False, True])
@pytest.mark.parametrize(
    "options",
    [
        {"rowsperstrip": 7},
        {"rowsperstrip": 7, "compression": "zlib"},
        {"compression": "zlib", "predictor": True},
        {"compression": "zstd"},
        {"compression": "lzw", "predictor": True},
        {"compression": "packbits"},
        {"tile": (64, 48)},
        {"tile": (32, 32), "compression": "zlib", "predictor": True},
        {"tile": (128, 256), "compression": "zstd", "predictor": True},
    ],
    ids=str,
)
def test_two_energies_come_back_pixel_for_pixel_however_the_machine_stores_them(options, bigtiff, byteorder):
    high, low = ramp(), ramp()[::-1]
    read = read_scan_image(tiff(high, low, bigtiff=bigtiff, byteorder=byteorder, **options))
    assert read.is_dual_energy
    assert read.size == (130, 90)
    np.testing.assert_array_equal(read.energies[0], high)
    np.testing.assert_array_equal(read.energies[1], low)


def test_the_description_says_what_the_machine_measured_and_the_high_energy_comes_first():
    about = {"energies_kev": [60, 110], "pitch_mm": 0.4, "view": "top", "bits": 16}
    read = read_scan_image(tiff(ramp(), ramp()[::-1], description=json.dumps(about)))
    assert read.energies_kev == (110.0, 60.0)
    assert (read.pitch_mm, read.view, read.bits) == (0.4, "top", 16)
    np.testing.assert_array_equal(read.energies[0], ramp()[::-1])


@pytest.mark.parametrize(
    "about",
    ["", "made by a machine", "{", '{"bits": "many"}', '{"pitch_mm": 1e300, "bits": -4}', "[" * 70_000],
)
def test_a_description_that_makes_no_sense_never_hides_the_image(about):
    read = read_scan_image(tiff(ramp(), description=about or None))
    np.testing.assert_array_equal(read.energies[0], ramp())
    assert read.pitch_mm is None


def test_twelve_bits_are_stretched_to_white_and_eight_too():
    twelve = (ramp() >> 4).astype("uint16")
    read = read_scan_image(tiff(twelve, description='{"bits": 12}'))
    assert (read.bits, int(read.energies[0].max()), int(read.energies[0].min())) == (12, 65535, 0)
    eight = read_scan_image(tiff(ramp(dtype="uint8")))
    np.testing.assert_array_equal(eight.energies[0], ramp(dtype="uint8").astype(int) * 257)
    assert eight.bits == 8


def test_a_file_that_claims_fewer_bits_than_it_holds_is_taken_at_its_values():
    read = read_scan_image(tiff(ramp(), description='{"bits": 12}'))
    np.testing.assert_array_equal(read.energies[0], ramp())


def test_white_is_zero_files_are_turned_so_that_the_open_beam_is_bright():
    read = read_scan_image(tiff(ramp(), photometric="miniswhite"))
    np.testing.assert_array_equal(read.energies[0], 65535 - ramp())


def test_a_thumbnail_is_not_taken_for_an_energy():
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as writer:
        writer.write(ramp(), metadata=None)
        writer.write(ramp(9, 13), subfiletype=1, metadata=None)
    assert not read_scan_image(out.getvalue()).is_dual_energy


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_grey_png_comes_back_pixel_for_pixel(dtype):
    read = read_scan_image(bytes(imagecodecs.png_encode(ramp(dtype=dtype))))
    np.testing.assert_array_equal(
        read.energies[0], full_scale(ramp(dtype=dtype), 8 if dtype == "uint8" else 16)
    )
    assert read.bits == np.iinfo(dtype).bits


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("channels", [3, 4])
def test_a_colour_png_is_read_as_its_brightness(dtype, channels):
    most = np.iinfo(dtype).max
    colours = np.zeros((4, 3, channels), dtype)
    colours[0, :, :3], colours[1, :, 0], colours[2, :, 1], colours[3, :, 2] = most, most, most, most
    rows = read_scan_image(bytes(imagecodecs.png_encode(colours))).energies[0][:, 0] / 65535
    assert rows == pytest.approx([1.0, 0.299, 0.587, 0.114], abs=0.003)


def test_pixels_cannot_be_changed_by_whoever_shows_them():
    read = read_scan_image(DUAL)
    assert not any(plane.flags.writeable for plane in read.energies)
    assert all(plane.flags.c_contiguous for plane in read.energies)


def test_an_image_is_shown_only_if_it_is_the_one_announced():
    announced = hashlib.sha256(DUAL).hexdigest()
    assert read_scan_image(DUAL, sha256=announced.upper()).is_dual_energy
    for other in (DUAL + b"x", GREY_PNG, b""):
        assert unreadable(other, sha256=announced).code == "hash"
    assert unreadable(DUAL, sha256="not even hexadecimal ü").code == "hash"


@pytest.mark.parametrize("data", [b"<html>sign in</html>", b"GIF89a", b"\xff\xd8", b"II", b"\0" * 5000])
def test_what_is_not_a_scan_image_is_said_to_be_none(data):
    fault = unreadable(data)
    assert fault.code == "unknown_format"
    assert "TIFF, PNG" in fault.sentence


def test_an_empty_file_is_called_empty():
    assert unreadable(b"").code == "empty"


def png_header(width: int, height: int, rest: bytes = b"", bits: int = 16, colour: int = 0) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rest) + chunk(b"IEND", b"")


def test_a_billion_claimed_pixels_are_refused_from_the_header_alone():
    for lying in (
        tiff_header(100_000, 10_000),
        png_header(100_000, 10_000),
        tiff_header(2**32 - 1, 2**32 - 1),
    ):
        fault = unreadable(lying)
        assert fault.code == "too_large"
        assert "120 million" in fault.sentence


def test_the_limit_can_be_set_by_whoever_has_less_memory():
    assert read_scan_image(DUAL, limit_pixels=130 * 90).is_dual_energy
    assert unreadable(DUAL, limit_pixels=130 * 90 - 1).code == "too_large"


@pytest.mark.parametrize(
    "lying,code",
    [
        (tiff_header(0, 10), "damaged"),
        (tiff_header(10, 10), "truncated"),  # eight bytes for two hundred
        (tiff_header(2, 2, _273=900), "truncated"),
        (tiff_header(2, 2, _258=32), "unsupported"),
        (tiff_header(2, 2, _277=3), "unsupported"),
        (tiff_header(2, 2, _259=6), "unsupported"),  # JPEG of the old kind
        (tiff_header(2, 2, _259=7), "unsupported"),  # JPEG of 16 bits
        (tiff_header(2, 2, _258=8, _259=7), "damaged"),  # eight bytes that are no JPEG
        (tiff_header(2, 2, _278=1), "damaged"),  # two strips, one place
        (tiff_header(2, 2, _322=60_000, _323=60_000, _324=8, _325=8), "damaged"),  # 7 GB of tile
        (png_header(10, 10, zlib.compress(b"")), "damaged"),
        (png_header(2, 2, bits=3), "damaged"),
        (png_header(2, 2, bits=16, colour=3), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_header_that_lies_is_found_out(lying, code):
    assert unreadable(lying).code == code


def test_a_small_deflate_strip_cannot_grow_beyond_what_its_page_claims():
    bomb = zlib.compress(b"\0" * 50_000_000, 9)
    page = tiff_header(2, 2, bomb, _259=8)
    tracemalloc.start()
    try:
        read = read_scan_image(page)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert read.size == (2, 2)
    assert most < 1_000_000


def test_a_page_chain_that_bites_its_own_tail_ends():
    looped = bytearray(tiff_header(2, 2))
    looped[-4:] = struct.pack("<I", 16)
    assert read_scan_image(bytes(looped)).size == (2, 2)


def test_more_pictures_than_energies_and_views_are_refused():
    assert unreadable(tiff(*[ramp()] * 5)).code == "unsupported"


def test_two_energies_of_different_size_are_refused():
    described = json.dumps({"energies_kev": [160, 90]})
    assert unreadable(tiff(ramp(), ramp(80, 130), description=described)).code == "damaged"


@pytest.mark.parametrize("data", [DUAL, TILED, GREY_PNG], ids=["strips", "tiles", "png"])
def test_a_file_cut_off_anywhere_is_refused_in_words(data):
    for length in range(4, len(data) - 1, max(1, len(data) // 60)):
        assert unreadable(data[:length]).code in {"truncated", "damaged", "unknown_format"}


def test_a_png_with_one_flipped_bit_is_not_shown():
    spoilt = bytearray(GREY_PNG)
    spoilt[len(spoilt) // 2] ^= 1
    assert unreadable(bytes(spoilt)).code in {"damaged", "truncated"}


def shown_or_refused(data: bytes) -> ScanPixels | None:
    """The pixels, or None after a sentence; whatever else is raised fails the test."""
    try:
        return read_scan_image(data, limit_pixels=1_000_000)
    except UnreadableImage as refusal:
        if not refusal.sentence.endswith("."):
            raise
        return None


@settings(max_examples=400, deadline=None)
@given(
    which=st.sampled_from([DUAL, TILED, GREY_PNG, tiff_header(2, 2), tiff(ramp(9, 9), bigtiff=True)]),
    changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=12),
    near_the_directory=st.booleans(),
    cut=st.one_of(st.none(), st.integers(0, 2**20)),
)
def test_no_mutation_of_a_file_does_anything_but_show_or_say_why_not(which, changes, near_the_directory, cut):
    data = bytearray(which)
    start = len(data) - 400 if near_the_directory and len(data) > 400 else 0
    for at, value in changes:
        data[start + at % (len(data) - start)] = value
    whole = bytes(data if cut is None else data[: cut % (len(data) + 1)])
    read = shown_or_refused(whole)
    if read is not None:
        assert read.width * read.height <= 1_000_000
        assert all(plane.dtype == np.uint16 for plane in read.energies)


@settings(max_examples=200, deadline=None)
@given(
    magic=st.sampled_from([b"II*\0", b"MM\0*", b"II+\0", b"\x89PNG\r\n\x1a\n", b""]),
    rest=st.binary(max_size=300),
)
def test_no_invented_bytes_do_anything_but_show_or_say_why_not(magic, rest):
    read = shown_or_refused(magic + rest)
    assert read is None or read.energies


class CountedReader:
    """A format that a plug-in brings: one byte of grey after a magic word."""

    name = "counted"

    def recognises(self, data: bytes) -> bool:
        return data.startswith(b"COUNTED")

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        plane = full_scale(np.frombuffer(data[7:8], np.uint8).reshape(1, 1), 8)
        return ScanFile(format=self.name, views=(ScanPixels(energies=(plane,), bits=8),))


def test_another_format_can_be_added_and_its_faults_stay_inside(monkeypatch):
    monkeypatch.setattr("workstation.imaging.formats._readers", [])
    register_reader(CountedReader())
    register_reader(CountedReader())
    assert known_formats() == ("counted",)
    assert read_scan_image(b"COUNTED\xff").energies[0][0, 0] == 65535
    assert unreadable(b"COUNTED").code == "damaged"


def test_a_views_name_from_outside_is_one_short_plain_line():
    assert plain_name("top\u202e\x07 of\nbelt") == "top of belt"
    assert len(plain_name("x" * 5000)) == 40
