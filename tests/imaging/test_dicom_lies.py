"""A DICOM file that lies, ends early or swells is refused in words, before it costs the memory it claims."""

import struct
import tracemalloc
import zlib

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.dicom_writing import (
    JPEG_2000,
    JPEG_LOSSLESS,
    JPEG_LS,
    RLE,
    by_hand,
    claims,
    data_set,
    element,
    rainbow,
    ramp,
    stored,
    written,
)
from tests.imaging.test_dicom_report import THREAT, place, report, threat
from workstation.imaging.dicom import DicomReader
from workstation.imaging.pixels import UnreadableImage
from workstation.imaging.scan_file import ScanFile

DEFLATED = "1.2.840.10008.1.2.1.99"
PIXELS = 0x7FE00010
ITEM = struct.pack("<HHI", 0xFFFE, 0xE000, 0)
END = struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
UNDEFINED = 0xFFFFFFFF


def read(data: bytes, limit_pixels: int = 1_000_000) -> ScanFile:
    return DicomReader().read(data, limit_pixels)


def refused(data: bytes, limit_pixels: int = 1_000_000) -> UnreadableImage:
    with pytest.raises(UnreadableImage) as caught:
        read(data, limit_pixels)
    sentence = caught.value.sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    return caught.value


def lossless(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.jpeg8_encode(pixels, lossless=True, bitspersample=16))


def jpeg2000(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(pixels, level=0, codecformat="j2k"))


def item(value: bytes) -> bytes:
    return struct.pack("<HHI", 0xFFFE, 0xE000, len(value)) + value


def coded(frame: bytes, *, head: bytes, syntax: str) -> bytes:
    """A file whose header says `head` and whose one frame is `frame`."""
    padded = frame + b"\0" * (len(frame) % 2)
    return by_hand(
        head + element(PIXELS, "OB", item(b"") + item(padded) + END, length=UNDEFINED), syntax=syntax
    )


def costs(data: bytes) -> int:
    """The most bytes that Python held while refusing or reading the file."""
    read(stored(ramp()))  # what is loaded once is not this file's cost
    tracemalloc.start()
    try:
        shown_or_refused(data, 1_000_000)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


# --- headers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head,code",
    [
        (claims(40_000, 40_000), "too_large"),
        (claims(0, 6), "damaged"),
        (claims(4, 6, allocated=32), "unsupported"),
        (claims(4, 6, allocated=1), "unsupported"),
        (claims(4, 6, stored=17), "damaged"),
        (claims(4, 6, x00280102=20), "damaged"),
        (claims(4, 6, x00280102=3), "damaged"),
        (claims(4, 6, x00280002=3), "damaged"),
        (claims(4, 6, x00280008=9), "unsupported"),
        (claims(4, 6, x00280008=2), "truncated"),
        (claims(5, 6), "truncated"),
    ],
)
def test_a_header_that_lies_is_found_out(head, code):
    assert refused(by_hand(head + element(PIXELS, "OW", b"\1" * 48))).code == code


def test_what_is_claimed_is_what_counts():
    assert read(by_hand(claims() + element(PIXELS, "OW", b"\1" * 48))).views[0].size == (6, 4)
    assert read(by_hand(claims() + element(PIXELS, "OW", b"\1" * 60))).views[0].size == (6, 4)


def test_the_limit_can_be_set_by_whoever_has_less_memory():
    grey, coloured = stored(ramp()), stored(rainbow())
    assert read(grey, 60 * 84).views
    assert refused(grey, 60 * 84 - 1).code == "too_large"
    assert read(coloured, 2 * 40 * 56).views
    assert refused(coloured, 2 * 40 * 56 - 2).code == "too_large"


