"""The contract as OpenAPI 3.1, made from the endpoints and the messages themselves.

`python -m workstation.contract.openapi docs/openapi.yaml` writes it.
"""

import inspect
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import msgspec

from workstation.contract import messages as m
from workstation.contract.endpoints import ENDPOINTS, Endpoint, Parameter
from workstation.domain.consignment import Consignment
from workstation.domain.value import Value

PROBLEM: Final = "application/problem+json"
NDJSON: Final = "application/x-ndjson"
OCTETS: Final = "application/octet-stream"

# What stands in a message as it came, and what it is when it is sound. msgspec knows only that it is JSON.
_RAW: Final[Mapping[tuple[str, str], type[Value]]] = {
    ("Page", "consignments"): Consignment,
    ("Matches", "consignments"): Consignment,
    ("EventBatch", "events"): m.Submission,
    ("StoredEvent", "submission"): m.Submission,
}

_RESPONSE_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "reference_list": ("ETag",),
    "mandate": ("ETag",),
    "image": ("ETag", "Accept-Ranges", "Content-Range"),
}
_REQUEST_HEADERS: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "reference_list": (("If-None-Match", "ETag of the list that the caller has."),),
    "mandate": (("If-None-Match", "ETag of the mandate that the caller has."),),
    "image": (
        ("Range", "`bytes=first-last`, one range (RFC 9110 section 14)."),
        ("If-None-Match", "ETag of the image."),
    ),
}

_INTRODUCTION: Final = """
What is said between benches, national systems and the central service of the inspection bench.
docs/central-service.md tells how to connect a system.

Every request carries a bearer token; its role, `bench` or `national`, is named at each operation. A bench
that has enrolled a key signs its requests besides (RFC 9421, RFC 9530): docs/central-service.md shows one.
Everything can be said again without effect. Errors are RFC 9457 problem documents with a stable `code`.

Times are UTC instants (RFC 3339), decimal numbers are strings. Readers ignore unknown fields; whoever
stores a document keeps them. Requests and responses may be gzip.
"""


def openapi() -> dict[str, Any]:
    """The whole description, in a fixed order."""
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Central service",
            "version": m.VERSION,
            "summary": "Queue, decisions and reference data of customs inspection benches.",
            "description": _flowing(_INTRODUCTION),
        },
        "servers": [{"url": "/", "description": "Wherever the administration runs it."}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "Role bench or national."}
            },
            "responses": {
                "Problem": {
                    "description": "The request was not served; the problem document says why.",
                    "content": {PROBLEM: {"schema": _reference(m.ProblemDocument)}},
                }
            },
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    headers = [
        Parameter(name=name, words=words, where="header")
        for name, words in _REQUEST_HEADERS.get(endpoint.name, ())
    ]
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.words,
        "description": f"Roles: {', '.join(endpoint.roles)}.",
        "parameters": [_parameter(each) for each in (*endpoint.parameters, *headers)],
    }
    if endpoint.method in {"POST", "PUT"}:
        schema = _body_schema(endpoint.takes, endpoint.takes_media)
        operation["requestBody"] = {"required": True, "content": {endpoint.takes_media: {"schema": schema}}}
    operation["responses"] = {str(status): _response(endpoint, status) for status in endpoint.statuses}
    operation["responses"]["default"] = {"$ref": "#/components/responses/Problem"}
    return operation


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": parameter.kind}
    if parameter.repeated:
        schema = {"type": "array", "items": schema}
    if parameter.kind == "integer":
        schema["minimum"] = 0
    described = {
        "name": parameter.name,
        "in": parameter.where,
        "description": parameter.words,
        "schema": schema,
    }
    return described | ({"required": True} if parameter.required else {})


def _body_schema(message: type | None, media: str) -> dict[str, Any]:
    if message is None:
        return {"type": "string", "format": "binary"}
    if media == NDJSON:
        words = f"One JSON document a line, each a `{message.__name__}`."
        return {"type": "string", "description": words}
    return _reference(message)


