"""`workstation ledger verify`: what IT reads, and the exit code that a script reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.bench import opened, training_home
from tests.ledger.bench import draft
from workstation.cli import main
from workstation.host.instance import take_instance
from workstation.host.paths import Home
from workstation.identity.keys import open_keys
from workstation.ledger.database import open_database


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A bench that recorded three decisions."""
    home = training_home(tmp_path)
    ledger = opened(home)
    for _ in range(3):
        ledger.record(draft())
    ledger.close()
    return home


def verify(home: Home, *more: str) -> int:
    return main(["ledger", "verify", "--profile", "training", "--home", str(home.folder.parent), *more])


def change(home: Home, statement: str) -> None:
    connection = open_database(home.ledger, open_keys(home).ledger)
    connection.execute(statement)
    connection.close()


def test_a_sound_ledger_is_said_to_be_sound_while_the_program_runs(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with take_instance(home):
        assert verify(home) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("of bench bench-4, office NL000432.")
    assert said[1] == "Entries checked: 3."
    assert said[2].startswith("From entry 1 on they are signed with the key ")
    assert said[3] == "Nothing was altered, removed or reordered, and nothing is missing at the end."


def test_faults_are_told_and_give_exit_code_1(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    change(home, "DELETE FROM event WHERE sequence = 2")
    assert verify(home) == 1
    assert "Entry 2 was removed.\n" in capsys.readouterr().out


def test_a_program_reads_the_same(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    change(home, "UPDATE event SET signature = '' WHERE sequence = 2")
    assert verify(home, "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["is_sound"], said["entries"], said["bench"]) == (False, 3, "bench-4")
    assert said["faults"] == [
        {
            "code": "entry.unsigned",
            "words": "Entry 2 is not signed, though entries before it are.",
            "sequence": 2,
            "last": 0,
        }
    ]


def test_a_ledger_signed_by_another_bench_is_told(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (home.folder / "training.signing").write_text("07" * 32, encoding="ascii")
    assert verify(home) == 1
    assert "signed by another key than this bench's" in capsys.readouterr().out


def test_what_cannot_be_checked_gives_exit_code_2(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.training_key.write_text("07" * 64, encoding="ascii")
    assert verify(home) == 2
    assert "is not the key of the ledger" in capsys.readouterr().err
    home.training_key.unlink()
    assert verify(home) == 2
    assert "no longer there" in capsys.readouterr().err
    assert main(["ledger", "verify", "--profile", "training", "--home", str(tmp_path / "nowhere")]) == 2
    assert "There is no ledger" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_options_before_the_command_count(home: Home) -> None:
    assert main(["--profile", "training", "--home", str(home.folder.parent), "ledger", "verify"]) == 0
    assert main(["--profile", "training", "ledger", "verify", "--home", str(home.folder.parent)]) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_result_that_could_not_be_printed_is_neither_sound_nor_a_fault(
    home: Home, more: tuple[str, ...]
) -> None:
    place = ["--profile", "training", "--home", str(home.folder.parent)]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "workstation", "ledger", "verify", *place, *more],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "could not be printed" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_ledger_that_is_gone_with_its_anchor_is_missed(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in home.folder.glob("ledger.*"):
        file.unlink()
    assert verify(home) == 2
    assert "is not there, though it was" in capsys.readouterr().err
