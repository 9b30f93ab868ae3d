"""Opening the ledger at start: made when there is none, its tail checked against the anchor, damage told in
words.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from workstation.domain.problems import Problem, Refused, Unavailable
from workstation.domain.remark import Remark
from workstation.ledger.anchor import Anchor, AnchorRead, Head, read_anchor
from workstation.ledger.begun import begun_in, note_begun
from workstation.ledger.chain import head_of
from workstation.ledger.database import (
    MIGRATIONS,
    Connection,
    Migration,
    damaged,
    in_words,
    make_database,
    open_database,
    open_reader,
)
from workstation.ledger.gaps import contains, missing_in
from workstation.ledger.values import Fault
from workstation.ledger.verification import faults_of_tail

DATABASE: Final = "ledger.db"
ANCHOR: Final = "ledger.anchor"

_FAULT_WORDS: Final = {
    "anchor.other_ledger": "its anchor is of another ledger",
    "tail.missing": "its newest entries are missing",
    "entry.missing": "an entry is missing",
    "entry.altered": "an entry was altered",
    "entry.reordered": "an entry does not follow from the one before",
    "entry.unsigned": "an entry is not signed",
    "entry.signature": "an entry is signed by an unknown key",
    "checkpoint.differs": "its archived beginning is not as it was",
}


class OpenedLedger(NamedTuple):
    """What belongs to an open ledger."""

    writer: Connection
    reader: Connection
    anchor: Anchor
    head: Head
    remarks: tuple[Remark, ...]

    @property
    def anchor_was_lost(self) -> bool:
        """Whether nothing but the database itself says where it ends."""
        return any(remark.code == "ledger.anchor_missing" for remark in self.remarks)

    def close(self) -> None:
        """Close the files again."""
        self.reader.close()
        self.writer.close()
        self.anchor.close()


class Birth(NamedTuple):
    """What a new ledger is told about itself."""

    bench: str
    office: str
    begun_ms: int
    new_id: Callable[[], str]


def open_ledger(
    folder: Path, key: bytes, birth: Birth, *, migrations: Sequence[Migration] = MIGRATIONS
) -> OpenedLedger:
    """Open the ledger in `folder`, or make a new one where there is neither database nor anchor.

    Nothing that is damaged is ever changed or replaced. Raises Refused: `ledger.missing` (an anchor without
    its database, or neither though a ledger was begun here), `ledger.damaged`, `ledger.wrong_key`,
    `ledger.tail_missing` and other faults of the tail, `ledger.newer_schema`; Unavailable for disk and locks.
    """
    database, anchor_file = folder / DATABASE, folder / ANCHOR
    anchored: AnchorRead | None = read_anchor(anchor_file, key) if anchor_file.exists() else None
    if not database.exists():
        if anchored is not None and anchored.other_key:
            raise wrong_key(database)
        if anchored is not None or begun_in(folder):
            raise damaged(database, "ledger.missing", "it is not there, though it was")
        _make(database, key, birth)
    writer = _open_or_say_why(database, key, anchored, migrations)
    try:
        with in_words(database):
            return _checked(database, anchor_file, key, anchored, writer)
    except BaseException:
        writer.close()
        raise


def _make(database: Path, key: bytes, birth: Birth) -> None:
    row = (birth.new_id(), birth.bench, birth.office, birth.begun_ms)
    make_database(
        database, key, [("INSERT INTO ledger (id, bench, office, begun_ms) VALUES (?, ?, ?, ?)", row)]
    )


def _open_or_say_why(
    database: Path, key: bytes, anchored: AnchorRead | None, migrations: Sequence[Migration]
) -> Connection:
    """SQLCipher says the same of a wrong key and of a destroyed file; the anchor was made with the key and
    knows.
    """
    try:
        return open_database(database, key, migrations=migrations)
    except Refused as problem:
        if problem.code == "ledger.damaged" and anchored is not None and anchored.other_key:
            raise wrong_key(database) from problem
        raise


def wrong_key(database: Path) -> Problem:
    """The keyring has another bench's key."""
    return Refused(
        "The key in this account's keyring is not the key of the ledger {file}.",
        safe="The ledger is whole; nothing was changed.",
        do_now="Call IT: the keyring's entry of this bench must be restored.",
        code="ledger.wrong_key",
        values={"file": database},
    )


def _checked(
    database: Path, anchor_file: Path, key: bytes, anchored: AnchorRead | None, writer: Connection
) -> OpenedLedger:
    (ledger,) = writer.execute("SELECT id FROM ledger").fetchone()
    head = head_of(writer, ledger)
    known_gaps = missing_in(writer)
    faults = [
        each
        for each in faults_of_tail(writer, anchored.head if anchored else None, head)
        if not (each.code == "entry.missing" and contains(known_gaps, each.sequence))
    ]
    if faults:
        raise _fault_problem(database, faults)
    remarks: tuple[Remark, ...] = ()
    anchor = Anchor(anchor_file, key)
    if anchored is None or anchored.head is None:
        if head.sequence:
            remarks = (Remark(code="ledger.anchor_missing", value=str(head.sequence), severity="wrong"),)
        anchor.create(head)
    anchor.open()
    note_begun(database.parent, ledger)
    try:
        # Whatever a power cut left between commit and anchor is complete, and counts from here on.
        anchor.move_to(head)
        return OpenedLedger(writer, open_reader(database, key), anchor, head, remarks)
    except BaseException:
        anchor.close()
        raise


def _fault_problem(database: Path, faults: Sequence[Fault]) -> Problem:
    first = faults[0]
    words = _FAULT_WORDS.get(first.code, first.code)
    where = f"{words} (entry {first.sequence})" if first.sequence else words
    return damaged(database, f"ledger.{first.code.replace('.', '_')}", where)


def broken(path: Path) -> Problem:
    """An entry could neither be anchored nor taken back: nothing more is recorded until the next start."""
    return Unavailable(
        "The ledger {file} can no longer be written.",
        safe="Everything that was confirmed is kept.",
        do_now="Start the program again; if it stays, call IT.",
        code="ledger.broken",
        values={"file": path},
    )
