"""What reaches the screen is what was measured: the pixels themselves, the nearest, or their exact blend."""

import functools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.imaging.pixels import ScanPixels, full_scale
from workstation.imaging.pyramid import Level, Pyramid, build_pyramid
from workstation.imaging.sampling import Sampler, Viewport, bands, sample

SIZE = (61, 83)


@functools.cache
def an_image(kind: str, size: tuple[int, int] = SIZE, smallest_edge: int = 8) -> Pyramid:
    random = np.random.default_rng(3)
    high, low = (full_scale(random.integers(0, 65536, size, dtype=np.uint16), 16) for _ in range(2))
    colour = random.integers(0, 256, (*size, 3), dtype=np.uint8)
    made = {
        "grey": ScanPixels(energies=(high,)),
        "dual": ScanPixels(energies=(high, low)),
        "coloured": ScanPixels(energies=(high,), colour=colour),
    }
    return build_pyramid(made[kind], smallest_edge=smallest_edge)


def nearest_of(plane: np.ndarray, level: Level, viewport: Viewport) -> np.ndarray:
    """Word for word: the level's pixel in which the middle of each of the screen's pixels lies."""
    unit = 2**level.halvings
    out = np.empty((viewport.rows, viewport.columns, *plane.shape[2:]), plane.dtype)
    for row in range(viewport.rows):
        for column in range(viewport.columns):
            y = viewport.y / unit + (row + 0.5) * (viewport.height / unit / viewport.rows)
            x = viewport.x / unit + (column + 0.5) * (viewport.width / unit / viewport.columns)
            out[row, column] = plane[
                min(max(math.floor(y + 1e-6), 0), level.height - 1),
                min(max(math.floor(x + 1e-6), 0), level.width - 1),
            ]
    return out


def place_of(start: float, extent: float, count: int, at: int, unit: int, most: int) -> tuple[int, int, int]:
    middle = start / unit + (at + 0.5) * (extent / unit / count)
    if abs(extent / unit - count) < 1e-6 * count:  # 1:1
        nearest = min(max(math.floor(middle + 1e-6), 0), most - 1)
        return nearest, nearest, 0
    steps = math.floor((min(max(middle, 0.5), most - 0.5) - 0.5) * 256 + 0.5)
    first, weight = divmod(steps, 256)
    return first, min(first + 1, most - 1), weight


def blend_of(plane: np.ndarray, level: Level, viewport: Viewport) -> np.ndarray:
    """Word for word: four neighbours, weighed in 256ths, rows before columns, each rounded."""
    unit = 2**level.halvings
    wide = plane.astype(np.int64)
    out = np.empty((viewport.rows, viewport.columns, *plane.shape[2:]), plane.dtype)
    for row in range(viewport.rows):
        top, bottom, down = place_of(viewport.y, viewport.height, viewport.rows, row, unit, level.height)
        for column in range(viewport.columns):
            left, right, over = place_of(
                viewport.x, viewport.width, viewport.columns, column, unit, level.width
            )
            lefts = (wide[top, left] * (256 - down) + wide[bottom, left] * down + 128) // 256
            rights = (wide[top, right] * (256 - down) + wide[bottom, right] * down + 128) // 256
            out[row, column] = (lefts * (256 - over) + rights * over + 128) // 256
    return out


viewports = st.builds(
    Viewport,
    x=st.floats(-40, 90),
    y=st.floats(-40, 70),
    width=st.floats(0.5, 160),
    height=st.floats(0.5, 120),
    columns=st.integers(1, 18),
    rows=st.integers(1, 12),
)


@pytest.mark.parametrize("kind", ["grey", "dual", "coloured"])
@pytest.mark.parametrize("quick,reference", [(True, nearest_of), (False, blend_of)])
@settings(max_examples=30, deadline=None)
@given(viewport=viewports)
def test_every_viewport_is_the_plain_reference_pixel_for_pixel(kind, quick, reference, viewport):
    pyramid = an_image(kind)
    level = pyramid.level_for(viewport.scale)
    found = sample(pyramid, viewport, quick=quick)
    np.testing.assert_array_equal(found.high, reference(level.energies[0], level, viewport))
    assert (found.material is None, found.colour is None) == (kind != "dual", kind != "coloured")
    if found.material is not None:
        np.testing.assert_array_equal(found.material, reference(level.material, level, viewport))
    if found.colour is not None:
        np.testing.assert_array_equal(found.colour, reference(level.colour, level, viewport))


