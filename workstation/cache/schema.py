"""Tables of a cache file. They are made from documents as received, so a new version means a new file."""

from typing import Any, Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateIndex, CreateTable

from workstation.cache.files import APPLICATION_ID, KEPT_APPLICATION_ID, SCHEMA_VERSION

generation: Final = MetaData()
kept: Final = MetaData()


def _key(name: str) -> Column[Any]:
    return Column(name, Integer, primary_key=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default="")


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False, server_default="0")


sync_state: Final = Table(
    "sync_state",
    generation,
    _key("one"),
    _text("epoch"),
    _text("cursor"),
    Column("scope", LargeBinary, nullable=False),
    _number("began"),
    _number("complete"),
    Column("pulled_at", Integer),
    _number("sent"),
    _number("total"),
    Column("next_ref", Integer, nullable=False, server_default="1"),
    CheckConstraint("one = 1"),
)
"""One row: where the pull stands. The cursor moves in the transaction that stores what it covers."""

consignment: Final = Table(
    "consignment",
    generation,
    _key("ref"),
    Column("id", Text, nullable=False, unique=True),
    _text("identifier"),
    _text("identifier_order"),
    _text("lane"),
    _number("score"),
    _text("office"),
    _text("standing"),
    _text("category"),
    Column("arrived", Integer),
    _text("goods"),
    _text("goods_order"),
    _number("parcels"),
    _number("holds"),
    _number("remarks"),
    _text("presence"),
)
"""What a row of the queue shows. `arrived` in milliseconds since 1970, UTC; `*_order` are folded for
sorting.
"""

ORDER_INDEXES: Final = (
    "CREATE INDEX IF NOT EXISTS consignment_by_identifier ON consignment(identifier_order)",
    "CREATE INDEX IF NOT EXISTS consignment_by_goods ON consignment(goods_order)",
)
"""Made when a snapshot is complete: at once that takes a second a million, page by page a tenth of the
whole pull. Until then the two sorts by a text go through the table.
"""

queue_key: Final = Table(
    "queue_key",
    generation,
    _key("ref"),
    Column("packed", LargeBinary, nullable=False),
)
"""What the queue is filtered and sorted by, packed (cache/columns.py): read whole, into memory, in one go."""

code: Final = Table(
    "code",
    generation,
    Column("field", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Lanes, offices and categories by the numbers that `queue_key` holds."""

document: Final = Table(
    "document",
    generation,
    _key("ref"),
    Column("body", LargeBinary, nullable=False),
    Column("cached_at", Integer, nullable=False),
    _number("change"),
)
"""Each consignment's document, byte for byte as received."""

barcode: Final = Table(
    "barcode",
    generation,
    _key("key"),
    Column("value", Text, nullable=False),
    _text("belongs_to"),
    _text("of"),
    Index("barcode_by_value", "value"),
)
"""Everything that a barcode can name, normalised. `key` is ref * 65536 + its number within the consignment.
"""

alike: Final = Table(
    "alike",
    generation,
    _key("key"),
    Column("value", Integer, nullable=False),
    Index("alike_by_value", "value"),
)
"""By what consignments with scan images are alike, as numbers (cache/alike.py); `key` as a barcode's. A file
of before it gets the table, without rows, when it is opened (`bring_up`).
"""

refused_document: Final = Table(
    "refused_document",
    generation,
    _key("number"),
    _text("id"),
    _text("reason"),
    Column("body", LargeBinary, nullable=False),
    Column("pulled_at", Integer),
    Column("digest", LargeBinary, nullable=False, unique=True),
)
"""Documents that could not be read at all, for IT to see."""

overlay: Final = Table(
    "overlay",
    generation,
    Column("id", Text, primary_key=True),
    _text("standing"),
    _text("pending"),
    sqlite_with_rowid=False,
)
"""Standing with this bench's pending acts applied; re-made from the ledger at start."""

seen: Final = Table(
    "seen",
    generation,
    Column("id", Text, primary_key=True),
    _text("presence"),
    _number("awaited"),
    sqlite_with_rowid=False,
)
"""Presence of parcels as they were last seen at this bench; re-made from the ledger at start. A file of
before it gets the table when it is opened (`bring_up`).
"""

departed: Final = Table(
    "departed",
    generation,
    Column("id", Text, primary_key=True),
    _text("reason"),
    sqlite_with_rowid=False,
)
"""Consignments that the service took away but that still have acts or attention here: kept until they have
none.
"""

WORDS: Final = (
    "CREATE VIRTUAL TABLE words USING"
    " fts5(text, content='', contentless_delete=1, detail=none, tokenize='ascii')"
)
"""Words of each consignment, folded by cache/words.py, which is why the tokenizer knows only ASCII."""

WORDS_SETTINGS: Final = "INSERT INTO words(words, rank) VALUES('automerge', 8)"

image: Final = Table(
    "image",
    kept,
    _key("number"),
    Column("sha256", LargeBinary, nullable=False, unique=True),
    Column("body", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Index("image_by_use", "used", "size"),
)
"""Scan images by the SHA-256 of their bytes. `used` grows with every use: the smallest is the longest
unused.
"""

reference_list: Final = Table(
    "reference_list",
    kept,
    Column("name", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    _text("etag"),
    sqlite_with_rowid=False,
)
"""Coded lists as last received."""


def create_generation(connection: Connection, *, empty_scope: bytes) -> None:
    """Make the tables of a new cache file; within one transaction, so that a half-made file is seen as
    none.
    """
    generation.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(WORDS)
    connection.exec_driver_sql(WORDS_SETTINGS)
    connection.execute(sync_state.insert().values(one=1, scope=empty_scope))
    _mark(connection, APPLICATION_ID)


def create_kept(connection: Connection) -> None:
    """Make the tables of the file that outlives cache files: images and reference lists."""
    kept.create_all(connection, checkfirst=False)
    _mark(connection, KEPT_APPLICATION_ID)


def _mark(connection: Connection, application_id: int) -> None:
    connection.exec_driver_sql(f"PRAGMA application_id = {application_id}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def statements() -> tuple[str, ...]:
    """The statements that make a cache file's tables and indexes, for comparing with a plain file."""
    dialect = sqlite.dialect()
    tables = generation.sorted_tables
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in tables]
    made += [str(CreateIndex(index).compile(dialect=dialect)) for table in tables for index in table.indexes]
    return (*made, *ORDER_INDEXES, WORDS, WORDS_SETTINGS)
