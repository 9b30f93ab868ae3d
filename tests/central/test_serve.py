"""The service as a process of its own: it says once where it is, ends when it is asked to, and with whoever
started it.
"""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.central.making import coded_lists, document
from tests.central.processes import process
from workstation.central.serve import ServiceThread, make_token, serve
from workstation.central.store import CentralStore
from workstation.domain.problems import Problem, Refused

PROGRAM = """
import sys
from workstation.central.serve import serve
serve(sys.argv[1], "127.0.0.1", 0, parent_pipe=sys.argv[2] == "pipe", ready=lambda address: print(address,
flush=True))
"""


@contextmanager
def running(database_url: str, *, pipe: bool = False) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service as a process, and the address that it printed."""
    words = ["-c", PROGRAM, database_url, "pipe" if pipe else "alone"]
    with process(words, {"PYTHONWARNINGS": "error"}) as started:
        yield started


def asked(address: str, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{address}/v1/service-information", headers=headers, trust_env=False).status_code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_served_database_is_served_until_the_process_is_asked_to_stop(
    store: CentralStore, database_url: str, number: signal.Signals
) -> None:
    token = make_token(store, "bench", "bench")
    with running(database_url) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert asked(address, token) == 200
        # A token made and data loaded by another process while it serves.
        assert asked(address, make_token(store, "later", "national")) == 200
        store.put_consignments([document("C1")])
        process.send_signal(number)
        output, errors = process.communicate(timeout=20)
        assert (process.returncode, output, errors) == (0, "", "")


def test_a_service_ends_with_the_program_that_started_it(store: CentralStore, database_url: str) -> None:
    assert store.state().change == 0
    with running(database_url, pipe=True) as (process, address):
        assert address
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_an_address_in_use_is_refused_in_one_sentence(database_url: str) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(Refused, match=r"The address 127\.0\.0\.1:\d+ cannot be used"),
    ):
        serve(database_url, "127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize(
    "url",
    [
        "mysql://x/y",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql+nothing://[",
        "postgresql://host:no-port/central",
        "sqlite:///missing/folder/x.db",
    ],
)
def test_a_database_that_cannot_be_used_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(Problem, match="database"):
        serve(url.replace("missing", str(tmp_path / "missing")))


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_new_database_is_for_its_account_alone_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "central.db"
    CentralStore.open(f"sqlite:///{file}").close()
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    store = CentralStore.open(f"sqlite:///{file}")
    make_token(store, "n", "national")
    assert {each.stat().st_mode & 0o777 for each in tmp_path.iterdir()} == {0o640}
    store.close()


@pytest.mark.parametrize("content", [b"no database\n", b"SQLite format 3\0" + b"x" * 4000])
def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "central.db"
    file.write_bytes(content)
    with pytest.raises(Problem, match="damaged, or no database") as told:
        serve(f"sqlite:///{file}")
    assert told.value.code == "database.damaged"
    assert file.read_bytes() == content


def test_a_database_of_a_newer_service_is_left_alone(store: CentralStore, database_url: str) -> None:
    with store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE service SET schema = 99")
    with pytest.raises(Refused, match="newer"):
        CentralStore.open(database_url)


def test_lists_are_put_in_where_there_are_none(store: CentralStore, database_url: str) -> None:
    acts, reasons = coded_lists()
    store.put_reference([acts])
    before = store.reference("acts")

    def stop(_address: str) -> None:
        signal.raise_signal(signal.SIGINT)

    serve(database_url, ready=stop, lists=[reasons, acts])
    assert store.reference("acts") == before
    assert store.reference("reasons") is not None


def test_a_service_in_a_thread_can_be_stopped_and_started_again_at_its_address(store: CentralStore) -> None:
    token = make_token(store, "bench", "bench")
    service = ServiceThread(store)
    with service:
        first = service.address
        assert asked(first, token) == 200
    with pytest.raises(httpx.ConnectError):
        asked(first, token)
    port = int(first.rpartition(":")[2])
    with ServiceThread(store, port=port) as again:
        assert again.address == first
        assert asked(first, token) == 200


def test_an_unknown_role_is_refused(store: CentralStore) -> None:
    with pytest.raises(Refused, match="not a role"):
        make_token(store, "x", "administrator")
