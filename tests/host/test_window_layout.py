"""How the window was left is kept, and its loss stops nobody."""

from pathlib import Path

from workstation.host.window_layout import LayoutFile


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    LayoutFile(tmp_path / "layout").save(b"left like this")
    assert LayoutFile(tmp_path / "layout").load() == b"left like this"


def test_a_first_start_and_an_unreadable_file_give_nothing(tmp_path: Path) -> None:
    assert LayoutFile(tmp_path / "none").load() == b""
    assert LayoutFile(tmp_path).load() == b""


def test_a_disk_that_refuses_stops_nobody(tmp_path: Path) -> None:
    kept = LayoutFile(tmp_path / "no such folder" / "layout")
    kept.save(b"lost")
    assert kept.load() == b""
