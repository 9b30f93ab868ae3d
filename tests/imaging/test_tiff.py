"""TIFF as machines write it: each layout against an independent writer, each lie refused in words."""

import io
import json
import tracemalloc

import imagecodecs
import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imaging.refusing import refused, shown_or_refused, spoilt
from tests.imaging.writing import colours, described_tiff, ramp, tiff, tiff_header
from workstation.imaging.formats import read_scan_file
from workstation.imaging.pixels import ScanPixels, full_scale


def only_view(data: bytes, **options) -> ScanPixels:
    (view,) = read_scan_file(data, **options).views
    return view


def luma(picture: np.ndarray) -> np.ndarray:
    """BT.601 in floating point, as the standard has it."""
    return np.floor(picture.astype(float) @ [0.299, 0.587, 0.114] + 0.5)


# --- depths and layouts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("bits", [1, 2, 4, 6, 8, 10, 12, 14, 16])
def test_any_depth_is_stretched_over_the_whole_scale(bits):
    values = (np.arange(70 * 51).reshape(70, 51) % (1 << bits)).astype("uint16" if bits > 8 else "uint8")
    written = tiff(values.astype(bool) if bits == 1 else values, bitspersample=bits, photometric=1)
    view = only_view(written)
    assert view.bits == bits
    share = view.energies[0] / 65535 - values / ((1 << bits) - 1)
    assert abs(share).max() < 1 / 65535
    np.testing.assert_array_equal(view.energies[0], full_scale(values, bits))


@pytest.mark.parametrize("planes", ["contig", "separate"])
@pytest.mark.parametrize(
    "options", [{}, {"compression": "zlib", "predictor": True}, {"tile": (32, 48)}], ids=str
)
def test_two_energies_in_one_page(planes, options):
    both = np.stack([ramp(), ramp()[::-1]], axis=2 if planes == "contig" else 0)
    view = only_view(tiff(both, photometric="minisblack", planarconfig=planes, **options))
    assert view.is_dual_energy
    np.testing.assert_array_equal(view.energies[0], ramp())
    np.testing.assert_array_equal(view.energies[1], ramp()[::-1])


def test_transparency_is_no_energy():
    both = np.dstack([ramp(), np.full_like(ramp(), 9)])
    view = only_view(tiff(both, photometric="minisblack", planarconfig="contig", extrasamples=["unassalpha"]))
    assert len(view.energies) == 1
    np.testing.assert_array_equal(view.energies[0], ramp())


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"planarconfig": "separate"},
        {"compression": "lzw", "predictor": True},
        {"compression": "packbits", "tile": (48, 64)},
        {"planarconfig": "separate", "compression": "zlib", "tile": (48, 64), "predictor": True},
        {"byteorder": ">", "compression": "zstd"},
    ],
    ids=str,
)
def test_a_coloured_picture_keeps_its_colours_and_is_measured_by_its_brightness(dtype, options):
    picture = colours(dtype=dtype)
    written = np.moveaxis(picture, 2, 0) if options.get("planarconfig") == "separate" else picture
    view = only_view(tiff(written, photometric="rgb", **options))
    assert view.colour is not None
    assert not view.colour.flags.writeable
    np.testing.assert_array_equal(view.colour, picture >> 8 if dtype == "uint16" else picture)
    expected = luma(picture) * (257 if dtype == "uint8" else 1)
    assert abs(view.energies[0] - expected).max() <= (257 if dtype == "uint8" else 1)


def test_a_coloured_picture_with_transparency():
    picture = np.dstack([colours(), ramp(dtype="uint8")])
    view = only_view(tiff(picture, photometric="rgb", extrasamples=["unassalpha"]))
    np.testing.assert_array_equal(view.colour, picture[:, :, :3])


def test_a_picture_saved_as_colour_without_any_is_a_measurement():
    view = only_view(tiff(np.dstack([ramp()] * 3), photometric="rgb"))
    assert view.colour is None
    np.testing.assert_array_equal(view.energies[0], ramp())


