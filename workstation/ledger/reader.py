"""A ledger to look at, beside a program that may be running: no lock is taken, nothing is changed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from workstation.domain.problems import Refused
from workstation.ledger.anchor import AnchorRead, Head, read_anchor
from workstation.ledger.begun import begun_in
from workstation.ledger.database import MIGRATIONS, Connection, damaged, in_words, open_reader, schema_of
from workstation.ledger.export import Wanted, lines_of
from workstation.ledger.opening import ANCHOR, DATABASE, wrong_key
from workstation.ledger.recovery.rebuilding import ledgers_left
from workstation.ledger.values import Verified
from workstation.ledger.verification import beginning_of, verify_chain


class Whose(NamedTuple):
    """What a ledger says about itself."""

    id: str
    bench: str
    office: str


class LedgerReader:
    """The ledger of a folder. For one thread; close it after use."""

    def __init__(self, path: Path, connection: Connection, anchored: Head | None) -> None:
        self.path = path
        self.connection = connection
        self.anchored = anchored
        """The head as the anchor said it when the ledger was opened; the ledger may have grown since."""
        with in_words(path):
            row = connection.execute("SELECT id, bench, office FROM ledger").fetchone()
        self.whose = Whose(*row)

    @classmethod
    def open(cls, folder: Path, key: bytes) -> Self:
        """Open the ledger in `folder`. Raises Refused: `ledger.none`, `ledger.missing`, `ledger.damaged`,
        `ledger.wrong_key`, `ledger.other_schema`; Unavailable for disk and locks.
        """
        path, anchor = folder / DATABASE, folder / ANCHOR
        # The anchor first: it never says more than the ledger that is read after it.
        anchored = read_anchor(anchor, key) if anchor.exists() else AnchorRead(head=None)
        if not path.exists():
            if anchor.exists() or begun_in(folder):
                raise damaged(path, "ledger.missing", "it is not there, though it was")
            raise no_ledger(folder)
        if path.stat().st_size == 0:
            raise damaged(path, "ledger.damaged", "it is empty")
        try:
            connection = open_reader(path, key)
        except Refused as problem:
            if problem.code == "ledger.damaged" and anchored.other_key:
                raise wrong_key(path) from problem
            raise
        try:
            _must_be_of_this_program(connection, path)
            return cls(path, connection, anchored.head)
        except BaseException:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def public_keys(self) -> tuple[tuple[int, str], ...]:
        """Which key signs, and from which entry on; the oldest first."""
        with in_words(self.path):
            return beginning_of(self.connection).keys

    def begun_after(self) -> tuple[str, ...]:
        """Ids of the ledgers in whose place this one was begun, because their end could not be read."""
        with in_words(self.path):
            return ledgers_left(self.connection)

    def verify(self, progress: Callable[[int], None] = lambda _entries: None) -> Verified:
        """Check every entry, signature and page."""
        with in_words(self.path):
            return verify_chain(self.connection, self.anchored, progress)

    def lines(self, wanted: Wanted) -> Iterator[bytes]:
        """The lines of an export, as the ledger stands now."""
        with in_words(self.path):
            yield from lines_of(self.connection, wanted)


def must_fit(folder: Path, key: bytes) -> None:
    """Raise Refused (`ledger.wrong_key`, `ledger.damaged`) unless this is the key of the ledger in `folder`.
    Where the file is damaged, the anchor alone can say that the key is right.
    """
    anchor = folder / ANCHOR
    anchored = read_anchor(anchor, key) if anchor.exists() else AnchorRead(head=None)
    if anchored.other_key:
        raise wrong_key(folder / DATABASE)
    if anchored.head is None:
        open_reader(folder / DATABASE, key).close()


def no_ledger(folder: Path) -> Refused:
    """There is nothing to look at."""
    return Refused(
        "There is no ledger in {folder}.",
        safe="Nothing was changed.",
        do_now="Name the folder that the bench was started with (--home).",
        code="ledger.none",
        values={"folder": folder},
    )


def _must_be_of_this_program(connection: Connection, path: Path) -> None:
    with in_words(path):
        schema = schema_of(connection)
    if schema != len(MIGRATIONS):
        raise Refused(
            "The ledger {file} was written by another version of this program.",
            safe="Nothing was changed.",
            do_now="Use the version that the bench works with.",
            code="ledger.other_schema",
            values={"file": path},
        )
