"""Parcels of the training country that the journeys are about, and the image that one of them has."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from tests.fakes.clock import START
from workstation.domain.consignment import (
    Consignment,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Party,
    RiskAssessment,
    RuleHit,
    ScanImage,
)
from workstation.domain.value import Amount, Quantity
from workstation.training.consignments import make, make_documents

OFFICE = "ZZ000100"
SHIRTS, VAPES = "g1", "g2"
RECEPTACLE = "CNBJSAGBLALACUN61234001100123"


@cache
def image() -> bytes:
    """A dual-energy X-ray image of a training parcel; the same one all day."""
    return next(made.images[0] for made in make(11, 40) if made.images)


def image_of(content: bytes) -> ScanImage:
    """How a declaration names an image."""
    return ScanImage(sha256=hashlib.sha256(content).hexdigest(), parcel="P-1", size_bytes=len(content))


def pieces(count: int) -> Quantity:
    """So many of something."""
    return Quantity(value=Decimal(count))


def goods(*, vapes: int = 40) -> tuple[GoodsItem, ...]:
    """Two lines: three shirts, and electronic cigarettes."""
    return (
        GoodsItem(
            id=SHIRTS,
            sequence=1,
            filing="F-1",
            description="Cotton shirts with print",
            hs_code="610910",
            quantity=pieces(3),
            net_mass_kg=Decimal("0.6"),
            gross_mass_kg=Decimal("0.7"),
            value=Amount(value=Decimal("24.00"), currency="EUR"),
            origin="BD",
        ),
        GoodsItem(
            id=VAPES,
            sequence=2,
            filing="F-1",
            description="Electronic cigarettes, disposable",
            hs_code="854340",
            quantity=pieces(vapes),
            net_mass_kg=Decimal("1.9"),
            gross_mass_kg=Decimal("2.1"),
            value=Amount(value=Decimal("90.00"), currency="EUR"),
            origin="CN",
        ),
    )


def parcel(id: str, barcode: str, **changes: Any) -> Consignment:
    """A red one that nothing stands in the way of."""
    fields: dict[str, Any] = {
        "office": OFFICE,
        "arrived": START - timedelta(hours=3),
        "identifiers": (Identifier(value=barcode, kind="upu_s10", belongs_to="parcel", of="P-1"),),
        "filings": (
            Filing(id="F-1", version=2, type="IMA", data_set="H7", lodged=START - timedelta(days=1)),
        ),
        "parcels": (Parcel(id="P-1", gross_mass_kg=Decimal("2.9"), presence="presented"),),
        "parties": (
            Party(role="consignor", name="Example Trading"),
            Party(role="consignee", name="Example Receiver"),
        ),
        "goods_items": goods(),
        "risk": RiskAssessment(
            lane="red",
            score=99,
            hits=(
                RuleHit(
                    rule="R-14",
                    words="Sender seen in three seizures of nicotine liquids",
                    instruction="Weigh item 2 and count the pieces.",
                    score=99,
                    goods=(VAPES,),
                ),
            ),
        ),
    }
    return Consignment(id=id, **fields | changes)


@cache
def others(count: int = 12) -> tuple[Consignment, ...]:
    """Other consignments of the day, so that there is a queue."""
    return tuple(make_documents(5, count))
