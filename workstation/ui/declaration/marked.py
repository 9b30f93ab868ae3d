"""What was drawn on the scan images and said of detections, as an act or a request to open tells it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.domain.mark import ACCEPTED, CLEARED, NOT_DECLARED, DetectionJudged, RecordedMark
from workstation.ui.declaration.lines import Cell, ours
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated_words, shown

translate = QCoreApplication.translate

MOST: Final = 10
"""Marks that are told one by one; of more their number is told."""


def marked(marks: Sequence[RecordedMark], names: Mapping[str, str]) -> Iterator[Cell]:
    """Each mark: what it speaks of, and what was written at it. `names` are those of goods items."""
    for mark in marks[:MOST]:
        about = _about(mark, names)
        if mark.words:
            words = translate("Declaration", "{mark}: {words}")
            about = words.format(mark=about, words=isolated_words(shown(mark.words)))
        yield ours(about, "text", "small")
    more = len(marks) - MOST
    if more > 0:
        yield Cell(translate("Declaration", "and more marks: %n", None, more), "soft", "small")


def _about(mark: RecordedMark, names: Mapping[str, str]) -> str:
    if not mark.goods:
        return translate("Declaration", "marked on the image, linked to nothing")
    if mark.goods == NOT_DECLARED:
        return translate("Declaration", "marked on the image, not declared")
    words = translate("Declaration", "marked on the image, item {item}")
    return words.format(item=names.get(mark.goods, "+"))


def judged(verdicts: Sequence[DetectionJudged]) -> Iterator[Cell]:
    """How many detections of algorithms were accepted and cleared; nothing where none was judged."""
    said = [each.verdict for each in verdicts]
    if said:
        words = translate("Declaration", "detections accepted: {accepted}, cleared: {cleared}")
        told = words.format(
            accepted=formats.count(said.count(ACCEPTED)), cleared=formats.count(said.count(CLEARED))
        )
        yield ours(told, "soft", "small")
