"""One SQLite file or PostgreSQL database by URL: many readers, one writer at a time, each in a transaction
of its own.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from workstation.domain.problems import Refused, Unavailable

READERS: Final = 8
"""Connections, and so requests that read the database at once."""

BUSY_TIMEOUT_MS: Final = 15_000
_NO_DATABASE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_WRITERS_LOCK: Final = 0x57_4B_53_31
"""Key of the PostgreSQL advisory lock that makes writers of all processes go one after another ("WKS1")."""


class Database:
    """Transactions on one database. May be used from any thread.

    Writers go one after another, also those of other processes, until they have committed: a reader who
    sees a
    change sees every change with a lower number.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = threading.Lock()

    @classmethod
    def connect(cls, database_url: str, *, may_make: bool = True) -> "Database":
        """Connect to `database_url`; `postgresql://` means psycopg 3 and a bare path a SQLite file, which is
        made where it is missing, unless it must be there.

        Raises Refused for a URL that is none, a kind of database that is not served, and a missing file.
        """
        url = _url_of(database_url)
        if url.get_backend_name() == "sqlite":
            if not may_make and not _is_there(url.database or ""):
                raise no_database()
            return cls(_sqlite(url))
        return cls(
            create_engine(
                url,
                pool_size=READERS,
                max_overflow=2,
                pool_timeout=30,
                pool_pre_ping=True,
                # What was bound is personal data: it stays out of errors, and so out of logs.
                hide_parameters=True,
            )
        )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads and sees one state from its first statement to its last."""
        with _translated(), self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The one transaction that writes; commits when the block ends well."""
        with _translated(), self._writer, self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def no_database() -> Refused:
    """What is said where a database must be there already: a mistyped path makes none."""
    return Refused(
        "There is no database of a central service at this address.",
        safe="Nothing was made and nothing changed.",
        do_now="Look at the path. `central serve`, `token` and `load` make a new one.",
        code="database.missing",
    )


def _is_there(file: str) -> bool:
    if file.startswith("file:"):
        return True  # a URI is SQLite's own to read
    with suppress(OSError):
        return Path(file).stat().st_size > 0
    return False


def _url_of(database_url: str) -> URL:
    known = database_url if "://" in database_url else f"sqlite:///{database_url}"
    try:
        url = make_url(known)
        backend = url.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise Refused("The database URL cannot be read.", code="database.url") from error
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    # In memory each connection would have a database of its own.
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        raise Refused(
            "{kind} is not a database that the central service runs on.",
            do_now="Use sqlite:///FILE or postgresql://HOST/NAME.",
            code="database.kind",
            values={"kind": backend},
        )
    return url


def _sqlite(url: URL) -> Engine:
    _make_private(url.database or "")
    engine = create_engine(
        url,
        pool_size=READERS,
        max_overflow=2,
        pool_timeout=30,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(file: str) -> None:
    """Make a new database readable by this account alone: it holds names and addresses. One that is there
    keeps its mode, and SQLite gives the files beside it the same.
    """
    if file.startswith("file:"):
        return  # a URI is SQLite's own to read
    with suppress(OSError):  # SQLite meets the same obstacle and says so
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own transactions begin late and leave savepoints out; SQLAlchemy begins them instead.
    connection.isolation_level = None
    # FULL: an event that was answered `accepted` is on the disk.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # IMMEDIATE: a writer that began as a reader would fail where it wants to write.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    """What only the environment can mend becomes Unavailable; all else is a bug and stays one."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise Unavailable(
            "The database does not answer.",
            do_now="Look whether its address is right, and whether it runs or its folder may be written.",
            code="database.unavailable",
        ) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Unavailable("The database went away.", code="database.unavailable") from error
        if getattr(error.orig, "sqlite_errorcode", None) in _NO_DATABASE:
            raise Unavailable(
                "The file is damaged, or no database of a central service.",
                do_now="Look at the path; if it is right, restore the file from a copy.",
                code="database.damaged",
            ) from error
        raise
