"""What the officer sees follows exactly from the transmissions, the window and the convention of colours."""

import colorsys
import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.imaging.appearance import (
    PRESETS,
    WHOLE,
    Appearance,
    Window,
    automatic_window,
    dragged,
    grey_table,
    painted,
    preset,
)
from workstation.imaging.material import material_plane
from workstation.imaging.palette import colour_table
from workstation.imaging.pixels import ScanPixels, full_scale
from workstation.imaging.pyramid import Pyramid, build_pyramid
from workstation.imaging.sampling import Viewport, sample


def dual(high: np.ndarray, low: np.ndarray) -> Pyramid:
    return build_pyramid(ScanPixels(energies=(full_scale(high, 16), full_scale(low, 16))))


def slab(attenuation: float, ratio: float, size: int = 40) -> Pyramid:
    """An even piece of matter: what it takes from the high energy, and how much faster from the low one."""
    planes = [
        np.full((size, size), round(65535 * math.exp(-attenuation * times)), np.uint16)
        for times in (1.0, ratio)
    ]
    return dual(*planes)


AS_STARTED = Appearance()


def whole_of(pyramid: Pyramid) -> Viewport:
    """The whole image, pixel for pixel."""
    width, height = pyramid.width, pyramid.height
    return Viewport(0, 0, width, height, width, height)


def frame(pyramid: Pyramid, viewport: Viewport, appearance: Appearance) -> np.ndarray:
    return painted(sample(pyramid, viewport, quick=False), appearance)


def rgb(colour: np.uint32) -> tuple[int, int, int]:
    opaque, red, green, blue = int(colour).to_bytes(4, "big")
    assert opaque == 255
    return red, green, blue


