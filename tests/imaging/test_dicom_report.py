"""What algorithms saw comes from DICOS threat detection reports, with its place and how sure they were."""

import struct
from pathlib import Path

import pytest
from pydicom.dataset import Dataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

from tests.imaging.dicom_writing import DICOS_REPORT, NATIVE, by_hand, data_set, element, written
from workstation.imaging.dicom import DicomReader
from workstation.imaging.scan_file import ScanFile, SeenByAlgorithm

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "scan_images"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data at hand are not beside the repository")


def read(data: bytes) -> ScanFile:
    return DicomReader().read(data, 1_000_000)


@needs_data
def test_a_report_that_another_program_wrote_says_kind_place_and_algorithm():
    shown = read((DATA / "SimpleBaggageTDR.dcs").read_bytes())
    assert (shown.format, shown.views) == ("DICOS threat detection report", ())
    assert shown.detections == (
        SeenByAlgorithm(kind="Flammable Liquid", box=(12, 23, 50, 50), algorithm="Alchemy 0.999"),
    )
    told = dict(shown.facts)
    assert (told["alarms"], told["seen_in"], told["report_by"]) == ("1", "1235.23456.568678.34546", "MACHINE")


@needs_data
def test_a_report_of_nothing_has_no_detections():
    shown = read((DATA / "SimpleBaggageNoThreatTDR.dcs").read_bytes())
    assert (shown.views, shown.detections) == ((), ())
    assert dict(shown.facts)["alarm"] == "CLEAR"


def assessed(flag: str, kind: str, probability: float | None = None) -> Dataset:
    item = Dataset()
    item.ThreatCategory = "CONTRABAND"
    if kind:
        item.ThreatCategoryDescription = kind
    item.ATDAssessmentFlag = flag
    if probability is not None:
        item.ATDAssessmentProbability = probability
    return item


def place(
    *polygon: float,
    base: list[float] | None = None,
    extent: list[float] | None = None,
    instance: str = "1.2.3",
) -> Dataset:
    item, referred = Dataset(), Dataset()
    referred.ReferencedSOPInstanceUID = instance
    item.ReferencedInstanceSequence = [referred]
    if polygon:
        item.BoundingPolygon = list(polygon)
    if base is not None:
        region = Dataset()
        region.ThreatROIBase, region.ThreatROIExtents = base, extent
        item.ThreatROIVoxelSequence = [region]
    return item


def threat(assessments: list[Dataset], places: list[Dataset]) -> Dataset:
    item = Dataset()
    item.PotentialThreatObjectID = 1
    item.ATDAssessmentSequence, item.PTORepresentationSequence = assessments, places
    return item


def report(*threats: Dataset, syntax: str = ExplicitVRLittleEndian) -> bytes:
    made = data_set(SOPClassUID=DICOS_REPORT, Modality="TDR", DICOSVersion="V03")
    made.ThreatSequence = list(threats)
    made.ThreatDetectionAlgorithmAndVersion = ["Finder", "2.1", "-deep"]
    return written(made, syntax=syntax)


THREAT = [assessed("THREAT", "Pistol", 0.75)]


@pytest.mark.parametrize("syntax", NATIVE)
@pytest.mark.parametrize("undefined", [False, True])
def test_boxes_polygons_and_regions_have_their_place_in_their_view(syntax, undefined):
    both = threat(
        THREAT,
        [
            place(10, 20, 0, 40, 60, 0, instance="1.2.3"),
            place(base=[5, 6, 0], extent=[7.4, 8.6, 1], instance="1.2.4"),
        ],
    )
    outlined = threat(THREAT, [place(9, 1, 0, 3, 4, 0, 5, 8, 0, instance="1.2.4")])
    if undefined:
        both["PTORepresentationSequence"].is_undefined_length = True
        for each in both.PTORepresentationSequence:
            each.is_undefined_length_sequence_item = True
    seen = read(report(both, outlined, syntax=syntax)).detections
    assert [(each.view, each.box, each.polygon) for each in seen] == [
        (0, (10, 20, 30, 40), ()),
        (1, (5, 6, 7, 9), ()),
        (1, (3, 1, 6, 7), ((9, 1), (3, 4), (5, 8))),
    ]
    assert {(each.kind, each.confidence, each.algorithm) for each in seen} == {("Pistol", 0.75, "Finder 2.1")}


