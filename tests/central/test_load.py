"""Files of real declarations in a central service: as they are given, each record on its own, nothing
invented.
"""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import defusedxml.ElementTree
import msgspec
import pytest

from tests.central.making import document
from workstation.central.load import Fault, Hints, LoadProgress, LoadSummary, load
from workstation.central.load.kcs_csv import COLUMNS
from workstation.central.load.wco_time import instant_of
from workstation.central.store import CentralStore
from workstation.contract.messages import Scope
from workstation.contract.reading import read_consignment
from workstation.domain.consignment import Condition, Consignment, Revenue, RiskAssessment
from workstation.domain.problems import Refused
from workstation.domain.value import Amount

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the real declarations are not at hand")

ROW = {
    "Declaration ID": "1001",
    "Date": "2026-01-31",
    "Office ID": "40",
    "Process Type": "B",
    "Import Type": "11",
    "Import Use": "21",
    "Payment Type": "43",
    "Mode of Transport": "40",
    "Declarant ID": "DECL1",
    "Importer ID": "IMP1",
    "Seller ID": "",
    "Courier ID": "COUR1",
    "HS6 Code": "610910",
    "Country of Departure": "CN",
    "Country of Origin": "ZZ",
    "Tax Rate": "13.0",
    "Tax Type": "A",
    "Country of Origin Indicator": "E",
    "Net Mass": "0.5",
    "Item Price": "1200.0",
    "Fraud": "1",
    "Critical Fraud": "2",
}


def csv_file(folder: Path, *rows: dict[str, str] | bytes) -> Path:
    """A file with these rows; bytes stand in it as they are."""
    lines = [",".join(COLUMNS).encode()]
    lines += [row if isinstance(row, bytes) else ",".join((ROW | row).values()).encode() for row in rows]
    file = folder / "declarations.csv"
    file.write_bytes(b"\r\n".join(lines) + b"\r\n")
    return file


def read(store: CentralStore, id: str) -> Consignment:
    body = store.consignment(id)
    assert body is not None
    reading = read_consignment(body)
    assert reading.consignment is not None
    assert reading.remarks == ()
    return reading.consignment


def faults(summary: LoadSummary) -> list[tuple[int, str]]:
    return [(fault.line, fault.reason) for fault in summary.faults]


# --- the CSV data set ---


def test_a_csv_line_is_a_consignment_as_it_was_declared(store: CentralStore, tmp_path: Path) -> None:
    summary = load(store, "kcs-csv", [csv_file(tmp_path, {})])
    assert summary.sentence() == "1 loaded, 0 refused"
    found = read(store, "KCS-1001")
    (item,) = found.goods_items
    assert (item.hs_code, str(item.net_mass_kg), item.origin) == ("610910", "0.5", "ZZ")
    assert item.value is not None
    assert (str(item.value.value), item.value.currency) == ("1200.0", "KRW")
    assert found.transport is not None
    assert (found.transport.mode, found.office) == ("4", "40")
    assert {party.role: party.id for party in found.parties} == {
        "declarant": "DECL1",
        "importer": "IMP1",
        "carrier": "COUR1",
    }
    assert found.risk == RiskAssessment()
    assert found.completed == ()
    assert len(store.by_barcode("1001")) == 1


def test_every_column_but_the_labels_is_in_the_document(store: CentralStore, tmp_path: Path) -> None:
    odd = {
        name: f"value-{number}"
        for number, name in enumerate(COLUMNS)
        if name not in {"Fraud", "Critical Fraud"}
    }
    load(store, "kcs-csv", [csv_file(tmp_path, odd)])
    body = store.consignment("KCS-value-0")
    assert body is not None
    assert [value for value in odd.values() if value.encode() not in body] == []
    assert b"raud" not in body


