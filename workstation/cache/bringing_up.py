"""Cache files of a program before this one: read as they are, with what they lack put in.

A new schema version would set the file aside, and a bench that is updated while it is alone would stand
without its consignments. So tables are added, never changed.
"""

from typing import Final

from workstation.cache.queue import AWAITED
from workstation.domain.sighting import TARGETED
from workstation.host.encrypted import DriverConnection

_HAS_SEEN_SQL: Final = "SELECT 1 FROM sqlite_master WHERE name = 'seen'"
_SEEN_SQL: Final = (
    "CREATE TABLE seen (id TEXT NOT NULL, presence TEXT DEFAULT '' NOT NULL,"
    " awaited INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID"
)
_AWAITED_SQL: Final = (
    "SELECT k.ref, k.packed FROM consignment c JOIN queue_key k ON k.ref = c.ref"
    f" WHERE c.lane IN {TARGETED} AND c.presence IN ('expected', 'missing', 'mixed')"
)


def is_brought_up(connection: DriverConnection) -> bool:
    """Whether the file has all that this program reads in it."""
    return connection.execute(_HAS_SEEN_SQL).fetchone() is not None


def bring_up(connection: DriverConnection) -> None:
    """Put in what the file lacks, in one transaction: the table of what was seen here, and which targeted
    consignments are awaited. Where its parcels differ one is taken to be, until its document comes again.
    """
    if is_brought_up(connection):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(_SEEN_SQL)
        marked = [
            (packed[:-1] + bytes([packed[-1] | AWAITED]), ref)
            for ref, packed in connection.execute(_AWAITED_SQL).fetchall()
        ]
        connection.executemany("UPDATE queue_key SET packed = ? WHERE ref = ?", marked)
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
