"""Opened consignments as the desk would hand them out, made of synthetic declarations."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from workstation.desk.open import OpenConsignment, ShownAct
from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.act_graph import ActGraph
from workstation.domain.consignment import (
    Address,
    Condition,
    Consignment,
    Detection,
    Document,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Party,
    Revenue,
    RiskAssessment,
    RuleHit,
    ScanImage,
    Step,
    Transport,
    Valuation,
)
from workstation.domain.decision import goods_of
from workstation.domain.event import READ
from workstation.domain.interlock import AtHand
from workstation.domain.remark import REMARKS, Remark
from workstation.domain.standing import standing_of
from workstation.domain.value import Amount, Quantity, Size

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
OFFICE, OTHER_OFFICE = "GB000060", "AG-MEDICINES"


def euros(value: str) -> Amount:
    return Amount(value=Decimal(value), currency="EUR")


def pieces(value: str) -> Quantity:
    return Quantity(value=Decimal(value))


GOODS = (
    ("Cotton T-shirts with print, men's, size L", "610910", "3", "0.45", "0.50", "24.00", "BD"),
    (
        "Electronic cigarettes, disposable, with nicotine liquid",
        "854340",
        "40",
        "1.90",
        "2.10",
        "18.50",
        "CN",
    ),
    ("gift", "", "1", "0.10", "0.12", "5.00", "CN"),
    ("Lithium-ion power bank 20000 mAh", "850760", "2", "0.70", "0.80", "31.90", "CN"),
    ("Toys: die-cast model cars 1:64", "950300", "6", "0.36", "0.40", "14.99", "CN"),
    ("Leather wallet", "420231", "1", "0.12", "0.15", "19.00", "IN"),
    ("Wrist-watch, quartz, metal case", "910211", "1", "0.08", "0.20", "22.00", "CN"),
    ("Kitchen knives, set", "821191", "5", "1.10", "1.30", "12.00", "CN"),
    ("Dietary supplement, capsules", "210690", "4", "0.40", "0.48", "35.00", "US"),
    ("USB cables", "854442", "10", "0.30", "0.35", "9.90", "CN"),
)


def goods_items(count: int = 10) -> tuple[GoodsItem, ...]:
    return tuple(
        GoodsItem(
            id=f"g{number}",
            sequence=number,
            filing="F-1",
            parcel="P-1",
            description=words,
            hs_code=hs,
            quantity=pieces(quantity),
            net_mass_kg=Decimal(net),
            gross_mass_kg=Decimal(gross),
            value=euros(value),
            origin=origin,
        )
        for number in range(1, count + 1)
        for words, hs, quantity, net, gross, value, origin in (GOODS[(number - 1) % len(GOODS)],)
    )


def consignment(count: int = 10, **changes: object) -> Consignment:
    """A red one with three rule hits, two parcels, several parties, a payment that is due and two views."""
    fields: dict[str, object] = {
        "id": "C-2026-000123",
        "change": 4711,
        "office": OFFICE,
        "arrived": NOW - timedelta(hours=26),
        "identifiers": (
            Identifier(value="26GB00006012345678", kind="eu_mrn", belongs_to="filing", of="F-1"),
            Identifier(value="RB123456785GB", kind="upu_s10", belongs_to="parcel", of="P-1"),
            Identifier(value="RB123456799GB", kind="upu_s10", belongs_to="parcel", of="P-2"),
            Identifier(
                value="CNBJSAGBLALACUN61234001100123", kind="upu_s9_receptacle", belongs_to="receptacle"
            ),
            Identifier(value="99912345675", kind="iata_awb", belongs_to="master"),
        ),
        "filings": (
            Filing(
                id="F-1",
                version=2,
                type="IMA",
                data_set="H7",
                lrn="LRN-TEST-0001",
                mrn="26GB00006012345678",
                declarant="Test Post Declarants",
                lodged=NOW - timedelta(hours=30),
                procedures=("4000", "C07"),
            ),
        ),
        "parcels": (
            Parcel(
                id="P-1",
                gross_mass_kg=Decimal("4.20"),
                size=Size(length_mm=420, width_mm=310, height_mm=180),
                presence="presented",
                location="belt 2",
                package_type="CT",
            ),
            Parcel(id="P-2", gross_mass_kg=Decimal("2.20"), presence="missing"),
        ),
        "transport": Transport(
            mode="5",
            carrier="Test Air",
            house_document="HAWB-TEST-77",
            master_document="99912345675",
            receptacle="CNBJSAGBLALACUN61234001100123",
            departure_country="CN",
            arrival_office=OFFICE,
        ),
        "parties": (
            Party(
                role="consignee",
                name="Example Receiver",
                address=Address(line="1 Sample Street", city="Sampletown", postcode="ZZ1 1ZZ", country="GB"),
            ),
            Party(
                role="consignor",
                name="Example Trading Co. Ltd 示例贸易",
                address=Address(line="88 Sample Road", city="Shenzhen", country="CN"),
                aeo_status="AEOF",
                aeo_mutual_recognition="CN",
            ),
            Party(role="platform", name="Example Market", id="IM2760000012"),
        ),
        "goods_items": goods_items(count),
        "valuation": Valuation(intrinsic=euros("148.00"), freight=euros("6.20"), insurance=euros("1.00")),
        "revenue": Revenue(
            model="vendor",
            tax_identifier="IM2760000012",
            payment_state="due",
            duty=euros("0.00"),
            tax=euros("29.60"),
            amount_due=euros("29.60"),
        ),
        "procedures": ("4000",),
        "immediate_release_category": "3",
        "previous_documents": (Document(id="ENS-TEST-1", type="N355"),),
        "additional_documents": (Document(id="INV-TEST-9", type="N380"),),
        "risk": RiskAssessment(
            lane="red",
            score=87,
            hits=(
                RuleHit(
                    rule="R-NARC-014",
                    words="Sender seen in three seizures of nicotine liquids in 30 days",
                    instruction="Look for liquids in unlabelled bottles; weigh item 2 and count the pieces.",
                    score=45,
                    goods=("g2",),
                ),
                RuleHit(
                    rule="R-VAL-003",
                    words="Total value lies just below the threshold of 150 EUR",
                    instruction="Compare with the shop's price; ask the platform for the order.",
                    score=22,
                ),
                RuleHit(
                    rule="R-SAFE-101",
                    words="Lithium batteries in mail",
                    instruction="",
                    score=20,
                    goods=("g4",),
                ),
            ),
        ),
        "conditions": (
            Condition(
                id="K-1",
                kind="payment",
                owner=OFFICE,
                words="VAT of 29.60 EUR is not paid.",
                due=NOW + timedelta(days=2, hours=3),
            ),
            Condition(
                id="K-2", kind="document", owner=OTHER_OFFICE, words="Import licence", state="satisfied"
            ),
        ),
        "images": (
            ScanImage(
                sha256="a" * 64,
                view="top",
                parcel="P-1",
                width=640,
                height=480,
                acquired=NOW - timedelta(minutes=20),
                machine="XR-2",
                detections=(
                    Detection(
                        id="d1",
                        kind="battery",
                        words="battery",
                        confidence=0.82,
                        box=(90, 80, 120, 90),
                        algorithm="ATR 3",
                    ),
                    Detection(
                        id="d2",
                        kind="liquid",
                        words="liquid",
                        confidence=0.55,
                        polygon=((400, 300), (520, 290), (540, 400), (410, 420)),
                    ),
                ),
            ),
            ScanImage(
                sha256="b" * 64,
                view="side",
                parcel="P-1",
                width=640,
                height=400,
                acquired=NOW - timedelta(minutes=20),
            ),
        ),
        "steps": (
            Step(kind="lodged", at=NOW - timedelta(hours=30)),
            Step(kind="selected", at=NOW - timedelta(hours=25)),
            Step(kind="imaged", at=NOW - timedelta(minutes=20)),
        ),
    }
    return Consignment(**{**fields, **changes})  # type: ignore[arg-type]


def hold(
    owner: str = OTHER_OFFICE, goods: Iterable[str] = ("g2",), act_id: str = "a-hold", **more: object
) -> Act:
    """A hold in force."""
    fields: dict[str, object] = {
        "id": act_id,
        "kind": "hold",
        "scope": tuple(ScopeEntry(goods=each) for each in goods),
        "owner": owner,
        "office": owner,
        "officer": "officer-t1",
        "reason": "examination",
        "at": NOW - timedelta(hours=2, minutes=10),
        "number": "N-77",
    }
    return Act(**{**fields, **more})  # type: ignore[arg-type]


def opened(
    document: Consignment | None = None,
    acts: Iterable[tuple[Act, str]] = (),
    remarks: Iterable[Remark] | None = None,
    **changes: object,
) -> OpenConsignment:
    """The consignment opened, with these acts, each with its state."""
    document = document or consignment()
    acts = tuple(acts)
    graph = ActGraph([act for act, _ in acts])
    shown = tuple(
        ShownAct(
            act=act,
            state=state,
            in_force=graph.in_force(act),
            ended_by=graph.lifted_by.get(act.id) or graph.annulled_by.get(act.id, ""),
        )
        for act, state in acts
    )
    goods = goods_of(document)
    fields: dict[str, object] = {
        "ref": 1,
        "id": document.id,
        "consignment": document,
        "standing": standing_of(goods, [act for act, state in acts if state != "waiting"]),
        "with_pending": standing_of(goods, [act for act, _ in acts]),
        "acts": shown,
        "remarks": tuple(remarks) if remarks is not None else REMARKS_OF_IT,
        "change": document.change,
        "cached_at": NOW - timedelta(minutes=5),
        "found_by": "parcel",
        "at_hand": AtHand(possession=READ, parcels=("P-1",)),
    }
    return OpenConsignment(**{**fields, **changes})  # type: ignore[arg-type]


def remark(code: str, field: str = "", value: str = "") -> Remark:
    """A remark with the severity of its code."""
    return Remark(code=code, field=field, value=value, severity=REMARKS.get(code, "doubt"))


REMARKS_OF_IT = (
    remark("hs_code.missing", "goods_items[2].hs_code"),
    remark("description.vague", "goods_items[2].description", "gift"),
    remark("value.implausible_for_hs_code", "goods_items[1].value", "18.50"),
    remark("value.just_under_threshold", "valuation.intrinsic", "148.00"),
    remark("mass.items_under_parcels", "parcels[0].gross_mass_kg", "4.20"),
    remark("field.unknown", "risk.model_version", "7b"),
)


def partly_seized(document: Consignment | None = None) -> OpenConsignment:
    """Held by an agency, a part seized with found goods, a release that waits."""
    agency = hold()
    bottles = FoundGoods(id="found-1", description="Bottles without label, 100 ml", quantity=pieces("12"))
    seizure = Act(
        id="a-seize",
        kind="seize",
        scope=(
            ScopeEntry(goods="g2", quantity=pieces("30")),
            ScopeEntry(goods="found-1", quantity=pieces("12")),
        ),
        seen=("a-hold",),
        office=OFFICE,
        officer="officer-t2",
        bench="bench-4",
        reason="prohibited",
        legal_basis="CEMA-139",
        remark="Thirty of forty pieces above 20 mg/ml.",
        found=(bottles,),
        at=NOW - timedelta(minutes=40),
    )
    release = Act(
        id="a-release",
        kind="release",
        scope=tuple(ScopeEntry(goods=f"g{n}") for n in (1, 3, 4, 5)),
        seen=("a-seize",),
        outcome="pending",
        office=OFFICE,
        officer="officer-t2",
        bench="bench-4",
        at=NOW - timedelta(minutes=1),
    )
    return opened(document, acts=((agency, "known"), (seizure, "acknowledged"), (release, "waiting")))
