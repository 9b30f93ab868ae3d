"""What every reader of scan images hands back, and the one error it may end in."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

LONGEST_VIEW_NAME = 40
_ROWS_AT_ONCE = 128  # a band's intermediate values stay inside the processor's cache
PITCHES_MM = (0.01, 50.0)  # from a micro-focus bench to a sea container's portal

Unreadable = Literal[
    "hash",
    "empty",
    "unknown_format",
    "too_large",
    "truncated",
    "unsupported",
    "damaged",
    "no_picture",
    "needs_vendor",
    "reader_failed",
]


class UnreadableImage(Exception):  # noqa: N818 - it is what the officer is told, not a fault of the program
    """Bytes that cannot be shown; `sentence` is for the officer, `code` for counting and translation."""

    def __init__(self, code: Unreadable, sentence: str) -> None:
        super().__init__(sentence)
        self.code: Unreadable = code
        self.sentence = sentence


class ScanPixels(msgspec.Struct, frozen=True, eq=False):
    """One view of a scan image as transmission: 65535 is the open beam (bright), 0 is nothing let through.

    `energies` holds the high energy first, then the low one if the machine measures two; each is a read-only,
    contiguous uint16 array of rows and columns, always stretched to the full 16 bits. `bits` is the depth the
    machine delivered, `pitch_mm` a pixel's edge in the plane of the goods, None where the file does not say.
    `colour` (rows, columns, 3; red, green, blue; read-only) is what the machine's own software painted, where
    the file holds that instead of a measurement: `energies[0]` is then its brightness (see `coloured`).
    """

    energies: tuple[NDArray[np.uint16], ...]
    bits: int = 16
    pitch_mm: float | None = None
    view: str = ""
    energies_kev: tuple[float, ...] = ()
    colour: NDArray[np.uint8] | None = None

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.energies[0].shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.energies[0].shape[0])

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self.width, self.height

    @property
    def is_dual_energy(self) -> bool:
        """Whether materials can be told apart."""
        return len(self.energies) == 2


def full_scale(plane: NDArray[np.unsignedinteger], bits: int) -> NDArray[np.uint16]:
    """Stretch `bits` deep values over 16 bits, so that the deepest value becomes 65535; frozen for writing.

    A file that claims fewer bits than its values need is taken at its values, not at its word.
    """
    import numpy as np

    wide = np.ascontiguousarray(plane, dtype=np.uint16)
    if bits < 16 and wide.size and int(wide.max()) < 1 << bits:
        stretched = np.empty_like(wide) if np.may_share_memory(wide, plane) else wide
        for rows in _bands(wide):
            part = wide[rows]
            if bits >= 8:
                stretched[rows] = (part << np.uint16(16 - bits)) | (part >> np.uint16(2 * bits - 16))
            else:
                stretched[rows] = part.astype(np.uint32) * 65535 // ((1 << bits) - 1)
        wide = stretched
    wide.setflags(write=False)
    return wide


def brightness(colour: NDArray[np.unsignedinteger]) -> NDArray[np.unsignedinteger]:
    """The luma of red, green and blue (ITU-R BT.601) in whole numbers, of the same type; further channels
    do not count.
    """
    import numpy as np

    luma = np.empty(colour.shape[:2], dtype=colour.dtype)
    for rows in _bands(colour):
        part = colour[rows]
        wide = np.full(part.shape[:2], 32767, dtype=np.uint32)
        for channel, weight in enumerate((19595, 38470, 7471)):  # 0.299, 0.587, 0.114 of 65536
            wide += part[:, :, channel] * np.uint32(weight)
        luma[rows] = wide >> np.uint32(16)
    return luma


def coloured(
    picture: NDArray[np.unsignedinteger], *, view: str = "", pitch_mm: float | None = None
) -> ScanPixels:
    """A picture of rows, columns and red, green, blue (8 or 16 bits), with its brightness as its one energy.

    One whose every pixel is grey is no coloured picture: it is read as the measurement that it shows.
    """
    picture = picture[:, :, :3]
    bits = 8 * picture.dtype.itemsize
    painted: NDArray[np.uint8] | None = None
    if all(_is_grey(picture[rows]) for rows in _bands(picture)):
        plane = full_scale(picture[:, :, 0], bits)
    else:
        plane = full_scale(brightness(picture), bits)
        painted = _eight_bits(picture)
        painted.setflags(write=False)
    return ScanPixels(energies=(plane,), bits=bits, pitch_mm=pitch_mm, view=view, colour=painted)


def _is_grey(picture: NDArray[np.unsignedinteger]) -> bool:
    first = picture[:, :, 0]
    return all(bool((first == picture[:, :, other]).all()) for other in (1, 2))


def _eight_bits(picture: NDArray[np.unsignedinteger]) -> NDArray[np.uint8]:
    """What a screen can show of it, contiguous."""
    import numpy as np

    if picture.dtype == np.uint8:
        return np.ascontiguousarray(picture, dtype=np.uint8)
    eight = np.empty(picture.shape, dtype=np.uint8)
    for rows in _bands(picture):
        eight[rows] = picture[rows] >> np.uint16(8)
    return eight


def _bands(plane: NDArray[np.unsignedinteger]) -> Iterator[slice]:
    """A few rows at a time, so that no intermediate value costs the memory of the whole picture."""
    return (slice(top, top + _ROWS_AT_ONCE) for top in range(0, len(plane), _ROWS_AT_ONCE))


def plain_name(text: str) -> str:
    """A view's name from outside: one short line without control, format or bidirectional characters."""
    kept = (c if unicodedata.category(c)[0] != "C" else " " for c in text[: 4 * LONGEST_VIEW_NAME])
    return " ".join("".join(kept).split())[:LONGEST_VIEW_NAME]


def plausible_pitch(pitch_mm: float | None) -> float | None:
    """The pitch if a machine could have it, so that a measuring line is never drawn from nonsense."""
    if pitch_mm is None or not PITCHES_MM[0] <= pitch_mm <= PITCHES_MM[1]:
        return None
    return float(pitch_mm)


def check_size(width: int, height: int, limit_pixels: int) -> None:
    """Refuse a header's claim of no pixels or of more than the limit, before anything is allocated."""
    if width < 1 or height < 1:
        raise UnreadableImage("damaged", "The image claims to have no pixels.")
    if width * height > limit_pixels:
        raise UnreadableImage(
            "too_large",
            f"The image claims {width} x {height} pixels; at most {limit_pixels / 1e6:g} million may be.",
        )


def check_colour_size(width: int, height: int, limit_pixels: int) -> None:
    """As `check_size` for a coloured picture, whose pixels cost twice the memory of measured ones."""
    check_size(width, height, limit_pixels // 2)
