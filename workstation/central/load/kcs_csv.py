"""The Korean customs data set: 22 columns, one declaration of one goods item a line, synthesised from real
ones.

Columns: github.com/Seondong/Customs-Declaration-Datasets. Where the contract has no field of its own for a
column, its code
stands among the procedure codes with the column's name before it, so that nothing declared is lost.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from workstation.central.load.ndjson import lines_of
from workstation.central.load.records import Fault, Hints, Record

COLUMNS: Final = (
    "Declaration ID",
    "Date",
    "Office ID",
    "Process Type",
    "Import Type",
    "Import Use",
    "Payment Type",
    "Mode of Transport",
    "Declarant ID",
    "Importer ID",
    "Seller ID",
    "Courier ID",
    "HS6 Code",
    "Country of Departure",
    "Country of Origin",
    "Tax Rate",
    "Tax Type",
    "Country of Origin Indicator",
    "Net Mass",
    "Item Price",
    "Fraud",
    "Critical Fraud",
)
LABELS: Final = ("Fraud", "Critical Fraud")
"""Labels of the synthetic data, not part of a declaration: they are never shown to an officer."""

CURRENCY: Final = "KRW"
LINE_LIMIT: Final = 100_000


def read_kcs_csv(path: Path) -> Iterator[Record | Fault]:
    """Every line as a document of its own. A line that is broken never touches another."""
    file = str(path)
    names: list[str] = []
    for number, position, raw in lines_of(path, LINE_LIMIT):
        cells, reason = _cells(raw)
        if not names:
            missing = [name for name in COLUMNS if name not in cells]
            if reason or missing:
                yield Fault(
                    file=file, line=number, reason=reason or f"the header has no {', '.join(missing)}"
                )
                return
            names = cells
        elif cells or reason:
            reason = reason or _wrong_cells(cells, names)
            row = dict(zip(names, cells, strict=False))
            if not reason and not row["Declaration ID"]:
                reason = "the Declaration ID is empty"
            if reason:
                yield Fault(file=file, line=number, reason=reason)
            else:
                document = msgspec.json.encode(document_of(row))
                yield Record(
                    file=file, line=number, position=position, document=document, hints=_hints_of(row)
                )


def _cells(raw: bytes) -> tuple[list[str], str]:
    """The cells of one line, stripped, or why there are none."""
    if len(raw) > LINE_LIMIT:
        return [], f"the line is longer than {LINE_LIMIT:,} bytes"
    try:
        text = raw.decode("utf-8-sig").rstrip("\r\n")
        cells = next(csv.reader([text], strict=True), [])
    except UnicodeDecodeError:
        return [], "the line is not UTF-8"
    except csv.Error as error:
        return [], f"the line is not CSV: {error}"
    return [cell.strip() for cell in cells], ""


def _wrong_cells(cells: list[str], names: list[str]) -> str:
    return "" if len(cells) == len(names) else f"the line has {len(cells)} cells, the header {len(names)}"


def document_of(row: Mapping[str, str]) -> dict[str, Any]:
    """A declaration as a document of the contract: what is empty is absent, what is odd is as it is."""
    number = row["Declaration ID"]
    item = {
        # The data set has one item a declaration; its id is the declaration's own, not a line number.
        "id": f"{number}-1",
        "filing": number,
        "hs_code": row["HS6 Code"],
        "net_mass_kg": row["Net Mass"],
        "value": {"value": row["Item Price"], "currency": CURRENCY} if row["Item Price"] else "",
        "origin": row["Country of Origin"],
        "procedures": _coded(row, "Tax Type", "Tax Rate", "Country of Origin Indicator"),
    }
    filing = {
        "id": number,
        "type": row["Import Type"],
        "data_set": "KCS import",
        "declarant": row["Declarant ID"],
        "lodged": _instant(row["Date"]),
        "procedures": _coded(row, "Process Type", "Import Type", "Import Use"),
    }
    transport = {
        "mode": _transport_mode(row["Mode of Transport"]),
        "carrier": row["Courier ID"],
        "departure_country": row["Country of Departure"],
        "arrival_office": row["Office ID"],
    }
    parties = [
        {"role": role, "id": row[name]}
        for role, name in (
            ("declarant", "Declarant ID"),
            ("importer", "Importer ID"),
            ("seller", "Seller ID"),
            ("carrier", "Courier ID"),
        )
        if row[name]
    ]
    return _present(
        {
            "id": f"KCS-{number}",
            "office": row["Office ID"],
            "identifiers": [{"value": number, "kind": "declaration", "belongs_to": "filing", "of": number}],
            "filings": [_present(filing)],
            "transport": _present(transport),
            "parties": parties,
            "goods_items": [_present(item)],
            "revenue": _present({"model": " ".join(_coded(row, "Payment Type"))}),
        }
    )


def _present(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", [], {})}


def _coded(row: Mapping[str, str], *names: str) -> list[str]:
    return [f"{name}: {row[name]}" for name in names if row[name]]


def _instant(date: str) -> str:
    """The day as an instant; text that is no day stays, and becomes a remark at the bench."""
    return f"{date}T00:00:00Z" if re.fullmatch(r"\d{4}-\d\d-\d\d", date, re.ASCII) else date


def _transport_mode(code: str) -> str:
    """UN/ECE Recommendation 19: the data set writes a further digit, 10 for 1 (sea) and 40 for 4 (air)."""
    return code[0] if re.fullmatch(r"[1-9]0", code, re.ASCII) else code


def _hints_of(row: Mapping[str, str]) -> Hints:
    fraud, critical = (int(row[name]) if row[name] in {"0", "1", "2"} else 0 for name in LABELS)
    return Hints(fraud=fraud, critical_fraud=critical)
