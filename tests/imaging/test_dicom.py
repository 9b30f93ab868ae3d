"""DICOM radiographs and DICOS X-ray images come back as the machine measured them."""

import io
from functools import partial
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.pixels.encoders.base import get_encoder
from pydicom.pixels.processing import apply_color_lut
from pydicom.uid import ImplicitVRLittleEndian, RLELossless

from tests.imaging.dicom_writing import (
    DICOS_FOR_PROCESSING,
    JPEG,
    JPEG_12,
    JPEG_2000,
    JPEG_LOSSLESS,
    JPEG_LS,
    NATIVE,
    RLE,
    data_set,
    rainbow,
    ramp,
    stored,
    written,
)
from workstation.imaging.dicom import DicomReader
from workstation.imaging.formats import known_formats, read_scan_image
from workstation.imaging.pixels import ScanPixels, UnreadableImage
from workstation.imaging.scan_file import ScanFile

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "scan_images"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data at hand are not beside the repository")


def read(data: bytes, limit_pixels: int = 1_000_000) -> ScanFile:
    reader = DicomReader()
    assert reader.recognises(data)
    return reader.read(data, limit_pixels)


def view(data: bytes) -> ScanPixels:
    (only,) = read(data).views
    return only


def colour(data: bytes) -> np.ndarray:
    """The colours, as numbers that can be taken from each other."""
    painted = view(data).colour
    assert painted is not None
    return painted.astype(int)


def given(name: str) -> bytes:
    return (DATA / name).read_bytes()


def facts(data: bytes) -> dict[str, str]:
    return dict(read(data).facts)


def refused(data: bytes) -> UnreadableImage:
    with pytest.raises(UnreadableImage) as caught:
        read(data)
    return caught.value


# --- files that others made ---------------------------------------------------------------------------------


@needs_data
def test_a_dicos_x_ray_image_is_the_transmission_that_was_measured():
    data = given("parcel_dx_processing_explicit.dcs")
    shown = read(data, 76_800)
    assert (shown.format, len(shown.views), shown.detections) == ("DICOS", 1, ())
    np.testing.assert_array_equal(shown.views[0].energies[0], pydicom.dcmread(io.BytesIO(data)).pixel_array)
    assert (shown.views[0].bits, shown.views[0].energies_kev, shown.views[0].pitch_mm) == (16, (160.0,), None)
    assert {"object": "CARGO", "scan_type": "OPERATIONAL", "dicos_version": "V03"}.items() <= dict(
        shown.facts
    ).items()


@needs_data
def test_a_radiograph_whose_lowest_number_is_white_is_turned():
    data = given("pydicom_RG1_J2KI.dcm")
    (shown,) = read(data, 4_000_000).views
    assert (shown.size, shown.bits, shown.view) == ((1841, 1955), 15, "PA")
    (frame,) = generate_frames(pydicom.dcmread(io.BytesIO(data)).PixelData, number_of_frames=1)
    numbers = imagecodecs.jpeg2k_decode(frame).astype(np.float64)
    expected = 65535 - numbers / 32767 * 65535
    assert np.abs(shown.energies[0] - expected).max() <= 2
    # A length on a chest would be drawn from a spacing of nothing.
    assert shown.pitch_mm is None


@needs_data
def test_the_table_that_a_file_asks_for_makes_its_greys():
    data = given("pydicom_vlut_04.dcm")
    told = pydicom.dcmread(io.BytesIO(data))
    table = np.array(told.VOILUTSequence[0].LUTData)
    np.testing.assert_array_equal(view(data).energies[0], table[told.pixel_array])


@needs_data
def test_a_coloured_capture_keeps_its_colours_and_has_a_brightness():
    data = given("pydicom_SC_rgb.dcm")
    shown = view(data)
    painted = pydicom.dcmread(io.BytesIO(data)).pixel_array
    np.testing.assert_array_equal(shown.colour, painted)
    luma = painted @ np.array([0.299, 0.587, 0.114])
    assert np.abs(shown.energies[0] / 257 - luma).max() < 1


