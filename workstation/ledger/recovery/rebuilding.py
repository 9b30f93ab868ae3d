"""Recovering a damaged ledger: copied aside first, then put together anew beside it and swapped in whole.

The damaged files are never written to. What the chain still shows to be missing is written down in the
ledger itself: an event of kind `recovery`, attention, and the ranges that later receipts of the central
service may fill (gaps.py).
"""

import contextlib
import logging
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from workstation.contract.signing import Signer, is_signed
from workstation.domain.event import FIRST_PREVIOUS
from workstation.domain.problems import Problem
from workstation.domain.remark import Remark
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.host.encrypted import connect, in_words
from workstation.host.files import flush_folder, with_patience
from workstation.host.files import problem_of as problem_of_file
from workstation.ledger.anchor import Head
from workstation.ledger.attention import raise_once
from workstation.ledger.backup import BACKUP_NAME
from workstation.ledger.begun import UNKNOWN, begun_in
from workstation.ledger.chain import append, begin_signing, submission_of
from workstation.ledger.database import (
    COPIES_FOLDER,
    Connection,
    make_database,
    open_database,
    sidecars,
    transaction,
)
from workstation.ledger.earlier import put_aside
from workstation.ledger.gaps import ATTENTION, MISSING, Ranges, count_of, in_figures
from workstation.ledger.instants import milliseconds
from workstation.ledger.known import remember
from workstation.ledger.recording import RandomBytes, event_of, new_id
from workstation.ledger.recovery.aside import copy_aside, unfinished_recoveries, write_report
from workstation.ledger.recovery.assembly import STAGES, UNSTAGES, Found, Source, choose, fill, stage
from workstation.ledger.recovery.raw_pages import is_log_whole
from workstation.ledger.recovery.rescue import Rescue, mark_of
from workstation.ledger.values import EventDraft

log: Final = logging.getLogger(__name__)

RECOVERY: Final = "recovery"
"""Kind of the event that says that the ledger was recovered, and of what describes it."""

BEGUN_ANEW: Final = "ledger.begun_anew"
"""Code of the remark that a new ledger was begun."""

_MOST_RANGES: Final = 100
_KEPT_COPIES: Final = 4


class Place(NamedTuple):
    """Whose ledger it is, and where."""

    database: Path
    anchor: Path
    key: bytes
    bench: str
    office: str


class RecoveryFacts(Value):
    """What the event of a recovery says in its particular. `missing` are the first ranges of sequences;
    `before` is the ledger that was left, where its head is not known any more and a new one was begun.
    """

    reason: str
    recovered: int
    missing_count: int
    sources: dict[str, int]
    missing: Ranges = ()
    before: str = ""


class _Made(NamedTuple):
    """What was made: all that is missing, and the bench's time of the last entry before it."""

    facts: RecoveryFacts
    missing: Ranges
    since: str


