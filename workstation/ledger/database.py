"""The ledger's database file: its schema and migrations, how it is made and opened, and what its errors
mean.
"""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from workstation.domain.note import NOTES
from workstation.domain.problems import Problem, Refused, Unavailable
from workstation.host import encrypted
from workstation.host.files import flush_folder, problem_of, replace_durably, with_patience

Connection = Any
"""A sqlcipher3 connection; the module has no type information."""

COPIES_FOLDER: Final = "ledger-copies"

APPLICATION_ID: Final = 0x57534C31
"""Stands in the file's header (`WSL1`), so that another program's database is not taken for a ledger."""

_CACHE_MB: Final = 4.0
_READER_CACHE_MB: Final = 2.0

_FIRST_SCHEMA: Final = (
    "CREATE TABLE ledger (id TEXT NOT NULL, bench TEXT NOT NULL, office TEXT NOT NULL, begun_ms INTEGER)",
    """CREATE TABLE event (
        sequence INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        consignment TEXT NOT NULL,
        hash TEXT NOT NULL,
        body BLOB NOT NULL
    )""",
    "CREATE INDEX event_of_consignment ON event (consignment, sequence) WHERE consignment <> ''",
    # What describes: text and salt are set to NULL when policy erases it; the row stays, and says that it
    # was erased.
    """CREATE TABLE particular (
        sequence INTEGER NOT NULL,
        key TEXT NOT NULL,
        kind TEXT NOT NULL,
        salt TEXT,
        text TEXT,
        PRIMARY KEY (sequence, key)
    ) WITHOUT ROWID""",
    """CREATE TABLE delivery (
        sequence INTEGER PRIMARY KEY,
        state TEXT NOT NULL DEFAULT 'waiting',
        attempts INTEGER NOT NULL DEFAULT 0,
        attempted_ms INTEGER,
        next_attempt_ms INTEGER,
        number TEXT NOT NULL DEFAULT '',
        code TEXT NOT NULL DEFAULT '',
        words TEXT NOT NULL DEFAULT '',
        answered_ms INTEGER,
        conflict INTEGER NOT NULL DEFAULT 0
    )""",
    "CREATE INDEX delivery_waiting ON delivery (sequence) WHERE state = 'waiting'",
    "CREATE INDEX delivery_refused ON delivery (sequence) WHERE state = 'refused'",
    """CREATE TABLE attention (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        consignment TEXT NOT NULL,
        event TEXT NOT NULL,
        raised_ms INTEGER NOT NULL,
        facts TEXT NOT NULL,
        ended_ms INTEGER,
        ended_by TEXT NOT NULL DEFAULT ''
    )""",
    # Small facts about the other side that must not be lost with the cache.
    "CREATE TABLE known (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX attention_open ON attention (id) WHERE ended_ms IS NULL",
    "CREATE INDEX attention_of_consignment ON attention (consignment) WHERE ended_ms IS NULL",
)

