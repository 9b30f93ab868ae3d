"""The commands of the central service, as an operator gives them: what they print, and how they end."""

import re
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest

from tests.central.making import document
from tests.central.processes import process
from workstation.central.load.kcs_csv import COLUMNS
from workstation.central.store import CentralStore
from workstation.cli import main
from workstation.contract.messages import ProblemDocument

HEADER = ",".join(COLUMNS).encode() + b"\r\n"

NEW = "There was no database at this address: a new one was made.\n"


@contextmanager
def served(database_url: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`workstation central serve` as a process, and the address that it printed."""
    words = ["central", "serve", "--database", database_url, "--port", "0"]
    with process(["-m", "workstation", *words], {"TZ": "Asia/Tokyo"}) as started:
        yield started


# --- tokens ---


def test_a_token_is_made_and_revoked_by_the_name_of_its_holder(
    store: CentralStore, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["central", "token", "--database", database_url]
    name = "bench 4 " + "x" * 300  # longer than what is kept of it
    tokens = []
    for _ in range(2):
        assert main([*command, "--name", name, "--role", "bench"]) == 0
        tokens.append(capsys.readouterr().out.strip())
    other = store.add_token("bench 5", "bench")
    assert all(store.caller(token) for token in tokens)
    assert main([*command, "--revoke", name]) == 0
    assert capsys.readouterr().out == "2 revoked\n"
    assert not any(store.caller(token) for token in tokens)
    assert store.caller(other)
    assert main([*command, "--revoke", name]) == 1
    assert capsys.readouterr().err == "No token of this name is valid: nothing was revoked.\n"


def test_a_new_token_needs_a_role(
    store: CentralStore, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert store.state().change == 0
    assert main(["central", "token", "--database", database_url, "--name", "n"]) == 2
    assert "role" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["benches"],
        ["benches", "--revoke", "bench-1"],
        ["restored"],
        ["mandate", "--show"],
        ["mandate", "--drop"],
        ["token", "--revoke", "n"],
    ],
)
@pytest.mark.parametrize("made", [False, True])
def test_a_mistyped_path_makes_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], made: bool
) -> None:
    file = tmp_path / "centrel.db"
    if made:
        file.touch()
    assert main(["central", words[0], "--database", f"sqlite:///{file}", *words[1:]]) == 2
    assert "There is no database of a central service at this address." in capsys.readouterr().err
    assert file.exists() is made
    assert not made or file.stat().st_size == 0


def test_who_may_make_a_database_says_that_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["central", "token", "--database", str(tmp_path / "new.db"), "--name", "n", "--role", "bench"]
    said = []
    for _ in range(2):
        assert main(command) == 0
        said.append(capsys.readouterr().err)
    assert said == [NEW, ""]


# --- loading ---


@pytest.mark.parametrize(
    "format, content", [("kcs-csv", b""), ("kcs-csv", HEADER), ("ndjson", b""), ("ndjson", b"\n\n")]
)
def test_a_file_without_records_is_said_to_have_none(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str], format: str, content: bytes
) -> None:
    file = tmp_path / "empty"
    file.write_bytes(content)
    assert main(["central", "load", "--database", database_url, "--format", format, str(file)]) == 0
    said = capsys.readouterr()
    assert said.err == f"{NEW}{file}: there are no records in it\n"
    assert said.out == "0 loaded, 0 refused\n"


def test_a_database_that_goes_away_midway_leaves_what_was_loaded_and_says_so(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "documents.ndjson"
    file.write_bytes(b"\n".join(document(f"C{number}") for number in range(1200)))
    put = CentralStore.put_consignments

    def put_once(store: CentralStore, documents: list[bytes]) -> object:
        """Store the first chunk, and then lose a table."""
        outcomes = put(store, documents)
        with closing(sqlite3.connect(tmp_path / "central.db")) as other:
            other.execute("ALTER TABLE consignment RENAME TO gone")
        return outcomes

    monkeypatch.setattr(CentralStore, "put_consignments", put_once)
    assert main(["central", "load", "--database", database_url, "--format", "ndjson", str(file)]) == 1
    said = capsys.readouterr()
    assert said.err == NEW + (
        "The load ended before its end. The database does not answer. Look whether its address is right, and"
        " whether it runs or its folder may be written. What was loaded until then stays; load the same files"
        " again for the rest.\n"
    )
    assert said.out == "500 loaded, 0 refused\n"


# --- serving ---


def test_what_the_service_logs_has_a_time_and_no_advice_of_its_libraries(
    store: CentralStore, database_url: str
) -> None:
    token = store.add_token("n", "national")
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    with served(database_url) as (process, address):
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Authorization": f"Bearer {token}"}
        answer = httpx.get(f"{address}/v1/service-information", headers=upgrade, trust_env=False)
        assert answer.status_code == 200
        parts = urlsplit(address)
        with socket.create_connection((parts.hostname or "", parts.port or 0)) as other:
            other.sendall(b"what is no HTTP\r\n\r\n")
            raw = other.makefile("rb").read()
        process.terminate()
        _, errors = process.communicate(timeout=20)
    time = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00"
    assert re.fullmatch(time + r" WARNING uvicorn\.error: Invalid HTTP request received\.\n", errors)
    said = datetime.fromisoformat(errors.split()[0])
    assert before <= said <= datetime.now(UTC)
    head, _, body = raw.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"content-type: application/problem+json" in head.lower()
    assert msgspec.json.decode(body, type=ProblemDocument) == ProblemDocument(
        title="Bad Request", status=400, detail="Invalid HTTP request received.", code="request.unreadable"
    )