@dataclass(frozen=True)
class Recovery:
    """One recovery of the ledger at `home`: why, and what its anchor says (none: lost)."""

    home: Place
    reason: str
    anchored: Head | None
    rescue: Rescue
    clock: Clock
    random: RandomBytes

    def copy_aside(self) -> Path:
        """Copy what was found aside, before anything is done with it; where to. Raises Unavailable."""
        log.error("the ledger is damaged", extra={"code": self.reason})
        database = self.home.database
        files = (database, *sidecars(database), self.home.anchor)
        return copy_aside(database.parent, files, self.clock.now())

    def run(self, aside: Path) -> tuple[Remark, ...]:
        """Put a ledger in place of the damaged one, with all that can be had; what the officer is told.

        Only while the profile's lock is held. Raises Unavailable (disk): everything is then as it was found.
        """
        database, now = self.home.database, self.clock.now()
        earlier = tuple(each for each in unfinished_recoveries(database.parent) if each != aside)
        with _workplace(database.parent) as work:
            sources = self._sources(aside, earlier)
            made = self._build(work, sources)
            _swap(work / database.name, database)
        for each in (aside, *earlier):
            write_report(each, _report(self.home, made, now))
        extra = {"code": self.reason, "count": made.facts.missing_count}
        if made.facts.missing_count or made.facts.before:
            log.error("the ledger was recovered, but not whole", extra=extra)
        else:
            log.warning("the ledger was recovered whole", extra=extra)
        return (_remark(made),)

    def _sources(self, aside: Path, earlier: Sequence[Path]) -> list[Source]:
        """The damaged ledger, what an interrupted recovery had copied of it, then copies, newest first."""
        name, log_name = self.home.database.name, f"{self.home.database.name}-wal"
        sources = [Source("ledger", aside / name, aside / log_name)]
        sources += [Source(f"ledger {n}", each / name, each / log_name) for n, each in enumerate(earlier, 2)]
        copies: list[tuple[float, Path]] = []
        for folder in (*self.rescue.backups, self.home.database.with_name(COPIES_FOLDER)):
            with contextlib.suppress(OSError):
                paths = [path for path in folder.glob("*.db") if _may_be_of(path, self._known())]
                copies += [(path.stat().st_mtime, path) for path in paths if path.is_file()]
        copies.sort(reverse=True)
        return sources + [
            Source(f"copy {path.name}", path, is_older=True) for _at, path in copies[:_KEPT_COPIES]
        ]

    def _known(self) -> str:
        """Which ledger it was, as its anchor says, or else what was noted when it was begun; empty if nothing
        does. What can be read of the database counts more than a note that is older than it.
        """
        if self.anchored is not None:
            return self.anchored.ledger
        noted = "" if self.home.database.exists() else begun_in(self.home.database.parent)
        return "" if noted == UNKNOWN else noted

    def _build(self, work: Path, sources: Sequence[Source]) -> _Made:
        """Build the recovered ledger in `work`: whole and closed when this returns."""
        place, key = work / self.home.database.name, self.home.key
        newest = 0 if self.anchored is not None else _newest_as_sqlite_reads(sources[0], work, key)
        make_database(place, key, ())
        with in_words(place):
            connection = open_database(place, key)
            try:
                with transaction(connection):
                    for statement in STAGES:
                        connection.execute(statement)
                    found = stage(connection, sources, key)
                with transaction(connection):
                    made = self._assemble(connection, found, newest)
                    for statement in UNSTAGES:
                        connection.execute(statement)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()
        return made

    def _assemble(self, connection: Connection, found: Found, newest: int) -> _Made:
        """`newest` is the newest entry as SQLite reads it, where no anchor says it; 0 where nothing does."""
        ledger = self._known() or _ledger_of(connection, found)
        chosen = choose(connection, ledger, self.anchored)
        fill(connection, chosen)
        before, head, missing = "", chosen.head, chosen.missing
        if self.anchored is None and not 0 < newest == head.sequence:
            before, ledger = ledger or UNKNOWN, new_id(self.clock.now(), self.random)
            _leave(connection)
            head, missing = Head(ledger=ledger, sequence=0, hash=FIRST_PREVIOUS), ()
        begun = next((row for row in found.ledgers if row[0] == ledger), None)
        connection.execute(
            "INSERT INTO ledger (id, bench, office, begun_ms) VALUES (?, ?, ?, ?)",
            begun or (ledger, self.home.bench, self.home.office, milliseconds(self.clock.now())),
        )
        facts = RecoveryFacts(
            reason=self.reason,
            recovered=len(chosen.hashes),
            missing_count=count_of(missing),
            missing=missing[:_MOST_RANGES],
            sources={name: count for name, count in found.entries.items() if count},
            before=before,
        )
        remember(connection, MISSING, in_figures(missing))
        made = _Made(facts, missing, _since(connection, missing))
        self._tell(connection, self._record(connection, head, facts), made)
        return made

    def _record(self, connection: Connection, head: Head, facts: RecoveryFacts) -> str:
        """The entry that follows the head and says what was done; its id."""
        signer = self.rescue.signer() if self.rescue.signer is not None else None
        if signer is not None:
            _restore_signing(connection, signer)
            begin_signing(connection, head.sequence + 1, signer.public_key)
        text = msgspec.json.encode(facts).decode()
        draft = EventDraft(kind=RECOVERY, officer="", particulars=((RECOVERY, text),))
        made = event_of(draft, self.home.bench, self.home.office, head, self.clock.now(), self.random)
        submission, body = submission_of(*made, signer)
        append(connection, submission, body)
        return submission.event.id

    def _tell(self, connection: Connection, event: str, made: _Made) -> None:
        """Attention, where something is missing."""
        if not made.missing and not made.facts.before:
            return
        told = (
            ("missing", in_figures(made.missing)),
            ("count", str(made.facts.missing_count)),
            ("since", made.since),
            ("before", made.facts.before),
        )
        now_ms = milliseconds(self.clock.now())
        raise_once(connection, ATTENTION, "", event, told, key=f"recovery:{event}", now_ms=now_ms)


@contextlib.contextmanager
def _workplace(folder: Path) -> Iterator[Path]:
    """A folder for what is being built, of which nothing stays."""
    work = folder / "ledger-recovery.unfinished"
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
        yield work
    except OSError as error:
        raise problem_of_file(error, work) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _may_be_of(copy: Path, ledger: str) -> bool:
    """Whether this may be a copy of this ledger (empty: of any): backups say it in their names."""
    named = BACKUP_NAME.fullmatch(copy.name)
    return named is None or not ledger or named["ledger"] == ledger


def _newest_as_sqlite_reads(source: Source, work: Path, key: bytes) -> int:
    """The newest entry of the ledger as found, where SQLite finds its way to it and its log is whole; 0 where
    the end of the ledger may be lost.
    """
    log_file = source.log
    if not source.database.exists() or (log_file is not None and not is_log_whole(log_file)):
        return 0
    copy = work / "as-found.db"
    shutil.copyfile(source.database, copy)
    if log_file is not None and log_file.exists():
        shutil.copyfile(log_file, copy.with_name(f"{copy.name}-wal"))
    try:
        with in_words(copy):
            connection = connect(copy, key, cache_mb=1)
            try:
                row = connection.execute("SELECT coalesce(max(sequence), 0) FROM event").fetchone()
            finally:
                connection.close()
    except Problem:
        return 0
    return int(row[0])


