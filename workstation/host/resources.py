"""The one place that knows where resources/ lies: icons, styles, translations, sounds, templates, code lists.

There is one rule for both ways of running, and no branch. In a checkout `resources/` stands beside the
package `workstation/`. A frozen build keeps the same picture inside its own folder: PyInstaller gives each
module the path that it would have had there (`_internal/workstation/host/resources.pyc`), and
packaging/workstation.spec puts the data at `_internal/resources`.
"""

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

from workstation.domain.problems import Unavailable

ROOT: Final = Path(__file__).resolve().parents[2] / "resources"


def resource(name: str, *, root: Path = ROOT) -> Path:
    """The file or folder `name` under resources/, a path with forward slashes (`icons/release.svg`).

    Raises ValueError for a name that leads out of resources/ (a bug, or an attempt), Unavailable when the
    installation lacks it.
    """
    parts = PurePosixPath(name)
    unsafe = (
        parts.is_absolute()
        or ".." in parts.parts
        or "\\" in name
        or "\x00" in name
        or PureWindowsPath(name).drive
        or not parts.parts
    )
    if unsafe:
        msg = f"not a name inside resources: {name[:80]!r}"
        raise ValueError(msg)
    found = root.joinpath(*parts.parts)
    if not found.resolve().is_relative_to(root.resolve()):
        msg = f"leads out of resources: {name[:80]!r}"
        raise ValueError(msg)
    if not found.exists():
        raise Unavailable(
            "A part of the program is missing: {file}.",
            safe="Nothing recorded is lost.",
            do_now="Call IT: the program must be installed again.",
            code="resource.missing",
            values={"file": name},
        )
    return found


def read_bytes(name: str, *, root: Path = ROOT) -> bytes:
    """The bytes of the resource `name`; errors as `resource`."""
    return resource(name, root=root).read_bytes()


def read_text(name: str, *, root: Path = ROOT) -> str:
    """The UTF-8 text of the resource `name`; errors as `resource`."""
    return resource(name, root=root).read_text(encoding="utf-8")
