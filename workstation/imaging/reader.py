"""What a reader of one file format is, whether it comes with the program or from the maker of a machine."""

from __future__ import annotations

from typing import Protocol

from workstation.imaging.pixels import PITCHES_MM
from workstation.imaging.scan_file import ScanFile


class ScanImageReader(Protocol):
    """One file format. Raises `UnreadableImage`; any other exception is reported as a damaged file."""

    @property
    def name(self) -> str:
        """What officers and IT call the format."""

    def recognises(self, data: bytes) -> bool:
        """Whether the first bytes are this format's; cheap, never raises."""

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Decode, refusing from the header alone what claims more than `limit_pixels` in all its views of
        one energy.
        """


def fault_of(file: object, limit_pixels: int) -> str:
    """What is wrong with the answer of a reader that the program does not know, as a code; empty if nothing
    is. Whatever passes can be shown.
    """
    import numpy as np

    if not isinstance(file, ScanFile):
        return "no_scan_file"
    if any(not 1 <= len(view.energies) <= 2 or not 1 <= view.bits <= 16 for view in file.views):
        return "energies_or_bits"
    if sum(view.width * view.height for view in file.views) > limit_pixels:
        return "too_many_pixels"
    for view in file.views:
        planes = ((plane, np.uint16, view.energies[0].shape[:2]) for plane in view.energies)
        if not all(_is_plane(*each) for each in planes):
            return "energy_plane"
        if view.colour is not None and not _is_plane(view.colour, np.uint8, (view.height, view.width, 3)):
            return "colour_plane"
        if view.pitch_mm is not None and not PITCHES_MM[0] <= view.pitch_mm <= PITCHES_MM[1]:
            return "pitch"
    return ""


def _is_plane(plane: object, kind: object, shape: tuple[int, ...]) -> bool:
    import numpy as np

    return (
        isinstance(plane, np.ndarray)
        and plane.dtype == kind
        and plane.shape == shape
        and plane.size > 0
        and plane.flags.c_contiguous
        and not plane.flags.writeable
    )
