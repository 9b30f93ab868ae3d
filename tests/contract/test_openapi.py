"""docs/openapi.yaml is what the endpoints and messages say, and what the service does."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from workstation.contract import openapi
from workstation.contract.endpoints import ENDPOINTS

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    return openapi.openapi()


def everywhere(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield key, below
            yield from everywhere(below)
    elif isinstance(value, list):
        for below in value:
            yield from everywhere(below)


def test_the_published_description_is_the_present_one() -> None:
    assert FILE.read_text(encoding="utf-8") == openapi.as_yaml(openapi.openapi()), (
        "stale: python -m workstation.contract.openapi docs/openapi.yaml"
    )


def test_the_yaml_says_what_the_description_says(description: dict[str, Any]) -> None:
    assert yaml.safe_load(openapi.as_yaml(description)) == json.loads(json.dumps(description))


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    openapi.main([str(tmp_path / "made.yaml")])
    assert (tmp_path / "made.yaml").read_bytes() == FILE.read_bytes()


@pytest.mark.parametrize(
    "value",
    ["", "no", "a: b", "1", "- x", "#", "line\nline", "é \u2028", '"', "null", "{x", "/a/{b}", "a #b"],
)
def test_any_text_survives_the_yaml(value: str) -> None:
    written = {"k": value, value or "e": [value, {"deep": [[value], {}, []]}], "n": [True, None, 1.5]}
    assert yaml.safe_load(openapi.as_yaml(written)) == written


def test_every_endpoint_is_described_once(description: dict[str, Any]) -> None:
    described = {
        (path, method, operation["operationId"])
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    }
    assert described == {(each.path, each.method.lower(), each.name) for each in ENDPOINTS}


def test_every_reference_leads_somewhere(description: dict[str, Any]) -> None:
    references = {value for key, value in everywhere(description) if key == "$ref"}
    assert len(references) > 30
    for reference in references:
        found: Any = description
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert found


def test_every_schema_says_what_it_means(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    assert [name for name, schema in schemas.items() if len(schema.get("description", "")) < 20] == []


def test_what_stands_in_a_page_is_a_consignment_and_instants_are_instants(
    description: dict[str, Any],
) -> None:
    schemas = description["components"]["schemas"]
    assert schemas["Page"]["properties"]["consignments"]["items"] == {
        "$ref": "#/components/schemas/Consignment"
    }
    assert schemas["StoredEvent"]["properties"]["submission"] == {"$ref": "#/components/schemas/Submission"}
    assert schemas["Step"]["properties"]["at"] == {"type": "string", "format": "date-time"}
    assert schemas["Page"]["properties"]["clock"]["anyOf"][0] == {"type": "string", "format": "date-time"}


def test_the_description_is_openapi(description: dict[str, Any]) -> None:
    """schemathesis reads it as a client would: every operation, its parameters and bodies."""
    import schemathesis

    loaded = schemathesis.openapi.from_dict(description)
    loaded.validate()
    operations: list[Any] = list(loaded.get_all_operations())
    assert len([each.ok() for each in operations]) == len(ENDPOINTS)
