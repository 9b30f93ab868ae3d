"""Writes DICOM files for the tests, with pydicom as a foreign machine would, and by hand where they lie."""

import io
import struct
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import dcmwrite
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
DICOS_FOR_PROCESSING = "1.2.840.10008.5.1.4.1.1.501.2.2"
DICOS_REPORT = "1.2.840.10008.5.1.4.1.1.501.3"
NATIVE = (
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
)
RLE = "1.2.840.10008.1.2.5"
JPEG, JPEG_12 = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51"
JPEG_LOSSLESS, JPEG_LS, JPEG_2000 = (
    "1.2.840.10008.1.2.4.70",
    "1.2.840.10008.1.2.4.80",
    "1.2.840.10008.1.2.4.90",
)


def ramp(height: int = 60, width: int = 84, bits: int = 16, seed: int = 0) -> np.ndarray:
    """Grey values over the whole depth, none beside its like."""
    flat = np.linspace(0, (1 << bits) - 1, height * width) + seed * 37
    return (flat.astype(int) % (1 << bits)).astype("uint8" if bits <= 8 else "uint16").reshape(height, width)


def rainbow(height: int = 40, width: int = 56) -> np.ndarray:
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 4, y * 6, (x + y) * 2], -1).astype("uint8")


def data_set(
    pixels: np.ndarray | None = None, *, frames: int = 1, bits: int | None = None, **more
) -> Dataset:
    """A data set about `pixels` (frames, rows, columns, samples, as far as there are several)."""
    made = Dataset()
    made.SOPClassUID = SECONDARY_CAPTURE
    made.SOPInstanceUID = "1.2.3.4"
    made.PatientName = "Doe^Jane"
    if pixels is not None:
        coloured = pixels.shape[-1] == 3 and pixels.ndim > 2
        made.SamplesPerPixel = 3 if coloured else 1
        made.PhotometricInterpretation = "RGB" if coloured else "MONOCHROME2"
        if coloured:
            made.PlanarConfiguration = 0
        made.Rows, made.Columns = pixels.shape[-3:-1] if coloured else pixels.shape[-2:]
        if frames > 1:
            made.NumberOfFrames = frames
        made.BitsAllocated = 8 * pixels.dtype.itemsize
        made.BitsStored = bits or made.BitsAllocated
        made.HighBit = made.BitsStored - 1
        made.PixelRepresentation = int(pixels.dtype.kind == "i")
    for keyword, value in more.items():
        setattr(made, keyword, value)
    return made


def written(
    made: Dataset,
    *,
    pixels: np.ndarray | None = None,
    frames: list[bytes] | None = None,
    syntax: str = ExplicitVRLittleEndian,
    fragments: int = 1,
    offset_table: bool = True,
) -> bytes:
    """The file; `pixels` are stored as they are, `frames` as fragments of coded ones."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(syntax)
    meta.MediaStorageSOPClassUID = made.SOPClassUID
    meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    out = io.BytesIO()
    file = FileDataset(out, made, preamble=b"\0" * 128, file_meta=meta)
    if frames is not None:
        file.PixelData = encapsulate(frames, fragments_per_frame=fragments, has_bot=offset_table)
    elif pixels is not None:
        is_big = syntax == ExplicitVRBigEndian
        file.PixelData = pixels.astype(pixels.dtype.newbyteorder(">" if is_big else "<")).tobytes()
    if "PixelData" in file:
        file["PixelData"].VR = "OW" if pixels is not None and pixels.dtype.itemsize == 2 else "OB"
    dcmwrite(out, file, enforce_file_format=True)
    return out.getvalue()


def stored(pixels: np.ndarray, *, syntax: str = ExplicitVRLittleEndian, **more: Any) -> bytes:
    """A file of pixels that are not coded; `more` as of `data_set`."""
    return written(data_set(pixels, **more), pixels=pixels, syntax=syntax)


def element(tag: int, form: str, value: bytes, *, length: int | None = None) -> bytes:
    """One explicit little-endian element, with whatever length it is told to claim."""
    head = struct.pack("<HH2s", tag >> 16, tag & 0xFFFF, form.encode())
    claimed = len(value) if length is None else length
    if form in {"OB", "OW", "SQ", "UN", "UT"}:
        return head + struct.pack("<HI", 0, claimed) + value
    return head + struct.pack("<H", claimed) + value


def by_hand(body: bytes, *, syntax: str = ExplicitVRLittleEndian) -> bytes:
    """A file with this data set, however wrong."""
    uid = syntax.encode()
    meta = element(0x00020010, "UI", uid + b"\0" * (len(uid) % 2))
    return b"\0" * 128 + b"DICM" + element(0x00020000, "UL", struct.pack("<I", len(meta))) + meta + body


def claims(
    rows: int = 4, columns: int = 6, *, allocated: int = 16, stored: int | None = None, **more: int
) -> bytes:
    """The elements that size an image; further ones by tag as `x00280008=...` of value representation US."""
    shorts = {
        0x00280002: 1,
        0x00280010: rows,
        0x00280011: columns,
        0x00280100: allocated,
        0x00280101: stored or allocated,
        0x00280102: (stored or allocated) - 1,
        0x00280103: 0,
    } | {int(name[1:], 16): value for name, value in more.items()}
    parts = [(tag, element(tag, "US", struct.pack("<H", value))) for tag, value in shorts.items()]
    parts.append((0x00280004, element(0x00280004, "CS", b"MONOCHROME2 ")))
    return b"".join(part for _, part in sorted(parts))