@needs_data
@pytest.mark.parametrize("name", ["pydicom_SC_rgb.dcm", "pydicom_RG1_J2KI.dcm", "pydicom_vlut_04.dcm"])
def test_nothing_of_a_person_in_the_file_comes_along(name):
    data = given(name)
    person = pydicom.dcmread(io.BytesIO(data))
    told = " ".join(text for _, text in read(data, 4_000_000).facts)
    for secret in (person.PatientName, person.PatientID, person.get("ReferringPhysicianName", "ward")):
        assert str(secret) not in told


def brought_by_pydicom() -> list[Path]:
    """Files of many makers that pydicom carries for its own tests."""
    root = Path(pydicom.__file__).parent / "data" / "test_files"
    return [
        path for path in sorted(root.rglob("*")) if path.is_file() and path.read_bytes()[128:132] == b"DICM"
    ]


def as_pydicom_sees_it(data: bytes) -> tuple[Dataset, list[np.ndarray]] | None:
    """Each frame as pydicom decodes it with NumPy alone; colours as red, green and blue."""
    told = pydicom.dcmread(io.BytesIO(data))
    try:
        numbers = told.pixel_array
    except (RuntimeError, NotImplementedError):  # it has no decoder here
        return None
    frames = list(numbers) if int(told.get("NumberOfFrames") or 1) > 1 else [numbers]
    if told.PhotometricInterpretation == "PALETTE COLOR":
        frames = [apply_color_lut(each, told) for each in frames]
    return told, frames


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_pydicom_decodes_from_files_of_many_makers_is_the_same_here():
    compared = 0
    for path in brought_by_pydicom():
        data = path.read_bytes()
        try:
            views = read(data).views
        except UnreadableImage:
            continue
        seen = as_pydicom_sees_it(data) if views else None
        if seen is None:
            continue
        told, frames = seen
        compared += 1
        for shown, numbers in zip(views, frames, strict=True):
            if numbers.ndim == 3:
                painted = numbers >> 8 if numbers.dtype == np.uint16 else numbers
                own = (
                    (shown.energies[0] >> 8)[..., None].repeat(3, -1)
                    if shown.colour is None
                    else shown.colour
                )
                assert np.abs(own.astype(int) - painted).max() <= 1, path
                continue
            most = (1 << told.BitsStored) - 1
            least = -(1 << (told.BitsStored - 1)) if told.PixelRepresentation else 0
            share = (numbers.astype(int) - least) / most
            turned = told.PhotometricInterpretation == "MONOCHROME1"
            expected = 1 - share if turned else share
            assert np.abs(shown.energies[0] / 65535 - expected).max() <= 1 / most, path
    assert compared > 40


@pytest.mark.parametrize(
    "name", ["gdcm", "jpeg_dcmtk", "jpeg_gdcm", "jls_lossy_line", "jls_lossy_sample", "gdcm_KY"]
)
def test_one_picture_coded_by_others_has_the_same_colours(name):
    root = Path(pydicom.__file__).parent / "data" / "test_files"
    bars = ([255, 0, 0], [255, 128, 128], [0, 255, 0], [128, 255, 128], [0, 0, 255])
    for path in root.glob(f"SC_rgb_*{name}.dcm"):
        rows = colour(path.read_bytes())[5:50:10, 50]
        assert np.abs(rows - bars).max() <= 5, path


# --- how pixels are coded -----------------------------------------------------------------------------------


