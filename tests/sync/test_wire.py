"""The connections: a time limit is one request's alone, and a stop reaches what is only beginning."""

import threading
from typing import Any

import pytest

from workstation.domain.problems import Unavailable
from workstation.sync.wire import Wire


class Network:
    """Takes whatever is written, and lets a test act at each write."""

    def __init__(self) -> None:
        self.limits: list[float | None] = []
        self.written = b""
        self.at_write: Any = lambda: None

    def connect_tcp(self, host: str, port: int, timeout: float | None = None) -> "Network":
        self.limits.append(timeout)
        return self

    def write(self, buffer: bytes, timeout: float | None) -> None:
        self.limits.append(timeout)
        self.written += buffer
        self.at_write()

    def get_extra_info(self, _info: str) -> None:
        return None


@pytest.fixture
def network() -> Network:
    return Network()


def test_each_step_has_what_is_left_of_its_request_and_never_more_than_its_own(network: Network) -> None:
    wire = Wire()
    with wire.within(100.0):
        stream = wire.over(network).connect_tcp("central.example", 443, timeout=10.0)
        stream.write(b"x", timeout=500.0)
    connecting, writing = network.limits
    assert connecting == 10.0
    assert writing is not None
    assert 0.0 < writing <= 100.0


def test_a_request_without_time_begins_nothing(network: Network) -> None:
    wire = Wire()
    with wire.within(-1.0), pytest.raises(Unavailable) as met:
        wire.over(network).connect_tcp("central.example", 443, timeout=10.0)
    assert met.value.code == "line.timeout"
    assert network.limits == []


def test_the_limit_of_one_thread_is_no_limit_of_another() -> None:
    wire = Wire()
    found: list[float | None] = []
    with wire.within(-1.0):
        other = threading.Thread(target=lambda: found.append(wire.left(5.0)))
        other.start()
        other.join()
    assert found == [5.0]
    assert wire.left(5.0) == 5.0


def test_a_long_request_is_stopped_between_its_pieces(network: Network) -> None:
    wire = Wire()
    stream = wire.over(network).connect_tcp("central.example", 443)
    network.at_write = wire.stop
    with pytest.raises(Unavailable) as met:
        stream.write(b"x" * 100_000)
    assert met.value.code == "line.stopped"
    assert len(network.written) == 16_384


def test_nothing_is_connected_after_a_stop(network: Network) -> None:
    wire = Wire()
    wire.stop()
    with pytest.raises(Unavailable) as met:
        wire.over(network).connect_tcp("central.example", 443)
    assert met.value.code == "line.stopped"
    assert network.limits == []
