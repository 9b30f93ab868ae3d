"""What every reader owes: the pixels, or one sentence; and nothing else, whatever the bytes are."""

import pytest

from workstation.imaging.formats import read_scan_file
from workstation.imaging.pixels import UnreadableImage
from workstation.imaging.scan_file import ScanFile


def refused(data: bytes, **options) -> UnreadableImage:
    """Why the file is not shown, in one sentence."""
    with pytest.raises(UnreadableImage) as caught:
        read_scan_file(data, **options)
    sentence = caught.value.sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    return caught.value


def shown_or_refused(data: bytes, limit_pixels: int = 1_000_000) -> ScanFile | None:
    """What is in the file, or None after a sentence; whatever else is raised fails the test."""
    try:
        file = read_scan_file(data, limit_pixels=limit_pixels)
    except UnreadableImage as refusal:
        if not refusal.sentence.endswith("."):
            raise
        return None
    for view in file.views:
        assert view.width * view.height <= limit_pixels
        assert all(plane.shape == (view.height, view.width) for plane in view.energies)
        assert not any(plane.flags.writeable for plane in view.energies)
    return file


def spoilt(data: bytes, changes: list[tuple[int, int]], cut: int | None) -> bytes:
    """The file with bytes changed, the place counted round, and cut off."""
    changed = bytearray(data)
    for at, value in changes:
        changed[at % len(changed)] = value
    return bytes(changed if cut is None else changed[: cut % (len(changed) + 1)])
