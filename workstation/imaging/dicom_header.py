"""What the header of a DICOM file says, read with pydicom from the few elements that the outline kept."""

from __future__ import annotations

import functools
import io
import logging
import math
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from workstation.imaging.dicom_outline import Outline, outline_of

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

LONGEST_FACT = 120
_SEQUENCES: Final = (
    "ThreatSequence",
    "PTORepresentationSequence",
    "ReferencedInstanceSequence",
    "ThreatROIVoxelSequence",
    "ATDAssessmentSequence",
    "ModalityLUTSequence",
    "VOILUTSequence",
)
_OF_THE_FILE: Final = (
    *("SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "Modality"),
    *("ContentDate", "ContentTime", "PresentationIntentType", "Manufacturer", "ManufacturerModelName"),
    *("KVP", "SoftwareVersions", "ViewPosition", "BurnedInAnnotation", "LossyImageCompression"),
    *("DICOSVersion", "OOIType", "ScanType", "TIPType", "AcquisitionStatus"),
    *("LowEnergyDetectors", "HighEnergyDetectors"),
)
_OF_THE_PIXELS: Final = (
    *("SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration", "NumberOfFrames"),
    *("Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation"),
    *("PixelSpacing", "ImagerPixelSpacing", "PixelSpacingCalibrationType"),
    *("EstimatedRadiographicMagnificationFactor", "DistanceSourceToDetector", "DistanceSourceToPatient"),
    *("PixelIntensityRelationship", "PixelIntensityRelationshipSign", "PresentationLUTShape"),
    *("RescaleIntercept", "RescaleSlope", "WindowCenter", "WindowWidth"),
    *("RedPaletteColorLookupTableDescriptor", "RedPaletteColorLookupTableData"),
    *("GreenPaletteColorLookupTableDescriptor", "GreenPaletteColorLookupTableData"),
    *("BluePaletteColorLookupTableDescriptor", "BluePaletteColorLookupTableData"),
)
_OF_A_REPORT: Final = (
    *("TDRType", "ThreatDetectionAlgorithmAndVersion", "AlarmDecision", "AlarmDecisionTime"),
    *("NumberOfTotalObjects", "NumberOfAlarmObjects", "AbortFlag"),
)
_CHARACTER_SET: Final = 0x00080005
OVERLAY_BIT: Final = 0x60000102  # Overlay Bit Position of the first group; retired, still met


class Header:
    """A data set, or an item of one. What is absent or makes no sense is None or empty; nothing raises."""

    def __init__(self, elements: Dataset, *, little_endian: bool) -> None:
        self._elements = elements
        self._order = "<" if little_endian else ">"

    def has(self, keyword: str) -> bool:
        """Whether the file holds the element at all."""
        return keyword in self._elements

    def text(self, keyword: str) -> str:
        """One plain line of at most 120 characters; several values are parted by commas."""
        value = self._value(keyword)
        if value is None or isinstance(value, bytes):
            return ""
        values = value if _is_many(value) else [value]
        return plain_line(", ".join(str(each) for each in values if each is not None))

    def numbers(self, key: str | int) -> tuple[float, ...]:
        """All finite values."""
        value = self._value(key)
        values = value if _is_many(value) else [value]
        found: list[float] = []
        for each in values:
            try:
                number = float(each)
            except (TypeError, ValueError, OverflowError):
                return ()
            if not math.isfinite(number):
                return ()
            found.append(number)
        return tuple(found)

    def number(self, key: str | int) -> float | None:
        """The first value."""
        return next(iter(self.numbers(key)), None)

    def whole(self, key: str | int) -> int | None:
        """The first value, if it is a whole number."""
        number = self.number(key)
        return int(number) if number is not None and number == int(number) else None

    def words(self, keyword: str) -> tuple[int, ...]:
        """Numbers of 16 bits without sign, however their values are represented (US, SS, OW or none)."""
        import numpy as np

        value = self._value(keyword)
        if isinstance(value, bytes):
            whole = value[: len(value) // 2 * 2]
            return tuple(np.frombuffer(whole, dtype=self._order + "u2").tolist())
        return tuple(int(each) & 0xFFFF for each in self.numbers(keyword))

    def items(self, keyword: str) -> tuple[Header, ...]:
        """The items of a sequence."""
        value = self._value(keyword)
        if value is None or isinstance(value, str | bytes) or not _is_many(value):
            return ()
        little_endian = self._order == "<"
        return tuple(Header(each, little_endian=little_endian) for each in value if hasattr(each, "elements"))

    def _value(self, key: str | int) -> Any:
        try:
            return self._elements[key].value
        except Exception:  # noqa: BLE001 - a foreign value is then absent: nothing for the funnel
            return None


def header_of(data: bytes) -> tuple[Outline, Header]:
    """Outline and header of a file. Raises `UnreadableImage`."""
    from pydicom.filereader import read_dataset

    wanted, sequences = _tags()
    outline = outline_of(data, wanted, sequences)
    elements = read_dataset(
        io.BytesIO(_readable(outline)),
        is_implicit_VR=outline.implicit,
        is_little_endian=outline.little_endian,
    )
    return outline, Header(elements, little_endian=outline.little_endian)


def plain_line(text: str) -> str:
    """Text from outside as one bounded line without control, format or bidirectional characters."""
    kept = (c if unicodedata.category(c)[0] != "C" else " " for c in text[: 4 * LONGEST_FACT])
    return " ".join("".join(kept).split())[:LONGEST_FACT]


@functools.cache
def _tags() -> tuple[frozenset[int], frozenset[int]]:
    """What is wanted, and which of it are sequences. Also tells pydicom to be quiet: foreign values belong in
    no log, and DICOS breaks the form of UIDs in every file (NEMA IIC 1).
    """
    from pydicom import config
    from pydicom.datadict import tag_for_keyword

    logging.getLogger("pydicom").propagate = False
    config.settings.reading_validation_mode = config.IGNORE
    sequences = frozenset(tag_for_keyword(each) or 0 for each in _SEQUENCES)
    others = (tag_for_keyword(each) or 0 for each in (*_OF_THE_FILE, *_OF_THE_PIXELS, *_OF_A_REPORT))
    return frozenset((*sequences, *others, OVERLAY_BIT)), sequences


def _readable(outline: Outline) -> bytes:
    """The elements in one piece, without a character set that nobody knows: pydicom reads that one at once,
    and complains aloud.
    """
    from pydicom.charset import python_encoding

    kept = []
    for tag, element in outline.elements.items():
        if tag == _CHARACTER_SET:
            names = element[8:].decode("ascii", "replace").split("\\")
            is_named = outline.implicit or element[4:6] == b"CS"
            if not is_named or any(name.strip(" \0") not in python_encoding for name in names):
                continue
        kept.append(element)
    return b"".join(kept)


def _is_many(value: object) -> bool:
    return hasattr(value, "__iter__") and not isinstance(value, str | bytes)
