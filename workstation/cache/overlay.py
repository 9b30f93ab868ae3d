"""The tables of a cache file that say what this bench knows better than the documents."""

from collections.abc import Collection, Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from workstation.cache.columns import Overlay, overlay_in
from workstation.cache.values import OverlayRow
from workstation.host.encrypted import DriverConnection

_SOME_SQL: Final = (
    "SELECT f.value FROM json_each(?) f WHERE EXISTS (SELECT 1 FROM overlay o WHERE o.id = f.value)"
    " OR EXISTS (SELECT 1 FROM seen s WHERE s.id = f.value)"
)


class OverlayTables:
    """Of one cache file, as its writer holds it: within the file's transaction."""

    def __init__(self, connection: DriverConnection) -> None:
        self._connection = connection

    def rows(self) -> tuple[OverlayRow, ...]:
        """Every row."""
        rows = {
            id_: OverlayRow(id=id_, standing=standing, pending=pending)
            for id_, standing, pending in self._connection.execute(
                "SELECT id, standing, pending FROM overlay"
            )
        }
        for id_, presence, awaited in self._connection.execute("SELECT id, presence, awaited FROM seen"):
            row = rows.get(id_, OverlayRow(id=id_))
            rows[id_] = replace(row, presence=presence, awaited=bool(awaited))
        return tuple(rows.values())

    def put(self, rows: Iterable[OverlayRow]) -> None:
        """Put these rows in; what a row leaves empty stays as it is."""
        given = list(rows)
        self._connection.executemany(
            "INSERT OR REPLACE INTO overlay VALUES (?, ?, ?)",
            [(row.id, row.standing, row.pending) for row in given if row.standing],
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?)",
            [(row.id, row.presence, int(row.awaited)) for row in given if row.presence],
        )

    def clear(self, ids: Collection[str] | None) -> None:
        """Take these rows out, or all."""
        for table in ("overlay", "seen"):
            if ids is None:
                self._connection.execute(f"DELETE FROM {table}")
            else:
                self._connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(id_,) for id_ in ids])

    def among(self, ids: Collection[str] | None) -> frozenset[str]:
        """Those of these consignments, or of all, of which a row is here."""
        if ids is None:
            found = self._connection.execute("SELECT id FROM overlay UNION SELECT id FROM seen")
        else:
            found = self._connection.execute(_SOME_SQL, (msgspec.json.encode(list(ids)).decode(),))
        return frozenset(id_ for (id_,) in found)

    def numbers(self, ids: Collection[str] | None = None) -> Overlay:
        """As the queue's columns hold it: of these consignments, or of all."""
        return overlay_in(self._connection, ids)