@pytest.mark.parametrize(
    "syntax,frame",
    [(JPEG_LOSSLESS, lossless), (JPEG_LS, imagecodecs.jpegls_encode), (JPEG_2000, jpeg2000)],
    ids=["JPEG", "JPEG-LS", "JPEG 2000"],
)
@pytest.mark.parametrize("head", [claims(60, 80), claims(61, 84), claims(60, 84, allocated=8)])
def test_a_frame_that_is_not_what_the_header_says_is_refused(syntax, frame, head):
    pixels = ramp()
    assert read(coded(bytes(frame(pixels)), head=claims(60, 84), syntax=syntax)).views[0].size == (84, 60)
    assert refused(coded(bytes(frame(pixels)), head=head, syntax=syntax)).code == "damaged"


@pytest.mark.parametrize("syntax", [JPEG_LOSSLESS, JPEG_LS, JPEG_2000, RLE])
def test_bytes_that_are_no_such_frame_are_refused(syntax):
    for frame in (b"", b"\0" * 200, b"\xff\xd8" + b"\xff" * 200, b"\xff\x4f\xff\x51" + b"\0" * 80):
        assert refused(coded(frame, head=claims(60, 84), syntax=syntax)).code in {"damaged", "truncated"}


def test_a_size_that_is_hidden_in_a_jpeg_ls_frame_counts_for_nothing():
    pixels = rainbow(100, 100)
    frame = bytes(imagecodecs.jpegls_encode(pixels))
    at = frame.index(b"SPIFF\0") + 14  # where the width is
    assert frame[at : at + 4] == struct.pack(">I", 100)
    made = data_set(pixels)
    lying = frame[:at] + struct.pack(">I", 65_636) + frame[at + 4 :]
    shown = read(written(made, frames=[lying], syntax=JPEG_LS)).views[0]
    np.testing.assert_array_equal(shown.colour, pixels)

    start = frame.index(b"\xff\xf7")
    (length,) = struct.unpack_from(">H", frame, start + 2)
    twice = frame[:start] + frame[start : start + 2 + length] + frame[start:]
    elsewhere = frame[:start] + b"\xff\xf8\0\x0c\4\4\0\1\0\0\0\1\0\0" + frame[start:]
    for lie in (twice, elsewhere, frame[:start]):
        answer = shown_or_refused(written(made, frames=[lie], syntax=JPEG_LS))
        assert isinstance(answer, UnreadableImage)
        assert answer.code in {"damaged", "truncated"}


def test_pixels_that_are_coded_otherwise_than_the_syntax_says_are_refused():
    assert (
        refused(coded(lossless(ramp()), head=claims(60, 84), syntax="1.2.840.10008.1.2.1")).code == "damaged"
    )
    plain = claims(60, 84) + element(PIXELS, "OW", ramp().tobytes())
    assert refused(by_hand(plain, syntax=JPEG_LOSSLESS)).code == "damaged"
    assert (
        refused(coded(b"\0\0", head=claims(60, 84), syntax="1.2.840.10008.1.2.4.102")).code == "unsupported"
    )


def test_run_lengths_that_lie_are_refused():
    pixels = ramp(bits=8)
    packed = bytes(imagecodecs.packbits_encode(pixels))

    def frame(*offsets: int, count: int = 1, body: bytes = packed) -> bytes:
        head = struct.pack("<16I", count, *offsets, *([0] * (15 - len(offsets))))
        return coded(head + body, head=claims(60, 84, allocated=8), syntax=RLE)

    np.testing.assert_array_equal(read(frame(64)).views[0].energies[0], pixels.astype(int) * 257)
    bomb = b"\x81\0" * 40_000  # each two bytes want to be 128
    for lie in (
        frame(64, count=2),
        frame(63),
        frame(2**32 - 1),
        frame(64, body=packed[:9]),
        frame(64, count=0),
    ):
        assert refused(lie).code in {"damaged", "truncated"}
    assert costs(frame(64, body=bomb)) < 1_000_000