@pytest.mark.parametrize("depth", [8, 16], ids=["palette of 8 bits", "palette of 16 bits"])
def test_a_palette_is_looked_up(depth):
    places = ramp(dtype="uint8")
    table = np.stack([np.arange(256), 255 - np.arange(256), np.arange(256) // 2]).astype("uint16")
    stored = table if depth == 8 else table * 257
    view = only_view(tiff(places, photometric="palette", colormap=stored))
    np.testing.assert_array_equal(view.colour, table.T[places].astype("uint8"))


@pytest.mark.parametrize("options", [{}, {"tile": (32, 48)}, {"rowsperstrip": 16}], ids=str)
@pytest.mark.parametrize("level", [95, 100])
@pytest.mark.parametrize("picture", [ramp(dtype="uint8"), colours()], ids=["grey", "coloured"])
def test_jpeg_within_tiff(picture, level, options):
    kind = "rgb" if picture.ndim == 3 else "minisblack"
    written = tiff(picture, compression="jpeg", photometric=kind, compressionargs={"level": level}, **options)
    view = only_view(written)
    second_opinion = tifffile.imread(io.BytesIO(written))
    if view.colour is None:
        np.testing.assert_array_equal(view.energies[0], full_scale(second_opinion, 8))
    else:
        np.testing.assert_array_equal(view.colour, second_opinion)


def without_tables(jpeg: bytes) -> tuple[bytes, bytes]:
    """The tables apart from the picture, as TIFF may keep them (tag 347)."""
    tables, picture, at = b"\xff\xd8", b"\xff\xd8", 2
    while jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if jpeg[at + 1] in {0xDB, 0xC4}:
            tables += jpeg[at:end]
        else:
            picture += jpeg[at:end]
        at = end
    return tables + b"\xff\xd9", picture + jpeg[at:]


def jpeg_tiff(picture: bytes, tables: bytes, height: int, width: int) -> bytes:
    out = io.BytesIO()
    tifffile.imwrite(
        out,
        iter([picture]),
        shape=(height, width),
        dtype="uint8",
        compression="jpeg",
        jpegtables=tables,
        metadata=None,
    )
    return out.getvalue()


def test_jpeg_tables_kept_apart_are_put_together_with_their_pictures():
    whole = bytes(imagecodecs.jpeg8_encode(ramp(dtype="uint8"), level=95))
    tables, picture = without_tables(whole)
    view = only_view(jpeg_tiff(picture, tables, 90, 130))
    np.testing.assert_array_equal(view.energies[0], full_scale(imagecodecs.jpeg8_decode(whole), 8))


def test_jpeg_data_larger_than_its_strip_is_not_decoded():
    large = bytes(imagecodecs.jpeg8_encode(np.zeros((3000, 3000), "uint8")))
    tables, picture = without_tables(large)
    for data in (
        jpeg_tiff(picture, tables, 90, 130),  # the strip is larger than its page
        jpeg_tiff(picture, large, 90, 130),  # and so are the tables
    ):
        tracemalloc.start()
        try:
            assert refused(data).code == "damaged"
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert most < 2_000_000


def test_bits_written_the_other_way_round():
    turned = bytes(int(f"{byte:08b}"[::-1], 2) for byte in ramp(2, 4, "uint8").tobytes())
    view = only_view(tiff_header(4, 2, turned, _258=8, _266=2))
    np.testing.assert_array_equal(view.energies[0], full_scale(ramp(2, 4, "uint8"), 8))


def test_the_deepest_value_that_a_machine_gives_is_white():
    twelve = (ramp() >> 4).astype("uint16")
    view = only_view(tiff(twelve, extratags=[(281, 3, 1, 4095, True)]))
    assert (view.bits, int(view.energies[0].max())) == (12, 65535)
    below = only_view(tiff(twelve, extratags=[(281, 3, 1, 4000, True)]))  # no depth, but what occurs in it
    assert (below.bits, int(below.energies[0].max())) == (16, 4095)


def test_twelve_bits_with_white_as_zero_are_turned_within_their_depth():
    twelve = (ramp() >> 4).astype("uint16")
    view = only_view(tiff(twelve, photometric="miniswhite", description='{"bits": 12}'))
    np.testing.assert_array_equal(view.energies[0], full_scale(4095 - twelve, 12))


# --- pages --------------------------------------------------------------------------------------------------


def test_two_pages_of_one_size_are_two_energies_and_of_two_sizes_two_views():
    assert only_view(tiff(ramp(), ramp()[::-1])).is_dual_energy
    top, side = read_scan_file(tiff(ramp(), ramp(80, 130))).views
    assert (top.size, side.size) == ((130, 90), (130, 80))
    assert not top.is_dual_energy


def test_four_pages_are_two_views_of_two_energies():
    data = tiff(ramp(), ramp()[::-1], ramp(80, 130), ramp(80, 130)[::-1])
    top, side = read_scan_file(data).views
    assert top.is_dual_energy
    np.testing.assert_array_equal(top.energies[1], ramp()[::-1])
    np.testing.assert_array_equal(side.energies[1], ramp(80, 130)[::-1])
    alike = read_scan_file(tiff(*[ramp()] * 4)).views
    assert [view.is_dual_energy for view in alike] == [True, True]


def test_three_pages_of_one_size_are_three_views_for_nothing_says_which_belong_together():
    views = read_scan_file(tiff(ramp(), ramp()[::-1], ramp())).views
    assert [view.is_dual_energy for view in views] == [False, False, False]


def test_pages_that_name_their_views_are_these_views():
    named = [json.dumps({"view": name, "pitch_mm": pitch}) for name, pitch in (("top", 0.5), ("side", 0.8))]
    one_each = described_tiff((ramp(), named[0]), (ramp()[::-1], named[1]))
    two_each = described_tiff(
        (ramp(), named[0]), (ramp()[::-1], None), (ramp(), named[1]), (ramp()[::-1], named[1])
    )
    for data, is_dual in ((one_each, False), (two_each, True)):
        views = read_scan_file(data).views
        assert [(view.view, view.pitch_mm, view.is_dual_energy) for view in views] == [
            ("top", 0.5, is_dual),
            ("side", 0.8, is_dual),
        ]


def test_a_file_that_measures_one_energy_has_views_for_pages_even_of_one_size():
    views = read_scan_file(tiff(ramp(), ramp(), description=json.dumps({"energies_kev": [160]}))).views
    assert [view.energies_kev for view in views] == [(160.0,), (160.0,)]


def test_a_coloured_page_beside_the_measured_ones_is_a_view_of_its_own():
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as writer:
        writer.write(colours(), photometric="rgb", metadata=None)
        writer.write(ramp(), metadata=None)
        writer.write(ramp()[::-1], metadata=None)
    painted, measured = read_scan_file(out.getvalue()).views
    assert painted.colour is not None
    assert measured.is_dual_energy


def test_smaller_copies_below_a_page_are_not_read():
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as writer:
        writer.write(ramp(), subifds=2, metadata=None)
        writer.write(ramp(45, 65), subfiletype=1, metadata=None)
        writer.write(ramp(23, 33), metadata=None)
    np.testing.assert_array_equal(only_view(out.getvalue()).energies[0], ramp())


def test_what_the_file_says_of_itself_is_told():
    facts = dict(
        read_scan_file(tiff(ramp(), bigtiff=True, byteorder=">", tile=(32, 48), compression="lzw")).facts
    )
    assert facts == {
        "kind": "BigTIFF",
        "byte order": "big endian",
        "layout": "tiles of 48 x 32",
        "compression": "LZW",
    }


# --- refusals -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page,options",
    [
        (ramp().astype("float32"), {}),
        (ramp().astype("int16"), {}),
        (ramp().astype("uint32"), {}),
        (np.dstack([ramp()] * 3), {"photometric": "minisblack", "planarconfig": "contig"}),
        (np.dstack([ramp(dtype="uint8")] * 4), {"photometric": "separated"}),  # for a printer
        (np.dstack([ramp(dtype="uint8")] * 3), {"photometric": "cielab"}),
    ],
    ids=["float", "signed", "32 bits", "three energies", "CMYK", "Lab"],
)
def test_what_no_scan_image_is_stored_as_is_refused(page, options):
    assert refused(tiff(page, **options)).code == "unsupported"


@pytest.mark.parametrize("predictor", [3, 34892])
def test_a_predictor_of_another_kind_is_refused(predictor):
    assert refused(tiff_header(2, 2, _317=predictor)).code == "unsupported"


def test_a_palette_that_is_too_short_is_refused():
    assert refused(tiff_header(2, 2, _258=8, _262=3, _320=7)).code == "unsupported"


def test_a_coloured_picture_may_have_half_the_pixels():
    written = tiff(colours(), photometric="rgb")
    assert only_view(written, limit_pixels=2 * 130 * 90).colour is not None
    assert refused(written, limit_pixels=2 * 130 * 90 - 1).code == "too_large"


def test_all_views_together_may_cost_what_one_of_two_energies_costs():
    four = tiff(*[ramp()] * 4)
    assert len(read_scan_file(four, limit_pixels=2 * 130 * 90).views) == 2
    fault = refused(four, limit_pixels=2 * 130 * 90 - 1)
    assert fault.code == "too_large"
    assert "in all" in fault.sentence


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("kind", ["grey", "dual", "rgb"])
def test_decoding_takes_no_more_memory_than_what_is_stored_and_what_is_shown(dtype, kind):
    pages = (
        [colours(1000, 900, dtype)] if kind == "rgb" else [ramp(1000, 900, dtype)] * (1 + (kind == "dual"))
    )
    data = tiff(*pages, rowsperstrip=64, photometric="rgb" if kind == "rgb" else "minisblack")
    read_scan_file(data)  # what is imported is not counted
    tracemalloc.start()
    try:
        file = read_scan_file(data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    (view,) = file.views
    shown = sum(plane.nbytes for plane in view.energies) + (0 if view.colour is None else view.colour.nbytes)
    assert most < shown + pages[0].nbytes + 1_000_000


SAMPLES = {
    "colours": tiff(colours(40, 50), photometric="rgb", compression="zlib", predictor=True),
    "planes": tiff(np.moveaxis(colours(40, 50), 2, 0), photometric="rgb", planarconfig="separate"),
    "jpeg": tiff(colours(40, 50), photometric="rgb", compression="jpeg", tile=(16, 32)),
    "packed": tiff(ramp(40, 50) >> 4, bitspersample=12),
    "palette": tiff(ramp(40, 50, "uint8"), photometric="palette", colormap=np.zeros((3, 256), "uint16")),
    "views": described_tiff((ramp(40, 50), '{"view": "top"}'), (ramp(40, 50), '{"view": "side"}')),
    "lzw": tiff(ramp(40, 50), compression="lzw", byteorder=">", bigtiff=True),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_off_anywhere_is_refused_in_words(name):
    data = SAMPLES[name]
    for length in range(4, len(data) - 1, max(1, len(data) // 60)):
        shown_or_refused(data[:length])
    assert refused(data[: len(data) // 2]).code in {"truncated", "damaged", "unsupported"}


@settings(max_examples=600, deadline=None)
@given(
    which=st.sampled_from(sorted(SAMPLES)),
    changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=12),
    cut=st.one_of(st.none(), st.integers(0, 2**20)),
)
def test_no_mutation_of_a_file_does_anything_but_show_or_say_why_not(which, changes, cut):
    shown_or_refused(spoilt(SAMPLES[which], changes, cut))


@settings(max_examples=600, deadline=None)
@given(
    tags=st.dictionaries(
        st.sampled_from(
            [256, 257, 258, 259, 262, 266, 277, 278, 281, 284, 317, 320, 322, 323, 338, 339, 347]
        ),
        st.one_of(
            st.integers(0, 64), st.sampled_from([32773, 32946, 50000, 34926, 65_535, 2**31, 2**32 - 1])
        ),
        max_size=6,
    ),
    pixels=st.binary(min_size=1, max_size=200),
)
def test_no_directory_of_lies_does_anything_but_show_or_say_why_not(tags, pixels):
    claimed = {f"_{tag}": value for tag, value in tags.items() if tag not in {256, 257}}
    shown_or_refused(tiff_header(tags.get(256, 5), tags.get(257, 7), pixels, **claimed))
