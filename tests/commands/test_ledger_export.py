"""`workstation ledger export`: a file for a third party, written once and never over another."""

import stat
import sys
from pathlib import Path

import pytest

from tests.commands.bench import opened, training_home
from tests.ledger.bench import draft
from workstation.cli import main
from workstation.host.instance import take_instance
from workstation.host.paths import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = training_home(tmp_path)
    ledger = opened(home)
    ledger.record(draft(particulars=(("remark", "two knives"),)))
    ledger.close()
    return home


def export(home: Home, out: Path, *more: str) -> int:
    place = str(home.folder.parent)
    return main(["ledger", "export", "--profile", "training", "--home", place, "--out", str(out), *more])


def test_the_file_is_written_while_the_program_runs_and_for_its_owner_alone(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ledger.txt"
    with take_instance(home):
        assert export(home, out) == 0
    assert str(out) in capsys.readouterr().out
    names = [line.split(b"\t")[0] for line in out.read_bytes().splitlines()]
    assert names[-2:] == [b"entry", b"end"]
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_texts_leave_only_when_asked_for(home: Home, tmp_path: Path) -> None:
    assert export(home, tmp_path / "ledger.txt", "--with-texts") == 0
    assert b"\ntext\t1\tp0\tremark\t" in (tmp_path / "ledger.txt").read_bytes()


def test_nothing_is_written_over(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "letter"
    out.write_text("Dear Sir", encoding="utf-8")
    assert export(home, out) == 2
    assert "There is already something at" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "Dear Sir"


def test_what_cannot_be_written_leaves_nothing(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(home, tmp_path / "nowhere" / "ledger.txt") == 2
    assert "There is no usable file or folder" in capsys.readouterr().err
