"""`workstation ledger erase` and `archive`: what goes, what stays, and what is refused."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands.bench import opened, training_home
from tests.fakes.clock import FakeClock
from tests.ledger.bench import answer, draft
from tests.ledger.test_export import CHECKER, needs_openssl
from workstation.cli import main
from workstation.host.instance import take_instance
from workstation.host.paths import Home
from workstation.identity.service_time import KNOWN, ServiceTime
from workstation.identity.wrapping import new_recovery_pair

DAYS_AGO = (400, 300, 200, 10)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A bench whose entries are as old as `DAYS_AGO` says; all are acknowledged."""
    home = training_home(tmp_path)
    now = datetime.now(UTC)
    clock = FakeClock(now)
    ledger = opened(home, clock)
    for days in DAYS_AGO:
        clock.set(now - timedelta(days=days))
        said = (("remark", f"{days} days old"),)
        sent = ledger.record(draft(particulars=said, last_read="RB123456785GB")).event.id
        ledger.settle(answer((sent, "accepted")), now)
    ledger.close()
    return home


def run(home: Home, verb: str, *more: str) -> int:
    return main(["ledger", verb, "--profile", "training", "--home", str(home.folder.parent), *more])


def days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d")


def archive(home: Home, out: Path, days: int, *more: str) -> int:
    return run(home, "archive", "--out", str(out), "--before", days_ago(days), *more)


def seal_to(home: Home, folder: Path) -> Path:
    """Set a recovery key; its private file."""
    private, public = new_recovery_pair()
    (folder / "private.pem").write_bytes(private)
    (folder / "public.pem").write_bytes(public)
    home.settings.write_text(json.dumps({"recovery_key": str(folder / "public.pem")}), encoding="utf-8")
    return folder / "private.pem"


def exported(home: Home, out: Path) -> bytes:
    assert run(home, "export", "--with-texts", "--out", str(out)) == 0
    return out.read_bytes()


def test_old_texts_are_erased_and_the_ledger_is_sound(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "erase", "--older-than", "250") == 0
    assert "texts were erased: 2." in capsys.readouterr().out
    assert run(home, "verify") == 0
    content = exported(home, tmp_path / "out")
    assert (content.count(b"\nerased\t"), content.count(b"\ntext\t")) == (4, 4)


def test_a_machine_whose_clock_was_set_forward_erases_nothing_too_early(home: Home) -> None:
    ledger = opened(home)
    clock = FakeClock(datetime.now(UTC) - timedelta(days=350))
    service = ServiceTime("", clock, "")
    service.hear(clock.now())
    # As if the service had been heard a moment before the clock was set forward: nothing else has passed.
    kept = json.loads(service.to_keep())
    kept["wall"] = datetime.now(UTC).isoformat()
    ledger.known.put(KNOWN, json.dumps(kept))
    ledger.close()
    assert run(home, "erase", "--older-than", "250") == 0
    again = opened(home)
    with again._access.looking() as connection:
        (left,) = connection.execute("SELECT count(text) FROM particular").fetchone()
    again.close()
    assert left == 2 * len(DAYS_AGO)


def test_nothing_is_taken_out_while_the_program_runs(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with take_instance(home):
        assert run(home, "erase", "--older-than", "1") == 2
        assert archive(home, tmp_path / "out", 100, "--without-texts") == 2
    assert capsys.readouterr().err.count("already running") == 2
    assert not (tmp_path / "out").exists()


@needs_openssl
def test_an_archive_is_checked_by_itself_and_opens_with_the_private_key(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private = seal_to(home, tmp_path)
    sealed, plain = tmp_path / "sealed", tmp_path / "plain"
    assert archive(home, sealed, 250) == 0
    assert "entries 1 to 2" in capsys.readouterr().out
    assert b"sealed\t" in sealed.read_bytes()
    assert b"\ntext\t" not in sealed.read_bytes()
    unseal = ["keys", "unseal", "--archive", str(sealed), "--private-key", str(private), "--out", str(plain)]
    assert main(unseal) == 0
    assert plain.read_bytes().count(b"\ntext\t") == 4
    for file in (sealed, plain):
        done = subprocess.run(
            [shutil.which("sh") or "sh", str(CHECKER), str(file)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
    capsys.readouterr()
    assert run(home, "verify") == 0
    assert "Archived before: entries 1 to 2." in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"Dear Sir\n", b"", b"\0\xff\n", b"ledger-export\t1\tarchive\nentry\t1\n"]
)
def test_what_is_no_archive_or_only_its_beginning_is_not_unsealed(
    home: Home, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    private = seal_to(home, tmp_path)
    (tmp_path / "letter").write_bytes(content)
    out = tmp_path / "plain"
    unseal = ["keys", "unseal", "--archive", str(tmp_path / "letter"), "--private-key", str(private)]
    assert main([*unseal, "--out", str(out)]) == 2
    assert "is no archive or export of a ledger" in capsys.readouterr().err
    assert not out.exists()


def test_without_a_recovery_key_texts_are_left_out_only_when_that_is_said(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert archive(home, out, 250) == 2
    assert "No recovery key is set" in capsys.readouterr().err
    assert archive(home, out, 250, "--without-texts") == 0
    assert b"sealed\t" not in out.read_bytes()
    assert b"\ntext\t" not in out.read_bytes()


def test_what_may_still_be_called_back_stays(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert archive(home, tmp_path / "out", 5, "--without-texts") == 2
    assert "may still be called back" in capsys.readouterr().err
    assert archive(home, tmp_path / "out", 500, "--without-texts") == 0
    said = capsys.readouterr().out
    assert "Nothing can be archived" in said
    assert "No file was made." in said
    assert not (tmp_path / "out").exists()


def test_nothing_is_taken_out_of_a_ledger_that_is_not_sound(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = opened(home)
    with ledger._access.changing() as connection:
        connection.execute("UPDATE particular SET text = 'other words' WHERE sequence = 4 AND key = 'p0'")
    ledger.close()
    assert archive(home, tmp_path / "out", 250, "--without-texts") == 2
    assert "is not as it was written" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("erase", "--older-than", "0"),
        ("erase", "--older-than", "99999999"),
        ("archive", "--out", "file", "--before", "yesterday"),
    ],
)
def test_what_makes_no_sense_is_refused(home: Home, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        run(home, *words)