def middle_colour(pyramid: Pyramid, appearance: Appearance = AS_STARTED) -> tuple[int, int, int]:
    return rgb(frame(pyramid, whole_of(pyramid), appearance)[pyramid.height // 2, pyramid.width // 2])


def hue(colour: tuple[int, int, int]) -> float:
    return colorsys.rgb_to_hsv(*(part / 255 for part in colour))[0] * 360


def linear_by_the_standard(x: int, center: float, width: float) -> float:
    """DICOM PS3.3 C.11.2.1.2.1, word for word, to 0..255."""
    if x <= center - 0.5 - (width - 1) / 2:
        return 0.0
    if x > center - 0.5 + (width - 1) / 2:
        return 255.0
    return ((x - (center - 0.5)) / (width - 1) + 0.5) * 255


@settings(max_examples=60, deadline=None)
@given(center=st.floats(0, 65536), width=st.floats(2, 131072), x=st.integers(0, 65535))
def test_every_window_is_the_standards_linear_function(center, width, x):
    exact = linear_by_the_standard(x, center, width)
    table = grey_table(Window(center, width))
    assert abs(int(table[x]) - exact) <= 0.5 + 1e-6
    assert int(grey_table(Window(center, width), True)[x]) == 255 - int(table[x])


def test_the_whole_window_is_the_high_byte_rounded():
    np.testing.assert_array_equal(grey_table(WHOLE), np.floor(np.arange(65536) / 257 + 0.5))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_each_preset_spreads_its_own_transmissions_over_all_greys(number):
    table = grey_table(preset(number))
    assert (int(table[0]), int(table[-1])) == (0, 255)
    assert len(np.unique(table)) == 256
    assert np.all(np.diff(table.astype(int)) >= 0)


def test_higher_presets_look_deeper_into_the_dark():
    dark = [int(grey_table(window)[1500]) for window in (PRESETS[0], *PRESETS[2:])]
    assert dark == sorted(dark)
    assert dark[-1] > 100


@pytest.mark.parametrize("number", [0, 6, -1])
def test_there_are_five_presets(number):
    with pytest.raises(ValueError, match="no window preset"):
        preset(number)


@given(level=st.floats(-5, 5), width=st.floats(-3, 5))
def test_no_drag_leaves_a_window_that_shows_nothing(level, width):
    window = dragged(WHOLE, level, width)
    assert 0 <= window.center <= 65536
    assert 16 <= window.width <= 131072


def test_the_automatic_window_spans_what_is_in_the_parcel_not_the_open_beam():
    plane = np.full((400, 600), 65535, np.uint16)
    plane[100:300, 100:500] = np.linspace(9000, 21000, 400).astype(np.uint16)
    window = automatic_window(ScanPixels(energies=(full_scale(plane, 16),)))
    assert window.darkest == pytest.approx(9000, abs=300)
    assert window.brightest == pytest.approx(21000, abs=300)


def test_an_empty_belt_keeps_the_whole_window():
    assert (
        automatic_window(ScanPixels(energies=(full_scale(np.full((50, 50), 65535, np.uint16), 16),))) == WHOLE
    )


def test_the_automatic_window_leaves_the_machines_own_colours_alone():
    plane = full_scale(np.linspace(9000, 21000, 6400).astype(np.uint16).reshape(80, 80), 16)
    colour = np.full((80, 80, 3), 100, np.uint8)
    assert automatic_window(ScanPixels(energies=(plane,))) != WHOLE
    assert automatic_window(ScanPixels(energies=(plane,), colour=colour)) == WHOLE


@pytest.mark.parametrize(
    "matter,attenuation,ratio,hues",
    [
        ("plastic", 0.5, 1.19, (20, 45)),
        ("water", 1.0, 1.25, (20, 45)),
        ("aluminium", 0.6, 1.75, (80, 160)),
        ("glass", 0.4, 1.70, (80, 160)),
        ("steel", 0.5, 3.85, (210, 250)),
        ("copper", 0.8, 4.25, (210, 250)),
    ],
)
def test_matter_has_the_hue_officers_know(matter, attenuation, ratio, hues):
    assert hues[0] <= hue(middle_colour(slab(attenuation, ratio))) <= hues[1], matter


def test_no_penetration_is_black_and_the_open_beam_white():
    assert max(middle_colour(slab(7.0, 1.6))) < 12
    assert min(middle_colour(slab(0.0, 1.0))) == 255


def test_thick_steel_stays_blue_though_the_low_energy_sees_nothing_any_more():
    pyramid = slab(2.6, 3.85)
    assert int(pyramid.levels[0].energies[1].max()) < 10
    assert 210 <= hue(middle_colour(pyramid, Appearance(window=PRESETS[3]))) <= 250


def test_more_of_the_same_matter_is_darker_in_the_same_hue():
    colours = [middle_colour(slab(attenuation, 1.25)) for attenuation in (0.2, 0.5, 1.0, 2.0, 3.0)]
    assert [sum(colour) for colour in colours] == sorted((sum(colour) for colour in colours), reverse=True)
    assert max(map(hue, colours)) - min(map(hue, colours)) < 12


def test_negative_turns_bright_and_dark_but_not_the_hue():
    normal, negative = (middle_colour(slab(0.9, 1.25), Appearance(negative=flag)) for flag in (False, True))
    assert hue(normal) == pytest.approx(hue(negative), abs=6)
    assert max(middle_colour(slab(0.0, 1.0), Appearance(negative=True))) == 0


def test_smoothing_the_material_leaves_the_edge_of_the_brightness_alone():
    high = np.full((40, 40), 60000, np.uint16)
    high[:, 20:] = 9000
    pyramid = dual(high, high // 2)
    image = frame(pyramid, whole_of(pyramid), Appearance("grey"))
    np.testing.assert_array_equal(image, grey_table(WHOLE)[high])
    smooth, plain = material_plane(high, high // 2), material_plane(high, high // 2, smooth=False)
    assert np.count_nonzero(smooth != plain) == 2 * 40


def test_one_energy_is_grey_whatever_is_asked():
    plane = full_scale(np.arange(60 * 70, dtype=np.uint16).reshape(60, 70), 16)
    pyramid = build_pyramid(ScanPixels(energies=(plane,)))
    image = frame(pyramid, whole_of(pyramid), Appearance("colour"))
    np.testing.assert_array_equal(image, grey_table(WHOLE)[plane])


@pytest.fixture(scope="module")
def noisy() -> Pyramid:
    random = np.random.default_rng(7)
    high = random.integers(100, 65535, (700, 900), dtype=np.uint16)
    return dual(high, high // 2)


WINDOWS = st.builds(Window, st.floats(0, 65536), st.floats(1, 131072))
LOOKS = st.builds(
    Appearance,
    mode=st.sampled_from(["colour", "grey"]),
    window=WINDOWS,
    negative=st.booleans(),
    gamma=st.sampled_from([0.5, 1.0, 1.8]),
)


def grey_of(value: int, look: Appearance) -> int:
    """Word for word: the standard's window, the gamma, the nearest of 256 greys, the negative."""
    low, width = look.window.center - 0.5, look.window.width
    share = float(value > low) if width <= 1 else min(max((value - low) / (width - 1) + 0.5, 0.0), 1.0)
    grey = math.floor(share ** (1 / look.gamma) * 255 + 0.5)
    return 255 - grey if look.negative else grey


@settings(max_examples=80, deadline=None)
@given(look=LOOKS)
def test_each_pixel_of_a_frame_is_the_plain_reference(noisy, look):
    seen = sample(noisy, Viewport(30, 50, 12, 9, 12, 9), quick=False)
    assert seen.material is not None
    expected = [
        [
            int(colour_table()[grey << 8 | int(seen.material[at])]) if look.mode == "colour" else grey
            for at in ((row, column) for column in range(12))
            for grey in [grey_of(int(seen.high[at]), look)]
        ]
        for row in range(9)
    ]
    image = painted(seen, look)
    assert image.dtype == (np.uint32 if look.mode == "colour" else np.uint8)
    assert image.flags.c_contiguous
    np.testing.assert_array_equal(image, expected)


@settings(max_examples=40, deadline=None)
@given(look=LOOKS)
def test_a_picture_that_came_coloured_keeps_its_colours_through_the_window(look):
    random = np.random.default_rng(5)
    colour = random.integers(0, 256, (9, 12, 3), dtype=np.uint8)
    plane = full_scale(random.integers(0, 65536, (9, 12), dtype=np.uint16), 16)
    seen = sample(
        build_pyramid(ScanPixels(energies=(plane,), colour=colour)),
        Viewport(0, 0, 12, 9, 12, 9),
        quick=False,
    )
    image = painted(seen, look)
    if look.mode == "grey":
        assert image[4, 7] == grey_of(int(plane[4, 7]), look)
    else:
        assert rgb(image[4, 7]) == tuple(grey_of(257 * int(part), look) for part in colour[4, 7])


def test_a_gamma_over_one_brightens_the_dark_and_leaves_black_and_white():
    plain, bright = grey_table(WHOLE), grey_table(WHOLE, gamma=2.0)
    assert (int(bright[0]), int(bright[65535])) == (0, 255)
    assert int(bright[8000]) > int(plain[8000]) + 50
    assert np.all(np.diff(bright.astype(int)) >= 0)


def test_nothing_heavy_is_imported_before_the_first_image():
    asked = (
        "import sys; from workstation.imaging import appearance, formats, pyramid, sampling;"
        "print([name for name in ('numpy', 'imagecodecs', 'tifffile') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
