"""Mixes a threat into a scan image, as if it had lain in the parcel: for training images.

Along a ray attenuations add up, so transmissions multiply (Beer and Lambert). What is mixed in has no noise
of its own and no scatter: the parcel's stays as it was measured, and a very dense place shows a little less
noise than a machine would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from workstation.imaging.pixels import ScanPixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_OPEN_BEAM = 60_000  # what is brighter is beside the parcel
_LEAST_SHARE = 0.02  # of a row or column that must be darker: a cable or a label's edge is no parcel
_FILLS = 0.85  # of the parcel's length and width at most, so that a small parcel keeps a small thing
_SEEN = 63_000  # what is darker of the threat is seen; the box goes around it


class Way(msgspec.Struct, frozen=True):
    """Where and how a thing is laid: shares (0 to 1) of the room that there is for it along the belt and
    across, and whether it is turned over. The same way in each view of a parcel.
    """

    along: float = 0.5
    across: float = 0.5
    mirrored: bool = False
    upside_down: bool = False


class Mixed(msgspec.Struct, frozen=True, eq=False):
    """The image with the threat in it, and the box (left, top, width, height in pixels) around that."""

    pixels: ScanPixels
    box: tuple[int, int, int, int]


def mixed(parcel: ScanPixels, threat: ScanPixels, way: Way, *, must_fit: bool = True) -> Mixed | None:
    """The image of the parcel with the threat in it; None where that cannot be done truthfully: the file does
    not say how large a pixel is, is a picture that another program coloured, or the parcel has no room
    (`must_fit`; else the threat is laid over the parcel's middle where it is too large).
    """
    if parcel.pitch_mm is None or threat.pitch_mm is None or parcel.colour is not None:
        return None
    planes = [_resized(each, threat.pitch_mm / parcel.pitch_mm) for each in threat.energies]
    planes = [_turned(each, way) for each in planes]
    rows, columns = planes[0].shape
    room = parcel_in(parcel)
    if room is None or rows > parcel.height or columns > parcel.width:
        return None
    left, top, width, height = room
    if must_fit and (columns > _FILLS * width or rows > _FILLS * height):
        return None
    x = _laid(left, width, columns, way.along, parcel.width)
    y = _laid(top, height, rows, way.across, parcel.height)
    energies = tuple(
        _through(plane, planes[min(number, len(planes) - 1)], x, y)
        for number, plane in enumerate(parcel.energies)
    )
    box = _box_of(planes[0], x, y)
    return Mixed(msgspec.structs.replace(parcel, energies=energies), box)


def parcel_in(pixels: ScanPixels) -> tuple[int, int, int, int] | None:
    """Left, top, width and height of what lies in the beam; None of an empty belt."""
    import numpy as np

    is_dark = pixels.energies[0] < _OPEN_BEAM
    columns = np.flatnonzero(is_dark.sum(axis=0) > _LEAST_SHARE * pixels.height)
    rows = np.flatnonzero(is_dark.sum(axis=1) > _LEAST_SHARE * pixels.width)
    if not columns.size or not rows.size:
        return None
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) - left + 1, int(rows[-1]) - top + 1


def _resized(plane: NDArray[np.uint16], factor: float) -> NDArray[np.uint16]:
    """The plane with so many times its rows and columns, bilinear."""
    import numpy as np

    rows, columns = (max(1, round(edge * factor)) for edge in plane.shape)
    down, down_share = _steps(rows, plane.shape[0])
    across, across_share = _steps(columns, plane.shape[1])
    wide = plane.astype(np.float32)
    beside, below = np.minimum(across + 1, plane.shape[1] - 1), np.minimum(down + 1, plane.shape[0] - 1)
    wide = wide[:, across] * (1 - across_share) + wide[:, beside] * across_share
    both = wide[down] * (1 - down_share[:, None]) + wide[below] * down_share[:, None]
    resized: NDArray[np.uint16] = np.rint(both).astype(np.uint16)
    return resized


def _steps(count: int, of: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """For each of `count` pixels the one of `of` before its middle, and the share of the next."""
    import numpy as np

    middles = (np.arange(count, dtype=np.float32) + np.float32(0.5)) * np.float32(of / count)
    at = np.clip(middles - np.float32(0.5), 0, max(0, of - 1))
    whole = np.minimum(at.astype(np.intp), max(0, of - 2))
    return whole, (at - whole.astype(np.float32)).astype(np.float32)


def _turned(plane: NDArray[np.uint16], way: Way) -> NDArray[np.uint16]:
    turned = plane[:, ::-1] if way.mirrored else plane
    return turned[::-1] if way.upside_down else turned


def _laid(start: int, room: int, size: int, share: float, whole: int) -> int:
    """Where it begins: within the room by its share, over the room's middle where it is larger."""
    at = start + (round((room - size) * share) if size <= room else (room - size) // 2)
    return min(max(at, 0), whole - size)


def _through(
    plane: NDArray[np.uint16], threat: NDArray[np.uint16], left: int, top: int
) -> NDArray[np.uint16]:
    import numpy as np

    out = plane.copy()
    region = out[top : top + threat.shape[0], left : left + threat.shape[1]]
    both = region.astype(np.uint32) * threat + np.uint32(32767)
    region[:] = (both // np.uint32(65535)).astype(np.uint16)
    out.setflags(write=False)
    return out


def _box_of(threat: NDArray[np.uint16], left: int, top: int) -> tuple[int, int, int, int]:
    import numpy as np

    is_seen = threat < _SEEN
    columns, rows = np.flatnonzero(is_seen.any(axis=0)), np.flatnonzero(is_seen.any(axis=1))
    if not columns.size:
        return left, top, int(threat.shape[1]), int(threat.shape[0])
    x, y = int(columns[0]), int(rows[0])
    return left + x, top + y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1
