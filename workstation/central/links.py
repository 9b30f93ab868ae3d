"""Links: which provisional consignments turned out to be which, and whose acts count for whom since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, literal_column, select

from workstation.central import schema
from workstation.central.acts import chunks, decoded, placed_acts
from workstation.central.documents import Refusal, encoded, fields_of, raw
from workstation.domain.consignment import Consignment, Link
from workstation.domain.event import BenchEvent
from workstation.domain.link import (
    MOST_TOLD,
    TakenBack,
    links_in_force,
    links_known,
    may_link,
    over_link,
    turned_out_to_be,
)
from workstation.domain.provisional import LINKED, PROVISIONAL, UNLINKED

_note = schema.note.c
_consignment = schema.consignment.c

_LINKS: Final = _note.linked != literal_column("''")
"""Written out, not bound: so a database knows that its index of links alone will do."""

SAYS_LINKS: Final = frozenset({PROVISIONAL, LINKED, UNLINKED})
"""Kinds of note that say which links of a consignment count."""

FOREIGN_LINK: Final = Refusal(
    code="link.foreign",
    words="A bench that neither made the provisional consignment nor is of its office linked it, or took a"
    " link of it back. It does not count.",
)
SEVERAL_LINKS: Final = Refusal(
    code="link.several",
    words="A provisional consignment was linked to several consignments, and no link was taken back: the"
    " newest counts.",
)

Edge = tuple[str, str]
"""A provisional consignment, and the one that it was linked to."""


class Links:
    """The links around some consignments. A link counts while the consignment that it is of was made of a
    parcel that nobody had declared: what is declared keeps its acts to itself, for its goods have ids of
    their own.
    """

    def __init__(
        self, edges: Iterable[Edge] = (), provisional: Collection[str] = (), declared: Collection[str] = ()
    ) -> None:
        self._onward: dict[str, list[str]] = {}
        self._back: dict[str, list[str]] = {}
        for one, other in edges:
            self._onward.setdefault(one, []).append(other)
            self._back.setdefault(other, []).append(one)
        self._provisional = provisional
        self._declared = declared

    @property
    def ids(self) -> tuple[str, ...]:
        """Every consignment that some link names."""
        return tuple({**self._onward, **self._back})

    def counted_for(self, id: str) -> tuple[str, ...]:
        """The provisional consignments whose acts count for this one too, also over several links."""
        reached = self._reached([id], self._back, self._provisional)
        return tuple(sorted(reached - {id}))

    def turned_out(self, id: str) -> bool:
        """Whether this provisional consignment is known to be a declared one."""
        if id not in self._provisional:
            return False
        through = self._reached([id], self._onward, self._provisional)
        return any(other in self._declared for each in through for other in self._onward.get(each, ()))

    def onward(self, id: str) -> tuple[str, ...]:
        """The consignments for which the acts on this one count too, itself among them."""
        if id not in self._provisional:
            return (id,)
        through = self._reached([id], self._onward, self._provisional)
        return tuple(sorted({*through, *(other for each in through for other in self._onward.get(each, ()))}))

    @staticmethod
    def _reached(start: Sequence[str], ways: Mapping[str, list[str]], among: Collection[str]) -> set[str]:
        reached, ahead = set(start), list(start)
        while ahead:
            for other in ways.get(ahead.pop(), ()):
                if other in among and other not in reached:
                    reached.add(other)
                    ahead.append(other)
        return reached


def links_to(ids: Sequence[str]) -> ColumnElement[bool]:
    """Whether a note links something to one of these."""
    return _LINKS & _note.linked.in_(ids)


class LinksSaid:
    """Everything that was said of the links of one consignment, by the numbers of the events."""

    def __init__(self) -> None:
        self.made: Consignment | None = None
        """As its `provisional` event made it; none: no such event has come, and no link counts."""
        self._links: dict[int, Link] = {}
        self._taken_back: dict[int, TakenBack] = {}

    def add(self, number: int, kind: str, document: bytes) -> None:
        """Add one note."""
        if kind == LINKED:
            self._links[number] = msgspec.json.decode(document, type=Link)
        elif kind == UNLINKED:
            self._taken_back[number] = msgspec.json.decode(document, type=TakenBack)
        elif kind == PROVISIONAL:
            self.made = msgspec.json.decode(document, type=Consignment)

    def known(self) -> tuple[Link, ...]:
        """The links that somebody had the right to say, the oldest first; taken back or not."""
        if self.made is None:
            return ()
        return links_known(self.made, self._links.values(), self._taken_back.values())

    def linked_by(self, names: Collection[str]) -> tuple[str, ...]:
        """The consignments to which these events link it."""
        return tuple(each.linked for each in self._links.values() if each.id in names)

    def in_force(self) -> tuple[Link, ...]:
        """The links that somebody had the right to say, and that none took back."""
        if self.made is None:
            return ()
        return links_in_force(self.made, self._links.values(), self._taken_back.values())

    def turned_out(self) -> str:
        """What it turned out to be: one consignment, however many were said; empty: not known."""
        return turned_out_to_be(self.in_force())

    def before(self, number: int) -> str:
        """What it would have turned out to be without what the event with this number says."""
        if self.made is None:
            return ""
        links = [each for of, each in self._links.items() if of != number]
        taken_back = [each for of, each in self._taken_back.items() if of != number]
        return turned_out_to_be(links_in_force(self.made, links, taken_back))

    def foreign(self) -> list[int]:
        """Numbers of what benches said that had no right to."""
        made = self.made
        if made is None:
            return []
        said: dict[int, Link | TakenBack] = {**self._links, **self._taken_back}
        return [number for number, each in said.items() if not may_link(made, each.bench, each.office)]


def links_said(connection: Connection, id: str) -> LinksSaid:
    """What was said of the links of one consignment."""
    return _links_said(connection, [id]).get(id, LinksSaid())


def _links_said(connection: Connection, ids: Sequence[str]) -> Mapping[str, LinksSaid]:
    said: dict[str, LinksSaid] = {}
    for some in chunks(ids):
        wanted = select(_note.number, _note.consignment, _note.kind, _note.document)
        of_these = (_note.consignment.in_(some), _note.kind.in_(sorted(SAYS_LINKS)))
        for row in connection.execute(wanted.where(*of_these)):
            said.setdefault(row.consignment, LinksSaid()).add(row.number, row.kind, row.document)
    return said


def link_alarms(
    connection: Connection, event: BenchEvent, number: int
) -> Iterable[tuple[Refusal, list[int]]]:
    """What a person must look at of an event that was just kept, with the numbers of the events that it is
    about: each of them is told once, by whichever of the two came last.
    """
    if event.kind not in SAYS_LINKS:
        return
    said = links_said(connection, event.consignment)
    foreign = said.foreign()
    if event.kind != PROVISIONAL:
        foreign = [each for each in foreign if each == number]
    if foreign:
        yield FOREIGN_LINK, foreign
    elif event.kind != UNLINKED and len({each.linked for each in said.in_force()}) > 1:
        yield SEVERAL_LINKS, [number]


class Around(NamedTuple):
    """The links that count around some consignments, one of each provisional one, and what was said of each
    of those.
    """

    edges: set[Edge]
    said: Mapping[str, LinksSaid]

    def told(self, id: str) -> tuple[Link, ...]:
        """What benches are told of links from and to this one: which count, which were taken back, and of a
        provisional one also those that a newer one has made void.
        """
        own = self.said[id].known() if id in self.said else ()
        others = (
            each
            for one, said in self.said.items()
            if one != id
            for each in said.known()
            if each.linked == id and (each.ended or (one, id) in self.edges)
        )
        return tuple(sorted((*own, *others), key=lambda each: (each.at, each.id))[-MOST_TOLD:])


def edges_around(connection: Connection, ids: Sequence[str]) -> set[Edge]:
    """Every link that counts and leads from or to these consignments, or on from there: one of each."""
    return around(connection, ids).edges


def around(connection: Connection, ids: Sequence[str]) -> Around:
    """The links that lead from or to these consignments, or on from there."""
    edges: set[Edge] = set()
    everything: dict[str, LinksSaid] = {}
    known: set[str] = set()
    ahead = list(dict.fromkeys(ids))
    while ahead:
        known.update(ahead)
        asked = dict.fromkeys(ahead)
        for some in chunks(ahead):
            asked |= dict.fromkeys(
                connection.execute(select(_note.consignment).where(links_to(some))).scalars()
            )
        said = _links_said(connection, list(asked))
        everything.update(said)
        counted = {(id, each.turned_out()) for id, each in said.items()}
        near = {edge for edge in counted if edge[1] and not known.isdisjoint(edge)}
        edges |= near
        ahead = sorted({each for edge in near for each in edge} - known)
    return Around(edges, everything)


def links_of(connection: Connection, edges: Collection[Edge]) -> Links:
    """These links with what their consignments are by now."""
    provisional: set[str] = set()
    declared: set[str] = set()
    for some in chunks(sorted({each for edge in edges for each in edge})):
        wanted = select(_consignment.id, _consignment.provisional).where(_consignment.id.in_(some))
        for row in connection.execute(wanted):
            (provisional if row.provisional else declared).add(row.id)
    return Links(edges, provisional, declared)


def links_around(connection: Connection, ids: Sequence[str]) -> Links:
    """The links around these consignments as they are now."""
    edges = edges_around(connection, ids)
    return links_of(connection, edges) if edges else Links()


def counted_acts(
    connection: Connection, consignments: Sequence[str], links: Links
) -> Mapping[str, list[bytes]]:
    """Every act that counts for these consignments, as JSON, in the order in which the service got them: its
    own, and those on the provisional ones that it was found to be.
    """
    counted = {id: (id, *links.counted_for(id)) for id in consignments}
    placed = placed_acts(connection, list(dict.fromkeys(each for ids in counted.values() for each in ids)))
    return {
        id: [
            document if each == id else _over_link(document, each, links)
            for _position, document, each in sorted(
                (*act, each) for each in ids for act in placed.get(each, ())
            )
        ]
        for id, ids in counted.items()
    }


def _over_link(document: bytes, provisional: str, links: Links) -> bytes:
    """An act as it counts for another consignment than its own; what the contract does not know stays."""
    act = over_link(decoded((document,))[0], provisional, links.counted_for(provisional))
    told = {"scope": raw(act.scope), "recorded_on": raw(provisional)}
    told |= {"found": raw(act.found)} if act.found else {}
    told |= {"marks": raw(act.marks)} if act.marks else {}
    return encoded(fields_of(document) | told)