def test_a_second_picture_that_nothing_finds_is_not_guessed():
    one = lossless(ramp())
    halves = [one[:800], one[800:]]
    body = b"".join(item(each + b"\0" * (len(each) % 2)) for each in (*halves, one))
    for table in (b"", struct.pack("<2I", 0, 12), struct.pack("<2I", 8, 0), struct.pack("<3I", 0, 8, 16)):
        pixels = element(PIXELS, "OB", item(table) + body + END, length=UNDEFINED)
        data = by_hand(claims(60, 84, x00280008=2) + pixels, syntax=JPEG_LOSSLESS)
        if table:
            assert refused(data).code == "damaged"
        else:
            assert len(read(data).views) == 2


@pytest.mark.parametrize("words", [(), (256, 0), (256, 0, 17), (300, 0, 16)])
def test_a_table_that_is_incomplete_is_refused(words):
    from pydicom.dataset import Dataset

    table = Dataset()
    table.add_new("LUTDescriptor", "US", list(words))
    table.add_new("LUTData", "US", list(range(256)))
    assert refused(stored(ramp(bits=8), VOILUTSequence=[table])).code == "damaged"


# --- parts --------------------------------------------------------------------------------------------------


def test_a_sequence_without_a_floor_is_refused():
    value = b""
    for _ in range(60):
        value = element(0x40101011, "SQ", item(value))
    assert refused(by_hand(value)).code == "damaged"
    opened = element(0x40101011, "SQ", b"", length=UNDEFINED) + struct.pack("<HHI", 0xFFFE, 0xE000, UNDEFINED)
    assert refused(by_hand(opened * 5000)).code == "damaged"


@pytest.mark.parametrize("form", ["SQ", "UN"])
@pytest.mark.parametrize("tag", [0x40101011, 0x00081140])
def test_a_million_empty_items_cost_no_more_than_they_weigh(tag, form):
    bomb = ITEM * 100_000
    for value in (
        element(tag, form, bomb),
        element(tag, form, bomb + END, length=UNDEFINED),
        element(tag, form, item(element(0x40101038, "SQ", bomb))),
    ):
        whole = by_hand(value + claims() + element(PIXELS, "OW", b"\1" * 48))
        assert costs(whole) < 3 * len(whole)


def test_a_million_elements_cost_no_more_than_they_weigh():
    whole = by_hand(element(0x00081030, "LO", b"") * 100_000)
    assert refused(whole).code == "damaged"
    assert costs(whole) < 3 * len(whole)


def test_a_deflated_file_swells_no_further_than_its_header_says():
    def packed(body: bytes) -> bytes:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        return by_hand(squeeze.compress(body) + squeeze.flush(), syntax=DEFLATED)

    zeros = b"\0" * 60_000_000
    honest = packed(claims() + element(PIXELS, "OW", b"\1" * 48))
    assert read(honest).views[0].size == (6, 4)
    for body in (
        claims() + element(PIXELS, "OW", zeros),
        element(0x00090010, "UN", zeros) + claims(),
        claims() + element(PIXELS, "OW", b"", length=4_000_000_000),
    ):
        assert costs(packed(body)) < 20_000_000
    assert refused(packed(claims(900, 900) + element(PIXELS, "OW", b"\1" * 48))).code == "truncated"
    large = packed(claims(3000, 3000) + element(PIXELS, "OW", zeros[: 3000 * 3000 * 2]))
    assert read(large, 10_000_000).views[0].size == (3000, 3000)
    assert refused(by_hand(b"no deflated data", syntax=DEFLATED)).code == "damaged"


def test_an_image_costs_little_more_than_its_pixels():
    from pydicom.dataset import Dataset

    table = Dataset()
    table.add_new("LUTDescriptor", "US", [4096, 0, 16])
    table.add_new("LUTData", "US", list(range(0, 65536, 16)))
    pixels = np.tile(ramp(600, 800, bits=12), (2, 1))
    plain = stored(pixels, bits=16)
    # Pixels that are stored as they are shown stay where they are.
    assert costs(plain) < pixels.nbytes / 10
    looked_up = stored(pixels, bits=12, VOILUTSequence=[table])
    assert costs(looked_up) < pixels.nbytes + 4_000_000
    assert costs(stored(pixels, bits=12, PhotometricInterpretation="MONOCHROME1")) < 4 * pixels.nbytes