@pytest.mark.parametrize("syntax", NATIVE)
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_pixels_that_are_not_coded_come_back_one_for_one(syntax, bits):
    pixels = ramp(bits=bits)
    shown = view(stored(pixels, syntax=syntax, bits=bits))
    np.testing.assert_allclose(shown.energies[0] / 65535, pixels / ((1 << bits) - 1), atol=2**-bits / 2)
    assert (int(shown.energies[0].min()), int(shown.energies[0].max())) == (0, 65535)
    assert (shown.size, shown.bits, shown.colour) == ((84, 60), bits, None)


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("frames", [1, 3])
def test_run_lengths_come_back_one_for_one(bits, frames):
    every = [ramp(bits=bits, seed=seed) for seed in range(frames)]
    encode = get_encoder(RLELossless).encode
    coded = [
        encode(
            each,
            rows=60,
            columns=84,
            samples_per_pixel=1,
            number_of_frames=1,
            bits_allocated=bits,
            bits_stored=bits,
            pixel_representation=0,
            photometric_interpretation="MONOCHROME2",
        )
        for each in every
    ]
    shown = read(written(data_set(every[0], frames=frames), frames=coded, syntax=RLE)).views
    assert len(shown) == frames
    for one, pixels in zip(shown, every, strict=True):
        np.testing.assert_array_equal(one.energies[0], pixels if bits == 16 else pixels.astype(int) * 257)


def jpeg_2000_of(pixels: np.ndarray) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(pixels, level=0, codecformat="j2k"))


def by_another_coder(pixels: np.ndarray) -> bytes:
    """Lossless JPEG by a coder that is not the decoder's (liblj92)."""
    return bytes(imagecodecs.ljpeg_encode(pixels, bitspersample=16))


@pytest.mark.parametrize(
    "syntax,encode",
    [
        (JPEG_LOSSLESS, by_another_coder),
        (JPEG_LOSSLESS, lambda pixels: imagecodecs.jpeg8_encode(pixels, lossless=True, bitspersample=16)),
        (JPEG_LS, imagecodecs.jpegls_encode),
        (JPEG_2000, jpeg_2000_of),
        (JPEG_2000, lambda pixels: imagecodecs.jpeg2k_encode(pixels, level=0, codecformat="jp2")),
        ("1.2.840.10008.1.2.4.201", imagecodecs.htj2k_encode),
    ],
    ids=["lossless by another", "lossless", "JPEG-LS", "JPEG 2000", "JP2", "HTJ2K"],
)
@pytest.mark.parametrize("frames,fragments", [(1, 1), (1, 3), (2, 1), (2, 2)])
@pytest.mark.parametrize("offset_table", [True, False])
def test_what_is_coded_without_loss_comes_back_one_for_one(syntax, encode, frames, fragments, offset_table):
    every = [ramp(seed=seed) for seed in range(frames)]
    made = data_set(every[0], frames=frames)
    coded = [bytes(encode(each)) for each in every]
    data = written(made, frames=coded, syntax=syntax, fragments=fragments, offset_table=offset_table)
    if coded[0].startswith(b"\0\0\0\x0c") and fragments > 1 and frames > 1 and not offset_table:
        assert refused(data).code == "damaged"  # nothing says where the second picture begins
        return
    shown = read(data).views
    assert [one.view for one in shown] == ([""] if frames == 1 else ["1", "2"])
    for one, pixels in zip(shown, every, strict=True):
        np.testing.assert_array_equal(one.energies[0], pixels)


@pytest.mark.parametrize("syntax,bits,most", [(JPEG, 8, 3), (JPEG_12, 12, 12)])
def test_what_is_coded_with_loss_comes_back_nearly(syntax, bits, most):
    pixels = ramp(bits=bits)
    coded = bytes(imagecodecs.jpeg8_encode(pixels, level=95, bitspersample=bits))
    shown = view(written(data_set(pixels, bits=bits), frames=[coded], syntax=syntax))
    expected = pixels / ((1 << bits) - 1)
    # A ramp ends each row in a cliff, which is where such coding is worst.
    inside = shown.energies[0][:, 8:-8] / 65535
    assert np.abs(inside - expected[:, 8:-8]).max() < most * 2.0**-bits
    assert shown.bits == bits


