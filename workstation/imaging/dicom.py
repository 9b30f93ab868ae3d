"""Reads DICOM radiographs, and DICOS digital X-ray images and threat detection reports (NEMA IIC 1).

pydicom reads the container, imagecodecs the frames; before either sees a byte, the outline was walked and the
header held against the limits. Names and numbers of persons in the file are never read.
"""

from __future__ import annotations

from typing import Final

from workstation.imaging.dicom_frames import Raster, coding_of, frames_of
from workstation.imaging.dicom_header import Header, header_of, plain_line
from workstation.imaging.dicom_outline import MAGIC, PREAMBLE, Outline
from workstation.imaging.dicom_report import seen_in
from workstation.imaging.dicom_values import COLOURS, GREYS, PALETTE, colours, is_linear, transmission
from workstation.imaging.pixels import (
    ScanPixels,
    UnreadableImage,
    check_colour_size,
    check_size,
    coloured,
    plain_name,
    plausible_pitch,
)
from workstation.imaging.scan_file import ScanFile

_MOST_VIEWS = 8
_YES_OR_NO: Final = {"00": "no", "01": "yes"}  # Lossy Image Compression (PS3.3 C.7.6.1.1.5)
_DICOS_CLASSES: Final = "1.2.840.10008.5.1.4.1.1.501."
_SQUARE_WITHIN = 0.01  # sides of a pixel that differ by less count as one length

_FACTS: Final = (
    ("instance", "SOPInstanceUID"),
    ("modality", "Modality"),
    ("image_type", "ImageType"),
    ("intent", "PresentationIntentType"),
    ("made_by", "Manufacturer"),
    ("model", "ManufacturerModelName"),
    ("software", "SoftwareVersions"),
    ("date", "ContentDate"),
    ("time", "ContentTime"),
    ("tube_kv", "KVP"),
    ("photometric", "PhotometricInterpretation"),
    ("intensity", "PixelIntensityRelationship"),
    ("intensity_sign", "PixelIntensityRelationshipSign"),
    ("window_center", "WindowCenter"),
    ("window_width", "WindowWidth"),
    ("pixel_spacing", "PixelSpacing"),
    ("detector_spacing", "ImagerPixelSpacing"),
    ("burned_in", "BurnedInAnnotation"),
    ("dicos_version", "DICOSVersion"),
    ("object", "OOIType"),
    ("scan_type", "ScanType"),
    ("threat_projection", "TIPType"),
    ("acquisition", "AcquisitionStatus"),
    ("low_energy_detectors", "LowEnergyDetectors"),
    ("high_energy_detectors", "HighEnergyDetectors"),
)
_REPORT_FACTS: Final = (
    ("report_by", "TDRType"),
    ("algorithm", "ThreatDetectionAlgorithmAndVersion"),
    ("alarm", "AlarmDecision"),
    ("decided", "AlarmDecisionTime"),
    ("objects", "NumberOfTotalObjects"),
    ("alarms", "NumberOfAlarmObjects"),
    ("abort", "AbortFlag"),
)