FILES = [
    stored(ramp(12, 10)),
    stored(ramp(12, 10), syntax="1.2.840.10008.1.2"),
    stored(ramp(12, 10), syntax="1.2.840.10008.1.2.2"),
    written(data_set(ramp(12, 10)), frames=[lossless(ramp(12, 10))], syntax=JPEG_LOSSLESS),
    written(data_set(ramp(12, 10)), frames=[bytes(imagecodecs.jpegls_encode(ramp(12, 10)))], syntax=JPEG_LS),
    written(data_set(ramp(12, 10)), frames=[jpeg2000(ramp(12, 10))] , syntax=JPEG_2000),
    report(threat(THREAT, [place(1, 2, 0, 3, 4, 0)])),
]  # fmt: skip


@pytest.mark.parametrize("data", FILES[:6])
def test_a_file_cut_off_anywhere_is_refused_in_words(data):
    whole = read(data).views[0]
    assert whole.size == (10, 12)
    for length in range(132, len(data) - 10):
        fault = shown_or_refused(data[:length])
        assert isinstance(fault, UnreadableImage)
        assert fault.code in {"truncated", "damaged", "no_picture"}


def shown_or_refused(data: bytes, limit_pixels: int = 100_000) -> ScanFile | UnreadableImage:
    """What is in the file, or why not. What decoders raise is a damaged file (imaging/formats.py says it)."""
    try:
        return read(data, limit_pixels)
    except UnreadableImage as refusal:
        return refusal
    except Exception as fault:
        if type(fault).__module__.startswith("imagecodecs"):
            return UnreadableImage("damaged", "The DICOM file is damaged.")
        raise


@settings(max_examples=500, deadline=None)
@given(
    which=st.sampled_from(FILES),
    changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=12),
    cut=st.one_of(st.none(), st.integers(0, 2**20)),
)
def test_no_mutation_of_a_file_does_anything_but_show_or_say_why_not(which, changes, cut):
    data = bytearray(which)
    for at, value in changes:
        data[132 + at % (len(data) - 132)] = value
    answer = shown_or_refused(bytes(data if cut is None else data[: 132 + cut % (len(data) - 131)]))
    if isinstance(answer, ScanFile):
        assert all(view.width * view.height <= 100_000 for view in answer.views)
        assert all(plane.dtype == np.uint16 for view in answer.views for plane in view.energies)


@settings(max_examples=300, deadline=None)
@given(
    syntax=st.sampled_from(
        ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", JPEG_2000, RLE]
    ),
    head=st.sampled_from([b"", claims(), claims(2, 2, allocated=8)]),
    rest=st.binary(max_size=300),
)
def test_no_invented_bytes_do_anything_but_show_or_say_why_not(syntax, head, rest):
    shown_or_refused(by_hand(head + rest, syntax=syntax))
    shown_or_refused(by_hand(head + element(PIXELS, "OB", item(b"") + item(rest) + END, length=UNDEFINED)))


@settings(max_examples=300, deadline=None)
@given(
    tags=st.lists(
        st.tuples(
            st.sampled_from(
                [
                    0x00080005,
                    0x00080016,
                    0x00280030,
                    0x00281050,
                    0x00283010,
                    0x40101011,
                    0x40101037,
                    0x00280008,
                ]
            ),
            st.sampled_from(["CS", "UI", "DS", "IS", "SQ", "UN", "OW", "US", "FL", "ZZ"]),
            st.binary(max_size=40),
        ),
        max_size=6,
    )
)
def test_no_value_of_a_wrong_kind_does_anything_but_be_absent(tags):
    head = b"".join(element(tag, form, value) for tag, form, value in sorted(tags))
    answer = shown_or_refused(by_hand(head + claims() + element(PIXELS, "OW", b"\1" * 48)))
    assert isinstance(answer, ScanFile | UnreadableImage)
