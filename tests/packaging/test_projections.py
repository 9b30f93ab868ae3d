"""The threats that come with the program are those that the training draws, and can be mixed in."""

import pytest

from tests.packaging.made import module
from workstation.host.resources import resource
from workstation.imaging.formats import read_scan_image

projections = module("projections")


def test_each_file_is_as_it_is_drawn():
    drawn = dict(projections.drawn())
    kept = {path.name: path.read_bytes() for path in resource("projections").iterdir()}
    assert sorted(kept) == sorted(drawn)
    assert [name for name in drawn if kept[name] != drawn[name]] == []


@pytest.mark.parametrize("kind", projections.KINDS)
def test_each_has_two_energies_a_pitch_and_an_open_beam_around_it(kind):
    for path in resource("projections").glob(f"{kind}-*.tiff"):
        pixels = read_scan_image(path.read_bytes())
        assert pixels.is_dual_energy
        assert pixels.pitch_mm == projections.PITCH_MM
        assert pixels.energies[0].min() < 55_000
        for plane in pixels.energies:
            edges = (plane[0], plane[-1], plane[:, 0], plane[:, -1])
            assert all(int(edge.min()) == 65535 for edge in edges)