def test_a_polygon_in_other_units_than_pixels_never_moves_the_region():
    corner, size = [100.0, 200.0, 0.0], [40.0, 30.0, 1.0]
    pixels = place(102, 201, 0, 139, 210, 0, 120, 229, 0, base=corner, extent=size)
    millimetres = place(51, 100, 0, 70, 105, 0, 60, 114, 0, base=corner, extent=size)
    diagonal = place(51, 100, 0, 70, 114, 0, base=corner, extent=size)
    seen = read(report(threat(THREAT, [pixels, millimetres, diagonal]))).detections
    assert {each.box for each in seen} == {(100, 200, 40, 30)}
    assert [len(each.polygon) for each in seen] == [3, 0, 0]


def test_the_gravest_of_several_assessments_is_told_and_a_clearance_is_none():
    several = [
        assessed("NO_THREAT", "Cable", 0.99),
        assessed("THREAT", "Wire", 0.3),
        assessed("HIGH_THREAT", "Bomb", 0.2),
    ]
    cleared = [assessed("NO_THREAT", "Laptop", 0.9)]
    unsure = [assessed("THREAT", "Wire", 0.3), assessed("THREAT", "Knife", 0.6)]
    seen = read(report(threat(several, [place()]), threat(cleared, [place()]), threat(unsure, [place()])))
    assert [each.kind for each in seen.detections] == ["Bomb", "Knife"]
    assert [each.confidence for each in seen.detections] == pytest.approx([0.2, 0.6])


@pytest.mark.parametrize("probability", [None, -0.1, 1.5, float("nan"), float("inf")])
def test_a_confidence_that_is_none_is_not_made_up(probability):
    (seen,) = read(report(threat([assessed("THREAT", "", probability)], [place()]))).detections
    assert (seen.kind, seen.confidence) == ("CONTRABAND", None)


@pytest.mark.parametrize(
    "nowhere",
    [
        place(),
        place(1, 2, 3, 4),
        place(1, 2, 0, 1e30, 5, 0),
        place(1, 2, 0, float("nan"), 5, 0),
        place(*([1.0] * 9000)),
        place(base=[1, 2, 3], extent=[0, 5, 5]),
        place(base=[1, 2], extent=[5, 5]),
        place(base=[1e9, 2, 3], extent=[5, 5, 5]),
    ],
)
def test_a_place_that_is_none_leaves_the_threat_without_one(nowhere):
    (seen,) = read(report(threat(THREAT, [nowhere]))).detections
    assert (seen.kind, seen.box, seen.polygon) == ("Pistol", None, ())


def test_a_threat_without_place_or_assessment_is_still_told():
    (seen,) = read(report(threat([], []))).detections
    assert seen == SeenByAlgorithm(kind="", algorithm="Finder 2.1")


def test_words_of_a_report_are_one_plain_line():
    (seen,) = read(report(threat([assessed("THREAT", "a\x85b\x07\n" + "c" * 999)], [place()]))).detections
    assert seen.kind.startswith("a b ccc")
    assert len(seen.kind) == 40


def test_a_report_whose_writer_knew_no_dicos_is_read_all_the_same():
    whole = report(threat(THREAT, [place(10, 20, 0, 40, 60, 0)]), syntax=ImplicitVRLittleEndian)
    at = whole.index(struct.pack("<HH", 0x4010, 0x1011))
    (length,) = struct.unpack_from("<I", whole, at + 4)
    unknown = element(0x40101011, "UN", whole[at + 8 : at + 8 + length])
    seen = read(by_hand(element(0x00080060, "CS", b"TDR ") + unknown)).detections
    assert [(each.kind, each.box) for each in seen] == [("Pistol", (10, 20, 30, 40))]