class DicomReader:
    """DICOM and DICOS. Frames are views; two grey frames that name two tube voltages are the energies of one
    view, if their numbers are in proportion to the beam.
    """

    name = "DICOM"

    def recognises(self, data: bytes) -> bool:
        """By the word after the preamble (PS3.10 section 7.1)."""
        return data[PREAMBLE : PREAMBLE + len(MAGIC)] == MAGIC

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Read outline and header, hold them against each other, then decode frame by frame."""
        outline, header = header_of(data)
        is_dicos = header.text("SOPClassUID").startswith(_DICOS_CLASSES) or header.has("DICOSVersion")
        called = "DICOS" if is_dicos else "DICOM"
        facts = _facts(outline, header)
        if header.has("ThreatSequence") or header.text("Modality") == "TDR":
            seen, instances = seen_in(header)
            return ScanFile(
                format=f"{called} threat detection report",
                views=(),
                detections=seen,
                facts=(*facts, *(("seen_in", each) for each in instances)),
            )
        if not outline.pieces:
            raise UnreadableImage("no_picture", "The DICOM file holds no image.")
        raster = _raster(header)
        coding_of(outline.syntax)
        kev = _energies(raster, header)
        check = check_size if raster.photometric in GREYS else check_colour_size
        check(raster.columns, raster.rows * (1 if kev else raster.frames), limit_pixels)
        return ScanFile(format=called, views=_views(outline, raster, header, kev), facts=facts)


def _raster(header: Header) -> Raster:
    """The pixels as the header claims them, refused if no image can be like that."""
    allocated = header.whole("BitsAllocated") or 0
    stored = header.whole("BitsStored") or allocated
    high_bit = header.whole("HighBit")
    raster = Raster(
        rows=header.whole("Rows") or 0,
        columns=header.whole("Columns") or 0,
        samples=header.whole("SamplesPerPixel") or 1,
        frames=header.whole("NumberOfFrames") or 1,
        allocated=allocated,
        stored=stored,
        high_bit=stored - 1 if high_bit is None else high_bit,
        signed=header.whole("PixelRepresentation") == 1,
        planar=header.whole("PlanarConfiguration") == 1,
        photometric=header.text("PhotometricInterpretation") or "MONOCHROME2",
    )
    if raster.frames > _MOST_VIEWS:
        raise UnreadableImage(
            "unsupported",
            f"The DICOM file holds {raster.frames} pictures; a scan image has at most {_MOST_VIEWS} views.",
        )
    samples = {**dict.fromkeys((*GREYS, PALETTE), 1), **dict.fromkeys(COLOURS, 3)}.get(raster.photometric)
    if allocated not in {8, 16} or samples is None:
        raise UnreadableImage(
            "unsupported", "The DICOM file is of a kind that scan images are not stored in (8 or 16 bits)."
        )
    fits = 1 <= raster.stored <= raster.high_bit + 1 <= allocated
    if not fits or samples != raster.samples or raster.frames < 1 or (samples == 3 and raster.signed):
        raise UnreadableImage("damaged", "The DICOM file's header contradicts itself.")
    return raster


def _energies(raster: Raster, header: Header) -> tuple[float, ...]:
    """The tube's two voltages, if the two frames are one view's energies; materials are told apart from them,
    so their numbers must be in proportion to the beam.
    """
    kilovolts = header.numbers("KVP")
    is_pair = raster.frames == 2 and len(set(kilovolts)) == len(kilovolts) == 2
    if not is_pair or raster.photometric not in GREYS or not is_linear(header):
        return ()
    return kilovolts if all(0 < each < 100_000 for each in kilovolts) else ()


def _views(
    outline: Outline, raster: Raster, header: Header, kev: tuple[float, ...]
) -> tuple[ScanPixels, ...]:
    name, pitch = plain_name(header.text("ViewPosition")), _pitch(header)
    if raster.photometric not in GREYS:
        return tuple(
            coloured(colours(frame, raster, header), view=_named(name, index, raster), pitch_mm=pitch)
            for index, frame in enumerate(frames_of(outline, raster))
        )
    planes = [transmission(frame, raster, header) for frame in frames_of(outline, raster)]
    if kev:
        if kev[0] < kev[1]:
            planes.reverse()
        return (
            ScanPixels(
                energies=tuple(planes),
                bits=raster.stored,
                pitch_mm=pitch,
                view=name,
                energies_kev=tuple(sorted(kev, reverse=True)),
            ),
        )
    alone = header.numbers("KVP")
    known = alone if len(alone) == 1 and 0 < alone[0] < 100_000 else ()
    return tuple(
        ScanPixels(
            energies=(plane,),
            bits=raster.stored,
            pitch_mm=pitch,
            view=_named(name, index, raster),
            energies_kev=known,
        )
        for index, plane in enumerate(planes)
    )


def _named(name: str, index: int, raster: Raster) -> str:
    return name if raster.frames == 1 else f"{name} {index + 1}".strip()


def _pitch(header: Header) -> float | None:
    """A pixel's edge in the plane of the goods, in mm, where the file lets it be known.

    Pixel Spacing is that edge unless it only repeats the detector's (PS3.3 section 10.7.1.3): the detector's
    is larger than the goods' by the magnification, and says nothing of them without it.
    """
    spacing, detector = _edge(header, "PixelSpacing"), _edge(header, "ImagerPixelSpacing")
    if spacing is not None and (spacing != detector or header.text("PixelSpacingCalibrationType")):
        return plausible_pitch(spacing)
    magnified = header.number("EstimatedRadiographicMagnificationFactor")
    if magnified is None:
        far, near = header.number("DistanceSourceToDetector"), header.number("DistanceSourceToPatient")
        magnified = far / near if far and near else None
    if detector is None or magnified is None or magnified < 1:
        return None
    return plausible_pitch(detector / magnified)


def _edge(header: Header, keyword: str) -> float | None:
    """The edge of a square pixel in mm; of one that is not square there is no single length."""
    sides = header.numbers(keyword)
    if len(sides) != 2 or min(sides) <= 0 or max(sides) / min(sides) - 1 > _SQUARE_WITHIN:
        return None
    return sides[0]


def _facts(outline: Outline, header: Header) -> tuple[tuple[str, str], ...]:
    from pydicom.uid import UID

    named = [
        (name, plain_line(UID(uid).name))
        for name, uid in (("sop_class", header.text("SOPClassUID")), ("coding", outline.syntax))
    ]
    told = [(name, header.text(keyword)) for name, keyword in (*_FACTS, *_REPORT_FACTS)]
    lossy = _YES_OR_NO.get(header.text("LossyImageCompression"), "")
    return tuple((name, text) for name, text in (*named, *told, ("lossy", lossy)) if text)
