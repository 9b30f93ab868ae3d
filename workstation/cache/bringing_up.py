"""Cache files of a program before this one: read as they are, with what they lack put in.

A new schema version would set the file aside, and a bench that is updated while it is alone would stand
without its consignments. So tables are added, never changed.
"""

from typing import Final

from workstation.cache.queue import AWAITED
from workstation.domain.sighting import TARGETED
from workstation.host.encrypted import DriverConnection

_HAS_SQL: Final = "SELECT name FROM sqlite_master WHERE name IN ('seen', 'alike_by_value')"
_SEEN_SQL: Final = (
    "CREATE TABLE seen (id TEXT NOT NULL, presence TEXT DEFAULT '' NOT NULL,"
    " awaited INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID"
)
_ALIKE_SQL: Final = (
    "CREATE TABLE IF NOT EXISTS alike (key INTEGER NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (key))",
    "CREATE INDEX alike_by_value ON alike (value)",
)
_AWAITED_SQL: Final = (
    "SELECT k.ref, k.packed FROM consignment c JOIN queue_key k ON k.ref = c.ref"
    f" WHERE c.lane IN {TARGETED} AND c.presence IN ('expected', 'missing', 'mixed')"
)


def is_brought_up(connection: DriverConnection) -> bool:
    """Whether the file has all that this program reads in it."""
    return len(_added(connection)) == 2


def bring_up(connection: DriverConnection) -> None:
    """Put in what the file lacks, in one transaction: the table of what was seen here, with which targeted
    consignments are awaited (where its parcels differ one is taken to be, until its document comes again);
    and the index of what is alike, without what is in the file already: reading all its documents would hold
    up the start, and they go within the days that a bench keeps consignments.
    """
    has = _added(connection)
    if len(has) == 2:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if "seen" not in has:
            _add_seen(connection)
        if "alike_by_value" not in has:
            for statement in _ALIKE_SQL:
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _added(connection: DriverConnection) -> set[str]:
    return {name for (name,) in connection.execute(_HAS_SQL).fetchall()}


def _add_seen(connection: DriverConnection) -> None:
    connection.execute(_SEEN_SQL)
    marked = [
        (packed[:-1] + bytes([packed[-1] | AWAITED]), ref)
        for ref, packed in connection.execute(_AWAITED_SQL).fetchall()
    ]
    connection.executemany("UPDATE queue_key SET packed = ? WHERE ref = ?", marked)
