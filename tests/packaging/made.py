"""The modules of packaging/ that make the builds, for the tests: that folder is no package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


def module(name: str) -> ModuleType:
    """packaging/`name`.py, loaded under a name of its own."""
    known = f"packaging_of_the_workstation_{name}"
    if known not in sys.modules:
        described = importlib.util.spec_from_file_location(known, PACKAGING / f"{name}.py")
        assert described is not None
        assert described.loader is not None
        made = importlib.util.module_from_spec(described)
        sys.modules[known] = made
        # They find each other beside themselves, as they do when one of them is started.
        sys.path.insert(0, str(PACKAGING))
        try:
            described.loader.exec_module(made)
        finally:
            sys.path.remove(str(PACKAGING))
    return sys.modules[known]
