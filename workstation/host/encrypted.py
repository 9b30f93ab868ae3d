"""Opening SQLCipher files: one way for cache and ledger, with the driver's errors put into words.

A raw 256-bit key (no key derivation, so that a further connection costs under a millisecond), write-ahead
log, nothing of SQLCipher's on standard error. SQLAlchemy is imported only by whoever asks for an engine: a
reader on the screen's thread needs none, and the program starts sooner.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlcipher3 import dbapi2

from workstation.domain.problems import Problem, Unavailable

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

KEY_BYTES: Final = 32
BUSY_TIMEOUT_MS: Final = 5_000
WAL_PAGES: Final = 4_000
"""Pages in the log before they are copied home: pages changed again and again are then copied once."""
WAL_KEPT_BYTES: Final = 32_000_000

DriverConnection = Any
"""A `sqlcipher3.dbapi2.Connection`; the driver has no types."""

Error: type[Exception] = dbapi2.Error


class Damaged(Unavailable):
    """The file is no database, or damaged, or the key is not its key: SQLCipher cannot tell these apart."""


def connect(
    path: Path,
    key: bytes,
    *,
    cache_mb: float,
    read_only: bool = False,
    create: bool = False,
    synchronous: Literal["NORMAL", "FULL"] = "NORMAL",
) -> DriverConnection:
    """A connection to the encrypted file at `path`; the caller begins and ends its transactions.

    `key` are 32 random bytes; `cache_mb` is this connection's page cache; a `read_only` one refuses
    writes by `query_only` (the log's index must stay writable for it, so the file is not opened
    read-only). `synchronous` is `FULL` for what may never be lost. Any thread may use it, one at a
    time. Raises Damaged and Unavailable.
    """
    if len(key) != KEY_BYTES:
        msg = f"the key of {path.name} has {len(key)} bytes, not {KEY_BYTES}"
        raise ValueError(msg)
    with in_words(path):
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=128,
            timeout=BUSY_TIMEOUT_MS / 1000,
        )
        try:
            _prepare(connection, key, cache_mb=cache_mb, read_only=read_only, synchronous=synchronous)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(
    connection: DriverConnection, key: bytes, *, cache_mb: float, read_only: bool, synchronous: str
) -> None:
    run = connection.execute
    run(f"PRAGMA key = \"x'{key.hex()}'\"")
    run("PRAGMA cipher_log_level = NONE")
    run("SELECT count(*) FROM sqlite_master").fetchone()  # the first read shows whether the key is right
    run(f"PRAGMA cache_size = {-int(cache_mb * 1024)}")
    run(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    run("PRAGMA temp_store = MEMORY")  # nothing in plain text beside the file
    run("PRAGMA trusted_schema = OFF")
    if read_only:
        run("PRAGMA query_only = ON")
        return
    run("PRAGMA journal_mode = WAL")
    run(f"PRAGMA synchronous = {synchronous}")
    run("PRAGMA foreign_keys = ON")
    run(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    run(f"PRAGMA journal_size_limit = {WAL_KEPT_BYTES}")


def engine_of(connection: DriverConnection) -> "Engine":
    """A SQLAlchemy engine over this one connection; `engine.begin()` is one `BEGIN IMMEDIATE` transaction.

    The connection stays the caller's: bulk work uses its cursors inside the same transaction.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(begun: Any) -> None:
        begun.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


# --- errors in words ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn errors of the driver about `path`, wrapped by SQLAlchemy or not, into problems; bugs stay bugs."""
    try:
        yield
    except Exception as error:
        problem = problem_of(error, path)
        if problem is None:
            raise
        raise problem from error


def problem_of(error: Exception, path: Path) -> Problem | None:
    """What this error means for a person, or none if it is a bug or no error of the database."""
    driver_error = getattr(error, "orig", None) or error
    if not isinstance(driver_error, dbapi2.Error):
        return None
    kind = (getattr(driver_error, "sqlite_errorcode", None) or 0) & 0xFF
    return _PROBLEMS[kind](path) if kind in _PROBLEMS else None


_UNHARMED: Final = "Nothing recorded before is lost."


def _full(path: Path) -> Problem:
    return Unavailable(
        "The disk is full: {file} could not be written.",
        safe=_UNHARMED,
        do_now="Free some space, or call IT, before you go on.",
        code="disk.full",
        values={"file": path},
    )


def _denied(path: Path) -> Problem:
    return Unavailable(
        "The operating system does not allow this account to write {file}.",
        safe=_UNHARMED,
        do_now="Call IT: the bench's account needs its own folder, on a disk that can be written.",
        code="file.denied",
        values={"file": path},
    )


def _not_opened(path: Path) -> Problem:
    return Unavailable(
        "The file {file} could not be opened.",
        safe=_UNHARMED,
        do_now="Call IT: the file or its folder is missing, or this account may not use it.",
        code="file.not_opened",
        values={"file": path},
    )


def _failed(path: Path) -> Problem:
    return Unavailable(
        "The disk did not do what was asked of it for {file}.",
        safe=_UNHARMED,
        do_now="Call IT: the disk may be failing.",
        code="disk.failed",
        values={"file": path},
    )


def _locked(path: Path) -> Problem:
    return Unavailable(
        "The file {file} is in use by another program.",
        safe=_UNHARMED,
        do_now="Try again; if it stays, close the other program or call IT.",
        code="file.locked",
        values={"file": path},
    )


def _damaged(path: Path) -> Problem:
    return Damaged(
        "The file {file} is damaged, or it was written with another key.",
        do_now="Start the program again; if it stays, call IT.",
        code="database.damaged",
        values={"file": path},
    )


_PROBLEMS: Final = {
    dbapi2.SQLITE_FULL: _full,
    dbapi2.SQLITE_READONLY: _denied,
    dbapi2.SQLITE_PERM: _denied,
    dbapi2.SQLITE_AUTH: _denied,
    dbapi2.SQLITE_CANTOPEN: _not_opened,
    dbapi2.SQLITE_IOERR: _failed,
    dbapi2.SQLITE_NOMEM: _failed,
    dbapi2.SQLITE_BUSY: _locked,
    dbapi2.SQLITE_LOCKED: _locked,
    dbapi2.SQLITE_PROTOCOL: _locked,
    dbapi2.SQLITE_CORRUPT: _damaged,
    dbapi2.SQLITE_NOTADB: _damaged,
}