def _ledger_of(connection: Connection, found: Found) -> str:
    """Which ledger it was, where no anchor says so; empty if nothing does."""
    if found.ledgers:
        return found.ledgers[0][0]
    row = connection.execute(
        "SELECT body FROM staged_event ORDER BY source, sequence DESC LIMIT 1"
    ).fetchone()
    return str(msgspec.json.decode(row[0])["ledger"]) if row else ""


def ledgers_left(connection: Connection) -> tuple[str, ...]:
    """The ledgers in whose place this one was begun, as its entries of a recovery say."""
    rows = connection.execute(
        "SELECT text FROM particular WHERE kind = ? AND text IS NOT NULL ORDER BY sequence", (RECOVERY,)
    )
    told = (msgspec.json.decode(text, type=RecoveryFacts).before for (text,) in rows)
    return tuple(before for before in told if before)


def _leave(connection: Connection) -> None:
    """Move the entries of a ledger whose head is not known to those of earlier ledgers, as they would be
    sent. Going on with its numbers could say two things under one of them.
    """
    put_aside(connection, [sequence for (sequence,) in connection.execute("SELECT sequence FROM event")])
    for table in ("delivery", "particular", "event", "signing_key", "checkpoint"):
        connection.execute(f"DELETE FROM {table}")


def _since(connection: Connection, missing: Ranges) -> str:
    """The bench's time of the last entry before the first that is missing; empty if there is none."""
    if not missing:
        return ""
    row = connection.execute("SELECT body FROM event WHERE sequence = ?", (missing[0][0] - 1,)).fetchone()
    return str(msgspec.json.decode(row[0])["bench_time"]) if row else ""


def _restore_signing(connection: Connection, signer: Signer) -> None:
    """Note again from which entry on this key signs, where that was lost."""
    if connection.execute("SELECT 1 FROM signing_key").fetchone() is not None:
        return
    row = connection.execute(
        "SELECT sequence, body, signature FROM event WHERE signature <> '' ORDER BY sequence LIMIT 1"
    ).fetchone()
    if row is not None and is_signed(signer.public_key, row[1], row[2]):
        begin_signing(connection, row[0], signer.public_key)


def _swap(made: Path, database: Path) -> None:
    """Put the recovered ledger in place of the damaged one, which was copied aside."""
    for left in (*sidecars(database), mark_of(database)):
        with_patience(lambda left=left: left.unlink(missing_ok=True), left)  # type: ignore[misc]
    with_patience(lambda: made.replace(database), database)
    flush_folder(database.parent)


def _remark(made: _Made) -> Remark:
    if made.facts.before:
        return Remark(code=BEGUN_ANEW, value=str(made.facts.recovered), severity="wrong")
    if made.missing:
        figures = in_figures(made.missing)[:200]
        return Remark(code="ledger.recovered_in_part", field=made.since, value=figures, severity="wrong")
    return Remark(code="ledger.recovered", value=str(made.facts.recovered), severity="hint")


def _report(home: Place, made: _Made, now: datetime) -> list[str]:
    facts = made.facts
    lines = [
        "The ledger of this bench was found damaged and was recovered. For IT.",
        "",
        f"when (UTC):          {now.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        f"bench:               {home.bench}",
        f"found:               {facts.reason}",
        f"entries recovered:   {facts.recovered}",
        f"entries missing:     {facts.missing_count}",
    ]
    lines += [f"  missing:           {in_figures(made.missing)}"] if made.missing else []
    lines += [f"  last one before:   {made.since} (bench time)"] if made.since else []
    lines += ["", "Where the entries came from:"]
    lines += [f"  {count:>9}  {name}" for name, count in facts.sources.items()] or ["  nowhere"]
    if facts.before:
        lines += [
            "",
            "The end of the ledger could not be read, and its anchor was gone: nobody can say which numbers",
            f"were used. A new ledger was begun. Before it: {facts.before}.",
            "What was recovered of that one is kept in it, and what was not sent yet is sent.",
        ]
    lines += [
        "",
        "The files beside this text are the ledger as it was found. Nothing was changed in them.",
        "Keep this folder as long as your records law says: it may be read again with better means.",
        "It is encrypted with the bench's key. Find out why it was damaged: look at the disk.",
    ]
    if made.missing or facts.before:
        lines += [
            "",
            "Entries that the central service has acknowledged are fetched from it when the line is up.",
            "`workstation ledger verify` says which entries are still missing. Decisions that are missing",
            "here and were never sent are known to nobody: ask the officers of that shift.",
        ]
    return lines
