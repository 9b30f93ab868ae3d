"""Measures what is picked or drawn, on an image thread: a region of many megapixels takes its time."""

from functools import partial

import msgspec
from PySide6.QtCore import QObject, Signal

from workstation.domain.mark import BOX, ELLIPSE, POLYGON
from workstation.imaging.measuring import Form, Profile, Region, length_mm, length_px, profile, region
from workstation.imaging.pixels import ScanPixels
from workstation.ui.scan_image.marks.hand import InHand
from workstation.ui.scan_image.marks.shapes import RULER, SAMPLE
from workstation.ui.scan_image.marks.words import length_words, region_words
from workstation.ui.tasks import IMAGE, Tasks

REGIONS: dict[str, Form] = {BOX: "box", SAMPLE: "box", ELLIPSE: "ellipse", POLYGON: "polygon"}


class Measured(msgspec.Struct, frozen=True, eq=False):
    """What was found: words, and along a line its profile."""

    words: str = ""
    profile: Profile | None = None


class Measurements(QObject):
    """Measures the newest that is asked for; what was asked for before is given up.

    Signals:
        found: a `Measured`.
    """

    found = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._asked: InHand | None = None
        self._ticket = 0

    def ask(self, what: InHand | None, pixels: ScanPixels | None) -> None:
        """Measure a form on these pixels; without them (a photograph) only lengths, in pixels."""
        if what == self._asked:
            return
        self._tasks.cancel(self._ticket)
        self._asked, self._ticket = what, 0
        if what is None or (what.form != RULER and (what.form not in REGIONS or pixels is None)):
            self.found.emit(Measured())
        elif pixels is None:
            self.found.emit(Measured(length_words(length_px(*what.points), None)))
        else:
            work = partial(_along if what.form == RULER else _within, what, pixels)
            self._ticket = self._tasks.run(
                work, owner=self, done=partial(self._tell, what, pixels), kind=IMAGE
            )

    def _tell(self, what: InHand, pixels: ScanPixels, answer: Profile | Region | None) -> None:
        if what != self._asked:
            return
        if isinstance(answer, Profile):
            tail, head = what.points
            words = length_words(length_px(tail, head), length_mm(tail, head, pixels.pitch_mm))
            self.found.emit(Measured(words, answer))
        else:
            self.found.emit(Measured(region_words(answer)))


def _along(what: InHand, pixels: ScanPixels) -> Profile:
    tail, head = what.points
    return profile(pixels, tail, head)


def _within(what: InHand, pixels: ScanPixels) -> Region | None:
    return region(pixels, REGIONS[what.form], what.points)
