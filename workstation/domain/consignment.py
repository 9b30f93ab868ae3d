"""A consignment: what is decided on, with all that the central service knows about it.

Names follow the WCO Data Model (3.6); each class says which of its classes it carries. Every field
but the ids has a default, because a declaration is shown as it was sent: what is absent is absent.
Codes are kept as text, known or not: an unknown code is shown, never refused.
"""

from datetime import datetime
from decimal import Decimal
from typing import Final

from workstation.domain.act import Act
from workstation.domain.mark import RecordedMark
from workstation.domain.value import Amount, Quantity, Size, Value


class Identifier(Value):
    """A number that something can be found by, printed as a barcode or not.

    `kind` is a code as in the barcode room (`upu_s10`, `mrn`, `iata_awb` ...); `belongs_to` says what the
    number names: `parcel`, `consignment`, `receptacle`, `master` (transport document), `filing`, or `label`
    (a text of no known form that was read of a parcel that nobody had declared; others may bear it too);
    `of` is the id of that parcel or filing where it is one of several; `read_of` the provisional consignment
    of which it was read, where nobody has declared it of this one.
    """

    value: str
    kind: str = ""
    belongs_to: str = "consignment"
    of: str = ""
    read_of: str = ""


class Address(Value):
    """WCO Address. `country` is ISO 3166-1 alpha-2."""

    line: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""


class Party(Value):
    """Somebody with a role in the consignment (WCO Consignor, Consignee, Declarant, Agent, Seller, Buyer
    ...).

    `role` is one of `consignor`, `consignee`, `declarant`, `agent`, `importer`, `exporter`, `seller`,
    `buyer`, `platform`, `carrier`, `intermediary`, or a code as received. `aeo_status` is the authorization
    type (`AEOC` customs simplifications, `AEOS` security and safety, `AEOF` both; WCO SAFE pillar 2) and
    `aeo_mutual_recognition` the country that recognises it.
    """

    role: str
    id: str = ""
    name: str = ""
    address: Address | None = None
    aeo_status: str = ""
    aeo_mutual_recognition: str = ""


class Document(Value):
    """A document referred to (WCO PreviousDocument, AdditionalDocument). `type` is UN/EDIFACT 1001 or
    national.
    """

    id: str = ""
    type: str = ""
    category: str = ""


class Filing(Value):
    """A declaration as its maker sent it (WCO Declaration).

    `version` is the document version shown and recorded with a decision; `type` as WCO TypeCode (`IMA`, `H7`
    ...), `data_set` the column it claims (`H7`, `H1`, `CN23`, `B2C` ...); `lodged` when the maker sent it.
    """

    id: str
    version: int = 1
    type: str = ""
    data_set: str = ""
    lrn: str = ""
    mrn: str = ""
    ucr: str = ""
    declarant: str = ""
    lodged: datetime | None = None
    procedures: tuple[str, ...] = ()


class Parcel(Value):
    """A physical piece. `presence` is `expected`, `presented`, `missing` or `left`; `location` a place or
    shelf code. `seen_at`, `seen_by` and `seen_bench` say when, by which officer and at which bench it was
    last seen, where that is known.
    """

    id: str
    gross_mass_kg: Decimal | None = None
    size: Size | None = None
    presence: str = "expected"
    location: str = ""
    package_type: str = ""
    seen_at: datetime | None = None
    seen_by: str = ""
    seen_bench: str = ""


class Transport(Value):
    """How it comes (WCO BorderTransportMeans, TransportContractDocument).

    `mode` is UN/ECE Recommendation 19 (1 sea, 2 rail, 3 road, 4 air, 5 mail). `house_document` and
    `master_document` are transport contract numbers, `receptacle` the UPU S9 or unit-load id;
    `goods_location` is where the
    goods may be examined (WCO GoodsLocation: country, type, qualifier and code in one, `GBAUBELBFSBEL`).
    """

    mode: str = ""
    carrier: str = ""
    house_document: str = ""
    master_document: str = ""
    receptacle: str = ""
    departure_country: str = ""
    arrival_office: str = ""
    goods_location: str = ""


class GoodsItem(Value):
    """A line of the filing (WCO GovernmentAgencyGoodsItem, Commodity, GoodsMeasure).

    `id` is stable and is not the line number (`sequence`). `hs_code` is the Harmonized System code, six
    digits or more; `origin` ISO 3166-1 alpha-2 (WCO Origin/CountryCode).
    """

    id: str
    sequence: int = 0
    filing: str = ""
    parcel: str = ""
    description: str = ""
    hs_code: str = ""
    quantity: Quantity | None = None
    net_mass_kg: Decimal | None = None
    gross_mass_kg: Decimal | None = None
    value: Amount | None = None
    origin: str = ""
    procedures: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()


class Valuation(Value):
    """What it is worth in all (WCO CustomsValuation): intrinsic value, freight, insurance."""

    intrinsic: Amount | None = None
    freight: Amount | None = None
    insurance: Amount | None = None


class Revenue(Value):
    """Who pays what (WCO Framework standard 8; WCO DutyTaxFee).

    `model` is `vendor`, `intermediary`, `buyer` or a code as received; `tax_identifier` the IOSS or other
    registration, `payment_state` `paid`, `due`, `deferred`, `not_due` or as received; `paid_evidence` names
    the proof.
    """

    model: str = ""
    tax_identifier: str = ""
    payment_state: str = ""
    duty: Amount | None = None
    tax: Amount | None = None
    amount_due: Amount | None = None
    paid_evidence: str = ""


