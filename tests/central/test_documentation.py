"""What docs/central-service.md shows does work, and it names every code that the service gives."""

import re
from pathlib import Path

import pytest

from workstation.central import acts, answers, api, events, intake, requests, rules
from workstation.central.store import CentralStore
from workstation.contract.endpoints import ENDPOINTS, Endpoint

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "central-service.md").read_text(encoding="utf-8")


def shown(beginning: str) -> bytes:
    """The example document that begins so."""
    found = re.search(rf"^{re.escape(beginning)}.*$", TEXT, re.MULTILINE)
    assert found is not None
    return found[0].encode()


def test_the_documents_shown_are_stored_as_the_page_says(store: CentralStore) -> None:
    (stored,) = store.put_consignments([shown('{"id":"26XX-0001"')])
    assert (stored.outcome, stored.code) == ("stored", "")
    (act,) = store.put_acts([shown('{"consignment":"26XX-0001"')])
    assert (act.outcome, act.code) == ("stored", "")
    assert len(store.by_barcode("RB123456785GB")) == 1


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_every_endpoint_is_named(endpoint: Endpoint) -> None:
    assert f"{endpoint.method} {endpoint.path}" in TEXT


def test_every_code_of_a_refusal_or_problem_is_named() -> None:
    sources = [
        Path(str(module.__file__)).read_text(encoding="utf-8")
        for module in (acts, answers, api, events, intake, requests, rules)
    ]
    codes = {code for source in sources for code in re.findall(r'code="([a-z_.]+)"', source)}
    codes |= {
        code for source in sources for code in re.findall(r'stop\(\s*HTTPStatus\.\w+,\s*"([a-z_.]+)"', source)
    }
    codes |= set(rules.REFUSALS)
    assert len(codes) > 25
    assert sorted(code for code in codes if f"`{code}`" not in TEXT and code != "internal") == []
