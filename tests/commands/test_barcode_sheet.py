"""`workstation barcode sheet`: the reader check's sheet as a file that IT prints."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QLocale

from workstation.cli import main


@pytest.fixture
def locale_kept():
    before = QLocale()
    yield
    QLocale.setDefault(before)


def test_the_sheet_is_written_and_where_it_lies_is_said(qapp, capsys, tmp_path):
    place = tmp_path / "sheet.pdf"
    assert main(["barcode", "sheet", str(place)]) == 0
    assert place.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.startswith(f"Written: {place}.")


def test_it_is_written_in_the_language_that_is_asked_for(qapp, locale_kept, tmp_path):
    english, german = tmp_path / "en.pdf", tmp_path / "de.pdf"
    assert main(["barcode", "sheet", str(english), "--language", "en"]) == 0
    assert main(["barcode", "sheet", str(german), "--language", "de"]) == 0
    assert _title(english) != _title(german)


def _title(place):
    lines = place.read_bytes().split(b"\n")
    return next(line for line in lines if line.startswith(b"/Title"))


def test_no_file_is_ever_written_over(qapp, capsys, tmp_path):
    place = tmp_path / "sheet.pdf"
    place.write_text("mine")
    assert main(["barcode", "sheet", str(place)]) == 2
    assert place.read_text() == "mine"
    assert "There is already something at" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="file names hold no control characters there")
def test_no_file_name_moves_the_cursor(qapp, capsys, tmp_path):
    place = tmp_path / "\x1b[31mZoll-\u00e4.pdf"
    assert main(["barcode", "sheet", str(place)]) == 0
    assert main(["barcode", "sheet", str(place)]) == 2
    told = capsys.readouterr()
    assert f"Written: {tmp_path}/\\x1b[31mZoll-\u00e4.pdf." in told.out
    assert "\x1b" not in told.out + told.err


@pytest.mark.parametrize("screen", [{}, {"DISPLAY": ":4711"}])
def test_no_screen_is_needed_nor_one_that_answers(tmp_path, screen):
    place = tmp_path / "sheet.pdf"
    names = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    without = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "workstation", "barcode", "sheet", str(place)]
    subprocess.run(command, env=without | screen, check=True, capture_output=True)
    assert place.read_bytes().startswith(b"%PDF")