def _response(endpoint: Endpoint, status: int) -> dict[str, Any]:
    if status >= HTTPStatus.BAD_REQUEST:
        return {"$ref": "#/components/responses/Problem"}
    described: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if headers := _RESPONSE_HEADERS.get(endpoint.name):
        described["headers"] = {name: {"schema": {"type": "string"}} for name in headers}
    if status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        schema = _body_schema(endpoint.gives, endpoint.gives_media)
        described["content"] = {endpoint.gives_media: {"schema": schema}}
    return described


def _reference(message: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{message.__name__}"}


# --- schemas ---


def _messages() -> tuple[type, ...]:
    named = [value for value in vars(m).values() if inspect.isclass(value) and issubclass(value, Value)]
    used = [kind for endpoint in ENDPOINTS for kind in (endpoint.takes, endpoint.gives) if kind is not None]
    return tuple(dict.fromkeys([*used, *named, *_RAW.values()]))


def _schemas() -> dict[str, Any]:
    """The schema of every message and of every value in it, by name."""
    _, found = msgspec.json.schema_components(_messages(), ref_template="#/components/schemas/{name}")
    for (name, field), message in _RAW.items():
        schema = found[name]["properties"][field]
        if schema.get("type") == "array":
            schema["items"] = _reference(message)
        else:
            found[name]["properties"][field] = _reference(message)
    for kind in _values(Value):
        for field in _instants(kind) if kind.__name__ in found else ():
            _mark_instant(found[kind.__name__]["properties"][field])
    return {name: _told(found[name]) for name in sorted(found)}


def _values(kind: type) -> Iterable[type]:
    """Every value of the domain and the contract."""
    below: type
    for below in kind.__subclasses__():
        if below.__module__.startswith(("workstation.domain.", "workstation.contract.")):
            yield below
        yield from _values(below)


def _instants(kind: type) -> Iterable[str]:
    """The fields that hold an instant: msgspec's schemas say only that they are texts."""
    for field, hint in get_type_hints(kind).items():
        if datetime in (hint, *get_args(hint)):
            yield field


def _mark_instant(schema: dict[str, Any]) -> None:
    for each in schema.get("anyOf", [schema]):
        if each.get("type") == "string":
            each["format"] = "date-time"


def _told(schema: Any) -> Any:
    """The schema with its docstrings as flowing text, and without defaults that only say "absent"."""
    if isinstance(schema, list):
        return [_told(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    told = {key: _told(value) for key, value in schema.items()}
    if isinstance(told.get("description"), str):
        told["description"] = _flowing(told["description"])
    return told


def _flowing(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)


# --- YAML ---


def as_yaml(description: Mapping[str, Any]) -> str:
    """The description as YAML: the same bytes wherever and however often it is made."""
    head = "# Made by workstation/contract/openapi.py. Do not edit."
    return "\n".join([head, *_lines(description, "")]) + "\n"


def _lines(value: Any, indent: str) -> Iterable[str]:
    if isinstance(value, Mapping):
        for key, below in value.items():
            yield from _entry(f"{indent}{_scalar(key)}:", below, f"{indent}  ")
    else:
        for element in value:
            # The first line of what lies below stands behind the dash.
            if isinstance(element, Mapping | list) and element:
                first, *rest = _lines(element, f"{indent}  ")
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}- {_scalar(element)}"


def _entry(head: str, below: Any, indent: str) -> Iterable[str]:
    if isinstance(below, Mapping | list) and below:
        yield head
        yield from _lines(below, indent)
    else:
        yield f"{head} {_scalar(below)}"


_PLAIN: Final = re.compile(r"[A-Za-z_/][A-Za-z0-9_/{}.-]*")
_WORDS_WITH_A_MEANING: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def _scalar(value: Any) -> str:
    # JSON's texts, numbers and empty collections are YAML's (YAML 1.2 section 1.3).
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS_WITH_A_MEANING:
        return value
    text = msgspec.json.encode(value).decode()
    return text if text.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def main(arguments: list[str]) -> int:
    """Write the description into the file that is named."""
    Path(arguments[0]).write_text(as_yaml(openapi()), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
