"""Reads TIFF scan images (TIFF 6.0 and BigTIFF): one to four pages, which are energies or views.

The directory is read here rather than by a general TIFF library: a scan image needs two dozen tags, and each
number of a foreign file can be checked before it sizes anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from workstation.imaging.pixels import (
    ScanPixels,
    UnreadableImage,
    coloured,
    full_scale,
    plain_name,
    plausible_pitch,
)
from workstation.imaging.scan_file import ScanFile
from workstation.imaging.tiff_directory import Page, pages_of
from workstation.imaging.tiff_segments import (
    COMPRESSIONS,
    PALETTE,
    RGB,
    WHITE_IS_ZERO,
    YCBCR,
    check_page,
    decoded,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MAGICS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MOST_PAGES = 4
_LONGEST_DESCRIPTION = 65_536


class _Description(msgspec.Struct):
    """What our own machines and the training write into ImageDescription (270), as JSON."""

    energies_kev: list[float] = []
    pitch_mm: float | None = None
    view: str = ""
    bits: int = 16


class _Picture(msgspec.Struct, frozen=True, eq=False):
    """A page that was decoded: its one or two energies, or what was coloured already."""

    energies: tuple[NDArray[np.uint16], ...]
    bits: int
    about: _Description
    coloured: ScanPixels | None = None

    @property
    def is_one_energy(self) -> bool:
        """Whether another page can be its other energy."""
        return self.coloured is None and len(self.energies) == 1


class TiffReader:
    """TIFF whose pages are energies, the high one first unless the description says otherwise, or views."""

    name = "TIFF"

    def recognises(self, data: bytes) -> bool:
        """By byte order and version."""
        return data[:4] in _MAGICS

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Check every page's claims, then decode segment by segment, none larger than it claims."""
        pages = pages_of(data)
        if not 1 <= len(pages) <= _MOST_PAGES:
            raise UnreadableImage(
                "unsupported",
                f"The TIFF file holds {len(pages)} pictures where one to {_MOST_PAGES} energies and views"
                " are expected.",
            )
        for page in pages:
            check_page(page, limit_pixels, len(data))
        _check_together(pages, limit_pixels)
        first = _described(pages[0].description)
        pictures = [_picture(page, data, first) for page in pages]
        views = tuple(_view(group, first) for group in _grouped(pictures, len(first.energies_kev)))
        return ScanFile(format=self.name, views=views, facts=_facts(data, pages[0]))


def _check_together(pages: list[Page], limit_pixels: int) -> None:
    """All pages may cost as much as one view of two energies."""
    values = sum(page.width * page.height * page.samples for page in pages)
    if values > 2 * limit_pixels:
        raise UnreadableImage(
            "too_large",
            f"The TIFF file claims {values / 1e6:.0f} million values in all; at most"
            f" {2 * limit_pixels / 1e6:g} million may be.",
        )


def _described(text: bytes) -> _Description:
    """The JSON description, or an empty one: a remark in the file is never a reason not to show it."""
    if not text.startswith(b"{") or len(text) > _LONGEST_DESCRIPTION:
        return _Description()
    try:
        return msgspec.json.decode(text.rstrip(b"\0 \r\n"), type=_Description)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return _Description()


def _picture(page: Page, data: bytes, first: _Description) -> _Picture:
    about = _described(page.description)
    samples = decoded(page, data)
    if page.photometric in {RGB, YCBCR, PALETTE}:
        colour = _through_palette(samples, page) if page.photometric == PALETTE else samples
        return _Picture((), 8, about, coloured(colour))
    bits = _depth(page, about if page.description else first)
    if page.photometric == WHITE_IS_ZERO:
        samples = _turned(samples, bits)
    kept = [index for index in range(page.samples) if not _is_transparency(page, index)]
    return _Picture(tuple(full_scale(samples[:, :, index], bits) for index in kept), bits, about)


def _depth(page: Page, about: _Description) -> int:
    """The bits that the machine delivered: those of the file, or fewer if it says so."""
    if page.bits != 16:
        return page.bits
    if 1 <= about.bits < 16:
        return about.bits
    is_all_ones = page.deepest & (page.deepest + 1) == 0
    return page.deepest.bit_length() if page.deepest and is_all_ones and page.deepest < 65_535 else 16


