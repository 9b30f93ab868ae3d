"""What is known at this bench of links: which provisional consignment turned out to be which, and which link
was taken back. As was recorded here and in the ledgers before, and as was told of other benches.

One rule says which of them counts (`domain.link`), whatever came first.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace

from workstation.domain.consignment import Link
from workstation.domain.event import BenchEvent
from workstation.domain.link import link_of, told_together, turned_out_to_be
from workstation.domain.provisional import LINKED, UNLINKED
from workstation.ledger.database import EARLIER_KIND, EARLIER_LINKED_TO, LINKED_TO, Connection
from workstation.ledger.earlier import entry_of
from workstation.ledger.known import remember

_TOLD: Final = "linked:"
"""How the names of facts begin that say what is told of the links of one provisional consignment: a JSON
array of `Link`, or the bare id of what it turned out to be.
"""
_KINDS: Final = f"('{LINKED}', '{UNLINKED}')"
_AT_ONCE: Final = 500
_REFUSED: Final = "refused"
_EVENT: Final = msgspec.json.Decoder(BenchEvent)
_LINKS: Final = msgspec.json.Decoder(tuple[Link, ...])
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class _Said(NamedTuple):
    """What entries say of one consignment's links; `refused` are those without effect."""

    links: list[Link]
    refused: list[Link]
    ended: set[str]


def links_of(connection: Connection, provisional: Collection[str]) -> Mapping[str, tuple[Link, ...]]:
    """Every link of these that is known here, each once; one that was taken back is `ended`. None for those
    of which nothing was said.
    """
    asked, found = list(dict.fromkeys(provisional)), dict[str, tuple[Link, ...]]()
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        told, said = _told(connection, some), _said(connection, some)
        for id in some:
            own = said.get(id, _NOTHING)
            links = told_together((*told.get(id, ()), *own.links))
            known = tuple(replace(each, ended=each.ended or each.id in own.ended) for each in links)
            if known:
                found[id] = known
    return found


def turned_out(connection: Connection, provisional: Collection[str]) -> Mapping[str, str]:
    """As `Notes.turned_out`."""
    known = links_of(connection, provisional)
    return {id: declared for id, said in known.items() if (declared := turned_out_to_be(said))}


def linked_to(connection: Connection, consignment: str) -> tuple[str, ...]:
    """The provisional consignments that were linked here to this one, and still are."""
    if not consignment:
        return ()
    rows = connection.execute(
        f"SELECT e.consignment FROM event e WHERE e.kind = '{LINKED}' AND {LINKED_TO} = ?1"
        f" UNION SELECT consignment FROM earlier WHERE {EARLIER_KIND} = '{LINKED}'"
        f" AND {EARLIER_LINKED_TO} = ?1 ORDER BY 1",
        (consignment,),
    ).fetchall()
    ever = [provisional for (provisional,) in rows if provisional]
    now = turned_out(connection, ever) if ever else {}
    return tuple(each for each in ever if now.get(each) == consignment)


def parted(connection: Connection, provisional: str) -> frozenset[str]:
    """As `Notes.parted`."""
    said = _said(connection, [provisional]).get(provisional, _NOTHING)
    ended = (each for each in links_of(connection, [provisional]).get(provisional, ()) if each.ended)
    return frozenset(each.linked for each in (*said.refused, *ended))


def links(connection: Connection) -> Mapping[str, str]:
    """What every provisional consignment turned out to be, as far as is known here."""
    return turned_out(connection, _ever_linked(connection))


def parting(connection: Connection) -> frozenset[str]:
    """Both sides of every link that was taken back here and of which the central service has not heard."""
    rows = connection.execute(
        "SELECT DISTINCT e.consignment FROM delivery d JOIN event e ON e.sequence = d.sequence"
        f" WHERE d.state = 'waiting' AND +e.consignment <> '' AND e.kind = '{UNLINKED}'"
    ).fetchall()
    known = links_of(connection, [id for (id,) in rows]) if rows else {}
    others = {each.linked for said in known.values() for each in said if each.ended}
    return frozenset(others.union(id for (id,) in rows))


