"""What is marked on the open consignment, which of it is picked, and what is in the hand."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import Detection
from workstation.domain.mark import POLYGON, Mark, detection_name
from workstation.ui.scan_image.marks.hand import Ground, Hand, InHand
from workstation.ui.scan_image.marks.keeper import MarkKeeper
from workstation.ui.scan_image.marks.shapes import MEASURES, Point, hit
from workstation.ui.scan_image.marks.showing import Seen, outline_of_detection, told_in
from workstation.ui.scan_image.marks.words import Goods, goods_of
from workstation.ui.scan_image.reported import Reported

_SHA256: Final = re.compile("[0-9a-f]{64}")
"""Names an image of some consignment; a training image is called otherwise."""


class Board(QObject):
    """The one state that panel, keys, mouse and painting share.

    Signals:
        changed: something of it is another.
    """

    changed = Signal()

    def __init__(self, keeper: MarkKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.keeper = keeper
        self.hand = Hand(self)
        self.picked = ""
        self.measured: InHand | None = None
        self.marks_shown = True
        self._goods: tuple[Goods, ...] = ()
        self._detections: Mapping[str, tuple[Detection, ...]] = {}
        self._reported: dict[str, tuple[Reported, ...]] = {}
        self._told: tuple[Mark, ...] = ()
        self.hand.changed.connect(self.changed)
        keeper.changed.connect(self.changed)

    def open(self, opened: OpenConsignment | None) -> bool:
        """Show this one's marks; whether it is another than before. What was in the hand is let go then."""
        consignment = opened.id if opened is not None else ""
        is_another = consignment != self.keeper.consignment
        if is_another:
            self.picked, self.measured, self.marks_shown = "", None, True
            self._reported = {}
            self.hand.drop()
        images = opened.consignment.images if opened is not None else ()
        self._detections = {image.sha256.lower(): image.detections for image in images}
        self._goods = goods_of(opened.consignment.goods_items) if opened is not None else ()
        self._told = told_in(opened) if opened is not None else ()
        self.keeper.open(consignment, self._detections)
        return is_another

    def report(self, image: str, reported: Iterable[Reported]) -> None:
        """So much algorithms saw according to this image's own file, which was read just now."""
        found = tuple(reported)
        if image in self._detections and found != self._reported.get(image, ()):
            self._reported[image] = found
            self.changed.emit()

    def takes(self, form: str, image: str) -> bool:
        """Whether a form can be drawn on an image. On one of another consignment, shown to compare, nothing
        is marked, for nothing could be kept there; it can be measured.
        """
        return form in MEASURES or image in self._detections or not _SHA256.fullmatch(image)

    def show_or_hide_marks(self) -> None:
        """Marks never hide what they mark for longer than the officer likes."""
        self.show_marks(not self.marks_shown)

    def show_marks(self, are_shown: bool) -> None:
        """Show the marks on the image, or the image alone; they stay in the list."""
        if are_shown != self.marks_shown:
            self.marks_shown = are_shown
            self.changed.emit()

    def seen(self) -> Seen:
        """All that is known at this moment."""
        marks = self.keeper.marks()
        own = {mark.id for mark in marks}
        return Seen(
            marks=marks,
            told=tuple(mark for mark in self._told if mark.id not in own),
            detections=self._detections,
            reported=self._reported,
            verdicts=self.keeper.verdicts(),
            goods=self._goods,
            picked=self.picked,
            held=self.hand.held,
            measured=self.measured,
            marks_shown=self.marks_shown,
        )

    @property
    def mark(self) -> Mark | None:
        """The mark that is picked."""
        return self.keeper.mark(self.picked)

    def pick(self, id: str) -> None:
        """This mark (by its id) or detection (by its name) is worked on; an empty text: none is."""
        if id != self.picked:
            self.let_go()
            self.picked, self.measured = id, None
            self.changed.emit()

    def beside_picked(self, by: int) -> str:
        """What follows on what is picked (`by` 1) or goes before it (-1); empty where there is nothing."""
        ids = self.seen().ids()
        at = ids.index(self.picked) + by if self.picked in ids else min(by - 1, 0)
        return ids[at % len(ids)] if ids else ""

    def judge(self, verdict: str) -> str:
        """Say it of the picked detection, said again take it back. With none picked: the name of the first of
        which nothing is said.
        """
        seen = self.seen()
        names = [name for name, _detection in seen.judgeable()]
        if seen.picked not in names:
            return next((name for name in names if name not in seen.verdicts), names[0] if names else "")
        said = seen.verdicts.get(seen.picked, "")
        self.keeper.judge(seen.picked, "" if said == verdict else verdict)
        return ""

    def link(self, goods: str) -> None:
        """The picked mark is of these goods; said again, of none."""
        mark = self.mark
        if mark is not None:
            self.keeper.put(replace(mark, goods="" if mark.goods == goods else goods))

    @Slot(str)
    def say(self, words: str) -> None:
        """So the picked mark is called."""
        mark = self.mark
        if mark is not None and words.strip() != mark.words:
            self.keeper.put(replace(mark, words=words.strip()))

    def measure(self, what: InHand | None) -> None:
        """This is measured, and not kept."""
        self.measured = what
        self.changed.emit()

    def let_go(self) -> None:
        """A mark that was being moved is set where it is; a form that was being drawn is let go."""
        held = self.hand.held
        if held is not None and not (held.mark and self.hand.put_down()):
            self.hand.drop()

    def hit(self, ground: Ground, at: Point, reach: float, *, detections: bool) -> str:
        """The mark at a place of an image by its id, else the detection there by its name; or empty."""
        shown = self.keeper.marks() if self.marks_shown else ()
        mark = hit([each for each in shown if ground.has(each)], at, reach)
        if mark is not None or not detections:
            return mark.id if mark is not None else ""
        outlines = [
            Mark(
                id=detection_name(ground.image, each.id),
                image=ground.image,
                shape=POLYGON,
                points=outline_of_detection(each),
            )
            for each in self.seen().detections_on(ground.image, ground.view)
            if each.id and outline_of_detection(each)
        ]
        found = hit(outlines, at, reach)
        return found.id if found is not None else ""
