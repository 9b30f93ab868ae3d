"""Training images follow from physics: attenuation by matter, thickness by geometry, mass by both."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.imaging.material import index_of_ratio, material_plane
from workstation.training import xray_materials as m
from workstation.training.xray import attenuations
from workstation.training.xray_dice import Dice
from workstation.training.xray_kinds import content_kinds
from workstation.training.xray_packing import weighing
from workstation.training.xray_shapes import ball, box, plate, rod, tube
from workstation.training.xray_solids import (
    Solid,
    View,
    about_x,
    about_y,
    about_z,
    product,
    thickness,
    turned,
)

TOP = View("top", (1, 0, 0), (0, 1, 0), (0, 0, 1), -60, -60, 0.5, 240, 240)
SIDE = View("side", (1, 0, 0), (0, 0, -1), (0, 1, 0), -60, -60, 0.5, 240, 240)

# NIST XCOM / Hubbell and Seltzer, total mass attenuation with coherent scattering, cm2/g, at 60 and 100 keV.
TABULATED = {
    "C": (0.1753, 0.1514),
    "O": (0.1907, 0.1551),
    "Al": (0.2778, 0.1704),
    "Si": (0.3207, 0.1835),
    "Fe": (1.205, 0.3717),
    "Cu": (1.593, 0.4584),
}


@pytest.mark.parametrize("element", TABULATED)
@pytest.mark.parametrize("at", [0, 1])
def test_mass_attenuation_meets_the_tables(element, at):
    assert m.mass_attenuation(element, (60, 100)[at]) == pytest.approx(TABULATED[element][at], rel=0.03)


def test_water_meets_the_tables_as_a_mixture():
    high, low = m.linear_attenuation(m.WATER)
    assert low * 10 == pytest.approx(0.2059, rel=0.02)
    assert high * 10 == pytest.approx(0.1645, rel=0.02)  # between 0.1707 at 100 keV and 0.1505 at 150 keV


def test_the_cross_section_of_an_electron_tends_to_thomsons():
    assert m.klein_nishina(0.5) == pytest.approx(0.66525, rel=0.005)
    assert m.klein_nishina(60) == pytest.approx(0.5456, rel=0.005)


def test_the_ratio_of_attenuations_grows_with_the_atomic_number():
    rising = [m.PLASTIC, m.WATER, m.GLASS, m.ALUMINIUM, m.SILICON, m.STEEL, m.COPPER]
    ratios = [low / high for high, low in map(m.linear_attenuation, rising)]
    numbers = [m.effective_atomic_number(material) for material in rising]
    assert numbers == sorted(numbers, key=lambda number: round(number, 1))
    assert all(later > earlier - 0.06 for earlier, later in itertools.pairwise(ratios))
    plastic, aluminium, steel = ratios[0], ratios[3], ratios[5]
    assert plastic < 1.25
    assert 1.5 < aluminium < 2.0
    assert steel > 3.5


def test_effective_atomic_numbers_are_the_known_ones():
    assert m.effective_atomic_number(m.WATER) == pytest.approx(7.42, abs=0.05)
    assert m.effective_atomic_number(m.ALUMINIUM) == pytest.approx(13)


def image_mass(solids: list[Solid], view: View, material: m.Material) -> float:
    """In kilograms, from the attenuation alone: what an operator's density measurement would say."""
    high, _ = attenuations(solids, view)
    way_mm = high.astype(float) / m.linear_attenuation(material)[0]
    return float(way_mm.sum()) * view.pitch_mm**2 * material.density * 1e-6


TURNS = st.tuples(st.floats(0, 360), st.floats(0, 360), st.floats(0, 360)).map(
    lambda degrees: product(about_z(degrees[0]), product(about_x(degrees[1]), about_y(degrees[2])))
)
SHAPES = [
    box(m.WATER, (60, 30, 18)),
    ball(m.WATER, (70, 44, 30)),
    rod(m.WATER, 36, 58),
    plate(m.WATER, [(-30, -12), (25, -20), (32, 4), (0, 22)], 26),
]


@settings(max_examples=60, deadline=None)
@given(solid=st.sampled_from(SHAPES), turn=TURNS, view=st.sampled_from([TOP, SIDE]))
def test_however_a_thing_lies_both_views_show_all_of_its_mass(solid, turn, view):
    lying = turned(solid, turn, (3.0, -5.0, 2.0))
    assert image_mass([lying], view, m.WATER) == pytest.approx(solid.mass_kg, rel=0.025)


