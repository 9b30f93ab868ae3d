"""What a pull is measured against: json.loads and sqlite3.executemany, the same rows, no encryption, no
checks.
"""

import json
import sqlite3
import struct
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from workstation.cache.schema import statements
from workstation.cache.values import BARCODES

_PACKED: Final = struct.Struct("<IIhHHHBB")
_INSERTS: Final = (
    "INSERT INTO consignment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "INSERT INTO queue_key VALUES (?, ?)",
    "INSERT INTO document VALUES (?, ?, ?, ?)",
    "INSERT INTO barcode VALUES (?, ?, ?, ?)",
    "INSERT INTO words(rowid, text) VALUES (?, ?)",
)


class BareLoop:
    """A plain file with the cache's tables and indexes, and its durability."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA wal_autocheckpoint = 4000")
        self._connection.execute("PRAGMA cache_size = -20480")
        for statement in statements():
            self._connection.execute(_without_deletes(statement))
        self._connection.execute("INSERT INTO sync_state(one, scope) VALUES (1, '{}')")
        self._ref = 0

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def apply(self, body: bytes) -> int:
        """Store a page (its cursor, then a document a line) in one transaction; how many documents it had."""
        cursor, *lines = body.split(b"\n")
        rows: tuple[list[tuple[Any, ...]], ...] = ([], [], [], [], [])
        for line in lines:
            self._ref += 1
            _add(rows, self._ref, json.loads(line), line)
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        for statement, values in zip(_INSERTS, rows, strict=True):
            run.executemany(statement, values)
        run.execute("UPDATE sync_state SET cursor = ?", (cursor.decode(),))
        run.execute("COMMIT")
        return len(rows[0])


def _without_deletes(statement: str) -> str:
    """Python's own SQLite may be older than 3.43, which brought deletes from a table of words without
    contents.
    """
    return (
        statement
        if sqlite3.sqlite_version_info >= (3, 43)
        else statement.replace(", contentless_delete=1", "")
    )


def _add(rows: tuple[list[tuple[Any, ...]], ...], ref: int, d: dict[str, Any], line: bytes) -> None:
    consignments, keys, documents, barcodes, words = rows
    identifier = d["identifiers"][0]["value"]
    descriptions = [item["description"] for item in d["goods_items"]]
    goods = " · ".join(descriptions)[:120]
    arrived = int(datetime.fromisoformat(d["arrived"]).timestamp())
    risk = d["risk"]
    lane, office, category = risk["lane"], d["office"], d["immediate_release_category"]
    score = risk.get("score", 0)
    parcels = d["parcels"]
    consignments.append(
        (
            ref, d["id"], identifier, identifier[:24], lane, score, office, "undecided", category,
            arrived * 1000, goods, goods.lower()[:24], len(parcels), 0, 0, parcels[0].get("presence", ""),
        )
    )  # fmt: skip
    keys.append((ref, _PACKED.pack(ref, arrived, score, 1, 2, 3, 2, 1)))
    documents.append((ref, line, 0, d["change"]))
    transport, filing = d["transport"], d["filings"][0]
    named = (
        (identifier, "parcel", "1"),
        (transport["house_document"], "consignment", ""),
        (transport["master_document"], "master", ""),
        (transport["receptacle"], "receptacle", ""),
        (filing["mrn"], "filing", "1"),
        (filing["lrn"], "filing", "1"),
        (d["id"], "consignment", ""),
    )
    barcodes += [(ref * BARCODES + number, *one) for number, one in enumerate(named)]
    values = [one[0] for one in named]
    texts = (*descriptions, *(party["name"] for party in d["parties"]))
    words.append((ref, " ".join((*texts, *values, *["\u2190" + value[::-1] for value in values]))))
