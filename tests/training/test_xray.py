"""Training parcels are drawn as a machine would deliver them: same seed same bytes, truth beside them."""

import hashlib
import io
import os
import subprocess
import sys

import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st

from workstation.imaging.formats import read_scan_image
from workstation.training.xray import MOST_PIECES, Content, content_kinds, draw_parcel, kind_for_hs
from workstation.training.xray_dice import Dice

SIZE = (320.0, 240.0, 140.0)
CONTENTS = (
    Content("clothing", 2),
    Content("phone"),
    Content("powder_block", mass_kg=0.8),
    Content("toy", truth="toy"),
)


@pytest.fixture(scope="module")
def parcel():
    return draw_parcel(2024, CONTENTS, size_mm=SIZE, views=("top", "side"))


def test_both_views_are_read_back_as_the_machine_described_them(parcel):
    for view in parcel:
        read = read_scan_image(view.tiff, sha256=hashlib.sha256(view.tiff).hexdigest())
        assert read.size == (view.width, view.height)
        assert read.is_dual_energy
        assert (read.view, read.pitch_mm, read.bits) == (view.name, view.pitch_mm, 16)
        assert read.energies_kev == (110.0, 60.0)
    assert [view.name for view in parcel] == ["top", "side"]


def test_another_programs_reader_finds_the_same_pixels(parcel):
    ours = read_scan_image(parcel[0].tiff)
    with tifffile.TiffFile(io.BytesIO(parcel[0].tiff)) as file:
        assert len(file.pages) == 2
        tags = {tag.name for tag in file.pages.first.tags}
        assert tags.isdisjoint({"DateTime", "Software", "Artist", "HostComputer"})
        np.testing.assert_array_equal(file.pages[0].asarray(), ours.energies[0])
        np.testing.assert_array_equal(file.pages[1].asarray(), ours.energies[1])


def test_a_typical_image_is_of_a_parcel_machines_size(parcel):
    for view in parcel:
        assert 700 <= view.width <= 1400
        assert 300 <= view.height <= 1000
        assert len(view.tiff) < 1_600_000


def test_the_margin_is_open_beam_and_the_low_energy_is_never_much_brighter(parcel):
    for view in parcel:
        high, low = (plane.astype(int) for plane in read_scan_image(view.tiff).energies)
        assert np.median(high[:12]) == 65535
        assert np.percentile(low - high, 99.9) < 900
        assert int(high.min()) < 40_000


def test_same_seed_same_bytes_in_another_process(parcel):
    program = (
        "import hashlib; from workstation.training.xray import Content, draw_parcel;"
        "contents = (Content('clothing', 2), Content('phone'), Content('powder_block', mass_kg=0.8),"
        " Content('toy', truth='toy'));"
        f"views = draw_parcel(2024, contents, size_mm={SIZE}, views=('top', 'side'));"
        "print(*[hashlib.sha256(view.tiff).hexdigest() for view in views])"
    )
    out = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert out.stdout.split() == [hashlib.sha256(view.tiff).hexdigest() for view in parcel]


def test_another_seed_is_another_parcel(parcel):
    other = draw_parcel(2025, CONTENTS, size_mm=SIZE)
    assert other[0].tiff != parcel[0].tiff


def test_a_view_is_the_same_whether_or_not_another_is_asked_for(parcel):
    assert draw_parcel(2024, CONTENTS, size_mm=SIZE)[0].tiff == parcel[0].tiff


def test_chance_is_numpys_raw_stream_and_nothing_that_a_version_may_change():
    dice = Dice(1, 2)
    assert [dice.whole(0, 999_999) for _ in range(4)] == [207_682, 702_571, 592_673, 39_399]
    assert dice.uniform() == 0.8219126082983387
    noise = Dice(5).normal(300, 400)
    assert (round(float(noise.mean()), 2), round(float(noise.std()), 2)) == (0.0, 1.0)
    assert float(np.abs(noise).max()) < 5