def test_a_pipe_is_its_wall():
    pipe = tube(m.STEEL, 40, 30, 50)
    assert sum(part.mass_kg for part in pipe) == pytest.approx(math.pi * (20**2 - 15**2) * 50 * 7.85e-6)
    assert image_mass(pipe, TOP, m.STEEL) == pytest.approx(sum(part.mass_kg for part in pipe), rel=0.02)


@pytest.mark.parametrize(
    "solid,deepest",
    [
        (box(m.WATER, (60, 30, 18)), 18),
        (ball(m.WATER, (70, 44, 30)), 30),
        (rod(m.WATER, 36, 58), 58),
        (rod(m.WATER, 36, 58, axis="x"), 36),
        (box(m.WATER, (10, 10, 40), turn=about_x(90)), 10),
    ],
)
def test_the_longest_way_through_is_what_a_ruler_says(solid, deepest):
    found = thickness(solid, TOP)
    assert found is not None
    assert float(found[2].max()) == pytest.approx(deepest, rel=0.01)


def test_what_lies_beside_the_raster_is_left_out():
    assert thickness(box(m.WATER, (5, 5, 5), (500, 0, 0)), TOP) is None


def transmissions(material: m.Material, mm: float) -> tuple[float, float]:
    high, low = attenuations([box(material, (80, 80, mm))], TOP)
    return math.exp(-float(high[120, 120])), math.exp(-float(low[120, 120]))


@pytest.mark.parametrize(
    "material", [m.PLASTIC, m.WATER, m.ALUMINIUM, m.STEEL], ids=lambda material: material.name
)
def test_more_thickness_is_darker_by_beer_and_lambert(material):
    one, two = transmissions(material, 4), transmissions(material, 8)
    for energy in (0, 1):
        assert two[energy] == pytest.approx(one[energy] ** 2, rel=1e-4)
        assert two[energy] < one[energy] < 1
    assert one[1] < one[0]


@pytest.mark.parametrize("mm", [2.0, 5.0, 9.0])
def test_steel_and_plastic_of_equal_darkness_are_told_apart(mm):
    steel = transmissions(m.STEEL, mm)
    plastic = transmissions(
        m.PLASTIC, mm * m.linear_attenuation(m.STEEL)[0] / m.linear_attenuation(m.PLASTIC)[0]
    )
    assert plastic[0] == pytest.approx(steel[0], rel=1e-3)
    pixels = np.array([[round(value * 65535) for value in (steel[0], plastic[0])]], np.uint16)
    lows = np.array([[round(value * 65535) for value in (steel[1], plastic[1])]], np.uint16)
    of_steel, of_plastic = material_plane(pixels, lows, smooth=False)[0]
    assert of_steel > index_of_ratio(2.45)
    assert of_plastic < index_of_ratio(1.36)


@pytest.mark.parametrize("kind", content_kinds(), ids=lambda kind: kind.name)
@given(seed=st.integers(0, 2**64 - 1))
@settings(max_examples=8, deadline=None)
def test_every_kind_weighs_and_measures_what_such_goods_do(kind, seed):
    piece = kind.draw(Dice(seed))
    assert 0.01 < piece.mass_kg < 8
    assert all(0.5 < edge < 480 for edge in piece.extent)
    density = piece.mass_kg / (math.prod(piece.extent) * 1e-6)
    assert 0.02 < density < 6, "kilograms per litre of its outer box"


@given(kilograms=st.floats(0.08, 1.2))
def test_a_declared_mass_is_what_is_drawn(kilograms):
    shirt = weighing(
        next(kind for kind in content_kinds() if kind.name == "clothing").draw(Dice(4)), kilograms
    )
    assert shirt.mass_kg == pytest.approx(kilograms, rel=0.01)


@pytest.mark.parametrize("kilograms", [0.0, -3.0, math.inf, math.nan, 5000.0, 1e-9])
def test_an_impossible_mass_still_gives_something_that_can_be_packed(kilograms):
    book = weighing(next(kind for kind in content_kinds() if kind.name == "book").draw(Dice(4)), kilograms)
    assert 0.01 < book.mass_kg < 20
