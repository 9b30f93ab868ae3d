"""A threat mixed into a parcel's image: by Beer and Lambert, to the pixel, and nothing else changed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from workstation.imaging.formats import read_scan_image
from workstation.imaging.pixels import ScanPixels
from workstation.imaging.projection import Way, mixed, parcel_in
from workstation.training.xray import Content, draw_alone, draw_parcel


def plane(rows, columns, value=65535):
    return np.full((rows, columns), value, dtype=np.uint16)


def box_of_goods(rows=100, columns=200, energies=2):
    """A parcel of even goods in the middle of the beam."""
    planes = []
    for number in range(energies):
        one = plane(rows, columns)
        one[20:80, 30:170] = 40_000 - 5_000 * number
        planes.append(one)
    return ScanPixels(energies=tuple(planes), pitch_mm=0.5)


def block(rows=20, columns=40, value=30_000, pitch_mm=0.5):
    inside = plane(rows, columns)
    inside[2:-2, 2:-2] = value
    return ScanPixels(energies=(inside, inside // 2), pitch_mm=pitch_mm)


def test_transmissions_multiply_where_it_lies_and_nothing_else_changes():
    parcel, threat = box_of_goods(), block()
    made = laid(parcel, threat, Way(along=0.0, across=1.0))
    left, top = 30, 60
    for before, after, own in zip(parcel.energies, made.pixels.energies, threat.energies, strict=True):
        expected = before.astype(float)
        expected[top : top + 20, left : left + 40] *= own / 65535.0
        assert np.array_equal(after, np.rint(expected).astype(np.uint16))
    assert made.box == (left + 2, top + 2, 36, 16)
    assert (made.pixels.pitch_mm, made.pixels.bits) == (parcel.pitch_mm, parcel.bits)
    assert not made.pixels.energies[0].flags.writeable


def test_the_open_beam_of_a_projection_changes_no_pixel():
    parcel = box_of_goods()
    made = laid(parcel, ScanPixels(energies=(plane(10, 10),), pitch_mm=0.5), Way())
    assert np.array_equal(made.pixels.energies[0], parcel.energies[0])


def laid(parcel, threat, way, **more):
    """Mixed in: there is room for it."""
    made = mixed(parcel, threat, way, **more)
    assert made is not None
    return made


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0, 1.7])
def test_a_thing_is_as_large_in_millimetres_whatever_the_pixels(factor):
    threat = block(rows=12, columns=24, pitch_mm=0.5 * factor)
    made = laid(box_of_goods(), threat, Way())
    _, _, width, height = made.box
    assert abs(width - 20 * factor) <= 2
    assert abs(height - 8 * factor) <= 2


def test_turned_over_it_is_turned_over():
    threat = block()
    lopsided = threat.energies[0].copy()
    lopsided[2, 2] = 1
    parcel = box_of_goods()
    made = laid(
        parcel, ScanPixels(energies=(lopsided,), pitch_mm=0.5), Way(0, 0, mirrored=True, upside_down=True)
    )
    dark = np.argwhere(made.pixels.energies[0] == made.pixels.energies[0].min())
    assert dark.tolist() == [[20 + 20 - 3, 30 + 40 - 3]]


@pytest.mark.parametrize(
    "parcel, threat",
    [
        (replace(box_of_goods(), pitch_mm=None), block()),
        (box_of_goods(), replace(block(), pitch_mm=None)),
        (replace(box_of_goods(), colour=np.zeros((100, 200, 3), dtype=np.uint8)), block()),
        (ScanPixels(energies=(plane(50, 50),), pitch_mm=0.5), block()),
        (box_of_goods(), block(columns=150)),
        (box_of_goods(), block(rows=70)),
    ],
    ids=["no pitch", "no pitch of its own", "coloured", "empty belt", "too long", "too wide"],
)
def test_where_it_cannot_be_done_truthfully_it_is_not_done(parcel, threat):
    assert mixed(parcel, threat, Way()) is None


def test_a_view_in_which_it_need_not_fit_has_it_over_its_middle():
    made = laid(box_of_goods(), block(rows=70), Way(across=0.0), must_fit=False)
    _, top, _, height = made.box
    assert (top, height) == (50 - 35 + 2, 66)
    assert mixed(box_of_goods(), block(rows=101), Way(), must_fit=False) is None


def test_one_energy_takes_the_first():
    parcel, threat = box_of_goods(energies=1), block()
    made = laid(parcel, threat, Way())
    assert len(made.pixels.energies) == 1
    alone = ScanPixels(energies=threat.energies[:1], pitch_mm=0.5)
    again = laid(box_of_goods(), alone, Way())
    assert len(again.pixels.energies) == 2


@given(
    st.integers(1, 60),
    st.integers(1, 90),
    st.floats(0.05, 3.0),
    st.floats(0, 1),
    st.floats(0, 1),
    st.booleans(),
)
def test_it_only_ever_darkens_and_only_inside_the_image(rows, columns, pitch, along, across, must_fit):
    parcel = box_of_goods()
    threat = ScanPixels(energies=(plane(rows, columns, 20_000),), pitch_mm=pitch)
    made = mixed(parcel, threat, Way(along, across), must_fit=must_fit)
    if made is None:
        return
    for before, after in zip(parcel.energies, made.pixels.energies, strict=True):
        assert (after <= before).all()
    left, top, width, height = made.box
    assert 0 <= left <= left + width <= parcel.width
    assert 0 <= top <= top + height <= parcel.height
    changed = np.argwhere(made.pixels.energies[0] != parcel.energies[0])
    if changed.size:
        assert changed.min(axis=0).tolist() >= [top, left]


def test_a_drawn_threat_lies_over_the_same_columns_in_both_views_of_a_drawn_parcel():
    views = draw_parcel(5, [Content("clothing", 2)], size_mm=(350, 250, 120), views=("top", "side"))
    threats = {view.name: read_scan_image(view.tiff) for view in draw_alone(1, "pistol", pitch_mm=0.5)}
    spans = []
    for view in views:
        parcel = read_scan_image(view.tiff)
        made = laid(parcel, threats[view.name], Way(0.3, 0.7), must_fit=False)
        left, top, width, height = made.box
        inside = made.pixels.energies[0][top : top + height, left : left + width]
        assert inside.min() < 0.5 * parcel.energies[0][top : top + height, left : left + width].min()
        spans.append((left, left + width))
    assert abs(spans[0][0] - spans[1][0]) <= 25
    assert abs(spans[0][1] - spans[1][1]) <= 25


def test_what_lies_in_the_beam_is_found_and_a_cable_beside_it_is_not():
    parcel = box_of_goods()
    with_cable = parcel.energies[0].copy()
    with_cable[50, :30] = 10_000
    assert parcel_in(parcel) == (30, 20, 140, 60)
    assert parcel_in(ScanPixels(energies=(with_cable,))) == (30, 20, 140, 60)