def test_threats_are_always_in_the_ground_truth_and_goods_only_when_told(parcel):
    for view in parcel:
        assert sorted((truth.kind, truth.description) for truth in view.truths) == [
            ("powder_block", "pressed block of powder"),
            ("toy", "toy"),
        ]


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**63),
    kinds=st.lists(st.sampled_from([kind.name for kind in content_kinds()]), min_size=1, max_size=4),
    size=st.tuples(st.floats(60, 500), st.floats(60, 400), st.floats(20, 300)),
)
def test_every_truth_lies_inside_its_image_and_its_outline_inside_its_box(seed, kinds, size):
    contents = [Content(kind, 2, truth="found") for kind in kinds]
    for view in draw_parcel(seed, contents, size_mm=size, views=("top", "side"), pitch_mm=1.6):
        assert len(view.truths) == 2 * len(kinds)
        for truth in view.truths:
            x, y, width, height = truth.box
            assert 0 <= x < x + width <= view.width
            assert 0 <= y < y + height <= view.height
            assert all(x <= px < x + width and y <= py < y + height for px, py in truth.polygon)


def test_a_pistol_is_dark_where_the_truth_says_it_is():
    view = draw_parcel(9, [Content("pistol"), Content("clothing", 2)], size_mm=(360, 280, 120))[0]
    (truth,) = view.truths
    high = read_scan_image(view.tiff).energies[0]
    x, y, width, height = truth.box
    assert np.count_nonzero(high[y : y + height, x : x + width] < 6000) > 2000
    outside = high.copy()
    outside[y : y + height, x : x + width] = 65535
    assert np.count_nonzero(outside < 6000) < 400


def test_a_heavier_declaration_is_a_darker_image():
    def darkness(kilograms: float) -> float:
        view = draw_parcel(3, [Content("book", 2, mass_kg=kilograms)], size_mm=(320, 260, 160), pitch_mm=1.0)[
            0
        ]
        high = read_scan_image(view.tiff).energies[0]
        return float(-np.log(np.maximum(high, 1) / 65535).sum())

    assert darkness(0.5) < darkness(1.5) < darkness(3.0)


def test_thousands_of_pieces_are_drawn_as_a_few_heavier_ones():
    view = draw_parcel(3, [Content("cable", 5000, truth="cables")], size_mm=(400, 300, 200), pitch_mm=2.0)[0]
    assert len(view.truths) == MOST_PIECES


def test_flat_parcels_come_in_a_bag_and_an_empty_box_is_still_a_box():
    flat, empty = (draw_parcel(3, [], size_mm=(300, 220, height), pitch_mm=1.0)[0] for height in (25, 150))
    assert int(read_scan_image(flat.tiff).energies[0].min()) > 30_000
    assert int(read_scan_image(empty.tiff).energies[0].min()) < 60_000


@pytest.mark.parametrize(
    "options",
    [{"size_mm": (0, 100, 100)}, {"size_mm": (100, 1e9, 100)}, {"size_mm": SIZE, "views": ("below",)}],
    ids=str,
)
def test_what_cannot_be_drawn_is_said(options):
    with pytest.raises(ValueError, match=r"edges|view"):
        draw_parcel(1, [Content("book")], **options)
    with pytest.raises(ValueError, match="no kind of content"):
        draw_parcel(1, [Content("dragon")], size_mm=SIZE)


@pytest.mark.parametrize(
    "code,kind",
    [
        ("6109.10", "clothing"),
        ("640399", "footwear"),
        ("851713", "phone"),
        ("85", "component"),
        ("8507600090", "battery_pack"),
        ("3304", "cosmetics"),
        ("330300", "perfume"),
        ("9503", "toy"),
        ("9506", "sports"),
        ("240220", "cigarettes"),
        ("300490", "medicine"),
        ("7113", "jewellery"),
        ("", "plastic_ware"),
        ("no code", "plastic_ware"),
        ("99", "plastic_ware"),
    ],
)
def test_goods_are_drawn_as_their_hs_code_says(code, kind):
    assert kind_for_hs(code) == kind


def test_every_chapter_of_the_harmonized_system_has_a_look():
    names = {kind.name for kind in content_kinds()}
    chapters = [f"{number:02}" for number in range(1, 98) if number != 77]
    looks = {chapter: kind_for_hs(chapter) for chapter in chapters}
    assert set(looks.values()) <= names
    assert [chapter for chapter, look in looks.items() if look == "plastic_ware"] == [
        "06",
        "14",
        "25",
        "26",
        "31",
        "37",
        "39",
        "40",
        "46",
        "47",
        "66",
    ]