@pytest.mark.parametrize("kind", ["uint8", "int8"])
def test_a_frame_coded_in_fewer_bits_than_are_allocated_keeps_its_values(kind):
    narrow = (ramp(bits=8).astype(int) - (128 if kind == "int8" else 0)).astype(kind)
    coded = jpeg_2000_of(narrow)
    made = data_set(narrow.astype("int16" if kind == "int8" else "uint16"), bits=8)
    shown = view(written(made, frames=[coded], syntax=JPEG_2000))
    np.testing.assert_array_equal(shown.energies[0], ramp(bits=8).astype(int) * 257)
    wide = written(data_set(narrow, bits=8), frames=[jpeg_2000_of(ramp())], syntax=JPEG_2000)
    assert refused(wide).code == "damaged"


# --- colours ------------------------------------------------------------------------------------------------

SPACES = imagecodecs.JPEG8.CS


@pytest.mark.parametrize("syntax", NATIVE)
@pytest.mark.parametrize("by_plane", [False, True])
def test_colours_by_pixel_and_by_plane_come_back_one_for_one(syntax, by_plane):
    picture = rainbow()
    made = data_set(picture, PlanarConfiguration=int(by_plane))
    pixels = np.moveaxis(picture, -1, 0) if by_plane else picture
    np.testing.assert_array_equal(view(written(made, pixels=pixels, syntax=syntax)).colour, picture)


def test_luma_and_colour_differences_become_colours():
    picture = rainbow().astype(float)
    red, green, blue = np.moveaxis(picture, -1, 0)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    full = np.stack([luma, 128 + (blue - luma) / 1.772, 128 + (red - luma) / 1.402], -1)
    rounded = np.clip(np.rint(full), 0, 255).astype("uint8")
    shown = colour(written(data_set(rounded, PhotometricInterpretation="YBR_FULL"), pixels=rounded))
    assert np.abs(shown - picture).max() <= 2

    pairs = rounded.reshape(40, 28, 2, 3)
    differences = pairs[:, :, :, 1:].astype(int).mean(axis=2).astype("uint8")
    halved = np.concatenate([pairs[:, :, :, 0], differences], axis=-1)
    shown = colour(written(data_set(rounded, PhotometricInterpretation="YBR_FULL_422"), pixels=halved))
    assert np.abs(shown - picture).max() <= 8


@pytest.mark.parametrize(
    "inside,claimed",
    [
        (SPACES.YCbCr, "YBR_FULL_422"),
        (SPACES.YCbCr, "YBR_FULL"),
        (SPACES.YCbCr, "RGB"),  # writers that name what the decoder will make of it
        (SPACES.RGB, "RGB"),
    ],
    ids=["422", "full", "lying", "RGB"],
)
def test_a_coloured_jpeg_has_its_colours_whatever_it_is_called(inside, claimed):
    picture = rainbow()
    coded = bytes(imagecodecs.jpeg8_encode(picture, level=98, colorspace=SPACES.RGB, outcolorspace=inside))
    made = data_set(picture, PhotometricInterpretation=claimed)
    shown = colour(written(made, frames=[coded], syntax=JPEG))
    assert np.abs(shown - picture).max() <= 10


@pytest.mark.parametrize(
    "syntax,encode,claimed",
    [
        (JPEG_2000, partial(imagecodecs.jpeg2k_encode, level=0, codecformat="j2k", mct=True), "YBR_RCT"),
        (JPEG_2000, partial(imagecodecs.jpeg2k_encode, level=0, codecformat="j2k", mct=False), "RGB"),
        (JPEG_LS, imagecodecs.jpegls_encode, "RGB"),
        (JPEG_LOSSLESS, partial(imagecodecs.jpeg8_encode, lossless=True), "RGB"),
    ],
    ids=["JPEG 2000 turned", "JPEG 2000", "JPEG-LS", "JPEG lossless"],
)
def test_colours_that_are_coded_without_loss_come_back_one_for_one(syntax, encode, claimed):
    picture = rainbow()
    made = data_set(picture, PhotometricInterpretation=claimed)
    shown = view(written(made, frames=[bytes(encode(picture))], syntax=syntax))
    np.testing.assert_array_equal(shown.colour, picture)


