"""What is missing, impossible or doubtful in a consignment's data, as remarks for the officer and for
whoever declared.

Data quality is standard 3 of the WCO Framework on cross-border e-commerce. Nothing here refuses anything: a
remark is shown beside what was declared. Every code and its severity stand in `remark.REMARKS`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from workstation.domain.codes import CodeLists
from workstation.domain.consignment import Consignment, Party
from workstation.domain.identifiers import KINDS, CheckDigit, check_digit, is_right, normalised
from workstation.domain.quality_goods import goods_remarks
from workstation.domain.quality_value import value_remarks
from workstation.domain.reference import ReferenceList
from workstation.domain.remark import REMARKS, Remark, remark
from workstation.domain.revenue import tax_identifier_remarks

__all__ = ["REMARKS", "remarks_of"]


def remarks_of(
    consignment: Consignment,
    codes: CodeLists,
    reference: Mapping[str, ReferenceList],
    *,
    now: datetime | None = None,
) -> tuple[Remark, ...]:
    """Every remark on a consignment's data, in the order in which it is read: a pure function of its
    arguments.

    `reference` holds the service's lists by name (thresholds are used); `now` is the instant after which a
    date is in the future (none: not checked). Remarks of reading the document (contract/reading.py) are not
    among them.
    """
    return (
        *_completed(consignment),
        *_structure(consignment),
        *_lane(consignment),
        *_parties(consignment, codes),
        *_codes(consignment, codes),
        *_identifiers(consignment),
        *goods_remarks(consignment, codes),
        *value_remarks(consignment, codes, reference),
        *tax_identifier_remarks(consignment),
        *(_dates(consignment, now) if now is not None else ()),
    )


def _completed(consignment: Consignment) -> Iterator[Remark]:
    if consignment.completed:
        yield remark("data.completed", "completed", ", ".join(consignment.completed))


# --- what belongs to what ---


def _structure(consignment: Consignment) -> Iterator[Remark]:
    if not consignment.filings:
        yield remark("filing.missing", "filings")
    if not consignment.parcels:
        yield remark("parcel.missing", "parcels")
    if not consignment.goods_items:
        yield remark("goods.missing", "goods_items")
    yield from _twice("parcel.duplicate_id", "parcels", [p.id for p in consignment.parcels])
    yield from _twice("goods.duplicate_id", "goods_items", [g.id for g in consignment.goods_items])
    yield from _barcodes(consignment)
    yield from _no_pieces(consignment)
    filings = {filing.id for filing in consignment.filings}
    parcels = {parcel.id for parcel in consignment.parcels}
    for place, item in enumerate(consignment.goods_items):
        if item.filing and item.filing not in filings:
            yield remark("filing.unknown", f"goods_items[{place}].filing", item.filing)
        if item.parcel and item.parcel not in parcels:
            yield remark("goods.parcel_unknown", f"goods_items[{place}].parcel", item.parcel)
        elif not item.parcel and len(parcels) > 1:
            yield remark("goods.no_parcel", f"goods_items[{place}].parcel", item.id)
    filled = {item.parcel for item in consignment.goods_items}
    if len(parcels) > 1 and filled & parcels:
        for place, parcel in enumerate(consignment.parcels):
            if parcel.id not in filled:
                yield remark("parcel.no_goods", f"parcels[{place}]", parcel.id)


def _twice(code: str, field: str, ids: list[str]) -> Iterator[Remark]:
    for value, times in Counter(ids).items():
        if times > 1:
            yield remark(code, field, value)


_NO_PIECES: Final = ("upu_s9_receptacle", "upu_s8_dispatch", "eu_mrn", "iso6346")
_NEVER_A_PIECES: Final = frozenset({*_NO_PIECES, "grai", "gtin", "eu_ioss", "routing_code"})


def _no_pieces(consignment: Consignment) -> Iterator[Remark]:
    """A receptacle's, a filing's or the goods' number that is said to be the piece's own: no bench counts
    it.
    """
    for place, each in enumerate(consignment.identifiers):
        value = normalised(each.value)
        looks_so = not each.kind and any(is_right(kind, value) for kind in _NO_PIECES)
        if each.belongs_to in ("parcel", "consignment") and (looks_so or each.kind in _NEVER_A_PIECES):
            yield remark("identifier.no_piece", f"identifiers[{place}].belongs_to", each.value)


def _barcodes(consignment: Consignment) -> Iterator[Remark]:
    """A parcel that no barcode leads to cannot be found on the belt."""
    transport = consignment.transport
    if not consignment.identifiers and not (transport and transport.house_document):
        yield remark("identifier.missing", "identifiers")
        return
    named = {i.of for i in consignment.identifiers if i.belongs_to == "parcel"}
    # On a single parcel the consignment's number is printed as well.
    of_all = named or any(i.belongs_to == "consignment" for i in consignment.identifiers)
    if len(consignment.parcels) == 1 and of_all:
        return
    for place, parcel in enumerate(consignment.parcels):
        if parcel.id not in named:
            yield remark("parcel.no_barcode", f"parcels[{place}]", parcel.id)


def _lane(consignment: Consignment) -> Iterator[Remark]:
    lane = consignment.risk.lane
    if not lane:
        yield remark("lane.missing", "risk.lane")
    elif lane not in _LANES:
        yield remark("lane.unknown", "risk.lane", lane)


_LANES: Final = frozenset({"red", "yellow", "blue", "green"})


# --- parties ---

_SENDERS: Final = frozenset({"consignor", "exporter", "seller"})
_RECEIVERS: Final = frozenset({"consignee", "importer", "buyer"})


def _parties(consignment: Consignment, codes: CodeLists) -> Iterator[Remark]:
    roles = {party.role for party in consignment.parties}
    if not roles & _SENDERS:
        yield remark("consignor.missing", "parties")
    if not roles & _RECEIVERS:
        yield remark("consignee.missing", "parties")
    for place, party in enumerate(consignment.parties):
        yield from _party(party, f"parties[{place}]", codes)


def _party(party: Party, path: str, codes: CodeLists) -> Iterator[Remark]:
    if party.role not in _SENDERS | _RECEIVERS:
        return
    if not party.name.strip() and not party.id.strip():
        yield remark("party.no_name", path, party.role)
    address = party.address
    if address is None or not (address.line or address.city or address.country):
        if not party.id.strip():
            yield remark("address.missing", f"{path}.address", party.role)
        return
    if not address.city.strip() or not address.country.strip():
        yield remark("address.incomplete", f"{path}.address", party.role)
    if codes.countries and address.country and address.country not in codes.countries:
        yield remark("country.unknown", f"{path}.address.country", address.country)


# --- coded fields ---

_ROLES: Final = _SENDERS | _RECEIVERS | {"declarant", "agent", "platform", "carrier", "intermediary"}
_PRESENCES: Final = frozenset({"expected", "presented", "missing", "left"})
_BELONGS_TO: Final = frozenset({"parcel", "consignment", "label", "receptacle", "master", "filing"})
_MODES: Final = frozenset("0123456789")
"""UN/ECE Recommendation 19, first digit."""
_CONDITION_STATES: Final = frozenset({"open", "satisfied", "waived"})
_CONDITION_KINDS: Final = frozenset({"payment", "document", "examination", "identity", "hold"})
_AEO: Final = frozenset({"AEOC", "AEOS", "AEOF"})


def _codes(consignment: Consignment, codes: CodeLists) -> Iterator[Remark]:
    """Coded fields with a code that this program does not know: kept, shown as they are, and said."""
    transport = consignment.transport
    found: list[tuple[str, str, Iterable[str]]] = [
        ("immediate_release_category", consignment.immediate_release_category, "1234"),
    ]
    for place, party in enumerate(consignment.parties):
        found.append((f"parties[{place}].role", party.role, _ROLES))
        found.append((f"parties[{place}].aeo_status", party.aeo_status, _AEO))
    for place, parcel in enumerate(consignment.parcels):
        found.append((f"parcels[{place}].presence", parcel.presence, _PRESENCES))
    for place, identifier in enumerate(consignment.identifiers):
        found.append((f"identifiers[{place}].belongs_to", identifier.belongs_to, _BELONGS_TO))
    for place, condition in enumerate(consignment.conditions):
        found.append((f"conditions[{place}].state", condition.state, _CONDITION_STATES))
        found.append((f"conditions[{place}].kind", condition.kind, _CONDITION_KINDS))
    for field, code, known in found:
        if code and code not in known:
            yield remark("code.unknown", field, code)
    if transport is None:
        return
    if transport.mode and transport.mode[0] not in _MODES:
        yield remark("code.unknown", "transport.mode", transport.mode)
    departure = transport.departure_country
    if codes.countries and departure and departure not in codes.countries:
        yield remark("country.unknown", "transport.departure_country", departure)


# --- identifiers ---


def _identifiers(consignment: Consignment) -> Iterator[Remark]:
    for place, identifier in enumerate(consignment.identifiers):
        yield from _identifier(f"identifiers[{place}]", identifier.kind, identifier.value)
    for place, filing in enumerate(consignment.filings):
        if filing.mrn:
            yield from _identifier(f"filings[{place}].mrn", "eu_mrn", filing.mrn)


def _identifier(path: str, kind: str, value: str) -> Iterator[Remark]:
    if kind not in KINDS:
        return
    judged = check_digit(kind, normalised(value))
    if judged is None:
        yield remark("identifier.form", path, value)
    elif judged is CheckDigit.WRONG:
        yield remark("identifier.check_digit", path, value)


# --- dates ---

_CLOCKS_DIFFER: Final = timedelta(hours=1)


def _dates(consignment: Consignment, now: datetime) -> Iterator[Remark]:
    """Things that are said to have happened and cannot have yet."""
    found: list[tuple[str, datetime | None]] = [
        ("arrived", consignment.arrived),
        ("risk.assessed", consignment.risk.assessed),
    ]
    found += [(f"filings[{place}].lodged", filing.lodged) for place, filing in enumerate(consignment.filings)]
    found += [(f"images[{place}].acquired", image.acquired) for place, image in enumerate(consignment.images)]
    found += [(f"steps[{place}].at", step.at) for place, step in enumerate(consignment.steps)]
    found += [(f"acts[{place}].at", act.at) for place, act in enumerate(consignment.acts)]
    for field, at in found:
        if at is not None and at > now + _CLOCKS_DIFFER:
            yield remark("date.in_future", field, at.isoformat())
