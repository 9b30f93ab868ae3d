"""A consignment as this bench knows it: its document, with what was recorded here and what the document does
not say yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from workstation.cache.reader import CacheReader
from workstation.cache.values import CachedDocument
from workstation.contract.reading import Reading, read_consignment
from workstation.domain.act import Act
from workstation.domain.consignment import Condition, Consignment, Link
from workstation.domain.link import links_told, over_link, told_together, turned_out_to_be
from workstation.domain.noted import Found, Noted, with_noted
from workstation.domain.parting import without
from workstation.domain.sighting import LOCATED, MISSING, Sighting
from workstation.ledger.store import Ledger
from workstation.ledger.values import LedgerAct
from workstation.sync.consequences import all_acts


class KnownHere(NamedTuple):
    """`document` is the consignment as received, `consignment` the same with what was noted here and the acts
    of the provisional ones that turned out to be it, without those that were parted from it here; `own` are
    this bench's acts on any of them.
    """

    reading: Reading
    document: Consignment
    consignment: Consignment
    own: tuple[LedgerAct, ...]


def document_of(reader: CacheReader, ledger: Ledger, id: str) -> CachedDocument | None:
    """The document of this consignment: the cache's, or that of a provisional one that was made here a moment
    ago or whose cache is gone. A point look-up.
    """
    cached = reader.document(id)
    if cached is not None:
        return cached
    made = ledger.notes.made(id)
    if made is None or made.arrived is None:
        return None
    return CachedDocument(ref=0, id=id, body=msgspec.json.encode(made), cached_at=made.arrived)


def as_known(reader: CacheReader, ledger: Ledger, body: bytes) -> KnownHere | None:
    """What this document says, and what is known here beside it, by point look-ups; none where it cannot be
    read.
    """
    reading = read_consignment(body)
    document = reading.consignment
    if document is None:
        return None
    noted, consignment = ledger.notes.noted(document.id), document
    linked, links = _linked(ledger, document)
    let_go = [each for each in document.linked if each not in linked]
    if let_go:
        parted = (_found(ledger, each, _part(reader, each)) for each in let_go)
        consignment = without(document, parted)
    if links:
        noted = replace(noted, links=links)
    if linked:
        parts = {each: _part(reader, each) for each in linked}
        noted = replace(noted, linked=tuple(_found(ledger, each, part) for each, part in parts.items()))
        consignment = _with_acts(consignment, parts.values())
    own = ledger.acts_on(document.id, linked)
    if noted != _NOTHING:
        # Whether an asked opening was done is told by all acts; the service's own stay apart from them.
        acts = consignment.acts
        whole = with_noted(replace(consignment, acts=all_acts(consignment, own)), noted)
        consignment = replace(whole, acts=acts)
    return KnownHere(reading, document, consignment, own)


def known_here(reader: CacheReader, ledger: Ledger, id: str) -> KnownHere | None:
    """The consignment with this id; none where it is neither in the cache nor made here, or cannot be
    read.
    """
    found = document_of(reader, ledger, id)
    return as_known(reader, ledger, found.body) if found is not None else None


_NOTHING = Noted()


def _linked(ledger: Ledger, document: Consignment) -> tuple[Sequence[str], tuple[Link, ...]]:
    """The provisional ones that turned out to be this one, as far as document and ledger know together, and
    what they say of its links.
    """
    ever = tuple(dict.fromkeys((*document.linked, *ledger.notes.linked_to(document.id))))
    if not ever:
        return (), ()
    known = ledger.notes.links_of(ever)
    told = [each for each in links_told(document) if each.consignment in ever]
    said = told_together((*told, *(each for id in ever for each in known.get(id, ()))))
    ends = {id: turned_out_to_be(each for each in said if each.consignment == id) for id in ever}
    linked = [id for id in ever if _leads_to(id, document.id, ends)]
    links = tuple(each for each in said if each.id and document.id in (each.consignment, each.linked))
    return linked, links


def _leads_to(provisional: str, declared: str, ends: Mapping[str, str]) -> bool:
    """Whether it turned out to be that one, also over another provisional one."""
    at, passed = provisional, set[str]()
    while at in ends and at not in passed:
        passed.add(at)
        at = ends[at]
    return at == declared


def _part(reader: CacheReader, provisional: str) -> Consignment:
    """A provisional one that turned out to be another, as the service told it, if it did."""
    cached = reader.document(provisional)
    told = read_consignment(cached.body).consignment if cached is not None else None
    return told or Consignment(id=provisional, provisional=True)


def _found(ledger: Ledger, provisional: str, told: Consignment) -> Found:
    """What was noted here of one that turned out to be another: as it was made here, or else as was told."""
    noted = ledger.notes.noted(provisional)
    return Found(
        consignment=ledger.notes.made(provisional) or told,
        sightings=(*noted.sightings, *_as_seen(told)),
        openings=noted.openings,
    )


def _as_seen(told: Consignment) -> Iterable[Sighting]:
    """Where others have seen it last."""
    for parcel in told.parcels:
        if parcel.seen_at is not None:
            yield Sighting(
                id=told.id,
                kind=MISSING if parcel.presence == MISSING else LOCATED,
                consignment=told.id,
                at=parcel.seen_at,
                place=parcel.location,
                officer=parcel.seen_by,
                bench=parcel.seen_bench,
            )


def _with_acts(document: Consignment, parts: Iterable[Consignment]) -> Consignment:
    """With what others did to the provisional ones that turned out to be this, as far as is known here: until
    its own document says it.
    """
    acts: dict[str, Act] = {}
    conditions: dict[str, Condition] = {}
    for each in (*parts, document):
        own = each.acts if each is document else (over_link(act, each.id, each.linked) for act in each.acts)
        acts |= {act.id: act for act in own}
        conditions |= {condition.id: condition for condition in each.conditions}
    return replace(document, acts=tuple(acts.values()), conditions=tuple(conditions.values()))
