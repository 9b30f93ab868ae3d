"""A central service of one's own for each test: on SQLite, or on PostgreSQL where a server can be started."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text

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


@pytest.fixture
def postgres(postgres_server: str) -> str:
    """URL of an empty database: whatever an earlier test left in it is gone."""
    engine = create_engine(postgres_server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres_server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a PostgreSQL server on a loopback port; it does not run as root."""
    if not POSTGRES_FOLDERS:
        pytest.skip("no PostgreSQL server on this machine")
    # Not below pytest's own folder, which only root may enter where root runs the tests.
    with tempfile.TemporaryDirectory(prefix="central-postgres-") as made:
        folder = Path(made)
        as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
            as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        environment = {"PATH": os.environ["PATH"], "HOME": made, "LC_ALL": "C.UTF-8"}

        def run(program: str, *arguments: str) -> None:
            command = [str(POSTGRES_FOLDERS[0] / program), "-D", f"{made}/data", *arguments]
            subprocess.run(command, check=True, capture_output=True, cwd=folder, env=environment, **as_user)

        run("initdb", "-U", "central", "--auth=trust", "--encoding=UTF8", "--no-sync")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        run("pg_ctl", "-w", "-l", f"{made}/log", "-o", f"-h 127.0.0.1 -p {port} -k '' -F", "start")
        yield f"postgresql://central@127.0.0.1:{port}/postgres"
        run("pg_ctl", "-m", "fast", "stop")
