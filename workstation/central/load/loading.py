"""Loads files into a central service: record by record, a chunk a transaction, a bad record never harming
another.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from workstation.central.load.kcs_csv import read_kcs_csv
from workstation.central.load.ndjson import read_ndjson
from workstation.central.load.records import (
    FAULTS_KEPT,
    Completer,
    Fault,
    LoadProgress,
    LoadSummary,
    Notice,
    Record,
)
from workstation.central.load.wco_dm import read_wco_dm
from workstation.central.store import CentralStore
from workstation.contract.messages import PutOutcome
from workstation.contract.reading import read_consignment
from workstation.domain.problems import Refused, Unavailable

CHUNK: Final = 500
"""Records a transaction: what is in it is stored as a whole or not at all."""

FORMATS: Final[Mapping[str, Callable[[Path], Iterator[Record | Notice | Fault]]]] = {
    "wco-dm": read_wco_dm,
    "kcs-csv": read_kcs_csv,
    "ndjson": read_ndjson,
}
"""What each format is called on the command line."""


def load(
    store: CentralStore,
    format: str,
    files: Sequence[str | os.PathLike[str]],
    complete: Completer | None = None,
    progress: Callable[[LoadProgress], None] | None = None,
    report: Callable[[Fault], None] | None = None,
) -> LoadSummary:
    """Load every record of the files, as it is given or, with `complete`, completed for training.

    `report` is called for each fault as it is found, `progress` after each chunk. Loading the same again
    changes nothing. If the database fails the load ends: what was loaded until then stays, and the summary
    says what happened. Raises Refused for an unknown format.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise Refused("{format} is not a format.", do_now=f"Use one of {known}.", values={"format": format})
    loader = _Load(store, complete, progress, report)
    loader.total = sum(_size(Path(file)) for file in files)
    stopped = ""
    try:
        for file in files:
            loader.load(Path(file), FORMATS[format])
    except Unavailable as problem:
        stopped = str(problem)
    return loader.summary(stopped)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


class _Load:
    """One load and its counts."""

    def __init__(
        self,
        store: CentralStore,
        complete: Completer | None,
        progress: Callable[[LoadProgress], None] | None,
        report: Callable[[Fault], None] | None,
    ) -> None:
        self._store = store
        self._complete = complete
        self._progress = progress
        self._report = report
        self.total = 0
        self._done = 0
        self._counts = {"stored": 0, "already_known": 0, "refused": 0}
        self._faults: list[Fault] = []
        self._empty: list[str] = []

    def summary(self, stopped: str) -> LoadSummary:
        """What became of the records until now, and what stopped the load, if anything did."""
        return LoadSummary(
            loaded=self._counts["stored"],
            refused=self._counts["refused"],
            known=self._counts["already_known"],
            faults=tuple(self._faults),
            empty=tuple(self._empty),
            stopped=stopped,
        )

    def load(self, path: Path, read: Callable[[Path], Iterator[Record | Notice | Fault]]) -> None:
        """Load one file; one that cannot be read is a fault like another."""
        waiting: list[Record] = []
        is_empty = True
        try:
            for each in read(path):
                is_empty = False
                if isinstance(each, Record):
                    waiting.append(each)
                if len(waiting) == CHUNK or not isinstance(each, Record):
                    self._store_records(waiting)
                    waiting = []
                if isinstance(each, Notice):
                    self._store_notice(each)
                elif isinstance(each, Fault):
                    self._note(each)
                if not waiting and not isinstance(each, Fault):
                    self._tell(path, self._done + each.position)
        except OSError as error:
            self._note(Fault(file=str(path), line=0, reason=f"the file cannot be read: {error.strerror}"))
            is_empty = False
        self._store_records(waiting)
        if is_empty:
            self._empty.append(str(path))
        self._done += _size(path)
        self._tell(path, self._done)

    def _store_records(self, records: Sequence[Record]) -> None:
        if not records:
            return
        documents = [self._completed(record) for record in records]
        for record, outcome in zip(records, self._store.put_consignments(documents), strict=True):
            self._count(outcome, record)

    def _completed(self, record: Record) -> bytes:
        if self._complete is None:
            return record.document
        consignment = read_consignment(record.document).consignment
        if consignment is None:
            return record.document
        return msgspec.json.encode(self._complete(consignment, record.hints))

    def _store_notice(self, notice: Notice) -> None:
        ids = next((found for number in notice.numbers if (found := self._store.ids_of(number))), ())
        if not ids:
            reason = f"no declaration with the number {' or '.join(notice.numbers)} is here"
            self._note(Fault(file=notice.file, line=notice.line, reason=reason))
            return
        outcomes = [self._store.put_addition(id, notice.addition) for id in ids]
        fresh = [outcome for outcome in outcomes if outcome.outcome == "stored"]
        self._count((fresh or outcomes)[0], notice)

    def _count(self, outcome: PutOutcome, record: Record | Notice) -> None:
        if outcome.outcome == "refused":
            self._note(Fault(file=record.file, line=record.line, reason=f"{outcome.code}: {outcome.words}"))
        else:
            self._counts[outcome.outcome] += 1

    def _note(self, fault: Fault) -> None:
        self._counts["refused"] += 1
        if len(self._faults) < FAULTS_KEPT:
            self._faults.append(fault)
        if self._report is not None:
            self._report(fault)

    def _tell(self, path: Path, done: int) -> None:
        if self._progress is not None:
            loaded = self._counts["stored"] + self._counts["already_known"]
            self._progress(
                LoadProgress(
                    file=str(path),
                    done=done,
                    total=self.total,
                    loaded=loaded,
                    refused=self._counts["refused"],
                )
            )
