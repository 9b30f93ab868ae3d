"""`workstation barcode sheet`: the reader check's sheet as a file that IT prints."""

import os
import subprocess
import sys

from workstation.cli import main


def test_the_sheet_is_written_and_where_it_lies_is_said(qapp, capsys, tmp_path):
    place = tmp_path / "sheet.pdf"
    assert main(["barcode", "sheet", str(place)]) == 0
    assert place.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.startswith(f"Written: {place}.")


def test_no_file_is_ever_written_over(qapp, capsys, tmp_path):
    place = tmp_path / "sheet.pdf"
    place.write_text("mine")
    assert main(["barcode", "sheet", str(place)]) == 2
    assert place.read_text() == "mine"
    assert "There is already something at" in capsys.readouterr().err


def test_no_screen_is_needed(tmp_path):
    place = tmp_path / "sheet.pdf"
    without = {
        name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
    }
    without.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "workstation", "barcode", "sheet", str(place)]
    subprocess.run(command, env=without, check=True, capture_output=True)
    assert place.read_bytes().startswith(b"%PDF")
