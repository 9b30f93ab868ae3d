"""What an officer draws on the scan images of a consignment and says of detections: kept at once, taken back
and made again, and told to each decision.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from workstation.domain.mark import (
    LONGEST_WORDS,
    MOST_MARKS,
    VERDICTS,
    DetectionJudged,
    Mark,
    fault_of,
    rounded,
    verdict_on,
)
from workstation.domain.problems import Refused
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.identity.officer import Officer
from workstation.ledger.marks import KeptMark
from workstation.ledger.marks import Marks as KeptMarks

log: Final = logging.getLogger(__name__)

KEPT_FOR: Final = timedelta(days=90)
"""Marks that their officer did not touch for so long are thrown away; what decisions took with them stays."""

MOST_STEPS: Final = 100
"""Changes on one consignment that can be taken back; they are remembered until the program ends."""
_REMEMBERED: Final = 50
"""Consignments whose changes are remembered."""

_MARK: Final = "mark"
_VERDICT: Final = "verdict"

_T = TypeVar("_T")


class Drawn(Value):
    """All that an officer has on a consignment: what a decision takes with it."""

    marks: tuple[Mark, ...] = ()
    judged: tuple[DetectionJudged, ...] = ()


class _Step(msgspec.Struct, frozen=True):
    """One change: what was kept under this kind and id before and after it, empty for nothing."""

    kind: str
    id: str
    before: bytes
    after: bytes


class _Steps(msgspec.Struct):
    """What can be taken back, and what can be made again; the newest last."""

    done: list[_Step] = []
    undone: list[_Step] = []


class MarkDesk:
    """The marks and verdicts of the officer who works here, and of nobody else. What changes them is for the
    ledger's writer, and on the disk when it returns; it raises the ledger's problems. Looking is for any
    thread, a look-up by key.

    `clock_offset_ms` is the service's clock minus the bench's, none before the service was heard.
    """

    def __init__(
        self,
        kept: KeptMarks,
        officer: Callable[[], Officer],
        clock: Clock,
        clock_offset_ms: Callable[[], int | None],
    ) -> None:
        self._kept = kept
        self._officer = officer
        self._clock = clock
        self._clock_offset_ms = clock_offset_ms
        self._steps: dict[tuple[str, str], _Steps] = {}
        self._old_are_gone = False

    # --- what there is ------------------------------------------------------------------------------------

    def of(self, consignment: str) -> tuple[Mark, ...]:
        """This officer's marks on a consignment, the oldest first."""
        return self.drawn_on(consignment).marks

    def judgements(self, consignment: str) -> Mapping[str, str]:
        """What this officer said of each detection, by its name (`detection_name`)."""
        return {each.name(): each.verdict for each in self.drawn_on(consignment).judged}

    def drawn_on(self, consignment: str) -> Drawn:
        """Both, as the file has them."""
        kept = self._kept.of(consignment, self._officer().id)
        return Drawn(
            marks=_read(kept, _MARK, Mark),
            judged=_read(kept, _VERDICT, DetectionJudged),
        )

    def can_undo(self, consignment: str) -> bool:
        """Whether a change on this consignment can be taken back."""
        return bool(self._steps_on(consignment).done)

    def can_redo(self, consignment: str) -> bool:
        """Whether one that was taken back can be made again."""
        return bool(self._steps_on(consignment).undone)

    # --- what changes it ----------------------------------------------------------------------------------

    def put(self, consignment: str, mark: Mark) -> None:
        """Keep a new mark, or a changed one in the place of the one with its id. Raises Refused for one that
        cannot be kept (`fault_of`), and for one too many (`mark.too_many`).
        """
        if (fault := fault_of(mark)) != "":
            raise _not_to_be_kept(fault)
        known = {each.id for each in self.of(consignment)}
        if mark.id not in known and len(known) >= MOST_MARKS:
            raise _too_many()
        whole = replace(
            mark,
            points=rounded(mark.points),
            officer=self._officer().id,
            at=mark.at or self._clock.now(),
        )
        self._change(consignment, _MARK, mark.id, msgspec.json.encode(whole))

    def remove(self, consignment: str, id: str) -> None:
        """Take a mark away; one that is not there was taken away already."""
        self._change(consignment, _MARK, id, b"")

    def judge(self, consignment: str, detection: str, verdict: str) -> None:
        """Say `accepted` or `cleared` of the detection of this name (`detection_name`), or nothing any more
        (an empty verdict).
        """
        if verdict not in ("", *VERDICTS):
            raise ValueError(f"no verdict: {verdict}")
        said = msgspec.json.encode(verdict_on(detection, verdict)) if verdict else b""
        self._change(consignment, _VERDICT, detection, said)

    def undo(self, consignment: str) -> bool:
        """Take the last change back; false where there is none."""
        steps = self._steps_on(consignment)
        if not steps.done:
            return False
        step = steps.done[-1]
        self._write(consignment, step.kind, step.id, step.before)
        steps.undone.append(steps.done.pop())
        return True

    def redo(self, consignment: str) -> bool:
        """Make the change again that was taken back last; false where there is none."""
        steps = self._steps_on(consignment)
        if not steps.undone:
            return False
        step = steps.undone[-1]
        self._write(consignment, step.kind, step.id, step.after)
        steps.done.append(steps.undone.pop())
        return True

    def _change(self, consignment: str, kind: str, id: str, body: bytes) -> None:
        officer = self._officer().id
        kept = {(each.kind, each.id): each.body for each in self._kept.of(consignment, officer)}
        before = kept.get((kind, id), b"")
        if before == body:
            return
        self._write(consignment, kind, id, body)
        steps = self._steps_on(consignment)
        self._steps.setdefault((consignment, officer), steps)
        steps.done = [*steps.done, _Step(kind, id, before, body)][-MOST_STEPS:]
        steps.undone = []
        if len(self._steps) > _REMEMBERED:
            self._steps.pop(next(iter(self._steps)))

    def _steps_on(self, consignment: str) -> _Steps:
        return self._steps.get((consignment, self._officer().id)) or _Steps()

    def _write(self, consignment: str, kind: str, id: str, body: bytes) -> None:
        officer, now = self._officer().id, self._clock.now()
        self._kept.write(
            [KeptMark(consignment=consignment, officer=officer, kind=kind, id=id, saved=now, body=body)]
        )
        self._forget_old(now)

    def _forget_old(self, now: datetime) -> None:
        """Once in a run, and only by a clock that the service has confirmed: a wrong one would take all."""
        offset_ms = self._clock_offset_ms()
        if not self._old_are_gone and offset_ms is not None:
            self._old_are_gone = True
            self._kept.forget_saved_before(now + timedelta(milliseconds=offset_ms) - KEPT_FOR)


def _read(kept: tuple[KeptMark, ...], kind: str, into: type[_T]) -> tuple[_T, ...]:
    found: list[_T] = []
    for each in kept:
        if each.kind == kind:
            try:
                found.append(msgspec.json.decode(each.body, type=into))
            except (msgspec.MsgspecError, UnicodeDecodeError):
                log.warning("a mark of another version cannot be read", extra={"kind": kind})
    return tuple(found)


def _not_to_be_kept(fault: str) -> Refused:
    if fault == "mark.words_too_long":
        return Refused(
            "A mark holds at most {count} characters.",
            safe="The mark is as it was before.",
            do_now="Write less at the mark, and the rest into the remark of the decision.",
            code=fault,
            values={"count": LONGEST_WORDS},
        )
    return Refused(
        "This mark cannot be kept: it does not lie on the image as a mark must.",
        safe="The marks are as they were before.",
        do_now="Draw it again.",
        code=fault,
    )


def _too_many() -> Refused:
    return Refused(
        "There are {count} marks on this consignment already.",
        safe="The marks are as they were before.",
        do_now="Take away marks that are no longer needed, then draw this one.",
        code="mark.too_many",
        values={"count": MOST_MARKS},
    )