@pytest.mark.parametrize("quick", [True, False])
def test_at_one_to_one_each_pixel_is_the_measured_one(quick):
    pyramid = an_image("dual")
    found = sample(pyramid, Viewport(10, 5, 40, 30, 40, 30), quick=quick)
    np.testing.assert_array_equal(found.high, pyramid.pixels.energies[0][5:35, 10:50])
    material = pyramid.levels[0].material
    assert material is not None
    np.testing.assert_array_equal(found.material, material[5:35, 10:50])


@given(x=st.floats(-3, 20), y=st.floats(-3, 20), halvings=st.integers(0, 2))
def test_at_the_size_of_a_level_nothing_is_blended_wherever_the_view_begins(x, y, halvings):
    pyramid, unit = an_image("dual"), 2**halvings
    viewport = Viewport(x, y, 10 * unit, 8 * unit, 10, 8)
    assert pyramid.level_for(viewport.scale).halvings == halvings
    good, quick = (sample(pyramid, viewport, quick=flag) for flag in (False, True))
    np.testing.assert_array_equal(good.high, quick.high)
    np.testing.assert_array_equal(good.material, quick.material)


@pytest.mark.parametrize("quick", [True, False])
def test_a_viewport_of_many_bands_has_no_seam(quick):
    pyramid = an_image("grey", (700, 900), 256)
    viewport = Viewport(3.25, 7.5, 880.5, 690.25, 800, 600)
    assert len(bands(600, 800)) > 3
    whole = sample(pyramid, viewport, quick=quick).high
    tall = viewport.height / 600
    for top in (0, 63, 64, 65, 128, 599):
        row = Viewport(viewport.x, viewport.y + top * tall, viewport.width, tall, 800, 1)
        np.testing.assert_array_equal(whole[top], sample(pyramid, row, quick=quick).high[0])


@given(rows=st.integers(0, 3000), columns=st.integers(0, 200_000))
def test_bands_are_all_rows_once_in_order(rows, columns):
    found = [row for band in bands(rows, columns) for row in range(band.start, band.stop)]
    assert found == list(range(rows))


def test_an_even_image_stays_even_at_any_zoom():
    plane = full_scale(np.full((300, 400), 51234, np.uint16), 16)
    pyramid = build_pyramid(ScanPixels(energies=(plane,)), smallest_edge=16)
    for scale in (0.03, 0.3, 0.7, 1.0, 1.7, 9.0):
        found = sample(pyramid, Viewport(0, 0, 50 / scale, 40 / scale, 50, 40), quick=False)
        assert set(np.unique(found.high)) == {51234}


@settings(max_examples=60, deadline=None)
@given(scale=st.floats(0.34, 1.0), at=st.integers(60, 100), start=st.floats(0, 3))
def test_no_wire_of_one_pixel_is_missed_between_two_pixels_of_the_screen(scale, at, start):
    plane = np.full((64, 160), 60000, np.uint16)
    plane[:, at] = 0
    pyramid = build_pyramid(ScanPixels(energies=(full_scale(plane, 16),)), smallest_edge=8)
    found = sample(pyramid, Viewport(start, 8, 140 / scale, 16 / scale, 140, 16), quick=False).high
    # A quarter of it where two pixels are the farthest apart, half of that on the next level.
    assert int(found.min()) < 60000 * (1 - (0.24 if scale >= 0.5 else 0.12))


def test_the_same_viewport_is_not_sampled_twice_and_a_blend_serves_the_quick_too():
    sampler, pyramid = Sampler(), an_image("dual")
    viewport, other = Viewport(0, 0, 60, 50, 30, 25), Viewport(1, 0, 60, 50, 30, 25)
    quick = sampler.sampled(pyramid, viewport, quick=True)
    assert quick.is_quick
    assert sampler.sampled(pyramid, viewport, quick=True) is quick
    good = sampler.sampled(pyramid, viewport, quick=False)
    assert not good.is_quick
    assert sampler.sampled(pyramid, viewport, quick=True) is good
    assert sampler.sampled(pyramid, other, quick=False) is not good