_SECOND_SCHEMA: Final = (
    # Base64; empty for entries of before the bench had a key.
    "ALTER TABLE event ADD COLUMN signature TEXT NOT NULL DEFAULT ''",
    # Which key signs from which entry on.
    "CREATE TABLE signing_key (first INTEGER PRIMARY KEY, public_key TEXT NOT NULL)",
    # What an officer has typed and not recorded yet.
    """CREATE TABLE draft (
        consignment TEXT NOT NULL,
        officer TEXT NOT NULL,
        kind TEXT NOT NULL,
        saved_ms INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (consignment, officer)
    ) WITHOUT ROWID""",
    # Mandates as the central service signed them.
    """CREATE TABLE mandate (
        id TEXT PRIMARY KEY,
        officer TEXT NOT NULL,
        received_ms INTEGER NOT NULL,
        document BLOB NOT NULL,
        signature TEXT NOT NULL,
        key TEXT NOT NULL
    ) WITHOUT ROWID""",
    # Acts of this bench that another ledger holds, or that this one has lost, as the service has them.
    """CREATE TABLE earlier (
        id TEXT PRIMARY KEY,
        ledger TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        consignment TEXT NOT NULL,
        outcome TEXT NOT NULL,
        code TEXT NOT NULL,
        number TEXT NOT NULL,
        submission BLOB NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX earlier_of_consignment ON earlier (consignment) WHERE consignment <> ''",
    "CREATE INDEX earlier_waiting ON earlier (id) WHERE outcome = 'waiting'",
    # Entries up to `sequence` were archived in a file and removed; `hash` is that of the last of them,
    # `event` the entry that says so, and `sha256` the archive's.
    """CREATE TABLE checkpoint (
        sequence INTEGER PRIMARY KEY,
        hash TEXT NOT NULL,
        entries INTEGER NOT NULL,
        event TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        made_ms INTEGER NOT NULL
    )""",
)

NOTE_KINDS: Final = "({})".format(", ".join(f"'{kind}'" for kind in sorted(NOTES)))
"""The kinds of event that are notes, as a list in a statement."""

LINKED_TO: Final = "json_extract(CAST(body AS TEXT), '$.linked')"
"""Of an entry of kind `linked`: the declared consignment that it names."""

_SUBMISSION: Final = "CAST(submission AS TEXT)"
EARLIER_KIND: Final = (
    f"CASE WHEN json_valid({_SUBMISSION}) THEN json_extract({_SUBMISSION}, '$.event.kind') END"
)
EARLIER_LINKED_TO: Final = (
    f"CASE WHEN json_valid({_SUBMISSION}) THEN json_extract({_SUBMISSION}, '$.event.linked') END"
)
"""The same of what earlier ledgers hold. No columns of their own: out of a damaged ledger tables are read
page by page, as they always were.
"""

_THIRD_SCHEMA: Final = (
    f"CREATE INDEX event_linked ON event ({LINKED_TO}) WHERE kind = 'linked'",
    "CREATE INDEX event_provisional ON event (consignment) WHERE kind = 'provisional'",
    f"CREATE INDEX earlier_linked ON earlier ({EARLIER_LINKED_TO}) WHERE {EARLIER_KIND} = 'linked'",
    f"CREATE INDEX earlier_provisional ON earlier (consignment) WHERE {EARLIER_KIND} = 'provisional'",
)

_FOURTH_SCHEMA: Final = (
    # Marks on scan images and verdicts on detections as they stand, each officer's own. The number of its
    # columns tells its rows from those of drafts where a damaged ledger is read page by page.
    """CREATE TABLE mark (
        consignment TEXT NOT NULL,
        officer TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        saved_ms INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (consignment, officer, kind, id)
    ) WITHOUT ROWID""",
)

Migration = Sequence[str]
MIGRATIONS: Final[tuple[Migration, ...]] = (
    _FIRST_SCHEMA,
    _SECOND_SCHEMA,
    _THIRD_SCHEMA,
    _FOURTH_SCHEMA,
)
"""Step n takes a ledger from schema n to n + 1. A step is never changed once released, only followed by
another.
"""


def make_database(path: Path, key: bytes, rows: Sequence[tuple[str, tuple[object, ...]]]) -> None:
    """Make a new ledger at `path`, whole or not at all: built beside, closed, then renamed. `rows` are its
    first inserts.
    """
    beside = path.with_name(f"{path.name}.unfinished")
    for left in (beside, *sidecars(beside)):
        left.unlink(missing_ok=True)
    with in_words(path):
        connection = _connect(beside, key, create=True)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection, MIGRATIONS)
            with transaction(connection):
                for statement, values in rows:
                    connection.execute(statement, values)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
        with_patience(lambda: beside.replace(path), path)
        flush_folder(path.parent)


def open_database(path: Path, key: bytes, *, migrations: Sequence[Migration] = MIGRATIONS) -> Connection:
    """Open the existing ledger at `path` for writing, and bring it to the newest schema, with a copy made
    first.

    Raises Refused: `ledger.damaged` (the file is empty, or not readable with this key),
    `ledger.not_a_ledger`, `ledger.newer_schema`; Unavailable for disk and locks. The caller tells a wrong
    key from damage by the anchor.
    """
    with in_words(path):
        if path.stat().st_size == 0:
            raise damaged(path, "ledger.damaged", "it is empty")
        connection = _connect(path, key)
        try:
            _check_header(connection, path, len(migrations))
            if schema_of(connection) < len(migrations):
                copy_beside(connection, path, key)
                migrate(connection, migrations)
        except BaseException:
            connection.close()
            raise
    return connection


def open_reader(path: Path, key: bytes) -> Connection:
    """A second connection that cannot write."""
    with in_words(path):
        return encrypted.connect(path, key, cache_mb=_READER_CACHE_MB, read_only=True)


def _connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    return encrypted.connect(path, key, cache_mb=_CACHE_MB, create=create, synchronous="FULL")


def schema_of(connection: Connection) -> int:
    """The schema version that the file says it has."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: Connection, migrations: Sequence[Migration]) -> None:
    """Take every step that is missing, each in a transaction together with the version it leads to."""
    for version in range(schema_of(connection), len(migrations)):
        with transaction(connection):
            for statement in migrations[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")


def copy_beside(connection: Connection, path: Path, key: bytes) -> Path:
    """Copy the whole ledger, encrypted under the same key, before its schema is changed; the copy's path."""
    copies = path.with_name(COPIES_FOLDER)
    copies.mkdir(mode=0o700, exist_ok=True)
    copy = copies / f"{path.stem}.schema-{schema_of(connection)}{path.suffix}"
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    for left in (unfinished, *sidecars(unfinished)):
        left.unlink(missing_ok=True)
    target = _connect(unfinished, key, create=True)
    try:
        connection.backup(target)
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        target.close()
    try:
        replace_durably(copy, unfinished.read_bytes())
    except OSError as error:
        raise problem_of(error, copy) from error
    unfinished.unlink(missing_ok=True)
    return copy


def sidecars(path: Path) -> tuple[Path, ...]:
    """The files that SQLite keeps beside a database."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


@contextlib.contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """A write transaction: committed at the end, rolled back when anything fails."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        # A failed COMMIT may have ended the transaction itself; what matters is that none is left open.
        with contextlib.suppress(dbapi2.Error):
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the operating system into problems that name the file."""
    try:
        with encrypted.in_words(path):
            yield
    except encrypted.Damaged as problem:
        raise damaged(path, "ledger.damaged", "a part of it cannot be read") from problem
    except OSError as error:
        raise problem_of(error, path) from error
    except dbapi2.IntegrityError as error:
        raise _in_use(path) from error
    except dbapi2.Error as error:
        raise Unavailable(
            "The ledger {file} could not be used: {reason}.",
            safe="Nothing recorded before is lost.",
            do_now="Try again; if it stays, call IT.",
            code="ledger.failed",
            values={"file": path, "reason": getattr(error, "sqlite_errorname", None) or type(error).__name__},
        ) from error


def damaged(path: Path, code: str, reason: str) -> Refused:
    """The ledger is not what was written; it is left as it is."""
    return Refused(
        "The ledger {file} is damaged: {reason}.",
        safe="Nothing was changed; the file is left as it is.",
        do_now="Call IT before you work on. Do not delete anything.",
        code=code,
        values={"file": path, "reason": reason},
    )


def _in_use(path: Path) -> Problem:
    return Unavailable(
        "Another copy of the program has written to the ledger {file}.",
        safe="What it recorded is kept; nothing was recorded here.",
        do_now="Close this copy and work in the other one.",
        code="ledger.in_use",
        values={"file": path},
    )


def _check_header(connection: Connection, path: Path, newest: int) -> None:
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID:
        raise damaged(path, "ledger.not_a_ledger", "it is a database of another kind")
    if schema_of(connection) > newest:
        raise Refused(
            "The ledger {file} was written by a newer version of this program.",
            safe="Nothing was changed.",
            do_now="Start the newer version, or call IT.",
            code="ledger.newer_schema",
            values={"file": path},
        )