def palette(made: Dataset, tables: np.ndarray, *, first: int = 0) -> Dataset:
    for place, colour in enumerate(("Red", "Green", "Blue")):
        bits = 8 * tables.dtype.itemsize
        setattr(made, f"{colour}PaletteColorLookupTableDescriptor", [len(tables), first, bits])
        setattr(made, f"{colour}PaletteColorLookupTableData", tables[:, place].tobytes())
    made.PhotometricInterpretation = "PALETTE COLOR"
    return made


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_a_palette_makes_the_colours(depth):
    scale = 257 if depth == "uint16" else 1
    eight = np.stack([np.arange(256), 255 - np.arange(256), np.full(256, 40)], -1)
    numbers = ramp(bits=8)
    made = palette(data_set(numbers), (eight * scale).astype(depth))
    np.testing.assert_array_equal(view(written(made, pixels=numbers)).colour, eight[numbers])


def test_numbers_outside_a_palette_take_its_ends():
    tables = np.array([[1, 2, 3], [9, 8, 7]], dtype="uint8")
    numbers = np.array([[0, 10, 11, 255]], dtype="uint8")
    shown = view(written(palette(data_set(numbers), tables, first=10), pixels=numbers))
    np.testing.assert_array_equal(shown.colour, [tables[[0, 0, 1, 1]]])


# --- what the numbers mean ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "photometric,more,turned",
    [
        ("MONOCHROME2", {}, False),
        ("MONOCHROME1", {}, True),
        ("MONOCHROME2", {"RescaleSlope": -1, "RescaleIntercept": 65535}, True),
        ("MONOCHROME1", {"RescaleSlope": -1, "RescaleIntercept": 65535}, False),
        ("MONOCHROME2", {"PixelIntensityRelationshipSign": -1}, True),
        ("MONOCHROME1", {"PixelIntensityRelationshipSign": 1}, False),
        ("MONOCHROME1", {"PixelIntensityRelationshipSign": -1}, True),
    ],
)
def test_the_open_beam_is_bright_whatever_the_file_calls_white(photometric, more, turned):
    pixels = ramp()
    shown = view(stored(pixels, PhotometricInterpretation=photometric, **more))
    np.testing.assert_array_equal(shown.energies[0], 65535 - pixels if turned else pixels)


@pytest.mark.parametrize("bits", [12, 16])
def test_numbers_with_a_sign_begin_at_their_least(bits):
    pixels = (ramp(bits=bits).astype(int) - (1 << (bits - 1))).astype("int16")
    shown = view(stored(pixels, bits=bits))
    expected = (pixels.astype(int) + (1 << (bits - 1))) / ((1 << bits) - 1)
    np.testing.assert_allclose(shown.energies[0] / 65535, expected, atol=2**-13)


def test_bits_above_the_stored_ones_are_not_taken_for_values():
    pixels = ramp(bits=12)
    above = pixels << 4
    shown = view(stored(above, bits=12, HighBit=15))
    np.testing.assert_array_equal(shown.energies[0], view(stored(pixels, bits=12)).energies[0])

    overlaid = pixels.copy()
    overlaid[:, ::2] |= 0x8000
    made = data_set(overlaid, bits=12)
    made.add_new(0x60000102, "US", 15)
    np.testing.assert_array_equal(
        view(written(made, pixels=overlaid)).energies[0], view(stored(pixels, bits=12)).energies[0]
    )


def test_a_file_that_claims_fewer_bits_than_it_holds_is_taken_at_its_values():
    np.testing.assert_array_equal(view(stored(ramp(), bits=12)).energies[0], ramp())


def table_of(values: np.ndarray, *, first: int, bits: int = 16) -> list[Dataset]:
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [len(values), first, bits])
    item.add_new("LUTData", "US", values.tolist())
    return [item]


