"""A rolling backup of the ledger in a second place (a share, another disk, a stick), encrypted as it is.

The copy is made here with SQLite's backup, from a connection of its own: who records does not wait for it.
It is opened and checked here, and only then written to the second place, as a plain file under a name of its
own: no database is ever opened on a share. What the second place has is read back before older copies go.
"""

import contextlib
import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from workstation.domain.problems import Problem, Unavailable
from workstation.host.encrypted import connect
from workstation.host.files import flush, flush_folder, leave_room, open_plain, problem_of, with_patience
from workstation.host.paths import Home, Profile
from workstation.host.settings import Backup
from workstation.ledger.anchor import Head
from workstation.ledger.chain import head_of
from workstation.ledger.database import Connection, damaged, in_words, open_reader, sidecars

_RESERVE_BYTES: Final = 300_000_000
"""Stays free beside the copy in the making: decisions go before backups."""

_PIECE: Final = 1 << 20
_UNFINISHED: Final = ".unfinished"
BACKUP_NAME: Final = re.compile(r"ledger-(?P<ledger>[0-9a-f-]{36})-(?P<sequence>\d{10})-\d{8}T\d{6}Z\.db")


def backup_places(home: Home, chosen: Backup) -> tuple[Path, ...]:
    """Where backups of the ledger lie; nowhere in training, whose parcels are made up."""
    return (Path(chosen.folder),) if chosen.folder and home.profile is Profile.LIVE else ()


def backups_of(home: Home, key: bytes, chosen: Backup) -> "LedgerBackup | None":
    """What makes the backups that policy asks for; none where it names no place."""
    places = backup_places(home, chosen)
    return LedgerBackup(home.ledger, key, places[0], chosen.keep, chosen.minutes * 60.0) if places else None


class LedgerBackup:
    """Makes backups of one ledger in one place, of which `keep` stay and which are due every `every_s`
    seconds. For one thread at a time, which may be any.
    """

    def __init__(self, database: Path, key: bytes, place: Path, keep: int, every_s: float) -> None:
        self._database = database
        self._key = key
        self._place = place
        self._keep = keep
        self.every_s = every_s

    def newest(self, ledger: str) -> int:
        """The newest entry that is in a backup of this ledger; 0 where there is none. Raises Unavailable."""
        return max((int(match["sequence"]) for match in self._own(ledger)), default=0)

    def make(self, now: datetime) -> Head:
        """Make a backup, and let go of those beyond the number that is kept; the head that is in it.

        Raises Unavailable (`backup.no_place` where the second place is not there, else the disk's codes) and
        Refused (`ledger.damaged`); the backups made before are untouched then.
        """
        self._own("")
        with in_words(self._database):
            size = self._database.stat().st_size
        leave_room(self._database.parent, _RESERVE_BYTES + size)
        made = self._database.with_name("ledger-backup.unfinished")
        try:
            head = self._copy_here(made)
            name = f"ledger-{head.ledger}-{head.sequence:010}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
            self._bring(made, self._place / name)
        finally:
            for left in (made, *sidecars(made)):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
        self._let_go(head.ledger)
        return head

    def _copy_here(self, made: Path) -> Head:
        """Copy the ledger as it stands into `made`, and check that it is what it was copied from."""
        with in_words(self._database):
            for left in (made, *sidecars(made)):
                left.unlink(missing_ok=True)
            source = open_reader(self._database, self._key)
            try:
                source.execute("BEGIN")
                head = _head(source)
                target = connect(made, self._key, cache_mb=2, create=True, synchronous="FULL")
                try:
                    source.backup(target)
                    target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                finally:
                    target.close()
            finally:
                source.close()
            copy = open_reader(made, self._key)
            try:
                is_whole = not copy.execute("PRAGMA cipher_integrity_check").fetchall()
                if not is_whole or _head(copy) != head:
                    raise damaged(self._database, "ledger.damaged", "a copy of it is not whole")
            finally:
                copy.close()
        return head

    def _bring(self, made: Path, target: Path) -> None:
        """Write the finished copy to the second place and read it back."""
        unfinished = target.with_name(f".{target.name}{_UNFINISHED}")
        try:
            with contextlib.suppress(FileNotFoundError):
                unfinished.unlink()
            written = _copy_flushed(made, unfinished)
            if _sha256(unfinished) != written:
                raise _not_as_written(target)
            with_patience(lambda: unfinished.replace(target), target)
            # Not every share can flush a folder; the file itself is on its disk.
            with contextlib.suppress(OSError):
                flush_folder(target.parent)
        except OSError as error:
            raise problem_of(error, target) from error
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)

    def _let_go(self, ledger: str) -> None:
        """Remove the oldest backups of this ledger; those of others in the same place stay."""
        with contextlib.suppress(OSError, Unavailable):
            for name in sorted(match.string for match in self._own(ledger))[: -self._keep]:
                (self._place / name).unlink()

    def _own(self, ledger: str) -> list[re.Match[str]]:
        try:
            matches = [BACKUP_NAME.fullmatch(path.name) for path in self._place.iterdir()]
        except OSError as error:
            raise _no_place(self._place) from error
        return [match for match in matches if match and match["ledger"] == ledger]


def _head(connection: Connection) -> Head:
    (ledger,) = connection.execute("SELECT id FROM ledger").fetchone()
    return head_of(connection, ledger)


def _copy_flushed(source: Path, target: Path) -> str:
    """Copy a file, flush it, and give the SHA-256 of what was written."""
    sha256 = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with source.open("rb") as old, os.fdopen(handle, "wb") as new:
        while piece := old.read(_PIECE):
            sha256.update(piece)
            new.write(piece)
        new.flush()
        flush(new.fileno())
    return sha256.hexdigest()


def _sha256(path: Path) -> str:
    with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_place(place: Path) -> Problem:
    return Unavailable(
        "The place for the ledger's backup is not there: {folder}.",
        safe="Decisions are recorded on this machine as ever.",
        do_now="Tell IT: the disk or share for backups is missing.",
        code="backup.no_place",
        values={"folder": place},
    )


def _not_as_written(target: Path) -> Problem:
    return Unavailable(
        "The backup {file} is not what was written to it.",
        safe="Decisions are recorded on this machine as ever; older backups are kept.",
        do_now="Tell IT: the disk or share for backups may be failing.",
        code="backup.not_as_written",
        values={"file": target},
    )
