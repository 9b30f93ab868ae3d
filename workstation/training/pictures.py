"""X-ray images of training parcels, of what is really in them, with what a detector would mark."""

import hashlib
from datetime import datetime
from random import Random
from typing import Final

from workstation.domain.consignment import Detection, Parcel, ScanImage
from workstation.domain.value import Size, Value
from workstation.training.stories import Plot
from workstation.training.xray import Content, ParcelView, Truth, draw_parcel

PITCH_MM: Final = 0.4
"""Of one pixel: a parcel of 350 by 250 mm becomes some 950 by 700 pixels; larger ones are coarser."""

_FALSE_ALARMS: Final = ("organic block", "batteries", "blade", "liquid")
_SEEN_SHARE: Final = 0.82
_MOST_MARKS: Final = 4
_ALGORITHM: Final = "training-detector 1.0"


class Picture(Value):
    """One view: what the document says of it, and its bytes."""

    image: ScanImage
    data: bytes


def pictures(
    dice: Random,
    plot: Plot,
    parcel: int,
    described: Parcel,
    taken: datetime,
    *,
    views: tuple[str, ...],
    machine: str,
) -> tuple[Picture, ...]:
    """The images of one parcel: drawn from what is in it, whatever was declared."""
    size = described.size or Size(length_mm=300, width_mm=220, height_mm=120)
    contents = [
        Content(
            kind=thing.drawn,
            count=min(thing.pieces, 8),
            mass_kg=thing.grams / 1000,
            truth=thing.truth or None,
        )
        for thing in plot.things
        if thing.parcel == parcel
    ]
    drawn = draw_parcel(
        dice.randrange(2**32),
        contents,
        size_mm=(float(size.length_mm), float(size.width_mm), float(size.height_mm)),
        views=views,
        pitch_mm=PITCH_MM if size.length_mm <= 400 else None,
    )
    detected_as = plot.hidden.detected_as if plot.hidden is not None else ""
    return tuple(_picture(dice, view, described.id, taken, machine, detected_as) for view in drawn)


def _picture(
    dice: Random, view: ParcelView, parcel: str, taken: datetime, machine: str, detected_as: str
) -> Picture:
    image = ScanImage(
        sha256=hashlib.sha256(view.tiff).hexdigest(),
        view=view.name,
        parcel=parcel,
        media_type="image/tiff",
        size_bytes=len(view.tiff),
        width=view.width,
        height=view.height,
        acquired=taken,
        machine=machine,
        detections=_detections(dice, view, detected_as),
    )
    return Picture(image=image, data=view.tiff)


def _detections(dice: Random, view: ParcelView, detected_as: str) -> tuple[Detection, ...]:
    """What an algorithm marks: most of what is there, roughly where it is, and now and then what is not."""
    found: list[Detection] = []
    for truth in view.truths:
        if dice.random() < _SEEN_SHARE and len(found) < _MOST_MARKS:
            mark = _right(dice, view, truth, detected_as)
            # Pieces that lie over each other are one mark, as a detector would give.
            if not any(_overlap(mark.box, other.box) > 0.6 for other in found):
                found.append(mark)
    if dice.random() < 0.14:
        found.append(_false_alarm(dice, view))
    return tuple(
        Detection(
            id=f"D-{number}",
            kind=each.kind,
            words=each.words,
            confidence=each.confidence,
            box=each.box,
            polygon=each.polygon,
            algorithm=_ALGORITHM,
        )
        for number, each in enumerate(found, start=1)
    )


def _right(dice: Random, view: ParcelView, truth: Truth, detected_as: str) -> Detection:
    left, top, width, height = truth.box
    shaken = (
        left + dice.randrange(-6, 7),
        top + dice.randrange(-6, 7),
        round(width * dice.uniform(0.92, 1.12)),
        round(height * dice.uniform(0.92, 1.12)),
    )
    return Detection(
        id="",
        kind=detected_as or truth.kind,
        words=f"Looks like: {detected_as or truth.description}",
        confidence=round(dice.uniform(0.55, 0.98), 2),
        box=_within(shaken, view),
        polygon=truth.polygon if dice.random() < 0.5 else (),
    )


def _false_alarm(dice: Random, view: ParcelView) -> Detection:
    width, height = dice.randrange(40, 160), dice.randrange(40, 160)
    box = (
        dice.randrange(30, max(31, view.width - 120)),
        dice.randrange(30, max(31, view.height - 120)),
        width,
        height,
    )
    kind = dice.choice(_FALSE_ALARMS)
    return Detection(
        id="",
        kind=kind,
        words=f"Looks like: {kind}",
        confidence=round(dice.uniform(0.3, 0.7), 2),
        box=_within(box, view),
    )


def _overlap(one: tuple[int, int, int, int] | None, other: tuple[int, int, int, int] | None) -> float:
    """What two boxes share, as a part of what they cover together."""
    if one is None or other is None:
        return 0.0
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0, width) * max(0, height)
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)


def _within(box: tuple[int, int, int, int], view: ParcelView) -> tuple[int, int, int, int]:
    left, top = max(0, min(box[0], view.width - 2)), max(0, min(box[1], view.height - 2))
    return left, top, max(1, min(box[2], view.width - left)), max(1, min(box[3], view.height - top))
