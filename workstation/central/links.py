"""Links: which provisional consignments turned out to be which, and whose acts count for whom since."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, literal_column, or_, select

from workstation.central import schema
from workstation.central.acts import chunks, placed_acts

_note = schema.note.c
_consignment = schema.consignment.c

_LINKS: Final = _note.linked != literal_column("''")
"""Written out, not bound: so a database knows that its index of links alone will do."""

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


def edges_around(connection: Connection, ids: Sequence[str]) -> set[Edge]:
    """Every link that leads from or to these consignments, or on from there."""
    edges: set[Edge] = set()
    known: set[str] = set()
    ahead = list(dict.fromkeys(ids))
    while ahead:
        known.update(ahead)
        found: set[Edge] = set()
        for some in chunks(ahead):
            near = or_(_note.consignment.in_(some), links_to(some))
            wanted = select(_note.consignment, _note.linked).where(_LINKS, near)
            found.update((row.consignment, row.linked) for row in connection.execute(wanted))
        edges |= found
        ahead = sorted({each for edge in found for each in edge} - known)
    return edges


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
        id: [document for _position, document in sorted(act for each in ids for act in placed.get(each, ()))]
        for id, ids in counted.items()
    }
