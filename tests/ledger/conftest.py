"""A ledger of its own for each test, on the real SQLCipher."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import KEY, opened
from workstation.ledger.store import Ledger


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def open_ledger(folder: Path, clock: FakeClock) -> Iterator[Callable[..., Ledger]]:
    """Opens the ledger in the test's folder; what is still open at the end is closed."""
    ledgers: list[Ledger] = []

    def open_it(key: bytes = KEY, **more: object) -> Ledger:
        ledgers.append(opened(folder, clock, key, **more))
        return ledgers[-1]

    yield open_it
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(open_ledger: Callable[..., Ledger]) -> Ledger:
    return open_ledger()
