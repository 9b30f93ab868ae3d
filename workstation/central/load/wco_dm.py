"""Declarations in the WCO Data Model 3.6 as XML (message DEC), H7 super-reduced data sets among them.

Every leaf has its place in the contract or stands, path and text, under `wco_dm` beside it: unknown to the
contract, and
shown as it is. Codes: EU Customs Data Model annex B; UN/ECE Recommendations 19 and 20; UN/EDIFACT 1001.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

import msgspec

from workstation.central.load.records import Fault, Notice, Record
from workstation.central.load.wco_notice import notice_of
from workstation.central.load.wco_time import instant_of
from workstation.central.load.xml_tree import Tree, Unreadable, parse
from workstation.domain.identifiers import is_right

FILE_LIMIT: Final = 64_000_000
PIECES_LIMIT: Final = 100
"""A packaging line of more pieces than this stands as one parcel."""

MASTER_DOCUMENTS: Final = frozenset({"704", "741"})
"""UN/EDIFACT 1001: master bill of lading, master air waybill. All other transport contract documents are
the house's.
"""

AEO: Final = frozenset({"AEOC", "AEOS", "AEOF"})
IOSS_ROLE: Final = "FR5"
"""EU code list CL149: the vendor registered in the import one-stop shop, who has been paid the tax."""

PARTIES: Final = (
    ("declarant", "Declarant"),
    ("agent", "Agent"),
    ("exporter", "Exporter"),
    ("carrier", "BorderTransportMeans/Carrier"),
    ("exporter", "GoodsShipment/Exporter"),
    ("importer", "GoodsShipment/Importer"),
    ("consignor", "GoodsShipment/Consignor"),
    ("consignee", "GoodsShipment/Consignee"),
    ("seller", "GoodsShipment/Seller"),
    ("buyer", "GoodsShipment/Buyer"),
    ("consignor", "GoodsShipment/Consignment/Consignor"),
    ("consignee", "GoodsShipment/Consignment/Consignee"),
    ("carrier", "GoodsShipment/Consignment/Carrier"),
    ("consignor", "GoodsShipment/GovernmentAgencyGoodsItem/Consignor"),
    ("seller", "GoodsShipment/GovernmentAgencyGoodsItem/Seller"),
    ("buyer", "GoodsShipment/GovernmentAgencyGoodsItem/Buyer"),
)


def read_wco_dm(path: Path) -> Iterator[Record | Notice | Fault]:
    """The declaration, or the notification about one, that a file holds."""
    file = str(path)
    size = path.stat().st_size
    if size > FILE_LIMIT:
        yield Fault(file=file, line=0, reason=f"the file is larger than {FILE_LIMIT:,} bytes")
        return
    try:
        tree = parse(path.read_bytes())
        declaration, response = tree.root.find("Declaration"), tree.root.find("Response")
        if declaration is not None:
            document = msgspec.json.encode(document_of(tree, declaration))
            yield Record(file=file, line=tree.line(declaration), position=size, document=document)
        elif response is not None:
            yield notice_of(tree, response, file, size)
        else:
            yield Fault(
                file=file, line=tree.line(tree.root), reason="neither a Declaration nor a Response is in it"
            )
    except Unreadable as unreadable:
        yield Fault(file=file, line=unreadable.line, reason=unreadable.reason)


def document_of(tree: Tree, declaration: Element) -> dict[str, Any]:
    """A declaration as a document of the contract: what is absent is absent. Raises Unreadable without any
    number.
    """
    shipment = declaration.find("GoodsShipment")
    lrn, mrn = tree.text(declaration, "FunctionalReferenceID"), tree.text(declaration, "ID")
    if tree.text(declaration, "TypeCode") == "INV":
        raise Unreadable(tree.line(declaration), "a request to invalidate is not a declaration")
    previous = _previous_documents(tree, declaration)
    ucr = tree.text(shipment, "UCR/TraderAssignedReferenceID") or next(
        (each["id"] for each in previous if each.get("type") == "DCR" and "id" in each), ""
    )
    number = lrn or mrn or ucr
    if not number:
        raise Unreadable(tree.line(declaration), "the declaration has neither LRN nor MRN nor UCR")
    items = [
        _item(tree, item, number) for item in declaration.iterfind("GoodsShipment/GovernmentAgencyGoodsItem")
    ]
    procedures = list(dict.fromkeys(code for item in items for code in item.get("procedures", ())))
    document = {
        "id": f"WCO-{number}",
        "office": _first(tree, declaration, "PresentationOffice/ID", "SupervisingOffice/ID"),
        "filings": [_filing(tree, declaration, number, lrn, mrn, ucr, procedures)],
        "parcels": _parcels(tree, declaration),
        "transport": _transport(tree, declaration),
        "parties": _parties(tree, declaration),
        "goods_items": items,
        "valuation": _present(
            {
                "intrinsic": tree.amount(declaration, "InvoiceAmount"),
                "freight": tree.amount(shipment, "CustomsValuation/FreightChargeAmount"),
                "insurance": tree.amount(shipment, "CustomsValuation/InsuranceChargeAmount"),
            }
        ),
        "revenue": _revenue(tree, declaration),
        "previous_documents": previous,
        "additional_documents": [_document(tree, e) for e in declaration.iterfind("AdditionalDocument")],
        "steps": _steps(tree, declaration),
    }
    document["identifiers"] = _identifiers(tree, declaration)
    if rest := list(tree.unread(declaration)):
        document["wco_dm"] = [{"path": path, "value": value} for path, value in rest]
    return _present(document)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", [], {}, None)}


def _first(tree: Tree, element: Element, *paths: str) -> str:
    return next((text for path in paths if (text := tree.text(element, path))), "")


# --- the declaration as a whole -----------------------------------------------------------------------------


def _filing(
    tree: Tree, declaration: Element, number: str, lrn: str, mrn: str, ucr: str, procedures: list[str]
) -> dict[str, Any]:
    version = tree.text(declaration, "VersionID")
    # 9 is an original; any other function stays in sight.
    function = declaration.findtext("FunctionCode", "").strip()
    if function == "9":
        tree.text(declaration, "FunctionCode")
    return _present(
        {
            "id": number,
            "version": int(version) if re.fullmatch(r"\d{1,9}", version, re.ASCII) else 1,
            "type": tree.text(declaration, "TypeCode"),
            # Additional procedure 1H7 is how a declaration says that it is a super-reduced data set.
            "data_set": "H7" if "1H7" in procedures else "",
            "lrn": lrn,
            "mrn": mrn,
            "ucr": ucr,
            "declarant": declaration.findtext("Declarant/ID", "").strip(),
            "lodged": _instant(tree, declaration, "IssueDateTime/DateTimeString"),
            "procedures": procedures,
        }
    )


def _instant(tree: Tree, element: Element, path: str) -> str:
    """An instant in UTC; one that cannot be read stays unread, and so in sight."""
    found = element.find(path)
    text = (found.text or "").strip() if found is not None else ""
    instant = instant_of(text)
    if instant:
        tree.text(element, path)
    return instant


def _steps(tree: Tree, declaration: Element) -> list[dict[str, str]]:
    accepted = _instant(tree, declaration, "AcceptanceDateTime/DateTimeString")
    return [{"kind": "accepted", "at": accepted}] if accepted else []


def _transport(tree: Tree, declaration: Element) -> dict[str, Any]:
    shipment = declaration.find("GoodsShipment")
    contracts = [
        (tree.text(each, "TypeCode"), tree.text(each, "ID"))
        for each in declaration.iterfind("GoodsShipment/Consignment/TransportContractDocument")
    ]
    carriers = ("BorderTransportMeans/Carrier", "GoodsShipment/Consignment/Carrier")
    texts = (
        declaration.findtext(f"{path}/{leaf}", "").strip() for path in carriers for leaf in ("Name", "ID")
    )
    location = "GoodsShipment/Consignment/GoodsLocation"
    places = ("Address/CountryCode", "TypeCode", "Address/TypeCode")
    code = "".join(tree.text(declaration, f"{location}/{leaf}") for leaf in (*places, "Name", "ID"))
    return _present(
        {
            "mode": tree.text(declaration, "BorderTransportMeans/ModeCode"),
            "carrier": next((text for text in texts if text), ""),
            "house_document": next((id for type, id in contracts if type not in MASTER_DOCUMENTS), ""),
            "master_document": next((id for type, id in contracts if type in MASTER_DOCUMENTS), ""),
            "departure_country": tree.text(shipment, "ExportCountry/ID"),
            "arrival_office": _first(tree, declaration, "EntryOffice/ID"),
            "goods_location": code,
        }
    )


def _identifiers(tree: Tree, declaration: Element) -> list[dict[str, str]]:
    """Container numbers and shipping marks; the filing's own numbers stand in the filing."""
    found = []
    for equipment in declaration.iterfind("GoodsShipment/Consignment/TransportEquipment"):
        number = tree.text(equipment, "ID")
        tree.text(equipment, "SequenceNumeric")
        kind = "iso6346" if is_right("iso6346", number) else "equipment"
        found.append({"value": number, "kind": kind, "belongs_to": "receptacle"})
    for packaging in declaration.iterfind("GoodsShipment/GovernmentAgencyGoodsItem/Packaging"):
        marks = tree.text(packaging, "MarksNumbersID")
        found.append({"value": marks, "kind": "shipping_marks", "belongs_to": "parcel"})
    return [each for each in found if each["value"]]


