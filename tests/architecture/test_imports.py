"""Who may import whom (DESIGN.md): the contracts in pyproject.toml hold, and they are about every room."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def contracts() -> list[dict[str, object]]:
    """The contracts as written in pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(settings["tool"]["importlinter"]["contracts"])


def rooms() -> set[str]:
    """The packages below workstation/."""
    return {f"workstation.{path.parent.name}" for path in (ROOT / "workstation").glob("*/__init__.py")}


def test_every_contract_is_kept() -> None:
    command = [sys.executable, "-c", LINT, "--config", str(ROOT / "pyproject.toml"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_every_room_is_either_named_in_a_contract_about_a_library_or_may_use_it() -> None:
    """A room that is in neither list would be free by oversight."""
    may_use = {
        "qt": {"workstation.ui", "workstation.paperwork"},
        "sql": {"workstation.cache", "workstation.ledger", "workstation.central"},
        "http": {"workstation.sync", "workstation.identity"},
        "plots": {"workstation.ui"},
    }
    for contract in contracts():
        if contract["id"] in may_use:
            allowed = may_use[str(contract["id"])]
            named = contract["source_modules"]
            assert isinstance(named, list)
            assert rooms() - allowed == set(named), contract["name"]


def test_every_screen_is_in_the_contract_that_keeps_screens_apart() -> None:
    screens = {
        f"workstation.ui.{path.parent.name}"
        for path in (ROOT / "workstation" / "ui").glob("*/__init__.py")
        if path.parent.name != "parts"
    }
    (apart,) = [contract for contract in contracts() if contract["id"] == "screens"]
    named = apart["modules"]
    assert isinstance(named, list)
    assert screens == set(named)
