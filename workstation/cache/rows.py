"""From a consignment to the rows that queue, search and barcode look-up need."""

from typing import Final, NamedTuple

from workstation.cache.alike import kept_of
from workstation.cache.columns import NO_ARRIVAL, PACKED, STANDING_NUMBERS
from workstation.cache.instants import to_ms
from workstation.cache.queue import AWAITED, HAS_IMAGES, PROVISIONAL
from workstation.cache.values import BARCODES
from workstation.cache.words import folded, searchable
from workstation.domain.consignment import Consignment, GoodsItem, called_by
from workstation.domain.decision import goods_of
from workstation.domain.identifiers import IDENTIFIER_LIMIT, normalised
from workstation.domain.sighting import is_awaited, presence_of
from workstation.domain.standing import Standing, standing_of

GOODS_LIMIT: Final = 120
ORDER_LIMIT: Final = 24
"""Characters of an identifier or of the goods that count when the queue is sorted by them."""
SHOWN_DESCRIPTIONS: Final = 3
ID_SHOWN: Final = 64
SHORTEST_PARCEL_ID: Final = 8

_SCORE_LIMIT: Final = 32_767
_LATEST_ARRIVAL: Final = NO_ARRIVAL - 1
_UNDECIDED: Final = Standing.UNDECIDED.value


class Derived(NamedTuple):
    """Rows of one consignment, in the columns' order of the writer's statements; lane, office and category
    as text.
    """

    shown: tuple[object, ...]
    arrived: int
    score: int
    lane: str
    office: str
    category: str
    standing: int
    flags: int
    barcodes: list[tuple[str, str, str]]
    text: str
    alike: list[int]


def derived(consignment: Consignment, remarks: int) -> Derived:
    """Rows of a consignment but for its reference. `remarks` is how many remarks there are on its data."""
    barcodes = _names(consignment)
    identifier = called_by(consignment).value[:ID_SHOWN]
    goods = _goods(consignment)
    arrived_ms = None if consignment.arrived is None else to_ms(consignment.arrived)
    standing, holds = _standing(consignment)
    risk = consignment.risk
    shown = (
        consignment.id,
        identifier,
        _one_form(identifier)[:ORDER_LIMIT],
        risk.lane,
        _bounded(risk.score),
        consignment.office,
        standing,
        consignment.immediate_release_category,
        arrived_ms,
        goods,
        folded(goods[: 2 * ORDER_LIMIT])[:ORDER_LIMIT],
        len(consignment.parcels),
        holds,
        remarks,
        presence_of(consignment),
    )
    return Derived(
        shown,
        NO_ARRIVAL if arrived_ms is None else min(max(arrived_ms // 1000, 0), _LATEST_ARRIVAL),
        min(max(risk.score, -_SCORE_LIMIT), _SCORE_LIMIT),
        risk.lane,
        consignment.office,
        consignment.immediate_release_category,
        STANDING_NUMBERS[standing],
        _flags(consignment),
        barcodes,
        _text(consignment, [value for value, _, _ in barcodes]),
        kept_of(consignment) if consignment.images else [],
    )


def packed(ref: int, rows: Derived, lane: int, office: int, category: int) -> bytes:
    """What the queue's columns hold of one consignment."""
    return PACKED.pack(ref, rows.arrived, rows.score, lane, office, category, rows.standing, rows.flags)


def _names(c: Consignment) -> list[tuple[str, str, str]]:
    """Everything that the consignment can be found by: (normalised, belongs to, of), each once."""
    raw = [(identifier.value, identifier.belongs_to, identifier.of) for identifier in c.identifiers]
    # A parcel's id is often a barcode; where it is only a number within the consignment, a thousand have it.
    raw += [(parcel.id, "parcel", parcel.id) for parcel in c.parcels if len(parcel.id) >= SHORTEST_PARCEL_ID]
    transport = c.transport
    if transport is not None:
        raw.append((transport.house_document, "consignment", ""))
        raw.append((transport.master_document, "master", ""))
        raw.append((transport.receptacle, "receptacle", ""))
    for filing in c.filings:
        raw += [(value, "filing", filing.id) for value in (filing.mrn, filing.lrn, filing.ucr) if value]
    # A provisional consignment that turned out to be this one leads here.
    raw += [(each, "consignment", "") for each in (c.id, *c.linked)]
    names = [(_one_form(value), belongs_to, of) for value, belongs_to, of in raw if value]
    return [name for name in dict.fromkeys(names) if name[0]][:BARCODES]


def _one_form(raw: str) -> str:
    """`normalised`, without its work for what plainly is in that form: most are, and there are many."""
    if len(raw) <= IDENTIFIER_LIMIT and raw.isascii() and raw.isalnum():
        return raw.upper()
    return normalised(raw)


def _goods(c: Consignment) -> str:
    items = c.goods_items
    if len(items) == 1:
        return (items[0].description or _by_code(items[0]))[:GOODS_LIMIT]
    shown = [item.description or _by_code(item) for item in items]
    shown = [text for text in shown if text][:SHOWN_DESCRIPTIONS]
    return " · ".join(shown)[:GOODS_LIMIT]


def _by_code(item: GoodsItem) -> str:
    """Goods that nobody described are told by their code."""
    return f"HS {item.hs_code}" if item.hs_code else ""


def _text(c: Consignment, values: list[str]) -> str:
    texts = [item.description for item in c.goods_items]
    texts += [party.name for party in c.parties]
    return searchable(texts, values)


def _standing(c: Consignment) -> tuple[str, int]:
    """Standing by rule 4, and how many holds stand: as acts, or as conditions where there are more of
    these.
    """
    conditions = sum(1 for one in c.conditions if one.kind == "hold" and one.state == "open")
    if not c.acts:
        return _UNDECIDED, conditions
    standing = standing_of(goods_of(c), c.acts)
    return standing.standing.value, max(conditions, len(standing.open_holds))


def _flags(c: Consignment) -> int:
    images, provisional = HAS_IMAGES if c.images else 0, PROVISIONAL if c.provisional else 0
    return images | provisional | (AWAITED if is_awaited(c) else 0)


def _bounded(number: int) -> int:
    """A number that SQLite can hold."""
    return min(max(number, -(2**63)), 2**63 - 1)
