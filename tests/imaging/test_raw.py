"""Bare pixels behind their sidecar: every way in which they can lie, and every way in which it can."""

import itertools
import json

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.refusing import refused, shown_or_refused
from tests.imaging.writing import ramp
from workstation.imaging.formats import read_scan_file
from workstation.imaging.pixels import UnreadableImage, full_scale
from workstation.imaging.raw import LONGEST_SIDECAR, MAGIC, joined

SIZE = {"columns": 130, "rows": 90}


def raw(pixels: bytes, **sidecar) -> bytes:
    return joined(json.dumps(SIZE | sidecar, indent=2).encode(), pixels)


def laid(planes: list[np.ndarray], order: str) -> np.ndarray:
    """The energies of one view as a machine writes them."""
    return np.stack(planes, axis={"planes": 0, "rows": 1, "pixels": 2}[order])


@pytest.mark.parametrize("order", ["planes", "rows", "pixels"])
@pytest.mark.parametrize("byte_order", ["little", "big"])
@pytest.mark.parametrize("views", [["top"], ["top", "side"]])
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_views_and_energies_come_back_pixel_for_pixel(order, byte_order, views, bits):
    kind = np.dtype("uint8" if bits == 8 else "uint16")
    high = (ramp() >> (16 - bits)).astype(kind)
    stored = kind.newbyteorder("<" if byte_order == "little" else ">")
    pixels = b"".join(laid([high, high[::-1]], order).astype(stored).tobytes() for _view in views)
    file = read_scan_file(
        raw(
            pixels,
            bits=bits,
            byte_order=byte_order,
            order=order,
            views=views,
            energies_kev=[160, 90],
            pitch_mm=0.8,
        )
    )
    assert [view.view for view in file.views] == views
    for view in file.views:
        np.testing.assert_array_equal(view.energies[0], full_scale(high, bits))
        np.testing.assert_array_equal(view.energies[1], full_scale(high[::-1], bits))
        assert (view.bits, view.pitch_mm, view.energies_kev) == (bits, 0.8, (160.0, 90.0))


def test_the_high_energy_comes_first_whichever_the_machine_writes_first():
    pixels = ramp()[::-1].tobytes() + ramp().tobytes()
    (view,) = read_scan_file(raw(pixels, energies_kev=[90, 160])).views
    np.testing.assert_array_equal(view.energies[0], ramp())


def test_two_energies_need_no_name():
    (view,) = read_scan_file(raw(ramp().tobytes() * 2, energies=2)).views
    assert view.is_dual_energy
    assert view.energies_kev == ()


def test_a_header_of_the_machines_own_is_passed_over():
    (view,) = read_scan_file(raw(b"made by a machine" + ramp().tobytes(), skip_bytes=17)).views
    np.testing.assert_array_equal(view.energies[0], ramp())


def test_eight_bits_in_two_bytes():
    (view,) = read_scan_file(
        raw(ramp(dtype="uint8").astype("<u2").tobytes(), bits=8, bytes_per_value=2)
    ).views
    np.testing.assert_array_equal(view.energies[0], full_scale(ramp(dtype="uint8"), 8))


def test_a_machine_that_counts_what_was_absorbed_is_turned():
    (view,) = read_scan_file(raw((ramp() >> 4).tobytes(), bits=12, open_beam="low")).views
    np.testing.assert_array_equal(view.energies[0], full_scale((4095 - (ramp() >> 4)).astype("uint16"), 12))


def test_fields_of_the_machines_own_are_passed_over():
    file = read_scan_file(raw(ramp().tobytes(), serial_number="4711", operator={"shift": 3}))
    assert (file.format, len(file.views)) == ("raw with sidecar", 1)


def test_fewer_pixels_than_the_sidecar_says_are_cut_off_and_more_are_damage():
    pixels = ramp().tobytes()
    for length in itertools.chain(range(0, len(pixels), 997), [len(pixels) - 1]):
        assert refused(raw(pixels[:length])).code == "truncated"
    assert refused(raw(pixels + b"\0")).code == "damaged"


@pytest.mark.parametrize(
    "lie",
    [
        {"columns": 0},
        {"rows": -4},
        {"columns": 1.5},
        {"bits": 17},
        {"bits": 12, "bytes_per_value": 1},
        {"bytes_per_value": 3},
        {"byte_order": "middle"},
        {"energies": 3},
        {"energies": 1, "energies_kev": [160, 90]},
        {"energies_kev": ["high", "low"]},
        {"order": "spiral"},
        {"views": []},
        {"views": ["a", "b", "c", "d", "e"]},
        {"skip_bytes": -1},
        {"pitch_mm": "fine"},
    ],
    ids=" ".join,
)
def test_a_sidecar_that_makes_no_sense_names_the_field(lie):
    fault = refused(raw(ramp().tobytes(), **lie))
    assert fault.code == "damaged"
    assert any(field in fault.sentence for field in lie)


def test_a_size_beyond_the_limit_is_refused_from_the_sidecar_alone():
    assert refused(raw(b"", columns=2**31, rows=2**31)).code == "too_large"
    two = raw(ramp().tobytes() * 2, views=["top", "side"])
    assert len(read_scan_file(two, limit_pixels=2 * 130 * 90).views) == 2
    assert refused(two, limit_pixels=2 * 130 * 90 - 1).code == "too_large"


@pytest.mark.parametrize("sidecar", [b"", b"columns: 3", b"[1]", b"\xff\xfe", b"[" * 60_000], ids=repr)
def test_what_is_no_sidecar_is_refused(sidecar):
    for data in (MAGIC + sidecar.replace(b"\n", b"") + b"\n" + ramp().tobytes(),):
        assert refused(data).code == "damaged"


def test_a_sidecar_without_an_end_is_cut_off():
    assert refused(MAGIC + b'{"columns": 130').code == "truncated"
    assert refused(MAGIC + b" " * LONGEST_SIDECAR + b" {}\n").code == "truncated"


def test_a_sidecar_of_many_lines_is_put_on_one_in_front_of_its_pixels():
    whole = joined(json.dumps(SIZE, indent=4).encode(), b"\n\0\n")
    first, line, pixels = whole.split(b"\n", 2)
    assert (first, json.loads(line), pixels) == (MAGIC.rstrip(), SIZE, b"\n\0\n")
    for wrong in (b"{", b"\xff", b" " * (LONGEST_SIDECAR + 1), b"[" * 60_000):
        with pytest.raises(UnreadableImage):
            joined(wrong, b"")


@settings(max_examples=300, deadline=None)
@given(
    sidecar=st.dictionaries(
        st.sampled_from(["columns", "rows", "bits", "energies", "order", "views", "skip_bytes", "open_beam"]),
        st.one_of(
            st.integers(-1, 40),
            st.sampled_from(["planes", "rows", "pixels", "low"]),
            st.lists(st.text(), max_size=3),
        ),
    ),
    pixels=st.binary(max_size=200),
)
def test_no_sidecar_does_anything_but_show_or_say_why_not(sidecar, pixels):
    shown_or_refused(MAGIC + msgspec.json.encode(sidecar) + b"\n" + pixels)
