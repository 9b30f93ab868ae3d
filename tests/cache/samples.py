"""Consignments of the tests, and pages of them. Names are made up."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from workstation.cache.store import CacheStore
from workstation.contract.messages import Gone, Page, Scope
from workstation.domain.consignment import (
    Consignment,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Party,
    RiskAssessment,
    ScanImage,
    Transport,
)

KEY = bytes(range(32))
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
EPOCH = "first"
ALL = Scope()


def consignment(
    number: int,
    *,
    lane: str = "red",
    score: int = 50,
    office: str = "FR003080",
    category: str = "2",
    goods: str = "cotton shirt",
    identifier: str = "",
    name: str = "Aster Beech",
    arrived: datetime | None = NOW,
    images: tuple[ScanImage, ...] = (),
    change: int = 1,
) -> Consignment:
    """A consignment with this number; everything else as wished."""
    return Consignment(
        id=f"C-{number:05}",
        change=change,
        office=office,
        arrived=arrived,
        identifiers=(Identifier(value=identifier or f"RB{number:09}GB", belongs_to="parcel", of="1"),),
        filings=(Filing(id="1", mrn=f"26FR{number:014}"),),
        parcels=(Parcel(id="1", presence="expected"),),
        transport=Transport(house_document=f"H-{number:05}", master_document="999-00000011"),
        parties=(Party(role="consignee", name=name),),
        goods_items=(GoodsItem(id=f"{number}-1", description=goods),),
        immediate_release_category=category,
        risk=RiskAssessment(lane=lane, score=score),
        images=images,
    )


def body(made: Consignment) -> bytes:
    """The document as the central service sends it."""
    return msgspec.json.encode(made)


def page(
    made: Iterable[Consignment | bytes] = (),
    *,
    cursor: str = "1",
    gone: Iterable[str] = (),
    epoch: str = EPOCH,
    more: bool = False,
) -> Page:
    """A page of these consignments, or of these bytes as they are."""
    documents = (one if isinstance(one, bytes) else body(one) for one in made)
    return Page(
        epoch=epoch,
        cursor=cursor,
        more=more,
        consignments=tuple(msgspec.Raw(document) for document in documents),
        gone=tuple(Gone(id=id_) for id_ in gone),
    )


def fill(store: CacheStore, made: Iterable[Consignment], *, at: datetime = NOW) -> None:
    """A complete snapshot of these consignments."""
    writer = store.writer()
    writer.begin_snapshot(ALL, EPOCH)
    writer.apply_page(page(made), pulled_at=at)
    writer.finish_snapshot()


def later(hours: float) -> datetime:
    """So many hours after the tests' now."""
    return NOW + timedelta(hours=hours)