def _parcels(tree: Tree, declaration: Element) -> list[dict[str, Any]]:
    """The pieces that packaging lines count; a declaration without such lines says nothing of its parcels."""
    found: list[dict[str, Any]] = []
    lines = declaration.iterfind("GoodsShipment/GovernmentAgencyGoodsItem/Packaging")
    for line, packaging in enumerate(lines, 1):
        quantity = packaging.findtext("QuantityQuantity", "").strip()
        is_count = re.fullmatch(r"\d{1,4}", quantity, re.ASCII) is not None
        pieces = int(quantity) if is_count and 1 <= int(quantity) <= PIECES_LIMIT else 1
        if is_count and pieces == int(quantity):
            tree.text(packaging, "QuantityQuantity")
        tree.text(packaging, "SequenceNumeric")
        kind = tree.text(packaging, "TypeCode")
        found += [_present({"id": f"{line}/{piece}", "package_type": kind}) for piece in range(1, pieces + 1)]
    return found


# --- parties, documents, money ------------------------------------------------------------------------------


def _parties(tree: Tree, declaration: Element) -> list[dict[str, Any]]:
    found = [_party(tree, element, role) for role, path in PARTIES for element in declaration.iterfind(path)]
    for holder in declaration.iterfind("AuthorisationHolder"):
        kind, id = tree.text(holder, "CategoryCode"), tree.text(holder, "ID")
        holders = [party for party in found if kind in AEO and id and party.get("id") == id]
        for party in holders:
            party["aeo_status"] = kind
        if not holders:
            found.append({"role": kind or "authorisation_holder", "id": id})
    for payer in declaration.iterfind("GoodsShipment/DomesticDutyTaxParty"):
        role = tree.text(payer, "RoleCode")
        if role != IOSS_ROLE:
            found.append({"role": role, "id": tree.text(payer, "ID")})
    distinct = {msgspec.json.encode(party): party for party in found if len(party) > 1}
    return list(distinct.values())


