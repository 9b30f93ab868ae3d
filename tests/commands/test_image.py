"""`workstation image`: what a file holds, why it is not shown, and what an officer would see of it."""

import hashlib
import json

import imagecodecs
import numpy as np
import pytest

from tests.imaging.writing import colours, described_tiff, ramp, tiff
from workstation.cli import main
from workstation.imaging import formats
from workstation.imaging.appearance import Window, grey_table
from workstation.imaging.filters import colours_of
from workstation.imaging.formats import read_scan_file
from workstation.imaging.material import material_plane
from workstation.imaging.pixels import ScanPixels, full_scale
from workstation.imaging.plug_ins import PlugIn
from workstation.imaging.scan_file import ScanFile, SeenByAlgorithm

ABOUT = json.dumps({"energies_kev": [160, 90], "pitch_mm": 0.8, "view": "top"})
DUAL = tiff(ramp(), ramp()[::-1], description=ABOUT)


@pytest.fixture
def file(tmp_path):
    def written(data: bytes, name: str = "image.tif"):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return written


@pytest.fixture
def with_reader(monkeypatch):
    """Let the program have these plug-ins and no others."""

    class Found:
        def __init__(self, *found: PlugIn) -> None:
            self.all = lambda: found

    return lambda *found: monkeypatch.setattr(formats, "_plug_ins", Found(*found))


def told(capsys, path) -> tuple[int, dict]:
    code = main(["image", "info", str(path), "--json"])
    return code, json.loads(capsys.readouterr().out)


def rendered(path, tmp_path, *options: str) -> np.ndarray:
    out = tmp_path / "out.png"
    assert main(["image", "render", str(path), "--out", str(out), *options]) == 0
    picture = imagecodecs.png_decode(out.read_bytes())
    out.unlink()
    return picture


# --- info ---------------------------------------------------------------------------------------------------


def test_a_program_is_told_all_that_the_file_holds(capsys, file):
    code, answer = told(capsys, file(DUAL))
    assert code == 0
    assert answer["is_shown"]
    assert answer["format"] == "TIFF"
    assert answer["sha256"] == hashlib.sha256(DUAL).hexdigest()
    assert answer["bytes"] == len(DUAL)
    assert answer["facts"]["compression"] == "none"
    assert answer["views"] == [
        {
            "name": "top",
            "width": 130,
            "height": 90,
            "bits": 16,
            "energies": 2,
            "energies_kev": [160.0, 90.0],
            "pitch_mm": 0.8,
            "is_coloured": False,
        }
    ]


def test_a_person_is_told_the_same_in_words(capsys, file):
    pages = described_tiff((ramp(), ABOUT), (ramp()[::-1], None))
    assert main(["image", "info", str(file(pages))]) == 0
    said = capsys.readouterr().out
    assert "TIFF" in said
    assert "view 1 (top): 130 x 90, 16 bits, two energies (160 and 90 keV), a pixel is 0.8 mm" in said
    assert main(["image", "info", str(file(tiff(colours(), photometric="rgb")))]) == 0
    assert "8 bits, coloured by the machine's software, pitch not said" in capsys.readouterr().out


def test_detections_are_told_and_nothing_in_them_reaches_the_terminal(capsys, file, with_reader):
    seen = SeenByAlgorithm("knife\x1b[2J", confidence=0.91, view=1, box=(1, 2, 3, 4), algorithm="ACME 3")

    class Reporting:
        name = "REPORT"

        def recognises(self, data: bytes) -> bool:
            return data.startswith(b"REPORT")

        def read(self, data: bytes, limit_pixels: int) -> ScanFile:
            return ScanFile(format=self.name, views=(), detections=(seen,), facts=(("by\x07", "x\x1by"),))

    with_reader(PlugIn("report", "report", "1", Reporting()))
    report = file(b"REPORT")
    assert main(["image", "info", str(report)]) == 0
    said = capsys.readouterr().out
    assert "detection in view 2: knife\\x1b[2J, confidence 0.91, box 1 2 3 4, by ACME 3" in said
    assert not any(sign in said for sign in "\x1b\x07")
    code, answer = told(capsys, report)
    assert (code, answer["detections"][0]["box"], answer["views"]) == (0, [1, 2, 3, 4], [])
    assert main(["image", "render", str(report), "--out", str(report) + ".png"]) == 1
    assert "no image is in it" in capsys.readouterr().err


