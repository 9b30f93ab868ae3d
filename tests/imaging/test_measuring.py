"""What is measured is what plain NumPy and plain geometry say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging.measuring import MOST_SAMPLES, length_mm, length_px, profile, region
from workstation.imaging.pixels import ScanPixels

COORDINATES = st.floats(-20, 60, allow_nan=False)
POINTS = st.tuples(COORDINATES, COORDINATES)


def scan(height=30, width=40, *, dual=True, pitch_mm=None, seed=7):
    generator = np.random.default_rng(seed)
    planes = tuple(
        generator.integers(0, 65536, (height, width), dtype=np.uint16) for _ in range(1 + int(dual))
    )
    return ScanPixels(energies=planes, pitch_mm=pitch_mm)


def even(value, height=8, width=8):
    return ScanPixels(energies=(np.full((height, width), value, dtype=np.uint16),))


def middles(pixels):
    """x and y of each pixel's middle."""
    rows, columns = np.mgrid[0 : pixels.height, 0 : pixels.width]
    return columns + 0.5, rows + 0.5


def said_by_numpy(plane, mask):
    chosen = plane[mask].astype(np.float64)
    return chosen.mean(), chosen.std(), chosen.min(), chosen.max(), np.median(chosen)


def as_tuple(spread):
    return spread.mean, spread.deviation, spread.least, spread.most, spread.median


# --- lengths ------------------------------------------------------------------------------------------------


def test_a_length_is_in_pixels_and_in_millimetres_where_the_pitch_is_known():
    assert length_px((1, 1), (4, 5)) == 5
    assert length_mm((1, 1), (4, 5), 0.4) == pytest.approx(2.0)
    assert length_mm((1, 1), (4, 5), None) is None


# --- profiles -----------------------------------------------------------------------------------------------


def test_a_profile_along_a_row_is_the_row_itself():
    pixels = scan()
    line = profile(pixels, (0.5, 10.5), (39.5, 10.5))
    for values, plane in zip(line.energies, pixels.energies, strict=True):
        assert values == pytest.approx(plane[10].astype(float))
    assert line.at == pytest.approx(np.arange(40.0))


def test_between_the_middles_of_pixels_a_profile_is_bilinear():
    plane = np.array([[0, 100], [200, 300]], dtype=np.uint16)
    line = profile(ScanPixels(energies=(plane,)), (0.5, 0.5), (1.5, 1.5))
    assert list(line.energies[0]) == [0, 150, 300]


def test_what_lies_outside_the_image_is_left_out_of_a_profile():
    line = profile(scan(dual=False), (-10, 5.5), (10, 5.5))
    assert line.at.min() == 10
    assert len(line.at) == len(line.energies[0]) == 11
    assert profile(scan(), (-10, -10), (-5, -5)).at.size == 0


def test_a_line_of_no_length_has_the_values_of_its_point():
    line = profile(even(1234), (3, 3), (3, 3))
    assert set(line.energies[0]) == {1234}


def test_a_very_long_line_has_no_more_values_than_anybody_can_see():
    line = profile(even(5, height=2, width=20_000), (0, 1), (20_000, 1))
    assert line.at.size == MOST_SAMPLES
    assert line.at[-1] == 20_000


@given(POINTS, POINTS)
def test_a_profile_stays_within_what_the_image_holds(tail, head):
    pixels = scan(dual=False)
    line = profile(pixels, tail, head)
    values = line.energies[0]
    assert values.size == line.at.size <= math.ceil(length_px(tail, head)) + 2
    if values.size:
        assert values.min() >= pixels.energies[0].min()
        assert values.max() <= pixels.energies[0].max()
        assert np.all(np.diff(line.at) >= 0)


# --- regions ------------------------------------------------------------------------------------------------


@given(POINTS, POINTS)
def test_a_box_has_the_statistics_of_the_pixels_whose_middles_lie_in_it(one, other):
    pixels = scan()
    x, y = middles(pixels)
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    mask = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    found = region(pixels, "box", (one, other))
    if not mask.any():
        assert found is None
        return
    assert found is not None
    assert found.pixels == mask.sum()
    for spread, plane in zip(found.energies, pixels.energies, strict=True):
        assert as_tuple(spread) == pytest.approx(said_by_numpy(plane, mask))


@given(POINTS, POINTS)
def test_an_ellipse_has_the_statistics_of_the_pixels_whose_middles_lie_in_it(one, other):
    pixels = scan(dual=False)
    x, y = middles(pixels)
    across, down = abs(other[0] - one[0]) / 2, abs(other[1] - one[1]) / 2
    if min(across, down) < 0.1:
        return
    mask = ((x - (one[0] + other[0]) / 2) / across) ** 2 + ((y - (one[1] + other[1]) / 2) / down) ** 2 <= 1
    found = region(pixels, "ellipse", (one, other))
    assert (found.pixels if found else 0) == mask.sum()
    if found:
        assert as_tuple(found.energies[0]) == pytest.approx(said_by_numpy(pixels.energies[0], mask))


@given(st.lists(POINTS, min_size=3, max_size=9))
def test_a_polygon_holds_the_pixels_that_even_and_odd_crossings_say(corners):
    pixels = scan(dual=False)
    x, y = middles(pixels)
    mask = np.zeros(x.shape, dtype=bool)
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if y0 != y1:
            between = (y >= min(y0, y1)) & (y < max(y0, y1))
            mask ^= between & (x0 + (y - y0) * ((x1 - x0) / (y1 - y0)) <= x)
    found = region(pixels, "polygon", corners)
    assert (found.pixels if found else 0) == mask.sum()


def test_a_region_higher_than_what_is_taken_at_once_is_counted_whole():
    pixels = even(9, height=700, width=3)
    found = region(pixels, "box", ((0, 0), (3, 700)))
    assert found is not None
    assert found.pixels == 2100
    assert as_tuple(found.energies[0]) == (9, 0, 9, 9, 9)


def test_an_area_is_known_where_the_pitch_is():
    box = ((0.0, 0.0), (10.0, 4.0))
    with_pitch, without = (region(scan(pitch_mm=pitch), "box", box) for pitch in (0.5, None))
    assert with_pitch is not None
    assert without is not None
    assert with_pitch.area_mm2 == pytest.approx(10.0)
    assert without.area_mm2 is None


def test_the_median_of_an_even_count_lies_between_the_two_in_the_middle():
    plane = np.array([[1, 2, 8, 100]], dtype=np.uint16)
    found = region(ScanPixels(energies=(plane,)), "box", ((0, 0), (4, 1)))
    assert found is not None
    assert found.energies[0].median == 5