def test_a_broken_line_is_named_and_all_others_load(store: CentralStore, tmp_path: Path) -> None:
    rows: list[dict[str, str] | bytes] = [
        {},
        b'1002,"an open quote,2026-01-31',
        b"1003,too,few",
        {"Declaration ID": "1004"},
        b"\xff\xfe" + b"," * 21,
        {"Declaration ID": ""},
        b"x" * 150_000,
        b"",
        {"Declaration ID": "1005", "Net Mass": "heavy", "Date": "yesterday"},
    ]
    reported: list[Fault] = []
    file = csv_file(tmp_path, *rows)
    summary = load(store, "kcs-csv", [file], report=reported.append)
    assert summary.sentence() == "3 loaded, 5 refused"
    assert [line for line, _ in faults(summary)] == [3, 4, 6, 7, 8]
    assert reported == list(summary.faults)
    assert {fault.file for fault in reported} == {str(file)}
    assert "cells" in reported[1].reason
    assert str(reported[1]).startswith(f"{file}, line 4: the line has 3 cells")
    body = store.consignment("KCS-1005")
    assert body is not None
    assert b'"net_mass_kg":"heavy"' in body
    assert [remark.field for remark in read_consignment(body).remarks] == [
        "filings[0].lodged",
        "goods_items[0].net_mass_kg",
    ]


def test_a_file_with_another_header_is_refused_as_a_whole(store: CentralStore, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_text("a,b\n1,2\n")
    summary = load(store, "kcs-csv", [file])
    assert summary.sentence() == "0 loaded, 1 refused"
    assert summary.faults[0].line == 1


def test_loading_the_same_file_again_changes_nothing(store: CentralStore, tmp_path: Path) -> None:
    file = csv_file(tmp_path, {}, {"Declaration ID": "1002"})
    load(store, "kcs-csv", [file])
    before = store.state().change
    assert load(store, "kcs-csv", [file]).sentence() == "0 loaded, 0 refused, 2 already known"
    assert store.state().change == before


def test_the_labels_reach_only_what_completes_for_training(store: CentralStore, tmp_path: Path) -> None:
    told: list[Hints] = []

    def complete(consignment: Consignment, hints: Hints) -> Consignment:
        told.append(hints)
        lane = "red" if hints.critical_fraud else "green"
        return msgspec.structs.replace(consignment, risk=RiskAssessment(lane=lane), completed=("risk",))

    file = csv_file(tmp_path, {}, {"Declaration ID": "1002", "Fraud": "0", "Critical Fraud": "0"})
    load(store, "kcs-csv", [file], complete)
    assert told == [Hints(fraud=1, critical_fraud=2), Hints()]
    assert [read(store, id).risk.lane for id in ("KCS-1001", "KCS-1002")] == ["red", "green"]
    assert read(store, "KCS-1001").completed == ("risk",)


def test_progress_is_told_from_the_first_byte_to_the_last(store: CentralStore, tmp_path: Path) -> None:
    file = csv_file(tmp_path, *({"Declaration ID": str(number)} for number in range(1200)))
    told: list[LoadProgress] = []
    load(store, "kcs-csv", [file, tmp_path / "missing.csv"], progress=told.append)
    assert [each.loaded for each in told] == [500, 1000, 1200, 1200]
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1].done == told[-1].total == file.stat().st_size
    assert told[-1].refused == 1


@needs_data
@pytest.mark.parametrize("name, count", [("valid", 8134), ("train", 37385)])
def test_the_real_csv_declarations_load(store: CentralStore, name: str, count: int) -> None:
    file = DATA / "declarations" / f"customs_decl_syn_{name}.csv"
    assert load(store, "kcs-csv", [file]).sentence() == f"{count} loaded, 0 refused"
    assert store.snapshot(Scope()).total == count


# --- the contract's own documents ---


def test_the_contracts_own_documents_load_line_by_line(store: CentralStore, tmp_path: Path) -> None:
    file = tmp_path / "documents.ndjson"
    separator = json.dumps({"id": "C3", "office": "a\u2028b"}, ensure_ascii=False).encode()
    lines = [document("C1"), b"", b"{", separator, b'{"x": 1}', b"[" * 200, document("C2")[:-5]]
    file.write_bytes(b"\n".join(lines))
    summary = load(store, "ndjson", [file])
    assert summary.sentence() == "2 loaded, 4 refused"
    assert [line for line, _ in faults(summary)] == [3, 5, 6, 7]
    body = store.consignment("C3")
    assert body is not None
    assert json.loads(body)["office"] == "a\u2028b"


