"""LZW data is looked through before a decoder that trusts it."""

import itertools
import subprocess
import sys

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.refusing import refused
from tests.imaging.writing import ramp, tiff_header
from workstation.imaging.formats import read_scan_file
from workstation.imaging.pixels import UnreadableImage
from workstation.imaging.tiff_lzw import check_lzw

CLEAR, END = 256, 257


def walked(data: bytes) -> list[tuple[int, int]]:
    """Each code with its width, one after the other as the standard has it: the plain way."""
    lowest_first = data[0] == 0 and data[1] & 1
    whole, bits = int.from_bytes(data, "little" if lowest_first else "big"), 8 * len(data)
    at, width, entries, is_first, found = 0, 9, 258, False, []
    while at + width <= bits:
        shift = at if lowest_first else bits - at - width
        code = whole >> shift & ((1 << width) - 1)
        at += width
        found.append((code, width))
        if code == END:
            break
        if code == CLEAR:
            width, entries, is_first = 9, 258, True
            continue
        entries += 0 if is_first else 1
        is_first = False
        width = 9 + sum(entries >= edge - (0 if lowest_first else 1) for edge in (512, 1024, 2048))
    return found


def packed(codes: list[int], lowest_first: bool = False) -> bytes:
    """These codes with the widths that a reader expects."""
    whole, at, width, entries, is_first = 0, 0, 9, 258, True
    pieces = []
    for code in codes:
        pieces.append((code, width))
        if code == CLEAR:
            width, entries, is_first = 9, 258, True
            continue
        entries += 0 if is_first else 1
        is_first = False
        width = 9 + sum(entries >= edge - (0 if lowest_first else 1) for edge in (512, 1024, 2048))
    for code, wide in pieces:
        whole = whole | (code << at) if lowest_first else whole << wide | code
        at += wide
    size = -(-at // 8)
    return whole.to_bytes(size, "little") if lowest_first else (whole << 8 * size - at).to_bytes(size, "big")


def begins_wrong(data: bytes) -> bool:
    """Whether any table begins with what is no byte, by the plain way."""
    codes = [code for code, _width in walked(data)]
    before = itertools.pairwise(codes)
    return any(one == CLEAR and following > END for one, following in before)


@pytest.mark.parametrize("lowest_first", [False, True])
@pytest.mark.parametrize("table", [1, 60, 300, 1000, 3000])
@pytest.mark.parametrize("is_wrong", [False, True])
def test_the_first_code_of_each_table_is_looked_at(lowest_first, table, is_wrong):
    bytes_of = [code % 256 for code in range(table)]
    codes = [CLEAR, 1, *bytes_of, CLEAR, *bytes_of, CLEAR, 258 if is_wrong else 7, *bytes_of, END]
    data = packed(codes, lowest_first)
    assert [code for code, _width in walked(data)] == codes
    if is_wrong:
        with pytest.raises(UnreadableImage) as caught:
            check_lzw(data)
        assert caught.value.code == "damaged"
    else:
        check_lzw(data)


@pytest.mark.parametrize("length", range(4858, 4868))
def test_a_table_as_long_as_the_decoder_has_is_looked_at_to_its_end(length):
    page = tiff_header(100, 50, packed([CLEAR, *[1] * length, CLEAR, 400, 401]), _258=8, _259=5)
    assert refused(page).code in {"damaged", "truncated"}
    if length <= 4863:
        with pytest.raises(UnreadableImage):
            check_lzw(packed([CLEAR, *[1] * length, CLEAR, 400, 401]))


@pytest.mark.parametrize("most", [2, 40, 256])
def test_what_a_writer_writes_passes(most):
    values = np.random.default_rng(most).integers(0, most, 60_000, dtype=np.uint8).tobytes()
    data = bytes(imagecodecs.lzw_encode(values))
    assert not begins_wrong(data)
    check_lzw(data)
    check_lzw(data[:-3])


def test_a_code_that_no_table_has_does_not_end_the_program():
    """In a process of its own: without the look it ends there."""
    data = packed([CLEAR, 308, 258, 32, 0, 65, 259, 310, *range(200)])
    page = tiff_header(100, 50, data, _258=8, _259=5)
    assert refused(page).code == "damaged"
    program = (
        "import sys; from workstation.imaging.formats import read_scan_file\n"
        "for _ in range(50):\n"
        "    try: read_scan_file(sys.stdin.buffer.read() if _ == 0 else page)\n"
        "    except Exception: page = b''"
    )
    ended = subprocess.run([sys.executable, "-c", program], input=page, capture_output=True, check=False)
    assert ended.returncode == 0


def test_clearing_all_the_time_is_refused():
    assert refused(tiff_header(100, 50, packed([CLEAR, 1] * 20_000), _258=8, _259=5)).code == "damaged"
    few = ramp(2, 4, "uint8").ravel().tolist()
    often = packed([code for value in few for code in (CLEAR, value)] + [END])
    (view,) = read_scan_file(tiff_header(4, 2, often, _258=8, _259=5)).views
    np.testing.assert_array_equal(view.energies[0] // 257, ramp(2, 4, "uint8"))


@pytest.mark.parametrize("data", [b"", b"\x80", b"\x80\x00", b"\x80\x00\x00"], ids=repr)
def test_what_is_too_short_is_refused_or_left_to_the_decoder(data):
    if len(data) < 2:
        with pytest.raises(UnreadableImage):
            check_lzw(data)
    else:
        check_lzw(data)


@settings(max_examples=300, deadline=None)
@given(
    values=st.binary(max_size=3000),
    changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=5),
    lowest_first=st.booleans(),
)
def test_it_sees_what_the_plain_way_sees(values, changes, lowest_first):
    data = bytearray(imagecodecs.lzw_encode(values or b"\0"))
    if lowest_first:
        data[:2] = b"\x00\x01"
    for at, value in changes:
        if at % len(data) > 1:
            data[at % len(data)] = value
    seen = False
    try:
        check_lzw(bytes(data))
    except UnreadableImage:
        seen = True
    assert seen == begins_wrong(bytes(data))