def test_a_table_is_applied_to_what_is_shown_but_never_to_what_was_measured():
    pixels = ramp(bits=8)
    steps = (np.arange(200) // 20 * 6553).astype("uint16")
    asked: dict[str, Any] = {"VOILUTSequence": table_of(steps, first=30)}
    expected = steps[np.clip(pixels.astype(int) - 30, 0, 199)]
    for syntax in NATIVE:
        shown = view(stored(pixels, syntax=syntax, **asked))
        np.testing.assert_array_equal(shown.energies[0], expected)
    turned = view(stored(pixels, PhotometricInterpretation="MONOCHROME1", **asked))
    np.testing.assert_array_equal(turned.energies[0], 65535 - expected)

    plain = pixels.astype(int) * 257
    measured = view(stored(pixels, PresentationIntentType="FOR PROCESSING", **asked))
    np.testing.assert_array_equal(measured.energies[0], plain)
    windowed = stored(pixels, WindowCenter="100", WindowWidth="50", **asked)
    np.testing.assert_array_equal(view(windowed).energies[0], plain)
    assert facts(windowed) | {"window_center": "100", "window_width": "50"} == facts(windowed)


def test_a_table_over_rescaled_numbers_and_a_table_before_it():
    pixels = ramp(bits=8)
    steps = (np.arange(512) * 128).astype("uint16")
    shown = view(
        stored(pixels, RescaleSlope=2, RescaleIntercept=-10, VOILUTSequence=table_of(steps, first=0))
    )
    np.testing.assert_array_equal(shown.energies[0], steps[np.clip(pixels.astype(int) * 2 - 10, 0, 511)])

    first = np.arange(256)[::-1].astype("uint16")
    both: dict[str, Any] = {
        "ModalityLUTSequence": table_of(first, first=0, bits=8),
        "VOILUTSequence": table_of(steps, first=0),
    }
    np.testing.assert_array_equal(view(stored(pixels, **both)).energies[0], steps[first[pixels]])


def test_a_table_begins_below_nothing_where_numbers_have_a_sign():
    pixels = (ramp(bits=8).astype(int) - 128).astype("int8")
    steps = (np.arange(256) * 100).astype("uint16")
    item = Dataset()
    item.add_new("LUTDescriptor", "SS", [256, -128, 16])
    item.add_new("LUTData", "OW", steps.astype("<u2").tobytes())
    shown = view(stored(pixels, VOILUTSequence=[item]))
    np.testing.assert_array_equal(shown.energies[0], steps[pixels.astype(int) + 128])


# --- energies, views, lengths, words ------------------------------------------------------------------------


def dual(kilovolts: list[str], **more) -> ScanFile:
    pixels = np.stack([ramp(), ramp()[::-1]])
    return read(stored(pixels, frames=2, SOPClassUID=DICOS_FOR_PROCESSING, KVP=kilovolts, **more))


def test_two_frames_with_two_voltages_are_the_energies_of_one_view_the_high_one_first():
    (shown,) = dual(["90", "160"]).views
    assert shown.energies_kev == (160.0, 90.0)
    np.testing.assert_array_equal(shown.energies[0], ramp()[::-1])
    np.testing.assert_array_equal(shown.energies[1], ramp())


@pytest.mark.parametrize(
    "kilovolts,more",
    [
        (["160"], {}),
        (["160", "160"], {}),
        (["0", "160"], {}),
        (["90", "160"], {"PixelIntensityRelationship": "LOG"}),
    ],
)
def test_materials_are_never_told_from_frames_that_may_not_be_energies(kilovolts, more):
    shown = dual(kilovolts, ViewPosition="side", **more).views
    assert [(one.view, one.is_dual_energy) for one in shown] == [("side 1", False), ("side 2", False)]


def test_two_energies_count_once_against_the_limit_and_views_each():
    pixels = np.stack([ramp(), ramp()])
    pair, views = (stored(pixels, frames=2, KVP=each) for each in (["90", "160"], ["160"]))
    assert DicomReader().read(pair, 60 * 84).views[0].is_dual_energy
    with pytest.raises(UnreadableImage) as caught:
        DicomReader().read(views, 60 * 84)
    assert caught.value.code == "too_large"


def test_a_volume_is_refused_in_words():
    slices = np.zeros((9, 4, 4), "uint8")
    fault = refused(stored(slices, frames=9))
    assert (fault.code, "9 pictures" in fault.sentence) == ("unsupported", True)


AT_DETECTOR = {"ImagerPixelSpacing": [0.8, 0.8]}


@pytest.mark.parametrize(
    "told,pitch",
    [
        ({"PixelSpacing": [0.5, 0.5]}, 0.5),
        ({"PixelSpacing": [0.5, 0.8]}, None),
        ({"PixelSpacing": [0, 0]}, None),
        ({"PixelSpacing": [900, 900]}, None),
        (AT_DETECTOR, None),
        (AT_DETECTOR | {"PixelSpacing": [0.8, 0.8]}, None),
        (AT_DETECTOR | {"PixelSpacing": [0.8, 0.8], "PixelSpacingCalibrationType": "GEOMETRY"}, 0.8),
        (AT_DETECTOR | {"EstimatedRadiographicMagnificationFactor": "1.6"}, 0.5),
        (AT_DETECTOR | {"EstimatedRadiographicMagnificationFactor": "0.5"}, None),
        (AT_DETECTOR | {"DistanceSourceToDetector": "1600", "DistanceSourceToPatient": "800"}, 0.4),
        (AT_DETECTOR | {"DistanceSourceToDetector": "1600"}, None),
    ],
)
def test_a_length_is_known_only_in_the_plane_of_the_goods(told, pitch):
    assert view(stored(ramp(), **told)).pitch_mm == (None if pitch is None else pytest.approx(pitch))


def test_words_in_the_writing_of_their_country_are_plain_and_bounded():
    told = facts(
        stored(
            ramp(),
            SpecificCharacterSet="ISO_IR 192",
            Manufacturer="機械\u202e\x07製作",
            SoftwareVersions="x" * 64,
        )
    )
    assert told["made_by"] == "機械 製作"
    assert told["software"] == "x" * 64
    unknown = data_set(ramp(), Manufacturer="Maker")
    unknown.add_new("SpecificCharacterSet", "CS", "ISO_IR 192")
    data = written(unknown, pixels=ramp()).replace(b"ISO_IR 192", b"ISO_IR 999")
    assert facts(data)["made_by"] == "Maker"


@pytest.mark.parametrize("code,told", [("00", "no"), ("01", "yes"), ("7", None)])
def test_a_picture_that_lost_detail_to_its_coding_says_so(code, told):
    assert facts(stored(ramp(), LossyImageCompression=code)).get("lossy") == told


def test_a_file_without_its_syntax_is_read_by_how_it_looks():
    for syntax in ("1.2.840.10008.1.2.1", ImplicitVRLittleEndian):
        whole = stored(ramp(), syntax=syntax)
        start = 128 + 4 + 12 + int.from_bytes(whole[140:144], "little")
        without = whole[:132] + whole[start:]
        np.testing.assert_array_equal(view(without).energies[0], ramp())


def test_pixels_cannot_be_changed_by_whoever_shows_them():
    for data in (stored(ramp()), stored(rainbow()), stored(ramp(), PhotometricInterpretation="MONOCHROME1")):
        shown = view(data)
        assert not shown.energies[0].flags.writeable
        assert shown.energies[0].flags.c_contiguous
        assert shown.colour is None or not shown.colour.flags.writeable


def test_the_program_reads_it_among_its_formats():
    np.testing.assert_array_equal(read_scan_image(stored(ramp())).energies[0], ramp())
    assert "DICOM" in known_formats()


def test_a_file_without_pixels_says_so():
    assert refused(written(data_set())).code == "no_picture"
