"""What is shown of marks and detections: the rows of the list, and what lies over each image."""

from collections.abc import Callable, Mapping

import msgspec

from workstation.desk.open import OpenConsignment
from workstation.domain.consignment import Detection
from workstation.domain.mark import (
    CLEARED,
    NOT_DECLARED,
    TEXT,
    Mark,
    detection_name,
    fault_of,
    linked_to_nothing,
    without_mark,
)
from workstation.ui.parts.text import shown
from workstation.ui.scan_image.layer import shape_of, words_of
from workstation.ui.scan_image.marks.hand import Ground, InHand
from workstation.ui.scan_image.marks.painting import Content, Drawn, Said
from workstation.ui.scan_image.marks.shapes import Points
from workstation.ui.scan_image.marks.words import (
    Goods,
    form_words,
    link_words,
    no_mark_words,
    open_words,
    short_link_words,
    verdict_words,
)
from workstation.ui.scan_image.reported import Reported


class Row(msgspec.Struct, frozen=True):
    """One row of a list: a mark or a goods item by its id, or a detection by its name. `is_open`: it is not
    linked yet.
    """

    id: str
    words: str
    is_open: bool = False


class Seen(msgspec.Struct, frozen=True):
    """All that is known of marks at one moment. `detections` are those that the declaration names of each
    image, by its SHA-256, `reported` those of its own file as far as that was read. `told` are marks that
    came with earlier decisions and with what was asked to be opened.
    """

    marks: tuple[Mark, ...] = ()
    detections: Mapping[str, tuple[Detection, ...]] = {}
    verdicts: Mapping[str, str] = {}
    goods: tuple[Goods, ...] = ()
    picked: str = ""
    held: InHand | None = None
    measured: InHand | None = None
    marks_shown: bool = True
    told: tuple[Mark, ...] = ()
    reported: Mapping[str, tuple[Reported, ...]] = {}

    def mark(self, id: str) -> Mark | None:
        """The mark with this id."""
        return next((mark for mark in self.marks if mark.id == id), None)

    def detection(self, name: str) -> Detection | None:
        """The detection of this name."""
        return next((each for known, each in self.judgeable() if known == name), None)

    def ids(self) -> tuple[str, ...]:
        """Marks by their ids, then detections by their names, as they are gone through."""
        return (*(mark.id for mark in self.marks), *(name for name, _ in self.judgeable()))

    def judgeable(self) -> tuple[tuple[str, Detection], ...]:
        """Detections with an id and a place, each with its name (`detection_name`): of others nothing can be
        said.
        """
        return tuple(
            (detection_name(image, each.id), each)
            for image in self.detections
            for each in self._detections_of(image)
            if each.id and shape_of(each) is not None
        )

    def _detections_of(self, image: str) -> tuple[Detection, ...]:
        reported = (each.detection for each in self.reported.get(image, ()))
        return (*self.detections.get(image, ()), *reported)

    def detections_on(self, image: str, view: int) -> tuple[Detection, ...]:
        """The detections in one view of an image; the declaration speaks of the first one."""
        declared = self.detections.get(image, ()) if view == 0 else ()
        reported = (each.detection for each in self.reported.get(image, ()) if each.view == view)
        return (*declared, *reported)

    def cleared(self, image: str) -> frozenset[str]:
        """The detections of an image, by their ids within it, that the officer cleared."""
        every = self._detections_of(image)
        return frozenset(
            each.id for each in every if self.verdicts.get(detection_name(image, each.id)) == CLEARED
        )


def rows_of(seen: Seen) -> tuple[Row, ...]:
    """The list beside the image."""
    rows = [
        Row(mark.id, _row_words(place, mark, seen), not mark.goods)
        for place, mark in enumerate(seen.marks, 1)
    ]
    for name, detection in seen.judgeable():
        verdict = seen.verdicts.get(name, "")
        said = f" · {verdict_words(verdict)}" if verdict else ""
        rows.append(Row(name, words_of(detection) + said))
    return tuple(rows)


def _row_words(place: int, mark: Mark, seen: Seen) -> str:
    words = shown(mark.words, 60) or form_words(mark.shape)
    return f"{place} {words} → {link_words(mark.goods, seen.goods)}"


def goods_rows_of(seen: Seen) -> tuple[Row, ...]:
    """What a mark can be linked to. Once there is a mark, goods items of which none speaks are open."""
    missing = set(without_mark([each.id for each in seen.goods], seen.marks)) if seen.marks else set()
    rows = [Row(NOT_DECLARED, link_words(NOT_DECLARED, seen.goods))]
    for each in seen.goods:
        is_open = each.id in missing
        rows.append(Row(each.id, no_mark_words(each.words) if is_open else each.words, is_open))
    return tuple(rows)