def _party(tree: Tree, element: Element, role: str) -> dict[str, Any]:
    address = _present(
        {
            "line": tree.text(element, "Address/Line"),
            "city": tree.text(element, "Address/CityName"),
            "postcode": tree.text(element, "Address/PostcodeID"),
            "country": tree.text(element, "Address/CountryCode"),
        }
    )
    return _present(
        {"role": role, "id": tree.text(element, "ID"), "name": tree.text(element, "Name"), "address": address}
    )


def _document(tree: Tree, element: Element) -> dict[str, Any]:
    return _present(
        {
            "id": tree.text(element, "ID"),
            "type": tree.text(element, "TypeCode"),
            "category": tree.text(element, "CategoryCode"),
        }
    )


def _previous_documents(tree: Tree, declaration: Element) -> list[dict[str, Any]]:
    paths = ("GoodsShipment/PreviousDocument", "GoodsShipment/GovernmentAgencyGoodsItem/PreviousDocument")
    return [_document(tree, element) for path in paths for element in declaration.iterfind(path)]


def _revenue(tree: Tree, declaration: Element) -> dict[str, Any]:
    for payer in declaration.iterfind("GoodsShipment/DomesticDutyTaxParty"):
        if payer.findtext("RoleCode", "").strip() == IOSS_ROLE:
            tree.text(payer, "RoleCode")
            return _present({"model": "vendor", "tax_identifier": tree.text(payer, "ID")})
    return {}


