"""A consignment as this bench knows it: its document, with what was recorded here and what the document does
not say yet.
"""

from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from workstation.cache.reader import CacheReader
from workstation.cache.values import CachedDocument
from workstation.contract.reading import Reading, read_consignment
from workstation.domain.act import Act
from workstation.domain.consignment import Condition, Consignment
from workstation.domain.noted import Noted, with_noted
from workstation.ledger.store import Ledger
from workstation.ledger.values import LedgerAct
from workstation.sync.consequences import all_acts


class KnownHere(NamedTuple):
    """`document` is the consignment as received, `consignment` the same with what was noted here and the acts
    of the provisional ones that turned out to be it; `own` are this bench's acts on any of them.
    """

    cached: CachedDocument
    reading: Reading
    document: Consignment
    consignment: Consignment
    own: tuple[LedgerAct, ...]


def known_here(reader: CacheReader, ledger: Ledger, id: str) -> KnownHere | None:
    """The consignment with this id, by point look-ups; none where it is neither in the cache nor made here,
    or cannot be read.
    """
    cached = reader.document(id) or _made_here(ledger, id)
    reading = read_consignment(cached.body) if cached is not None else None
    if cached is None or reading is None or reading.consignment is None:
        return None
    document = reading.consignment
    noted = ledger.notes.noted(id, document.linked)
    linked = (*document.linked, *(each.consignment.id for each in noted.linked))
    consignment = _with_linked(document, reader, linked) if linked else document
    own = ledger.acts_on(id, document.linked)
    if noted != _NOTHING:
        # Whether an asked opening was done is told by all acts; the service's own stay apart from them.
        acts = consignment.acts
        whole = with_noted(replace(consignment, acts=all_acts(consignment, own)), noted)
        consignment = replace(whole, acts=acts)
    return KnownHere(cached, reading, document, consignment, own)


_NOTHING = Noted()


def _made_here(ledger: Ledger, id: str) -> CachedDocument | None:
    """A provisional consignment that was made a moment ago, or whose cache is gone."""
    made = ledger.notes.made(id)
    if made is None or made.arrived is None:
        return None
    return CachedDocument(ref=0, id=id, body=msgspec.json.encode(made), cached_at=made.arrived)


def _with_linked(document: Consignment, reader: CacheReader, linked: tuple[str, ...]) -> Consignment:
    """With what others did to the provisional ones that turned out to be this, as far as is known here: until
    its own document says it.
    """
    acts: dict[str, Act] = {}
    conditions: dict[str, Condition] = {}
    for each in dict.fromkeys(linked):
        cached = reader.document(each)
        part = read_consignment(cached.body).consignment if cached is not None else None
        if part is not None:
            acts |= {act.id: act for act in part.acts}
            conditions |= {condition.id: condition for condition in part.conditions}
    acts |= {act.id: act for act in document.acts}
    conditions |= {condition.id: condition for condition in document.conditions}
    return replace(document, acts=tuple(acts.values()), conditions=tuple(conditions.values()))
