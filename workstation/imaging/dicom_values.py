"""What the stored numbers of a DICOM image mean: brightness by the beam, tables (PS3.3 C.11), colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from workstation.imaging.dicom_frames import Raster
from workstation.imaging.dicom_header import OVERLAY_BIT, Header
from workstation.imaging.pixels import UnreadableImage, full_scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Taken = TypeVar("Taken", bound=np.unsignedinteger)

GREYS: Final = ("MONOCHROME1", "MONOCHROME2")
COLOURS: Final = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT")
PALETTE: Final = "PALETTE COLOR"
_ROWS_AT_ONCE = 256


def transmission(frame: NDArray[np.unsignedinteger], raster: Raster, header: Header) -> NDArray[np.uint16]:
    """A grey frame, bright where the beam passed, over the full 16 bits; frozen for writing.

    The file's tables (modality and VOI LUT) are applied unless it is for processing or asks for a window
    instead: a window is the officer's to set, and a clipped value would be gone for ever.
    """
    depth, numbers = _fields(frame, raster, header)
    table = _table(depth, raster, header)
    if table is not None:
        plane = _taken(table, numbers)
        turned = raster.photometric == "MONOCHROME1"
    else:
        if raster.signed:
            numbers = numbers ^ numbers.dtype.type(1 << (depth - 1))
        plane = full_scale(numbers, depth)
        turned = is_turned(raster, header)
    if turned:
        plane = ~plane
    plane.setflags(write=False)
    return plane


def is_turned(raster: Raster, header: Header) -> bool:
    """Whether a larger number means less beam. What the file says of the beam (Pixel Intensity Relationship
    Sign, PS3.3 C.8.11.3.1.2) goes before how it wants to be displayed (Photometric Interpretation, Rescale
    Slope): here the open beam is always bright.
    """
    sign = header.whole("PixelIntensityRelationshipSign")
    if sign in {1, -1}:
        return sign == -1
    falling = (header.number("RescaleSlope") or 1.0) < 0
    return (raster.photometric == "MONOCHROME1") != falling


def is_linear(header: Header) -> bool:
    """Whether the numbers are said to be in proportion to the beam, or nothing is said of it."""
    return header.text("PixelIntensityRelationship") in {"LIN", ""}


def colours(
    frame: NDArray[np.unsignedinteger], raster: Raster, header: Header
) -> NDArray[np.unsignedinteger]:
    """A coloured frame as red, green and blue of 8 or 16 bits (PS3.3 C.7.6.3.1.2)."""
    import numpy as np

    depth, numbers = _fields(frame, raster, header)
    if raster.photometric == PALETTE:
        return _painted(numbers, raster, header)
    if raster.photometric in {"YBR_FULL", "YBR_FULL_422"}:
        numbers = _red_green_blue(numbers, depth)
    if numbers.dtype == np.uint16 or depth != 8:
        return full_scale(numbers, depth)
    return numbers


def _fields(
    frame: NDArray[np.unsignedinteger], raster: Raster, header: Header
) -> tuple[int, NDArray[np.unsignedinteger]]:
    """Bits and values of what is stored in each cell (PS3.5 section 8.1.1); never the frame, changed.

    High bits that should be empty are cut off only where they are known to hold something else (a sign, an
    overlay); otherwise the file holds more bits than it claims, and is taken at its values.
    """
    shift = raster.high_bit + 1 - raster.stored
    numbers = frame >> frame.dtype.type(shift) if shift else frame
    if raster.signed or header.whole(OVERLAY_BIT):
        most = (1 << min(raster.stored, 8 * numbers.dtype.itemsize)) - 1
        return raster.stored, numbers & numbers.dtype.type(most)
    if raster.stored < raster.allocated and int(numbers.max()) >= 1 << raster.stored:
        return raster.allocated, numbers
    return raster.stored, numbers


def _table(depth: int, raster: Raster, header: Header) -> NDArray[np.uint16] | None:
    """What each stored number becomes, or None if the file has no table for it."""
    import numpy as np

    modality = header.items("ModalityLUTSequence")
    asked = not header.has("WindowCenter") and header.items("VOILUTSequence")
    if header.text("PresentationIntentType") == "FOR PROCESSING" or not (modality or asked):
        return None
    stored = np.arange(1 << depth, dtype=np.float64)
    if raster.signed:
        stored[1 << (depth - 1) :] -= 1 << depth
    bits = depth
    if modality:
        values, bits = _looked_up(stored, modality[0], raster)
    else:
        slope, intercept = header.number("RescaleSlope") or 1.0, header.number("RescaleIntercept") or 0.0
        values = stored * slope + intercept
    if asked:
        values, bits = _looked_up(values, asked[0], raster)
    return full_scale(np.clip(values, 0, 65535).astype(np.uint16), bits)


def _looked_up(values: NDArray[np.float64], table: Header, raster: Raster) -> tuple[NDArray[np.float64], int]:
    """`values` through a table of the file (PS3.3 C.11.1.1, C.11.2.1.1), and the bits of its entries."""
    import numpy as np

    entries, first, bits = _described(table.words("LUTDescriptor"), signed=raster.signed)
    told = np.array(table.words("LUTData"), dtype=np.float64)
    if len(told) == -(-entries // 2) and bits <= 8:  # two entries in a word
        words = told.astype("<u2").view(np.uint8)
        told = words.astype(np.float64)
    if len(told) < entries:
        raise UnreadableImage("damaged", "The DICOM file is damaged: a table of its greys is incomplete.")
    return told[np.clip(np.rint(values) - first, 0, entries - 1).astype(np.intp)], bits


def _described(words: tuple[int, ...], *, signed: bool) -> tuple[int, int, int]:
    """Entries (0 stands for 65536), the number of the first, and their bits."""
    if len(words) != 3 or not 1 <= words[2] <= 16:
        raise UnreadableImage("damaged", "The DICOM file is damaged: a table in it is not described.")
    first = words[1] - 0x10000 if signed and words[1] >= 0x8000 else words[1]
    return words[0] or 0x10000, first, words[2]


def _painted(
    numbers: NDArray[np.unsignedinteger], raster: Raster, header: Header
) -> NDArray[np.unsignedinteger]:
    """Colours of a palette (PS3.3 C.7.6.3.1.5 and .6), 16 bits deep if its entries are."""
    import numpy as np

    size = 1 << (8 * numbers.dtype.itemsize)
    every = np.arange(size, dtype=np.float64)
    tables, bits = np.empty((size, 3), dtype=np.uint16), 16
    for place, colour in enumerate(("Red", "Green", "Blue")):
        name = f"{colour}PaletteColorLookupTable"
        entries, first, bits = _described(header.words(name + "Descriptor"), signed=raster.signed)
        told = header.words(name + "Data")
        if bits == 8 and len(told) == -(-entries // 2):
            told = tuple(np.array(told, dtype="<u2").view(np.uint8).tolist())
        if len(told) < entries:
            raise UnreadableImage(
                "unsupported", "The DICOM file's palette is of a kind that is not read here."
            )
        tables[:, place] = np.array(told, dtype=np.uint16)[
            np.clip(every - first, 0, entries - 1).astype(np.intp)
        ]
    return _taken(tables.astype(np.uint8) if bits == 8 else tables, numbers)


def _taken(table: NDArray[Taken], numbers: NDArray[np.unsignedinteger]) -> NDArray[Taken]:
    """What each number becomes, some rows at a time: NumPy makes eight bytes of each number to look it up."""
    import numpy as np

    taken = np.empty(numbers.shape + table.shape[1:], dtype=table.dtype)
    for top in range(0, len(numbers), _ROWS_AT_ONCE):
        rows = slice(top, top + _ROWS_AT_ONCE)
        np.take(table, numbers[rows], axis=0, mode="clip", out=taken[rows])
    return taken


def _red_green_blue(numbers: NDArray[np.unsignedinteger], depth: int) -> NDArray[np.unsignedinteger]:
    """From luma and colour differences of the full range (YBR_FULL: ITU-R BT.601 as JPEG's files use it)."""
    import numpy as np

    most, middle = (1 << depth) - 1, 1 << (depth - 1)
    painted = np.empty_like(numbers)
    for top in range(0, len(numbers), _ROWS_AT_ONCE):
        luma, blue, red = np.moveaxis(numbers[top : top + _ROWS_AT_ONCE].astype(np.float32), -1, 0)
        blue -= middle
        red -= middle
        rows = painted[top : top + _ROWS_AT_ONCE]
        for place, value in enumerate(
            (luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue)
        ):
            rows[:, :, place] = np.clip(np.rint(value), 0, most)
    return painted
