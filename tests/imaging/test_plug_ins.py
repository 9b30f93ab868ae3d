"""Readers that the maker of a machine brings: found, asked first, and harmless when they fail."""

import logging
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.imaging.refusing import refused
from tests.imaging.writing import ramp, tiff
from workstation.imaging import formats
from workstation.imaging.formats import known_formats, read_scan_file
from workstation.imaging.pixels import ScanPixels, UnreadableImage, full_scale
from workstation.imaging.plug_ins import PlugIn, load_plug_ins, reader_folder
from workstation.imaging.scan_file import ScanFile

READER = """
from workstation.imaging.pixels import ScanPixels, full_scale
from workstation.imaging.scan_file import ScanFile
import numpy as np

class Reader:
    name = "ACME"
    def recognises(self, data):
        return data.startswith(b"ACME")
    def read(self, data, limit_pixels):
        plane = np.frombuffer(data[4:8], np.uint8).reshape(2, 2)
        return ScanFile(format=self.name, views=(ScanPixels(energies=(full_scale(plane, 8),), bits=8),))
"""


def installed(folder: Path, name: str, source: str, entry: str = "Reader") -> None:
    """What `pip install --target` leaves: a module and what describes its distribution."""
    (folder / f"{name}.py").write_text(source, encoding="utf-8")
    about = folder / f"{name}-1.2.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n", encoding="utf-8")
    points = f"[workstation.scan_image_readers]\n{name} = {name}:{entry}\n"
    (about / "entry_points.txt").write_text(points, encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Iterator[Path]:
    """A folder of readers; what is imported from it is gone after the test."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    readers = tmp_path / "readers"
    readers.mkdir(mode=0o755)
    yield readers
    for name in set(sys.modules) - before:
        if name.startswith("acme_"):
            del sys.modules[name]


@pytest.fixture
def with_reader(monkeypatch):
    """Let the program have these readers and no others."""

    class Found:
        def __init__(self, *readers: Any) -> None:
            self._found = tuple(PlugIn(each.name, "", "", each) for each in readers)

        def all(self) -> tuple[PlugIn, ...]:
            return self._found

    return lambda *readers: monkeypatch.setattr(formats, "_plug_ins", Found(*readers))


class Answering:
    """A reader that gives, or raises, what it is told to."""

    def __init__(self, answer: object, name: str = "ACME", begins: bytes = b"ACME") -> None:
        self.name, self._answer, self._begins = name, answer, begins

    def recognises(self, data: bytes) -> bool:
        return data.startswith(self._begins)

    def read(self, data: bytes, limit_pixels: int) -> object:
        if isinstance(self._answer, BaseException):
            raise self._answer
        return self._answer


def picture(**changes) -> ScanFile:
    view = {"energies": (full_scale(ramp(4, 5), 16),)} | changes
    return ScanFile(format="ACME", views=(ScanPixels(**view),))


# --- installing ---------------------------------------------------------------------------------------------


def test_a_reader_in_the_folder_is_found_with_its_package_and_reads(folder, with_reader):
    installed(folder, "acme_good", READER)
    found = {each.name: each for each in load_plug_ins(folder)}["acme_good"]
    assert (found.package, found.version, found.fault) == ("acme_good", "1.2", "")
    with_reader(found.reader)
    assert known_formats()[0] == "ACME"
    np.testing.assert_array_equal(
        read_scan_file(b"ACME\0\x01\xfe\xff").views[0].energies[0], [[0, 257], [65278, 65535]]
    )


def example() -> str:
    """The reader that docs/scan-images.md gives as an example."""
    told = (Path(__file__).parents[2] / "docs" / "scan-images.md").read_text("utf-8")
    block = told[told.index("    # acme_reader.py") : told.index("* The class is made once")]
    return textwrap.dedent(block)


def test_the_example_of_the_document_reads(folder, with_reader):
    installed(folder, "acme_reader", example(), "AcmeReader")
    (found,) = (each for each in load_plug_ins(folder) if each.name == "acme_reader")
    with_reader(found.reader)
    twelve = (ramp(3, 4) >> 4).astype("<u2")
    head = b"ACME" + (4).to_bytes(4, "little")
    sound = head + (3).to_bytes(4, "little") + twelve.tobytes()
    np.testing.assert_array_equal(read_scan_file(sound).views[0].energies[0], full_scale(twelve, 12))
    assert refused(sound[:-1]).code == "truncated"
    assert refused(sound[:7]).code == "damaged"
    assert refused(head + b"\xff" * 4).code == "too_large"


def test_a_reader_is_found_twice_only_once(folder):
    installed(folder, "acme_once", READER)
    assert [each.name for each in load_plug_ins(folder)] == [each.name for each in load_plug_ins(folder)]
    assert sys.path.count(str(folder)) == 1


def test_nothing_is_read_from_a_folder_that_is_not_there(tmp_path):
    before = list(sys.path)
    assert all(each.package != "acme_good" for each in load_plug_ins(tmp_path / "none"))
    assert sys.path == before


@pytest.mark.expected_log("cannot be loaded")
@pytest.mark.parametrize(
    "source,entry,fault",
    [
        ("import a_package_that_nobody_has", "Reader", "ModuleNotFoundError"),
        ("raise ValueError('at import')", "Reader", "ValueError"),
        ("def (", "Reader", "SyntaxError"),
        ("x = 1", "Reader", "AttributeError"),
        ("class Reader:\n    def __init__(self, needed): ...", "Reader", "TypeError"),
        ("class Reader: pass", "Reader", "AttributeError"),
    ],
)
def test_one_that_cannot_be_loaded_is_said_and_the_others_go_on(folder, source, entry, fault, caplog):
    installed(folder, "acme_broken", source, entry)
    installed(folder, "acme_good", READER)
    with caplog.at_level(logging.WARNING):
        found = {each.name: each for each in load_plug_ins(folder)}
    assert (found["acme_broken"].reader, found["acme_broken"].fault) == (None, fault)
    assert found["acme_good"].reader is not None
    assert [record.kind for record in caplog.records] == ["acme_broken"]


@pytest.mark.expected_log("is no reader")
def test_one_that_is_no_reader_is_said(folder):
    installed(folder, "acme_other", "class Reader:\n    name = recognises = read = 'x'")
    (found,) = (each for each in load_plug_ins(folder) if each.name == "acme_other")
    assert (found.reader, found.fault) == (None, "no_reader")


@pytest.mark.skipif(sys.platform == "win32", reason="the rights of a folder are those of its parent there")
@pytest.mark.expected_log("others may write")
@pytest.mark.parametrize("mode", [0o775, 0o757])
def test_a_folder_that_others_may_write_to_is_not_read(folder, mode):
    installed(folder, "acme_planted", "raise SystemExit")
    folder.chmod(mode)
    (found,) = load_plug_ins(folder)
    assert (found.reader, found.fault) == (None, "folder_open_to_others")
    assert str(folder) not in sys.path


def test_a_frozen_build_looks_beside_its_own_folder(tmp_path, monkeypatch):
    assert reader_folder() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "border-workstation" / "workstation"))
    assert reader_folder() == tmp_path.resolve() / "border-workstation-readers"


# --- reading ------------------------------------------------------------------------------------------------


def test_an_installed_reader_is_asked_before_the_programs_own(with_reader):
    with_reader(Answering(picture(view="from the maker"), name="TIFF", begins=b"II*\0"))
    assert read_scan_file(tiff(ramp())).views[0].view == "from the maker"
    assert known_formats().count("TIFF") == 1


def test_what_it_says_is_wrong_with_a_file_is_what_is_said(with_reader):
    with_reader(Answering(UnreadableImage("truncated", "The ACME file is cut off.")))
    assert refused(b"ACME").sentence == "The ACME file is cut off."


@pytest.mark.expected_log("an installed reader of scan images failed")
def test_one_that_fails_leaves_the_file_to_the_others(with_reader):
    with_reader(
        Answering(KeyError("x"), begins=b"II*\0"), Answering(picture(), name="second", begins=b"II*\0")
    )
    assert read_scan_file(tiff(ramp())).format == "ACME"
    with_reader(Answering(KeyError("x"), begins=b"II*\0"))
    assert read_scan_file(tiff(ramp())).format == "TIFF"


@pytest.mark.expected_log("an installed reader of scan images failed")
def test_a_file_that_nobody_else_can_read_is_said_to_have_a_reader_that_failed(with_reader):
    with_reader(Answering(ZeroDivisionError()))
    fault = refused(b"ACME")
    assert (fault.code, fault.sentence) == (
        "reader_failed",
        "The ACME file cannot be shown: its reader failed.",
    )


@pytest.mark.expected_log("an installed reader of scan images failed")
def test_one_that_fails_at_looking_at_a_file_is_not_blamed_for_it(with_reader):
    class Confused(Answering):
        def recognises(self, data: bytes) -> bool:
            raise IndexError

    with_reader(Confused(None))
    assert refused(b"GIF89a").code == "unknown_format"


@pytest.mark.expected_log("an installed reader of scan images failed")
def test_one_that_runs_out_of_memory_says_so(with_reader):
    with_reader(Answering(MemoryError()))
    assert refused(b"ACME").code == "too_large"


def writeable() -> np.ndarray:
    return ramp(4, 5)


@pytest.mark.expected_log("gave what cannot be shown")
@pytest.mark.parametrize(
    "answer,fault",
    [
        (None, "no_scan_file"),
        (picture(energies=()), "energies_or_bits"),
        (picture(bits=24), "energies_or_bits"),
        (picture(energies=(writeable(),)), "energy_plane"),
        (picture(energies=(full_scale(ramp(4, 5), 16), full_scale(ramp(5, 4), 16))), "energy_plane"),
        (picture(energies=(ramp(4, 5).astype("float32"),)), "energy_plane"),
        (picture(energies=(full_scale(ramp(4, 5), 16)[:, ::2],)), "energy_plane"),
        (picture(colour=full_scale(ramp(4, 5), 16)), "colour_plane"),
        (picture(pitch_mm=float("nan")), "pitch"),
        (picture(energies=(full_scale(ramp(2000, 1000), 16),)), "too_many_pixels"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_could_not_be_painted_is_not_taken(with_reader, answer, fault, caplog):
    with_reader(Answering(answer))
    with caplog.at_level(logging.WARNING):
        assert refused(b"ACME", limit_pixels=1_000_000).code == "reader_failed"
    assert [record.code for record in caplog.records] == [fault]


def test_a_report_without_a_picture_is_taken(with_reader):
    with_reader(Answering(ScanFile(format="ACME", views=())))
    assert read_scan_file(b"ACME").views == ()
    with pytest.raises(UnreadableImage) as caught:
        formats.read_scan_image(b"ACME")
    assert caught.value.code == "no_picture"


# --- the Unified File Format --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"UFF 3.0.0",
        b"a header of its own, UFF/2.0",
        b"made in the Unified File Format",
        b'<?xml version="1.0"?><UFF version="2.0">',
        b'<?xml version="1.0"?><x:UFFile xmlns:x="urn:uff">',
        b"PK\x03\x04 and whatever a container holds",
        b"\x89HDF\r\n\x1a\n and whatever a container holds",
    ],
    ids=repr,
)
def test_a_unified_file_says_that_the_makers_reader_is_needed(data):
    fault = refused(data)
    assert fault.code == "needs_vendor"
    assert "maker's reader" in fault.sentence or "reader of the machine's maker" in fault.sentence


@pytest.mark.parametrize(
    "data", [b"some stuff 3 buffers", b"UFFICIO", b"<html>unified files</html>"], ids=repr
)
def test_what_only_looks_like_the_name_is_no_unified_file(data):
    assert refused(data).code == "unknown_format"


def test_a_unified_file_is_shown_where_its_maker_has_brought_a_reader(with_reader):
    with_reader(Answering(picture(), name="UFF", begins=b"UFF"))
    assert read_scan_file(b"UFF 3.0.0").views[0].size == (5, 4)