# --- goods --------------------------------------------------------------------------------------------------


def _item(tree: Tree, item: Element, filing: str) -> dict[str, Any]:
    sequence = tree.text(item, "SequenceNumeric")
    commodity = item.find("Commodity")
    measure = commodity.find("GoodsMeasure") if commodity is not None else None
    codes = {
        tree.text(each, "IdentificationTypeCode"): tree.text(each, "ID")
        for each in item.iterfind("Commodity/Classification")
    }
    return _present(
        {
            # The trader's own reference of the item outlives a renumbering; most declarations have none.
            "id": tree.text(item, "UCR/TraderAssignedReferenceID") or f"item-{sequence or '1'}",
            "sequence": int(sequence) if re.fullmatch(r"\d{1,9}", sequence, re.ASCII) else sequence,
            "filing": filing,
            "description": tree.text(commodity, "Description"),
            "hs_code": _commodity_code(codes),
            "quantity": _quantity(tree, measure),
            "net_mass_kg": _mass_kg(tree, measure, "NetNetWeightMeasure"),
            "gross_mass_kg": _mass_kg(tree, measure, "GrossMassMeasure"),
            "value": tree.amount(item, "CustomsValueAmount")
            or tree.amount(commodity, "InvoiceLine/ItemChargeAmount"),
            "origin": tree.text(item, "Origin/CountryCode"),
            "procedures": [
                tree.text(each, "CurrentCode") + tree.text(each, "PreviousCode")
                for each in item.iterfind("GovernmentProcedure")
            ],
            "documents": [_document(tree, each) for each in item.iterfind("AdditionalDocument")],
        }
    )


def _commodity_code(codes: dict[str, str]) -> str:
    """The tariff code (TSP), with the TARIC digits (TRC) behind it where they are declared apart."""
    main = codes.get("TSP") or next((code for kind, code in codes.items() if kind != "TRC"), "")
    return main + codes.get("TRC", "")


def _mass_kg(tree: Tree, measure: Element | None, path: str) -> str:
    """A mass in kilograms, which is what an unsaid unit means here; one in another unit stays unread, and
    so in sight.
    """
    found = measure.find(path) if measure is not None else None
    if found is None or found.get("unitCode", "KGM") != "KGM":
        return ""
    return tree.text(measure, path)


def _quantity(tree: Tree, measure: Element | None) -> dict[str, str] | None:
    value = tree.text(measure, "TariffQuantity")
    found = measure.find("TariffQuantity") if measure is not None else None
    if found is None or not value:
        return None
    # The contract's default unit is the piece; a quantity of an unsaid unit is not one of pieces.
    return {"value": value, "unit": found.get("unitCode", "")}
