"""One cache file as its writer holds it: documents and the rows made of them go in and out together."""

import contextlib
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from workstation.cache import schema
from workstation.cache.bringing_up import bring_up
from workstation.cache.columns import CODES_SQL, FIELDS
from workstation.cache.files import APPLICATION_ID, open_checked
from workstation.cache.instants import from_ms, to_ms
from workstation.cache.overlay import OverlayTables
from workstation.cache.rows import Derived, packed
from workstation.cache.values import BARCODES, CacheSync
from workstation.contract.messages import Scope
from workstation.host.encrypted import connect, engine_of

AT_ONCE: Final = 200
"""Rows a statement is given at once; between two of them other threads run."""
CODES: Final = 65_535
"""Different lanes, offices or categories that are told apart; later ones are filtered as none."""

_SHOWN: Final = (
    "(ref, id, identifier, identifier_order, lane, score, office, standing, category, arrived, goods,"
    " goods_order, parcels, holds, remarks, presence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_BY_REF: Final = ("consignment", "queue_key", "document")
_REFS_SQL: Final = "SELECT id, ref FROM consignment WHERE id IN (SELECT value FROM json_each(?))"
_BODIES_SQL: Final = (
    "SELECT c.id, d.body, d.cached_at FROM consignment c JOIN document d ON d.ref = c.ref"
    " WHERE c.id IN (SELECT value FROM json_each(?))"
)


class Entry(NamedTuple):
    """A document to be stored, with the rows made of it."""

    id: str
    body: bytes
    change: int
    rows: Derived
    position: int


class Generation:
    """A cache file open for writing. Thread-confined: only its CacheWriter calls it, within `transaction`."""

    def __init__(self, path: Path, key: bytes, number: int, *, create: bool, cache_mb: float) -> None:
        self.path = path
        self.number = number
        if create:
            self._connection = connect(path, key, cache_mb=cache_mb, create=True)
        else:
            self._connection = open_checked(path, key, APPLICATION_ID, cache_mb=cache_mb)
        self.engine = engine_of(self._connection)
        try:
            if create:
                with self.engine.begin() as connection:
                    schema.create_generation(connection, empty_scope=msgspec.json.encode(Scope()))
            else:
                bring_up(self._connection)
            self._recall()
        except BaseException:
            self.close()
            raise
        self.overlay = OverlayTables(self._connection)

    def close(self) -> None:
        """Close the file."""
        self.engine.dispose()
        self._connection.close()

    def _recall(self) -> None:
        """Read what is held in memory beside the file: codes and the next reference."""
        self.codes: dict[str, list[str]] = {field: [] for field in FIELDS}
        for field, _, text in self._connection.execute(CODES_SQL):
            self.codes[field].append(text)
        self._numbers = {
            field: {text: n for n, text in enumerate(texts)} for field, texts in self.codes.items()
        }
        self.next_ref: int = self._connection.execute("SELECT next_ref FROM sync_state").fetchone()[0]

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Any]:
        """One transaction; gives SQLAlchemy's connection. What is held in memory follows a rollback."""
        try:
            with self.engine.begin() as connection:
                yield connection
                connection.execute(schema.sync_state.update().values(next_ref=self.next_ref))
        except BaseException:
            with contextlib.suppress(Exception):
                self._recall()
            raise

    # --- documents --------------------------------------------------------------------------------------

    def refs_of(self, ids: Collection[str]) -> dict[str, int]:
        """References of those consignments that are here."""
        return dict(self._connection.execute(_REFS_SQL, (_listed(ids),)).fetchall())

    def bodies_of(self, ids: Collection[str]) -> dict[str, tuple[bytes, int]]:
        """Documents, with when they were cached, of those consignments that are here."""
        found = self._connection.execute(_BODIES_SQL, (_listed(ids),))
        return {id_: (body, cached_at) for id_, body, cached_at in found}

    def put(self, entries: Sequence[Entry], cached_at: int, known: Mapping[str, int]) -> dict[str, bytes]:
        """Store documents in place of older ones; the packed rows of the queue's columns, by id.

        `known` are references that new consignments are to have because they have them in another generation.
        """
        by_id = {entry.id: entry for entry in entries}
        here = self.refs_of(by_id)
        refs = {id_: here.get(id_) or known.get(id_) or self._new_ref() for id_ in by_id}
        if here:
            gone = list(here.values())
            self._remove_side_rows(gone)
            for table in _BY_REF:
                self._run_many(f"DELETE FROM {table} WHERE ref = ?", [(ref,) for ref in gone])
        keys = {id_: self._packed(refs[id_], entry.rows) for id_, entry in by_id.items()}
        self._insert(by_id, refs, keys, cached_at)
        return keys

    def _insert(
        self, by_id: Mapping[str, Entry], refs: Mapping[str, int], keys: Mapping[str, bytes], at: int
    ) -> None:
        many = self._run_many
        many(f"INSERT INTO consignment {_SHOWN}", [(refs[i], *e.rows.shown) for i, e in by_id.items()])
        many("INSERT INTO queue_key VALUES (?, ?)", [(refs[i], key) for i, key in keys.items()])
        many(
            "INSERT INTO document VALUES (?, ?, ?, ?)",
            [(refs[i], e.body, at, e.change) for i, e in by_id.items()],
        )
        many("INSERT INTO barcode VALUES (?, ?, ?, ?)", list(_barcodes(by_id, refs)))
        many("INSERT INTO alike VALUES (?, ?)", list(_alike(by_id, refs)))
        many(
            "INSERT INTO words(rowid, text) VALUES (?, ?)", [(refs[i], e.rows.text) for i, e in by_id.items()]
        )

    def remove(self, ids: Collection[str]) -> list[int]:
        """Remove consignments; the references that are gone."""
        refs = list(self.refs_of(ids).values())
        self._remove_side_rows(refs)
        for table in _BY_REF:
            self._run_many(f"DELETE FROM {table} WHERE ref = ?", [(ref,) for ref in refs])
        return refs

    def fold(self, ids: Collection[str]) -> list[int]:
        """Take these out of the queue and its search; they are found by id and barcode as before. The
        references that are gone from the queue.
        """
        refs = list(self.refs_of(ids).values())
        for statement in ("DELETE FROM queue_key WHERE ref = ?", "DELETE FROM words WHERE rowid = ?"):
            self._run_many(statement, [(ref,) for ref in refs])
        return refs

    def _remove_side_rows(self, refs: list[int]) -> None:
        ranges = [(ref * BARCODES, ref * BARCODES + BARCODES - 1) for ref in refs]
        for table in ("barcode", "alike"):
            self._run_many(f"DELETE FROM {table} WHERE key BETWEEN ? AND ?", ranges)
        self._run_many("DELETE FROM words WHERE rowid = ?", [(ref,) for ref in refs])

    def _new_ref(self) -> int:
        self.next_ref += 1
        return self.next_ref - 1

    def _packed(self, ref: int, rows: Derived) -> bytes:
        code = self._code
        return packed(
            ref, rows, code("lane", rows.lane), code("office", rows.office), code("category", rows.category)
        )

    def _code(self, field: str, text: str) -> int:
        numbers = self._numbers[field]
        number = numbers.get(text)
        if number is None:
            if len(numbers) >= CODES:
                return self._code(field, "")
            number = len(numbers)
            self._connection.execute("INSERT INTO code VALUES (?, ?, ?)", (field, number, text))
            numbers[text] = number
            self.codes[field].append(text)
        return number

    def _run_many(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        for first in range(0, len(rows), AT_ONCE):
            self._connection.executemany(statement, rows[first : first + AT_ONCE])

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of a transaction that is undone if it fails; the failure goes on."""
        self._connection.execute("SAVEPOINT attempt")
        given_out = self.next_ref
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO attempt")
            self._recall()
            # The file learns of it only at the end of the transaction; what came before has its references.
            self.next_ref = max(self.next_ref, given_out)
            raise
        finally:
            self._connection.execute("RELEASE attempt")

    def keep_refused(self, id_: str, reason: str, body: bytes, at: int) -> None:
        """Keep a document that could not be read; the same bytes once."""
        self._connection.execute(
            "INSERT OR IGNORE INTO refused_document(id, reason, body, pulled_at, digest)"
            " VALUES (?, ?, ?, ?, ?)",
            (id_, reason, body, at, hashlib.sha256(body).digest()),
        )

    # --- what the service took away, and what is pending here -------------------------------------------

    def depart(self, reasons: Mapping[str, str]) -> None:
        """Note that the service took these away though they stay here."""
        self._run_many("INSERT OR REPLACE INTO departed VALUES (?, ?)", list(reasons.items()))

    def returned(self, ids: Collection[str]) -> None:
        """Note that the service has these again."""
        self._connection.execute(
            "DELETE FROM departed WHERE id IN (SELECT value FROM json_each(?))", (_listed(ids),)
        )

    def departed(self) -> frozenset[str]:
        """Those that the service took away and that stay here."""
        return frozenset(row[0] for row in self._connection.execute("SELECT id FROM departed"))

    # --- where the pull stands --------------------------------------------------------------------------

    def state(self, *, beside: bool) -> CacheSync:
        """Where the pull into this file stands."""
        with self.engine.connect() as connection:
            row = connection.execute(schema.sync_state.select()).one()
        return CacheSync(
            epoch=row.epoch,
            cursor=row.cursor,
            scope=msgspec.json.decode(row.scope, type=Scope),
            began=bool(row.began),
            complete=bool(row.complete),
            beside=beside,
            pulled_at=from_ms(row.pulled_at),
            sent=row.sent,
            total=row.total,
        )

    def begin(self, connection: Any, scope: Scope, epoch: str) -> None:
        """A snapshot of this scope begins: its first page has no cursor."""
        connection.execute(
            schema.sync_state.update().values(
                epoch=epoch, cursor="", scope=msgspec.json.encode(scope), began=1, complete=0, sent=0, total=0
            )
        )

    def move(self, connection: Any, *, cursor: str, pulled_at: datetime, sent: int, total: int) -> None:
        """Move the cursor, within the transaction that stores what it covers."""
        connection.execute(
            schema.sync_state.update().values(
                cursor=cursor, pulled_at=to_ms(pulled_at), sent=sent, total=total
            )
        )

    def complete(self, connection: Any) -> None:
        """The snapshot is whole: from now on the cursor is one of changes."""
        for statement in schema.ORDER_INDEXES:
            connection.exec_driver_sql(statement)
        connection.execute(schema.sync_state.update().values(complete=1))

    def flush(self) -> None:
        """Copy the log home and flush it, so that the file alone is whole."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _barcodes(by_id: Mapping[str, Entry], refs: Mapping[str, int]) -> Iterator[tuple[int, str, str, str]]:
    for id_, entry in by_id.items():
        key = refs[id_] * BARCODES
        for number, (value, belongs_to, of) in enumerate(entry.rows.barcodes):
            yield key + number, value, belongs_to, of


def _alike(by_id: Mapping[str, Entry], refs: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for id_, entry in by_id.items():
        for number, value in enumerate(entry.rows.alike):
            yield refs[id_] * BARCODES + number, value


def _listed(ids: Iterable[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()