def test_why_it_cannot_be_shown_is_one_sentence_and_exit_code_1(capsys, file):
    cut = file(DUAL[:-5000])
    assert main(["image", "info", str(cut)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"{cut}: The TIFF file is cut off: some of its pixels are missing.\n"
    code, answer = told(capsys, cut)
    assert (code, answer["is_shown"], answer["code"]) == (1, False, "truncated")
    assert answer["reason"] == "The TIFF file is cut off: some of its pixels are missing."


def test_a_file_that_is_not_there_is_another_matter(capsys, tmp_path):
    assert main(["image", "info", str(tmp_path / "none.tif")]) == 2
    assert "none.tif" in capsys.readouterr().err


def test_bare_pixels_are_read_with_the_sidecar_beside_them(capsys, file):
    image = file(ramp().tobytes(), "belt.raw")
    assert told(capsys, image)[1]["code"] == "unknown_format"
    file(json.dumps({"columns": 130, "rows": 90}, indent=2).encode(), "belt.raw.json")
    code, answer = told(capsys, image)
    assert (code, answer["format"], answer["views"][0]["width"]) == (0, "raw with sidecar", 130)
    file(b'{"columns": 131, "rows": 90}', "belt.raw.json")
    assert told(capsys, image)[1]["code"] == "truncated"


def test_a_unified_file_says_whose_reader_is_needed(capsys, file):
    code, answer = told(capsys, file(b"whatever is in it", "truck.UFF"))
    assert (code, answer["code"]) == (1, "needs_vendor")
    assert "reader of the machine's maker" in answer["reason"]


# --- render -------------------------------------------------------------------------------------------------


def test_the_standard_view_is_the_colour_of_each_pixel(file, tmp_path):
    picture = rendered(file(DUAL), tmp_path)
    (view,) = read_scan_file(DUAL).views
    material = material_plane(*view.energies)
    greys = grey_table(Window(32768, 65536))[view.energies[0]]
    by_grey_and_material = colours_of("none", in_colour=True, negative=False).reshape(256, 256)
    expected = by_grey_and_material[greys, material]
    for channel, shift in enumerate((16, 8, 0)):
        np.testing.assert_array_equal(picture[:, :, channel], expected >> shift & 255)


def test_grey_goes_through_the_window_that_is_named(file, tmp_path):
    image = file(DUAL)
    (view,) = read_scan_file(DUAL).views
    for options, window in (((), Window(32768, 65536)), (("--window", "20000", "8000"), Window(20000, 8000))):
        picture = rendered(image, tmp_path, "--view", "grey", *options)
        assert picture.ndim == 2
        np.testing.assert_array_equal(picture, grey_table(window)[view.energies[0]])


def test_each_look_shows_something_else(file, tmp_path):
    rows, columns = np.mgrid[0:90, 0:130]
    high = np.where((rows // 9 + columns // 13) % 2, 40_000, 9_000).astype("uint16")
    low = (high * np.linspace(0.5, 0.95, 130)[None, :]).astype("uint16")
    image = file(tiff(high, low))
    looks = ("standard", "grey", "negative", "edges", "organic", "metal", "penetration")
    pictures = {rendered(image, tmp_path, "--view", look).tobytes() for look in looks}
    assert len(pictures) == len(looks)


def test_materials_are_not_told_apart_in_one_energy(capsys, file, tmp_path):
    image = file(tiff(ramp()))
    out = tmp_path / "out.png"
    for look in ("organic", "metal"):
        assert main(["image", "render", str(image), "--out", str(out), "--view", look]) == 1
        assert "one energy" in capsys.readouterr().err
    assert not out.exists()


def test_a_picture_that_came_coloured_keeps_its_colours(file, tmp_path):
    image = file(tiff(colours(), photometric="rgb"))
    np.testing.assert_array_equal(rendered(image, tmp_path), colours())


def test_one_of_several_views_is_named_by_its_number(capsys, file, tmp_path):
    image = file(tiff(ramp(), ramp(80, 130)))
    assert rendered(image, tmp_path, "--number", "2").shape == (80, 130)
    out = str(tmp_path / "out.png")
    for number in ("0", "3"):
        assert main(["image", "render", str(image), "--out", out, "--number", number]) == 1
    assert "has no view 3; it has 2" in capsys.readouterr().err


def test_nothing_is_written_over_another_file(capsys, file):
    image = file(DUAL)
    assert main(["image", "render", str(image), "--out", str(image)]) == 2
    assert image.read_bytes() == DUAL
    assert "already" in capsys.readouterr().err


@pytest.mark.parametrize("window", [("a", "b"), ("-1", "5"), ("nan", "5"), ("1", "1e9")])
def test_a_window_that_makes_no_sense_is_wrong_use(capsys, file, window):
    with pytest.raises(SystemExit) as ended:
        main(["image", "render", str(file(DUAL)), "--out", "x.png", "--window", *window])
    assert ended.value.code == 2
    assert "--window" in capsys.readouterr().err


# --- readers ------------------------------------------------------------------------------------------------


class Reader:
    name = "ACME"

    def recognises(self, data: bytes) -> bool:
        return False

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        view = ScanPixels(energies=(full_scale(ramp(), 16),))
        return ScanFile(format=self.name, views=(view,))


def test_it_is_told_which_readers_are_installed_and_which_fail(capsys, with_reader):
    with_reader(PlugIn("acme", "acme-reader", "1.2", Reader()))
    assert main(["image", "readers"]) == 0
    said = capsys.readouterr().out
    assert "read here: ACME, TIFF, PNG" in said
    assert "installed: acme (acme-reader 1.2) reads ACME" in said
    with_reader(PlugIn("acme", "acme-reader", "1.2", fault="ImportError"))
    assert main(["image", "readers"]) == 1
    assert "installed: acme (acme-reader 1.2) cannot be loaded (ImportError)" in capsys.readouterr().out
    assert main(["image", "readers", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["installed"] == [
        {"name": "acme", "package": "acme-reader", "version": "1.2", "format": "", "fault": "ImportError"}
    ]
    assert "TIFF" in answer["formats"]
