"""The command that says what officers may decide: put in, shown, dropped, and refused where it is wrong."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.central.store import CentralStore
from workstation.cli import main
from workstation.contract.mandates import EVERY_ACT
from workstation.domain.mandate import Grant


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'central.db'}"


@pytest.fixture
def store(database: str) -> Iterator[CentralStore]:
    opened = CentralStore.open(database)
    yield opened
    opened.close()


def test_a_rule_is_put_in_shown_and_dropped(
    store: CentralStore, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["central", "mandate", "--database", database, "--officer", "officer-7"]
    file = tmp_path / "rule.json"
    file.write_text(json.dumps({"grants": [{"kind": "seize", "needs_second": True}]}), encoding="utf-8")
    assert main([*command, "--file", str(file)]) == 0
    assert store.mandates.rule("officer-7").grants == (Grant(kind="seize", needs_second=True),)
    assert store.mandates.rule("officer-8") == EVERY_ACT
    capsys.readouterr()
    assert main([*command, "--show"]) == 0
    shown, key = capsys.readouterr().out.rsplit("signed with ", 1)
    assert json.loads(shown)["grants"][0]["kind"] == "seize"
    assert json.loads(shown)["offline_s"] == 864_000
    assert (key.strip(),) == store.mandates.public_keys()
    assert main([*command, "--drop"]) == 0
    assert store.mandates.rule("officer-7") == EVERY_ACT
    assert main([*command, "--drop"]) == 2


def test_without_an_officer_it_is_everybody_s(store: CentralStore, database: str, tmp_path: Path) -> None:
    file = tmp_path / "rule.json"
    file.write_text('{"offline_s": 3600}', encoding="utf-8")
    assert main(["central", "mandate", "--database", database, "--file", str(file)]) == 0
    assert store.mandates.rule("anybody").offline_s == 3600


@pytest.mark.parametrize(
    "text",
    [
        '{"grants": [{"kind": "seize", "need_second": true}]}',
        "",
        "[]",
        '{"valid_s": 0}',
        '{"offline_days": 3}',
        '{"grants": [{"kind": ""}]}',
        '{"valid_s": "x"}',
    ],
)
def test_a_rule_that_cannot_be_used_changes_nothing(
    store: CentralStore, database: str, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rule.json"
    file.write_text(text, encoding="utf-8")
    assert main(["central", "mandate", "--database", database, "--file", str(file)]) == 2
    assert "cannot be used" in capsys.readouterr().err
    assert store.mandates.rule() == EVERY_ACT
