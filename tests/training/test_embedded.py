"""The training profile's own service is there as long as its bench."""

import httpx
import pytest

from workstation.training import embedded
from workstation.training.embedded import EmbeddedService


def status(address, token):
    """What the service answers to who holds this token; 0 while it does not answer."""
    try:
        bearer = {"Authorization": f"Bearer {token}"}
        return httpx.get(f"{address.url}/v1/service-information", headers=bearer, trust_env=False).status_code
    except httpx.TransportError:
        return 0


@pytest.fixture
def service(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded, "AGAIN_AFTER_S", 0.01)
    service = EmbeddedService(tmp_path, consignments=2, seed=7)
    yield service
    service.stop()


@pytest.mark.expected_log("the training service died")
def test_a_service_that_died_comes_again_where_it_was_and_knows_its_bench(service, qtbot):
    address = service.start()
    assert status(address, address.token) == 200
    died = service._process
    died.kill()
    qtbot.waitUntil(
        lambda: service._process is not died and status(address, address.token) == 200, timeout=30_000
    )
    assert status(address, address.token) == 200
    assert status(address, "another") == 401


def test_a_service_that_was_stopped_stays_away(service):
    address = service.start()
    service.stop()
    assert not service._listener.is_alive()
    assert status(address, address.token) == 0
