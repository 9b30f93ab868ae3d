"""A cache in a folder of its own, closed afterwards."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cache.samples import KEY
from workstation.cache.store import CacheStore


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[], CacheStore]]:
    """Opens the test's cache, as often as asked (a restart); the one before is closed."""
    stores: list[CacheStore] = []

    def open_again() -> CacheStore:
        for store in stores:
            store.close()
        stores.append(CacheStore.open(tmp_path, KEY))
        return stores[-1]

    yield open_again
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[[], CacheStore]) -> CacheStore:
    """An empty cache."""
    return opened()
