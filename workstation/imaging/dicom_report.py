"""What an algorithm saw, from a DICOS threat detection report (NEMA IIC 1, threat detection report IOD)."""

from __future__ import annotations

from typing import Final

from workstation.imaging.dicom_header import Header
from workstation.imaging.pixels import plain_name
from workstation.imaging.scan_file import SeenByAlgorithm

_MOST_THREATS = 1000
_MOST_POINTS = 1000
_FARTHEST = 1_000_000  # pixels; what lies beyond is no place in an image
_ASIDE = 2  # pixels by which rounding may put a polygon beside its region
_GRAVEST_FIRST: Final = ("HIGH_THREAT", "THREAT", "UNKNOWN", "NO_THREAT")

Point = tuple[int, int]
Box = tuple[int, int, int, int]


def seen_in(report: Header) -> tuple[tuple[SeenByAlgorithm, ...], tuple[str, ...]]:
    """The threats, and the instances that they were seen in: the `view` of a threat counts among these.

    An object that the algorithm itself assessed as no threat is left out. A place is taken as pixels of its
    instance, the first column and row being 0; the third coordinate, of a volume, is left out.
    """
    algorithm = plain_name(" ".join(report.text("ThreatDetectionAlgorithmAndVersion").split(", ")[:2]))
    seen: list[SeenByAlgorithm] = []
    instances: list[str] = []
    for threat in report.items("ThreatSequence")[:_MOST_THREATS]:
        flag, kind, confidence = _assessed(threat)
        if flag == "NO_THREAT":
            continue
        for place in threat.items("PTORepresentationSequence")[:_MOST_THREATS] or (None,):
            instance = _instance(place)
            if instance not in instances:
                instances.append(instance)
            box, polygon = _place(place)
            seen.append(
                SeenByAlgorithm(
                    kind=kind,
                    confidence=confidence,
                    view=instances.index(instance),
                    box=box,
                    polygon=polygon,
                    algorithm=algorithm,
                )
            )
    return tuple(seen[:_MOST_THREATS]), tuple(instances)


def _assessed(threat: Header) -> tuple[str, str, float | None]:
    """Flag, kind and confidence of the gravest assessment; several algorithms may have judged one object."""
    assessed = []
    for item in threat.items("ATDAssessmentSequence"):
        flag = item.text("ATDAssessmentFlag")
        probability = item.number("ATDAssessmentProbability")
        if probability is not None and not 0 <= probability <= 1:
            probability = None
        rank = _GRAVEST_FIRST.index(flag) if flag in _GRAVEST_FIRST else _GRAVEST_FIRST.index("UNKNOWN")
        kind = plain_name(item.text("ThreatCategoryDescription") or item.text("ThreatCategory"))
        assessed.append((rank, -(probability or 0.0), flag, kind, probability))
    if not assessed:
        return "", "", None
    _, _, flag, kind, probability = min(assessed, key=lambda each: each[:2])
    return flag, kind, probability


def _instance(place: Header | None) -> str:
    """The UID of the image that the place is in, empty if it is not told."""
    referred = place.items("ReferencedInstanceSequence") if place is not None else ()
    return referred[0].text("ReferencedSOPInstanceUID") if referred else ""


def _place(place: Header | None) -> tuple[Box | None, tuple[Point, ...]]:
    """Box and polygon. Two corners make a box; more make a polygon, with the box around it.

    The region of interest is in pixels by definition. Some writers give the bounding polygon in millimetres
    of the machine: beside a region it counts only if it lies there.
    """
    if place is None:
        return None, ()
    told = place.numbers("BoundingPolygon")
    corners = _points(told[0::3], told[1::3]) if len(told) % 3 == 0 else ()
    polygon = corners if len(corners) > 2 else ()
    region = _region(place)
    if region is not None:
        return region, polygon if polygon and _is_within(_around(polygon), region) else ()
    return (_around(corners) if len(corners) > 1 else None), polygon


def _region(place: Header) -> Box | None:
    """Corner and size of the region of interest (Threat ROI Base and Extents)."""
    for region in place.items("ThreatROIVoxelSequence")[:1]:
        base, extent = region.numbers("ThreatROIBase"), region.numbers("ThreatROIExtents")
        if len(base) == len(extent) == 3 and extent[0] > 0 and extent[1] > 0:
            corners = _points((base[0], base[0] + extent[0]), (base[1], base[1] + extent[1]))
            return _around(corners) if corners else None
    return None


def _is_within(inner: Box, outer: Box) -> bool:
    left, top, width, height = inner
    return (
        left >= outer[0] - _ASIDE
        and top >= outer[1] - _ASIDE
        and left + width <= outer[0] + outer[2] + _ASIDE
        and top + height <= outer[1] + outer[3] + _ASIDE
    )


def _points(across: tuple[float, ...], down: tuple[float, ...]) -> tuple[Point, ...]:
    """Whole pixels, or none if one of them is nowhere."""
    if len(across) > _MOST_POINTS or any(abs(each) > _FARTHEST for each in (*across, *down)):
        return ()
    return tuple((round(x), round(y)) for x, y in zip(across, down, strict=True))


def _around(corners: tuple[Point, ...]) -> Box:
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    return left, top, max(x for x, _ in corners) - left, max(y for _, y in corners) - top
