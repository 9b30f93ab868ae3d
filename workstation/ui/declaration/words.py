"""Words for the codes that only the declaration shows; a code that is not known is shown as it came."""

from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.domain.consignment import PHOTOGRAPHED
from workstation.ui.parts.text import shown

# WCO Data Model: Consignor, Consignee, Declarant, Agent ... (class names); platform and intermediary of the
# WCO Cross-Border E-Commerce Framework of Standards.
ROLES: Final[dict[str, Any]] = {
    "consignor": QT_TRANSLATE_NOOP("Declaration", "consignor"),
    "consignee": QT_TRANSLATE_NOOP("Declaration", "consignee"),
    "declarant": QT_TRANSLATE_NOOP("Declaration", "declarant"),
    "agent": QT_TRANSLATE_NOOP("Declaration", "agent"),
    "importer": QT_TRANSLATE_NOOP("Declaration", "importer"),
    "exporter": QT_TRANSLATE_NOOP("Declaration", "exporter"),
    "seller": QT_TRANSLATE_NOOP("Declaration", "seller"),
    "buyer": QT_TRANSLATE_NOOP("Declaration", "buyer"),
    "platform": QT_TRANSLATE_NOOP("Declaration", "platform"),
    "carrier": QT_TRANSLATE_NOOP("Declaration", "carrier"),
    "intermediary": QT_TRANSLATE_NOOP("Declaration", "intermediary"),
}
# Authorization types of the EU Customs Decisions System; WCO SAFE pillar 2.
AEO: Final[dict[str, Any]] = {
    "AEOC": QT_TRANSLATE_NOOP("Declaration", "AEO: customs simplifications"),
    "AEOS": QT_TRANSLATE_NOOP("Declaration", "AEO: security and safety"),
    "AEOF": QT_TRANSLATE_NOOP("Declaration", "AEO: simplifications and security"),
}
REVENUE_MODELS: Final[dict[str, Any]] = {
    "vendor": QT_TRANSLATE_NOOP("Declaration", "the vendor pays"),
    "intermediary": QT_TRANSLATE_NOOP("Declaration", "the intermediary pays"),
    "buyer": QT_TRANSLATE_NOOP("Declaration", "the buyer pays"),
}
PAYMENT_STATES: Final[dict[str, Any]] = {
    "paid": QT_TRANSLATE_NOOP("Declaration", "paid"),
    "due": QT_TRANSLATE_NOOP("Declaration", "not paid"),
    "deferred": QT_TRANSLATE_NOOP("Declaration", "deferred"),
    "not_due": QT_TRANSLATE_NOOP("Declaration", "nothing due"),
}
# UN/ECE Recommendation 19.
TRANSPORT_MODES: Final[dict[str, Any]] = {
    "1": QT_TRANSLATE_NOOP("Declaration", "sea"),
    "2": QT_TRANSLATE_NOOP("Declaration", "rail"),
    "3": QT_TRANSLATE_NOOP("Declaration", "road"),
    "4": QT_TRANSLATE_NOOP("Declaration", "air"),
    "5": QT_TRANSLATE_NOOP("Declaration", "mail"),
    "7": QT_TRANSLATE_NOOP("Declaration", "fixed installation"),
    "8": QT_TRANSLATE_NOOP("Declaration", "inland waterway"),
}
STEPS: Final[dict[str, Any]] = {
    "pre_arrival": QT_TRANSLATE_NOOP("Declaration", "data received before arrival"),
    "arrived": QT_TRANSLATE_NOOP("Declaration", "arrived"),
    "lodged": QT_TRANSLATE_NOOP("Declaration", "declaration lodged"),
    "accepted": QT_TRANSLATE_NOOP("Declaration", "declaration accepted"),
    "selected": QT_TRANSLATE_NOOP("Declaration", "selected"),
    "imaged": QT_TRANSLATE_NOOP("Declaration", "X-rayed"),
    "presented": QT_TRANSLATE_NOOP("Declaration", "presented"),
    "opened": QT_TRANSLATE_NOOP("Declaration", "opened at a bench"),
    "released": QT_TRANSLATE_NOOP("Declaration", "released"),
    "left": QT_TRANSLATE_NOOP("Declaration", "handed over"),
}
CONDITION_STATES: Final[dict[str, Any]] = {
    "open": QT_TRANSLATE_NOOP("Declaration", "open"),
    "satisfied": QT_TRANSLATE_NOOP("Declaration", "satisfied"),
    "waived": QT_TRANSLATE_NOOP("Declaration", "waived"),
}
ACT_STATES: Final[dict[str, Any]] = {
    "waiting": QT_TRANSLATE_NOOP("Declaration", "waits for the central service"),
    "acknowledged": QT_TRANSLATE_NOOP("Declaration", "acknowledged"),
    "refused": QT_TRANSLATE_NOOP("Declaration", "refused by the central service"),
}
BELONGS_TO: Final[dict[str, Any]] = {
    "parcel": QT_TRANSLATE_NOOP("Declaration", "parcel"),
    "consignment": QT_TRANSLATE_NOOP("Declaration", "consignment"),
    "label": QT_TRANSLATE_NOOP("Declaration", "text on a label"),
    "receptacle": QT_TRANSLATE_NOOP("Declaration", "receptacle"),
    "master": QT_TRANSLATE_NOOP("Declaration", "master transport document"),
    "filing": QT_TRANSLATE_NOOP("Declaration", "filing"),
}
# The kinds of resources/barcode/formats.json, and those that only a declaration has.
IDENTIFIERS: Final[dict[str, Any]] = {
    "upu_s10": QT_TRANSLATE_NOOP("Declaration", "postal item (UPU S10)"),
    "upu_s9_receptacle": QT_TRANSLATE_NOOP("Declaration", "receptacle (UPU S9)"),
    "upu_s8_dispatch": QT_TRANSLATE_NOOP("Declaration", "dispatch (UPU S8)"),
    "eu_mrn": QT_TRANSLATE_NOOP("Declaration", "MRN"),
    "eu_lrn": QT_TRANSLATE_NOOP("Declaration", "LRN"),
    "mrn": QT_TRANSLATE_NOOP("Declaration", "MRN"),
    "lrn": QT_TRANSLATE_NOOP("Declaration", "LRN"),
    "ucr": QT_TRANSLATE_NOOP("Declaration", "UCR"),
    "eu_ioss": QT_TRANSLATE_NOOP("Declaration", "IOSS number"),
    "iata_awb": QT_TRANSLATE_NOOP("Declaration", "air waybill"),
    "house_document": QT_TRANSLATE_NOOP("Declaration", "house document"),
    "master_document": QT_TRANSLATE_NOOP("Declaration", "master document"),
    "sscc18": QT_TRANSLATE_NOOP("Declaration", "logistic unit (SSCC)"),
    "gtin": QT_TRANSLATE_NOOP("Declaration", "trade item (GTIN)"),
    "iso6346": QT_TRANSLATE_NOOP("Declaration", "container (ISO 6346)"),
    "ups_1z": QT_TRANSLATE_NOOP("Declaration", "UPS parcel (1Z)"),
    "ups_waybill": QT_TRANSLATE_NOOP("Declaration", "UPS waybill"),
    "dhl_express_10": QT_TRANSLATE_NOOP("Declaration", "DHL Express waybill"),
    "dhl_licence_plate": QT_TRANSLATE_NOOP("Declaration", "DHL parcel (licence plate)"),
    "dpd_mod37_36": QT_TRANSLATE_NOOP("Declaration", "DPD parcel"),
    "fedex_12": QT_TRANSLATE_NOOP("Declaration", "FedEx Express parcel"),
    "fedex_32_astra": QT_TRANSLATE_NOOP("Declaration", "FedEx label (ASTRA)"),
    "fedex_34": QT_TRANSLATE_NOOP("Declaration", "FedEx parcel (34 figures)"),
    "fedex_96_22": QT_TRANSLATE_NOOP("Declaration", "FedEx parcel (96)"),
    "fedex_ground_15": QT_TRANSLATE_NOOP("Declaration", "FedEx Ground parcel"),
    "usps_20_22_26": QT_TRANSLATE_NOOP("Declaration", "USPS parcel"),
    "yodel": QT_TRANSLATE_NOOP("Declaration", "Yodel parcel"),
    "licence_plate": QT_TRANSLATE_NOOP("Declaration", "licence plate of a parcel"),
    "dpd_14": QT_TRANSLATE_NOOP("Declaration", "DPD parcel"),
    "yunexpress": QT_TRANSLATE_NOOP("Declaration", "YunExpress parcel"),
    "amazon_logistics": QT_TRANSLATE_NOOP("Declaration", "Amazon Logistics parcel"),
    "gofo": QT_TRANSLATE_NOOP("Declaration", "GOFO Express parcel"),
    "landmark": QT_TRANSLATE_NOOP("Declaration", "Landmark Global parcel"),
    "speedee": QT_TRANSLATE_NOOP("Declaration", "Spee-Dee parcel"),
    "lasership": QT_TRANSLATE_NOOP("Declaration", "LaserShip parcel"),
    "ontrac": QT_TRANSLATE_NOOP("Declaration", "OnTrac parcel"),
    "canpar_22": QT_TRANSLATE_NOOP("Declaration", "Canpar parcel"),
    "australia_post": QT_TRANSLATE_NOOP("Declaration", "Australia Post parcel"),
    "postnl_3s": QT_TRANSLATE_NOOP("Declaration", "PostNL parcel"),
    "cainiao": QT_TRANSLATE_NOOP("Declaration", "Cainiao parcel"),
    "sunyou": QT_TRANSLATE_NOOP("Declaration", "SunYou parcel"),
    "fourpx": QT_TRANSLATE_NOOP("Declaration", "4PX parcel"),
    "yanwen": QT_TRANSLATE_NOOP("Declaration", "Yanwen parcel"),
    "sf_express": QT_TRANSLATE_NOOP("Declaration", "SF Express parcel"),
    "jt_express": QT_TRANSLATE_NOOP("Declaration", "J&T Express parcel"),
    "yto_express": QT_TRANSLATE_NOOP("Declaration", "YTO Express parcel"),
    "jd_logistics": QT_TRANSLATE_NOOP("Declaration", "JD Logistics parcel"),
    "deppon": QT_TRANSLATE_NOOP("Declaration", "Deppon parcel"),
    "dhl_ecommerce": QT_TRANSLATE_NOOP("Declaration", "DHL eCommerce parcel"),
    "evri": QT_TRANSLATE_NOOP("Declaration", "Evri parcel"),
    "dhl_express_11": QT_TRANSLATE_NOOP("Declaration", "DHL Express waybill"),
    "canada_post_16": QT_TRANSLATE_NOOP("Declaration", "Canada Post parcel"),
    "purolator": QT_TRANSLATE_NOOP("Declaration", "Purolator parcel"),
    "amazon_international": QT_TRANSLATE_NOOP("Declaration", "Amazon parcel"),
    "dhl_identcode": QT_TRANSLATE_NOOP("Declaration", "DHL Paket parcel"),
    "hermes_14": QT_TRANSLATE_NOOP("Declaration", "Hermes parcel"),
    "dhl_ecommerce_14": QT_TRANSLATE_NOOP("Declaration", "DHL eCommerce parcel"),
    "gls": QT_TRANSLATE_NOOP("Declaration", "GLS parcel"),
    "inpost_24": QT_TRANSLATE_NOOP("Declaration", "InPost parcel"),
    "swiss_post_18": QT_TRANSLATE_NOOP("Declaration", "Swiss Post parcel"),
    "routing_code": QT_TRANSLATE_NOOP("Declaration", "routing code"),
}
VIEWS: Final[dict[str, Any]] = {
    "top": QT_TRANSLATE_NOOP("Declaration", "view from above"),
    "side": QT_TRANSLATE_NOOP("Declaration", "view from the side"),
    PHOTOGRAPHED: QT_TRANSLATE_NOOP("Declaration", "photograph"),
}


def word(table: dict[str, Any], code: str) -> str:
    """The code in the officer's words; one that is not in the table as received."""
    known = table.get(code)
    return QCoreApplication.translate("Declaration", known) if known else shown(code, 60)