def let_go(connection: Connection) -> frozenset[str]:
    """Consignments of which another bench's link is known that counts no more, and no other link."""
    told = _told_names(connection)
    if not told:
        return frozenset()
    known = links_of(connection, told)
    return frozenset(
        id for id, said in known.items() if not turned_out_to_be(said) and any(each.ended for each in said)
    )


def learn(connection: Connection, told: Iterable[Link]) -> None:
    """Remember what was told of links, beside what was told of the same consignments before."""
    by_consignment: dict[str, list[Link]] = {}
    for each in told:
        by_consignment.setdefault(each.consignment, []).append(each)
    before = _told(connection, list(by_consignment))
    for id, new in by_consignment.items():
        known = before.get(id, ())
        together = told_together((*known, *new))
        if together != known:
            remember(connection, f"{_TOLD}{id}", msgspec.json.encode(together).decode())


_NOTHING: Final = _Said([], [], set())


def _said(connection: Connection, some: Collection[str]) -> Mapping[str, _Said]:
    """What this ledger and those before it say."""
    found: dict[str, _Said] = {}
    earlier = connection.execute(
        f"SELECT submission, outcome FROM earlier WHERE consignment <> '' AND consignment IN ({_marks(some)})"
        f" AND {EARLIER_KIND} IN {_KINDS} ORDER BY id",
        list(some),
    ).fetchall()
    for submission, outcome in earlier:
        _add(found, entry_of(submission).event, outcome == _REFUSED)
    own = connection.execute(
        "SELECT CAST(e.body AS BLOB), d.state FROM event e JOIN delivery d ON d.sequence = e.sequence"
        f" WHERE e.consignment <> '' AND e.consignment IN ({_marks(some)}) AND e.kind IN {_KINDS}"
        " ORDER BY e.sequence",
        list(some),
    ).fetchall()
    for body, state in own:
        _add(found, _EVENT.decode(body), state == _REFUSED)
    return found


def _add(found: dict[str, _Said], event: BenchEvent, is_refused: bool) -> None:
    said = link_of(event)
    if said is None:
        return
    about = found.setdefault(event.consignment, _Said([], [], set()))
    if isinstance(said, Link):
        (about.refused if is_refused else about.links).append(said)
    elif not is_refused:
        about.ended.update(said.names)


def _told(connection: Connection, some: Collection[str]) -> Mapping[str, tuple[Link, ...]]:
    """What was told of other benches."""
    rows = connection.execute(
        f"SELECT substr(name, {len(_TOLD) + 1}), value FROM known WHERE name IN ({_marks(some)})",
        [f"{_TOLD}{each}" for each in some],
    )
    return {id: _links_in(id, value) for id, value in rows}


def _links_in(id: str, value: str) -> tuple[Link, ...]:
    try:
        return _LINKS.decode(value)
    except msgspec.MsgspecError:
        # As an earlier version of this program kept it.
        return (Link(id="", consignment=id, linked=value, at=_LONG_AGO),) if value else ()


def _told_names(connection: Connection) -> list[str]:
    rows = connection.execute(
        f"SELECT substr(name, {len(_TOLD) + 1}) FROM known WHERE name BETWEEN '{_TOLD}' AND '{_TOLD}~'"
    )
    return [id for (id,) in rows]


def _ever_linked(connection: Connection) -> list[str]:
    own = connection.execute(
        f"SELECT e.consignment FROM event e INDEXED BY event_linked WHERE e.kind = '{LINKED}'"
    ).fetchall()
    earlier = connection.execute(
        f"SELECT consignment FROM earlier INDEXED BY earlier_linked WHERE {EARLIER_KIND} = '{LINKED}'"
    ).fetchall()
    here = (id for (id,) in (*own, *earlier) if id)
    return list(dict.fromkeys((*_told_names(connection), *here)))


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))
