"""A central service of one's own for each test: on SQLite, or on PostgreSQL where a server can be started."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fakes.clock import FakeClock
from workstation.central.serve import ServiceThread
from workstation.central.store import CentralStore

POSTGRES_FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'central.db'}"


@pytest.fixture
def store(database_url: str, clock: FakeClock) -> Iterator[CentralStore]:
    opened = CentralStore.open(database_url, clock=clock, name="Test service")
    yield opened
    opened.close()


class Line:
    """A connection to a running service with a token of one role."""

    def __init__(self, address: str, token: str) -> None:
        self.http = httpx.Client(
            base_url=address, headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=30
        )

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.http.get(path, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.http.post(path, **more)


@pytest.fixture
def address(store: CentralStore) -> Iterator[str]:
    with ServiceThread(store) as service:
        yield service.address


@pytest.fixture
def bench(store: CentralStore, address: str) -> Iterator[Line]:
    line = Line(address, store.add_token("bench one", "bench", "bench-1"))
    yield line
    line.http.close()


@pytest.fixture
def national(store: CentralStore, address: str) -> Iterator[Line]:
    line = Line(address, store.add_token("national system", "national"))
    yield line
    line.http.close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of an empty PostgreSQL server on a loopback port; it does not run as root."""
    if not POSTGRES_FOLDERS:
        pytest.skip("no PostgreSQL server on this machine")
    binaries = POSTGRES_FOLDERS[0]
    folder = tmp_path_factory.mktemp("postgres")
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
        folder.chmod(0o700)
        for parent in folder.parents:
            if parent.is_relative_to(tmp_path_factory.getbasetemp().parent):
                parent.chmod(0o711)
        as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    data = folder / "data"
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    make: list[Any] = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "central",
        "--auth=trust",
        "--encoding=UTF8",
        "--no-sync",
    ]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, env=environment, **as_user)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    run: list[Any] = [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o"]
    run.append(f"-h 127.0.0.1 -p {port} -k '' -F")
    subprocess.run([*run, "start"], check=True, capture_output=True, cwd=folder, env=environment, **as_user)
    yield f"postgresql://central@127.0.0.1:{port}/postgres"
    stop: list[Any] = [binaries / "pg_ctl", "-D", data, "-m", "fast", "stop"]
    subprocess.run(stop, check=True, capture_output=True, cwd=folder, env=environment, **as_user)