@pytest.mark.parametrize("kind", ["grey", "dual", "coloured"])
@settings(max_examples=40, deadline=None)
@given(
    scale=st.sampled_from([0.26, 0.5, 0.55, 0.7, 1.0, 1.6, 7.0]),
    start=st.tuples(st.floats(0, 20), st.floats(0, 20)),
    moves=st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=6),
    quick=st.booleans(),
)
def test_a_view_that_is_moved_has_the_pixels_of_one_that_was_not(kind, scale, start, moves, quick):
    pyramid, sampler = an_image(kind), Sampler()
    (x, y), columns, rows = start, 26, 20
    for across, down in [(0, 0), *moves]:
        x, y = x + across / scale, y + down / scale
        viewport = Viewport(x, y, columns / scale, rows / scale, columns, rows)
        found = sampler.sampled(pyramid, viewport, quick=quick)
        fresh = sample(pyramid, viewport, quick=quick)
        assert found.viewport == viewport
        assert found.is_quick == quick
        # A blend's weights are 256ths: fractions may round to the one beside.
        off = 0 if quick or scale in (0.5, 1.0) else 2 + 65535 // 128
        have, want = ((each.high, each.material, each.colour) for each in (found, fresh))
        for one, other in zip(have, want, strict=True):
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                np.testing.assert_allclose(one.astype(int), other.astype(int), rtol=0, atol=off)


def test_a_view_that_grows_at_a_rim_of_the_image_keeps_what_it_had():
    pyramid, sampler = an_image("dual"), Sampler()
    sampler.sampled(pyramid, Viewport(0, 0, 20, 20, 20, 20), quick=False)
    found = sampler.sampled(pyramid, Viewport(0, 0, 24, 22, 24, 22), quick=True)
    assert not found.is_quick
    np.testing.assert_array_equal(found.high, pyramid.pixels.energies[0][:22, :24])


@pytest.mark.parametrize(
    "other",
    [
        Viewport(0.4, 0, 20, 20, 20, 20),  # not by whole pixels of the screen
        Viewport(0, 0, 21, 20, 20, 20),  # another scale
        Viewport(15, 15, 20, 20, 20, 20),  # little in common
        Viewport(40, 0, 20, 20, 20, 20),  # nothing in common
        Viewport(0, 0, 20, 20, 0, 20),
    ],
)
def test_where_a_move_keeps_little_all_is_sampled_as_it_was_asked(other):
    pyramid, sampler = an_image("dual"), Sampler()
    sampler.sampled(pyramid, Viewport(0, 0, 20, 20, 20, 20), quick=False)
    found = sampler.sampled(pyramid, other, quick=True)
    assert found.is_quick
    np.testing.assert_array_equal(found.high, sample(pyramid, other, quick=True).high)


def test_another_image_in_the_same_viewport_is_sampled_anew():
    sampler, viewport = Sampler(), Viewport(0, 0, 60, 50, 30, 25)
    first = sampler.sampled(an_image("grey"), viewport, quick=False)
    second = sampler.sampled(an_image("dual"), viewport, quick=False)
    assert second is not first
    assert second.material is not None


def test_what_was_forgotten_is_sampled_anew():
    sampler, pyramid, viewport = Sampler(), an_image("grey"), Viewport(0, 0, 60, 50, 30, 25)
    first = sampler.sampled(pyramid, viewport, quick=False)
    sampler.forget()
    assert sampler.sampled(pyramid, viewport, quick=False) is not first


@pytest.mark.parametrize("columns,rows", [(0, 0), (0, 5), (5, 0)])
@pytest.mark.parametrize("quick", [True, False])
def test_a_viewport_without_pixels_has_none(columns, rows, quick):
    found = sample(an_image("coloured"), Viewport(0, 0, 10, 10, columns, rows), quick=quick)
    assert found.high.shape == (rows, columns)
    assert found.colour is not None
    assert found.colour.shape == (rows, columns, 3)
