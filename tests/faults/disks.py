"""Real disks that fail, for tests that run as root: a small one in memory, and one that the kernel makes
read-only because it found an error on it.
"""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """A disk in memory of this size (`400k`, `64m`), mounted at `place`."""
    place.mkdir(exist_ok=True)
    _mount("a small disk", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place))
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill_up(disk: Path) -> Path:
    """Take all that is left of the disk; the file that holds it."""
    filler = disk / "filler"
    some = bytes(4_000_000)
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(some):
            """Until the disk takes nothing more."""
    return filler


class FailingDisk:
    """A file system in a file, that goes read-only when an error is found on it."""

    def __init__(self, image: Path, place: Path) -> None:
        self.place = place
        self._image = image
        place.mkdir()
        with image.open("wb") as file:
            file.truncate(16_000_000)
        if shutil.which("mkfs.ext4") is None:
            pytest.skip("a disk that fails needs mkfs.ext4")
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
        self.mount()

    def mount(self) -> None:
        _mount("a disk that fails", "-o", "loop,errors=remount-ro", str(self._image), str(self.place))

    def unmount(self) -> None:
        subprocess.run(["umount", str(self.place)], check=False)

    def fails(self) -> None:
        """The kernel finds an error, and lets nobody write any more."""
        found = subprocess.run(
            ["findmnt", "-no", "SOURCE", str(self.place)], capture_output=True, text=True, check=True
        )
        trigger = Path("/sys/fs/ext4") / Path(found.stdout.strip()).name / "trigger_fs_error"
        if not trigger.exists():
            pytest.skip("this kernel has no errors to trigger")
        trigger.write_text("a test\n")


@contextlib.contextmanager
def failing_disk(folder: Path) -> Iterator[FailingDisk]:
    """Mounted below `folder`."""
    disk = FailingDisk(folder / "disk.image", folder / "disk")
    try:
        yield disk
    finally:
        disk.unmount()


def _mount(what: str, *words: str) -> None:
    mounted = subprocess.run(["mount", *words], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"mounting {what} needs root, and a system that allows it")
