"""The templates of the administration's policy say what the program reads, and nothing else."""

import json
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import msgspec
import pytest
from defusedxml import ElementTree

from workstation.host.policy import REGISTRY_KEY, flattened, policy_from_file
from workstation.host.settings import Settings, keys, settled

ROOT = Path(__file__).resolve().parents[2]
POLICY = ROOT / "packaging" / "policy"
ADMX = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"

HOW_THE_QUEUE_WAS_LEFT = {key for key in keys() if key.startswith("queue.")}
"""The officer's own; a policy may fix it, the templates do not offer it."""


def bounds(kind: object) -> dict:
    """What a setting's declaration says about a single value: JSON Schema's own words."""
    return msgspec.json.schema(kind)


def declared() -> dict[str, dict]:
    """Each setting's schema by its dotted key."""
    found = {}
    for key in keys():
        kind: type = Settings
        *groups, name = key.split(".")
        for group in groups:
            kind = next(field.type for field in msgspec.structs.fields(kind) if field.name == group)
        found[key] = bounds(next(field.type for field in msgspec.structs.fields(kind) if field.name == name))
    return found


def tree(name: str) -> Element:
    """A template, read."""
    root = ElementTree.parse(POLICY / name).getroot()
    assert root is not None
    return root


def offered() -> dict[str, Element]:
    """The element of each policy of the ADMX by the dotted key that the program would read it under."""
    found = {}
    for policy in tree("BorderWorkstation.admx").iter(f"{ADMX}policy"):
        (element,) = next(policy.iter(f"{ADMX}elements"))
        assert policy.get("class") == "Machine"
        group = policy.get("key", "").removeprefix(REGISTRY_KEY).strip("\\")
        found[".".join(part for part in (group, element.get("valueName", "")) if part)] = element
    return found


def test_group_policy_offers_every_setting_but_how_the_queue_was_left():
    assert set(offered()) == set(keys()) - HOW_THE_QUEUE_WAS_LEFT


@pytest.mark.parametrize("key", sorted(set(keys()) - HOW_THE_QUEUE_WAS_LEFT))
def test_group_policy_lets_through_what_the_program_takes(key):
    element, schema = offered()[key], declared()[key]
    kind = element.tag.removeprefix(ADMX)
    if kind == "decimal":
        assert schema["type"] == "integer"
        assert (int(element.get("minValue", "")), int(element.get("maxValue", ""))) == (
            schema["minimum"],
            schema["maximum"],
        )
    elif kind == "boolean":
        assert schema["type"] == "boolean"
        assert [each.get("value") for each in element.iter(f"{ADMX}decimal")] == ["1", "0"]
        assert settled({}, {key: 0}) != settled({}, {key: 1})
    elif kind == "enum":
        assert {each.text for each in element.iter(f"{ADMX}string")} == set(schema["enum"])
    elif kind == "multiText":
        assert schema["type"] == "array"
        assert int(element.get("maxLength", "")) == schema["items"]["maxLength"]
    else:
        assert (kind, schema["type"]) == ("text", "string")
        assert "pattern" in schema or int(element.get("maxLength", "")) == schema["maxLength"]


def test_what_a_registry_holds_is_taken_as_it_is():
    values = {"offices": ["XX000100", "XX000200"], "undo_seconds": 10, "scope.days": "7", "theme": "light"}
    settings, remarks = settled({}, values)
    assert remarks == ()
    assert (settings.offices, settings.undo_seconds, settings.scope.days) == (("XX000100", "XX000200"), 10, 7)


def test_every_text_that_group_policy_shows_is_there_and_used():
    admx = (POLICY / "BorderWorkstation.admx").read_text("utf-8")
    adml = tree("en-US/BorderWorkstation.adml")
    for kind, tag in (("string", "string"), ("presentation", "presentation")):
        wanted = set(re.findall(rf"\$\({kind}\.(\w+)\)", admx))
        assert {each.get("id") for each in adml.iter(f"{ADMX}{tag}")} == wanted


def test_the_policy_file_can_be_used_as_it_is():
    policy = policy_from_file(POLICY / "policy.json", must_exist=True)
    assert set(policy.values) <= set(keys())
    _, remarks = settled({}, policy.values)
    assert remarks == ()


def test_the_guide_names_every_setting():
    guide = (ROOT / "docs" / "it-guide.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `([a-z_.]+)` \|", guide, re.MULTILINE))
    assert set(keys()) - HOW_THE_QUEUE_WAS_LEFT <= rows


def test_the_policy_to_start_from_leaves_no_interlock_to_the_benchs_account():
    fixed = set(policy_from_file(POLICY / "policy.json", must_exist=True).values)
    groups = {key for key in keys() if key.startswith(("reader.", "labels."))}
    assert {"workplace", "unread_parcels"} | groups <= fixed


def test_the_guide_shows_the_policy_file_that_is_there():
    guide = (ROOT / "docs" / "it-guide.md").read_text("utf-8")
    shown = re.search(r"```json\n(.*?)```", guide, re.DOTALL)
    assert shown is not None
    there = json.loads((POLICY / "policy.json").read_text("utf-8"))
    assert flattened(json.loads(shown[1])) == flattened(there)
