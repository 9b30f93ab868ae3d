"""A workplace of its own for each test."""

import pytest

from tests.desk.workplace import Workplace
from tests.fakes.clock import FakeClock


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def desk(tmp_path, clock):
    with Workplace(tmp_path, clock) as workplace:
        yield workplace