def _turned(samples: NDArray[np.unsignedinteger], bits: int) -> NDArray[np.unsignedinteger]:
    """White where it was black; within the file's depth where the values need more bits than it says."""
    top = (1 << bits) - 1
    if int(samples.max()) > top:
        top = (1 << 8 * samples.dtype.itemsize) - 1
    return samples.dtype.type(top) - samples


def _is_transparency(page: Page, sample: int) -> bool:
    """Whether a sample is one of the extra ones (tag 338) that are none of the picture's."""
    place = sample - (page.samples - len(page.extra))
    return place >= 0 and page.extra[place] in {1, 2}


def _through_palette(samples: NDArray[np.unsignedinteger], page: Page) -> NDArray[np.uint8]:
    """The colours of the palette (16 bits each); some writers put 8 bits in."""
    import numpy as np

    table = np.array(page.colour_map, dtype=np.uint16).reshape(3, -1).T
    eight = (table if int(table.max()) < 256 else table >> 8).astype(np.uint8)
    picture: NDArray[np.uint8] = eight[samples[:, :, 0]]
    return picture


def _grouped(pictures: list[_Picture], energies: int) -> list[list[_Picture]]:
    """The pages of each view. A page without a name of its own, or with the same, is the other energy of the
    one before it, if both are as large; where that leaves one alone, nothing says which they are, and each is
    a view. `energies` is what the file says that it measures, 0 if it does not.
    """
    if energies == 2:
        return _pairs(pictures)
    runs: list[list[_Picture]] = []
    for picture in pictures:
        if runs and _goes_on(runs[-1][0], picture):
            runs[-1].append(picture)
        else:
            runs.append([picture])
    groups: list[list[_Picture]] = []
    for run in runs:
        step = 2 if len(run) % 2 == 0 and energies != 1 else 1
        groups.extend(run[start : start + step] for start in range(0, len(run), step))
    return groups


def _goes_on(first: _Picture, picture: _Picture) -> bool:
    if not (first.is_one_energy and picture.is_one_energy):
        return False
    same_name = picture.about.view in {"", first.about.view}
    return same_name and picture.energies[0].shape == first.energies[0].shape


def _pairs(pictures: list[_Picture]) -> list[list[_Picture]]:
    """Two pages a view, as a file with two energies says; one page where it holds both, or is coloured."""
    groups: list[list[_Picture]] = []
    waiting: _Picture | None = None
    for picture in pictures:
        if waiting is None and not picture.is_one_energy:
            groups.append([picture])
        elif waiting is None:
            waiting = picture
        elif not picture.is_one_energy or picture.energies[0].shape != waiting.energies[0].shape:
            raise UnreadableImage("damaged", "The two energies in the TIFF file are not of the same size.")
        else:
            groups.append([waiting, picture])
            waiting = None
    return groups if waiting is None else [*groups, [waiting]]


def _view(group: list[_Picture], first: _Description) -> ScanPixels:
    own = group[0].about
    name = plain_name(own.view)
    pitch = plausible_pitch(own.pitch_mm if own.pitch_mm is not None else first.pitch_mm)
    if (picture := group[0].coloured) is not None:
        return msgspec.structs.replace(picture, view=name, pitch_mm=pitch)
    energies = [plane for picture in group for plane in picture.energies]
    kev = tuple(first.energies_kev)
    if len(kev) != len(energies) or not all(0 < each < 100_000 for each in kev):
        kev = ()
    elif kev[0] < kev[-1]:
        energies.reverse()
        kev = kev[::-1]
    return ScanPixels(
        energies=tuple(energies), bits=group[0].bits, pitch_mm=pitch, view=name, energies_kev=kev
    )


def _facts(data: bytes, page: Page) -> tuple[tuple[str, str], ...]:
    kind = "BigTIFF" if b"+" in data[2:4] else "TIFF 6.0"
    order = "little endian" if page.byte_order == "<" else "big endian"
    layout = f"tiles of {page.segment_width} x {page.segment_height}" if page.tiled else "strips"
    return (
        ("kind", kind),
        ("byte order", order),
        ("layout", layout),
        ("compression", COMPRESSIONS[page.compression]),
    )