def test_a_line_larger_than_any_document_is_skipped(store: CentralStore, tmp_path: Path) -> None:
    file = tmp_path / "documents.ndjson"
    file.write_bytes(document("C1") + b"\n" + b"x" * 9_000_000 + b"\n" + document("C2"))
    summary = load(store, "ndjson", [file])
    assert summary.sentence() == "2 loaded, 1 refused"
    assert faults(summary)[0][0] == 2


def test_an_unknown_format_is_refused_and_a_missing_file_is_a_fault(
    store: CentralStore, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="not a format"):
        load(store, "excel", [])
    summary = load(store, "ndjson", [tmp_path / "missing", tmp_path])
    assert summary.sentence() == "0 loaded, 2 refused"
    assert "cannot be read" in summary.faults[0].reason


# --- the WCO Data Model ---

DECLARATION = """<?xml version="1.0" encoding="UTF-8"?>
<md:MetaData xmlns:md="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2" xmlns="urn:wco:datamodel:WCO:DEC-DMS:2">
  <Declaration>
    <FunctionCode>9</FunctionCode>
    <FunctionalReferenceID>LRN-1</FunctionalReferenceID>
    <TypeCode>IMA</TypeCode>
    <Declarant><ID>XX123</ID></Declarant>
    <AuthorisationHolder><ID>XX123</ID><CategoryCode>AEOF</CategoryCode></AuthorisationHolder>
    <BorderTransportMeans><ModeCode>4</ModeCode></BorderTransportMeans>
    <GoodsShipment>
      <Consignment>
        <TransportContractDocument><ID>020-12345675</ID><TypeCode>741</TypeCode></TransportContractDocument>
        <TransportContractDocument><ID>HAWB-9</ID><TypeCode>703</TypeCode></TransportContractDocument>
        <TransportEquipment><SequenceNumeric>1</SequenceNumeric><ID>CSQU3054383</ID></TransportEquipment>
      </Consignment>
      <GovernmentAgencyGoodsItem>
        <SequenceNumeric>1</SequenceNumeric>
        <CustomsValueAmount currencyID="EUR">12,50</CustomsValueAmount>
        <Commodity>
          <Description>toy &amp; game</Description>
          <Classification><ID>950300</ID><IdentificationTypeCode>TSP</IdentificationTypeCode></Classification>
          <GoodsMeasure><GrossMassMeasure unitCode="GRM">900</GrossMassMeasure></GoodsMeasure>
        </Commodity>
        <Packaging><SequenceNumeric>1</SequenceNumeric><QuantityQuantity>2</QuantityQuantity></Packaging>
      </GovernmentAgencyGoodsItem>
    </GoodsShipment>
  </Declaration>
</md:MetaData>
"""


