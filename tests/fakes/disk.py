"""A disk that is as full as a test says."""

from pathlib import Path
from typing import Any, NamedTuple

GIGABYTE = 1_000_000_000


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


class Disk:
    """Takes the place of `shutil.disk_usage`. `free` in bytes; `fault` is raised where it is set."""

    def __init__(self, free: int = 100 * GIGABYTE) -> None:
        self.free = free
        self.fault: OSError | None = None
        self.asked: list[Path] = []

    def usage(self, folder: Any) -> _Usage:
        self.asked.append(Path(folder))
        if self.fault is not None:
            raise self.fault
        return _Usage(200 * GIGABYTE, 200 * GIGABYTE - self.free, self.free)
