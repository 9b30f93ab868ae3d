"""A real central service, a line to it that can fail, and benches on that line."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.disk import Disk
from tests.fakes.faulty_line import FaultyLine
from tests.sync.bench import Bench
from workstation.central.serve import ServiceThread
from workstation.central.store import CentralStore


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """The disk as a test fills it."""
    made = Disk()
    monkeypatch.setattr("workstation.host.files.shutil.disk_usage", made.usage)
    return made


@pytest.fixture
def service(tmp_path: Path, clock: FakeClock) -> Iterator[CentralStore]:
    store = CentralStore.open(f"sqlite:///{tmp_path / 'central.db'}", clock=clock)
    yield store
    store.close()


@pytest.fixture
def service_line(service: CentralStore) -> Iterator[FaultyLine]:
    """A line to the service; passes everything on until it is told otherwise."""
    with ServiceThread(service) as thread, FaultyLine(thread.address) as line:
        yield line


@pytest.fixture
def make_bench(
    service: CentralStore, service_line: FaultyLine, tmp_path: Path, clock: FakeClock
) -> Iterator[Callable[..., Bench]]:
    with ExitStack() as opened:

        def make(name: str = "bench-1", *, speaks_for: str = "", **more: Any) -> Bench:
            """A bench in a folder of this name, which is its own name unless another is said."""
            speaks_for = speaks_for or name
            token = service.add_token(name, "bench", speaks_for)
            bench = Bench(tmp_path / name, service_line.address, token, clock, bench=speaks_for, **more)
            return opened.enter_context(bench)

        yield make


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()
