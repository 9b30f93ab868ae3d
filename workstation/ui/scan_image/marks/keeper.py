"""The marks of the open consignment: shown at once, kept by the ledger's writer."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import QObject, Signal

from workstation.domain.mark import Mark
from workstation.domain.problems import Problem
from workstation.ui.tasks import WRITE, Tasks


class MarkBook(Protocol):
    """Keeps marks and what is said of detections; the desk's is one. Readings are look-ups by a key."""

    def of(self, consignment: str) -> tuple[Mark, ...]:
        """This officer's marks on a consignment, the oldest first."""

    def put(self, consignment: str, mark: Mark) -> None:
        """Keep a new mark, or a changed one in the place of the one with its id. Raises a `Problem`."""

    def remove(self, consignment: str, id: str) -> None:
        """Take a mark away. Raises a `Problem`."""

    def undo(self, consignment: str) -> bool:
        """Take the last change back; false where there is none. Raises a `Problem`."""

    def redo(self, consignment: str) -> bool:
        """Make the change again that was taken back last; false where there is none. Raises a `Problem`."""

    def judge(self, consignment: str, detection: str, verdict: str) -> None:
        """Say `accepted` or `cleared` of a detection by its name, or nothing (empty). Raises a `Problem`."""

    def judgements(self, consignment: str) -> Mapping[str, str]:
        """What was said of each detection, by its name (`detection_name`)."""


class _Change(msgspec.Struct, frozen=True):
    """What is on its way to the disk: a mark, one that is taken away, or a verdict."""

    mark: Mark | None = None
    removed: str = ""
    detection: str = ""
    verdict: str = ""


class MarkKeeper(QObject):
    """Stands between the screen and the book, for one consignment at a time.

    Signals:
        changed: marks or verdicts are others, or are kept by now.
        failed: a `Problem`: what was to be kept is not.
        passing: a `Mark` on an image that is not the consignment's own was set or changed.
    """

    changed = Signal()
    failed = Signal(object)
    passing = Signal(object)

    def __init__(self, book: MarkBook, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book, self._tasks = book, tasks
        self._consignment = ""
        self._kept: tuple[Mark, ...] = ()
        self._said: dict[str, str] = {}
        self._under_way: list[_Change] = []
        self._images: frozenset[str] = frozenset()
        self._passing: dict[str, Mark] = {}
        self.is_worked_on = False

    @property
    def consignment(self) -> str:
        """The open consignment; empty where there is none."""
        return self._consignment

    def open(self, consignment: str, images: Iterable[str] = ()) -> None:
        """Show this one's marks, as they are kept. What is under way for another goes on to the disk.

        `images` are the SHA-256 of the consignment's own images. Marks on any other (a training image) are
        never kept: they last as long as the consignment is open.
        """
        if consignment != self._consignment:
            self._under_way, self._passing = [], {}
            self.is_worked_on = False
        self._consignment, self._images = consignment, frozenset(images)
        self._read()

    def rest(self) -> None:
        """What was worked on is decided: from now on the key that takes back is the program's own again."""
        self.is_worked_on = False

    def _read(self) -> None:
        is_open = bool(self._consignment)
        self._kept = self._book.of(self._consignment) if is_open else ()
        self._said = dict(self._book.judgements(self._consignment)) if is_open else {}
        self.changed.emit()

    # --- what there is ------------------------------------------------------------------------------------

    def marks(self) -> tuple[Mark, ...]:
        """All marks, those included that are on their way to the disk."""
        marks = {mark.id: mark for mark in self._kept}
        for change in self._under_way:
            if change.mark is not None:
                marks[change.mark.id] = change.mark
            marks.pop(change.removed, None)
        return (*marks.values(), *self._passing.values())

    def mark(self, id: str) -> Mark | None:
        """The mark with this id."""
        return next((mark for mark in self.marks() if mark.id == id), None)

    def is_kept(self, id: str) -> bool:
        """Whether the mark is on the disk as it is shown."""
        return not any(change.mark is not None and change.mark.id == id for change in self._under_way)

    def verdicts(self) -> dict[str, str]:
        """What is said of each detection, by its name; nothing of those that nothing is said of."""
        said = dict(self._said)
        said.update({each.detection: each.verdict for each in self._under_way if each.detection})
        return {detection: verdict for detection, verdict in said.items() if verdict}

    # --- what the officer does ----------------------------------------------------------------------------

    def put(self, mark: Mark) -> None:
        """Keep a new or changed mark."""
        if self._consignment and mark.image not in self._images:
            self._passing[mark.id] = mark
            self.is_worked_on = True
            self.changed.emit()
            self.passing.emit(mark)
            return
        self._write(_Change(mark=mark), partial(self._book.put, self._consignment, mark))

    def remove(self, id: str) -> None:
        """Take a mark away."""
        if self._passing.pop(id, None) is not None:
            self.changed.emit()
            return
        self._write(_Change(removed=id), partial(self._book.remove, self._consignment, id))

    def judge(self, detection: str, verdict: str) -> None:
        """Say something of a detection, or with an empty verdict nothing any more."""
        change = _Change(detection=detection, verdict=verdict)
        self._write(change, partial(self._book.judge, self._consignment, detection, verdict))

    def undo(self) -> None:
        """Take the last change back; of marks that are not kept the newest goes."""
        if self._passing:
            self._passing.popitem()
            self.changed.emit()
            return
        self._write(_Change(), partial(self._book.undo, self._consignment))

    def redo(self) -> None:
        """Make it again."""
        self._write(_Change(), partial(self._book.redo, self._consignment))

    def _write(self, change: _Change, work: Callable[[], Any]) -> None:
        if not self._consignment:
            return
        self.is_worked_on = True
        self._under_way.append(change)
        self._tasks.run(
            work,
            owner=self,
            done=partial(self._written, change),
            failed=partial(self._not_written, change),
            kind=WRITE,
        )
        self.changed.emit()

    def _written(self, change: _Change, _answer: object) -> None:
        self._arrived(change)

    def _not_written(self, change: _Change, error: BaseException) -> None:
        self._arrived(change)
        if not isinstance(error, Problem):
            raise error
        self.failed.emit(error)

    def _arrived(self, change: _Change) -> None:
        """Of a consignment that is open no more nothing is shown: it is read when it is opened again."""
        if any(each is change for each in self._under_way):
            self._under_way = [each for each in self._under_way if each is not change]
            self._read()