class Shown(msgspec.Struct, frozen=True):
    """What the panel shows. `linked` is what the picked mark is linked to, `words` are its words; None: no
    mark is picked. `judges`: a detection is.
    """

    rows: tuple[Row, ...] = ()
    goods: tuple[Row, ...] = ()
    picked: str = ""
    linked: str = ""
    words: str | None = None
    judges: bool = False
    form: str = ""
    can_draw: bool = False


def open_note(seen: Seen) -> str:
    """What is open, in short, for the image while the lists are hidden."""
    if not seen.marks or not seen.marks_shown:
        return ""
    missing = without_mark([each.id for each in seen.goods], seen.marks)
    return open_words(len(linked_to_nothing(seen.marks)), len(missing))


def shown_of(seen: Seen, *, can_draw: bool) -> Shown:
    """What the panel shows at this moment."""
    mark = seen.mark(seen.picked)
    return Shown(
        rows=rows_of(seen),
        goods=goods_rows_of(seen),
        picked=seen.picked,
        linked=mark.goods if mark is not None else "",
        words=mark.words if mark is not None else None,
        judges=seen.detection(seen.picked) is not None,
        form=seen.held.form if seen.held is not None else "",
        can_draw=can_draw,
    )


def content_of(
    seen: Seen, on: Ground | None, is_kept: Callable[[str], bool], *, detections_shown: bool
) -> Content:
    """What lies over one view. What is in the hand is shown where it is carried, not where it was."""
    if on is None:
        return Content()
    held = seen.held if seen.held is not None and seen.held.ground == on else None
    drawn = [
        _drawn(place, mark, seen, is_kept)
        for place, mark in enumerate(seen.marks, 1)
        if seen.marks_shown and on.has(mark) and (held is None or held.mark != mark.id)
    ]
    drawn += [_told(mark, seen) for mark in seen.told if on.has(mark) and seen.marks_shown]
    if seen.measured is not None and seen.measured.ground == on:
        drawn.append(Drawn(seen.measured.form, seen.measured.points, measures=True))
    if held is not None:
        drawn.append(Drawn(held.form, held.points, sure=False, picked=True))
    said = _said(on, seen) if detections_shown else ()
    return Content(tuple(drawn), tuple(said))


def _drawn(place: int, mark: Mark, seen: Seen, is_kept: Callable[[str], bool]) -> Drawn:
    words = shown(mark.words, 40) if mark.shape == TEXT else ""
    parts = (str(place), words, short_link_words(mark.goods, seen.goods))
    return Drawn(
        mark.shape,
        mark.points,
        label=" · ".join(part for part in parts if part),
        sure=is_kept(mark.id),
        picked=mark.id == seen.picked,
        is_open=not mark.goods,
    )


def told_in(opened: OpenConsignment) -> tuple[Mark, ...]:
    """Marks that came with acts, and with what image desks asked to be opened. They are from outside: what is
    no form that is known here is left out.
    """
    recorded = [mark for shown_act in opened.acts for mark in shown_act.act.marks]
    recorded += [mark for condition in opened.consignment.conditions for mark in condition.marks]
    found = {}
    for each in recorded:
        points = tuple((float(x), float(y)) for x, y in each.points)
        mark = Mark(
            id=each.id,
            image=each.image.lower(),
            shape=each.shape,
            points=points,
            view=each.view,
            goods=each.goods,
            words=each.words,
        )
        if not fault_of(mark):
            found[mark.id] = mark
    return tuple(found.values())


def _told(mark: Mark, seen: Seen) -> Drawn:
    parts = (shown(mark.words, 40), short_link_words(mark.goods, seen.goods) if mark.goods else "")
    return Drawn(mark.shape, mark.points, label=" · ".join(part for part in parts if part), told=True)


def _said(on: Ground, seen: Seen) -> list[Said]:
    said = []
    for detection in seen.detections_on(on.image, on.view):
        name, outline = detection_name(on.image, detection.id), outline_of_detection(detection)
        verdict = seen.verdicts.get(name, "")
        if outline and detection.id and (verdict or name == seen.picked):
            words = verdict_words(verdict) if verdict else ""
            said.append(Said(outline, words, picked=name == seen.picked))
    return said


def outline_of_detection(detection: Detection) -> Points:
    """The outline in pixels of the image; empty where it names no place."""
    shape = shape_of(detection)
    return tuple((point.x(), point.y()) for point in shape.toList()) if shape is not None else ()