def xml_file(folder: Path, text: str, name: str = "declaration.xml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def notification(code: str, more: str = "", declaration: str = "") -> str:
    return f"""<MetaData><ResponsibleAgencyName>CUSTOMS</ResponsibleAgencyName><Response>
      <FunctionCode>{code}</FunctionCode><FunctionalReferenceID>ref-{code}</FunctionalReferenceID>
      <IssueDateTime><DateTimeString formatCode="304">20260213110723+01</DateTimeString></IssueDateTime>{more}
      <Declaration><FunctionalReferenceID>LRN-1</FunctionalReferenceID><ID>26XX123</ID>{declaration}
      </Declaration>
    </Response></MetaData>"""


def test_a_declaration_in_xml_is_a_consignment_and_odd_values_stay_in_sight(
    store: CentralStore, tmp_path: Path
) -> None:
    assert load(store, "wco-dm", [xml_file(tmp_path, DECLARATION)]).sentence() == "1 loaded, 0 refused"
    body = store.consignment("WCO-LRN-1")
    assert body is not None
    reading = read_consignment(body)
    found = reading.consignment
    assert found is not None
    assert found.transport is not None
    assert (found.transport.master_document, found.transport.house_document) == ("020-12345675", "HAWB-9")
    assert [(each.kind, each.value) for each in found.identifiers] == [("iso6346", "CSQU3054383")]
    assert [parcel.id for parcel in found.parcels] == ["1/1", "1/2"]
    assert [(party.id, party.aeo_status) for party in found.parties] == [("XX123", "AEOF")]
    assert found.goods_items[0].description == "toy & game"
    # Not a number, and not kilograms: neither is guessed, both are there to be seen.
    assert [remark.field for remark in reading.remarks] == [
        "goods_items[0].value.value",
        "goods_items[0].value",
    ]
    assert found.goods_items[0].gross_mass_kg is None
    assert b'"value":"12,50"' in body
    assert b'"value":"900"' in body


def test_a_newer_version_of_a_declaration_replaces_it(store: CentralStore, tmp_path: Path) -> None:
    newer = DECLARATION.replace(
        "</TypeCode>\n    <Declarant>", "</TypeCode><VersionID>2</VersionID>\n    <Declarant>"
    )
    assert newer != DECLARATION
    load(store, "wco-dm", [xml_file(tmp_path, newer)])
    older = load(store, "wco-dm", [xml_file(tmp_path, DECLARATION)])
    assert older.sentence() == "0 loaded, 0 refused, 1 already known"


def test_notifications_become_conditions_steps_and_money(store: CentralStore, tmp_path: Path) -> None:
    asked = """<AdditionalInformation><StatementCode>ACA</StatementCode><LimitDateTime>
      <DateTimeString formatCode="304">20260911163345Z</DateTimeString>
      </LimitDateTime></AdditionalInformation>"""
    debt = """<GoodsShipment><GovernmentAgencyGoodsItem><Commodity>
      <DutyTaxFee><TypeCode>A00</TypeCode><Payment><PaymentAmount
      currencyID="GBP">270.00</PaymentAmount></Payment></DutyTaxFee>
      <DutyTaxFee><TypeCode>B00</TypeCode><Payment><PaymentAmount
      currencyID="GBP">2054.00</PaymentAmount></Payment></DutyTaxFee>
      </Commodity></GovernmentAgencyGoodsItem></GoodsShipment>"""
    files = [
        xml_file(tmp_path, text, f"{number}.xml")
        for number, text in enumerate(
            [DECLARATION, notification("05"), notification("06", asked), notification("13", "", debt)]
        )
    ]
    assert load(store, "wco-dm", files).sentence() == "4 loaded, 0 refused"
    found = msgspec.json.decode(store.consignment("WCO-LRN-1") or b"", type=_Served)
    due = datetime(2026, 9, 11, 16, 33, 45, tzinfo=UTC)
    assert found.conditions == (
        Condition(id="wco-ref-05", kind="examination", owner="CUSTOMS"),
        Condition(id="wco-ref-06", kind="document", owner="CUSTOMS", words="ACA", due=due),
    )
    gbp = {
        kind: Amount(value=value, currency="GBP") for kind, value in _money("270.00", "2054.00", "2324.00")
    }
    assert found.revenue == Revenue(payment_state="due", duty=gbp["a"], tax=gbp["b"], amount_due=gbp["c"])
    assert found.filings[0]["mrn"] == "26XX123"
    assert [step["kind"] for step in found.steps] == ["control", "documents_requested", "notification_13"]
    release = load(store, "wco-dm", [xml_file(tmp_path, notification("08"), "release.xml"), *files])
    assert release.sentence() == "1 loaded, 0 refused, 4 already known"
    after = msgspec.json.decode(store.consignment("WCO-LRN-1") or b"", type=_Served)
    assert [condition.state for condition in after.conditions] == ["satisfied", "satisfied"]
    assert len(store.by_barcode("26XX123")) == 1


class _Served(msgspec.Struct):
    """The parts of a served document that notifications touch; its goods hold a number that is none."""

    conditions: tuple[Condition, ...] = ()
    revenue: Revenue | None = None
    filings: tuple[dict[str, Any], ...] = ()
    steps: tuple[dict[str, str], ...] = ()


def _money(*values: str) -> list[tuple[str, Any]]:
    return list(zip("abc", map(Decimal, values), strict=True))


def test_a_notification_of_a_declaration_that_is_not_here_is_named(
    store: CentralStore, tmp_path: Path
) -> None:
    summary = load(store, "wco-dm", [xml_file(tmp_path, notification("05"))])
    assert summary.sentence() == "0 loaded, 1 refused"
    assert "26XX123 or LRN-1" in summary.faults[0].reason


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<MetaData><Declaration><FunctionalReferenceID>&b;</FunctionalReferenceID></Declaration></MetaData>"""
NETWORK = """<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><MetaData/>"""
FILE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><MetaData>&f;</MetaData>"""


@pytest.mark.parametrize(
    "text, line, reason",
    [
        (BOMB, 1, "DTD"),
        (NETWORK, 1, "DTD"),
        (FILE, 1, "DTD"),
        (DECLARATION[:700], 13, "not well-formed"),
        ("", 1, "not well-formed"),
        ("no xml", 1, "not well-formed"),
        ("<a>" * 5000, 1, "nested deeper"),
        ("<MetaData>\n<Other/></MetaData>", 1, "neither"),
        ("<MetaData>\n<Declaration/></MetaData>", 2, "neither LRN nor MRN nor UCR"),
        ("<MetaData>\n\n<Response/></MetaData>", 3, "lacks"),
        (
            "<MetaData><Declaration><TypeCode>INV</TypeCode><ID>1</ID></Declaration></MetaData>",
            1,
            "invalidate",
        ),
        ('<?xml version="1.0" encoding="x-unknown"?><a/>', 1, ""),
    ],
    ids=[
        "bomb",
        "network",
        "file",
        "cut off",
        "empty",
        "text",
        "deep",
        "other",
        "bare",
        "bare notice",
        "INV",
        "codec",
    ],
)
def test_xml_that_cannot_be_loaded_is_refused_with_its_line(
    store: CentralStore, tmp_path: Path, text: str, line: int, reason: str
) -> None:
    good = xml_file(tmp_path, DECLARATION, "good.xml")
    summary = load(store, "wco-dm", [xml_file(tmp_path, text, "bad.xml"), good])
    assert summary.sentence() == "1 loaded, 1 refused"
    assert reason in summary.faults[0].reason
    assert summary.faults[0].line == line


@pytest.mark.parametrize(
    "text, instant",
    [
        ("20250827134023+01", "2025-08-27T12:40:23Z"),
        ("20191113172216Z", "2019-11-13T17:22:16Z"),
        ("20191113172216-0530", "2019-11-13T22:52:16Z"),
        ("20191113", "2019-11-13T00:00:00Z"),
        ("201911131722", "2019-11-13T17:22:00Z"),
        ("20191313", ""),
        ("00010101000000+23", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_instants_of_the_data_model(text: str, instant: str) -> None:
    assert instant_of(text) == instant


@needs_data
def test_the_real_xml_declarations_load_with_every_leaf(store: CentralStore) -> None:
    files = sorted((DATA / "wco_dm" / "declarations").glob("*.xml"))
    assert load(store, "wco-dm", files).sentence() == "5 loaded, 0 refused"
    for file in files:
        root = defusedxml.ElementTree.fromstring(file.read_bytes())
        leaves = [
            text
            for element in root.iter()
            if not len(element)
            and element.tag.startswith("{urn:wco:datamodel:WCO:DEC")
            and (text := (element.text or "").strip())
        ]
        lrn = root.findtext(".//{*}Declaration/{*}FunctionalReferenceID")
        (body,) = store.by_barcode(lrn or "")
        shown = json.dumps(json.loads(body), ensure_ascii=False)
        said_otherwise = {"FR5", "9", "TSP", "TRC"}
        missing = [text for text in leaves if text not in shown and text not in said_otherwise]
        assert missing == []
        assert read_consignment(body).remarks == ()


@needs_data
def test_an_h7_declaration_shows_who_pays(store: CentralStore) -> None:
    load(store, "wco-dm", [DATA / "wco_dm" / "declarations" / "Step1_TT_IM124a.xml"])
    found = read(store, "WCO-U.7847323X8D5G")
    assert found.revenue == Revenue(model="vendor", tax_identifier="IM5532027340")
    assert found.filings[0].data_set == "H7"
    assert found.transport is not None
    assert (found.transport.mode, found.transport.goods_location) == ("5", "GBAUBELBFSBEL")
    assert found.valuation is not None
    assert str(found.valuation.freight) == str(Amount(value=_money("13.75", "0", "0")[0][1], currency="USD"))
