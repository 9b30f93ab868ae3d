"""Halved copies say the same as the original, and each zoom has one that misses nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.imaging.pixels import ScanPixels, full_scale
from workstation.imaging.pyramid import build_pyramid, halved


def scan_image(height: int, width: int, energies: int = 2) -> ScanPixels:
    random = np.random.default_rng(height * width)
    planes = tuple(
        full_scale(random.integers(0, 65536, (height, width), dtype=np.uint16), 16) for _ in range(energies)
    )
    return ScanPixels(energies=planes)


@pytest.mark.parametrize("shape", [(2, 2), (300, 514), (301, 515), (1, 7), (257, 1), (1, 1)])
def test_each_halving_is_the_rounded_mean_of_four(shape):
    plane = scan_image(*shape).energies[0]
    padded = np.pad(plane.astype(np.uint64), ((0, shape[0] % 2), (0, shape[1] % 2)), mode="edge")
    four = padded[0::2, 0::2] + padded[1::2, 0::2] + padded[0::2, 1::2] + padded[1::2, 1::2]
    np.testing.assert_array_equal(halved(plane), (four + 2) // 4)


def test_open_beam_stays_open_beam_on_every_level():
    white = ScanPixels(energies=(full_scale(np.full((900, 1301), 65535, np.uint16), 16),))
    levels = build_pyramid(white).levels
    assert [level.width for level in levels] == [1301, 651, 326, 163]
    assert all(int(level.energies[0].min()) == 65535 for level in levels)


@given(scale=st.floats(0.0005, 64))
def test_the_level_has_at_most_one_and_a_half_pixels_for_each_of_the_screen_and_not_less_than_half_that(
    scale,
):
    pyramid = build_pyramid(scan_image(40, 4096, 1), smallest_edge=1)
    level = pyramid.level_for(scale)
    per_screen_pixel = 1 / (scale * 2**level.halvings)
    if 2 / 3 * 2 ** -(len(pyramid.levels) - 1) < scale < 2 / 3:
        assert 0.7499 <= per_screen_pixel <= 1.5001
    elif scale >= 2 / 3:
        assert level.halvings == 0


@pytest.mark.parametrize(
    "scale,halvings", [(1.0, 0), (0.67, 0), (0.66, 1), (0.5, 1), (0.34, 1), (0.33, 2), (0.25, 2)]
)
def test_at_the_size_of_a_level_it_is_that_level(scale, halvings):
    assert build_pyramid(scan_image(40, 512, 1), smallest_edge=16).level_for(scale).halvings == halvings


def test_materials_are_known_on_every_level_if_two_energies_were_measured():
    assert all(level.material is not None for level in build_pyramid(scan_image(600, 400)).levels)
    assert all(level.material is None for level in build_pyramid(scan_image(600, 400, 1)).levels)


@pytest.mark.parametrize("shape", [(2, 2), (301, 515), (1, 7)])
def test_each_colour_is_halved_by_itself(shape):
    colour = np.random.default_rng(1).integers(0, 256, (*shape, 3), dtype=np.uint8)
    found = halved(colour)
    assert found.dtype == np.uint8
    for channel in range(3):
        np.testing.assert_array_equal(found[..., channel], halved(colour[..., channel].astype(np.uint16)))


def test_a_picture_that_came_coloured_keeps_its_colours_on_every_level():
    plane = scan_image(600, 400, 1).energies[0]
    colour = np.random.default_rng(1).integers(0, 256, (600, 400, 3), dtype=np.uint8)
    levels = build_pyramid(ScanPixels(energies=(plane,), colour=colour)).levels
    assert [level.colour.shape for level in levels if level.colour is not None] == [
        (600, 400, 3),
        (300, 200, 3),
        (150, 100, 3),
    ]


def test_the_size_counts_every_plane_of_every_level():
    grey, dual = (build_pyramid(scan_image(512, 512, energies)) for energies in (1, 2))
    assert [level.width for level in grey.levels] == [512, 256]
    assert grey.size_bytes == 2 * (512**2 + 256**2)
    assert dual.size_bytes == (2 + 2 + 1) * (512**2 + 256**2)
    colour = np.zeros((512, 512, 3), np.uint8)
    coloured = build_pyramid(ScanPixels(energies=grey.pixels.energies, colour=colour))
    assert coloured.size_bytes == grey.size_bytes + 3 * (512**2 + 256**2)
