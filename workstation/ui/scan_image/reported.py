"""What algorithms saw according to the image's own file, in the words of the declaration's detections."""

from typing import NamedTuple

from workstation.domain.consignment import Detection
from workstation.domain.mark import reported_id
from workstation.imaging.scan_file import ScanFile


class Reported(NamedTuple):
    """A detection, and in which view of the file it is, counted from 0."""

    view: int
    detection: Detection


def reported_in(file: ScanFile) -> tuple[Reported, ...]:
    """The detections of a file; those of a view that it does not have are left out. The id of each is its
    place in the file, so that what was said of it stays true when the file is read again.
    """
    return tuple(
        Reported(
            each.view,
            Detection(
                id=reported_id(place),
                kind=each.kind,
                confidence=each.confidence or 0.0,
                box=each.box,
                polygon=each.polygon,
                algorithm=each.algorithm,
            ),
        )
        for place, each in enumerate(file.detections)
        if 0 <= each.view < len(file.views)
    )
