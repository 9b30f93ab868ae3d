"""Keeps how the window was left; losing it costs nothing, so no failure of it stops anybody."""

import contextlib
from pathlib import Path
from typing import Final

from workstation.domain.problems import Problem
from workstation.host.files import read_plain, replace_durably

_LONGEST: Final = 100_000


class LayoutFile:
    """The layout as bytes in a file of the profile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> bytes:
        """What was kept; empty at first, and when it cannot be read."""
        try:
            return read_plain(self._path, _LONGEST)
        except OSError:
            return b""

    def save(self, layout: bytes) -> None:
        """Keep this, if the disk allows it."""
        with contextlib.suppress(Problem, OSError):
            replace_durably(self._path, layout)
