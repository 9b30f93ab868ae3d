"""Opening the ledger at the start of the program: where it is damaged it is recovered first."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from workstation.domain.problems import Refused, Unavailable
from workstation.host.clock import Clock
from workstation.host.encrypted import in_words
from workstation.ledger.anchor import read_anchor
from workstation.ledger.database import MIGRATIONS, Migration
from workstation.ledger.opening import ANCHOR, DATABASE, Birth, OpenedLedger, open_ledger
from workstation.ledger.recording import RandomBytes
from workstation.ledger.recovery.rescue import Rescue, mark_of

RECOVERABLE: Final = frozenset(
    {
        *("ledger.missing", "ledger.damaged", "ledger.tail_missing"),
        *("ledger.entry_missing", "ledger.entry_altered", "ledger.entry_reordered"),
    }
)
"""Codes of what a recovery mends. A wrong key, a newer schema, another ledger's anchor are not damage."""

_PAGE_DAMAGED: Final = "ledger.page_damaged"
_LOG_DAMAGED: Final = "ledger.log_damaged"


def open_or_recover(
    folder: Path,
    key: bytes,
    birth: Birth,
    rescue: Rescue | None,
    *,
    clock: Clock,
    random: RandomBytes,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> OpenedLedger:
    """Open the ledger as `open_ledger` does; where it is damaged and may be recovered, recover it first.

    Raises as `open_ledger` does of what is no damage, and of all where there is no `rescue`.
    """
    database, anchor = folder / DATABASE, folder / ANCHOR

    def again() -> OpenedLedger:
        return open_ledger(folder, key, birth, migrations=migrations)

    with _held_open(database, key):
        try:
            opened = again()
        except Refused as problem:
            if rescue is None or problem.code not in RECOVERABLE:
                raise
            reason = problem.code
        else:
            reason = _damage_found_otherwise(database, opened)
            if rescue is None or not reason:
                return opened
            opened.close()
        # Not above: hardly any start needs it.
        from workstation.ledger.recovery.rebuilding import BEGUN_ANEW, Place, Recovery

        # Where the log is damaged the anchor was made anew, for the end that SQLite could still read.
        is_anchored = anchor.exists() and reason != _LOG_DAMAGED
        anchored = read_anchor(anchor, key).head if is_anchored else None
        home = Place(database, anchor, key, birth.bench, birth.office)
        recovery = Recovery(home, reason, anchored, rescue, clock, random)
        try:
            aside = recovery.copy_aside()
        except Unavailable:
            if reason == _PAGE_DAMAGED:
                return again()
            raise
    try:
        remarks = recovery.run(aside)
    except Unavailable:
        # It opens and can be added to: what could not be mended now waits for the next start.
        if reason == _PAGE_DAMAGED:
            return again()
        raise
    opened = again()
    # That a new ledger had no anchor yet is no news beside why it was begun.
    is_new = any(remark.code == BEGUN_ANEW for remark in remarks)
    return opened._replace(remarks=remarks if is_new else (*remarks, *opened.remarks))


@contextlib.contextmanager
def _held_open(database: Path, key: bytes) -> Iterator[None]:
    """Within: whoever closes the ledger is not its last user, so that SQLite does not clear its log away. It
    would keep of a damaged log only what comes before the damage.
    """
    if not database.exists():
        yield
        return
    with in_words(database):
        held = dbapi2.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)
    try:
        with contextlib.suppress(dbapi2.Error):
            held.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            held.execute("PRAGMA cipher_log_level = NONE")
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        held.close()


def _damage_found_otherwise(database: Path, opened: OpenedLedger) -> str:
    """What is wrong with a ledger that opens; empty if nothing is known to be."""
    if mark_of(database).exists():
        return _PAGE_DAMAGED
    if opened.anchor_was_lost:
        from workstation.ledger.recovery.raw_pages import is_log_whole

        if not is_log_whole(database.with_name(f"{database.name}-wal")):
            return _LOG_DAMAGED
    return ""
