"""Each filter is what its description says, pixel for pixel, and changes nothing else."""

import gc
import math
import weakref

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.imaging.appearance import PRESETS, Appearance, painted, penetration_table
from workstation.imaging.filters import colours_of, reach_at, sharpened
from workstation.imaging.material import index_of_ratio
from workstation.imaging.palette import colour_table
from workstation.imaging.sampling import Sampled, Viewport

ORGANIC, LIGHT_METAL, METAL = (index_of_ratio(ratio) for ratio in (1.25, 1.75, 3.8))


def seen(high: np.ndarray, material: np.ndarray | None = None, scale: float = 1.0) -> Sampled:
    rows, columns = high.shape
    viewport = Viewport(0, 0, columns / scale, rows / scale, columns, rows)
    return Sampled(viewport, False, high.astype(np.uint16), material)


def parts_of(colours: np.ndarray) -> tuple[np.ndarray, ...]:
    return tuple((colours >> np.uint32(shift) & np.uint32(255)).astype(int) for shift in (16, 8, 0))


def unsharp_of(high: np.ndarray, reach: int) -> np.ndarray:
    """Word for word: the pixel, and twice what it differs from the rounded mean of the square around it."""
    rows, columns = high.shape
    count = (2 * reach + 1) ** 2
    out = np.empty(high.shape, np.uint16)
    for row in range(rows):
        for column in range(columns):
            total = sum(
                int(high[min(max(r, 0), rows - 1), min(max(c, 0), columns - 1)])
                for r in range(row - reach, row + reach + 1)
                for c in range(column - reach, column + reach + 1)
            )
            here = int(high[row, column])
            out[row, column] = min(max(here + 2 * (here - (total + count // 2) // count), 0), 65535)
    return out


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 1000),
    rows=st.integers(1, 14),
    columns=st.integers(1, 14),
    scale=st.sampled_from([0.1, 1.0, 1.6, 2.0]),
)
def test_edges_are_the_plain_unsharp_mask(seed, rows, columns, scale):
    high = np.random.default_rng(seed).integers(0, 65536, (rows, columns), dtype=np.uint16)
    np.testing.assert_array_equal(sharpened(seen(high, scale=scale)), unsharp_of(high, reach_at(scale)))


def test_edges_have_no_seam_between_bands_and_no_overflow_in_large_bright_views():
    high = np.full((900, 700), 65535, np.uint16)
    np.testing.assert_array_equal(sharpened(seen(high, scale=30.0)), high)
    high = np.random.default_rng(2).integers(0, 65536, (900, 700), dtype=np.uint16)
    whole = sharpened(seen(high))
    for top in range(4, 880, 97):
        part = sharpened(seen(high[top - 4 : top + 12]))
        np.testing.assert_array_equal(whole[top : top + 8], part[4:12])


def test_an_even_surface_has_no_edges_and_a_step_has_a_stronger_one():
    even = np.full((30, 30), 20000, np.uint16)
    np.testing.assert_array_equal(sharpened(seen(even)), even)
    step = even.copy()
    step[:, 15:] = 21000
    found = sharpened(seen(step)).astype(int)
    assert found[10, 15] - found[10, 14] > 1000
    assert (found[10, 5], found[10, 25]) == (20000, 21000)


@given(scale=st.floats(0.001, 100))
def test_the_mean_reaches_as_far_as_the_zoom_asks_within_bounds(scale):
    assert 2 <= reach_at(scale) <= 24
    if 1.5 < scale < 11:
        assert reach_at(scale) / scale == pytest.approx(2, abs=0.4)


@pytest.mark.parametrize("mode", ["colour", "grey"])
def test_a_frame_with_edges_is_the_standard_frame_of_the_sharpened_pixels(mode):
    random = np.random.default_rng(4)
    high = random.integers(0, 65536, (20, 30), dtype=np.uint16)
    material = random.integers(0, 256, (20, 30), dtype=np.uint8)
    plain = seen(high, material)
    window = PRESETS[2]
    found = painted(plain, Appearance(mode, window, filter="edges"))
    np.testing.assert_array_equal(
        found, painted(seen(unsharp_of(high, 2), material), Appearance(mode, window))
    )


def test_a_picture_that_came_coloured_takes_the_edges_of_its_brightness():
    random = np.random.default_rng(6)
    high = random.integers(0, 65536, (12, 14), dtype=np.uint16)
    colour = random.integers(0, 256, (12, 14, 3), dtype=np.uint8)
    plain = seen(high)
    coloured = Sampled(plain.viewport, False, plain.high, None, colour)
    found = parts_of(painted(coloured, Appearance(filter="edges")))
    by = (unsharp_of(high, 2).astype(int) - high) // 256
    for channel in range(3):
        np.testing.assert_array_equal(found[channel], np.clip(colour[..., channel] + by, 0, 255))


def test_the_sharpened_pixels_go_with_what_they_were_made_of():
    plain = seen(np.full((8, 8), 9, np.uint16))
    painted(plain, Appearance("grey", filter="edges"))
    gone = weakref.ref(plain)
    del plain
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("negative", [False, True])
@pytest.mark.parametrize(
    "name,keeps,takes",
    [
        ("organic", ORGANIC, METAL),
        ("metal", METAL, ORGANIC),
        ("organic", ORGANIC, LIGHT_METAL),
        ("metal", METAL, LIGHT_METAL),
    ],
)
def test_material_alone_keeps_its_own_and_leaves_a_faint_outline_of_the_rest(name, keeps, takes, negative):
    table = colours_of(name, in_colour=True, negative=negative).reshape(256, 256)
    np.testing.assert_array_equal(table[:, keeps], colour_table().reshape(256, 256)[:, keeps])
    red, green, blue = parts_of(table[:, takes])
    background = 0 if negative else 255
    expected = [math.floor(background + (grey - background) / 5 + 0.5) for grey in range(256)]
    for part in (red, green, blue):
        np.testing.assert_allclose(part, expected, atol=1)
    assert len(set(red.tolist())) > 40


@pytest.mark.parametrize("name", ["organic", "metal"])
@pytest.mark.parametrize("mode", ["colour", "grey"])
@pytest.mark.parametrize("negative", [False, True])
def test_each_pixel_of_material_alone_is_the_plain_reference(name, mode, negative):
    random = np.random.default_rng(11)
    high = random.integers(0, 65536, (16, 16), dtype=np.uint16)
    material = np.arange(256, dtype=np.uint8).reshape(16, 16)
    found = painted(seen(high, material), Appearance(mode, negative=negative, filter=name))
    # Standard pixels of the same mode, and the shares that the description gives.
    plain = painted(seen(high, material), Appearance(mode, negative=negative))
    greys = painted(seen(high, material), Appearance("grey", negative=negative)).astype(int)
    standard = parts_of(plain) if mode == "colour" else (greys,) * 3
    ends = (1.50, 1.66) if name == "organic" else (2.05, 2.45)
    low, high_end = (index_of_ratio(ratio) for ratio in ends)
    background = 0 if negative else 255
    for part, shown in zip(standard, parts_of(found), strict=True):
        for at in np.ndindex(16, 16):
            rising = min(max((int(material[at]) - low) / (high_end - low), 0.0), 1.0)
            kept = 1 - rising if name == "organic" else rising
            faint = background + (int(greys[at]) - background) * 0.2
            assert abs(int(shown[at]) - (int(part[at]) * kept + faint * (1 - kept))) <= 0.5 + 1e-6


@pytest.mark.parametrize("name", ["organic", "metal"])
def test_where_no_material_is_known_the_standard_image_is_shown(name):
    high = np.arange(256, dtype=np.uint16).reshape(16, 16) * 257
    np.testing.assert_array_equal(
        painted(seen(high), Appearance(filter=name)), painted(seen(high), Appearance())
    )


@settings(max_examples=60, deadline=None)
@given(value=st.integers(0, 65535), negative=st.booleans(), gamma=st.sampled_from([0.6, 1.0, 2.2]))
def test_penetration_is_equal_steps_of_attenuation(value, negative, gamma):
    share = max(0.0, 1 - -math.log(max(value, 0.5) / 65535) / 8)
    grey = math.floor(share ** (1 / gamma) * 255 + 0.5)
    assert int(penetration_table(negative, gamma)[value]) == (255 - grey if negative else grey)


def test_penetration_tells_two_thicknesses_of_steel_apart_that_the_standard_image_shows_as_black():
    behind = np.array([[65535 * math.exp(-5.6), 65535 * math.exp(-6.4)]])
    standard, deep = (
        painted(seen(behind), Appearance("grey", filter=name)).astype(int)[0]
        for name in ("none", "penetration")
    )
    assert standard.max() <= 1
    assert deep[0] - deep[1] >= 20


def test_penetration_knows_no_window():
    high = np.arange(256, dtype=np.uint16).reshape(16, 16) * 257
    looks = [Appearance("grey", window, filter="penetration") for window in PRESETS]
    assert len({painted(seen(high), look).tobytes() for look in looks}) == 1
