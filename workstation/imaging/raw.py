"""Reads bare pixels: a sidecar in JSON says what they are, and stands before them in one and the same file.

An image has one SHA-256 and travels as one file, so the sidecar that a machine writes beside its pixels is
put in front of them: the line `RAW-SCAN-IMAGE 1`, the JSON on one line, the pixels (docs/scan-images.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from workstation.imaging.pixels import (
    ScanPixels,
    UnreadableImage,
    check_size,
    full_scale,
    plain_name,
    plausible_pitch,
)
from workstation.imaging.scan_file import ScanFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"RAW-SCAN-IMAGE 1\n"
LONGEST_SIDECAR = 65_536

_Positive = Annotated[int, msgspec.Meta(ge=1, le=2**31)]


class Sidecar(msgspec.Struct, frozen=True):
    """What the pixels are. Fields of a machine's own are passed over; wrong values of these are not.

    `skip_bytes` is a header of the machine's own before the first pixel. `order` says how two energies lie:
    `planes` one picture after the other, `rows` a row of each in turn (line detectors), `pixels` a value of
    each in turn. Several views follow each other, all of one size.
    """

    columns: _Positive
    rows: _Positive
    bits: Annotated[int, msgspec.Meta(ge=1, le=16)] = 16
    bytes_per_value: Literal[1, 2] | None = None
    byte_order: Literal["little", "big"] = "little"
    energies: Annotated[int, msgspec.Meta(ge=1, le=2)] | None = None
    energies_kev: Annotated[tuple[float, ...], msgspec.Meta(max_length=2)] = ()
    order: Literal["planes", "rows", "pixels"] = "planes"
    views: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=4)] = ("",)
    open_beam: Literal["high", "low"] = "high"
    pitch_mm: float | None = None
    skip_bytes: Annotated[int, msgspec.Meta(ge=0)] = 0

    @property
    def measured(self) -> int:
        """How many energies there are."""
        return self.energies or len(self.energies_kev) or 1

    @property
    def stored(self) -> int:
        """Bytes of one value."""
        return self.bytes_per_value or (1 if self.bits <= 8 else 2)


class RawReader:
    """Pixels behind their sidecar."""

    name = "raw with sidecar"

    def recognises(self, data: bytes) -> bool:
        """By the first line."""
        return data.startswith(MAGIC)

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Take the pixels as the sidecar says, if they are exactly as many."""
        end = data.find(b"\n", len(MAGIC), len(MAGIC) + LONGEST_SIDECAR + 1)
        if end < 0:
            raise UnreadableImage("truncated", "The raw image ends inside its sidecar.")
        sidecar = _read_sidecar(data[len(MAGIC) : end])
        check_size(sidecar.columns, sidecar.rows * len(sidecar.views), limit_pixels)
        start = end + 1 + sidecar.skip_bytes
        values = sidecar.columns * sidecar.rows * sidecar.measured * len(sidecar.views)
        given = len(data) - start
        if given < values * sidecar.stored:
            raise UnreadableImage(
                "truncated", "The raw image is cut off: it has fewer pixels than it claims."
            )
        if given > values * sidecar.stored:
            raise UnreadableImage("damaged", "The raw image has more pixels than its sidecar says.")
        return ScanFile(
            format=self.name, views=_views(sidecar, data, start), facts=(("order", sidecar.order),)
        )


def joined(sidecar: bytes, pixels: bytes) -> bytes:
    """One file of what a machine wrote as two. Raises `UnreadableImage` for a sidecar that is none."""
    if len(sidecar) > LONGEST_SIDECAR:
        raise UnreadableImage("damaged", "The sidecar of the raw image is longer than any can be.")
    try:
        line = msgspec.json.encode(msgspec.json.decode(sidecar))  # on one line
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _no_sidecar() from None
    return b"".join((MAGIC, line, b"\n", pixels))


def _read_sidecar(line: bytes) -> Sidecar:
    try:
        sidecar = msgspec.json.decode(line, type=Sidecar)
    except msgspec.ValidationError as fault:
        where = str(fault).rpartition("`$.")[2].rstrip("`") if "`$." in str(fault) else ""
        raise _no_sidecar(where) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _no_sidecar() from None
    if sidecar.bits > 8 * sidecar.stored:
        raise _no_sidecar("bytes_per_value")
    if sidecar.energies_kev and len(sidecar.energies_kev) != sidecar.measured:
        raise _no_sidecar("energies_kev")
    return sidecar


def _no_sidecar(where: str = "") -> UnreadableImage:
    of = f" ({plain_name(where)})" if where else ""
    return UnreadableImage("damaged", f"The sidecar of the raw image does not say what its pixels are{of}.")


def _views(sidecar: Sidecar, data: bytes, start: int) -> tuple[ScanPixels, ...]:
    import numpy as np

    item = np.dtype(np.uint8) if sidecar.stored == 1 else np.dtype(np.uint16)
    order: Literal["<", ">"] = "<" if sidecar.byte_order == "little" else ">"
    every = np.frombuffer(data, dtype=item.newbyteorder(order), offset=start)
    rows, columns, energies = sidecar.rows, sidecar.columns, sidecar.measured
    each = every.reshape(len(sidecar.views), -1)
    views = []
    planes: list[NDArray[np.unsignedinteger]]
    for name, values in zip(sidecar.views, each, strict=True):
        if sidecar.order == "planes":
            planes = list(values.reshape(energies, rows, columns))
        elif sidecar.order == "rows":
            planes = list(values.reshape(rows, energies, columns).swapaxes(0, 1))
        else:
            planes = list(np.moveaxis(values.reshape(rows, columns, energies), 2, 0))
        views.append(_view(sidecar, name, planes))
    return tuple(views)


def _view(sidecar: Sidecar, name: str, planes: list[NDArray[np.unsignedinteger]]) -> ScanPixels:
    import numpy as np

    deepest = np.uint16((1 << sidecar.bits) - 1)
    wide = [plane.astype(np.uint16) for plane in planes]  # of our own, never the file's memory
    if sidecar.open_beam == "low":
        wide = [deepest - np.minimum(plane, deepest) for plane in wide]
    energies = [full_scale(plane, sidecar.bits) for plane in wide]
    kev = sidecar.energies_kev
    if not all(0 < each < 100_000 for each in kev):
        kev = ()
    elif len(kev) == 2 and kev[0] < kev[1]:
        energies.reverse()
        kev = kev[::-1]
    return ScanPixels(
        energies=tuple(energies),
        bits=sidecar.bits,
        pitch_mm=plausible_pitch(sidecar.pitch_mm),
        view=plain_name(name),
        energies_kev=kev,
    )