class RuleHit(Value):
    """One risk rule that matched: its words, and its instruction to the officer. `score` is how much it adds
    to the assessment's score, 0 where that is not told; `goods` are goods item ids it hit.
    """

    rule: str
    words: str = ""
    instruction: str = ""
    score: int = 0
    goods: tuple[str, ...] = ()


class RiskAssessment(Value):
    """What the risk engine asks for. `lane` is `red`, `yellow`, `blue`, `green` or as received; `score` 0
    to 100.
    """

    lane: str = ""
    score: int = 0
    hits: tuple[RuleHit, ...] = ()
    assessed: datetime | None = None


class Condition(Value):
    """A condition to release.

    `kind`: `payment`, `document`, `examination`, `identity`, `hold` or as received; `state`: `open`,
    `satisfied`, `waived`. `asked`: an image desk sent it for opening, and a decision with the parcel at an
    examination bench is what it asks for; `marks` are what was drawn there on the scan images.
    """

    id: str
    kind: str = ""
    owner: str = ""
    words: str = ""
    due: datetime | None = None
    state: str = "open"
    blocking: bool = True
    asked: bool = False
    marks: tuple[RecordedMark, ...] = ()


class Detection(Value):
    """What an algorithm believes to see: a removable layer. `box` is left, top, width, height in pixels of
    the view. `confidence` is a share of one; 0 where none was given.
    """

    id: str
    kind: str = ""
    words: str = ""
    confidence: float = 0.0
    box: tuple[int, int, int, int] | None = None
    polygon: tuple[tuple[int, int], ...] = ()
    algorithm: str = ""


PHOTOGRAPHED: Final = "photograph"
"""The view of an image that no X-ray machine made, but a camera: it has colours and no energies."""


class ScanImage(Value):
    """One view made by the X-ray machine, named by the SHA-256 (hex) of its bytes (DICOS DX words); or with
    the view `photograph` a photograph of the parcel.
    """

    sha256: str
    view: str = "top"
    parcel: str = ""
    media_type: str = "image/tiff"
    size_bytes: int = 0
    width: int = 0
    height: int = 0
    acquired: datetime | None = None
    machine: str = ""
    detections: tuple[Detection, ...] = ()

    @property
    def is_photograph(self) -> bool:
        """Whether it is a photograph, and so nothing that a scan image's tools are for."""
        return self.view == PHOTOGRAPHED


class Step(Value):
    """When something happened (WCO Time Release Study): `arrived`, `lodged`, `selected`, `imaged`,
    `presented` ...
    """

    kind: str
    at: datetime


class Link(Value):
    """That `consignment` turned out to be `linked`, as the event `id` says. `office` is that of the bench,
    empty where it is not known to be; `sequence` the event's place in its ledger. `ended`: it was taken back,
    and counts no more.
    """

    id: str
    consignment: str
    linked: str
    at: datetime
    bench: str = ""
    office: str = ""
    sequence: int = 0
    ended: bool = False


class Consignment(Value):
    """One consignment as the central service holds it.

    `change` is the service's change number of this document (it grows with every change there). `completed`
    names the fields that were invented for training (never set on real data). `immediate_release_category` is
    1 to 4 of the WCO Immediate Release Guidelines (2018). `provisional`: nobody declared it, a bench made it
    of a parcel that it found; `linked` are ids of provisional ones that turned out to be this one, `links`
    what was said of that, also what was taken back.
    """

    id: str
    change: int = 0
    office: str = ""
    arrived: datetime | None = None
    identifiers: tuple[Identifier, ...] = ()
    filings: tuple[Filing, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    transport: Transport | None = None
    parties: tuple[Party, ...] = ()
    goods_items: tuple[GoodsItem, ...] = ()
    valuation: Valuation | None = None
    revenue: Revenue | None = None
    procedures: tuple[str, ...] = ()
    immediate_release_category: str = ""
    previous_documents: tuple[Document, ...] = ()
    additional_documents: tuple[Document, ...] = ()
    risk: RiskAssessment = RiskAssessment()
    conditions: tuple[Condition, ...] = ()
    acts: tuple[Act, ...] = ()
    images: tuple[ScanImage, ...] = ()
    steps: tuple[Step, ...] = ()
    completed: tuple[str, ...] = ()
    provisional: bool = False
    linked: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def called_by(consignment: Consignment) -> Identifier:
    """The number that a consignment is called by, in the queue and on every screen.

    A parcel's before its own, for that is printed on the piece in the hand; else its house document's or its
    filing's; else any other that it has; else its id.
    """
    named = [each for each in consignment.identifiers if each.value]
    for thing in ("parcel", "consignment"):
        for each in named:
            if each.belongs_to == thing:
                return each
    transport = consignment.transport
    if transport is not None and transport.house_document:
        return Identifier(value=transport.house_document, kind="house_document")
    for filing in consignment.filings:
        if filing.mrn or filing.lrn:
            kind = "mrn" if filing.mrn else "lrn"
            return Identifier(value=filing.mrn or filing.lrn, kind=kind, belongs_to="filing", of=filing.id)
    return named[0] if named else Identifier(value=consignment.id)
